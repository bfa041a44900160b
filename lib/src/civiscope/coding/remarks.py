"""What there is to say of a file that was read: what was not taken from it, above all."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What there is to say of things of one kind in a file.

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
