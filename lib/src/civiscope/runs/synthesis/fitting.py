"""The themes of one question, and how much they can be trusted."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civiscope.runs.synthesis.settings import Settings
from civiscope.synthesis.counts import cross_counts
from civiscope.synthesis.double import classify_twice
from civiscope.synthesis.numbers import Tried, choose_number
from civiscope.synthesis.reinert import classify
from civiscope.synthesis.resampling import draw_again
from civiscope.synthesis.sampling import SampledSets
from civiscope.synthesis.stability import jaccard_matches, mean_stability
from civiscope.synthesis.themes import ThemeModel, assign_themes, fit_subthemes, fit_themes

SMALLEST_CLASS = 20
"""Sets in the smallest class of the descending classification, and…"""

SMALLEST_CLASS_SHARE = 0.005
"""…its share of all sets, whichever is more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The themes of a question.

    Attributes
    ----------
    themes : ThemeModel
        Its themes.
    tried : tuple of Tried
        The numbers of themes that were tried; empty where a person chose.
    subthemes : dict of int to ThemeModel
        The sub-themes of those that are large enough.
    stability : tuple of float
        For each theme, its mean best Jaccard index over samples drawn again.
    found_again : tuple of float
        For each theme, its best Jaccard index with a class of the descending classification (of
        the double one, among the sets that both its readings hold).
    """

    themes: ThemeModel
    tried: tuple[Tried, ...]
    subthemes: dict[int, ThemeModel]
    stability: tuple[float, ...]
    found_again: tuple[float, ...]


def fit_question(sample: SampledSets, settings: Settings) -> Fitted:
    """Find the themes of a question, fit them again on samples drawn again, and classify.

    Parameters
    ----------
    sample : SampledSets
        Distinct lemma sets of its answers, at least one.
    settings : Settings
        Those of the synthesis.
    """
    tried = choose_number(sample) if settings.themes == "auto" else ()
    chosen = [one.themes for one in tried if one.is_chosen]
    model = fit_themes(sample, n_themes=chosen[0] if chosen else int(settings.themes))
    themes = assign_themes(sample.rows, model).themes
    return Fitted(
        themes=model,
        tried=tried,
        subthemes=fit_subthemes(sample, model),
        stability=_stability(sample, themes, model.n_themes, settings),
        found_again=_found_again(sample, themes, model.n_themes, settings),
    )


def _stability(
    sample: SampledSets, themes: NDArray[np.int32], n_themes: int, settings: Settings
) -> tuple[float, ...]:
    """Draw authors again, fit on what they said, and see which themes come back."""
    tables = [
        _crossed(themes, n_themes, _themes_again(sample, n_themes, replicate))
        for replicate in range(settings.stability_replicates)
    ]
    return tuple(mean_stability(tables).jaccards.tolist()) if tables else ()


def _themes_again(sample: SampledSets, n_themes: int, replicate: int) -> NDArray[np.int32]:
    drawn = draw_again(sample.units, replicate=replicate)
    again = SampledSets(
        hashes=sample.hashes[drawn], units=sample.units[drawn], rows=sample.rows.take(drawn)
    )
    return assign_themes(sample.rows, fit_themes(again, n_themes=n_themes)).themes


def _found_again(
    sample: SampledSets, themes: NDArray[np.int32], n_themes: int, settings: Settings
) -> tuple[float, ...]:
    """Compare themes with the classes of one reading, or of two among the sets that both hold."""
    asked: dict[str, Any] = {
        "n_classes": n_themes,
        "smallest": max(SMALLEST_CLASS, int(SMALLEST_CLASS_SHARE * sample.rows.n_rows)),
        "units": sample.units,
        "draws": settings.division_draws,
    }
    if settings.double:
        found = classify_twice(sample.rows, **asked)
        themes, classes = themes[found.is_read_twice], found.classes[found.is_read_twice]
    else:
        classes = classify(sample.rows, **asked).classes
    return tuple(jaccard_matches(_crossed(themes, n_themes, classes)).jaccards.tolist())


def _crossed(
    themes: NDArray[np.int32], n_themes: int, others: NDArray[np.int32]
) -> NDArray[np.int64]:
    n_others = int(others.max(initial=-1)) + 1
    return cross_counts(themes, others, n_themes=n_themes, n_codes=n_others)
