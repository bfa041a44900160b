"""What is published of a coding."""

from dataclasses import dataclass

from civiscope.coding.prevalence import Prevalence


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A contribution that a report quotes.

    Attributes
    ----------
    contribution_id : str
        Which one.
    text : str
        What it says, to the letter.
    score : float
        What the machine gives the code, in [0, 1]; 0 where it gives nothing.
    """

    contribution_id: str
    text: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedCode:
    """A code, what it means, and what has it.

    Attributes
    ----------
    code, label : str
        The code, and what people read.
    parent : str or None
        What the code is part of.
    depth : int
        How many codes it is part of; 0 for those that are part of none.
    definition, includes, excludes : str
        What the codebook says of it; may be empty.
    answers : int
        How many contributions the machine gave it.
    typical, random : tuple of Quote
        Of these, some with the highest scores, and others drawn by lot.
    machine_only, people_only : tuple of Quote
        Contributions of the sample to which the machine alone gave the code, and people alone.
    """

    code: str
    label: str
    parent: str | None
    depth: int
    definition: str
    includes: str
    excludes: str
    answers: int
    typical: tuple[Quote, ...]
    random: tuple[Quote, ...]
    machine_only: tuple[Quote, ...]
    people_only: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineGroup:
    """How many contributions of a group the machine gave each code.

    Attributes
    ----------
    variable, value : str
        What the group has in common; an empty value where it is unknown.
    size : int
        Its contributions.
    answers : tuple of int, length n_codes
        Those with each code.
    """

    variable: str
    value: str
    size: int
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingReport:
    """All that the report of a coding says.

    Attributes
    ----------
    title : str
        What was coded; empty where nobody said.
    texts : str
        The language of the contributions, an ISO 639-1 code.
    codebook, version : str
        What the analyst calls the codebook, and this state of it; may be empty.
    n_answers, n_uncoded : int
        All contributions, and those to which the machine gave no code.
    residual : tuple of str
        The labels of the codes for what no other holds.
    n_residual : int
        Contributions that have such codes and no other.
    n_taught : int
        Contributions that people coded and the machine learnt from; 0 where labels are all it knew.
    codes : tuple of ReportedCode
        Each after the one it is part of.
    groups : tuple of MachineGroup
        By variable, the largest of each first, without small ones; `answers` in the order of
        `codes`.
    uncoded : tuple of Quote
        Contributions without any code, drawn by lot.
    prevalence : Prevalence or None
        What a sample that people coded adds, codes in the order of `codes`; None where there is
        none.
    settings : tuple of (str, str)
        Those of the coding, by name.
    """

    title: str
    texts: str
    codebook: str
    version: str
    n_answers: int
    n_uncoded: int
    residual: tuple[str, ...]
    n_residual: int
    n_taught: int
    codes: tuple[ReportedCode, ...]
    groups: tuple[MachineGroup, ...]
    uncoded: tuple[Quote, ...]
    prevalence: Prevalence | None
    settings: tuple[tuple[str, str], ...]
