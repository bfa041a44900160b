"""The command line: one module per group of commands, each only parsing and printing."""

from civiscope.cli.command import main

__all__ = ["main"]
