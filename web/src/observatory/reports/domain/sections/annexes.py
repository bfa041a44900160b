"""What lets a stranger check the report: its figures, and whom and what it names."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from civiscope.publication import Block, Column, Item, Items, Paragraph, Span, Spans, Table
from observatory.common.formats import number_shown
from observatory.records.domain.shapes import Document
from observatory.reports.domain.facts import sort_key
from observatory.reports.domain.figures import Figure
from observatory.reports.domain.voice import joined, words
from observatory.reports.domain.writing import Writing, heading, labelled


def figures(writing: Writing, used: Sequence[Figure]) -> Iterator[Block]:
    """Say of each figure of the text what it means and what it was made from."""
    # Those of the graphics stand in their tables, and in figures.csv.
    named = [one for one in used if one.nature == "counted" and one.name in writing.nameable]
    counted = list({figure.definition: figure for figure in named}.values())
    stated = [figure for figure in used if figure.nature == "stated"]
    if counted:
        yield Table(
            caption=_("Numbers counted"),
            columns=_columns(_("What is counted"), "#"),
            rows=tuple(_counted(writing, figure) for figure in counted),
        )
    if stated:
        yield Table(
            caption=_("Numbers stated by a source"),
            columns=_columns(_("Record"), _("What is counted"), "#", _("Source")),
            rows=tuple(_stated(writing, figure) for figure in stated),
        )


def _columns(*titles: str) -> tuple[Column, ...]:
    """Return columns; "#" stands for that of the values."""
    return tuple(
        Column(title=_("Value"), is_number=True) if title == "#" else Column(title=title)
        for title in titles
    )


def _counted(writing: Writing, figure: Figure) -> tuple[Spans, ...]:
    value = number_shown(figure.value, writing.voice.language)
    return (words(figure.definition), (Span(text=value, figure=figure.name),))


def _stated(writing: Writing, figure: Figure) -> tuple[Spans, ...]:
    kind, _colon, key = figure.records[0].partition(":")
    said = ", ".join(part for part in (figure.definition, figure.base) if part)
    return (
        writing.voice.link(kind, key),
        (Span(text=said, record=figure.records[0]),),
        (Span(text=figure.text, figure=figure.name),),
        (Span(text=figure.source, record=figure.records[0]),),
    )


# ---------------------------------------------------------------- who and what is named


def index(writing: Writing) -> Iterator[Block]:
    """List the organisations, people, tools and exercises that the report names."""
    for kind, title, item in (
        ("organisation", _("Organisations"), _organisation),
        ("person", _("People"), _person),
        ("tool", _("Tools"), _named),
        ("exercise", _("Participation exercises"), _named),
    ):
        documents = sorted(writing.facts.of(kind), key=lambda one: _sort_key(writing, one))
        if documents:
            yield heading(title, level=2)
            listed = (item(writing, kind, document) for document in documents)
            yield Items(items=tuple(listed), is_compact=True)


def _sort_key(writing: Writing, document: Document) -> str:
    """People by family name, everything else by its name."""
    return sort_key(document.get("family_name") or writing.voice.plain(document.get("title")))


def _organisation(writing: Writing, kind: str, document: Document) -> Item:
    record = f"organisation:{document['id']}"
    labels = [label["text"] for label in document.get("labels", ())]
    names = [document["acronym"]] if "acronym" in document else []
    projects = [line["name"] for line in document.get("projects", ())]
    lines = (
        _also_known_as(writing, list(dict.fromkeys([*names, *labels])), record),
        labelled(_("Projects"), writing.voice.quoted(writing.voice.listed(projects), record)),
    )
    return Item(title=writing.voice.title(kind, document), lines=tuple(one for one in lines if one))


def _also_known_as(writing: Writing, names: list[str], record: str) -> Spans:
    return labelled(_("Also named"), writing.voice.quoted(writing.voice.listed(names), record))


def _person(writing: Writing, kind: str, document: Document) -> Item:
    lines = [_affiliation(writing, line, document) for line in document.get("affiliations", ())]
    return Item(
        title=writing.voice.link(kind, document["id"]), lines=tuple(line for line in lines if line)
    )


def _affiliation(writing: Writing, line: Document, person: Document) -> Spans:
    function = writing.voice.said(line.get("function"), f"person:{person['id']}")
    keys = [line["organisation"]] if "organisation" in line else ()
    return joined([function, writing.organisations(keys)])


def _named(writing: Writing, kind: str, document: Document) -> Item:
    summary = writing.voice.said(document.get("summary"), f"{kind}:{document['id']}")
    return Item(title=writing.voice.title(kind, document), lines=(summary,) if summary else ())


# ---------------------------------------------------------------- how it was made


def silences(writing: Writing, silent: Sequence[str]) -> Iterator[Block]:
    """Say of what the records of the year hold nothing."""
    if silent:
        said = _("The records of %(year)s hold nothing under: %(sections)s.")
        names = writing.voice.listed(silent)
        yield Paragraph(spans=words(said % {"year": writing.facts.year, "sections": names}))
