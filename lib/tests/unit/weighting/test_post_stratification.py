import pytest

from civiscope.errors import InputError
from civiscope.weighting import post_stratify


def test_each_post_stratum_gets_its_total():
    weighting = post_stratify([0, 1, 0, 1], targets=[30, 10], weights=[1, 1, 2, 0])

    assert weighting.weights.tolist() == [10, 10, 20, 0]
    assert (weighting.iterations, weighting.discrepancy) == (1, 0)


def test_what_cannot_be_post_stratified_is_refused():
    with pytest.raises(InputError, match="margin 'region' has a target, and only there"):
        post_stratify([0, 0], targets=[30, 10], name="region")
    with pytest.raises(InputError, match=r"got int64 of shape \(1, 1, 1\)"):
        post_stratify([[[0]]], targets=[30])
