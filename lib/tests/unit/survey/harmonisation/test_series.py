"""Four editions whose questions were renamed, split, merged, dropped and reworded.

Every number was counted by hand in the files of `four-editions`.
"""

import pytest

from civiscope.survey.answers import State
from civiscope.survey.harmonisation import harmonised_states, trend_series
from civiscope.survey.questionnaire import Comparability


@pytest.fixture
def told(questionnaire, editions):
    """Return, for an option, "ticked/asked" of each edition, and what stands between them."""

    def tell(variable, code):
        (found,) = [
            one for one in trend_series(questionnaire, editions, variable) if one.code == code
        ]
        points = [f"{point.count.ticked}/{point.count.asked}" for point in found.points]
        return points, [gap.value for gap in found.gaps]

    return tell


def test_a_renamed_option_is_one_series(told):
    assert told("tools", "map") == (["1/4", "1/3", "3/4", "2/3"], ["none", "none", "none"])


def test_merged_options_count_each_respondent_once(told):
    """In 2016 b ticked both of what became one option, and c one of them."""
    assert told("tools", "forum") == (["2/4", "1/3", "1/4", "0/3"], ["none", "none", "none"])


def test_an_option_has_no_zero_before_it_was_offered(told):
    assert told("tools", "ai") == (
        ["0/0", "0/0", "0/0", "2/3"],
        ["not-asked", "not-asked", "not-asked"],
    )


def test_a_reworded_question_is_marked_where_it_is_partly_comparable(told):
    assert told("staff", "yes") == (["2/4", "1/3", "2/4", "2/3"], ["partial", "none", "none"])


def test_a_dropped_question_leaves_a_hole(told):
    assert told("budget", "yes") == (
        ["2/4", "0/0", "2/4", "2/3"],
        ["not-asked", "not-asked", "none"],
    )


def test_a_split_question_ends_and_two_begin(told):
    assert told("both", "yes") == (["1/4", "2/3", "0/0", "0/0"], ["none", "not-asked", "not-asked"])
    assert told("consult", "yes") == (
        ["0/0", "0/0", "3/4", "2/3"],
        ["not-asked", "not-asked", "none"],
    )
    assert told("decide", "yes") == (
        ["0/0", "0/0", "1/4", "1/3"],
        ["not-asked", "not-asked", "none"],
    )


def test_merged_questions_are_one_series(told):
    assert told("data", "portal") == (["2/4", "2/3", "2/4", "0/0"], ["none", "none", "not-asked"])
    assert told("data", "api") == (["1/4", "1/3", "1/4", "0/0"], ["none", "none", "not-asked"])


def test_editions_that_broke_alike_are_comparable_with_each_other(told):
    """Everyone was asked until 2018, then only those who have a budget."""
    assert told("useful", "yes") == (["2/4", "2/3", "1/2", "1/2"], ["none", "break", "none"])


def test_states_keep_apart_why_nothing_was_ticked(questionnaire, editions):
    states = {
        one.edition: harmonised_states(questionnaire, one, "useful", "yes").tolist()
        for one in editions
    }

    assert states == {
        "2016": [State.TICKED, State.NOT_TICKED, State.TICKED, State.NO_ANSWER],
        "2018": [State.TICKED, State.TICKED, State.DONT_KNOW],
        "2021": [State.TICKED, State.NOT_APPLICABLE, State.NO_ANSWER, State.NOT_APPLICABLE],
        "2024": [State.TICKED, State.NOT_TICKED, State.NOT_APPLICABLE],
    }


def test_nobody_refused_what_was_not_asked_or_not_offered(questionnaire, editions):
    first = editions[0]

    budgets = harmonised_states(questionnaire, editions[1], "budget", "yes").tolist()
    syntheses = harmonised_states(questionnaire, first, "tools", "ai").tolist()

    assert budgets == [State.NOT_ASKED] * 3
    assert syntheses == [State.NOT_OFFERED] * 4


def test_a_point_says_how_comparable_it_is(questionnaire, editions):
    forum = trend_series(questionnaire, editions, "tools")[2]

    assert [point.comparability for point in forum.points] == [
        Comparability.MINOR,
        Comparability.IDENTICAL,
        Comparability.IDENTICAL,
        Comparability.IDENTICAL,
    ]


def test_the_order_of_editions_changes_nothing(questionnaire, editions):
    assert trend_series(questionnaire, editions[::-1], "tools") == trend_series(
        questionnaire, editions, "tools"
    )
