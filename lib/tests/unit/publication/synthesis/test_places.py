"""Where participants come from, and weighted shares, as the report says them."""

from dataclasses import replace

import pytest

from civiscope.publication.document import Graphic, Heading
from civiscope.publication.links import every_block
from civiscope.publication.synthesis import build_report
from civiscope.publication.walk import text_of


def under(document, key):
    """Return what is read between the heading of a key and the next heading."""
    keys = [getattr(block, "key", "") for block in document.blocks]
    start = keys.index(key) + 1
    ends = (n for n in range(start, len(keys)) if isinstance(document.blocks[n], Heading))
    return text_of(document.blocks[start : next(ends, len(keys))])


def block_of(document, key):
    return next(b for b in every_block(document.blocks) if getattr(b, "key", "") == key)


def rows_of(table):
    return [["".join(span.text for span in cell) for cell in row] for row in table.rows]


def keys_of(document):
    return {getattr(block, "key", "") for block in document.blocks}


def test_participants_are_situated_before_they_are_compared(placed):
    said = under(build_report(placed, language="fr"), "places")

    assert said[0] == (
        "Participants situés dans le territoire comparé\u00a0: 2\u202f300 sur 2\u202f500 "
        "(92,0\u00a0%), pour 4\u202f000\u202f000 habitants. Un participant est ici un auteur. "
        "12 réponses sans auteur ne sont comptées pour aucun participant. 3 réponses ont un code "
        "postal qui n’est celui d’aucune commune (un CEDEX, par exemple)\u00a0: ses premiers "
        "chiffres disent le département."
    )


def test_participants_that_are_answers_are_said_to_be(placed):
    found = placed.representativeness
    answers = tuple(replace(one, unit="answer", unsigned=0, inferred=0) for one in found.coverages)

    document = build_report(
        replace(placed, representativeness=replace(found, coverages=answers)), language="en"
    )

    assert under(document, "places")[0].endswith(
        "for 4,000,000 inhabitants. The file names no author: here, a participant is an answer, "
        "and whoever answered several times counts several times."
    )


def test_those_who_are_not_compared_are_counted_by_level(placed):
    table = block_of(build_report(placed, language="fr"), "located")

    assert [column.title for column in table.columns] == [
        "Lieu",
        "Par département",
        "Par région",
        "Par taille de commune",
    ]
    assert rows_of(table) == [
        ["Dans le territoire", "2\u202f300", "2\u202f300", "2\u202f250"],
        ["Hors du territoire", "20", "20", "20"],
        ["Auteurs qui donnent plusieurs lieux", "30", "30", "30"],
        ["Lieu trop vague", "0", "0", "50"],
        ["Lieu non reconnu", "50", "50", "50"],
        ["Lieu non renseigné", "100", "100", "100"],
    ]


def test_places_that_stand_out_are_named(placed):
    french = under(build_report(placed, language="fr"), "places-department")
    english = under(build_report(placed, language="en"), "places-region")

    assert french[0] == (
        "Compte tenu de leur population, participent le plus\u00a0: Maine-et-Loire (indice 3,13). "
        "Participent le moins\u00a0: Nouvelle-Calédonie (indice 0,01). Pour que tous les "
        "départements participent autant, il faudrait que 12,3\u00a0% des participants vivent dans "
        "un autre."
    )
    assert french[1].startswith("1 participant donne un code qui désigne plusieurs de ces lieux")
    assert english[0] == (
        "These take part least: Bretagne (index 0.52). For all regions to take part alike, 12.3% "
        "of the participants would have to live in another."
    )


def test_places_that_do_not_are_not_made_up(placed):
    said = under(build_report(placed, language="fr"), "places-size")

    assert said[0].startswith(
        "Aucune taille de commune ne participe plus ou moins que le hasard ne l’expliquerait."
    )
    assert said[1].startswith("900 participants donnent un code qui désigne plusieurs")


def test_the_map_shades_departements_and_its_table_has_what_is_off_it(placed):
    graphic = block_of(build_report(placed, language="fr"), "departments")

    assert isinstance(graphic, Graphic)
    assert graphic.title == (
        "De 0,1 (Nouvelle-Calédonie) à 18,0 (Maine-et-Loire) participants pour 10\u202f000 "
        "habitants"
    )
    assert graphic.measure == (
        "Participants pour 10\u202f000 habitants, par département\u202f; dans tout le "
        "territoire\u00a0: 5,8"
    )
    assert graphic.alternative == (
        "Cette carte de France ombre chaque département, du foncé au clair\u00a0: 11,5 et "
        "plus\u00a0: Maine-et-Loire (49)\u202f; 4,6 à 7,2\u00a0: Loire-Atlantique (44)."
    )
    assert rows_of(graphic.table) == [
        ["Maine-et-Loire (49)", "1\u202f500", "3,13", "2,50 à 3,85", "18,0", "479", "833\u202f776"],
        [
            "Loire-Atlantique (44)",
            "799",
            "0,93",
            "0,74 à 1,21",
            "5,3",
            "862",
            "1\u202f500\u202f000",
        ],
        ["Nouvelle-Calédonie (988)", "1,4", "0,01", "0,01 à 0,11", "0,1", "152", "264\u202f596"],
    ]


def test_indices_that_stand_out_are_in_bold(placed):
    graphic = block_of(build_report(placed, language="en"), "departments")

    assert [row[2][0].style for row in graphic.table.rows] == ["strong", "", "strong"]


def test_sizes_are_said_in_words(placed):
    document = build_report(placed, language="en")

    (table,) = (
        block
        for block in document.blocks
        if getattr(block, "caption", "") == "Participants and population by size of commune"
    )
    assert [row[0] for row in rows_of(table)] == [
        "under 500 inhabitants",
        "100,000 inhabitants and more",
    ]


def test_the_comparison_says_what_it_does_not_say(placed):
    french = "\n".join(text_of(build_report(placed, language="fr").blocks))

    assert "de ceux qui n’ont pas participé, on ne sait rien." in french
    assert "Aucun renseignement sur les auteurs" not in french


def test_without_variables_places_are_something_known_of_authors(placed, anonymous):
    known = replace(anonymous, representativeness=placed.representativeness)

    said, unsaid = (under(build_report(one, language="fr"), "absent") for one in (known, anonymous))

    (left_out,) = set(unsaid) - set(said)
    assert left_out.startswith("Aucun renseignement sur les auteurs (lieu, âge, métier…)")
    assert set(said) < set(unsaid)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_synthesis_without_places_says_nothing_of_them(synthesis, language):
    keys = keys_of(build_report(synthesis, language=language))

    assert keys & {"places", "located", "departments", "weighted"} == set()


# ------------------------------------------------------------------ weights


def test_raw_and_weighted_shares_stand_side_by_side(placed):
    table = block_of(build_report(placed, language="fr"), "weighted-shares")

    assert [column.title for column in table.columns] == [
        "Thème",
        "Part brute",
        "Part redressée",
        "Intervalle à 95\u00a0%",
        "Écart en points",
        "Réponses",
    ]
    assert rows_of(table) == [
        [
            *["vélo, piste, cyclable", "41,1\u00a0%", "36,0\u00a0%", "34,0\u00a0% à 38,0\u00a0%"],
            *["\N{MINUS SIGN}5,1", "1\u202f200"],
        ],
        [
            *["école, cantine, repas (instable)", "30,0\u00a0%", "30,0\u00a0%"],
            *["28,0\u00a0% à 32,0\u00a0%", "0,0", "900"],
        ],
    ]


def test_weights_say_what_they_mend_and_what_they_cost(placed):
    said = under(build_report(placed, language="en"), "weighted")

    assert said[0].startswith(
        "Elsewhere in this report, each answer counts as one. Here it counts for the weight of its "
        "participant, such that départements and communes of each size weigh as much as in the"
    )
    assert said[1] == "Weighting makes no poll"
    assert said[3] == (
        "Weights run from 0.40 to 7.12, for a mean of 1; none is trimmed. Their inequality costs "
        "precision: 2,250 participants tell as much as 1,824 of equal weights (Kish’s design "
        "effect: 1.23)."
    )


def test_one_margin_is_named_alone(placed):
    found = placed.representativeness
    coverages = (*found.coverages[:-1], replace(found.coverages[-1], level="region"))

    document = build_report(
        replace(placed, representativeness=replace(found, coverages=coverages)), language="fr"
    )

    assert "tel que les régions pèsent autant" in under(document, "weighted")[0]


def test_places_are_compared_without_weights(placed):
    document = build_report(replace(placed, weighted=None), language="fr")

    assert keys_of(document) & {"places", "weighted"} == {"places"}
