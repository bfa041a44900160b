"""Make the reference that `civiscope survey selftest` compares estimates with.

    .venv/bin/python tools/survey_reference.py

writes, in ``lib/src/civiscope/survey/selftest/``, two fictitious samples (``authorities.csv`` and
``editions.csv``, from whole numbers alone, the same on every machine), then has R estimate from
them (``tools/survey_reference.R``; Debian: ``r-base-core r-cran-survey r-cran-mass``) and keeps
what it finds in ``expected.tsv``, each value with the call that gave it. Where
CIVISCOPE_REAL_DATA names the folder of the original data, it does the same with R's own data sets,
of which only the estimates are kept, in ``r-data.tsv`` (``tools/survey_r_data.R``).
"""

import csv
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "lib" / "src" / "civiscope" / "survey" / "selftest"

DRAWN = {"commune": (90, 3300), "epci": (40, 1255), "departement": (19, 95), "ctu": (1, 1)}
"""Authorities drawn and in the register, by type; the last stratum is there for certain."""

DEPARTMENTS, ALL_DEPARTMENTS = 24, 96
"""Primary units drawn and in the country, for the design in clusters."""

LARGE = 4000
"""Inhabitants of a large authority, at least."""

SEED = 2021


def main() -> int:
    """Write the samples, then what R estimates from them."""
    authorities = list(_authorities())
    _write("authorities.csv", _with_clusters(authorities))
    _write("editions.csv", _editions(authorities))
    script = Path(__file__).with_suffix(".R")
    subprocess.run(["Rscript", "--vanilla", script, TARGET], check=True)  # noqa: S603, S607
    if data := os.environ.get("CIVISCOPE_REAL_DATA"):
        script, folder = script.with_name("survey_r_data.R"), Path(data) / "survey-reference"
        subprocess.run(["Rscript", "--vanilla", script, folder, TARGET], check=True)  # noqa: S603, S607
    return 0


def _number(*parts: int) -> int:
    """Return a number in [0, 1000) that looks drawn: the middle bits of a product."""
    state = SEED
    for part in parts:
        state = (state * 6364136223846793005 + part * 1442695040888963407 + 1) % 2**64
        state ^= state >> 29
    return (state * 0x9E3779B97F4A7C15 % 2**64 >> 32) % 1000


def _authorities() -> Iterator[dict[str, int | str]]:
    place = 0
    for rank, (kind, (n_drawn, n_there)) in enumerate(DRAWN.items()):
        for _ in range(n_drawn):
            inhabitants = 200 + _number(place, 1) * (rank + 1) ** 2 * 7
            adopts = int(_number(place, 2) < 180 + 160 * rank + inhabitants // 80)
            yield {
                "authority": f"A{place:03}",
                "type": kind,
                "population": n_there,
                "weight": f"{n_there / n_drawn!r}",
                "department": f"D{_number(place, 3) % DEPARTMENTS:02}",
                "size": "large" if inhabitants > LARGE else "small",
                "inhabitants": inhabitants,
                "budget": inhabitants * 3 + _number(place, 4) * 9,
                "meetings": 1 + _number(place, 5) % 12,
                "adopts": adopts,
                "practice": ("none", "online", "both")[adopts * (1 + _number(place, 6) % 2)],
            }
            place += 1


def _with_clusters(authorities: list[dict[str, int | str]]) -> Iterator[dict[str, int | str]]:
    """Add what the design in clusters needs; every department has authorities."""
    drawn = Counter(row["department"] for row in authorities)
    if len(drawn) != DEPARTMENTS or min(drawn.values()) < 2:  # noqa: PLR2004  # for a variance
        sys.exit(f"a department has fewer than two authorities: {drawn}")
    for row in authorities:
        n_drawn = drawn[row["department"]]
        n_there = n_drawn + int(str(row["department"])[1:]) * 3 % 17
        yield {
            **row,
            "departments": ALL_DEPARTMENTS,
            "in_department": n_there,
            "cluster_weight": f"{ALL_DEPARTMENTS / DEPARTMENTS * n_there / n_drawn!r}",
        }


def _editions(authorities: list[dict[str, int | str]]) -> Iterator[dict[str, int | str]]:
    """Ask some authorities in two editions, others in one."""
    asked = [
        (edition, row)
        for edition, chance in ((2018, 620), (2021, 480))
        for place, row in enumerate(authorities)
        if row["type"] != "ctu" and _number(place, edition) < chance
    ]
    drawn = Counter((edition, row["type"]) for edition, row in asked)
    for edition, row in asked:
        later = int(edition == 2021 and _number(int(str(row["authority"])[1:]), 7) < 150)  # noqa: PLR2004  # adopted since
        yield {
            "authority": row["authority"],
            "type": row["type"],
            "edition": edition,
            "weight": f"{int(row['population']) / drawn[edition, row['type']]!r}",
            "adopts": max(int(row["adopts"]), later),
        }


def _write(name: str, rows: Iterable[Mapping[str, int | str]]) -> None:
    listed = list(rows)
    TARGET.mkdir(parents=True, exist_ok=True)
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, listed[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)
    print(f"{TARGET / name}: {len(listed)} rows")


if __name__ == "__main__":
    sys.exit(main())
