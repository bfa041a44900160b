"""The compiled loops that compare texts, run a second time as plain Python."""

import importlib.util

import numba
import numpy as np
import pytest

from civiscope.corpus import families, near_duplicates, near_kernels, signatures


@pytest.fixture(scope="session")
def interpreted_near_kernels():
    """Load the kernels again without compiling them: coverage follows these."""
    spec = importlib.util.spec_from_file_location(
        "civiscope.corpus.interpreted_near_kernels", near_kernels.__file__
    )
    module = importlib.util.module_from_spec(spec)
    numba.config.DISABLE_JIT = True
    try:
        spec.loader.exec_module(module)
    finally:
        numba.config.DISABLE_JIT = False
    return module


@pytest.fixture(params=["compiled", "interpreted"])
def near_engine(request, monkeypatch, interpreted_near_kernels):
    """Run the test on the compiled loops, then on the same as plain Python."""
    module = near_kernels if request.param == "compiled" else interpreted_near_kernels
    for user in (signatures, near_duplicates, families):
        monkeypatch.setattr(user, "near_kernels", module)
    # Hashes wrap around on purpose, which NumPy's scalars warn of.
    with np.errstate(over="ignore"):
        yield request.param
