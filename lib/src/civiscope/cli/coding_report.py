"""`civiscope coding report`: what was coded, said for people, with how far to believe it."""

import argparse
from pathlib import Path

from civiscope.cli.groups import Groups
from civiscope.runs.coding.report import ReportSettings, publish_report


def add_report(commands: Groups) -> None:
    """Add the command to the group."""
    command = commands.add_parser("report", help="publish the report of a coding, page and PDF")
    command.add_argument("coding", type=Path, metavar="DIR", help="what `coding apply` published")
    command.add_argument(
        "--prevalence", type=Path, metavar="OUT", help="what `coding prevalence` published of it"
    )
    command.add_argument(
        "--language", choices=("fr", "en"), default="fr", help="of the report (fr)"
    )
    command.add_argument("--title", default="", metavar="TEXT", help="what was coded")
    command.add_argument(
        "--out", type=Path, required=True, metavar="REPORT", help="where to publish"
    )
    command.set_defaults(run=_report)


def _report(arguments: argparse.Namespace) -> None:
    """Say how much of the contributions has a code, and where the report is."""
    report = publish_report(
        arguments.coding,
        arguments.out,
        prevalence=arguments.prevalence,
        settings=ReportSettings(language=arguments.language, title=arguments.title),
    )
    print(f"{report.n_uncoded:,} of {report.n_answers:,} contributions have no code.")
    if report.prevalence is None:
        print("Shares are the machine's alone: no sample says how wrong they are.")
    print(arguments.out / "report.html")
