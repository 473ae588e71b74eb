"""What is at hand while a file is compiled: the names that may be used, and the notes on what is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.content.form import Form, Rows
from bot.content.loader import Node
from bot.content.notes import Notes
from bot.model.guard import Guard, Range
from bot.model.ids import MoveId

ATTRIBUTES: Final = frozenset(
    {
        *("form:u", "form:je", "form:switch", "question", "tentative", "sneer", "shouting", "insult"),
        *("jargon", "wordy", "target:child", "target:parent", "kind:rules", "kind:jargon", "kind:shift"),
        *("has_reason", "maar_link"),
    }
)
"""What understanding and the play themselves may say of a message."""
BANDS: Final = {"low": Range(0, 3), "mid": Range(4, 6), "high": Range(7, 10)}
"""The bands of tension of a persona that gives none, and of conditions that are not about one persona."""


@dataclass(slots=True)
class Desk:
    """Names by kind. A kind that is None is not checked, as when the course speaks of all personas."""

    notes: Notes
    moves: frozenset[str] = frozenset()
    groups: Mapping[str, frozenset[MoveId]] = field(default_factory=dict)
    attributes: frozenset[str] = ATTRIBUTES
    events: frozenset[str] = frozenset()
    scores: frozenset[str] = frozenset()
    echoes: frozenset[str] = frozenset()
    states: frozenset[str] | None = None
    topics: frozenset[str] | None = None
    grants: frozenset[str] | None = None
    answers: frozenset[str] | None = None
    bands: Mapping[str, Range] = field(default_factory=dict)
    conditions: dict[str, Guard] = field(default_factory=dict)
    """Guards with a name of their own, in the order in which they stand."""
    conditions_used: set[str] = field(default_factory=set)
    flags_set: dict[str, int] = field(default_factory=dict)
    """Flags that some effect sets, with the line."""
    flags_asked: list[tuple[int, str]] = field(default_factory=list)
    """Flags that some guard asks for; checked when all has been read."""

    def known(self, rows: Rows, names: Iterable[str] | None, code: str) -> frozenset[str]:
        """Return the names of these rows that exist; the others are noted under the code."""
        if names is None:
            return frozenset(word for _, word in rows)
        found = frozenset(names)
        for line, word in rows:
            if word not in found:
                self.notes.add(line, code, name=word, hint=self.notes.hint(word, found))
        return frozenset(word for _, word in rows if word in found)

    def condition(self, line: int, name: str) -> Guard:
        """Return the guard of this name; one that is not there (yet) is noted and always holds."""
        if name not in self.conditions:
            self.notes.add(line, "R016", name=name, hint=self.notes.hint(name, self.conditions))
        self.conditions_used.add(name)
        return self.conditions.get(name, Guard())

    def moves_named(self, line: int, name: str) -> frozenset[MoveId]:
        """Return the move of this name, or the moves of the group of this name."""
        if name in self.groups:
            return self.groups[name]
        if name in self.moves:
            return frozenset({MoveId(name)})
        hint = self.notes.hint(name, (*self.moves, *self.groups))
        self.notes.add(line, "R001", name=name, hint=hint)
        return frozenset()

    def moves_in(self, form: Form, key: str) -> frozenset[MoveId]:
        """Return all moves that a field names, groups opened up."""
        sets = [self.moves_named(line, word) for line, word in form.words(key)]
        return frozenset().union(*sets)

    def check_conditions(self, named: Mapping[str, Node]) -> None:
        """Note every named guard that nobody asks for."""
        for name, node in named.items():
            if name not in self.conditions_used:
                self.notes.add(node.line, "W013", name=name)

    def check_flags(self) -> None:
        """Note every flag that is asked for but never set."""
        for line, flag in self.flags_asked:
            if flag not in self.flags_set:
                self.notes.add(line, "R003", name=flag, hint=self.notes.hint(flag, self.flags_set))
