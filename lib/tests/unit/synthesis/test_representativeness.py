import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from civiscope.errors import InputError
from civiscope.synthesis.representativeness import compare_with_population

PLACES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 10**6)), min_size=2, max_size=8)


def compared(participants, populations, **bounds):
    return compare_with_population(
        np.array(participants, dtype=np.float64),
        populations=np.array(populations),
        **{name: np.array(counts) for name, counts in bounds.items()},
    )


@settings(max_examples=40, derandomize=True, deadline=None)
@given(places=PLACES)
def test_intervals_and_tests_are_those_of_scipy(places):
    counts, populations = zip(*places, strict=True)
    total, everyone = sum(counts), sum(populations)
    if total == 0:
        return

    found = compared(counts, populations)

    for number, (count, population) in enumerate(places):
        test = binomtest(count, total, population / everyone)
        exact = test.proportion_ci(0.95, method="exact")
        tails = [
            binomtest(count, total, population / everyone, alternative=side).pvalue
            for side in ("less", "greater")
        ]
        assert found.lower[number] * population / everyone == pytest.approx(exact.low, abs=1e-9)
        assert found.upper[number] * population / everyone == pytest.approx(exact.high, abs=1e-9)
        assert found.p_values[number] == pytest.approx(min(1, 2 * min(tails)), rel=1e-6)


def test_places_that_took_part_alike_have_the_index_one():
    found = compared([10, 30, 60], [1000, 3000, 6000])

    assert found.indices.tolist() == pytest.approx([1, 1, 1])
    assert found.expected.tolist() == pytest.approx([10, 30, 60])
    assert found.dissimilarity == pytest.approx(0)
    assert found.p_values.tolist() == [1, 1, 1]


def test_an_index_is_a_share_over_a_share():
    found = compared([75, 25], [5000, 5000])

    assert found.indices.tolist() == [1.5, 0.5]
    assert found.dissimilarity == 0.25
    assert found.lower[0] > 1 > found.upper[1]
    assert max(found.q_values) < 1e-5


def test_a_place_without_participants_may_have_had_some():
    found = compared([0, 20], [1000, 9000])

    assert found.indices[0] == found.lower[0] == 0
    assert found.upper[0] > 1
    assert found.upper[1] == pytest.approx(1 / 0.9)


def test_few_participants_make_a_wide_interval():
    few, many = compared([2, 2], [3000, 7000]), compared([2000, 2000], [3000, 7000])

    assert few.indices.tolist() == many.indices.tolist()
    assert few.upper[0] - few.lower[0] > 10 * (many.upper[0] - many.lower[0])
    assert few.q_values[0] > 0.05 > many.q_values[0]


def test_an_interval_holds_wherever_those_of_several_places_live():
    least, most = [10, 40], [30, 60]

    found = compared([20, 50], [3000, 7000], least=least, most=most)

    for number, population in enumerate((3000, 7000)):
        for count in range(least[number], most[number] + 1):
            exact = binomtest(count, 70, population / 10_000).proportion_ci(0.95, method="exact")
            assert found.lower[number] * population / 10_000 <= exact.low + 1e-9
            assert found.upper[number] * population / 10_000 >= exact.high - 1e-9
    assert found.p_values.tolist() == [1, 1]


def test_a_place_stands_out_where_it_does_however_they_are_spread():
    found = compared([60, 40], [1000, 9000], least=[55, 35], most=[65, 45])

    assert max(found.p_values) < 1e-6
    assert found.lower[0] > 1 > found.upper[1]


def test_parts_of_participants_are_counted():
    found = compared([10.5, 9.5], [500, 500], least=[10, 9], most=[11, 10])

    assert found.indices.tolist() == [1.05, 0.95]
    assert found.p_values.tolist() == [1, 1]


@pytest.mark.parametrize(
    ("participants", "populations", "said"),
    [
        ([0, 0], [5, 5], "got 0 participants and 0 places without inhabitants"),
        ([1, 2], [5, 0], "got 3 participants and 1 places without inhabitants"),
    ],
)
def test_what_cannot_be_compared_is_told(participants, populations, said):
    with pytest.raises(InputError, match=said):
        compared(participants, populations)
