"""What the references of a document may point at."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from observatory.records.models import Record
from observatory.vocabularies.models import Concept


@dataclass(slots=True)
class Catalogue:
    """What a reference may point at: keys by kind, and notations by scheme."""

    keys: dict[str, set[str]] = field(default_factory=dict)
    notations: dict[str, set[str]] = field(default_factory=dict)
    # Some of what exists could not be listed: a reference that is not found may be right.
    is_partial: bool = False

    @classmethod
    def of_database(cls) -> "Catalogue":
        """Return what the database holds (two queries)."""
        catalogue = cls()
        for kind, key in Record.objects.values_list("kind", "key"):
            catalogue.add(kind, key)
        for scheme, key in Concept.objects.values_list("scheme__key", "key"):
            catalogue.notations.setdefault(scheme, set()).add(key)
        return catalogue

    def add(self, kind: str, key: str) -> None:
        """Let references point at a record."""
        self.keys.setdefault(kind, set()).add(key)

    def add_scheme(self, key: str, concepts: Iterable[str]) -> None:
        """Let references point at the concepts of a vocabulary."""
        self.notations.setdefault(key, set()).update(concepts)
