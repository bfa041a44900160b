"""Every example of a docstring runs and gives what it says."""

import doctest
import importlib
import pkgutil

import pytest

import civiscope

MODULES = [
    module.name
    for module in pkgutil.walk_packages(civiscope.__path__, "civiscope.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_docstrings_run(name):
    results = doctest.testmod(importlib.import_module(name))

    assert results.failed == 0


def test_examples_are_found():
    finder = doctest.DocTestFinder(exclude_empty=True)
    tests = finder.find(importlib.import_module("civiscope.corpus.words"))

    documented = {test.name.rpartition(".")[2] for test in tests if test.examples}
    assert documented == {
        *["deletions", "fold", "index_words", "query_words"],
        *["splits", "stems", "tokens", "within_one_edit"],
    }
