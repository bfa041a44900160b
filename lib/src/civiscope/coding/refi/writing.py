"""A project of ours, as REFI-QDA has it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pyrefiqda.models.project import (
    CodeBookType,
    CodeRefType,
    CodesType,
    CodeType,
    CodingType,
    NoteRefType,
    NotesType,
    PlainTextSelectionType,
    SourcesType,
    TextSourceType,
    UsersType,
    UserType,
)
from pyrefiqda.models.project import Project as ProjectModel
from xsdata.models.datatype import XmlDateTime

from civiscope.coding.codebook import Codebook
from civiscope.coding.projects import Coding, Note, Project, Source
from civiscope.coding.refi.codes import build_codes, guid_of_code
from civiscope.coding.refi.descriptions import compose
from civiscope.coding.refi.guids import bare, guid_of
from civiscope.coding.refi.markup import check_writable, render_model

NAMESPACE = "urn:QDA-XML:project:1.0"
ORIGIN = "Civiscope"
PROJECT = "project.qde"


Key: TypeAlias = tuple[str | None, int | None, int | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _References:
    """What elements refer to: identifiers of codes, and of notes by what they are on."""

    codes: Mapping[str, str]
    notes: Mapping[Key, Sequence[NoteRefType]]

    def on(
        self,
        source: str | None = None,
        passage: tuple[int, int] | tuple[None, None] = (None, None),
        code: str | None = None,
    ) -> list[NoteRefType]:
        """Return references to the notes on something."""
        return list(self.notes.get((source, *passage, code), ()))


def project_members(project: Project) -> Iterator[tuple[str, bytes]]:
    """Yield what the archive of a project holds, by name: the same for the same project.

    Raises
    ------
    InputError
        Where XML cannot hold a character of a name or a note, or codes are nested too deep.
    """
    yield PROJECT, render_model(_model(project), NAMESPACE)
    for source in project.sources:
        yield f"sources/{bare(guid_of_source(source))}.txt", source.text.encode()


def guid_of_source(source: Source) -> str:
    """Return what names a source in REFI-QDA: what it came with, or one made of its id."""
    return source.guid or guid_of("source", source.id)


def _model(project: Project) -> ProjectModel:
    notes = dict(_named_notes(project.notes))
    references = _references(project, notes)
    return ProjectModel(
        name=check_writable(project.name, "the name of the project"),
        origin=ORIGIN,
        users=_users(project.coders),
        code_book=_code_book(project.codebook, references) if project.codebook else None,
        sources=_sources(project, references),
        notes=_notes(notes),
        note_ref=references.on(),
    )


def _named_notes(notes: Sequence[Note]) -> Iterator[tuple[str, Note]]:
    """Yield notes with their identifiers, which tell apart those that say the same."""
    seen: Counter[tuple[str, ...]] = Counter()
    for note in notes:
        on = (note.source, note.start, note.end, note.code)
        names = (note.text, note.name, *("" if part is None else str(part) for part in on))
        seen[names] += 1
        yield guid_of("note", *names, str(seen[names])), note


def _references(project: Project, notes: Mapping[str, Note]) -> _References:
    on: dict[Key, list[NoteRefType]] = defaultdict(list)
    for guid, note in notes.items():
        key = (note.source, note.start, note.end, note.code)
        on[key].append(NoteRefType(target_guid=guid))
    codes = project.codebook.codes if project.codebook else ()
    return _References(codes={code.code: guid_of_code(code) for code in codes}, notes=on)


def _users(coders: Sequence[str]) -> UsersType | None:
    users = [
        UserType(guid=guid_of("coder", coder), name=check_writable(coder, "the name of a coder"))
        for coder in coders
    ]
    return UsersType(user=users) if users else None


def _code_book(book: Codebook, references: _References) -> CodeBookType:
    tops = build_codes(book, CodeType)
    names = {guid: code for code, guid in references.codes.items()}
    waiting = list(tops)
    while waiting:
        element = waiting.pop()
        element.note_ref = references.on(code=names[element.guid])
        waiting += element.code
    return CodeBookType(codes=CodesType(code=tops))


def _notes(notes: Mapping[str, Note]) -> NotesType | None:
    elements = [
        TextSourceType(
            guid=guid,
            name=check_writable(note.name, "the name of a note") or None,
            plain_text_content=check_writable(note.text, "a note"),
        )
        for guid, note in notes.items()
    ]
    return NotesType(note=elements) if elements else None


def _sources(project: Project, references: _References) -> SourcesType | None:
    if not project.sources:
        return None
    passages = _passages(project)
    shared = Counter(source.name for source in project.sources)
    return SourcesType(
        text_source=[
            _source(
                source,
                passages[source.id],
                references,
                is_told=source.id == source.name and shared[source.name] == 1,
            )
            for source in project.sources
        ]
    )


def _passages(project: Project) -> dict[str, dict[tuple[int, int], list[Coding]]]:
    """Return the passages of each source that are coded or noted, with their codings."""
    passages: dict[str, dict[tuple[int, int], list[Coding]]] = {
        source.id: defaultdict(list) for source in project.sources
    }
    for coding in project.codings:
        passages[coding.source][coding.start, coding.end].append(coding)
    for note in project.notes:
        if note.source is not None and note.start is not None and note.end is not None:
            passages[note.source].setdefault((note.start, note.end), [])
    return passages


def _source(
    source: Source,
    passages: Mapping[tuple[int, int], list[Coding]],
    references: _References,
    *,
    is_told: bool,
) -> TextSourceType:
    guid, what = guid_of_source(source), f"what is said of the source {source.id!r}"
    said = {
        "Source": "" if is_told else source.id,
        "Language": source.language,
        "SHA-256": source.digest,
    }
    return TextSourceType(
        guid=guid,
        name=check_writable(source.name, what),
        description=check_writable(compose("", said), what),
        plain_text_path=f"internal://{bare(guid)}.txt",
        plain_text_selection=[
            _selection(source, passage, codings, references)
            for passage, codings in sorted(passages.items())
        ],
        note_ref=references.on(source.id),
    )


def _selection(
    source: Source, passage: tuple[int, int], codings: list[Coding], references: _References
) -> PlainTextSelectionType:
    start, end = passage
    seen: Counter[str] = Counter()
    elements = []
    for coding in codings:
        seen[coding.code] += 1
        elements.append(_coding(coding, seen[coding.code], references))
    return PlainTextSelectionType(
        guid=guid_of("passage", source.id, str(start), str(end)),
        start_position=start,
        end_position=end,
        coding=elements,
        note_ref=references.on(source.id, passage),
    )


def _coding(coding: Coding, number: int, references: _References) -> CodingType:
    """Return a coding; what is noted on several with one code goes to the first of them."""
    passage = (coding.start, coding.end)
    names = (coding.source, str(coding.start), str(coding.end), coding.code, str(number))
    return CodingType(
        guid=guid_of("coding", *names),
        creating_user=guid_of("coder", coding.coder) if coding.coder is not None else None,
        creation_date_time=XmlDateTime.from_string(coding.date) if coding.date else None,
        code_ref=CodeRefType(target_guid=references.codes[coding.code]),
        note_ref=references.on(coding.source, passage, coding.code) if number == 1 else [],
    )
