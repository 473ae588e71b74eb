"""Which hits stand: exceptions take hits away, moves beat one another in a clause or a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.ids import MoveId
from bot.model.lexicon import Move
from bot.understanding.book import Hit
from bot.understanding.clauses import Layout


@dataclass(frozen=True, slots=True)
class MoveHit:
    """A move that phrases found, and where it stands."""

    move: MoveId
    hit: Hit
    clauses: frozenset[int]
    sentence: int


def place(move: MoveId, hit: Hit, layout: Layout) -> MoveHit:
    """Return a hit with its clauses and its sentence."""
    clauses = frozenset(
        n for n, (a, b) in enumerate(layout.clauses) if any(a <= w < b for w in hit.match.words)
    )
    sentence = next(n for n, (a, b) in enumerate(layout.sentences) if a <= hit.match.start < b)
    return MoveHit(move, hit, clauses, sentence)


def without_exceptions(hits: list[MoveHit], exceptions: Mapping[MoveId, list[Hit]]) -> list[MoveHit]:
    """Leave out hits that an exception of the same move overlaps."""
    return [
        one for one in hits if not any(_overlap(one.hit, other) for other in exceptions.get(one.move, ()))
    ]


def without_beaten(hits: list[MoveHit], moves: Mapping[MoveId, Move]) -> list[MoveHit]:
    """Leave out hits that a standing hit of another move beats."""
    standing: list[MoveHit] = []
    waiting = list(hits)
    while waiting:
        free = [one for one in waiting if not any(_beats(other, one, moves) for other in waiting)]
        winners = free or waiting[:1]
        standing += winners
        waiting = [
            one
            for one in waiting
            if one not in winners and not any(_beats(winner, one, moves) for winner in winners)
        ]
    standing.sort(key=lambda one: one.hit.match.words)
    return standing


def _beats(one: MoveHit, other: MoveHit, moves: Mapping[MoveId, Move]) -> bool:
    if one.move == other.move:
        return False
    move = moves[one.move]
    if other.move in move.beats and one.clauses & other.clauses:
        return True
    return other.move in move.beats_sentence and one.sentence == other.sentence


def _overlap(one: Hit, other: Hit) -> bool:
    return one.match.start < other.match.end and other.match.start < one.match.end
