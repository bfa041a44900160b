"""Forms of the admin, filled in as a browser would."""

from typing import Any

from django.forms import BoundField
from django.test import Client
from django.urls import reverse

from observatory.records.domain.kinds import as_its_kind
from observatory.records.models import Record


def url_of(view: str, record: Record, *args: Any) -> str:
    """Return the address of one of a record's pages in the admin."""
    own = as_its_kind(record)
    name = f"admin:{own._meta.app_label}_{own._meta.model_name}_{view}"
    return reverse(name, args=(own.pk, *args))


def opened(client: Client, url: str) -> dict[str, Any]:
    """Return what a form sends when nothing is typed in it."""
    context = client.get(url).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    return {
        name: value for form in forms for field in form for name, value in _values(field) if value
    }


def _values(field: BoundField) -> list[tuple[str, Any]]:
    value = field.value()
    if isinstance(value, dict):
        return [(f"{field.html_name}-{name}", why) for name, why in value.items()]
    if isinstance(value, list):
        return [(field.html_name, [str(getattr(item, "pk", item)) for item in value])]
    return [(field.html_name, "0" if value == 0 else value)]
