from dataclasses import fields

import numpy as np
import pyarrow as pa
import pytest

from civiscope.corpus.families import (
    Families,
    distinct_texts,
    families,
    gather_families,
)
from civiscope.corpus.segmentation import normalised_hash

MODEL = (
    "Nous demandons que la ligne de train de nuit entre Brest et Lyon rouvre dès cet été, avec "
    "des tarifs accessibles à toutes et à tous"
)
EDITED = [MODEL, MODEL.replace("dès cet été", "au plus vite"), MODEL.replace("Brest", "Quimper")]
FIELDS = ("family", "n_answers", "n_wordings", "n_own", "n_words", "hashes")


def content(found, texts):
    """Say which texts are of each family, whatever the order of the rows."""
    groups = {}
    for text, family in zip(texts, found.family.tolist(), strict=True):
        groups.setdefault(family, []).append(text)
    return {family: sorted(group) for family, group in groups.items()}


def test_same_and_nearly_same_texts_are_one_family(near_engine):
    texts = ["Oui", *EDITED, "oui !", "non", "OUI", EDITED[0].upper()]

    found = families(pa.array(texts))

    assert found.family.tolist() == [1, 0, 0, 0, 1, 2, 1, 0]
    assert found.n_answers.tolist() == [4, 3, 1]
    assert found.n_wordings.tolist() == [3, 1, 1]
    assert found.n_own.tolist() == [0, 0, 0]
    assert found.n_words.tolist() == [26, 1, 1]
    assert found.centres.tolist() == [1, 0, 5]
    assert found.hashes.tolist() == normalised_hash(pa.array([MODEL, "oui", "non"])).tolist()
    assert len(set(found.wording.tolist())) == 5


def test_no_text_makes_no_family(near_engine):
    found = families(pa.array([], pa.string()))

    assert [getattr(found, name).tolist() for name in FIELDS] == [[], [], [], [], [], []]


def edited_models(rng):
    """Edit each of forty models eight times."""
    words = [f"mot{number}" for number in range(300)]
    models = [" ".join(rng.choice(words, 30)) for _ in range(40)]
    texts = []
    for model in models:
        for _ in range(8):
            changed = model.split()
            for place in rng.integers(0, 30, 3):
                changed[place] = rng.choice(words)
            texts.append(" ".join(changed))
    return texts


@pytest.mark.parametrize("threads", [2, 5, 400])
def test_families_do_not_depend_on_threads(threads):
    texts = pa.array(edited_models(np.random.default_rng(3)))

    found, other = families(texts), families(texts, threads=threads)

    assert found.n_answers.max() > 1
    for field in fields(Families):
        assert (getattr(found, field.name) == getattr(other, field.name)).all()


def test_families_do_not_depend_on_the_order_of_the_rows():
    rng = np.random.default_rng(7)
    texts = edited_models(rng)
    order = rng.permutation(len(texts))
    shuffled = [texts[place] for place in order]

    found, other = families(pa.array(texts)), families(pa.array(shuffled))

    assert content(found, texts) == content(other, shuffled)
    assert found.family[order].tolist() == other.family.tolist()
    for name in FIELDS[1:]:
        assert getattr(found, name).tolist() == getattr(other, name).tolist()
    assert found.n_answers[:40].tolist() == [8] * 40


def sliding_texts(n_texts, n_words=40, step=6):
    """Make a chain: each text shares most of its words with the next, none with the far ones."""
    words = [f"mot{number:03d}" for number in range(n_words + step * n_texts)]
    return [" ".join(words[step * row : step * row + n_words]) for row in range(n_texts)]


def test_chains_do_not_join_texts_that_have_nothing_in_common(near_engine):
    texts = sliding_texts(20)

    found = families(pa.array(texts))

    assert len(found.n_answers) >= 5
    for family, centre in enumerate(found.centres):
        words = set(texts[centre].split())
        for row in np.flatnonzero(found.family == family):
            assert len(words & set(texts[row].split())) >= 0.5 * len(words)


def test_families_of_all_answers_need_distinct_texts_alone(near_engine):
    texts = pa.array(["Oui", *EDITED, "oui !", "non", "OUI", EDITED[2].upper()], pa.large_string())
    hashes = normalised_hash(texts)
    distinct = distinct_texts(hashes)
    kept = np.sort(distinct.rows)

    found = gather_families(
        texts.take(pa.array(kept)), np.searchsorted(kept, distinct.rows), distinct, hashes
    )

    whole = families(texts)
    for name in (*FIELDS, "wording", "centres"):
        assert getattr(found, name).tolist() == getattr(whole, name).tolist()


def test_own_words_are_common_to_half_of_the_family_and_rare_elsewhere(near_engine):
    # All runs of three words with "tarifs" are more frequent elsewhere.
    elsewhere = [f"Un train {number} avec des tarifs accessibles à tous" for number in range(6)]

    alone = families(pa.array(EDITED * 2))
    among = families(pa.array([*EDITED * 2, *elsewhere, *elsewhere]))

    assert (alone.n_own.tolist(), alone.n_words.tolist()) == ([26], [26])
    assert among.n_own.tolist() == [25, *[0] * 6]


def test_words_filled_in_are_not_own(near_engine):
    texts = [MODEL.replace("Brest", town) for town in ("Pau", "Nice", "Albi", "Vesoul", "Lille")]

    found = families(pa.array(texts))

    assert (found.n_wordings.tolist(), found.n_own.tolist()) == ([5], [25])


def test_texts_with_half_a_hash_in_common_are_two():
    hashes = np.array([[7, 2], [7, 1], [5, 9], [7, 2]], np.uint64)

    distinct = distinct_texts(hashes)

    assert distinct.rows.tolist() == [2, 1, 0]
    assert distinct.places.tolist() == [2, 1, 0, 2]
    assert distinct.n_answers.tolist() == [1, 1, 2]
