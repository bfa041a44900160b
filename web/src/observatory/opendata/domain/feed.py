"""What is new, as an Atom feed (RFC 4287)."""

from urllib.parse import urljoin, urlsplit

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from observatory.opendata.domain import licence
from observatory.opendata.domain.texts import page_url, printable
from observatory.programme.domain.current import published_observatory
from observatory.search.domain.latest import latest_news
from observatory.search.models import Entry

# A tag URI (RFC 4151) names a year in which the host was ours; it never changes.
TAG_YEAR = 2026
FEED_LENGTH = 50


def atom_feed(language: str, base_url: str) -> str:
    """Return the feed of a language as XML; `base_url` is the site's own address."""
    with override(language):
        site = _site_name(language)
        feed = Atom1Feed(
            title=_("What is new – %(site)s") % {"site": site},
            link=urljoin(base_url, reverse("home")),
            feed_url=urljoin(base_url, reverse("feed")),
            feed_guid=_tag(base_url, f"news/{language}"),
            description="",
            language=language,
            author_name=site,
            feed_copyright=licence.NAME,
        )
        for entry in latest_news(FEED_LENGTH).select_related("record"):
            _add(feed, entry, language, base_url)
        return feed.writeString("utf-8")


def _add(feed: Atom1Feed, entry: Entry, language: str, base_url: str) -> None:
    feed.add_item(
        title=printable(entry.title_in(language)),
        link=page_url(entry, language, base_url),
        description=printable(entry.summary_in(language)),
        unique_id=_tag(base_url, f"{entry.kind}/{entry.record.key}"),
        pubdate=entry.published_at,
        updateddate=entry.updated_at,
        categories=(str(entry.kind_label),),
    )


def _site_name(language: str) -> str:
    observatory = published_observatory()
    return printable(observatory.title_in(language)) if observatory else _("Observatory")


def _tag(base_url: str, name: str) -> str:
    return f"tag:{urlsplit(base_url).hostname},{TAG_YEAR}:{name}"
