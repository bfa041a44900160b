"""The YAML files of a pack folder: which there are, their sizes, their text.

The folder may come from a stranger. Nothing outside of it is read, nothing that is not a regular
file is opened, and sizes are known before a byte is read.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from civiscope.packs.characters import code_point, forbidden_in_file, printable
from civiscope.packs.limits import Reading
from civiscope.packs.nodes import Location

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class PackFile:
    """A YAML file of a pack: where it is, and what messages call it."""

    path: Path
    name: str

    @property
    def start(self) -> Location:
        """Where the file begins."""
        return Location(self.name, 1)


def find_files(folder: Path, reading: Reading) -> list[PackFile]:
    """List the YAML files of a pack that can be read, sorted by name; note the others.

    Hidden files and folders are left alone, as are files that are not YAML.
    """
    files = sorted(_walk(folder, reading), key=lambda file: file.name)
    if len(files) > reading.limits.files:
        expected = f"at most {reading.limits.files:,} YAML files"
        reading.note(Location(".", 1), expected=expected, found="more")
        return []
    sizes = {file: _size(file, folder, reading) for file in files}
    total = sum(size or 0 for size in sizes.values())
    if total > reading.limits.pack_bytes:
        expected = f"at most {reading.limits.pack_bytes:,} bytes of YAML in the pack"
        reading.note(Location(".", 1), expected=expected, found=f"{total:,} bytes")
        return []
    return [file for file, size in sizes.items() if size is not None]


def read_text(file: PackFile, reading: Reading) -> str | None:
    """Read a file as UTF-8 text; None, and a problem noted, where it is not such a text."""
    try:
        raw = file.path.read_bytes()
    except OSError as error:
        _note_unreadable(file, error, reading)
        return None
    text = _decoded(raw, file, reading)
    forbidden = text is not None and forbidden_in_file(text)
    if text is None or not forbidden:
        return text
    line = len(f"{text[: forbidden.start()]}.".splitlines())
    expected = "only characters that a text may hold"
    found = f"the control character {code_point(forbidden[0])}"
    reading.note(Location(file.name, line), expected=expected, found=found)
    return None


def _walk(folder: Path, reading: Reading) -> Iterator[PackFile]:
    """Yield the YAML files, and stop soon after their limit."""
    count = 0
    for root, folders, names in os.walk(folder, onerror=partial(_note_folder, folder, reading)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        _note_linked_folders(Path(root), folders, folder, reading)
        files = [name for name in names if name.endswith(SUFFIXES) and not name.startswith(".")]
        yield from (_pack_file(Path(root, name), folder) for name in files)
        count += len(files)
        if count > reading.limits.files:
            return


def _pack_file(path: Path, pack: Path) -> PackFile:
    return PackFile(path, printable(path.relative_to(pack).as_posix()))


def _note_folder(pack: Path, reading: Reading, error: OSError) -> None:
    """Note a folder that cannot be listed; `os.walk` would skip it in silence."""
    _note_unreadable(_pack_file(Path(error.filename), pack), error, reading)


def _note_linked_folders(root: Path, folders: list[str], pack: Path, reading: Reading) -> None:
    """Note the linked folders: `os.walk` does not follow them, and people may expect it."""
    for name in folders:
        if Path(root, name).is_symlink():
            where = _pack_file(Path(root, name), pack).start
            reading.note(where, expected="a folder of the pack", found="a symbolic link")


def _note_unreadable(file: PackFile, error: OSError, reading: Reading) -> None:
    found = error.strerror or type(error).__name__
    reading.note(file.start, expected="what can be read", found=f"“{found}”")


def _size(file: PackFile, pack: Path, reading: Reading) -> int | None:
    """Tell the bytes of a file, or None, and a problem noted, where it must not be read."""
    try:
        status = file.path.stat()
    except OSError as error:
        _note_unreadable(file, error, reading)
        return None
    limit = reading.limits.file_bytes
    if not Path(os.path.realpath(file.path)).is_relative_to(os.path.realpath(pack)):
        expected, found = "a file of the pack", "a symbolic link to the outside"
    elif not stat.S_ISREG(status.st_mode):
        expected, found = "a regular file", "a device, pipe or socket"
    elif status.st_size > limit:
        expected, found = f"at most {limit:,} bytes in a file", f"{status.st_size:,} bytes"
    else:
        return status.st_size
    reading.note(file.start, expected=expected, found=found)
    return None


def _decoded(raw: bytes, file: PackFile, reading: Reading) -> str | None:
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        where = Location(file.name, raw.count(b"\n", 0, error.start) + 1)
        found = f"the byte 0x{raw[error.start]:02X} at offset {error.start:,}"
        reading.note(where, expected="text in UTF-8", found=found)
        return None
