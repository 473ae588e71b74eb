"""Playing while writing: when a file is saved the content is read again and your words are said once more."""

import queue
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, TextIO

from bot.cli.opening import known_persona
from bot.console import Table, stop_words
from bot.content.shelf import FileShelf
from bot.model.ids import PersonaId
from bot.model.session import Position

PAUSE: Final = 0.5
"""Seconds without a typed row after which the files are looked at."""
BACK: Final = "<"
"""Typed alone: takes the last words back."""


def typed(rows: TextIO, *, pause: float = PAUSE) -> Iterator[str | None]:
    """Yield what is typed, and None when nothing was typed for a while."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(rows, waiting), daemon=True).start()
    while True:
        try:
            row = waiting.get(timeout=pause)
        except queue.Empty:
            yield None
            continue
        if not row:
            return
        yield row


def _listen(rows: TextIO, waiting: queue.SimpleQueue[str]) -> None:
    while row := rows.readline():
        waiting.put(row)
    waiting.put("")


@dataclass(slots=True)
class Rehearsal:
    """A conversation that begins anew whenever the content changes."""

    shelf: FileShelf
    persona: PersonaId
    out: TextIO
    seed: int
    difficulty: str
    explain: bool
    words: list[str] = field(default_factory=list)

    def run(self, rows: Iterable[str | None]) -> None:
        """Play until the input ends or a stop word is typed."""
        position = self.begin("cli.watch.start")
        stops = stop_words(self.shelf.current().texts)
        for row in rows:
            text = "" if row is None else row.strip()
            if text.lower() in stops:
                return
            if text == BACK:
                self.words = self.words[:-1]
                position = self.begin("cli.watch.back")
            elif text:
                position = self.say(position, text)
            else:
                position = self.refresh() or position

    def begin(self, key: str) -> Position:
        """Begin anew and say all words again."""
        content = self.shelf.current()
        known_persona(content, self.persona)
        print("", content.texts(key, count=len(self.words)), sep="\n", file=self.out)
        position = self.table().open(seed=self.seed, difficulty=self.difficulty)
        words, self.words = self.words, []
        for text in words:
            print(f"> {text}", file=self.out)
            position = self.say(position, text)
        return position

    def say(self, position: Position, text: str) -> Position:
        """Say something; after the end it is only kept, for when the content changes."""
        self.words.append(text)
        if position.outcome:
            print(self.shelf.current().texts("cli.watch.over"), file=self.out)
            return position
        position, turn = self.table().turn(position, text)
        if turn.outcome:
            print(self.shelf.current().texts("cli.watch.end", outcome=turn.outcome), file=self.out)
        return position

    def refresh(self) -> Position | None:
        """Look at the files; begin anew when they changed and can be used."""
        findings = self.shelf.refresh()
        if findings is None:
            return None
        print("", *findings, sep="\n", file=self.out)
        if any(not finding.warning for finding in findings):
            print(self.shelf.current().texts("cli.watch.broken"), file=self.out, flush=True)
            return None
        return self.begin("cli.watch.again")

    def table(self) -> Table:
        """Return where is played, on the content of now."""
        return Table(self.shelf.current(), self.persona, self.out, explain=self.explain)
