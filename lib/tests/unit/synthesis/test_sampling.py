from itertools import pairwise

import numpy as np
import pytest

from civiscope.synthesis.rows import SparseRows

MASK = 2**64 - 1


def naive_hash(columns):
    state = 0xCBF29CE484222325
    for column in sorted(columns):
        state = (state ^ column) * 0x9E3779B97F4A7C15 & MASK
        state ^= state >> 29
    state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    state = (state ^ (state >> 27)) * 0x94D049BB133111EB & MASK
    return state ^ (state >> 31)


def rows_of(sets):
    return SparseRows.of_sets(sets, n_columns=6)


def some_answers(n=200):
    rng = np.random.default_rng(0)
    sets = [rng.choice(6, rng.integers(0, 5), replace=False).tolist() for _ in range(n)]
    return sets, rng.integers(1, 50, n).astype(np.uint64)


def listed(sample):
    indptr, indices = sample.rows.indptr.tolist(), sample.rows.indices.tolist()
    sets = [indices[first:end] for first, end in pairwise(indptr)]
    return [*zip(sample.hashes.tolist(), sample.units.tolist(), sets, strict=True)]


def naive_sample(sets, units, limit):
    said = {}
    for columns, unit in zip(sets, units.tolist(), strict=True):
        if columns:
            key = (naive_hash(columns), tuple(sorted(columns)))
            said[key] = min(unit, said.get(key, unit))
    return [(key, unit, [*columns]) for (key, columns), unit in sorted(said.items())][:limit]


def test_sets_are_hashed_by_their_columns(engine):
    sets = [[0, 5], [], [3], [5, 0], [1, 2, 4]]

    hashes = engine.sampling.hash_sets(rows_of(sets))

    assert hashes.tolist() == [naive_hash(columns) for columns in sets]


@pytest.mark.parametrize("limit", [0, 7, 1000])
def test_sample_holds_the_distinct_sets_of_smallest_hash(engine, limit):
    sets, units = some_answers()

    sample = engine.sampling.sample_sets(rows_of(sets), units=units, limit=limit)

    assert listed(sample) == naive_sample(sets, units, limit)


@pytest.mark.parametrize("seed", range(3))
def test_samples_of_batches_merge_in_any_order(engine, seed):
    sets, units = some_answers()
    rows = rows_of(sets)
    order = np.random.default_rng(seed).permutation(200)

    samples = [
        engine.sampling.sample_sets(rows.take(batch), units=units[batch], limit=12)
        for batch in np.split(order, [0, 50, 51])
    ]
    merged = engine.sampling.merge_samples(iter(samples), limit=12)

    assert listed(merged) == naive_sample(sets, units, 12)


def test_answers_of_one_word_are_sampled_and_empty_ones_are_not(engine):
    units = np.ones(3, dtype=np.uint64)

    sample = engine.sampling.sample_sets(rows_of([[1], [], [2]]), units=units, limit=5)

    assert sorted(lemmas for _, _, lemmas in listed(sample)) == [[1], [2]]
