"""Rows of few numbers among very many columns, multiplied without leaving numpy; fast enough to fit on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
_CHUNK = 60_000
"""Entries that are multiplied at a time, so that the work stays in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Sparse:
    """A sparse matrix by rows, and the order of its entries by column for the way back."""

    starts: Ints
    """Where each row starts among the entries; one more than there are rows."""
    columns: Ints
    values: Floats
    width: int
    values_by_column: Floats
    rows_by_column: Ints
    column_starts: Ints
    filled: Ints
    """The columns that have entries, in order."""

    @classmethod
    def of(cls, rows: Sequence[Sequence[tuple[int, float]]], width: int) -> Self:
        """Make a matrix of rows of pairs (column, value)."""
        starts = np.zeros(len(rows) + 1, np.int32)
        starts[1:] = np.cumsum([len(row) for row in rows])
        columns = np.array([column for row in rows for column, _ in row], np.int32)
        values = np.array([value for row in rows for _, value in row], np.float32)
        by_column = np.argsort(columns, kind="stable").astype(np.int32)
        owners = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(starts))
        filled, first = np.unique(columns[by_column], return_index=True)
        ends = np.append(first, len(columns)).astype(np.int32)
        sorted_values, rows_by_column = values[by_column], owners[by_column]
        return cls(
            starts, columns, values, width, sorted_values, rows_by_column, ends, filled.astype(np.int32)
        )

    def times(self, weights: Floats) -> Floats:
        """Return the product with a matrix of as many rows as this has columns."""
        return _sums(self.starts, self.columns, self.values, weights)

    def back(self, errors: Floats) -> Floats:
        """Return the product of this matrix, turned over, with a matrix of as many rows as this has."""
        total = np.zeros((self.width, errors.shape[1]), np.float32)
        total[self.filled] = _sums(self.column_starts, self.rows_by_column, self.values_by_column, errors)
        return total


def _sums(starts: Ints, places: Ints, values: Floats, table: Floats) -> Floats:
    """Return for each piece between two starts the sum of the table's rows at its places, weighed."""
    total = np.zeros((len(starts) - 1, table.shape[1]), np.float32)
    low = 0
    while low < len(total):
        high = int(np.searchsorted(starts, starts[low] + _CHUNK, side="right")) - 1
        high = min(max(high, low + 1), len(total))
        _sum_piece(total[low:high], starts[low : high + 1], places, values, table)
        low = high
    return total


def _sum_piece(total: Floats, starts: Ints, places: Ints, values: Floats, table: Floats) -> None:
    first, last = int(starts[0]), int(starts[-1])
    if first == last:
        return
    weighed = table[places[first:last]]
    weighed *= values[first:last, None]
    some = np.flatnonzero(np.diff(starts))
    total[some] = np.add.reduceat(weighed, starts[some] - first, axis=0)
