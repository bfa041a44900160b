"""A synthesis cut as its report is read: by question, and each theme with its sub-themes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from civiscope.synthesis.results import Synthesis, Theme, Unclassified

STABLE: Final = 0.6
"""Mean Jaccard index from which a cluster is said to be stable (Hennig, 2007)."""

FOUND_AGAIN: Final = 0.5
"""Jaccard index from which two groups have more answers in common than not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The themes found together: those of a question, or all.

    Attributes
    ----------
    number : int
        The place of the question, from 1; 0 where themes are not found by question.
    question : str
        The question; empty where there is none.
    themes : tuple of Theme
        The largest first, without sub-themes.
    subthemes : dict of str to tuple of Theme
        Those of each theme, by its name in the data.
    unclassified : tuple of Unclassified
        What no theme holds.
    """

    number: int
    question: str
    themes: tuple[Theme, ...]
    subthemes: dict[str, tuple[Theme, ...]]
    unclassified: tuple[Unclassified, ...]

    @property
    def n_classified(self) -> int:
        """How many answers its themes hold."""
        return sum(theme.answers for theme in self.themes)

    @property
    def n_unclassified(self) -> int:
        """How many answers no theme holds."""
        return sum(one.answers for one in self.unclassified)

    @property
    def n_answers(self) -> int:
        """How many answers there are."""
        return self.n_classified + self.n_unclassified


def chapters_of(synthesis: Synthesis) -> tuple[Chapter, ...]:
    """Return a chapter for each question, or one for all answers."""
    if not synthesis.questions:
        return (_chapter(0, "", synthesis.themes, synthesis.unclassified),)
    return tuple(_by_question(synthesis))


def is_unstable(theme: Theme) -> bool:
    """Tell whether a theme was not found again well enough to be relied on."""
    return theme.stability is not None and theme.stability < STABLE


def _by_question(synthesis: Synthesis) -> Iterator[Chapter]:
    themes: dict[str | None, list[Theme]] = defaultdict(list)
    unclassified: dict[str | None, list[Unclassified]] = defaultdict(list)
    for theme in synthesis.themes:
        themes[theme.question].append(theme)
    for one in synthesis.unclassified:
        unclassified[one.question].append(one)
    for number, question in enumerate(synthesis.questions, start=1):
        yield _chapter(number, question, tuple(themes[question]), tuple(unclassified[question]))


def _chapter(
    number: int, question: str, themes: tuple[Theme, ...], unclassified: tuple[Unclassified, ...]
) -> Chapter:
    subthemes: dict[str, list[Theme]] = defaultdict(list)
    for theme in themes:
        if theme.parent is not None:
            subthemes[theme.parent].append(theme)
    return Chapter(
        number=number,
        question=question,
        themes=tuple(theme for theme in themes if theme.parent is None),
        subthemes={parent: tuple(parts) for parent, parts in subthemes.items()},
        unclassified=unclassified,
    )
