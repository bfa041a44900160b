"""The compiled loops of chance, run a second time as plain Python."""

import importlib.util
from types import SimpleNamespace

import numba
import pytest

from civiscope.chance import significance


@pytest.fixture(scope="session")
def interpreted_significance():
    """Load the module again without compiling its loops: coverage follows these."""
    spec = importlib.util.spec_from_file_location(
        "civiscope.chance.interpreted_significance", significance.__file__
    )
    module = importlib.util.module_from_spec(spec)
    numba.config.DISABLE_JIT = True
    try:
        spec.loader.exec_module(module)
    finally:
        numba.config.DISABLE_JIT = False
    return module


@pytest.fixture(params=["compiled", "interpreted"])
def engine(request, interpreted_significance):
    """Give the module with compiled loops, then the same as plain Python."""
    is_compiled = request.param == "compiled"
    return SimpleNamespace(significance=significance if is_compiled else interpreted_significance)
