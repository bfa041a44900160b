"""The folder of a survey: what was asked, as files that people write and review."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from civiscope.errors import InputError, InputNotFound
from civiscope.survey.questionnaire.checking import check
from civiscope.survey.questionnaire.model import (
    Code,
    CodeList,
    Comparability,
    Concept,
    Crossing,
    Edition,
    Item,
    Question,
    Questionnaire,
    Sample,
    Text,
    Variable,
)
from civiscope.tables.sheets import Row, by_name, read_rows

SURVEY = "survey.toml"


def read_questionnaire(folder: Path) -> Questionnaire:
    """Read what a survey asked, and check that it holds together.

    Parameters
    ----------
    folder : Path
        With ``survey.toml``, ``editions.csv``, ``concepts.csv``, ``codes.csv``, ``questions.csv``,
        ``variables.csv``, ``items.csv`` and ``crosswalk.csv``.

    Returns
    -------
    Questionnaire

    Raises
    ------
    InputNotFound
        Where a file is missing.
    InputError
        Where something in a file is not as expected; the message names the line.

    See Also
    --------
    civiscope.survey.questionnaire.check : What must hold between the files.
    """
    said = _settings(folder / SURVEY)
    editions = by_name(
        read_rows(
            folder / "editions.csv", "edition", "sample", "opened_on", "closed_on", "invited"
        ),
        "edition",
        _edition,
    )
    concepts = by_name(
        read_rows(folder / "concepts.csv", "concept", "label_fr", "label_en"),
        "concept",
        lambda row: Concept(concept=row["concept"], label=_text(row, "label")),
    )
    questions = by_name(
        read_rows(folder / "questions.csv", "question", "wording_fr", "wording_en"),
        "question",
        lambda row: Question(question=row["question"], wording=_text(row, "wording")),
    )
    code_lists = _code_lists(folder, editions)
    variables = _variables(folder, concepts, questions, code_lists)
    items = _items(folder, editions, questions, code_lists, variables)
    questionnaire = Questionnaire(
        title=Text(fr=said["title_fr"], en=said["title_en"]),
        organisation=said["organisation"],
        licence=said["licence"],
        editions=dict(sorted(editions.items())),
        concepts=concepts,
        code_lists=code_lists,
        questions=questions,
        variables=variables,
        items=items,
        crosswalk=tuple(_crosswalk(folder, items, variables)),
    )
    check(questionnaire)
    return questionnaire


def _settings(path: Path) -> dict[str, str]:
    try:
        said: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputNotFound(
            f"Expected the folder of a survey, and there is no {SURVEY} in {path.parent}."
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{SURVEY}: expected TOML in UTF-8, and it cannot be read.") from error
    for name in ("title_fr", "title_en", "organisation", "licence"):
        if not isinstance(said.get(name), str):
            raise InputError(f"{SURVEY}: expected a text named “{name}”, found none. Add it.")
    return said


def _text(row: Row, name: str) -> Text:
    return Text(fr=row.required(f"{name}_fr"), en=row.required(f"{name}_en"))


def _edition(row: Row) -> Edition:
    samples = {one.value: one for one in Sample}
    return Edition(
        edition=row["edition"],
        sample=samples[row.one_of("sample", samples, what="how respondents came to answer")],
        opened_on=_day(row, "opened_on"),
        closed_on=_day(row, "closed_on"),
        invited=_number(row, "invited"),
    )


def _day(row: Row, column: str) -> str:
    try:
        return date.fromisoformat(row[column]).isoformat()
    except ValueError as error:
        raise row.problem(
            expected=f"a day in the column “{column}”",
            found=f"“{row[column]}”",
            remedy="Write it as 2024-03-31.",
        ) from error


def _number(row: Row, column: str) -> int:
    if not row[column].isdecimal():
        raise row.problem(
            expected=f"a whole number in the column “{column}”",
            found=f"“{row[column]}”",
            remedy="Write digits alone.",
        )
    return int(row[column])


def _code_lists(folder: Path, editions: dict[str, Edition]) -> dict[str, CodeList]:
    path, codes = folder / "codes.csv", dict[str, dict[str, Code]]()
    known = {"": None} | editions
    for row in read_rows(
        path, "code_list", "code", "label_fr", "label_en", "since", "until", "is_exclusive"
    ):
        listed = codes.setdefault(row.required("code_list"), {})
        if row.required("code") in listed:
            raise row.problem(
                expected="each code once in its list",
                found=f"“{row['code']}” again",
                remedy="Remove or rename one of the two.",
            )
        listed[row["code"]] = Code(
            code=row["code"],
            label=_text(row, "label"),
            since=row.one_of("since", known, what="an edition or nothing"),
            until=row.one_of("until", known, what="an edition or nothing"),
            is_exclusive=row.truth("is_exclusive"),
        )
    return {
        name: CodeList(code_list=name, codes=tuple(listed.values()))
        for name, listed in codes.items()
    }


def _variables(
    folder: Path,
    concepts: dict[str, Concept],
    questions: dict[str, Question],
    code_lists: dict[str, CodeList],
) -> dict[str, Variable]:
    def make(row: Row) -> Variable:
        return Variable(
            variable=row["variable"],
            concept=row.one_of("concept", concepts, what="a concept"),
            label=_text(row, "label"),
            is_multiple=row.truth("is_multiple"),
            question=row.one_of("question", questions, what="a question"),
            code_list=row.one_of("code_list", code_lists, what="a code list"),
            asked_if=_leading(row),
        )

    columns = (
        "variable",
        "concept",
        "label_fr",
        "label_en",
        "is_multiple",
        "question",
        "code_list",
        "asked_if",
    )
    return by_name(read_rows(folder / "variables.csv", *columns), "variable", make)


def _leading(row: Row) -> tuple[str, str] | tuple[()]:
    """Read ``variable=code``."""
    variable, _, code = row["asked_if"].partition("=")
    return (variable, code) if row["asked_if"] else ()


def _items(
    folder: Path,
    editions: dict[str, Edition],
    questions: dict[str, Question],
    code_lists: dict[str, CodeList],
    variables: dict[str, Variable],
) -> dict[tuple[str, str], Item]:
    items: dict[tuple[str, str], Item] = {}
    columns = ("edition", "item", "question", "code_list", "variable", "is_multiple", "asked_if")
    for row in read_rows(folder / "items.csv", *columns):
        place = row.one_of("edition", editions, what="an edition"), row.required("item")
        if place in items:
            raise row.problem(
                expected="each item once in its edition",
                found=f"“{row['item']}” again",
                remedy="Remove or rename one of the two.",
            )
        items[place] = Item(
            edition=place[0],
            item=place[1],
            question=row.one_of("question", questions, what="a question"),
            code_list=row.one_of("code_list", code_lists, what="a code list"),
            variable=row.one_of("variable", variables, what="a variable"),
            is_multiple=row.truth("is_multiple"),
            asked_if=_filter(row, items, code_lists),
            line=row.line,
        )
    return items


def _filter(
    row: Row, items: dict[tuple[str, str], Item], code_lists: dict[str, CodeList]
) -> tuple[str, str] | tuple[()]:
    """Read ``item=code``, of an item that stands before."""
    if not row["asked_if"]:
        return ()
    item, _, code = row["asked_if"].partition("=")
    leading = items.get((row["edition"], item))
    if leading is None or code not in code_lists[leading.code_list].offered(row["edition"]):
        raise row.problem(
            expected="item=code in the column “asked_if”, of an item above and a code it offers",
            found=f"“{row['asked_if']}”",
            remedy="Name the answer that leads to this item.",
        )
    return item, code


def _crosswalk(
    folder: Path, items: dict[tuple[str, str], Item], variables: dict[str, Variable]
) -> Iterator[Crossing]:
    levels = {one.name.lower(): one for one in Comparability}
    columns = (
        "edition",
        "item",
        "variable",
        "code_from",
        "code_to",
        "comparability",
        "justification",
        "author",
        "reviewed_by",
        "dated",
    )
    for row in read_rows(folder / "crosswalk.csv", *columns):
        if (row["edition"], row["item"]) not in items:
            raise row.problem(
                expected="an item of an edition",
                found=f"“{row['item']}” in “{row['edition']}”",
                remedy="Name one of items.csv.",
            )
        yield Crossing(
            edition=row["edition"],
            item=row["item"],
            variable=row.one_of("variable", variables, what="a variable"),
            code_from=row["code_from"],
            code_to=row["code_to"],
            comparability=levels[row.one_of("comparability", levels, what="how comparable it is")],
            justification=row.required("justification"),
            author=row.required("author"),
            reviewed_by=row.required("reviewed_by"),
            dated=_day(row, "dated"),
            line=row.line,
        )
