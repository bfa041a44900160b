from dataclasses import replace

import numpy as np
import pytest

from civiscope.synthesis.numbers import NUMBERS, choose_number
from civiscope.synthesis.rows import SparseRows
from civiscope.synthesis.sampling import SampledSets, sample_sets


def sample_of(sets, n_columns, *, units=None):
    rows = SparseRows.of_sets([list(map(int, one)) for one in sets], n_columns=n_columns)
    units = np.arange(len(sets), dtype=np.uint64) if units is None else units
    return sample_sets(rows, units=units, limit=10_000)


def planted(n_themes, n_sets, seed=0):
    """Draw sets of four words of a theme of twelve; of two themes, none has as many sets."""
    rng = np.random.default_rng(seed)
    shares = np.arange(n_themes + 2, 2, -1)
    themes = rng.choice(n_themes, n_sets, p=shares / shares.sum())
    return [12 * theme + rng.choice(12, 4, replace=False) for theme in themes]


def chosen(tried):
    return [one.themes for one in tried if one.is_chosen]


# From its start without chance, the factorisation needs two more parts to tell eight themes apart.
@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize(("n_themes", "n_parts"), [(4, 4), (8, 10)])
def test_planted_number_foretells_best(n_themes, n_parts, seed):
    sets = planted(n_themes, 1800, seed)

    tried = choose_number(sample_of(sets, 96), numbers=(2, 4, 6, 10, 16, 24))

    [best] = [one for one in tried if one.behind == 0]
    assert best.themes == n_parts
    assert chosen(tried) == [n_parts]
    # Told the theme, one knows the word among twelve instead of among twelve times the themes.
    assert best.gain == pytest.approx(np.log2(n_themes), abs=0.4)


def test_words_dealt_out_at_random_take_the_fewest_themes():
    rng = np.random.default_rng(1)
    weights = 1 / np.arange(2, 102)
    sets = [rng.choice(100, 4, replace=False, p=weights / weights.sum()) for _ in range(2000)]

    tried = choose_number(sample_of(sets, 100))

    assert chosen(tried) == [NUMBERS[0]]
    assert max(one.gain for one in tried) < 0.02


def test_the_largest_number_within_an_error_of_the_best_is_taken():
    tried = choose_number(sample_of(planted(4, 400), 48), numbers=(2, 3, 4, 5, 6))

    assert [one.themes for one in tried] == [2, 3, 4, 5, 6]
    near = [one.themes for one in tried if one.behind <= one.error]
    assert chosen(tried) == near[-1:]
    assert min(one.behind for one in tried) == 0
    best = max(tried, key=lambda one: one.gain)
    assert (best.behind, best.error) == (0, 0)
    for one in tried:
        assert one.behind == pytest.approx(best.gain - one.gain)


@pytest.mark.parametrize(("n_sets", "numbers"), [(199, (5, 8)), (200, (5, 8, 10)), (30, (5,))])
def test_numbers_are_tried_where_there_are_sets_for_them(n_sets, numbers):
    sample = sample_of(planted(4, 400), 48)
    part = SampledSets(
        hashes=sample.hashes[:n_sets],
        units=sample.units[:n_sets],
        rows=sample.rows.take(np.arange(n_sets)),
    )

    assert tuple(one.themes for one in choose_number(part)) == numbers


def test_nothing_said_is_foretold_by_nothing():
    tried = choose_number(sample_of([], 5))

    assert [(one.themes, one.gain, one.behind, one.error) for one in tried] == [(5, 0, 0, 0)]
    assert chosen(tried) == [5]


def test_what_one_unit_said_foretells_nothing_of_itself():
    units = np.ones(200, dtype=np.uint64)
    sample = sample_of(planted(4, 200), 48, units=units)

    assert {one.gain for one in choose_number(sample)} == {0.0}


def test_words_without_themes_are_foretold_by_their_frequency():
    # The word that is left of a set of two may be one that no theme has.
    sets = [(n % 40, 40 + n % 7) for n in range(400)] + [(47, 48)]
    sample = sample_of(sets, 49)

    assert all(np.isfinite(one.gain) for one in choose_number(sample, numbers=(2, 3)))


def test_sets_of_one_word_are_not_asked():
    sets = planted(4, 300)
    alone = [[word] for word in range(48)]

    gains, others = (
        [one.gain for one in choose_number(sample_of(said, 48), numbers=(2, 4))]
        for said in (sets, sets + alone)
    )

    # Nothing is behind a word said alone: if asked, one set in seven would foretell nothing.
    assert others == pytest.approx(gains, rel=0.05)


def test_order_of_the_answers_does_not_count():
    sets = planted(4, 300)
    order = np.random.default_rng(2).permutation(300)

    whole = choose_number(sample_of(sets, 48))
    shuffled = choose_number(
        sample_of([sets[place] for place in order], 48, units=order.astype(np.uint64))
    )

    assert shuffled == whole
    assert replace(whole[0], themes=3) != whole[0]
