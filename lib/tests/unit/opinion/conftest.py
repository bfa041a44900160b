"""The compiled loops of opinion groups, run a second time as plain Python, and invented votes."""

import importlib.util
from types import SimpleNamespace

import numba
import numpy as np
import pytest

from civiscope.opinion import clusters, directions, structure, votes

MODULES = (clusters, directions, structure, votes)


def load_interpreted(module):
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


@pytest.fixture(scope="session")
def interpreted_modules():
    return [load_interpreted(module) for module in MODULES]


@pytest.fixture(params=["compiled", "interpreted"])
def engine(request, interpreted_modules):
    """Give the modules with compiled loops, then the same as plain Python."""
    chosen = MODULES if request.param == "compiled" else interpreted_modules
    names = [module.__name__.rpartition(".")[2] for module in MODULES]
    # Hashes wrap around on purpose, which NumPy's scalars warn of.
    with np.errstate(over="ignore"):
        yield SimpleNamespace(**dict(zip(names, chosen, strict=True)))


@pytest.fixture
def matrix():
    """Return a function that makes a matrix of rows of votes: ``+``, ``0``, ``-``, or ``.``."""

    def make(*rows):
        table = np.array([list(row) for row in rows])
        who, what = np.nonzero(table != ".")
        signs = {"+": 1, "0": 0, "-": -1}
        cast = np.array([signs[table[at]] for at in zip(who, what, strict=True)], np.int8)
        made, _ = votes.matrix_of(
            who.astype(np.int32),
            what.astype(np.int32),
            cast,
            n_participants=len(rows),
            n_statements=len(rows[0]),
        )
        return made

    return make


@pytest.fixture
def planted():
    """Return a function that draws votes of groups of the sizes given, some votes missing."""

    def make(*sizes, n_statements=40, missing=0.5, strength=0.9, seed=0):
        rng = np.random.default_rng(seed)
        leans = rng.random((len(sizes), n_statements)) < 0.5
        groups = np.repeat(np.arange(len(sizes)), sizes)
        agrees = rng.random((len(groups), n_statements)) < np.where(
            leans[groups], strength, 1 - strength
        )
        who, what = np.nonzero(rng.random(agrees.shape) >= missing)
        cast = np.where(agrees[who, what], 1, -1).astype(np.int8)
        made, _ = votes.matrix_of(
            who.astype(np.int32),
            what.astype(np.int32),
            cast,
            n_participants=len(groups),
            n_statements=n_statements,
        )
        return made, groups

    return make


@pytest.fixture
def dense():
    """Return a function that writes votes out, with NaN where nobody voted."""

    def write(matrix):
        table = np.full((matrix.n_participants, matrix.n_statements), np.nan)
        rows = np.repeat(np.arange(matrix.n_participants), matrix.lengths)
        table[rows, matrix.statements] = matrix.votes
        return table

    return write
