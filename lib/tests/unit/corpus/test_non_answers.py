import pyarrow as pa
import pytest

from civiscope.corpus.lexicons import read_lines, read_text
from civiscope.corpus.non_answers import find_non_answers
from civiscope.corpus.segmentation import normalised_hash


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
    hashes = normalised_hash(pa.array([answer]))

    assert find_non_answers(hashes, language="fr").tolist() == [expected]


def test_each_language_has_its_own():
    answers = normalised_hash(pa.array(["See above", "rien", None]))

    assert find_non_answers(answers, language="en").tolist() == [True, False, True]
    assert find_non_answers(answers, language="de").tolist() == [False, False, True]


def test_listed_answers_are_found():
    for language in ("fr", "en"):
        listed = read_lines(f"non-answers-{language}.txt")
        assert find_non_answers(normalised_hash(pa.array(listed)), language=language).all()


def test_text_with_half_the_hash_of_a_non_answer_is_one_that_answers():
    hashes = normalised_hash(pa.array(["RAS"]))
    hashes[:, 1] += 1

    assert find_non_answers(hashes, language="fr").tolist() == [False]


def test_lists_say_their_version():
    for language in ("fr", "en"):
        assert "version 1" in read_text(f"non-answers-{language}.txt").splitlines()[0]
