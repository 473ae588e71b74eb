"""Drawings that stand within a page: the mood as two lines, and a join link as a QR code."""

import io
from collections.abc import Sequence
from html import escape

import segno
from markupsafe import Markup

from bot.model.session import Mood
from bot.model.texts import Texts

_LEFT, _TOP, _HIGH, _WIDE = 26.0, 10.0, 120.0, 300.0
_TOTAL = 420
_MOST = 10


def curve(moods: Sequence[Mood], texts: Texts) -> Markup:
    """Return the course of tension and trust as SVG, with a sentence for who cannot see it."""
    if not moods:
        return Markup("")
    first, last = moods[0], moods[-1]
    told = texts(
        "pages.talk.curve",
        tension=first.tension,
        tension_after=last.tension,
        trust=first.trust,
        trust_after=last.trust,
    )
    tension = _line([mood.tension for mood in moods], "tension", texts("chart.tension"))
    trust = _line([mood.trust for mood in moods], "trust", texts("chart.trust"), below=tension[0])
    size = f'viewBox="0 0 {_TOTAL} 156" width="{_TOTAL}" height="156"'
    inside = _grid() + _ticks(len(moods)) + tension[1] + trust[1]
    return Markup(f'<svg class="curve" role="img" aria-label="{escape(told)}" {size}>{inside}</svg>')


def _line(values: Sequence[int], kind: str, name: str, below: float | None = None) -> tuple[float, str]:
    """Return where the line ends and the line with its name; two names do not stand upon each other."""
    step = _WIDE / max(len(values) - 1, 1)
    spots = [(_LEFT + number * step, _height(value)) for number, value in enumerate(values)]
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in spots)
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3.2"/>' for x, y in spots)
    end = spots[-1][1]
    label = end if below is None or abs(end - below) >= 13 else below + (13 if end >= below else -13)
    words = f'<text x="{_LEFT + _WIDE + 9:.0f}" y="{label + 4:.0f}">{escape(name)}</text>'
    return label, f'<g class="{kind}"><polyline points="{path}"/>{dots}{words}</g>'


def _height(value: int) -> float:
    return _TOP + (_MOST - value) * _HIGH / _MOST


def _grid() -> str:
    rows = []
    for value in (0, 5, 10):
        y = _height(value)
        rows.append(f'<path d="M{_LEFT:.0f} {y:.0f}H{_LEFT + _WIDE:.0f}"/>')
        rows.append(f'<text x="{_LEFT - 8:.0f}" y="{y + 4:.0f}" text-anchor="end">{value}</text>')
    return f'<g class="grid">{"".join(rows)}</g>'


def _ticks(count: int) -> str:
    step = _WIDE / max(count - 1, 1)
    every = max(1, round(count / 12))
    numbers = range(every, count, every)
    words = "".join(
        f'<text x="{_LEFT + number * step:.0f}" y="148" text-anchor="middle">{number}</text>'
        for number in numbers
    )
    return f'<g class="grid">{words}</g>'


def qr_code(address: str) -> Markup:
    """Return an address as a QR code in SVG, dark on white also at night: phones read no other."""
    if not address:
        return Markup("")
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2, light="#fff", dark="#000"
    )
    return Markup(out.getvalue().decode())
