"""What must hold between what editions asked and what they are compared on."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from civiscope.errors import InputError
from civiscope.survey.questionnaire.model import Comparability, Crossing, Item, Questionnaire
from civiscope.tables.problems import sentence

EVERY = "*"
"""In a row of the crosswalk: every code to itself."""


def check(questionnaire: Questionnaire) -> None:
    """Refuse a questionnaire whose editions would be compared where they cannot be.

    Parameters
    ----------
    questionnaire : Questionnaire
        As read from its files.

    Raises
    ------
    InputError
        Where an item asks otherwise than its variable's reference and no row of the crosswalk says
        how far it is the same; where a row leads from or to a code that is not there, or one code
        to several; where a row is reviewed by its own author; where several items of an edition
        are one variable whose answers exclude each other.
    """
    for crossing in questionnaire.crosswalk:
        _check_row(questionnaire, crossing)
    _check_one_to_one(questionnaire.crosswalk)
    for item in questionnaire.items.values():
        rows = [one for one in questionnaire.crosswalk if _leads(one, item)]
        if rows or questionnaire.departures(item):
            _check_covered(questionnaire, item, rows)
    _check_single(questionnaire)


def _leads(crossing: Crossing, item: Item) -> bool:
    place = (crossing.edition, crossing.item, crossing.variable)
    return place == (item.edition, item.item, item.variable)


def _problem(file: str, line: int, *, expected: str, found: str, remedy: str) -> InputError:
    return InputError(
        sentence(f"{file}, line {line}", expected=expected, found=found, remedy=remedy)
    )


def _check_row(questionnaire: Questionnaire, row: Crossing) -> None:
    """Check that a row is of codes there are, and agreed by another than its author."""
    item = questionnaire.items[row.edition, row.item]
    offered = questionnaire.code_lists[item.code_list].offered(row.edition)
    variable = questionnaire.variables[row.variable]
    known = tuple(one.code for one in questionnaire.code_lists[variable.code_list].codes)
    whose = f"a code that “{row.item}” offered in {row.edition}"
    _check_code(row, row.code_from, offered, expected=whose, column="code_from")
    whose = f"a code of the variable “{row.variable}”"
    _check_code(row, row.code_to, known, expected=whose, column="code_to")
    if row.code_from == EVERY:
        _check_every(row, offered, known)
    _check_carried(row)
    if row.variable != item.variable and row.code_from:
        raise _problem(
            "crosswalk.csv",
            row.line,
            expected=f"codes to lead from “{row.item}” to its variable “{item.variable}” alone",
            found=f"“{row.variable}”",
            remedy="A question that was split is a break: leave both codes empty.",
        )
    if row.author.casefold() == row.reviewed_by.casefold():
        raise _problem(
            "crosswalk.csv",
            row.line,
            expected="a reviewer other than the author",
            found="the same",
            remedy="Have someone else read the row.",
        )


def _check_code(
    row: Crossing, code: str, known: Collection[str], *, expected: str, column: str
) -> None:
    if code and code != EVERY and code not in known:
        raise _problem(
            "crosswalk.csv",
            row.line,
            expected=expected,
            found=f"“{code}” in “{column}”",
            remedy=f"Those known: {', '.join(known)}.",
        )


def _check_carried(row: Crossing) -> None:
    """Check that both codes say together what is carried over, or that nothing is."""
    if (row.code_from == EVERY) != (row.code_to == EVERY) or (row.code_to and not row.code_from):
        raise _problem(
            "crosswalk.csv",
            row.line,
            expected="a code in “code_from”, or “*” in both columns, or nothing in both",
            found=f"“{row.code_from}” to “{row.code_to}”",
            remedy="Say which code becomes which.",
        )
    if not row.code_from and row.comparability != Comparability.BREAK:
        raise _problem(
            "crosswalk.csv",
            row.line,
            expected="codes, since something is carried over",
            found="none",
            remedy="Name them, or say that it is a break.",
        )


def _check_every(row: Crossing, offered: Iterable[str], known: Iterable[str]) -> None:
    if strange := sorted(set(offered) - set(known)):
        raise _problem(
            "crosswalk.csv",
            row.line,
            expected=f"“*” only where the variable “{row.variable}” has every code of the item",
            found=f"{', '.join(strange)} besides",
            remedy="Write a row for each code.",
        )


def _check_one_to_one(rows: Iterable[Crossing]) -> None:
    """Refuse that one code becomes several: which of them a respondent meant is not known."""
    before: dict[tuple[str, str], dict[str, Crossing]] = defaultdict(dict)
    for row in rows:
        others = before[row.edition, row.item]
        same = [others[code] for code in (row.code_from, EVERY) if code in others]
        every = list(others.values()) if row.code_from == EVERY else []
        clash = next(iter([*same, *every]), None)
        if row.code_from and clash:
            raise _problem(
                "crosswalk.csv",
                row.line,
                expected=f"each code of “{row.item}” of {row.edition} to become one code",
                found=f"“{row.code_from}” again, after line {clash.line}",
                remedy="One to many cannot be told from answers: say that it is a break, with "
                "both codes empty, and give the new question a variable of its own.",
            )
        if row.code_from:
            others[row.code_from] = row


def _check_covered(questionnaire: Questionnaire, item: Item, rows: list[Crossing]) -> None:
    """Check that something is said of every code of an item that asks otherwise."""
    offered = questionnaire.code_lists[item.code_list].offered(item.edition)
    if not rows:
        departures = " and ".join(questionnaire.departures(item))
        raise _problem(
            "items.csv",
            item.line,
            expected=f"the {departures} of the reference of “{item.variable}”, or rows of "
            f"crosswalk.csv for “{item.item}” of {item.edition}",
            found=f"another {departures} and no row",
            remedy="Say how comparable the answers are, and why.",
        )
    said = {row.code_from for row in rows}
    left = [] if said & {EVERY, ""} else [code for code in offered if code not in said]
    if left:
        raise _problem(
            "items.csv",
            item.line,
            expected=f"a row of crosswalk.csv for each code of “{item.item}” of {item.edition}",
            found=f"none for {', '.join(left)}",
            remedy="Say what each becomes: nothing, if it is none of the variable's.",
        )


def _check_single(questionnaire: Questionnaire) -> None:
    """Check that no respondent has two answers to a variable that takes one."""
    sources: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in questionnaire.items.values():
        sources[item.edition, item.variable].append(item)
    for (edition, variable), items in sources.items():
        if len(items) > 1 and not questionnaire.variables[variable].is_multiple:
            raise _problem(
                "items.csv",
                items[1].line,
                expected=f"one item of {edition} for “{variable}”, which takes one answer",
                found=f"{len(items)}",
                remedy="Give each a variable of its own.",
            )
