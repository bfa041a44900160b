"""`observatory index`."""

from typing import Any

from django.core.management.base import BaseCommand

from observatory.search.domain.index import rebuild


class Command(BaseCommand):
    """Rebuild the public index from the records."""

    help = "Write again the index that lists, search and links read."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how many entries each kind has."""
        total = rebuild(self._tell)
        self.stdout.write(f"{total} entries in the index")

    def _tell(self, kind: str, count: int) -> None:
        if count:
            self.stdout.write(f"  {kind}: {count}")
