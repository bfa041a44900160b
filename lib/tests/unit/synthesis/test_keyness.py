import numpy as np
import pytest

from civiscope.chance.significance import benjamini_hochberg
from civiscope.synthesis.keyness import Keyness, measure_keyness, typical_terms

SIZES, TOTALS, N_ANSWERS = np.array([300, 500]), np.array([200, 90, 1000, 0, 40]), 1000
PRESENCES = np.array([[150, 27, 300, 0, 30], [30, 45, 500, 0, 5]])
ENTRIES = ["supprimer", "isf", "taxe", "jamais", "¬supprimer"]


def measure():
    return measure_keyness(PRESENCES, sizes=SIZES, totals=TOTALS, n_answers=N_ANSWERS)


def test_signs_say_which_side_of_the_expectation():
    keyness = measure()

    assert np.sign(keyness.chi_squares).tolist() == [[1, 0, 0, 0, 1], [-1, 0, 0, 0, -1]]
    assert np.sign(keyness.specificities).tolist() == [[1, 1, 0, 0, 1], [-1, 1, 0, 0, -1]]


def test_p_values_are_twice_the_tail():
    keyness = measure()

    assert keyness.p_values[0, 4] == pytest.approx(2 * 10 ** -keyness.specificities[0, 4])
    assert keyness.p_values[:, 1].tolist() == [1, 1]


def test_entries_of_all_or_no_answers_are_not_tested():
    keyness = measure()

    tested = [0, 1, 4]
    assert keyness.q_values[:, [2, 3]].tolist() == [[1, 1], [1, 1]]
    assert keyness.q_values[:, tested].tolist() == (
        benjamini_hochberg(keyness.p_values[:, tested]).tolist()
    )


def test_typical_terms_fall_by_chi_square_and_may_be_negated():
    terms = typical_terms(measure(), count=5)

    assert [[ENTRIES[entry] for entry in chosen] for chosen in terms] == [
        ["supprimer", "¬supprimer"],
        [],
    ]


def test_ties_are_in_the_order_of_the_vocabulary_and_cut_there():
    chi_squares = np.array([[5.0, 9.0, 5.0, 5.0, -9.0, 7.0]])
    q_values = np.array([[0.01, 0.01, 0.01, 0.01, 0.01, 0.06]])
    keyness = Keyness(
        chi_squares=chi_squares, specificities=chi_squares, p_values=q_values, q_values=q_values
    )

    assert [terms.tolist() for terms in typical_terms(keyness, count=3)] == [[1, 0, 2]]
