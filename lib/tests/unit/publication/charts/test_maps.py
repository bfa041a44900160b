import math
from itertools import combinations

import pytest

from civiscope.errors import InputError
from civiscope.publication.charts import Bar, Count, department_map
from civiscope.publication.document import Span
from civiscope.territory import departments, outlines

PLACES = {"49": 1, "59": Count(value=4, figure="places.59", url="#chiffres"), "75": 1, "2A": 0}
ABROAD = Bar(label="à l’étranger", count=Count(value=2, figure="places.abroad"))
SAID = {"title": "Surtout dans le Nord", "measure": "Collectivités, 2019", "key": "carte"}
# What every map says, whatever it shows.
CAPTIONS = [
    *["Paris et petite couronne", "Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"]
]


def map_of(counts, **said):
    return department_map(counts, **{"language": "fr", **SAID, **said})


def labels(drawing, graphic):
    return [text for text in drawing(graphic.svg).texts if text not in CAPTIONS]


def centre(code, inset=""):
    outline = next(o for o in outlines().outlines if (o.code, o.inset) == (code, inset))
    return outline.centre


def test_every_outline_is_drawn_under_the_captions_of_the_insets(drawing):
    found = drawing(map_of({"49": 1}).svg)

    land = [path for path in found.attributes("d") if path.endswith("z")]
    assert len(land) == len(outlines().outlines) == 105
    assert [text for text in found.texts if text in CAPTIONS] == CAPTIONS


def test_there_is_a_circle_for_each_count_above_zero(drawing):
    found = drawing(map_of(PLACES).svg)

    assert [(x, y) for x, y, _ in found.circles()] == [
        *[centre("59"), centre("49"), centre("75", "paris")]
    ]


def test_areas_are_in_proportion_to_counts(drawing):
    sizes = [radius for _, _, radius in drawing(map_of(PLACES).svg).circles()]

    assert sizes == [164, 82, 82]


def test_a_small_count_beside_a_large_one_can_still_be_seen(drawing):
    sizes = [radius for _, _, radius in drawing(map_of({"49": 1, "59": 10_000}).svg).circles()]

    assert sizes == [165, 28]


def test_circles_have_their_number_and_name(drawing):
    texts = labels(drawing, map_of(PLACES))

    assert sorted(texts) == sorted(["4", "1", "1", "Nord", "Maine-et-Loire", "Paris"])


def test_a_number_too_wide_for_its_circle_stands_beside_it(drawing):
    texts = labels(drawing, map_of({"59": 1200, "49": 7, "973": 3}))

    assert texts == ["Nord 1\u202f200", "Maine-et-Loire 7", "3"]


def test_an_overseas_count_stands_in_its_inset(drawing):
    graphic = map_of({"974": 3})

    ((x, y, _),) = drawing(graphic.svg).circles()
    assert (x, y) == centre("974", "974")
    assert labels(drawing, graphic) == ["3"]


def test_circles_of_neighbours_stand_apart(drawing):
    counts = dict.fromkeys(["75", "77", "78", "91", "92", "93", "94", "95", "59", "62"], 20)

    found = drawing(map_of(counts).svg)

    assert len(found.circles()) == 10
    for one, other in combinations(found.circles(), 2):
        assert math.dist(one[:2], other[:2]) >= one[2] + other[2]
    assert [text for text in found.texts if text == "20"] == ["20"] * 10


def test_no_number_is_lost_when_every_department_has_one(drawing):
    counts = {department.code: 1000 for department in departments()}

    graphic = map_of(counts)

    found = labels(drawing, graphic)
    assert sum(text.endswith("1\u202f000") for text in found) == 101
    assert len(graphic.svg.encode()) < 90_000


def test_the_table_goes_from_the_largest_count_to_the_smallest_then_off_the_map():
    table = map_of(PLACES, outside=[ABROAD]).table

    assert [column.title for column in table.columns] == ["Département", "Nombre"]
    assert table.rows == (
        ((Span(text="Nord (59)"),), (Span(text="4", figure="places.59", url="#chiffres"),)),
        ((Span(text="Maine-et-Loire (49)"),), (Span(text="1"),)),
        ((Span(text="Paris (75)"),), (Span(text="1"),)),
        ((Span(text="Corse-du-Sud (2A)"),), (Span(text="0"),)),
        ((Span(text="à l’étranger"),), (Span(text="2", figure="places.abroad"),)),
    )


def test_the_measure_and_the_alternative_say_what_is_off_the_map():
    graphic = map_of({"59": 4}, outside=[ABROAD])

    assert graphic.measure == ("Collectivités, 2019\u202f; hors de la carte\u00a0: à l’étranger, 2")
    assert graphic.alternative == (
        "Cette carte de France porte un cercle par département\u00a0: Nord (59), 4. "
        "Hors de la carte\u00a0: à l’étranger, 2."
    )


def test_a_map_in_english_speaks_english(drawing):
    graphic = map_of({"59": 4}, language="en", outside=[Bar(label="abroad", count=1)])

    assert graphic.alternative == (
        "This map of France has one circle for each département: Nord (59), 4. "
        "Off the map: abroad, 1."
    )
    assert graphic.measure == "Collectivités, 2019; off the map: abroad, 1"
    assert "Paris and its inner suburbs" in drawing(graphic.svg).texts


def test_a_map_whose_counts_are_all_elsewhere_has_no_circle(drawing):
    graphic = map_of({}, outside=[ABROAD])

    assert drawing(graphic.svg).circles() == []
    assert graphic.alternative == (
        "Cette carte de France ne porte aucun cercle. Hors de la carte\u00a0: à l’étranger, 2."
    )


def test_a_map_is_as_large_as_it_says(drawing):
    graphic = map_of({"59": 4})

    assert drawing(graphic.svg).size == (graphic.width, graphic.height) == (460, 412)
    assert graphic.measure == "Collectivités, 2019"


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ({}, "Expected at least one département, found none: leave the chart out."),
        ({"59": -1}, "Expected counts of zero or more, found -1 for one département: count again."),
        (
            {"59": 1, "20": 1},
            (
                "Expected codes of départements such as 01, 2A or 971, found '20': "
                "count what lies elsewhere in `outside`."
            ),
        ),
    ],
)
def test_what_cannot_be_placed_is_refused(counts, message):
    with pytest.raises(InputError) as refused:
        map_of(counts)

    assert str(refused.value) == message
