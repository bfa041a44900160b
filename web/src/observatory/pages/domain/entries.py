"""One line of a list, of a search or of the news."""

from django.utils.text import capfirst

from observatory.common.formats import chosen, date_shown
from observatory.pages.domain.showing import Shown
from observatory.search.models import Entry


def entry_shown(entry: Entry, language: str) -> Shown:
    """Return what a line of results shows of a public record."""
    title, lang = chosen({"fr": entry.title_fr, "en": entry.title_en}, language)
    summary, summary_lang = chosen({"fr": entry.summary_fr, "en": entry.summary_en}, language)
    return {
        "url": entry.get_absolute_url(),
        "title": capfirst(title),
        "lang": lang,
        "kind_label": capfirst(str(entry.kind_label)),
        "date": date_shown(entry.date, language),
        "place": entry.place,
        "summary": summary,
        "summary_lang": summary_lang,
    }
