"""Corpora drawn again from the same people, to see which themes come back."""

import numpy as np
from numpy.typing import NDArray

from civiscope.chance.hashing import mix
from civiscope.synthesis.intervals import poisson_thresholds

SEED = 0x73_74_61_62_69_6C_69_74
"""The bytes of "stabilit"; each replicate adds its number."""


def draw_again(units: NDArray[np.uint64], *, replicate: int) -> NDArray[np.int64]:
    """Draw rows again with replacement, those of one unit together.

    Parameters
    ----------
    units : ndarray of uint64, shape (n_rows,)
        Who said each row, as a hash.
    replicate : int
        The number of the draw.

    Returns
    -------
    ndarray of int64
        Rows, increasing; each as often as a Poisson variable of mean 1 says that its unit is
        drawn.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.resampling import draw_again
    >>> draw_again(np.array([7, 7, 8, 9], dtype=np.uint64), replicate=0).tolist()
    [0, 1, 3]
    """
    lots = (mix(units, seed=SEED + replicate) >> np.uint64(32)).astype(np.uint32)
    times = np.searchsorted(poisson_thresholds(), lots, side="right")
    return np.repeat(np.arange(len(units)), times)
