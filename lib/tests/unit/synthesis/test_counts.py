import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.errors import InputError
from civiscope.synthesis.counts import count_themes, cross_counts, measure_associations

ANSWERS = st.lists(
    st.tuples(st.integers(-1, 2), st.integers(0, 4), st.integers(-1, 2)), max_size=25
)


def columns(answers):
    themes, authors, campaigns = np.array(answers, dtype=np.int64).reshape(-1, 3).T
    return themes.astype(np.int32), authors.astype(np.uint64), campaigns.astype(np.int32)


def count(answers):
    themes, authors, campaigns = columns(answers)
    return count_themes(themes, authors=authors, campaigns=campaigns, n_themes=3)


def naive_once(answers, theme):
    sent = [(author, campaign) for t, author, campaign in answers if t == theme and author]
    ordinary = {author for author, campaign in sent if campaign < 0}
    others = {author for author, _ in sent} - ordinary
    campaigns = {campaign for author, campaign in sent if author in others}
    return len(ordinary) + min(len(campaigns), len(others))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(ANSWERS)
def test_counts_are_those_of_sets(answers):
    counts = count(answers)

    of_theme = [[(a, c) for t, a, c in answers if t == theme] for theme in (0, 1, 2, -1)]
    assert counts.answers.tolist() == [len(sent) for sent in of_theme]
    assert counts.unsigned.tolist() == [sum(not a for a, _ in sent) for sent in of_theme]
    assert counts.authors.tolist() == [len({a for a, _ in sent if a}) for sent in of_theme]
    assert counts.authors_once.tolist() == [naive_once(answers, theme) for theme in (0, 1, 2, -1)]


@settings(max_examples=40, derandomize=True)
@given(ANSWERS, st.randoms(use_true_random=False))
def test_order_of_answers_changes_no_count(answers, random):
    shuffled = random.sample(answers, len(answers))

    assert repr(count(shuffled)) == repr(count(answers))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], 0),
        ([(0, 1, -1), (0, 1, -1)], 1),
        ([(0, 1, 0), (0, 2, 0), (0, 3, 0)], 1),
        ([(0, 1, 0), (0, 2, 1)], 2),
        ([(0, 1, 0), (0, 1, -1), (0, 2, 0)], 2),
        ([(0, 1, 0), (1, 1, -1), (0, 2, 0)], 1),
        ([(0, 1, 0), (0, 1, 1)], 1),
        ([(0, 0, 0), (0, 0, -1)], 0),
    ],
    ids=[
        "nobody",
        "one author twice",
        "a campaign",
        "two campaigns",
        "one of a campaign says it in his own words too",
        "one of a campaign says something else in his own words",
        "one author of two campaigns",
        "unknown authors",
    ],
)
def test_campaign_counts_once(answers, expected):
    assert count(answers).authors_once[0] == expected


def test_large_hashes_of_authors_are_kept_apart():
    campaigns = np.array([0, -1], dtype=np.int32)
    authors = np.array([2**64 - 1, 2**64 - 2], dtype=np.uint64)

    counts = count_themes(
        np.array([0, 0], dtype=np.int32), authors=authors, campaigns=campaigns, n_themes=1
    )

    assert counts.authors_once.tolist() == [2, 0]


def test_file_without_authors_has_no_counts_of_authors():
    themes, _, campaigns = columns([(0, 0, -1), (-1, 0, 1)])

    counts = count_themes(themes, authors=None, campaigns=campaigns, n_themes=1)

    assert counts.answers.tolist() == [1, 1]
    assert (counts.unsigned, counts.authors, counts.authors_once) == (None, None, None)


@pytest.mark.parametrize("theme", [-2, 3])
def test_theme_without_a_place_is_refused(theme):
    with pytest.raises(InputError, match=f"Expected codes from -1 to 2, got {theme} to {theme}"):
        count([(theme, 1, -1)])


def test_arrays_of_different_batches_are_refused():
    themes, authors, campaigns = columns([(0, 1, -1), (0, 1, -1)])

    with pytest.raises(InputError, match=r"got lengths \[2, 2, 1\]"):
        count_themes(themes, authors=authors[:1], campaigns=campaigns, n_themes=1)


@settings(max_examples=40, derandomize=True)
@given(ANSWERS, st.integers(0, 25))
def test_tables_of_batches_add_up(answers, cut):
    tables = [
        cross_counts(columns(part)[0], columns(part)[2], n_themes=3, n_codes=3)
        for part in (answers[:cut], answers[cut:], answers)
    ]

    expected = [
        [sum((t, c) == (theme, code) for t, _, c in answers) for code in (0, 1, 2, -1)]
        for theme in (0, 1, 2, -1)
    ]
    assert (tables[0] + tables[1]).tolist() == tables[2].tolist() == expected


def test_residuals_are_haberman_s():
    """Hair colour by eye colour of 592 students, whose residuals R prints as `stdres`."""
    table = np.array([[68, 119, 26, 7], [20, 84, 17, 94], [15, 54, 14, 10], [5, 29, 14, 16]])

    found = measure_associations(table)

    rows, columns_, n = table.sum(axis=1), table.sum(axis=0), table.sum()
    expected = np.outer(rows, columns_) / n
    spread = np.sqrt(expected * np.outer(1 - rows / n, 1 - columns_ / n))
    assert np.allclose(found.expected, expected)
    assert np.allclose(found.residuals, (table - expected) / spread)
    assert found.strength == pytest.approx(np.sqrt(138.29 / (592 * 3)), abs=1e-4)


def test_independent_table_shows_nothing():
    found = measure_associations(np.outer([1, 2, 3], [10, 20]))

    assert np.allclose(found.residuals, 0)
    assert found.p_values.tolist() == [[1, 1]] * 3
    assert found.q_values.tolist() == [[1, 1]] * 3
    assert found.strength == 0


def test_cells_that_could_not_vary_are_no_tests():
    with_empty = measure_associations(np.array([[8, 2, 0], [2, 8, 0], [0, 0, 0]]))

    alone = measure_associations(np.array([[8, 2], [2, 8]]))
    assert np.allclose(with_empty.q_values[:2, :2], alone.q_values)
    assert with_empty.residuals[2].tolist() == [0, 0, 0]
    assert with_empty.q_values[:, 2].tolist() == [1, 1, 1]
    assert with_empty.strength == alone.strength
    assert with_empty.is_test.tolist() == [[True, True, False]] * 2 + [[False] * 3]


@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[3, 4]], [[3], [4]]])
def test_table_of_one_row_or_column_has_no_strength(table):
    found = measure_associations(np.array(table))

    assert found.strength == 0
    assert (found.q_values == 1).all()
