"""The wordings by which codes are recognised: labels, expressions, examples."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from civiscope.coding.codebook import Code, Codebook
from civiscope.corpus.lexicons import has_list, read_phrases
from civiscope.corpus.words import tokens

Kind = Literal["label", "expression", "example"]
Residual = Literal["other", "none"]

_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A wording by which a code is recognised.

    Attributes
    ----------
    code : str
        The code.
    kind : {"label", "expression", "example"}
        An answer may say a label or an example in part; an expression is there or not.
    text : str
        The wording.
    """

    code: str
    kind: Kind
    text: str


def list_cues(codebook: Codebook, *, language: str) -> tuple[Cue, ...]:
    """List the wordings by which the codes of a codebook are recognised.

    Parameters
    ----------
    codebook : Codebook
        The codes.
    language : str
        ISO 639-1 code of the answers; the label in that language, where the code has one, is the
        one that counts.

    Returns
    -------
    tuple of Cue
        In the order of the codes. A residual code has none but its expressions; a code that only
        holds others has none.

    Examples
    --------
    >>> from civiscope.coding.codebook import Code, Codebook
    >>> from civiscope.coding.cues import list_cues
    >>> book = Codebook(codes=(Code(code="a", label="Oui (sans précision)", expressions=("ok",)),))
    >>> [(cue.kind, cue.text) for cue in list_cues(book, language="fr")]
    [('label', 'Oui '), ('expression', 'ok')]
    """
    codes = (code for code in codebook.codes if code.is_codable)
    return tuple(cue for code in codes for cue in _cues(code, codebook, language))


def _cues(code: Code, codebook: Codebook, language: str) -> Iterator[Cue]:
    if residual_kind(code, codebook, language=language) is None:
        label = code.labels.get(language, code.label)
        yield Cue(code=code.code, kind="label", text=_without_remarks(label, language))
    for text in code.expressions:
        yield Cue(code=code.code, kind="expression", text=text)
    for text in code.examples:
        yield Cue(code=code.code, kind="example", text=text)


def residual_kind(code: Code, codebook: Codebook, *, language: str) -> Residual | None:
    """Tell whether a code holds what no other does.

    Parameters
    ----------
    code : Code
        A code; one that has parts is never residual.
    codebook : Codebook
        Its codebook.
    language : str
        ISO 639-1 code; what residual labels say is in the published list
        ``code-labels-LANGUAGE.txt``.

    Returns
    -------
    "other", "none" or None
        For answers that no other code has, for those that answer nothing, or neither.

    Examples
    --------
    >>> from civiscope.coding.codebook import Code, Codebook
    >>> from civiscope.coding.cues import residual_kind
    >>> book = Codebook(codes=(Code(code="a", label="Non-réponses"), Code(code="b", label="RIC")))
    >>> [residual_kind(code, book, language="fr") for code in book.codes]
    ['none', None]
    """
    if codebook.children(code.code):
        return None
    said = tokens(code.labels.get(language, code.label))
    for kind in ("none", "other"):
        if any(_says(said, phrase) for phrase in _phrases(kind, language)):
            return kind
    return None


def _says(said: list[str], phrase: str) -> bool:
    sought = tokens(phrase)
    if len(sought) == 1:
        return said == sought
    return any(said[at : at + len(sought)] == sought for at in range(len(said)))


def _phrases(section: str, language: str) -> tuple[str, ...]:
    name = f"code-labels-{language}.txt"
    return read_phrases(name)[section] if has_list(name) else ()


def _without_remarks(label: str, language: str) -> str:
    """Remove brackets that say something of the label, and nothing that an answer would say."""
    remarks = [tokens(phrase) for phrase in _phrases("unspecified", language)]
    return _BRACKETS.sub(lambda found: "" if tokens(found[0]) in remarks else found[0], label)
