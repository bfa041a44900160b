"""The report of a coding, in both languages, with and without a sample that people coded."""

import re
from dataclasses import fields, is_dataclass, replace

import pytest

from auditing import SOUND, audit_report
from civiscope.coding.agreement import Agreement
from civiscope.coding.prevalence import (
    Coded,
    CodePrevalence,
    Estimate,
    GroupPrevalence,
    Prevalence,
    ThreeShares,
)
from civiscope.coding.results import CodingReport, MachineGroup, Quote, ReportedCode
from civiscope.publication import Graphic, Heading, Table, spans_of, text_of
from civiscope.publication.coding.report import build_report
from civiscope.publication.coding.report.english import ENGLISH
from civiscope.publication.coding.report.french import FRENCH
from civiscope.publication.coding.report.voice import WORDS
from civiscope.publication.html import render_html
from civiscope.publication.pdf import render_pdf
from requirements import needs

RAW = 'Plus de  bus ; <b>gratuits</b> & #set "vite" -- n\'est-ce pas ?'


def quote(number, text="Des bus le soir.", score=0.9):
    return Quote(contribution_id=f"c{number}", text=text, score=score)


def code(name, label, answers, **more):
    usual = {"parent": None, "depth": 0, "definition": "", "includes": "", "excludes": ""}
    quotes = dict.fromkeys(("typical", "random", "machine_only", "people_only"), ())
    return ReportedCode(code=name, label=label, answers=answers, **usual | quotes | more)


CODES = (
    code("move", "Se déplacer", 900, definition="Aller d’un lieu à un autre."),
    code(
        "bus",
        "Bus",
        600,
        parent="move",
        depth=1,
        includes="Les cars.",
        excludes="Les trains.",
        typical=(quote(1, RAW),),
        random=(quote(2), quote(3, "mot " * 200)),
        machine_only=(quote(4),),
        people_only=(quote(5, score=0.0),),
    ),
    code("tax", "Impôts, " + "et taxes " * 20, 300),
)
GROUPS = (
    MachineGroup(variable="lieu", value="nord", size=1000, answers=(600, 400, 100)),
    MachineGroup(variable="lieu", value="", size=500, answers=(300, 200, 200)),
    MachineGroup(variable="âge", value="18-24", size=1500, answers=(900, 600, 300)),
    *(
        MachineGroup(variable="ville", value=f"v{n}", size=200 - n, answers=(9, 6, 3))
        for n in range(7)
    ),
)


@pytest.fixture
def alone():
    """Return a report without a sample."""
    return CodingReport(
        title="Bus",
        texts="fr",
        codebook="Mobilités",
        version="3",
        n_answers=1500,
        n_uncoded=120,
        residual=("Autres", "Rien"),
        n_residual=75,
        n_taught=0,
        codes=CODES,
        groups=GROUPS,
        uncoded=(quote(6, "Je ne sais pas."),),
        prevalence=None,
        settings=(("title", ""), ("coded_percent", "50")),
    )


def estimate(value):
    return Estimate(value=value, low=value - 0.05, high=value + 0.05)


def shares(machine, combined):
    return ThreeShares(
        machine=machine,
        human=estimate(combined + 0.01),
        combined=estimate(combined),
        tuning=0.8,
        base=390,
        positives=80,
        worth=612.4,
    )


THREE = (shares(0.6, 0.41), shares(0.4, 0.38), shares(0.2, 0.21))


def prevalence_of(codes):
    return tuple(
        CodePrevalence(
            code=one.code,
            label=one.label,
            shares=three,
            precision=estimate(0.7) if three is THREE[0] else None,
            precision_base=120,
            recall=estimate(0.9),
            recall_base=100,
        )
        for one, three in zip(codes, THREE, strict=True)
    )


def agreement(alpha):
    ends = {"low": None, "high": None} if alpha is None else {"low": 0.5, "high": 0.95}
    return Agreement(
        alpha=alpha, **ends, agreed=0.93, n_units=100, n_disagreements=7, counts=(150, 50)
    )


@pytest.fixture
def sampled(alone):
    """Return a report with a sample, by two coders, estimated by place."""
    sample = Coded(
        population=1500,
        drawn=400,
        coded=390,
        strata=5,
        seed=7,
        coders=2,
        double=100,
        decided=4,
        majority=3,
        learnt=20,
    )
    by_code = tuple((one.code, three) for one, three in zip(CODES, THREE, strict=True))
    prevalence = Prevalence(
        level=0.95,
        sample=sample,
        codes=prevalence_of(CODES),
        groups=(
            GroupPrevalence(variable="lieu", value="", size=500, base=12, shares=()),
            GroupPrevalence(variable="lieu", value="nord", size=1000, base=251, shares=by_code),
            GroupPrevalence(variable="âge", value="18-24", size=1500, base=9, shares=()),
        ),
        agreement=(("move", agreement(0.812)), ("bus", agreement(0.7)), ("tax", agreement(None))),
    )
    return replace(alone, prevalence=prevalence)


def in_sample(report, **more):
    sample = replace(report.prevalence.sample, **more)
    return replace(report, prevalence=replace(report.prevalence, sample=sample))


def said(report, language="en"):
    return re.sub(r"\s+", " ", " ".join(text_of(build_report(report, language=language))))


def tables(report):
    return {one.key: one for one in build_report(report, language="en").blocks if is_table(one)}


def is_table(block):
    return isinstance(block, Table)


def cells(table, row):
    return ["".join(span.text for span in cell) for cell in table.rows[row]]


def test_without_a_sample_shares_are_said_to_be_no_estimates(alone):
    text = said(alone)

    assert "nobody knows how wrong the shares are" in text
    assert "civiscope coding sample DIR" in text
    assert "60.0% according to the machine" in text
    assert ENGLISH.titles.agreement not in text
    assert "No known error." in text
    assert not re.search(r"\d% \(", text)


def test_a_share_is_said_three_ways_with_intervals_and_bases(sampled):
    text = said(sampled)

    assert cells(tables(sampled)["shares-table"], 0) == [
        "Se déplacer", "60.0%", "42.0% (37.0\u00a0to\u00a047.0)", "41.0% (36.0\u00a0to\u00a046.0)",
    ]  # fmt: skip
    assert cells(tables(sampled)["shares-table"], 1)[0] == "–\u00a0Bus"
    assert "The machine read 1,500 contributions; people read 390 contributions" in text
    assert "the share of 1 code out of 3 would have been outside" in text
    assert "nobody knows" not in text.casefold()


def test_a_machine_that_never_strays_is_said_not_to(sampled):
    codes = [
        replace(one, shares=replace(one.shares, machine=one.shares.combined.value))
        for one in sampled.prevalence.codes
    ]
    told = replace(sampled, prevalence=replace(sampled.prevalence, codes=tuple(codes)))

    assert ENGLISH.sentences.inside in said(told)


@pytest.mark.parametrize("name", ["alone", "sampled"])
def test_codes_of_first_rank_are_drawn(name, request):
    report = request.getfixturevalue(name)

    [graphic] = [
        one for one in build_report(report, language="en").blocks if isinstance(one, Graphic)
    ]

    assert "The 2 codes of first rank." in graphic.measure
    assert "Se déplacer" in graphic.title
    assert "Bus" not in graphic.alternative


def test_of_many_codes_the_most_frequent_are_drawn(alone):
    many = tuple(code(f"k{n}", f"Code {n}", n) for n in range(25))

    flat = said(replace(alone, codes=many[:3], groups=()))
    cut = said(replace(alone, codes=many, groups=()))

    assert "of first rank" not in flat
    assert "The 20 most frequent codes of first rank." in cut


def test_groups_are_estimated_where_people_read_enough_of_them(sampled):
    text = said(sampled)

    assert "By “lieu”" in text
    assert "Shares that people and machine give together" in text
    assert "read by people 251 390" in text
    assert "The 1 largest of 2 groups" in text
    assert "No group has 30 contributions that count" in text
    assert "people's sample was not used here" in text
    assert "The 5 largest of 7 groups" in text


def test_groups_of_the_machine_stand_beside_its_own_shares(alone):
    text = said(replace(alone, groups=GROUPS[:2]))

    assert "nord unknown All Se déplacer 60.0% 60.0% 60.0%" in text
    assert "Contributions 1,000 500 1,500" in text
    assert "read by people" not in text


def test_contributions_without_variables_are_not_compared(alone):
    assert ENGLISH.sentences.groups_none in said(replace(alone, groups=()))


def test_precision_rests_on_what_was_read_and_few_are_rounded(sampled):
    table = tables(sampled)["accuracy-table"]

    assert cells(table, 0)[1:] == [
        "70% (65\u00a0to\u00a075)", "120", "90% (85\u00a0to\u00a095)", "100", "612",
    ]  # fmt: skip
    assert cells(table, 1)[1] == "–"


def test_agreement_is_told_and_coders_are_counted(sampled):
    text = said(sampled)
    table = tables(sampled)["agreement-table"]

    assert "100 contributions were read by two people or more, out of 2 who coded" in text
    assert "4 were settled by a decision, and 3 by what most of them said" in text
    assert [cells(table, row)[1] for row in (0, 2)] == [
        "0.81 (0.50\u00a0to\u00a00.95)",
        "undefined",
    ]


def test_people_who_never_differ_leave_nothing_to_settle(sampled):
    assert "were settled" not in said(in_sample(sampled, decided=0, majority=0))


def test_one_coder_alone_is_said_to_prove_nothing(sampled):
    told = in_sample(sampled, coders=1, double=0)
    told = replace(told, prevalence=replace(told.prevalence, agreement=()))

    text = said(told)

    assert "person coded" in text
    assert "nothing tells whether others would code" in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_quotes_stand_to_the_letter_with_their_identifiers(sampled, language):
    document = build_report(sampled, language=language)
    page = render_html(document).decode()

    assert RAW in [span.text for span in spans_of(document)]
    assert "c1" in page
    assert "&lt;b&gt;gratuits&lt;/b&gt;" in page
    assert "mot mot" in page
    assert "[…]" in page


def test_counter_examples_stand_under_their_names(sampled):
    text = said(sampled)

    assert ENGLISH.labels.machine_only in text
    assert ENGLISH.labels.people_only in text
    assert "Les cars." in text
    assert "Les trains." in text
    assert "part of “Se déplacer”" in text


def test_a_long_label_is_cut_but_in_its_own_title(alone):
    headings = [
        one for one in build_report(alone, language="en").blocks if isinstance(one, Heading)
    ]

    [title] = [one for one in headings if one.text == CODES[2].label]
    assert title.short.endswith("taxes…")
    assert len(title.short) < 95


def test_contents_list_the_codes_of_first_rank(alone):
    headings = {
        one.text: one for one in build_report(alone, language="en").blocks if is_heading(one)
    }

    assert headings["Se déplacer"].is_listed
    assert not headings["Bus"].is_listed


def is_heading(block):
    return isinstance(block, Heading)


def test_what_remains_uncoded_is_counted_and_quoted(alone):
    text = said(alone)

    assert "no code to 120 contributions, that is 8.0% of 1,500" in text
    assert "Je ne sais pas." in text


def test_nothing_left_uncoded_is_said_so(alone):
    text = said(replace(alone, n_uncoded=0, uncoded=()))

    assert ENGLISH.sentences.uncoded_none in text
    assert "75 contributions (5.0%) have no other code than “Autres” or “Rien”" in text
    assert "gave each of them one code or more" in text


def test_a_codebook_without_residual_codes_leaves_them_unsaid(alone):
    assert "no other code than" not in said(replace(alone, residual=(), n_residual=0))


def test_blank_contributions_are_counted_and_not_quoted(alone):
    assert said(replace(alone, uncoded=())).count(ENGLISH.labels.random) == 1


@pytest.mark.parametrize(
    ("name", "version", "expected"),
    [
        ("Mobilités", "3", "“Mobilités”, version 3, of 3 codes"),
        ("Mobilités", "", "the codebook “Mobilités”, of 3 codes"),
        ("", "3", "version 3 of a codebook, of 3 codes"),
        ("", "", "a codebook of 3 codes"),
    ],
)
def test_the_codebook_is_named_as_far_as_it_is(alone, name, version, expected):
    assert expected in said(replace(alone, codebook=name, version=version))


def test_codes_without_definitions_are_said_to_have_none(alone):
    text = said(replace(alone, codes=CODES[1:], groups=()))

    assert ENGLISH.sentences.undefined in text


def test_how_the_sample_was_drawn_is_told(sampled):
    stratified, simple = said(sampled), said(in_sample(sampled, strata=1, learnt=0, coded=400))

    assert "in 5 strata" in stratified
    assert "10 of them were not coded" in stratified
    assert "had learnt from 20" in stratified
    assert "each with the same chance (seed 7)" in simple
    assert "were not coded" not in simple
    assert "had learnt" not in simple


def test_what_was_learnt_from_people_is_a_step_of_the_method(alone):
    assert "coded (800 in all)" in said(replace(alone, n_taught=800))
    assert ENGLISH.method_learnt.title not in said(alone)


def test_an_untitled_report_has_a_title(alone):
    assert build_report(replace(alone, title=""), language="fr").title == "Contributions codées"


def test_french_is_written_as_french(sampled):
    text = " ".join(text_of(build_report(sampled, language="fr")))

    assert "1\u202f500 contributions" in text
    assert "41,0\u00a0% (36,0\u00a0à\u00a046,0)" in text
    assert "intervalle à 95\u00a0%" in text
    assert not re.search(r"[^\u202f\u00a0\s«(–…] ?[;!?»]", text.replace(RAW, ""))
    assert not re.search(r"[^\u00a0]:(?!//)", text)


def shape(value):
    """Return the names of all that is said, and the braces in it."""
    if is_dataclass(value):
        return {field.name: shape(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, str):
        return sorted(re.findall(r"\{[^}]*\}", value))
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items()}
    return [shape(one) for one in value]


def test_both_languages_say_as_much():
    assert shape(FRENCH) == shape(ENGLISH)
    assert WORDS == {"fr": FRENCH, "en": ENGLISH}


@pytest.mark.parametrize("name", ["alone", "sampled"])
def test_the_report_can_be_printed(name, request):
    printed = render_pdf(build_report(request.getfixturevalue(name), language="fr"))

    assert printed.startswith(b"%PDF")


@needs("browser")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["alone", "sampled"])
@pytest.mark.parametrize("width", [360, 1280])
def test_page_has_no_violation_and_fetches_nothing(
    request, browser, tmp_path, name, width, language
):
    report = request.getfixturevalue(name)
    written = tmp_path / "report.html"
    written.write_bytes(render_html(build_report(report, language=language)))

    assert audit_report(browser, written, width=width) == SOUND
