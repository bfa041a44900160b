import pytest

from civiscope.errors import InputError
from civiscope.publication.charts import rate_map
from civiscope.publication.charts.rates import SHADES
from civiscope.publication.charts.words import say_rate
from civiscope.publication.document import Column, Span, Table
from civiscope.territory import departments, outlines

SVG = "{http://www.w3.org/2000/svg}"
TABLE = Table(columns=(Column(title="Lieu"),), rows=(((Span(text="Nord"),),),))
SAID = {"title": "T", "measure": "M", "key": "carte", "table": TABLE}
ALL = {department.code: 1.0 for department in departments()}
CAPTIONS = 6
"""The names of the insets."""


def map_of(rates, *, overall=1.0, language="fr", **said):
    return rate_map(rates, overall=overall, language=language, **{**SAID, **said})


def fills(drawing, graphic):
    """Return the fill of each outline of each département."""
    (group,) = (node for node in drawing(graphic.svg).root.iter(f"{SVG}g") if node.get("fill-rule"))
    codes = [outline.code for outline in outlines().outlines]
    held = {}
    for code, path in zip(codes, group.iter(f"{SVG}path"), strict=True):
        held.setdefault(code, set()).add(path.get("fill"))
    return held


@pytest.mark.parametrize(
    ("rate", "shade"),
    [(0, 0), (0.49, 0), (0.5, 1), (0.79, 1), (0.8, 2), (1.24, 2), (1.25, 3), (2, 4), (90, 4)],
)
def test_a_rate_has_the_shade_of_its_class(drawing, rate, shade):
    assert fills(drawing, map_of({**ALL, "49": rate}))["49"] == {SHADES[shade]}


def test_classes_follow_the_rate_of_the_whole(drawing):
    found = fills(drawing, map_of({**ALL, "49": 30.0}, overall=30.0))

    assert found["49"] == {SHADES[2]}
    assert found["75"] == {SHADES[0]}


def test_a_departement_of_the_inset_is_shaded_in_both_places(drawing):
    found = drawing(map_of({"75": 9.0, **dict.fromkeys(["92", "93"], 0.1)}).svg)

    assert found.attributes("fill").count(SHADES[4]) == 2 + 1  # and the legend


def test_what_is_not_compared_is_empty_and_in_the_legend(drawing):
    graphic = map_of({"49": 1.0, "44": 0.1})

    found = fills(drawing, graphic)
    assert found["49"] == {SHADES[2]}
    assert {code for code, shades in found.items() if shades == {"#FFFFFF"}} == set(ALL) - {
        "49",
        "44",
    }
    assert drawing(graphic.svg).texts[-1] == "non comparé"


def test_the_legend_has_the_bounds_of_the_classes(drawing):
    french, english = (map_of(ALL, overall=0.83, language=one) for one in ("fr", "en"))

    assert drawing(french.svg).texts[CAPTIONS:] == [
        "1,66 et plus",
        "1,04 à 1,66",
        "0,66 à 1,04",
        "0,41 à 0,66",
        "moins de 0,41",
    ]
    assert drawing(english.svg).texts[CAPTIONS:][0] == "1.66 and more"


def test_the_alternative_lists_the_departements_of_each_class():
    graphic = map_of({"49": 4.0, "2A": 1.1, "75": 1.0, "974": 0.1}, language="en")

    assert graphic.alternative == (
        "This map of France shades each département, from dark to light: "
        "2.0 and more: Maine-et-Loire (49); "
        "0.8 to 1.2: Corse-du-Sud (2A), Paris (75); under 0.5: La Réunion (974)."
    )


def test_a_graphic_keeps_what_is_said_of_it():
    graphic = map_of(ALL, source=(Span(text="places.csv"),))

    assert (graphic.title, graphic.measure, graphic.key) == ("T", "M", "carte")
    assert (graphic.table, graphic.source) == (TABLE, (Span(text="places.csv"),))
    assert (graphic.width, graphic.height) == (460, 412)


def test_a_map_weighs_little():
    assert len(map_of(ALL).svg.encode()) < 60_000


@pytest.mark.parametrize(
    ("rates", "overall", "message"),
    [
        ({}, 1.0, "Expected at least one département, found none: leave the map out."),
        ({"49": -1.0}, 1.0, "found -1.0 about 1.0: count again."),
        ({"49": 1.0}, 0.0, "found 1.0 about 0.0: count again."),
        ({"49": float("nan")}, 1.0, "found nan about 1.0: count again."),
        ({"49": 1.0, "988": 1.0}, 1.0, "such as 01, 2A or 971, found '988': say in the measure"),
    ],
)
def test_what_cannot_be_shaded_is_refused(rates, overall, message):
    with pytest.raises(InputError) as refused:
        map_of(rates, overall=overall)

    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("rate", "overall", "said"),
    [
        (0, 0.83, "0,00"),
        (3.046, 0.83, "3,05"),
        (0.0123, 0.0456, "0,012"),
        (12.34, 1.2, "12,3"),
        (1234.5, 45, "1\u202f234"),
        (12345.67, 1.0, "12\u202f345,7"),
    ],
)
def test_rates_have_the_decimals_that_the_whole_needs(rate, overall, said):
    assert say_rate(rate, "fr", overall=overall) == said
