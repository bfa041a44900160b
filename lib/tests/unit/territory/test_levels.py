from collections import Counter

import pytest

from civiscope.territory import (
    PlaceNotFound,
    communes,
    departments,
    find_commune,
    find_intercommunality,
    intercommunalities,
    overseas_collectivities,
    regions,
)
from civiscope.territory.local_authorities import rows_of


def test_there_are_18_regions_whose_departements_are_all_there_are():
    codes = [code for region in regions() for code in region.department_codes]

    assert len(regions()) == 18
    assert sorted(codes) == [department.code for department in departments()]
    assert {region.name for region in regions()} == {
        department.region_name for department in departments()
    }


def test_there_are_1255_intercommunalities_of_five_natures():
    natures = Counter(found.nature for found in intercommunalities())

    assert natures == {"CC": 989, "CA": 230, "METRO": 21, "CU": 14, "MET69": 1}


def test_an_intercommunality_has_its_communes_and_their_population():
    lyon = find_intercommunality("200046977")

    members = [find_commune(code) for code in lyon.commune_codes]
    assert lyon.name == "Métropole de Lyon"
    assert len(members) == 58
    assert {member.intercommunality_code for member in members} == {"200046977"}
    assert lyon.population == sum(member.population for member in members)


def test_intercommunalities_hold_every_commune_that_names_one_once():
    held = [code for found in intercommunalities() for code in found.commune_codes]

    named = [commune.code for commune in communes() if commune.intercommunality_code]
    assert sorted(held) == named


def test_an_unknown_intercommunality_is_told():
    with pytest.raises(PlaceNotFound, match=r"^Expected the SIREN number of an intercommunality"):
        find_intercommunality("200057867")


def test_names_have_the_typography_of_french():
    assert find_intercommunality("200030385").name == "CA de Blois «\u202fAgglopolys\u202f»"
    assert not [found.name for found in intercommunalities() if {"'", '"'} & set(found.name)]
    assert not [commune.name for commune in communes() if {"'", '"'} & set(commune.name)]


def test_overseas_collectivities_are_in_no_region():
    codes = {found.code for found in overseas_collectivities()}

    assert len(codes) == 8
    assert codes & {department.code for department in departments()} == set()
    assert {c.region_code for c in communes() if c.department_code in codes} == {None}


def test_the_two_files_of_the_package_name_the_same_departements():
    held = rows_of("department", "code", "name", "parent").to_pylist()

    assert [(row["code"], row["name"], row["parent"]) for row in held] == [
        (found.code, found.name, found.region_code) for found in departments()
    ]
