"""Two people publish at the same instant: each waits for the other, and nothing is lost."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from factories.records import make
from observatory.reports.domain.publish import (
    AlreadyPublished,
    frozen,
    last_issue,
    publish,
    publish_erratum,
)
from observatory.reports.models import Issue
from requirements import needs

# SQLite lets one process write at a time.
pytestmark = [needs("postgresql"), pytest.mark.django_db(transaction=True)]

AT = dt.datetime(2020, 2, 14, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _year() -> None:
    make("event", "journee", title={"fr": "Journée civique"}, date="2019-05")


def at_once(act: Callable[[str], object]) -> list[object]:
    """Do something twice at the same instant, and return what came of it."""
    barrier = Barrier(2)

    def acted(word: str) -> object:
        barrier.wait()
        try:
            return act(word)
        except AlreadyPublished as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(acted, ("Un", "Deux")))


def test_two_errata_make_two_issues_and_the_last_one_says_both():
    publish(2019, by=None, at=AT)

    numbers = at_once(
        lambda word: publish_erratum(2019, {"fr": word, "en": word}, by=None, at=AT).number
    )

    assert sorted(numbers) == [2, 3]
    assert {one.text for one in frozen(last_issue(2019), "fr").errata} == {"Un", "Deux"}


def test_a_report_is_published_once_and_the_other_is_told():
    outcomes = at_once(lambda _word: publish(2019, by=None, at=AT).number)

    assert {1, AlreadyPublished} == set(outcomes)
    assert Issue.objects.count() == 1
