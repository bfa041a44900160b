"""Index the words: an FTS5 table on SQLite, generated columns of words on PostgreSQL.

A later change of the table of words must make the triggers again on SQLite, where
Django changes a table by copying it.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    # Words are already normalised: nothing to fold, and only columns to tell apart.
    """
    CREATE VIRTUAL TABLE search_fts USING fts5(
        title, body, content='search_words', content_rowid='entry_id',
        tokenize='ascii', detail='column'
    )
    """,
    """
    CREATE TRIGGER search_words_added AFTER INSERT ON search_words BEGIN
        INSERT INTO search_fts(rowid, title, body) VALUES (new.entry_id, new.title, new.body);
    END
    """,
    """
    CREATE TRIGGER search_words_removed AFTER DELETE ON search_words BEGIN
        INSERT INTO search_fts(search_fts, rowid, title, body)
        VALUES ('delete', old.entry_id, old.title, old.body);
    END
    """,
    """
    CREATE TRIGGER search_words_changed AFTER UPDATE OF title, body ON search_words BEGIN
        INSERT INTO search_fts(search_fts, rowid, title, body)
        VALUES ('delete', old.entry_id, old.title, old.body);
        INSERT INTO search_fts(rowid, title, body) VALUES (new.entry_id, new.title, new.body);
    END
    """,
)
SQLITE_BACK = (
    "DROP TRIGGER search_words_added",
    "DROP TRIGGER search_words_removed",
    "DROP TRIGGER search_words_changed",
    "DROP TABLE search_fts",
)
# Words without places: they are only looked up, never ranked by closeness.
_VECTOR = "array_to_tsvector(string_to_array({column}, ' '))"
_TITLE = _VECTOR.format(column="title")
_BODY = _VECTOR.format(column="body")
POSTGRESQL = (
    f"""
    ALTER TABLE search_words
        ADD COLUMN title_vector tsvector GENERATED ALWAYS AS ({_TITLE}) STORED,
        ADD COLUMN vector tsvector GENERATED ALWAYS AS ({_TITLE} || {_BODY}) STORED
    """,
    "CREATE INDEX search_words_by_title ON search_words USING gin (title_vector)",
    "CREATE INDEX search_words_by_word ON search_words USING gin (vector)",
    # Byte by byte, as SQLite compares, whatever the language of the database.
    """
    ALTER TABLE search_entry
        ALTER COLUMN sort_fr TYPE varchar(80) COLLATE "C",
        ALTER COLUMN sort_en TYPE varchar(80) COLLATE "C"
    """,
)
POSTGRESQL_BACK = (
    "ALTER TABLE search_words DROP COLUMN vector, DROP COLUMN title_vector",
    """
    ALTER TABLE search_entry
        ALTER COLUMN sort_fr TYPE varchar(80),
        ALTER COLUMN sort_en TYPE varchar(80)
    """,
)


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def unmake(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE_BACK if is_sqlite else POSTGRESQL_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make, unmake)]
