"""`civiscope words`: how a text is indexed."""

import argparse

from civiscope.cli.groups import Groups
from civiscope.corpus import stems, tokens


def add_commands(groups: Groups) -> None:
    """Add the command to the parser."""
    command = groups.add_parser("words", help="show the words under which a text is found")
    command.add_argument("text", metavar="TEXT", help="any text in French or English")
    command.set_defaults(run=_words)


def _words(arguments: argparse.Namespace) -> None:
    """Print a line for each word: the word, then its other forms."""
    for token in tokens(arguments.text):
        print("  ".join(stems(token)))
