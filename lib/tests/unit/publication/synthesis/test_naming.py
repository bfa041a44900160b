"""What a machine worded stands beside our own words, says so, and takes the place of none."""

from dataclasses import replace

import pytest

from civiscope.publication.document import Bullets, Heading, Items
from civiscope.publication.synthesis import build_report
from civiscope.publication.walk import spans_of, text_of


def lines_of(spans):
    return "".join(span.text for span in spans)


def details_of(document, key):
    """Return the details under a heading: their titles, and their lines."""
    keys = [getattr(block, "key", "") for block in document.blocks]
    items = next(block for block in document.blocks[keys.index(key) :] if isinstance(block, Items))
    return {lines_of(item.title): [lines_of(line) for line in item.lines] for item in items.items}


def bullets_after(document, key):
    keys = [getattr(block, "key", "") for block in document.blocks]
    found = next(b for b in document.blocks[keys.index(key) :] if isinstance(b, Bullets))
    return [lines_of(item) for item in found.items]


def numbers_of(document):
    """Return every block that counts something, and every heading."""
    return [block for block in document.blocks if not isinstance(block, Bullets | Items)]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "Formulation par une machine (modèle parrot-1)"),
        ("en", "Machine wording (model parrot-1)"),
    ],
)
def test_what_a_machine_worded_stands_under_a_title_that_says_so(
    synthesis, naming, language, title
):
    details = details_of(build_report(synthesis, language=language, naming=naming), "theme-01")

    opening, closing = ("«\u202f", "\u202f»") if language == "fr" else ("“", "”")
    assert list(details)[1] == title
    assert details[title] == [
        "Circuler à vélo. Ces réponses demandent des pistes et des bus.",
        f"{opening}pistes cyclables ; pas des{closing} avis-0001",
        f"{opening}Des bus le soir et le dimanche, sinon on reprend la voiture.{closing} avis-0002",
    ]


def test_subtheme_has_its_name_after_ours(synthesis, naming):
    parts = details_of(build_report(synthesis, language="fr", naming=naming), "theme-01")[
        "Sous-thèmes"
    ]

    ours, theirs = parts[0].split(" [")
    assert ours.startswith("01.1 · vélo, école\u00a0: 300 réponses, 10,0\u00a0% (")
    assert theirs == "formulation par une machine\u00a0: Aller à l'école à vélo]"
    assert parts[1].startswith("01.2 · piste, sécurité (instable)\u00a0: 1 réponse, ")
    assert "machine" not in parts[1]


def test_first_page_has_its_name_after_ours(synthesis, naming):
    largest = bullets_after(build_report(synthesis, language="en", naming=naming), "brief")

    assert largest[:2] == [
        "vélo, piste, cyclable, 41.1% of answers [machine wording: Circuler à vélo]",
        "école, cantine, repas (unstable), 30.0% of answers",
    ]


def test_nothing_else_of_the_report_changes(synthesis, naming):
    bare = build_report(synthesis, language="fr")
    named = build_report(synthesis, language="fr", naming=naming)

    # All but the list of files, in the last table.
    assert numbers_of(named)[:-1] == numbers_of(bare)[:-1]


def test_theme_that_no_machine_named_has_no_such_title(synthesis, naming):
    details = details_of(build_report(synthesis, language="fr", naming=naming), "theme-02")

    assert list(details) == ["Mots typiques", "Extraits tirés au sort"]


def test_report_without_names_does_not_speak_of_machines(any_synthesis):
    for language in ("fr", "en"):
        said = " ".join(text_of(build_report(any_synthesis, language=language).blocks))
        assert "machine" not in said


def test_method_limits_and_files_tell_of_the_machine(synthesis, naming):
    document = build_report(synthesis, language="fr", naming=naming)

    method = bullets_after(document, "method")[-1]
    assert method.startswith(
        "Faire formuler par une machine. Un modèle de langue (parrot, interrogé à l’adresse "
        "model.example:8000) a reçu les mots typiques et les extraits publiés de 4 thèmes et "
        "sous-thèmes."
    )
    assert "se retrouve à la lettre dans son extrait\u00a0: 2. Le modèle" in method
    assert bullets_after(document, "limits")[-1].startswith("Des formulations de machine. ")
    files = [lines_of(row[0]) for row in document.blocks[-1].rows]
    assert files[-2:] == ["names.csv", "quotes.csv"]


def test_themes_found_question_by_question_have_their_names(by_question, naming):
    of_question = replace(
        naming,
        names=tuple(replace(one, theme_id=f"q02-{one.theme_id}") for one in naming.names),
    )

    document = build_report(by_question, language="fr", naming=of_question)

    assert "Formulation par une machine (modèle parrot-1)" in details_of(document, "theme-q02-01")
    assert "Formulation par une machine (modèle parrot-1)" not in details_of(
        document, "theme-q01-01"
    )


def test_quotes_keep_the_language_of_contributions(synthesis, naming):
    document = build_report(synthesis, language="en", naming=naming)

    quoted = [
        span for span in spans_of(document.blocks) if span.text == "pistes cyclables ; pas des"
    ]
    assert [(span.record, span.language) for span in quoted] == [("contribution:avis-0001", "fr")]


def test_headings_are_ours_alone(synthesis, naming):
    document = build_report(synthesis, language="fr", naming=naming)

    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert [text for text in headings if "Circuler" in text or "machine" in text] == []
