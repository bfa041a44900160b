"""Fields by which a record refers to another."""

from __future__ import annotations

from typing import Any

from django.db import models

from observatory.common.fields import Label


class RecordLink(models.ForeignKey):  # type: ignore[type-arg]  # generic only in the stubs
    """A reference to one record; `inverse` words the link as seen from the other side.

    A record that is referred to cannot be deleted: it is withdrawn or merged.
    """

    def __init__(self, to: Any = None, *, inverse: Label = "", **kwargs: Any) -> None:
        """Keep the wording; everything else is a `ForeignKey`'s."""
        self.inverse = inverse
        kwargs.setdefault("on_delete", models.PROTECT)
        kwargs.setdefault("related_name", "+")
        if kwargs.pop("optional", True):
            kwargs.setdefault("null", True)
            kwargs.setdefault("blank", True)
        super().__init__(to, **kwargs)


class RecordLinks(models.ManyToManyField):  # type: ignore[type-arg]  # generic only in the stubs
    """References to several records; `inverse` words the link as seen from the other side."""

    def __init__(self, to: Any = None, *, inverse: Label = "", **kwargs: Any) -> None:
        """Keep the wording; everything else is a `ManyToManyField`'s."""
        self.inverse = inverse
        kwargs.setdefault("related_name", "+")
        kwargs.setdefault("blank", True)
        super().__init__(to, **kwargs)


def parent_link() -> models.OneToOneField[Any, Any]:
    """Return the link from a kind of record to what every record has.

    Named, so that `record.event` stays free for a field of that name.
    """
    return models.OneToOneField(
        "records.Record",
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="as_%(class)s",
    )
