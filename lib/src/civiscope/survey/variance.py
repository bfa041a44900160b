"""What each sampled unit adds to the variance of an estimate.

An estimate's covariances are sums of products of such contributions: of two estimates from one
design, in one domain or in two, in one edition or in two.
"""

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import InputError
from civiscope.survey.design import SinglePsu, Stage, SurveyDesign
from civiscope.weighting.sums import sums_by_group


def contributions(
    design: SurveyDesign, influences: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """Return what each sampled unit adds to each estimate, so that squares add up to variances.

    Parameters
    ----------
    design : SurveyDesign
        How the units were drawn.
    influences : ndarray of float64, shape (n_units, n_estimates)
        The linearised variable of each estimate: what a unit of weight 1 moves it by; 0 outside
        the domain.

    Returns
    -------
    ndarray of float64, shape (n_contributions, n_estimates), or None
        One row for each primary unit, then one for each secondary unit. None where the sample
        chose itself: no variance follows from how it was drawn.

    Raises
    ------
    InputError
        Where a stratum has one primary unit out of several, and nothing says what it is worth.

    Notes
    -----
    Of stratum h with n of N primary units drawn, unit i of weighted sum z_i contributes
    ``sqrt((1 - n/N) n / (n - 1)) (z_i - mean of z)``. A secondary unit contributes the same
    inside its primary unit, times ``sqrt(n/N)``.

    References
    ----------
    Woodruff, 1971, "A simple method for approximating the variance of a complicated estimate",
    JASA 66(334); Särndal, Swensson and Wretman, 1992, results 3.7.2 and 4.3.1; Deville and
    Särndal, 1992, for residuals.
    """
    if not design.selection.has_variance:
        return None
    if design.adjustment is not None:
        influences = design.adjustment.residuals(influences)
    weighted = influences * design.weights[:, None]
    first, *later = design.stages
    found = [_of_stage(first, weighted, design)]
    for second in later:
        share = first.sampled_share[first.stratum_of_unit][second.stratum_of_unit]
        found.append(_of_stage(second, weighted, design) * np.sqrt(share)[:, None])
    return found[0] if len(found) == 1 else np.concatenate(found)


def _of_stage(
    stage: Stage, weighted: NDArray[np.float64], design: SurveyDesign
) -> NDArray[np.float64]:
    scales = _scales(stage, design)
    sums = sums_by_group(weighted, stage.unit_of_row, n_groups=len(stage.stratum_of_unit))
    means = sums_by_group(sums, stage.stratum_of_unit, n_groups=len(scales))
    means /= stage.n_sampled[:, None]
    # A single unit is its own mean: what it is worth is its distance to 0, the mean of all strata.
    means[stage.n_sampled == 1] = 0.0
    sums -= means[stage.stratum_of_unit]
    sums *= scales[stage.stratum_of_unit, None]
    return sums


def _scales(stage: Stage, design: SurveyDesign) -> NDArray[np.float64]:
    """Return by how much deviations from the stratum's mean count."""
    is_single = (stage.n_sampled == 1) & (stage.n_population > 1)
    if design.single_psu is SinglePsu.REFUSED and is_single.any():
        raise _single(stage, design, np.flatnonzero(is_single))
    spread = stage.n_sampled / np.maximum(stage.n_sampled - 1, 1)
    if design.single_psu is SinglePsu.CERTAIN:
        spread = np.where(is_single, 0.0, spread)
    return np.sqrt((1 - stage.sampled_share) * spread)


def _single(stage: Stage, design: SurveyDesign, places: NDArray[np.intp]) -> InputError:
    is_first = stage is design.stages[0]
    names = ", ".join(repr(design.strata[place]) for place in places) if is_first else ""
    where = f"stratum {names}" if is_first else f"{len(places)} primary units"
    return InputError(
        f"Expected two sampled units or more in each stratum, got one in {where}: its variance "
        "is unknown. Merge it with a stratum like it, or say by `single_psu` what it is worth."
    )
