"""`civiscope coding`: codebooks, what people and machines code with them."""

from civiscope.cli.coding_sample import add_agree, add_prevalence, add_sample
from civiscope.cli.groups import Groups


def add_commands(groups: Groups) -> None:
    """Add the group to the parser."""
    group = groups.add_parser("coding", help="codebooks, and texts coded with them")
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    add_sample(commands)
    add_agree(commands)
    add_prevalence(commands)
