"""The counts that charts take, and what is refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from civiscope.errors import InputError
from civiscope.publication.charts.words import Language, say_number
from civiscope.publication.document import Column, Span, Spans, Table

MONTHS_OF_A_YEAR: Final = 12
MOST_DOTS: Final = 1000
"""More dots than that would not be told apart in a month, and weigh more than all of a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count with the name of its figure, or where it leads.

    Attributes
    ----------
    value : int
        How many, zero or more.
    figure, url : str
        What the cell of the table carries (see `civiscope.publication.document.Span`).
    """

    value: int
    figure: str = ""
    url: str = ""


Counted: TypeAlias = int | Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A category and its count."""

    label: str
    count: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of records and how many there are in each month of a year.

    Attributes
    ----------
    label : str
        What these records are, in the plural.
    months : sequence of int or Count
        Twelve counts, January first.
    undated : int or Count
        Records of the year whose month is not known.
    figure, url : str
        What the cell of the total carries.
    """

    label: str
    months: Sequence[Counted]
    undated: Counted = 0
    figure: str = ""
    url: str = ""

    @property
    def dated(self) -> tuple[int, ...]:
        """How many there are in each month."""
        return tuple(map(value_of, self.months))

    @property
    def total(self) -> Count:
        """How many there are in the year."""
        value = sum(self.dated) + value_of(self.undated)
        return Count(value=value, figure=self.figure, url=self.url)


def value_of(count: Counted) -> int:
    """Return how many."""
    return count.value if isinstance(count, Count) else count


def check_counts(counts: Iterable[Counted], *, of: str) -> None:
    """Refuse to draw nothing, or less than nothing.

    Raises
    ------
    InputError
        When there is no count, or a negative one.
    """
    values = [value_of(count) for count in counts]
    if not values:
        raise InputError(f"Expected at least one {of}, found none: leave the chart out.")
    if min(values) < 0:
        raise InputError(
            f"Expected counts of zero or more, found {min(values)} for one {of}: count again."
        )


def check_months(kinds: Sequence[Kind]) -> None:
    """Refuse a year without twelve months or with too many dots, and what `check_counts` refuses.

    Raises
    ------
    InputError
        When there is no kind, a kind without twelve counts, a negative count, or more than
        `MOST_DOTS` dots to draw.
    """
    for kind in kinds:
        if len(kind.months) != MONTHS_OF_A_YEAR:
            raise InputError(
                f"Expected twelve counts, January first, found {len(kind.months)}: "
                "write 0 for a month without records."
            )
    check_counts(
        (count for kind in kinds for count in (*kind.months, kind.undated)), of="kind of records"
    )
    dots = sum(sum(kind.dated) for kind in kinds)
    if dots > MOST_DOTS:
        raise InputError(f"Expected at most {MOST_DOTS:,} dots, found {dots:,}: draw bars instead.")


def cell(count: Counted, language: Language) -> Spans:
    """Return the cell of a table that holds a count."""
    number = say_number(value_of(count), language)
    if isinstance(count, Count):
        return (Span(text=number, figure=count.figure, url=count.url),)
    return (Span(text=number),)


def table_of(key: str, columns: Sequence[str], rows: Iterable[tuple[Spans, ...]]) -> Table:
    """Return a table whose first column names its rows, and whose other ones hold counts.

    It has no caption: renderers say of which figure it holds the values.
    """
    first, *others = columns
    return Table(
        key=f"{key}-table" if key else "",
        columns=(Column(title=first), *(Column(title=name, is_number=True) for name in others)),
        rows=tuple(rows),
    )
