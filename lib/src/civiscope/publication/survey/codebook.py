"""The published records, column by column: what stands in each, and what it means."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from civiscope.survey.answers import State
from civiscope.survey.questionnaire import Item, Text
from civiscope.survey.release import Release
from civiscope.survey.release.cells import NOT_TICKED, TICKED, Column

STATES: Final = {
    State.NO_ANSWER: Text(fr="Sans réponse", en="No answer"),
    State.DONT_KNOW: Text(fr="Ne sait pas", en="Don’t know"),
    State.NOT_APPLICABLE: Text(fr="Non concerné", en="Not applicable"),
    State.NOT_ASKED: Text(fr="Question non posée", en="Not asked"),
    State.NOT_OFFERED: Text(fr="Modalité absente", en="Option not offered"),
}
_TICKS: Final = {
    TICKED: Text(fr="Coché", en="Ticked"),
    NOT_TICKED: Text(fr="Non coché", en="Not ticked"),
}
_COLON: Final = Text(fr="\N{NO-BREAK SPACE}: ", en=": ")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookVariable:
    """A column of the published records.

    Attributes
    ----------
    name : str
        The column.
    label : Text
        What it is.
    question : Text or None
        The question to the letter; None for what was known beforehand.
    concept : Text or None
        What it measures.
    asked_if : str
        The column and the category that led to the question; empty for everyone.
    numbers : dict of str to int
        For each category, its number in files that take numbers alone: negative where nothing was
        told.
    labels : dict of str to Text
        For each category, what it means.
    """

    name: str
    label: Text
    question: Text | None
    concept: Text | None
    asked_if: str
    numbers: dict[str, int]
    labels: dict[str, Text]


def codebook_of(release: Release) -> tuple[CodebookVariable, ...]:
    """Describe the columns of the published records, in their order.

    Parameters
    ----------
    release : Release
        What is published.

    Returns
    -------
    tuple of CodebookVariable
        Domains first, then variables and options; none for columns that are left out.
    """
    return (*_domains(release), *_answers(release))


def _domains(release: Release) -> Iterator[CodebookVariable]:
    for name, domain in release.source.domains.items():
        if name in release.records.columns:
            yield CodebookVariable(
                name=name,
                label=Text(fr=name, en=name),
                question=None,
                concept=None,
                asked_if="",
                numbers={category: place for place, category in enumerate(domain.labels, 1)},
                labels=dict(domain.labels),
            )


def _answers(release: Release) -> Iterator[CodebookVariable]:
    questionnaire = release.source.questionnaire
    items = {item.variable: item for item in questionnaire.items_of(release.edition)}
    for column in release.columns:
        if column.name in release.records.columns:
            item = items[column.variable]
            concept = questionnaire.concepts[questionnaire.variables[column.variable].concept]
            yield CodebookVariable(
                name=column.name,
                label=_label(release, column),
                question=questionnaire.questions[item.question].wording,
                concept=concept.label,
                asked_if=_filter(release, item),
                numbers=_numbers(column),
                labels=_labels(release, column),
            )


def _filter(release: Release, item: Item) -> str:
    return "=".join(release.source.questionnaire.universe(item))


def option_labels(release: Release, variable: str) -> dict[str, Text]:
    """Return what each option of a variable is called."""
    questionnaire = release.source.questionnaire
    listed = questionnaire.code_lists[questionnaire.variables[variable].code_list]
    return {code.code: code.label for code in listed.codes}


def _label(release: Release, column: Column) -> Text:
    label = release.source.questionnaire.variables[column.variable].label
    if column.name == column.variable:
        return label
    option = option_labels(release, column.variable)[column.codes[0]]
    return Text(fr=f"{label.fr}{_COLON.fr}{option.fr}", en=f"{label.en}{_COLON.en}{option.en}")


def _labels(release: Release, column: Column) -> dict[str, Text]:
    options = option_labels(release, column.variable)
    states = {str(int(state)): label for state, label in STATES.items()}
    known = states | (_TICKS if TICKED in column.categories else options)
    return {category: known[category] for category in column.categories}


def _numbers(column: Column) -> dict[str, int]:
    """Give codes numbers from 1 on, in their order; other categories are numbers already."""
    codes = {code: place for place, code in enumerate(column.codes, 1)}
    return {category: codes.get(category) or int(category) for category in column.categories}


def rows_of(release: Release) -> list[tuple[str, ...]]:
    """Return the published rows, sorted by what they hold: their order tells of nobody."""
    names = [variable.name for variable in codebook_of(release)]
    return sorted(zip(*(release.records.columns[name] for name in names), strict=True))


def record_id(number: int) -> str:
    """Name a row by its place."""
    return f"r{number + 1:04d}"
