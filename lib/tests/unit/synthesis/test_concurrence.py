from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from civiscope.synthesis.concurrence import count_concurrences, find_seeds
from civiscope.synthesis.rows import SparseRows

N_LEMMAS = 12
N_STRATA = 3


def some_answers(rng, n=240):
    """Draw answers of independent words, the first lemmas more common, in strata."""
    weights = 1 / np.arange(2, N_LEMMAS + 2)
    sets = [
        rng.choice(N_LEMMAS, rng.integers(0, 7), replace=False, p=weights / weights.sum()).tolist()
        for _ in range(n)
    ]
    return sets, rng.integers(0, N_STRATA, n).astype(np.int32)


def counted_of(engine, sets, strata, n_lemmas=N_LEMMAS):
    rows = engine.rows.SparseRows.of_sets(sets, n_columns=n_lemmas)
    return engine.concurrence.count_concurrences(rows, strata, n_strata=N_STRATA)


def listed(counted):
    pairs = zip(counted.pairs.keys.tolist(), counted.pairs.counts.tolist(), strict=True)
    return [*pairs], counted.presences.tolist(), counted.sizes.tolist()


def naive_counts(sets, strata):
    pairs = Counter(
        first * N_LEMMAS + second
        for words in sets
        for first, second in combinations(sorted(words), 2)
    )
    presences = np.zeros((N_STRATA, N_LEMMAS), dtype=int)
    sizes = np.zeros((N_STRATA, 3), dtype=int)
    for words, stratum in zip(sets, strata.tolist(), strict=True):
        presences[stratum, words] += 1
        sizes[stratum] += 1, len(words), len(words) * (len(words) - 1)
    return sorted(pairs.items()), presences.tolist(), sizes.tolist()


def test_words_and_pairs_are_counted(engine):
    sets, strata = some_answers(np.random.default_rng(0))

    assert listed(counted_of(engine, sets, strata)) == naive_counts(sets, strata)


def test_counts_of_batches_add_up_in_any_order(engine):
    sets, strata = some_answers(np.random.default_rng(2))
    order = np.random.default_rng(3).permutation(len(sets))

    parts = [
        counted_of(engine, [sets[row] for row in batch], strata[batch])
        for batch in np.split(order, [0, 10, 200])
    ]
    merged = engine.concurrence.merge_concurrences(iter(parts))

    assert listed(merged) == naive_counts(sets, strata)


def test_long_answers_keep_their_rarest_words(engine):
    rows = engine.rows.SparseRows.of_sets([[0, 1, 2, 3, 4], [4], []], n_columns=5)

    kept = engine.concurrence.rarest_words(rows, documents=np.array([5, 9, 5, 2, 5]), limit=3)

    # Of the three lemmas in five texts, those of smaller number.
    assert kept.indices.tolist() == [0, 2, 3, 4]
    assert kept.indptr.tolist() == [0, 3, 4, 4]


def test_expectation_is_that_of_words_dealt_out_at_random(engine):
    rng = np.random.default_rng(4)
    sets, strata = some_answers(rng, n=60)
    counted = counted_of(engine, sets, strata)
    firsts, seconds = np.triu_indices(N_LEMMAS, 1)

    expected = engine.concurrence.expect_pairs(counted, firsts, seconds)

    # Words are dealt out anew inside each stratum, to answers that keep their lengths.
    draws, met = 2000, np.zeros((N_LEMMAS, N_LEMMAS))
    for stratum in range(N_STRATA):
        own = [words for words, one in zip(sets, strata, strict=True) if one == stratum]
        answers = np.repeat(np.arange(len(own)), [len(words) for words in own])
        deck = np.concatenate([np.array(words, dtype=int) for words in own])
        hands = np.argwhere(answers[:, None] < answers[None, :] + 1)
        hands = hands[(hands[:, 0] < hands[:, 1]) & (answers[hands[:, 0]] == answers[hands[:, 1]])]
        for _ in range(draws):
            dealt = rng.permutation(deck)
            np.add.at(met, (dealt[hands[:, 0]], dealt[hands[:, 1]]), 1 / draws)
    assert expected == pytest.approx((met + met.T)[firsts, seconds], rel=0.1, abs=0.05)


def test_words_of_full_answers_are_expected_as_if_independent(engine):
    # Each word is in three answers of four, whatever the others: dealt out, they would meet less.
    sets = [[word for word in range(4) if number >> 2 * word & 3] for number in range(256)]
    counted = counted_of(engine, sets, np.zeros(256, dtype=np.int32))

    expected = engine.concurrence.expect_pairs(counted, np.array([0]), np.array([3]))

    assert expected.tolist() == [192 * 192 / 256]


def test_a_stratum_without_words_expects_nothing(engine):
    counted = counted_of(engine, [[], []], np.zeros(2, dtype=np.int32))

    assert engine.concurrence.expect_pairs(counted, np.array([0]), np.array([1])).tolist() == [0.0]


def test_planted_pair_is_found_and_what_strata_explain_is_not(engine):
    rng = np.random.default_rng(5)
    # Lemmas 0 and 1 are of stratum 0, 2 and 3 of stratum 1: often together for no other reason.
    sets, strata = [], []
    for number in range(600):
        stratum = number % 2
        own = [2 * stratum + word for word in (0, 1) if rng.random() < 0.7]
        sets.append([*own, *(4 + rng.choice(8, 3, replace=False))])
        strata.append(stratum)
    for number in range(12):
        sets.append([12, 13, 4 + number % 8])
        strata.append(number % 2)
    counted = counted_of(engine, sets, np.array(strata, dtype=np.int32), n_lemmas=14)

    seeds = engine.concurrence.find_seeds(counted, fewest=8, most=300)

    assert [*zip(seeds.firsts.tolist(), seeds.seconds.tolist(), strict=True)] == [(12, 13)]
    assert seeds.together.tolist() == [12]
    assert 0 < seeds.expected[0] < 1
    assert seeds.digits[0] > 6


@pytest.mark.parametrize(("fewest", "most"), [(13, 300), (2, 11)])
def test_pairs_are_as_frequent_as_is_asked(engine, fewest, most):
    sets = [[12, 13]] * 12 + [[number % 12] for number in range(400)]
    counted = counted_of(engine, sets, np.zeros(412, dtype=np.int32), n_lemmas=14)

    assert len(engine.concurrence.find_seeds(counted, fewest=2, most=300).firsts) == 1
    assert len(engine.concurrence.find_seeds(counted, fewest=fewest, most=most).firsts) == 0


def test_the_most_surprising_pairs_are_kept_in_their_order(engine, monkeypatch):
    sizes = {(0, 1): 10, (2, 3): 30, (4, 5): 20}
    sets = [pair for pair, size in sizes.items() for _ in range(size)]
    sets += [(6 + number % 6,) for number in range(800)]
    counted = counted_of(engine, sets, np.zeros(len(sets), dtype=np.int32))
    monkeypatch.setattr(engine.concurrence, "MOST_PAIRS", 2)

    seeds = engine.concurrence.find_seeds(counted, fewest=2, most=100)

    assert [*zip(seeds.firsts.tolist(), seeds.seconds.tolist(), strict=True)] == [(2, 3), (4, 5)]


def test_words_dealt_out_at_random_surprise_in_no_more_than_one_draw_in_twenty():
    rng = np.random.default_rng(6)
    n_lemmas, n_found = 300, 0
    weights = 1 / np.arange(3, n_lemmas + 3)
    for _ in range(40):
        lengths = np.minimum(1 + rng.geometric(0.2, 3000), 30)
        words = rng.choice(n_lemmas, lengths.sum(), p=weights / weights.sum())
        sets = np.split(words, np.cumsum(lengths)[:-1])
        strata = rng.integers(0, N_STRATA, len(sets)).astype(np.int32)
        rows = SparseRows.of_sets([one.tolist() for one in sets], n_columns=n_lemmas)
        counted = count_concurrences(rows, strata, n_strata=N_STRATA)
        n_found += len(find_seeds(counted, fewest=3, most=3000).firsts) > 0

    assert n_found <= 2
