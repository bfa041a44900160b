"""A file of text: how its characters are written, and its bytes as UTF-8."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import pyarrow as pa

from civiscope.errors import InputError
from civiscope.tables.files import File, read_blocks
from civiscope.tables.problems import sentence

# Byte order marks. Those of UTF-32 begin like those of UTF-16 and are told apart by two zeros.
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Above this share of zero bytes a file is not a text with a few stray ones, but UTF-16 or binary.
ZERO_SHARE = 0.1
# What French and English texts have beyond ASCII, as UTF-8 writes it: accents, œ, typographic
# signs. In Windows-1252 the same bytes would be Ã, Â, Å or â€ before a sign, which no one writes.
TYPICAL_UTF8 = re.compile(rb"[\xc2\xc3\xc5][\x80-\xbf]|\xe2\x80[\x80-\xbf]")
# Windows-1252 has no character there.
UNASSIGNED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# The first byte of a character that UTF-8 writes with several.
FIRST_OF_MANY = 0xC0
REMEDY = "Save the file as UTF-8 throughout."


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A file of text, with the name of its encoding."""

    file: File
    encoding: str

    def blocks(self) -> Iterator[bytes]:
        """Yield its bytes as UTF-8, without a byte order mark."""
        if self.encoding == "utf-8":
            yield from read_blocks(self.file)
            return
        decoder = codecs.getincrementaldecoder(self.encoding)()
        for block in read_blocks(self.file):
            yield decoder.decode(block).encode()

    def line_at(self, offset: int) -> int:
        """Return the line, from 1, of a place given in bytes of UTF-8."""
        return _line_at(self.blocks(), offset)


def find_text(file: File) -> Text:
    """Return the text of a file; raise if its bytes are no text, or of two encodings."""
    first = next(read_blocks(file), b"")
    if not first.strip():
        remedy = "Export it again."
        raise InputError(sentence(file.name, expected="rows", found="an empty file", remedy=remedy))
    marked = next((name for mark, name in MARKS.items() if first.startswith(mark)), "")
    if not marked and first.count(0) > ZERO_SHARE * len(first):
        found = "many zero bytes, as in UTF-16 without a byte order mark or in a binary file"
        raise InputError(sentence(file.name, expected="text", found=found, remedy=REMEDY))
    offset = _first_not_utf16(file) if marked == "utf-16" else _first_not_utf8(file)
    if offset is None:
        return Text(file=file, encoding=marked or "utf-8")
    if marked:
        raise _undecodable(file, offset, f"characters of {marked.removesuffix('-sig').upper()}")
    return _single_byte_text(file, offset)


def _first_not_utf8(file: File) -> int | None:
    """Return the offset of the first byte that is not UTF-8, or None."""
    offset, tail = 0, b""
    for block in chain(read_blocks(file), [b""]):
        joined = tail + block
        end = _character_end(joined) if block else len(joined)
        try:
            # Arrow checks ten times as fast as Python decodes, but does not say where.
            pa.array([joined[:end]], pa.binary()).cast(pa.string())
        except pa.ArrowInvalid:
            return offset + _first_undecodable(joined)
        offset, tail = offset + end, joined[end:]
    return None


def _character_end(block: bytes) -> int:
    """Return where the last character of a block begins, if it may be cut, else the end."""
    for place in range(len(block) - 1, max(-1, len(block) - 4), -1):
        if block[place] >= FIRST_OF_MANY:
            return place
    return len(block)


def _first_undecodable(block: bytes) -> int:
    try:
        block.decode()
    except UnicodeDecodeError as error:
        return error.start
    raise AssertionError(len(block))


def _first_not_utf16(file: File) -> int | None:
    """Return the offset of the first byte that is not UTF-16, or None."""
    decoder = codecs.getincrementaldecoder("utf-16")()
    offset = waiting = 0
    try:
        for block in chain(read_blocks(file), [b""]):
            waiting = len(decoder.getstate()[0])
            decoder.decode(block, final=not block)
            offset += len(block)
    except UnicodeDecodeError as error:
        return offset - waiting + error.start
    return None


def _single_byte_text(file: File, offset: int) -> Text:
    """Return a file that is not UTF-8 as Windows-1252, if the whole of it is."""
    utf8 = _first_match(file, TYPICAL_UTF8)
    if utf8 is not None:
        line = _line_at(read_blocks(file), utf8)
        raise _undecodable(file, offset, f"UTF-8 as on line {line}")
    unassigned = _first_match(file, UNASSIGNED)
    if unassigned is not None:
        raise _undecodable(file, unassigned, "characters of UTF-8 or Windows-1252")
    return Text(file=file, encoding="cp1252")


def _first_match(file: File, pattern: re.Pattern[bytes]) -> int | None:
    """Return the offset of the first match of a pattern of at most three bytes."""
    offset, tail = 0, b""
    for block in read_blocks(file):
        joined = tail + block
        if found := pattern.search(joined):
            return offset - len(tail) + found.start()
        offset, tail = offset + len(block), joined[-2:]
    return None


def _undecodable(file: File, offset: int, expected: str) -> InputError:
    line = _line_at(read_blocks(file), offset)
    byte = _byte_at(read_blocks(file), offset)
    found = f"the byte 0x{byte:02X} at offset {offset:,}"
    place = f"{file.name}, line {line}"
    return InputError(sentence(place, expected=expected, found=found, remedy=REMEDY))


def _line_at(blocks: Iterator[bytes], offset: int) -> int:
    line = 1
    for block in blocks:
        if len(block) > offset:
            return line + block.count(b"\n", 0, offset)
        line += block.count(b"\n")
        offset -= len(block)
    return line


def _byte_at(blocks: Iterator[bytes], offset: int) -> int:
    for block in blocks:
        if len(block) > offset:
            return block[offset]
        offset -= len(block)
    raise AssertionError(offset)
