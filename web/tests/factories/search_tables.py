"""All that the tables of the search app hold, as text."""

from django.apps import apps
from django.db import connection

from observatory.search.models import Edge, Entry, Mention, Variant, WithdrawnWord, Words


def stored() -> dict[str, list[tuple]]:
    """Tell what the index says, without the keys of its own rows."""
    columns = {
        Entry: [field.name for field in Entry._meta.fields],
        Words: [field.name for field in Words._meta.fields],
        Edge: ["subject", "object", "path", "order", "detail_fr", "detail_en", "date"],
        Mention: ["subject", "object", "face"],
        Variant: ["variant", "word"],
        WithdrawnWord: ["person", "digest", "is_telling"],
    }
    return {
        model.__name__: sorted(model.objects.values_list(*names), key=str)
        for model, names in columns.items()
    }


def everything_held() -> str:
    """Return every value of every table of the app, the full-text index included."""
    rows = []
    for model in apps.get_app_config("search").get_models():
        rows += [str(row) for row in model.objects.order_by("pk").values_list()]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT block FROM search_fts_data")
            rows += [bytes(row[0]).decode("latin-1") for row in cursor.fetchall()]
        else:
            cursor.execute("SELECT search_vector(title || ' ' || body)::text FROM search_words")
            rows += [str(row) for row in cursor.fetchall()]
    return "\n".join(rows).casefold()
