"""Count the entries of a list by every facet at once, in one query."""
# ruff: noqa: S608  # only names of columns are written into the query, values are parameters

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from observatory.search.domain.fulltext import Matching, occurs
from observatory.search.models import FACET_COLUMNS

COLUMNS = (*FACET_COLUMNS, "year")


@dataclass(frozen=True, slots=True)
class Condition:
    """What the entries of a list have in one column."""

    sql: str
    params: tuple[str | int, ...]

    def raw(self) -> RawSQL:
        """Return it for `filter()`."""
        return RawSQL(self.sql, self.params, BooleanField())  # noqa: S611  # made here, its values are parameters


def condition(column: str, values: Sequence[str], *, is_many: bool) -> Condition:
    """Ask for one of these values in a column; "" asks for none at all."""
    known = [value for value in values if value]
    parts = ["year IS NULL" if column == "year" else f"{column} = ''"] if "" in values else []
    params: tuple[str | int, ...]
    if is_many:
        parts += [occurs(column)] * len(known)
        params = tuple(f" {value} " for value in known)
    else:
        parts += [f"{column} IN ({', '.join(['%s'] * len(known))})"] if known else []
        params = tuple(int(value) if column == "year" else value for value in known)
    return Condition(f"({' OR '.join(parts)})", params)


def tally(
    kind: str, conditions: Mapping[str, Condition], matching: Matching | None
) -> tuple[int, dict[str, Counter[str]]]:
    """Count the entries of a kind that meet the conditions, in all and by value of each column.

    A column's own condition does not reduce its counts. A value is what the
    column holds: for a field of several concepts, all of them.
    """
    sql, params = _query(kind, conditions, matching)
    counts: dict[str, Counter[str]] = {column: Counter() for column in COLUMNS}
    total = 0
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for column, value, count in cursor.fetchall():
            if column:
                counts[column][value or ""] += count
            else:
                total = count
    return total, counts


def _query(
    kind: str, conditions: Mapping[str, Condition], matching: Matching | None
) -> tuple[str, list[str | int]]:
    columns = ", ".join(COLUMNS)
    # Without words, each count is best made inside an index; with them, they are sought once.
    kept = "MATERIALIZED" if matching else "NOT MATERIALIZED"
    among = f" AND record_id IN ({matching.keys})" if matching else ""
    met = "".join(
        f", CASE WHEN {one.sql} THEN 1 ELSE 0 END AS met_{column}"
        for column, one in conditions.items()
    )
    # Only entries that miss one condition at most count anywhere; with a single
    # condition, the counts of its own column are those of the whole list.
    least = max(1, len(conditions) - 1)
    near = (
        f", near AS MATERIALIZED (SELECT * FROM (SELECT {columns}{met} FROM list) AS told"
        f" WHERE {' + '.join(f'met_{column}' for column in conditions)} >= {least})"
    )
    selects = " UNION ALL ".join(_select(column, conditions) for column in ("", *COLUMNS))
    sql = (
        f"WITH list AS {kept} (SELECT {columns} FROM search_entry WHERE kind = %s{among})"
        f"{near if conditions else ''} {selects}"
    )
    params = [kind, *(matching.params if matching else ())]
    return sql, params + [value for one in conditions.values() for value in one.params]


def _select(column: str, conditions: Mapping[str, Condition]) -> str:
    others = [f"met_{other} = 1" for other in conditions if other != column]
    source = "near" if others else "list"
    where = f" WHERE {' AND '.join(others)}" if others else ""
    facet, value = (f"'{column}'", f"CAST({column} AS TEXT)") if column else ("''", "''")
    each = f" GROUP BY {column}" if column else ""
    return f"SELECT {facet} AS facet, {value} AS value, count(*) FROM {source}{where}{each}"
