"""`civiscope coding`: codebooks, what people and machines code with them, shares that hold."""

from civiscope.cli.coding_apply import add_apply, add_propose, add_trace, add_verify
from civiscope.cli.coding_files import add_codebook, add_project
from civiscope.cli.coding_report import add_report
from civiscope.cli.coding_sample import add_agree, add_prevalence, add_sample
from civiscope.cli.groups import Groups


def add_commands(groups: Groups) -> None:
    """Add the group to the parser."""
    group = groups.add_parser("coding", help="codes of texts, by people and by the machine")
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    add_codebook(commands)
    add_apply(commands)
    add_propose(commands)
    add_sample(commands)
    add_agree(commands)
    add_prevalence(commands)
    add_report(commands)
    add_verify(commands)
    add_trace(commands)
    add_project(commands)
