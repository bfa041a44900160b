from collections import Counter

import pytest

from civiscope.disclosure import RareCombination, find_rare, mask_rare
from civiscope.errors import DisclosureError, InputError

COLUMNS = {
    "kind": ["town"] * 8 + ["county"] * 4,
    "size": ["small"] * 4 + ["middle"] * 3 + ["large"] + ["large"] * 4,
}


def combinations(columns):
    return Counter(zip(*columns.values(), strict=True))


def test_rare_combinations_are_listed():
    assert find_rare(COLUMNS) == (RareCombination(categories=("town", "large"), rows=1),)
    assert find_rare(COLUMNS, k=4) == (
        RareCombination(categories=("town", "large"), rows=1),
        RareCombination(categories=("town", "middle"), rows=3),
    )


def test_masking_leaves_what_is_common():
    masked = mask_rare(COLUMNS)

    assert combinations(masked) == {("town", "small"): 4, ("town", ""): 4, ("county", "large"): 4}


def test_masking_nothing_changes_nothing():
    columns = {"kind": ["a", "a", "a", "b", "b", "b"]}

    assert mask_rare(columns) == {"kind": tuple(columns["kind"])}


def test_rows_that_lost_everything_are_joined_by_the_smallest_others():
    columns = {"kind": ["a"] * 5 + ["b"] * 4 + ["c"], "size": ["s"] * 10}

    assert combinations(mask_rare(columns)) == {("a", "s"): 5, ("", ""): 5}


def test_the_order_of_rows_changes_no_choice():
    turned = {name: column[::-1] for name, column in COLUMNS.items()}

    masked = {name: column[::-1] for name, column in mask_rare(turned).items()}

    assert masked == mask_rare(COLUMNS)


def test_no_rows_need_no_mask():
    assert mask_rare({"kind": []}) == {"kind": ()}


def test_fewer_rows_than_asked_are_not_published():
    with pytest.raises(DisclosureError) as refused:
        mask_rare({"kind": ["a", "a"]})

    assert str(refused.value) == (
        "Expected at least 3 rows to publish, found 2. Publish none of them."
    )


def test_columns_of_two_lengths_are_refused():
    with pytest.raises(InputError) as refused:
        find_rare({"kind": ["a"], "size": []})

    assert str(refused.value) == (
        "Expected columns of one length, found [0, 1]. Give each row a category of each variable."
    )
