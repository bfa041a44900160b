"""Weigh opinion groups: against Polis's own, beside red-dwarf, and on votes whose groups are known.

`make eval-opinion` runs it, with CIVISCOPE_REAL_DATA naming the folder of the original data.

Polis goes on from its last result whenever votes come in, so that its groups are not a function of
the final votes. What is compared with it is therefore said case by case, with the evidence:

kept      participants in Polis's groups who are not kept by their final votes: kept since earlier;
axes      cosines between Polis's components and ours: under .999, Polis's are of other votes or of
          another moderation than the final ones;
orders    Polis's algorithm restarted from 30 orders of the participants: the number of groups it
          finds, and the least and mean ARI of one order with the next. Under .95 its groups are no
          function of the votes;
absent    votes that Polis counted and that are not in the file;
consensus the same as Polis's from the votes of the file, from Polis's own counts, or with the same
          votes under the name of another statement.

Then `same` is whether k is the same and ARI at least .95, from scratch (`scratch`) and when our
k-means goes on from Polis's last base clusters and groups, as Polis does (`going on`).
"""

import argparse
import gzip
import json
import os
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
from reddwarf.implementations.polis import run_pipeline

from civiscope.opinion.clusters import settle
from civiscope.opinion.groups import find_groups
from civiscope.opinion.legacy import BASE_ROUNDS, GROUP_ROUNDS, find_legacy_groups
from civiscope.opinion.representativeness import measure_stances
from civiscope.opinion.selection import select_consensus, select_representative
from civiscope.opinion.votes import count_votes, matrix_of

ORDERS, DRAWS, SAME, AXES = 30, 100, 0.95, 0.999
GOAL = 95
SIZES = (0.4, 0.25, 0.15, 0.12, 0.08)
LEANING, APART, MISSING = 0.5, 0.6, 0.9


def main() -> int:
    """Print the three tables; return 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=DRAWS)
    arguments = parser.parse_args()
    missed = [_parity(), _without_structure(arguments.draws)]
    _planted()
    return int(any(missed))


# ------------------------------------------------------------------------------------ Polis


def _parity() -> bool:
    folder = os.environ.get("CIVISCOPE_REAL_DATA")
    if not folder:
        print("CIVISCOPE_REAL_DATA names no folder: nothing to compare with Polis")
        return False
    print("conversation  k Polis/ours/red-dwarf  ARI scratch/red-dwarf/going on  same", end="  ")
    print("kept  axes         orders: k, ARI least/mean  absent  representative  consensus")
    rows = [_compare(path) for path in sorted(Path(folder, "polis-reference").iterdir())]
    return not all(rows)


def _compare(path: Path) -> bool:
    """Print the row of a conversation, and return whether it goes as it should."""
    votes, polis = _read(path, "votes"), _read(path, "math-pca2")
    people = sorted({row["participant_id"] for row in votes})
    statements = sorted({row["statement_id"] for row in votes})
    matrix = _matrix(votes, people, statements)
    left_out = np.isin(statements, polis["mod-out"] or [])
    published, n_groups = _published(polis, people)
    ours = find_legacy_groups(matrix, is_left_out=left_out)
    both = (published >= 0) & (ours.groups >= 0)
    scratch = _ari(published[both], ours.groups[both])
    k = int(ours.groups.max()) + 1
    theirs = _red_dwarf(votes, people, polis)
    there = (published >= 0) & (theirs >= 0)
    cosines = _cosines(ours.directions.components, polis, statements)
    again = _going_on(ours, polis, people)
    found, least, mean = _orders(matrix, left_out, ours.is_kept)
    absent = _absent(polis, published, matrix, statements)
    chosen = _representative(polis, published, matrix, left_out, statements, n_groups, absent)
    consensus = _consensus(polis, published, matrix, left_out, statements, absent)
    kept = int(((published >= 0) & ~ours.is_kept).sum())
    same = k == n_groups and scratch >= SAME
    is_function = kept == 0 and min(cosines) >= AXES and least >= SAME and absent == 0
    print(
        f"{path.name:12}  {n_groups}/{k}/{theirs.max() + 1:<12}"
        f"        {scratch:.3f}/{_ari(published[there], theirs[there]):.3f}/{again:.3f}"
        f"               {'yes' if same else 'no':4}  {kept:4}  "
        f"{cosines[0]:.4f} {cosines[1]:.4f}  {found}, {least:.2f}/{mean:.2f}"
        f"  {absent:4}  {chosen}  {consensus}"
    )
    return same or not is_function


def _read(path: Path, name: str) -> object:
    with gzip.open(path / f"{name}.json.gz") as file:
        return json.load(file)


def _matrix(votes, people, statements):  # noqa: ANN001, ANN202
    who = {name: place for place, name in enumerate(people)}
    what = {name: place for place, name in enumerate(statements)}
    rows = sorted(votes, key=lambda row: row["modified"])
    matrix, _ = matrix_of(
        np.array([who[row["participant_id"]] for row in rows], np.int32),
        np.array([what[row["statement_id"]] for row in rows], np.int32),
        np.array([row["vote"] for row in rows], np.int8),
        n_participants=len(people),
        n_statements=len(statements),
    )
    return matrix


def _published(polis, people):  # noqa: ANN001, ANN202
    base = dict(zip(polis["base-clusters"]["id"], polis["base-clusters"]["members"], strict=True))
    places = {name: place for place, name in enumerate(people)}
    groups = np.full(len(people), -1)
    for number, group in enumerate(polis["group-clusters"]):
        for cluster in group["members"]:
            groups[[places[name] for name in base[cluster] if name in places]] = number
    return groups, len(polis["group-clusters"])


def _red_dwarf(votes, people, polis):  # noqa: ANN001, ANN202
    found = run_pipeline(
        votes=votes,
        mod_out_statement_ids=polis["mod-out"] or [],
        keep_participant_ids=polis["in-conv"],
        random_state=0,
    )
    labels = found.participants_df["cluster_id"]
    return np.array([-1 if labels.isna()[name] else int(labels[name]) for name in people])


def _cosines(components, polis, statements):  # noqa: ANN001, ANN202
    places = {name: place for place, name in enumerate(polis["tids"])}
    order = [places.get(name, 0) for name in statements]
    theirs = np.array(polis["pca"]["comps"])[:, order]
    return [float(abs(one @ other)) for one, other in zip(components, theirs, strict=True)]


def _going_on(ours, polis, people):  # noqa: ANN001, ANN202
    """Start from Polis's last clusters, and return the ARI with its groups."""
    clusters, places = polis["base-clusters"], {name: i for i, name in enumerate(people)}
    members = [[places[one] for one in some if one in places] for some in clusters["members"]]
    groups = {one: i for i, group in enumerate(polis["group-clusters"]) for one in group["members"]}
    starts = [rows for rows in members if rows]
    published = [
        groups[name]
        for name, rows in zip(clusters["id"], members, strict=True)
        if rows
        for _ in rows
    ]
    rows = [row for some in starts for row in some]
    points = ours.places[rows]
    first = np.array([ours.places[some].mean(axis=0) for some in starts])
    base = settle(points, first, most_rounds=BASE_ROUNDS)
    weights = np.bincount(base.labels).astype(float)
    inside = np.array(published)
    centres = np.array([points[inside == number].mean(axis=0) for number in sorted(set(published))])
    again = settle(base.centres, centres, weights=weights, most_rounds=GROUP_ROUNDS)
    return _ari(inside, again.labels[base.labels])


def _orders(matrix, left_out, is_kept):  # noqa: ANN001, ANN202
    rng = np.random.default_rng(0)
    found = []
    for _ in range(ORDERS):
        order = rng.permutation(matrix.n_participants)
        groups = find_legacy_groups(
            matrix.take(order), is_left_out=left_out, is_kept=is_kept[order]
        ).groups
        found.append(groups[np.argsort(order)][is_kept])
    pairs = [_ari(one, other) for one, other in pairwise(found)]
    ks = sorted({int(groups.max()) + 1 for groups in found})
    return "/".join(map(str, ks)), min(pairs), float(np.mean(pairs))


def _absent(polis, published, matrix, statements):  # noqa: ANN001, ANN202
    """Count the votes of groups that Polis counted and that the file does not have."""
    counts = count_votes(matrix, published, n_groups=int(published.max()) + 1)
    places, missing = {str(name): i for i, name in enumerate(statements)}, 0
    for number, group in enumerate(polis["group-clusters"]):
        votes = (polis.get("group-votes") or {}).get(str(group["id"]), {}).get("votes", {})
        for name, told in votes.items():
            if name in places:
                missing += abs(told["S"] - int(counts[number, places[name]].sum()))
    return missing


def _representative(polis, published, matrix, left_out, statements, n_groups, absent):  # noqa: ANN001, ANN202
    """Say how many groups have Polis's statements, from its own counts where votes are absent."""
    counts = count_votes(matrix, published, n_groups=n_groups)
    if absent:
        counts = _counted_by_polis(polis, counts, statements)
    chosen = select_representative(measure_stances(counts), is_left_out=left_out)
    same = 0
    for group, ours in zip(polis["group-clusters"], chosen, strict=True):
        theirs = polis["repness"][str(group["id"])]
        told = {(one["tid"], one["repful-for"]) for one in theirs}
        same += told == {(int(statements[one.statement]), one.stance) for one in ours}
    return f"{same}/{n_groups}{' by its counts' if absent else ''}"


def _counted_by_polis(polis, counts, statements):  # noqa: ANN001, ANN202
    told = counts.copy()
    for number, group in enumerate(polis["group-clusters"]):
        votes = polis["group-votes"][str(group["id"])]["votes"]
        for place, name in enumerate(statements):
            if one := votes.get(str(name)):
                told[number, place] = one["D"], one["S"] - one["A"] - one["D"], one["A"]
    return told


def _consensus(polis, published, matrix, left_out, statements, absent):  # noqa: ANN001, ANN202
    """Say whether what all share is Polis's, also by its own counts where votes are absent."""
    counts = count_votes(matrix, np.zeros(matrix.n_participants, np.int64), n_groups=1)
    if _is_consensus(polis, counts, left_out, statements):
        return "same"
    if absent:
        by_group = count_votes(matrix, published, n_groups=int(published.max()) + 1)
        told = _counted_by_polis(polis, by_group, statements).sum(axis=0, keepdims=True)
        if _is_consensus(polis, told, left_out, statements):
            return "same by its counts"
    # Polis may name the statement after the one whose votes it gives, where one was taken away.
    return "same votes, misnamed" if _has_its_votes(polis, counts, left_out) else "other"


def _has_its_votes(polis, counts, left_out):  # noqa: ANN001, ANN202
    chosen = select_consensus(counts, measure_stances(counts), is_left_out=left_out)
    return all(
        {(one["n-success"], one["n-trials"]) for one in polis["consensus"][side]}
        == {(int(counts[0, place, cell]), int(counts[0, place].sum())) for place in places}
        for side, cell, places in zip(("agree", "disagree"), (2, 0), chosen, strict=True)
    )


def _is_consensus(polis, counts, left_out, statements):  # noqa: ANN001, ANN202
    chosen = select_consensus(counts, measure_stances(counts), is_left_out=left_out)
    return all(
        {one["tid"] for one in polis["consensus"][side]} == {statements[place] for place in places}
        for side, places in zip(("agree", "disagree"), chosen, strict=True)
    )


def _ari(one, other) -> float:  # noqa: ANN001
    """Return Hubert and Arabie's adjusted Rand index."""
    if not len(one):
        return 0.0
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1)

    def pairs(counts: np.ndarray) -> float:
        return float((counts * (counts - 1) / 2).sum())

    rows, columns = pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    expected = rows * columns / pairs(np.array([len(one)]))
    most = (rows + columns) / 2
    return (pairs(table) - expected) / (most - expected) if most != expected else 1.0


# --------------------------------------------------------------------------- invented votes


def _without_structure(draws: int) -> bool:
    print(f"\nvotes without structure, {draws} draws of 500 participants and 80 statements")
    none = sum(_draw_without(seed) for seed in range(draws))
    print(f"no groups in {none} of {draws}; the goal is {GOAL} of 100")
    return none * 100 < GOAL * draws


def _draw_without(seed: int) -> bool:
    """Draw votes whose odds depend on the statement alone, each participant voting as he will."""
    rng = np.random.default_rng(seed)
    odds = rng.dirichlet([1, 1, 2], size=80)
    seen = rng.random((500, 80)) < rng.uniform(0.1, 0.9, size=(500, 1))
    lots = rng.random((500, 80))
    cast = (lots[:, :, None] > odds.cumsum(axis=1)[None]).sum(axis=2) - 1
    return find_groups(_of_table(cast, seen)).n_groups == 0


def _planted() -> None:
    print("\nplanted groups, sizes .4, .25, .15, .12, .08 (scaled), 90 % of votes missing")
    print("participants  statements  planted k  recovered k  ARI   verdict")
    for n_participants, n_statements in ((1_000, 100), (2_000, 300), (10_000, 300)):
        for n_groups in range(2, 6):
            matrix, groups = draw_planted(n_participants, n_statements, n_groups, seed=n_groups)
            found = find_groups(matrix)
            inside = found.groups >= 0
            score = _ari(groups[inside], found.groups[inside]) if found.n_groups else 0.0
            print(
                f"{n_participants:12,}  {n_statements:10}  {n_groups:9}  {found.n_groups:11}  "
                f"{score:.2f}  {found.verdict}"
            )


def draw_planted(n_participants: int, n_statements: int, n_groups: int, *, seed: int):  # noqa: ANN201
    """Draw votes of groups that are opposed on six statements of ten, three times out of four."""
    rng = np.random.default_rng(seed)
    sizes = np.array(SIZES[:n_groups])
    groups = rng.choice(n_groups, n_participants, p=sizes / sizes.sum())
    leans = rng.random((n_groups, n_statements)) < LEANING
    leans[0, leans.all(axis=0)] = False
    leans[0, ~leans.any(axis=0)] = True
    apart = np.where(leans[:, :, None], (0.15, 0.10, 0.75), (0.75, 0.10, 0.15))
    shared = np.broadcast_to(rng.dirichlet([1, 1, 3], size=n_statements), apart.shape)
    odds = np.where((rng.random(n_statements) < APART)[:, None], apart, shared)
    seen = rng.random((n_participants, n_statements)) >= MISSING
    lots = rng.random((n_participants, n_statements))
    cast = (lots[:, :, None] > odds.cumsum(axis=2)[groups]).sum(axis=2) - 1
    return _of_table(cast, seen), groups


def _of_table(cast, seen):  # noqa: ANN001, ANN202
    who, what = np.nonzero(seen)
    matrix, _ = matrix_of(
        who.astype(np.int32),
        what.astype(np.int32),
        cast[who, what].astype(np.int8),
        n_participants=seen.shape[0],
        n_statements=seen.shape[1],
    )
    return matrix


if __name__ == "__main__":
    sys.exit(main())
