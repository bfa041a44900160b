"""Fixtures of the tests of pages."""

from copy import deepcopy
from typing import NoReturn

import pytest


class UndefinedVariable(str):
    """Stands where a template names what its context does not have, and says so."""

    __slots__ = ()

    def __contains__(self, text: object) -> bool:
        return text == "%s"

    def __mod__(self, name: object) -> NoReturn:
        message = f"A template names “{name}”, which its context does not have."
        raise AssertionError(message)


@pytest.fixture(autouse=True)
def _undefined_variables_fail(settings) -> None:
    # A copy: what is changed in place is not put back after the test.
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
    settings.TEMPLATES = templates
