from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

N_LEMMAS = 10
N_STRATA = 2
PAIRS = [(0, 1), (0, 4), (2, 3)]
GRAMMAR, BREAK = -1, -2


def seeds_of(engine, pairs=PAIRS, **more):
    firsts, seconds = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    usual = {
        "together": np.full(len(pairs), 10),
        "expected": np.full(len(pairs), 0.5),
        "digits": np.arange(len(pairs), 0.0, -1.0),
    }
    return engine.concurrence.Seeds(firsts=firsts, seconds=seconds, **(usual | more))


def said(engine, texts, strata=None, chosen=None):
    """Make utterances of lists of lemmas, of grammar words and of breaks before the next word."""
    chosen = np.arange(len(texts)) if chosen is None else chosen
    strata = np.zeros(len(texts), dtype=np.int32) if strata is None else strata
    labels, breaks, indptr = [], [], [0]
    for text in texts:
        comes_break = False
        for word in text:
            if word == BREAK:
                comes_break = True
                continue
            labels.append(word)
            breaks.append(comes_break)
            comes_break = False
        indptr.append(len(labels))
    sets = [[word for word in text if word >= 0] for text in texts]
    return engine.company.Utterances(
        rows=engine.rows.SparseRows.of_sets(sets, n_columns=N_LEMMAS).take(chosen),
        strata=strata[chosen],
        starts=np.array(indptr)[:-1][chosen],
        ends=np.array(indptr)[1:][chosen],
        labels=np.array(labels, dtype=np.int32),
        has_break=np.array(breaks),
    )


def counted_of(engine, texts, strata=None, chosen=None, pairs=PAIRS):
    utterances = said(engine, texts, strata, chosen)
    return engine.company.count_company(utterances, seeds_of(engine, pairs), n_strata=N_STRATA)


def listed(company):
    tables = (company.words, company.room)
    return company.phrases.tolist(), [
        [*zip(table.keys.tolist(), table.counts.tolist(), strict=True)] for table in tables
    ]


def naive_company(texts, strata):
    words, room = Counter(), Counter()
    for text, stratum in zip(texts, strata.tolist(), strict=True):
        own = {word for word in text if word >= 0}
        for number, pair in enumerate(PAIRS):
            if own.issuperset(pair):
                words.update(number * N_LEMMAS + word for word in own - {*pair})
                room[number * N_STRATA + stratum] += len(own) - 2
    return [sorted(words.items()), sorted(room.items())]


def some_texts(n=150):
    rng = np.random.default_rng(0)
    texts = [rng.integers(-2, N_LEMMAS, rng.integers(0, 9)).tolist() for _ in range(n)]
    return texts, rng.integers(0, N_STRATA, n).astype(np.int32)


def test_words_beside_each_pair_are_counted(engine):
    texts, strata = some_texts()

    assert listed(counted_of(engine, texts, strata))[1] == naive_company(texts, strata)


def test_counts_of_batches_add_up_in_any_order(engine):
    texts, strata = some_texts()
    whole = listed(counted_of(engine, texts, strata))

    order = np.random.default_rng(1).permutation(len(texts))
    parts = [counted_of(engine, texts, strata, batch) for batch in np.split(order, [0, 9, 90])]

    assert listed(engine.company.merge_company(iter(parts))) == whole


@pytest.mark.parametrize(
    ("text", "is_phrase"),
    [
        ([0, 1], True),
        ([1, GRAMMAR, 0], True),
        ([0, GRAMMAR, GRAMMAR, 1], False),
        ([0, 5, 6, 1], False),
        ([0, BREAK, 1], False),
        ([0, GRAMMAR, BREAK, 1], False),
        ([5, BREAK, 0, 1], True),
        ([0, BREAK, 5, 0, 1], True),
        ([0, 5], False),
        ([0], False),
    ],
)
def test_words_side_by_side_are_a_phrase(engine, text, is_phrase):
    # The next text begins with the word that would make a phrase of the last one.
    company = counted_of(engine, [text, [1, 5, 6]], pairs=[(0, 1)])

    assert company.phrases.tolist() == [int(is_phrase)]


def test_no_pair_keeps_no_company(engine):
    company = counted_of(engine, [[0, 1, 2]], pairs=[])

    assert listed(company) == ([], [[], []])


# ------------------------------------------------------------------ companions


def company_of(engine, words, room):
    def tally(table):
        keys = np.array(sorted(table), dtype=np.int64)
        return engine.concurrence.Tally(
            keys=keys, counts=np.array([table[key] for key in sorted(table)], dtype=np.int64)
        )

    return engine.company.Company(
        phrases=np.zeros(2, dtype=np.int64), words=tally(words), room=tally(room)
    )


def concurrences(engine, presences, n_words):
    sizes = np.array([[100, words, 0] for words in n_words])
    nothing = engine.company.Tally(
        keys=np.empty(0, dtype=np.int64), counts=np.empty(0, dtype=np.int64)
    )
    return engine.concurrence.Concurrences(
        pairs=nothing, presences=np.array(presences), sizes=sizes
    )


def find(engine, company, counted, together):
    seeds = seeds_of(engine, [(0, 1), (2, 3)], together=np.array(together))
    indptr, companions = engine.company.find_companions(seeds, company, counted)
    return [companions[begin:end].tolist() for begin, end in pairwise(indptr)]


def test_companions_come_more_often_than_in_the_strata_of_the_pair(engine):
    # Lemma 5 is common in the first stratum, and rare in the second; lemma 6 is rare in both.
    presences = np.zeros((N_STRATA, N_LEMMAS), dtype=int)
    presences[0, 5], presences[1, 5], presences[:, 6] = 90, 2, 2
    counted = concurrences(engine, presences, [200, 200])
    words = {5: 9, 6: 9, N_LEMMAS + 5: 9, N_LEMMAS + 6: 9}
    room = {0: 20, N_STRATA + 1: 20}

    found = find(engine, company_of(engine, words, room), counted, [10, 10])

    assert found == [[6], [5, 6]]


@pytest.mark.parametrize(
    ("count", "together", "found"), [(2, 4, []), (3, 4, [6]), (5, 26, []), (6, 26, [6])]
)
def test_companions_are_in_a_share_of_the_answers(engine, count, together, found):
    presences = np.zeros((N_STRATA, N_LEMMAS), dtype=int)
    presences[0, 6] = 1
    counted = concurrences(engine, presences, [2000, 0])

    company = company_of(engine, {6: count}, {0: 20})

    assert find(engine, company, counted, [together, 10]) == [found, []]


def test_the_most_surprising_companions_stand_first(engine, monkeypatch):
    presences = np.zeros((N_STRATA, N_LEMMAS), dtype=int)
    presences[0] = 10
    counted = concurrences(engine, presences, [1000, 0])
    company = company_of(engine, {4: 12, 5: 15, 6: 12, 7: 13}, {0: 30})

    whole = find(engine, company, counted, [15, 10])[0]
    monkeypatch.setattr(engine.company, "MOST_COMPANIONS", 3)

    assert whole == [5, 7, 4, 6]
    assert find(engine, company, counted, [15, 10]) == [[5, 7, 4], []]
