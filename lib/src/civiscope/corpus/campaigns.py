"""Campaigns: texts that many people sent, and did not each write."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from math import exp, log
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from civiscope.corpus.families import Families
from civiscope.corpus.signatures import MIN_WORDS
from civiscope.errors import InputError

MIN_AUTHORS = 5
"""Distinct authors of the smallest campaign. A text that goes from hand to hand among friends, or
that someone sends again from a second account, has two or three."""

MIN_ANSWERS = 10
"""Answers of the smallest campaign where authors are unknown: the same person may have given the
same text to each of several questions (six times in the Grand débat)."""

MIN_OWN = 8
"""Words that the answers of a campaign have in common, and that other answers have not
(`Families.n_own`). In the Grand débat, families of people who say the same of the same subject
("le maire, car c'est celui qui est le plus proche des citoyens"), quote a proverb or the question
have 6 at most, and texts that were copied 12 at least."""

DAY, WEEK = 1, 7

_UNKNOWN = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One of the texts of a campaign, letter case and punctuation aside.

    Attributes
    ----------
    n_answers : int
        Answers with this text.
    n_authors : int or None
        Their distinct known authors; None where the corpus names none.
    example_id : str
        The contribution id of the first of them.
    """

    n_answers: int
    n_authors: int | None
    example_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """The days in a row with the most answers of a campaign.

    Attributes
    ----------
    first_on : date
        The first of these days; the earliest such days if several have as many answers.
    n_days : int
        How many days.
    n_answers : int
        Answers of the campaign on these days.
    share : float
        Their share of its dated answers, in [0, 1].
    corpus_share : float
        Share of the dated answers of the whole corpus on the same days, in [0, 1].
    statistic : float
        Logarithm of the likelihood ratio, in nats; 0 where the share is not above the corpus's.
    p_bound : float
        Upper bound of the probability that days as dense are found somewhere, did the campaign
        follow the rhythm of the corpus.
    """

    first_on: date
    n_days: int
    n_answers: int
    share: float
    corpus_share: float
    statistic: float
    p_bound: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A family of texts that were copied.

    Attributes
    ----------
    family : int
        Its number in `Families`.
    key : str
        The normalised hash of its central wording, 32 hexadecimal digits.
    n_answers : int
        Answers.
    n_authors : int or None
        Distinct known authors; None where the corpus names none.
    n_without_author : int
        Answers of which the author is unknown.
    n_wordings : int
        Distinct wordings.
    wordings : tuple of Wording
        As many of them as were asked for: the most frequent first, then in the order of their
        hashes.
    first_on, last_on : date or None
        First and last day; None where no answer has a date.
    densest_day, densest_week : Burst or None
        The day, and the seven days, with the most answers; None where no answer has a date.
    places : tuple of (str, str or None, int)
        Illustrative variable, value and answers, variable by variable, the most frequent value
        first, None for unknown; empty where no variable was asked for.
    """

    family: int
    key: str
    n_answers: int
    n_authors: int | None
    n_without_author: int
    n_wordings: int
    wordings: tuple[Wording, ...]
    first_on: date | None
    last_on: date | None
    densest_day: Burst | None
    densest_week: Burst | None
    places: tuple[tuple[str, str | None, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """What is known of each answer, by row: codes of authors (-1 unknown), days, values."""

    ids: Any
    authors: NDArray[np.int64] | None
    days: NDArray[np.int64]
    calendar: "_Calendar"
    variables: tuple["_Variable", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Variable:
    """An illustrative variable: its values, and the number of each answer's own (-1 unknown)."""

    name: str
    values: list[str]
    codes: NDArray[np.int64]

    def counts(self, rows: NDArray[np.int64]) -> Iterator[tuple[str, str | None, int]]:
        """Yield the values of some answers, with their number, the most frequent first."""
        codes, counts = np.unique(self.codes[rows], return_counts=True)
        named = [None if code < 0 else self.values[code] for code in codes.tolist()]
        ranked = sorted(zip(named, counts.tolist(), strict=True), key=_rank)
        return ((self.name, value, count) for value, count in ranked)


def _rank(counted: tuple[str | None, int]) -> tuple[int, bool, str]:
    value, count = counted
    return -count, value is None, value or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Calendar:
    """How many dated answers of the corpus came before each day since the first one."""

    first: int
    before: NDArray[np.int64]

    @property
    def n_days(self) -> int:
        return len(self.before) - 1

    def share(self, start: int, n_days: int) -> float:
        """Return the share of the dated answers that came on the given days."""
        first, end = np.clip([start - self.first, start - self.first + n_days], 0, self.n_days)
        return float((self.before[end] - self.before[first]) / self.before[-1])


def find_campaigns(
    families: Families,
    *,
    authors: Any = None,  # noqa: ANN401 - pyarrow has no types
    min_authors: int = MIN_AUTHORS,
    min_answers: int = MIN_ANSWERS,
) -> NDArray[np.int64]:
    """Tell which families are campaigns.

    Parameters
    ----------
    families : Families
        Of all answers.
    authors : pyarrow array or chunked array of strings, shape (n_texts,), optional
        Who wrote each answer; null where unknown.
    min_authors : int, optional
        Distinct known authors of the smallest campaign. Whatever their number, a family of fewer
        than `families.MEASURED` answers is none.
    min_answers : int, optional
        Known authors and answers without author, together, that make a campaign as well.

    Returns
    -------
    ndarray of int64, shape (n_campaigns,)
        Numbers of the families, increasing: the largest first.

    Raises
    ------
    InputError
        Where there are not as many authors as texts.

    Notes
    -----
    A family is a campaign if enough people sent it, and if its text is not one that they would
    each write: its centre has `MIN_WORDS` words, and `MIN_OWN` of them stand in runs of three words
    that half of its answers have and that are rarer outside the family than in it. "Supprimer la
    CSG" is what many think, whatever the number of answers that say just that.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.campaigns import find_campaigns
    >>> from civiscope.corpus.families import families
    >>> copied = "Nous demandons que la ligne de train de nuit rouvre dès cet été entre nos villes"
    >>> texts = pa.array(["Supprimer la CSG"] * 30 + [copied] * 12)
    >>> find_campaigns(families(texts)).tolist()
    [1]
    """
    codes = None if authors is None else _codes(authors)
    return _chosen(families, codes, min_authors, min_answers)


def _chosen(
    families: Families, authors: NDArray[np.int64] | None, min_authors: int, min_answers: int
) -> NDArray[np.int64]:
    if authors is not None and len(authors) != len(families.family):
        raise InputError(
            f"Expected the author of each of {len(families.family)} texts, got {len(authors)}. "
            "Give null for an unknown author."
        )
    written = (families.n_words >= MIN_WORDS) & (families.n_own >= MIN_OWN)
    large = families.n_answers >= min(min_authors, min_answers)
    known, unknown = _authors_of(families, np.flatnonzero(written & large), authors)
    return np.flatnonzero((known >= min_authors) | (known + unknown >= min_answers))


def _authors_of(
    families: Families, chosen: NDArray[np.int64], authors: NDArray[np.int64] | None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count distinct known authors, and answers without, of the chosen families; 0 of others."""
    n_families = len(families.n_answers)
    is_chosen = np.zeros(n_families, np.bool_)
    is_chosen[chosen] = True
    if authors is None:
        return np.zeros(n_families, np.int64), families.n_answers * is_chosen
    rows = np.flatnonzero(is_chosen[families.family])
    unknown = authors[rows] < 0
    pairs = np.unique(np.column_stack((families.family[rows], authors[rows]))[~unknown], axis=0)
    return (
        np.bincount(pairs[:, 0], minlength=n_families),
        np.bincount(families.family[rows][unknown], minlength=n_families),
    )


def describe_campaigns(
    families: Families,
    contributions: Any,  # noqa: ANN401 - pyarrow has no types
    *,
    by: Sequence[str] = (),
    min_authors: int = MIN_AUTHORS,
    min_answers: int = MIN_ANSWERS,
    most_wordings: int | None = None,
) -> tuple[Campaign, ...]:
    r"""Describe the campaigns: how many, who, in which words, when and where.

    Parameters
    ----------
    families : Families
        Of all answers.
    contributions : pyarrow.Table, shape (n_texts, n_columns)
        What is known of the same answers, in the same order: ``contribution_id``, and if known
        ``author`` (string, null if unknown) and ``date`` (date, timestamp, or a string that begins
        with year, month and day; anything else is unknown).
    by : sequence of str, optional
        Columns of the illustrative variables that tell where answers come from.
    min_authors, min_answers : int, optional
        See `find_campaigns`.
    most_wordings : int, optional
        Wordings listed of each campaign, at most; all of them by default.

    Returns
    -------
    tuple of Campaign
        The largest first.

    Raises
    ------
    InputError
        Where a column is missing, or there are not as many rows as texts.

    Notes
    -----
    Burst. Among all windows of `n_days` days, the one with the most answers of the campaign has
    `k` of its `n` dated ones, where the corpus has the share `p` of its own (the campaign
    included, so that a large one is judged with caution). The statistic is that of the scan
    statistic [1]_,

    .. math:: \Lambda = k \log \frac{k}{np} + (n - k) \log \frac{n - k}{n (1 - p)},

    or 0 where :math:`k \leq np`. By Chernoff's inequality, a given window has `k` answers or more
    with a probability of at most :math:`e^{-\Lambda}` [2]_; the bound is that times the number of
    windows, one for each day of the corpus.

    References
    ----------
    .. [1] M. Kulldorff (1997), "A spatial scan statistic", Communications in Statistics 26(6).
    .. [2] W. Hoeffding (1963), "Probability inequalities for sums of bounded random variables",
       Journal of the American Statistical Association 58, theorem 1.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.campaigns import describe_campaigns
    >>> from civiscope.corpus.families import families
    >>> copied = "Nous demandons que la ligne de train de nuit rouvre dès cet été entre nos villes"
    >>> texts = pa.array([copied] * 5 + ["Oui"])
    >>> table = pa.table({"contribution_id": list("abcdef"), "author": list("uvwxyz"),
    ...                   "date": ["2019-02-01"] * 5 + ["2019-03-01"]})
    >>> campaign, = describe_campaigns(families(texts), table)
    >>> campaign.n_answers, campaign.n_authors, campaign.densest_day.share
    (5, 5, 1.0)
    """
    columns = _columns(contributions, by)
    if len(columns.ids) != len(families.family):
        raise InputError(
            f"Expected as many contributions as texts, {len(families.family)}, "
            f"got {len(columns.ids)}. Give them in the same order."
        )
    chosen = _chosen(families, columns.authors, min_authors, min_answers)
    rows, bounds = _rows_of(families, chosen)
    wordings = _wordings(families, rows, columns, most_wordings)
    return tuple(
        _campaign(families, family, rows[start:end], wordings[family], columns)
        for family, start, end in zip(chosen.tolist(), bounds[:-1], bounds[1:], strict=True)
    )


def _rows_of(
    families: Families, chosen: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the answers of the chosen families, one family after the other, and where each starts.

    Inside a family, those of each wording are together, in the order of their rows.
    """
    is_chosen = np.zeros(len(families.n_answers), np.bool_)
    is_chosen[chosen] = True
    rows = np.flatnonzero(is_chosen[families.family])
    rows = rows[np.lexsort((families.wording[rows], families.family[rows]))]
    return rows, np.concatenate([[0], np.cumsum(families.n_answers[chosen])])


def _columns(contributions: Any, by: Sequence[str]) -> _Columns:  # noqa: ANN401
    names = contributions.column_names
    for name in ("contribution_id", *by):
        if name not in names:
            raise InputError(
                f"Expected a column {name!r}, got {', '.join(names)}. Name one of these."
            )
    ids = contributions["contribution_id"].combine_chunks()
    days = _days(contributions["date"]) if "date" in names else np.full(len(ids), _UNKNOWN)
    return _Columns(
        ids=ids,
        authors=_codes(contributions["author"]) if "author" in names else None,
        days=days,
        calendar=_calendar(days),
        variables=tuple(_variable(name, contributions[name]) for name in by),
    )


def _variable(name: str, column: Any) -> _Variable:  # noqa: ANN401
    values = [value for value in column.unique().to_pylist() if value is not None]
    codes = pc.fill_null(pc.index_in(column, value_set=pa.array(values, column.type)), -1)
    return _Variable(name=name, values=values, codes=np.asarray(codes, dtype=np.int64))


def _codes(values: Any) -> NDArray[np.int64]:  # noqa: ANN401
    """Return a number for each distinct value, -1 for null."""
    array = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    indices = array.dictionary_encode().indices.fill_null(-1)
    return np.asarray(indices, dtype=np.int64)


def _days(values: Any) -> NDArray[np.int64]:  # noqa: ANN401
    """Return days since 1970, as written where a time zone is; `_UNKNOWN` for what is no date."""
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        written = pc.utf8_slice_codeunits(values, 0, 10)
        exact = pc.match_substring_regex(written, r"^\d{4}-\d{2}-\d{2}$")
        values = pc.strptime(
            pc.if_else(exact, written, None), format="%Y-%m-%d", unit="s", error_is_null=True
        )
    days = values.cast(pa.date32()).cast(pa.int32()).cast(pa.int64())
    return np.asarray(pc.fill_null(days, int(_UNKNOWN)), dtype=np.int64)


def _calendar(days: NDArray[np.int64]) -> _Calendar:
    dated = days[days != _UNKNOWN]
    first = int(dated.min()) if len(dated) else 0
    return _Calendar(first=first, before=np.cumsum(np.bincount(dated - first + 1, minlength=1)))


def _campaign(
    families: Families,
    family: int,
    rows: NDArray[np.int64],
    wordings: tuple[Wording, ...],
    columns: _Columns,
) -> Campaign:
    days = columns.days[rows]
    dated = np.sort(days[days != _UNKNOWN])
    authors = None if columns.authors is None else columns.authors[rows]
    return Campaign(
        family=family,
        key="".join(f"{part:016x}" for part in families.hashes[family].tolist()),
        n_answers=len(rows),
        n_authors=None if authors is None else len(np.unique(authors[authors >= 0])),
        n_without_author=len(rows) if authors is None else int((authors < 0).sum()),
        n_wordings=int(families.n_wordings[family]),
        wordings=wordings,
        first_on=_as_date(dated[0]) if len(dated) else None,
        last_on=_as_date(dated[-1]) if len(dated) else None,
        densest_day=_burst(dated, columns.calendar, DAY) if len(dated) else None,
        densest_week=_burst(dated, columns.calendar, WEEK) if len(dated) else None,
        places=tuple(chain.from_iterable(one.counts(rows) for one in columns.variables)),
    )


def _wordings(
    families: Families, rows: NDArray[np.int64], columns: _Columns, most: int | None
) -> dict[int, tuple[Wording, ...]]:
    """List the wordings of each family, the most frequent first.

    Of all families at once: there may be tens of thousands, with a million wordings.
    """
    starts = np.flatnonzero(np.diff(families.wording[rows], prepend=-1))
    sizes = np.diff(starts, append=len(rows))
    owners = families.family[rows[starts]]
    order = np.lexsort((-sizes, owners))
    ranks = np.arange(len(order)) - np.searchsorted(owners[order], owners[order])
    kept = order[ranks < (len(order) if most is None else most)]
    columns_of_kept = (
        owners[kept].tolist(),
        sizes[kept].tolist(),
        _authors_of_wordings(starts, rows, columns.authors)[kept].tolist(),
        columns.ids.take(pa.array(rows[starts[kept]])).to_pylist(),
    )
    found: dict[int, list[Wording]] = defaultdict(list)
    for family, n_answers, n_authors, example in zip(*columns_of_kept, strict=True):
        found[family].append(Wording(n_answers=n_answers, n_authors=n_authors, example_id=example))
    return {family: tuple(listed) for family, listed in found.items()}


def _authors_of_wordings(
    starts: NDArray[np.int64], rows: NDArray[np.int64], authors: NDArray[np.int64] | None
) -> NDArray[np.int64] | NDArray[np.object_]:
    """Count the distinct known authors of each wording; None where the corpus names none."""
    if authors is None:
        return np.full(len(starts), None)
    wording = np.searchsorted(starts, np.arange(len(rows)), side="right") - 1
    pairs = np.unique(np.column_stack((wording, authors[rows])), axis=0)
    return np.bincount(pairs[pairs[:, 1] >= 0, 0], minlength=len(starts))


def _burst(days: NDArray[np.int64], calendar: _Calendar, n_days: int) -> Burst:
    """Find the densest days of a campaign, its days being sorted, and weigh them."""
    n_inside = np.searchsorted(days, days + n_days) - np.arange(len(days))
    best = int(np.argmax(n_inside))
    start, inside = int(days[best]), int(n_inside[best])
    expected = calendar.share(start, n_days)
    statistic = _likelihood_ratio(inside, len(days), expected)
    return Burst(
        first_on=_as_date(start),
        n_days=n_days,
        n_answers=inside,
        share=inside / len(days),
        corpus_share=expected,
        statistic=statistic,
        p_bound=min(1.0, calendar.n_days * exp(-statistic)),
    )


def _likelihood_ratio(inside: int, total: int, expected: float) -> float:
    share = inside / total
    if share <= expected:
        return 0.0
    outside = 0.0 if inside == total else (1 - share) * log((1 - share) / (1 - expected))
    return total * (share * log(share / expected) + outside)


def _as_date(day: int) -> date:
    return date(1970, 1, 1) + timedelta(days=int(day))
