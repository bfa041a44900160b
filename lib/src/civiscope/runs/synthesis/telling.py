"""From what was found to what is published: names, counts, intervals, words, excerpts."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from civiscope.chance.significance import benjamini_hochberg
from civiscope.corpus import campaigns as corpus_campaigns
from civiscope.corpus.vocabulary import NEGATION_SIGN
from civiscope.runs.synthesis.models import QuestionModel
from civiscope.runs.synthesis.passes import REASONS
from civiscope.runs.synthesis.pipeline import Findings
from civiscope.runs.synthesis.rare_telling import tell_rare_ideas
from civiscope.runs.synthesis.settings import Settings
from civiscope.synthesis.counts import ThemeCounts, count_themes, cross_counts, measure_associations
from civiscope.synthesis.excerpts import Draws, choose
from civiscope.synthesis.intervals import (
    Intervals,
    bootstrap_counts,
    intervals,
    resampling_units,
)
from civiscope.synthesis.keyness import Keyness, typical_terms
from civiscope.synthesis.results import (
    Campaign,
    Crossing,
    Excerpt,
    Participation,
    Synthesis,
    Term,
    Theme,
    TriedNumber,
    Unclassified,
    Wording,
)
from civiscope.synthesis.units import hash_strings
from civiscope.tables import AUTHOR, CANONICAL, DATE, IDENTIFIER, TEXT, read_batches

TITLES = {"fr": "Ce que disent les contributions", "en": "What the contributions say"}
"""What a synthesis is called where its people gave it no name. A file's name says nothing of what
is in it, and the same contributions under another name are the same."""

LABEL_WORDS = 4
"""Typical words that name a theme."""

MONTH = len("2019-02")
"""Characters of a date that tell its month: days are too many to cross themes with."""

FALSE_DISCOVERIES = 0.05
"""Share of crossings said to stand out that may do so by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The published name of each theme and sub-theme, by number.

    Attributes
    ----------
    themes, subthemes : tuple of str
        ``03``, ``03.2``; after ``q02-`` where themes are found question by question.
    """

    themes: tuple[str, ...]
    subthemes: tuple[str, ...]


def tell(findings: Findings, settings: Settings) -> Synthesis:
    """Say what was found.

    Parameters
    ----------
    findings : Findings
        What `civiscope.runs.synthesis.pipeline.find` found.
    settings : Settings
        Those of the synthesis.
    """
    quotes = _quotes(findings, settings)
    return Synthesis(
        title=title_of(settings),
        language=settings.language,
        questions=findings.questions,
        participation=_participation(findings),
        themes=_themes(findings, settings, quotes),
        rare_ideas=tell_rare_ideas(findings, quotes.said),
        unclassified=_unclassified(findings, quotes),
        campaigns=_campaigns(findings, quotes),
        crossings=_crossings(findings),
        thresholds=settings.items(),
        numbers=tuple(_numbers(findings)),
    )


def _numbers(findings: Findings) -> Iterator[TriedNumber]:
    for question, model in enumerate(findings.models):
        asked = findings.questions[question] if findings.questions else None
        for tried in model.tried:
            yield TriedNumber(question=asked, **asdict(tried))


def title_of(settings: Settings) -> str:
    """Return what a synthesis is called: what its people called it, or a general title."""
    return settings.title or TITLES.get(settings.language, TITLES["en"])


def names_of(findings: Findings) -> Names:
    """Name the themes of each question by size, and the sub-themes of each theme."""
    answers = findings.answers
    n_themes = len(findings.sub_keyness)
    sizes = np.bincount(answers.themes[answers.themes >= 0], minlength=n_themes)
    themes, subthemes = [""] * n_themes, [""] * (len(findings.presences) - n_themes)
    for question, model in enumerate(findings.models):
        inside = range(model.first_theme, model.first_theme + model.themes.n_themes)
        before = f"q{question + 1:02d}-" if findings.questions else ""
        for rank, theme in enumerate(sorted(inside, key=lambda theme: (-sizes[theme], theme))):
            themes[theme] = f"{before}{rank + 1:02d}"
        for theme, (first, parts) in model.subthemes.items():
            for part in range(parts.n_themes):
                subthemes[first + part] = f"{themes[model.first_theme + theme]}.{part + 1}"
    return Names(themes=tuple(themes), subthemes=tuple(subthemes))


# ------------------------------------------------------------------- quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quotes:
    """Rows by group, and what is quoted: id and text, by row, and by id for wordings."""

    typical: Mapping[int, Sequence[int]]
    drawn: Mapping[int, Sequence[int]]
    unclassified: Mapping[int, Sequence[int]]
    said: Mapping[int | str, tuple[str, str]]

    def excerpts(self, rows: Sequence[int], *, is_random: bool) -> tuple[Excerpt, ...]:
        return tuple(
            Excerpt(contribution_id=self.said[row][0], text=self.said[row][1], is_random=is_random)
            for row in rows
        )


def _quotes(findings: Findings, settings: Settings) -> _Quotes:
    typical = defaultdict(list)
    for chosen in choose(findings.quoted.typical, count=settings.excerpts):
        typical[chosen.theme].append(chosen.row)
    drawn = _rows_of(findings.quoted.drawn, settings.excerpts - 1)
    unclassified = _rows_of(findings.quoted.unclassified, settings.excerpts)
    rare = findings.rare.quoted
    groups = (*typical.values(), *drawn.values(), *unclassified.values(), *rare)
    rows = {row for group in groups for row in group}
    examples = {
        wording.example_id for campaign in findings.campaigns for wording in campaign.wordings
    }
    said = dict(_said(findings, np.array(sorted(rows), dtype=np.int64), examples))
    return _Quotes(typical=typical, drawn=drawn, unclassified=unclassified, said=said)


def _rows_of(draws: Draws, count: int) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = defaultdict(list)
    for theme, row in zip(draws.themes.tolist(), draws.rows.tolist(), strict=True):
        if theme >= 0 and len(rows[theme]) < count:
            rows[theme].append(row)
    return rows


def _said(
    findings: Findings, rows: NDArray[np.int64], examples: set[str]
) -> Iterator[tuple[int | str, tuple[str, str]]]:
    """Yield the id and the text of the rows, by row, and of the examples, by id."""
    first, wanted = 0, sorted(examples)
    for batch in read_batches(findings.contributions.path, (IDENTIFIER, TEXT)):
        inside = rows[(rows >= first) & (rows < first + len(batch))]
        yield from zip(inside.tolist(), _pairs_at(batch, inside - first), strict=True)
        ends = pc.min_max(batch[IDENTIFIER]).as_py()
        near = slice(bisect_left(wanted, ends["min"]), bisect_right(wanted, ends["max"]))
        sought = pa.array(wanted[near], batch[IDENTIFIER].type)
        places = np.flatnonzero(pc.is_in(batch[IDENTIFIER], value_set=sought))
        for name, text in _pairs_at(batch, places):
            yield name, (name, text)
        first += len(batch)


def _pairs_at(batch: pa.RecordBatch, places: NDArray[np.int64]) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of some answers of a batch."""
    taken = batch.take(pa.array(places, pa.int64()))
    return zip(taken[IDENTIFIER].to_pylist(), taken[TEXT].to_pylist(), strict=True)


# ------------------------------------------------------------------- themes


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Of each answer: its author, the unit that intervals draw, and its campaign."""

    authors: NDArray[np.uint64] | None
    units: NDArray[np.uint64]
    campaigns: NDArray[np.int32]


def people_of(findings: Findings) -> People:
    """Find the author, the unit and the campaign of each answer."""
    authors = findings.answers.authors if _names_authors(findings) else None
    batches = read_batches(findings.contributions.path, (IDENTIFIER,))
    answers = np.concatenate([hash_strings(batch[IDENTIFIER]) for batch in batches])
    return People(
        authors=authors,
        units=resampling_units(authors, answers=answers),
        campaigns=campaigns_of(findings),
    )


def _themes(findings: Findings, settings: Settings, quotes: _Quotes) -> tuple[Theme, ...]:
    names, people = names_of(findings), people_of(findings)
    return tuple(
        theme
        for question in range(len(findings.models))
        for theme in _of_question(findings, settings, quotes, names, people, question)
    )


def _of_question(
    findings: Findings,
    settings: Settings,
    quotes: _Quotes,
    names: Names,
    people: People,
    question: int,
) -> Iterator[Theme]:
    """Yield the themes of a question, the largest first, each followed by its sub-themes."""
    model = findings.models[question]
    rows = np.flatnonzero(findings.answers.questions == question)
    sizes = _measured(
        findings.answers.themes,
        people,
        rows,
        _Span(model.first_theme, model.themes.n_themes),
        settings,
    )
    parts = _measured(findings.answers.subthemes, people, rows, _span_of_subthemes(model), settings)
    terms = _terms(findings, findings.keyness[question], model.first_theme, settings.terms)
    asked = findings.questions[question] if findings.questions else None
    places = range(model.themes.n_themes)
    for place in sorted(places, key=lambda place: (-sizes[0].answers[place], place)):
        number = model.first_theme + place
        # A question that nobody answered has a model all the same, and a theme may win no answer.
        if not sizes[0].answers[place]:
            continue
        typical, drawn = quotes.typical.get(number, ()), quotes.drawn.get(number, ())
        theme = Theme(
            theme_id=names.themes[number],
            parent=None,
            question=asked,
            terms=terms[place],
            stability=model.stability[place] if model.stability else None,
            found_again=model.found_again[place],
            excerpts=quotes.excerpts(typical, is_random=False)
            + quotes.excerpts(drawn, is_random=True),
            **_sizes(terms[place], *sizes, place),  # type: ignore[arg-type]
        )
        yield theme
        keyness = findings.sub_keyness[number]
        if keyness is not None:
            first, inside = model.subthemes[place]
            said = _terms(findings, keyness, len(findings.sub_keyness) + first, settings.terms)
            begin = first - _span_of_subthemes(model).first
            for part in range(inside.n_themes):
                sizes_of_part = _sizes(said[part], *parts, begin + part)
                yield _subtheme(theme, names.subthemes[first + part], said[part], sizes_of_part)


def _subtheme(parent: Theme, name: str, terms: tuple[Term, ...], sizes: dict[str, object]) -> Theme:
    return Theme(
        theme_id=name,
        parent=parent.theme_id,
        question=parent.question,
        terms=terms,
        stability=None,
        found_again=None,
        excerpts=(),
        **sizes,  # type: ignore[arg-type]
    )


@dataclass(frozen=True, slots=True)
class _Span:
    """Numbers in a row: the first, and how many."""

    first: int
    count: int


def _span_of_subthemes(model: QuestionModel) -> _Span:
    firsts = [first for first, _ in model.subthemes.values()]
    return _Span(min(firsts, default=0), model.n_subthemes)


def _measured(
    groups: NDArray[np.int32],
    people: People,
    rows: NDArray[np.int64],
    span: _Span,
    settings: Settings,
) -> tuple[ThemeCounts, Intervals]:
    """Count the groups of these numbers among the answers of some rows, and draw people again."""
    inside = groups[rows] - span.first
    places = np.where((inside >= 0) & (inside < span.count), inside, -1).astype(np.int32)
    counts = count_themes(
        places,
        authors=None if people.authors is None else people.authors[rows],
        campaigns=people.campaigns[rows],
        n_themes=span.count,
    )
    drawn = bootstrap_counts(
        places, people.units[rows], n_themes=span.count, replicates=settings.interval_replicates
    )
    return counts, intervals(counts.answers, drawn)


def _sizes(
    terms: tuple[Term, ...], counts: ThemeCounts, spans: Intervals, place: int
) -> dict[str, object]:
    return {
        "label": _label(terms),
        "answers": int(counts.answers[place]),
        "authors": None if counts.authors is None else int(counts.authors[place]),
        "authors_once": None if counts.authors_once is None else int(counts.authors_once[place]),
        "share": float(spans.share[place]),
        "share_low": float(spans.lower[place]),
        "share_high": float(spans.upper[place]),
    }


def _label(terms: tuple[Term, ...]) -> str:
    """Name a theme by what it speaks of: its first words, each once, whether denied or not."""
    words = {
        term.lemma.removeprefix(NEGATION_SIGN): term.surface.removeprefix(NEGATION_SIGN)
        for term in terms
    }
    return ", ".join(list(words.values())[:LABEL_WORDS])


def _names_authors(findings: Findings) -> bool:
    return AUTHOR in findings.contributions.columns


def campaigns_of(findings: Findings) -> NDArray[np.int32]:
    """Find the campaign of each answer, as its place in the list of campaigns; -1 for none."""
    numbers = np.full(len(findings.families.n_answers), -1, dtype=np.int32)
    for number, campaign in enumerate(findings.campaigns):
        numbers[campaign.family] = number
    return numbers[findings.families.family]


def _terms(findings: Findings, keyness: Keyness, first: int, count: int) -> list[tuple[Term, ...]]:
    """List the typical terms of each theme; the counts of the first are in row `first`."""
    return [
        tuple(_term(findings, entry, first + place, keyness, place) for entry in entries.tolist())
        for place, entries in enumerate(typical_terms(keyness, count=count))
    ]


def _term(findings: Findings, entry: int, number: int, keyness: Keyness, place: int) -> Term:
    words = findings.vocabulary
    lemma = entry % words.n_lemmas
    sign = NEGATION_SIGN if entry >= words.n_lemmas else ""
    return Term(
        lemma=sign + words.lemmas[lemma].as_py(),
        surface=sign + words.surfaces[lemma].as_py(),
        answers=int(findings.presences[number, entry]),
        chi_square=float(keyness.chi_squares[place, entry]),
        specificity=float(keyness.specificities[place, entry]),
    )


# ------------------------------------------------- what no theme holds, campaigns, crossings


def _unclassified(findings: Findings, quotes: _Quotes) -> tuple[Unclassified, ...]:
    answers, found = findings.answers, []
    for question in range(len(findings.models)):
        reasons = answers.reasons[answers.questions == question]
        for number, reason in enumerate(REASONS):
            rows = quotes.unclassified.get(question * len(REASONS) + number, ())
            found.append(
                Unclassified(
                    reason=reason,
                    question=findings.questions[question] if findings.questions else None,
                    answers=int((reasons == number).sum()),
                    excerpts=() if reason == "empty" else quotes.excerpts(rows, is_random=True),
                )
            )
    return tuple(found)


def campaign_name(number: int) -> str:
    """Name a campaign by its rank: ``c01`` is the largest."""
    return f"c{number + 1:02d}"


def _campaigns(findings: Findings, quotes: _Quotes) -> tuple[Campaign, ...]:
    return tuple(
        _campaign(campaign, campaign_name(number), quotes)
        for number, campaign in enumerate(findings.campaigns)
    )


def _campaign(found: corpus_campaigns.Campaign, name: str, quotes: _Quotes) -> Campaign:
    return Campaign(
        campaign_id=name,
        answers=found.n_answers,
        authors=found.n_authors,
        n_wordings=found.n_wordings,
        wordings=tuple(
            Wording(
                contribution_id=wording.example_id,
                text=quotes.said[wording.example_id][1],
                answers=wording.n_answers,
            )
            for wording in found.wordings
        ),
        first_on=found.first_on.isoformat() if found.first_on else None,
        last_on=found.last_on.isoformat() if found.last_on else None,
        densest_share=found.densest_day.share if found.densest_day else None,
        places=tuple((name, value or "", count) for name, value, count in found.places),
    )


def _crossings(findings: Findings) -> tuple[Crossing, ...]:
    crossings = [
        crossing for variable in by_of(findings) for crossing in _crossed(findings, variable)
    ]
    adjusted = benjamini_hochberg(
        np.array([p_value for _, p_value in crossings]),
        is_test=np.ones(len(crossings), dtype=np.bool_),
    )
    return tuple(
        Crossing(**row, is_notable=bool(q_value <= FALSE_DISCOVERIES))  # type: ignore[arg-type]
        for (row, _), q_value in zip(crossings, adjusted, strict=True)
    )


def by_of(findings: Findings) -> tuple[str, ...]:
    """List what themes are crossed with: the illustrative variables, then the month of the date."""
    names = findings.contributions.columns
    months = (DATE,) if DATE in names else ()
    return tuple(name for name in names if name not in CANONICAL) + months


def _crossed(findings: Findings, variable: str) -> Iterator[tuple[dict[str, object], float]]:
    values, codes = _codes(findings, variable)
    names = names_of(findings).themes
    for question, model in enumerate(findings.models):
        chosen = findings.answers.questions == question
        themes = findings.answers.themes[chosen] - model.first_theme
        table = cross_counts(
            np.where(themes >= 0, themes, -1).astype(np.int32),
            codes[chosen],
            n_themes=model.themes.n_themes,
            n_codes=len(values),
        )[:, :-1]
        tests = measure_associations(table)
        for theme in range(model.themes.n_themes):
            for place in np.flatnonzero(tests.is_test[theme]).tolist():
                row = {
                    "variable": variable,
                    "value": values[place],
                    "theme_id": names[model.first_theme + theme],
                    "answers": int(table[theme, place]),
                    "base": int(table[:, place].sum()),
                    "residual": float(tests.residuals[theme, place]),
                }
                yield row, float(tests.p_values[theme, place])


def _codes(findings: Findings, variable: str) -> tuple[list[str], NDArray[np.int32]]:
    """List the values of a variable, and give each answer the number of its own; -1 unknown."""
    batches = read_batches(findings.contributions.path, (variable,))
    column = pa.chunked_array([batch[variable] for batch in batches])
    if variable == DATE:
        column = pc.utf8_slice_codeunits(column, 0, MONTH)
    values = sorted(value for value in column.unique().to_pylist() if value is not None)
    numbers = pc.index_in(column, value_set=pa.array(values, column.type)).fill_null(-1)
    return values, numbers.to_numpy().astype(np.int32)


def _participation(findings: Findings) -> Participation:
    answers, contributions = findings.answers, findings.contributions
    authors = answers.authors[answers.authors != 0]
    _, times = np.unique(authors, return_counts=True)
    first_on, last_on = _days(findings)
    has_text = answers.reasons != REASONS.index("empty")
    return Participation(
        answers=contributions.rows,
        with_text=int(has_text.sum()),
        distinct_texts=int((np.bincount(findings.families.wording[has_text]) > 0).sum()),
        authors=len(times) if _names_authors(findings) else None,
        most_by_one_author=int(times.max(initial=0)) if _names_authors(findings) else None,
        first_on=first_on,
        last_on=last_on,
        by=tuple(row for variable in by_of(findings) for row in _counted(findings, variable)),
    )


def _days(findings: Findings) -> tuple[str | None, str | None]:
    if DATE not in findings.contributions.columns:
        return None, None
    batches = read_batches(findings.contributions.path, (DATE,))
    bounds = pc.min_max(pa.chunked_array([batch[DATE] for batch in batches])).as_py()
    first_on, last_on = (day and day[:10] for day in (bounds["min"], bounds["max"]))
    return first_on, last_on


def _counted(findings: Findings, variable: str) -> list[tuple[str, str, int]]:
    values, codes = _codes(findings, variable)
    counts = np.bincount(codes[codes >= 0], minlength=len(values))
    ranked = sorted(zip(values, counts.tolist(), strict=True), key=lambda row: (-row[1], row[0]))
    return [(variable, value, count) for value, count in ranked]
