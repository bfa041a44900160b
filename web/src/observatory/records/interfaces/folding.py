"""Search in the admin, where accents and case do not matter."""

import unicodedata
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, F, Func, Model, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.db.models.sql.compiler import SQLCompiler

from observatory.records.models import Label

_LIGATURES = (("œ", "oe"), ("æ", "ae"), ("’", "'"))
# The letters of French and its neighbours, for PostgreSQL, which folds none without an extension.
_ACCENTED = "àâäáãåçéèêëîïíìôöóòõùûüúÿñ"


def fold(text: str | None) -> str:
    """Return a text in lower case, without accents or ligatures."""
    text = (text or "").lower()
    for ligature, letters in _LIGATURES:
        text = text.replace(ligature, letters)
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(character)
    )


class Fold(Func):
    """The same, done by the database."""

    arity = 1
    output_field = TextField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        """Call our own function: SQLite lowers no accented letter."""
        connection.ensure_connection()
        connection.connection.create_function("observatory_fold", 1, fold, deterministic=True)
        return self.as_sql(compiler, connection, function="observatory_fold", **context)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        """Replace ligatures, then letter by letter."""
        accented = _ACCENTED + _ACCENTED.upper()
        template = f"LOWER(TRANSLATE(%(expressions)s, '{accented}', '{fold(accented)}'))"
        for ligature, letters in _LIGATURES:
            for written in dict.fromkeys((ligature, ligature.upper())):
                quoted = letters.replace("'", "''")
                template = f"REPLACE({template}, '{written}', '{quoted}')"
        return self.as_sql(compiler, connection, template=template, **context)


def narrow(queryset: QuerySet[Any], typed: str, columns: tuple[str, ...]) -> QuerySet[Any]:
    """Keep the records whose columns or other names hold every word typed."""
    parts: list[Any] = [F(columns[0])]
    for column in columns[1:]:
        parts += [Value(" "), F(column)]
    queryset = queryset.alias(folded_text=Fold(Concat(*parts, output_field=TextField())))
    for word in fold(typed).split():
        queryset = queryset.filter(Q(folded_text__contains=word) | Q(_labelled(word)))
    return queryset


def _labelled(word: str) -> Exists:
    labels = Label.objects.filter(record=OuterRef("pk"))
    return Exists(labels.alias(folded_text=Fold("text")).filter(folded_text__contains=word))


def searched_columns(model: type[Model]) -> tuple[str, ...]:
    """Return the columns in which editors look for a record."""
    names = {field.name for field in model._meta.get_fields()}
    wanted = ("title_fr", "title_en", "key", "subject_fr", "acronym")
    return tuple(name for name in wanted if name in names)
