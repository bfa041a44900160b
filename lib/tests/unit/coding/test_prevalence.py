"""How often codes are given, and how well the machine finds them."""

import numpy as np
import pytest

from civiscope.coding.codebook import Code
from civiscope.coding.estimation import Drawn
from civiscope.coding.prevalence import (
    Group,
    Machine,
    estimate_group_prevalence,
    estimate_prevalence,
)

CODES = [Code(code="tax", label="Taxes"), Code(code="road", label="Roads")]
DRAWN = Drawn(strata=np.zeros(100, np.int64), populations=np.array([5000]))
# People: 40 times tax. The machine: 30 of these and 10 others; it never gives road.
CODED = np.stack([np.arange(100) < 40, np.zeros(100)], axis=1).astype(np.int8)
GIVEN = np.stack([(np.arange(100) >= 10) & (np.arange(100) < 50), np.zeros(100)], axis=1)
GIVEN = GIVEN.astype(np.int8)
NOTHING_LEARNT = np.zeros(100, np.bool_)


def machine(is_learnt=NOTHING_LEARNT):
    return Machine(codes=GIVEN, scores=GIVEN * 0.8, is_learnt=is_learnt)


def group(is_in=~NOTHING_LEARNT, **named):
    means = np.array([0.35, 0.0])
    return Group(size=5000, shares=means, mean_scores=means * 0.8, is_in=is_in, **named)


def test_share_is_told_three_ways_with_precision_and_recall():
    tax, road = estimate_prevalence(CODED, machine(), group(), codes=CODES, drawn=DRAWN)

    assert (tax.code, tax.label, tax.shares.machine) == ("tax", "Taxes", 0.35)
    assert tax.shares.human.value == pytest.approx(0.4)
    # The machine found 40 in the sample and 35 % overall: the sample has too many, by chance.
    assert tax.shares.human.low < tax.shares.combined.value < 0.4
    assert (tax.shares.base, tax.shares.positives) == (100, 40)
    assert tax.shares.worth > 100
    assert (tax.precision.value, tax.precision_base) == (pytest.approx(0.75), 40)
    assert (tax.recall.value, tax.recall_base) == (pytest.approx(0.75), 40)
    assert tax.recall.low < 0.75 < tax.recall.high
    assert (road.precision, road.recall, road.shares.human.value) == (None, None, 0)


def test_what_the_machine_learnt_from_says_nothing_of_it():
    is_learnt = np.arange(100) < 20

    tax, _ = estimate_prevalence(CODED, machine(is_learnt), group(), codes=CODES, drawn=DRAWN)

    assert (tax.precision_base, tax.recall_base) == (30, 20)
    assert tax.recall.value == pytest.approx(1)


def test_machine_that_learnt_from_the_whole_sample_adds_nothing():
    tax, _ = estimate_prevalence(CODED, machine(~NOTHING_LEARNT), group(), codes=CODES, drawn=DRAWN)

    assert tax.shares.tuning == 0
    assert tax.shares.combined == tax.shares.human
    assert (tax.precision, tax.recall) == (None, None)


def test_groups_have_shares_where_enough_was_coded():
    large, small = (
        group(np.arange(100) < size, variable="place", value=str(size)) for size in (60, 29)
    )

    told, untold = estimate_group_prevalence(
        CODED, machine(), [large, small], codes=CODES, drawn=DRAWN
    )

    assert (told.variable, told.value, told.size, told.base) == ("place", "60", 5000, 60)
    assert [code for code, _ in told.shares] == ["tax", "road"]
    assert dict(told.shares)["tax"].human.value == pytest.approx(40 / 60)
    assert (untold.base, untold.shares) == (29, ())
