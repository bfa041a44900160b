"""Which answers people should code next."""

import numpy as np

from civiscope.coding.proposing import propose_answers

KEYS = np.array([5, 3, 9, 1, 7, 2, 8, 4], np.uint64)


def proposed(scores, size=8, bars=(0.5, 0.5), read=()):
    """Propose among eight answers, of scores by place and code."""
    unit, code, score = (np.array(column) for column in zip(*scores, strict=True))
    is_read = np.isin(np.arange(8), read)
    return propose_answers(
        unit, code, score, bars=np.array(bars), is_read=is_read, keys=KEYS, size=size
    ).tolist()


def test_each_code_proposes_in_turn_what_is_nearest_to_its_bar():
    scores = [(0, 0, 0.45), (1, 0, 0.9), (2, 1, 0.1), (4, 1, 0.4)]

    assert proposed(scores, size=3) == [0, 4, 1]


def test_the_bar_of_the_code_counts():
    assert proposed([(0, 0, 0.5), (1, 0, 0.2)], size=1, bars=(0.2, 0.5)) == [1]


def test_one_in_four_is_proposed_whatever_its_score():
    scores = [(0, 0, 0.5), (1, 0, 0.6), (2, 0, 0.7), (4, 0, 0.8), (6, 0, 0.9)]

    # Place 3 has the smallest key.
    assert proposed(scores, size=5) == [0, 1, 2, 3, 4]


def test_all_others_follow_where_the_machine_has_no_more_to_say():
    assert sorted(proposed([(0, 0, 0.5)])) == list(range(8))


def test_what_people_coded_is_not_proposed_again():
    assert proposed([(0, 0, 0.5), (1, 0, 0.6)], read=(0, 2, 3, 4, 5, 6, 7)) == [1]
    assert proposed([(0, 0, 0.5)], read=range(8)) == []


def test_what_is_even_is_settled_by_keys_and_not_by_places():
    assert proposed([(0, 0, 0.5), (1, 0, 0.5), (2, 0, 0.5)], size=3) == [1, 0, 2]


def test_an_answer_is_proposed_once():
    assert proposed([(3, 0, 0.5), (3, 1, 0.5)], size=2).count(3) == 1
