"""Cross tables of two questions, and whether they have to do with each other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, fdtrc

from civiscope.errors import InputError
from civiscope.survey.design import SurveyDesign
from civiscope.survey.estimates import Estimates
from civiscope.survey.estimation import estimate_proportions


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTable:
    """Shares of the population by the categories of two questions.

    Attributes
    ----------
    shares : Estimates
        Of each cell, row by row; they sum to 1.
    counts : ndarray of int64, shape (n_rows, n_columns)
        Respondents of each cell, unweighted.
    degrees_of_freedom : int
        Primary units less strata, where the domain has units.
    """

    shares: Estimates
    counts: NDArray[np.int64]
    degrees_of_freedom: int

    @property
    def table(self) -> NDArray[np.float64]:
        """Shares of the cells, of shape (n_rows, n_columns)."""
        return self.shares.values.reshape(self.counts.shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndependenceTest:
    """Whether two questions have to do with each other, by Rao and Scott's corrections.

    Attributes
    ----------
    chi_square : float
        Pearson's, of the weighted table scaled to the number of respondents.
    mean_effect : float
        By how much the design makes it too large: the mean of the generalised design effects.
    first_order_p_value : float
        Of ``chi_square / mean_effect``, a chi-square of (rows - 1)(columns - 1) degrees.
    f : float
        ``chi_square`` over the sum of the design effects.
    numerator_freedom, denominator_freedom : float
        Degrees of freedom of `f`.
    p_value : float
        Of second order: what to report.
    """

    chi_square: float
    mean_effect: float
    first_order_p_value: float
    f: float
    numerator_freedom: float
    denominator_freedom: float
    p_value: float


def cross_table(
    design: SurveyDesign,
    rows: ArrayLike,
    columns: ArrayLike,
    *,
    n_rows: int,
    n_columns: int,
    domain: ArrayLike | None = None,
) -> CrossTable:
    """Estimate the share of each pair of categories of two questions.

    Parameters
    ----------
    design : SurveyDesign
        How the units were drawn.
    rows, columns : array of int, shape (n_units,)
        Categories of each unit, from 0; anything outside the domain.
    n_rows, n_columns : int
        How many categories the questions offer.
    domain : array of bool, shape (n_units,), optional
        The units that were asked, and answered both.

    Returns
    -------
    CrossTable

    Raises
    ------
    InputError
        As `estimate_proportions`.

    Notes
    -----
    R's ``svymean(~interaction(rows, columns), design)``.
    """
    kept = np.ones(design.n_units, dtype=np.bool_) if domain is None else np.asarray(domain)
    first, second = np.asarray(rows), np.asarray(columns)
    for codes, n_categories in ((first, n_rows), (second, n_columns)):
        if codes.shape != kept.shape or not np.isin(codes[kept], np.arange(n_categories)).all():
            raise InputError(
                f"Expected a category from 0 to {n_categories - 1} for each unit of the domain, "
                f"got shape {codes.shape} or other codes. Leave units without an answer out of "
                "the domain."
            )
    cells = np.where(kept, first * n_columns + second, 0)
    n_cells = n_rows * n_columns
    shares = estimate_proportions(design, cells, n_categories=n_cells, domain=kept)
    return CrossTable(
        shares=shares,
        counts=np.bincount(cells[kept], minlength=n_cells).reshape(n_rows, n_columns),
        degrees_of_freedom=int(shares.degrees_of_freedom[0]),
    )


def independence(table: CrossTable) -> IndependenceTest:
    """Test whether the rows of a table have to do with its columns.

    Parameters
    ----------
    table : CrossTable
        Of two rows and two columns or more, none of them empty.

    Returns
    -------
    IndependenceTest

    Raises
    ------
    InputError
        Where a row or a column is empty, or alone, or where the sample chose itself.

    Notes
    -----
    With ``X² = n sum of (p_rc - p_r p_c)² / (p_r p_c)`` and Delta the matrix of generalised design
    effects of the (R-1)(C-1) interactions: first order ``X² / mean of eigenvalues``, second order
    ``F = X² / tr(Delta)`` of ``tr(Delta)² / tr(Delta²)`` degrees of freedom, and of as many times
    the design's. R's ``svychisq(statistic = "Chisq")`` and ``statistic = "F"``, the former's
    statistic being X² itself there.

    References
    ----------
    Rao and Scott, 1984, "On chi-squared tests for multiway contingency tables with cell
    proportions estimated from survey data", Annals of Statistics 12(1); Thomas and Rao, 1987, JASA
    82(398), for F.
    """
    shares = table.table
    by_row, by_column = shares.sum(axis=1), shares.sum(axis=0)
    if min(shares.shape) < 2 or not (by_row.all() and by_column.all()):  # noqa: PLR2004  # two of each
        raise InputError(
            "Expected a table of two rows and two columns or more, none of them empty, got "
            f"{np.count_nonzero(by_row)} of {shares.shape[0]} rows and "
            f"{np.count_nonzero(by_column)} of {shares.shape[1]} columns with respondents. Merge "
            "categories, or leave them out."
        )
    expected = np.outer(by_row, by_column)
    n_units = int(table.shares.n_units[0])
    chi_square = float(n_units * ((shares - expected) ** 2 / expected).sum())
    effects = _design_effects(table, n_units)
    trace, squared = float(np.trace(effects)), float(np.trace(effects @ effects))
    freedom, n_effects = trace**2 / squared, len(effects)
    denominator = freedom * table.degrees_of_freedom
    return IndependenceTest(
        chi_square=chi_square,
        mean_effect=trace / n_effects,
        first_order_p_value=float(chdtrc(n_effects, chi_square / (trace / n_effects))),
        f=chi_square / trace,
        numerator_freedom=freedom,
        denominator_freedom=denominator,
        p_value=float(fdtrc(freedom, denominator, chi_square / trace)),
    )


def _design_effects(table: CrossTable, n_units: int) -> NDArray[np.float64]:
    """Return the generalised design effects of the interactions, as R's ``svychisq`` does."""
    shares = table.shares.values
    interactions = _interactions(*table.counts.shape)
    inverse = np.divide(1, shares, out=np.zeros(len(shares)), where=shares > 0)
    scaled = interactions * inverse[:, None]
    by_chance = interactions.T @ scaled / n_units
    observed = scaled.T @ table.shares.covariance @ scaled
    return np.asarray(np.linalg.solve(by_chance, observed), dtype=np.float64)


def _interactions(n_rows: int, n_columns: int) -> NDArray[np.float64]:
    """Return the interactions of a two-way table, less what rows and columns explain."""
    rows = np.repeat(np.eye(n_rows), n_columns, axis=0)
    columns = np.tile(np.eye(n_columns), (n_rows, 1))
    main = np.concatenate([rows, columns[:, 1:]], axis=1)
    both = rows[:, 1:, None] * columns[:, None, 1:]
    flat = both.reshape(n_rows * n_columns, -1)
    return np.asarray(flat - main @ np.linalg.lstsq(main, flat, rcond=None)[0])
