"""The texts of a project of REFI-QDA, and how the program that made it counts in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import unquote

from pyrefiqda.models.project import PlainTextSelectionType, TextSourceType
from pyrefiqda.models.project import Project as ProjectModel

from civiscope.coding.codebook import LANGUAGE
from civiscope.coding.projects import Source
from civiscope.coding.refi.archives import Archive, key_of
from civiscope.coding.refi.descriptions import take_apart
from civiscope.coding.refi.guids import bare, guid_of
from civiscope.coding.refi.names import distinct_names
from civiscope.coding.refi.taking import Remarks
from civiscope.coding.texts import COUNTINGS, Counting, Text, digest_of

INTERNAL = "internal://"
FOLDER = "sources/"
# Quotes that programs give with selections are cut somewhere after this; so many characters of a
# passage are enough to hold as many that are no spaces.
QUOTED = 30
BEGINNING = 300
# Shorter names of selections could be found anywhere.
SHORTEST = 3

NO_PLAIN_TEXT = "texts without a plain text"
OUTSIDE = "texts kept outside the project: never read"
MISSING = "texts whose file is not in the project"
NOT_UTF8 = "texts that are not UTF-8"
CHANGED = "texts that changed since they were written: check their codings"
COUNTED = "selections counted otherwise than in code points, which was found from their quotes"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSource:
    """A text of a project, as the file has it and as it is taken.

    Attributes
    ----------
    element : TextSourceType
    text : Text
    source : Source
    said : str
        What is said of it, without what we say in descriptions.
    """

    element: TextSourceType
    text: Text
    source: Source
    said: str


def read_sources(archive: Archive, model: ProjectModel, remarks: Remarks) -> Iterator[ReadSource]:
    """Yield the texts of a project, those that stand for PDF files included."""
    elements = list(_elements(model))
    said = {
        bare(element.guid): take_apart(normalize("NFC", element.description or ""))
        for element in elements
    }
    names = _names(elements, said)
    for element in elements:
        if text := text_of(archive, element, remarks):
            guid = bare(element.guid)
            first, sections = said[guid]
            if sections.get("SHA-256", digest := digest_of(text.normalized)) != digest:
                remarks.add(CHANGED, 1, element.guid)
            language = sections.get("Language", "")
            source = Source(
                id=names[guid],
                name=normalize("NFC", element.name or "").strip(),
                text=text.normalized,
                language=language if LANGUAGE.fullmatch(language) else "",
                guid=None if guid == guid_of("source", names[guid]) else element.guid,
            )
            yield ReadSource(element=element, text=text, source=source, said=first)


def _elements(model: ProjectModel) -> Iterator[TextSourceType]:
    if model.sources:
        yield from model.sources.text_source
        for pdf in model.sources.pdfsource:
            if pdf.representation:
                pdf.representation.name = pdf.representation.name or pdf.name
                yield pdf.representation


def _names(
    elements: Sequence[TextSourceType], said: dict[str, tuple[str, dict[str, str]]]
) -> dict[str, str]:
    """Return what names each source in our files, by its identifier."""
    labels = {bare(one.guid): normalize("NFC", one.name or "").strip() for one in elements}
    told = {guid: said[guid][1]["Source"] for guid in labels if said[guid][1].get("Source")}
    return distinct_names(labels, told=told, otherwise={guid: guid for guid in labels})


def text_of(archive: Archive, element: TextSourceType, remarks: Remarks) -> Text | None:
    """Return the plain text of a source or of a note; remark why there is none.

    A path outside the archive is never followed: it is a stranger who wrote it.
    """
    if element.plain_text_content is not None:
        return Text(element.plain_text_content)
    path = element.plain_text_path or ""
    if not path.startswith(INTERNAL):
        remarks.add(OUTSIDE if path else NO_PLAIN_TEXT, 1, element.guid)
        return None
    member = _member(archive, path.removeprefix(INTERNAL))
    if member is None:
        remarks.add(MISSING, 1, element.guid)
        return None
    raw = _decoded(archive.read(member))
    if raw is None:
        remarks.add(NOT_UTF8, 1, element.guid)
        return None
    return Text(raw)


def _member(archive: Archive, path: str) -> str | None:
    names = (key_of(name) for name in (FOLDER + path, path, FOLDER + unquote(path)))
    return next((name for name in names if name in archive.members), None)


def _decoded(content: bytes) -> str | None:
    """Return a text with its byte order mark, which some programs count; None if it is none."""
    try:
        return content.decode(
            "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
        )
    except UnicodeDecodeError:
        return None


def find_counting(sources: Sequence[ReadSource], remarks: Remarks) -> Counting:
    """Return how a program counts: as its selections and the quotes that it gives fit best.

    REFI-QDA's own way is kept unless another one fits better.
    """
    selections = [(read, one) for read in sources for one in read.element.plain_text_selection]
    counting = max(COUNTINGS, key=lambda counting: _fit(selections, counting))
    if counting != COUNTINGS[0]:
        remarks.add(COUNTED, len(selections))
    return counting


def _fit(
    selections: Sequence[tuple[ReadSource, PlainTextSelectionType]], counting: Counting
) -> tuple[int, int]:
    """Return how many selections have the quote that is said, and how many are in their text."""
    quoted = there = 0
    for read, selection in selections:
        place = read.text.locate_raw(selection.start_position, selection.end_position, counting)
        if place is not None:
            there += 1
            start, end = place
            beginning = read.text.raw[start : min(end, start + BEGINNING)]
            quoted += _is_quoted(beginning, selection.name or "")
    return quoted, there


def _is_quoted(passage: str, name: str) -> bool:
    """Tell whether a passage begins as the name of its selection does, spaces aside."""
    wanted = "".join(name.split()).rstrip("….")[:QUOTED]
    # The first spaces of a passage tell as much as its letters: they are compared as well.
    is_same_start = passage[:1].isspace() == name[:1].isspace()
    return len(wanted) >= SHORTEST and is_same_start and "".join(passage.split()).startswith(wanted)
