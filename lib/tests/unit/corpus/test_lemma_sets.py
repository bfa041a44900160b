import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.corpus.forms import count_forms
from civiscope.corpus.lemma_sets import (
    find_spans,
    gather_sets,
    label_tokens,
    lemma_sets,
    merge_negation,
    rank_mentions,
)
from civiscope.corpus.segmentation import segment
from civiscope.corpus.vocabulary import build_vocabulary

FRENCH = [
    # After the word of negation, the first lemma only.
    ("Ne pas supprimer l'ISF", "¬supprimer isf"),
    ("pas de nouvelles taxes sur le travail", "¬nouveau taxe travail"),
    ("sans augmentation des impôts", "¬augmentation impôt"),
    ("jamais de taxe, aucun impôt", "¬taxe ¬impôt"),
    ("ni impôt ni taxe", "¬impôt ¬taxe"),
    ("rien ne change", "¬changer"),
    # Between *ne* and the word that closes.
    ("la loi ne protège pas les citoyens", "loi ¬protéger citoyen"),
    ("il n'écoutait plus le peuple", "¬écouter peuple"),
    ("on ne respecte réellement jamais la loi", "¬respecter loi"),
    ("ne protège plus, pas d'impôt", "¬protéger ¬impôt"),
    ("ne pas ne pas supprimer", "¬supprimer"),
    # *Plus* adds where there is no *ne*.
    ("plus de taxes", "taxe"),
    ("il ne faut plus de taxes", "¬taxe"),
    ("ne que les taxes", "taxe"),
    # *Non* takes its neighbour, or what follows "non à".
    ("non au nucléaire", "¬nucléaire"),
    ("non à la privatisation", "¬privatisation"),
    ("non respect de la loi", "¬respect loi"),
    ("non il faut une loi", "loi"),
    ("Non, une loi", "loi"),
    # Where it ends.
    ("pas, la taxe", "taxe"),
    ("ne protège (la loi) pas", "protéger loi"),
    ("pas seulement la taxe", "taxe"),
    ("pas le la les un une des du taxe", "taxe"),
    ("ne protège le la les un une des pas le peuple", "protéger ¬peuple"),
    ("pas", ""),
]
ENGLISH = [
    ("do not raise taxes", "¬raise tax"),
    ("don't close our school", "¬close school"),
    ("never without a school", "¬school"),
    ("not only the school", "school"),
]


def build(texts, language):
    counts = count_forms(pa.array(texts))
    return build_vocabulary(counts, language=language, min_documents=1, min_form_documents=1)


@pytest.mark.parametrize(
    ("language", "cases"), [("fr", FRENCH), ("en", ENGLISH)], ids=["french", "english"]
)
def test_negation_has_its_scope(engine, language, cases):
    texts = [text for text, _ in cases]
    vocabulary = build(texts, language)
    tokens = segment(pa.array(texts))

    labels = label_tokens(tokens, vocabulary)

    rows = np.split(labels, tokens.indptr[1:-1])
    found = [" ".join(vocabulary.entries[i] for i in row if i >= 0) for row in rows]
    assert found == [expected for _, expected in cases]


def test_merged_negation_gives_plain_lemmas():
    texts = [text for text, _ in FRENCH]
    vocabulary = build(texts, "fr")
    tokens = segment(pa.array(texts))

    merged = label_tokens(tokens, vocabulary, negation="merged")

    kept = label_tokens(tokens, vocabulary)
    assert merged.tolist() == [
        label % vocabulary.n_lemmas if label >= 0 else -1 for label in kept.tolist()
    ]


def test_lemma_sets_are_sorted_and_each_once(engine):
    texts = ["taxe impôt TAXE loi, 👍 12", "", "le la", "impôts", "pas de taxe, taxe"]
    vocabulary = build(texts, "fr")

    sets = lemma_sets(pa.array(texts), vocabulary)

    assert vocabulary.lemmas.to_pylist() == ["12", "impôt", "loi", "taxe"]
    assert sets.indptr.tolist() == [0, 4, 4, 4, 5, 7]
    assert sets.indices.tolist() == [0, 1, 2, 3, 1, 3, 7]
    assert sets.n_tokens.tolist() == [5, 0, 2, 1, 4]
    assert sets.n_entries == 8


@pytest.mark.parametrize("merged", [False, True])
def test_entries_are_ranked_by_their_first_mention(engine, merged):
    texts = ["taxe impôt TAXE loi, 👍 12", "", "le la", "impôts", "pas de taxe, taxe, impôt"]
    vocabulary = build(texts, "fr")
    tokens = segment(pa.array(texts))
    labels = label_tokens(tokens, vocabulary)
    labels = merge_negation(labels, vocabulary) if merged else labels

    sets = gather_sets(tokens, labels, vocabulary)
    ranks = rank_mentions(tokens, labels, sets)

    named = [
        " ".join(vocabulary.entries[entry] for _, entry in sorted(zip(*part, strict=True)))
        for part in zip(
            np.split(ranks, sets.indptr[1:-1]),
            np.split(sets.indices, sets.indptr[1:-1]),
            strict=True,
        )
    ]
    last = "taxe impôt" if merged else "¬taxe taxe impôt"
    assert named == ["taxe impôt loi 12", "", "", "impôt", last]


def test_long_texts_are_sorted_too(engine):
    words = [f"mot{i}" for i in range(300)]
    vocabulary = build(words, "fr")

    sets = lemma_sets(pa.array([" ".join(reversed(words)), "mot7", "mot2 mot1"]), vocabulary)

    lemmas = vocabulary.lemmas.to_pylist()
    assert sets.indices[:300].tolist() == list(range(300))
    assert [lemmas[i] for i in sets.indices[300:]] == ["mot7", "mot1", "mot2"]


def test_no_text_has_no_set():
    sets = lemma_sets(pa.array([], pa.string()), build(["taxe"], "fr"))

    assert (sets.indptr.tolist(), sets.indices.tolist(), sets.n_tokens.tolist()) == ([0], [], [])


def test_spans_are_where_entries_stand():
    texts = ["Été", "Taxe, pas de taxe : TAXÉ", "taxes"]
    vocabulary = build(texts, "fr")
    tokens = segment(pa.array(texts))
    taxe = vocabulary.entries.index("taxe")

    spans = find_spans(tokens, label_tokens(tokens, vocabulary), [taxe, taxe + vocabulary.n_lemmas])

    found = [texts[row].encode()[start:end].decode() for row, start, end in spans.tolist()]
    assert found == ["Taxe", "taxe", "taxes"]
    assert find_spans(tokens, label_tokens(tokens, vocabulary), []).shape == (0, 3)


WORDS = st.sampled_from(["ne", "pas", "plus", "non", "à", "taxe", "loi", ",", "le", "mais", "zut"])
TEXTS = st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=6)
VOCABULARY = build(["taxe loi"], "fr")


@settings(max_examples=100, deadline=None, derandomize=True)
@given(TEXTS, st.integers(0, 6))
def test_sets_do_not_depend_on_batches(texts, cut):
    whole = lemma_sets(pa.array(texts, pa.string()), VOCABULARY)

    parts = [lemma_sets(pa.array(t, pa.string()), VOCABULARY) for t in (texts[:cut], texts[cut:])]

    for name in ("indices", "n_tokens"):
        joined = np.concatenate([getattr(part, name) for part in parts])
        assert joined.tolist() == getattr(whole, name).tolist()
    rows = np.concatenate([np.diff(part.indptr) for part in parts])
    assert rows.tolist() == np.diff(whole.indptr).tolist()
