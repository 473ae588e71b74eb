"""Reads every example of every move with all moves: which are taken by another move, and by which phrase."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.model.ids import MoveId
from bot.model.lexicon import Lexicon, Move
from bot.understanding.recogniser import Recogniser


@dataclass(frozen=True, slots=True)
class Taken:
    """An example that was read as something else."""

    move: MoveId
    """Of which move it is an example, or a counter-example."""
    text: str
    counter: bool
    """Whether it is a counter-example that was taken for the move itself."""
    instead: tuple[MoveId, ...]
    rules: tuple[str, ...]
    """What found these moves: `file:line`, or an example's id."""


@dataclass(frozen=True, slots=True)
class Tested:
    """How the examples of one move were read."""

    move: MoveId
    title: str
    examples: int
    counters: int
    taken: tuple[Taken, ...]


def hijack(recogniser: Recogniser, lexicon: Lexicon) -> tuple[Tested, ...]:
    """Return for each move how its examples and counter-examples are read."""
    return tuple(
        Tested(
            move.id,
            move.title,
            len(move.examples),
            len(move.counter_examples),
            (*_examples(recogniser, move), *_counters(recogniser, move)),
        )
        for move in lexicon.moves.values()
    )


def _examples(recogniser: Recogniser, move: Move) -> Iterator[Taken]:
    for text in move.examples:
        reading = recogniser.read(text)
        if move.id not in reading.moves() and not (move.neutral and not reading.moves()):
            yield Taken(move.id, text, False, *_found(recogniser, text, ""))


def _counters(recogniser: Recogniser, move: Move) -> Iterator[Taken]:
    for text, _ in move.counter_examples:
        if move.id in recogniser.read(text).moves():
            yield Taken(move.id, text, True, *_found(recogniser, text, move.id))


def _found(recogniser: Recogniser, text: str, only: str) -> tuple[tuple[MoveId, ...], tuple[str, ...]]:
    reading = recogniser.read(text)
    said = reading.moves()
    told = [one for one in reading.recognitions if one.move in said and only in ("", one.move)]
    return tuple(one.move for one in told), tuple(one.rule for one in told)
