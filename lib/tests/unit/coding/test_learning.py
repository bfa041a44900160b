"""Codes learnt from what people coded."""

import numpy as np
import pyarrow as pa
import pytest

from civiscope.coding.learning import (
    FOLDS,
    deal_folds,
    learn_codes,
    measure_calibration_error,
    score_learnt,
)
from civiscope.corpus.forms import count_forms
from civiscope.corpus.lemma_sets import lemma_sets
from civiscope.corpus.vocabulary import build_vocabulary

TOLD = ("arbres et jardins", "impôts trop lourds", "bus et vélos", "la ville demain")


@pytest.fixture(scope="module")
def answers():
    """Give 200 answers, whether each is about trees, and whether it is about taxes."""
    texts = [f"{TOLD[number % 4]} rue{'abcde'[number % 5]}" for number in range(200)]
    values = [[number % 4 == 0, number % 4 == 1] for number in range(200)]
    return pa.array(texts, pa.large_string()), np.array(values, np.int8)


@pytest.fixture(scope="module")
def vocabulary(answers):
    return build_vocabulary(count_forms(answers[0]), language="fr", min_documents=1)


@pytest.fixture(scope="module")
def read(vocabulary):
    return lambda texts: lemma_sets(texts, vocabulary, negation="merged")


@pytest.fixture
def learn(answers, vocabulary, read):
    """Return a function that learns from given values."""

    def from_values(values, scores=None, texts=answers[0]):
        return learn_codes(
            read(texts),
            np.zeros(values.shape) if scores is None else scores,
            values,
            deal_folds([str(number) for number in range(len(values))]),
            documents=vocabulary.documents,
            n_documents=len(texts),
        )

    return from_values


def scored(learnt, read, texts, n_codes=2):
    return score_learnt(learnt, read(pa.array(texts)), np.zeros((len(texts), n_codes)))


def test_words_that_go_with_a_code_give_it_to_other_answers(answers, learn, read):
    learnt = learn(answers[1])

    trees, taxes = scored(learnt, read, ["des jardins", "impôts lourds"])
    assert trees[0] > 0.7
    assert trees[1] < 0.3
    assert taxes[0] < 0.3
    assert taxes[1] > 0.7


def test_each_code_has_a_bar_and_what_it_brings(answers, learn):
    learnt = learn(answers[1])

    assert [trial.given for trial in learnt.trials] == [50, 50]
    assert all(trial.precision == trial.recall == 1 for trial in learnt.trials)
    assert all(0.5 < trial.bar <= 1 for trial in learnt.trials)
    assert learnt.calibration_error < 0.05


def test_a_code_that_few_gave_is_left_to_its_label(answers, learn, read):
    values = answers[1].copy()
    values[16:, 1] = 0

    learnt = learn(values)

    assert learnt.codes.tolist() == [0]
    scores = score_learnt(learnt, read(pa.array(["impôts"])), np.array([[0.2, 0.4]]))
    assert scores[0, 1] == 0.4


def test_a_code_that_nearly_all_have_is_left_to_its_label(learn):
    assert learn(np.ones((200, 1), np.int8)).codes.tolist() == []


def test_nothing_learnt_leaves_scores_as_they_are(learn, read):
    learnt = learn(np.zeros((200, 2), np.int8))

    assert np.isnan(learnt.calibration_error)
    assert score_learnt(learnt, read(pa.array(["bus"])), np.array([[0.3, 0.1]])).tolist() == [
        [0.3, 0.1]
    ]


def test_what_nothing_contradicts_is_still_not_certain(answers, learn, read):
    assert scored(learn(answers[1]), read, ["arbres et jardins"])[0, 0] < 0.999


def test_open_answers_teach_nothing(answers, learn):
    values = answers[1].copy()
    values[::2, 0] = -1

    assert [trial.given for trial in learn(values).trials] == [50]


def test_scores_are_calibrated_where_words_tell_nothing(learn, read):
    rng = np.random.default_rng(3)
    values = (rng.random((200, 1)) < 0.3).astype(np.int8)
    texts = pa.array(["la ville"] * 200, pa.large_string())

    learnt = learn(values, texts=texts)

    assert scored(learnt, read, ["la ville"], n_codes=1)[0, 0] == pytest.approx(
        values.mean(), abs=0.01
    )


def test_the_score_of_a_label_counts_where_it_tells(answers, learn, read):
    labels = np.column_stack([answers[1][:, 0], np.zeros(200)]) * 0.9
    texts = pa.array(["la ville"] * 200, pa.large_string())

    learnt = learn(answers[1], labels, texts)

    both = score_learnt(
        learnt, read(pa.array(["la ville", "la ville"])), np.array([[0.9, 0], [0, 0]])
    )
    assert both[0, 0] > 0.9
    assert both[1, 0] < 0.1


def test_words_that_were_not_seen_change_nothing(learn, read, answers):
    few = learn(answers[1][:80], texts=answers[0][:80])

    known = scored(few, read, ["jardins"])
    assert known.shape == (1, 2)
    assert np.isfinite(scored(few, read, ["", "inconnu"])).all()


def test_what_is_learnt_does_not_depend_on_the_run(answers, learn):
    first, second = learn(answers[1]), learn(answers[1])

    assert np.array_equal(first.coefficients, second.coefficients)


def test_a_fold_without_answers_or_with_one_kind_left_is_passed_over(answers, vocabulary, read):
    values = np.array([[1]] * 10 + [[0]] * 10, np.int8)
    folds = np.array([0] * 10 + [1] * 10)

    learnt = learn_codes(
        read(answers[0][:20]),
        np.zeros((20, 1)),
        values,
        folds,
        documents=vocabulary.documents,
        n_documents=200,
    )

    assert learnt.trials[0].recall == 1


def test_folds_are_dealt_by_name_alone():
    names = [f"a{number}" for number in range(500)]

    folds = deal_folds(names)

    assert np.array_equal(deal_folds(names[::-1]), folds[::-1])
    assert np.bincount(folds, minlength=FOLDS).min() > 70


def test_a_certain_score_is_in_the_last_band():
    assert measure_calibration_error(np.array([1.0, 1.0]), np.array([1.0, 0.0])) == 0.5
