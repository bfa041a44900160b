from collections import Counter

import numpy as np
import pytest

from civiscope.synthesis.tallies import Tally, merge_tallies, tally

RNG = np.random.default_rng(2)
KEYS, TIMES = RNG.integers(0, 40, 300), RNG.integers(1, 4, 300)


def listed(found):
    return [*zip(found.keys.tolist(), found.counts.tolist(), strict=True)]


def naive_tally():
    counts = Counter()
    for key, times in zip(KEYS.tolist(), TIMES.tolist(), strict=True):
        counts[key] += times
    return sorted(counts.items())


def test_keys_are_counted_in_their_order():
    assert listed(tally(KEYS, TIMES)) == naive_tally()


@pytest.mark.parametrize("waiting", [0, 50, 10_000])
@pytest.mark.parametrize("cuts", [[], [1, 1, 200], [100, 250]])
def test_tallies_of_batches_add_up_in_any_order(monkeypatch, engine, waiting, cuts):
    monkeypatch.setattr(engine.tallies, "_WAITING", waiting)
    parts = [tally(*part) for part in zip(np.split(KEYS, cuts), np.split(TIMES, cuts), strict=True)]

    assert listed(engine.tallies.merge_tallies(reversed(parts))) == naive_tally()


def test_nothing_is_counted_of_nothing():
    nothing = tally(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))

    assert listed(nothing) == listed(merge_tallies([nothing])) == listed(merge_tallies([])) == []
    assert isinstance(nothing, Tally)


def test_values_are_counted_in_the_slices_of_each_group(engine):
    values = RNG.integers(0, 9, 50).astype(np.int32)
    begins = RNG.integers(0, 50, 20)
    ends = np.minimum(begins + RNG.integers(0, 9, 20), 50)
    indptr = np.array([0, 6, 6, 7, 20])

    found = engine.tallies.tally_slices(indptr, begins, ends, values, n_values=9)

    counts = Counter(
        group * 9 + value
        for group in range(4)
        for piece in range(indptr[group], indptr[group + 1])
        for value in values[begins[piece] : ends[piece]].tolist()
    )
    assert listed(found) == sorted(counts.items())


def test_no_group_has_no_value(engine):
    nothing = np.empty(0, dtype=np.int64)

    found = engine.tallies.tally_slices(
        np.zeros(1, dtype=np.int64), nothing, nothing, np.empty(0, dtype=np.int32), n_values=9
    )

    assert listed(found) == []
