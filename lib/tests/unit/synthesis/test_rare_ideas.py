from itertools import pairwise

import numpy as np
import pytest

N_LEMMAS = 20


def tally_of(engine, table):
    keys = np.array(sorted(table), dtype=np.int64)
    counts = np.array([table[key] for key in sorted(table)], dtype=np.int64)
    return engine.company.Tally(keys=keys, counts=counts)


def gather(engine, drafts, *, totals=None, phrases=None):
    """Gather the ideas of pairs, each with its companions, the most surprising first."""
    drafts = sorted(enumerate(drafts), key=lambda draft: draft[1][:2])
    pairs = np.array([draft[:2] for _, draft in drafts], dtype=np.int64).reshape(-1, 2)
    ranks = np.array([rank for rank, _ in drafts])
    seeds = engine.concurrence.Seeds(
        firsts=pairs[:, 0],
        seconds=pairs[:, 1],
        together=np.full(len(pairs), 10),
        expected=ranks + 0.5,
        digits=100.0 - ranks,
    )
    words = {
        number * N_LEMMAS + word: 9 - place
        for number, (_, draft) in enumerate(drafts)
        for place, word in enumerate(draft[2:])
    }
    presences = np.full((1, N_LEMMAS), 5)
    presences[0, [*(totals or {})]] = [*(totals or {}).values()]
    company = engine.company.Company(
        phrases=np.array([(phrases or {}).get(pair, 0) for pair in map(tuple, pairs.tolist())]),
        words=tally_of(engine, words),
        room=tally_of(engine, dict.fromkeys(range(len(pairs)), 20)),
    )
    counted = engine.concurrence.Concurrences(
        pairs=tally_of(engine, {}), presences=presences, sizes=np.array([[1000, 9000, 72000]])
    )
    return engine.rare_ideas.gather_ideas(seeds, company, counted)


def listed(ideas):
    return [ideas.words_of(idea) for idea in range(len(ideas.marks))]


def test_pairs_with_companions_make_ideas_the_most_surprising_first(engine):
    ideas = gather(engine, [(6, 7, 2), (1, 2, 3, 4), (0, 9)])

    assert listed(ideas) == [[6, 7, 2], [1, 2, 3, 4]]
    assert ideas.expected.tolist() == [0.5, 1.5]


def test_the_rarer_word_of_a_pair_is_its_mark(engine):
    ideas = gather(engine, [(1, 2, 3), (6, 7, 8)], totals={1: 9, 6: 2})

    assert listed(ideas) == [[2, 1, 3], [6, 7, 8]]
    assert (ideas.marks.tolist(), ideas.partners.tolist()) == ([2, 6], [1, 7])


@pytest.mark.parametrize(("near", "is_kept"), [(7, True), (8, False)])
def test_set_phrases_make_no_idea(engine, near, is_kept):
    ideas = gather(engine, [(1, 2, 3)], phrases={(1, 2): near})

    assert listed(ideas) == ([[1, 2, 3]] if is_kept else [])


@pytest.mark.parametrize(
    ("later", "is_new"),
    [
        ((1, 5, 6), True),
        ((1, 3, 9), False),
        ((2, 6, 7, 8), True),
        ((3, 4, 7, 8), True),
        ((3, 4, 1, 8), False),
        ((8, 9, 3, 4, 1, 2), False),
    ],
)
def test_a_pair_that_says_what_was_said_makes_no_idea(engine, later, is_new):
    ideas = gather(engine, [(1, 2, 3, 4), later])

    assert len(listed(ideas)) == 1 + is_new


def test_a_pair_left_out_leaves_out_no_other(engine):
    # The third shares most of its words with the second, which was not kept.
    ideas = gather(engine, [(1, 2, 3, 4), (3, 4, 1, 8), (4, 8, 11)])

    assert listed(ideas) == [[1, 2, 3, 4], [4, 8, 11]]


def test_ideas_sought_are_not_too_many(engine, monkeypatch):
    monkeypatch.setattr(engine.rare_ideas, "MOST_DRAFTS", 1)

    assert listed(gather(engine, [(6, 7, 2), (1, 2, 3, 4)])) == [[6, 7, 2]]


def test_no_pair_makes_no_idea(engine):
    assert listed(gather(engine, [])) == []


def test_information_is_that_of_rare_words(engine):
    counted = engine.concurrence.Concurrences(
        pairs=tally_of(engine, {}),
        presences=np.array([[40, 1, 0], [60, 0, 0]]),
        sizes=np.array([[40, 41, 0], [60, 60, 0]]),
    )

    assert engine.rare_ideas.inform(counted) == pytest.approx([0, np.log(100), np.log(100)])


# ------------------------------------------------------------------ answers of ideas


def ideas_of(engine, *words):
    """Make ideas of lists of lemmas: mark, partner, companions."""
    return engine.rare_ideas.Ideas(
        marks=np.array([one[0] for one in words], dtype=np.int64),
        partners=np.array([one[1] for one in words], dtype=np.int64),
        indptr=np.cumsum([0, *(len(one) - 2 for one in words)]),
        companions=np.array([word for one in words for word in one[2:]], dtype=np.int64),
        expected=np.zeros(len(words)),
    )


def members_of(engine, ideas, sets, *, information=None, explained=None):
    found = engine.rare_ideas.find_members(
        engine.rows.SparseRows.of_sets(sets, n_columns=N_LEMMAS),
        ideas,
        information=np.ones(N_LEMMAS) if information is None else information,
        explained=np.zeros(len(sets)) if explained is None else explained,
    )
    return [
        *zip(
            found.rows.tolist(),
            found.ideas.tolist(),
            found.shares.tolist(),
            found.has_pair.tolist(),
            strict=True,
        )
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([3, 4, 5], (0, 1.0, True)),
        ([3, 5, 6], (0, 1.0, False)),
        ([3, 4, 5, 6, 11, 12, 13, 14], (0, 0.5, True)),
        ([4, 5, 6], None),
        ([3, 4], None),
        ([3, 4, 11], None),
        ([3, 4, 5, *range(11, 17)], (0, 1 / 3, True)),
        ([3, 4, 5, *range(11, 18)], None),
        ([], None),
    ],
    ids=str,
)
def test_an_answer_of_an_idea_has_its_mark_and_two_of_its_words(engine, words, found):
    members = members_of(engine, ideas_of(engine, [3, 4, 5, 6]), [[1], words])

    assert members == ([] if found is None else [(1, *found)])


def test_words_weigh_what_they_tell(engine):
    information = np.ones(N_LEMMAS)
    information[[3, 11]] = 8.0, 21.0

    members = members_of(
        engine, ideas_of(engine, [3, 4, 5]), [[3, 4, 5, 11], [3, 4, 5, 12]], information=information
    )

    assert members == [(1, 0, 10 / 11, True)]


@pytest.mark.parametrize(("explained", "n_found"), [(0.74, 1), (0.75, 0), (np.inf, 0)])
def test_an_answer_that_its_theme_explains_as_well_is_not_of_the_idea(engine, explained, n_found):
    members = members_of(
        engine, ideas_of(engine, [3, 4, 5]), [[3, 4, 5, 11]], explained=np.array([explained])
    )

    assert len(members) == n_found


def test_an_answer_goes_to_the_idea_that_says_most_of_it(engine):
    ideas = ideas_of(engine, [3, 4, 5], [3, 6, 4, 5], [6, 3, 4, 5])

    # The second and the third say all of the first answer: it goes to the more surprising one.
    assert members_of(engine, ideas, [[3, 4, 5, 6], [3, 4, 5]]) == [
        (0, 1, 1.0, True),
        (1, 0, 1.0, True),
    ]


def test_the_order_of_marks_does_not_decide(engine):
    ideas = ideas_of(engine, [6, 3, 4, 5], [3, 6, 4, 5])

    assert members_of(engine, ideas, [[3, 4, 5, 6]]) == [(0, 0, 1.0, True)]


def test_words_that_tell_nothing_make_no_member(engine):
    members = members_of(
        engine, ideas_of(engine, [3, 4, 5]), [[3, 4, 5]], information=np.zeros(N_LEMMAS)
    )

    assert members == []


def test_each_answer_is_judged_alone(engine):
    rng = np.random.default_rng(0)
    sets = [rng.choice(8, rng.integers(0, 6), replace=False).tolist() for _ in range(60)]
    ideas = ideas_of(engine, [3, 4, 5], [6, 2, 1, 0], [0, 7, 2])

    whole = members_of(engine, ideas, sets)
    parts = [
        (first + row, *rest)
        for first, end in pairwise([0, 1, 20, 60])
        for row, *rest in members_of(engine, ideas, sets[first:end])
    ]

    assert len(whole) > 5
    assert parts == whole
