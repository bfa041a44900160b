"""Search every public record."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from civiscope.corpus import QueryWord
from observatory.records.domain.names import NAME_WITHDRAWN, PERSON
from observatory.search.domain.fulltext import count_by_kind, ranked_keys
from observatory.search.domain.queries import Reading, read_query, readings
from observatory.search.domain.snippets import Segment, Sought, snippet
from observatory.search.domain.withdrawn import is_withdrawn_name
from observatory.search.models import Entry

PAGE_ENTRIES = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """An entry, and where the words were found in it (empty when only in its title)."""

    entry: Entry
    snippet: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A page of results; `counts` are by kind, whatever kind was asked for, most first."""

    text: str
    results: tuple[SearchResult, ...] = ()
    total: int = 0
    counts: dict[str, int]
    page: int = 1
    pages: int = 1
    # The words sought in place of those typed, when a typing error was mended.
    read_as: tuple[str, ...] = ()
    # The words typed that nothing here holds, left out of a partial answer.
    ignored: tuple[str, ...] = ()
    # Nothing holds every word: these records hold most of them.
    is_partial: bool = False
    # More was typed than is read.
    is_cut: bool = False


def search(text: str, *, language: str, kind: str | None = None, page: int = 1) -> SearchPage:
    """Return the records that answer to what someone typed, whatever they typed.

    Those with all the words in their title come first, then the most recent, then
    by title; the same on every database. A page beyond the last is the last.
    """
    words, is_cut = read_query(text)
    withdrawn = _withdrawn(words, kind)
    reading, counts = _answered(words, is_strict=bool(withdrawn))
    if withdrawn:
        counts[PERSON] = counts.get(PERSON, 0) + 1
    total = counts.get(kind, 0) if kind else sum(counts.values())
    pages = max(1, -(-total // PAGE_ENTRIES))
    page = min(max(page, 1), pages)
    found = _results(reading, kind, language, page, len(withdrawn)) if reading else ()
    return SearchPage(
        text=text,
        results=(*(withdrawn if page == 1 else ()), *found),
        total=total,
        counts=dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        page=page,
        pages=pages,
        read_as=reading.read_as if reading else (),
        ignored=reading.ignored if reading else (),
        is_partial=bool(reading and reading.is_partial),
        is_cut=is_cut,
    )


def _withdrawn(words: Sequence[QueryWord], kind: str | None) -> tuple[SearchResult, ...]:
    if kind not in {None, PERSON} or not words or not is_withdrawn_name(words):
        return ()
    names = {f"title_{language}": name for language, name in NAME_WITHDRAWN.items()}
    return (SearchResult(entry=Entry(kind=PERSON, **names)),)


def _answered(
    words: Sequence[QueryWord], *, is_strict: bool
) -> tuple[Reading | None, dict[str, int]]:
    """Return the first reading that has answers, and how many of each kind.

    Whoever seeks a withdrawn name is not led to names that resemble it: `is_strict`.
    """
    for reading in islice(readings(words), 1 if is_strict else None):
        counts = count_by_kind(reading.matching)
        if counts:
            return reading, counts
    return None, {}


def _results(
    reading: Reading, kind: str | None, language: str, page: int, ahead: int
) -> tuple[SearchResult, ...]:
    """Return the results of a page, which begins after those put `ahead` of all others."""
    start = (page - 1) * PAGE_ENTRIES
    keys = ranked_keys(
        reading.matching,
        first=reading.in_title,
        kind=kind or "",
        language=language,
        start=max(0, start - ahead),
        stop=start + PAGE_ENTRIES - ahead,
    )
    return _read_results(keys, reading, language)


def _read_results(keys: Sequence[int], reading: Reading, language: str) -> tuple[SearchResult, ...]:
    """Return entries in the order of their keys, each with where it holds the words (one query)."""
    entries = Entry.objects.select_related("words").in_bulk(keys)
    sought = Sought(reading.groups)
    return tuple(
        SearchResult(entry=entry, snippet=snippet(getattr(entry.words, f"text_{language}"), sought))
        for entry in (entries[key] for key in keys)
    )
