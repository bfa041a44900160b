"""Tables of records as django-import-export sees them: a column for each field of a document."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Diff, Resource

from observatory.imports.domain.cells import columns_of, plain, to_cells, unknown_columns
from observatory.imports.domain.tables import Row, key_of, read_row, write_row
from observatory.records.domain.catalogue import Catalogue
from observatory.records.domain.documents import to_document
from observatory.records.domain.refused import Refused
from observatory.records.domain.shapes import Document
from observatory.records.models import Record

# More belongs in a pack, which is checked and written as a whole.
MOST_ROWS = 2000


class CellDiff(Diff):  # type: ignore[misc]  # the package has no types
    """What a row changes, cell by cell."""

    def __init__(self, resource: RecordResource, instance: Record, new: bool) -> None:  # noqa: FBT001  # the package's signature
        """Keep what the record says before the row is read."""
        self.left = resource.cells({} if new else to_document(instance))
        self.right = self.left

    def compare_with(
        self,
        resource: RecordResource,
        instance: Record | None,
        dry_run: bool = False,  # noqa: FBT001, FBT002  # the package's signature
    ) -> None:
        """Keep what it says after."""
        row = resource.read.get(instance.key) if instance else None
        if row is not None:
            self.right = resource.cells(row.after)

    def as_html(self) -> list[str]:
        """Return the cells, the old value struck out; without inline style, which is refused."""
        return [
            escape(after)
            if before == after
            else format_html("<del>{}</del> <ins>{}</ins>", before, after)
            for before, after in zip(self.left, self.right, strict=True)
        ]


class RecordResource(Resource):  # type: ignore[misc]  # the package has no types
    """One kind of record as a table; each row goes through the same verbs as a form."""

    def __init__(self, **kwargs: Any) -> None:
        """Start with nothing read."""
        super().__init__(**kwargs)
        self.headers: tuple[str, ...] = columns_of(self._meta.model)
        self.catalogue = Catalogue()
        self.read: dict[str, Row] = {}

    @classmethod
    def get_diff_class(cls) -> type[CellDiff]:
        return CellDiff

    @classmethod
    def get_display_name(cls) -> str:
        return str(cls._meta.model._meta.verbose_name_plural)

    def cells(self, document: Document) -> list[str]:
        """Return the cells of a document, one for each column of the table at hand."""
        cells = to_cells(self._meta.model, document)
        return [cells[name] for name in self.headers]

    # ------------------------------------------------------------ out

    def get_queryset(self) -> Any:
        return self._meta.model.objects.all()

    def export_resource(
        self, instance: Record, selected_fields: Any = None, **kwargs: Any
    ) -> list[str]:
        return self.cells(to_document(instance))

    # ------------------------------------------------------------ in

    def import_data(self, dataset: Any, *args: Any, **kwargs: Any) -> Any:
        known = columns_of(self._meta.model)
        self.headers = tuple(header for header in dataset.headers or () if header in known)
        return super().import_data(dataset, *args, **kwargs)

    def get_import_fields(self) -> list[Field]:
        return [self.fields[name] for name in self.headers]

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        unknown = unknown_columns(self._meta.model, _named(dataset.headers))
        if unknown:
            message = _("Unknown columns: %(unknown)s. Expected: %(known)s.")
            known = ", ".join(columns_of(self._meta.model))
            raise Refused(message % {"unknown": ", ".join(unknown), "known": known})
        if len(dataset) > MOST_ROWS:
            message = _("At most %(limit)d rows; found %(found)d.")
            raise Refused(message % {"limit": MOST_ROWS, "found": len(dataset)})
        self.catalogue = Catalogue.of_database()

    def get_or_init_instance(
        self, instance_loader: Any, row: dict[str, Any]
    ) -> tuple[Record, bool]:
        key = key_of(self._row(row))
        found = self._meta.model.objects.filter(key=key).first()
        return (found, False) if found else (self._meta.model(key=key), True)

    def import_instance(self, instance: Record, row: dict[str, Any], **kwargs: Any) -> None:
        if instance.key in self.read:
            raise ValidationError({"id": _("Another row has this identifier.")})
        self.read[instance.key] = read_row(self._meta.model, self._row(row), self.catalogue)

    def skip_row(
        self, instance: Record, original: Any, row: Any, import_validation_errors: Any = None
    ) -> bool:
        return not import_validation_errors and self.read[instance.key].is_unchanged

    def save_instance(self, instance: Record, is_create: bool, row: Any, **kwargs: Any) -> None:  # noqa: FBT001  # the package's signature
        written = write_row(self.read[instance.key], by=kwargs["user"], at=timezone.now())
        self.catalogue.add(written.kind, written.key)

    def save_m2m(self, instance: Record, row: Any, **kwargs: Any) -> None:
        """Do nothing: `save_instance` wrote everything."""

    def _row(self, row: dict[str, Any]) -> dict[str, str]:
        return {name: plain(row[name]) for name in self.headers}


def _named(headers: Iterable[str | None] | None) -> list[str]:
    return [header for header in headers or () if header]


@lru_cache(maxsize=64)
def resource_of(model: type[Record]) -> type[RecordResource]:
    """Return the table of a kind of record."""
    options = {
        "model": model,
        "import_id_fields": (),
        "instance_loader_class": BaseInstanceLoader,
        "clean_model_instances": False,
        "skip_unchanged": True,
        "report_skipped": True,
        "use_transactions": True,
    }
    columns = {name: Field(attribute=name, column_name=name) for name in columns_of(model)}
    namespace = columns | {
        "Meta": type("Meta", (), options),
        "__doc__": "A kind of record as a table.",
    }
    return type(f"{model.__name__}Resource", (RecordResource,), namespace)
