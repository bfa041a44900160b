"""The rows of what is published; what is suppressed is None."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondents:
    """Who answered, beside who was asked to.

    Attributes
    ----------
    domain, category : str
        Of whom; both empty for everyone.
    invited : int
        How many were asked to answer.
    respondents : int or None
        How many did; None where it is suppressed.
    """

    domain: str
    category: str
    invited: int
    respondents: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionShare:
    """An option in the last edition: the share of those asked who ticked it.

    Attributes
    ----------
    variable, code : str
        Which option.
    ticked, asked : int or None
        Counts; None where they are suppressed.
    share : float or None
        In [0, 1].
    share_if_twice, share_if_half : float or None
        What the share would be of all authorities, if those that ticked it had answered twice as
        often as the others, or half as often.
    is_suppressed : bool
        Whether it is not shown though it is known.
    is_in_records : bool
        Whether it can be counted again in the published records.
    """

    variable: str
    code: str
    ticked: int | None
    asked: int | None
    share: float | None
    share_if_twice: float | None
    share_if_half: float | None
    is_suppressed: bool
    is_in_records: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """An option among the respondents of one category of a domain.

    Attributes
    ----------
    variable, code, domain, category : str
        Which option, among whom.
    ticked, asked : int or None
        Counts; None where they are suppressed.
    share : float or None
        In [0, 1].
    is_suppressed : bool
        Whether it is not shown though it is known.
    """

    variable: str
    code: str
    domain: str
    category: str
    ticked: int | None
    asked: int | None
    share: float | None
    is_suppressed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """What became of an option in the panel.

    Attributes
    ----------
    variable, code : str
        Which option.
    kept, gained, lost, never : int or None
        Members of the panel; None where it is suppressed.
    p_value, p_adjusted : float or None
        McNemar's exact test, and the same adjusted over all options by Holm's procedure; None
        where gains or losses are suppressed.
    """

    variable: str
    code: str
    kept: int | None
    gained: int | None
    lost: int | None
    never: int | None
    p_value: float | None
    p_adjusted: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """An option in one edition of a series.

    Attributes
    ----------
    variable, code, edition : str
        Which one.
    ticked, asked : int or None
        Counts; None where they are suppressed.
    share : float or None
        In [0, 1].
    comparability : str
        With the reference: ``identical``, ``minor``, ``partial``, ``break``; empty where nobody was
        asked.
    gap_before : str
        What stands between it and the edition before: ``none``, ``partial``, ``break``,
        ``not-asked``; empty for the first.
    is_suppressed : bool
        Whether it is not shown though it is known.
    """

    variable: str
    code: str
    edition: str
    ticked: int | None
    asked: int | None
    share: float | None
    comparability: str
    gap_before: str
    is_suppressed: bool
