"""The folder of a survey: its questionnaire, its answers, and what it may be crossed by."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from civiscope.errors import InputError
from civiscope.survey.answers import Responses, read_responses
from civiscope.survey.questionnaire import Questionnaire, Sample, Text, read_questionnaire
from civiscope.survey.questionnaire.reading import SURVEY
from civiscope.tables.sheets import Row, read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """What outsiders know of authorities, such as their kind.

    Attributes
    ----------
    domain : str
        Its name.
    labels : dict of str to Text
        Its categories.
    invited : dict of str to int
        How many authorities of each category the last edition was sent to.
    """

    domain: str
    labels: dict[str, Text]
    invited: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """All that a release is made from.

    Attributes
    ----------
    questionnaire : Questionnaire
        What was asked.
    domains : dict of str to Domain
        What outsiders know of authorities.
    crossed_by : str
        The domain that answers are crossed by.
    identifiers : tuple of str
        The domains that stand in published records, the one to be kept longest first.
    editions : tuple of Responses
        The answers, in the order of their editions.
    """

    questionnaire: Questionnaire
    domains: dict[str, Domain]
    crossed_by: str
    identifiers: tuple[str, ...]
    editions: tuple[Responses, ...]


def read_source(folder: Path) -> Source:
    """Read a survey with its answers.

    Parameters
    ----------
    folder : Path
        What `civiscope.survey.questionnaire.read_questionnaire` reads, with ``domains.csv`` and
        ``answers-EDITION.csv`` for each edition; ``survey.toml`` names the domain to cross by
        (``crossed_by``) and those of records (``identifiers``).

    Returns
    -------
    Source

    Raises
    ------
    InputNotFound
        Where a file is missing.
    InputError
        Where something in a file is not as expected, a domain has no respondent in a category, or
        what is published would cross records with the domain that tables hide.
    """
    questionnaire = read_questionnaire(folder)
    domains = _domains(folder)
    crossed_by, identifiers = _chosen(folder, domains)
    categories = {name: tuple(domain.labels) for name, domain in domains.items()}
    editions = tuple(
        read_responses(
            folder / f"answers-{edition}.csv", questionnaire, edition=edition, domains=categories
        )
        for edition in questionnaire.editions
    )
    _check_sample(questionnaire)
    _check_domains(domains, editions[-1])
    return Source(
        questionnaire=questionnaire,
        domains=domains,
        crossed_by=crossed_by,
        identifiers=identifiers,
        editions=editions,
    )


def _domains(folder: Path) -> dict[str, Domain]:
    domains: dict[str, Domain] = {}
    columns = ("domain", "category", "label_fr", "label_en", "invited")
    for row in read_rows(folder / "domains.csv", *columns):
        name, category = row.required("domain"), row.required("category")
        domain = domains.setdefault(name, Domain(domain=name, labels={}, invited={}))
        if category in domain.labels:
            raise row.problem(
                expected="each category once in its domain",
                found=f"“{category}” again",
                remedy="Remove or rename one of the two.",
            )
        domain.labels[category] = Text(fr=row.required("label_fr"), en=row.required("label_en"))
        domain.invited[category] = _whole(row)
    return domains


def _whole(row: Row) -> int:
    if not row["invited"].isdecimal():
        raise row.problem(
            expected="a whole number in the column “invited”",
            found=f"“{row['invited']}”",
            remedy="Write digits alone.",
        )
    return int(row["invited"])


def _chosen(folder: Path, domains: dict[str, Domain]) -> tuple[str, tuple[str, ...]]:
    said = tomllib.loads((folder / SURVEY).read_text(encoding="utf-8"))
    crossed_by, identifiers = said.get("crossed_by"), said.get("identifiers", [])
    for name in (crossed_by, *identifiers):
        if name not in domains:
            raise InputError(
                f"{SURVEY}: expected “crossed_by” and “identifiers” to name domains, found "
                f"“{name}”. Those known: {', '.join(domains)}."
            )
    if crossed_by in identifiers:
        raise InputError(
            f"{SURVEY}: expected records without “{crossed_by}”, which tables are crossed by, "
            "found it among “identifiers”. Cells that tables hide would be counted in the records: "
            "remove it."
        )
    return str(crossed_by), tuple(identifiers)


def _check_sample(questionnaire: Questionnaire) -> None:
    """Refuse a sample whose figures need intervals, which the report of an edition has none of."""
    last = list(questionnaire.editions.values())[-1]
    if last.sample is not Sample.SELF_SELECTED:
        raise InputError(
            f"editions.csv: expected a self-selected sample in {last.edition}, found another, "
            "whose figures need intervals under its design. Estimate them with civiscope.survey: "
            "this report would show them without."
        )


def _check_domains(domains: dict[str, Domain], responses: Responses) -> None:
    for name, domain in domains.items():
        for category, invited in domain.invited.items():
            found = responses.domains[name].count(category)
            if not found:
                raise InputError(
                    f"domains.csv: expected respondents of {responses.edition} in “{category}” of "
                    f"“{name}”, found none. Join it with another category, here and in the answers."
                )
            if found > invited:
                raise InputError(
                    f"domains.csv: expected at most {invited} respondents of {responses.edition} "
                    f"in “{category}” of “{name}”, as many as were invited, found {found}. Correct "
                    "one of the two."
                )
