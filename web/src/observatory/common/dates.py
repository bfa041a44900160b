"""Fuzzy dates: kept as written in EDTF, with the days they may cover.

A date of the observatory is a day, a month, a quarter, a year, an interval of
these, or unknown. It is kept as an EDTF text (ISO 8601-2, levels 0 to 2) and
never made more precise than its source.
"""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from time import struct_time
from typing import TypeAlias

from babel.dates import format_date, get_month_names
from django.utils.translation import gettext, gettext_lazy
from edtf import EDTFParseException, parse_edtf

EXPECTED = gettext_lazy(
    "a date such as 2019-05-15, 2019-05, 2020-33 (first quarter of 2020), 2019, "
    "2019-06-28/2019-06-30 or 2018-09/.. (still going on)"
)

# ISO 8601-2 numbers the quarters of a year 33 to 36, in the place of the month.
FIRST_QUARTER = 33
# A day, a month or a year of four digits; quarters and seasons stand for months beyond 12.
_PLAIN = re.compile(r"([1-8]\d{3})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-(3[3-6])")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_OPEN = ("", "..")


class DateInvalid(ValueError):
    """The text is not a date we can keep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FuzzyDate:
    """A date as written, and the first and last day it may cover (None: open or unknown)."""

    edtf: str
    earliest: dt.date | None
    latest: dt.date | None


@lru_cache(maxsize=4096)
def read_edtf(text: str) -> FuzzyDate:
    """Read an EDTF text; raise `DateInvalid` when it is not one or is impossible."""
    if "/" not in text:
        earliest, latest = _bounds(text)
        return FuzzyDate(edtf=text, earliest=earliest, latest=latest)
    start, _, end = text.partition("/")
    earliest = None if start in _OPEN else _bounds(start)[0]
    latest = None if end in _OPEN else _bounds(end)[1]
    if (earliest, latest) == (None, None) or (earliest and latest and earliest > latest):
        raise DateInvalid(text)
    return FuzzyDate(edtf=text, earliest=earliest, latest=latest)


def _bounds(text: str) -> tuple[dt.date | None, dt.date | None]:
    # Most dates are plain ones, and the parser takes milliseconds for each.
    if match := _PLAIN.fullmatch(text):
        return _plain_bounds(*match.groups())
    try:
        parsed = parse_edtf(text)
        return _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, AttributeError, TypeError, ValueError) as error:
        raise DateInvalid(text) from error


def _plain_bounds(year: str, month: str | None, day: str | None) -> tuple[dt.date, dt.date]:
    try:
        first = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise DateInvalid("-".join(part for part in (year, month, day) if part)) from error
    if day:
        return first, first
    last_month = int(month or 12)
    return first, dt.date(first.year, last_month, monthrange(first.year, last_month)[1])


def _day(moment: struct_time) -> dt.date | None:
    year, month, day = moment[:3]
    # The parser answers year 0 and 9999 for an unknown year ("XXXX").
    return dt.date(year, month, day) if dt.MINYEAR < year < dt.MAXYEAR else None


# ---------------------------------------------------------------- what people type


def read_typed(text: str) -> str:
    """Turn what a person types ("15/05/2019", "mai 2019", "T1 2020") into EDTF.

    Raises `DateInvalid` when no reading is certain.
    """
    typed = " ".join(text.lower().replace(".", "/").split())
    for pattern, write in _TYPED:
        if match := pattern.fullmatch(typed):
            return read_edtf(write(match)).edtf
    return read_edtf(text.strip()).edtf


def _months() -> dict[str, int]:
    names = {}
    for language in ("fr", "en"):
        for number, name in get_month_names("wide", locale=language).items():
            names[name.lower()] = number
            names[_plain(name.lower())] = number
    return names


def _plain(name: str) -> str:
    return name.translate(str.maketrans("éèêûô", "eeeuo"))


MONTHS = _months()
_NAMED = "|".join(sorted(MONTHS, key=len, reverse=True))
_Write: TypeAlias = Callable[[re.Match[str]], str]
_TYPED: tuple[tuple[re.Pattern[str], _Write], ...] = (
    (
        re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})"),
        lambda m: f"{m[3]}-{int(m[2]):02}-{int(m[1]):02}",
    ),
    (re.compile(r"(\d{1,2})/(\d{4})"), lambda m: f"{m[2]}-{int(m[1]):02}"),
    (
        re.compile(rf"(\d{{1,2}})(?:er|st|nd|rd|th)? ({_NAMED}) (\d{{4}})"),
        lambda m: f"{m[3]}-{MONTHS[m[2]]:02}-{int(m[1]):02}",
    ),
    (re.compile(rf"({_NAMED}) (\d{{4}})"), lambda m: f"{m[2]}-{MONTHS[m[1]]:02}"),
    (re.compile(r"[tq]([1-4]) (\d{4})"), lambda m: f"{m[2]}-{FIRST_QUARTER - 1 + int(m[1])}"),
)


# ---------------------------------------------------------------- in words


def in_words(text: str, language: str) -> str:
    """Say a date in words, at the precision it has: "15 mai 2019", "juin 2019"."""
    if not text:
        return ""
    if "/" not in text:
        return _one_in_words(text, language)
    start, _, end = text.partition("/")
    if end in _OPEN:
        since = gettext("since %(day)s") if _DAY.fullmatch(start) else gettext("since %(date)s")
        return since % dict.fromkeys(("day", "date"), _one_in_words(start, language))
    if start in _OPEN:
        until = gettext("until %(day)s") if _DAY.fullmatch(end) else gettext("until %(date)s")
        return until % dict.fromkeys(("day", "date"), _one_in_words(end, language))
    return _interval_in_words(start, end, language)


def _interval_in_words(start: str, end: str, language: str) -> str:
    words = {"start": _one_in_words(start, language), "end": _one_in_words(end, language)}
    if _DAY.fullmatch(start) and _DAY.fullmatch(end):
        if start[:7] == end[:7]:
            words["start"] = _ordinal(int(start[8:]), language)
        elif start[:4] == end[:4]:
            words["start"] = _one_in_words(start, language).removesuffix(f" {start[:4]}")
        return gettext("from %(start)s to %(end)s") % words
    if start[:4] == end[:4]:
        words["start"] = words["start"].removesuffix(f" {start[:4]}")
    return gettext("%(start)s to %(end)s") % words


def _ordinal(day: int, language: str) -> str:
    return "1er" if day == 1 and language == "fr" else str(day)


def _one_in_words(text: str, language: str) -> str:
    bare = text.rstrip("?~%")
    words = _certain_in_words(bare, language)
    doubt = text[len(bare) :]
    if doubt == "~":
        return gettext("around %(date)s") % {"date": words}
    return gettext("%(date)s (uncertain)") % {"date": words} if doubt else words


def _certain_in_words(text: str, language: str) -> str:
    if match := _DAY.fullmatch(text):
        day = dt.date.fromisoformat(text)
        month_and_year = format_date(day, "MMMM y", locale=language)
        return f"{_ordinal(int(match[3]), language)} {month_and_year}"
    if _MONTH.fullmatch(text):
        return format_date(dt.date.fromisoformat(f"{text}-01"), "MMMM y", locale=language)
    if match := _QUARTER.fullmatch(text):
        return _quarter_in_words(int(match[2]) - FIRST_QUARTER + 1, match[1])
    # What we have no words for is better read as written than called unknown.
    return gettext("unknown date") if set(text) <= set("X-") else text


def _quarter_in_words(quarter: int, year: str) -> str:
    names = {
        1: gettext("first quarter of %(year)s"),
        2: gettext("second quarter of %(year)s"),
        3: gettext("third quarter of %(year)s"),
        4: gettext("fourth quarter of %(year)s"),
    }
    return names[quarter] % {"year": year}
