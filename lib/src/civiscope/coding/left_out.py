"""What a file holds that was not taken from it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Things of one kind that a file holds and that were not taken from it.

    Attributes
    ----------
    what : str
        Their kind, in words: ``pictures``. Never what they hold.
    count : int
        How many there are.
    names : tuple of str
        What names them in the file, where that is known.
    """

    what: str
    count: int
    names: tuple[str, ...] = ()
