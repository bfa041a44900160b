"""How well answers say what codes are labelled."""

import numpy as np
import pyarrow as pa
import pytest

from civiscope.coding.codebook import Code, Codebook
from civiscope.coding.cues import list_cues
from civiscope.coding.matching import match_answers, weigh_words
from civiscope.corpus.forms import count_forms, merge_counts
from civiscope.corpus.lemma_sets import lemma_sets
from civiscope.corpus.vocabulary import build_vocabulary

FILLER = [f"il faut que la ville {word}" for word in ("aide", "écoute", "planifie", "répare")]


def matched(codes, answers, background=FILLER):
    """Match answers, those of the background counted with them but not returned."""
    book = Codebook(codes=tuple(codes))
    cues = list_cues(book, language="fr")
    texts = pa.array([cue.text for cue in cues], pa.large_string())
    every = pa.array([*answers, *background], pa.large_string())
    vocabulary = build_vocabulary(
        merge_counts([count_forms(every), count_forms(texts)]),
        language="fr",
        min_documents=1,
        min_form_documents=1,
        has_stop_words=True,
    )
    sets = lemma_sets(texts, vocabulary, negation="merged")
    words = weigh_words(book, cues, sets, vocabulary, n_answers=len(every))
    return match_answers(words, lemma_sets(every, vocabulary, negation="merged"))[: len(answers)]


def labelled(*labels):
    return [Code(code=f"c{number}", label=label) for number, label in enumerate(labels)]


def test_an_answer_matches_the_label_it_says_whatever_the_forms():
    match = matched(labelled("Les impôts locaux", "Les transports"), ["Baisser l'IMPÔT local"])

    assert match[0, 0] > 0.3
    assert match[0, 1] == 0


def test_the_more_of_a_label_an_answer_has_the_better_it_matches():
    codes = labelled("Réduire le nombre de députés", "Transports")

    whole, half, none = matched(codes, ["réduire nombre députés", "les députés", "les sénateurs"])

    assert whole[0] > half[0] > none[0] == 0


def test_codes_share_a_word_that_both_have():
    alone = matched(labelled("Référendum", "Transports"), ["un référendum"])[0, 0]

    shared = matched(labelled("Référendum", "Référendum local"), ["un référendum"])[0, 0]

    assert shared < alone


def test_a_word_that_everyone_says_counts_less():
    rare = matched(labelled("Élus", "Vélos"), ["les élus"])[0, 0]

    common = matched(labelled("Élus", "Vélos"), ["les élus"], ["élus et villes"] * 50)[0, 0]

    assert common < rare


def test_a_long_answer_is_less_about_the_label_than_a_short_one():
    long = "référendum " + " ".join(f"mot{'a' * number}" for number in range(20))

    short_match, long_match = matched(labelled("Référendum", "Vélos"), ["référendum", long])[:, 0]

    assert long_match == pytest.approx(short_match * 8 / 21)


def test_words_of_grammar_count_in_a_label_that_has_no_others():
    match = matched(labelled("Oui", "Non, pas d'accord"), ["oui", "d'accord"])

    assert match[0, 0] > 0.3
    assert match[1, 0] == 0
    assert match[1, 1] > 0


def test_an_expression_matches_where_all_its_words_are_and_only_there():
    code = Code(code="a", label="Démocratie directe", expressions=("initiative citoyenne", "RIC"))

    match = matched([code], ["une initiative vraiment citoyenne", "le RIC", "une initiative"])

    assert match[:, 0].tolist() == [1, 1, 0]


def test_an_expression_whose_words_are_unknown_matches_nothing():
    code = Code(code="a", label="Eau", expressions=("zygomatique", "!"))

    assert matched([code], ["du pain", ""])[:, 0].tolist() == [0, 0]


def test_an_example_is_matched_like_a_label():
    codes = [Code(code="a", label="Sobriété", examples=("éteindre les lampadaires",))]

    match = matched([*codes, Code(code="b", label="Vélos")], ["éteindre lampadaires", "marcher"])

    assert match[0, 0] > 0.3
    assert match[1, 0] == 0


def test_a_label_without_any_word_matches_nothing():
    assert matched(labelled("!", "Vélos"), ["oui ?"]).tolist() == [[0, 0]]


def test_no_answers_have_no_matches():
    assert matched(labelled("Vélos"), []).shape == (0, 1)


def test_matches_do_not_depend_on_the_answers_beside_them():
    codes = labelled("Réduire le nombre de députés", "Transports en commun", "Les élus")
    answers = [f"{'députés ' * (number % 2)}transports {number} élus" for number in range(9_000)]
    book = Codebook(codes=tuple(codes))
    cues = list_cues(book, language="fr")
    texts = pa.array([cue.text for cue in cues], pa.large_string())
    every = pa.array(answers, pa.large_string())
    vocabulary = build_vocabulary(
        merge_counts([count_forms(every), count_forms(texts)]),
        language="fr",
        min_documents=1,
        has_stop_words=True,
    )
    sets = lemma_sets(texts, vocabulary, negation="merged")
    words = weigh_words(book, cues, sets, vocabulary, n_answers=len(every))

    together = match_answers(words, lemma_sets(every, vocabulary, negation="merged"))
    parts = [
        match_answers(words, lemma_sets(part, vocabulary, negation="merged"))
        for part in (every[:17], every[17:8_500], every[8_500:])
    ]

    assert np.array_equal(together, np.concatenate(parts))
