"""The vocabulary of a corpus: what each form counts as, and what is left out."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civiscope.corpus import kernels
from civiscope.corpus.forms import FormCounts
from civiscope.corpus.lemmas import check_language, lemmatise, respell
from civiscope.corpus.lexicons import has_list, read_sections
from civiscope.corpus.segmentation import hash_forms, lookup_table

NEGATION_SIGN = "¬"
"""Stands before a lemma that is negated: "¬supprimer" is what "ne pas supprimer" says."""

MIN_FORM_DOCUMENTS = 2
"""A form of one text alone teaches nothing of its lemma, and such forms are half of them all."""

NAME_SHARE = 0.8
"""Share of the tokens inside sentences that begin with a capital, from which a form is a name."""

NAME_TOKENS = 5
"""Tokens, inside sentences for a name, from which capitals tell a name or an acronym."""

CAPITALISED_NOUNS = frozenset({"de", "lb"})
"""Languages in which a capital does not make a name."""

_ROLES = {
    "openers": kernels.OPENER,
    "negators": kernels.NEGATOR,
    "closers": kernels.CLOSER,
    "adjacent": kernels.ADJACENT,
    "links": kernels.LINK,
    "turns": kernels.TURN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What each form of a corpus counts as.

    Lemmas are numbered in the order of their bytes. Where negation is kept, the entry of the
    negated lemma i is ``n_lemmas + i``.

    Attributes
    ----------
    language : str
        ISO 639-1 code.
    lemmas : pyarrow.LargeStringArray, shape (n_lemmas,)
        The lemmas, in the order of their bytes.
    surfaces : pyarrow.LargeStringArray, shape (n_lemmas,)
        For each, its most frequent form as people write it ("impôts", "RIC", "France").
    documents : ndarray of int64, shape (n_lemmas,)
        Texts with each form of the lemma, added up: a text with two forms counts twice.
    tokens : ndarray of int64, shape (n_lemmas,)
        Tokens of the lemma, negated or not.
    forms : pyarrow.LargeStringArray, shape (n_forms,)
        The forms that count as a lemma, in the order of their bytes.
    form_lemmas : ndarray of int32, shape (n_forms,)
        The number of the lemma of each.
    form_tokens : ndarray of int64, shape (n_forms,)
        Tokens of each.
    keys : ndarray of uint64, shape (n_slots,)
        Hashes of the forms and of the words of negation, where the compiled loops find them.
    values : ndarray of int32, shape (n_slots,)
        For each slot its lemma and its role in negation, or -1.
    """

    language: str
    lemmas: Any
    surfaces: Any
    documents: NDArray[np.int64]
    tokens: NDArray[np.int64]
    forms: Any
    form_lemmas: NDArray[np.int32]
    form_tokens: NDArray[np.int64]
    keys: NDArray[np.uint64]
    values: NDArray[np.int32]

    @property
    def n_lemmas(self) -> int:
        """How many lemmas there are."""
        return len(self.lemmas)

    @property
    def n_entries(self) -> int:
        """How many entries there are: each lemma, plain then negated."""
        return 2 * len(self.lemmas)

    @property
    def entries(self) -> list[str]:
        """The name of each entry, length n_entries; a negated one begins with `NEGATION_SIGN`."""
        plain = self.lemmas.to_pylist()
        return [*plain, *(NEGATION_SIGN + lemma for lemma in plain)]

    def lemma_table(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return the lemmas as a pyarrow.Table: lemma, surface, documents, tokens."""
        columns = [self.lemmas, self.surfaces, pa.array(self.documents), pa.array(self.tokens)]
        return pa.table(columns, names=["lemma", "surface", "documents", "tokens"])

    def form_table(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return the forms as a pyarrow.Table: form, lemma, tokens."""
        lemmas = self.lemmas.take(pa.array(self.form_lemmas))
        columns = [self.forms, lemmas, pa.array(self.form_tokens)]
        return pa.table(columns, names=["form", "lemma", "tokens"])


def build_vocabulary(
    counts: FormCounts,
    *,
    language: str,
    min_documents: int = 10,
    min_form_documents: int = MIN_FORM_DOCUMENTS,
    has_stop_words: bool = False,
) -> Vocabulary:
    """Build the vocabulary of a corpus from the counts of its forms.

    Parameters
    ----------
    counts : FormCounts
        Of the whole corpus.
    language : str
        ISO 639-1 code of a language that simplemma knows. French and English have stop words,
        mended lemmas and negation.
    min_documents : int, optional
        Texts that must have a lemma, all its forms added up.
    min_form_documents : int, optional
        Texts that must have a form; rarer ones are not lemmatised.
    has_stop_words : bool, optional
        Whether words that only carry grammar are lemmas too ("oui" and "rien" may be answers).

    Returns
    -------
    Vocabulary
        The same whatever the batches that were counted and their order.

    Raises
    ------
    InputError
        Where the language is unknown.

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.forms import count_forms
    >>> from civiscope.corpus.vocabulary import build_vocabulary
    >>> counts = count_forms(pa.array(["L'impôt", "les impôts", "des impots", "impôts"]))
    >>> words = build_vocabulary(counts, language="fr", min_documents=2, min_form_documents=1)
    >>> words.lemmas.to_pylist(), words.documents.tolist()
    (['impôt'], [4])
    """
    check_language(language)
    usual = _usual_forms(counts, min_form_documents)
    left_out = frozenset[str]() if has_stop_words else stop_words(language)
    lemma_of = _telling_lemmas(usual, language, left_out)
    documents: dict[str, int] = defaultdict(int)
    for form, lemma in lemma_of.items():
        documents[lemma] += usual[form].documents
    kept = {form: lemma for form, lemma in lemma_of.items() if documents[lemma] >= min_documents}
    lemmas = sorted(set(kept.values()))
    shown = _surfaces(kept, usual)
    tables = (
        pa.table(
            {
                "lemma": pa.array(lemmas, pa.large_string()),
                "surface": pa.array([shown[lemma] for lemma in lemmas], pa.large_string()),
                "documents": pa.array([documents[lemma] for lemma in lemmas], pa.int64()),
            }
        ),
        pa.table(
            {
                "form": pa.array(sorted(kept), pa.large_string()),
                "lemma": pa.array([kept[form] for form in sorted(kept)], pa.large_string()),
                "tokens": pa.array([usual[form].tokens for form in sorted(kept)], pa.int64()),
            }
        ),
    )
    return vocabulary_from_tables(*tables, language=language)


def vocabulary_from_tables(
    lemma_table: Any,  # noqa: ANN401 - pyarrow has no types
    form_table: Any,  # noqa: ANN401 - pyarrow has no types
    *,
    language: str,
) -> Vocabulary:
    """Make a vocabulary again from the two tables it was published as.

    Parameters
    ----------
    lemma_table, form_table : pyarrow.Table
        As `Vocabulary.lemma_table` and `Vocabulary.form_table` return them.
    language : str
        ISO 639-1 code.

    Returns
    -------
    Vocabulary

    Examples
    --------
    >>> import pyarrow as pa
    >>> from civiscope.corpus.forms import count_forms
    >>> from civiscope.corpus.vocabulary import build_vocabulary, vocabulary_from_tables
    >>> words = build_vocabulary(count_forms(pa.array(["impôt"] * 10)), language="fr")
    >>> again = vocabulary_from_tables(words.lemma_table(), words.form_table(), language="fr")
    >>> again.lemmas.equals(words.lemmas), bool((again.keys == words.keys).all())
    (True, True)
    """
    lemmas = _strings(lemma_table, "lemma")
    numbers = {lemma: number for number, lemma in enumerate(lemmas.to_pylist())}
    forms = _strings(form_table, "form")
    owners = np.array([numbers[lemma] for lemma in form_table["lemma"].to_pylist()], np.int32)
    tokens = form_table["tokens"].to_numpy()
    keys, values = _slots(forms.to_pylist(), owners, language)
    return Vocabulary(
        language=language,
        lemmas=lemmas,
        surfaces=_strings(lemma_table, "surface"),
        documents=lemma_table["documents"].to_numpy(),
        tokens=np.bincount(owners, tokens, len(lemmas)).astype(np.int64),
        forms=forms,
        form_lemmas=owners,
        form_tokens=tokens,
        keys=keys,
        values=values,
    )


def stop_words(language: str) -> frozenset[str]:
    """Return the words that say nothing of the subject, with those of negation.

    Parameters
    ----------
    language : str
        ISO 639-1 code. A language without a published list has none.

    Returns
    -------
    frozenset of str

    Examples
    --------
    >>> from civiscope.corpus.vocabulary import stop_words
    >>> {"le", "pas", "faire"} <= stop_words("fr"), len(stop_words("de"))
    (True, 0)
    """
    lists = (f"stop-{language}.txt", f"negation-{language}.txt")
    return frozenset(
        word
        for name in lists
        if has_list(name)
        for words in read_sections(name).values()
        for word in words
    )


def negation_roles(language: str) -> dict[str, int]:
    """Return what the words of negation do, by word; empty for a language without a list."""
    name = f"negation-{language}.txt"
    sections = read_sections(name) if has_list(name) else {}
    return {word: role for section, role in _ROLES.items() for word in sections.get(section, ())}


@dataclass(frozen=True, slots=True)
class _Usage:
    """How a form is used, from `FormCounts`."""

    documents: int
    tokens: int
    capitals: int
    inside: int
    initials: int

    @property
    def is_acronym(self) -> bool:
        return self.tokens >= NAME_TOKENS and 2 * self.capitals > self.tokens

    @property
    def is_name(self) -> bool:
        return self.inside >= NAME_TOKENS and self.initials > NAME_SHARE * self.inside


def _usual_forms(counts: FormCounts, min_documents: int) -> dict[str, _Usage]:
    rows = np.flatnonzero(counts.documents >= min_documents)
    columns = (counts.documents, counts.tokens, counts.capitals, counts.inside, counts.initials)
    usages = map(_Usage, *(column[rows].tolist() for column in columns))
    return dict(zip(counts.forms.take(pa.array(rows)).to_pylist(), usages, strict=True))


def _telling_lemmas(
    usual: Mapping[str, _Usage], language: str, stop: frozenset[str]
) -> dict[str, str]:
    """Return the lemma of each form, but for stop words and lone characters."""
    tokens = {form: usage.tokens for form, usage in usual.items()}
    spelled = respell(tokens, language=language)
    names = _names(usual) if language not in CAPITALISED_NOUNS else frozenset()
    lemma_of = lemmatise(tokens, language=language, names=names)
    lemmas = {}
    for form in usual:
        spelling = spelled.get(form, form)
        lemma = lemma_of[spelling]
        if len(form) > 1 and stop.isdisjoint((form, spelling, lemma)):
            lemmas[form] = lemma
    return lemmas


def _names(usual: Mapping[str, _Usage]) -> frozenset[str]:
    return frozenset(form for form, usage in usual.items() if usage.is_acronym or usage.is_name)


def _surfaces(lemma_of: Mapping[str, str], usual: Mapping[str, _Usage]) -> dict[str, str]:
    """Return for each lemma its most frequent form, as it is mostly written."""
    best: dict[str, str] = {}
    for form in sorted(lemma_of, key=lambda form: (-usual[form].tokens, form)):
        best.setdefault(lemma_of[form], form)
    return {lemma: _written(form, usual[form]) for lemma, form in best.items()}


def _written(form: str, usage: _Usage) -> str:
    if usage.is_acronym:
        return form.upper()
    return "-".join(part.capitalize() for part in form.split("-")) if usage.is_name else form


def _slots(
    forms: list[str], owners: NDArray[np.int32], language: str
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    roles = negation_roles(language)
    values = dict.fromkeys(roles, 0)
    values |= {
        form: (lemma + 1) << kernels.ROLE_BITS
        for form, lemma in zip(forms, owners.tolist(), strict=True)
    }
    coded = [value | roles.get(form, kernels.PLAIN) for form, value in values.items()]
    return lookup_table(hash_forms(list(values)), np.array(coded, np.int32))


def _strings(table: Any, name: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    return table[name].cast(pa.large_string()).combine_chunks()
