import numpy as np
import pytest

from civiscope.errors import InputError
from civiscope.synthesis.locating import (
    ELSEWHERE,
    MISSING,
    SEVERAL,
    UNPLACED,
    UNRECOGNISED,
    count_in_groups,
    count_in_places,
    find_participants,
    parts_of,
    place,
)
from civiscope.territory import find_commune, locate, populations

LOIRE = ["44", "49", "53", "72", "85"]


def placed(cells, *levels, kind="postal_code", within=None):
    locations = [locate(cell, kind=kind) for cell in cells]
    return place(locations, levels=levels, within=within)


def parts(placement, number):
    """Return the places of a location and their shares."""
    group = placement.groups[placement.group_of[number]]
    return {
        ELSEWHERE if place == ELSEWHERE else placement.places[place]: share
        for place, share in group
    }


def people(answers, authors=None, *, cells=("49", "44", "?"), levels=("department",)):
    placement = placed(cells, *levels, kind="department")
    names = None if authors is None else np.array(authors, dtype=np.uint64)
    return find_participants(np.array(answers), authors=names, placement=placement), placement


# ------------------------------------------------------------------ places


@pytest.mark.parametrize("level", ["department", "region", "size"])
def test_the_places_of_a_level_are_those_of_the_register(level):
    placement = placed([], level)

    assert [code for (code,) in placement.places] == list(populations(level))
    assert placement.populations.tolist() == list(populations(level).values())


def test_places_of_several_levels_are_taken_together():
    placement = placed(["49000"], "department", "size", within=LOIRE)

    codes = [code for code, _ in placement.places]
    sums = dict.fromkeys(LOIRE, 0)
    for (code, _), population in zip(placement.places, placement.populations, strict=True):
        sums[code] += population
    assert codes == sorted(codes)
    assert [size for code, size in placement.places if code == "49"][::7] == [
        "0-499",
        "50000-99999",
    ]
    assert sums == populations("department", within=LOIRE)


def test_a_cell_that_means_one_place_is_all_of_it():
    placement = placed(["49007", "97411", "75111"], "department", kind="commune")

    assert [parts(placement, number) for number in range(3)] == [
        {("49",): 1.0},
        {("974",): 1.0},
        {("75",): 1.0},
    ]


def test_a_cell_that_means_several_is_in_each_as_its_inhabitants_are():
    ain = find_commune("01148").population
    jura = find_commune("39102").population + find_commune("39283").population

    placement = placed(["01590"], "department")

    assert parts(placement, 0) == {("01",): ain / (ain + jura), ("39",): jura / (ain + jura)}


def test_a_cell_partly_outside_the_territory_is_partly_elsewhere():
    placement = placed(["01590", "75001"], "department", within=["39"])

    inside = parts(placement, 0)
    assert set(inside) == {ELSEWHERE, ("39",)}
    assert sum(inside.values()) == 1
    assert parts(placement, 1) == {ELSEWHERE: 1.0}


def test_a_place_of_the_two_departements_of_corsica_is_one_region():
    by_region = placed(["20"], "region", kind="department")
    by_department = placed(["20"], "department", kind="department")

    assert parts(by_region, 0) == {("94",): 1.0}
    assert set(parts(by_department, 0)) == {("2A",), ("2B",)}


def test_overseas_collectivities_are_elsewhere_unless_they_are_named():
    cells = ["98800", "75001"]

    assert parts(placed(cells, "department"), 0) == {ELSEWHERE: 1.0}
    assert parts(placed(cells, "department", within=["75", "988"]), 0) == {("988",): 1.0}
    # They are in no region.
    assert parts(placed(cells, "region", within=["75", "988"]), 0) == {ELSEWHERE: 1.0}


def test_a_departement_tells_no_size_unless_it_is_one_commune_or_elsewhere():
    cells = ["49", "75", "44", "?"]

    placement = placed(cells, "size", kind="department", within=["49", "75"])

    assert placement.group_of[[0, 3]].tolist() == [UNPLACED, UNRECOGNISED]
    assert parts(placement, 1) == {("100000+",): 1.0}
    assert parts(placement, 2) == {ELSEWHERE: 1.0}


def test_communes_where_nobody_lives_are_as_likely_as_one_another():
    # A village destroyed in 1916 was split in two; one of its two communes has inhabitants.
    empty = placed(["55039"], "size", kind="commune")
    uninhabited = placed(["98411"], "department", kind="commune", within=["984", "75"])

    assert parts(empty, 0) == {("0-499",): 1.0}
    assert parts(uninhabited, 0) == {ELSEWHERE: 1.0}


def test_cells_that_mean_the_same_are_one_group():
    placement = placed(["49000", "49100", "49000 Angers", "44000", "?"], "department")

    assert placement.group_of.tolist() == [1, 1, 1, 0, UNRECOGNISED]


def test_an_unknown_territory_is_told():
    with pytest.raises(InputError, match="Expected codes of départements or overseas"):
        placed(["49000"], "department", within=["49", "R52"])


# ------------------------------------------------------------------ participants


def test_without_authors_each_answer_is_a_participant():
    found, placement = people([0, 0, 1, 2, -1])

    assert found.groups.tolist() == [1, 1, 0, UNRECOGNISED, MISSING]
    assert found.of_answer.tolist() == [0, 1, 2, 3, 4]
    assert count_in_groups(found, placement=placement).tolist() == [1, 2]


def test_an_author_is_one_participant_whatever_else_he_leaves_out():
    found, _ = people([0, 2, -1, 0], [7, 7, 7, 7])

    assert found.groups.tolist() == [1]
    assert found.of_answer.tolist() == [0, 0, 0, 0]


def test_an_author_of_several_places_is_of_none():
    found, _ = people([0, 1, 0], [7, 7, 8])

    assert found.groups.tolist() == [SEVERAL, 1]


def test_an_author_of_two_departements_of_a_region_is_of_the_region():
    found, _ = people([0, 1], [7, 7], levels=("region",))

    assert found.groups.tolist() == [0]


@pytest.mark.parametrize(
    ("answers", "group"), [([2, -1], UNRECOGNISED), ([-1, -1], MISSING), ([2, 2], UNRECOGNISED)]
)
def test_an_author_who_is_not_placed_says_why(answers, group):
    found, _ = people(answers, [7, 7])

    assert found.groups.tolist() == [group]


def test_answers_of_unknown_authors_are_of_no_participant():
    found, _ = people([0, 0, 1], [0, 9, 0])

    assert found.groups.tolist() == [1]
    assert found.of_answer.tolist() == [-1, 0, -1]


def test_the_order_of_answers_changes_no_count():
    rng = np.random.default_rng(3)
    cells = ["01590", "49000", "49460", "75001", "?"]
    placement = placed(cells, "department", "size")
    answers, authors = rng.integers(-1, 5, 300), rng.integers(0, 90, 300).astype(np.uint64)
    order = rng.permutation(300)

    one, other = (
        count_in_places(
            find_participants(answers[rows], authors=authors[rows], placement=placement),
            placement=placement,
        )
        for rows in (np.arange(300), order)
    )

    assert one.tolist() == other.tolist()


def test_parts_are_counted_in_their_places():
    placement = placed(["01590", "75001"], "department", within=["01", "39"])
    found = find_participants(np.array([0, 0, 1]), authors=None, placement=placement)

    counts = count_in_places(found, placement=placement)

    assert counts.sum() == pytest.approx(2)
    assert counts[0] == pytest.approx(2 * parts(placement, 0)["01",])
    assert parts_of(placement).places.tolist() == [0, 1]


def test_a_territory_where_nobody_lives_has_no_part():
    placement = placed(["75001"], "department", within=["49"])

    assert parts_of(placement).shares.tolist() == []
    found = find_participants(np.array([0]), authors=None, placement=placement)
    assert count_in_places(found, placement=placement).tolist() == [0.0]
