"""The themes: all of them in a figure, then each with its words, its parts and its excerpts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from civiscope.publication.charts.shares import Share, shares
from civiscope.publication.document import (
    Block,
    Bullets,
    Graphic,
    Heading,
    Item,
    Items,
    Paragraph,
    Span,
    Spans,
    Table,
)
from civiscope.publication.phrases import beginning, plain, say, titled
from civiscope.publication.synthesis.chapters import Chapter, is_found_again, is_unstable
from civiscope.publication.synthesis.naming import inline, worded
from civiscope.publication.synthesis.questions import question_key, question_title
from civiscope.publication.synthesis.voice import Voice
from civiscope.publication.tables import Cells, table_of
from civiscope.synthesis.naming import MachineName
from civiscope.synthesis.results import Excerpt, Synthesis, Term, Theme
from civiscope.synthesis.stability import UNSTABLE

# More bars than that do not stand on a page of paper at a size one can read.
_MOST_BARS: Final = 20
# The head of each page repeats the title of its chapter.
_LONGEST_SHORT: Final = 64
_NEGATION: Final = "¬"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Depth:
    """How much is shown of each theme; the data files have it all."""

    terms: int
    typical: int
    random: int
    longest: int


_ALONE: Final = _Depth(terms=15, typical=5, random=5, longest=900)
_BY_QUESTION: Final = _Depth(terms=8, typical=3, random=2, longest=300)


def name_of(theme: Theme, voice: Voice) -> str:
    """Return the label of a theme; few answers may have no typical word to make one of."""
    return theme.label or voice.words.themes.unnamed


def label_of(theme: Theme, voice: Voice) -> str:
    """Return the label of a theme, which says when it is unstable."""
    name = name_of(theme, voice)
    return voice.words.themes.unstable_mark.format(name) if is_unstable(theme) else name


def link_to(theme: Theme, voice: Voice) -> Spans:
    """Return the label of a theme, which leads to where it is described.

    Sub-themes are described under the theme that they are a part of.
    """
    return plain(label_of(theme, voice), url=f"#theme-{theme.parent or theme.theme_id}")


def themes(synthesis: Synthesis, chapters: Sequence[Chapter], voice: Voice) -> Iterator[Block]:
    """Say what a theme is, and describe those of each question, or all of them."""
    words = voice.words
    yield Heading(text=words.titles.themes, key="themes")
    yield say(words.themes.meaning, *_three_counts(synthesis, voice))
    yield say(words.themes.reading)
    if not synthesis.questions:
        yield from _chapter(chapters[0], _ALONE, voice)
        return
    yield from _unanswered(chapters, voice)
    for chapter in chapters:
        if chapter.is_answered:
            yield from _question(chapter, voice)
            yield from _chapter(chapter, _BY_QUESTION, voice)


def _unanswered(chapters: Sequence[Chapter], voice: Voice) -> Iterator[Block]:
    """Name the questions to which nobody wrote anything: they have no chapter."""
    silent = [question_title(one, voice) for one in chapters if not one.is_answered]
    if silent:
        yield say(voice.words.themes.unanswered)
        yield Bullets(items=tuple(map(plain, silent)))


def _question(chapter: Chapter, voice: Voice) -> Iterator[Block]:
    """Open a chapter with its question, of which the contents say the beginning."""
    begun = beginning(chapter.question, _LONGEST_SHORT)
    is_whole = begun == chapter.question
    short = chapter if is_whole else replace(chapter, question=f"{begun}…")
    yield Heading(
        text=question_title(chapter, voice),
        short=question_title(short, voice),
        key=question_key(chapter),
    )


def _three_counts(synthesis: Synthesis, voice: Voice) -> Iterator[str]:
    """Explain the counts of authors, where there are any."""
    if synthesis.participation.authors is not None:
        yield voice.words.themes.three_counts


def _chapter(chapter: Chapter, depth: _Depth, voice: Voice) -> Iterator[Block]:
    if not chapter.themes:
        yield say(voice.words.themes.none)
        return
    yield _figure(chapter, voice)
    yield from _outside(chapter, voice)
    # The contents list the themes, or the questions alone, where they have themes of their own.
    if chapter.number:
        yield Heading(text=voice.words.titles.each_theme, level=2, is_listed=False)
    else:
        yield Heading(text=voice.words.titles.each_theme, key="each-theme")
    for theme in chapter.themes:
        yield from _theme(theme, chapter, depth, voice)


def _outside(chapter: Chapter, voice: Voice) -> Iterator[Block]:
    """Say how many answers to the question no theme holds, and where to read why."""
    count = chapter.n_unclassified
    if chapter.number and count:
        said = voice.words.unclassifying.in_question.format(
            voice.count(voice.words.nouns.answers, count), voice.part(count, chapter.n_answers)
        )
        title = voice.words.titles.unclassified
        yield Paragraph(spans=(*plain(said), *plain(title, url="#unclassified"), *plain(".")))


# ---------------------------------------------------------------- all of them in a figure


def _figure(chapter: Chapter, voice: Voice) -> Graphic:
    words = voice.words.themes
    largest = chapter.themes[0]
    answers = voice.count(voice.words.nouns.answers, chapter.n_answers)
    is_cut = len(chapter.themes) > _MOST_BARS
    return shares(
        [_share(theme, voice) for theme in chapter.themes[:_MOST_BARS]],
        language=voice.language,
        title=words.finding.format(name_of(largest, voice), voice.percent(largest.share)),
        measure=words.measure_most.format(_MOST_BARS, answers)
        if is_cut
        else words.measure.format(answers),
        table=_table(chapter.themes, voice),
        source=voice.data("themes.csv"),
        key=f"shares-{chapter.number}",
    )


def _share(theme: Theme, voice: Voice) -> Share:
    return Share(
        label=label_of(theme, voice),
        share=theme.share,
        low=theme.share_low,
        high=theme.share_high,
    )


def _table(themes: Sequence[Theme], voice: Voice) -> Table:
    """Return the themes with their counts three ways, their shares and intervals."""
    columns = voice.words.columns
    return table_of(
        Cells(
            title=columns.theme,
            cells=[link_to(theme, voice) for theme in themes],
            is_number=False,
        ),
        Cells(title=columns.answers, cells=[voice.number(theme.answers) for theme in themes]),
        Cells(title=columns.authors, cells=_numbers((one.authors for one in themes), voice)),
        Cells(
            title=columns.authors_once, cells=_numbers((one.authors_once for one in themes), voice)
        ),
        Cells(title=columns.share, cells=[voice.percent(theme.share) for theme in themes]),
        Cells(
            title=columns.interval,
            cells=[voice.interval(theme.share_low, theme.share_high) for theme in themes],
        ),
    )


def _numbers(values: Iterable[int | None], voice: Voice) -> list[str | None]:
    return [None if value is None else voice.number(value) for value in values]


# ---------------------------------------------------------------- each of them


def _theme(theme: Theme, chapter: Chapter, depth: _Depth, voice: Voice) -> Iterator[Block]:
    title = voice.words.titles.theme.format(theme.theme_id, name_of(theme, voice))
    yield Heading(text=title, level=3 if chapter.number else 2, key=f"theme-{theme.theme_id}")
    yield Paragraph(spans=(*_counted(theme, voice), *_solidity(theme, voice)))
    yield _details(theme, chapter, depth, voice)


def _details(theme: Theme, chapter: Chapter, depth: _Depth, voice: Voice) -> Items:
    """Return the words of a theme, its parts and its excerpts: each under its name."""
    words = voice.words.themes
    typical = [one for one in theme.excerpts if not one.is_random][: depth.typical]
    random = [one for one in theme.excerpts if one.is_random][: depth.random]
    parts = chapter.subthemes.get(theme.theme_id, ())
    names = chapter.names
    details = (
        (words.terms, _terms(theme.terms[: depth.terms], voice)),
        *worded(names.get(theme.theme_id), voice),
        (words.subthemes, tuple(_part(part, names.get(part.theme_id), voice) for part in parts)),
        (words.typical, quotes(typical, longest=depth.longest, voice=voice)),
        (words.random, quotes(random, longest=depth.longest, voice=voice)),
    )
    return Items(
        items=tuple(Item(title=plain(title), lines=lines) for title, lines in details if lines)
    )


def _counted(theme: Theme, voice: Voice) -> Iterator[Span]:
    """Say the counts of a theme, its share and its interval."""
    words, nouns = voice.words.themes, voice.words.nouns
    answers = voice.count(nouns.answers, theme.answers)
    yield from plain(words.counted.format(answers, voice.percent(theme.share)), style="strong")
    interval = words.within.format(voice.interval(theme.share_low, theme.share_high))
    people = ((nouns.authors, theme.authors), (nouns.authors_once, theme.authors_once))
    said = [voice.count(noun, value) for noun, value in people if value is not None]
    yield from plain(f"{voice.words.joined.join([interval, *said])}. ")


def _solidity(theme: Theme, voice: Voice) -> Iterator[Span]:
    """Say whether a theme is found again: by the same method, then by another one."""
    words = voice.words.themes
    if theme.stability is None:
        yield from plain(words.not_measured)
    elif is_unstable(theme):
        said = words.unstable.text.format(voice.index(theme.stability), voice.index(UNSTABLE))
        yield from titled([replace(words.unstable, text=said)])[0]
    else:
        yield from plain(words.stable.format(voice.index(theme.stability)))
    if theme.found_again is not None:
        is_found = is_found_again(theme)
        sentence = words.found_again if is_found else words.not_found_again
        yield from plain(f" {sentence.format(voice.index(theme.found_again))}")


def _terms(terms: Sequence[Term], voice: Voice) -> tuple[Spans, ...]:
    """List words, each with how many answers of the theme use it."""
    said = [
        voice.words.themes.term.format(_surface(term, voice), voice.number(term.answers))
        for term in terms
    ]
    return (plain(f"{', '.join(said)}."),) if said else ()


def _surface(term: Term, voice: Voice) -> str:
    """Return how people write a word, and say so when they deny it."""
    surface = term.surface.removeprefix(_NEGATION)
    is_negated = term.lemma.startswith(_NEGATION)
    return voice.words.themes.negated.format(surface) if is_negated else surface


def _part(theme: Theme, name: MachineName | None, voice: Voice) -> Spans:
    """Say a sub-theme in one line."""
    title = voice.words.titles.theme.format(theme.theme_id, label_of(theme, voice))
    answers = voice.count(voice.words.nouns.answers, theme.answers)
    interval = voice.interval(theme.share_low, theme.share_high)
    said = voice.words.themes.subtheme.format(title, answers, voice.percent(theme.share), interval)
    return (*plain(said), *inline(name, voice))


def quotes(excerpts: Sequence[Excerpt], *, longest: int, voice: Voice) -> tuple[Spans, ...]:
    """Return excerpts to the letter, each with its identifier."""
    return tuple(voice.quote(one.contribution_id, one.text, longest=longest) for one in excerpts)
