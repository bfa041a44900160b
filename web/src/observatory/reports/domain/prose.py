"""The texts around the figures: written by people, or built in, with figures named in braces.

A text is Markdown, of which paragraphs, lists, emphasis and links are kept. `{press}`
stands for a figure; `{{` and `}}` for braces. A figure nobody knows is an error that
lists those that are known, so that no text disagrees with the data.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from civiscope.errors import InputError
from civiscope.publication import Block, Bullets, Paragraph, Span, Spans
from observatory.reports.enums import Section

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_YEAR = "year"


class UnusableText(InputError):
    """A text that can stand in no report; `reason` says why, the message perhaps more."""

    def __init__(self, reason: str, *more: str) -> None:
        """Keep why."""
        super().__init__(" ".join((reason, *more)))
        self.reason = reason


class UnknownFigure(UnusableText):
    """A text names a figure that does not exist: its `name`, those `close` to it, all `known`."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        """Look for names that someone may have meant; the message lists all that are known."""
        self.name, self.known = name, tuple(known)
        self.close = tuple(get_close_matches(name, known, n=3))
        listed = _("Known figures: %(names)s.") % {"names": ", ".join(known)}
        super().__init__(_unknown(name, self.close), listed)


def blocks_of(text: str, figure: Callable[[str], Span], known: Sequence[str]) -> tuple[Block, ...]:
    """Return a text as blocks, each figure it names in its place.

    Raises `UnusableText` when it names one that is not among those `known`.
    """
    check(text, known)
    return tuple(_blocks(_MARKDOWN.parse(text), figure))


def built_in(section: Section) -> str:
    """Return what a section says until someone writes something else; often nothing."""
    return str(_BUILT_IN.get(section, lambda: "")())


def typed_numbers(text: str) -> list[str]:
    """Return the numbers that someone typed in a text, which no record backs."""
    bare = re.sub(r"\{[^{}]*\}|\]\([^)]*\)", " ", text)
    return list(dict.fromkeys(_DIGITS.findall(bare)))


# ---------------------------------------------------------------- figures in a text


def check(text: str, known: Sequence[str]) -> None:
    """Raise `UnusableText` when a text names a figure that is not known, or has a lone brace."""
    for match in _PIECE.finditer(text):
        name = match[1]
        if name is None and match[0] not in {"{{", "}}"}:
            raise UnusableText(_unclosed(match[0]))
        if name is not None and name.strip() not in {*known, _YEAR}:
            raise UnknownFigure(name.strip(), known)


def _unclosed(brace: str) -> str:
    said = _(
        "A brace “%(brace)s” stands alone. A figure is written between two braces; "
        "a brace that is no figure is written twice."
    )
    return said % {"brace": brace}


def _unknown(name: str, close: Sequence[str]) -> str:
    said = _("There is no figure named “%(name)s”.") % {"name": name}
    if close:
        said += " " + _("Perhaps: %(names)s.") % {"names": ", ".join(close)}
    return said


def _pieces(text: str, figure: Callable[[str], Span]) -> Iterator[Span]:
    at = 0
    for match in _PIECE.finditer(text):
        yield from _plain(text[at : match.start()])
        yield from _plain(match[0][0]) if match[1] is None else (figure(match[1].strip()),)
        at = match.end()
    yield from _plain(text[at:])


def _plain(text: str) -> Iterator[Span]:
    if text:
        yield Span(text=text)


# ---------------------------------------------------------------- Markdown


def _blocks(tokens: Sequence[Token], figure: Callable[[str], Span]) -> Iterator[Block]:
    """Return the paragraphs and lists; whatever else Markdown has becomes a paragraph."""
    items: list[Spans] | None = None
    is_ordered = False
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"} and items is None:
            items, is_ordered = [], token.type.startswith("ordered")
        elif token.type in {"bullet_list_close", "ordered_list_close"} and items:
            yield Bullets(items=tuple(items), is_ordered=is_ordered)
            items = None
        elif token.type in {"inline", "fence", "code_block"}:
            spans = tuple(_spans(token.children or [token], figure))
            if items is None:
                yield Paragraph(spans=spans)
            else:
                items.append(spans)


def _spans(tokens: Sequence[Token], figure: Callable[[str], Span]) -> Iterator[Span]:
    marks: dict[str, str] = {"style": "", "url": ""}
    for token in tokens:
        match token.type:
            case "em_open" | "strong_open":
                marks["style"] = "emphasis" if token.tag == "em" else "strong"
            case "em_close" | "strong_close":
                marks["style"] = ""
            case "link_open":
                marks["url"] = str(token.attrs.get("href", ""))
            case "link_close":
                marks["url"] = ""
            case _:
                for span in _pieces(token.content or " ", figure):
                    yield _marked(span, marks)


def _marked(span: Span, marks: Mapping[str, str]) -> Span:
    if span.figure:
        return span
    return replace(span, style=marks["style"], url=marks["url"])  # type: ignore[arg-type]  # two of them


# ---------------------------------------------------------------- what is said until someone writes


_BUILT_IN: dict[Section, Callable[[], str]] = {
    Section.BRIEF: lambda: _(
        "What the public records of the observatory say of {year}. Each number leads to what it "
        "counts."
    ),
    Section.EVENTS: lambda: _("{events}, at which {speakers} spoke."),
    Section.TRAINING: lambda: _("{training_sessions} in {year}."),
    Section.PUBLICATIONS: lambda: _("{publications} in {year}."),
    Section.CASES: lambda: _("{cases} told or written in {year}."),
    Section.INTERVENTIONS: lambda: _(
        "The observatory was invited to {interventions} and worked with its partners: {supports}."
    ),
    Section.NETWORK: lambda: _("{network} in {year}."),
    Section.PRESS: lambda: _("{press} in {outlets}."),
    Section.FIGURES: lambda: _(
        "Each number of this report is either a count of public records, which anyone can count "
        "again, or a number that a source states. The file figures.csv, published with it, gives "
        "the identifiers of the records behind each one; it also lists the numbers that stand in "
        "the records’ own words. The report was written from {records}."
    ),
    Section.INDEX: lambda: _("{organisations} and {people}, as the records name them."),
}
