from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civiscope.errors import InputError
from civiscope.publication.charts import Bar, Count, bars
from civiscope.publication.document import Column, Span

NATURES = (
    Bar(label="Débats", count=Count(value=6, figure="interventions.debat", url="#chiffres")),
    Bar(label="Auditions & enquêtes", count=3),
    Bar(label="Cours", count=0),
)
SAID = {
    "title": "Les débats sont les plus nombreux",
    "measure": "Interventions par nature, 2019",
    "key": "natures",
}


def test_a_graphic_keeps_what_is_said_of_it():
    source = (Span(text="Fiches de l’observatoire"),)

    graphic = bars(NATURES, language="fr", source=source, **SAID)

    assert (graphic.title, graphic.measure, graphic.key) == tuple(SAID.values())
    assert graphic.source == source


def test_every_label_and_value_is_drawn_in_the_order_given(drawing):
    graphic = bars(NATURES, language="fr", **SAID)

    texts = drawing(graphic.svg).texts
    assert sorted(texts) == sorted(["Débats", "Auditions & enquêtes", "Cours", "6", "3", "0"])
    assert [text for text in texts if text.isdigit()] == ["6", "3", "0"]


def test_lengths_are_in_proportion_to_values(bar_lengths):
    six, three, none = bar_lengths(bars(NATURES, language="fr", **SAID).svg)

    assert six > 200
    assert three == pytest.approx(six / 2, abs=0.01)
    assert none == 0


def test_the_table_holds_the_values_and_names_their_figures():
    graphic = bars(NATURES, language="fr", columns=("Nature", "Interventions"), **SAID)

    table = graphic.table
    assert table.columns == (Column(title="Nature"), Column(title="Interventions", is_number=True))
    assert (table.caption, table.key) == ("", "natures-table")
    assert table.rows == (
        (
            (Span(text="Débats"),),
            (Span(text="6", figure="interventions.debat", url="#chiffres"),),
        ),
        ((Span(text="Auditions & enquêtes"),), (Span(text="3"),)),
        ((Span(text="Cours"),), (Span(text="0"),)),
    )


def test_a_graphic_without_key_or_columns_has_the_usual_ones():
    french = bars(NATURES, language="fr", title="T", measure="M").table
    english = bars(NATURES, language="en", title="T", measure="M").table

    assert french.key == ""
    assert [column.title for column in french.columns] == ["Catégorie", "Nombre"]
    assert [column.title for column in english.columns] == ["Category", "Number"]


def test_the_alternative_says_every_value():
    french = bars(NATURES, language="fr", **SAID)
    english = bars(NATURES, language="en", **SAID)

    assert french.alternative == (
        "Ce diagramme en barres donne, de haut en bas\u00a0: Débats, 6\u202f; "
        "Auditions & enquêtes, 3\u202f; Cours, 0."
    )
    assert english.alternative == (
        "This bar chart gives, from top to bottom: Débats, 6; Auditions & enquêtes, 3; Cours, 0."
    )


@pytest.mark.parametrize(
    ("language", "number"), [("fr", "12\u202f345\u202f678"), ("en", "12,345,678")]
)
def test_thousands_stand_apart(drawing, rows, language, number):
    graphic = bars([Bar(label="Votes", count=12_345_678)], language=language, **SAID)

    assert drawing(graphic.svg).texts == ["Votes", number]
    assert rows(graphic.table) == [["Votes", number]]


def test_a_long_label_is_drawn_whole_on_several_lines(drawing):
    label = "Auditions parlementaires et ministérielles, commissions spéciales"
    long = bars([Bar(label=label, count=1)], language="fr", **SAID)
    short = bars([Bar(label="Débats", count=1)], language="fr", **SAID)

    *lines, value = drawing(long.svg).texts
    assert " ".join(lines) == label
    assert len(lines) == 3
    assert value == "1"
    assert long.height > short.height


def test_a_chart_is_as_large_as_it_says(drawing):
    graphic = bars(NATURES, language="fr", **SAID)

    assert drawing(graphic.svg).size == (graphic.width, graphic.height) == (400, 78)


@pytest.mark.parametrize(
    ("categories", "message"),
    [
        ([], "Expected at least one category, found none: leave the chart out."),
        (
            [Bar(label="a", count=1), Bar(label="b", count=-2)],
            "Expected counts of zero or more, found -2 for one category: count again.",
        ),
    ],
)
def test_nothing_and_less_than_nothing_are_refused(categories, message):
    with pytest.raises(InputError) as refused:
        bars(categories, language="fr", **SAID)

    assert str(refused.value) == message


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(counts=st.lists(st.integers(0, 10**9), min_size=1, max_size=12))
def test_a_larger_count_never_has_a_shorter_bar(bar_lengths, counts):
    graphic = bars([Bar(label="x", count=count) for count in counts], language="en", **SAID)

    lengths = bar_lengths(graphic.svg)
    ordered = [length for _, length in sorted(zip(counts, lengths, strict=True))]
    assert all(a <= b for a, b in pairwise(ordered))
    assert max(lengths) < graphic.width
