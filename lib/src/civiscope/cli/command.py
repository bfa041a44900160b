"""The `civiscope` command: its groups, and the one place where errors become exit codes."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from civiscope.cli import coding, opinion, pack, survey, synthesis, words
from civiscope.errors import CiviscopeError


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; those of the process when left out.

    Returns
    -------
    int
        The exit code: 0, or the one of the error, whose message is on the error output. Wrong
        arguments end the process with 2, as `argparse` does.

    Examples
    --------
    >>> from civiscope.cli import main
    >>> main(["words", "l'œuvre"])
    oeuvre  oeuvr
    0
    """
    arguments = _parser().parse_args(argv)
    try:
        arguments.run(arguments)
        sys.stdout.flush()
    except CiviscopeError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader has seen enough (`| head`); what is left in the buffer must go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="civiscope", description="Analysis of civic participation, from the command line."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {version('civiscope')}")
    groups = parser.add_subparsers(metavar="COMMAND", required=True)
    coding.add_commands(groups)
    opinion.add_commands(groups)
    pack.add_commands(groups)
    survey.add_commands(groups)
    synthesis.add_commands(groups)
    words.add_commands(groups)
    return parser
