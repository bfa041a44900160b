"""Search in the admin, where accents and case do not matter."""

import unicodedata
from typing import Any

from django.db.models import Exists, F, Func, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Lower, Replace

from observatory.records.models import Label

# What French titles and names hold; the databases know no common way to fold the rest.
_PLAIN = {
    "a": "àâäáã",
    "c": "ç",
    "e": "éèêë",
    "i": "îïí",
    "o": "ôöó",
    "u": "ùûüú",
    "n": "ñ",
    "oe": "œ",
    "ae": "æ",
    "'": "’",
}


def fold(text: str) -> str:
    """Return a text in lower case, without accents."""
    text = text.lower()
    for plain, letters in _PLAIN.items():
        for letter in letters:
            text = text.replace(letter, plain)
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(character)
    )


def folded(expression: Any) -> Func:
    """Return the same, done by the database: PostgreSQL and SQLite alike."""
    result: Func = Lower(expression)
    for plain, letters in _PLAIN.items():
        # SQLite lowers no accented letter.
        for letter in dict.fromkeys((*letters, *letters.upper())):
            result = Replace(result, Value(letter), Value(plain))
    return result


def narrow(queryset: QuerySet[Any], typed: str, columns: tuple[str, ...]) -> QuerySet[Any]:
    """Keep the records whose columns or other names hold every word typed."""
    parts: list[Any] = [F(columns[0])]
    for column in columns[1:]:
        parts += [Value(" "), F(column)]
    queryset = queryset.alias(folded_text=folded(Concat(*parts)))
    for word in fold(typed).split():
        queryset = queryset.filter(Q(folded_text__contains=word) | Q(_labelled(word)))
    return queryset


def _labelled(word: str) -> Exists:
    labels = Label.objects.filter(record=OuterRef("pk"))
    return Exists(labels.alias(folded_text=folded("text")).filter(folded_text__contains=word))


def searched_columns(model: type[Model]) -> tuple[str, ...]:
    """Return the columns in which editors look for a record."""
    names = {field.name for field in model._meta.get_fields()}
    wanted = ("title_fr", "title_en", "key", "subject_fr", "acronym")
    return tuple(name for name in wanted if name in names)
