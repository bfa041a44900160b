"""Choosing a record of any kind."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView

from observatory.records.interfaces.fields import in_choices
from observatory.records.models import Record


class RecordChoices(AutocompleteJsonView):
    """Says the kind of each record where any kind may stand."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        return result | {"text": in_choices(obj)} if type(obj) is Record else result
