"""Opinion groups in, the document of their report out."""

from collections.abc import Iterator

from civiscope.opinion.results import Opinion
from civiscope.publication.charts.words import Language
from civiscope.publication.document import Block, Document
from civiscope.publication.opinion.brief import brief
from civiscope.publication.opinion.checking import checking, limits, method, numbers, settings
from civiscope.publication.opinion.groups import groups
from civiscope.publication.opinion.participation import crossings, participation
from civiscope.publication.opinion.plane import plane
from civiscope.publication.opinion.shared import bridging, consensus, divisive
from civiscope.publication.opinion.voice import Voice


def build_report(
    opinion: Opinion, *, language: Language, organisation: str = "Civiscope"
) -> Document:
    """Write the report of opinion groups.

    Parameters
    ----------
    opinion : Opinion
        What was found.
    language : {"fr", "en"}
        The language of the report; statements stay in theirs, to the letter.
    organisation : str
        Who publishes it: the name on the cover.

    Returns
    -------
    Document
        The report, without a date: votes alone have none.
    """
    voice = Voice(language=language, texts=opinion.texts)
    return Document(
        language=language,
        title=opinion.title,
        subtitle=voice.words.titles.subtitle,
        organisation=organisation,
        dated="",
        blocks=tuple(_blocks(opinion, voice)),
    )


def _blocks(opinion: Opinion, voice: Voice) -> Iterator[Block]:
    yield from brief(opinion, voice)
    yield from participation(opinion, voice)
    yield from plane(opinion, voice)
    if opinion.groups:
        yield from groups(opinion, voice)
        yield from bridging(opinion, voice)
        yield from divisive(opinion, voice)
    yield from consensus(opinion, voice)
    if opinion.groups:
        yield from crossings(opinion, voice)
    yield from numbers(opinion, voice)
    yield from method(opinion, voice)
    yield from limits(voice)
    yield from settings(opinion, voice)
    yield from checking(voice)
