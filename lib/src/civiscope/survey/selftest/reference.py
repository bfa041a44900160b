"""The samples and the values that estimators are compared with."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Self

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A table of a sample, by columns.

    Attributes
    ----------
    columns : mapping of str to ndarray of str, shape (n_units,)
        Cells as they stand in the file.
    """

    columns: Mapping[str, NDArray[np.str_]]

    @classmethod
    def of_lines(cls, lines: Iterable[str]) -> Self:
        """Read a table whose first line names its columns."""
        rows = list(csv.DictReader(lines))
        return cls(columns={name: np.array([row[name] for row in rows]) for name in rows[0]})

    def labels(self, name: str) -> NDArray[np.str_]:
        """Return the cells of a column."""
        return self.columns[name]

    def numbers(self, name: str) -> NDArray[np.float64]:
        """Return the numbers of a column."""
        return self.columns[name].astype(np.float64)

    def codes(self, name: str, *, order: tuple[str, ...] = ()) -> NDArray[np.int64]:
        """Return the place of each cell among the categories, in the order given or their own."""
        categories = list(order) or sorted(set(self.columns[name].tolist()))
        return np.array([categories.index(cell) for cell in self.columns[name].tolist()])

    def where(self, kept: NDArray[np.bool_]) -> "Sample":
        """Keep some units."""
        return Sample(columns={name: column[kept] for name, column in self.columns.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What R gave.

    Attributes
    ----------
    values : ndarray of float64
        The numbers.
    call : str
        The call that gave them.
    """

    values: NDArray[np.float64]
    call: str


def sample(name: str) -> Sample:
    """Read a fictitious sample of the package: ``authorities`` or ``editions``."""
    return Sample.of_lines(_text(f"{name}.csv").splitlines())


def expected_values(name: str) -> dict[str, Expected]:
    """Read what R gave, from a file of the package; designs are calls without values."""
    found = {}
    for line in _text(name).splitlines()[2:]:
        key, values, call = line.split("\t")
        found[key] = Expected(values=np.array(values.split(), dtype=np.float64), call=call)
    return found


def values_of_lines(lines: Iterable[str]) -> dict[str, NDArray[np.float64]]:
    """Read keys and values, apart by a tab, as in the file of R's own data sets."""
    pairs = [line.rstrip("\n").partition("\t") for line in lines if line.strip()]
    if not all(tab for _, tab, _ in pairs):
        raise InputError(
            "Expected lines of a key, a tab and numbers, got others. Give the folder that holds "
            "expected.tsv as R wrote it."
        )
    return {key: np.array(values.split(), dtype=np.float64) for key, _, values in pairs}


def _text(name: str) -> str:
    return files("civiscope.survey.selftest").joinpath(name).read_text(encoding="utf-8")
