"""From a published coding, and maybe a coded sample, to what the report says."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from civiscope.chance.hashing import mix
from civiscope.coding.codebook import Code
from civiscope.coding.prevalence import LEAST_BASE, Prevalence
from civiscope.coding.results import CodingReport, MachineGroup, Quote, ReportedCode
from civiscope.coding.scoring import residual_codes
from civiscope.errors import InputError
from civiscope.runs.checks import DAMAGED
from civiscope.runs.coding.applied import AppliedCoding, Marks
from civiscope.runs.coding.package import CONTRIBUTIONS, LEARNT
from civiscope.runs.coding.published_prevalence import PublishedPrevalence
from civiscope.runs.coding.settings import Settings
from civiscope.tables import DATE, TEXT

SEED = "coding report"
"""What the lots that draw quotes start from."""

N_TYPICAL = N_RANDOM = N_DIFFERING = 3
N_UNCODED = 12

SHORTEST, LONGEST = 40, 400
"""Characters of the contributions that are quoted for their score, where there are such."""


def tell_report(
    applied: AppliedCoding,
    published: PublishedPrevalence | None = None,
    *,
    language: str,
    title: str = "",
) -> CodingReport:
    """Say what a coding found.

    Parameters
    ----------
    applied : AppliedCoding
        The coding.
    published : PublishedPrevalence, optional
        What a sample that people coded says of it.
    language : str
        That of labels and definitions, where the codebook has them in it.
    title : str, optional
        What was coded; what the coding calls it, if not given.

    Returns
    -------
    CodingReport
        The same for the same files, whatever the order of their rows: quotes are drawn by hashes
        of identifiers.

    Raises
    ------
    InputError
        Where the manifest of the coding is damaged.
    """
    try:
        book, settings = applied.manifest["codebook"], Settings(**applied.manifest["settings"])
        name, version = book["name"], book["version"]
    except (KeyError, TypeError) as error:
        raise InputError(DAMAGED) from error
    told = _Telling.of(applied, published, language)
    return CodingReport(
        title=title or applied.title,
        texts=applied.language,
        codebook=name,
        version=version,
        n_answers=len(applied),
        n_uncoded=int((~told.is_coded).sum()),
        residual=told.residual_labels(),
        n_residual=told.count_residual(),
        n_taught=len(applied.manifest.get(LEARNT, ())),
        codes=tuple(told.code(depth, code) for depth, code in applied.codebook.walk()),
        groups=tuple(told.groups()),
        uncoded=told.quotes(told.by_lot(np.flatnonzero(~told.is_coded), ""), N_UNCODED),
        prevalence=None if published is None else _in_order(published.prevalence, told.places),
        settings=settings.items(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """What was read, and which lot each contribution drew.

    `places` are those of the codes in the codebook, each after the one it is part of; `residual`
    are those of the codes for what no other holds.
    """

    applied: AppliedCoding
    published: PublishedPrevalence | None
    language: str
    given: Marks
    is_coded: NDArray[np.bool_]
    texts: pa.ChunkedArray
    lengths: NDArray[np.int64]
    lots: NDArray[np.uint64]
    places: list[int]
    residual: tuple[int, ...]

    @classmethod
    def of(
        cls, applied: AppliedCoding, published: PublishedPrevalence | None, language: str
    ) -> "_Telling":
        """Read what a coding holds."""
        given = applied.read_codes()
        is_coded = np.zeros(len(applied), np.bool_)
        is_coded[given.unit] = True
        texts = pq.read_table(applied.folder / CONTRIBUTIONS, columns=[TEXT])[TEXT]
        texts = pc.fill_null(texts, "")
        at = {code.code: place for place, code in enumerate(applied.codebook.codes)}
        return cls(
            applied=applied,
            published=published,
            language=language,
            given=given,
            is_coded=is_coded,
            texts=texts,
            lengths=pc.utf8_length(texts).to_numpy().astype(np.int64),
            lots=_lots(applied.identifiers.to_pylist()),
            places=[at[code.code] for _, code in applied.codebook.walk()],
            residual=tuple(residual_codes(applied.codebook, language=applied.language)),
        )

    def code(self, depth: int, code: Code) -> ReportedCode:
        """Count and quote what has a code, and what people say otherwise."""
        place = self.applied.codebook.codes.index(code)
        is_given = self.given.code == place
        units, scores = self.given.unit[is_given], self.given.score[is_given]
        typical = self.quotes(self._surest(units, scores), N_TYPICAL, (units, scores))
        machine_only, people_only = self._differing(code.code, units)
        return ReportedCode(
            code=code.code,
            label=self._label(code),
            parent=code.parent,
            depth=depth,
            definition=code.definitions.get(self.language, code.definition),
            includes=code.includes,
            excludes=code.excludes,
            answers=len(units),
            typical=typical,
            random=self.quotes(
                self.by_lot(units, code.code), N_RANDOM, (units, scores), but=typical
            ),
            machine_only=self.quotes(machine_only, N_DIFFERING, (units, scores)),
            people_only=self.quotes(people_only, N_DIFFERING),
        )

    def residual_labels(self) -> tuple[str, ...]:
        """Name the codes for what no other holds."""
        codes = self.applied.codebook.codes
        return tuple(self._label(codes[place]) for place in self.residual)

    def count_residual(self) -> int:
        """Count the contributions that have codes, and only such."""
        codes, book = self.applied.codebook.codes, self.applied.codebook
        names = {codes[place].code for place in self.residual}
        holders = names.union(*(book.ancestors(name) for name in names))
        is_other = np.array([code.code not in holders for code in codes], np.bool_)
        has_other = np.zeros(len(self.applied), np.bool_)
        has_other[self.given.unit[is_other[self.given.code]]] = True
        return int((self.is_coded & ~has_other).sum())

    def _label(self, code: Code) -> str:
        return code.labels.get(self.language, code.label)

    def by_lot(self, units: NDArray[np.int64], code: str) -> NDArray[np.int64]:
        """Put contributions in the order of their lots, which each code draws anew."""
        seed = int.from_bytes(sha256(code.encode()).digest()[:8], "little")
        return units[np.argsort(mix(self.lots[units], seed=seed), kind="stable")]

    def quotes(
        self,
        units: Iterable[int],
        most: int,
        scored: tuple[NDArray[np.int64], NDArray[np.float64]] | None = None,
        *,
        but: Iterable[Quote] = (),
    ) -> tuple[Quote, ...]:
        """Quote the first contributions that say something, each wording once."""
        said, found = {_wording(quote.text) for quote in but}, list[Quote]()
        for unit in map(int, units):
            text = self.texts[unit].as_py()
            wording = _wording(text)
            if wording and wording not in said:
                said.add(wording)
                name, score = self.applied.identifiers[unit].as_py(), _score(unit, scored)
                found.append(Quote(contribution_id=name, text=text, score=score))
            if len(found) == most:
                break
        return tuple(found)

    def groups(self) -> Iterator[MachineGroup]:
        """Count the codes of each group of contributions that is not small."""
        n_codes = len(self.places)
        for variable in self.applied.variables:
            if variable == DATE:
                continue
            values, group_of = np.unique(self.applied.values_of(variable), return_inverse=True)
            sizes = np.bincount(group_of)
            cells = group_of[self.given.unit] * n_codes + self.given.code
            counts = np.bincount(cells, minlength=len(values) * n_codes).reshape(-1, n_codes)
            for number in np.argsort(-sizes, kind="stable"):
                if sizes[number] >= LEAST_BASE:
                    yield MachineGroup(
                        variable=variable,
                        value=str(values[number]),
                        size=int(sizes[number]),
                        answers=tuple(counts[number, self.places].tolist()),
                    )

    def _surest(self, units: NDArray[np.int64], scores: NDArray[np.float64]) -> NDArray[np.int64]:
        """Put contributions that a reader will read to their end first, then by falling score."""
        lengths = self.lengths[units]
        is_apart = (lengths < SHORTEST) | (lengths > LONGEST)
        return units[np.lexsort((self.lots[units], -scores, is_apart))]

    def _differing(
        self, code: str, units: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return what the machine alone, and people alone, gave the code in the sample."""
        coded = {} if self.published is None else self.published.coded
        read = self.by_lot(self.applied.places_of(list(coded)), code)
        by_machine = np.isin(read, units)
        names = (self.applied.identifiers[int(unit)].as_py() for unit in read)
        by_people = np.array([code in coded[name] for name in names], np.bool_)
        return read[by_machine & ~by_people], read[by_people & ~by_machine]


def _score(unit: int, scored: tuple[NDArray[np.int64], NDArray[np.float64]] | None) -> float:
    """Return what a contribution scores, among those that do; 0 where none are given."""
    return 0.0 if scored is None else float(scored[1][scored[0] == unit][0])


def _wording(text: str) -> str:
    """Return what texts that say the same letter for letter have in common."""
    return " ".join(text.casefold().split())


def _lots(identifiers: Sequence[str]) -> NDArray[np.uint64]:
    """Draw a lot for each contribution: a hash of its identifier and of the seed."""
    digests = (sha256(f"{SEED}\0{name}".encode()).digest()[:8] for name in identifiers)
    return np.frombuffer(b"".join(digests), "<u8").astype(np.uint64)


def _in_order(prevalence: Prevalence, places: Sequence[int]) -> Prevalence:
    """Put codes in the order of the report."""
    agreement = prevalence.agreement
    return replace(
        prevalence,
        codes=tuple(prevalence.codes[place] for place in places),
        agreement=tuple(agreement[place] for place in places) if agreement else (),
    )
