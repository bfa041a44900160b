import pytest

from civiscope.errors import InputError
from civiscope.publication.charts import Share, shares
from civiscope.publication.document import Column, Span, Table

SVG = "{http://www.w3.org/2000/svg}"
TABLE = Table(columns=(Column(title="Thème"),), rows=(((Span(text="impôts"),),),))
THEMES = (
    Share(label="impôts & taxes", share=0.4, low=0.3, high=0.5),
    Share(label="écoles", share=0.2, low=0.1, high=0.25),
)
SAID = {"title": "T", "measure": "M", "key": "parts", "table": TABLE}


def boxes(drawing, graphic):
    """Return the left end, the width and the colour of each rectangle."""
    return [
        (float(one.get("x")), float(one.get("width")), one.get("fill"))
        for one in drawing(graphic.svg).root.iter(f"{SVG}rect")
    ]


def test_a_graphic_keeps_what_is_said_of_it():
    source = (Span(text="themes.csv"),)

    graphic = shares(THEMES, language="fr", source=source, **SAID)

    assert (graphic.title, graphic.measure, graphic.key) == ("T", "M", "parts")
    assert (graphic.table, graphic.source) == (TABLE, source)


@pytest.mark.parametrize(
    ("language", "percents"), [("fr", ["40,0\u00a0%", "20,0\u00a0%"]), ("en", ["40.0%", "20.0%"])]
)
def test_labels_and_percents_are_drawn_in_the_order_given(drawing, language, percents):
    graphic = shares(THEMES, language=language, **SAID)

    assert drawing(graphic.svg).texts == ["impôts & taxes", percents[0], "écoles", percents[1]]


def test_bars_and_whiskers_are_in_proportion(drawing):
    found = boxes(drawing, shares(THEMES, language="fr", **SAID))

    first, second = (box for box in found if box[2] == "#0A5C66")
    lines = [box for box in found if box[2] == "#1A1D21" and box[1] > 2]
    unit = first[1] / 0.4
    assert second[1] == pytest.approx(0.2 * unit, abs=0.02)
    assert [width for _, width, _ in lines] == pytest.approx([0.2 * unit, 0.15 * unit], abs=0.02)
    assert [x - first[0] for x, _, _ in lines] == pytest.approx([0.3 * unit, 0.1 * unit], abs=0.02)


def test_the_percent_stands_after_the_whisker(drawing):
    graphic = shares(THEMES, language="fr", **SAID)

    ends = [x + width for x, width, _ in boxes(drawing, graphic)]
    places = [float(text.get("x")) for text in drawing(graphic.svg).root.iter(f"{SVG}text")]
    assert max(places) > max(ends)
    assert max(places) < graphic.width


def test_shares_of_nothing_are_drawn(drawing):
    graphic = shares([Share(label="a", share=0, low=0, high=0)], language="en", **SAID)

    assert drawing(graphic.svg).texts == ["a", "0.0%"]


def test_the_alternative_says_every_value():
    assert shares(THEMES, language="fr", **SAID).alternative == (
        "Ce diagramme en barres donne des parts, de haut en bas\u00a0: "
        "impôts & taxes, 40,0\u00a0%, intervalle de 30,0\u00a0% à 50,0\u00a0%\u202f; "
        "écoles, 20,0\u00a0%, intervalle de 10,0\u00a0% à 25,0\u00a0%."
    )


@pytest.mark.parametrize(
    ("categories", "message"),
    [
        ([], "Expected at least one category, found none: leave the chart out."),
        (
            [Share(label="a", share=12, low=0, high=1)],
            "Expected shares from 0 to 1, found 12: divide by the total.",
        ),
        (
            [Share(label="a", share=0.5, low=float("nan"), high=1)],
            "Expected shares from 0 to 1, found nan: divide by the total.",
        ),
        (
            [Share(label="a", share=0.5, low=0.6, high=0.4)],
            "Expected the low end of an interval first: swap its two ends.",
        ),
    ],
)
def test_what_is_no_share_is_refused(categories, message):
    with pytest.raises(InputError) as refused:
        shares(categories, language="fr", **SAID)

    assert str(refused.value) == message
