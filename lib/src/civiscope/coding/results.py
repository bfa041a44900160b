"""What is published of a coding."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeShare:
    """How many answers the machine gave a code.

    Attributes
    ----------
    code : str
        The code.
    share : float
        Of all answers, in [0, 1]; an answer may have several codes.
    answers : int
        How many answers.
    label : str
        What people read.
    parent : str or None
        What the code is part of.
    """

    code: str
    share: float
    answers: int
    label: str
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A codebook applied to all answers.

    Attributes
    ----------
    n_answers : int
        All answers, which shares are of.
    n_uncoded : int
        Those without any code.
    shares : tuple of CodeShare
        In the order of the codebook.
    n_learnt, n_taught : int
        Codes that were learnt from people, and the answers that these coded.
    calibration_error : float or None
        Expected calibration error of what was learnt; None where nothing was.
    """

    n_answers: int
    n_uncoded: int
    shares: tuple[CodeShare, ...]
    n_learnt: int = 0
    n_taught: int = 0
    calibration_error: float | None = None
