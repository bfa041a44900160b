"""Index the words: an FTS5 table on SQLite, sets of words on PostgreSQL.

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
POSTGRESQL = (
    # Words without places: they are looked up, never ranked by closeness. The cost tells the
    # planner that reading the whole table, which would do this for every row, is never the way.
    """
    CREATE FUNCTION search_vector(words text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 100 AS $$
    BEGIN RETURN array_to_tsvector(array_remove(string_to_array(words, ' '), '')); END
    $$
    """,
    # Changes are rare and searches are not, so a change does not wait to be indexed.
    """
    CREATE INDEX search_words_by_title ON search_words
        USING gin (search_vector(title)) WITH (fastupdate = off)
    """,
    """
    CREATE INDEX search_words_by_word ON search_words
        USING gin (search_vector(title || ' ' || body)) WITH (fastupdate = off)
    """,
    # The texts stand aside, so that the rows found by a word are close together; reading the whole
    # table must not look cheap because several processes would share it.
    "ALTER TABLE search_words SET (toast_tuple_target = 128, parallel_workers = 0)",
    # Byte by byte, as SQLite compares, whatever the language of the database.
    """
    ALTER TABLE search_entry
        ALTER COLUMN sort_fr TYPE varchar(80) COLLATE "C",
        ALTER COLUMN sort_en TYPE varchar(80) COLLATE "C"
    """,
)
POSTGRESQL_BACK = (
    "DROP INDEX search_words_by_title",
    "DROP INDEX search_words_by_word",
    "DROP FUNCTION search_vector(text)",
    "ALTER TABLE search_words RESET (toast_tuple_target, parallel_workers)",
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
