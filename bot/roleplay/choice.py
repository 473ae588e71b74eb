"""Which line is said: never said first, else least recently; the seed decides between equals."""

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Final

from bot.model.ids import LineId
from bot.model.persona import Line

FRESH_AFTER: Final = 6
"""A line may come back after this many messages."""
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_SENTENCE_START: Final = re.compile(r"(?:^|[.?!…:][”\"']?\s+)[“\"'‘(]?$")


class Chooser:
    """Chooses lines for one turn of one conversation."""

    def __init__(
        self, *, seed: int, turn: int, said: Mapping[LineId, int], echoes: Mapping[str, str]
    ) -> None:
        """Choose by this seed, knowing when each line was last said and what may be echoed."""
        self._seed = seed
        self._turn = turn
        self._said = said
        self._echoes = echoes

    def best(self, lines: Iterable[Line]) -> Line | None:
        """Return the line to say, even if it was said lately; None when no line can be filled."""
        able = (line for line in lines if line.echoes <= self._echoes.keys())
        return min(able, key=self._order, default=None)

    def fresh(self, lines: Iterable[Line]) -> Line | None:
        """Return the line to say when there is one that was not said lately."""
        line = self.best(lines)
        return line if line and self._said.get(line.id, -FRESH_AFTER) <= self._turn - FRESH_AFTER else None

    def unsaid(self, lines: Iterable[Line]) -> Line | None:
        """Return the line to say when there is one that was never said."""
        line = self.best(lines)
        return line if line and line.id not in self._said else None

    def _order(self, line: Line) -> tuple[int, bool, bytes]:
        return self._said.get(line.id, 0), not line.echoes, self._lot(line.id)

    def _lot(self, line: LineId) -> bytes:
        return blake2b(f"{self._seed}:{line}".encode(), digest_size=8).digest()


def fill(template: str, values: Mapping[str, str], echoes: Mapping[str, str]) -> str:
    """Return a bubble with its placeholders filled; an echo starts small unless it starts a sentence."""

    def word(found: re.Match[str]) -> str:
        name = found.group(1)
        text = values.get(name) or echoes.get(name, "").lower()
        starts = _SENTENCE_START.search(template, 0, found.start())
        return text[:1].upper() + text[1:] if starts else text

    return _PLACEHOLDER.sub(word, template)
