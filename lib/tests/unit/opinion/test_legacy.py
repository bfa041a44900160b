"""Polis from scratch, beside a dense computation in as many words."""

import numpy as np
import pytest

from civiscope.opinion.legacy import find_legacy_groups, keep_participants


def test_places_are_those_of_polis(planted, dense):
    matrix, _ = planted(20, 15, n_statements=12)
    is_left_out = np.arange(12) == 3

    found = find_legacy_groups(matrix, is_left_out=is_left_out)

    table = dense(matrix)
    table[:, is_left_out] = 0.0
    means = np.nanmean(table, axis=0)
    centred = np.where(np.isnan(table), 0.0, table - means)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    seen = (~np.isnan(table)).sum(axis=1)
    expected = centred @ vectors[:, ::-1][:, :2] * np.sqrt(12 / seen)[:, None]
    np.testing.assert_allclose(np.abs(found.places), np.abs(expected), atol=1e-6)


def test_planted_groups_are_found(planted):
    matrix, groups = planted(30, 25, missing=0.2)

    found = find_legacy_groups(matrix)

    assert len(set(zip(found.groups.tolist(), groups.tolist(), strict=True))) == 2
    assert [k for k, _, _ in found.cuts] == [2, 3, 4, 5]


def test_participants_of_seven_votes_are_kept(matrix):
    rows = ["+" * 7 + "...", *["-" * 8 + ".."] * 15, "+" * 6 + "...."]

    assert keep_participants(matrix(*rows)).tolist() == [True] * 16 + [False]


def test_fifteen_participants_are_kept_if_there_are(matrix):
    rows = ["+" * 9] * 10 + ["+" * 5 + "...."] * 3 + ["+" * 3 + "......"] * 4

    assert keep_participants(matrix(*rows)).tolist() == [True] * 15 + [False] * 2


def test_all_statements_are_enough_where_they_are_few(matrix):
    rows = ["++.", "+++"] * 20

    assert keep_participants(matrix(*rows)).tolist() == [False, True] * 20


def test_who_is_kept_may_be_given(planted):
    matrix, _ = planted(30, 25)
    is_kept = np.arange(55) % 2 == 0

    found = find_legacy_groups(matrix, is_kept=is_kept)

    assert ((found.groups >= 0) == is_kept).all()


@pytest.mark.parametrize("rows", [["++"] * 16, ["..", ".."]])
def test_people_in_one_place_are_one_group(matrix, rows):
    found = find_legacy_groups(matrix(*rows))

    assert set(found.groups.tolist()) <= {0}
    assert found.cuts == ()


def test_a_group_of_one_base_cluster_has_no_silhouette(matrix):
    found = find_legacy_groups(matrix(*["+-"] * 8, *["-+"] * 8))

    assert [score for _, score, _ in found.cuts] == [0.0]
    assert np.bincount(found.groups).tolist() == [8, 8]
