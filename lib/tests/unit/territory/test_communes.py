from collections import Counter

import pytest

from civiscope.errors import InputError
from civiscope.territory import (
    Commune,
    District,
    PlaceNotFound,
    communes,
    communes_at,
    departments,
    districts,
    find_commune,
    overseas_collectivities,
)


def test_there_are_34_969_communes_in_the_order_of_their_codes():
    codes = [commune.code for commune in communes()]

    assert len(codes) == 34_969
    assert codes == sorted(set(codes))


def test_every_commune_lies_in_a_departement_or_an_overseas_collectivity():
    of_france = {department.code: department.region_code for department in departments()}
    overseas = {collectivity.code for collectivity in overseas_collectivities()}

    held = {commune.department_code: commune.region_code for commune in communes()}

    assert held == {**of_france, **dict.fromkeys(overseas)}
    assert sum(commune.region_code is None for commune in communes()) == 94


def test_a_commune_has_its_parents_population_and_postal_codes():
    assert find_commune("49007") == Commune(
        code="49007",
        name="Angers",
        department_code="49",
        region_code="52",
        intercommunality_code="244900015",
        population=159_022,
        postal_codes=("49000", "49100"),
    )


def test_a_commune_overseas_has_its_collectivity_and_neither_region_nor_intercommunality():
    found = find_commune("98818")

    assert (found.name, found.department_code) == ("Nouméa", "988")
    assert found.region_code is None
    assert found.intercommunality_code is None


def test_only_islands_and_overseas_collectivities_are_in_no_intercommunality():
    alone = [commune for commune in communes() if commune.intercommunality_code is None]

    assert len(alone) == 98
    assert [commune.name for commune in alone if commune.region_code] == [
        "Île-de-Bréhat",
        "Île-de-Sein",
        "Ouessant",
        "L’Île-d’Yeu",
    ]


def test_nobody_is_counted_in_uninhabited_territories_and_none_in_villages_destroyed_in_1916():
    unknown = [commune.code for commune in communes() if commune.population is None]
    empty = [commune.department_code for commune in communes() if commune.population == 0]

    assert unknown == ["98411", "98412", "98413", "98414", "98415", "98901"]
    assert empty == ["55"] * 6


@pytest.mark.parametrize(
    ("code", "name"), [("75056", "Paris"), ("69123", "Lyon"), ("13055", "Marseille")]
)
def test_the_districts_of_a_city_sum_to_it_and_have_its_postal_codes(code, name):
    city = find_commune(code)
    parts = [district for district in districts() if district.commune_code == code]

    assert city.name == name
    assert sum(part.population for part in parts) == city.population
    assert {code for part in parts for code in part.postal_codes} == set(city.postal_codes)


def test_there_are_45_districts():
    assert Counter(district.commune_code for district in districts()) == {
        "75056": 20,
        "13055": 16,
        "69123": 9,
    }
    assert districts()[40] == District(
        code="75116",
        name="Paris 16e Arrondissement",
        commune_code="75056",
        population=159_386,
        postal_codes=("75016", "75116"),
    )


@pytest.mark.parametrize(
    ("code", "now"),
    [
        ("13201", "13055"),  # a district of Marseille
        ("69232", "69123"),  # the code of Lyon until 1967
        ("01018", "01033"),  # merged into Valserhône
        ("01120", "01262"),  # a commune associée
        ("55039", "55039"),  # a commune, though nobody lives there
    ],
)
def test_other_codes_lead_to_the_commune_of_today(code, now):
    assert find_commune(code).code == now


def test_an_unknown_code_is_told_with_those_near_it():
    with pytest.raises(PlaceNotFound) as caught:
        find_commune("49999")

    assert str(caught.value) == (
        "Expected the code of a commune at INSEE, such as 49007, and none is “49999”. "
        "Near: 49299, 49099, 88499."
    )


def test_a_code_like_no_other_is_told_without_a_hint():
    with pytest.raises(PlaceNotFound, match=r"and none is “Angers”\. Look it up in the register\."):
        find_commune("Angers")


def test_the_code_of_a_commune_that_was_split_is_told_with_its_parts():
    with pytest.raises(InputError) as caught:
        find_commune("55273")

    assert str(caught.value) == (
        "Expected the code of one commune, and “55273” was split among 55245, 55386. "
        "Name one of these."
    )


def test_a_postal_code_leads_to_all_its_communes():
    served = communes_at("01590")

    assert [commune.code for commune in served] == ["01148", "39102", "39283"]
    assert [commune.department_code for commune in served] == ["01", "39", "39"]


def test_there_are_6310_postal_codes():
    known = {code for commune in communes() for code in commune.postal_codes}

    assert len(known) == 6310
    assert sum(len(communes_at(code)) == 1 for code in known) == 2105


def test_an_unknown_postal_code_is_told():
    with pytest.raises(PlaceNotFound, match=r"^Expected the postal code of a commune, such as"):
        communes_at("75000")
