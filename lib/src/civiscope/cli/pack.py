"""`civiscope pack`: packs of facts."""

import argparse
from pathlib import Path

from civiscope.cli.groups import Groups
from civiscope.packs import read_pack


def add_commands(groups: Groups) -> None:
    """Add the group to the parser."""
    group = groups.add_parser("pack", help="read packs of facts")
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    check = commands.add_parser(
        "check", help="tell what a pack holds, or all that is wrong with it"
    )
    check.add_argument("folder", type=Path, metavar="DIR", help="folder that holds pack.yaml")
    check.set_defaults(run=_check)


def _check(arguments: argparse.Namespace) -> None:
    pack = read_pack(arguments.folder)
    print(f"{pack.id}: {len(pack.records):,} records, no problem")
    for kind, count in pack.counts().items():
        print(f"{count:>8,}  {kind}")
