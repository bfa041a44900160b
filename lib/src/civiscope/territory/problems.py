"""The errors of places."""

from collections.abc import Iterable
from difflib import get_close_matches

from civiscope.errors import InputError


class PlaceNotFound(InputError):
    """No place of the register has the code that was given."""


def place_not_found(code: str, *, expected: str, known: Iterable[str]) -> PlaceNotFound:
    """Return the error for a code that is in no list, with the codes that are near it."""
    close = get_close_matches(code, known, n=3)
    hint = f"Near: {', '.join(close)}." if close else "Look it up in the register."
    return PlaceNotFound(f"Expected {expected}, and none is “{code}”. {hint}")
