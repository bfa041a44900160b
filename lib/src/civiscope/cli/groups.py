"""The type of what groups of commands are added to, which `argparse` names only in private."""

import argparse
from typing import TypeAlias

Groups: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  # no public name
