"""From matches to scores."""

import numpy as np

from civiscope.coding.codebook import Code, Codebook
from civiscope.coding.scoring import residual_codes, score_matches

BOOK = Codebook(
    codes=(
        Code(code="whole", label="Les élus"),
        Code(code="part", label="Les maires", parent="whole"),
        Code(code="deep", label="Les maires ruraux", parent="part"),
        Code(code="rest", label="Divers et autres"),
        Code(code="other", label="Autres réponses", parent="rest"),
        Code(code="none", label="Non-réponses"),
    )
)


def scored(*matches, non_answers=None):
    residuals = residual_codes(BOOK, language="fr")
    is_non_answer = np.array(non_answers or [False] * len(matches))
    return score_matches(
        np.array(matches, float), BOOK, residuals=residuals, is_non_answer=is_non_answer
    )


def test_residual_codes_are_found_by_their_number():
    assert residual_codes(BOOK, language="fr") == {4: "other", 5: "none"}


def test_a_match_is_worth_a_half_where_it_is_as_likely_as_not():
    assert scored([0, 0, 0.15, 0, 0, 0])[0, 2] == 0.5


def test_what_a_part_has_the_whole_has():
    score = scored([0.1, 0, 0.5, 0, 0, 0])[0]

    assert score[2] == score[1] == round(0.5 / 0.65, 4)
    assert score[0] == round(0.55 / 0.7, 4)


def test_what_no_code_has_is_other_and_so_is_what_holds_it():
    score = scored([0.05, 0, 0, 0, 0, 0])[0]

    assert score.tolist() == [0.25, 0, 0, 0.75, 0.75, 0]


def test_an_answer_that_answers_nothing_is_none_and_not_other():
    score = scored([0] * 6, non_answers=[True])[0]

    assert score.tolist() == [0, 0, 0, 0, 0, 1]


def test_matches_are_left_as_they_were():
    matches = np.full((1, 6), 0.2)
    before = matches.copy()

    score_matches(matches, BOOK, residuals={}, is_non_answer=np.array([False]))

    assert np.array_equal(matches, before)
