"""The report of opinion groups, in both languages."""

import re
from dataclasses import fields, is_dataclass, replace

import pytest

from auditing import SOUND, audit_report
from civiscope.opinion.groups import Cut
from civiscope.opinion.results import (
    Crossing,
    Group,
    Opinion,
    Participation,
    Point,
    Representative,
    Shared,
    Statement,
    Tally,
)
from civiscope.publication import text_of
from civiscope.publication.html import render_html
from civiscope.publication.opinion import build_report
from civiscope.publication.opinion.english import ENGLISH
from civiscope.publication.opinion.french import FRENCH
from civiscope.publication.opinion.voice import WORDS
from requirements import needs


def tally(agree, passed, disagree):
    ends = dict.fromkeys(("agree_low", "disagree_low"), 0.25)
    ends |= dict.fromkeys(("agree_high", "disagree_high"), 0.75)
    return Tally(agree=agree, passed=passed, disagree=disagree, **ends)


def statement(number, text="Plus de bus <b>"):
    return Statement(
        statement_id=f"s{number}",
        text=text,
        is_left_out=False,
        everyone=tally(30, 2, 8),
        by_group=(tally(20, 0, 5), tally(0, 0, 0)),
        agree_consensus=0.5,
        disagree_consensus=0.1,
    )


def representative(number, q_value=0.01):
    return Representative(
        statement_id=f"s{number}", stance="agree", others_share=0.2, q_value=q_value
    )


@pytest.fixture
def opinion():
    return Opinion(
        title="Bus",
        mode="improved",
        texts="fr",
        participation=Participation(
            participants=2000,
            votes=9000,
            statements=12,
            kept=1800,
            replaced=1,
            not_voted=3,
            without_votes=0,
            left_out=2,
        ),
        verdict="groups",
        groups=(
            Group(
                name="A",
                participants=1200,
                stability=0.9,
                representative=tuple(map(representative, range(12))),
            ),
            Group(name="B", participants=600, stability=0.4, representative=()),
        ),
        statements=tuple(statement(number, "" if number == 1 else "Bus ?") for number in range(12)),
        consensus=(Shared(statement_id="s0", stance="agree"),),
        bridging=tuple(Shared(statement_id=f"s{n}", stance="disagree") for n in range(12)),
        divisive=("s2",),
        cuts=(
            Cut(n_groups=2, silhouette=0.4, smallest=600),
            Cut(n_groups=3, silhouette=-1.0, smallest=2),
        ),
        cloud_silhouettes=(0.2, 0.3),
        strengths=(90.0, 20.0),
        chance_strengths=(10.0, 30.0),
        p_values=(0.004, 0.5),
        points=(Point(x=0.5, y=-1.0, group=0), Point(x=-1.0, y=0.0, group=1)),
        crossings=(
            Crossing(variable="age", value="", group="A", participants=7, base=None),
            Crossing(variable="age", value="", group="B", participants=None, base=None),
        ),
        thresholds=(("mode", "improved"),),
    )


def said(opinion, language):
    return re.sub(r"\s+", " ", " ".join(text_of(build_report(opinion, language=language))))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_can_be_read_as_a_page(opinion, language):
    page = render_html(build_report(opinion, language=language)).decode()

    assert f'lang="{language}"' in page
    assert page.count("<h2") == len(re.findall("<h2", page)) > 8


def test_numbers_are_said_with_their_uncertainty(opinion):
    text = said(opinion, "en")

    assert "2,000 participants cast 9,000 votes on 12 statements." in text
    assert "80% (25 to 75)" in text
    assert "stability 0.40 of 1" in text
    assert "there are 1 of them" in text
    assert "0.004" in text
    assert "The 8 first of 12" in text


def test_french_is_written_as_french(opinion):
    text = " ".join(text_of(build_report(opinion, language="fr")))

    assert "2\u202f000 participants" in text
    assert "80\u00a0% (25 à 75)" in text
    assert "stabilité de 0,40 sur 1" in text


def test_hidden_and_unknown_values_are_said_to_be(opinion):
    text = said(opinion, "en")

    assert "unknown" in text
    assert "•" in text


def test_statements_without_text_are_named(opinion):
    assert "(statement s1)" in said(opinion, "en")


def test_words_of_another_language_are_marked(opinion):
    page = render_html(build_report(opinion, language="en")).decode()

    assert re.search(r'<span[^>]* lang="fr"[^>]*>Bus \?', page)


@pytest.mark.parametrize("verdict", sorted(FRENCH.sentences.verdicts))
def test_every_verdict_is_explained(opinion, verdict):
    has_groups = verdict in {"groups", "gradual"}
    told = opinion
    if not has_groups:
        told = replace(opinion, groups=(), bridging=(), divisive=(), points=())

    text = said(replace(told, verdict=verdict), "en")

    assert ENGLISH.sentences.verdicts[verdict].text in text
    assert ("What divides" in text) == has_groups


def test_a_conversation_where_nothing_stands_out(opinion):
    told = replace(
        opinion, bridging=(), divisive=(), consensus=(), crossings=(), cloud_silhouettes=()
    )

    text = said(told, "en")

    sentences = ENGLISH.sentences
    for sentence in (
        sentences.bridging_none,
        sentences.divisive_none,
        sentences.consensus_none,
        sentences.crossings_none,
        sentences.representative_none,
    ):
        assert sentence in text


def test_few_people_have_neither_map_nor_numbers(opinion):
    told = replace(
        opinion, groups=(), bridging=(), divisive=(), points=(), cuts=(), strengths=(), p_values=()
    )

    text = said(replace(told, verdict="too-few"), "en")

    assert ENGLISH.titles.map not in text
    assert ENGLISH.titles.numbers not in text


def test_people_without_groups_are_drawn_all_the_same(opinion):
    told = replace(
        opinion,
        groups=(),
        bridging=(),
        divisive=(),
        cuts=(),
        points=(Point(x=0.0, y=1.0, group=-1),),
        verdict="no-structure",
    )

    assert ENGLISH.sentences.map_none in said(told, "en")


def test_a_group_of_which_nobody_is_drawn_has_no_middle(opinion):
    text = said(replace(opinion, points=(Point(x=0.0, y=1.0, group=0),)), "en")

    assert "Group B, 600 participants, around –." in text


def test_everybody_is_drawn_where_they_are_few(opinion):
    read = replace(opinion.participation, kept=2, participants=2, replaced=0)

    text = said(replace(opinion, participation=read), "en")

    assert "One mark for each participant who voted enough (2)" in text
    assert "were replaced" not in text


def test_legacy_mode_says_what_polis_does_not_test(opinion):
    groups = tuple(
        replace(group, stability=None, representative=(representative(1, None),))
        for group in opinion.groups
    )
    told = replace(opinion, mode="legacy", groups=groups, divisive=(), strengths=(), p_values=())

    text = said(told, "en")

    assert "Polis does not test it" in text
    assert "Its stability was not measured." in text
    assert ENGLISH.titles.divisive not in text


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


@needs("browser")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_page_has_no_violation_and_fetches_nothing(opinion, browser, tmp_path, width, language):
    written = tmp_path / "report.html"
    written.write_bytes(render_html(build_report(opinion, language=language)))

    assert audit_report(browser, written, width=width) == SOUND
