"""A synthesis cut as its report is read: by question, and each theme with its sub-themes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from civiscope.synthesis.naming import MachineName, Naming
from civiscope.synthesis.results import Synthesis, Theme, Unclassified
from civiscope.synthesis.stability import FOUND_AGAIN, UNSTABLE


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
    names : mapping of str to MachineName
        What a language model called themes and sub-themes, by their names in the data.
    """

    number: int
    question: str
    themes: tuple[Theme, ...]
    subthemes: dict[str, tuple[Theme, ...]]
    unclassified: tuple[Unclassified, ...]
    names: Mapping[str, MachineName]

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

    @property
    def is_answered(self) -> bool:
        """Whether anybody wrote something."""
        return self.n_answers > sum(
            one.answers for one in self.unclassified if one.reason == "empty"
        )


def chapters_of(synthesis: Synthesis, naming: Naming | None = None) -> tuple[Chapter, ...]:
    """Return a chapter for each question, or one for all answers."""
    names = {name.theme_id: name for name in naming.names} if naming else {}
    if not synthesis.questions:
        return (_chapter(0, "", synthesis.themes, synthesis.unclassified, names),)
    return tuple(_by_question(synthesis, names))


def is_unstable(theme: Theme) -> bool:
    """Tell whether a theme was not found again well enough to be relied on."""
    return theme.stability is not None and theme.stability < UNSTABLE


def is_found_again(theme: Theme) -> bool:
    """Tell whether the descending classification found the same theme."""
    return theme.found_again is not None and theme.found_again > FOUND_AGAIN


def _by_question(synthesis: Synthesis, names: Mapping[str, MachineName]) -> Iterator[Chapter]:
    themes: dict[str | None, list[Theme]] = defaultdict(list)
    unclassified: dict[str | None, list[Unclassified]] = defaultdict(list)
    for theme in synthesis.themes:
        themes[theme.question].append(theme)
    for one in synthesis.unclassified:
        unclassified[one.question].append(one)
    for number, question in enumerate(synthesis.questions, start=1):
        parts = tuple(themes[question]), tuple(unclassified[question])
        yield _chapter(number, question, *parts, names)


def _chapter(
    number: int,
    question: str,
    themes: tuple[Theme, ...],
    unclassified: tuple[Unclassified, ...],
    names: Mapping[str, MachineName],
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
        names=names,
    )
