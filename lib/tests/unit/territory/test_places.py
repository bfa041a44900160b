"""Cells as people write them, and the places of the register they mean."""

import pytest

from civiscope.territory import Location, communes, departments, locate, place_names
from civiscope.territory import overseas_collectivities as overseas

CORSICA = ("2A", "2B")


def departments_of(text, kind="department"):
    return locate(text, kind=kind).departments


@pytest.mark.parametrize(
    "text",
    [
        *["49", " 49 ", "49.0", "FR-49", "Maine-et-Loire", "MAINE ET LOIRE", "maine-et-loire"],
        *["49 - Maine-et-Loire", "Maine-et-Loire (49)", "Département 49", "Dép. 49", "dept_49"],
        *["49, Maine et Loire", "Le Maine-et-Loire"],
    ],
)
def test_a_departement_is_known_however_it_is_written(text):
    assert departments_of(text) == ("49",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1", ("01",)),
        ("1.0", ("01",)),
        ("L'Ain", ("01",)),
        ("Côtes d’Armor", ("22",)),
        ("cotes-d'armor", ("22",)),
        ("Seine St Denis", ("93",)),
        ("Val d'Oise", ("95",)),
        ("2a", ("2A",)),
        ("Haute-Corse (2B)", ("2B",)),
        ("2A - Corse", ("2A",)),
        ("20 Haute-Corse", ("2B",)),
        ("20", CORSICA),
        ("Corse", CORSICA),
        ("La Réunion", ("974",)),
        ("reunion", ("974",)),
        ("988", ("988",)),
        ("Nouvelle Calédonie", ("988",)),
        ("Saint-Martin", ("978",)),
        ("Lot", ("46",)),
        ("Lot-et-Garonne", ("47",)),
    ],
)
def test_codes_and_names_lead_to_their_departement(text, codes):
    assert departments_of(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "99",
        "étranger",
        "Maine",
        "Maine-et-Loir",
        "75 - Lyon",
        "49/44",
        "49000",
        "Bretagne",
    ],
)
def test_what_means_no_departement_is_not_guessed(text):
    assert locate(text, kind="department") == Location()


def test_every_departement_is_known_by_its_code_and_by_its_name():
    named = [(found.code, found.name) for found in (*departments(), *overseas())]

    for code, name in named:
        assert departments_of(code) == departments_of(name) == (code,)
        assert departments_of(f"{name} ({code})") == departments_of(f"{code} – {name}") == (code,)


def test_a_departement_that_is_one_commune_tells_it():
    assert locate("75", kind="department").communes == ("75056",)
    assert locate("49", kind="department").communes == ()
    assert locate("Corse", kind="department").communes == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("49100", ["49007"]),
        ("75011", ["75056"]),
        ("75 011", ["75056"]),
        ("75011 Paris", ["75056"]),
        ("F-75011", ["75056"]),
        ("75011.0", ["75056"]),
        ("1590", ["01148", "39102", "39283"]),
        ("98800", ["98818"]),
    ],
)
def test_a_postal_code_tells_its_communes(text, codes):
    found = locate(text, kind="postal_code")

    assert list(found.communes) == codes
    assert not found.is_inferred


@pytest.mark.parametrize(
    ("text", "departments", "communes"),
    [
        ("49035 Angers Cedex 01", ("49",), ()),
        ("75000", ("75",), ("75056",)),
        ("69000", ("69",), ()),
        ("20000 ", ("2A",), ("2A004",)),
        ("20300", ("2B",), ()),
        ("97499", ("974",), ()),
    ],
)
def test_a_postal_code_of_no_commune_tells_its_departement(text, departments, communes):
    found = locate(text, kind="postal_code")

    assert (found.departments, found.communes) == (departments, communes)
    assert found.is_inferred is (text != "20000 ")


@pytest.mark.parametrize(
    "text", ["", "00123", "99000", "4900", "49", "SW1A 1AA", "490000", "Angers"]
)
def test_what_is_no_postal_code_is_not_guessed(text):
    assert locate(text, kind="postal_code") == Location()


def test_two_postal_codes_in_a_cell_tell_nothing():
    assert locate("49000 ou 44000", kind="postal_code") == Location()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("49007", ("49007",)),
        ("1004", ("01004",)),
        ("1004.0", ("01004",)),
        ("2a004", ("2A004",)),
        ("75111", ("75056",)),
        ("69232", ("69123",)),
        ("55273", ("55245", "55386")),
        ("99999", ()),
        ("Angers", ()),
        ("", ()),
    ],
)
def test_the_code_of_a_commune_leads_to_it(text, codes):
    assert locate(text, kind="commune").communes == codes


def test_a_commune_tells_its_departement():
    assert departments_of("97411", kind="commune") == ("974",)
    assert departments_of("99999", kind="commune") == ()


def test_names_are_known_for_every_place():
    codes = {commune.department_code for commune in communes()}

    assert set(place_names("department")) == codes
    assert place_names("region")["11"] == "Île-de-France"
    assert place_names("size")["100000+"] == "100000+"
