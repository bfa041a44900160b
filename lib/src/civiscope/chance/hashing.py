"""Stable hashes in place of chance: what is drawn depends on names and a seed, never on rows."""

import numpy as np
from numpy.typing import NDArray


def mix(keys: NDArray[np.uint64], *, seed: int) -> NDArray[np.uint64]:
    """Hash keys again, so that every seed orders them in another way.

    Parameters
    ----------
    keys : ndarray of uint64, shape (n_keys,)
    seed : int
        In [0, 2**64).

    Returns
    -------
    ndarray of uint64, shape (n_keys,)
        Each key has its own: nothing collides that did not before.

    References
    ----------
    Steele, Lea and Flood, 2014, "Fast splittable pseudorandom number generators", figure 16
    (the finaliser of SplitMix64).

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.chance.hashing import mix
    >>> mix(np.array([1, 2], dtype=np.uint64), seed=0).tolist()
    [6238072747940578789, 15839785061582574730]
    """
    state = keys ^ np.uint64(seed * 0x9E3779B97F4A7C15 % 2**64)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))
