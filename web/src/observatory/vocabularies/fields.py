"""Fields that point at the concepts of one vocabulary."""

from typing import Any

from django.db import models


class ConceptField(models.ForeignKey):  # type: ignore[type-arg]  # generic only in the stubs
    """One concept of the scheme named; empty means unknown."""

    def __init__(self, scheme: str = "", **kwargs: Any) -> None:
        """Point at a concept of `scheme`."""
        self.scheme = scheme
        kwargs.setdefault("to", "vocabularies.Concept")
        kwargs.setdefault("on_delete", models.PROTECT)
        kwargs.setdefault("related_name", "+")
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        if scheme:
            kwargs.setdefault("limit_choices_to", {"scheme__key": scheme})
        super().__init__(**kwargs)


class ConceptsField(models.ManyToManyField):  # type: ignore[type-arg]  # generic only in the stubs
    """Several concepts of the scheme named."""

    def __init__(self, scheme: str = "", **kwargs: Any) -> None:
        """Point at concepts of `scheme`."""
        self.scheme = scheme
        kwargs.setdefault("to", "vocabularies.Concept")
        kwargs.setdefault("related_name", "+")
        kwargs.setdefault("blank", True)
        if scheme:
            kwargs.setdefault("limit_choices_to", {"scheme__key": scheme})
        super().__init__(**kwargs)
