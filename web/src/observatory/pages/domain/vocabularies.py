"""The vocabularies, for readers."""

from django.db.models import Count
from django.urls import reverse

from observatory.pages.domain.showing import Shown
from observatory.vocabularies.models import Concept, Scheme


def schemes_shown(language: str) -> list[Shown]:
    """Return every vocabulary with its number of concepts (one query)."""
    return [
        {
            "label": str(scheme),
            "url": reverse("vocabulary", args=(scheme.key,)),
            "count": scheme.size,
            "text": _in(language, scheme.definition_fr, scheme.definition_en),
        }
        for scheme in Scheme.objects.annotate(size=Count("concepts")).order_by("key")
    ]


def concepts_shown(scheme: Scheme, language: str) -> list[Shown]:
    """Return the concepts of a vocabulary in their order."""
    return [_concept(concept, language) for concept in scheme.concepts.all()]


def _concept(concept: Concept, language: str) -> Shown:
    others = _in(language, concept.other_labels_fr, concept.other_labels_en)
    return {
        "key": concept.key,
        "label": str(concept),
        "definition": _in(language, concept.definition_fr, concept.definition_en),
        "other_labels": others.splitlines(),
        "origin": concept.get_origin_display(),
    }


def _in(language: str, french: str, english: str) -> str:
    return english if language == "en" and english else french
