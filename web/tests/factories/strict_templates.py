"""Templates that fail where they name what their context does not have."""

from copy import deepcopy
from typing import Any, NoReturn


class UndefinedVariable(str):
    """Stands where a template names what its context does not have, and says so."""

    __slots__ = ()

    def __contains__(self, text: object) -> bool:
        return text == "%s"

    def __mod__(self, name: object) -> NoReturn:
        message = f"A template names “{name}”, which its context does not have."
        raise AssertionError(message)


def strict(templates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the setting TEMPLATES so that an undefined variable fails.

    It is a copy: what is changed in place is not put back after the test.
    """
    found = deepcopy(templates)
    found[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
    return found
