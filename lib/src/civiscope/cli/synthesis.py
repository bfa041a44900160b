"""`civiscope synthesis`: themes of contributions, checked and traced."""

import argparse
import os
import sys
from pathlib import Path
from typing import Self

from tqdm import tqdm

from civiscope.cli.groups import Groups
from civiscope.errors import CiviscopeError, InputError
from civiscope.runs.executors import open_executor
from civiscope.runs.synthesis.checking import trace, verify
from civiscope.runs.synthesis.run import run_synthesis
from civiscope.runs.synthesis.settings import read_settings
from civiscope.tables import DATE, PLATFORMS, Columns

_STAGES = {
    "read": "Reading",
    "count": "Counting words",
    "sample": "Sampling answers",
    "fit": "Fitting themes",
    "assign": "Giving answers their themes",
    "families": "Gathering near-duplicates",
    "quote": "Choosing excerpts",
    "write": "Writing",
}


class Interrupted(CiviscopeError):
    """The person at the keyboard ended a run."""

    exit_code = 130


def add_commands(groups: Groups) -> None:
    """Add the group to the parser."""
    group = groups.add_parser("synthesis", help="themes of contributions that anyone can check")
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    _add_run(commands)
    _add_verify(commands)
    _add_trace(commands)


def _add_run(commands: Groups) -> None:
    run = commands.add_parser("run", help="synthesise a file of contributions")
    run.add_argument("source", type=Path, metavar="FILE", help="CSV, TSV, XLSX, JSON, Parquet…")
    run.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to publish")
    run.add_argument("--id", dest="identifier", metavar="COLUMN", help="column of identifiers")
    run.add_argument("--text", metavar="COLUMN", help="column of texts")
    run.add_argument("--author", metavar="COLUMN", help="column that tells authors apart")
    run.add_argument("--date", metavar="COLUMN", help="column of dates")
    run.add_argument(
        "--question", metavar="COLUMN", help="column of questions: each has its own themes"
    )
    run.add_argument(
        "--by", default="", metavar="COLUMN,…", help="variables that themes are crossed with"
    )
    run.add_argument("--platform", choices=sorted(PLATFORMS), help="what exported the file")
    run.add_argument("--themes", type=int, metavar="N", help="themes sought (15)")
    run.add_argument("--language", metavar="CODE", help="language of the texts (fr)")
    run.add_argument("--title", metavar="TEXT", help="what is synthesised, for the title")
    run.add_argument("--config", type=Path, metavar="FILE", help="settings, as TOML")
    run.add_argument(
        "--processes", type=int, metavar="N", help="processes of this machine (its processors)"
    )
    run.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster, tcp://host:port")
    run.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> None:
    """Synthesise, with a bar of progress on the error output, and say what was found."""
    settings = read_settings(
        arguments.config,
        themes=arguments.themes,
        language=arguments.language,
        title=arguments.title,
    )
    processes = (os.cpu_count() or 1) if arguments.processes is None else arguments.processes
    with (
        open_executor(processes=processes, scheduler=arguments.scheduler) as executor,
        _Bar() as bar,
    ):
        try:
            synthesis = run_synthesis(
                arguments.source,
                # The workers of a cluster have working directories of their own.
                arguments.out.absolute(),
                columns=_columns(arguments),
                executor=executor,
                settings=settings,
                platform=arguments.platform,
                progress=bar.show,
            )
        except KeyboardInterrupt as error:
            raise Interrupted("Interrupted: nothing was published.") from error
    for theme in synthesis.themes:
        if theme.parent is None:
            print(f"{theme.theme_id}  {theme.answers:>9,}  {theme.label}")
    print(arguments.out / "report.html")


def _columns(arguments: argparse.Namespace) -> Columns:
    by = [name.strip() for name in arguments.by.split(",") if name.strip()]
    # Themes are crossed with the month of whatever is the date: naming it there names it.
    date = arguments.date or (DATE if DATE in by else None)
    return Columns(
        identifier=arguments.identifier,
        text=arguments.text,
        author=arguments.author,
        question=arguments.question,
        date=date,
        by=tuple(name for name in by if name != date),
    )


class _Bar:
    """A bar of progress, one line for all stages."""

    def __enter__(self) -> Self:
        self.bar = tqdm(file=sys.stderr, leave=False, disable=None)
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()

    def show(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        self.bar.set_description(_STAGES[stage])
        self.bar.total, self.bar.n = total, done
        self.bar.refresh()


def _add_verify(commands: Groups) -> None:
    command = commands.add_parser("verify", help="compute a synthesis again, and compare")
    command.add_argument("folder", type=Path, metavar="DIR", help="a published synthesis")
    command.add_argument(
        "--source", type=Path, metavar="FILE", help="the contributions, to compute all again"
    )
    command.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> None:
    """Print a line for each check, then fail where one of them does."""
    checks = verify(arguments.folder, source=arguments.source)
    for check in checks:
        print(f"{'holds' if check.holds else 'DIFFERS':8}{check.what}: {check.found}")
    if differing := sum(not check.holds for check in checks):
        raise InputError(
            f"Expected {len(checks)} checks to hold, and {differing} do not. Ask for the folder "
            "as it was published, or run the synthesis again."
        )


def _add_trace(commands: Groups) -> None:
    command = commands.add_parser("trace", help="list the contributions behind a number")
    command.add_argument("folder", type=Path, metavar="DIR", help="a published synthesis")
    command.add_argument("theme", metavar="THEME", help="a theme, a sub-theme or a campaign")
    command.set_defaults(run=_trace)


def _trace(arguments: argparse.Namespace) -> None:
    """Print the contribution ids, one a line."""
    try:
        for identifier in trace(arguments.folder, arguments.theme):
            print(identifier)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (`| head`); what is left in the buffer must go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
