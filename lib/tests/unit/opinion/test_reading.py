"""What groups stand for, beyond chance."""

import numpy as np
import pytest

from civiscope.opinion.reading import read_votes

# Statement 0: all agree. 1: groups are opposed. 2: nobody has a majority. 3: nobody voted.
COUNTS = np.array(
    [
        [[1, 0, 39], [2, 0, 38], [20, 0, 20], [0, 0, 0]],
        [[2, 0, 28], [27, 0, 3], [15, 0, 15], [0, 0, 0]],
    ]
)


def test_what_every_group_has_a_majority_for_is_shared():
    reading = read_votes(COUNTS)

    assert reading.shared(0) == (0,)
    assert reading.shared(1) == ()


def test_what_groups_are_opposed_on_is_divisive():
    assert read_votes(COUNTS).divisive() == (1,)


def test_what_sets_a_group_apart_stands_for_it():
    reading = read_votes(COUNTS)

    assert reading.representative(0, 0) == (1,)
    assert reading.representative(1, 1) == (1,)
    assert reading.representative(1, 0) == ()
    assert reading.difference[0, 0, 1] == pytest.approx(38 / 40 - 3 / 30)


def test_nothing_is_said_of_statements_left_out():
    reading = read_votes(COUNTS, is_left_out=np.array([True, True, False, False]))

    assert reading.shared(0) == ()
    assert reading.divisive() == ()
    assert reading.representative(0, 0) == ()


def test_one_group_is_not_divided():
    reading = read_votes(COUNTS.sum(axis=0, keepdims=True))

    assert reading.divisive() == ()
    assert reading.shared(0) == (0,)
    assert set(reading.specific.ravel().tolist()) == {1.0}


def test_no_group_says_nothing():
    reading = read_votes(np.zeros((0, 2, 3), np.int64))

    assert reading.divisive() == ()
    assert reading.shared(0) == ()


def test_many_tests_ask_for_more():
    one = np.array([[[5, 0, 15]], [[14, 0, 6]]])
    many = np.concatenate([one, np.full((2, 40, 3), 10)], axis=1)

    assert read_votes(one).representative(0, 0) == (0,)
    assert read_votes(many).representative(0, 0) == ()
