import io
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import nsmap
from lxml import etree
from pypdf import PdfReader

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
    Span,
    Table,
)
from civiscope.publication.word import render_docx
from requirements import needs

CELL = (Span(text="x"),)
NUMBERS = (
    Column(title="Nature"),
    Column(title="Interventions", is_number=True),
)


class Word:
    """A Word file, read by lxml and by python-docx."""

    def __init__(self, document, *blocks):
        self.written = render_docx(replace(document, blocks=blocks) if blocks else document)
        self.zip = zipfile.ZipFile(io.BytesIO(self.written))
        self.document = docx.Document(io.BytesIO(self.written))

    def xml(self, name):
        return etree.fromstring(self.zip.read(f"word/{name}.xml"))

    def find(self, path, *, part="document"):
        return self.xml(part).xpath(path, namespaces=nsmap)

    def styled(self, name):
        """Return the texts of the paragraphs of a style."""
        return [one.text for one in self.document.paragraphs if one.style.name == name]

    def links(self):
        """Return where each link of the text leads, and its words."""
        found = [link for one in self.document.paragraphs for link in one.hyperlinks]
        return [(link.url or link.fragment, link.text) for link in found]


def paragraph(**span):
    """Return a paragraph of one span."""
    return Paragraph(spans=(Span(**span),))


def graphic_of(document):
    """Return the first graphic of a document."""
    return next(block for block in document.blocks if isinstance(block, Graphic))


def table_of(*titles, rows=()):
    """Return a table of words."""
    columns = tuple(Column(title=title) for title in titles)
    return Table(columns=columns, rows=tuple(tuple((Span(text=c),) for c in row) for row in rows))


def test_file_has_the_same_bytes_at_each_run(sample):
    assert render_docx(sample) == render_docx(sample)


def test_file_holds_our_parts_and_no_date_of_its_making(sample):
    word = Word(sample)

    assert sorted(word.zip.namelist()) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer.xml",
        "word/footnotes.xml",
        "word/header.xml",
        "word/media/image1.png",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    assert {entry.date_time for entry in word.zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_file_says_who_made_it_and_when_its_facts_last_changed(sample):
    said = Word(sample).document.core_properties

    assert (said.title, said.subject) == ("Rapport d’activité\u00a02019", sample.subtitle)
    assert (said.author, said.last_modified_by) == (sample.organisation, sample.organisation)
    assert (said.language, said.comments) == ("fr-FR", "")
    assert said.created == said.modified == datetime(2020, 2, 14, tzinfo=UTC)


def test_document_without_a_day_is_dated_1970(sample):
    said = Word(replace(sample, dated="")).document.core_properties

    assert said.created == datetime(1970, 1, 1, tzinfo=UTC)


def test_day_that_is_none_is_refused(sample):
    with pytest.raises(InputError, match="found '14 février'"):
        render_docx(replace(sample, dated="14 février"))


def test_character_that_xml_cannot_hold_is_shown_as_unknown(sample):
    word = Word(replace(sample, organisation="a\x0bb"), paragraph(text="c\ufffed\n\U0001f600"))

    assert word.styled("Report organisation") == ["a\ufffdb"]
    assert word.find("//w:t/text()")[-1] == "c\ufffdd\n\U0001f600"


def test_every_style_that_is_used_is_defined(sample):
    figures = KeyFigures(figures=(KeyFigure(value=CELL, label=CELL),))
    styles = (Span(text=style, style=style) for style in ("strong", "emphasis", "muted"))
    wide = table_of(*("Interventions" for _ in range(9)), rows=[["x"] * 9])
    blocks = (*sample.blocks, figures, Paragraph(spans=tuple(styles)), wide)

    word = Word(sample, *blocks)

    used = {
        value
        for part in ("document", "footnotes", "header", "footer", "numbering")
        for value in word.find("//w:pStyle/@w:val|//w:rStyle/@w:val|//w:tblStyle/@w:val", part=part)
    }
    assert used - set(word.find("//w:style/@w:styleId", part="styles")) == set()


def test_language_is_that_of_the_document_and_of_its_stretches(sample):
    spans = tuple(Span(text="x", language=language) for language in ("en", "oc", ""))
    word = Word(sample, Paragraph(spans=spans))

    assert word.find("//w:rPrDefault//w:lang/@w:val", part="styles") == ["fr-FR"]
    assert word.find("//w:body//w:lang/@w:val") == ["en-GB", "oc"]


def test_cover_says_what_is_known(sample):
    word = Word(sample)

    assert word.styled("Title") == ["Rapport d’activité\u00a02019"]
    assert word.styled("Subtitle") == ["Ce que l’observatoire a fait"]
    assert word.styled("Report organisation") == ["Observatoire d’exemple"]
    assert word.styled("Report cover text") == ["Une fondation", "Une ville"]
    assert word.styled("Report cover label") == [
        "En partenariat avec",
        "Licence\u00a0: Licence Ouverte 2.0",
    ]


def test_cover_says_nothing_of_what_is_not_known(sample):
    bare = replace(sample, subtitle="", partners=(), licence="")

    word = Word(bare, paragraph(text="Texte"))

    assert [one.text for one in word.document.paragraphs] == [
        "Observatoire d’exemple",
        "Rapport d’activité\u00a02019",
        "Texte",
    ]


def test_heads_and_feet_of_pages_tell_where_one_is(sample):
    word = Word(sample)

    assert "".join(word.find("//w:t/text()", part="header")) == (
        "Observatoire d’exempleRapport d’activité\u00a02019"
    )
    assert word.find("//w:fldSimple/@w:instr", part="footer") == [" PAGE ", " NUMPAGES "]
    assert len(word.find("//w:sectPr/w:titlePg")) == 1


def test_headings_are_word_s_own_and_skip_no_level(sample):
    word = Word(sample, *sample.blocks, Heading(text="Chiffres bis"), Heading(text="a", level=3))

    assert word.styled("Heading 1") == [
        "L’année en bref",
        "Événements",
        "Interventions",
        "Chiffres",
        "Chiffres bis",
        "Valeurs des figures",
    ]
    assert word.styled("Heading 2") == ["Journée du 18 mars", "a"]
    assert word.styled("Heading 3") == ["Thèmes"]


def test_contents_say_a_long_title_in_short(sample):
    word = Word(replace(sample, blocks=(Heading(text="Que changer en ville ?", short="Que…"),)))

    assert word.find("//w:sdtContent//w:hyperlink//w:t/text()") == ["Que…"]
    assert word.styled("Heading 1") == ["Que changer en ville ?"]


def test_contents_leave_out_a_title_that_is_not_listed(sample):
    blocks = (Heading(text="1"), Heading(text="a", level=2, is_listed=False))

    word = Word(replace(sample, blocks=blocks))

    assert word.find("//w:sdtContent//w:hyperlink//w:t/text()") == ["1"]
    assert word.styled("Heading 2") == ["a"]


def test_contents_are_a_field_whose_entries_lead_to_the_headings(sample):
    word = Word(sample)

    entries = word.find("//w:sdtContent/w:p[w:hyperlink]")
    anchors = word.find("//w:sdtContent//w:hyperlink/@w:anchor")
    headings = [
        word.find(f"string(//w:p[w:bookmarkStart/@w:name='{anchor}']//w:t)") for anchor in anchors
    ]
    assert headings == ["".join(entry.itertext(f"{{{nsmap['w']}}}t")) for entry in entries]
    assert headings == [
        "L’année en bref",
        "Événements",
        "Journée du 18 mars",
        "Interventions",
        "Chiffres",
        "Valeurs des figures",
    ]
    assert word.find("//w:fldChar/@w:fldCharType") == ["begin", "separate", "end"]
    assert word.find("//w:instrText/text()") == ['TOC \\o "1-2" \\h \\z \\u']


def test_text_starts_on_a_new_page(sample):
    word = Word(sample, paragraph(text="Début"), paragraph(text="Suite"))

    assert word.find("//w:p[w:pPr/w:pageBreakBefore]//w:t/text()") == ["Début"]


def test_table_starts_on_a_new_page_too(sample):
    word = Word(sample, table_of("a"), paragraph(text="x"))

    assert (
        len(word.find("//w:p[w:pPr/w:pageBreakBefore]/following-sibling::*[1][self::w:tbl]")) == 1
    )


@pytest.mark.parametrize("url", ["https://e.example/?a=1&b=2", "mailto:a@e.example"])
def test_address_becomes_a_link(sample, url):
    word = Word(sample, paragraph(text="là", url=url))

    assert word.links() == [(url, "là")]


def test_key_becomes_a_link_to_the_first_block_that_has_it(sample):
    heading = Heading(text="Ici", key="ici-même")
    word = Word(sample, heading, replace(heading, text="Là"), paragraph(text="v.", url="#ici-même"))

    ((anchor, _),) = word.links()
    marked = word.find(f"//w:p[w:bookmarkStart/@w:name='{anchor}']//w:t/text()")
    names = word.find("//w:bookmarkStart/@w:name")
    assert marked == ["Ici"]
    assert sorted(names) == sorted(set(names)) == ["_Ref0", "_Toc1", "_Toc2"]


@pytest.mark.parametrize("url", ["", "#ailleurs", "javascript:alert(1)", "/chemin"])
def test_other_address_is_text(sample, url):
    word = Word(sample, paragraph(text="là", url=url))

    assert word.links() == []
    assert word.styled("Normal") == ["là"]


@pytest.mark.parametrize(
    ("span", "looks"),
    [
        ({}, []),
        ({"style": "strong"}, ["b"]),
        ({"style": "emphasis"}, ["i"]),
        ({"style": "muted"}, ["rStyle Muted"]),
        ({"url": "https://e.example"}, ["rStyle Hyperlink"]),
        ({"url": "https://e.example", "figure": "a"}, ["rStyle FigureLink"]),
        ({"figure": "a", "style": "strong", "language": "en"}, ["b", "lang en-GB"]),
    ],
)
def test_stretch_of_text_looks_as_it_should(sample, span, looks):
    word = Word(sample, paragraph(text="x", **span))

    made = word.find("//w:r[w:t='x']/w:rPr/*")
    said = [f"{one.tag.split('}')[1]} {one.values()[0]}".removesuffix(" 1") for one in made]
    assert said == looks


def test_notes_are_word_s_own(sample):
    inner = (Span(text="dedans", note=CELL), Span(text="lien", url="https://e.example/"))
    word = Word(sample, *sample.blocks, Paragraph(spans=(Span(text="dehors", note=inner),)))

    notes = word.find("//w:footnote[not(@w:type)]", part="footnotes")
    assert word.find("//w:footnoteReference/@w:id") == ["1", "2"]
    assert ["".join(note.itertext()) for note in notes] == [
        " Rapport d’activité, page 4.",
        " dedans [x]lien",
    ]
    assert b'Target="https://e.example/"' in word.zip.read("word/_rels/footnotes.xml.rels")


def test_ordered_lists_each_count_from_one(sample):
    numbered = Bullets(items=(CELL, CELL), is_ordered=True)
    word = Word(sample, numbered, Bullets(items=(CELL,)), numbered)

    assert word.styled("List Bullet") == ["x"]
    assert word.find("//w:body//w:numId/@w:val") == ["2", "2", "3", "3"]
    assert word.find(
        "//w:num[w:lvlOverride/w:startOverride/@w:val='1']/@w:numId", part="numbering"
    ) == [
        "2",
        "3",
    ]


def test_items_people_and_moments_are_paragraphs(sample):
    word = Word(sample, *sample.blocks, Items(items=(Item(title=CELL),)))

    assert word.styled("Report timeline title") == [
        "18 mars 2019\nJournée <de> la civic tech",
        "27 septembre 2019\nFormation #1 [à Paris]",
    ]
    assert word.styled("Report timeline text") == ["Plus de 250"]
    assert word.styled("Report item title") == ["avril 2019\nUn article", "x"]
    assert word.styled("Report person") == [
        "Camille Dupont, chargée de mission, Ville d’Exemple",
        "Zoë Kovač",
    ]


def test_key_figure_stands_before_its_label(sample):
    figure = KeyFigure(value=(Span(text="11"),), label=(Span(text="interventions"),))
    word = Word(sample, KeyFigures(figures=(figure,)))

    assert word.styled("Report key figure") == ["11\tinterventions"]


def test_table_repeats_its_head_and_puts_numbers_at_the_end(sample):
    word = Word(sample)

    table = word.document.tables[0]
    assert word.styled("Caption")[0] == "Interventions par nature"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Nature", "Interventions"],
        ["Débat", "2"],
        ["Audition & colloque", "1\u202f234,5"],
    ]
    assert [len(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows] == [1, 0, 0]
    assert {cell.paragraphs[0].style.name for cell in table.columns[1].cells} == {
        "Report number cell"
    }
    assert table._tbl.xpath("w:tblPr/w:tblCaption/@w:val") == ["Interventions par nature"]


def test_table_without_a_caption_has_none(sample):
    word = Word(sample, table_of("a"))

    assert word.styled("Caption") == []
    assert word.find("//w:tblCaption") == []


@pytest.mark.parametrize(
    ("table", "widths", "style"),
    [
        (table_of("abcde", "abcdefghijklm"), [2645, 5291], "Report cell"),
        (
            table_of("date", "mot", rows=[["12 septembre 2019", "mot " * 100]]),
            [1908, 6028],
            "Report cell",
        ),
        (table_of(*["Interventions"] * 6), [1322] * 6, "Report dense cell"),
    ],
    ids=["as long as their texts", "a date on one line", "too many to stand"],
)
def test_columns_have_the_room_they_need(sample, table, widths, style):
    word = Word(sample, table)

    assert [int(width) for width in word.find("//w:gridCol/@w:w")] == widths
    assert {cell.paragraphs[0].style.name for cell in word.document.tables[0].rows[0].cells} == {
        style
    }


def test_figure_says_what_it_shows_and_leads_to_its_values(sample):
    word = Word(sample)

    (shape,) = word.document.inline_shapes
    drawn = shape._inline.docPr
    values = word.find("//w:p[w:bookmarkStart/@w:name='_Values1']//w:t/text()")
    assert (drawn.get("name"), drawn.get("title"), drawn.get("descr")) == (
        "Figure 1",
        "Les débats sont les plus nombreux",
        "Diagramme en barres : 2 débats, 1 audition.",
    )
    assert (shape.width.pt, shape.height.pt) == (225, 45)
    assert word.find("//w:p[w:fldSimple]//w:t/text()") == [
        "Figure ",
        "1",
        "Les débats sont les plus nombreux",
    ]
    assert word.styled("Report source") == [
        "Source : fiches de l’observatoire.\nValeurs de la figure 1"
    ]
    assert values == ["Figure 1. Les débats sont les plus nombreux"]
    assert word.find("//w:tbl[.//w:tc]//w:tblCaption/@w:val")[-1:] == values
    assert word.links()[-1] == ("_Values1", "Valeurs de la figure 1")


def test_figures_are_counted_and_fit_the_text(sample):
    small = replace(graphic_of(sample), source=(), key="a")
    wide = replace(small, width=900, height=180, key="b")

    word = Word(sample, small, wide, replace(small, key="c"))

    assert word.find("//w:fldSimple//w:t/text()") == ["1", "2", "3"]
    assert word.find("//wp:docPr/@id") == ["1", "2", "3"]
    assert [round(shape.width.mm) for shape in word.document.inline_shapes] == [79, 140, 79]
    assert word.styled("Report source")[0] == "Valeurs de la figure 1"
    assert len(word.document.tables) == 3


def test_picture_is_drawn_finely(sample):
    picture = Word(sample).zip.read("word/media/image1.png")

    width, height = picture[16:20], picture[20:24]
    assert (int.from_bytes(width), int.from_bytes(height)) == (900, 180)


def test_callout_is_framed_and_its_heading_is_not_in_the_contents(sample):
    blocks = (Heading(text="Plus bas"), Bullets(items=(CELL,)), paragraph(text="y"), table_of("a"))
    word = Word(sample, Heading(text="Avant"), Callout(title="Erratum", blocks=blocks))

    framed = word.find("//w:p[w:pPr/w:pBdr]")
    assert ["".join(one.itertext()) for one in framed] == ["Erratum", "Plus bas", "x", "y", ""]
    assert word.find("//w:p/w:pPr/w:ind/@w:left") == ["227", "227", "511", "227", "227"]
    assert word.styled("Report note title") == ["Erratum", "Plus bas"]
    assert [link for _, link in word.links()] == []


def test_words_added_are_in_the_language_of_the_document(sample):
    word = Word(replace(sample, language="en"))

    assert word.find("//w:sdtContent/w:p[1]//w:t/text()") == ["Contents"]
    assert word.styled("Heading 1")[-1] == "Values of the figures"
    assert word.find("//w:decimalSymbol/@w:val", part="settings") == ["."]


@pytest.fixture
def as_pdf(tmp_path):
    """Convert a Word file with LibreOffice, as a partner who has no Word would."""

    def converted(written):
        (tmp_path / "report.docx").write_bytes(written)
        options = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [shutil.which("soffice"), profile, "--headless", "--convert-to", options]
        subprocess.run(
            [*command, "--outdir", str(tmp_path), str(tmp_path / "report.docx")],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return PdfReader(tmp_path / "report.pdf")

    return converted


def structure(node):
    """Return the tags of a PDF under a node, each with its alternative text."""
    held = node.get("/K", [])
    for kid in held if isinstance(held, list) else [held]:
        tag = kid.get_object()
        if hasattr(tag, "get") and "/S" in tag:
            yield tag["/S"], tag.get("/Alt")
            yield from structure(tag)


def titles(outline):
    """Return the titles of an outline, with those below each in a list after it."""
    return [titles(one) if isinstance(one, list) else one["/Title"] for one in outline]


@needs("libreoffice")
def test_libreoffice_understands_headings_contents_lists_tables_notes_and_pictures(sample, as_pdf):
    pdf = as_pdf(render_docx(sample))

    tags = list(structure(pdf.root_object["/StructTreeRoot"]))
    known = ("/H1", "/H2", "/H3", "/TOC", "/TOCI", "/L", "/LI", "/Table", "/TH", "/TD", "/Note")
    found = Counter(tag for tag, _ in tags)
    assert pdf.root_object["/Lang"] == "fr-FR"
    assert titles(pdf.outline) == [
        "L’année en bref",
        "Événements",
        ["Journée du 18 mars", ["Thèmes"]],
        "Interventions",
        "Chiffres",
        "Valeurs des figures",
    ]
    assert [found[tag] for tag in known] == [5, 1, 1, 1, 6, 2, 4, 2, 4, 8, 1]
    assert [alternative for tag, alternative in tags if tag == "/Figure"] == [
        "Les débats sont les plus nombreux - Diagramme en barres : 2 débats, 1 audition."
    ]


@needs("libreoffice")
def test_libreoffice_repeats_the_head_of_a_long_table_and_tells_the_page(sample, as_pdf):
    long = table_of("En-tête", rows=[[f"Rang {number}"] for number in range(80)])

    pdf = as_pdf(Word(sample, long).written)

    pages = [" ".join(page.extract_text().split()) for page in pdf.pages]
    assert ["En-tête" in page for page in pages] == [False, True, True, True]
    assert [page.endswith(f" {number} / 4") for number, page in enumerate(pages, 1)] == [
        False,
        True,
        True,
        True,
    ]
