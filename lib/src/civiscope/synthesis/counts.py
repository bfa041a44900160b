"""How many say it: answers, authors, authors with each campaign once, and by whom."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from civiscope.chance.significance import (
    benjamini_hochberg,
    signed_chi_squares,
    two_sided_p_values,
)
from civiscope.errors import InputError

_Name = TypeVar("_Name", np.uint64, np.int32)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCounts:
    """The size of each theme, three ways; the last place is that of the unclassified.

    Attributes
    ----------
    answers : ndarray of int64, shape (n_themes + 1,)
        Answers.
    unsigned : ndarray of int64, shape (n_themes + 1,) or None
        Those among them whose author is unknown; None where the file names no author.
    authors : ndarray of int64, shape (n_themes + 1,) or None
        Distinct known authors; None where the file names none.
    authors_once : ndarray of int64, shape (n_themes + 1,) or None
        The same with each campaign counted once; None where the file names none.
    """

    answers: NDArray[np.int64]
    unsigned: NDArray[np.int64] | None
    authors: NDArray[np.int64] | None
    authors_once: NDArray[np.int64] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Associations:
    """How the rows of a table differ by its columns.

    Attributes
    ----------
    expected : ndarray of float64, shape (n_rows, n_columns)
        Counts if every column had the rows' shares of the whole.
    residuals : ndarray of float64, shape (n_rows, n_columns)
        Adjusted residuals, positive where there are more than expected; the square of each is the
        chi-square of its cell against the rest of the table. 0 where the cell could not vary.
    is_test : ndarray of bool, shape (n_rows, n_columns)
        Whether the cell could vary: its row and its column have some answers, but not all.
    p_values, q_values : ndarray of float64, shape (n_rows, n_columns)
        Two-sided, and with the false discovery rate over all tests of the table; else 1. Where
        several tables are read together, adjust their p-values together.
    strength : float
        Cramér's V of the whole table, in [0, 1].
    """

    expected: NDArray[np.float64]
    residuals: NDArray[np.float64]
    is_test: NDArray[np.bool_]
    p_values: NDArray[np.float64]
    q_values: NDArray[np.float64]
    strength: float


def count_themes(
    themes: NDArray[np.int32],
    *,
    authors: NDArray[np.uint64] | None,
    campaigns: NDArray[np.int32],
    n_themes: int,
) -> ThemeCounts:
    """Count answers, distinct authors, and authors with each campaign counted once.

    Parameters
    ----------
    themes : ndarray of int32, shape (n_answers,)
        The theme of each answer; -1 for an unclassified one.
    authors : ndarray of uint64, shape (n_answers,), or None
        Hash of the author's name, 0 where it is unknown; None where the file names no author.
    campaigns : ndarray of int32, shape (n_answers,)
        The campaign of each answer; -1 for an ordinary one.
    n_themes : int
        How many themes there are.

    Returns
    -------
    ThemeCounts
        Whatever the order of the answers. The counts of authors of two themes overlap: for those
        of the whole corpus, count again with every answer in one theme.

    Raises
    ------
    InputError
        Where the arrays are not of one length, or a theme has no place.

    Notes
    -----
    An author with an ordinary answer in the theme counts as one person, whatever else he sent.
    The others, whose answers in the theme are all of campaigns, count as many as there are
    campaigns among them, and never as more than they are. Unknown authors are in none of the
    counts of authors: their number is not known.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.counts import count_themes
    >>> counts = count_themes(
    ...     np.array([0, 0, 0, 0, -1], dtype=np.int32),
    ...     authors=np.array([7, 8, 9, 9, 9], dtype=np.uint64),
    ...     campaigns=np.array([3, 3, 3, -1, -1], dtype=np.int32),
    ...     n_themes=1,
    ... )
    >>> counts.answers.tolist(), counts.authors.tolist(), counts.authors_once.tolist()
    ([4, 1], [3, 1], [2, 1])
    """
    places = _places(themes, n_themes)
    _check_lengths(places, campaigns, *([] if authors is None else [authors]))
    answers = np.bincount(places, minlength=n_themes + 1)
    if authors is None:
        return ThemeCounts(answers=answers, unsigned=None, authors=None, authors_once=None)
    is_known = authors != 0
    counts = np.array(
        [
            _count_authors(authors[chosen], campaigns[chosen])
            for chosen in ((places == place) & is_known for place in range(n_themes + 1))
        ],
        dtype=np.int64,
    )
    return ThemeCounts(
        answers=answers,
        unsigned=np.bincount(places[~is_known], minlength=n_themes + 1),
        authors=counts[:, 0],
        authors_once=counts[:, 1],
    )


def cross_counts(
    themes: NDArray[np.int32], codes: NDArray[np.int32], *, n_themes: int, n_codes: int
) -> NDArray[np.int64]:
    """Count answers by theme and by another variable, or by the themes of another partition.

    Parameters
    ----------
    themes : ndarray of int32, shape (n_answers,)
        The theme of each answer; -1 for an unclassified one.
    codes : ndarray of int32, shape (n_answers,)
        The response of each author, or another theme; -1 where there is none.
    n_themes, n_codes : int
        How many of each there are.

    Returns
    -------
    ndarray of int64, shape (n_themes + 1, n_codes + 1)
        The last row and the last column are those of -1. Tables of batches add up.

    Raises
    ------
    InputError
        Where the arrays are not of one length, or a theme or code has no place.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.counts import cross_counts
    >>> themes = np.array([0, 0, 1, -1], dtype=np.int32)
    >>> codes = np.array([1, 1, 0, -1], dtype=np.int32)
    >>> cross_counts(themes, codes, n_themes=2, n_codes=2).tolist()
    [[0, 2, 0], [1, 0, 0], [0, 0, 1]]
    """
    rows, columns = _places(themes, n_themes), _places(codes, n_codes)
    _check_lengths(rows, columns)
    cells = np.bincount(rows * (n_codes + 1) + columns, minlength=(n_themes + 1) * (n_codes + 1))
    return cells.reshape(n_themes + 1, n_codes + 1)


def measure_associations(table: NDArray[np.int64]) -> Associations:
    """Tell in which cells a table holds more or fewer than its margins let expect.

    Parameters
    ----------
    table : ndarray of int64, shape (n_rows, n_columns)
        Answers by theme and response; leave out the row and column of -1 where those who did not
        respond are no group of their own.

    Returns
    -------
    Associations
        Of each cell, and of the whole.

    Notes
    -----
    Adjusted residual (o - e) / sqrt(e (1 - row / n) (1 - column / n)), without continuity
    correction, against the normal law. It takes answers for independent: where authors gave many,
    the p-values are too small. Where e is under 5 the law is a poor guide.

    References
    ----------
    Haberman, 1973, "The analysis of residuals in cross-classified tables", Biometrics 29;
    Cramér, 1946, Mathematical Methods of Statistics, 21.9.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.counts import measure_associations
    >>> found = measure_associations(np.array([[30, 10], [10, 30]]))
    >>> found.residuals.round(2).tolist(), round(found.strength, 2)
    ([[4.47, -4.47], [-4.47, 4.47]], 0.5)
    """
    sizes, totals, n_answers = table.sum(axis=1), table.sum(axis=0), int(table.sum())
    chi_squares = signed_chi_squares(table, sizes=sizes, totals=totals, n_answers=n_answers)
    residuals = np.sign(chi_squares) * np.sqrt(np.abs(chi_squares))
    is_test = np.outer(_can_vary(sizes, n_answers), _can_vary(totals, n_answers))
    p_values = np.where(is_test, two_sided_p_values(residuals), 1.0)
    expected = np.outer(sizes, totals) / max(n_answers, 1)
    return Associations(
        expected=expected,
        residuals=residuals,
        is_test=is_test,
        p_values=p_values,
        q_values=benjamini_hochberg(p_values, is_test=is_test),
        strength=_cramers_v(table, expected),
    )


def _places(codes: NDArray[np.int32], n_codes: int) -> NDArray[np.int64]:
    """Return the codes with -1 as the last place."""
    if len(codes) and not -1 <= codes.min() <= codes.max() < n_codes:
        raise InputError(
            f"Expected codes from -1 to {n_codes - 1}, got {codes.min()} to {codes.max()}. "
            "Say how many there are."
        )
    return np.where(codes < 0, n_codes, codes).astype(np.int64)


def _check_lengths(first: NDArray[np.int64], *others: NDArray[np.generic]) -> None:
    lengths = [len(first), *map(len, others)]
    if len(set(lengths)) > 1:
        raise InputError(
            f"Expected arrays with one place for each answer, got lengths {lengths}. "
            "Give those of the same batch."
        )


def _count_authors(authors: NDArray[np.uint64], campaigns: NDArray[np.int32]) -> tuple[int, int]:
    """Count known authors: all of them, and with each campaign once."""
    is_ordinary = campaigns < 0
    ordinary = _distinct(authors[is_ordinary])
    is_of_campaign = ~_is_in(authors[~is_ordinary], ordinary)
    n_others = len(_distinct(authors[~is_ordinary][is_of_campaign]))
    n_campaigns = len(_distinct(campaigns[~is_ordinary][is_of_campaign]))
    return len(ordinary) + n_others, len(ordinary) + min(n_campaigns, n_others)


def _distinct(names: NDArray[_Name]) -> NDArray[_Name]:
    """Return the distinct names, sorted: faster than `numpy.unique`, which hashes them first."""
    ordered = np.sort(names)
    is_first = np.ones(len(ordered), dtype=np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_first]


def _is_in(names: NDArray[np.uint64], known: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Tell which names are among the known ones, which are sorted: faster than `numpy.isin`."""
    places = np.searchsorted(known, names)
    return np.asarray(np.append(known, np.uint64(0))[places] == names)


def _can_vary(margin: NDArray[np.int64], n_answers: int) -> NDArray[np.bool_]:
    return (margin > 0) & (margin < n_answers)


def _cramers_v(table: NDArray[np.int64], expected: NDArray[np.float64]) -> float:
    is_filled = expected > 0
    distances = (table - expected)[is_filled] ** 2 / expected[is_filled]
    n_degrees = min((table.sum(axis=0) > 0).sum(), (table.sum(axis=1) > 0).sum()) - 1
    return float(np.sqrt(distances.sum() / (table.sum() * n_degrees))) if n_degrees > 0 else 0.0
