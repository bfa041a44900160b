import pytest

from civiscope.errors import InputError
from civiscope.publication.charts import Count, Kind, months

TALKS = Kind(
    label="Interventions",
    months=[0, 1, 2, 0, Count(value=3, figure="talks.05", url="#chiffres"), 0, 0, 0, 0, 0, 0, 1],
    undated=Count(value=2, figure="talks.undated"),
    figure="talks.count",
    url="#chiffres",
)
PRESS = Kind(label="Mentions dans la presse", months=[0, 0, 4] + [0] * 9)
NONE = Kind(label="Notes", months=[0] * 12)
SAID = {"title": "Mars et mai", "measure": "Fiches par mois, 2019", "key": "annee"}


def dots(drawing, graphic):
    """Return the place of each dot."""
    return [(x, y) for x, y, _ in drawing(graphic.svg).circles()]


def test_there_is_one_dot_for_each_dated_record(drawing):
    graphic = months([TALKS, PRESS, NONE], language="fr", **SAID)

    assert len(dots(drawing, graphic)) == 7 + 4


def test_dots_of_a_month_are_piled_over_it(drawing):
    graphic = months([PRESS], language="fr", **SAID)

    found = dots(drawing, graphic)
    march = 124 + 2.5 * (460 - 124) / 12
    heights = [y for _, y in found]
    assert {x for x, _ in found} == {march}
    assert len(set(heights)) == 4
    assert heights == sorted(heights, reverse=True)


def test_records_without_a_month_have_no_dot_and_are_said(drawing, rows):
    lost = Kind(label="Notes", months=[0] * 12, undated=3)

    graphic = months([lost], language="en", **SAID)

    assert dots(drawing, graphic) == []
    assert "3 without a month" in drawing(graphic.svg).texts
    assert [column.title for column in graphic.table.columns][-2:] == ["No month", "Year"]
    assert rows(graphic.table) == [["Notes", *["0"] * 12, "3", "3"]]


def test_names_totals_and_months_are_drawn(drawing):
    graphic = months([TALKS, PRESS], language="fr", **SAID)

    texts = drawing(graphic.svg).texts
    names = ["janv.", "févr.", "mars", "avr.", "mai", "juin"]
    names += ["juil.", "août", "sept.", "oct.", "nov.", "déc."]
    rest = [text for text in texts if text not in names]
    assert [text for text in texts if text in names] == names
    assert sorted(rest) == sorted(
        ["Interventions", "9", "dont 2 sans mois", "2", "3", "Mentions dans la", "presse", "4", "4"]
    )


def test_the_table_has_a_row_for_each_kind_and_a_column_for_each_month(rows):
    table = months([TALKS, PRESS], language="fr", **SAID).table

    titles = [column.title for column in table.columns]
    assert [titles[0], titles[1], titles[12], *titles[13:]] == [
        "Fiches", "janv.", "déc.", "Sans mois", "Année",
    ]  # fmt: skip
    assert [column.is_number for column in table.columns] == [False, *[True] * 14]
    assert rows(table) == [
        ["Interventions", *"0 1 2 0 3 0 0 0 0 0 0 1 2 9".split()],  # noqa: SIM905  # as it reads
        ["Mentions dans la presse", *"0 0 4 0 0 0 0 0 0 0 0 0 0 4".split()],  # noqa: SIM905  # as it reads
    ]


def test_cells_of_the_table_name_their_figures():
    table = months([TALKS], language="fr", **SAID).table

    titles = [column.title for column in table.columns]
    cells = {
        title: (cell[0].figure, cell[0].url)
        for title, cell in zip(titles, table.rows[0], strict=True)
    }
    assert {title: found for title, found in cells.items() if any(found)} == {
        "mai": ("talks.05", "#chiffres"),
        "Sans mois": ("talks.undated", ""),
        "Année": ("talks.count", "#chiffres"),
    }


def test_a_year_without_undated_records_has_no_column_for_them():
    columns = months([PRESS], language="fr", **SAID).table.columns

    assert [column.title for column in columns][12:] == ["déc.", "Année"]


def test_the_alternative_says_every_value():
    french = months([TALKS, PRESS, NONE], language="fr", **SAID)
    english = months([TALKS], language="en", **SAID)

    assert french.alternative == (
        "Ce diagramme met un point par fiche dans son mois. "
        "Interventions, 9\u00a0: 1 en février, 2 en mars, 3 en mai, 1 en décembre, "
        "2 sans mois connu. Mentions dans la presse, 4\u00a0: 4 en mars. Notes, 0."
    )
    assert english.alternative == (
        "This chart puts one dot for each record in its month. "
        "Interventions, 9: 1 in February, 2 in March, 3 in May, 1 in December, "
        "2 without a known month."
    )


def test_many_dots_stay_in_their_month_and_on_the_chart(drawing):
    full = Kind(label="Contributions", months=[90, 0, 300] + [0] * 9)

    graphic = months([full], language="fr", **SAID)

    found = dots(drawing, graphic)
    january, march = (124 + place * (460 - 124) / 12 for place in (0, 2))
    assert len(set(found)) == 390
    assert sum(january < x < january + 28 for x, _ in found) == 90
    assert sum(march < x < march + 28 for x, _ in found) == 300
    assert all(0 < y < graphic.height for _, y in found)
    assert graphic.height < 200


def test_a_chart_is_as_large_as_it_says(drawing):
    graphic = months([TALKS, PRESS], language="fr", **SAID)

    assert drawing(graphic.svg).size == (graphic.width, graphic.height)
    assert graphic.width == 460


@pytest.mark.parametrize(
    ("kinds", "message"),
    [
        ([], "Expected at least one kind of records, found none: leave the chart out."),
        (
            [Kind(label="a", months=[1] * 11)],
            "Expected twelve counts, January first, found 11: write 0 for a month without records.",
        ),
        (
            [Kind(label="a", months=[1] * 12, undated=-1)],
            "Expected counts of zero or more, found -1 for one kind of records: count again.",
        ),
        (
            [Kind(label="a", months=[500, 501] + [0] * 10)],
            "Expected at most 1,000 dots, found 1,001: draw bars instead.",
        ),
    ],
)
def test_what_is_no_year_is_refused(kinds, message):
    with pytest.raises(InputError) as refused:
        months(kinds, language="fr", **SAID)

    assert str(refused.value) == message
