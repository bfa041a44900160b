from dataclasses import replace

import numpy as np
import pytest

from civiscope.synthesis.rare_ideas import Ideas, Members
from civiscope.synthesis.rarity import (
    Measures,
    choose_ideas,
    count_voices,
    largest_idea,
    measure_ideas,
)


def naive_voices(ideas, families, units, n_ideas):
    kept, seen = [set() for _ in range(n_ideas)], set()
    for idea, family, unit in zip(ideas, families, units, strict=True):
        if (idea, family) not in seen:
            kept[idea].add(unit)
        seen.add((idea, family))
    return [len(one) for one in kept]


def test_voices_are_distinct_authors_of_distinct_families():
    rng = np.random.default_rng(0)
    ideas = rng.integers(0, 4, 200).astype(np.int32)
    families, units = rng.integers(0, 60, 200), rng.integers(1, 40, 200).astype(np.uint64)

    voices = count_voices(ideas, families=families, units=units, n_ideas=5)

    assert voices.tolist() == naive_voices(ideas.tolist(), families.tolist(), units.tolist(), 5)


def test_ideas_are_measured_by_their_members():
    ideas = Ideas(
        marks=np.array([1, 5]),
        partners=np.array([2, 6]),
        indptr=np.array([0, 1, 2]),
        companions=np.array([3, 7]),
        expected=np.array([0.1, 2.0]),
    )
    members = Members(
        rows=np.arange(5),
        ideas=np.array([0, 0, 0, 0, 1], dtype=np.int32),
        shares=np.array([0.5, 0.7, 0.9, 0.9, 0.4]),
        has_pair=np.array([True, True, False, True, False]),
    )

    found = measure_ideas(
        ideas,
        members,
        explained=np.array([0.0, 0.1, 0.2, 0.1, 0.3]),
        families=np.array([10, 11, 12, 10, 13]),
        units=np.array([8, 9, 8, 7, 8], dtype=np.uint64),
        n_lemmas=20,
    )

    assert found.answers.tolist() == [4, 1]
    # The fourth answer is nearly the first one; the third is of the author of the first.
    assert found.voices.tolist() == [2, 1]
    assert found.together.tolist() == [2, 0]
    assert found.carried == pytest.approx([0.75, 0.4])
    assert found.explained == pytest.approx([0.1, 0.3])
    # At least two where a tenth is expected: 1 - exp(-0.1) (1 + 0.1); 190 pairs of lemmas.
    assert found.digits == pytest.approx([2.3298, 0], abs=1e-4)
    assert found.q_digits == pytest.approx([2.3298 - np.log10(190), 0], abs=1e-4)


def measures(**more):
    """Measure six ideas, the third the most surprising, then the first."""
    usual = {
        "answers": [20] * 6,
        "voices": [12] * 6,
        "together": [10] * 6,
        "digits": [30.0, 10.0, 40.0, 12.0, 10.0, 9.0],
        "q_digits": [20.0, 5.0, 30.0, 6.0, 5.0, 4.0],
        "carried": [0.5] * 6,
        "explained": [0.1] * 6,
    }
    return Measures(**{name: np.array(column) for name, column in usual.items()} | more)


def test_the_most_surprising_ideas_are_chosen_first():
    assert choose_ideas(measures(), n_answers=1000, count=9).tolist() == [2, 0, 3, 1, 4, 5]
    assert choose_ideas(measures(), n_answers=1000, count=2).tolist() == [2, 0]
    assert choose_ideas(measures(), n_answers=1000, count=0).tolist() == []


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("answers", [40, 41, 40, 41, 41, 41]),
        ("voices", [8, 7, 8, 7, 7, 7]),
        ("q_digits", [1.302, 1.301, 30, 1.3, 0, 1.3]),
        ("explained", [0.25, 0.26, 0, 0.3, 0.9, 0.26]),
    ],
)
def test_ideas_are_rare_shared_surprising_and_far_from_themes(name, column):
    chosen = choose_ideas(replace(measures(), **{name: np.array(column)}), n_answers=1000, count=9)

    assert chosen.tolist() == [2, 0]


@pytest.mark.parametrize(("n_answers", "largest"), [(100, 40), (200_000, 40), (300_000, 60)])
def test_the_largest_idea_grows_with_large_corpora(n_answers, largest):
    assert largest_idea(n_answers) == largest
