"""Which contributions people code."""

from collections import Counter

import numpy as np
import pytest

from civiscope.coding.sampling import (
    allocate,
    digest_of_identifiers,
    draw_sample,
    measure_uncertainty,
    stratify,
)
from civiscope.errors import InputError

NAMES = [f"c{number}" for number in range(1000)]
UNCERTAINTY = np.linspace(0, 1, 1000) ** 4


def test_same_seed_draws_the_same_whatever_the_order():
    first = draw_sample(NAMES, size=50, seed=1, n_double=10)
    again = draw_sample(NAMES[::-1], size=50, seed=1, n_double=10)

    assert again.identifiers == first.identifiers
    assert again.is_double.tolist() == first.is_double.tolist()
    assert again.population_digest == first.population_digest
    assert draw_sample(NAMES, size=50, seed=2).identifiers != first.identifiers


def test_larger_sample_completes_a_smaller_one():
    small, large = (draw_sample(NAMES, size=size, seed=1).identifiers for size in (50, 80))

    assert large[:50] == small


def test_each_contribution_has_the_same_chance_to_be_drawn():
    names = NAMES[:20]
    drawn = Counter(
        name for seed in range(2000) for name in draw_sample(names, size=5, seed=seed).identifiers
    )

    # Each is drawn a quarter of the times: four standard errors of 2,000 draws.
    assert all(abs(count / 2000 - 0.25) < 0.04 for count in drawn.values())


def test_simple_sample_has_one_probability():
    sample = draw_sample(NAMES, size=50, seed=1)

    assert set(sample.probabilities.tolist()) == {0.05}
    assert (sample.populations.tolist(), sample.strata.sum()) == ([1000], 0)


def test_stratified_sample_keeps_the_design():
    sample = draw_sample(NAMES, size=100, seed=1, uncertainty=UNCERTAINTY)

    strata = stratify(UNCERTAINTY)
    where = {name: place for place, name in enumerate(NAMES)}
    places = [where[name] for name in sample.identifiers]
    assert sample.strata.tolist() == strata[places].tolist()
    assert sample.populations.tolist() == np.bincount(strata).tolist()
    sizes = sample.drawn.sizes
    assert sizes.sum() == 100
    assert sample.probabilities[0] == pytest.approx((sizes / sample.populations)[sample.strata[0]])
    # The machine is least sure of the last stratum, and nothing weighs more than twice as much.
    assert sample.probabilities[sample.strata == 4][0] > sample.probabilities.min() * 2
    assert (sample.drawn.weights <= 20 + 1e-9).all()


def test_double_part_and_coders_are_shared_out_evenly():
    sample = draw_sample(NAMES, size=60, seed=1, n_double=15, coders=("ana", "ben", "cleo"))

    assert sample.is_double.sum() == 15
    given = Counter(coder for coders in sample.coders for coder in coders)
    assert set(given.values()) == {25}
    pairs = [coders for coders, twice in zip(sample.coders, sample.is_double, strict=True) if twice]
    assert all(len(set(coders)) == 2 for coders in pairs)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"size": 1}, "Expected a sample of 2 to 1000 contributions"),
        ({"size": 1001}, "Expected a sample of 2 to 1000 contributions"),
        ({"size": 9, "n_double": 10}, "Expected at most the 9 contributions"),
        ({"size": 9, "n_double": -1}, "Expected at most the 9 contributions"),
        ({"size": 9, "coders": ("ana", "ana")}, "Expected different coders"),
        ({"size": 9, "n_double": 1, "coders": ("ana",)}, "Expected different coders"),
    ],
)
def test_sample_that_cannot_be_drawn_is_refused(options, said):
    with pytest.raises(InputError, match=said):
        draw_sample(NAMES, seed=1, **options)


def test_identifier_that_stands_twice_is_refused():
    with pytest.raises(InputError, match="got an identifier twice"):
        draw_sample(["a", "b", "a"], size=2, seed=1)


def test_digest_tells_contributions_apart():
    assert digest_of_identifiers(["ab", "c"]) != digest_of_identifiers(["a", "bc"])


def test_uncertainty_weighs_rare_codes_as_common_ones():
    unit, code = np.array([0, 1, 2, 3]), np.array([0, 1, 1, 1])
    score = np.array([0.5, 0.5, 1.0, 1.0])

    found = measure_uncertainty(unit, code, score, n_units=6)

    rare, common = 0.5 / 6, 2.5 / 6
    assert found[0] == pytest.approx(np.sqrt(0.25 / (rare * (1 - rare))))
    assert found[1] == pytest.approx(np.sqrt(0.25 / (common * (1 - common))))
    assert found[2:].tolist() == [0, 0, 0, 0]


def test_code_of_all_contributions_leaves_no_doubt():
    place = np.arange(2)

    assert measure_uncertainty(place, place * 0, np.ones(2), n_units=2).tolist() == [0, 0]


def test_sure_machine_makes_one_stratum():
    assert stratify(np.zeros(4)).tolist() == [0, 0, 0, 0]


def test_equal_uncertainties_share_a_stratum_and_none_is_empty():
    strata = stratify(np.array([0.0] * 50 + [1.0] * 50))

    assert strata.tolist() == [0] * 50 + [1] * 50


@pytest.mark.parametrize("size", [15, 77, 600, 1000])
def test_allocation_sums_to_the_size_within_each_stratum(size):
    populations = np.array([900, 97, 3])

    sizes = allocate(populations, np.array([0.01, 0.5, 0.9]), size=size)

    assert sizes.sum() == size
    assert (sizes <= populations).all()
    assert (sizes >= [5, 5, 3]).all()


def test_allocation_without_spread_is_by_size():
    assert allocate(np.array([300, 100]), np.zeros(2), size=40).tolist() == [30, 10]


def test_sample_too_small_for_its_strata_is_refused():
    with pytest.raises(InputError, match="Expected at least 10 contributions for a sample in 2"):
        allocate(np.array([300, 100]), np.ones(2), size=9)
