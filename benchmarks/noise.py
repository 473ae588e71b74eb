"""Figures with their noise, the load of the machine, and the table that they make."""

import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured several times; the least is what the machine can do, the rest is noise."""

    values: tuple[float, ...]
    unit: str = ""

    @property
    def low(self) -> float:
        """The least."""
        return min(self.values)

    @property
    def middle(self) -> float:
        """The median."""
        return statistics.median(self.values)

    @property
    def high(self) -> float:
        """The most."""
        return max(self.values)

    def __str__(self) -> str:
        """Return `least / median / most unit`, or the one value."""
        if len(set(self.values)) == 1:
            return f"{short(self.low)} {self.unit}".strip()
        return f"{' / '.join(map(short, (self.low, self.middle, self.high)))} {self.unit}".strip()


def short(number: float) -> str:
    """Return a number with three digits that mean something."""
    size = abs(number)
    if size >= 100 or number == int(number):
        return f"{number:,.0f}"
    return f"{number:.3g}"


def share(values: Sequence[float], part: float) -> float:
    """Return the value below which this part (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)]


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in lines)


def load() -> str:
    """Return how busy the machine is, by the number of programs that want a core."""
    return f"{os.getloadavg()[0]:.1f} programs on {os.cpu_count()} cores"
