"""Whether a name that a language model gave may stand beside a theme.

What a model says is believed in nothing: whatever was written in the excerpts to sway it, an
answer passes these checks or is refused.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final

from civiscope.corpus import stems, tokens
from civiscope.corpus.lexicons import read_sections
from civiscope.errors import CiviscopeError
from civiscope.synthesis.naming import (
    NAME_WORDS,
    QUOTES,
    SENTENCE_WORDS,
    Asked,
    MachineName,
    Quote,
)

NAME_CHARACTERS: Final = 80
SENTENCE_CHARACTERS: Final = 320
QUOTE_CHARACTERS: Final = 300
QUOTE_WORDS: Final = 2
"""One word can be found in any text."""

# A count must come from the tables, so no name may hold one, even in words.
QUANTITIES: Final = frozenset(chain.from_iterable(read_sections("quantities.txt").values()))
# Quotes stand in the quotes, where they are compared; markup, addresses and percents nowhere.
_FOREIGN: Final = re.compile(
    r"[«»\u2039\u203a“”\u201e\u201f\u2018\"<>{}\[\]\\|@#*_=~^`%‰]|://|www\."
)
_SPACES: Final = re.compile(r"[^\S\u00a0\u202f]+")
_TWO_SENTENCES: Final = re.compile(r"[.!?…]\s+\S")
# Models surround what they copy.
_AROUND: Final = ' \u00a0\u202f\n\t"«»“”…'


class NameRefused(CiviscopeError):
    """An answer that may not stand beside a theme; its message says why, and holds none of it."""


def read_name(content: str, asked: Asked, *, model: str, prompt: str) -> MachineName:
    """Read an answer of a language model.

    Parameters
    ----------
    content : str
        What it said: a JSON object, which a fence or thoughts may surround.
    asked : Asked
        The theme it was asked about.
    model, prompt : str
        What answered, and the hash of what it was sent.

    Returns
    -------
    MachineName
        Its quotes have the characters of the excerpts, where the model changed spaces or
        apostrophes.

    Raises
    ------
    NameRefused
        Where something of it does not pass.

    Examples
    --------
    >>> from civiscope.synthesis.name_checks import read_name
    >>> from civiscope.synthesis.naming import Asked
    >>> from civiscope.synthesis.results import Excerpt, Term
    >>> term = Term(lemma="gare", surface="gares", answers=9, chi_square=8.0, specificity=5.0)
    >>> said = Excerpt(contribution_id="a12", text="Rouvrir les gares !", is_random=False)
    >>> asked = Asked(theme_id="01", terms=(term,), excerpts=(said,))
    >>> answer = '{"name": "Petites gares", "sentence": "Ces réponses parlent de gares.", '
    >>> answer += '"quotes": [{"excerpt": 1, "text": "Rouvrir les gares"}]}'
    >>> read_name(answer, asked, model="m", prompt="").quotes
    (Quote(contribution_id='a12', text='Rouvrir les gares'),)
    """
    said = _object_in(content)
    name, sentence = _text_of(said, "name"), _text_of(said, "sentence")
    _check_length("name", name, words=NAME_WORDS, characters=NAME_CHARACTERS)
    _check_length("sentence", sentence, words=SENTENCE_WORDS, characters=SENTENCE_CHARACTERS)
    if _TWO_SENTENCES.search(sentence):
        raise NameRefused("the sentence is more than one")
    _check_characters(name + sentence)
    _check_quantities(f"{name} {sentence}", asked)
    quotes = tuple(dict.fromkeys(_quotes_of(said, asked)))
    _check_quotes(quotes, asked)
    return MachineName(
        theme_id=asked.theme_id,
        name=name,
        sentence=sentence,
        quotes=quotes,
        model=model,
        prompt=prompt,
    )


def _object_in(content: str) -> dict[str, Any]:
    """Return the JSON object of an answer, without the thoughts and the fence around it."""
    answer = content.rpartition("</think>")[2]
    start, end = answer.find("{"), answer.rfind("}")
    try:
        said: dict[str, Any] = json.loads(answer[start : end + 1])
    except (ValueError, RecursionError) as error:
        raise NameRefused("the answer is not a JSON object") from error
    return said


def _text_of(said: dict[str, Any], key: str) -> str:
    value = said.get(key)
    if not isinstance(value, str):
        raise NameRefused(f"the {key} is missing")
    return _SPACES.sub(" ", value).strip()


def _check_length(what: str, text: str, *, words: int, characters: int) -> None:
    if not any(character.isalpha() for character in text):
        raise NameRefused(f"the {what} is empty")
    if len(text.split()) > words or len(text) > characters:
        raise NameRefused(f"the {what} is too long")


def _check_characters(text: str) -> None:
    is_control = any(unicodedata.category(character)[0] == "C" for character in text)
    if is_control or _FOREIGN.search(text):
        raise NameRefused("the name or the sentence holds a quotation mark, an address or a sign")


def _check_quantities(text: str, asked: Asked) -> None:
    """Refuse figures and words of quantity, but those that are typical words."""
    typical = {token for term in asked.terms for token in tokens(term.surface)}
    for token in tokens(text):
        is_figure = any(character.isnumeric() for character in token)
        if (is_figure or token in QUANTITIES) and token not in typical:
            raise NameRefused("the name or the sentence holds a figure or a word of quantity")


# ------------------------------------------------------------------ quotes


def _quotes_of(said: dict[str, Any], asked: Asked) -> Iterator[Quote]:
    """Yield the quotes of an answer, in the characters of the excerpts that they were found in."""
    excerpts = {str(number): excerpt for number, excerpt in enumerate(asked.excerpts, start=1)}
    quotes = said.get("quotes")
    if not isinstance(quotes, list):
        raise NameRefused("the quotes are missing")
    for quote in quotes:
        if not isinstance(quote, dict) or not isinstance(quote.get("text"), str):
            raise NameRefused("a quote has no text")
        excerpt = excerpts.get(str(quote.get("excerpt")))
        if excerpt is None:
            raise NameRefused("a quote has not the number of an excerpt")
        found = _found(quote["text"].strip(_AROUND), excerpt.text)
        yield Quote(contribution_id=excerpt.contribution_id, text=found)


def _found(quote: str, text: str) -> str:
    """Return a quote as it stands in a text; its spaces and apostrophes may be other ones."""
    if not quote or len(quote) > QUOTE_CHARACTERS:
        raise NameRefused("a quote is empty or too long")
    words = (re.sub("['’]", "['’]", re.escape(word)) for word in quote.split())
    # No word is cut: what is possible must not be quoted out of what is impossible.
    before = r"(?<!\w)" if quote[0].isalnum() else ""
    after = r"(?!\w)" if quote[-1].isalnum() else ""
    found = re.search(before + r"\s+".join(words) + after, text)
    if found is None:
        raise NameRefused("a quote is not in its excerpt")
    if len(quote.split()) < QUOTE_WORDS and found.group() != text.strip(_AROUND):
        raise NameRefused("a quote is too short")
    return found.group()


def _check_quotes(quotes: tuple[Quote, ...], asked: Asked) -> None:
    if not 1 <= len(quotes) <= QUOTES:
        raise NameRefused(f"there are not one to {QUOTES} quotes")
    said = _stems(quote.text for quote in quotes)
    if said.isdisjoint(_stems(term.surface for term in asked.terms)):
        raise NameRefused("no quote holds a typical word")


def _stems(texts: Iterable[str]) -> set[str]:
    return {stem for text in texts for token in tokens(text) for stem in stems(token)}
