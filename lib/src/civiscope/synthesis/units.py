"""Stable hashes of identifiers: what stands for an author or an answer in a draw."""

import numpy as np
import pyarrow as pa
from numba import njit
from numpy.typing import NDArray


def hash_strings(strings: pa.StringArray) -> NDArray[np.uint64]:
    """Hash each string.

    Parameters
    ----------
    strings : pyarrow.StringArray, shape (n_strings,)
        Without nulls.

    Returns
    -------
    ndarray of uint64, shape (n_strings,)
        Never 0, which stands for unknown; equal for equal strings only, but for one pair in 2⁶⁴.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.synthesis.units import hash_strings
    >>> first, second, third = hash_strings(pa.array(["ana", "ben", "ana"]))
    >>> bool(first == third), bool(first == second)
    (True, False)
    """
    large = strings.cast(pa.large_string())
    _, starts, letters = large.buffers()
    offsets = np.frombuffer(starts, dtype=np.int64)[large.offset : large.offset + len(large) + 1]
    read = np.frombuffer(letters or b"", dtype=np.uint8)
    return np.asarray(_hash_bytes(offsets, read))


@njit(cache=True, nogil=True)
def _hash_bytes(offsets, letters):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Hash each run of bytes: FNV-1a, finished by the mixer of SplitMix64."""
    hashes = np.empty(len(offsets) - 1, dtype=np.uint64)
    for number in range(len(hashes)):
        state = np.uint64(0xCBF29CE484222325)
        for place in range(offsets[number], offsets[number + 1]):
            state = (state ^ np.uint64(letters[place])) * np.uint64(0x100000001B3)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        hashes[number] = max(np.uint64(1), state ^ (state >> np.uint64(31)))
    return hashes
