"""Themes: fitted on a sample of distinct answers, then given to every answer by the same rule."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.synthesis.contexts import measure_divergences
from civiscope.synthesis.factorisation import factorise, fold_in
from civiscope.synthesis.rows import SparseRows
from civiscope.synthesis.sampling import SampledSets

LEAST_MEMBERSHIP = 0.05
"""An answer has length 1; one of which a theme explains less is said to have none."""

FEWEST_TEXTS = 5
"""Sampled sets that must have a lemma for it to count; rarer ones are told apart by nothing."""

SMALLEST_DIVIDED = 300
"""Sampled sets of a theme from which sub-themes are sought."""

N_SUBTHEMES = 3
"""Sub-themes of a theme: enough to see what it holds together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeModel:
    """What gives an answer its theme.

    Attributes
    ----------
    weights : ndarray of float64, shape (n_lemmas,)
        Weight of each lemma; 0 for those that do not count.
    parts : ndarray of float64, shape (n_themes, n_lemmas)
        The themes, each of length 1, the largest in the sample first.
    """

    weights: NDArray[np.float64]
    parts: NDArray[np.float64]

    @property
    def n_themes(self) -> int:
        """How many themes there are."""
        return len(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The theme of each answer.

    Attributes
    ----------
    themes : ndarray of int32, shape (n_answers,)
        -1 where no theme holds the answer.
    scores : ndarray of float64, shape (n_answers,)
        How much of the answer the theme explains, from 0 to about 1.
    """

    themes: NDArray[np.int32]
    scores: NDArray[np.float64]


def fit_themes(sample: SampledSets, *, n_themes: int) -> ThemeModel:
    """Find the themes of a sample of distinct lemma sets.

    Parameters
    ----------
    sample : SampledSets
        Of shape (n_sets, n_lemmas).
    n_themes : int
        Themes sought; fewer are found in a sample of fewer sets or lemmas.

    Returns
    -------
    ThemeModel
        The same for the same sample, bit for bit.

    Notes
    -----
    Rows are presences times the divergence of each lemma's context (`measure_divergences`), scaled
    to length 1, factorised by `factorise`. Each distinct set counts once: repeated answers say how
    many think so, not what goes together.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.rows import SparseRows
    >>> from civiscope.synthesis.sampling import sample_sets
    >>> from civiscope.synthesis.themes import assign_themes, fit_themes
    >>> taxes, schools = [[0, 1, n] for n in (4, 5, 6, 7, 8)], [[2, 3, n] for n in (4, 5, 6, 7, 8)]
    >>> rows = SparseRows.of_sets(taxes + schools, n_columns=9)
    >>> sample = sample_sets(rows, units=np.arange(10, dtype=np.uint64), limit=100)
    >>> themes = assign_themes(rows, fit_themes(sample, n_themes=2)).themes
    >>> len(set(themes[:5])), len(set(themes[5:])), bool(themes[0] != themes[5])
    (1, 1, True)
    """
    weights = _weights(sample.rows)
    useful = np.flatnonzero(weights > 0)
    n_parts = max(1, min(n_themes, sample.rows.n_rows, len(useful)))
    rows = sample.rows.with_columns(useful).scaled(weights[useful])
    parts = np.zeros((n_parts, sample.rows.n_columns))
    parts[:, useful] = factorise(rows, n_parts=n_parts).parts
    return _largest_first(ThemeModel(weights=weights, parts=parts), sample.rows)


def fit_subthemes(sample: SampledSets, model: ThemeModel) -> dict[int, ThemeModel]:
    """Find the themes inside each theme that is large enough.

    Parameters
    ----------
    sample : SampledSets
        That the themes were fitted on.
    model : ThemeModel
        The themes.

    Returns
    -------
    dict of int to ThemeModel
        By number of theme; themes with fewer than `SMALLEST_DIVIDED` sets are not there.
    """
    themes = assign_themes(sample.rows, model).themes
    sizes = np.bincount(themes[themes >= 0], minlength=model.n_themes)
    return {
        int(theme): fit_themes(_inside(sample, themes == theme), n_themes=N_SUBTHEMES)
        for theme in np.flatnonzero(sizes >= SMALLEST_DIVIDED)
    }


def assign_themes(rows: SparseRows, model: ThemeModel) -> Assignment:
    """Give each answer the theme that explains most of it.

    Parameters
    ----------
    rows : SparseRows
        Lemma sets, of shape (n_answers, n_lemmas); an entry says how much its lemma weighs in the
        answer, beside the others.
    model : ThemeModel
        The themes.

    Returns
    -------
    Assignment
        Each answer's theme depends on its lemmas and the model alone.
    """
    memberships = fold_in(rows.scaled(model.weights), model.parts)
    scores = memberships.max(axis=1, initial=0.0)
    themes = memberships.argmax(axis=1).astype(np.int32)
    themes[scores < LEAST_MEMBERSHIP] = -1
    return Assignment(themes=themes, scores=scores)


def discount_later(ranks: NDArray[np.int32]) -> NDArray[np.float32]:
    """Weigh the lemmas of an answer by the order in which it names them.

    Parameters
    ----------
    ranks : ndarray of int32, shape (n_entries,)
        0 for the first lemma of its answer, 1 for the next, and so on.

    Returns
    -------
    ndarray of float32, shape (n_entries,)
        1 for the first, about .63 for the second, .5 for the third, .29 for the tenth.

    Notes
    -----
    1 / log2(2 + rank): the discount by which results far down a list are counted less. Here it is
    lemmas far down an answer, which add examples and second thoughts to what was said first.

    References
    ----------
    Järvelin and Kekäläinen, 2002, "Cumulated gain-based evaluation of IR techniques".

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.synthesis.themes import discount_later
    >>> discount_later(np.array([0, 2, 6])).tolist()
    [1.0, 0.5, 0.3333333432674408]
    """
    return np.asarray(1.0 / np.log2(ranks + 2.0), dtype=np.float32)


def _weights(rows: SparseRows) -> NDArray[np.float64]:
    weights = np.where(rows.column_counts() >= FEWEST_TEXTS, measure_divergences(rows), 0.0)
    # A handful of answers, or answers of the same words only: then every lemma counts alike.
    return weights if weights.any() else np.ones(rows.n_columns)


def _largest_first(model: ThemeModel, rows: SparseRows) -> ThemeModel:
    themes = assign_themes(rows, model).themes
    sizes = np.bincount(themes[themes >= 0], minlength=model.n_themes)
    order = np.argsort(-sizes, kind="stable")
    return ThemeModel(weights=model.weights, parts=model.parts[order])


def _inside(sample: SampledSets, chosen: NDArray[np.bool_]) -> SampledSets:
    places = np.flatnonzero(chosen)
    return SampledSets(
        hashes=sample.hashes[places], units=sample.units[places], rows=sample.rows.take(places)
    )
