"""The picture of a conversation: tension and trust, turn by turn."""

from collections.abc import Iterable
from io import BytesIO
from itertools import pairwise
from typing import Final

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FixedLocator

from bot.model.course import Debrief
from bot.model.persona import Persona
from bot.model.texts import Texts

# Vermilion, blue, green and purple after Okabe and Ito: distinct for the colour-blind; the shapes differ too.
TENSION: Final = "#D55E00"
TRUST: Final = "#0072B2"
TOP: Final = "#009E73"
TIP: Final = "#8E4B79"
INK: Final = "#222222"
FAINT: Final = "#767676"
GRID: Final = "#E3E3E3"
_STRIP: Final = -0.95
"""Where the marks of tops and tip stand, under the lines."""
_TURNING: Final = 2
"""A change of tension of this much in one turn is a turning point."""


def mood_chart(debrief: Debrief, persona: Persona, texts: Texts) -> bytes:
    """Return a PNG of 900 by 600 pixels; blocking, so call it off the event loop."""
    figure = Figure(figsize=(6, 4), dpi=150, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.075, 0.215, 0.735, 0.60))
    moods = debrief.moods or ((persona.tension, persona.trust),)
    _frame(axes, len(moods) - 1, texts)
    _lines(axes, moods, texts)
    _turning_points(axes, moods, texts)
    _marks(axes, debrief, texts)
    _titles(figure, debrief, persona, texts)
    png = BytesIO()
    figure.savefig(png, format="png")
    return png.getvalue()


def _frame(axes: Axes, turns: int, texts: Texts) -> None:
    axes.set_xlim(-0.3, max(1, turns) + 0.3)
    axes.set_ylim(-1.6, 10.6)
    axes.set_yticks(range(0, 11, 2))
    step = max(1, -(-turns // 12))
    shown = [0, *range(turns, 0, -step)[::-1]]
    axes.xaxis.set_major_locator(FixedLocator(shown))
    names = [texts("chart.start"), *map(str, shown[1:])]
    if shown[-1] == turns > 0:
        names[-1] += f"\n{texts('chart.end')}"
    axes.set_xticklabels([name if "\n" in name else f"{name}\n " for name in names])
    axes.set_xlabel(texts("chart.turn"), fontsize=11, color=FAINT, labelpad=-13)
    axes.tick_params(length=0, labelsize=11, labelcolor=FAINT)
    axes.grid(axis="y", color=GRID, linewidth=1)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)


def _lines(axes: Axes, moods: tuple[tuple[int, int], ...], texts: Texts) -> None:
    turns = range(len(moods))
    tension = [mood[0] for mood in moods]
    trust = [mood[1] for mood in moods]
    size = 6.5 if len(moods) <= 14 else 4.5
    axes.plot(turns, trust, color=TRUST, linewidth=2, marker="s", markersize=size, markerfacecolor="white")
    axes.plot(turns, tension, color=TENSION, linewidth=3, marker="o", markersize=size)
    ends = _apart(float(tension[-1]), float(trust[-1]), above=tension[-1] >= trust[-1])
    named = (("chart.tension", TENSION, ends[0]), ("chart.trust", TRUST, ends[1]))
    for key, colour, height in named:
        axes.annotate(
            texts(key),
            (len(moods) - 1, height),
            xytext=(9, 0),
            textcoords="offset points",
            color=colour,
            fontsize=11.5,
            fontweight="bold",
            va="center",
        )


def _apart(one: float, other: float, *, above: bool) -> tuple[float, float]:
    """Return heights for two labels, moved apart where they would touch."""
    short = max(0.0, 1.0 - abs(one - other)) / 2
    return (one + short, other - short) if above else (one - short, other + short)


def _turning_points(axes: Axes, moods: tuple[tuple[int, int], ...], texts: Texts) -> None:
    """Ring the strongest rise and the strongest fall of tension, and say at which turn."""
    changes = [(after[0] - before[0], turn) for turn, (before, after) in enumerate(pairwise(moods), 1)]
    rise = max(changes, key=lambda change: change[0], default=(0, 0))
    fall = min(changes, key=lambda change: change[0], default=(0, 0))
    for change, turn in (rise, fall):
        if abs(change) < _TURNING:
            continue
        height = moods[turn][0]
        side, up = _free_side(moods, turn, rising=change > 0)
        axes.plot(
            [turn], [height], marker="o", markersize=15, fillstyle="none", color=INK, markeredgewidth=1.4
        )
        label = axes.annotate(
            f"{texts('chart.turn')} {turn}",
            (turn, height),
            xytext=(9 * side, 5 * up),
            textcoords="offset points",
            ha="right" if side < 0 else "left",
            va="bottom" if up > 0 else "top",
            fontsize=11,
            color=INK,
        )
        label.set_path_effects([withStroke(linewidth=3, foreground="white")])


def _free_side(moods: tuple[tuple[int, int], ...], turn: int, *, rising: bool) -> tuple[int, int]:
    """Return where a label is least in the way of the lines, as signs: left or right, above or below."""

    def room(side: int) -> float:
        beside = moods[min(max(turn + side, 0), len(moods) - 1)]
        middle = moods[turn][0] + 0.7 * _up(side, rising=rising)
        return min(abs((moods[turn][line] + beside[line]) / 2 - middle) for line in (0, 1))

    best = 1 if turn < len(moods) - 1 and (turn == 1 or room(1) > room(-1)) else -1
    return best, _up(best, rising=rising)


def _up(side: int, *, rising: bool) -> int:
    """Return the side of a bend that the line does not come from."""
    return 1 if (side < 0) is rising else -1


def _marks(axes: Axes, debrief: Debrief, texts: Texts) -> None:
    """Show under the lines at which turns the tops and the tip were."""
    tops = [top.turn for top in debrief.tops if top.turn]
    tips = [debrief.tip.turn] if debrief.tip and debrief.tip.turn else []
    handles = [
        axes.scatter(
            turns, [_STRIP] * len(turns), s=110, color=colour, marker=shape, label=texts(key), zorder=3
        )
        for turns, colour, shape, key in (
            (tops, TOP, "^", "review.tops"),
            (tips, TIP, "D", "review.tip"),
        )
        if turns
    ]
    if handles:
        axes.legend(
            handles=handles,
            loc="upper center",
            bbox_to_anchor=(0.5, -0.185),
            ncols=len(handles),
            frameon=False,
            fontsize=11,
            labelcolor=INK,
            handletextpad=0.3,
        )


def _titles(figure: Figure, debrief: Debrief, persona: Persona, texts: Texts) -> None:
    figure.text(0.03, 0.93, texts("chart.title"), fontsize=15, fontweight="bold", color=INK, va="center")
    under = " · ".join(_filled((persona.name, debrief.outcome_title)))
    figure.text(0.03, 0.862, under, fontsize=11.5, color=FAINT, va="center")


def _filled(parts: Iterable[str]) -> list[str]:
    return [part for part in parts if part]
