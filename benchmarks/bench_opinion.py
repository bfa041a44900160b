"""Time opinion groups beside red-dwarf, on real conversations and on millions of invented votes.

`make bench-opinion` runs it, with CIVISCOPE_REAL_DATA naming the folder of the original data.
Each run is given votes in memory, in the form it asks for, and ends with groups, and statements
that stand for them and are shared. `legacy` computes what red-dwarf does; `improved` tests its
directions and compares its groups with clouds besides, without drawing participants again, whose
time stands apart. Each size runs in a process of its own, of which the peak memory is told.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from civiscope.opinion.groups import find_groups
from civiscope.opinion.legacy import find_legacy_groups
from civiscope.opinion.reading import read_votes as read_statements
from civiscope.opinion.representativeness import measure_stances
from civiscope.opinion.selection import select_consensus, select_representative
from civiscope.opinion.stability import measure_stability
from civiscope.opinion.votes import count_votes, matrix_of
from civiscope.tables import read_votes

RATIO, GIGABYTES = 50, 3.0
PER_PERSON = 60
AGREEING, VOTING = 0.8, 0.9
SIZES = {"3 million": 50_000, "28 million": 500_000}
STATEMENTS = 500


def main() -> int:
    """Time all, print ratios, and return 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=2, metavar=("TOOL", "WHAT"))
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(_measure(*arguments.one)))
        return 0
    print(f"{'votes':32} {'tool':12} {'seconds':>8} {'GB':>5}  k  ratio")
    for path in _conversations():
        _beside(path)
    ratios = _beside("3 million")
    peak = max(_row("28 million", tool)["gigabytes"] for tool in ("legacy", "improved"))
    for tool, ratio in ratios.items():
        print(f"{tool} at 3 million: {ratio:.0f} times faster than red-dwarf; the goal is {RATIO}")
    print(f"at 28 million: {peak:.1f} GB at most; the goal is {GIGABYTES:.0f}")
    return int(min(ratios.values()) < RATIO or peak > GIGABYTES)


def _conversations() -> list[str]:
    folder = os.environ.get("CIVISCOPE_REAL_DATA")
    if not folder:
        print("CIVISCOPE_REAL_DATA names no folder: no real conversation")
        return []
    found = Path(folder, "polis-open-data").glob("*/participants-votes.csv")
    return sorted(str(path) for path in found)


def _beside(what: str) -> dict[str, float]:
    """Print three rows, and return how many times faster than red-dwarf each of our modes is."""
    peer = _row(what, "red-dwarf")["seconds"]
    return {tool: peer / _row(what, tool, peer)["seconds"] for tool in ("legacy", "improved")}


def _row(what: str, tool: str, peer: float | None = None) -> dict[str, float]:
    command = [sys.executable, "-W", "ignore", __file__, "--one", tool, what]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    name = Path(what).parent.name or what
    ratio = f"{peer / told['seconds']:.0f}" if peer else ""
    again = f"  and {told['again']:.2f} s to draw again" if told["again"] else ""
    print(
        f"{name[:32]:32} {tool:12} {told['seconds']:8.2f} {told['gigabytes']:5.2f}  {told['k']}  "
        f"{ratio}{again}",
        flush=True,
    )
    return told


def _measure(tool: str, what: str) -> dict[str, float]:
    who, on, cast = _invented(SIZES[what]) if what in SIZES else _read(what)
    run = {"red-dwarf": _red_dwarf, "legacy": _legacy, "improved": _improved}[tool]
    if tool != "red-dwarf":
        run(*_invented(200))()  # compiled before what is timed
    ready = run(who, on, cast)
    start = time.perf_counter()
    k, again = ready()
    seconds = time.perf_counter() - start - again
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return {"seconds": seconds, "gigabytes": peak, "k": k, "again": again}


def _read(path: str):  # noqa: ANN202
    votes = read_votes(Path(path), platform="polis")
    return votes.participant, votes.statement, votes.vote


def _invented(n_participants: int):  # noqa: ANN202
    """Draw votes of three groups, about sixty by participant."""
    rng = np.random.default_rng(0)
    lengths = rng.poisson(56 if n_participants > SIZES["3 million"] else PER_PERSON, n_participants)
    who = np.repeat(np.arange(n_participants, dtype=np.int32), lengths)
    on = rng.integers(STATEMENTS, size=len(who), dtype=np.int32)
    leans = rng.random((3, STATEMENTS), dtype=np.float32)
    groups = rng.integers(3, size=n_participants, dtype=np.int8)
    lots = rng.random(len(who), dtype=np.float32)
    cast = np.where(lots < AGREEING * leans[groups[who], on], 1, np.where(lots < VOTING, -1, 0))
    return who, on, cast.astype(np.int8)


def _red_dwarf(who, on, cast) -> Callable[[], tuple[int, float]]:  # noqa: ANN001
    from reddwarf.implementations.polis import run_pipeline  # noqa: PLC0415 -- only its own process

    # It refuses two votes on a statement: the last one counts.
    last = {(p, s): v for p, s, v in zip(who.tolist(), on.tolist(), cast.tolist(), strict=True)}
    votes = [{"participant_id": p, "statement_id": s, "vote": v} for (p, s), v in last.items()]

    def run() -> tuple[int, float]:
        found = run_pipeline(votes=votes, random_state=0)
        return len(found.repness), 0.0

    return run


def _legacy(who, on, cast) -> Callable[[], tuple[int, float]]:  # noqa: ANN001
    def run() -> tuple[int, float]:
        matrix = _matrix(who, on, cast)
        groups = find_legacy_groups(matrix).groups
        counts = count_votes(matrix, groups, n_groups=int(groups.max()) + 1)
        select_representative(measure_stances(counts))
        everyone = count_votes(matrix, np.zeros(len(groups), np.int64), n_groups=1)
        select_consensus(everyone, measure_stances(everyone))
        return len(counts), 0.0

    return run


def _improved(who, on, cast) -> Callable[[], tuple[int, float]]:  # noqa: ANN001
    def run() -> tuple[int, float]:
        matrix = _matrix(who, on, cast)
        found = find_groups(matrix)
        read_statements(count_votes(matrix, found.groups, n_groups=found.n_groups))
        everyone = np.zeros(matrix.n_participants, np.int64)
        read_statements(count_votes(matrix, everyone, n_groups=1))
        start = time.perf_counter()
        if found.n_groups:
            measure_stability(matrix, found)
        return found.n_groups, time.perf_counter() - start

    return run


def _matrix(who, on, cast):  # noqa: ANN001, ANN202
    shape = {"n_participants": int(who.max()) + 1, "n_statements": int(on.max()) + 1}
    return matrix_of(who, on, cast, **shape)[0]


if __name__ == "__main__":
    sys.exit(main())
