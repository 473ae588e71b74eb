"""Every pair of colours that carries words is readable: WCAG AA, by day and by night."""

import re

import pytest

from bot.web.parts import STATIC

CSS = (STATIC / "page.css").read_text(encoding="utf-8")
ROOM = (STATIC / "room.css").read_text(encoding="utf-8")


def colours_of(css: str) -> list[dict[str, str]]:
    """Return the colours by day and by night."""
    return [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in css.split(":root {")[1:3]]


DAY, NIGHT = (page | room for page, room in zip(colours_of(CSS), colours_of(ROOM), strict=True))
PAIRS = [
    ("ink", "paper"),
    ("ink", "parent"),
    ("ink", "coach"),
    ("ink", "card"),
    ("ink", "button"),
    ("ink", "bar"),
    ("on-teacher", "teacher"),
    ("on-main", "main"),
    ("coach-ink", "coach"),
    ("coach-ink", "bar"),
    ("faint", "paper"),
    ("faint", "card"),
    ("faint", "button"),
    ("bad", "bad-bg"),
    ("faint", "parent"),
    ("ink", "sure"),
    ("ink", "likely"),
    ("ink", "unsure"),
    ("link", "paper"),
    ("link", "parent"),
    ("link", "coach"),
    ("link", "bar"),
    ("tension", "parent"),
    ("trust", "parent"),
]


def light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_words_can_be_read(colours: dict[str, str], front: str, back: str) -> None:
    low, high = sorted((light(colours[front]), light(colours[back])))

    assert (high + 0.05) / (low + 0.05) >= 4.5
