"""The words under which French and English texts are indexed and sought.

Accents, case, plurals, gender, elision, hyphens and ligatures do not matter, and one typing error
is forgiven: a text and a query are reduced to the same words by the same functions. A text may mix
both languages and does not say which it is in, so every word gets the stems of both.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

import snowballstemmer

from civiscope.corpus.inflections import base_forms, fixed_forms
from civiscope.corpus.stopwords import STOP_WORDS

WORD_CHARACTERS = 64
"""Longer words are cut there, in texts and in queries alike; no word of either language is."""

QUERY_CHARACTERS = 500
"""What is read of a query, in characters; a search box is for a few words."""

QUERY_WORDS = 12
"""What is kept of a query, in words; each costs several look-ups."""

TYPO_CHARACTERS = 4
"""Shortest word in which a typing error is forgiven; below, too many words are neighbours."""

CACHED_WORDS = 65_536
"""Words whose stems are remembered; the vocabulary of a large corpus, some 20 MB."""

# Right and left quotation marks, modifier letter, grave and acute accents, prime, full width.
_APOSTROPHES = dict.fromkeys(map(ord, "’\u2018\u02bc`\u00b4\u2032\uff07"), "'")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "\u0131": "i"})

_NUMBER_SIGN = re.compile(r"\bn[°º](?:s\b)?|№", re.IGNORECASE)
_ELISION = re.compile(
    r"(?<!['\w])(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)'(?=\w)"
)
_POSSESSIVE = re.compile(r"(?<=\w)'s\b")
_COMPOUND = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")


class _Snowball(threading.local):
    """The stemmers, one of each for every thread: they keep their place in the word."""

    def __init__(self) -> None:
        self.french = snowballstemmer.stemmer("french")
        self.english = snowballstemmer.stemmer("english")


_snowball = _Snowball()


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of a query; a text answers it that has one of its stems.

    Attributes
    ----------
    text : str
        The word as typed, folded; what typing errors are counted from.
    stems : tuple of str
        The forms to seek, any of which will do: those of the word, then those of the compounds
        it makes with its neighbours ("start up" finds "startup").
    """

    text: str
    stems: tuple[str, ...]


def fold(text: str) -> str:
    """Remove what people leave out when they type: accents, capitals, ligatures.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The text in compatibility decomposition (NFKD) without its accents, case-folded, with
        œ as oe, æ as ae, ß as ss, every apostrophe as ' and without invisible characters.
        Folding again changes nothing.

    Examples
    --------
    >>> from civiscope.corpus import fold
    >>> fold("L’Œuvre d'Évry")
    "l'oeuvre d'evry"
    """
    if text.isascii():
        return text.casefold().replace("`", "'")
    text = text.translate(_APOSTROPHES).translate(_INVISIBLE)
    # Case-folding can bring accents back (İ), and decomposition capitals (㎒).
    for _ in range(2):
        text = _unaccented(text).casefold()
    return _unaccented(text).translate(_LETTERS)


def _unaccented(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def tokens(text: str) -> list[str]:
    """Split a text into folded words.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str
        Its runs of letters and digits, in order, each cut at `WORD_CHARACTERS`. Elided words
        (l', d', qu', jusqu'…), the English 's and the sign n° are left out; "aujourd'hui" is one
        word, written aujourdhui.

    Examples
    --------
    >>> from civiscope.corpus import tokens
    >>> tokens("L'année des ronds-points, n°23 : Change.org")
    ['annee', 'des', 'ronds', 'points', '23', 'change', 'org']
    """
    return list(chain.from_iterable(_compounds(text)))


def _compounds(text: str) -> Iterator[list[str]]:
    """Yield the words of a text, those joined by hyphens together."""
    text = fold(_NUMBER_SIGN.sub(" ", text)).replace("aujourd'hui", "aujourdhui")
    text = _POSSESSIVE.sub("", _ELISION.sub("", text))
    for match in _COMPOUND.finditer(text):
        yield [part[:WORD_CHARACTERS] for part in re.split(r"[-\u2010\u2011]", match[0])]


@lru_cache(maxsize=CACHED_WORDS)
def stems(token: str) -> tuple[str, ...]:
    """List the forms under which a word is indexed and sought.

    Parameters
    ----------
    token : str
        A word from `tokens`.

    Returns
    -------
    tuple of str
        The word itself, then, sorted, its Snowball stems in French and English and those of the
        singular or masculine it may come from (see `civiscope.corpus.inflections`). A word with a
        digit has only itself.

    References
    ----------
    Porter, M. F. (2001). Snowball: a language for stemming algorithms.

    Examples
    --------
    >>> from civiscope.corpus import stems
    >>> stems("consultations")
    ('consultations', 'consult')
    >>> sorted(set(stems("directrices")) & set(stems("directeur")))
    ['directeur']
    """
    if not token.isalpha():
        return (token,)
    others = fixed_forms(token) or {
        _snowball.english.stemWord(token),
        *map(_snowball.french.stemWord, (token, *base_forms(token))),
    }
    return (token, *sorted(set(others) - {token}))


def index_words(text: str) -> list[str]:
    """List the words under which a text is found.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str
        The stems of every word in the order of the text, as often as they occur, and those of
        each compound in one word ("rond-point" is also found as "rondpoint").

    Examples
    --------
    >>> from civiscope.corpus import index_words
    >>> index_words("Les rond-points")
    ['les', 'le', 'rond', 'points', 'point', 'rondpoints', 'rondpoint']
    """
    found: list[str] = []
    for parts in _compounds(text):
        words = parts if len(parts) == 1 else [*parts, _joined(*parts)]
        found.extend(chain.from_iterable(map(stems, words)))
    return found


def query_words(text: str, limit: int = QUERY_WORDS) -> list[QueryWord]:
    """Read what someone typed in a search box.

    Parameters
    ----------
    text : str
        What was typed: read up to `QUERY_CHARACTERS`. Control characters, punctuation and
        operators separate words and mean nothing else.
    limit : int, optional
        Words kept at most.

    Returns
    -------
    list of QueryWord
        The words to seek, in order, each once, without those that only carry grammar, unless
        nothing else was typed. Empty where there is no letter and no digit.

    Examples
    --------
    >>> from civiscope.corpus import query_words
    >>> [word.text for word in query_words("le débat sur l'impôt")]
    ['debat', 'impot']
    >>> [word.text for word in query_words("la")]
    ['la']
    >>> query_words("")
    []
    """
    typed = tokens(text[:QUERY_CHARACTERS])
    telling = [word for word in typed if word not in STOP_WORDS] or typed
    kept = list(dict.fromkeys(telling))[:limit]
    compounds: dict[str, list[str]] = {word: [] for word in kept}
    for left, right in pairwise(typed):
        for word in {left, right} & compounds.keys():
            compounds[word].extend(stems(_joined(left, right)))
    return [
        QueryWord(word, tuple(dict.fromkeys((*stems(word), *compounds[word])))) for word in kept
    ]


def _joined(*parts: str) -> str:
    return "".join(parts)[:WORD_CHARACTERS]


def splits(word: str, shortest: int = 3) -> tuple[tuple[str, str], ...]:
    """List the pairs of words that were perhaps typed as one ("civictech").

    Parameters
    ----------
    word : str
        A word from `tokens`.
    shortest : int, optional
        Characters of each part at least.

    Returns
    -------
    tuple of (str, str)
        Every way to cut the word in two, from left to right; the caller keeps those whose parts
        it knows.

    Examples
    --------
    >>> from civiscope.corpus import splits
    >>> splits("civictech", shortest=4)
    (('civi', 'ctech'), ('civic', 'tech'))
    """
    cuts = range(shortest, len(word) - shortest + 1)
    return tuple((word[:cut], word[cut:]) for cut in cuts)


def deletions(word: str) -> frozenset[str]:
    """List a word and what is left of it when one character is missing.

    Two words at most one edit apart share one of these, so that an index of them finds the
    neighbours of a word without comparing it with all others; `within_one_edit` then tells which
    are real.

    Parameters
    ----------
    word : str
        A word from `tokens`.

    Returns
    -------
    frozenset of str
        The word alone when it is shorter than `TYPO_CHARACTERS` or has a digit: 2018 is not a
        typing error for 2019.

    References
    ----------
    Garbe, W. (2012). SymSpell: symmetric delete spelling correction.

    Examples
    --------
    >>> from civiscope.corpus import deletions
    >>> sorted(deletions("evry"))
    ['ery', 'evr', 'evry', 'evy', 'vry']
    >>> sorted(deletions("2019"))
    ['2019']
    """
    if len(word) < TYPO_CHARACTERS or not word.isalpha():
        return frozenset({word})
    return frozenset({word, *(word[:place] + word[place + 1 :] for place in range(len(word)))})


def within_one_edit(a: str, b: str) -> bool:
    """Tell whether two words differ by one typing error at most.

    Parameters
    ----------
    a, b : str
        The words.

    Returns
    -------
    bool
        True when they are equal, or when one character inserted, deleted or replaced, or two
        neighbours swapped, turn one into the other.

    References
    ----------
    Damerau, F. J. (1964). A technique for computer detection and correction of spelling errors.

    Examples
    --------
    >>> from civiscope.corpus import within_one_edit
    >>> within_one_edit("feraudi", "feraudy"), within_one_edit("bugdet", "budget")
    (True, True)
    >>> within_one_edit("budget", "projet")
    False
    """
    if abs(len(a) - len(b)) > 1:
        return False
    a, b = _without_common_start(a, b)
    a, b = _without_common_start(a[::-1], b[::-1])
    return max(len(a), len(b)) <= 1 or (len(a) == len("ab") and a == b[::-1])


def _without_common_start(a: str, b: str) -> tuple[str, str]:
    common = 0
    while common < min(len(a), len(b)) and a[common] == b[common]:
        common += 1
    return a[common:], b[common:]
