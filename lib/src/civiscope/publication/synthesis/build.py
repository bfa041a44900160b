"""A synthesis in, the document of its report out."""

from collections.abc import Iterator

from civiscope.publication.charts.words import Language
from civiscope.publication.document import Block, Document
from civiscope.publication.synthesis.brief import brief
from civiscope.publication.synthesis.campaigns import campaigns
from civiscope.publication.synthesis.chapters import chapters_of
from civiscope.publication.synthesis.checking import checking, limits, method, settings
from civiscope.publication.synthesis.crossings import crossings
from civiscope.publication.synthesis.numbers import numbers
from civiscope.publication.synthesis.participation import absent, participation
from civiscope.publication.synthesis.places import places
from civiscope.publication.synthesis.rare import rare_ideas
from civiscope.publication.synthesis.themes import themes
from civiscope.publication.synthesis.unclassified import unclassified
from civiscope.publication.synthesis.voice import DAY, Voice
from civiscope.publication.synthesis.weighted import weighted
from civiscope.synthesis.naming import Naming
from civiscope.synthesis.results import Synthesis


def build_report(
    synthesis: Synthesis,
    *,
    language: Language,
    organisation: str = "Civiscope",
    naming: Naming | None = None,
) -> Document:
    """Write the report of a synthesis.

    Parameters
    ----------
    synthesis : Synthesis
        What was found.
    language : {"fr", "en"}
        The language of the report; contributions stay in theirs, to the letter.
    organisation : str
        Who publishes it: the name on the cover.
    naming : Naming, optional
        What a language model called the themes: it stands beside our own words, marked as such.

    Returns
    -------
    Document
        The report, dated of the last answer where answers are dated.

    See Also
    --------
    civiscope.publication.writing.write_report : Its files.
    """
    voice = Voice(language=language, texts=synthesis.language)
    return Document(
        language=language,
        title=synthesis.title,
        subtitle=voice.words.titles.subtitle,
        organisation=organisation,
        dated=_day(synthesis.participation.last_on),
        blocks=tuple(_blocks(synthesis, naming, voice)),
    )


def _day(iso_date: str | None) -> str:
    day = DAY.match(iso_date or "")
    return day.group() if day else ""


def _blocks(synthesis: Synthesis, naming: Naming | None, voice: Voice) -> Iterator[Block]:
    chapters = chapters_of(synthesis, naming)
    yield from brief(synthesis, chapters, voice)
    yield from participation(synthesis.participation, voice)
    yield from places(synthesis.representativeness, voice)
    has_places = synthesis.representativeness is not None
    yield from absent(synthesis.participation, voice, has_places=has_places)
    yield from themes(synthesis, chapters, voice)
    yield from rare_ideas(synthesis, voice)
    yield from unclassified(synthesis, chapters, voice)
    yield from campaigns(synthesis.campaigns, voice)
    yield from crossings(synthesis, voice)
    yield from weighted(synthesis, voice)
    yield from method(synthesis, naming, voice)
    yield from numbers(synthesis, voice)
    yield from limits(naming, voice)
    yield from settings(synthesis, voice)
    yield from checking(synthesis, naming, voice)
