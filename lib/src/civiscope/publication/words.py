"""The words that renderers add to what a document says, in its language."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from civiscope.errors import InputError
from civiscope.publication.document import Document

MONTHS: Final = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
        "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July",
        "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language; those with braces take a number or a text."""

    locale: str
    decimal: str
    contents: str
    skip: str
    notes: str
    note: str
    back: str
    figure: str
    values: str
    all_values: str
    table: str
    partners: str
    licence: str
    dated: str


WORDS: Final = {
    "fr": Words(
        locale="fr-FR",
        decimal=",",
        contents="Sommaire",
        skip="Aller au texte",
        notes="Notes",
        note="Note {}",
        back="Retour à l’appel de la note {}",
        figure="Figure {}",
        values="Valeurs de la figure {}",
        all_values="Valeurs des figures",
        table="Tableau",
        partners="En partenariat avec",
        licence="Licence\u00a0: {}",
        dated="Faits à jour au {}",
    ),
    "en": Words(
        locale="en-GB",
        decimal=".",
        contents="Contents",
        skip="Skip to the text",
        notes="Notes",
        note="Note {}",
        back="Back to the reference of note {}",
        figure="Figure {}",
        values="Values of figure {}",
        all_values="Values of the figures",
        table="Table",
        partners="In partnership with",
        licence="Licence: {}",
        dated="Facts as of {}",
    ),
}


def day_of(document: Document) -> date | None:
    """Return the day a document is dated, if it is.

    Raises
    ------
    InputError
        When it says something else than an ISO date.
    """
    try:
        return date.fromisoformat(document.dated) if document.dated else None
    except ValueError as error:
        raise InputError(
            "Expected the day of the document as an ISO date (2020-02-14) or empty, "
            f"found {document.dated!r}."
        ) from error


def say_day_of(document: Document) -> str:
    """Return the sentence that says as of which day facts are told: nothing without a day."""
    if day_of(document) is None:
        return ""
    said = say_date(document.dated, language=document.language)
    return WORDS[document.language].dated.format(said)


def say_date(iso_date: str, *, language: Literal["fr", "en"]) -> str:
    """Return an ISO date in words.

    Raises
    ------
    ValueError
        When it is no date.

    Examples
    --------
    >>> from civiscope.publication.words import say_date
    >>> say_date("2020-02-01", language="fr"), say_date("2020-02-01", language="en")
    ('1er février 2020', '1 February 2020')
    """
    day = date.fromisoformat(iso_date)
    is_first_in_french = language == "fr" and day.day == 1
    number = "1er" if is_first_in_french else str(day.day)
    return f"{number} {MONTHS[language][day.month - 1]} {day.year}"


def full_title(document: Document) -> str:
    """Return the title of a document with its year, which is not said twice."""
    is_said = document.year in document.title
    return document.title if is_said else f"{document.title}\u00a0{document.year}"
