"""What a person may decide of opinion groups, from the command line or a file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from civiscope.errors import InputError
from civiscope.opinion.stability import REPLICATES
from civiscope.opinion.structure import SHUFFLES
from civiscope.runs.settings import items_of, settings_from

MODES = ("improved", "legacy")
LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of opinion groups; all of them stand in the manifest.

    Attributes
    ----------
    title : str
        What was voted on; a general title when empty.
    mode : str
        ``improved``, or ``legacy`` for what Polis computes.
    language : str
        Of the report, ``fr`` or ``en``.
    texts : str
        Of the statements, an ISO 639-1 code; that of the report when empty.
    shuffles : int
        How often votes are shuffled to see what chance gives.
    stability_replicates : int
        How often participants are drawn again to see which groups come back; 0 for never.
    """

    title: str = ""
    mode: str = "improved"
    language: str = "fr"
    texts: str = ""
    shuffles: int = SHUFFLES
    stability_replicates: int = REPLICATES

    def items(self) -> tuple[tuple[str, str], ...]:
        """List the settings by name, as text."""
        return items_of(self)

    @property
    def report_language(self) -> Literal["fr", "en"]:
        """The language of the report."""
        return "fr" if self.language == "fr" else "en"


_LEAST = {"shuffles": 19, "stability_replicates": 0}


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
    >>> from civiscope.runs.opinion.settings import read_settings
    >>> read_settings(mode="legacy").mode
    'legacy'
    """
    settings = settings_from(Settings(), path, given, least=_LEAST, most={})
    for name, known in (("mode", MODES), ("language", LANGUAGES)):
        if getattr(settings, name) not in known:
            raise InputError(f"Expected one of {', '.join(known)} for {name}. Name one of them.")
    return settings
