"""What a person may decide of a coding, from the command line or a file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from civiscope.corpus.lemmas import check_language
from civiscope.runs.settings import items_of, settings_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a coding; all of them stand in the manifest.

    Attributes
    ----------
    title : str
        What is coded; a general title when empty.
    language : str
        Of the texts, an ISO 639-1 code that the lemmatiser knows.
    known_percent : int
        Percentage of the words that the dictionary of the language must know; 0 to let any pass.
    coded_percent : int
        Score, in percent, from which an answer has a code.
    """

    title: str = ""
    language: str = "fr"
    known_percent: int = 60
    coded_percent: int = 50

    def items(self) -> tuple[tuple[str, str], ...]:
        """List the settings by name, as text."""
        return items_of(self)

    @property
    def coded_score(self) -> float:
        """The score from which an answer has a code, in [0, 1]."""
        return self.coded_percent / 100


_LEAST = {"known_percent": 0, "coded_percent": 1}
_MOST = {"known_percent": 100, "coded_percent": 100}


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
    >>> from civiscope.runs.coding.settings import read_settings
    >>> read_settings(coded_percent=60).coded_score
    0.6
    """
    settings = settings_from(Settings(), path, given, least=_LEAST, most=_MOST)
    check_language(settings.language)
    return settings
