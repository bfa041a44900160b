import pyarrow as pa
import pytest

from civiscope.corpus.lexicons import read_lines, read_text
from civiscope.corpus.non_answers import find_non_answers


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("R.A.S", True),
        ("Rien !", True),
        ("  voir  PLUS HAUT…", True),
        ("NSP", True),
        ("?", True),
        ("", True),
        ("Non", False),
        ("oui", False),
        ("aucune", False),
        ("rien sur les impôts", False),
        ("👍", False),
    ],
)
def test_french_non_answers_are_found(answer, expected):
    assert find_non_answers(pa.array([answer]), language="fr").tolist() == [expected]


def test_each_language_has_its_own():
    answers = pa.array(["See above", "rien", None])

    assert find_non_answers(answers, language="en").tolist() == [True, False, True]
    assert find_non_answers(answers, language="de").tolist() == [False, False, True]


def test_listed_answers_are_found():
    for language in ("fr", "en"):
        listed = read_lines(f"non-answers-{language}.txt")
        assert find_non_answers(pa.array(listed), language=language).all()


def test_lists_say_their_version():
    for language in ("fr", "en"):
        assert "version 1" in read_text(f"non-answers-{language}.txt").splitlines()[0]
