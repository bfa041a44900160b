"""`civiscope synthesis`: themes of contributions, checked and traced."""

import argparse
import json
import os
import sys
from math import inf, nan
from pathlib import Path

from civiscope.cli.groups import Groups
from civiscope.cli.showing import Bar, Interrupted, print_checks, print_lines
from civiscope.errors import InputError
from civiscope.runs.executors import open_executor
from civiscope.runs.synthesis.checking import trace, verify
from civiscope.runs.synthesis.naming import Plan, name_synthesis, open_model, plan_naming
from civiscope.runs.synthesis.run import run_synthesis
from civiscope.runs.synthesis.settings import read_settings
from civiscope.tables import DATE, PLATFORMS, Columns
from civiscope.threads import processors

_STAGES = {
    "read": "Reading",
    "count": "Counting words",
    "sample": "Sampling answers",
    "fit": "Fitting themes",
    "assign": "Giving answers their themes",
    "describe": "Finding typical words",
    "families": "Gathering near-duplicates",
    "quote": "Choosing excerpts",
    "ideas": "Looking for rare ideas",
    "name": "Asking for names",
    "write": "Writing",
}


def add_commands(groups: Groups) -> None:
    """Add the group to the parser."""
    group = groups.add_parser("synthesis", help="themes of contributions that anyone can check")
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    _add_run(commands)
    _add_verify(commands)
    _add_trace(commands)
    _add_name(commands)


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
    place = run.add_mutually_exclusive_group()
    place.add_argument("--department", metavar="COLUMN", help="column of authors' départements")
    place.add_argument("--postal-code", metavar="COLUMN", help="column of authors' postal codes")
    place.add_argument("--commune", metavar="COLUMN", help="column of authors' communes (INSEE)")
    run.add_argument(
        "--by", default="", metavar="COLUMN,…", help="variables that themes are crossed with"
    )
    run.add_argument("--platform", choices=sorted(PLATFORMS), help="what exported the file")
    run.add_argument(
        "--themes",
        type=_number_or_auto,
        metavar="N|auto",
        help="themes sought, or as many as hold (15)",
    )
    run.add_argument(
        "--double",
        action="store_const",
        const=True,
        help="compare themes with a double descending classification",
    )
    run.add_argument(
        "--territory", metavar="CODE,…", help="départements that authors are compared with (all)"
    )
    run.add_argument(
        "--rake", metavar="MARGIN,…", help="also weigh authors by department, region, size (no)"
    )
    run.add_argument("--language", metavar="CODE", help="language of the texts (fr)")
    run.add_argument("--title", metavar="TEXT", help="what is synthesised, for the title")
    run.add_argument("--config", type=Path, metavar="FILE", help="settings, as TOML")
    run.add_argument(
        "--processes", type=int, metavar="N", help="processes of this machine (its processors)"
    )
    run.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster, tcp://host:port")
    run.set_defaults(run=_run)


def _number_or_auto(text: str) -> int | str:
    return text if text == "auto" else int(text)


def _run(arguments: argparse.Namespace) -> None:
    """Synthesise, with a bar of progress on the error output, and say what was found."""
    settings = read_settings(
        arguments.config,
        themes=arguments.themes,
        double=arguments.double,
        language=arguments.language,
        title=arguments.title,
        territory=arguments.territory,
        rake=arguments.rake,
    )
    processes = processors() if arguments.processes is None else arguments.processes
    with (
        open_executor(processes=processes, scheduler=arguments.scheduler) as executor,
        Bar(_STAGES) as bar,
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
        department=arguments.department,
        postal_code=arguments.postal_code,
        commune=arguments.commune,
        by=tuple(name for name in by if name != date),
    )


def _add_verify(commands: Groups) -> None:
    command = commands.add_parser("verify", help="compute a synthesis again, and compare")
    command.add_argument("folder", type=Path, metavar="DIR", help="a published synthesis")
    command.add_argument(
        "--source", type=Path, metavar="FILE", help="the contributions, to compute all again"
    )
    command.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> None:
    """Print a line for each check, then fail where one of them does."""
    print_checks(verify(arguments.folder, source=arguments.source))


def _add_trace(commands: Groups) -> None:
    command = commands.add_parser("trace", help="list the contributions behind a number")
    command.add_argument("folder", type=Path, metavar="DIR", help="a published synthesis")
    command.add_argument(
        "theme", metavar="THEME", help="a theme, a sub-theme, a campaign or a rare idea"
    )
    command.set_defaults(run=_trace)


def _trace(arguments: argparse.Namespace) -> None:
    """Print the contribution ids, one a line."""
    print_lines(trace(arguments.folder, arguments.theme))


def _add_name(commands: Groups) -> None:
    command = commands.add_parser(
        "name", help="have a language model word the themes, marked as such, in a copy"
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="a published synthesis")
    command.add_argument(
        "--address", required=True, metavar="URL", help="of the model, http://127.0.0.1:11434/v1"
    )
    command.add_argument("--model", required=True, metavar="NAME", help="as its server knows it")
    where = command.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", type=Path, metavar="DIR", help="where to publish the copy")
    where.add_argument(
        "--dry-run", action="store_true", help="print what would be sent, and send nothing"
    )
    command.add_argument(
        "--key-variable", metavar="NAME", help="environment variable that holds the key"
    )
    command.add_argument(
        "--allow-http", action="store_true", help="let texts go to another machine in clear"
    )
    command.add_argument(
        "--without",
        action="append",
        default=[],
        choices=["seed", "temperature"],
        help="leave out what the model's server does not know",
    )
    command.add_argument(
        "--timeout", type=_seconds, metavar="SECONDS", help="how long an answer may take (120)"
    )
    command.set_defaults(run=_name)


def _name(arguments: argparse.Namespace) -> None:
    """Say what leaves the machine, ask for names, and say what they are."""
    with open_model(
        arguments.model,
        arguments.address,
        key=_key(arguments.key_variable),
        allow_http=arguments.allow_http,
        without=arguments.without,
        patience_seconds=arguments.timeout,
    ) as model:
        plan = plan_naming(arguments.folder)
        if arguments.dry_run:
            _show(plan)
            return
        where = "on this machine" if model.address.is_local else "on another machine"
        print(
            f"Sending {plan.n_excerpts:,} excerpts of {len(plan.asked):,} themes and sub-themes "
            f"to {model.address.host}, {where}.",
            file=sys.stderr,
        )
        try:
            with Bar(_STAGES) as bar:
                naming = name_synthesis(plan, arguments.out, model=model, progress=bar.show)
        except KeyboardInterrupt as error:
            raise Interrupted("Interrupted: nothing was published.") from error
    for name in naming.names:
        print(f"{name.theme_id}  {name.name}")
    if unnamed := naming.n_asked - len(naming.names):
        print(f"Left without a name: {unnamed:,} (see manifest.json).", file=sys.stderr)
    print(arguments.out / "report.html")


def _seconds(text: str) -> float:
    """Read how long something may take."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = nan
    if not 0 < seconds < inf:
        raise argparse.ArgumentTypeError(f"expected seconds, and got {text}")
    return seconds


def _key(variable: str | None) -> str | None:
    """Return the key that an environment variable holds, which no message ever says."""
    if variable is None:
        return None
    key = os.environ.get(variable, "").strip()
    if not key:
        raise InputError(
            f"Expected a key in the environment variable {variable}, and there is none: set it, "
            "or leave --key-variable out."
        )
    return key


def _show(plan: Plan) -> None:
    """Print what would be sent, a line of JSON for each theme."""
    for theme, messages in plan.messages():
        print(json.dumps({"theme_id": theme, "messages": messages}, ensure_ascii=False))
