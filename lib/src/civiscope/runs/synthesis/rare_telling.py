"""What is said of rare ideas: names, words, counts, excerpts."""

from collections.abc import Iterator, Mapping

import numpy as np

from civiscope.runs.synthesis.pipeline import Findings
from civiscope.synthesis.results import Excerpt, RareIdea
from civiscope.tables import AUTHOR


def idea_name(number: int) -> str:
    """Name a rare idea by its rank: ``r01`` is the most surprising."""
    return f"r{number + 1:02d}"


def tell_rare_ideas(
    findings: Findings, said: Mapping[int | str, tuple[str, str]]
) -> tuple[RareIdea, ...]:
    """Say what the rare ideas are.

    Parameters
    ----------
    findings : Findings
        What was found.
    said : mapping
        The identifier and the text of each row that is quoted.
    """
    return tuple(_ideas(findings, said))


def _ideas(findings: Findings, said: Mapping[int | str, tuple[str, str]]) -> Iterator[RareIdea]:
    found, measures = findings.rare, findings.rare.measures
    for number, words in enumerate(found.words):
        yield RareIdea(
            idea_id=idea_name(number),
            words=", ".join(findings.vocabulary.surfaces[word].as_py() for word in words),
            answers=int(measures.answers[number]),
            authors=_authors(findings, number),
            voices=int(measures.voices[number]),
            together=int(measures.together[number]),
            expected=float(found.expected[number]),
            specificity=float(measures.digits[number]),
            q_value=10.0 ** -float(measures.q_digits[number]),
            carried=float(measures.carried[number]),
            explained=float(measures.explained[number]),
            excerpts=tuple(
                Excerpt(contribution_id=said[row][0], text=said[row][1], is_random=place > 0)
                for place, row in enumerate(found.quoted[number])
            ),
        )


def _authors(findings: Findings, number: int) -> int | None:
    if AUTHOR not in findings.contributions.columns:
        return None
    authors = findings.answers.authors[findings.rare.rows[findings.rare.ideas == number]]
    return len(np.unique(authors[authors != 0]))
