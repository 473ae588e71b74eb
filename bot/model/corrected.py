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
    """A corrected line where it was said, to be held in a walkthrough."""

    persona: str
    title: str
    seed: int
    difficulty: str
    state: str
    """That of the parent just before the line."""
    tension: int
    trust: int
    say: str
    moves: tuple[str, ...]
    """Those that the line must be recognised as."""
    not_moves: tuple[str, ...] = ()
    """Those that it was taken for and that a trainer took out."""
