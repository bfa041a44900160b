import pytest

from civiscope.errors import InputError
from civiscope.survey.answers import State, count_states, read_responses, states_of


@pytest.fixture
def read(folder, questionnaire):
    def read(edition="2021"):
        return read_responses(
            folder / f"answers-{edition}.csv",
            questionnaire,
            edition=edition,
            domains={"kind": ("town", "county")},
        )

    return read


def test_answers_are_read_in_the_order_of_authorities(read, folder):
    lines = (folder / "answers-2021.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "answers-2021.csv").write_text("".join([lines[0], *lines[:0:-1]]), encoding="utf-8")

    found = read()

    assert found.authorities == ("a", "c", "e", "f")
    assert found.domains == {"kind": ("town", "town", "county", "county")}
    assert found.answers["tools"] == (
        frozenset({"vote", "map"}),
        frozenset({"map"}),
        frozenset({"map", "forum"}),
        State.NO_ANSWER,
    )


def test_six_kinds_of_missing_are_kept_apart(read):
    answers = read().answers

    assert answers["useful"] == (
        frozenset({"yes"}),
        State.NOT_APPLICABLE,
        State.NO_ANSWER,
        State.NOT_APPLICABLE,
    )
    assert read("2016").answers["q4"][3] == State.DONT_KNOW
    assert states_of(answers["tools"], "vote").tolist() == [1, 0, 0, -1]
    assert states_of(answers["tools"], "ai", is_offered=False).tolist() == [-5, -5, -5, -5]
    assert len({state.value for state in State if state != State.TICKED}) == 6


def test_the_base_is_those_who_were_asked(read):
    counted = count_states(states_of(read().answers["useful"], "yes"))

    assert (counted.ticked, counted.asked, counted.share) == (1, 2, 0.5)
    assert (counted.no_answer, counted.not_applicable) == (1, 2)


def test_of_nobody_asked_there_is_no_share(read):
    counted = count_states(states_of(read().answers["tools"], "ai", is_offered=False))

    assert (counted.asked, counted.share, counted.not_offered) == (0, None, 4)


@pytest.mark.parametrize(
    ("line", "cells", "message"),
    [
        (
            2,
            {"tools": "vote maps"},
            (
                "answers-2021.csv, line 2: expected codes of “tools” that "
                "2021 offered, each once, in “tools”, found something else. They are: vote, map, "
                "forum, none."
            ),
        ),
        (
            2,
            {"tools": "ai"},
            (
                "answers-2021.csv, line 2: expected codes of “tools” that 2021 "
                "offered, each once, in “tools”, found something else. They are: vote, map, forum, "
                "none."
            ),
        ),
        (
            2,
            {"tools": "map map"},
            (
                "answers-2021.csv, line 2: expected codes of “tools” that 2021 "
                "offered, each once, in “tools”, found something else. They are: vote, map, forum, "
                "none."
            ),
        ),
        (
            2,
            {"tools": "map none"},
            (
                "answers-2021.csv, line 2: expected none alone in “tools”, "
                "found 2 codes. Keep what the respondent meant, or nothing."
            ),
        ),
        (
            2,
            {"staff": "yes no"},
            (
                "answers-2021.csv, line 2: expected one code in “staff”, found 2 "
                "codes. Keep what the respondent meant, or nothing."
            ),
        ),
        (
            3,
            {"useful": "yes"},
            (
                "answers-2021.csv, line 3: expected nothing in “useful”, which is "
                "asked if budget=yes, found an answer. Correct one of the two answers."
            ),
        ),
        (
            3,
            {"authority": "a"},
            (
                "answers-2021.csv, line 3: expected each “authority” once, found "
                "“a” again. Remove or rename one of the two."
            ),
        ),
        (
            3,
            {"kind": "village"},
            (
                "answers-2021.csv, line 3: expected a category of “kind” in the "
                "column “kind”, found “village”. Those known: town, county."
            ),
        ),
    ],
)
def test_an_answer_that_cannot_be_is_refused(read, change, line, cells, message):
    change("answers-2021.csv", line, **cells)

    with pytest.raises(InputError) as refused:
        read()

    assert str(refused.value) == message
