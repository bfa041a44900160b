"""The lemma of each form: a dictionary's, mended, and spellings joined that the corpus shows to be one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from simplemma import Lemmatizer, is_known

from civiscope.corpus.characters import unaccented
from civiscope.corpus.lexicons import has_list, read_lines
from civiscope.errors import InputError

DOMINANCE = 3
"""How many times as frequent a spelling must be for an unknown one to be taken for it."""

_lemmatizer = Lemmatizer(cache_max_size=0)


def check_language(language: str) -> None:
    """Raise InputError unless the lemmatiser knows the language."""
    try:
        _answer("a", language)
    except ValueError as error:
        raise InputError(
            f"Expected the code of a language that simplemma knows (fr, en, de…), got {language!r}."
        ) from error


def lemmatise(forms: Iterable[str], *, language: str) -> dict[str, str]:
    """Return the lemma of each folded form.

    Parameters
    ----------
    forms : iterable of str
        Folded forms of words.
    language : str
        ISO 639-1 code of a language that simplemma knows ("fr", "en", "de"…).

    Returns
    -------
    dict of str to str
        The published list ``lemmas-LANGUAGE.txt`` first; then the singular, where a plural in -s
        or -x has one that is its own lemma ("taxes" is "taxe", not "taxer"); then the lemmatiser's
        answer, asked again of its answer until it stays ("respectées", "respecté", "respecter").
        A form with a digit is its own lemma.

    Examples
    --------
    >>> from civiscope.corpus.lemmas import lemmatise
    >>> lemmatise(["taxes", "respectées", "élus", "80"], language="fr")
    {'taxes': 'taxe', 'respectées': 'respecter', 'élus': 'élu', '80': '80'}
    """
    mended = _exceptions(language)
    return {form: mended.get(form) or _lemma(form, language, mended) for form in forms}


@cache
def _exceptions(language: str) -> Mapping[str, str]:
    name = f"lemmas-{language}.txt"
    lines = read_lines(name) if has_list(name) else ()
    return {form: lemma for form, lemma in (line.split() for line in lines)}


def _lemma(form: str, language: str, mended: Mapping[str, str]) -> str:
    if not any(letter.isalpha() for letter in form) or form[0].isdigit():
        return form
    singular = form[:-1]
    if form[-1] in "sx" and len(form) > 3 and _answer(singular, language) == singular:  # noqa: PLR2004
        if is_known(singular, language):
            return mended.get(singular, singular)
    seen = [form]
    while (answer := _answer(seen[-1], language)) not in seen:
        seen.append(answer)
    return mended.get(seen[-1], seen[-1])


def _answer(form: str, language: str) -> str:
    return _lemmatizer.lemmatize(form, language).lower()


def respell(tokens: Mapping[str, int], *, language: str) -> dict[str, str]:
    """Join spellings that differ by accents and hyphens only, where the corpus leaves no doubt.

    Parameters
    ----------
    tokens : mapping of str to int
        How often each folded form occurs.
    language : str
        ISO 639-1 code of a language that simplemma knows.

    Returns
    -------
    dict of str to str
        For each form that is respelled, the one it is taken for: the most frequent with the same
        letters, where the form is in no dictionary, the other is `DOMINANCE` times as frequent,
        and so it is beside any third that has another lemma.

    Examples
    --------
    >>> from civiscope.corpus.lemmas import respell
    >>> respell({"impots": 9, "impôts": 90, "marche": 9, "marché": 90}, language="fr")
    {'impots': 'impôts'}
    """
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for form, count in tokens.items():
        groups[_skeleton(form)].append((-count, form))
    joined = {}
    for group in groups.values():
        if len(group) > 1:
            joined.update(_joined(sorted(group), language))
    return joined


def _skeleton(form: str) -> str:
    return unaccented(form).replace("-", "").replace("'", "")


def _joined(group: list[tuple[int, str]], language: str) -> dict[str, str]:
    """Return what the spellings of one group are taken for; the most frequent comes first."""
    (most, best), *others = group
    rivals = [form for count, form in others if -count * DOMINANCE > -most]
    lemma = _answer(best, language)
    if any(is_known(form, language) and _answer(form, language) != lemma for form in rivals):
        return {}
    return {
        form: best
        for count, form in others
        if -count * DOMINANCE <= -most and not is_known(form, language)
    }
