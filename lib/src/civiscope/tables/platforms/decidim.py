"""Exports of Decidim: proposals, comments and debates, of today and of 2019.

References
----------
Decidim, ``ProposalSerializer`` and ``CommentSerializer``, https://github.com/decidim/decidim.
"""

import re

from civiscope.tables.columns import Columns
from civiscope.tables.problems import column_not_found
from civiscope.tables.roles import Names, Roles, find_place, find_variables, named
from civiscope.tables.source import Source

LOCALE = re.compile(r"[a-z]{2}(-[A-Za-z]+)?")
WITHDRAWN = frozenset(("withdrawn",))


def decidim_roles(source: Source, columns: Columns, language: str) -> Roles:
    """Return the roles of the columns of an export.

    The text is the title, then the body; each is taken in the language asked for, else in
    English, else in the first there is. Withdrawn proposals are left out.
    """
    body = localised(source, "body", language) or localised(source, "description", language)
    title = localised(source, "title", language)
    if not (body or columns.text):
        raise column_not_found(source.name, "body", source.columns)
    by = {name: localised(source, f"{name}/name", language) for name in ("category", "scope")}
    component = named(source, None, "component/id")
    return Roles(
        identifier=(source.check_column(columns.identifier or "id"),),
        text=(named(source, columns.text),) if columns.text else tuple(filter(None, (title, body))),
        author=named(source, columns.author, "author/id", "author_id"),
        question=named(source, columns.question),
        date=named(source, columns.date, "published_at", "created_at"),
        place=find_place(source, columns),
        by=find_variables(source, columns, **by, component=component),
        removed=("state", WITHDRAWN) if "state" in source.columns else None,
        has_markup=True,
    )


def localised(source: Source, name: str, language: str) -> Names:
    """Return the columns of a field, plain or with one for each language, the preferred first."""
    locales = [
        column.removeprefix(f"{name}/")
        for column in source.columns
        if column.startswith(f"{name}/")
    ]
    known = sorted(locale for locale in locales if LOCALE.fullmatch(locale))
    preferred = sorted(known, key=lambda locale: (locale != language, locale != "en", locale))
    plain = (name,) if name in source.columns else ()
    return (*plain, *(f"{name}/{locale}" for locale in preferred))
