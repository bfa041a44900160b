"""The lemma of each form: a dictionary's, mended; and what spellings are joined."""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache

from simplemma import Lemmatizer, is_known

from civiscope.corpus.characters import unaccented
from civiscope.corpus.lexicons import has_list, read_lines
from civiscope.errors import InputError

DOMINANCE = 3
"""How many times as frequent a spelling must be for an unknown one to be taken for it."""

SINGULAR_SHARE = 0.2
"""How frequent a singular must be beside an unknown plural: "corp" is a slip for "corps"."""

SHORTEST_PLURAL = 4
"""Characters from which a form in -s or -x can be a plural."""

_ASKED_TWICE = frozenset({"fr"})
"""In German the same would take "Häuser" through "haus" to the verb "hausen"."""

_lemmatizer = Lemmatizer(cache_max_size=0)


def check_language(language: str) -> None:
    """Raise InputError unless the lemmatiser knows the language."""
    try:
        _answer("a", language)
    except ValueError as error:
        raise InputError(
            f"Expected the code of a language that simplemma knows (fr, en, de…), got {language!r}."
        ) from error


def lemmatise(
    tokens: Mapping[str, int], *, language: str, names: AbstractSet[str] = frozenset()
) -> dict[str, str]:
    """Return the lemma of each folded form.

    Parameters
    ----------
    tokens : mapping of str to int
        How often each folded form occurs in the corpus.
    language : str
        ISO 639-1 code of a language that simplemma knows ("fr", "en", "de"…).
    names : set of str, optional
        Forms that are names or acronyms, which only the published list changes: "Paris" is no
        "pari".

    Returns
    -------
    dict of str to str
        The published list ``lemmas-LANGUAGE.txt`` first; then the singular, where a plural in -s
        or -x has one that is its own lemma ("taxes" is "taxe", not "taxer") or, being in no
        dictionary, one that is no rarer than `SINGULAR_SHARE` of it ("incivilités"); then the
        lemmatiser's answer, in French asked again of its answer ("respectées", "respecté",
        "respecter"). A form that begins with a digit is its own lemma.

    Examples
    --------
    >>> from civiscope.corpus.lemmas import lemmatise
    >>> lemmatise({"taxes": 5, "respectées": 2, "élus": 9, "80": 7}, language="fr")
    {'taxes': 'taxe', 'respectées': 'respecter', 'élus': 'élu', '80': '80'}
    """
    mended = _mended(language)
    return {
        form: mended.get(form)
        or (form if form in names else _lemma(form, tokens, language, mended))
        for form in tokens
    }


@cache
def _mended(language: str) -> Mapping[str, str]:
    name = f"lemmas-{language}.txt"
    lines = read_lines(name) if has_list(name) else ()
    return {form: lemma for lemma, _, forms in map(_split, lines) for form in forms.split()}


def _split(line: str) -> tuple[str, str, str]:
    return line.partition(":")


def _lemma(form: str, tokens: Mapping[str, int], language: str, mended: Mapping[str, str]) -> str:
    if form[0].isdigit():
        return form
    singular = _singular(form, tokens, language)
    lemma = _answer(singular, language)
    if language in _ASKED_TWICE:
        lemma = _answer(lemma, language)
    return mended.get(singular) or mended.get(lemma, lemma)


def _singular(form: str, tokens: Mapping[str, int], language: str) -> str:
    """Return what a plural in -s or -x is the plural of, or the form itself."""
    singular = form[:-1]
    if form[-1] not in "sx" or len(form) < SHORTEST_PLURAL:
        return form
    if is_known(form, language):
        is_lemma = is_known(singular, language) and _answer(singular, language) == singular
        return singular if is_lemma else form
    return singular if tokens.get(singular, 0) > SINGULAR_SHARE * tokens[form] else form


def _answer(form: str, language: str) -> str:
    return _lemmatizer.lemmatize(form, language).lower()


def respell(tokens: Mapping[str, int], *, language: str) -> dict[str, str]:
    """Join spellings that differ by accents and hyphens only, where there is no doubt.

    Parameters
    ----------
    tokens : mapping of str to int
        How often each folded form occurs.
    language : str
        ISO 639-1 code of a language that simplemma knows.

    Returns
    -------
    dict of str to str
        For each form that is respelled, the one it is taken for. That is the most frequent one
        with the same letters that a dictionary has; the form is in no dictionary, or there only
        as a spelling of the other, and is not more frequent. Where no dictionary has any, the
        most frequent one must be `DOMINANCE` times as frequent. Nothing is joined where a second
        one, more than 1 / `DOMINANCE` times as frequent, has another lemma.

    Examples
    --------
    >>> from civiscope.corpus.lemmas import respell
    >>> respell({"impots": 9, "impôts": 90, "marche": 9, "marché": 90}, language="fr")
    {'impots': 'impôts'}
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for form in tokens:
        groups[_skeleton(form)].append(form)
    joined = {}
    for group in groups.values():
        if len(group) > 1:
            joined.update(_joined(group, tokens, language))
    return joined


def _skeleton(form: str) -> str:
    return unaccented(form).replace("-", "").replace("'", "")


def _joined(group: list[str], tokens: Mapping[str, int], language: str) -> dict[str, str]:
    """Return what the spellings of one group are taken for."""
    known = {form for form in group if is_known(form, language)}
    best, *others = sorted(group, key=lambda form: (form not in known, -tokens[form], form))
    lemma, ratio = _answer(best, language), 1 if best in known else DOMINANCE
    if any(
        tokens[form] * DOMINANCE > tokens[best] and _answer(form, language) != lemma
        for form in known - {best}
    ):
        return {}
    return {
        form: best
        for form in others
        if tokens[form] * ratio <= tokens[best]
        and (form not in known or _is_misspelt(form, lemma, language))
    }


def _is_misspelt(form: str, lemma: str, language: str) -> bool:
    """Tell whether the dictionary has a form as another spelling of its lemma: "etat"."""
    answer = _answer(form, language)
    return answer == lemma != form and _skeleton(answer) == _skeleton(form)
