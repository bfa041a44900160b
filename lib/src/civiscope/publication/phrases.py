"""How reports say things: counted nouns, titled texts, numbers and sentences in a language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from civiscope.publication.charts.words import Language, say_number, say_percent
from civiscope.publication.document import Paragraph, Span, Spans, Style
from civiscope.publication.words import WORDS

MINUS: Final = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """A title, and what is said under it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A counted thing; braces take the number."""

    one: str
    many: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Says numbers in the language of the report; `texts` is that of what people wrote."""

    language: Language
    texts: str

    def number(self, value: int) -> str:
        """Return a whole number."""
        return say_number(value, self.language)

    def percent(self, share: float) -> str:
        """Return a share in [0, 1] as a percent."""
        return say_percent(share, self.language)

    def count(self, noun: Noun, value: int) -> str:
        """Return a number with what it counts."""
        is_one = value == 1 or (value == 0 and self.language == "fr")
        return (noun.one if is_one else noun.many).format(self.number(value))

    def decimal(self, value: float, *, decimals: int = 2, is_signed: bool = False) -> str:
        """Return a number with so many decimals, its sign before it if it is asked."""
        said = f"{value:{'+' if is_signed else ''}.{decimals}f}"
        return said.replace(".", WORDS[self.language].decimal).replace("-", MINUS)

    def quoted(
        self, contribution_id: str, text: str, *, longest: int, marks: tuple[str, str], cut: str
    ) -> Spans:
        """Return the words of a contribution to the letter, then its identifier.

        Parameters
        ----------
        contribution_id, text : str
            Which one, and what it says.
        longest : int
            Characters after which it is cut, between two words.
        marks : tuple of str
            What opens and what closes a quotation.
        cut : str
            What stands where it is cut.
        """
        said = beginning(text, longest)
        opening, closing = marks
        is_foreign = self.texts != self.language
        return (
            Span(text=opening),
            Span(
                text=said,
                record=f"contribution:{contribution_id}",
                language=self.texts if is_foreign else "",
            ),
            *(plain(cut, style="muted") if len(said) < len(text) else ()),
            Span(text=closing),
            Span(text=f" {contribution_id}", style="muted"),
        )


def beginning(text: str, longest: int) -> str:
    """Return a text, or its first words when it is longer than that.

    Examples
    --------
    >>> from civiscope.publication.phrases import beginning
    >>> beginning("moins d'impôts", 12), beginning("moins d'impôts", 14), beginning("RAS!", 2)
    ('moins', "moins d'impôts", 'RA')
    """
    if len(text) <= longest:
        return text
    head = text[:longest]
    end = max(head.rfind(" "), head.rfind("\n"))
    return head[:end] if end > 0 else head


def plain(text: str, *, style: Style = "", url: str = "") -> Spans:
    """Return words of the report."""
    return (Span(text=text, style=style, url=url),)


def say(*sentences: str) -> Paragraph:
    """Return sentences as a paragraph."""
    return Paragraph(spans=plain(" ".join(sentence for sentence in sentences if sentence)))


def small(text: str) -> Paragraph:
    """Return a quiet line, such as what stands above a list."""
    return Paragraph(spans=plain(text), role="small")


def titled(said: Iterable[Titled]) -> tuple[Spans, ...]:
    """Return items, each with its title and what is said of it."""
    return tuple((*plain(one.title, style="strong"), *plain(f" {one.text}")) for one in said)
