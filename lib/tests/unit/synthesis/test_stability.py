import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.errors import InputError
from civiscope.synthesis.counts import cross_counts
from civiscope.synthesis.stability import agreement, jaccard_matches, mean_stability

PARTITIONS = st.lists(st.tuples(st.integers(-1, 2), st.integers(-1, 3)), max_size=20)


def table_of(pairs):
    themes, others = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
    return cross_counts(themes, others, n_themes=3, n_codes=4)


def naive_jaccard(pairs, theme, other):
    one = {place for place, (t, _) in enumerate(pairs) if t == theme}
    two = {place for place, (_, o) in enumerate(pairs) if o == other}
    return len(one & two) / len(one | two) if one | two else 0


@settings(max_examples=60, derandomize=True)
@given(PARTITIONS)
def test_match_is_the_theme_of_greatest_jaccard(pairs):
    matches = jaccard_matches(table_of(pairs))

    for theme in range(3):
        jaccards = [naive_jaccard(pairs, theme, other) for other in range(4)]
        best = max(jaccards)
        assert matches.jaccards[theme] == best
        assert matches.themes[theme] == (jaccards.index(best) if best else -1)


@settings(max_examples=30, derandomize=True)
@given(PARTITIONS, st.permutations(range(4)))
def test_names_of_the_others_change_no_jaccard(pairs, names):
    renamed = [(theme, names[other] if other >= 0 else -1) for theme, other in pairs]

    found = jaccard_matches(table_of(renamed)).jaccards

    assert found.tolist() == jaccard_matches(table_of(pairs)).jaccards.tolist()


def test_same_partition_is_found_whole():
    pairs = [(0, 2), (0, 2), (1, 0), (2, 1), (-1, -1)]

    found = agreement(table_of(pairs))

    assert found.matches.themes.tolist() == [2, 0, 1]
    assert (found.is_found.tolist(), found.share) == ([True] * 3, 1)


def test_partition_without_themes_finds_nothing():
    table = np.array([[4], [1]])

    found = agreement(table)

    assert found.matches.themes.tolist() == [-1]
    assert (found.is_found.tolist(), found.share) == ([False], 0)


def test_agreement_without_answers_has_no_share():
    assert agreement(np.zeros((2, 2), dtype=np.int64)).share == 0


def test_stability_is_the_mean_over_corpora():
    tables = [np.array([[3, 1, 0], [0, 4, 0], [0, 0, 0]]), np.array([[2, 2], [4, 0], [0, 0]])]

    found = mean_stability(iter(tables))

    assert found.jaccards.tolist() == pytest.approx([(3 / 4 + 2 / 8) / 2, (4 / 5 + 4 / 6) / 2])
    assert found.is_unstable.tolist() == [True, False]


def test_stability_without_a_corpus_is_refused():
    with pytest.raises(InputError, match="Expected a table for each corpus drawn again, got none"):
        mean_stability([])


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (4,)])
def test_table_without_a_place_for_the_unclassified_is_refused(shape):
    with pytest.raises(InputError, match="Expected a table with the unclassified last"):
        jaccard_matches(np.zeros(shape, dtype=np.int64))
