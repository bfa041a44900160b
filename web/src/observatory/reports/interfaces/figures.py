"""The figures of a report as rows of a table: value, meaning, records, and whether it holds."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from observatory.common.formats import chosen
from observatory.records.domain.names import NAME_WITHDRAWN, withdrawn_names, without_names
from observatory.records.domain.references import Pair, Target, pair_of, targets_of
from observatory.reports.domain.figures import Figure
from observatory.reports.domain.verify import Verified

# A row shows so many records at once; the rest is one step away.
SHOWN_RECORDS = 10
_COUNT = ".count"


def figure_groups(
    figures: Sequence[Figure], verified: Sequence[Verified], language: str
) -> list[dict[str, Any]]:
    """Return the figures of a report as rows, in groups (one query, two at most).

    A count is said alone and with what is counted ("4", "4 events"): both make one row.
    """
    targets = targets_of(_pair(record) for figure in figures for record in figure.records)
    records = _Records(targets, language)
    reasons = {one.figure.name: list(one.reasons) for one in verified}
    rows: dict[str, list[dict[str, Any]]] = {}
    for same in together(figures):
        row = _row(same, records) | {"reasons": reasons.get(same[0].name)}
        rows.setdefault(_group_of(same[0]), []).append(row)
    return [_group(key, rows[key]) for key in _TITLES if key in rows]


_TITLES = {
    "counted": pgettext_lazy("figures", "Counted"),
    "charted": pgettext_lazy("figures", "Counted for a chart"),
    "stated": pgettext_lazy("figures", "Stated by a source"),
    "quoted": pgettext_lazy("figures", "In the records’ own words"),
}
_FOLDED = {
    "charted": _("Show what the charts are drawn from: by month, by nature, by place"),
    "quoted": _("Show the numbers that the report repeats from titles and descriptions"),
}


def _group_of(figure: Figure) -> str:
    """Return the group of a figure; a part of a count is named after it ("events.2019-03")."""
    is_part = "." in figure.name.removesuffix(_COUNT)
    return "charted" if figure.nature == "counted" and is_part else figure.nature


def _group(key: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    differ = sum(bool(row["reasons"]) for row in rows)
    said = ngettext("%(count)s differs", "%(count)s differ", differ) if differ else ""
    return {
        "key": key,
        "title": _TITLES[key],
        "rows": rows,
        "summary": _FOLDED.get(key, ""),
        "differ": said % {"count": differ},
    }


def together(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Return figures with those that only say the same count in other words beside them."""
    found: dict[tuple[str, tuple[str, ...]], list[Figure]] = {}
    for figure in figures:
        name = figure.name.removesuffix(_COUNT) if figure.nature == "counted" else figure.name
        found.setdefault((name, figure.records), []).append(figure)
    return [sorted(same, key=lambda figure: figure.name) for same in found.values()]


def _row(same: Sequence[Figure], records: "_Records") -> dict[str, Any]:
    figure = same[0]
    links = records.links(figure.records)
    return {
        "names": [one.name for one in same],
        "value": figure.text,
        "unit": figure.unit,
        "definition": figure.definition,
        "more": _more(figure),
        "records": links[:SHOWN_RECORDS],
        "other_records": links[SHOWN_RECORDS:],
    }


def _more(figure: Figure) -> list[dict[str, str]]:
    said = (
        (gettext("Base"), figure.base),
        (gettext("Method"), figure.method),
        (gettext("Source"), figure.source),
    )
    return [{"label": label, "text": text} for label, text in said if text]


# ---------------------------------------------------------------- records


def _pair(record: str) -> Pair:
    return pair_of("", record.partition("#")[0])


class _Records:
    """Says records with their titles, as links to their pages."""

    def __init__(self, targets: Mapping[Pair, Target], language: str) -> None:
        self.targets = targets
        self.language = language
        self.names = withdrawn_names()

    def links(self, records: Sequence[str]) -> list[dict[str, Any]]:
        """Return a link to each record, which says how many of its lines are meant."""
        return [
            self._link(pair, [one for one in same if "#" in one])
            for pair, same in groupby(records, key=_pair)
        ]

    def _link(self, pair: Pair, lines: Sequence[str]) -> dict[str, Any]:
        target = self.targets.get(pair)
        if target is None or target.is_withdrawn:
            return {"title": self._gone(target), "url": "", "lang": "", "detail": ""}
        title, lang = chosen(target.title, self.language)
        detail = ngettext("%(count)s line", "%(count)s lines", len(lines)) if lines else ""
        return {
            "title": without_names(title, self.names, self.language),
            "url": target.url,
            "lang": lang,
            "detail": detail % {"count": len(lines)},
        }

    def _gone(self, target: Target | None) -> str:
        if target is None:
            return pgettext("record", "a record that is no longer public")
        return NAME_WITHDRAWN[self.language]
