"""One list of queries as people type them, the same on every database."""

import csv
from pathlib import Path

import pytest

from observatory.search.domain.search import search

with (Path(__file__).parent / "queries.tsv").open(encoding="utf-8", newline="") as lines:
    QUERIES = [tuple(row) for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
FIRST = 10


def keys_of(page) -> list[str]:
    return [f"{result.entry.kind}:{result.entry.record.key}" for result in page.results]


def test_list_of_queries_is_long_enough():
    assert len(QUERIES) >= 60


@pytest.mark.parametrize(("typed", "expected", "why"), QUERIES, ids=[row[0] for row in QUERIES])
def test_query_finds_what_was_meant(everything, typed, expected, why):
    found = keys_of(search(typed, language="fr"))[:FIRST]

    assert set(expected.split()) - set(found) == set(), (why, found)
