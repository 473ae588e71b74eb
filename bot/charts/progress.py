"""A small picture of progress: a row for each technique, a column for each conversation."""

from collections.abc import Sequence
from io import BytesIO
from textwrap import shorten
from typing import Final

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from bot.charts.mood import FAINT, GRID, INK, TRUST
from bot.coaching.progress import Progress
from bot.coaching.verdicts import OPEN, SEEN
from bot.model.texts import Texts

_ROW: Final = 0.24
"""Height of a row, in inches."""
_AROUND: Final = 1.2
_LABEL: Final = 41
"""Signs of a technique's title that fit."""


def progress_chart(progress: Sequence[Progress], texts: Texts) -> bytes:
    """Return a PNG 900 pixels wide; blocking, so call it off the event loop."""
    rows = [one for one in progress if SEEN in one.marks or OPEN in one.marks]
    columns = max((len(one.marks) for one in rows), default=1)
    height = _AROUND + _ROW * max(1, len(rows))
    figure = Figure(figsize=(6, height), dpi=150, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.5, 0.62 / height, 0.46, 1 - _AROUND / height))
    _frame(axes, rows, columns, texts)
    for place, one in enumerate(rows):
        _marks(axes, place, one)
    figure.text(
        0.03, 1 - 0.3 / height, texts("progress.chart_title"), fontsize=14, fontweight="bold", color=INK
    )
    _legend(figure, texts)
    png = BytesIO()
    figure.savefig(png, format="png")
    return png.getvalue()


def _frame(axes: Axes, rows: Sequence[Progress], columns: int, texts: Texts) -> None:
    axes.set_xlim(0.4, columns + 0.6)
    axes.set_ylim(max(1, len(rows)) - 0.4, -0.6)
    axes.set_xticks(range(1, columns + 1))
    axes.set_yticks(range(len(rows)), [shorten(one.title, _LABEL, placeholder="…") for one in rows])
    axes.set_xlabel(texts("progress.chart_talk"), fontsize=9, color=FAINT, labelpad=1)
    axes.tick_params(length=0, labelsize=9, labelcolor=INK)
    axes.tick_params(axis="x", labelcolor=FAINT)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)


def _marks(axes: Axes, place: int, one: Progress) -> None:
    """Draw full where it was seen and open where it was not: the shape tells it too, not the colour alone."""
    for mark, filled in ((SEEN, TRUST), (OPEN, "white")):
        at = [number for number, found in enumerate(one.marks, 1) if found == mark]
        axes.scatter(at, [place] * len(at), s=52, color=filled, edgecolors=TRUST, linewidths=1.4, zorder=3)


def _legend(figure: Figure, texts: Texts) -> None:
    handles = [
        Line2D([], [], marker="o", linestyle="", color=TRUST, markerfacecolor=colour, label=texts(key))
        for colour, key in ((TRUST, "progress.chart_seen"), ("white", "progress.chart_open"))
    ]
    figure.legend(handles=handles, loc="lower left", ncols=2, frameon=False, fontsize=9, labelcolor=INK)
