"""The picture of a parent: every state as a card with its rules and where they lead, endings in colour."""

from io import BytesIO
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Patch, PathPatch
from matplotlib.path import Path

from bot.charts.layout import CARD, HEAD, ROW, Card, Layout, lay_out
from bot.model.texts import Texts
from bot.roleplay.stage import Stage

INK: Final = "#222222"
FAINT: Final = "#5A5A5A"
EDGE: Final = "#9A9A9A"
FILLS: Final = {
    "": "#F4F4F4",
    "start": "#D6E6F5",
    "anywhere": "#ECE3F3",
    "good": "#CFE8CF",
    "disguise": "#FBE7B5",
    "lukewarm": "#DDDDDD",
    "bad": "#F3CFCF",
}
_MARGIN: Final = 0.3
_TITLE: Final = 0.85
_DOTS: Final = 100
"""Dots per inch."""


def state_chart(stage: Stage, texts: Texts, *, form: str) -> bytes:
    """Return the picture as `png` or `svg`; blocking."""
    layout = lay_out(stage, texts("cli.diagram.anywhere"))
    width, height = layout.width + 2 * _MARGIN, layout.height + 2 * _MARGIN + _TITLE
    figure = Figure(figsize=(width, height), dpi=_DOTS, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(-_MARGIN, layout.width + _MARGIN)
    axes.set_ylim(layout.height + _MARGIN, -_MARGIN - _TITLE)
    axes.set_axis_off()
    _threads(axes, layout)
    for card in layout.cards.values():
        _draw(axes, card)
    _head(axes, stage.persona.name, texts)
    picture = BytesIO()
    # Text stays text, and the same parent gives the same file.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": stage.persona.id}):
        figure.savefig(picture, format=form, metadata={"Date": None} if form == "svg" else {})
    return picture.getvalue()


def _draw(axes: Axes, card: Card) -> None:
    box = FancyBboxPatch(
        (card.x, card.y),
        CARD,
        card.height,
        boxstyle="round,pad=0,rounding_size=0.06",
        facecolor=FILLS[card.kind],
        edgecolor=EDGE,
        linewidth=0.8,
        zorder=2,
    )
    axes.add_patch(box)
    name = f"{card.number}  {card.title}" if card.number else card.title
    _write(axes, card.x + 0.1, card.y + HEAD / 2 + 0.01, name, size=9.5, weight="bold")
    for number, row in enumerate(card.rows):
        _write(axes, card.x + 0.12, card.y + HEAD + ROW * (number + 0.45), row, size=7.1, colour=FAINT)


def _write(
    axes: Axes, x: float, y: float, text: str, *, size: float, colour: str = INK, weight: str = "normal"
) -> None:
    # A dollar sign would begin a formula.
    safe = text.replace("$", r"\$")
    axes.text(x, y, safe, fontsize=size, color=colour, fontweight=weight, va="center", zorder=3)


def _threads(axes: Axes, layout: Layout) -> None:
    """Join each card with the one from which it is first reached."""
    for parent, child in layout.threads:
        start, end = layout.cards[parent], layout.cards[child]
        x, y = start.x + CARD, start.y + HEAD / 2
        to_x, to_y = end.x, end.y + HEAD / 2
        middle = (x + to_x) / 2
        path = Path(
            [(x, y), (middle, y), (middle, to_y), (to_x, to_y)],
            [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4],
        )
        axes.add_patch(PathPatch(path, fill=False, edgecolor=EDGE, linewidth=1.1, zorder=1))


def _head(axes: Axes, name: str, texts: Texts) -> None:
    _write(axes, 0, -_TITLE + 0.12, texts("cli.diagram.title", name=name), size=15, weight="bold")
    kinds = ("start", "anywhere", "good", "lukewarm", "disguise", "bad")
    handles = [
        Patch(facecolor=FILLS[kind], edgecolor=EDGE, label=texts(f"cli.diagram.{kind}")) for kind in kinds
    ]
    axes.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, -_TITLE + 0.32),
        bbox_transform=axes.transData,
        ncols=len(handles),
        frameon=False,
        fontsize=8.5,
        borderaxespad=0,
        borderpad=0,
    )
