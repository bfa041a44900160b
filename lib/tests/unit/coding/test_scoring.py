"""From matches to scores."""

import numpy as np

from civiscope.coding.codebook import Code, Codebook
from civiscope.coding.scoring import residual_codes, score_matches, settle_scores

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


def settled(*scores, bars=None, non_answers=None):
    return settle_scores(
        np.array(scores, float),
        BOOK,
        bars=np.full(6, 0.5) if bars is None else np.array(bars),
        residuals=residual_codes(BOOK, language="fr"),
        is_non_answer=np.array(non_answers or [False] * len(scores)),
    )


def test_residual_codes_are_found_by_their_number():
    assert residual_codes(BOOK, language="fr") == {4: "other", 5: "none"}


def test_a_match_is_worth_a_half_where_it_is_as_likely_as_not():
    assert score_matches(np.array([[0, 0, 0.15, 0, 0, 0]]), BOOK)[0, 2] == 0.5


def test_a_whole_matches_where_its_parts_do():
    score = score_matches(np.array([[0.1, 0, 0.5, 0, 0, 0]]), BOOK)[0]

    assert score[2] == score[1] == round(0.5 / 0.65, 4)
    assert score[0] == round(0.55 / 0.7, 4)


def test_whoever_has_a_part_has_the_whole():
    assert settled([0.1, 0.2, 0.7, 0, 0, 0])[0].tolist()[:3] == [0.5, 0.5, 0.7]
    assert settled([0.1, 0.2, 0.4, 0, 0, 0])[0].tolist()[:3] == [0.1, 0.2, 0.4]


def test_an_answer_without_a_code_has_other_and_what_holds_it():
    assert settled([0.2, 0, 0, 0, 0, 0])[0].tolist() == [0.2, 0, 0, 0.5, 0.8, 0]
    assert settled([0.6, 0, 0, 0, 0, 0])[0].tolist() == [0.6, 0, 0, 0, 0.4, 0]


def test_other_is_what_no_code_has_wherever_the_bars_are():
    low, high = [0.2] * 6, [0.9] * 6

    assert settled([0.3, 0, 0, 0, 0, 0], bars=low)[0, 4] == 0.1999
    assert settled([0.8, 0, 0, 0, 0, 0], bars=high)[0, 4] == 0.9


def test_an_answer_that_answers_nothing_is_none_and_not_other():
    score = settled([0] * 6, non_answers=[True])[0]

    assert score.tolist() == [0, 0, 0, 0, 0, 1]


def test_a_residual_code_has_no_score_of_its_own():
    assert settled([0.6, 0, 0, 0, 0.9, 0.9])[0].tolist() == [0.6, 0, 0, 0, 0.4, 0]


def test_matches_and_scores_are_left_as_they_were():
    given = np.full((1, 6), 0.2)
    before = given.copy()

    score_matches(given, BOOK)
    settle_scores(given, BOOK, bars=np.full(6, 0.5), residuals={}, is_non_answer=np.array([False]))

    assert np.array_equal(given, before)
