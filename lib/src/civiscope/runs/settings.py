"""Settings of runs, from the command line or a TOML file."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from civiscope.errors import InputError, InputNotFound

S = TypeVar("S")

_KINDS = {int: "a whole number", bool: "true or false", str: "text"}


def settings_from(
    default: S,
    path: Path | None,
    given: Mapping[str, Any],
    *,
    least: Mapping[str, int],
    most: Mapping[str, int],
    words: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> S:
    """Read settings from a TOML file, and let those given by name prevail.

    Parameters
    ----------
    default : dataclass
        The settings where nothing is said; its attributes are all there are.
    path : Path or None
        The file; its keys are the attributes.
    given : mapping
        Settings by name; None where the person did not say.
    least, most : mapping of str to int
        The bounds of those that are whole numbers.
    words : mapping of str to tuple of str, optional
        What a text may be, or a word that may stand for a whole number.

    Raises
    ------
    InputNotFound
        Where the file is not there, or cannot be opened.
    InputError
        Where the file is not TOML, a name is unknown, or a value cannot be used.
    """
    written = _read(path) if path is not None else {}
    said = {name: value for name, value in given.items() if value is not None}
    known = {field.name: type(field.default) for field in fields(default)}  # type: ignore[arg-type]
    for name, value in (written | said).items():
        _check(name, value, known, words.get(name, ()))
        if type(value) is int:
            _check_bounds(name, value, least[name], most.get(name))
    return replace(default, **written | said)  # type: ignore[type-var]


def items_of(settings: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 - any dataclass
    """List settings by name, as text."""
    return tuple((name, _as_text(value)) for name, value in asdict(settings).items())


def _as_text(value: object) -> str:
    """Write a value as TOML does, but for the quotes of texts."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputNotFound(
            f"Expected a file of settings at {path}, and could not read it: {error.strerror}."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"Expected TOML in {path.name}, and {error}.") from error


def _check(name: str, value: object, known: Mapping[str, Any], words: tuple[str, ...]) -> None:
    if name not in known:
        close = get_close_matches(name, known, n=1)
        hint = f"Did you mean {close[0]}? " if close else ""
        raise InputError(
            f"Expected known settings, and found {name}. {hint}Known: {', '.join(known)}."
        )
    takes_any = known[name] is not str or not words
    if (type(value) is str and value in words) or (type(value) is known[name] and takes_any):
        return
    kinds = [*([_KINDS[known[name]]] if takes_any else []), *words]
    raise InputError(f"Expected {' or '.join(kinds)} for the setting {name}.")


def _check_bounds(name: str, value: int, least: int, most: int | None) -> None:
    if value < least or (most is not None and value > most):
        bounds = f"at least {least}" + (f" and at most {most}" if most is not None else "")
        raise InputError(f"Expected {bounds} for {name}, and found {value}.")
