from functools import cache
from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest

from civiscope.corpus import near_duplicates
from civiscope.corpus.near_duplicates import least_agreements, near_duplicate_pairs
from civiscope.errors import InputError


@cache
def shingles(text):
    return {text[place : place + 5] for place in range(len(text) - 4)}


def similarity(one, other):
    n_shared = len(shingles(one) & shingles(other))
    return n_shared / (len(shingles(one)) + len(shingles(other)) - n_shared)


def edited_texts(rng, n_models, n_each, n_words=25):
    """Make texts, normalised already, of which some have a few words in another's place."""
    words = np.array([f"{a}{b}{c}" for a in "bcdfglmnprst" for b in "aeiou" for c in "lmnrst"])
    texts = []
    for _ in range(n_models):
        model = rng.choice(words, n_words)
        for _ in range(n_each):
            text = model.copy()
            changed = rng.integers(0, n_words, rng.integers(0, 7))
            text[changed] = rng.choice(words, len(changed))
            texts.append(" ".join(text))
    return list(dict.fromkeys(texts))


def exact_pairs(texts, threshold):
    pairs = combinations(texts, 2)
    return {frozenset(pair) for pair in pairs if similarity(*pair) >= threshold}


def found_pairs(texts, threshold):
    found = near_duplicate_pairs(pa.array(texts), threshold=threshold)
    return found, {
        frozenset((texts[one], texts[other]))
        for one, other in zip(found.first, found.second, strict=True)
    }


def test_pairs_are_those_that_share_enough_shingles(near_engine):
    texts = edited_texts(np.random.default_rng(1), n_models=6, n_each=5)

    found, pairs = found_pairs(texts, 0.8)

    assert pairs == exact_pairs(texts, 0.8)
    assert found.similarity.tolist() == [
        similarity(texts[one], texts[other])
        for one, other in zip(found.first, found.second, strict=True)
    ]


def test_nearly_every_pair_is_found_and_no_other():
    texts = edited_texts(np.random.default_rng(2), n_models=25, n_each=40)

    _, pairs = found_pairs(texts, 0.8)

    exact = exact_pairs(texts, 0.8)
    assert len(exact) > 250
    assert pairs <= exact
    assert len(pairs) >= 0.98 * len(exact)


def test_pairs_do_not_depend_on_the_order_of_the_texts():
    rng = np.random.default_rng(3)
    texts = edited_texts(rng, n_models=10, n_each=60)
    shuffled = [texts[place] for place in rng.permutation(len(texts))]

    found, _ = found_pairs(texts, 0.7)
    others, _ = found_pairs(shuffled, 0.7)

    assert len(found.first) > 100
    assert [(texts[a], texts[b]) for a, b in zip(found.first, found.second, strict=True)] == [
        (shuffled[a], shuffled[b]) for a, b in zip(others.first, others.second, strict=True)
    ]


def test_large_buckets_are_compared_with_neighbours_only(near_engine, monkeypatch):
    monkeypatch.setattr(near_duplicates, "REACH", 2)
    texts = edited_texts(np.random.default_rng(4), n_models=1, n_each=14)

    _, pairs = found_pairs(texts, 0.8)

    exact = exact_pairs(texts, 0.8)
    assert pairs <= exact
    assert set().union(*pairs) == set().union(*exact)


def test_pairs_are_found_with_room_for_few_at_a_time(near_engine, monkeypatch):
    texts = edited_texts(np.random.default_rng(5), n_models=2, n_each=8)
    expected = found_pairs(texts, 0.7)[1]
    monkeypatch.setattr(near_duplicates, "_ROOM", near_duplicates.REACH)

    _, pairs = found_pairs(texts, 0.7)

    assert pairs == expected


def test_short_texts_are_not_compared(near_engine):
    texts = ["supprimer la csg pour tous les retraites", "supprimez la csg pour tous les retraites"]

    found, _ = found_pairs(texts, 0.1)

    assert found.first.tolist() == found.second.tolist() == found.similarity.tolist() == []


def test_no_text_makes_no_pair():
    assert near_duplicate_pairs(pa.array([], pa.string())).first.tolist() == []


def test_repeated_texts_are_refused():
    with pytest.raises(InputError, match="Expected distinct texts"):
        near_duplicate_pairs(pa.array(["Oui", "oui !"]))


@pytest.mark.parametrize("threshold", [0, 1.1])
def test_thresholds_that_are_no_share_are_refused(threshold):
    with pytest.raises(InputError, match="threshold above 0 and up to 1"):
        near_duplicate_pairs(pa.array(["Oui"]), threshold=threshold)


def test_identical_shingles_agree_on_every_value():
    assert least_agreements(1) == 126
