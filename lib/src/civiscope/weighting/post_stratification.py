"""Post-stratification: each cell of a population gets the total it is known to have."""

import numpy as np
from numpy.typing import ArrayLike

from civiscope.weighting.margins import base_weights, category_codes, target_margins
from civiscope.weighting.results import Weighting, weighed
from civiscope.weighting.sums import sums_by_group


def post_stratify(
    codes: ArrayLike,
    *,
    targets: ArrayLike,
    weights: ArrayLike | None = None,
    name: str = "post-strata",
) -> Weighting:
    """Scale weights so that each post-stratum sums to its target.

    Parameters
    ----------
    codes : array of int, shape (n_units,)
        The post-stratum of each unit, from 0.
    targets : array of float, shape (n_post_strata,)
        The total of each post-stratum in the population, often a count.
    weights : array of float, shape (n_units,), optional
        Base weights, 0 or more; 1 for all when left out. A unit of weight 0 keeps it.
    name : str, optional
        What messages call the post-strata.

    Returns
    -------
    Weighting

    Raises
    ------
    InputError
        Where a unit has no post-stratum, a post-stratum with a target has no unit, or one with
        units has none; where weights or targets are negative or missing.

    Notes
    -----
    The weight of a unit of post-stratum h is ``w * N_h / sum of w over h``. R's ``postStratify``
    gives the same weights; its ``partial = TRUE``, which forgives empty post-strata, has no
    counterpart here.

    References
    ----------
    Holt and Smith, 1979, "Post stratification", JRSS A 142(1).

    Examples
    --------
    >>> from civiscope.weighting import post_stratify
    >>> post_stratify([0, 0, 1], targets=[30, 20]).weights.tolist()
    [15.0, 15.0, 20.0]
    """
    strata = np.asarray(codes)
    table = category_codes(strata[:, None] if strata.ndim == 1 else strata, names=[name])
    base = base_weights(weights, n_units=len(table))
    (target,) = target_margins([targets], codes=table, weights=base, names=[name])
    held = sums_by_group(base, table[:, 0], n_groups=len(target))
    factors = np.divide(target, held, out=np.zeros(len(target)), where=held > 0)
    return weighed(base * factors[table[:, 0]], base=base, iterations=1, discrepancy=0.0)
