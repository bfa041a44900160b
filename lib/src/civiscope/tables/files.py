"""A file as it lies on the disk: whether it can be read, what it is, how it is compressed."""

import bz2
import gzip
import hashlib
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from civiscope.errors import InputError, InputNotFound
from civiscope.tables.problems import sentence

#: The bytes that are read at once: enough for the cost of a call not to count.
BLOCK_BYTES = 4_000_000

# The first bytes that a compressed file has, and those of files that are no text.
COMPRESSIONS = {
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"BZh": "bz2",
    b"\xfd7zXZ\x00": "xz",
}
NATURES = {
    b"PAR1": "parquet",
    b"PK\x03\x04": "workbook",
    b"\xd0\xcf\x11\xe0": "workbook",
    b"%PDF": "PDF",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"SQLite format 3": "database",
}
# What the end of a name promises, by the nature of the content.
PROMISES = {
    ".csv": "text",
    ".tsv": "text",
    ".tab": "text",
    ".txt": "text",
    ".json": "text",
    ".jsonl": "text",
    ".ndjson": "text",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xls": "workbook",
    ".ods": "workbook",
    ".parquet": "parquet",
}
OPENERS: dict[str, Callable[..., Any]] = {
    "": open,
    "gzip": gzip.open,
    "bz2": bz2.open,
    "xz": lzma.open,
}
PACKED = {".gz": "gzip", ".zst": "zstd", ".bz2": "bz2", ".xz": "xz"}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A regular file.

    Attributes
    ----------
    path : Path
        Where it is.
    nature : str
        ``text``, ``parquet`` or ``workbook``.
    compression : str
        ``gzip``, ``zstd``, ``bz2``, ``xz`` or empty.
    suffix : str
        The end of its name in lower case, without that of its compression.
    """

    path: Path
    nature: str
    compression: str
    suffix: str

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.path.name


def find_file(path: Path) -> File:
    """Return what a file is, from its first bytes; raise if it is not what its name says."""
    check_regular(path)
    compression = _starting(_first_bytes(path), COMPRESSIONS)
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in PACKED:
        _check_promise(path, PACKED[suffixes.pop()], compression or "no such compression")
    file = File(
        path=path,
        nature="text",
        compression=compression,
        suffix=suffixes[-1] if suffixes else "",
    )
    nature = _nature(next(read_blocks(file), b""))
    if file.suffix in PROMISES:
        _check_promise(path, PROMISES[file.suffix], nature)
    if nature not in {*PROMISES.values()}:
        _check_promise(path, "text, parquet or workbook", nature)
    if nature != "text" and compression:
        expected, found = f"a {nature} file as it is", f"one compressed with {compression}"
        raise _refusal(path, expected, found, "Decompress it first.")
    return File(path=path, nature=nature, compression=compression, suffix=file.suffix)


def read_blocks(file: File) -> Iterator[bytes]:
    """Yield the bytes of a file, decompressed."""
    try:
        with _opened(file) as stream:
            while block := stream.read(BLOCK_BYTES):
                yield block
    except (EOFError, OSError, lzma.LZMAError, zlib.error) as error:
        expected = f"a whole {file.compression} file" if file.compression else "a readable file"
        found = "one that is cut short or damaged" if file.compression else f"“{error}”"
        raise _refusal(file.path, expected, found, "Copy or export it again.") from error


def find_digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def check_regular(path: Path) -> None:
    """Raise where a path is not that of a file whose bytes can be read again and again."""
    if not path.exists():
        remedy = "Check the name and the folder."
        raise InputNotFound(
            sentence(str(path), expected="a file", found="nothing of that name", remedy=remedy)
        )
    if not path.is_file():
        found = "a folder" if path.is_dir() else "a device or a pipe"
        raise _refusal(path, "a file", found, "Name a regular file.")


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            first = stream.read(16)
    except OSError as error:
        found = f"“{error.strerror}”"
        raise _refusal(path, "a readable file", found, "Ask for the right to read it.") from error
    if not first:
        raise _refusal(path, "rows", "an empty file", "Export it again.")
    return first


def _nature(first: bytes) -> str:
    found = _starting(first, NATURES)
    if not found and first.lstrip().startswith(b"<"):
        return "web page or XML"
    return found or "text"


def _starting(first: bytes, names: dict[bytes, str]) -> str:
    return next((name for start, name in names.items() if first.startswith(start)), "")


def _check_promise(path: Path, expected: str, found: str) -> None:
    if found != expected:
        remedy = "Name it after what it is, or export it again."
        raise _refusal(path, f"{expected} from its name", f"{found} in its first bytes", remedy)


def _refusal(path: Path, expected: str, found: str, remedy: str) -> InputError:
    return InputError(sentence(path.name, expected=expected, found=found, remedy=remedy))


def _opened(file: File) -> Any:  # noqa: ANN401 -- streams of four packages, with no type in common
    """Open a file for reading its decompressed bytes."""
    if file.compression == "zstd":
        return pa.input_stream(str(file.path), compression="zstd")
    return OPENERS[file.compression](file.path, "rb")
