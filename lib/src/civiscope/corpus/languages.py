"""Whether texts are in the language they are said to be in."""

from collections.abc import Mapping

from simplemma import is_known

from civiscope.corpus.forms import FormCounts
from civiscope.errors import InputError

MOST_FREQUENT = 1_000
"""Forms that are looked up: most of what is written, in any language."""

FEWEST_TOKENS = 500
"""Words from which a share of them tells a language."""

LIKELY = ("fr", "en", "de", "es", "it", "nl", "pt")
"""Languages that texts are tried in, once they are not in the one they are said to be in."""


def known_share(tokens: Mapping[str, int], *, language: str) -> float:
    """Return the share of the words that the dictionary of a language knows.

    Parameters
    ----------
    tokens : mapping of str to int
        How often each folded form occurs, at least one.
    language : str
        ISO 639-1 code of a language that simplemma knows.

    Returns
    -------
    float
        In [0, 1], of the occurrences of the `MOST_FREQUENT` forms. Nine tenths for answers of the
        Grand débat in French, and for English prose in English; about half at most for either in
        another language.

    Examples
    --------
    >>> from civiscope.corpus.languages import known_share
    >>> words = {"les": 9, "citoyens": 3, "veulent": 2, "voter": 6}
    >>> known_share(words, language="fr"), known_share(words, language="de")
    (1.0, 0.6)
    """
    ranked = sorted(tokens.items(), key=lambda item: (-item[1], item[0]))[:MOST_FREQUENT]
    known = sum(count for form, count in ranked if is_known(form, lang=language))
    return known / sum(count for _, count in ranked)


def check_texts(counts: FormCounts, *, language: str, least_percent: int) -> None:
    """Raise InputError where texts are hardly in the language they are said to be in.

    Parameters
    ----------
    counts : FormCounts
        Of all texts; fewer words than `FEWEST_TOKENS` tell nothing.
    language : str
        The language they are said to be in.
    least_percent : int
        Percentage of their words that its dictionary must know.
    """
    words = zip(counts.forms.to_pylist(), counts.tokens.tolist(), strict=True)
    tokens = {form: count for form, count in words if not form[0].isdigit()}
    if sum(tokens.values()) < FEWEST_TOKENS:
        return
    percent = round(100 * known_share(tokens, language=language))
    if percent >= least_percent:
        return
    shares = {other: known_share(tokens, language=other) for other in LIKELY}
    best = max(shares, key=lambda other: shares[other])
    raise InputError(
        f"Expected texts in the language {language}, whose dictionary knows {percent} % of their "
        f"words; that of {best} knows {round(100 * shares[best])} %. Give their language with "
        "--language; if it is right, set known_percent = 0 in the file of settings."
    )
