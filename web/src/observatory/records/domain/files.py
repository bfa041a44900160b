"""Files of attachments: where they are kept, and what a document calls them.

A document names a file by its place in the site's storage. A pack names it by what
it holds, `files/<fingerprint>/<name>`, so that the same file always has the same
name and loading it twice stores it once.
"""

import hashlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Protocol

from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from observatory.records.domain.shapes import Document

# Sixteen hexadecimal digits tell the files of an observatory apart.
FINGERPRINT_CHARACTERS = 16
# What remains of the 100 characters of the column after "attachments/" and the fingerprint.
NAME_CHARACTERS = 70


class Files(Protocol):
    """Where the files that a document names are looked for."""

    def accepted(self, name: str) -> str:
        """Return the place of a file in storage; raise `ValidationError` when it cannot be."""
        ...


class StoredFiles:
    """The files that are in storage already: what forms and the history name."""

    def accepted(self, name: str) -> str:
        """Return the name itself when there is such a file."""
        try:
            is_here = default_storage.exists(name)
        except SuspiciousFileOperation:
            is_here = False
        if not is_here:
            raise ValidationError(_("the name of a file of this site"))
        return name


def content_name(file: "File[bytes]", name: str) -> str:
    """Return what a file is called by what it holds: a fingerprint, then its own name."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    path = PurePosixPath(default_storage.get_valid_name(PurePosixPath(name).name))
    own = path.stem[: NAME_CHARACTERS - len(path.suffix)] + path.suffix
    return f"{digest.hexdigest()[:FINGERPRINT_CHARACTERS]}/{own}"


def with_files(document: Document, renamed: Callable[[str], str]) -> Document:
    """Return a document with each file named otherwise; an empty name leaves the file out."""
    attachments = document.get("attachments")
    if not isinstance(attachments, list):
        return document
    return document | {"attachments": [_with_file(line, renamed) for line in attachments]}


def _with_file(line: Document, renamed: Callable[[str], str]) -> Document:
    named = {name: renamed(value) if name == "file" else value for name, value in line.items()}
    return {name: value for name, value in named.items() if name != "file" or value}
