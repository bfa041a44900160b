"""The themes of each question, numbered over all questions."""

from collections.abc import Mapping
from dataclasses import dataclass

from civiscope.synthesis.numbers import Tried
from civiscope.synthesis.themes import ThemeModel


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionModel:
    """The themes of a question.

    Attributes
    ----------
    themes : ThemeModel
        Its themes.
    tried : tuple of Tried
        The numbers of themes that were tried; empty where a person chose.
    first_theme : int
        The number of the first of them over all questions.
    subthemes : mapping of int to (int, ThemeModel)
        For each theme that is divided, counted inside the question: the number of its first
        sub-theme over all questions, and its sub-themes.
    stability : tuple of float
        For each theme, its mean best Jaccard index over samples drawn again; empty if none was.
    found_again : tuple of float
        For each theme, its best Jaccard index with a class of the descending classification.
    """

    themes: ThemeModel
    tried: tuple[Tried, ...]
    first_theme: int
    subthemes: Mapping[int, tuple[int, ThemeModel]]
    stability: tuple[float, ...]
    found_again: tuple[float, ...]

    @property
    def n_subthemes(self) -> int:
        """How many sub-themes it has."""
        return sum(model.n_themes for _, model in self.subthemes.values())
