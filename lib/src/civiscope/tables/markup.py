"""Texts written as HTML, as rich-text editors write them: what they show."""

import re
from html.parser import HTMLParser

import pyarrow as pa
import pyarrow.compute as pc

# An end tag, or a tag that stands alone: people write “<3” and “a < b”, not these.
TAG = r"(?i)</[a-z][a-z0-9]*\s*>|<(br|hr|img)\b[^>]*>"
BLOCK = re.compile(
    "address|blockquote|br|dd|div|dl|dt|figure|h[1-6]|hr|li|ol|p|pre|table|td|th|tr|ul"
)
HIDDEN = frozenset(("script", "style"))


def without_markup(texts: pa.StringArray) -> tuple[pa.StringArray, int]:
    """Return texts as they show, and how many held HTML. The others stay literal.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.tables.markup import without_markup
    >>> texts, count = without_markup(pa.array(["<p>Du pain &amp; du vin</p>", "a < b & c"]))
    >>> texts.to_pylist(), count
    (['Du pain & du vin', 'a < b & c'], 1)
    """
    marked = pc.fill_null(pc.match_substring_regex(texts, TAG), fill_value=False)
    count = marked.true_count
    if not count:
        return texts, 0
    shown = [_shown(text) for text in texts.filter(marked).to_pylist()]
    return pc.replace_with_mask(texts, marked, pa.array(shown, pa.string())), count


class _Reader(HTMLParser):
    """Gathers what a text shows."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 -- the signature is the parser's
        """Begin a line, or what is not shown."""
        self.hidden += tag in HIDDEN
        self._break_line(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a line, or what is not shown."""
        self.hidden -= tag in HIDDEN
        self._break_line(tag)

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        if self.hidden <= 0:
            self.shown.append(data)

    def _break_line(self, tag: str) -> None:
        if BLOCK.fullmatch(tag):
            self.shown.append("\n")


def _shown(text: str) -> str:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = (line.strip() for line in "".join(reader.shown).splitlines())
    return "\n".join(filter(None, lines))
