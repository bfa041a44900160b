"""`civiscope coding`: codebooks, what people and machines code with them."""

from civiscope.cli.coding_files import add_codebook, add_project
from civiscope.cli.groups import Groups


def add_commands(groups: Groups) -> None:
    """Add the group to the parser."""
    group = groups.add_parser("coding", help="codebooks, and texts coded with them")
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    add_codebook(commands)
    add_project(commands)
