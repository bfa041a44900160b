import numpy as np
import pytest

from civiscope.chance.hashing import mix
from civiscope.synthesis.rows import SparseRows

CHI_SQUARES = np.array([[9.0, 4.0, 1.0, -8.0], [-9.0, 2.0, 3.0, 8.0]])
SEED = 5


def make(engine, sets, **columns):
    """Make answers of theme 0, 50 characters long, each of its own text, but where told."""
    n = len(sets)
    given = {
        "themes": np.zeros(n, dtype=np.int32),
        "rows": np.arange(n),
        "ids": np.array([f"id-{row}" for row in range(n)], dtype=object),
        "lengths": np.full(n, 50, dtype=np.int32),
        "n_words": np.array([len(entries) for entries in sets], dtype=np.int64),
        "texts": np.column_stack([np.arange(n), np.arange(n)]).astype(np.uint64),
        "families": np.full(n, -1, dtype=np.int32),
    } | {name: np.array(column) for name, column in columns.items()}
    return engine.excerpts.Answers(**given), SparseRows.of_sets(sets, n_columns=4)


def take(engine, answers, lemmas, chosen):
    fields = ("themes", "rows", "ids", "lengths", "n_words", "texts", "families")
    part = engine.excerpts.Answers(**{name: getattr(answers, name)[chosen] for name in fields})
    return part, lemmas.take(chosen)


def find(engine, answers, lemmas, **options):
    return engine.excerpts.candidates(answers, lemmas, chi_squares=CHI_SQUARES, **options)


def many(engine, n=300):
    rng = np.random.default_rng(0)
    sets = [rng.choice(4, rng.integers(0, 5), replace=False) for _ in range(n)]
    wordings = rng.integers(0, 90, n)
    families = np.where(wordings < 10, wordings // 3, -1)
    return make(
        engine,
        sets,
        themes=rng.integers(-1, 2, n).astype(np.int32),
        lengths=rng.integers(20, 500, n).astype(np.int32),
        n_words=rng.integers(4, 9, n),
        texts=np.column_stack([wordings, wordings]).astype(np.uint64),
        families=families.astype(np.int32),
    )


def naive_candidates(answers, lemmas, kept):
    """Sort all answers that may be quoted, and take each wording once."""
    quotable = []
    for place, theme in enumerate(answers.themes):
        entries = lemmas.indices[lemmas.indptr[place] : lemmas.indptr[place + 1]]
        if theme >= 0 and len(entries) and 40 <= answers.lengths[place] <= 400:
            total = np.maximum(CHI_SQUARES[theme, entries], 0).sum()
            score = total / np.sqrt(answers.n_words[place])
            family = answers.families[place]
            wording = ("f", family) if family >= 0 else ("t", answers.texts[place, 0])
            if score > 0:
                quotable.append((theme, -score, answers.rows[place], wording))
    chosen = []
    for theme in (0, 1):
        wordings = {}
        for answer in sorted(answer for answer in quotable if answer[0] == theme):
            wordings.setdefault(answer[3], answer[:3])
        chosen += list(wordings.values())[:kept]
    return chosen


def listed(found):
    return [*zip(found.themes, -found.scores, found.rows, strict=True)]


def test_candidates_are_the_best_of_each_wording(engine):
    answers, lemmas = many(engine)

    found = find(engine, answers, lemmas, kept=12)

    expected = naive_candidates(answers, lemmas, 12)
    assert [(theme, row) for theme, _, row in listed(found)] == [(t, r) for t, _, r in expected]
    assert np.allclose([score for _, score, _ in listed(found)], [s for _, s, _ in expected])
    assert found.ids.tolist() == [f"id-{row}" for row in found.rows]
    assert found.texts.tolist() == answers.texts[found.rows].tolist()
    assert found.families.tolist() == answers.families[found.rows].tolist()
    assert [*map(sorted, found.lemmas)] == [
        lemmas.take(np.array([row])).indices.tolist() for row in found.rows
    ]


@pytest.mark.parametrize("seed", range(4))
def test_candidates_of_batches_merge_in_any_order(engine, seed):
    answers, lemmas = many(engine)
    order = np.random.default_rng(seed).permutation(300)
    batches = np.split(order, [40, 41, 170])

    parts = [find(engine, *take(engine, answers, lemmas, batch), kept=12) for batch in batches]
    merged = engine.excerpts.merge_candidates(parts, kept=12)

    expected = find(engine, answers, lemmas, kept=12)
    assert repr(merged) == repr(expected)
    assert merged.scores.tobytes() == expected.scores.tobytes()


def test_answer_of_equal_score_gives_way_to_the_first_id(engine):
    answers, lemmas = make(engine, [[0], [0], [0]], rows=[7, 3, 5])

    assert find(engine, answers, lemmas, kept=2).rows.tolist() == [3, 5]


def test_score_counts_positive_lemmas_and_weighs_length(engine):
    answers, lemmas = make(engine, [[0, 1, 2, 3], [0], [3], []])

    found = find(engine, answers, lemmas)

    assert found.rows.tolist() == [1, 0]
    assert found.scores.tolist() == [9, 7]


def test_words_outside_the_vocabulary_weigh_too(engine):
    answers, lemmas = make(engine, [[0], [0]], n_words=[9, 4])

    assert find(engine, answers, lemmas).scores.tolist() == [4.5, 3]


@pytest.mark.parametrize(
    ("options", "rows"),
    [({}, [1, 2]), ({"shortest": 39, "longest": 401}, [0, 1, 2, 3]), ({"longest": 40}, [1])],
)
def test_length_has_bounds(engine, options, rows):
    answers, lemmas = make(engine, [[0]] * 4, lengths=[39, 40, 400, 401])

    assert find(engine, answers, lemmas, **options).rows.tolist() == rows


def test_no_answers_have_no_candidates(engine):
    found = find(engine, *make(engine, []))

    assert len(found.rows) == 0
    assert engine.excerpts.choose(found, count=3) == ()


def test_one_of_a_family_is_kept(engine):
    answers, lemmas = make(engine, [[1], [0], [0], [2]], families=np.array([4, 4, 4, -1]))

    assert find(engine, answers, lemmas).rows.tolist() == [1, 3]


def test_family_and_text_of_the_same_number_are_not_confused(engine):
    answers, lemmas = make(engine, [[0], [0]], texts=[[4, 0], [4, 4]], families=np.array([4, -1]))

    assert find(engine, answers, lemmas).rows.tolist() == [0, 1]


def choose(engine, sets, **options):
    answers, lemmas = make(engine, sets)
    return [e.row for e in engine.excerpts.choose(find(engine, answers, lemmas), **options)]


def test_excerpts_are_typical_then_unlike_those_before(engine):
    sets = [[0, 1], [0, 1], [0, 1, 2], [0, 2]]

    assert choose(engine, sets, count=3) == [0, 3, 2]


def test_excerpts_without_diversity_fall_by_score(engine):
    sets = [[0, 1], [0, 1], [0], [1]]

    assert choose(engine, sets, count=4, diversity=0) == [0, 1, 2, 3]


def test_excerpts_of_all_diversity_repeat_least(engine):
    sets = [[0, 1], [0, 1, 2], [2], [1]]

    assert choose(engine, sets, count=2, diversity=1) == [0, 2]


def test_excerpts_keep_theme_id_and_score(engine):
    answers, lemmas = make(engine, [[3], [0]], themes=np.array([1, 0], dtype=np.int32))

    chosen = engine.excerpts.choose(find(engine, answers, lemmas), count=5)

    assert chosen == (
        engine.excerpts.ChosenAnswer(theme=0, row=1, contribution_id="id-1", score=9.0),
        engine.excerpts.ChosenAnswer(theme=1, row=0, contribution_id="id-0", score=8.0),
    )


def draw(engine, answers, keys, count=3):
    return engine.excerpts.draw(answers, keys=keys, count=count, seed=SEED)


def test_draw_takes_the_smallest_hashes_of_each_theme(engine):
    answers, _ = many(engine)
    keys = np.arange(300, dtype=np.uint64)

    drawn = draw(engine, answers, keys)

    lots = mix(keys, seed=SEED)
    expected = [
        row
        for theme in (-1, 0, 1)
        for row in sorted(np.flatnonzero(answers.themes == theme), key=lambda row: lots[row])[:3]
    ]
    assert drawn.rows.tolist() == expected
    assert drawn.lots.tolist() == lots[expected].tolist()
    assert drawn.ids.tolist() == [f"id-{row}" for row in expected]


def test_draws_of_batches_merge_in_any_order(engine):
    answers, lemmas = many(engine)
    keys = np.arange(300, dtype=np.uint64)
    order = np.random.default_rng(1).permutation(300)

    parts = [
        draw(engine, take(engine, answers, lemmas, batch)[0], keys[batch])
        for batch in np.split(order, [1, 120])
    ]

    merged = engine.excerpts.merge_draws(parts, count=3)
    assert repr(merged) == repr(draw(engine, answers, keys))


def test_another_seed_draws_others(engine):
    answers, _ = many(engine)
    keys = np.arange(300, dtype=np.uint64)

    first, second = (
        engine.excerpts.draw(answers, keys=keys, count=20, seed=seed) for seed in (1, 2)
    )

    assert len({*first.rows.tolist()} & {*second.rows.tolist()}) < 30
