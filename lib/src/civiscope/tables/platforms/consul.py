"""Exports of Consul Democracy: debates, proposals and comments.

References
----------
Consul Democracy, ``config/api.yml``, https://github.com/consuldemocracy/consuldemocracy.
"""

from civiscope.tables.columns import Columns
from civiscope.tables.problems import column_not_found
from civiscope.tables.roles import Roles, find_place, find_variables, named
from civiscope.tables.source import Source


def consul_roles(source: Source, columns: Columns, language: str) -> Roles:  # noqa: ARG001 -- all platforms take the same
    """Return the roles of the columns of an export.

    The text is the title, the summary and the description, or the body of a comment.
    """
    parts = [(name,) for name in ("title", "summary", "description", "body")]
    text = tuple(part for part in parts if part[0] in source.columns)
    if not (text or columns.text):
        raise column_not_found(source.name, "description", source.columns)
    geozone = named(source, None, "geozone/name", "geozone_id", "geozone/id")
    return Roles(
        identifier=(source.check_column(columns.identifier or "id"),),
        text=(named(source, columns.text),) if columns.text else text,
        author=named(source, columns.author, "public_author/id", "public_author_id", "author_id"),
        question=named(source, columns.question),
        date=named(source, columns.date, "created_at", "public_created_at"),
        place=find_place(source, columns),
        by=find_variables(source, columns, geozone=geozone),
        has_markup=True,
    )
