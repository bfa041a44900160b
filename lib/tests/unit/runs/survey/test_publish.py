"""What is published of the fictitious barometer, file by file."""

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import openpyxl
import pyreadstat
import pytest

from auditing import SOUND, audit_report
from civiscope.chance.significance import holm
from civiscope.disclosure import Reason, audit, find_rare
from civiscope.errors import InputError
from civiscope.publication.charts.words import say_number, say_percent
from civiscope.publication.survey import build_report, codebook_of
from civiscope.publication.walk import spans_of, text_of
from civiscope.runs.survey.publish import publish_survey
from civiscope.survey.release.cells import protected_cells
from civiscope.survey.self_selected import sensitivity_range
from civiscope.survey.trends.panel import exact_p_value
from requirements import needs

DDI = "{ddi:codebook:2_5}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
KEYS = {
    "respondents": ("domain", "category"),
    "shares": ("variable", "code"),
    "cross-tables": ("variable", "code", "domain", "category"),
    "trends": ("variable", "code", "edition"),
    "transitions": ("variable", "code"),
    "practices": ("variable", "code"),
}
# Without a figure, numbers stand in names of editions and of sizes alone.
NO_FIGURES = {"2022", "2024"}


def test_the_same_survey_makes_the_same_bytes_in_any_order_of_rows(source, folder, tmp_path):
    for name in ("answers-2022.csv", "answers-2024.csv"):
        lines = (source / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (source / name).write_text("".join([lines[0], *lines[:0:-1]]), encoding="utf-8")

    publish_survey(source, tmp_path / "again")

    differing = [
        path.name
        for path in sorted(folder.iterdir())
        if path.read_bytes() != (tmp_path / "again" / path.name).read_bytes()
    ]
    # The manifest tells the digest of the files that were given.
    assert differing == ["manifest.json"]


def test_the_data_package_is_valid(folder):
    """In a process of its own: the validator warns of what it is made of."""
    run = subprocess.run(
        [Path(sys.executable).with_name("frictionless"), "validate", "datapackage.json"],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
    )

    assert run.returncode == 0, run.stdout
    assert run.stdout.count("VALID") == 7


def test_labels_for_spss_are_those_of_the_codebook(release, folder, read):
    values, told = pyreadstat.read_sav(
        folder / "answers.sav", output_format="dict", user_missing=True
    )

    variables = codebook_of(release)
    records = read(folder / "answers.csv")
    assert told.column_names == ["record", *(variable.name for variable in variables)]
    assert told.file_label == release.source.questionnaire.title.fr[:64]
    for variable in variables:
        assert told.column_names_to_labels[variable.name] == variable.label.fr
        assert told.variable_value_labels[variable.name] == {
            variable.numbers[category]: label.fr for category, label in variable.labels.items()
        }
        assert list(values[variable.name]) == [
            variable.numbers[row[variable.name]] for row in records
        ]
    assert told.missing_ranges["tools_map"] == [{"lo": -5.0, "hi": -1.0}]


def test_kinds_of_missing_survive_the_way_to_spss(folder):
    values, _ = pyreadstat.read_sav(folder / "answers.sav", output_format="dict", user_missing=True)

    assert {-1.0, -2.0} <= set(values["staff"])
    assert -3.0 in set(values["satisfied"])
    assert {0.0, 1.0, -1.0, -2.0} == set(values["tools_vote"])


def test_the_codebook_has_the_order_that_its_schema_asks(release, folder):
    order = {
        "codeBook": ["stdyDscr", "fileDscr", "dataDscr"],
        "stdyDscr": ["citation", "stdyInfo", "method", "dataAccs"],
        "citation": ["titlStmt", "rspStmt"],
        "sumDscr": ["collDate", "nation", "anlyUnit"],
        "fileTxt": ["fileName", "dimensns"],
        "dimensns": ["caseQnty", "varQnty"],
        "var": ["labl", "qstn", "universe", "catgry", "concept", "varFormat"],
        "catgry": ["catValu", "labl"],
    }

    root = ET.parse(folder / "codebook.xml").getroot()  # noqa: S314  # ours

    for node in root.iter():
        names = [child.tag.removeprefix(DDI) for child in node]
        asked = order.get(node.tag.removeprefix(DDI))
        if asked:
            assert names == sorted(names, key=asked.index)
    assert root.tag == f"{DDI}codeBook"
    assert len({node.get("ID") for node in root.iter() if node.get("ID")}) == 1 + len(
        codebook_of(release)
    )


@pytest.mark.skipif(
    "CIVISCOPE_DDI_SCHEMA" not in os.environ,
    reason="the schema of DDI-Codebook 2.5 is not ours: CIVISCOPE_DDI_SCHEMA names codebook.xsd",
)
def test_the_codebook_is_valid(folder):
    from lxml import etree  # noqa: PLC0415  # optional package

    schema = etree.XMLSchema(etree.parse(os.environ["CIVISCOPE_DDI_SCHEMA"]))

    schema.assertValid(etree.parse(folder / "codebook.xml"))


def test_the_codebook_says_every_question_and_option(release, folder):
    root = ET.parse(folder / "codebook.xml").getroot()  # noqa: S314  # ours

    said = {
        node.get("name"): [
            label.text
            for label in node.findall(f"{DDI}catgry/{DDI}labl")
            if label.get(LANG) == "fr"
        ]
        for node in root.iter(f"{DDI}var")
    }
    asked = [node.text for node in root.iter(f"{DDI}qstnLit") if node.get(LANG) == "en"]
    assert said == {
        variable.name: [label.fr for label in variable.labels.values()]
        for variable in codebook_of(release)
    }
    assert asked.count("Does your authority run a participatory budget?") == 1


def test_the_workbook_has_the_shares_of_the_cross_tables(release, folder):
    book = openpyxl.load_workbook(folder / "cross-tables.xlsx")

    rows = list(book["tools"].iter_rows(min_row=3, max_row=8, values_only=True))
    found = {(one.code, one.category): one for one in release.crossed if one.variable == "tools"}
    codes = [one.code for one in release.shares if one.variable == "tools"]
    for code, row in zip(codes, rows, strict=True):
        for place, category in enumerate(("municipality", "intermunicipal", "county")):
            one = found[code, category]
            expected = [one.ticked, one.asked, one.share]
            assert list(row[1 + 3 * place : 4 + 3 * place]) == [
                "s" if value is None else pytest.approx(value) for value in expected
            ]
    assert book.sheetnames == [
        "tools", "budget", "satisfied", "staff", "difficulties", "frequency",
    ]  # fmt: skip


# ------------------------------------------------------------------ every number of the report


def recomputed(tables, table, key, column, language):
    """Return what a figure should read, from the published tables alone."""
    (row,) = [one for one in tables[table] if tuple(one[name] for name in KEYS[table]) == key]
    if column == "rate":
        return say_percent(int(row["respondents"]) / int(row["invited"]), language)
    if column == "share":
        return say_percent(int(row["ticked"]) / int(row["asked"]), language)
    if column.startswith("share_if"):
        ratio = 2.0 if column == "share_if_twice" else 0.5
        share = int(row["ticked"]) / int(row["asked"])
        return say_percent(sensitivity_range([share], ratios=[ratio]).shares.item(), language)
    if column.startswith("p_"):
        told = [one for one in tables[table] if one["gained"] and one["lost"]]
        p_values = np.array([exact_p_value(int(one["gained"]), int(one["lost"])) for one in told])
        adjusted = holm(p_values) if column == "p_adjusted" else p_values
        said = f"{adjusted[told.index(row)]:.3f}"
        return said.replace(".", ",") if language == "fr" else said
    return say_number(int(row[column]), language)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_number_is_recomputed_from_what_is_published_or_suppressed(
    release, folder, read, language
):
    tables = {name: read(folder / f"{name}.csv") for name in KEYS}
    hidden = {"fr": "secret", "en": "suppressed"}[language]

    spans = list(spans_of(build_report(release, language=language)))

    checked = 0
    for span in spans:
        if span.figure and span.text != hidden:
            table, *key, column = span.figure.split("/")
            assert span.text == recomputed(tables, table, tuple(key), column, language), span.figure
            checked += 1
    assert checked > 300
    sizes = [label.say(language) for label in release.source.domains["size"].labels.values()]
    others = {span.text for span in spans if not span.figure and re.search(r"\d", span.text)}
    assert others == {*NO_FIGURES, *sizes}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_self_selected_sample_has_no_margin_of_error(release, language):
    said = " ".join(text_of(build_report(release, language=language).blocks)).casefold()

    assert "marge d" not in said
    assert "margin of error" not in said
    assert {"fr": "ont choisi de répondre", "en": "chose to answer"}[language] in said


@needs("browser")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_page_has_no_violation_and_fetches_nothing(folder, browser, width, language):
    written = folder / f"report-{language}.html"

    assert audit_report(browser, written, width=width) == SOUND


def test_records_are_counted_again(release, folder, read):
    records, shares = read(folder / "answers.csv"), read(folder / "shares.csv")

    ticked = {row["code"]: row["ticked"] for row in shares if row["variable"] == "tools"}
    assert ticked == {
        code: str(sum(record[f"tools_{code}"] == "1" for record in records)) for code in ticked
    }


# ------------------------------------------------------------------ what must not be found


def test_no_name_and_no_crossing_stands_in_what_is_published(source, folder):
    names = [
        line.split(",")[0] for line in (source / "answers-2024.csv").read_text().splitlines()[1:]
    ]

    for path in folder.iterdir():
        content = path.read_bytes()
        assert [name for name in names if name.encode() in content] == []
    assert b"municipality" not in (folder / "answers.csv").read_bytes()


def test_records_are_k_anonymous(release, folder, read):
    records = read(folder / "answers.csv")

    assert find_rare({"size": [record["size"] for record in records]}) == ()


def test_nothing_that_is_published_gives_a_primary_cell_back(release):
    cells = protected_cells(release.source)

    found = audit(cells.tables, [cells.records], cells.ties)

    primary = [one for one in found if one.reason != Reason.SECONDARY]
    assert len(primary) > 20
    assert min(one.width for one in primary) >= 3


def test_nothing_is_written_over(folder, source):
    with pytest.raises(InputError, match="Expected a folder that is not there yet"):
        publish_survey(source, folder)
