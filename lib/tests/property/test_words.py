"""What holds for the words of any text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.corpus import (
    WORD_CHARACTERS,
    deletions,
    fold,
    index_words,
    query_words,
    tokens,
    within_one_edit,
)

small = settings(max_examples=300, deadline=None, derandomize=True)
texts = st.one_of(st.text(max_size=60), st.text("aéœ'’- 2.", max_size=30))
words = st.text("abcde", min_size=4, max_size=8)


@small
@given(texts)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@small
@given(texts)
def test_words_are_folded_letters_and_digits(text):
    for token in tokens(text):
        assert 0 < len(token) <= WORD_CHARACTERS
        assert token.replace("_", "-").isalnum()


@small
@given(texts)
def test_case_does_not_matter(text):
    assert index_words(fold(text)) == index_words(fold(text).upper().lower())


@small
@given(st.lists(st.text("abcdeéèœç", min_size=1, max_size=12), min_size=1, max_size=8))
def test_a_text_is_found_by_its_own_words(written):
    text = " ".join(written)
    stored = set(index_words(text))

    assert all(stored.intersection(word.stems) for word in query_words(text))


@small
@given(words, words)
def test_neighbours_share_a_deletion(a, b):
    assert not within_one_edit(a, b) or deletions(a) & deletions(b)


@small
@given(words, st.data())
def test_one_edit_is_recognised(word, data):
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdez"))

    for edited in (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    ):
        assert within_one_edit(word, edited)
