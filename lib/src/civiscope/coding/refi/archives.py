"""Archives of projects: looked through before anything is read, and never unpacked to the disk."""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from civiscope.errors import InputError
from civiscope.tables.files import check_regular
from civiscope.tables.problems import sentence
from civiscope.tables.writing import output_failed, partial_file

#: Far above any project: two thousand interviews with their recordings.
MEMBERS = 10_000
#: What REFI-QDA allows a file in an archive to have; those that are larger stay outside.
MEMBER_BYTES = 2**31 - 1
TOTAL_BYTES = 2**36
#: What is read of one member, and of all: texts and one XML file, never media.
READ_BYTES = 100_000_000
TOTAL_READ_BYTES = 1_000_000_000
#: Texts shrink twentyfold at most, and the XML of codings that repeat eightyfold.
RATIO = 200
# Below this, what a small file grows to does no harm.
RATIO_BYTES = 10_000_000
# The first moment that archives know, so that the same project gives the same bytes.
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)

_REMEDY = "Export the project again, and open only files of people you know."
_ENCRYPTED = 0x1
# What zipfile raises where an archive is damaged: it does not say so in one way.
_DAMAGES = (
    zipfile.BadZipFile,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:")


@dataclass(slots=True)
class Archive:
    """An archive that was looked through: what it holds, by name in small letters."""

    name: str
    zipped: ZipFile
    members: dict[str, ZipInfo]
    read_bytes: int = 0

    def read(self, member: str) -> bytes:
        """Return a member; raise where it is damaged, or larger than anyone's text."""
        try:
            with self.zipped.open(self.members[member]) as stream:
                content = stream.read(READ_BYTES + 1)
        except _DAMAGES as error:
            raise refusal(self.name, "a whole archive", "a damaged one") from error
        self.read_bytes += len(content)
        if len(content) > READ_BYTES or self.read_bytes > TOTAL_READ_BYTES:
            expected = f"texts of {READ_BYTES:,} bytes at most, {TOTAL_READ_BYTES:,} in all"
            raise refusal(self.name, expected, "larger ones")
        return content


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive after looking through what it says that it holds.

    Raises
    ------
    InputNotFound
        Where there is no such file.
    InputError
        Where it is no archive, or holds what no project does: too many or too large members,
        some that grow too much, names that lead elsewhere or come twice, links, passwords.
    """
    check_regular(path)
    try:
        zipped = ZipFile(path)
    except _DAMAGES as error:
        raise refusal(path.name, "a project, which is a zip archive", "something else") from error
    with zipped:
        members = zipped.infolist()
        for problem in _problems(members):
            raise refusal(path.name, *problem)
        yield Archive(
            name=path.name,
            zipped=zipped,
            members={key_of(member.filename): member for member in members},
        )


def refusal(name: str, expected: str, found: str) -> InputError:
    """Return the error for an archive that is no project."""
    return InputError(sentence(name, expected=expected, found=found, remedy=_REMEDY))


def key_of(name: str) -> str:
    """Return the form by which names of members are compared."""
    return normalize("NFC", name).casefold()


def _problems(members: list[ZipInfo]) -> Iterator[tuple[str, str]]:
    """Yield what was expected and what was found; names are those of strangers, and not said."""
    if len(members) > MEMBERS:
        yield f"an archive of {MEMBERS:,} members at most", f"{len(members):,}"
    if len({key_of(member.filename) for member in members}) < len(members):
        yield "members of different names", "two of one name"
    if (total := sum(member.file_size for member in members)) > TOTAL_BYTES:
        yield f"{TOTAL_BYTES:,} bytes at most in all", f"{total:,}"
    for place, member in enumerate(members, 1):
        for expected, found in _problems_of(member):
            yield expected, f"{found} (member {place})"
    ends = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < ends:
            yield "members one after the other", "some that share their bytes"
        ends = member.header_offset + member.compress_size


def _problems_of(member: ZipInfo) -> Iterator[tuple[str, str]]:
    parts = re.split(r"[/\\]", member.orig_filename)
    if ".." in parts or _ABSOLUTE.match(member.orig_filename) or "\0" in member.orig_filename:
        yield "names inside the archive", "one that leads elsewhere"
    if stat.S_ISLNK(member.external_attr >> 16):
        yield "files", "a link"
    if member.flag_bits & _ENCRYPTED:
        yield "an archive without a password", "a member that has one"
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        yield "members stored or deflated, as REFI-QDA has them", "another compression"
    if member.file_size > MEMBER_BYTES:
        yield f"members of {MEMBER_BYTES:,} bytes at most", f"one of {member.file_size:,}"
    grown = member.file_size > RATIO * max(member.compress_size, 1)
    if grown and member.file_size > RATIO_BYTES:
        yield f"members that grow {RATIO}-fold at most", "one that grows more"


def write_archive(path: Path, members: Iterable[tuple[str, bytes]]) -> None:
    """Write an archive, which appears once it is whole; the same members give the same bytes.

    Raises
    ------
    OutputFailed
        Where it cannot be written.
    """
    try:
        with partial_file(path) as partial, ZipFile(partial, "w") as zipped:
            for name, content in members:
                member = ZipInfo(name, FIRST_MOMENT)
                member.compress_type = ZIP_DEFLATED
                member.create_system = 3  # Unix, wherever it is written
                member.external_attr = 0o644 << 16
                zipped.writestr(member, content)
    except OSError as error:
        raise output_failed(path, error) from error
