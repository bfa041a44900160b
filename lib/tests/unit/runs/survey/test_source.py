"""What is refused of the folder of a survey, beyond its questionnaire."""

import dataclasses

import pytest

from civiscope.disclosure import find_rare
from civiscope.errors import InputError
from civiscope.publication.survey import build_report, codebook_of
from civiscope.publication.walk import text_of
from civiscope.survey.release import make_release, read_source


def replace(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "before", "after", "message"),
    [
        (
            "editions.csv",
            "2024,self-selected",
            "2024,probability",
            (
                "editions.csv: expected a self-selected sample in 2024, found another, whose "
                "figures need intervals under its design. Estimate them with civiscope.survey: "
                "this report would show them without."
            ),
        ),
        (
            "domains.csv",
            "kind,county,",
            "kind,parish,Paroisse,Parish,3\nkind,county,",
            (
                "domains.csv: expected respondents of 2024 in “parish” of “kind”, found none. "
                "Join it "
                "with another category, here and in the answers."
            ),
        ),
        (
            "domains.csv",
            "County or region,100",
            "County or region,11",
            (
                "domains.csv: expected at most 11 respondents of 2024 in “county” of “kind”, as "
                "many "
                "as were invited, found 12. Correct one of the two."
            ),
        ),
        (
            "domains.csv",
            "kind,intermunicipal,",
            "kind,municipality,",
            (
                "domains.csv, line 3: expected each category once in its domain, found "
                "“municipality” "
                "again. Remove or rename one of the two."
            ),
        ),
        (
            "domains.csv",
            "Municipality,1000",
            "Municipality,many",
            (
                "domains.csv, line 2: expected a whole number in the column “invited”, found "
                "“many”. "
                "Write digits alone."
            ),
        ),
        (
            "survey.toml",
            'crossed_by = "kind"',
            'crossed_by = "kinds"',
            (
                "survey.toml: expected “crossed_by” and “identifiers” to name domains, found "
                "“kinds”. "
                "Those known: kind, size."
            ),
        ),
        (
            "survey.toml",
            'identifiers = ["size"]',
            'identifiers = ["size", "kind"]',
            (
                "survey.toml: expected records without “kind”, which tables are crossed by, "
                "found it "
                "among “identifiers”. Cells that tables hide would be counted in the records: "
                "remove "
                "it."
            ),
        ),
    ],
)
def test_a_source_that_cannot_be_published_is_refused(source, name, before, after, message):
    replace(source / name, before, after)

    with pytest.raises(InputError) as refused:
        read_source(source)

    assert str(refused.value) == message


def test_what_few_have_is_left_out_of_records(source):
    """One large authority becomes the only one of its size, and two say something rare."""
    replace(source / "domains.csv", "size,large", "size,huge,Immense,Huge,3\nsize,large")
    path = source / "answers-2024.csv"
    text = path.read_text(encoding="utf-8").replace(",large,", ",huge,", 1)
    text = text.replace(",rarely", ",yearly").replace(",yearly", ",rarely", 2)
    path.write_text(text, encoding="utf-8")

    release = make_release(read_source(source))

    sizes = {one.category: one.respondents for one in release.respondents if one.domain == "size"}
    told = [one.ticked for one in release.shares if one.variable == "frequency"]
    assert find_rare({"size": release.source.editions[-1].domains["size"]}) != ()
    assert set(sizes.values()) == {None}
    assert "size" not in release.records.columns
    assert release.left_out == ("frequency",)
    assert "frequency" not in [variable.name for variable in codebook_of(release)]
    assert None in told
    assert "frequency." in text_of(build_report(release, language="fr").blocks)[-1]


def test_a_first_edition_has_neither_trends_nor_panel(source):
    for name in ("editions.csv", "items.csv", "crosswalk.csv"):
        lines = (source / name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith("2022")]
        (source / name).write_text("".join(kept), encoding="utf-8")

    release = make_release(read_source(source))

    keys = {getattr(block, "key", "") for block in build_report(release, language="en").blocks}
    assert release.transitions == ()
    assert release.appearances == ()
    assert {one.edition for one in release.trends} == {"2024"}
    assert keys.isdisjoint({"panel", "new", "trend-tools-map"})


def test_a_variable_of_which_nothing_is_shown_has_no_chart(source):
    release = make_release(read_source(source))
    hidden = {"ticked": None, "share": None, "share_if_twice": None, "share_if_half": None}
    shares = tuple(dataclasses.replace(one, **hidden) for one in release.shares)

    blocks = build_report(dataclasses.replace(release, shares=shares), language="en").blocks

    assert [block.key for block in blocks if getattr(block, "key", "").startswith("bars")] == []
