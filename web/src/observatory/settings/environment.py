"""Read settings from the environment: typed, and failing with the variable's name."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# The folder `observatory` is started from holds what it writes.
VAR = Path(os.environ.get("OBSERVATORY_VAR", "var")).resolve()


def text(name: str, default: str | None = None) -> str:
    """Return a variable's text; without a default it must be set."""
    value = os.environ.get(name, default)
    if value is None:
        message = f"Set the environment variable {name}."
        raise ImproperlyConfigured(message)
    return value


def words(name: str, default: str = "") -> list[str]:
    """Return a variable's comma-separated words."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def flag(name: str, *, default: bool) -> bool:
    """Return a variable that is 0 or 1."""
    value = text(name, "1" if default else "0")
    if value not in {"0", "1"}:
        message = f"{name} is “{value}”; expected 0 or 1."
        raise ImproperlyConfigured(message)
    return value == "1"


def number(name: str, default: int) -> int:
    """Return a variable that is a whole number."""
    value = text(name, str(default))
    if not value.isdecimal():
        message = f"{name} is “{value}”; expected a whole number."
        raise ImproperlyConfigured(message)
    return int(value)
