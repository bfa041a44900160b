"""Populations that INSEE published, found again in the register.

Sources: INSEE, "Les populations de référence de 2023", https://www.insee.fr/fr/information/8683652,
and Insee Focus n° 374, https://www.insee.fr/fr/statistiques/8682718, December 2025. Figures are
facts; both pages are under the Licence Ouverte.
"""

import pytest

from civiscope.territory import find_commune, populations


@pytest.mark.parametrize(
    ("region", "published"),
    [
        ("01", 384_160),  # Guadeloupe
        ("02", 360_630),  # Martinique
        ("03", 293_996),  # Guyane
        ("11", 12_463_067),  # Île-de-France
        ("27", 2_802_670),  # Bourgogne-Franche-Comté
        ("53", 3_449_370),  # Bretagne
        ("94", 355_486),  # Corse
    ],
)
def test_the_population_of_a_region_is_the_published_one(region, published):
    assert populations("region")[region] == published


def test_the_population_of_la_reunion_is_the_published_one():
    # Published to the hundred.
    assert round(populations("region")["04"], -2) == 889_700


def test_france_without_mayotte_has_the_published_population():
    counts = populations("department")

    # Published to the thousand.
    assert round(sum(counts.values()) - counts["976"], -3) == 68_094_000


def test_mayotte_has_the_population_of_its_census_of_2017():
    # INSEE, "Populations légales de Mayotte en 2017".
    assert populations("department")["976"] == 256_518


def test_the_largest_city_is_whole():
    # INSEE, "Populations de référence 2023", commune of Paris.
    assert find_commune("75056").population == 2_103_778
