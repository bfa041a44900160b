"""The compiled loops of the synthesis, run a second time as plain Python."""

import importlib.util
from types import ModuleType, SimpleNamespace

import numba
import numpy as np
import pytest

from civiscope.synthesis import (
    company,
    concurrence,
    contexts,
    excerpts,
    factorisation,
    intervals,
    rare_ideas,
    reinert,
    rows,
    sampling,
    spectrum,
    tallies,
    units,
)

MODULES = (
    company,
    concurrence,
    contexts,
    excerpts,
    factorisation,
    intervals,
    rare_ideas,
    reinert,
    rows,
    sampling,
    spectrum,
    tallies,
    units,
)


def load_interpreted(module: ModuleType) -> ModuleType:
    """Load a module again without compiling its loops: coverage follows these."""
    name = f"{module.__name__}_interpreted"
    spec = importlib.util.spec_from_file_location(name, module.__file__)
    loaded = importlib.util.module_from_spec(spec)
    numba.config.DISABLE_JIT = True
    try:
        spec.loader.exec_module(loaded)
    finally:
        numba.config.DISABLE_JIT = False
    return loaded


def as_engine(modules) -> SimpleNamespace:
    return SimpleNamespace(**{name.rpartition(".")[2]: module for name, module in modules.items()})


@pytest.fixture(scope="session")
def interpreted_modules():
    return {module.__name__: load_interpreted(module) for module in MODULES}


@pytest.fixture(params=["compiled", "interpreted"])
def engine(request, interpreted_modules):
    """Give the modules with compiled loops, then the same as plain Python."""
    compiled = {module.__name__: module for module in MODULES}
    # Hashes wrap around on purpose, which NumPy's scalars warn of.
    with np.errstate(over="ignore"):
        yield as_engine(compiled if request.param == "compiled" else interpreted_modules)


@pytest.fixture
def planted(engine):
    """Return a function that makes themes of the sizes given, each with its own six lemmas."""

    def make(*sizes):
        rng = np.random.default_rng(0)
        sets = [
            [*(6 * theme + rng.choice(6, 4, replace=False)), 6 * len(sizes) + rng.integers(3)]
            for theme, size in enumerate(sizes)
            for _ in range(size)
        ]
        rows = engine.rows.SparseRows.of_sets(sets, n_columns=6 * len(sizes) + 3)
        return rows, np.repeat(np.arange(len(sizes)), sizes)

    return make


@pytest.fixture
def dense():
    """Return a function that writes sparse rows out."""

    def write(rows):
        table = np.zeros((rows.n_rows, rows.n_columns))
        lines = np.repeat(np.arange(rows.n_rows), np.diff(rows.indptr))
        table[lines, rows.indices] = rows.values
        return table

    return write
