"""File words by kind, so that what a search finds is counted without reading entries.

On SQLite the new column is also the row of the index of words, which is made again.
"""

from zlib import crc32

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TRIGGERS = ("search_words_added", "search_words_removed", "search_words_changed")
INDEX = """
    CREATE VIRTUAL TABLE search_fts USING fts5(
        title, body, content='search_words', content_rowid='{row}',
        tokenize='ascii', detail='column'
    )
"""
ADDED = """
    CREATE TRIGGER search_words_added AFTER INSERT ON search_words BEGIN
        INSERT INTO search_fts(rowid, title, body) VALUES (new.{row}, new.title, new.body);
    END
"""
REMOVED = """
    CREATE TRIGGER search_words_removed AFTER DELETE ON search_words BEGIN
        INSERT INTO search_fts(search_fts, rowid, title, body)
        VALUES ('delete', old.{row}, old.title, old.body);
    END
"""
CHANGED = """
    CREATE TRIGGER search_words_changed AFTER UPDATE OF {row}, title, body ON search_words BEGIN
        INSERT INTO search_fts(search_fts, rowid, title, body)
        VALUES ('delete', old.{row}, old.title, old.body);
        INSERT INTO search_fts(rowid, title, body) VALUES (new.{row}, new.title, new.body);
    END
"""
READ = "INSERT INTO search_fts(search_fts) VALUES ('rebuild')"


def file(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    words = apps.get_model("search", "Words").objects
    entries = apps.get_model("search", "Entry").objects
    for kind in entries.order_by("kind").values_list("kind", flat=True).distinct():
        first = crc32(kind.encode()) >> 1 << 32
        words.filter(entry__kind=kind).update(filed_as=first + models.F("entry_id"))


def index(schema_editor: BaseDatabaseSchemaEditor, row: str) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for trigger in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    schema_editor.execute("DROP TABLE search_fts")
    for statement in (INDEX, ADDED, REMOVED, CHANGED, READ):
        schema_editor.execute(statement.format(row=row), params=None)


def index_by_kind(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    index(schema_editor, "filed_as")


def index_by_key(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    index(schema_editor, "entry_id")


class Migration(migrations.Migration):

    dependencies = [("search", "0003_lists_are_read_inside_indexes")]

    operations = [
        migrations.AddField(
            model_name="words",
            name="filed_as",
            field=models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunPython(file, migrations.RunPython.noop),
        migrations.RunPython(index_by_kind, index_by_key),
    ]
