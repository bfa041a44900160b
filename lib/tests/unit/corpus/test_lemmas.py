import pytest

from civiscope.corpus.lemmas import check_language, lemmatise, respell
from civiscope.corpus.lexicons import read_lines
from civiscope.errors import InputError


def lemma(form, **others):
    return lemmatise({form: 10, **others}, language="fr")[form]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("impôts", "impôt"),
        ("taxes", "taxe"),
        ("votes", "vote"),
        ("élus", "élu"),
        ("élues", "élu"),
        ("retraitées", "retraité"),
        ("aides", "aide"),
        ("référendums", "référendum"),
        ("citoyennes", "citoyen"),
        ("respectées", "respecter"),
        ("appliquées", "appliquer"),
        ("travaux", "travail"),
        ("nationaux", "national"),
        ("yeux", "œil"),
        ("oeuvre", "œuvre"),
        ("ehpads", "ehpad"),
        ("temps", "temps"),
        ("bus", "bus"),
        ("49.3", "49.3"),
        ("1er", "1er"),
    ],
)
def test_french_forms_have_their_lemma(form, expected):
    assert lemma(form) == expected


def test_unknown_plural_takes_the_singular_of_the_corpus():
    assert lemma("incivilités", incivilité=3) == "incivilité"
    assert lemma("incivilités", incivilité=1) == "incivilités"
    assert lemma("incivilités") == "incivilités"


def test_names_are_changed_by_the_list_only():
    lemmas = lemmatise({"paris": 1, "ephad": 1}, language="fr", names={"paris", "ephad"})

    assert lemmas == {"paris": "paris", "ephad": "ehpad"}


def test_english_forms_have_their_lemma():
    lemmas = lemmatise({"taxes": 1, "children": 1, "data": 1}, language="en")

    assert lemmas == {"taxes": "tax", "children": "child", "data": "data"}


def test_language_without_a_list_is_lemmatised():
    assert lemmatise({"häuser": 1}, language="de") == {"häuser": "haus"}


def test_unknown_language_is_refused():
    check_language("de")
    with pytest.raises(InputError, match="got 'xx'"):
        check_language("xx")


def test_no_form_has_two_lemmas_in_a_list():
    for language in ("fr", "en"):
        forms = [form for line in read_lines(f"lemmas-{language}.txt") for form in line.split()[1:]]
        assert sorted(forms) == sorted(set(forms))


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        # A dictionary has the accented one only.
        ({"democratie": 9, "démocratie": 10}, {"democratie": "démocratie"}),
        ({"democratie": 11, "démocratie": 10}, {}),
        # A dictionary has one as a spelling of the other.
        ({"etat": 9, "état": 10}, {"etat": "état"}),
        # Both are words of their own.
        ({"marche": 1, "marché": 100}, {}),
        # Two words could be meant.
        ({"cotés": 10, "côtés": 10, "côtes": 9, "côtês": 1}, {}),
        ({"côtés": 100, "côtes": 9, "côtês": 1}, {"côtês": "côtés"}),
        # No dictionary has any.
        ({"macron": 30, "mâcron": 10}, {"mâcron": "macron"}),
        ({"macron": 29, "mâcron": 10}, {}),
        # Hyphens and ligatures.
        ({"antifraude": 9, "anti-fraude": 3}, {"anti-fraude": "antifraude"}),
        ({"coeur": 4, "cœur": 9}, {"coeur": "cœur"}),
        ({"impôt": 9}, {}),
    ],
)
def test_respell_joins_where_there_is_no_doubt(tokens, expected):
    assert respell(tokens, language="fr") == expected
