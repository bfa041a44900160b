import pickle

import numpy as np
import pyarrow as pa
import pytest

from civiscope.corpus.forms import count_forms, merge_counts
from civiscope.corpus.lexicons import has_list, read_sections
from civiscope.corpus.vocabulary import (
    build_vocabulary,
    negation_roles,
    stop_words,
    vocabulary_from_tables,
)
from civiscope.errors import InputError

TEXTS = [
    "Supprimer la CSG et les impôts.",
    "La CSG, l'impot et la France",
    "les impôts en France ; non à l'impôt",
    "Démocratie 5 10",
    "Paris et la democratie, à Paris",
    "États-Unis, aux États-Unis",
    "rareté",
]


def build(texts=TEXTS, **options):
    options = {"language": "fr", "min_documents": 1, "min_form_documents": 1, **options}
    return build_vocabulary(count_forms(pa.array(texts)), **options)


def test_vocabulary_has_lemmas_in_the_order_of_their_bytes():
    vocabulary = build()

    assert vocabulary.lemmas.to_pylist() == [
        *("10", "csg", "démocratie", "france", "impôt", "paris", "rareté"),
        *("supprimer", "états-unis"),
    ]
    assert vocabulary.documents.tolist() == [1, 2, 2, 2, 4, 1, 1, 1, 1]
    assert vocabulary.tokens.tolist() == [1, 2, 2, 2, 4, 2, 1, 1, 2]
    assert vocabulary.entries[9:11] == ["¬10", "¬csg"]
    assert (vocabulary.n_lemmas, vocabulary.n_entries) == (9, 18)


def test_surfaces_are_as_people_write():
    vocabulary = build(TEXTS * 5)

    assert vocabulary.surfaces.to_pylist() == [
        *("10", "CSG", "democratie", "France", "impôts", "Paris", "rareté"),
        *("supprimer", "États-Unis"),
    ]


def test_few_capitals_make_no_name():
    vocabulary = build(["Les Élus. TAXES"] * 4)

    assert vocabulary.lemmas.to_pylist() == ["taxe", "élu"]
    assert vocabulary.surfaces.to_pylist() == ["taxes", "élus"]


def test_rare_lemmas_and_forms_are_left_out():
    vocabulary = build(min_documents=2, min_form_documents=2)

    assert vocabulary.lemmas.to_pylist() == ["csg", "france", "impôt"]
    assert vocabulary.forms.to_pylist() == ["csg", "france", "impôts"]


def test_default_keeps_lemmas_of_ten_texts():
    counts = count_forms(pa.array(["impôt", "taxe"] * 9 + ["impôts", "impôts"]))

    assert build_vocabulary(counts, language="fr").lemmas.to_pylist() == ["impôt"]


def test_vocabulary_does_not_depend_on_batches():
    texts = pa.array(TEXTS)
    parts = [count_forms(texts[4:]), count_forms(texts[:4])]

    merged = build_vocabulary(
        merge_counts(parts), language="fr", min_documents=1, min_form_documents=1
    )

    assert merged.lemma_table().equals(build().lemma_table())
    assert merged.form_table().equals(build().form_table())


def test_vocabulary_comes_back_from_its_tables():
    vocabulary = build()

    again = vocabulary_from_tables(vocabulary.lemma_table(), vocabulary.form_table(), language="fr")

    assert again.form_table().equals(vocabulary.form_table())
    assert again.lemma_table().equals(vocabulary.lemma_table())
    assert np.array_equal(again.keys, vocabulary.keys)
    assert np.array_equal(again.values, vocabulary.values)


def test_vocabulary_travels_between_processes():
    vocabulary = build()

    again = pickle.loads(pickle.dumps(vocabulary))  # noqa: S301 - our own bytes

    assert again.lemma_table().equals(vocabulary.lemma_table())


def test_only_stop_words_leave_an_empty_vocabulary():
    vocabulary = build(["le la les", "il faut être"])

    assert (vocabulary.n_lemmas, vocabulary.entries) == (0, [])


def test_english_has_its_own_lists():
    vocabulary = build(["We should not raise taxes", "the tax"], language="en")

    assert vocabulary.lemmas.to_pylist() == ["raise", "tax"]


def test_language_without_lists_keeps_every_word():
    vocabulary = build(["die Häuser und die Städte"], language="de")

    assert vocabulary.lemmas.to_pylist() == ["der", "haus", "stadt", "und"]
    assert negation_roles("de") == {}


def test_unknown_language_is_refused():
    with pytest.raises(InputError, match="'xx'"):
        build(language="xx")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_of_negation_has_one_role(language):
    words = [word for words in read_sections(f"negation-{language}.txt").values() for word in words]

    assert sorted(words) == sorted(negation_roles(language))
    assert set(words) <= stop_words(language)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_language_has_its_lists(language):
    for purpose in ("stop", "negation", "lemmas", "non-answers"):
        assert has_list(f"{purpose}-{language}.txt")
