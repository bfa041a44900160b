"""What an address asks of a list: filters, words, page, each with its own link."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from observatory.pages.domain.showing import Shown
from observatory.search.domain.lists import ListPage
from observatory.search.domain.search import SearchPage

PAGES_AROUND = 2
# Of what someone typed, said back.
QUOTED_CHARACTERS = 100
# Longer than any facet's value: what is longer was not made by a link of ours.
VALUE_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """The address of a list and what its query string says, whatever it says."""

    url: str
    query: QueryDict

    @property
    def text(self) -> str:
        """The words typed."""
        return self.query.get("q", "").replace("\0", "").strip()

    @property
    def page(self) -> int:
        """The number of the page; the first when it is no number."""
        page = self.query.get("page", "1")
        return int(page) if page.isascii() and page.isdigit() and len(page) < len("1000000") else 1

    def values(self, name: str) -> list[str]:
        """Return the values asked of a facet."""
        values = (value[:VALUE_CHARACTERS].replace("\0", "") for value in self.query.getlist(name))
        return list(dict.fromkeys(values))

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """Return a choice, "" when it is none of those offered."""
        value = self.query.get(name, "")
        return value if value in allowed else ""

    def hidden(self, *names: str) -> list[dict[str, str]]:
        """Return what else the address carries, for a form."""
        said = ((name, str(self.query.get(name, ""))) for name in names)
        return [{"name": name, "value": value} for name, value in said if value]

    def choices(self, name: str, labels: dict[str, str], current: str = "") -> list[Shown]:
        """Return a link for each choice; the first is the usual one."""
        asked = self.one_of(name, tuple(labels)) or current or next(iter(labels))
        return [
            {"label": label, "url": self.with_value(name, value), "current": value == asked}
            for value, label in labels.items()
        ]

    def with_value(self, name: str, value: str) -> str:
        """Return the address with one value changed, from the first page."""
        pairs = [pair for pair in self._pairs() if pair[0] not in {name, "page"}]
        return self._address([*pairs, (name, value)])

    def without(self, name: str, value: str) -> str:
        """Return the address without one value, from the first page."""
        pairs = [
            (key, said)
            for key, said in self._pairs()
            if key != "page" and not (key == name and said.strip() == value)
        ]
        return self._address(pairs)

    def at_page(self, number: int) -> str:
        """Return the address of another page."""
        pairs = [pair for pair in self._pairs() if pair[0] != "page"]
        return self._address([*pairs, ("page", str(number))] if number > 1 else pairs)

    def _pairs(self) -> list[tuple[str, str]]:
        # An empty value of a facet means "not known"; of these, nothing.
        return [
            (name, str(value))
            for name, values in self.query.lists()
            for value in values
            if value or name not in {"q", "kind", "view", "sort", "page"}
        ]

    def _address(self, pairs: list[tuple[str, str]]) -> str:
        return f"{self.url}?{urlencode(pairs)}" if pairs else self.url


def pagination(page: int, pages: int, asked: Asked) -> Shown:
    """Return the links to the pages around this one, the first and the last."""
    if pages <= 1:
        return {"items": []}
    near = range(max(1, page - PAGES_AROUND), min(pages, page + PAGES_AROUND) + 1)
    items: list[Shown] = []
    last = 0
    for number in sorted({1, *near, pages}):
        if number > last + 1:
            items.append({"gap": True})
        items.append({"number": number, "url": asked.at_page(number), "current": number == page})
        last = number
    return {
        "previous_url": asked.at_page(page - 1) if page > 1 else "",
        "next_url": asked.at_page(page + 1) if page < pages else "",
        "items": items,
    }


def how_read(page: ListPage | SearchPage) -> list[str]:
    """Say what was changed or left out of the words typed, to find something."""
    sentences = []
    if page.read_as:
        sentences.append(_("Read as: %(words)s.") % {"words": ", ".join(page.read_as)})
    if page.is_partial:
        sentences.append(_("No record has all these words: these have most of them."))
    if page.ignored:
        sentences.append(_("Nothing here holds: %(words)s.") % {"words": ", ".join(page.ignored)})
    if page.is_cut:
        sentences.append(_("Only the beginning of what you typed was read."))
    return sentences
