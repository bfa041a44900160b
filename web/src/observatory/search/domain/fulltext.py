"""Ask the full-text index of the database, whichever it is.

The only place that tells SQLite (FTS5) from PostgreSQL (tsvector). Words come
from `civiscope.corpus`: letters and digits only, so that they need no escaping.
"""
# ruff: noqa: S608  # only names of columns are written into queries, words are parameters

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias
from zlib import crc32

from django.db import connection
from django.db.models.expressions import RawSQL

from observatory.records.domain.kinds import models_by_kind

# Words that must all be there; a word that ends in "*" stands for all that begin with it.
Together: TypeAlias = tuple[str, ...]
# Any of these will do.
Group: TypeAlias = tuple[Together, ...]

# Of the number under which an entry is filed, those that its key takes; its kind has the others.
_KEY_BITS = 32
_NOTHING = "SELECT record_id AS entry_id, 0 AS filed_as FROM search_entry WHERE 1 = 0"


def filed_as(kind: str, key: int) -> int:
    """Return the number under which the words of an entry are filed: its kind's, then its key."""
    # Made of the name, so that a kind keeps its number whichever kinds come or go.
    return (crc32(kind.encode()) >> 1 << _KEY_BITS) + key


@dataclass(frozen=True, slots=True)
class Matching:
    """A query that selects entries, each once: `entry_id` and `filed_as`."""

    sql: str
    params: tuple[str | int, ...] = ()

    @property
    def keys(self) -> str:
        """The query for their keys alone."""
        return f"SELECT entry_id FROM ({self.sql}) AS found"

    def raw(self) -> RawSQL:
        """Return it for `filter(pk__in=…)`."""
        return RawSQL(self.keys, self.params)  # noqa: S611  # made here, its values are parameters


def holding_all(groups: Sequence[Group], *, in_title: bool = False) -> Matching:
    """Select the entries that hold a word of every group, in their title or anywhere."""
    if not groups or not all(groups):
        return Matching(_NOTHING)
    return Matching(_select(in_title=in_title), (_expression(groups, in_title=in_title),))


def holding_most(groups: Sequence[Group]) -> Matching:
    """Select the entries that hold a word of as many groups as any does, half at least."""
    each = [holding_all([group]) for group in groups if group]
    least = (len(groups) + 1) // 2
    if not each:
        return Matching(_NOTHING)
    union = " UNION ALL ".join(f"SELECT * FROM ({one.sql}) AS one" for one in each)
    sql = f"""
        WITH found AS ({union}),
             held AS (
                 SELECT entry_id, filed_as, count(*) AS words
                 FROM found GROUP BY entry_id, filed_as
             )
        SELECT entry_id, filed_as FROM held
        WHERE words >= %s AND words = (SELECT max(words) FROM held)
    """
    return Matching(sql, (*chain.from_iterable(one.params for one in each), least))


def present(groups: Sequence[Group]) -> list[bool]:
    """Tell of each group whether any entry answers to it (one query)."""
    if not groups:
        return []
    each = [holding_all([group]) for group in groups]
    # Counted rather than told to exist: expecting one at once, PostgreSQL reads every row.
    columns = ", ".join(f"(SELECT count(*) FROM ({matching.sql}) AS found)" for matching in each)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns}", [p for matching in each for p in matching.params]
        )  # no value is written into it
        return [bool(value) for value in cursor.fetchone()]


def count_by_kind(matching: Matching) -> dict[str, int]:
    """Count the entries selected, by kind (one query)."""
    # The index of words tells: finding each entry would take most of the time of a search.
    sql = f"""
        SELECT filed_as >> {_KEY_BITS} AS of_kind, count(*)
        FROM ({matching.sql}) AS found GROUP BY of_kind
    """
    kinds = {filed_as(kind, 0) >> _KEY_BITS: kind for kind in models_by_kind()}
    with connection.cursor() as cursor:
        cursor.execute(sql, matching.params)
        return {kinds[number]: count for number, count in cursor.fetchall()}


def ranked_keys(
    matching: Matching, *, first: Matching, kind: str, language: str, start: int, stop: int
) -> list[int]:
    """Return keys of the entries selected, of a kind or of all, from `start` to `stop`.

    Those in `first` come first, then the most recent, then by title in a language.
    One query, and another where those in `first` do not fill the page: most often
    they do, and the others, which may be most entries, need not be sorted.
    """
    keys = _sorted_keys(first, kind=kind, language=language, start=0, stop=stop)
    if len(keys) < stop:
        others = Matching(
            f"SELECT * FROM ({matching.sql}) AS every WHERE entry_id NOT IN ({first.keys})",
            (*matching.params, *first.params),
        )
        start_of_others = max(0, start - len(keys))
        return keys[start:] + _sorted_keys(
            others,
            kind=kind,
            language=language,
            start=start_of_others,
            stop=stop - len(keys),
        )
    return keys[start:]


def _sorted_keys(
    matching: Matching, *, kind: str, language: str, start: int, stop: int
) -> list[int]:
    of_kind = "WHERE kind = %s" if kind else ""
    title = "sort_en" if language == "en" else "sort_fr"
    sql = f"""
        SELECT entry_id FROM ({matching.sql}) AS found {_entries()} {of_kind}
        ORDER BY sorted_on DESC, {title}, entry_id LIMIT %s OFFSET %s
    """
    params = [*matching.params, *([kind] if kind else []), stop - start, start]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [key for (key,) in cursor.fetchall()]


def _entries() -> str:
    """Return how the query reads the entries found."""
    # SQLite goes from what is found to an index that holds what is needed of each entry:
    # the rows are ten times as large.
    how = "CROSS JOIN search_entry INDEXED BY entry_by_key" if _is_sqlite() else "JOIN search_entry"
    return f"{how} ON record_id = entry_id"


def purge() -> None:
    """Leave nothing of the words that entries no longer hold.

    SQLite keeps them in old parts of its index until it merges these, which this
    does at once; PostgreSQL leaves that to its vacuum, as for every table.
    """
    if _is_sqlite():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('optimize')")


def word(text: str) -> Group:
    """Return the group of one word."""
    return ((text,),)


def any_of(words: Iterable[str]) -> Group:
    """Return the group that any of these words answers."""
    return tuple((one,) for one in words)


# ---------------------------------------------------------------- both databases


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _select(*, in_title: bool) -> str:
    if _is_sqlite():
        key = f"rowid & {(1 << _KEY_BITS) - 1}"
        return f"""
            SELECT {key} AS entry_id, rowid AS filed_as FROM search_fts WHERE search_fts MATCH %s
        """
    words = "title" if in_title else "title || ' ' || body"
    # OFFSET 0 has PostgreSQL make the selection once, by its index, before it joins entries.
    return f"""
        SELECT entry_id, filed_as FROM search_words
        WHERE search_vector({words}) @@ %s::tsquery OFFSET 0
    """


def _expression(groups: Sequence[Group], *, in_title: bool) -> str:
    all_of, one_of = (" AND ", " OR ") if _is_sqlite() else (" & ", " | ")
    alternatives = (
        one_of.join(f"({all_of.join(map(_word, together))})" for together in group)
        for group in groups
    )
    expression = all_of.join(f"({group})" for group in alternatives)
    return f"{{title}} : ({expression})" if in_title and _is_sqlite() else expression


def _word(text: str) -> str:
    stem = text.removesuffix("*")
    if _is_sqlite():
        return f'"{stem}" *' if stem != text else f'"{stem}"'
    return f"'{stem}':*" if stem != text else f"'{stem}'"


def occurs(column: str) -> str:
    """Return a condition: a parameter, between spaces, is one of the words of a column."""
    function = "instr" if _is_sqlite() else "strpos"
    return f"{function}(' ' || {column} || ' ', %s) > 0"
