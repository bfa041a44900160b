"""The compiled loops of the corpus, run a second time as plain Python."""

import importlib.util
from types import ModuleType

import numba
import numpy as np
import pytest

from civiscope.corpus import forms, kernels, lemma_sets, segmentation


@pytest.fixture(scope="session")
def interpreted_kernels():
    """Load the kernels again without compiling them: coverage follows these."""
    spec = importlib.util.spec_from_file_location(
        "civiscope.corpus.interpreted_kernels", kernels.__file__
    )
    module = importlib.util.module_from_spec(spec)
    numba.config.DISABLE_JIT = True
    try:
        spec.loader.exec_module(module)
    finally:
        numba.config.DISABLE_JIT = False
    return module


@pytest.fixture(params=["compiled", "interpreted"])
def engine(request, monkeypatch, interpreted_kernels):
    """Run the test on the compiled loops, then on the same as plain Python."""
    module: ModuleType = kernels
    if request.param == "interpreted":
        module = interpreted_kernels
    for user in (segmentation, forms, lemma_sets):
        monkeypatch.setattr(user, "kernels", module)
    segmentation.scanner_tables.cache_clear()
    # Hashes wrap around on purpose, which NumPy's scalars warn of.
    with np.errstate(over="ignore"):
        yield request.param
    segmentation.scanner_tables.cache_clear()
