"""The sitemap (sitemaps.org 0.9): every public page in both languages."""

from collections.abc import Iterator
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from observatory.records.domain.kinds import models_by_kind
from observatory.search.models import Entry

# A sitemap holds 50,000 addresses at most; each record has one in each language.
RECORDS_PER_FILE = 20_000
_NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemap(base_url: str) -> Iterator[str]:
    """Return the sitemap, or an index of its parts when there are too many pages for one."""
    count = Entry.objects.count()
    if count <= RECORDS_PER_FILE:
        yield from sitemap_part(1, base_url)
        return
    yield f'{_PROLOGUE}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for part in range(1, parts_of(count) + 1):
        address = urljoin(base_url, reverse("sitemap_part", args=(part,)))
        yield f"<sitemap><loc>{escape(address)}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def parts_of(count: int) -> int:
    """Return how many files so many records take; at least one."""
    return max(1, -(-count // RECORDS_PER_FILE))


def has_part(part: int) -> bool:
    """Whether the sitemap has so many files."""
    return 1 <= part <= parts_of(Entry.objects.count())


def sitemap_part(part: int, base_url: str) -> Iterator[str]:
    """Return one file of the sitemap; the first also holds the home page and the lists."""
    yield f"{_PROLOGUE}<urlset {_NAMESPACES}>\n"
    if part == 1:
        for name, args in _general_pages():
            yield from _page(name, args, "", base_url)
    start = (part - 1) * RECORDS_PER_FILE
    rows = Entry.objects.order_by("pk").values_list("kind", "slug", "updated_at")
    for kind, slug, updated_at in rows[start : start + RECORDS_PER_FILE].iterator():
        args = (models_by_kind()[kind].PATH, slug)
        yield from _page("record", args, updated_at.isoformat(timespec="seconds"), base_url)
    yield "</urlset>\n"


def _general_pages() -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from (("home", ()), ("about", ()), ("report_list", ()))
    kinds = set(Entry.objects.order_by().values_list("kind", flat=True).distinct())
    for kind, model in models_by_kind().items():
        if kind in kinds:
            yield "record_list", (model.PATH,)


def _page(name: str, args: tuple[str, ...], changed_at: str, base_url: str) -> Iterator[str]:
    addresses = {}
    for language, _ in settings.LANGUAGES:
        with override(language):
            addresses[language] = urljoin(base_url, reverse(name, args=args))
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(address)}/>'
        for language, address in addresses.items()
    )
    changed = f"<lastmod>{changed_at}</lastmod>" if changed_at else ""
    for address in addresses.values():
        yield f"<url><loc>{escape(address)}</loc>{changed}{alternates}</url>\n"


def robots(base_url: str) -> str:
    """Return what robots may read: all but the back office and endless searches."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /compte/"]
    for language, _ in settings.LANGUAGES:
        with override(language):
            lines.append(f"Disallow: {reverse('search')}")
    return "\n".join([*lines, "", f"Sitemap: {urljoin(base_url, reverse('sitemap'))}", ""])
