"""A year's report: facts and texts in, a document and its figures out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from civiscope.publication import Block, Document, Heading, Span, spans_of
from observatory.opendata.domain import licence
from observatory.reports.domain import prose
from observatory.reports.domain.facts import Facts
from observatory.reports.domain.figures import Figure, known_figures, quoted, shown_figures, used
from observatory.reports.domain.sections import annexes, observatory, works
from observatory.reports.domain.sections.barometer import barometer
from observatory.reports.domain.sections.events import events, training
from observatory.reports.domain.sections.programme import programme
from observatory.reports.domain.sections.year import brief
from observatory.reports.domain.voice import Voice
from observatory.reports.domain.writing import Writing
from observatory.reports.enums import Section

Build = Callable[[Writing], Iterable[Block]]

_BUILDS: dict[Section, Build] = {
    Section.BRIEF: brief,
    Section.OBSERVATORY: observatory.observatory,
    Section.BAROMETER: barometer,
    Section.EVENTS: events,
    Section.TRAINING: training,
    Section.PUBLICATIONS: works.publications,
    Section.DOSSIERS: works.dossiers,
    Section.CASES: works.cases,
    Section.INTERVENTIONS: works.interventions,
    Section.NETWORK: works.network,
    Section.PRESS: works.press,
    Section.PROGRAMME: programme,
    Section.TEAM: observatory.team,
    Section.ABOUT: observatory.about,
    Section.INDEX: annexes.index,
}
_YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report in one language: what it says, and the figures it says it with."""

    year: int
    document: Document
    figures: tuple[Figure, ...]
    # The texts it was written with, by section, those built in left out.
    texts: Mapping[str, str]


def build_report(facts: Facts, *, language: str, texts: Mapping[str, str]) -> Report:
    """Write the report of a year in a language.

    `texts` are what people wrote for its sections; `prose.UnknownFigure` is raised
    when one names a figure that does not exist.
    """
    with override(language):
        voice = Voice(language=language, known=facts.known)
        named = known_figures(facts, voice)
        figures = named | shown_figures(facts, voice)
        writing = Writing(facts=facts, voice=voice, figures=figures, nameable=tuple(named))
        blocks = tuple(_blocks(writing, texts))
        found = used(figures, spans_of(blocks))
        blocks += tuple(_checking(writing, found, texts))
        return Report(
            year=facts.year,
            document=_document(writing, blocks),
            figures=tuple(_all_figures(figures, blocks)),
            texts=texts,
        )


def _blocks(writing: Writing, texts: Mapping[str, str]) -> Iterator[Block]:
    silent: list[str] = []
    for section in Section:
        body = tuple(_BUILDS[section](writing)) if section in _BUILDS else ()
        own = texts.get(section, "")
        if body or own:
            yield from _section(writing, section, own or prose.built_in(section), body)
        elif section in _BUILDS:
            silent.append(str(section.label))
    yield from annexes.silences(writing, silent)


def _section(
    writing: Writing, section: Section, text: str, body: Iterable[Block]
) -> Iterator[Block]:
    yield Heading(text=str(section.label), key=section.value)
    yield from prose.blocks_of(text, _figure(writing), writing.nameable)
    yield from body


def _checking(writing: Writing, found: list[Figure], texts: Mapping[str, str]) -> Iterator[Block]:
    """Return the section that says where the figures come from."""
    section = Section.FIGURES
    text = texts.get(section) or prose.built_in(section)
    yield from _section(writing, section, text, annexes.figures(writing, found))


def _figure(writing: Writing) -> Callable[[str], Span]:
    year = Span(text=str(writing.facts.year), date=str(writing.facts.year))
    return lambda name: year if name == _YEAR else writing.figure(name)


def _document(writing: Writing, blocks: tuple[Block, ...]) -> Document:
    own = next(iter(writing.facts.of("observatory")), None)
    return Document(
        language=writing.voice.language,  # type: ignore[arg-type]  # one of the site's two
        title=_("Activity report"),
        organisation=writing.voice.plain(own["title"]) if own else "Civiscope",
        year=str(writing.facts.year),
        partners=observatory.partner_names(writing),
        licence=licence.NAME,
        dated=writing.facts.changed_on,
        blocks=blocks,
    )


def _all_figures(figures: Mapping[str, Figure], blocks: tuple[Block, ...]) -> Iterator[Figure]:
    yield from used(figures, spans_of(blocks))
    yield from quoted(spans_of(blocks), _("Number in the record’s own words."))
