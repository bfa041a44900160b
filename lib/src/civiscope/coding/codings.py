"""What people coded: read from the files that they filled, whoever they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from civiscope.coding.agreement import MISSING
from civiscope.coding.codebook import Codebook
from civiscope.errors import InputError
from civiscope.tables import open_source
from civiscope.tables.problems import listed, nearest, sentence
from civiscope.tables.source import Source

IDENTIFIER, CODER, CODE = "contribution_id", "coder", "code"
NONE_APPLIES, UNSURE, COMMENT = "none_applies", "unsure", "comment"
TEXT = "text"
RESERVED = (IDENTIFIER, CODER, CODE, NONE_APPLIES, UNSURE, COMMENT, TEXT)
"""Names of columns, which no code of a sample may have."""

_YES = frozenset({"1", "x", "yes", "oui", "true", "vrai"})
_NO = frozenset({"0", "no", "non", "false", "faux"})
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a coder noted beside the codes of a contribution.

    Attributes
    ----------
    identifier, coder : str
        The contribution, and who read it.
    is_unsure : bool
        Whether the coder said so.
    comment : str
        The coder's words; may be empty.
    """

    identifier: str
    coder: str
    is_unsure: bool
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Codings:
    """What people coded.

    Attributes
    ----------
    coders, identifiers, codes : tuple of str
        Who coded, by name; the contributions that could be coded, and the codes, as given.
    values : ndarray of int8, shape (n_coders, n_contributions, n_codes)
        1 where a coder gave a code, 0 where not, -1 where the coder did not read.
    notes : tuple of Note
        What coders noted, by contribution.
    """

    coders: tuple[str, ...]
    identifiers: tuple[str, ...]
    codes: tuple[str, ...]
    values: NDArray[np.int8]
    notes: tuple[Note, ...] = ()

    @property
    def is_read(self) -> NDArray[np.bool_]:
        """Who read what: shape (n_coders, n_contributions)."""
        return np.asarray((self.values != MISSING).all(axis=2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A code that some coders gave a contribution and others did not.

    Attributes
    ----------
    identifier, code : str
        The contribution and the code.
    yes, no : tuple of str
        The coders who gave it, and who did not.
    """

    identifier: str
    code: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One answer for each code of each contribution that was read.

    Attributes
    ----------
    values : ndarray of int8, shape (n_contributions, n_codes)
        1, 0, or -1 for contributions that nobody read.
    n_decided, n_majority : int
        Differences settled by a decision, and by most coders.
    """

    values: NDArray[np.int8]
    n_decided: int
    n_majority: int

    @property
    def is_read(self) -> NDArray[np.bool_]:
        """Contributions that somebody read: shape (n_contributions,)."""
        return np.asarray((self.values != MISSING).all(axis=1))


@dataclass(frozen=True, slots=True)
class _Row:
    """What one coder said of one contribution, somewhere in a file."""

    place: str
    identifier: str
    coder: str
    given: frozenset[str]


def check_names(codes: Iterable[str]) -> None:
    """Raise where a code has the name of another column of the files that people fill.

    Parameters
    ----------
    codes : iterable of str

    Raises
    ------
    InputError
        Naming the codes.

    Examples
    --------
    >>> from civiscope.coding.codings import check_names
    >>> check_names(["tax"])
    """
    taken = [code for code in codes if code in RESERVED]
    if taken:
        raise InputError(
            f"Expected codes of other names than columns have, got {listed(tuple(taken))}. Rename "
            "them in the codebook."
        )


def read_codings(
    paths: Iterable[Path], *, identifiers: Sequence[str], codes: Sequence[str]
) -> Codings:
    """Read what people coded, in one or several files.

    Parameters
    ----------
    paths : iterable of Path
        CSV, XLSX or any other table, of one of two forms. Long: a row for each code given, with
        the columns ``contribution_id``, ``coder`` and ``code``; an empty code says that the
        contribution was read and none applies. Wide: a row for each contribution and coder, with
        ``contribution_id``, ``coder`` and a column for each code (1 or x, 0 or empty), and maybe
        ``none_applies``, ``unsure``, ``comment`` and ``text``; a row without any mark was not
        read.
    identifiers : sequence of str
        The contributions that could be coded.
    codes : sequence of str
        The codes of the codebook.

    Returns
    -------
    Codings

    Raises
    ------
    ColumnNotFound
        Where a column is missing.
    InputError
        Where a contribution or a code is unknown, a row has no coder, a cell says neither yes nor
        no, or a coder says two things of one contribution; or where nothing was coded.
    """
    check_names(codes)
    known = frozenset(identifiers)
    rows: list[_Row] = []
    notes: list[Note] = []
    for path in paths:
        source = open_source(path)
        is_long = CODE in source.columns
        read = _long_rows(source) if is_long else _wide_rows(source, codes, notes)
        rows += _checked(read, source, known, tuple(codes))
    return _gather(rows, notes, tuple(identifiers), tuple(codes))


def list_disagreements(codings: Codings) -> Iterator[Disagreement]:
    """List the codes that some coders gave a contribution and others did not.

    Parameters
    ----------
    codings : Codings

    Yields
    ------
    Disagreement
        By contribution, then by code, in the order of the codings.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.codings import Codings, list_disagreements
    >>> values = np.array([[[1, 0]], [[0, 0]]], dtype=np.int8)
    >>> codings = Codings(coders=("ana", "ben"), identifiers=("c1",), codes=("tax", "road"),
    ...                   values=values)
    >>> [(one.identifier, one.code, one.yes) for one in list_disagreements(codings)]
    [('c1', 'tax', ('ana',))]
    """
    differs = (codings.values == 1).any(axis=0) & (codings.values == 0).any(axis=0)
    for unit, code in np.argwhere(differs):
        said = codings.values[:, unit, code]
        yield Disagreement(
            identifier=codings.identifiers[unit],
            code=codings.codes[code],
            yes=tuple(codings.coders[coder] for coder in np.flatnonzero(said == 1)),
            no=tuple(codings.coders[coder] for coder in np.flatnonzero(said == 0)),
        )


def read_decisions(
    path: Path, *, identifiers: Sequence[str], codes: Sequence[str]
) -> Mapping[tuple[str, str], int]:
    """Read what was decided where coders differ.

    Parameters
    ----------
    path : Path
        A table with the columns ``contribution_id``, ``code`` and ``decision``: 1 or yes, 0 or no,
        empty where nothing is decided.
    identifiers, codes : sequence of str
        Those that are known.

    Returns
    -------
    mapping of (str, str) to int
        1 or 0 for each contribution and code that was decided.

    Raises
    ------
    ColumnNotFound
        Where a column is missing.
    InputError
        Where a contribution or a code is unknown, or a decision says neither yes nor no.
    """
    source, names = open_source(path), (IDENTIFIER, CODE, "decision")
    found: dict[tuple[str, str], int] = {}
    rows: list[_Row] = []
    for place, (identifier, code, decision) in _cells(source, names):
        if decision:
            found[identifier, code] = int(_is_yes(decision, place))
            rows.append(_Row(place, identifier, "-", frozenset({code})))
    _checked(rows, source, frozenset(identifiers), tuple(codes))
    return found


def settle(
    codings: Codings, decisions: Mapping[tuple[str, str], int] = MappingProxyType({})
) -> Settled:
    """Keep one answer for each code of each contribution.

    Parameters
    ----------
    codings : Codings
        Of one coder or more.
    decisions : mapping of (str, str) to int, optional
        What was decided, by contribution and code; it prevails over all coders.

    Returns
    -------
    Settled
        What coders agree on; else what was decided; else what most of them say.

    Raises
    ------
    InputError
        Where coders are even and nothing was decided.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.codings import Codings, settle
    >>> values = np.array([[[1, 0]], [[0, 0]]], dtype=np.int8)
    >>> codings = Codings(coders=("ana", "ben"), identifiers=("c1",), codes=("tax", "road"),
    ...                   values=values)
    >>> settle(codings, {("c1", "tax"): 1}).values.tolist()
    [[1, 0]]
    """
    yes, no = (codings.values == 1).sum(axis=0), (codings.values == 0).sum(axis=0)
    values = np.where(yes + no == 0, MISSING, yes > no).astype(np.int8)
    places = {name: place for place, name in enumerate(codings.identifiers)}
    columns = {name: place for place, name in enumerate(codings.codes)}
    is_decided = np.zeros(values.shape, np.bool_)
    for (identifier, code), decision in decisions.items():
        place = places[identifier], columns[code]
        if values[place] != MISSING:
            values[place], is_decided[place] = decision, True
    differs = (yes > 0) & (no > 0)
    _check_even((yes == no) & differs & ~is_decided, codings)
    return Settled(
        values=values,
        n_decided=int((differs & is_decided).sum()),
        n_majority=int((differs & ~is_decided).sum()),
    )


def imply_parents(values: NDArray[np.int8], codebook: Codebook) -> NDArray[np.int8]:
    """Give each contribution the codes that those it was given are part of.

    Parameters
    ----------
    values : ndarray of int8, shape (..., n_codable)
        1, 0 or -1 for each code of the codebook that texts may have, in its order.
    codebook : Codebook

    Returns
    -------
    ndarray of int8, shape (..., n_codes)
        For each code of the codebook.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.coding.codebook import Code, Codebook
    >>> from civiscope.coding.codings import imply_parents
    >>> book = Codebook(codes=(Code(code="tax", label="Taxes", is_codable=False),
    ...                        Code(code="vat", label="VAT", parent="tax")))
    >>> imply_parents(np.array([[1], [0], [-1]], dtype=np.int8), book).tolist()
    [[1, 1], [0, 0], [-1, -1]]
    """
    places = {code.code: place for place, code in enumerate(codebook.codes)}
    is_read = (values != MISSING).all(axis=-1, keepdims=True)
    found = np.zeros((*values.shape[:-1], len(places)), np.int8)
    for column, code in enumerate(codebook.codable):
        for one in (code, *codebook.ancestors(code)):
            found[..., places[one]] |= values[..., column] == 1
    return np.where(is_read, found, np.int8(MISSING))


def _check_even(is_even: NDArray[np.bool_], codings: Codings) -> None:
    found = np.argwhere(is_even)
    if len(found):
        first = _first(
            f"{codings.identifiers[unit]} ({codings.codes[code]})" for unit, code in found
        )
        raise InputError(
            f"Expected a decision wherever coders are even, got none for {len(found)}: {first}. "
            "Fill the column decision of disagreements.csv, which `civiscope coding agree` "
            "writes, and give it with --decisions."
        )


def _cells(source: Source, names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield where a row stands, and its cells, trimmed; empty where they are missing."""
    columns = [source.check_column(name) for name in names]
    number = 0
    for batch in source.batches(columns):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            yield f"{source.name}, row {number}", [(cell or "").strip() for cell in row]


def _long_rows(source: Source) -> Iterator[_Row]:
    """Yield what each coder said of each contribution, from all rows about it."""
    said: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for place, (identifier, coder, code) in _cells(source, (IDENTIFIER, CODER, CODE)):
        said.setdefault((identifier, coder), (place, set()))[1].add(code)
    for (identifier, coder), (place, given) in said.items():
        if len(given) > 1 and "" in given:
            raise _contradiction(place, identifier)
        yield _Row(place, identifier, coder, frozenset(given - {""}))


def _wide_rows(source: Source, codes: Sequence[str], notes: list[Note]) -> Iterator[_Row]:
    _check_columns(source, codes)
    beside = [name for name in (NONE_APPLIES, UNSURE, COMMENT) if name in source.columns]
    for place, cells in _cells(source, (IDENTIFIER, CODER, *codes, *beside)):
        identifier, coder, *marks = cells
        said = dict(zip((*codes, *beside), marks, strict=True))
        is_unsure = _is_yes(said.pop(UNSURE, ""), place)
        comment = said.pop(COMMENT, "")
        is_none = _is_yes(said.pop(NONE_APPLIES, ""), place)
        given = frozenset(code for code, cell in said.items() if _is_yes(cell, place))
        if given and is_none:
            raise InputError(
                sentence(
                    place,
                    expected=f"codes, or {NONE_APPLIES}",
                    found="both",
                    remedy="Leave one of them empty.",
                )
            )
        if is_unsure or comment:
            notes.append(
                Note(identifier=identifier, coder=coder, is_unsure=is_unsure, comment=comment)
            )
        if is_none or any(said.values()):
            yield _Row(place, identifier, coder, given)


def _check_columns(source: Source, codes: Sequence[str]) -> None:
    """Raise where a column is neither a code nor known: a code may have another name there."""
    unknown = [name for name in source.columns if name not in (*RESERVED, *codes)]
    if unknown:
        raise _unknown_code(source.name, unknown[0], tuple(codes))


def _is_yes(cell: str, place: str) -> bool:
    said = cell.casefold()
    if said and said not in _YES | _NO:
        raise InputError(
            sentence(
                place, expected="1, 0 or an empty cell", found="another mark", remedy="Correct it."
            )
        )
    return said in _YES


def _checked(
    rows: Iterable[_Row], source: Source, known: frozenset[str], codes: tuple[str, ...]
) -> list[_Row]:
    found = list(rows)
    for row in found:
        if not row.coder:
            raise InputError(
                sentence(row.place, expected="a coder", found="none", remedy="Say who coded.")
            )
        for code in row.given - {*codes}:
            raise _unknown_code(row.place, code, codes)
    unknown = dict.fromkeys(row.identifier for row in found if row.identifier not in known)
    if unknown:
        raise InputError(
            sentence(
                source.name,
                expected="contributions of the sample",
                found=f"{len(unknown)} others: {_first(unknown)}",
                remedy="Give the codings of this sample, or the sample of these codings.",
            )
        )
    return found


def _unknown_code(place: str, code: str, codes: tuple[str, ...]) -> InputError:
    near = nearest(code, codes)
    hint = f"Did you mean “{near}”?" if near else f"The codes are {listed(codes)}."
    return InputError(
        sentence(place, expected="codes of the codebook", found=f"“{code}”", remedy=hint)
    )


def _first(names: Iterable[str]) -> str:
    """Return the first names; of many, say that there are more."""
    first = list(names)
    return ", ".join(first[:_NAMED]) + (" …" if len(first) > _NAMED else "")


def _gather(
    rows: Sequence[_Row],
    notes: Sequence[Note],
    identifiers: tuple[str, ...],
    codes: tuple[str, ...],
) -> Codings:
    given = _merge(rows)
    if not given:
        raise InputError(
            "Expected contributions that somebody coded, got none. Mark codes, or none_applies "
            "where none is right."
        )
    coders = sorted({coder for coder, _ in given})
    places = {name: place for place, name in enumerate(identifiers)}
    values = np.full((len(coders), len(identifiers), len(codes)), MISSING, np.int8)
    for (coder, identifier), marked in given.items():
        values[coders.index(coder), places[identifier]] = [code in marked for code in codes]
    return Codings(
        coders=tuple(coders),
        identifiers=identifiers,
        codes=codes,
        values=values,
        notes=tuple(sorted(notes, key=lambda one: (one.identifier, one.coder, one.comment))),
    )


def _merge(rows: Sequence[_Row]) -> dict[tuple[str, str], frozenset[str]]:
    """Return what each coder gave each contribution, which must not be two things."""
    given: dict[tuple[str, str], frozenset[str]] = {}
    for row in rows:
        if given.setdefault((row.coder, row.identifier), row.given) != row.given:
            raise _contradiction(row.place, row.identifier)
    return given


def _contradiction(place: str, identifier: str) -> InputError:
    return InputError(
        sentence(
            place,
            expected="one coding of each contribution by each coder",
            found=f"two that differ of {identifier}",
            remedy="Keep the right one.",
        )
    )
