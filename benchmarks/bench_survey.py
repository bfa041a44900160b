"""Time survey estimates beside svy, and beside R's `survey` package where R is installed.

`make bench-survey` runs it. Three tasks, on samples made from whole numbers: the mean of a variable
by domain; the shares of 300 options by type, with their standard errors and intervals; and raking
35,000 units on 6 margins, to a gap of 1e-9. All start from what each of them calls a design, made
beforehand, and what they find is compared. R estimates the 300 shares by type without intervals.
"""

import argparse
import csv
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl
import svy
from numpy.typing import NDArray

from civiscope.survey.design import Selection, survey_design
from civiscope.survey.estimation import estimate_domain_means, estimate_shares
from civiscope.survey.intervals import korn_graubard
from civiscope.weighting import rake

TYPES, SIZES = ("commune", "departement", "epci", "region"), (9000, 900, 4000, 100)
N_ANSWERS, N_OPTIONS = 5_000, 300
N_UNITS, CATEGORIES = 35_000, (13, 5, 4, 3, 18, 2)
GAP = 1e-9
R_SCRIPT = """
suppressMessages(library(survey))
folder <- commandArgs(trailingOnly = TRUE)[1]
runs <- as.integer(commandArgs(trailingOnly = TRUE)[2])
answers <- read.csv(file.path(folder, "answers.csv"))
units <- read.csv(file.path(folder, "units.csv"))
totals <- read.csv(file.path(folder, "totals.csv"))
design <- svydesign(~1, strata = ~type, weights = ~weight, fpc = ~population, data = answers)
register <- svydesign(~1, weights = ~weight, data = units)
ticked <- grep("^o", names(answers), value = TRUE)
options300 <- as.formula(paste("~", paste(ticked, collapse = "+")))
names6 <- unique(totals$margin)
margins <- lapply(names6, function(m) as.formula(paste("~", m)))
targets <- lapply(names6, function(m) {
  part <- totals[totals$margin == m, ]
  setNames(data.frame(part$category, part$total), c(m, "Freq"))
})
report <- function(task, what) {
  times <- numeric(runs)
  for (run in 1:runs) {
    start <- proc.time()[["elapsed"]]
    found <- what()
    times[run] <- proc.time()[["elapsed"]] - start
  }
  cat(task, median(times), sprintf("%.15g", found), "\\n")
}
report("mean", function() {b <- svyby(~measure, ~domain, design, svymean); c(coef(b), SE(b))})
report("shares", function() {
  b <- svyby(options300, ~type, design, svymean)
  c(coef(b)[1:4], as.matrix(SE(b))[1:4])
})
control <- list(maxit = 1000, epsilon = 1e-9)
report("raking", function() weights(rake(register, margins, targets, control = control))[1:9])
"""


@dataclass
class Task:
    """What is timed, and the seconds and the numbers of each tool."""

    name: str
    seconds: dict[str, float] = field(default_factory=dict)
    found: dict[str, NDArray[np.float64]] = field(default_factory=dict)

    def add(self, tool: str, seconds: float, found: NDArray[np.float64]) -> None:
        """Keep what a tool took and found."""
        self.seconds[tool], self.found[tool] = seconds, found

    def tell(self) -> None:
        """Print a line for each tool."""
        ours = self.seconds["civiscope"]
        for tool, seconds in self.seconds.items():
            reference, other = self.found["civiscope"], self.found[tool]
            gap = float(np.abs(other / reference - 1).max())
            print(
                f"{self.name:<32}{tool:<10}{seconds * 1000:>10.1f} ms{seconds / ours:>8.1f}"
                f"{gap:>12.1e}"
            )


def main() -> int:
    """Time the three tasks, and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    answers, units, totals = _answers(), _units(), _totals()
    tasks = [
        Task(f"mean of 40 domains, {N_ANSWERS:,} units"),
        Task(f"{N_OPTIONS} shares by type"),
        Task(f"raking {N_UNITS:,} on 6 margins"),
    ]
    made = {"civiscope": _ours(answers, units, totals), "svy": _svy(answers, units, totals)}
    for place, task in enumerate(tasks):
        _time(task, {tool: whats[place] for tool, whats in made.items()}, runs)
    for task, (seconds, found) in zip(tasks, _r(answers, units, totals, runs), strict=False):
        task.add("R", seconds, found)
    print(f"{'':<32}{'':<10}{'median':>13}{'ratio':>8}{'difference':>12}")
    for task in tasks:
        task.tell()
    return 0


def _answers() -> dict[str, NDArray[np.generic]]:
    """Make a stratified sample of authorities, and what they ticked."""
    places = np.arange(N_ANSWERS)
    codes = places * 7 % 97 % 4
    drawn = np.bincount(codes)
    columns: dict[str, NDArray[np.generic]] = {
        "type": np.array(TYPES)[codes],
        "domain": places * 13 % 41 % 40,
        "weight": (np.array(SIZES) * 40 / drawn)[codes],
        "population": np.array(SIZES)[codes] * 40,
        "measure": 100.0 + places * 7919 % 1009,
    }
    for option in range(N_OPTIONS):
        columns[f"o{option}"] = ((places * (2 * option + 3) + option) % 101 < 5 + option % 60) * 1
    return columns


def _units() -> dict[str, NDArray[np.generic]]:
    """Make the units that are raked."""
    places = np.arange(N_UNITS)
    drawn = [(places * (1009 + 2 * m) >> (m + 2)) % (size * 3) for m, size in enumerate(CATEGORIES)]
    columns: dict[str, NDArray[np.generic]] = {
        f"m{margin}": found % size
        for margin, (found, size) in enumerate(zip(drawn, CATEGORIES, strict=True))
    }
    return columns | {"weight": 1.0 + places * 31 % 17 / 10}


def _totals() -> list[NDArray[np.float64]]:
    """Make margins of a population of 66 million."""
    shares = [1.0 + np.arange(size) * 5 % 7 / 10 for size in CATEGORIES]
    return [share / share.sum() * 66e6 for share in shares]


Made = list[Callable[[], NDArray[np.float64]]]


def _ours(
    answers: dict[str, NDArray[np.generic]],
    units: dict[str, NDArray[np.generic]],
    totals: list[NDArray[np.float64]],
) -> Made:
    design = survey_design(
        answers["weight"],
        selection=Selection.RANDOM_DRAW,
        strata=answers["type"],
        population=answers["population"],
    )
    ticked = np.column_stack([answers[f"o{option}"] for option in range(N_OPTIONS)])
    codes = np.column_stack([units[f"m{margin}"] for margin in range(len(CATEGORIES))])

    def mean() -> NDArray[np.float64]:
        found = estimate_domain_means(
            design, answers["measure"], codes=answers["domain"], n_domains=40
        )
        return np.concatenate([found.values, found.standard_errors])

    def shares() -> NDArray[np.float64]:
        by_type = []
        for kind in TYPES:
            found = estimate_shares(design, ticked, domain=answers["type"] == kind)
            korn_graubard(found)
            by_type.append((found.values[0], found.standard_errors[0]))
        return np.array(by_type).T.ravel()

    def raking() -> NDArray[np.float64]:
        return rake(codes, targets=totals, weights=units["weight"], tolerance=GAP).weights[:9]

    return [mean, shares, raking]


def _svy(
    answers: dict[str, NDArray[np.generic]],
    units: dict[str, NDArray[np.generic]],
    totals: list[NDArray[np.float64]],
) -> Made:
    drawn = svy.Sample(
        pl.DataFrame(answers),
        svy.Design(stratum="type", wgt="weight", pop_size="population"),
    )
    register = svy.Sample(pl.DataFrame(units), svy.Design(wgt="weight"))
    options = [f"o{option}" for option in range(N_OPTIONS)]
    controls = {
        f"m{margin}": dict(enumerate(target.tolist())) for margin, target in enumerate(totals)
    }

    def mean() -> NDArray[np.float64]:
        found = sorted(drawn.estimation.mean("measure", by="domain").estimates, key=_place)
        return np.array([[one.est for one in found], [one.se for one in found]]).ravel()

    def shares() -> NDArray[np.float64]:
        first, *_ = drawn.estimation.prop(options, by="type", ci_method="korn-graubard")
        found = [one for one in first.estimates if one.y_level in (1, "1")]
        found.sort(key=lambda one: str(one.by_level))
        return np.array([[one.est for one in found], [one.se for one in found]]).ravel()

    def raking() -> NDArray[np.float64]:
        raked = register.weighting.rake(
            controls=controls, tol=GAP, max_iter=1000, update_design_wgts=False
        )
        return raked.data["rk_wgt"].to_numpy()[:9]

    return [mean, shares, raking]


def _place(one: object) -> int:
    level = one.by_level  # type: ignore[attr-defined]
    return int(level[0] if isinstance(level, (tuple, list)) else level)


def _time(task: Task, tools: dict[str, Callable[[], NDArray[np.float64]]], runs: int) -> None:
    """Run the tools in turn, so that whatever else the machine does slows them alike."""
    found = {tool: what() for tool, what in tools.items()}  # once, so that what is compiled is
    seconds: dict[str, list[float]] = {tool: [] for tool in tools}
    for _ in range(runs):
        for tool, what in tools.items():
            start = time.perf_counter()
            what()
            seconds[tool].append(time.perf_counter() - start)
    for tool, taken in seconds.items():
        task.add(tool, statistics.median(taken), found[tool])


def _r(
    answers: dict[str, NDArray[np.generic]],
    units: dict[str, NDArray[np.generic]],
    totals: list[NDArray[np.float64]],
    runs: int,
) -> list[tuple[float, NDArray[np.float64]]]:
    """Have R do the same, if it is there."""
    if not shutil.which("Rscript"):
        print("no R: install r-base-core, r-cran-survey and r-cran-mass to time it too")
        return []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pl.DataFrame(answers).write_csv(folder / "answers.csv")
        pl.DataFrame(units).write_csv(folder / "units.csv")
        with (folder / "totals.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["margin", "category", "total"])
            for margin, target in enumerate(totals):
                writer.writerows((f"m{margin}", place, one) for place, one in enumerate(target))
        (folder / "tasks.R").write_text(R_SCRIPT, encoding="utf-8")
        command = ["Rscript", "--vanilla", str(folder / "tasks.R"), name, str(min(runs, 3))]
        told = subprocess.run(command, check=False, capture_output=True, text=True)
    if told.returncode:
        print(f"R failed: {told.stderr.strip().splitlines()[-1]}")
        return []
    lines = [line.split() for line in told.stdout.splitlines()]
    return [(float(seconds), np.array(found, dtype=float)) for _, seconds, *found in lines]


if __name__ == "__main__":
    sys.exit(main())
