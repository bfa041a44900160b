import pyarrow as pa
import pytest

from civiscope.corpus.forms import count_forms
from civiscope.corpus.languages import FEWEST_TOKENS, check_texts, known_share
from civiscope.errors import InputError

FRENCH = "Nous voulons que les citoyens puissent voter plus souvent sur les lois de notre pays."
ENGLISH = "We want the citizens of our towns to vote more often about the laws of this country."


def counted(text, times):
    return count_forms(pa.array([text] * times))


def test_words_that_are_written_more_count_more():
    assert known_share({"les": 3, "xyzzy": 1}, language="fr") == 0.75


def test_the_most_frequent_forms_are_looked_up(monkeypatch):
    monkeypatch.setattr("civiscope.corpus.languages.MOST_FREQUENT", 2)

    assert known_share({"xyzzy": 1, "les": 3, "voter": 3}, language="fr") == 1.0


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (ENGLISH, "en")])
def test_texts_in_their_language_pass(text, language):
    check_texts(counted(text, 100), language=language, least_percent=60)


@pytest.mark.parametrize(
    ("text", "said", "found"), [(ENGLISH, "fr", "en"), (FRENCH, "de", "fr"), (FRENCH, "en", "fr")]
)
def test_texts_in_another_language_are_refused_with_the_likely_one(text, said, found):
    with pytest.raises(InputError) as told:
        check_texts(counted(text, 100), language=said, least_percent=60)

    assert f"in the language {said}, whose" in str(told.value)
    assert f"that of {found} knows" in str(told.value)
    assert "voter" not in str(told.value)


def test_few_words_and_a_person_who_insists_are_believed():
    few = counted(ENGLISH, FEWEST_TOKENS // len(ENGLISH.split()))

    check_texts(few, language="fr", least_percent=60)
    check_texts(counted(ENGLISH, 100), language="fr", least_percent=0)


def test_numbers_are_of_no_language():
    check_texts(counted("1789 1848 2019", 1_000), language="fr", least_percent=60)
