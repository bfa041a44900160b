"""Tables of counts, from their numbers alone."""

import numpy as np
import pytest

from civiscope.disclosure import Axis, CountTable


@pytest.fixture
def table():
    """Return a maker of tables, whose axes are named after letters."""

    def make(counts, *, variables="rc", name="T", identifying="", population=""):
        array = np.array(counts, dtype=np.int64)
        axes = tuple(
            Axis(
                variable=variable,
                categories=tuple(f"{variable}{number}" for number in range(size)),
                is_identifying=variable in identifying,
            )
            for variable, size in zip(variables, array.shape, strict=True)
        )
        return CountTable(name=name, axes=axes, counts=array, population=population)

    return make
