"""`civiscope survey`: survey statistics, compared with R and with samples drawn again."""

import argparse
import os
from pathlib import Path

import numpy as np

from civiscope.cli.groups import Groups
from civiscope.errors import InputError
from civiscope.runs.survey.publish import publish_survey
from civiscope.runs.survey.verify import verify_survey
from civiscope.survey.selftest.comparison import Comparison, compare
from civiscope.survey.simulation import DRAWS, Coverage, FamilyError, coverages, family_errors

LEAST_COVERAGE = 0.94
"""Of intervals of level .95, in 2,000 draws: two standard errors of such a count under .95."""

MOST_CLAIMS = 0.05 + 2 * (0.05 * 0.95 / DRAWS) ** 0.5
"""Of families without a change that claim one: two standard errors over .05."""


def add_commands(groups: Groups) -> None:
    """Add the group to the parser."""
    group = groups.add_parser("survey", help="survey statistics that anyone can check")
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    _add_selftest(commands)
    _add_coverage(commands)
    _add_publish(commands)
    _add_verify(commands)


def _add_selftest(commands: Groups) -> None:
    command = commands.add_parser("selftest", help="compare every estimator with values of R")
    command.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="R's data sets as CSV (survey-reference in the folder of CIVISCOPE_REAL_DATA)",
    )
    command.add_argument("--calls", action="store_true", help="print the call of R beside each")
    command.set_defaults(run=_selftest)


def _selftest(arguments: argparse.Namespace) -> None:
    """Print a line for each call of R, then fail where one differs."""
    data = arguments.data
    if data is None and (named := os.environ.get("CIVISCOPE_REAL_DATA")):
        data = Path(named) / "survey-reference"
    found = compare(data)
    print(f"{'':9}{'value':48}{'numbers':>8}{'error':>10}{'allowed':>10}")
    for comparison in found:
        print(_line(comparison) + (f"  {comparison.call}" if arguments.calls else ""))
    if data is None:
        print(
            "R's own data sets: not compared, as neither --data nor CIVISCOPE_REAL_DATA names them"
        )
    made = [one for one in found if one.relative_error is not None]
    differing = sum(not one.holds for one in made)
    print(
        f"{len(made) - differing} of {len(made)} hold; {len(found) - len(made)} have no estimator"
    )
    if differing:
        raise InputError(
            f"Expected the estimates of R's survey package, got {differing} others. Do not "
            "publish figures with this installation: tell who maintains Civiscope what differs."
        )


def _line(comparison: Comparison) -> str:
    name = f"{comparison.source}: {comparison.key}"
    if comparison.relative_error is None:
        return f"{'-':9}{name:48}{comparison.n_values:>8}  left out on purpose"
    verdict = "holds" if comparison.holds else "DIFFERS"
    errors = f"{comparison.relative_error:>10.1e}{comparison.tolerance:>10.0e}"
    return f"{verdict:9}{name:48}{comparison.n_values:>8}{errors}"


def _add_coverage(commands: Groups) -> None:
    command = commands.add_parser(
        "coverage", help="draw samples again, and count intervals and tests that fail"
    )
    command.add_argument(
        "--draws", type=int, default=DRAWS, metavar="N", help=f"samples of each kind ({DRAWS})"
    )
    command.add_argument(
        "--seed", type=int, default=2016, metavar="N", help="what chance starts from (2016)"
    )
    command.set_defaults(run=_coverage)


def _coverage(arguments: argparse.Namespace) -> None:
    """Print how often intervals hold, and how often tests claim a change that never was."""
    if arguments.draws < 1:
        raise InputError(f"Expected one draw or more, got {arguments.draws}. Leave out --draws.")
    rng = np.random.default_rng(arguments.seed)
    print(f"Intervals of level .95 that hold the share of 5,000, of {arguments.draws} samples")
    print(
        f"{'design':12}{'n':>4}{'share':>8}{'Korn-Graubard':>15}{'width':>7}{'Wilson':>9}{'width':>7}"
    )
    held = [_told(one) for one in coverages(rng=rng, draws=arguments.draws)]
    print(f"\nFamilies of 20 comparisons without a change that claim one, of {arguments.draws}")
    print(f"{'editions':12}{'shares':>16}{'unadjusted':>13}{'Holm':>8}")
    claimed = [_claimed(one) for one in family_errors(rng=rng, draws=arguments.draws)]
    print(f"\nleast coverage {min(held):.1%}, most families with a claim {max(claimed):.1%}")
    if min(held) < LEAST_COVERAGE or max(claimed) > MOST_CLAIMS:
        raise InputError(
            f"Expected coverage of {LEAST_COVERAGE:.0%} or more, and claims in {MOST_CLAIMS:.1%} "
            "of families or fewer, got others. Take more draws; 2,000 are enough for chance to "
            "play no part."
        )


def _told(one: Coverage) -> float:
    exact = f"{one.korn_graubard:>15.1%}{one.korn_graubard_width:>7.3f}"
    score = f"{one.wilson:>9.1%}{one.wilson_width:>7.3f}"
    print(f"{one.design:12}{one.n_units:>4}{one.share:>8.3f}{exact}{score}")
    return one.korn_graubard


def _claimed(one: FamilyError) -> float:
    editions = f"{one.n_before} to {one.n_after}"
    print(f"{editions:12}{one.shares:>16}{one.unadjusted:>13.1%}{one.adjusted:>8.1%}")
    return one.adjusted


def _add_publish(commands: Groups) -> None:
    command = commands.add_parser("publish", help="publish the last edition of a survey")
    command.add_argument("source", type=Path, metavar="DIR", help="the folder of the survey")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to publish")
    command.set_defaults(run=_publish)


def _publish(arguments: argparse.Namespace) -> None:
    """Publish, and say what is suppressed."""
    release = publish_survey(arguments.source, arguments.out)
    hidden = [
        *(one.is_suppressed for one in release.shares),
        *(one.is_suppressed for one in release.crossed),
        *(one.is_suppressed for one in release.trends),
    ]
    print(f"{len(hidden)} shares, {sum(hidden)} suppressed; left out: {len(release.left_out)}")
    print(arguments.out / "report-fr.html")


def _add_verify(commands: Groups) -> None:
    command = commands.add_parser("verify", help="compare what was published, and count again")
    command.add_argument("folder", type=Path, metavar="DIR", help="a published edition")
    command.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> None:
    """Print a line for each check, then fail where one of them does."""
    checks = verify_survey(arguments.folder)
    for check in checks:
        print(f"{'holds' if check.holds else 'DIFFERS':8}{check.what}: {check.found}")
    if differing := sum(not check.holds for check in checks):
        raise InputError(
            f"Expected {len(checks)} checks to hold, and {differing} do not. Ask for the folder "
            "as it was published, or publish the survey again."
        )
