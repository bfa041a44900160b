"""A project of REFI-QDA, whichever program made it, as ours; with all that was left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from unicodedata import normalize

from pyrefiqda.models.project import CodingType, PlainTextSelectionType
from pyrefiqda.models.project import Project as ProjectModel

from civiscope.coding.codebook import Codebook
from civiscope.coding.projects import Coding, Note, Project
from civiscope.coding.refi.archives import Archive
from civiscope.coding.refi.codes import read_codes
from civiscope.coding.refi.guids import bare
from civiscope.coding.refi.markup import mend, parse_markup, read_model
from civiscope.coding.refi.names import distinct_names
from civiscope.coding.refi.sources import ReadSource, find_counting, read_sources, text_of
from civiscope.coding.refi.taking import Remarks, count_never_taken, find_project
from civiscope.coding.refi.writing import NAMESPACE, PROJECT
from civiscope.coding.remarks import Remark
from civiscope.coding.texts import Counting, normalize_text

Key: TypeAlias = tuple[str | None, int | None, int | None, str | None]

UNKNOWN_CODE = "codings with a code that the project does not have"
UNKNOWN_CODER = "codings by someone whom the project does not have: taken without a coder"
UNKNOWN_NOTE = "references to notes that the project does not have"
WHOLE_TEXT = "codings of whole texts: taken as codings of all of their characters"
EMPTY_NOTE = "notes without a text"
CODED_NOTE = "selections in notes"
BAD_DATE = "dates that are none"
NOWHERE = "selections that are nowhere in their text"


def read_members(archive: Archive) -> tuple[Project, tuple[Remark, ...]]:
    """Return the project of an archive, and what there is to say of what it holds.

    Raises
    ------
    InputError
        Where the archive holds no project, or one that is damaged or hostile.
    """
    name = f"{archive.name}, {PROJECT}"
    tree = parse_markup(find_project(archive), name, root="Project", namespace=NAMESPACE)
    remarks = Remarks()
    remarks.add(BAD_DATE, mend(tree))
    count_never_taken(tree, remarks)
    model = read_model(tree, ProjectModel, name)
    taking = _Taking(
        remarks=remarks,
        coders=_coders(model),
        codes={},
        sources=tuple(read_sources(archive, model, remarks)),
    )
    book = _take_codes(model, taking)
    _take_selections(taking)
    project = Project(
        name=normalize("NFC", model.name).strip(),
        codebook=book,
        sources=tuple(read.source for read in taking.sources),
        codings=tuple(taking.codings),
        coders=tuple(taking.coders.values()),
        notes=(*_notes(archive, model, taking), *taking.descriptions),
    )
    return project, remarks.all()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taking:
    """What was taken from a project so far; notes that are referred to, by what they are on."""

    remarks: Remarks
    coders: Mapping[str, str]
    codes: dict[str, str]
    sources: Sequence[ReadSource]
    codings: list[Coding] = field(default_factory=list)
    descriptions: list[Note] = field(default_factory=list)
    noted: dict[str, list[Key]] = field(default_factory=dict)

    def refer(self, references: Sequence[Any], on: Key) -> None:
        """Keep that notes are on something."""
        for reference in references:
            self.noted.setdefault(bare(reference.target_guid), []).append(on)

    def describe(self, text: str | None, on: Key) -> None:
        """Take the description of something as a note on it."""
        said = normalize_text(text or "").strip()
        if said:
            source, start, end, code = on
            note = Note(text=said, source=source, start=start, end=end, code=code)
            self.descriptions.append(note)


def _coders(model: ProjectModel) -> dict[str, str]:
    """Return the names of coders by their identifiers."""
    users = model.users.user if model.users else []
    labels = {
        bare(user.guid): normalize("NFC", user.name or user.id or "").strip() for user in users
    }
    return distinct_names(labels, told={}, otherwise={guid: guid for guid in labels})


def _take_codes(model: ProjectModel, taking: _Taking) -> Codebook | None:
    """Return the codebook, and keep the names of codes and the notes on them."""
    tops = model.code_book.codes.code if model.code_book else []
    if not tops:
        return None
    book, names = read_codes(tops)
    taking.codes.update(names)
    waiting = list(reversed(tops))
    while waiting:
        element = waiting.pop()
        taking.refer(element.note_ref, (None, None, None, names[bare(element.guid)]))
        waiting += reversed(element.code)
    return book


def _take_selections(taking: _Taking) -> None:
    counting = find_counting(taking.sources, taking.remarks)
    for read in taking.sources:
        on = (read.source.id, None, None, None)
        taking.refer(read.element.note_ref, on)
        taking.describe(read.said, on)
        for selection in read.element.plain_text_selection:
            _take_selection(selection, read, counting, taking)
        _take_whole(read, taking)


def _take_selection(
    selection: PlainTextSelectionType, read: ReadSource, counting: Counting, taking: _Taking
) -> None:
    place = read.text.locate(selection.start_position, selection.end_position, counting)
    if place is None:
        taking.remarks.add(NOWHERE, 1, selection.guid)
        return
    on = (read.source.id, *place, None)
    for coding in selection.coding:
        _take_coding(coding, selection.creating_user, on, taking)
    taking.refer(selection.note_ref, on)
    taking.describe(selection.description, on)


def _take_whole(read: ReadSource, taking: _Taking) -> None:
    """Take the codings of a whole text."""
    length = len(read.text.normalized)
    for coding in read.element.coding:
        if not length:
            taking.remarks.add(NOWHERE, 1, coding.guid)
            continue
        taking.remarks.add(WHOLE_TEXT, 1, coding.guid)
        on = (read.source.id, 0, length, None)
        _take_coding(coding, read.element.creating_user, on, taking)


def _take_coding(
    coding: CodingType, user: str | None, on: tuple[str, int, int, None], taking: _Taking
) -> None:
    """Take a coding; what is noted on one that cannot be taken goes to its passage."""
    source, start, end, _ = on
    code = taking.codes.get(bare(coding.code_ref.target_guid))
    taking.refer(coding.note_ref, (source, start, end, code))
    if code is None:
        taking.remarks.add(UNKNOWN_CODE, 1, coding.guid)
        return
    guid = coding.creating_user or user
    coder = taking.coders.get(bare(guid)) if guid else None
    if guid and coder is None:
        taking.remarks.add(UNKNOWN_CODER, 1, coding.guid)
    date = str(coding.creation_date_time) if coding.creation_date_time else None
    taking.codings.append(
        Coding(source=source, start=start, end=end, code=code, coder=coder, date=date)
    )


def _notes(archive: Archive, model: ProjectModel, taking: _Taking) -> Iterator[Note]:
    """Yield the notes of a project, once for each thing that they are on."""
    taking.refer(model.note_ref, (None, None, None, None))
    taking.describe(model.description, (None, None, None, None))
    noted = dict(taking.noted)
    for element in model.notes.note if model.notes else []:
        on = noted.pop(bare(element.guid), [(None, None, None, None)])
        if element.plain_text_selection:
            taking.remarks.add(CODED_NOTE, len(element.plain_text_selection), element.guid)
        text = text_of(archive, element, taking.remarks)
        said = text.normalized.strip() if text else ""
        if not said:
            taking.remarks.add(EMPTY_NOTE, 1, element.guid)
            continue
        name = normalize("NFC", element.name or "").strip()
        for source, start, end, code in dict.fromkeys(on):
            yield Note(text=said, name=name, source=source, start=start, end=end, code=code)
    for guid in noted:
        taking.remarks.add(UNKNOWN_NOTE, 1, guid)
