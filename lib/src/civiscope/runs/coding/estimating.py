"""From what people coded of a sample, and the machine of everything, to shares of codes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.coding.estimation import Drawn
from civiscope.coding.prevalence import (
    CodePrevalence,
    Group,
    GroupPrevalence,
    Machine,
    estimate_group_prevalence,
    estimate_prevalence,
)
from civiscope.runs.coding.applied import AppliedCoding, Marks
from civiscope.runs.coding.sample import PublishedSample


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated:
    """What follows from one answer for each code of each sampled contribution.

    Attributes
    ----------
    codes : tuple of CodePrevalence
        In the order of the codebook.
    groups : tuple of GroupPrevalence
        In the order of the variables.
    n_learnt : int
        Sampled contributions that the machine learnt from.
    """

    codes: tuple[CodePrevalence, ...]
    groups: tuple[GroupPrevalence, ...]
    n_learnt: int


def estimate_coded(
    applied: AppliedCoding,
    drawn: PublishedSample,
    coded: NDArray[np.int8],
    *,
    by: Sequence[str],
    level: float,
) -> Estimated:
    """Estimate shares from what people coded, once it is settled.

    Parameters
    ----------
    applied : AppliedCoding
        The codes that the machine gave.
    drawn : PublishedSample
        The sample.
    coded : ndarray of int8, shape (n_sampled, n_codes)
        1 where people gave the code, 0 where not, -1 throughout where nobody read.
    by : sequence of str
        Variables of contributions to estimate shares by.
    level : float
        Of the intervals.
    """
    is_read = coded[:, 0] >= 0
    places = applied.places_of(drawn.sample.identifiers)[is_read]
    scores, given = applied.read_scores(), applied.read_codes()
    is_learnt = np.zeros(len(applied), np.bool_)
    is_learnt[applied.learnt_places()] = True
    codes = applied.codebook.codes
    machine = Machine(
        codes=_table(given, places, len(codes), is_score=False).astype(np.int8),
        scores=_table(scores, places, len(codes), is_score=True),
        is_learnt=is_learnt[places],
    )
    counted = _Counted(scores=scores, given=given, is_learnt=is_learnt, n_codes=len(codes))
    strata = Drawn(strata=drawn.sample.strata[is_read], populations=drawn.sample.populations)
    everyone = np.zeros(len(applied), np.int64)
    [whole] = counted.groups("", [""], everyone, places)
    asked = [group for name in by for group in _groups_of(applied, name, counted, places)]
    said = coded[is_read]
    return Estimated(
        codes=estimate_prevalence(said, machine, whole, codes=codes, drawn=strata, level=level),
        groups=estimate_group_prevalence(
            said, machine, asked, codes=codes, drawn=strata, level=level
        ),
        n_learnt=int(machine.is_learnt.sum()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """What the machine gives all contributions."""

    scores: Marks
    given: Marks
    is_learnt: NDArray[np.bool_]
    n_codes: int

    def groups(
        self,
        variable: str,
        values: Sequence[str],
        group_of: NDArray[np.int64],
        places: NDArray[np.int64],
    ) -> Iterator[Group]:
        """Count codes and add up scores in each group of contributions."""
        sizes = np.bincount(group_of, minlength=len(values))
        learnt = self.is_learnt[self.scores.unit]
        codes = self._sums(self.given, group_of, np.ones(len(self.given.unit)), len(values))
        scores = self._sums(self.scores, group_of, self.scores.score * ~learnt, len(values))
        for number, value in enumerate(values):
            yield Group(
                variable=variable,
                value=value,
                size=int(sizes[number]),
                shares=codes[number] / sizes[number],
                mean_scores=scores[number] / sizes[number],
                is_in=group_of[places] == number,
            )

    def _sums(
        self, marks: Marks, group_of: NDArray[np.int64], counts: NDArray[np.float64], n_groups: int
    ) -> NDArray[np.float64]:
        cells = group_of[marks.unit] * self.n_codes + marks.code
        sums = np.bincount(cells, counts, minlength=n_groups * self.n_codes)
        return np.asarray(sums.reshape(n_groups, self.n_codes), dtype=np.float64)


def _groups_of(
    applied: AppliedCoding, name: str, counted: _Counted, places: NDArray[np.int64]
) -> Iterator[Group]:
    values, group_of = np.unique(applied.values_of(name), return_inverse=True)
    return counted.groups(name, values.tolist(), group_of, places)


def _table(
    marks: Marks, places: NDArray[np.int64], n_codes: int, *, is_score: bool
) -> NDArray[np.float64]:
    """Return what the machine gives some contributions, a row each."""
    rows = np.full(int(max(marks.unit.max(initial=-1), places.max())) + 1, -1)
    rows[places] = np.arange(len(places))
    of_mark = rows[marks.unit]
    is_kept = of_mark >= 0
    found = np.zeros((len(places), n_codes))
    found[of_mark[is_kept], marks.code[is_kept]] = marks.score[is_kept] if is_score else 1.0
    return found
