"""Rows of individuals: how many share what outsiders know of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from civiscope.disclosure.rules import THRESHOLD
from civiscope.errors import DisclosureError, InputError

MASKED = ""
"""What stands in the place of a category that is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RareCombination:
    """Categories that too few rows share.

    Attributes
    ----------
    categories : tuple of str
        One for each variable, in the order given.
    rows : int
        How many rows share them.
    """

    categories: tuple[str, ...]
    rows: int


def find_rare(
    columns: Mapping[str, Sequence[str]], *, k: int = THRESHOLD
) -> tuple[RareCombination, ...]:
    """List the combinations of what outsiders know that fewer than `k` rows share.

    Parameters
    ----------
    columns : mapping of str to sequence of str
        The category of each row, for each variable that outsiders know.
    k : int, optional
        How many rows must share a combination.

    Returns
    -------
    tuple of RareCombination
        Sorted; empty where the rows are k-anonymous.

    Raises
    ------
    InputError
        Where columns are of different lengths.

    References
    ----------
    Sweeney, 2002, "k-anonymity: a model for protecting privacy", International Journal of
    Uncertainty, Fuzziness and Knowledge-Based Systems 10(5).

    Examples
    --------
    >>> from civiscope.disclosure import find_rare
    >>> find_rare({"size": ["small", "small", "small", "large"]})
    (RareCombination(categories=('large',), rows=1),)
    """
    return tuple(
        RareCombination(categories=categories, rows=rows)
        for categories, rows in sorted(Counter(_rows(columns)).items())
        if rows < k
    )


def mask_rare(
    columns: Mapping[str, Sequence[str]], *, k: int = THRESHOLD
) -> dict[str, tuple[str, ...]]:
    """Mask as many categories as it takes for every combination to be shared by `k` rows.

    Parameters
    ----------
    columns : mapping of str to sequence of str
        The category of each row, for each variable that outsiders know, the one to be kept longest
        first.
    k : int, optional
        How many rows must share a combination.

    Returns
    -------
    dict of str to tuple of str
        The columns with `MASKED` in place of what is not told; the order of rows is kept, and
        changes no choice.

    Raises
    ------
    DisclosureError
        Where there are fewer than `k` rows.

    Notes
    -----
    From the last variable to the first, rows of rare combinations lose that variable; where they
    are still too few, those of the smallest combination that differs in it alone lose it too.
    Where those that lost every variable are too few, the smallest combination of all joins them.

    Examples
    --------
    >>> from civiscope.disclosure import mask_rare
    >>> kinds, sizes = ["town"] * 7, ["small"] * 3 + ["middle"] * 3 + ["large"]
    >>> mask_rare({"kind": kinds, "size": sizes})["size"]
    ('small', 'small', 'small', '', '', '', '')
    """
    rows = _rows(columns)
    if 0 < len(rows) < k:
        raise DisclosureError(
            f"Expected at least {k} rows to publish, found {len(rows)}. Publish none of them."
        )
    for place in reversed(range(len(columns))):
        rows = _without(rows, place, _rare(rows, k))
        rows = _without(rows, place, _siblings(rows, place, k))
    nothing = (MASKED,) * len(columns)
    if nothing in _rare(rows, k):
        smallest = min((uses, row) for row, uses in Counter(rows).items() if row != nothing)[1]
        rows = [nothing if row == smallest else row for row in rows]
    return {name: tuple(row[place] for row in rows) for place, name in enumerate(columns)}


def _rows(columns: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    lengths = {len(column) for column in columns.values()}
    if len(lengths) > 1:
        raise InputError(
            f"Expected columns of one length, found {sorted(lengths)}. Give each row a category "
            "of each variable."
        )
    return list(zip(*columns.values(), strict=True))


def _rare(rows: Sequence[tuple[str, ...]], k: int) -> set[tuple[str, ...]]:
    return {row for row, uses in Counter(rows).items() if uses < k}


def _without(
    rows: Sequence[tuple[str, ...]], place: int, combinations: set[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """Mask a variable in the rows of some combinations."""
    return [_masked(row, place) if row in combinations else row for row in rows]


def _masked(row: tuple[str, ...], place: int) -> tuple[str, ...]:
    return (*row[:place], MASKED, *row[place + 1 :])


def _siblings(rows: Sequence[tuple[str, ...]], place: int, k: int) -> set[tuple[str, ...]]:
    """Find, for each rare combination, the smallest that differs from it in one place alone."""
    uses = Counter(rows)
    found = set()
    for rare in _rare(rows, k):
        near = [row for row in uses if row != rare and _masked(row, place) == rare]
        found |= {min(near, key=lambda row: (uses[row], row))} if near else set()
    return found
