"""Participants of places, compared with the register again from what was published."""

from collections.abc import Collection, Iterator, Sequence
from math import isclose
from typing import Final

import numpy as np

from civiscope.runs.checks import Check
from civiscope.synthesis.representativeness import (
    Coverage,
    Place,
    Representativeness,
    compare_with_population,
)
from civiscope.synthesis.weighted import MARGINS, WeightedCell
from civiscope.territory import populations

SIX_DIGITS: Final = 1e-4
"""What the six digits of a table may leave of a sum or a ratio, as a share of it, and more."""


def check_coverage(coverage: Coverage, places: Sequence[Place]) -> Check:
    """Add up those who are located and those who are not, and the participants of the places."""
    whole = (
        coverage.located
        + coverage.elsewhere
        + coverage.several
        + coverage.unplaced
        + coverage.unrecognised
        + coverage.missing
    )
    held = [place.participants for place in places if place.level == coverage.level]
    holds = _is_close(whole, coverage.participants)
    # Margins taken together have no rows of their own.
    holds &= not held or _is_close(sum(held), coverage.located)
    said = f"published {coverage.participants}, added up {whole:.6g}"
    return Check(what=f"participants by {coverage.level}", holds=holds, found=said)


def check_places(found: Representativeness, *, within: Collection[str] | None) -> Iterator[Check]:
    """Compute the index of each place again from the populations of the register."""
    for level in dict.fromkeys(place.level for place in found.places):
        published = [place for place in found.places if place.level == level]
        known = populations(level, within=within)  # type: ignore[arg-type]
        wrong = [place.code for place in published if place.population != known.get(place.code)]
        if not wrong:
            wrong = _computed_otherwise(published)
        said = f"differ in {', '.join(wrong)}" if wrong else "those of the register"
        yield Check(what=f"populations and indices by {level}", holds=not wrong, found=said)


def _computed_otherwise(published: Sequence[Place]) -> list[str]:
    """Return the codes of the places whose published figures do not follow from their counts."""
    again = compare_with_population(
        np.array([place.participants for place in published]),
        populations=np.array([place.population for place in published]),
        least=np.array([place.least for place in published]),
        most=np.array([place.most for place in published]),
    )
    columns = (again.expected, again.indices, again.lower, again.upper)
    return [
        place.code
        for place, figures in zip(published, zip(*columns, strict=True), strict=True)
        if not all(
            _is_close(one, float(other))
            for one, other in zip(
                (place.expected, place.index, place.index_low, place.index_high),
                figures,
                strict=True,
            )
        )
    ]


def check_weights(
    cells: Sequence[WeightedCell], *, within: Collection[str] | None
) -> Iterator[Check]:
    """Add up the weights of each place of a margin, and compare with its population."""
    total = sum(cell.participants * cell.weight for cell in cells)
    for margin in MARGINS:
        known = populations(margin, within=within)
        codes = [getattr(cell, margin) for cell in cells]
        if None in codes:
            continue
        held = dict.fromkeys(known, 0.0)
        for code, cell in zip(codes, cells, strict=True):
            held[code] = held.get(code, 0.0) + cell.participants * cell.weight
        everyone = sum(known.values())
        wrong = [
            code
            for code, weight in held.items()
            if not _is_close(weight / total, known.get(code, 0) / everyone)
        ]
        said = f"differ in {', '.join(wrong)}" if wrong else "those of the register"
        what = f"weighted shares of the population by {margin}"
        yield Check(what=what, holds=not wrong, found=said)


def _is_close(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=SIX_DIGITS, abs_tol=SIX_DIGITS)
