import numpy as np

from civiscope.disclosure import Axis, CountTable
from civiscope.disclosure.rules import primary_reasons

FIXTURE = [[15, 22, 8], [0, 3, 0], [3, 9, 6], [1, 2, 1]]


def test_small_cells_and_the_only_answer_of_a_group_are_primary(table):
    assert primary_reasons(table(FIXTURE)).tolist() == [
        [0, 0, 0, 0],
        [0, 2, 0, 0],
        [0, 0, 0, 0],
        [1, 1, 1, 0],
        [0, 0, 0, 0],
    ]


def test_zeros_are_not_small(table):
    assert primary_reasons(table([[0, 4, 5], [6, 5, 7], [8, 9, 4]])).tolist() == [[0] * 4] * 4


def test_the_threshold_can_be_higher(table):
    reasons = primary_reasons(table([[4, 9], [9, 9]]), threshold=5)

    assert reasons.tolist() == [[1, 0, 0], [0, 0, 0], [0, 0, 0]]


def test_what_outsiders_know_of_everyone_is_no_secret(table):
    """All who answered c1 are of r1, which tells of nobody what he answered."""
    counts = [[5, 0], [6, 7]]

    assert primary_reasons(table(counts, identifying="r")).tolist()[1] == [0, 0, 0]
    assert primary_reasons(table(counts)).tolist()[1] == [0, 2, 0]


def test_what_everyone_answered_is_a_finding(table):
    assert primary_reasons(table([9, 0, 0], variables="c")).tolist() == [0, 0, 0, 0]


def test_a_variable_of_one_category_tells_nothing(table):
    assert primary_reasons(table([[5], [6]], identifying="r")).tolist() == [[0, 0]] * 3


def test_the_zero_rule_reads_tables_of_three_variables(table):
    reasons = primary_reasons(
        table([[[5, 0], [4, 4]], [[3, 3], [3, 3]]], variables="abc", identifying="ab")
    )

    assert [tuple(place) for place in zip(*reasons.nonzero(), strict=True)] == [(0, 0, 0)]


def test_few_may_have_given_no_answer():
    kinds = Axis(variable="kind", categories=("a", "b"), is_identifying=True)
    answers = Axis(variable="answer", categories=("yes", "no", "none"), harmless=("none",))
    counts = np.array([[5, 2, 1], [4, 0, 1]])

    reasons = primary_reasons(CountTable(name="T", axes=(kinds, answers), counts=counts))

    assert reasons.tolist() == [[0, 1, 0, 0], [2, 0, 0, 0], [0, 1, 0, 0]]
