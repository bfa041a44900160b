"""Numbers, dates and texts as a reader of a language expects them."""

from decimal import Decimal
from typing import TypedDict

import nh3
from babel.numbers import format_decimal
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from observatory.common.dates import in_words, read_edtf

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False})
_TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "br", "h3", "h4"}


class DateShown(TypedDict):
    """A date in words, and for machines where HTML can say it."""

    text: str
    iso: str


def date_shown(edtf: str, language: str) -> DateShown | None:
    """Return a date to show, or None when it is unknown."""
    if not edtf:
        return None
    is_iso = read_edtf(edtf).earliest is not None and edtf.replace("-", "").isdigit()
    # HTML knows days, months and years, not the quarters of ISO 8601-2.
    is_quarter = len(edtf) == len("2020-33") and edtf[5:] > "12"
    return {
        "text": in_words(edtf, language),
        "iso": edtf if is_iso and not is_quarter else "",
    }


def number_shown(value: int | Decimal | str, language: str) -> str:
    """Return a number with the separators of the language."""
    return format_decimal(Decimal(value), locale=language)


def markdown(text: str) -> SafeString:
    """Return Markdown as HTML with a short list of tags; anything else is shown as text."""
    html = nh3.clean(_MARKDOWN.render(text), tags=_TAGS, attributes={"a": {"href"}})
    return mark_safe(html)  # noqa: S308  # cleaned on the line above


def chosen(texts: dict[str, str], language: str) -> tuple[str, str]:
    """Return a text and its language where that is not the page's, else "".

    French stands in for English that is missing, never the other way round.
    """
    if texts.get(language):
        return texts[language], ""
    return texts.get("fr", ""), "fr" if texts.get("fr") and language != "fr" else ""
