"""What is refused of a questionnaire, and the line that says why."""

import pytest

from civiscope.errors import InputError
from civiscope.survey.questionnaire import read_questionnaire


def refusal(folder):
    with pytest.raises(InputError) as refused:
        read_questionnaire(folder)
    return str(refused.value)


def test_a_changed_wording_without_a_row_is_refused(folder, change):
    change("questions.csv", 2, wording_fr="Quels outils en ligne utilisez-vous ?")
    change(
        "questions.csv",
        question="q_old",
        wording_fr="Quels outils utilisez-vous ?",
        wording_en="Which tools do you use?",
    )
    change("items.csv", 9, question="q_old")

    assert refusal(folder) == (
        "items.csv, line 9: expected the wording of the reference of “tools”, or rows of "
        "crosswalk.csv for “q1” of 2018, found another wording and no row. Say how comparable the "
        "answers are, and why."
    )


def test_other_options_without_a_row_are_refused(folder, change):
    change("items.csv", 9, code_list="tools_2016")

    assert refusal(folder).startswith("items.csv, line 9: expected the options of the reference")


def test_another_universe_without_a_row_is_refused(folder, change):
    change("items.csv", 16, asked_if="tools=none")

    assert refusal(folder).startswith(
        "items.csv, line 16: expected the universe of the reference of “budget”, or rows of "
    )


def test_one_code_that_becomes_two_is_refused(folder, change):
    change(
        "crosswalk.csv",
        edition="2016",
        item="q1",
        variable="tools",
        code_from="carto",
        code_to="vote",
        comparability="minor",
        justification="J",
        author="A",
        reviewed_by="B",
        dated="2024-01-10",
    )

    assert refusal(folder) == (
        "crosswalk.csv, line 21: expected each code of “q1” of 2016 to become one code, found "
        "“carto” again, after line 3. One to many cannot be told from answers: say that it is a "
        "break, with both codes empty, and give the new question a variable of its own."
    )


@pytest.mark.parametrize(("first", "second"), [("*", "yes"), ("yes", "*")])
def test_every_code_and_one_of_them_are_refused(folder, change, first, second):
    change("crosswalk.csv", 8, code_from=first, code_to=first)
    change(
        "crosswalk.csv",
        edition="2016",
        item="q2",
        variable="staff",
        code_from=second,
        code_to=second,
        comparability="minor",
        justification="J",
        author="A",
        reviewed_by="B",
        dated="2024-01-10",
    )

    assert refusal(folder).startswith(
        "crosswalk.csv, line 21: expected each code of “q2” of 2016 to become one code"
    )


def test_a_question_carried_over_to_two_variables_is_refused(folder, change):
    change("crosswalk.csv", 11, code_from="yes", code_to="yes")

    assert refusal(folder) == (
        "crosswalk.csv, line 11: expected codes to lead from “q4” to its variable “both” alone, "
        "found “consult”. A question that was split is a break: leave both codes empty."
    )


@pytest.mark.parametrize(
    ("line", "cells", "message"),
    [
        (
            3,
            {"code_from": "mappe"},
            (
                "crosswalk.csv, line 3: expected a code that “q1” offered in "
                "2016, found “mappe” in “code_from”. Those known: vote, carto, forum, chat, sms, "
                "none."
            ),
        ),
        (
            3,
            {"code_to": "mappe"},
            (
                "crosswalk.csv, line 3: expected a code of the variable "
                "“tools”, found “mappe” in “code_to”. Those known: vote, map, forum, ai, none."
            ),
        ),
        (
            3,
            {"code_from": ""},
            (
                "crosswalk.csv, line 3: expected a code in “code_from”, or “*” in "
                "both columns, or nothing in both, found “” to “map”. Say which code becomes which."
            ),
        ),
        (
            3,
            {"code_from": "*", "code_to": "*"},
            (
                "crosswalk.csv, line 3: expected “*” only where "
                "the variable “tools” has every code of the item, found carto, chat, sms "
                "besides. Write "
                "a row for each code."
            ),
        ),
        (
            8,
            {"code_from": "", "code_to": ""},
            (
                "crosswalk.csv, line 8: expected codes, since "
                "something is carried over, found none. Name them, or say that it is a break."
            ),
        ),
        (
            8,
            {"reviewed_by": "a"},
            (
                "crosswalk.csv, line 8: expected a reviewer other than the "
                "author, found the same. Have someone else read the row."
            ),
        ),
        (
            8,
            {"comparability": "same"},
            (
                "crosswalk.csv, line 8: expected how comparable it is in "
                "the column “comparability”, found “same”. Those known: identical, minor, partial, "
                "break."
            ),
        ),
        (
            8,
            {"justification": ""},
            (
                "crosswalk.csv, line 8: expected something in the column "
                "“justification”, found nothing. Fill it in."
            ),
        ),
        (
            8,
            {"item": "q9"},
            (
                "crosswalk.csv, line 8: expected an item of an edition, found “q9” in "
                "“2016”. Name one of items.csv."
            ),
        ),
        (
            8,
            {"dated": "10/01/2024"},
            (
                "crosswalk.csv, line 8: expected a day in the column "
                "“dated”, found “10/01/2024”. Write it as 2024-03-31."
            ),
        ),
        (
            2,
            {"code_from": "none", "code_to": "none"},
            (
                "crosswalk.csv, line 7: expected each code "
                "of “q1” of 2016 to become one code, found “none” again, after line 2. One to many "
                "cannot be told from answers: say that it is a break, with both codes empty, and "
                "give "
                "the new question a variable of its own."
            ),
        ),
    ],
)
def test_a_row_that_says_nothing_clear_is_refused(folder, change, line, cells, message):
    change("crosswalk.csv", line, **cells)

    assert refusal(folder) == message


def test_a_code_of_which_nothing_is_said_is_refused(folder, change):
    change("crosswalk.csv", 17, item="q5a", code_from="no")
    change("crosswalk.csv", 18, item="q5a", code_from="no")
    text = (folder / "crosswalk.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "crosswalk.csv").write_text("".join([*text[:16], *text[18:]]), encoding="utf-8")

    assert refusal(folder) == (
        "items.csv, line 7: expected the wording and options of the reference of “data”, or rows "
        "of crosswalk.csv for “q5b” of 2016, found another wording and options and no row. Say "
        "how comparable the answers are, and why."
    )


def test_a_code_that_is_left_out_is_refused(folder):
    text = (folder / "crosswalk.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "crosswalk.csv").write_text("".join([*text[:5], *text[6:]]), encoding="utf-8")

    assert refusal(folder) == (
        "items.csv, line 2: expected a row of crosswalk.csv for each code of “q1” of 2016, found "
        "none for sms. Say what each becomes: nothing, if it is none of the variable's."
    )


def test_two_answers_to_a_variable_that_takes_one_are_refused(folder, change):
    change(
        "items.csv",
        edition="2024",
        item="staff2",
        question="q_staff",
        code_list="yes_no",
        variable="staff",
        is_multiple="no",
    )

    assert refusal(folder) == (
        "items.csv, line 27: expected one item of 2024 for “staff”, which takes one answer, found "
        "2. Give each a variable of its own."
    )
