"""The errors that Civiscope raises, each with the exit code of the command line.

Every message says what was expected, what was got and what to do. The exit codes of input errors
are those of ``sysexits.h``, which mail and batch systems have shared since BSD 4.3.
"""

from typing import ClassVar


class CiviscopeError(Exception):
    """Any error that Civiscope raises on purpose.

    Attributes
    ----------
    exit_code : int
        What the command line returns to the shell when this error ends it.
    """

    exit_code: ClassVar[int] = 1


class InputError(CiviscopeError, ValueError):
    """What was given cannot be used as it is; the message says what to change."""

    exit_code: ClassVar[int] = 65


class DisclosureError(InputError):
    """What was asked to be published would tell what someone answered."""


class InputNotFound(InputError):
    """What was named does not exist or is not of the expected nature."""

    exit_code: ClassVar[int] = 66


class ConvergenceError(CiviscopeError, ArithmeticError):
    """A computation did not reach what was asked; the message says what stands in its way."""

    exit_code: ClassVar[int] = 65
