from collections import Counter
from itertools import pairwise

import pytest

from civiscope.errors import InputError
from civiscope.territory import (
    SIZE_CLASSES,
    communes,
    departments,
    find_commune,
    populations,
    regions,
    register_source,
    sampling_frame,
    size_class,
)

FRANCE = 68_350_798
"""Metropolitan France and the five overseas départements."""


@pytest.mark.parametrize("level", ["commune", "department", "region", "size"])
def test_the_population_of_france_is_the_same_at_each_level(level):
    assert sum(populations(level).values()) == FRANCE


def test_intercommunalities_lack_the_islands_that_are_in_none():
    alone = [
        commune.population
        for commune in communes()
        if commune.region_code and not commune.intercommunality_code
    ]

    assert sum(populations("intercommunality").values()) == FRANCE - sum(alone)


def test_every_place_has_a_population_in_the_order_of_codes():
    assert list(populations("department")) == [found.code for found in departments()]
    assert list(populations("region")) == [found.code for found in regions()]
    assert list(populations("size")) == [found.code for found in SIZE_CLASSES]


def test_a_region_has_the_population_of_its_departements():
    by_department = populations("department")

    assert populations("region") == {
        region.code: sum(by_department[code] for code in region.department_codes)
        for region in regions()
    }


def test_classes_of_size_hold_the_communes_they_say():
    counts = Counter(
        size_class(commune.population).code for commune in communes() if commune.region_code
    )

    assert counts == {
        "0-499": 18_256,
        "500-1999": 11_110,
        "2000-3499": 2_255,
        "3500-4999": 1_003,
        "5000-9999": 1_203,
        "10000-19999": 564,
        "20000-49999": 350,
        "50000-99999": 92,
        "100000+": 42,
    }


def test_classes_of_size_follow_one_another():
    assert SIZE_CLASSES[0].least == 0
    for one, after in pairwise(SIZE_CLASSES):
        assert after.least == one.most + 1
        assert size_class(one.most) == one
        assert size_class(after.least) == after
    assert SIZE_CLASSES[-1].most is None


def test_populations_of_some_departements_are_theirs_alone():
    assert populations("department", within=["49", "988"]) == {
        "49": populations("department")["49"],
        "988": 264_596,
    }
    assert populations("region", within=["49", "988"]) == {"52": populations("department")["49"]}
    assert sum(populations("size", within=["75"]).values()) == find_commune("75056").population


def test_places_where_nobody_is_counted_are_left_out():
    assert populations("department", within=["984", "989"]) == {}


def test_an_unknown_departement_is_told():
    with pytest.raises(InputError, match=r"988, and found 20, 52000\. A region is named by its"):
        populations("size", within=["49", "52000", "20"])


@pytest.mark.parametrize(
    ("kind", "rows", "population"),
    [
        ("commune", 34_969, FRANCE + 602_143),
        ("intercommunality", 1_255, sum(populations("intercommunality").values())),
        ("department", 101, FRANCE),
        ("region", 18, FRANCE),
    ],
)
def test_a_frame_holds_every_authority_once(kind, rows, population):
    frame = sampling_frame(kind)

    codes = frame["code"].to_pylist()
    assert codes == sorted(set(codes))
    assert len(codes) == rows
    assert sum(count or 0 for count in frame["population"].to_pylist()) == population


def test_a_frame_of_communes_names_what_they_lie_in():
    frame = {row["code"]: row for row in sampling_frame("commune").to_pylist()}

    assert frame["49007"] == {
        "code": "49007",
        "name": "Angers",
        "department_code": "49",
        "department_name": "Maine-et-Loire",
        "region_code": "52",
        "region_name": "Pays de la Loire",
        "intercommunality_code": "244900015",
        "intercommunality_name": "CU Angers Loire Métropole",
        "population": 159_022,
        "size_class": "100000+",
        "postal_codes": ["49000", "49100"],
    }
    assert frame["98411"]["department_name"] == "Terres australes et antarctiques françaises"
    assert frame["98411"]["region_name"] is None
    assert frame["98411"]["size_class"] is None


def test_other_frames_say_how_many_communes_there_are():
    for kind in ("department", "region"):
        assert sum(sampling_frame(kind)["communes"].to_pylist()) == 34_875
    assert sum(sampling_frame("intercommunality")["communes"].to_pylist()) == 34_871


def test_an_intercommunality_may_lie_in_several_departements():
    codes = sampling_frame("intercommunality")["department_codes"].to_pylist()

    assert sum(len(found) > 1 for found in codes) == 89


def test_the_register_says_where_it_comes_from():
    source = register_source()

    assert list(source) == ["licence", "made_by", "source", "vintage"]
    assert source["vintage"].startswith("Code officiel géographique 2026; populations municipales")
