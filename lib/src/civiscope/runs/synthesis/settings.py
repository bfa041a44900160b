"""What a person may decide of a synthesis, from the command line or a file."""

import tomllib
from dataclasses import asdict, dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from civiscope.corpus.lemmas import check_language
from civiscope.errors import InputError, InputNotFound

MOST_THEMES = 200
"""More themes than that, nobody reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a synthesis; all of them stand in the manifest.

    Attributes
    ----------
    title : str
        What is synthesised; a general title when empty.
    language : str
        Of the texts, an ISO 639-1 code that the lemmatiser knows.
    themes : int
        Themes sought, for each question where there are questions.
    sample : int
        Distinct lemma sets that themes are fitted on, at most.
    stability_replicates : int
        Samples drawn again to see which themes come back.
    interval_replicates : int
        Samples drawn again for the intervals of shares.
    terms : int
        Typical terms listed for each theme.
    excerpts : int
        Typical excerpts of each theme; one fewer is drawn at random.
    """

    title: str = ""
    language: str = "fr"
    themes: int = 15
    sample: int = 12_000
    stability_replicates: int = 5
    interval_replicates: int = 200
    terms: int = 20
    excerpts: int = 4

    def items(self) -> tuple[tuple[str, str], ...]:
        """List the settings by name, as text."""
        return tuple((name, str(value)) for name, value in asdict(self).items())


_LEAST = {
    "themes": 2,
    "sample": 100,
    "stability_replicates": 0,
    "interval_replicates": 100,
    "terms": 1,
    "excerpts": 1,
}
_MOST = {"themes": MOST_THEMES}


def read_settings(path: Path | None = None, **given: Any) -> Settings:
    """Read settings from a TOML file, and let those given by name prevail.

    Parameters
    ----------
    path : Path, optional
        The file; its keys are the attributes of `Settings`.
    **given
        Settings; None where the person did not say.

    Raises
    ------
    InputNotFound
        Where the file is not there, or cannot be opened.
    InputError
        Where the file is not TOML, a name is unknown, or a value cannot be used.

    Examples
    --------
    >>> from civiscope.runs.synthesis.settings import read_settings
    >>> read_settings(themes=30).themes
    30
    """
    written = _read(path) if path is not None else {}
    said = {name: value for name, value in given.items() if value is not None}
    settings = replace(Settings(), **_checked(written | said))
    check_language(settings.language)
    return settings


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputNotFound(
            f"Expected a file of settings at {path}, and could not read it: {error.strerror}."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"Expected TOML in {path.name}, and {error}.") from error


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    known: dict[str, type] = {field.name: type(field.default) for field in fields(Settings)}
    for name, value in values.items():
        if name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f"Did you mean {close[0]}? " if close else ""
            raise InputError(
                f"Expected known settings, and found {name}. {hint}Known: {', '.join(known)}."
            )
        if type(value) is not known[name]:
            expected = "a whole number" if known[name] is int else "text"
            raise InputError(f"Expected {expected} for the setting {name}.")
        if isinstance(value, int) and not _LEAST[name] <= value <= _MOST.get(name, value):
            bounds = f"at least {_LEAST[name]}" + (
                f" and at most {_MOST[name]}" if name in _MOST else ""
            )
            raise InputError(f"Expected {bounds} for {name}, and found {value}.")
    return values
