"""Totals, means, shares and ratios of a population and of its domains, from a sample."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from civiscope.errors import InputError
from civiscope.survey.design import SurveyDesign
from civiscope.survey.estimates import Estimates
from civiscope.survey.variance import contributions
from civiscope.weighting.sums import sums_by_group


def estimate_total(
    design: SurveyDesign, values: ArrayLike, *, domain: ArrayLike | None = None
) -> Estimates:
    """Estimate totals of a population.

    Parameters
    ----------
    design : SurveyDesign
        How the units were drawn.
    values : array of float, shape (n_units,) or (n_units, n_values)
        What was measured; outside the domain it may be missing.
    domain : array of bool, shape (n_units,), optional
        The units that are meant; all when left out.

    Returns
    -------
    Estimates

    Raises
    ------
    InputError
        Where shapes differ, the domain has no respondent, or a value in it is missing.

    Notes
    -----
    ``sum of w_i y_i``, after Horvitz and Thompson (1952). R's ``svytotal``.

    References
    ----------
    Särndal, Swensson and Wretman, 1992, section 2.8.

    Examples
    --------
    >>> from civiscope.survey.design import Selection, survey_design
    >>> from civiscope.survey.estimation import estimate_total
    >>> design = survey_design([2, 2, 2], selection=Selection.RANDOM_DRAW, population=[6, 6, 6])
    >>> total = estimate_total(design, [1, 2, 6])
    >>> total.values.tolist(), total.standard_errors.round(4).tolist()
    ([18.0], [6.4807])
    """
    kept = _domain(design, domain)
    columns = _measured(design, values, kept)
    return _estimates(design, _sum(design, columns), columns, domain=kept)


def estimate_mean(
    design: SurveyDesign, values: ArrayLike, *, domain: ArrayLike | None = None
) -> Estimates:
    """Estimate means of a population, or of a domain.

    Parameters
    ----------
    design, values, domain
        As in `estimate_total`.

    Returns
    -------
    Estimates

    Raises
    ------
    InputError
        As `estimate_total`.

    Notes
    -----
    ``sum of w_i y_i / sum of w_i``, a ratio whose variance is that of its linearised variable
    ``(y_i - mean) / sum of w_i``, over all primary units of the design, those outside the domain
    at 0. R's ``svymean``, and ``svymean(…, subset(design, domain))``.

    References
    ----------
    Woodruff, 1971, JASA 66(334); Särndal, Swensson and Wretman, 1992, result 5.8.1.

    Examples
    --------
    >>> from civiscope.survey.design import Selection, survey_design
    >>> from civiscope.survey.estimation import estimate_mean
    >>> design = survey_design([2, 2, 2], selection=Selection.RANDOM_DRAW, population=[6, 6, 6])
    >>> mean = estimate_mean(design, [1, 2, 6])
    >>> mean.values.tolist(), mean.standard_errors.round(4).tolist()
    ([3.0], [1.0801])
    """
    kept = _domain(design, domain)
    columns = _measured(design, values, kept)
    return _ratios(design, columns, _ones(kept), domain=kept)


def estimate_ratio(
    design: SurveyDesign,
    numerators: ArrayLike,
    denominators: ArrayLike,
    *,
    domain: ArrayLike | None = None,
) -> Estimates:
    """Estimate ratios of totals, such as participants by inhabitant.

    Parameters
    ----------
    design, domain
        As in `estimate_total`.
    numerators, denominators : array of float, shape (n_units,) or (n_units, n_values)
        What was measured; one denominator may serve all numerators.

    Returns
    -------
    Estimates

    Raises
    ------
    InputError
        As `estimate_total`, and where a denominator sums to 0.

    Notes
    -----
    Linearised variable: ``(y_i - R x_i) / sum of w_i x_i``. R's ``svyratio``.

    References
    ----------
    Särndal, Swensson and Wretman, 1992, result 5.6.2.
    """
    kept = _domain(design, domain)
    above, below = (_measured(design, values, kept) for values in (numerators, denominators))
    if below.shape[1] not in (1, above.shape[1]):
        raise InputError(
            f"Expected one denominator, or one for each of {above.shape[1]} numerators, got "
            f"{below.shape[1]}. Give arrays of one shape."
        )
    return _ratios(design, above, below, domain=kept)


def estimate_proportions(
    design: SurveyDesign,
    codes: ArrayLike,
    *,
    n_categories: int,
    domain: ArrayLike | None = None,
) -> Estimates:
    """Estimate the share of each category of a question with one answer.

    Parameters
    ----------
    design, domain
        As in `estimate_total`; the domain is that of the units that were asked and answered.
    codes : array of int, shape (n_units,)
        The category of each unit, from 0; anything outside the domain.
    n_categories : int
        How many categories the question offers.

    Returns
    -------
    Estimates
        One share for each category, 0 for one that nobody chose.

    Raises
    ------
    InputError
        As `estimate_total`, and where a code is not one of a category.

    Notes
    -----
    Means of indicators; R's ``svymean(~factor)``. A question with several answers is one such
    estimate for each option: `estimate_shares`.

    Examples
    --------
    >>> from civiscope.survey.design import Selection, survey_design
    >>> from civiscope.survey.estimation import estimate_proportions
    >>> design = survey_design(selection=Selection.RANDOM_DRAW, n_units=4)
    >>> estimate_proportions(design, [0, 2, 2, 2], n_categories=3).values.tolist()
    [0.25, 0.0, 0.75]
    """
    kept = _domain(design, domain)
    given = np.asarray(codes)
    if given.shape != kept.shape or not np.isin(given[kept], np.arange(n_categories)).all():
        raise InputError(
            f"Expected a category from 0 to {n_categories - 1} for each of {len(kept)} units of "
            f"the domain, got shape {given.shape} or other codes. Leave units without an answer "
            "out of the domain."
        )
    return estimate_shares(design, given[:, None] == np.arange(n_categories), domain=kept)


def estimate_shares(
    design: SurveyDesign, is_so: ArrayLike, *, domain: ArrayLike | None = None
) -> Estimates:
    """Estimate which share of a population something holds for.

    Parameters
    ----------
    design, domain
        As in `estimate_total`; the domain is that of the units that were asked and answered.
    is_so : array of bool, shape (n_units,) or (n_units, n_values)
        Whether it holds for a unit.

    Returns
    -------
    Estimates
        Shares, for which intervals of `civiscope.survey.intervals` are made.

    Raises
    ------
    InputError
        As `estimate_total`.
    """
    kept = _domain(design, domain)
    columns = _measured(design, np.asarray(is_so) != 0, kept)
    return _ratios(design, columns, _ones(kept), domain=kept, is_share=True)


def estimate_domain_means(
    design: SurveyDesign,
    values: ArrayLike,
    *,
    codes: ArrayLike,
    n_domains: int,
    is_share: bool = False,
) -> Estimates:
    """Estimate the mean of each domain, and how these means vary together.

    Parameters
    ----------
    design : SurveyDesign
        How the units were drawn.
    values : array of float, shape (n_units,)
        What was measured.
    codes : array of int, shape (n_units,)
        The domain of each unit, from 0; -1 for none, whose value may be missing.
    n_domains : int
        How many domains there are.
    is_share : bool, optional
        Whether values are 0 and 1, and means shares.

    Returns
    -------
    Estimates
        One for each domain, with its own base and degrees of freedom.

    Raises
    ------
    InputError
        As `estimate_total`; the message names the domains without a respondent.

    Notes
    -----
    R's ``svyby(~values, ~codes, design, svymean, covmat = TRUE)``.
    """
    given = np.asarray(codes)
    is_in = given[:, None] == np.arange(n_domains)
    for place in np.flatnonzero(~(is_in & (design.weights > 0)[:, None]).any(axis=0)):
        raise _empty(f"domain {place}")
    column = _measured(design, values, is_in.any(axis=1))
    if column.shape[1] != 1:
        raise InputError(
            f"Expected one value for each of {design.n_units} units, got {column.shape[1]}. "
            "Estimate the domain means of one variable at a time."
        )
    found = _ratios(
        design,
        column * is_in,
        is_in.astype(np.float64),
        domain=is_in.any(axis=1),
        is_share=is_share,
    )
    return replace(
        found,
        degrees_of_freedom=np.array([design.degrees_of_freedom(one) for one in is_in.T]),
        n_units=is_in.sum(axis=0),
    )


def _domain(design: SurveyDesign, domain: ArrayLike | None) -> NDArray[np.bool_]:
    kept = np.ones(design.n_units, dtype=np.bool_) if domain is None else np.asarray(domain)
    if kept.shape != (design.n_units,) or kept.dtype != np.bool_:
        raise InputError(
            f"Expected a domain as true or false for each of {design.n_units} units, got "
            f"{kept.dtype} of shape {kept.shape}. Say of each unit whether it is meant."
        )
    if not (kept & (design.weights != 0)).any():
        raise _empty("the domain")
    return kept


def _empty(what: str) -> InputError:
    return InputError(
        f"Expected respondents in {what}, got none. Nothing can be said of it: leave it out, or "
        "merge it with another."
    )


def _measured(
    design: SurveyDesign, values: ArrayLike, kept: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return values as columns, 0 outside the domain."""
    given = np.asarray(values)
    columns = given[:, None] if given.ndim == 1 else given
    if columns.ndim != 2 or len(columns) != design.n_units:  # noqa: PLR2004  # a table
        raise InputError(
            f"Expected values of {design.n_units} units, got shape {given.shape}. "
            "Give one row for each unit of the design."
        )
    if columns.dtype == np.bool_:
        return np.asarray((columns & kept[:, None]).astype(np.float64))
    columns = columns.astype(np.float64)
    if missing := int(np.count_nonzero(~np.isfinite(columns[kept]))):
        raise InputError(
            f"Expected values of all units of the domain, got {missing} missing or infinite. "
            "Take as domain the units that were asked and answered."
        )
    columns[~kept] = 0.0
    return columns


def _ones(kept: NDArray[np.bool_]) -> NDArray[np.float64]:
    return kept.astype(np.float64)[:, None]


def _sum(design: SurveyDesign, columns: NDArray[np.float64]) -> NDArray[np.float64]:
    one_group = np.zeros(design.n_units, dtype=np.int64)
    return np.asarray(sums_by_group(columns * design.weights[:, None], one_group, n_groups=1)[0])


def _ratios(
    design: SurveyDesign,
    above: NDArray[np.float64],
    below: NDArray[np.float64],
    *,
    domain: NDArray[np.bool_],
    is_share: bool = False,
) -> Estimates:
    sizes = _sum(design, below)
    if (sizes == 0).any():
        raise InputError(
            f"Expected denominators that do not sum to 0, got {np.count_nonzero(sizes == 0)} "
            "that do. Leave these ratios out."
        )
    values = _sum(design, above) / sizes
    # In place: tables of many options are large.
    influences = values * below
    np.subtract(above, influences, out=influences)
    influences /= sizes
    return _estimates(design, values, influences, domain=domain, is_share=is_share)


def _estimates(
    design: SurveyDesign,
    values: NDArray[np.float64],
    influences: NDArray[np.float64],
    *,
    domain: NDArray[np.bool_],
    is_share: bool = False,
) -> Estimates:
    same = np.ones(len(values), dtype=np.int64)
    freedom = design.degrees_of_freedom(domain)
    return Estimates(
        values=values,
        contributions=contributions(design, influences),
        degrees_of_freedom=same * freedom,
        joint_freedom=freedom,
        n_units=same * np.count_nonzero(domain),
        selection=design.selection,
        model=design.model,
        is_share=is_share,
    )
