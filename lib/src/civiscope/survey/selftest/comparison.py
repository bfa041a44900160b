"""Every estimator compared with R, line by line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from civiscope.survey.selftest.cases import CASES, Found
from civiscope.survey.selftest.r_data import RData, cases_of, published_cases_of
from civiscope.survey.selftest.reference import Expected, expected_values

TOLERANCE, INTERVAL_TOLERANCE = 1e-8, 1e-6
"""The largest relative error of an estimate or a standard error, and of the end of an interval."""

_INTERVALS = (".kg", ".wilson", ".student", ".ends", "ciprop")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A value, or several that one call of R gave, beside ours.

    Attributes
    ----------
    source : str
        The file of the values.
    key : str
        The name of the call there.
    n_values : int
        How many numbers it gave.
    relative_error : float or None
        The largest of these numbers; None where Civiscope has no such estimator.
    tolerance : float
        The largest allowed.
    call : str
        The call of R, where it is known.
    """

    source: str
    key: str
    n_values: int
    relative_error: float | None
    tolerance: float
    call: str

    @property
    def holds(self) -> bool:
        """Whether the error is allowed; nothing is held against what is not estimated."""
        return self.relative_error is None or self.relative_error <= self.tolerance


def compare(data: Path | None = None) -> list[Comparison]:
    """Compare every estimator with the values that R gave.

    Parameters
    ----------
    data : Path, optional
        The folder of R's data sets as CSV; without it, the fictitious samples alone are used.

    Returns
    -------
    list of Comparison

    Raises
    ------
    InputNotFound
        Where the folder lacks one of the files.

    Examples
    --------
    >>> from civiscope.survey.selftest.comparison import compare
    >>> all(found.holds for found in compare())
    True
    """
    found = list(_compared("expected.tsv", expected_values("expected.tsv"), CASES))
    if data is not None:
        folder = RData(data)
        found += _compared("r-data.tsv", expected_values("r-data.tsv"), cases_of(folder))
        beside = {
            key: Expected(values=values, call="") for key, values in folder.published().items()
        }
        found += _compared("survey-reference", beside, published_cases_of(folder))
    return found


def _compared(
    source: str, expected: Mapping[str, Expected], cases: Mapping[str, Callable[[], Found]]
) -> Iterator[Comparison]:
    for key, wanted in expected.items():
        if not wanted.values.size:
            continue
        is_interval = any(mark in key for mark in _INTERVALS)
        yield Comparison(
            source=source,
            key=key,
            n_values=len(wanted.values),
            relative_error=_error(cases[key](), wanted.values) if key in cases else None,
            tolerance=INTERVAL_TOLERANCE if is_interval else TOLERANCE,
            call=wanted.call,
        )


def _error(found: Found, wanted: Found) -> float:
    if found.shape != wanted.shape:
        return np.inf
    return float((np.abs(found - wanted) / np.abs(wanted)).max())
