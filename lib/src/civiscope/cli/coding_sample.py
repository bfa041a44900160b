"""`civiscope coding sample`, `agree` and `prevalence`: from a coded sample to true shares."""

import argparse
import sys
from pathlib import Path

from civiscope.cli.groups import Groups
from civiscope.coding.agreement import Agreement
from civiscope.coding.prevalence import Coded, Estimate, Prevalence
from civiscope.runs.coding.agree import compare_coders
from civiscope.runs.coding.prevalence import PrevalenceSources, publish_prevalence
from civiscope.runs.coding.sample import SEED, SampleSettings, publish_sample

_SIZE = 400


def add_sample(commands: Groups) -> None:
    """Add `sample` to the commands of the group."""
    command = commands.add_parser("sample", help="draw contributions at random for people to code")
    command.add_argument("coding", type=Path, metavar="DIR", help="what `coding apply` published")
    command.add_argument(
        "--out", type=Path, required=True, metavar="SAMPLE", help="where to publish"
    )
    command.add_argument(
        "--size", type=int, default=_SIZE, metavar="N", help=f"contributions to draw ({_SIZE})"
    )
    command.add_argument(
        "--double", type=int, default=0, metavar="N", help="how many of them two coders read (0)"
    )
    command.add_argument("--coders", default="", metavar="NAME,…", help="who codes: a file each")
    command.add_argument(
        "--stratified", action="store_true", help="draw more of what the machine is unsure of"
    )
    command.add_argument(
        "--seed", type=int, default=SEED, metavar="N", help="what chance starts from"
    )
    command.add_argument(
        "--language", choices=("fr", "en"), default="fr", help="of the page and the workbook (fr)"
    )
    command.set_defaults(run=_sample)


def _sample(arguments: argparse.Namespace) -> None:
    """Draw a sample, and say how much of what there is to code where."""
    settings = SampleSettings(
        size=arguments.size,
        double=arguments.double,
        coders=_names(arguments.coders),
        is_stratified=arguments.stratified,
        seed=arguments.seed,
        language=arguments.language,
    )
    sample = publish_sample(arguments.coding, arguments.out, settings=settings)
    strata = f" in {len(sample.populations)} strata" if len(sample.populations) > 1 else ""
    print(
        f"{len(sample.identifiers):,} of {sample.populations.sum():,} contributions drawn{strata}, "
        f"{sample.is_double.sum():,} to be read by two coders"
    )
    for page in sorted(arguments.out.glob("to_code*.html")):
        print(page)


def add_agree(commands: Groups) -> None:
    """Add `agree` to the commands of the group."""
    command = commands.add_parser(
        "agree", help="how far the coders of a sample agree, code by code"
    )
    command.add_argument("codings", type=Path, nargs="+", metavar="FILE", help="what people filled")
    command.add_argument(
        "--sample", type=Path, required=True, metavar="SAMPLE", help="what they coded"
    )
    _add_decisions(command)
    command.add_argument("--out", type=Path, metavar="DIR", help="where to publish tables")
    command.set_defaults(run=_agree)


def _agree(arguments: argparse.Namespace) -> None:
    """Print a line for each code."""
    agreed = compare_coders(
        arguments.codings,
        sample=arguments.sample,
        decisions=arguments.decisions,
        folder=arguments.out,
    )
    width = max(len(code) for code, _ in agreed.codes)
    print(f"{'code':{width}}  alpha  {'95 %':^14}  agreed  read twice  differing")
    for code, one in agreed.codes:
        told = f"{one.agreed:>6.1%}{one.n_units:>12}{one.n_disagreements:>11}"
        print(f"{code:{width}}  {_alpha(one)}  {told}")
    if agreed.n_disagreements:
        said = f"{agreed.n_disagreements} codes on which coders differ"
        where = arguments.out / "disagreements.csv" if arguments.out else "list them with --out"
        print(f"{said}: {where}", file=sys.stderr)


def _alpha(one: Agreement) -> str:
    if one.alpha is None or one.low is None or one.high is None:
        return f"{'-':>5}  {'no variation':^14}"
    return f"{one.alpha:>5.2f}  {f'{one.low:.2f} to {one.high:.2f}':^14}"


def add_prevalence(commands: Groups) -> None:
    """Add `prevalence` to the commands of the group."""
    command = commands.add_parser(
        "prevalence", help="shares of codes with intervals that hold though the machine errs"
    )
    command.add_argument("coding", type=Path, metavar="DIR", help="what `coding apply` published")
    command.add_argument(
        "--sample", type=Path, required=True, metavar="SAMPLE", help="what was drawn"
    )
    command.add_argument(
        "--codings", type=Path, nargs="+", required=True, metavar="FILE", help="what people filled"
    )
    _add_decisions(command)
    command.add_argument(
        "--by", default="", metavar="COLUMN,…", help="variables to estimate shares by"
    )
    command.add_argument("--out", type=Path, required=True, metavar="OUT", help="where to publish")
    command.set_defaults(run=_prevalence)


def _prevalence(arguments: argparse.Namespace) -> None:
    """Print what the sample lacks on the error output, then a line for each code."""
    sources = PrevalenceSources(
        coding=arguments.coding,
        sample=arguments.sample,
        codings=tuple(arguments.codings),
        decisions=arguments.decisions,
        by=_names(arguments.by),
    )
    prevalence = publish_prevalence(sources, arguments.out)
    _warn(prevalence.sample)
    _print(prevalence)
    print(arguments.out / "prevalence.csv")


def _print(prevalence: Prevalence) -> None:
    width = max(len(one.code) for one in prevalence.codes)
    print(f"{'code':{width}}  machine  {'people alone':^22}  {'people and machine':^22}  worth")
    for one in prevalence.codes:
        shares = one.shares
        print(
            f"{one.code:{width}}  {shares.machine:>7.1%}  {_shown(shares.human):^22}  "
            f"{_shown(shares.combined):^22}  {shares.worth:>5.0f}"
        )


def _warn(sample: Coded) -> None:
    for count, said in (
        (sample.drawn - sample.coded, "contributions of the sample nobody coded: left out"),
        (sample.majority, "differences that most coders settled, for nobody decided"),
        (sample.learnt, "contributions that the machine learnt from: people alone count there"),
    ):
        if count:
            print(f"{count:,} {said}.", file=sys.stderr)


def _shown(one: Estimate) -> str:
    return f"{one.value:.1%} ({one.low:.1%} to {one.high:.1%})"


def _add_decisions(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--decisions", type=Path, metavar="FILE", help="disagreements.csv, once decided"
    )


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())
