"""Exports of Polis: the comments of a conversation, as CSV or JSON.

References
----------
The Computational Democracy Project, https://github.com/compdemocracy/openData.
"""

from civiscope.tables.columns import Columns
from civiscope.tables.problems import column_not_found
from civiscope.tables.roles import Roles, find_place, find_variables, named
from civiscope.tables.source import Source

REJECTED = frozenset(("-1",))


def polis_roles(source: Source, columns: Columns, language: str) -> Roles:  # noqa: ARG001 -- all platforms take the same
    """Return the roles of the columns of an export; comments that were rejected are left out."""
    identifier = named(source, columns.identifier, "comment-id", "statement_id", "tid")
    text = named(source, columns.text, "comment-body", "txt")
    for names, usual in ((identifier, "comment-id"), (text, "comment-body")):
        if not names:
            raise column_not_found(source.name, usual, source.columns)
    return Roles(
        identifier=identifier,
        text=(text,),
        author=named(source, columns.author, "author-id", "participant_id", "pid"),
        question=named(source, columns.question),
        # The timestamp is in milliseconds; the column “datetime” is in the exporter's time zone.
        date=named(source, columns.date, "timestamp", "created"),
        place=find_place(source, columns),
        by=find_variables(source, columns),
        removed=("moderated", REJECTED) if "moderated" in source.columns else None,
    )
