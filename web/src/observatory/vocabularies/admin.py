"""Vocabularies in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import URLField

from observatory.vocabularies.models import Concept, Scheme


class ConceptInline(admin.StackedInline):  # type: ignore[type-arg]  # generic only in the stubs
    """The concepts of a vocabulary, in the order in which people read them."""

    model = Concept
    extra = 0
    show_change_link = True
    fields = ("order", "key", ("label_fr", "label_en"), ("definition_fr", "definition_en"))


@admin.register(Scheme)
class SchemeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """A vocabulary with its concepts."""

    list_display = ("label_fr", "label_en", "key")
    search_fields = ("label_fr", "label_en", "key")
    fields = ("key", ("label_fr", "label_en"), ("definition_fr", "definition_en"))
    inlines = (ConceptInline,)

    class Media:
        css = {"all": ("records/admin.css",)}


@admin.register(Concept)
class ConceptAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """A concept: its notation is the key, its labels may change."""

    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    list_display = ("label_fr", "label_en", "key", "scheme")
    list_filter = ("scheme",)
    search_fields = ("label_fr", "label_en", "key", "other_labels_fr")
    autocomplete_fields = ("scheme", "broader")
    list_select_related = ("scheme",)
