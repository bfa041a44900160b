import io
from dataclasses import replace

import pypdf
import pytest
from lxml import html

from auditing import SOUND, audit_report
from civiscope.publication.document import Callout, Graphic, Heading, Items, Paragraph, Table
from civiscope.publication.html import render_html
from civiscope.publication.links import every_block, keys_of
from civiscope.publication.pdf import PdfNotMade, render_pdf
from civiscope.publication.synthesis import build_report
from civiscope.publication.walk import spans_of, text_of
from civiscope.publication.writing import write_report
from civiscope.synthesis.stability import FOUND_AGAIN
from requirements import needs

SECTIONS = [
    "En bref",
    "Qui a participé, qui n’a pas participé",
    "Les thèmes",
    "Thème par thème",
    "Des idées rares, mais distinctes",
    "Ce qui n’est pas classé",
    "Les campagnes",
    "Comment les thèmes varient",
    "Comment c’est fait",
    "Ce que ces chiffres ne disent pas",
    "Réglages et seuils",
    "Comment vérifier",
]


def titles(document, *, level):
    """Return the titles of a level."""
    headings = (block for block in document.blocks if isinstance(block, Heading))
    return [heading.text for heading in headings if heading.level == level]


def under(document, key):
    """Return what is read between the heading of a key and the next heading."""
    keys = [getattr(block, "key", "") for block in document.blocks]
    start = keys.index(key) + 1
    ends = (n for n in range(start, len(keys)) if isinstance(document.blocks[n], Heading))
    return text_of(document.blocks[start : next(ends, len(keys))])


def table_of(document, key):
    """Return the titles and rows of the table of a key, or of the graphic of a key."""
    found = next(b for b in every_block(document.blocks) if getattr(b, "key", "") == key)
    table = found.table if isinstance(found, Graphic) else found
    rows = [["".join(span.text for span in cell) for cell in row] for row in table.rows]
    return [column.title for column in table.columns], rows


def quoted(document):
    """Return the words of contributions, by the contribution."""
    return {span.record: span.text for span in spans_of(document.blocks) if span.record}


# ---------------------------------------------------------------- the whole


def test_the_cover_says_what_was_synthesised_and_by_whom(synthesis):
    document = build_report(synthesis, language="fr", organisation="Ville d’Exemple")

    assert (document.title, document.subtitle) == (
        "La ville de demain",
        "Synthèse des contributions",
    )
    assert (document.organisation, document.dated) == ("Ville d’Exemple", "2019-03-18")


def test_a_report_without_dates_is_not_dated(anonymous):
    assert build_report(anonymous, language="en").dated == ""


def test_sections_stand_in_the_order_of_a_reader(synthesis):
    assert titles(build_report(synthesis, language="fr"), level=1) == SECTIONS


def test_each_question_has_a_chapter(by_question):
    document = build_report(by_question, language="fr")

    assert titles(document, level=1)[2:6] == [
        "Les thèmes",
        "1. Que faut-il changer en ville ?",
        "2. What should be done for children?",
        "3. Autre chose ?",
    ]
    assert titles(document, level=3)[:2] == [
        "q01-01 · vélo, piste, cyclable",
        "q01-02 · école, cantine, repas",
    ]
    assert under(document, "question-3") == [
        "Aucun thème n’a été trouvé\u00a0: trop peu de réponses emploient les mêmes mots."
    ]


def renamed(by_question, first):
    """Ask the first question in other words."""

    def asked(parts):
        before = by_question.questions[0]
        return tuple(replace(p, question=first) if p.question == before else p for p in parts)

    return replace(
        by_question,
        questions=(first, *by_question.questions[1:]),
        themes=asked(by_question.themes),
        unclassified=asked(by_question.unclassified),
    )


def test_a_long_question_is_said_whole_and_in_short(by_question):
    question = "Que faut-il changer en ville " * 8
    long = renamed(by_question, question)

    document = build_report(long, language="fr")

    [title] = [block for block in document.blocks if getattr(block, "key", "") == "question-1"]
    assert title.text == f"1. {question}"
    assert title.short.startswith("1. Que faut-il changer en ville Que")
    assert title.short.endswith("…")
    assert len(title.short) < 75


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_inner_link_leads_somewhere(any_synthesis, language):
    document = build_report(any_synthesis, language=language)

    links = {span.url[1:] for span in spans_of(document.blocks) if span.url}
    assert links - keys_of(document) == set()


def test_nobody_speaks_for_the_population(any_synthesis):
    french = "\n".join(text_of(build_report(any_synthesis, language="fr").blocks))
    english = "\n".join(text_of(build_report(any_synthesis, language="en").blocks))

    assert "Français" not in french
    assert "the French" not in english
    assert "Ce rapport n’est pas un sondage" in french
    assert "This report is not a poll" in english


# ---------------------------------------------------------------- first page, who took part


def test_the_first_page_says_what_comes_most_often(synthesis):
    brief = under(build_report(synthesis, language="fr"), "brief")

    assert brief[0] == (
        "Le fichier compte 3\u202f000 réponses. Un programme en a rangé 2\u202f634 (87,8\u00a0%) "
        "en 3 thèmes, d’après les mots employés."
    )
    assert brief[1:13:2] == ["3\u202f000", "2\u202f960", "2\u202f500", "3", "366", "2"]
    assert brief[-5:] == [
        "Les thèmes les plus fréquents\u00a0:",
        "vélo, piste, cyclable, 41,1\u00a0% des réponses",
        "école, cantine, repas (instable), 30,0\u00a0% des réponses",
        "parc, arbres, 16,7\u00a0% des réponses",
        "1 thème est instable\u00a0: il est signalé comme tel, et se lit avec prudence.",
    ]


def test_the_first_page_names_the_first_theme_of_each_question(by_question):
    columns, rows = table_of(build_report(by_question, language="en"), "questions")

    assert columns == ["Question", "Answers", "First theme", "Share of answers"]
    assert rows == [
        ["1. Que faut-il changer en ville ?", "3,000", "vélo, piste, cyclable", "41.1%"],
        ["2. What should be done for children?", "2,634", "vélo, piste, cyclable", "41.1%"],
        ["3. Autre chose ?", "366", "–", "–"],
    ]


def test_who_took_part_is_said(synthesis):
    said = under(build_report(synthesis, language="fr"), "participation")

    assert said[0] == (
        "Le fichier compte 3\u202f000 réponses, dont 2\u202f960 avec un texte. Ces textes en font "
        "2\u202f700 différents, à la casse, à la ponctuation et aux espaces près. Le fichier nomme "
        "2\u202f500 auteurs distincts. Le plus prolixe en signe 12 réponses. Les réponses vont du "
        "22 janvier 2019 au 18 mars 2019."
    )
    assert "18 à 24 ans" in said
    assert "non renseigné" in said


def test_who_wrote_most_is_said_only_where_it_is_known(synthesis):
    known = replace(synthesis.participation, most_by_one_author=None, last_on="2019-01-22")

    said = under(
        build_report(replace(synthesis, participation=known), language="en"), "participation"
    )

    assert (
        "The file names 2,500 distinct authors. All answers are dated 22 January 2019." in said[0]
    )


def test_what_the_file_does_not_tell_is_said_once(anonymous):
    document = build_report(anonymous, language="fr")

    unknown = under(document, "absent")
    assert [line.split(" ", 4)[:4] for line in unknown] == [
        ["Le", "fichier", "ne", "nomme"],
        ["Le", "fichier", "ne", "dit"],
        ["Aucun", "renseignement", "sur", "les"],
        ["Un", "fichier", "de", "réponses"],
        ["Il", "ne", "dit", "pas"],
    ]
    whole = "\n".join(text_of(document.blocks))
    assert whole.count("ne nomme pas les auteurs") == 1
    assert "auteurs distincts" not in whole


# ---------------------------------------------------------------- themes


def test_themes_are_counted_three_ways(synthesis):
    columns, rows = table_of(build_report(synthesis, language="fr"), "shares-0")

    assert columns == [
        "Thème",
        "Réponses",
        "Auteurs distincts",
        "Auteurs, campagnes comptées une fois",
        "Part des réponses",
        "Intervalle à 95\u00a0%",
    ]
    assert rows[0] == [
        "vélo, piste, cyclable",
        "1\u202f234",
        "1\u202f224",
        "1\u202f214",
        "41,1\u00a0%",
        "37,0\u00a0% à 45,2\u00a0%",
    ]


def test_unknown_authors_have_no_column(anonymous):
    columns, _ = table_of(build_report(anonymous, language="en"), "shares-0")

    assert columns == ["Theme", "Answers", "Share of answers", "95% interval"]


def test_a_figure_of_many_themes_draws_the_largest_and_lists_all(synthesis):
    many = tuple(replace(synthesis.themes[4], theme_id=f"{n:02}") for n in range(1, 26))

    document = build_report(replace(synthesis, themes=many, crossings=()), language="en")

    (graphic,) = (b for b in document.blocks if isinstance(b, Graphic) and b.key == "shares-0")
    assert graphic.svg.count("parc, arbres") == 20
    assert len(graphic.table.rows) == 25
    assert graphic.measure.startswith("Share of the answers sorted into each of the 20 most")


def test_a_theme_is_described(synthesis, raw):
    assert under(build_report(synthesis, language="fr"), "theme-01") == [
        (
            "1\u202f234 réponses, soit 41,1\u00a0% des réponses (intervalle\u00a0: 37,0\u00a0% à "
            "45,2\u00a0%)\u202f; 1\u202f224 auteurs distincts\u202f; 1\u202f214 si chaque campagne "
            "compte pour un auteur. Stabilité de 0,82 sur 1. La classification descendante le "
            "retrouve (0,71 sur 1)."
        ),
        "Mots typiques",
        "pistes (640), voiture [avec négation] (31).",
        "Sous-thèmes",
        "01.1 · vélo, école\u00a0: 300 réponses, 10,0\u00a0% (9,0\u00a0% à 11,0\u00a0%)",
        (
            "01.2 · piste, sécurité (instable)\u00a0: 1 réponse, 0,03\u00a0% (0,03\u00a0% à "
            "0,03\u00a0%)"
        ),
        "Extraits typiques, choisis par le programme",
        f"«\u202f{raw}\u202f» avis-0001",
        "«\u202fDes bus le soir et le dimanche, sinon on reprend la voiture.\u202f» avis-0002",
        "Extraits tirés au sort",
        "«\u202fDu vélo !\u202f» avis-0003",
    ]


def test_a_theme_is_found_again_where_more_is_shared_than_not(synthesis):
    at, above = (
        replace(synthesis.themes[0], found_again=jaccard) for jaccard in (FOUND_AGAIN, 0.501)
    )

    def said(theme):
        report = build_report(replace(synthesis, themes=(theme,), crossings=()), language="en")
        return under(report, "theme-01")[0]

    assert "does not find it again (0.50 out of 1)" in said(at)
    assert "finds it again (0.50 out of 1)" in said(above)


def test_the_method_says_how_often_answers_were_drawn(synthesis):
    settings = (("interval_replicates", "2000"), ("stability_replicates", "5"))
    drawn = replace(synthesis, thresholds=settings)

    french = "\n".join(under(build_report(drawn, language="fr"), "method"))
    unknown = "\n".join(under(build_report(synthesis, language="en"), "method"))

    assert "recalculées sur 2\u202f000 tirages au sort" in french
    assert "sur d’autres tirages, au nombre de 5\u202f; de 0 à 1" in french
    assert "au-dessous de 0,60, il est dit instable" in french
    assert "again on – random draws" in unknown


def test_a_question_that_nobody_answered_has_no_chapter(by_question):
    silent = [
        replace(one, answers=one.answers if one.reason == "empty" else 0, excerpts=())
        if one.question == "Autre chose ?"
        else one
        for one in by_question.unclassified
    ]

    document = build_report(replace(by_question, unclassified=tuple(silent)), language="fr")

    questions = [title for title in titles(document, level=1) if title[0].isdigit()]
    assert questions == [
        "1. Que faut-il changer en ville ?",
        "2. What should be done for children?",
    ]
    assert under(document, "themes")[-2:] == [
        "Personne n’a rien écrit en réponse à\u00a0:",
        "3. Autre chose ?",
    ]
    assert "question-3" not in keys_of(document)
    links = {span.url for span in spans_of(document.blocks) if span.url}
    assert "#question-3" not in links
    assert "#question-2" in links
    assert table_of(document, "questions")[1][2][:2] == ["3. Autre chose ?", "40"]


def test_a_question_that_the_file_does_not_give_is_called_so(by_question):
    document = build_report(renamed(by_question, ""), language="fr")

    assert titles(document, level=1)[3] == "1. Question non renseignée"
    assert table_of(document, "questions")[1][0][0] == "1. Question non renseignée"


def test_an_unstable_theme_is_called_so(synthesis):
    said = under(build_report(synthesis, language="en"), "theme-02")[0]

    assert said.endswith(
        "Unstable theme. When the computation is done again on answers drawn at random, it is only "
        "partly found again (stability of 0.48 out of 1, for a threshold of 0.60): read it with "
        "care. The descending classification does not find it again (0.31 out of 1)."
    )


def test_a_theme_without_a_typical_word_is_named_all_the_same(synthesis):
    unnamed = replace(synthesis.themes[0], label="", stability=0.1)

    document = build_report(replace(synthesis, themes=(unnamed,), crossings=()), language="fr")

    assert "01 · (sans mot typique)" in titles(document, level=2)
    assert table_of(document, "shares-0")[1][0][0] == "(sans mot typique) (instable)"


def test_stability_that_was_not_measured_is_not_made_up(synthesis):
    said = under(build_report(synthesis, language="en"), "theme-03")

    assert len(said) == 1
    assert said[0].endswith("Its stability was not measured.")


def test_answers_outside_any_theme_are_counted_in_their_chapter(by_question):
    said = under(build_report(by_question, language="en"), "question-1")

    assert said[-1] == "Outside any theme: 366 answers (12.2%). What is not classified."


# ---------------------------------------------------------------- rare ideas


def ideas_of(document):
    """Return each rare idea: its title, then its lines."""
    keys = [getattr(block, "key", "") for block in document.blocks]
    after = document.blocks[keys.index("rare-ideas") :]
    found = next(block for block in after if isinstance(block, Items))
    return [(read(item.title), [read(line) for line in item.lines]) for item in found.items]


def read(spans):
    return "".join(span.text for span in spans)


def test_rare_ideas_are_told_with_their_statistic_and_excerpts(synthesis):
    ideas = ideas_of(build_report(synthesis, language="fr"))

    title, lines = ideas[0]
    assert title == "r01 · tram 1, canal, berge"
    assert lines[0] == (
        "20 réponses\u202f; 12 auteurs distincts\u202f; 13 voix. «\u202ftram 1\u202f» et "
        "«\u202fcanal\u202f» se trouvent ensemble chez 11 de ces voix, contre moins de 0,01 si "
        "le hasard distribuait les mots. Ce que les thèmes expliquent de ces réponses\u00a0: "
        "4,3\u00a0% en moyenne."
    )
    assert lines[1:] == [
        "«\u202fUn tram le long du canal, n° 1.\u202f» avis-0301",
        "«\u202fLe tram 1 sur la berge.\u202f» avis-0401",
    ]
    assert "contre 1,24 si le hasard" in ideas[1][1][0]


def test_thirty_rare_ideas_are_shown_and_the_others_told(synthesis, anonymous):
    document = build_report(synthesis, language="en")

    assert len(ideas_of(document)) == 30
    assert under(document, "rare-ideas")[1] == (
        "Voices are distinct authors, or answers whose author is unknown, texts that are nearly "
        "the same counted once. For each idea come a typical excerpt, then one drawn at random. "
        "The 30 that chance explains least are shown here; the 32 rare ideas are in the data file."
    )
    assert under(build_report(anonymous, language="en"), "rare-ideas")[1] == (
        "Voices are answers, texts that are nearly the same counted once. "
        "For each idea come a typical excerpt, then one drawn at random."
    )


def test_rare_ideas_without_authors_name_none(anonymous):
    [(_, lines), _] = ideas_of(build_report(anonymous, language="en"))

    assert lines[0].startswith("20 answers; 13 voices. “tram 1” and “canal” come together")


def test_a_synthesis_without_rare_idea_says_so(empty):
    [said] = under(build_report(empty, language="en"), "rare-ideas")

    assert said.startswith("No rare idea was found:")


# ---------------------------------------------------------------- how many themes


def test_numbers_that_were_tried_are_told(synthesis, numbers):
    document = build_report(replace(synthesis, numbers=numbers), language="fr")

    assert "Combien de thèmes" in titles(document, level=2)
    assert "Combien de thèmes" not in titles(build_report(synthesis, language="fr"), level=2)
    assert table_of(document, "numbers-table") == (
        ["Thèmes", "Bits par mot", "Retard sur le meilleur", "Erreur type"],
        [
            ["5", "0,200", "0,160", "0,012"],
            ["8", "0,360", "0,000", "0,012"],
            ["10", "0,310", "0,050", "0,012"],
        ],
    )
    assert strong_cells(document) == ["8", "0,360", "0,000", "0,012"]


def test_numbers_are_told_question_by_question(by_question, numbers):
    asked = by_question.questions
    tried = (
        *(replace(one, question=asked[0]) for one in numbers),
        replace(numbers[0], question=asked[1], is_chosen=True),
        replace(numbers[0], question=asked[2], gain=0.0, is_chosen=True),
    )

    document = build_report(replace(by_question, numbers=tried), language="en")

    assert table_of(document, "numbers-table") == (
        ["Question", "5", "8", "10"],
        [
            ["1. Que faut-il changer en ville ?", "0.200", "0.360", "0.310"],
            ["2. What should be done for children?", "0.200", "–", "–"],
            ["3. Autre chose ?", "0.000", "–", "–"],
        ],
    )
    assert strong_cells(document) == ["0.360", "0.200", "0.000"]


def strong_cells(document):
    found = next(b for b in document.blocks if getattr(b, "key", "") == "numbers-table")
    return [cell[0].text for row in found.rows for cell in row if cell[0].style == "strong"]


# ---------------------------------------------------------------- the rest


def test_what_is_not_classified_has_its_reasons(synthesis):
    document = build_report(synthesis, language="fr")

    _, rows = table_of(document, "reasons")
    assert rows == [
        ["Loin de tous les thèmes", "200"],
        ["Ne se prononce pas", "126"],
        ["Sans texte", "40"],
    ]
    assert under(document, "unclassified")[0].startswith(
        "Hors de tout thème\u00a0: 366 réponses sur 3\u202f000 (12,2\u00a0%)."
    )
    assert under(document, "unclassified-non-answer")[1:] == [
        "Réponses tirées au sort",
        "«\u202fRAS\u202f» avis-0005",
    ]
    assert len(under(document, "unclassified-no-theme")) == 8
    assert len(under(document, "unclassified-empty")) == 1


def test_reasons_are_told_by_question(by_question):
    columns, rows = table_of(build_report(by_question, language="en"), "reasons-by-question")

    assert columns == ["Question", "Far from every theme", "No opinion given", "No text", "Total"]
    assert [row[1:] for row in rows] == [
        ["200", "126", "40", "366"],
        ["0", "0", "0", "0"],
        ["200", "126", "40", "366"],
    ]


def test_everything_classified_is_said(empty):
    document = build_report(empty, language="en")

    assert under(document, "unclassified") == ["All answers are in a theme."]


def test_campaigns_have_their_wordings_dates_and_places(synthesis):
    document = build_report(synthesis, language="fr")

    columns, rows = table_of(document, "campaigns-table")
    assert columns == [
        "Campagne",
        "Réponses",
        "Auteurs distincts",
        "Rédactions",
        "Dates",
        "Jour le plus dense",
    ]
    assert rows == [
        ["01", "143", "140", "4", "Du 1er février 2019 au 12 mars 2019", "61,0\u00a0%"],
        ["02", "12", "–", "1", "–", "–"],
    ]
    first = under(document, "campaign-01")
    assert first[0] == (
        "143 réponses\u202f; 140 auteurs distincts\u202f; 4 rédactions différentes. Du 1er février "
        "2019 au 12 mars 2019. 61,0\u00a0% de ses réponses sont arrivées le même jour."
    )
    assert first[1:5] == [
        "département",
        "01 (19), 02 (18), 03 (17), 04 (16), 05 (15), 06 (14), 07 (13), 08 (12), 2 autres valeurs.",
        "âge",
        "non renseigné (3).",
    ]
    assert first[6].startswith("131 réponses\u00a0: «\u202fNous demandons")
    assert first[7].endswith("\u00a0[…]\u202f» avis-0101")
    assert under(document, "campaign-02")[0] == "12 réponses\u202f; 1 rédaction."


def test_only_the_largest_campaigns_are_described(synthesis):
    many = tuple(replace(synthesis.campaigns[1], campaign_id=f"{n:02}") for n in range(1, 24))

    document = build_report(replace(synthesis, campaigns=many), language="en")

    assert under(document, "campaigns")[0].endswith(
        "The 20 largest are described here; the 23 campaigns are in the data file."
    )
    assert "Campaign 20" in titles(document, level=2)
    assert "Campaign 21" not in titles(document, level=2)


def test_no_campaign_and_no_variable_are_said(empty):
    document = build_report(empty, language="en")

    assert under(document, "campaigns")[0].startswith("No campaign was found")
    assert under(document, "crossings")[0].startswith("No variable (place, age, date…) was given")


def test_only_notable_crossings_are_shown(synthesis):
    document = build_report(synthesis, language="fr")

    name = "Écarts notables selon la variable «\u202fdépartement\u202f»"
    tables = [b for b in document.blocks if isinstance(b, Table) and b.caption.startswith("Écarts")]
    assert [(table.caption, len(table.rows)) for table in tables] == [
        (f"{name} (les 25 plus grands, sur 30)", 25),
        ("Écarts notables selon la variable «\u202fâge\u202f»", 1),
    ]
    rows = [["".join(span.text for span in cell) for cell in t.rows[0]] for t in tables]
    assert rows == [
        ["30", "vélo, piste, cyclable", "60", "100", "60,0\u00a0%", "+5,0"],
        ["non renseigné", "vélo, école", "2", "80", "2,5\u00a0%", "−3,1"],  # noqa: RUF001
    ]
    assert tables[1].rows[0][1][0].url == "#theme-01"


@pytest.mark.parametrize("kept", [1, 0], ids=["none stands out", "of one value each"])
def test_crossings_without_a_notable_one_are_said(synthesis, kept):
    quiet = replace(synthesis, crossings=synthesis.crossings[-1:][:kept])

    said = under(build_report(quiet, language="en"), "crossings")

    assert said == [
        "No theme comes notably more, or less, often by the variables given.",
        "Data: crossings.csv.",
    ]


def test_every_setting_and_command_is_listed(synthesis):
    document = build_report(synthesis, language="en")

    settings = under(document, "settings")
    assert settings[-6:-2] == ["themes.count", "3", "campaigns.least_words", "12"]
    commands = under(document, "checking")[:2]
    assert commands[0].startswith("civiscope synthesis verify DIR ")
    assert commands[1].startswith("civiscope synthesis trace DIR 01 ")


def test_each_figure_names_the_file_of_its_values(synthesis):
    document = build_report(synthesis, language="en")

    sources = [
        "".join(span.text for span in block.source)
        for block in document.blocks
        if isinstance(block, Graphic)
    ]
    lines = [
        block.spans[0].text
        for block in document.blocks
        if isinstance(block, Paragraph) and block.role == "small"
    ]
    assert sources == [
        "Data: participation.csv.",
        "Data: participation.csv.",
        "Data: themes.csv.",
        "Data: unclassified.csv.",
    ]
    assert lines == [
        "Data: rare-ideas.csv, rare-answers.csv.",
        "Data: campaigns.csv, wordings.csv, families.csv.",
        "Data: crossings.csv.",
        "Data: manifest.json.",
    ]


def test_nothing_to_say_is_said(empty):
    document = build_report(empty, language="fr")

    assert "Aucun thème n’a été trouvé" in under(document, "themes")[-1]
    assert [type(block) for block in document.blocks if isinstance(block, Callout)] == [Callout]


# ---------------------------------------------------------------- to the letter, in files


def test_words_of_contributions_reach_the_page_to_the_letter(synthesis, raw):
    document = build_report(synthesis, language="fr")

    page = html.document_fromstring(render_html(document))
    shown = {
        span.get("data-record"): span.text_content() for span in page.xpath("//*[@data-record]")
    }
    assert shown == quoted(document)
    assert shown["contribution:avis-0001"] == raw


def test_words_of_contributions_reach_paper_to_the_letter(synthesis, raw):
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(build_report(synthesis, language="fr"))))

    paper = "".join("".join(sheet.extract_text().split()) for sheet in reader.pages)
    assert "".join(raw.split()) in paper.replace("é", "e\u0301") or "".join(raw.split()) in paper


def test_words_of_contributions_keep_their_language(synthesis):
    english = build_report(synthesis, language="en")
    french = build_report(synthesis, language="fr")

    assert {span.language for span in spans_of(english.blocks) if span.record} == {"fr"}
    assert {span.language for span in spans_of(french.blocks) if span.record} == {""}


def test_a_long_text_is_cut_and_says_so(synthesis):
    excerpt = replace(synthesis.themes[0].excerpts[0], text="mot " * 400)
    theme = replace(synthesis.themes[0], excerpts=(excerpt,))

    document = build_report(replace(synthesis, themes=(theme,), crossings=()), language="fr")

    assert excerpt.text.startswith(quoted(document)["contribution:avis-0001"])
    assert under(document, "theme-01")[-1].endswith("mot\u00a0[…]\u202f» avis-0001")


def test_files_have_the_same_bytes_at_each_run(by_question, tmp_path):
    first = write_report(build_report(by_question, language="fr"), tmp_path / "a" / "b")
    again = write_report(build_report(by_question, language="fr"), tmp_path / "c")

    assert [path.name for path in first] == ["report.html", "report.pdf"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]


def test_no_file_is_written_when_one_cannot_be(synthesis, tmp_path):
    document = build_report(synthesis, language="fr")
    wrong = replace(document, blocks=(Heading(text=""),))

    with pytest.raises(PdfNotMade):
        write_report(wrong, tmp_path / "a")

    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_any_report_can_be_set_on_paper(any_synthesis, naming, language):
    assert render_pdf(build_report(any_synthesis, language=language)).startswith(b"%PDF")
    named = build_report(any_synthesis, language=language, naming=naming)
    assert render_pdf(named).startswith(b"%PDF")


@needs("browser")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_page_has_no_violation_and_fetches_nothing(
    any_synthesis, naming, browser, tmp_path, width, language
):
    written = tmp_path / "report.html"
    report = build_report(any_synthesis, language=language, naming=naming)
    written.write_bytes(render_html(report))

    assert audit_report(browser, written, width=width) == SOUND
