"""Which states, rules and lines a set of turns has shown, and which not, with where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.content.inventory import all_lines, all_rules
from bot.model.persona import Persona
from bot.model.session import Turn


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """A piece of a persona: its kind (`state`, `rule` or `line`), its id and its line number."""

    at: int
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was shown and what was not, in order of line."""

    shown: tuple[Piece, ...]
    missing: tuple[Piece, ...]

    def share(self, kind: str) -> float:
        """Return the part (0 to 1) of a kind that was shown; all of nothing is all."""
        shown = sum(piece.kind == kind for piece in self.shown)
        missing = sum(piece.kind == kind for piece in self.missing)
        return shown / (shown + missing) if shown + missing else 1.0


def coverage_of(persona: Persona, turns: Iterable[Turn]) -> Coverage:
    """Return what these turns have shown of a persona."""
    seen = {("state", str(persona.start)), ("line", str(persona.opening.id))}
    for turn in turns:
        seen.add(("state", turn.state_after))
        seen.add(("rule", turn.rule))
        seen.update(("line", line) for line in turn.said)
    pieces = sorted(_pieces(persona))
    return Coverage(
        shown=tuple(piece for piece in pieces if (piece.kind, piece.id) in seen),
        missing=tuple(piece for piece in pieces if (piece.kind, piece.id) not in seen),
    )


def _pieces(persona: Persona) -> Iterable[Piece]:
    yield from (Piece(state.at, "state", state.id) for state in persona.states.values())
    yield from (Piece(rule.at, "rule", rule.id) for rule in all_rules(persona))
    silence = {line.id for line in persona.silence.all()}
    yield from (Piece(line.at, "line", line.id) for line in all_lines(persona) if line.id not in silence)
