"""Sparse rows: the lemma sets that themes are fitted on, each distinct set once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numba import njit
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class SparseRows:
    """A sparse matrix by rows.

    Attributes
    ----------
    indptr : ndarray of int64, shape (n_rows + 1,)
        Where each row starts in `indices` and `values`.
    indices : ndarray of int32, shape (n_entries,)
        Columns, ascending in each row.
    values : ndarray of float32, shape (n_entries,)
        The entries.
    n_columns : int
        Width of the matrix.
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    values: NDArray[np.float32]
    n_columns: int

    @property
    def n_rows(self) -> int:
        """Height of the matrix."""
        return len(self.indptr) - 1

    @classmethod
    def of_sets(cls, sets: Iterable[Sequence[int]], *, n_columns: int) -> Self:
        """Make the presence matrix of sets of columns."""
        listed = [sorted(set(columns)) for columns in sets]
        lengths = np.array([0, *map(len, listed)], dtype=np.int64)
        indices = np.array([column for columns in listed for column in columns], dtype=np.int32)
        return cls.of_presences(np.cumsum(lengths), indices, n_columns=n_columns)

    @classmethod
    def of_presences(
        cls, indptr: NDArray[np.int64], indices: NDArray[np.int32], *, n_columns: int
    ) -> Self:
        """Make the matrix that is 1 at the given places."""
        ones = np.ones(len(indices), dtype=np.float32)
        return cls(indptr=indptr, indices=indices, values=ones, n_columns=n_columns)

    @classmethod
    def stacked(cls, blocks: Sequence["SparseRows"]) -> Self:
        """Put blocks of rows of the same width one under the other."""
        starts = np.cumsum([0, *(len(block.indices) for block in blocks)])
        indptr = [block.indptr[1:] + start for block, start in zip(blocks, starts, strict=False)]
        return cls(
            indptr=np.concatenate([[0], *indptr]).astype(np.int64),
            indices=np.concatenate([block.indices for block in blocks]),
            values=np.concatenate([block.values for block in blocks]),
            n_columns=blocks[0].n_columns,
        )

    def take(self, chosen: NDArray[np.int64]) -> Self:
        """Keep some rows, in the order given."""
        lengths = np.diff(self.indptr)[chosen]
        indptr = np.concatenate([[0], np.cumsum(lengths)])
        places = np.repeat(self.indptr[chosen] - indptr[:-1], lengths) + np.arange(indptr[-1])
        return replace(
            self, indptr=indptr, indices=self.indices[places], values=self.values[places]
        )

    def with_columns(self, chosen: NDArray[np.int64]) -> Self:
        """Keep some columns, given in ascending order, and number them anew."""
        numbers = np.full(self.n_columns, -1, dtype=np.int32)
        numbers[chosen] = np.arange(len(chosen), dtype=np.int32)
        is_kept = numbers[self.indices] >= 0
        before = np.concatenate([[0], np.cumsum(is_kept)])
        return replace(
            self,
            indptr=before[self.indptr],
            indices=numbers[self.indices[is_kept]],
            values=self.values[is_kept],
            n_columns=len(chosen),
        )

    def scaled(self, weights: NDArray[np.float64]) -> Self:
        """Multiply each column by its weight, then give every row the length 1."""
        values = _unit_rows(self.indptr, self.indices, self.values, weights)
        return replace(self, values=values)

    def column_counts(self) -> NDArray[np.int64]:
        """Count the rows in which each column has an entry, shape (n_columns,)."""
        return np.bincount(self.indices, minlength=self.n_columns)

    def grouped_counts(self, groups: NDArray[np.int32], n_groups: int) -> NDArray[np.int64]:
        """Count the rows of each group in which each column has an entry.

        Parameters
        ----------
        groups : ndarray of int32, shape (n_rows,)
            The group of each row; -1 for none.
        n_groups : int
            How many groups there are.

        Returns
        -------
        ndarray of int64, shape (n_groups, n_columns)
        """
        counts = np.zeros((n_groups, self.n_columns), dtype=np.int64)
        _count_by_group(self.indptr, self.indices, groups, counts)
        return counts


@njit(cache=True, nogil=True)
def _count_by_group(indptr, indices, groups, counts):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    for row in range(len(groups)):
        if groups[row] >= 0:
            for place in range(indptr[row], indptr[row + 1]):
                counts[groups[row], indices[place]] += 1


@njit(cache=True, nogil=True)
def _unit_rows(indptr, indices, values, weights):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    scaled = np.empty_like(values)
    for row in range(len(indptr) - 1):
        square = 0.0
        for place in range(indptr[row], indptr[row + 1]):
            square += (values[place] * weights[indices[place]]) ** 2
        length = np.sqrt(square) if square > 0 else 1.0
        for place in range(indptr[row], indptr[row + 1]):
            scaled[place] = values[place] * weights[indices[place]] / length
    return scaled
