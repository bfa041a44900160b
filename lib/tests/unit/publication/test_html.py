import re
from dataclasses import replace

import pytest
from lxml import html

from auditing import SOUND, audit_report
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
from civiscope.publication.html import render_html, render_html_body
from requirements import needs

CELL = (Span(text="x"),)


def page_of(document):
    """Return the elements of a document's page."""
    return html.document_fromstring(render_html(document))


def body_of(document, *blocks, **options):
    """Return the elements of the body of a document with other blocks."""
    written = render_html_body(replace(document, blocks=blocks), **options)
    return html.document_fromstring(written)


def paragraph(**span):
    """Return a paragraph of one span."""
    return Paragraph(spans=(Span(**span),))


def texts(elements):
    """Return what elements say, without the blanks around it."""
    return [element.text_content().strip() for element in elements]


def test_page_has_the_same_bytes_at_each_run(sample):
    assert render_html(sample) == render_html(sample)


def test_page_says_its_language_and_titles(sample):
    page = page_of(sample)

    assert page.get("lang") == "fr"
    assert page.findtext(".//title") == "Rapport d’activité\u00a02019 – Observatoire d’exemple"
    assert texts(page.iter("h1")) == ["Rapport d’activité\u00a02019"]
    assert page.xpath("//meta[@name='description']/@content") == ["Ce que l’observatoire a fait"]
    assert page.xpath("//meta[@name='dcterms.modified']/@content") == ["2020-02-14"]
    assert page.xpath("//link[@rel='canonical']/@href") == [sample.address]


def test_day_that_is_none_is_refused(sample):
    with pytest.raises(InputError, match="found '14 février'"):
        render_html(replace(sample, dated="14 février"))


def test_year_that_the_title_says_is_not_said_again(sample):
    page = page_of(replace(sample, title="Rapport 2019"))

    assert texts(page.iter("h1")) == ["Rapport 2019"]


def test_cover_names_partners_and_licence(sample):
    (cover,) = page_of(sample).find_class("report-cover")

    assert texts(cover.iter("li")) == ["Une fondation", "Une ville"]
    assert texts(cover.find_class("report-licence")) == ["Licence\u00a0: Licence Ouverte 2.0"]


def test_what_a_document_does_not_say_leaves_no_trace(sample):
    empty = {"subtitle": "", "year": "", "licence": "", "address": "", "dated": ""}
    bare = replace(sample, partners=(), blocks=(), **empty)

    page = page_of(bare)

    assert texts(page.find_class("report-cover")[0]) == ["Observatoire d’exemple", sample.title]
    assert texts(page.find_class("report-foot")[0]) == ["Observatoire d’exemple."]
    assert list(page.iter("nav")) == []
    assert page.xpath("//a/@href") == ["#report-body"]


def test_contents_list_sections_and_the_level_below(sample):
    (contents,) = page_of(sample).iter("nav")

    assert [(link.get("href"), link.text) for link in contents.iter("a")] == [
        ("#en-bref", "L’année en bref"),
        ("#evenements", "Événements"),
        ("#journee", "Journée du 18 mars"),
        ("#interventions", "Interventions"),
        ("#chiffres", "Chiffres"),
    ]
    assert texts(contents.xpath(".//ol//ol//a")) == ["Journée du 18 mars"]


def test_contents_say_a_long_title_in_short(sample):
    long = replace(sample, blocks=(Heading(text="Que changer dans nos villes ?", short="Que…"),))

    page = page_of(long)

    assert texts(page.xpath("//nav//a")) == ["Que…"]
    assert texts(page.xpath("//section//h2")) == ["Que changer dans nos villes ?"]


def test_contents_leave_out_a_title_that_is_not_listed(sample):
    blocks = (Heading(text="1"), Heading(text="a", level=2), Heading(text="b", level=2))
    unlisted = replace(blocks[1], is_listed=False)

    page = page_of(replace(sample, blocks=(blocks[0], unlisted, blocks[2])))

    assert texts(page.xpath("//nav//a")) == ["1", "b"]
    assert texts(page.xpath("//section//h3")) == ["a", "b"]


def test_every_name_is_unique_and_every_inner_link_leads_to_one(sample):
    twice = replace(sample, blocks=sample.blocks + sample.blocks)
    page = page_of(twice)

    names = page.xpath("//@id")
    targets = {href[1:] for href in page.xpath("//a/@href[starts-with(., '#')]")}
    assert sorted(set(names)) == sorted(names)
    assert targets - set(names) == set()


def test_headings_have_the_level_they_stand_at(sample):
    (body,) = page_of(sample).find_class("report-body")

    assert [(h.tag, h.text) for h in body.xpath(".//h2|.//h3|.//h4|.//h5")] == [
        ("h2", "L’année en bref"),
        ("h2", "Événements"),
        ("h3", "Journée du 18 mars"),
        ("h4", "Thèmes"),
        ("h2", "Interventions"),
        ("h3", "Limites"),
        ("h2", "Chiffres"),
        ("h2", "Notes"),
    ]


def test_level_that_is_skipped_is_not_left_out(sample):
    body = body_of(sample, Heading(text="a"), Heading(text="b", level=3), level=3)

    headings = body.xpath("//div//h3|//div//h4|//div//h5")
    assert [heading.tag for heading in headings] == ["h3", "h4"]


def test_text_before_the_first_heading_is_a_section_without_a_name(sample):
    body = body_of(sample, paragraph(text="Avant"), Heading(text="Après", key="apres"))

    first, second = body.iter("section")
    assert (first.get("aria-labelledby"), texts(first)) == (None, ["Avant"])
    assert second.get("aria-labelledby") == "apres"
    assert texts(body.xpath("//nav//a")) == ["Après"]


def test_texts_are_escaped(sample):
    page = page_of(sample)

    assert texts(page.xpath("//*[@data-record='event:journee']")) == ["Journée <de> la civic tech"]


@pytest.mark.parametrize(
    "url", ["https://e.example/?a=1&b=2", "HTTP://e.example", "mailto:a@e.example", "#ici"]
)
def test_known_address_becomes_a_link(sample, url):
    body = body_of(sample, Heading(text="Ici", key="ici"), paragraph(text="là", url=url))

    assert body.xpath("//section//a/@href") == [url]


@pytest.mark.parametrize(
    "url", ["", "#", "#ailleurs", "javascript:alert(1)", "data:text/html,x", "/chemin", " https:"]
)
def test_other_address_is_text(sample, url):
    body = body_of(sample, Heading(text="Ici", key="ici"), paragraph(text="là", url=url))

    assert body.xpath("//section//a") == []
    assert texts(body.iter("p")) == ["là"]


@pytest.mark.parametrize(
    ("span", "written"),
    [
        ({}, "x"),
        ({"style": "strong"}, "<strong>x</strong>"),
        ({"style": "emphasis"}, "<em>x</em>"),
        ({"style": "muted"}, '<span class="report-muted">x</span>'),
        ({"figure": "a.b"}, '<span data-figure="a.b">x</span>'),
        ({"record": "case:a"}, '<span data-record="case:a">x</span>'),
        ({"language": "en"}, '<span lang="en">x</span>'),
        ({"date": "2019-03"}, '<time datetime="2019-03">x</time>'),
        ({"date": "2019-03/2019-04"}, "x"),
        ({"date": "2019~"}, "x"),
        (
            {"figure": "a", "url": "https://e.example", "style": "strong"},
            '<a href="https://e.example" data-figure="a"><strong>x</strong></a>',
        ),
    ],
)
def test_stretch_of_text_says_what_it_is(sample, span, written):
    body = render_html_body(replace(sample, blocks=(paragraph(text="x", **span),)))

    assert re.findall(r"<p.*?>(.*)</p>", body) == [written]


def test_notes_stand_at_the_end_and_lead_back(sample):
    noted = (Span(text="dehors", note=(Span(text="dedans", note=CELL),)),)
    page = page_of(replace(sample, blocks=(*sample.blocks, Paragraph(spans=noted))))

    references = page.xpath("//a[@role='doc-noteref']")
    notes = page.xpath("//section[@role='doc-endnotes']//li")
    backs = page.xpath("//a[@role='doc-backlink']")
    assert [link.text for link in references] == ["1", "2", "3"]
    assert [link.get("href")[1:] for link in references] == [note.get("id") for note in notes]
    assert [link.get("href")[1:] for link in backs] == [link.get("id") for link in references]
    assert texts(notes) == ["Rapport d’activité, page 4. ↑", "dedans3 ↑", "x ↑"]


def test_lists_are_lists(sample):
    page = page_of(sample)

    assert texts(page.xpath("//ol[@class='report-list']/li")) == ["D’abord", "Ensuite"]
    assert texts(page.xpath("//ul[@class='report-list']/li")) == [
        "Budget *participatif*",
        "Pétition _locale_ à 100 %",
    ]
    assert texts(page.find_class("report-timeline")[0].find_class("report-label")) == [
        "18 mars 2019",
        "27 septembre 2019",
    ]
    assert texts(page.find_class("report-people")[0]) == [
        "Camille Dupont, chargée de mission, Ville d’Exemple",
        "Zoë Kovač",
    ]


def test_item_without_a_date_has_no_place_for_it(sample):
    body = body_of(sample, Items(items=(Item(title=CELL),)))

    assert body.find_class("report-label") == []
    assert texts(body.find_class("report-item-title")) == ["x"]


def test_key_figure_stands_before_its_label(sample):
    value = (Span(text="11", figure="a"),)
    body = body_of(sample, KeyFigures(figures=(KeyFigure(value=value, label=CELL),)))

    assert texts(body.xpath("//ul[@class='report-key-figures']/li")) == ["11 x"]
    assert body.xpath("//li//@data-figure") == ["a"]


def test_heading_says_whose_title_it_is(sample):
    inner = Callout(title="a", blocks=(Heading(text="b", record="case:b"),))
    body = body_of(sample, Heading(text="c", record="case:c"), inner)

    assert body.xpath("//h2/@data-record|//h4/@data-record") == ["case:c", "case:b"]


def test_table_names_its_columns_and_rows(sample):
    (table,) = page_of(sample).xpath("//section/div/table")

    assert table.findtext("caption") == "Interventions par nature"
    assert [(th.get("class"), th.text) for th in table.xpath("thead//th[@scope='col']")] == [
        (None, "Nature"),
        ("report-number", "Interventions"),
    ]
    assert texts(table.xpath("tbody//th[@scope='row']")) == ["Débat", "Audition & colloque"]
    assert texts(table.xpath("tbody//td[@class='report-number']")) == ["2", "1\u202f234,5"]


def test_table_without_a_caption_is_named_all_the_same(sample):
    body = body_of(sample, Table(columns=(Column(title="a"),), rows=((CELL,),)))

    assert body.xpath("//table/../@aria-label") == ["Tableau"]
    assert list(body.iter("caption")) == []


def test_figures_are_numbered_and_say_what_they_show(sample):
    page = page_of(sample)

    (figure,) = page.iter("figure")
    assert texts(figure.find("figcaption")) == [
        "Figure 1 Les débats sont les plus nombreux",
        "Nombre d’interventions, par nature, 2019",
    ]
    assert figure.xpath(".//*[@role='img']/@aria-label") == [
        "Diagramme en barres : 2 débats, 1 audition."
    ]
    assert texts(figure.find_class("report-source")) == ["Source : fiches de l’observatoire."]
    assert texts(page.xpath("//details/summary")) == ["Valeurs de la figure 1"]
    assert texts(page.xpath("//details//td")) == ["2", "1\u202f234,5"]


def test_figure_without_a_source_says_none(sample):
    graphic = next(block for block in sample.blocks if isinstance(block, Graphic))

    body = body_of(sample, replace(graphic, source=()))

    assert body.find_class("report-source") == []


def test_drawings_share_no_name_and_say_nothing_of_their_own(sample):
    svg = (
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" '
        'width="40" height=\'10\' aria-label="a > b">'
        "<defs><clipPath id='c'/><path id=\"p\"/></defs>"
        '<g role="graphics-object" clip-path="url(#c)"><use href="#p"/>'
        "<text style=\"font-variation-settings:'wght' 600\" fill=\"url('#p')\">"
        'id="c" url(#c)</text></g></svg>'
    )
    graphic = next(block for block in sample.blocks if isinstance(block, Graphic))
    drawn = replace(graphic, svg=svg, width=40, height=10, alternative='Un "dessin"')

    body = render_html_body(replace(sample, blocks=(drawn, drawn)))

    first, second = re.findall(r"<svg.*</svg>", body)
    assert first == (
        '<svg role="img" aria-label="Un &#34;dessin&#34;" width="50" height="12.5" '
        'class="report-narrow" '
        'xmlns="http://www.w3.org/2000/svg">'
        "<defs><clipPath id='report-1-c'/><path id=\"report-1-p\"/></defs>"
        '<g clip-path="url(#report-1-c)"><use href="#report-1-p"/>'
        '<text fill="url(\'#report-1-p\')">id="c" url(#c)</text></g></svg>'
    )
    assert second == first.replace("report-1-", "report-2-")


@pytest.mark.parametrize(("width", "classes"), [(400, ["report-narrow"]), (401, [])])
def test_only_a_narrow_drawing_shrinks_to_a_telephone(sample, width, classes):
    graphic = next(block for block in sample.blocks if isinstance(block, Graphic))

    body = body_of(sample, replace(graphic, width=width))

    assert body.xpath("//svg/@class") == classes


def test_callout_has_a_heading_and_blocks_below_it(sample):
    inner = (Heading(text="Plus bas", level=1), Bullets(items=(CELL,)))
    body = body_of(sample, Heading(text="a"), Callout(title="Limites", blocks=inner))

    (callout,) = body.iter("aside")
    assert [(child.tag, child.text_content().strip()) for child in callout] == [
        ("h3", "Limites"),
        ("h4", "Plus bas"),
        ("ul", "x"),
    ]


def test_words_added_are_in_the_language_of_the_document(sample):
    page = page_of(replace(sample, language="en", dated="2020-03-01"))

    assert texts(page.xpath("//nav/h2|//summary|//section[@role='doc-endnotes']/h2")) == [
        "Contents",
        "Values of figure 1",
        "Notes",
    ]
    assert texts(page.xpath("//footer/p[1]")) == [
        "Observatoire d’exemple. Facts as of 1 March 2020."
    ]


@needs("browser")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_page_has_no_violation_and_fetches_nothing(
    sample, browser, tmp_path, width, scheme, language
):
    written = tmp_path / "report.html"
    written.write_bytes(render_html(replace(sample, language=language)))

    assert audit_report(browser, written, width=width, scheme=scheme) == SOUND


def test_compact_items_are_set_as_an_index(sample):
    items = (Item(title=(Span(text="Accropolis"),)),)

    body = body_of(sample, Items(items=items, is_compact=True), Items(items=items))

    assert body.xpath("//ul[contains(@class, 'report-items')]/@class") == [
        "report-items report-compact",
        "report-items",
    ]
