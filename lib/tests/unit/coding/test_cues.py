"""By which wordings codes are recognised."""

import pytest

from civiscope.coding.codebook import Code, Codebook
from civiscope.coding.cues import Cue, list_cues, residual_kind


def book(*codes):
    return Codebook(codes=codes)


def test_a_code_is_recognised_by_its_label_its_expressions_and_its_examples():
    code = Code(code="ric", label="Référendum", expressions=("RIC",), examples=("Votons !",))

    assert list_cues(book(code), language="fr") == (
        Cue(code="ric", kind="label", text="Référendum"),
        Cue(code="ric", kind="expression", text="RIC"),
        Cue(code="ric", kind="example", text="Votons !"),
    )


def test_the_label_in_the_language_of_the_answers_counts():
    code = Code(code="tax", label="Impôts", labels={"en": "Taxes"})

    assert [cue.text for cue in list_cues(book(code), language="en")] == ["Taxes"]
    assert [cue.text for cue in list_cues(book(code), language="de")] == ["Impôts"]


def test_brackets_that_say_nothing_of_an_answer_are_left_out():
    codes = (
        Code(code="a", label="Oui (sans précision)"),
        Code(code="b", label="Assemblées (Sénat, CESE)"),
    )

    assert [cue.text for cue in list_cues(book(*codes), language="fr")] == [
        "Oui ",
        "Assemblées (Sénat, CESE)",
    ]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Non-réponses", "none"),
        ("NSP", "none"),
        ("Autres", "other"),
        ("Autres contributions trop peu citées ou inclassables", "other"),
        ("Les autres élus", None),
        ("Autres pays", None),
        ("Réponses de l'État", None),
    ],
)
def test_what_no_other_code_holds_is_told_by_the_label(label, kind):
    code = Code(code="a", label=label)

    assert residual_kind(code, book(code), language="fr") == kind


def test_a_code_with_parts_is_never_residual():
    whole = Code(code="a", label="Autres")
    part = Code(code="b", label="Divers", parent="a")

    assert residual_kind(whole, book(whole, part), language="fr") is None
    assert residual_kind(part, book(whole, part), language="fr") == "other"


def test_a_language_without_a_list_has_no_residual_codes():
    code = Code(code="a", label="Other")

    assert residual_kind(code, book(code), language="de") is None


def test_a_residual_code_is_recognised_by_its_expressions_alone():
    code = Code(code="a", label="Non-réponse", expressions=("passe",))

    assert [cue.kind for cue in list_cues(book(code), language="fr")] == ["expression"]


def test_a_code_that_only_holds_others_has_no_wording():
    whole = Code(code="a", label="Se déplacer", is_codable=False)
    part = Code(code="b", label="Vélo", parent="a")

    assert [cue.code for cue in list_cues(book(whole, part), language="fr")] == ["b"]
