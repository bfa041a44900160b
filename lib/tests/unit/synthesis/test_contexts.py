import numpy as np
import pytest

from civiscope.synthesis.contexts import DECIMALS, PRIOR_ANSWERS
from civiscope.synthesis.rows import SparseRows


def some_sets(n=150, seed=0):
    rng = np.random.default_rng(seed)
    return [rng.choice(12, rng.integers(0, 6), replace=False).tolist() for _ in range(n)]


def naive_divergences(sets, n_lemmas):
    contexts = np.zeros((n_lemmas, n_lemmas))
    for lemmas in sets:
        for lemma in lemmas:
            contexts[lemma, lemmas] += 1 / len(lemmas)
    counts = contexts.sum(axis=1)
    expected = counts / counts.sum()
    found = np.zeros(n_lemmas)
    for lemma in np.flatnonzero(counts):
        shares = (contexts[lemma] + PRIOR_ANSWERS * expected) / (counts[lemma] + PRIOR_ANSWERS)
        met = expected > 0
        found[lemma] = (shares[met] * np.log(shares[met] / expected[met])).sum()
    return found


@pytest.mark.parametrize("seed", range(3))
def test_divergences_are_those_of_the_definition(engine, seed):
    sets = some_sets(seed=seed)

    found = engine.contexts.measure_divergences(SparseRows.of_sets(sets, n_columns=13))

    np.testing.assert_allclose(found, naive_divergences(sets, 13), atol=10.0**-DECIMALS)
    assert found[12] == 0


def test_lemma_in_any_company_tells_less_than_one_with_its_own(engine):
    sets = [[0, 1], [0, 1, 4], [2, 3], [2, 3, 4]] * 20

    found = engine.contexts.measure_divergences(SparseRows.of_sets(sets, n_columns=5))

    assert found.argmin() == 4
    assert (found[:4] > 9 * found[4]).all()


def test_lemma_that_is_a_whole_answer_tells_more(engine):
    with_others = [[0, 1, 2], [0, 3, 4], [1, 3], [2, 4]] * 10

    before, after = (
        engine.contexts.measure_divergences(SparseRows.of_sets(sets, n_columns=5))[0]
        for sets in (with_others, [*with_others, *([[0]] * 20)])
    )

    assert after > before


def test_lemmas_of_the_same_words_everywhere_tell_nothing(engine):
    found = engine.contexts.measure_divergences(SparseRows.of_sets([[0, 1]] * 9, n_columns=2))

    assert found.tolist() == [0, 0]


def test_no_answer_has_no_divergence(engine):
    found = engine.contexts.measure_divergences(SparseRows.of_sets([], n_columns=2))

    assert found.tolist() == [0, 0]
