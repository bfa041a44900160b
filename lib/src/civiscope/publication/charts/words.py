"""The words that charts add to their titles and labels, in the two languages."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Language: TypeAlias = Literal["fr", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWords:
    """The words of one language; those with braces take a number or a text."""

    thousands: str
    decimal: str
    percent: str
    colon: str
    semicolon: str
    category: str
    number: str
    records: str
    months: tuple[str, ...]
    in_month: str
    undated: str
    undated_column: str
    undated_note: str
    total: str
    department: str
    paris: str
    outside: str
    bars: str
    shares: str
    share: str
    dots: str
    circles: str
    no_circle: str
    trend: str
    in_edition: str
    no_share: str
    base: str
    gaps: dict[str, str]
    shaded: str
    rate_above: str
    rate_between: str
    rate_below: str
    not_compared: str


WORDS: Final = {
    "fr": ChartWords(
        thousands="\u202f",
        decimal=",",
        percent="{}\u00a0%",
        colon="\u00a0: ",
        semicolon="\u202f; ",
        category="Catégorie",
        number="Nombre",
        records="Fiches",
        months=(
            "janv.", "févr.", "mars", "avr.", "mai", "juin",
            "juil.", "août", "sept.", "oct.", "nov.", "déc.",
        ),
        in_month="{} en {}",
        undated="{} sans mois connu",
        undated_column="Sans mois",
        undated_note="dont {} sans mois",
        total="Année",
        department="Département",
        paris="Paris et petite couronne",
        outside="hors de la carte",
        bars="Ce diagramme en barres donne, de haut en bas\u00a0: {}.",
        shares="Ce diagramme en barres donne des parts, de haut en bas\u00a0: {}.",
        share="{}, {}, intervalle de {} à {}",
        dots="Ce diagramme met un point par fiche dans son mois. {}",
        circles="Cette carte de France porte un cercle par département\u00a0: {}.",
        no_circle="Cette carte de France ne porte aucun cercle.",
        trend="Ce graphique suit une part d’édition en édition\u00a0: {}.",
        in_edition="{}, {} des {} interrogés",
        no_share="{}, aucune part",
        base="{} interrogés",
        gaps={
            "none": "",
            "not-asked": "",
            "partial": "comparable en partie seulement\u00a0: ",
            "break": "rupture de série, non comparable à ce qui précède\u00a0: ",
        },
        shaded="Cette carte de France ombre chaque département, du foncé au clair\u00a0: {}.",
        rate_above="{} et plus",
        rate_between="{} à {}",
        rate_below="moins de {}",
        not_compared="non comparé",
    ),
    "en": ChartWords(
        thousands=",",
        decimal=".",
        percent="{}%",
        colon=": ",
        semicolon="; ",
        category="Category",
        number="Number",
        records="Records",
        months=(
            "Jan", "Feb", "Mar", "Apr", "May", "Jun",
            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ),
        in_month="{} in {}",
        undated="{} without a known month",
        undated_column="No month",
        undated_note="{} without a month",
        total="Year",
        department="Département",
        paris="Paris and its inner suburbs",
        outside="off the map",
        bars="This bar chart gives, from top to bottom: {}.",
        shares="This bar chart gives shares, from top to bottom: {}.",
        share="{}, {}, interval {} to {}",
        dots="This chart puts one dot for each record in its month. {}",
        circles="This map of France has one circle for each département: {}.",
        no_circle="This map of France has no circle.",
        trend="This chart follows a share from edition to edition: {}.",
        in_edition="{}, {} of {} asked",
        no_share="{}, no share",
        base="{} asked",
        gaps={
            "none": "",
            "not-asked": "",
            "partial": "comparable only in part: ",
            "break": "break in the series, not comparable with what precedes: ",
        },
        shaded="This map of France shades each département, from dark to light: {}.",
        rate_above="{} and more",
        rate_between="{} to {}",
        rate_below="under {}",
        not_compared="not compared",
    ),
}  # fmt: skip


def say_number(value: int, language: Language) -> str:
    """Return a whole number with the thousands of the language apart.

    Examples
    --------
    >>> from civiscope.publication.charts.words import say_number
    >>> say_number(12345, "en")
    '12,345'
    """
    return f"{value:,}".replace(",", WORDS[language].thousands)


_SEEN_AS_ZERO: Final = 0.0005


def say_percent(share: float, language: Language) -> str:
    """Return a share in [0, 1] as a percent: one decimal, or two where one would say zero.

    Examples
    --------
    >>> from civiscope.publication.charts.words import say_percent
    >>> say_percent(0.1234, "en"), say_percent(0.0004, "en")
    ('12.3%', '0.04%')
    """
    decimals = 2 if 0 < share < _SEEN_AS_ZERO else 1
    words = WORDS[language]
    return words.percent.format(f"{100 * share:.{decimals}f}".replace(".", words.decimal))


def say_rate(rate: float, language: Language, *, overall: float) -> str:
    """Return a rate of zero or more, with the decimals that two digits of the whole's take.

    Examples
    --------
    >>> from civiscope.publication.charts.words import say_rate
    >>> [say_rate(rate, "en", overall=0.83) for rate in (0, 0.0123, 7.891)]
    ['0.00', '0.01', '7.89']
    >>> say_rate(1234.5, "en", overall=45.6)
    '1,234'
    """
    decimals = max(0, 1 - math.floor(math.log10(overall)))
    apart = f"{rate:,.{decimals}f}".partition(".")
    words = WORDS[language]
    fraction = f"{words.decimal}{apart[2]}" if decimals else ""
    return f"{apart[0].replace(',', words.thousands)}{fraction}"


def say_counts(counts: Iterable[tuple[str, int]], language: Language) -> str:
    """Return labels and their counts one after another.

    Examples
    --------
    >>> from civiscope.publication.charts.words import say_counts
    >>> say_counts([("Debates", 4), ("Hearings", 1200)], "en")
    'Debates, 4; Hearings, 1,200'
    """
    said = (f"{label}, {say_number(value, language)}" for label, value in counts)
    return WORDS[language].semicolon.join(said)
