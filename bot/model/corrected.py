"""What a trainer's correction teaches: a labelled line, and the talk that led to it. Without names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CorrectedLine:
    """A line with the moves that a trainer says are in it; masked."""

    persona: str
    parent: str
    text: str
    clauses: tuple[tuple[str, str], ...]
    """Pairs (move, words)."""


@dataclass(frozen=True, slots=True)
class CorrectedTalk:
    """The talk up to a corrected line, to be held in a walkthrough."""

    persona: str
    title: str
    seed: int
    difficulty: str
    said: tuple[str, ...]
    moves: tuple[str, ...]
    """Those that the last line must be recognised as."""
