"""Krippendorff's alpha of the example that most programs are checked with.

Source: Krippendorff, 2011, "Computing Krippendorff's alpha-reliability", section C (nominal data,
any number of observers, missing data), https://repository.upenn.edu/asc_papers/43. Four observers,
twelve units; the last one has a single value and counts for nothing.
"""

import numpy as np
import pytest

from civiscope.coding.agreement import MISSING, measure_agreement

OBSERVERS = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]


def test_alpha_is_the_published_one():
    values = np.array(
        [[MISSING if value == "." else int(value) for value in row] for row in OBSERVERS],
        dtype=np.int8,
    )

    found = measure_agreement(values, rng=np.random.default_rng(1))

    assert found.alpha == pytest.approx(0.743421, abs=1e-6)
    assert found.n_units == 11
