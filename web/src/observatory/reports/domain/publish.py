"""Publishing a report, and what happens to it afterwards: errata, and names withdrawn.

A published report is frozen. A correction makes a new issue, which says what it
corrects; the issues before it stay as they were (but see `withdrawal`).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.conf import settings
from django.db import IntegrityError, transaction

from civiscope.errors import InputError
from observatory.accounts.models import User
from observatory.reports.domain.build import Report, build_report
from observatory.reports.domain.facts import Facts, read_facts
from observatory.reports.domain.files import (
    SNAPSHOT,
    Erratum,
    Snapshot,
    checksum,
    files_of,
    read_snapshot,
    snapshot_of,
)
from observatory.reports.domain.texts import texts_of
from observatory.reports.models import CODES, Issue, IssueFile


class AlreadyPublished(InputError):
    """The report of that year is published: what changes it is an erratum."""


class NotPublished(InputError):
    """No report of that year is published."""


def current_report(year: int, language: str, facts: Facts | None = None) -> Report:
    """Write the report of a year from what the database says now."""
    facts = facts or read_facts(year)
    return build_report(facts, language=language, texts=texts_of(year, language))


def last_issue(year: int) -> Issue | None:
    """Return the last issue of a year's report, or None when it is not published."""
    return Issue.objects.filter(year=year).order_by("-number").first()


def last_issue_to_correct(year: int) -> Issue | None:
    """Return the last issue; whoever else would correct it waits for this transaction to end.

    The first issue is what they wait for, since the last one may have changed meanwhile.
    """
    Issue.objects.select_for_update().filter(year=year, number=1).first()
    return last_issue(year)


def frozen(issue: Issue, language: str) -> Snapshot:
    """Return what an issue says in a language; raise `NotPublished` when its files are gone."""
    file = issue.files.filter(language=language, name=SNAPSHOT).first()
    if file is None or file.content is None:
        raise NotPublished(f"The files of issue {issue.number} of {issue.year} are gone.")
    return read_snapshot(bytes(file.content))[0]


@transaction.atomic
def publish(year: int, *, by: User | None, at: dt.datetime) -> Issue:
    """Publish the report of a year in both languages, as it is now."""
    published = AlreadyPublished(
        f"The report of {year} is published: correct it with an erratum, or compare first."
    )
    if last_issue(year):
        raise published
    facts = read_facts(year)
    snapshots = [snapshot_of(current_report(year, language, facts)) for language in CODES]
    try:
        with transaction.atomic():
            return write_issue(year, snapshots, by=by, at=at)
    except IntegrityError as error:  # someone else published it while this one was written
        raise published from error


@transaction.atomic
def publish_erratum(
    year: int,
    texts: Mapping[str, str],
    *,
    by: User | None,
    at: dt.datetime,
    regenerate: bool = False,
) -> Issue:
    """Publish a new issue that says what it corrects, in both languages.

    With `regenerate` it says what the database says now; without, what the last
    issue said, which the erratum then stands before.
    """
    issue = last_issue_to_correct(year)
    if issue is None:
        raise NotPublished(f"No report of {year} is published: publish it first.")
    if not all(texts.get(language, "").strip() for language in CODES):
        raise InputError("Expected what is corrected in French and in English, found one empty.")
    facts = read_facts(year) if regenerate else None
    snapshots = [_corrected(issue, language, texts[language], at, facts) for language in CODES]
    return write_issue(year, snapshots, by=by, at=at, erratum=texts)


def _corrected(
    issue: Issue, language: str, text: str, at: dt.datetime, facts: Facts | None
) -> Snapshot:
    last = frozen(issue, language)
    base = snapshot_of(current_report(issue.year, language, facts)) if facts else last
    erratum = Erratum(on=at.date().isoformat(), text=text.strip())
    return replace(base, errata=(*last.errata, erratum))


def write_issue(
    year: int,
    snapshots: Iterable[Snapshot],
    *,
    by: User | None,
    at: dt.datetime,
    erratum: Mapping[str, str] | None = None,
) -> Issue:
    """Write the next issue of a year's report and its files."""
    last = last_issue(year)
    issue = Issue.objects.create(
        year=year,
        number=last.number + 1 if last else 1,
        published_at=at,
        published_by=by,
        **{f"erratum_{language}": (erratum or {}).get(language, "") for language in CODES},
    )
    IssueFile.objects.bulk_create(
        IssueFile(
            issue=issue,
            language=snapshot.language,
            name=name,
            sha256=checksum(content),
            content=content,
        )
        for snapshot in snapshots
        for name, content in files_of(snapshot, settings.ADDRESS).items()
    )
    return issue
