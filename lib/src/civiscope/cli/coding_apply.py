"""`civiscope coding apply`, `propose`, `verify`, `trace`: codes given by the machine, checked."""

import argparse
from pathlib import Path

from civiscope.cli.groups import Groups
from civiscope.cli.showing import Bar, Interrupted, print_checks, print_lines
from civiscope.coding.results import Applied
from civiscope.runs.checks import find_kind
from civiscope.runs.coding.apply import Sources, apply_codebook
from civiscope.runs.coding.checking import trace, verify
from civiscope.runs.coding.prevalence import KIND as PREVALENCE_KIND
from civiscope.runs.coding.prevalence_checking import trace_prevalence, verify_prevalence
from civiscope.runs.coding.propose import ProposalSettings, publish_proposal
from civiscope.runs.coding.report import KIND as REPORT_KIND
from civiscope.runs.coding.report_checking import trace_report, verify_report
from civiscope.runs.coding.settings import read_settings
from civiscope.runs.executors import open_executor
from civiscope.tables import PLATFORMS, Columns
from civiscope.threads import processors

_SIZE = 50
_STAGES = {
    "read": "Reading",
    "count": "Counting words",
    "learn": "Learning from people",
    "score": "Scoring answers",
    "write": "Writing",
}


def add_apply(commands: Groups) -> None:
    """Add the command to the group."""
    command = commands.add_parser("apply", help="give all answers the codes of a codebook")
    command.add_argument("source", type=Path, metavar="FILE", help="CSV, TSV, XLSX, JSON, Parquet…")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to publish")
    command.add_argument(
        "--codebook", type=Path, required=True, metavar="FILE", help="the codes, CSV or QDC"
    )
    _add_taught(command)
    command.add_argument("--id", dest="identifier", metavar="COLUMN", help="column of identifiers")
    command.add_argument("--text", metavar="COLUMN", help="column of texts")
    command.add_argument(
        "--by", default="", metavar="COLUMN,…", help="variables that codes are crossed with"
    )
    command.add_argument("--platform", choices=sorted(PLATFORMS), help="what exported the file")
    command.add_argument("--language", metavar="CODE", help="language of the texts (fr)")
    command.add_argument("--title", metavar="TEXT", help="what is coded, for the title")
    command.add_argument("--config", type=Path, metavar="FILE", help="settings, as TOML")
    command.add_argument(
        "--processes", type=int, metavar="N", help="processes of this machine (its processors)"
    )
    command.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster, tcp://host:port")
    command.set_defaults(run=_apply)


def _add_taught(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--learn",
        type=Path,
        nargs="+",
        default=(),
        metavar="FILE",
        help="what people coded, to learn from",
    )


def _apply(arguments: argparse.Namespace) -> None:
    """Code, with a bar of progress on the error output, and say how many answers have each code."""
    settings = read_settings(arguments.config, language=arguments.language, title=arguments.title)
    processes = processors() if arguments.processes is None else arguments.processes
    with (
        open_executor(processes=processes, scheduler=arguments.scheduler) as executor,
        Bar(_STAGES) as bar,
    ):
        try:
            applied = apply_codebook(
                _sources(arguments),
                # The workers of a cluster have working directories of their own.
                arguments.out.absolute(),
                executor=executor,
                settings=settings,
                progress=bar.show,
            )
        except KeyboardInterrupt as error:
            raise Interrupted("Interrupted: nothing was published.") from error
    _print(applied)
    print(arguments.out / "shares.csv")


def _sources(arguments: argparse.Namespace) -> Sources:
    by = tuple(name.strip() for name in arguments.by.split(",") if name.strip())
    return Sources(
        answers=arguments.source,
        codebook=arguments.codebook,
        columns=Columns(identifier=arguments.identifier, text=arguments.text, by=by),
        platform=arguments.platform,
        taught=tuple(arguments.learn),
    )


def _print(applied: Applied) -> None:
    """Print the codes, those of the whole first, then how many answers have none."""
    width = max(len(share.code) for share in applied.shares)
    for share in applied.shares:
        print(f"{share.code:{width}}  {share.answers:>9,}  {share.share:>6.1%}  {share.label}")
    if applied.n_learnt:
        print(
            f"{applied.n_learnt} codes were learnt from {applied.n_taught:,} answers coded by "
            f"people; expected calibration error {applied.calibration_error:.3f}."
        )
    print(f"{applied.n_uncoded:,} of {applied.n_answers:,} answers have no code.")


def add_propose(commands: Groups) -> None:
    """Add the command to the group."""
    command = commands.add_parser(
        "propose", help="choose what people should code next, for the machine to learn most"
    )
    command.add_argument("coding", type=Path, metavar="DIR", help="what `coding apply` published")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to publish")
    command.add_argument(
        "--size", type=int, default=_SIZE, metavar="N", help=f"answers to propose ({_SIZE})"
    )
    command.add_argument(
        "--codings",
        type=Path,
        nargs="+",
        default=(),
        metavar="FILE",
        help="what people coded already",
    )
    command.add_argument(
        "--language", choices=("fr", "en"), default="fr", help="of the page and the workbook (fr)"
    )
    command.set_defaults(run=_propose)


def _propose(arguments: argparse.Namespace) -> None:
    """Choose answers, and say where they are to be coded."""
    settings = ProposalSettings(size=arguments.size, language=arguments.language)
    chosen = publish_proposal(
        arguments.coding, arguments.out, coded=arguments.codings, settings=settings
    )
    print(
        f"{len(chosen):,} answers to code; they teach the machine, and no share follows from them."
    )
    print(arguments.out / "to_code.html")


def add_verify(commands: Groups) -> None:
    """Add the command to the group."""
    command = commands.add_parser("verify", help="count a coding, its shares or its report again")
    command.add_argument(
        "folder", type=Path, metavar="DIR", help="a published coding, prevalence or report"
    )
    command.add_argument(
        "--source",
        type=Path,
        metavar="FILE|DIR",
        help="to make all again: the contributions, or the coding that shares or a report are of",
    )
    command.add_argument(
        "--sample", type=Path, metavar="SAMPLE", help="the sample that shares were made with"
    )
    command.add_argument(
        "--prevalence", type=Path, metavar="OUT", help="the shares that a report was made with"
    )
    _add_taught(command)
    command.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> None:
    """Print a line for each check, then fail where one of them does."""
    folder, source = arguments.folder, arguments.source
    kind = find_kind(folder)
    if kind == REPORT_KIND:
        print_checks(verify_report(folder, coding=source, prevalence=arguments.prevalence))
    elif kind == PREVALENCE_KIND:
        print_checks(verify_prevalence(folder, coding=source, sample=arguments.sample))
    else:
        print_checks(verify(folder, source=source, taught=arguments.learn))


def add_trace(commands: Groups) -> None:
    """Add the command to the group."""
    command = commands.add_parser("trace", help="list the contributions that have a code")
    command.add_argument(
        "folder", type=Path, metavar="DIR", help="a published coding, prevalence or report"
    )
    command.add_argument("code", metavar="CODE", help="as in shares.csv")
    command.set_defaults(run=_trace)


def _trace(arguments: argparse.Namespace) -> None:
    """Print contribution ids, one a line."""
    kinds = {REPORT_KIND: trace_report, PREVALENCE_KIND: trace_prevalence}
    find = kinds.get(find_kind(arguments.folder), trace)
    print_lines(find(arguments.folder, arguments.code))
