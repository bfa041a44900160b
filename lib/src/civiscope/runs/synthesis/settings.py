"""What a person may decide of a synthesis, from the command line or a file."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from civiscope.corpus.lemmas import check_language
from civiscope.errors import InputError
from civiscope.runs.settings import items_of, settings_from
from civiscope.synthesis.weighted import MARGINS, Margin
from civiscope.territory import communes_within

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
    known_percent : int
        Percentage of the words that the dictionary of the language must know; 0 to let any pass.
    themes : int or "auto"
        Themes sought, for each question where there are questions; auto to try several numbers, and
        take the largest that foretells words as well as any.
    sample : int
        Distinct lemma sets that themes are fitted on, at most.
    stability_replicates : int
        Samples drawn again to see which themes come back.
    double : bool
        Whether the descending classification that themes are compared with is a double one.
    division_draws : int
        Samples drawn again to see whether a division of that classification comes back; a class
        whose halves do not is not divided. 0 divides always.
    interval_replicates : int
        Samples drawn again for the intervals of shares.
    terms : int
        Typical terms listed for each theme.
    excerpts : int
        Typical excerpts of each theme; one fewer is drawn at random.
    rare_ideas : int
        Rare but distinct ideas published at most; the most surprising ones.
    territory : str
        The départements and overseas collectivities whose population participants are compared
        with, as codes between commas; the 101 départements when empty.
    rake : str
        The margins that authors are raked to, between commas: department, region, size. None when
        empty.
    """

    title: str = ""
    language: str = "fr"
    known_percent: int = 60
    themes: int | Literal["auto"] = 15
    sample: int = 12_000
    stability_replicates: int = 5
    double: bool = False
    division_draws: int = 0
    interval_replicates: int = 200
    terms: int = 20
    excerpts: int = 4
    rare_ideas: int = 100
    territory: str = ""
    rake: str = ""

    @property
    def within(self) -> tuple[str, ...] | None:
        """The codes of the territory, each once; None for France."""
        return tuple(dict.fromkeys(map(_code, _listed(self.territory)))) or None

    @property
    def margins(self) -> tuple[Margin, ...]:
        """The margins that authors are raked to, each once, in the order given."""
        asked = dict.fromkeys(_listed(self.rake))
        return tuple(margin for name in asked for margin in MARGINS if margin == name)

    def items(self) -> tuple[tuple[str, str], ...]:
        """List the settings by name, as text."""
        return items_of(self)


_LEAST = {
    "known_percent": 0,
    "themes": 2,
    "sample": 100,
    "stability_replicates": 0,
    "division_draws": 0,
    "interval_replicates": 100,
    "terms": 1,
    "excerpts": 1,
    "rare_ideas": 0,
}
_MOST = {"themes": MOST_THEMES, "known_percent": 100}
_WORDS = {"themes": ("auto",)}


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
    settings = settings_from(Settings(), path, given, least=_LEAST, most=_MOST, words=_WORDS)
    check_language(settings.language)
    communes_within(settings.within)
    _check_margins(settings.rake)
    return settings


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _code(text: str) -> str:
    return text.upper().zfill(2)


def _check_margins(rake: str) -> None:
    for name in _listed(rake):
        if name not in MARGINS:
            close = get_close_matches(name, MARGINS, n=1)
            hint = f" Did you mean {close[0]}?" if close else ""
            raise InputError(
                f"Expected margins among {', '.join(MARGINS)} to rake to, and found {name}.{hint}"
            )
