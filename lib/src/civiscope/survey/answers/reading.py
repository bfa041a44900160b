"""The answers of an edition, as a file with a row for each respondent."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from civiscope.survey.answers.responses import Answer, Responses
from civiscope.survey.answers.states import State
from civiscope.survey.questionnaire.model import Item, Questionnaire
from civiscope.tables.sheets import Row, by_name, read_rows

AUTHORITY = "authority"
SAID = {"dont_know": State.DONT_KNOW, "not_applicable": State.NOT_APPLICABLE}
"""What a cell holds in place of codes; an empty one is no answer."""


def read_responses(
    path: Path,
    questionnaire: Questionnaire,
    *,
    edition: str,
    domains: Mapping[str, Sequence[str]],
) -> Responses:
    """Read the answers of an edition.

    Parameters
    ----------
    path : Path
        A CSV with a column ``authority``, one for each domain, and one for each item: codes
        separated by spaces, ``dont_know``, ``not_applicable``, or nothing.
    questionnaire : Questionnaire
        What was asked.
    edition : str
        Which edition answers.
    domains : mapping of str to sequence of str
        The domains, each with its categories.

    Returns
    -------
    Responses
        Sorted by authority: the order of rows changes nothing.

    Raises
    ------
    InputError
        Where a code is not in its list or was not offered, several answers exclude each other,
        something is answered that was not asked, an authority comes twice, or a category of a
        domain is unknown. The message tells the line, not the answer.
    """
    items = questionnaire.items_of(edition)
    rows = by_name(
        read_rows(path, AUTHORITY, *domains, *(item.item for item in items)),
        AUTHORITY,
        lambda row: row,
    )
    ordered = [rows[name] for name in sorted(rows)]
    for row in ordered:
        for domain, categories in domains.items():
            row.one_of(domain, dict.fromkeys(categories), what=f"a category of “{domain}”")
    answers: dict[str, tuple[Answer, ...]] = {}
    for item in items:
        answers[item.item] = tuple(
            _answer(row, item, questionnaire, answers, place) for place, row in enumerate(ordered)
        )
    return Responses(
        edition=edition,
        authorities=tuple(row[AUTHORITY] for row in ordered),
        domains={name: tuple(row[name] for row in ordered) for name in domains},
        answers=answers,
    )


def _answer(
    row: Row,
    item: Item,
    questionnaire: Questionnaire,
    answers: Mapping[str, Sequence[Answer]],
    place: int,
) -> Answer:
    said = row[item.item]
    if item.asked_if and not _leads_here(answers[item.asked_if[0]][place], item.asked_if[1]):
        if said not in ("", "not_applicable"):
            raise row.problem(
                expected=f"nothing in “{item.item}”, which is asked if {'='.join(item.asked_if)}",
                found="an answer",
                remedy="Correct one of the two answers.",
            )
        return State.NOT_APPLICABLE
    if not said:
        return State.NO_ANSWER
    return SAID[said] if said in SAID else _codes(row, item, questionnaire)


def _leads_here(answer: Answer, code: str) -> bool:
    return not isinstance(answer, State) and code in answer


def _codes(row: Row, item: Item, questionnaire: Questionnaire) -> frozenset[str]:
    """Read codes; what was written instead is not told, for it may be a respondent's own words."""
    codes = row[item.item].split(" ")
    listed = questionnaire.code_lists[item.code_list]
    offered = listed.offered(item.edition)
    if not set(codes) <= set(offered) or len(set(codes)) < len(codes):
        raise row.problem(
            expected=f"codes of “{item.code_list}” that {item.edition} offered, each once, in "
            f"“{item.item}”",
            found="something else",
            remedy=f"They are: {', '.join(offered)}.",
        )
    exclusive = {code.code for code in listed.codes if code.is_exclusive}
    if len(codes) > 1 and (not item.is_multiple or exclusive & set(codes)):
        raise row.problem(
            expected=f"one code in “{item.item}”"
            if not item.is_multiple
            else f"{', '.join(sorted(exclusive))} alone in “{item.item}”",
            found=f"{len(codes)} codes",
            remedy="Keep what the respondent meant, or nothing.",
        )
    return frozenset(codes)
