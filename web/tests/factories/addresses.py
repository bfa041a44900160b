"""One address, at least, of every kind of page."""

import re

from playwright.sync_api import APIRequestContext

from observatory.pages.sections import SECTIONS
from observatory.records.domain.kinds import models_by_path

# Pages that are one of a kind, or that say something else when they hold something else.
ALONE = (
    "/",
    "/a-propos/",
    "/recherche/",
    "/recherche/?q=barometre",
    "/recherche/?q=barometre&kind=event",
    "/recherche/?q=nullepart",
    "/acteurs/?type=media&q=france",
    "/acteurs/?q=nullepart",
    "/acteurs/?page=2",
    "/vocabulaires/",
    "/vocabulaires/role/",
    "/donnees/",
    "/accessibilite/",
    "/donnees-personnelles/",
    "/contact/",
    "/compte/login/",
    "/compte/password/reset/",
    "/nulle-part/",
    "/personnes/zoe-retiree/",
    "/evenements/journee-civic-tech-2019/historique/",
    "/rapports/",
    "/rapports/2019/",
    "/rapports/2019/chiffres/",
    "/rapports/1999/",
    # That of 2018 is published, the others are not.
    "/rapports/2018/",
    "/rapports/2018/chiffres/",
)
# Pages where editors write reports.
FOR_EDITORS = (
    "/rapports/2019/textes/",
    "/rapports/2019/textes/press/",
    "/rapports/2019/comparer/",
    "/rapports/2018/comparer/",
)
SECTION_PAGES = tuple(f"/rubriques/{section.slug}/" for section in SECTIONS)
# Records that show more than the first of their kind.
RICH = ("/evenements/colloque-metiers-competences-2019/", "/acteurs/decider-ensemble/")


def lists() -> list[str]:
    """Return the list of each kind of record, as lines and as a table."""
    return [f"/{path}/{view}" for path in sorted(models_by_path()) for view in ("", "?view=table")]


def first_records(request: APIRequestContext) -> list[str]:
    """Return one record of each kind that has records, from what the site tells robots."""
    locations = re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", request.get("/sitemap.xml").text())
    first: dict[str, str] = {}
    for location in locations:
        path, _, slug = location.strip("/").partition("/")
        if slug and path in models_by_path():
            first.setdefault(path, location)
    return sorted(first.values())
