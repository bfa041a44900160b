import re
from dataclasses import fields, is_dataclass

import pytest

from civiscope.publication.synthesis.english import ENGLISH
from civiscope.publication.synthesis.french import FRENCH
from civiscope.publication.synthesis.voice import Voice
from civiscope.publication.tables import Cells, table_of

BEFORE = re.compile(r"(?<![\u00a0\u202f])[;!?»%:]")
AFTER = re.compile(r"«(?!\u202f)")
HELD = re.compile(r"\{\w*\}")


def texts(node):
    """Return every text of some words, in their order."""
    if isinstance(node, str):
        return [node]
    if is_dataclass(node):
        return [text for field in fields(node) for text in texts(getattr(node, field.name))]
    values = node.values() if isinstance(node, dict) else node
    return [text for value in values for text in texts(value)]


@pytest.mark.parametrize("text", texts(FRENCH))
def test_french_has_its_spaces_and_apostrophes(text):
    assert BEFORE.findall(text) == []
    assert AFTER.findall(text) == []
    assert "'" not in text


@pytest.mark.parametrize("text", texts(ENGLISH))
def test_english_has_its_quotes(text):
    assert "'" not in text
    assert '"' not in text
    assert "\u00a0" not in text


def test_both_languages_say_the_same_things():
    held = [[sorted(HELD.findall(text)) for text in texts(words)] for words in (FRENCH, ENGLISH)]

    assert held[0] == held[1]


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("fr", 0, "0 réponse"),
        ("fr", 1, "1 réponse"),
        ("fr", 2, "2 réponses"),
        ("en", 0, "0 answers"),
        ("en", 1, "1 answer"),
        ("en", 1000, "1,000 answers"),
    ],
)
def test_counts_agree_with_their_nouns(language, value, said):
    voice = Voice(language=language, texts="fr")

    assert voice.count(voice.words.nouns.answers, value) == said


def test_parts_of_nothing_are_nothing():
    assert Voice(language="en", texts="fr").part(0, 0) == "0.0%"


@pytest.mark.parametrize(
    ("date", "said"), [("2019-02-01T08:00", "1 February 2019"), ("2019-02", "2019-02")]
)
def test_dates_are_said_in_words_where_they_are_days(date, said):
    assert Voice(language="en", texts="fr").date(date) == said


def test_a_column_of_which_nothing_is_known_is_left_out():
    table = table_of(
        Cells(title="a", cells=["1", None]), Cells(title="b", cells=[None, None]), key="k"
    )

    assert [column.title for column in table.columns] == ["a"]
    assert [cell[0].text for row in table.rows for cell in row] == ["1", "–"]
