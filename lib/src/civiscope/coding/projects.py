"""A coded project: texts, what people coded in them, and what they noted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from civiscope.coding.cells import is_moment
from civiscope.coding.codebook import LANGUAGE, Codebook
from civiscope.coding.texts import digest_of, normalize_text
from civiscope.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    r"""A text that people code.

    Attributes
    ----------
    id : str
        What names it in files; unique in its project.
    text : str
        Normalised: composed (NFC), with ``\n`` at the ends of lines, without a byte order mark.
        ``civiscope.coding.texts.normalize_text`` makes it so, before anything is coded.
    name : str
        What people read.
    language : str
        Its ISO 639-1 code, where it is known.
    guid : str or None
        What names it in REFI-QDA files, where it came from one.
    """

    id: str
    text: str
    name: str = ""
    language: str = ""
    guid: str | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal digits."""
        return digest_of(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """A passage that someone gave a code.

    Attributes
    ----------
    source : str
        The ``id`` of the source.
    start, end : int
        Where the passage begins, and after which character it ends, from 0, in Unicode code
        points of the text.
    code : str
        The code.
    coder : str or None
        Who gave it, one of the coders of the project.
    date : str or None
        When, as ``2026-03-02T10:00:00Z``.
    """

    source: str
    start: int
    end: int
    code: str
    coder: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What someone noted on the project, or on one thing of it.

    Attributes
    ----------
    text, name : str
        What it says; its title, if any.
    source : str or None
        The ``id`` of the source that it is on.
    start, end : int or None
        The passage of the source, as for a coding.
    code : str or None
        The code that it is on; with a passage, the coding of the passage with it.
    """

    text: str
    name: str = ""
    source: str | None = None
    start: int | None = None
    end: int | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A coded project, checked.

    Attributes
    ----------
    name : str
    codebook : Codebook or None
        None where nothing was coded yet.
    sources : tuple of Source
    codings : tuple of Coding
    coders : tuple of str
        The names of those who code.
    notes : tuple of Note

    Raises
    ------
    InputError
        For a source that is there twice or not normalised, a coding or a note of what is not
        there, or outside its text. Messages never quote a text.

    Examples
    --------
    >>> from civiscope.coding.codebook import Code, Codebook
    >>> from civiscope.coding.projects import Coding, Project, Source
    >>> coding = Coding(source="i1", start=3, end=8, code="bike", coder="Ana")
    >>> project = Project(
    ...     name="Interviews",
    ...     codebook=Codebook(codes=(Code(code="bike", label="Bikes"),)),
    ...     sources=(Source(id="i1", text="Du vélo 🚲 !"),),
    ...     codings=(coding,),
    ...     coders=("Ana",),
    ... )
    >>> project.quote(coding)
    'vélo '
    """

    name: str = ""
    codebook: Codebook | None = None
    sources: tuple[Source, ...] = ()
    codings: tuple[Coding, ...] = ()
    coders: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    _texts: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what no quote could be taken from."""
        _check_unique("source", [source.id for source in self.sources])
        _check_unique("coder", list(self.coders))
        for source in self.sources:
            _check_source(source)
        texts = {source.id: source.text for source in self.sources}
        object.__setattr__(self, "_texts", texts)
        codes = {code.code for code in self.codebook.codes} if self.codebook else set()
        for place, coding in enumerate(self.codings, 1):
            _check_coding(f"coding {place}", coding, texts, codes, self.coders)
        passages = {(one.source, one.start, one.end, one.code) for one in self.codings}
        for place, note in enumerate(self.notes, 1):
            _check_note(f"note {place}", note, texts, codes, passages)

    def quote(self, coding: Coding) -> str:
        """Return the passage of a coding."""
        return self._texts[coding.source][coding.start : coding.end]


def _check_unique(what: str, names: Iterable[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1 or not name:
            found = f"{times} of {name!r}" if name else "none"
            raise InputError(f"Expected a name of its own for each {what}, got {found}. Rename it.")


def _check_source(source: Source) -> None:
    if source.text != normalize_text(source.text):
        raise InputError(
            f"Expected the text of {source.id!r} as it is coded, got one that is not normalised. "
            "Normalise texts before anything is coded in them: places would shift."
        )
    if source.language and not LANGUAGE.fullmatch(source.language):
        raise InputError(
            f"Expected a language as “fr” or “en”, got {source.language!r} for {source.id!r}. Use "
            "codes of ISO 639-1."
        )


def _check_coding(
    what: str,
    coding: Coding,
    texts: dict[str, str],
    codes: set[str],
    coders: tuple[str, ...],
) -> None:
    _check_known(what, "code", coding.code, codes)
    _check_known(what, "source", coding.source, texts)
    _check_passage(what, coding.start, coding.end, texts[coding.source])
    if coding.coder is not None:
        _check_known(what, "coder", coding.coder, coders)
    if coding.date is not None and not is_moment(coding.date):
        raise InputError(
            f"Expected for {what} a date as 2026-03-02T10:00:00Z, got something else. Correct it."
        )


def _check_note(
    what: str,
    note: Note,
    texts: dict[str, str],
    codes: set[str],
    passages: set[tuple[str, int, int, str]],
) -> None:
    if not note.text:
        raise InputError(f"Expected a text for {what}, got none. Leave the note out.")
    if note.code is not None:
        _check_known(what, "code", note.code, codes)
    if note.source is not None:
        _check_known(what, "source", note.source, texts)
    if note.start is None and note.end is None:
        is_odd = note.source is not None and note.code is not None
    else:
        _check_whole_passage(what, note, texts)
        is_odd = (
            note.code is not None
            and (
                note.source,
                note.start,
                note.end,
                note.code,
            )
            not in passages
        )
    if is_odd:
        raise InputError(
            f"Expected a coding where {what} is on a source and a code, got none there. Leave "
            "out the source or the code."
        )


def _check_whole_passage(what: str, note: Note, texts: dict[str, str]) -> None:
    if note.source is None or note.start is None or note.end is None:
        raise InputError(
            f"Expected a source, a start and an end for {what}, got only some. Give all of them "
            "or none."
        )
    _check_passage(what, note.start, note.end, texts[note.source])


def _check_known(what: str, kind: str, name: str, known: Iterable[str]) -> None:
    if name not in known:
        raise InputError(
            f"Expected for {what} a {kind} of the project, got {name!r}. Correct it, or add the "
            f"{kind}."
        )


def _check_passage(what: str, start: int, end: int, text: str) -> None:
    if not 0 <= start < end <= len(text):
        raise InputError(
            f"Expected for {what} a passage within 0 and {len(text):,}, got {start:,} to {end:,}. "
            "Count in characters (Unicode code points) of the normalised text."
        )
