import io
import json
import re
import struct
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import page
import pypdf
import pytest

from civiscope.errors import InputError
from civiscope.publication.document import (
    Bullets,
    Callout,
    Column,
    Graphic,
    Heading,
    Item,
    Items,
    KeyFigure,
    KeyFigures,
    Paragraph,
    People,
    Person,
    Span,
    Table,
    Timeline,
)
from civiscope.publication.pdf import PdfNotMade, render_pages, render_pdf
from civiscope.publication.plain import to_plain
from civiscope.publication.walk import text_of

RENDER = """
import json, sys
from civiscope.publication.pdf import render_pdf
from civiscope.publication.plain import from_plain
sys.stdout.buffer.write(render_pdf(from_plain(json.load(sys.stdin))))
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}">{2}</svg>'
# What Typst would obey, were it markup.
SPECIAL = r"#set $x^2$ *a* _b_ @key <key> \ [c] {d} // e ~ -- ... = f `g` 'h' \"i\" /* j */ &amp;"


def spans(*parts):
    """Return stretches of text."""
    return tuple(Span(text=part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts):
    """Return a paragraph."""
    return Paragraph(spans=spans(*parts))


def graphic(svg=None, *, width=300.0, height=60.0, **attributes):
    """Return a graphic of a given size."""
    table = Table(columns=(Column(title="Ville"),), rows=((spans("Lille"),),))
    drawing = svg or SVG.format(width, height, "")
    said = {"title": "Un titre", "measure": "Une mesure", "alternative": "Une image", **attributes}
    return Graphic(svg=drawing, width=width, height=height, table=table, **said)


def read(document, *blocks):
    """Return a document as a reader of PDF files sees it, with other blocks if some are given."""
    said = replace(document, blocks=blocks) if blocks else document
    return pypdf.PdfReader(io.BytesIO(render_pdf(said)), strict=True)


def pages_of(reader):
    """Return the words of each page, blanks between them alike."""
    return [" ".join(sheet.extract_text().split()) for sheet in reader.pages]


def body_of(document, *blocks):
    """Return the words of the pages after the contents, between the head and the foot."""
    kept = pages_of(read(document, *blocks))[2:]
    head = re.escape(document.organisation)
    return " ".join(re.sub(rf"^.*?{head} ?|\d+ / \d+$", "", words).strip() for words in kept)


def said_by(*blocks):
    """Return what blocks say, blanks alike, without what is only heard."""
    heard = {block.alternative for block in blocks if isinstance(block, Graphic)}
    lines = [line for line in text_of(blocks) if line not in heard]
    return [" ".join(line.split()) for line in lines]


def elements_of(reader):
    """Return every element of the structure that is heard, in its order."""
    waiting, found = [reader.trailer["/Root"]["/StructTreeRoot"]], []
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting += reversed(element)
        elif isinstance(element, dict):
            found.append(element)
            waiting.append(element.get("/K", pypdf.generic.NullObject()))
    return [element for element in found if "/S" in element]


def titles_of(outline, level=1):
    """Return the bookmarks of a PDF with their levels."""
    found = []
    for entry in outline:
        if isinstance(entry, list):
            found += titles_of(entry, level + 1)
        else:
            found.append((level, entry.title))
    return found


def links_of(reader):
    """Return where the links of a text lead: addresses, or names of places in it."""
    notes = [note.get_object() for sheet in reader.pages[2:] for note in sheet.get("/Annots", ())]
    return [str(note["/A"]["/URI"]) if "/A" in note else str(note["/Dest"]) for note in notes]


def positions_of(sheet):
    """Return where each stretch of text of a page starts, from the left and from the foot."""
    found = {}

    def see(text, page_matrix, text_matrix, *_):
        left = page_matrix[4] + text_matrix[4] * page_matrix[0]
        foot = page_matrix[5] + text_matrix[5] * page_matrix[3]
        found.setdefault(text.strip(), (round(left, 2), round(foot, 2)))

    sheet.extract_text(visitor_text=see)
    return found


@pytest.mark.parametrize(
    "profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A]
)
def test_pdf_is_for_everyone_and_for_archives(sample, profile):
    report = page.validate_pdf_bytes(render_pdf(sample), profile=profile)

    assert [failure.message for failure in report.failures] == []


def test_pdf_has_the_same_bytes_in_another_process(sample):
    here = render_pdf(sample)

    there = subprocess.run(
        [sys.executable, "-c", RENDER],
        input=json.dumps(to_plain(sample)).encode(),
        capture_output=True,
        check=True,
    )

    assert there.stdout == here == render_pdf(sample)


def test_pdf_says_what_it_is(sample):
    reader = read(sample)

    assert reader.metadata.title == "Rapport d’activité\u00a02019"
    assert reader.metadata.author == "Observatoire d’exemple"
    assert reader.metadata.subject == "Ce que l’observatoire a fait"
    assert reader.metadata["/CreationDate"] == "D:20200214000000Z"
    assert reader.trailer["/Root"]["/Lang"] == "fr"


def test_cover_says_what_it_must_and_nothing_else(sample):
    assert pages_of(read(sample))[0] == (
        "Observatoire d’exemple 2019 Rapport d’activité Ce que l’observatoire a fait "
        "En partenariat avec Une fondation Une ville Licence Ouverte 2.0"
    )


def test_cover_without_partners_year_or_licence_names_none(sample):
    bare = replace(sample, year="", partners=(), licence="", subtitle="")

    assert pages_of(read(bare))[0] == "Observatoire d’exemple Rapport d’activité"


def test_long_cover_stays_on_one_page(sample):
    partners = tuple(f"Une organisation qui soutient, numéro {number}" for number in range(15))
    long = replace(sample, title="Rapport d’activité de l’année " * 4, partners=partners)

    pages = pages_of(read(long))

    assert pages[0].endswith("numéro 14 Licence Ouverte 2.0")
    assert pages[1].startswith("Observatoire d’exemple Sommaire")


def test_contents_list_two_levels_with_their_pages(sample):
    assert pages_of(read(sample))[1] == (
        "Observatoire d’exemple Sommaire L’année en bref 3 Événements 3 Journée du 18 mars 3 "
        "Interventions 4 Chiffres 5 Faits à jour au 14 février 2020 "
        "https://observatoire.example/rapports/2019/ 2 / 5"
    )


def test_contents_and_heads_of_pages_say_a_long_title_in_short(sample):
    title = Heading(text="Que changer dans nos villes ?", short="1. Que changer…")

    pages = pages_of(read(sample, title, *(paragraph("Rien.") for _ in range(60))))

    assert "Sommaire 1. Que changer… 3" in pages[1]
    assert "Que changer dans nos villes ?" in pages[2]
    assert pages[3].startswith("1. Que changer…")


def test_contents_leave_out_a_title_that_is_not_listed(sample):
    reader = read(sample, Heading(text="Sous-titre", level=2, is_listed=False), paragraph("Rien."))

    pages = pages_of(reader)

    assert "Sous-titre" not in pages[1]
    assert "Sous-titre" in pages[2]
    assert "Sous-titre" in [entry["/Title"] for entry in _flat(reader.outline)]


def _flat(outline):
    for entry in outline:
        yield from _flat(entry) if isinstance(entry, list) else [entry]


def test_texts_of_east_asia_are_drawn_and_read(sample):
    reader = read(sample, paragraph("我覺得應該審核人員、한국어、ひらがな"))

    assert "我覺得應該審核人員、한국어、ひらがな" in pages_of(reader)[2]


def test_many_contents_stand_in_two_columns_of_one_page(sample):
    blocks = [Heading(text=f"Section {number}", level=1 + number % 2) for number in range(60)]

    reader = read(sample, *blocks)

    found = positions_of(reader.pages[1])
    columns = {found[f"Section {number}"][0] for number in range(60)}
    assert len(columns) == 2
    assert "Faits à jour au 14 février 2020" in found


def test_contents_of_any_length_are_whole(sample):
    blocks = [Heading(text=f"Section {number}.") for number in range(200)]

    pages = pages_of(read(sample, *blocks))

    listed = re.findall(r"Section (\d+)\. \d+ ", " ".join(pages[1:5]))
    assert listed[:200] == [str(number) for number in range(200)]


def test_english_document_has_english_words(sample):
    pages = pages_of(read(replace(sample, language="en"), Heading(text="Talks"), graphic()))

    assert "In partnership with" in pages[0]
    assert pages[1].startswith("Observatoire d’exemple Contents Talks 3 Facts as of 14 February")
    assert "Talks Figure 1 Un titre" in pages[2]
    assert "Values of figure 1 Ville Lille" in pages[2]


def test_every_text_is_on_a_page(sample):
    figures = KeyFigures(
        figures=(
            KeyFigure(value=spans("11"), label=spans("interventions")),
            KeyFigure(value=spans("plus de 250"), label=spans("participants")),
        )
    )
    blocks = (*sample.blocks, figures)

    words = body_of(sample, *blocks)

    assert [line for line in said_by(*blocks) if line not in words] == []


def test_every_node_stands_within_a_callout_too(sample):
    figures = KeyFigures(figures=(KeyFigure(value=spans("3"), label=spans("communes")),))
    inner = (*(block for block in sample.blocks if not isinstance(block, Callout)), figures)

    reader = read(sample, Callout(title="Erratum", blocks=inner))

    words = pages_of(reader)[1:]
    missing = [line for line in said_by(*inner) if line not in " ".join(words)]
    assert missing == []
    assert titles_of(reader.outline) == []


def test_characters_of_markup_mean_nothing(sample):
    blocks = (
        paragraph(SPECIAL),
        Bullets(items=(spans(SPECIAL),)),
        Items(items=(Item(title=spans(SPECIAL), label=SPECIAL, lines=(spans(SPECIAL),)),)),
        Table(columns=(Column(title=SPECIAL),), rows=((spans(SPECIAL),),), caption=SPECIAL),
        Heading(text=SPECIAL),
    )

    reader = read(sample, *blocks)

    written = "".join("".join(sheet.extract_text().split()) for sheet in reader.pages[2:])
    assert written.count("".join(SPECIAL.split())) == 9
    assert titles_of(reader.outline) == [(1, SPECIAL)]


def test_headings_are_bookmarks(sample):
    assert titles_of(read(sample).outline) == [
        (1, "L’année en bref"),
        (1, "Événements"),
        (2, "Journée du 18 mars"),
        (3, "Thèmes"),
        (1, "Interventions"),
        (1, "Chiffres"),
    ]


def test_levels_that_skip_one_are_made_to_follow(sample):
    reader = read(sample, Heading(text="A", level=2), Heading(text="B", level=3))

    assert titles_of(reader.outline) == [(1, "A"), (2, "B")]


def test_document_without_headings_has_no_contents(sample):
    reader = read(sample, paragraph("Un mot."))

    assert "Sommaire" not in pages_of(reader)[1]
    assert body_of(sample, paragraph("Un mot.")) == "Un mot."


def test_drawings_say_what_they_show_to_who_does_not_see_them(sample):
    elements = elements_of(read(sample, graphic(), graphic(alternative="")))

    drawings = [element["/Alt"] for element in elements if element["/S"] == "/Figure"]
    assert drawings == ["Une image", "Un titre"]


def test_lists_tables_and_titles_are_heard_as_such(sample):
    blocks = (
        Timeline(items=(Item(title=spans("a")), Item(title=spans("b")))),
        People(people=(Person(name=spans("c"), function=spans("d")),)),
        Table(columns=(Column(title="e"), Column(title="f")), rows=((spans("g"), spans("h")),)),
    )

    elements = elements_of(read(sample, Heading(text="A"), Heading(text="B", level=2), *blocks))

    names = [element["/S"] for element in elements]
    after = names[names.index("/H2") :]
    heard = [name for name in after if name in {"/H2", "/L", "/LI", "/Table", "/TH", "/TD"}]
    assert heard == [
        "/H2", "/L", "/LI", "/LI", "/L", "/LI", "/Table", "/TH", "/TH", "/TD", "/TD",
    ]  # fmt: skip


def test_language_of_a_text_is_heard(sample):
    known, unknown = Span(text="civic tech", language="en-GB"), Span(text="?", language="unknown")

    sheet = read(sample, paragraph("La ", known, unknown)).pages[2]

    assert re.findall(rb"/Lang\((\w+)\)", sheet.get_contents().get_data()) == [b"en"]


def test_links_lead_to_known_places_and_safe_addresses_only(sample):
    urls = ("https://e.example/a", "http://e.example", "mailto:a@e.example", "#ici",
            "javascript:alert(1)", "file:///etc/passwd", "#nulle-part", "#", "")  # fmt: skip

    words = paragraph(*(Span(text=f"mot{n} ", url=url) for n, url in enumerate(urls)))
    reader = read(sample, Heading(text="Ici", key="ici"), words)

    assert links_of(reader) == [
        "https://e.example/a", "http://e.example", "mailto:a@e.example", "ici",
    ]  # fmt: skip
    assert "mot4 mot5 mot6 mot7 mot8" in pages_of(reader)[2]


def test_link_to_a_key_of_several_blocks_leads_to_the_first(sample):
    blocks = (
        Heading(text="Un", key="deux-fois"),
        paragraph(Span(text="Voir", url="#deux-fois")),
        Table(columns=(Column(title="a"),), rows=(), key="deux-fois"),
    )

    reader = read(sample, *blocks)

    title, place = positions_of(reader.pages[2])["Un"], reader.named_destinations["deux-fois"]
    assert links_of(reader) == ["deux-fois"]
    assert 0 < place.top - title[1] < 60


def test_notes_stand_at_the_foot_of_their_page(sample):
    reader = read(sample, paragraph(Span(text="Un fait", note=spans("Une note."))))

    feet = positions_of(reader.pages[2])
    assert feet["Une note."][1] < 120 < feet["Un fait"][1]


def test_page_numbers_and_section_stand_on_each_page(sample):
    blocks = (Heading(text="Section longue"), *[paragraph("Une ligne.")] * 40)

    pages = pages_of(read(sample, *blocks))

    assert pages[2].startswith("Observatoire d’exemple Section longue Une ligne.")
    assert pages[3].startswith("Section longue Observatoire d’exemple Une ligne.")
    assert [words[-5:] for words in pages[2:]] == ["3 / 4", "4 / 4"]


@pytest.mark.parametrize(("lines", "opened_on"), [(4, 3), (20, 4)])
def test_section_opens_where_room_is_left(sample, lines, opened_on):
    blocks = (Heading(text="Une"), *[paragraph("Ligne.")] * lines, Heading(text="Autre"))

    contents = pages_of(read(sample, *blocks))[1]

    assert f"Une 3 Autre {opened_on}" in contents


def test_no_heading_stands_alone_at_the_foot_of_a_page(sample):
    blocks = [Heading(text="Section")]
    for number in range(30):
        blocks += [paragraph("Ligne.")] * (number % 7 + 3)
        blocks += [Heading(text=f"Titre {number}.", level=2)]
        blocks += [paragraph(Span(text=f"Suite {number}.", note=spans("Note. " * 40)))]

    pages = pages_of(read(sample, *blocks))

    followed = [
        number for words in pages for number in re.findall(r"Titre (\d+)\. Suite \1\.", words)
    ]
    assert followed == [str(number) for number in range(30)]


def test_head_of_a_table_is_on_each_of_its_pages(sample):
    rows = tuple((spans(f"Ligne {number}"), spans(str(number))) for number in range(100))
    columns = (Column(title="Commune"), Column(title="Habitants", is_number=True))

    reader = read(sample, Heading(text="A"), Table(columns=columns, rows=rows, caption="Une"))

    pages = pages_of(reader)[2:]
    assert [words.count("Commune Habitants Ligne") for words in pages] == [1] * len(pages)
    assert len(pages) > 2
    assert [element["/S"] for element in elements_of(reader)].count("/TH") == 2


def test_numbers_stand_at_the_end_of_their_column(sample):
    rows = ((spans("a"), spans("7")), (spans("b"), spans("123456")))
    columns = (Column(title="Nom"), Column(title="Nombre", is_number=True))

    found = positions_of(read(sample, Table(columns=columns, rows=rows)).pages[2])

    digit = (found["7"][0] - found["123456"][0]) / 5
    assert 4 < digit < 5.5
    assert found["a"][0] == found["Nom"][0]


@pytest.mark.parametrize("count", [1, 3, 6, 12])
def test_table_of_many_columns_stays_on_the_page(sample, count):
    columns = tuple(Column(title=f"Colonne{n}", is_number=n > 0) for n in range(count))
    rows = (tuple(spans(f"valeur{n}") for n in range(count)),)

    sheet = read(sample, Table(columns=columns, rows=rows)).pages[2]

    found = positions_of(sheet)
    assert all(60 < left < 540 for word, (left, _) in found.items() if word.startswith("valeur"))


def test_titles_of_many_columns_do_not_overlap(sample):
    titles = ("Records", *(f"Dec{n}" for n in range(12)), "No month", "Year")
    columns = tuple(Column(title=title, is_number=title != "Records") for title in titles)
    rows = ((spans("Talks and hearings"), *(spans("0") for _ in titles[1:])),)
    english = replace(sample, language="en")

    found = positions_of(read(english, Table(columns=columns, rows=rows)).pages[2])

    assert found["No"][1] > found["month"][1]
    assert found["month"][0] - found["Dec11"][0] > 24


def test_many_words_in_place_of_numbers_do_not_overlap(sample):
    names = ("Réponse", "Gardée", "Gagnée", "Perdue", "Jamais", "Probabilité", "Ajustée")
    columns = tuple(Column(title=name, is_number=name != "Réponse") for name in names)
    label = "Agent chargé de la participation – Oui, à temps partiel"
    words = [f"suppress{letter}" for letter in "abcdef"]
    rows = ((spans(label), *map(spans, words)),)

    found = positions_of(read(sample, Table(columns=columns, rows=rows)).pages[2])

    # A word is some forty points wide.
    assert all(found[b][0] - found[a][0] > 44 for a, b in pairwise(words))


def test_table_of_a_figure_says_whose_values_it_holds(sample):
    words = pages_of(read(sample, Heading(text="A"), graphic(), graphic()))[2]

    assert re.findall(r"Valeurs de la figure \d Ville", words) == [
        "Valeurs de la figure 1 Ville",
        "Valeurs de la figure 2 Ville",
    ]


@pytest.mark.parametrize("size", [(300, 60), (460, 300), (3000, 200), (300, 9000)])
def test_drawing_of_any_size_stays_under_its_title_on_the_page(sample, size):
    corner = '<text x="{0}" y="{1}" font-family="Source Sans 3" text-anchor="end">§</text>'
    drawing = SVG.format(*size, corner.format(*size))

    reader = read(sample, graphic(drawing, width=size[0], height=size[1]))

    found = positions_of(reader.pages[2])
    assert 60 < found["§"][0] < 540
    assert 60 < found["§"][1] < found["Un titre"][1]


def test_short_drawing_and_wide_one_start_where_they_should(sample):
    narrow, wide = graphic(title="Étroit"), graphic(width=900, title="Large")

    sheet = read(sample, narrow, wide).pages[2]

    found = positions_of(sheet)
    assert found["Figure 1"][0] == found["Figure 2"][0] < found["Étroit"][0]
    assert found["Étroit"][0] == found["Large"][0]


def test_names_without_functions_stand_in_two_columns(sample):
    people = tuple(Person(name=spans(f"Nom {letter}")) for letter in "ABC")

    found = positions_of(read(sample, People(people=people)).pages[2])

    assert found["Nom A"][0] == found["Nom B"][0] < found["Nom C"][0]
    assert found["Nom A"][1] == found["Nom C"][1]


def test_dates_of_a_timeline_stand_in_the_margin(sample):
    moment = Item(label="18 mars 2019", title=spans("Journée"), lines=(spans("Au Cese"),))

    found = positions_of(read(sample, Timeline(items=(moment, moment))).pages[2])

    assert found["18 mars 2019"][0] < found["Journée"][0] == found["Au Cese"][0]
    assert found["18 mars 2019"][1] == found["Journée"][1]


def test_square_stands_for_what_no_typeface_draws(sample):
    smile = "Bravo \N{SLEEPING FACE}\N{VARIATION SELECTOR-16} 中文"
    drawing = SVG.format(300, 60, f'<text x="9" y="30">{smile}</text>')

    pdf = render_pdf(
        replace(sample, blocks=(Heading(text=smile), paragraph(smile), graphic(drawing)))
    )

    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert pages_of(reader)[2].count("Bravo □") == 3
    assert titles_of(reader.outline) == [(1, smile)]
    assert page.is_pdf_compliant_bytes(pdf, profile=page.ValidationProfile.PDF_A_2A)


def test_only_the_typefaces_of_reports_are_in_the_file(sample):
    reader = read(sample, paragraph("Un ", Span(text="mot", style="emphasis"), " عرب א"))

    fonts = [font for sheet in reader.pages for font in sheet["/Resources"]["/Font"].values()]
    names = {font.get_object()["/BaseFont"].partition("+")[2].partition("-")[0] for font in fonts}
    assert names == {"SourceSans3", "SourceSerif4Roman"}


def test_document_of_two_thousand_items_is_made_whole(sample):
    items = tuple(
        Item(title=spans(f"Titre {number}"), label="2019", lines=(spans("Une ligne"),))
        for number in range(2000)
    )

    reader = read(sample, Heading(text="A"), Items(items=items))

    words = " ".join(pages_of(reader))
    assert re.findall(r"Titre (\d+) Une ligne", words) == [str(number) for number in range(2000)]


def test_lists_of_nothing_take_no_place(sample):
    nothing = (
        Bullets(items=()), Items(items=()), Timeline(items=()), People(people=()),
        KeyFigures(figures=()),
    )  # fmt: skip

    assert body_of(sample, *nothing, paragraph("Un mot.")) == "Un mot."


@pytest.mark.parametrize("dated", ["1848-02-24", "20200214"])
def test_any_iso_date_dates_the_file(sample, dated):
    reader = read(replace(sample, dated=dated))

    assert reader.metadata["/CreationDate"] == f"D:{dated.replace('-', '')}000000Z"


def test_document_without_a_date_says_none_and_has_the_first(sample):
    reader = read(replace(sample, dated=""))

    assert reader.metadata["/CreationDate"] == "D:19700101000000Z"
    assert "Faits à jour" not in pages_of(reader)[1]


def test_day_that_is_none_is_refused(sample):
    with pytest.raises(InputError, match=r"as an ISO date .* or empty, found '14 février'"):
        render_pdf(replace(sample, dated="14 février"))


def test_address_that_leads_nowhere_safe_is_only_read(sample):
    reader = read(replace(sample, address="javascript:alert(1)"), paragraph("a"))

    assert "/Annots" not in reader.pages[1]


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        ((graphic("<svg"),), "failed to parse SVG"),
        ((Heading(text=""),), "heading title is empty"),
    ],
)
def test_what_cannot_be_set_is_refused_in_one_line(sample, blocks, found):
    with pytest.raises(PdfNotMade, match=f"^Expected what a PDF can be made of, found: .*{found}"):
        render_pdf(replace(sample, blocks=blocks))


def test_compounds_are_read_as_they_are_written_and_stay_on_a_line(sample):
    name = "Marcq-en-Barœul"
    words = paragraph(f"{'mot ' * 17}{name} et/ou {name} " * 3)

    pages = [sheet.extract_text() for sheet in read(sample, words).pages[2:]]

    assert sum(text.count(name) for text in pages) == 6
    assert all("\u00ad" not in text for text in pages)


def test_control_in_a_text_is_a_square(sample):
    assert body_of(sample, paragraph("avant\x00\x01\x1b[0m après\tfin")) == "avant□□□[0m après fin"


def test_address_longer_than_a_line_stays_on_the_page_and_is_read_whole(sample):
    address = f"https://exemple.fr/une-page/{'x' * 200}"

    sheet = read(sample, paragraph(f"Voir {address} ici.")).pages[2]

    said = "".join(sheet.extract_text().split())
    assert f"Voir{address}ici." in said
    assert len(sheet.extract_text().splitlines()) > 4


@pytest.mark.parametrize(("count", "columns"), [(12, 1), (90, 3)])
def test_many_compact_items_stand_in_columns(sample, count, columns):
    items = tuple(Item(title=spans(f"Organisation {number}")) for number in range(count))

    found = positions_of(read(sample, Items(items=items, is_compact=True)).pages[2])

    places = {left for text, (left, _) in found.items() if text.startswith("Organisation")}
    assert len(places) == columns


def test_pages_are_pictures_of_the_size_asked(sample):
    pages = render_pages(sample, pixels_per_inch=36)

    assert len(pages) == len(read(sample).pages)
    assert {struct.unpack(">II", picture[16:24]) for picture in pages} == {(298, 421)}


def test_page_of_a_document_that_cannot_be_set_is_refused(sample):
    with pytest.raises(PdfNotMade):
        render_pages(replace(sample, blocks=(graphic(svg="no drawing"),)))
