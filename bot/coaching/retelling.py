"""Whether a line that repeats the parent's story repeats what was told in this very conversation."""

import re
from collections.abc import Iterable
from typing import Final

from bot.model.session import Turn

_WORD: Final = re.compile(r"\w{4,}|\d+,\d+")
_STEM: Final = 5
"""Letters by which two words are taken to be the same."""


def told(lines: Iterable[str], turns: Iterable[Turn]) -> tuple[str, ...]:
    """Return the lines of which at least half the words up to the first full stop were the parent's own."""
    known = {_stem(word) for turn in turns for word in _words(turn.parent)}
    return tuple(line for line in lines if _repeats(line, known))


def _repeats(line: str, known: set[str]) -> bool:
    said = [_stem(word) for word in _words(re.split(r"[.?!](?:\s|$)", line, maxsplit=1)[0])]
    return 2 * sum(word in known for word in said) >= len(said)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _stem(word: str) -> str:
    return word[:_STEM]
