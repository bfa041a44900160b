"""Which words find which: the tables that the documentation shows."""

from pathlib import Path

import pytest

from civiscope.corpus import QueryWord, deletions, index_words, query_words, tokens, within_one_edit

HERE = Path(__file__).parent


def table(name):
    """Read the rows of the table of a page, without its head."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [line.strip("|").split(" | ") for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def has_form(word: QueryWord, stored: str) -> bool:
    return not set(index_words(stored)).isdisjoint(word.stems)


def has_neighbour(word: QueryWord, stored: str) -> bool:
    return any(
        deletions(word.text) & deletions(token) and within_one_edit(word.text, token)
        for token in tokens(stored)
    )


def found_by(typed: str, stored: str) -> str:
    words = query_words(typed)
    if all(has_form(word, stored) for word in words):
        return "form"
    if all(has_form(word, stored) or has_neighbour(word, stored) for word in words):
        return "typo"
    return "nothing"


@pytest.mark.parametrize(("typed", "stored", "by", "because"), table("search-words.md"))
def test_typed_words_find_stored_words(typed, stored, by, because):
    assert found_by(typed, stored) == by, because


@pytest.mark.parametrize(("typed", "stored", "because"), table("search-words-apart.md"))
def test_other_words_are_not_found(typed, stored, because):
    assert not any(has_form(word, stored) for word in query_words(typed)), because


def test_a_number_is_no_typing_error_for_another():
    assert not deletions("2018") & deletions("2019")


def test_the_table_covers_sixty_ways_of_typing():
    assert len({typed for typed, *_ in table("search-words.md")}) >= 60
