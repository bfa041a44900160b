"""The search for rare ideas: three more passes over the batches, then a choice.

Each pass is a function of one batch that a worker can be sent; what it returns is added to what
it returns for the others.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from civiscope.chance.hashing import mix
from civiscope.corpus.families import Families
from civiscope.corpus.lemma_sets import merge_negation
from civiscope.corpus.vocabulary import Vocabulary
from civiscope.runs.synthesis.labelling import Labelled, presences, read_labelled
from civiscope.runs.synthesis.passes import REASONS, Batch
from civiscope.synthesis.company import Company, Utterances, count_company, merge_company
from civiscope.synthesis.concurrence import (
    Concurrences,
    Seeds,
    count_concurrences,
    find_seeds,
    merge_concurrences,
    rarest_words,
)
from civiscope.synthesis.excerpts import LONGEST, SHORTEST
from civiscope.synthesis.intervals import resampling_units
from civiscope.synthesis.rare_ideas import Ideas, Members, find_members, gather_ideas, inform
from civiscope.synthesis.rarity import (
    FEWEST_VOICES,
    Measures,
    choose_ideas,
    largest_idea,
    measure_ideas,
)
from civiscope.synthesis.rows import SparseRows
from civiscope.synthesis.units import hash_strings
from civiscope.tables import IDENTIFIER

SEED = 0x72_61_72_65_69_64_65_61
"""The bytes of "rareidea"."""

COMMONEST = 10
"""A pair of words that founds an idea is in at most as many answers as that many of the largest
ideas: what is too common is found, so that what is a part of it is not taken for rare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A batch, and what is known of its answers by now.

    Attributes
    ----------
    batch : Batch
        The batch.
    strata : ndarray of int32, shape (n_answers,)
        The stratum of each answer, inside which chance deals out words.
    is_open : ndarray of bool, shape (n_answers,)
        Whether it says something, and is of no campaign.
    is_first : ndarray of bool, shape (n_answers,)
        Whether it is the first of its family of near-duplicates.
    explained : ndarray of float64, shape (n_answers,)
        Share of it that its theme explains.
    """

    batch: Batch
    strata: NDArray[np.int32]
    is_open: NDArray[np.bool_]
    is_first: NDArray[np.bool_]
    explained: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The answers of a batch that are of an idea.

    Attributes
    ----------
    members : Members
        Them.
    keys : ndarray of uint64, shape (n_members,)
        The hash of the identifier of each.
    is_quotable : ndarray of bool, shape (n_members,)
        Whether it is neither too short nor too long to be quoted.
    """

    members: Members
    keys: NDArray[np.uint64]
    is_quotable: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class RareIdeas:
    """The rare ideas of a corpus, the most surprising first.

    Attributes
    ----------
    words : tuple of tuple of int
        The lemmas of each.
    expected : ndarray of float64, shape (n_ideas,)
        Answers that would have the first two by chance.
    measures : Measures
        Their figures.
    rows : ndarray of int64, shape (n_members,)
        Rows of their answers in the whole corpus, increasing.
    ideas : ndarray of int32, shape (n_members,)
        The idea of each.
    quoted : tuple of (int, int)
        For each idea, the row of the answer that its words say most of, and of one drawn by lot
        among those of other families.
    """

    words: tuple[tuple[int, ...], ...]
    expected: NDArray[np.float64]
    measures: Measures
    rows: NDArray[np.int64]
    ideas: NDArray[np.int32]
    quoted: tuple[tuple[int, int], ...]


# ------------------------------------------------------------------- one batch


def count_pairs(spoken: Spoken, *, vocabulary: Vocabulary, n_strata: int) -> Concurrences:
    """Count the words and pairs of words of a batch, near-duplicates once."""
    _, rows = _read(spoken, vocabulary)
    counted = _counted(spoken)
    return count_concurrences(rows.take(counted), spoken.strata[counted], n_strata=n_strata)


def count_beside(spoken: Spoken, *, vocabulary: Vocabulary, seeds: Seeds, n_strata: int) -> Company:
    """Count what the answers of a batch say besides each pair they have."""
    labelled, rows = _read(spoken, vocabulary)
    counted = _counted(spoken)
    said = Utterances(
        rows=rows.take(counted),
        strata=spoken.strata[counted],
        starts=labelled.indptr[:-1][counted],
        ends=labelled.indptr[1:][counted],
        labels=merge_negation(labelled.labels, vocabulary),
        has_break=labelled.breaks > 0,
    )
    return count_company(said, seeds, n_strata=n_strata)


def join_batch(
    spoken: Spoken, *, vocabulary: Vocabulary, ideas: Ideas, information: NDArray[np.float64]
) -> Joined:
    """Find which answers of a batch are of an idea."""
    labelled, rows = _read(spoken, vocabulary)
    members = find_members(
        rows,
        ideas,
        information=information,
        explained=np.where(spoken.is_open, spoken.explained, np.inf),
    )
    names = spoken.batch.read(IDENTIFIER)[IDENTIFIER].take(pa.array(members.rows))
    lengths = labelled.lengths[members.rows]
    return Joined(
        members=members,
        keys=hash_strings(names),
        is_quotable=(lengths >= SHORTEST) & (lengths <= LONGEST),
    )


def _read(spoken: Spoken, vocabulary: Vocabulary) -> tuple[Labelled, SparseRows]:
    labelled = read_labelled(spoken.batch.labels)
    rows = presences(labelled, vocabulary)
    return labelled, rarest_words(rows, documents=vocabulary.documents)


def _counted(spoken: Spoken) -> NDArray[np.int64]:
    return np.flatnonzero(spoken.is_open & spoken.is_first)


# ------------------------------------------------------------------- all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of all answers by now, in the order of the contribution ids.

    Attributes
    ----------
    strata : ndarray of int32, shape (n_answers,)
        As in `Spoken`.
    n_strata : int
        How many there are.
    reasons : ndarray of int8, shape (n_answers,)
        Why an answer has no theme, in the order of `REASONS`; -1 where it has one.
    scores : ndarray of float64, shape (n_answers,)
        How much of the answer its theme explains: the cosine of the two.
    authors : ndarray of uint64, shape (n_answers,)
        Hash of its author; 0 where unknown.
    families : Families
        Of near-duplicates.
    campaigns : ndarray of int64, shape (n_campaigns,)
        The families that are campaigns.
    """

    strata: NDArray[np.int32]
    n_strata: int
    reasons: NDArray[np.int8]
    scores: NDArray[np.float64]
    authors: NDArray[np.uint64]
    families: Families
    campaigns: NDArray[np.int64]


def find_rare_ideas(
    batches: Sequence[Batch],
    known: Known,
    *,
    vocabulary: Vocabulary,
    count: int,
    through: Callable[..., Iterable[Any]],
) -> RareIdeas:
    """Find the ideas that a few people have, and that no theme explains.

    Parameters
    ----------
    batches : sequence of Batch
        All of them, in order.
    known : Known
        Of all answers.
    vocabulary : Vocabulary
        Of the corpus.
    count : int
        Ideas, at most.
    through : callable
        Works on batches, wherever that is: stage, function and tasks in, results out, in order.
    """
    spoken = list(_spoken(batches, known))
    n_answers = len(known.reasons)
    counting = partial(count_pairs, vocabulary=vocabulary, n_strata=known.n_strata)
    counted = merge_concurrences(through("ideas", counting, spoken))
    most = COMMONEST * largest_idea(n_answers)
    seeds = find_seeds(counted, fewest=FEWEST_VOICES, most=most)
    counted = counted.without_pairs()
    beside = partial(count_beside, vocabulary=vocabulary, seeds=seeds, n_strata=known.n_strata)
    company = merge_company(through("ideas", beside, spoken))
    ideas = gather_ideas(seeds, company, counted)
    joining = partial(join_batch, vocabulary=vocabulary, ideas=ideas, information=inform(counted))
    joined = _whole(through("ideas", joining, spoken), spoken)
    members = joined.members
    families = known.families.family[members.rows]
    measures = measure_ideas(
        ideas,
        members,
        explained=known.scores[members.rows] ** 2,
        families=families,
        units=resampling_units(known.authors[members.rows], answers=joined.keys),
        n_lemmas=vocabulary.n_lemmas,
    )
    chosen = choose_ideas(measures, n_answers=n_answers, count=count)
    return _chosen(ideas, joined, families, measures, chosen)


def _spoken(batches: Sequence[Batch], known: Known) -> Iterator[Spoken]:
    """Cut what is known where batches are."""
    family = known.families.family
    says_something = (known.reasons < 0) | (known.reasons == REASONS.index("no-theme"))
    is_open = says_something & ~np.isin(family, known.campaigns)
    is_first = np.zeros(len(family), dtype=np.bool_)
    is_first[_first_rows(family, len(known.families.n_answers))] = True
    first = 0
    for batch in batches:
        rows = slice(first, first + pq.read_metadata(batch.path).row_group(batch.group).num_rows)
        yield Spoken(
            batch=batch,
            strata=known.strata[rows],
            is_open=is_open[rows],
            is_first=is_first[rows],
            explained=known.scores[rows] ** 2,
        )
        first = rows.stop


def _first_rows(family: NDArray[np.int64], n_families: int) -> NDArray[np.int64]:
    """Find the first answer of each family, without sorting millions of them."""
    firsts = np.empty(n_families, dtype=np.int64)
    # Of several that are written to one place, the last stays.
    firsts[family[::-1]] = np.arange(len(family))[::-1]
    return firsts


def _whole(parts: Iterable[Joined], spoken: Sequence[Spoken]) -> Joined:
    """Put the members of all batches one after the other, with their rows in the whole corpus."""
    listed = list(parts)
    starts = np.cumsum([0, *(len(one.strata) for one in spoken)])
    members = [part.members for part in listed]
    rows = [part.rows + start for part, start in zip(members, starts, strict=False)]
    return Joined(
        members=Members(
            rows=np.concatenate(rows),
            ideas=np.concatenate([part.ideas for part in members]),
            shares=np.concatenate([part.shares for part in members]),
            has_pair=np.concatenate([part.has_pair for part in members]),
        ),
        keys=np.concatenate([part.keys for part in listed]),
        is_quotable=np.concatenate([part.is_quotable for part in listed]),
    )


def _chosen(
    ideas: Ideas,
    joined: Joined,
    families: NDArray[np.int64],
    measures: Measures,
    chosen: NDArray[np.int64],
) -> RareIdeas:
    """Keep the chosen ideas, number them anew, and find what is quoted of each."""
    numbers = np.full(len(ideas.marks), -1, dtype=np.int32)
    numbers[chosen] = np.arange(len(chosen), dtype=np.int32)
    members = joined.members
    renumbered = numbers[members.ideas]
    is_kept = renumbered >= 0
    quoted = [
        _quoted(joined, families, np.flatnonzero(renumbered == number))
        for number in range(len(chosen))
    ]
    return RareIdeas(
        words=tuple(tuple(ideas.words_of(idea)) for idea in chosen.tolist()),
        expected=ideas.expected[chosen],
        measures=Measures(
            **{field.name: getattr(measures, field.name)[chosen] for field in fields(Measures)}
        ),
        rows=members.rows[is_kept],
        ideas=renumbered[is_kept],
        quoted=tuple(quoted),
    )


def _quoted(
    joined: Joined, families: NDArray[np.int64], places: NDArray[np.int64]
) -> tuple[int, int]:
    """Choose the answer that the words of an idea say most of, and draw one of another family."""
    rows, shares = joined.members.rows, joined.members.shares
    too_long = ~joined.is_quotable
    typical = places[np.lexsort((rows[places], -shares[places], too_long[places]))[0]]
    others = places[families[places] != families[typical]]
    lots = mix(joined.keys[others], seed=SEED)
    drawn = others[np.lexsort((rows[others], lots, too_long[others]))[0]]
    return int(rows[typical]), int(rows[drawn])
