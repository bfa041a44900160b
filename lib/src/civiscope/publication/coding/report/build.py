"""A coding in, the document of its report out."""

from collections.abc import Iterator

from civiscope.coding.results import CodingReport
from civiscope.publication.charts.words import Language
from civiscope.publication.coding.report.accuracy import accuracy, agreement
from civiscope.publication.coding.report.brief import brief, codebook
from civiscope.publication.coding.report.checking import checking, limits, method, settings
from civiscope.publication.coding.report.examples import examples, uncoded
from civiscope.publication.coding.report.groups import groups
from civiscope.publication.coding.report.shares import three_ways
from civiscope.publication.coding.report.voice import Voice
from civiscope.publication.document import Block, Document


def build_report(
    report: CodingReport, *, language: Language, organisation: str = "Civiscope"
) -> Document:
    """Write the report of a coding.

    Parameters
    ----------
    report : CodingReport
        What was found.
    language : {"fr", "en"}
        The language of the report; contributions and codes stay in theirs, to the letter.
    organisation : str
        Who publishes it: the name on the cover.

    Returns
    -------
    Document
        The report, without a date: a coding has none.

    See Also
    --------
    civiscope.publication.writing.write_report : Its files.
    """
    voice = Voice(language=language, texts=report.texts)
    return Document(
        language=language,
        title=report.title or voice.words.titles.untitled,
        subtitle=voice.words.titles.subtitle,
        organisation=organisation,
        dated="",
        blocks=tuple(_blocks(report, voice)),
    )


def _blocks(report: CodingReport, voice: Voice) -> Iterator[Block]:
    yield from brief(report, voice)
    yield from codebook(report, voice)
    yield from three_ways(report, voice)
    yield from groups(report, voice)
    yield from accuracy(report, voice)
    yield from agreement(report, voice)
    yield from examples(report, voice)
    yield from uncoded(report, voice)
    yield from method(report, voice)
    yield from limits(report, voice)
    yield from settings(report, voice)
    yield from checking(report, voice)
