"""The files that come with a pack: checked first, stored with the records, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage

from observatory.records.domain.files import content_name
from observatory.records.validators import validate_attachment

FOLDER = "files"
STORED_UNDER = "attachments"


class PackFiles:
    """The files of one pack, under its folder `files/`."""

    def __init__(self, pack: Path) -> None:
        self._folder = (pack / FOLDER).resolve()
        self._pack = pack
        self._paths: dict[str, Path] = {}
        self._accepted: dict[str, str] = {}

    def accepted(self, name: str) -> str:
        """Return where a file of the pack is, or will be, in storage.

        Raises `ValidationError`, worded as what was expected, for a file that is not
        there, lies outside the folder (a link too), is too large or is not what its
        name says.
        """
        if name not in self._accepted:
            self._accepted[name] = self._checked(name)
        return self._accepted[name]

    def _checked(self, name: str) -> str:
        path = (self._pack / name).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            message = f"the path of a file under {FOLDER}/ in the pack"
            raise ValidationError(message)
        with path.open("rb") as opened:
            file = File(opened, name=path.name)
            validate_attachment(file)
            stored = f"{STORED_UNDER}/{content_name(file, name)}"
        self._paths[stored] = path
        return stored

    @contextmanager
    def stored(self, *, keep: bool) -> Iterator[None]:
        """Put the files in storage; take the new ones back after an error, or unless `keep`."""
        added = [name for name in self._paths if not default_storage.exists(name)]
        is_done = False
        try:
            for name in added:
                with self._paths[name].open("rb") as file:
                    default_storage.save(name, File(file))
            yield
            is_done = True
        finally:
            if not (keep and is_done):
                for name in added:
                    default_storage.delete(name)
