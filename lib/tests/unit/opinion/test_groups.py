"""Groups that depend on the votes alone."""

import numpy as np
import pytest

from civiscope.opinion import groups as groups_module
from civiscope.opinion.groups import find_groups
from civiscope.opinion.stability import measure_stability
from civiscope.opinion.votes import matrix_of


def same_partition(one, other):
    return len(set(zip(one, other, strict=True))) == len(set(one)) == len(set(other))


def test_planted_groups_are_found_the_largest_first(planted):
    matrix, planted_groups = planted(30, 50, 20, missing=0.2, strength=0.95)

    found = find_groups(matrix, shuffles=19)

    assert found.verdict == "groups"
    assert np.bincount(found.groups).tolist() == [50, 30, 20]
    assert same_partition(found.groups.tolist(), planted_groups.tolist())


def test_neither_the_order_of_rows_nor_names_change_a_bit(planted):
    matrix, _ = planted(30, 25, 20, missing=0.7)
    order = np.random.default_rng(1).permutation(75)

    found = find_groups(matrix, shuffles=19)
    turned = find_groups(matrix.take(order), shuffles=19)

    np.testing.assert_array_equal(turned.groups, found.groups[order])
    np.testing.assert_array_equal(turned.places, found.places[order])
    assert turned.cuts == found.cuts
    assert turned.cloud_silhouettes == found.cloud_silhouettes


def test_votes_at_random_have_no_groups(planted):
    matrix, _ = planted(90, strength=0.5)

    found = find_groups(matrix)

    assert found.verdict == "no-structure"
    assert found.n_groups == 0
    assert set(found.groups.tolist()) == {-1}
    assert found.places.shape == (90, 2)


def test_few_participants_have_no_groups(planted):
    matrix, _ = planted(7, 7)

    found = find_groups(matrix)

    assert (found.verdict, found.structure) == ("too-few", None)


def test_nobody_with_votes_enough_makes_no_groups(matrix):
    found = find_groups(matrix("+.", ".-"), is_left_out=np.array([True, True]))

    assert found.verdict == "too-few"
    assert not found.is_kept.any()


def test_people_who_all_agree_have_no_groups(matrix):
    found = find_groups(matrix(*["+++++++"] * 20), shuffles=19)

    assert found.verdict == "no-structure"
    assert found.places.tolist() == [[0.0, 0.0]] * 20


def test_people_of_few_votes_are_in_no_group(planted, matrix):
    made, _ = planted(30, 30, missing=0.0)
    few = matrix("+++" + "." * 37)
    both = type(made)(
        indptr=np.concatenate([made.indptr, made.indptr[-1:] + 3]),
        statements=np.concatenate([made.statements, few.statements]),
        votes=np.concatenate([made.votes, few.votes]),
        n_statements=40,
    )

    found = find_groups(both, shuffles=19)

    assert found.groups[-1] == -1
    assert np.isnan(found.places[-1]).all()
    assert found.n_groups == 2


def test_statements_left_out_change_nothing(planted):
    matrix, _ = planted(30, 30)
    is_left_out = np.arange(40) >= 20

    found = find_groups(matrix, is_left_out=is_left_out, shuffles=19)
    without = find_groups(matrix.only(~is_left_out), shuffles=19)

    np.testing.assert_array_equal(found.groups, without.groups)


def test_a_gradual_difference_is_said_to_be_one():
    rng = np.random.default_rng(3)
    leaning = rng.normal(size=200)
    agrees = leaning[:, None] + rng.normal(scale=1.5, size=(200, 30)) > 0
    who, what = np.nonzero(np.ones_like(agrees))
    matrix, _ = whole_matrix(who, what, np.where(agrees, 1, -1)[who, what])

    found = find_groups(matrix, shuffles=19)

    assert found.verdict == "gradual"
    assert found.n_groups >= 2
    best = max(cut.silhouette for cut in found.cuts)
    assert best <= max(found.cloud_silhouettes)


def whole_matrix(who, what, cast):
    return matrix_of(
        who.astype(np.int32),
        what.astype(np.int32),
        cast.astype(np.int8),
        n_participants=int(who.max()) + 1,
        n_statements=int(what.max()) + 1,
    )


def test_cuts_that_leave_a_few_people_are_no_groups(planted, monkeypatch):
    matrix, _ = planted(30, 30)
    monkeypatch.setattr(groups_module, "SMALLEST_GROUP", 100)

    found = find_groups(matrix, shuffles=19)

    assert found.verdict == "one-group"
    assert {cut.silhouette for cut in found.cuts} == {-1.0}


def test_more_people_than_the_sample_all_get_groups(planted, monkeypatch):
    matrix, planted_groups = planted(60, 40, missing=0.2)
    monkeypatch.setattr(groups_module, "SAMPLE", 40)

    found = find_groups(matrix, shuffles=19)

    assert same_partition(found.groups.tolist(), planted_groups.tolist())


def test_a_sample_of_one_cluster_has_no_silhouette():
    assert groups_module._mean_silhouette(np.zeros((3, 1)), np.zeros(3, np.int64)) == -1.0


def test_distinct_groups_come_back(planted):
    matrix, _ = planted(40, 30)
    found = find_groups(matrix, shuffles=19)

    stability = measure_stability(matrix, found, replicates=5)

    assert stability == pytest.approx((1.0, 1.0), abs=0.05)


def test_stability_follows_neither_names_nor_rows(planted):
    matrix, _ = planted(40, 30, missing=0.8, strength=0.8)
    found = find_groups(matrix, shuffles=19, is_left_out=np.arange(40) > 35)
    order = np.random.default_rng(2).permutation(70)
    turned = find_groups(matrix.take(order), shuffles=19, is_left_out=np.arange(40) > 35)

    assert measure_stability(
        matrix, found, replicates=3, is_left_out=np.arange(40) > 35
    ) == measure_stability(matrix.take(order), turned, replicates=3, is_left_out=np.arange(40) > 35)
