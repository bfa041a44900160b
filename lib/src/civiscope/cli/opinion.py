"""`civiscope opinion`: what divides a conversation and what brings it together."""

import argparse
import sys
from pathlib import Path

from civiscope.cli.groups import Groups
from civiscope.cli.showing import Bar, Interrupted, print_checks, print_lines
from civiscope.opinion.results import Opinion
from civiscope.runs.opinion.checking import trace, verify
from civiscope.runs.opinion.run import Sources, run_opinion
from civiscope.runs.opinion.settings import LANGUAGES, MODES, read_settings
from civiscope.tables import VOTE_PLATFORMS, VoteColumns

_STAGES = {
    "read": "Reading",
    "group": "Finding groups",
    "stability": "Drawing participants again",
    "count": "Counting",
    "write": "Writing",
}
_VERDICTS = {
    "groups": "",
    "gradual": "The groups shade into one another: read them with care.",
    "too-few": "No groups: too few participants have votes enough.",
    "no-structure": "No groups: the votes hold no more structure than chance would give.",
    "one-group": "No groups: every cut leaves one of too few participants.",
}


def add_commands(groups: Groups) -> None:
    """Add the group to the parser."""
    group = groups.add_parser("opinion", help="opinion groups of votes that anyone can check")
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    _add_run(commands)
    _add_verify(commands)
    _add_trace(commands)


def _add_run(commands: Groups) -> None:
    run = commands.add_parser("run", help="find the opinion groups of a file of votes")
    run.add_argument("votes", type=Path, metavar="FILE", help="CSV, TSV, XLSX, JSON, Parquet…")
    run.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to publish")
    _add_beside(run)
    run.add_argument(
        "--by", default="", metavar="COLUMN,…", help="columns of participants to cross groups with"
    )
    run.add_argument("--participant", metavar="COLUMN", help="column of participants")
    run.add_argument("--statement", metavar="COLUMN", help="column of statements")
    run.add_argument("--vote", metavar="COLUMN", help="column of votes: -1, 0, 1")
    run.add_argument("--platform", choices=VOTE_PLATFORMS, help="what exported the votes")
    run.add_argument("--mode", choices=MODES, help="improved, or legacy for what Polis computes")
    run.add_argument("--language", choices=LANGUAGES, help="language of the report (fr)")
    run.add_argument("--texts", metavar="CODE", help="language of the statements")
    run.add_argument("--title", metavar="TEXT", help="what was voted on, for the title")
    run.add_argument("--config", type=Path, metavar="FILE", help="settings, as TOML")
    run.set_defaults(run=_run)


def _add_beside(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--statements", type=Path, metavar="FILE", help="texts of statements, and moderation"
    )
    command.add_argument(
        "--participants", type=Path, metavar="FILE", help="what is known of participants"
    )


def _run(arguments: argparse.Namespace) -> None:
    """Find groups, with a bar of progress on the error output, and say what was found."""
    settings = read_settings(
        arguments.config,
        mode=arguments.mode,
        language=arguments.language,
        texts=arguments.texts,
        title=arguments.title,
    )
    named = VoteColumns(
        participant=arguments.participant, statement=arguments.statement, vote=arguments.vote
    )
    sources = Sources(
        votes=arguments.votes,
        statements=arguments.statements,
        participants=arguments.participants,
        by=tuple(name.strip() for name in arguments.by.split(",") if name.strip()),
        columns=named if named != VoteColumns() else None,
        platform=arguments.platform,
    )
    with Bar(_STAGES) as bar:
        try:
            opinion = run_opinion(sources, arguments.out, settings=settings, progress=bar.show)
        except KeyboardInterrupt as error:
            raise Interrupted("Interrupted: nothing was published.") from error
    _print(opinion)
    print(arguments.out / "report.html")


def _print(opinion: Opinion) -> None:
    """Print what was left out on the error output, then the groups."""
    read = opinion.participation
    for count, said in (
        (read.replaced, "votes that the same participant replaced later: the last one counts"),
        (read.not_voted, "rows without a vote: left out"),
        (read.without_votes, "statements nobody voted on"),
        (read.left_out, "statements left out by moderation"),
        (read.participants - read.kept, "participants of too few votes to be in a group"),
    ):
        if count:
            print(f"{count:,} {said}.", file=sys.stderr)
    for group in opinion.groups:
        print(f"{group.name}  {group.participants:>9,}  participants")
    if said := _VERDICTS[opinion.verdict]:
        print(said)


def _add_verify(commands: Groups) -> None:
    command = commands.add_parser("verify", help="compute groups again, and compare")
    command.add_argument("folder", type=Path, metavar="DIR", help="published opinion groups")
    command.add_argument(
        "--source", type=Path, metavar="FILE", help="the votes, to compute all again"
    )
    _add_beside(command)
    command.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> None:
    """Print a line for each check, then fail where one of them does."""
    print_checks(
        verify(
            arguments.folder,
            source=arguments.source,
            statements=arguments.statements,
            participants=arguments.participants,
        )
    )


def _add_trace(commands: Groups) -> None:
    command = commands.add_parser(
        "trace", help="list the participants of a group, or the votes on a statement"
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="published opinion groups")
    command.add_argument("name", metavar="NAME", help="a group; with --source, a statement too")
    command.add_argument("--source", type=Path, metavar="FILE", help="the votes")
    command.set_defaults(run=_trace)


def _trace(arguments: argparse.Namespace) -> None:
    """Print participants, one a line."""
    print_lines(trace(arguments.folder, arguments.name, source=arguments.source))
