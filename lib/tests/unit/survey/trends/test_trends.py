from math import sqrt

import numpy as np
import pytest

from civiscope.errors import InputError
from civiscope.survey.answers import Responses, State
from civiscope.survey.trends import (
    Emergence,
    emerging_practices,
    minimum_detectable_change,
    panel_transitions,
)


@pytest.mark.parametrize(
    ("before", "after", "n_tests", "points"), [(194, 70, 1, 20), (70, 31, 1, 30), (194, 70, 20, 27)]
)
def test_small_editions_notice_large_changes_alone(before, after, n_tests, points):
    error = sqrt(0.25 / before + 0.25 / after)

    assert round(100 * minimum_detectable_change(error, n_tests=n_tests)) == points


@pytest.mark.parametrize("error", [float("nan"), -1.0, float("inf")])
def test_a_change_without_standard_error_is_refused(error):
    with pytest.raises(InputError) as refused:
        minimum_detectable_change(error)

    assert str(refused.value) == (
        "Expected the standard error of a change, got none. A self-selected sample has none: "
        "publish counts and what became of the panel."
    )


def test_transitions_are_those_of_the_panel():
    """Eight answered both; a, b, c gained, d lost, e kept, f never, g and h did not tell."""
    found = panel_transitions(
        np.array([0, 0, 0, 1, 1, 0, -1, 1, 1], dtype=np.int8),
        np.array([1, 1, 1, 0, 1, 0, 1, -5, 1], dtype=np.int8),
        keys_before="abcdefghi",
        keys_after="abcdefghj",
    )

    assert (found.kept, found.gained, found.lost, found.never, found.unknown) == (1, 3, 1, 1, 2)
    assert found.members == 8
    assert found.p_value == pytest.approx(2 * (1 + 4) / 16)


def test_a_panel_that_did_not_change_is_no_surprise():
    found = panel_transitions(
        np.array([1], dtype=np.int8), np.array([1], dtype=np.int8), keys_before="a", keys_after="a"
    )

    assert (found.kept, found.p_value) == (1, 1.0)


def test_the_order_of_respondents_changes_nothing():
    states = np.array([0, 1, 1], dtype=np.int8), np.array([1, 1, 0], dtype=np.int8)

    assert panel_transitions(*states, keys_before="abc", keys_after="abc") == panel_transitions(
        states[0][::-1], states[1], keys_before="cba", keys_after="abc"
    )


@pytest.mark.parametrize("keys", ["aa", "a"])
def test_an_authority_that_comes_twice_is_refused(keys):
    states = np.array([0, 1], dtype=np.int8)

    with pytest.raises(InputError, match="Expected each authority once with its answer, got"):
        panel_transitions(states, states, keys_before=keys, keys_after="ab")


@pytest.fixture
def answers(questionnaire):
    """Return what makes an edition where some of the respondents ticked some tools."""

    def make(edition, keys, ticked):
        items = {item.item: item for item in questionnaire.items_of(edition)}
        nothing = dict.fromkeys(items, (State.NO_ANSWER,) * len(keys))
        tools = next(name for name, item in items.items() if item.variable == "tools")
        told = tuple(
            frozenset(code for code, who in ticked.items() if key in who) or frozenset({"none"})
            for key in keys
        )
        return Responses(
            edition=edition, authorities=tuple(keys), domains={}, answers=nothing | {tools: told}
        )

    return make


def test_a_practice_emerges_against_editions_that_offered_it(questionnaire, answers):
    before = answers("2021", "abcdefghijkl", {"map": "a", "vote": "abcdef"})
    after = answers("2024", "mnopqrstuvwx", {"map": "mnopqrst", "ai": "mno", "vote": "mnopqr"})

    found = {one.code: one for one in emerging_practices(questionnaire, [after, before], ["tools"])}

    assert (found["map"].ticked, found["map"].asked) == (8, 12)
    assert (found["map"].ticked_before, found["map"].asked_before) == (1, 12)
    assert found["map"].p_value == pytest.approx((495 * 12 + 220) / 1307504)
    assert found["map"].emergence == Emergence.EMERGING
    assert found["vote"].emergence == Emergence.NONE
    assert (found["ai"].asked_before, found["ai"].p_value, found["ai"].q_value) == (0, None, None)
    assert found["ai"].emergence == Emergence.WEAK_SIGNAL


def test_one_authority_is_a_weak_signal(questionnaire, answers):
    before = answers("2021", [f"b{number}" for number in range(60)], {})
    after = answers("2024", "xy", {"map": "x"})

    found = {one.code: one for one in emerging_practices(questionnaire, [before, after], ["tools"])}

    assert found["map"].p_value < 0.05
    assert found["map"].emergence == Emergence.WEAK_SIGNAL


def test_authorities_of_both_editions_are_not_compared_with_themselves(questionnaire, answers):
    before = answers("2021", "abcd", {"map": "ab"})
    after = answers("2024", "cdxy", {"map": "cx"})

    found = {one.code: one for one in emerging_practices(questionnaire, [before, after], ["tools"])}

    assert (found["map"].ticked_before, found["map"].asked_before) == (2, 2)


def test_who_ever_ticked_it_counts_once(questionnaire, answers):
    editions = [
        answers("2018", "ab", {"map": "a"}),
        answers("2021", "ab", {"map": "b"}),
        answers("2024", "xyz", {"map": "x"}),
    ]

    found = {one.code: one for one in emerging_practices(questionnaire, editions, ["tools"])}

    assert (found["map"].ticked_before, found["map"].asked_before) == (2, 2)


def test_what_the_last_edition_did_not_ask_is_not_told(questionnaire, editions):
    assert emerging_practices(questionnaire, editions, ["data"]) == ()
