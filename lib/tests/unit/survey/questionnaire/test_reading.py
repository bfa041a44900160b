import pytest

from civiscope.errors import InputError, InputNotFound
from civiscope.survey.questionnaire import Sample, Text, read_questionnaire, wording_hash
from civiscope.tables import ColumnNotFound


def refusal(folder, kind=InputError):
    with pytest.raises(kind) as refused:
        read_questionnaire(folder)
    return str(refused.value)


def test_a_questionnaire_is_read(questionnaire):
    edition = questionnaire.editions["2021"]

    assert questionnaire.title.say("en") == "Invented barometer"
    assert questionnaire.title.say("fr") == "Baromètre inventé"
    assert list(questionnaire.editions) == ["2016", "2018", "2021", "2024"]
    assert (edition.sample, edition.invited) == (Sample.SELF_SELECTED, 100)
    assert questionnaire.concepts["means"].label == Text(fr="Moyens", en="Means")
    assert questionnaire.variables["useful"].asked_if == ("budget", "yes")
    assert questionnaire.items["2021", "useful"].asked_if == ("budget", "yes")
    assert questionnaire.questions["q_tools"].hash == wording_hash(
        "Quels outils utilisez-vous ?", "Which tools do you use?"
    )


def test_a_list_of_codes_has_a_version_for_each_edition(questionnaire):
    tools = questionnaire.code_lists["tools"]

    assert tools.offered("2021") == ("vote", "map", "forum", "none")
    assert tools.offered("2024") == ("vote", "map", "forum", "ai", "none")


def test_a_code_ends_with_its_last_edition(folder, change):
    change("codes.csv", 4, until="2021")

    tools = read_questionnaire(folder).code_lists["tools"]

    assert tools.offered("2021") == ("vote", "map", "forum", "none")
    assert tools.offered("2024") == ("vote", "map", "ai", "none")


def test_a_folder_that_is_no_survey_is_refused(tmp_path):
    assert refusal(tmp_path, InputNotFound) == (
        f"Expected the folder of a survey, and there is no survey.toml in {tmp_path}."
    )


def test_a_missing_file_is_named(folder):
    (folder / "items.csv").unlink()

    assert refusal(folder, InputNotFound) == (
        f"Expected items.csv in {folder}, and there is none. The reference of survey files tells "
        "what each holds."
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"title_fr =", "survey.toml: expected TOML in UTF-8, and it cannot be read."),
        (b"title_fr = 3", "survey.toml: expected a text named “title_fr”, found none. Add it."),
    ],
)
def test_settings_that_cannot_be_used_are_refused(folder, content, message):
    (folder / "survey.toml").write_bytes(content)

    assert refusal(folder) == message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"\xff",
            (
                "concepts.csv: expected CSV in UTF-8, found something else. Save it as CSV in "
                "UTF-8, with commas."
            ),
        ),
        (
            b"concept,label_fr,label_en\ntools,Outils\n",
            (
                "concepts.csv, line 2: expected 3 cells, "
                "as in the header, found 2. Put texts that hold a comma between quotes."
            ),
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused(folder, content, message):
    (folder / "concepts.csv").write_bytes(content)

    assert refusal(folder) == message


def test_an_empty_file_lacks_its_columns(folder):
    (folder / "concepts.csv").write_bytes(b"")

    assert refusal(folder, ColumnNotFound).startswith("concepts.csv: expected a column “concept”")


@pytest.mark.parametrize(
    ("name", "line", "cells", "message"),
    [
        (
            "editions.csv",
            2,
            {"sample": "random"},
            (
                "editions.csv, line 2: expected how respondents "
                "came to answer in the column “sample”, found “random”. Those known: probability, "
                "self-selected."
            ),
        ),
        (
            "editions.csv",
            2,
            {"invited": "many"},
            (
                "editions.csv, line 2: expected a whole number "
                "in the column “invited”, found “many”. Write digits alone."
            ),
        ),
        (
            "editions.csv",
            3,
            {"edition": "2016"},
            (
                "editions.csv, line 3: expected each “edition” "
                "once, found “2016” again. Remove or rename one of the two."
            ),
        ),
        (
            "concepts.csv",
            2,
            {"label_en": ""},
            (
                "concepts.csv, line 2: expected something in the "
                "column “label_en”, found nothing. Fill it in."
            ),
        ),
        (
            "codes.csv",
            3,
            {"code": "vote"},
            (
                "codes.csv, line 3: expected each code once in its "
                "list, found “vote” again. Remove or rename one of the two."
            ),
        ),
        (
            "codes.csv",
            2,
            {"since": "2017"},
            (
                "codes.csv, line 2: expected an edition or nothing "
                "in the column “since”, found “2017”. Those known: , 2016, 2018, 2021, 2024."
            ),
        ),
        (
            "variables.csv",
            2,
            {"is_multiple": "true"},
            (
                "variables.csv, line 2: expected yes or no "
                "in the column “is_multiple”, found “true”. Those known: yes, no."
            ),
        ),
        (
            "items.csv",
            3,
            {"item": "q1"},
            (
                "items.csv, line 3: expected each item once in its "
                "edition, found “q1” again. Remove or rename one of the two."
            ),
        ),
        (
            "items.csv",
            20,
            {"asked_if": "budget=maybe"},
            (
                "items.csv, line 20: expected item=code "
                "in the column “asked_if”, of an item above and a code it offers, found "
                "“budget=maybe”. "
                "Name the answer that leads to this item."
            ),
        ),
        (
            "items.csv",
            20,
            {"asked_if": "usefulness=yes"},
            (
                "items.csv, line 20: expected item=code "
                "in the column “asked_if”, of an item above and a code it offers, found "
                "“usefulness=yes”. Name the answer that leads to this item."
            ),
        ),
        (
            "items.csv",
            20,
            {"variable": "use"},
            (
                "items.csv, line 20: expected a variable in the "
                "column “variable”, found “use”. Those known: tools, staff, budget, both, consult, "
                "decide, data, useful."
            ),
        ),
    ],
)
def test_a_cell_that_cannot_be_used_is_refused(folder, change, name, line, cells, message):
    change(name, line, **cells)

    assert refusal(folder) == message
