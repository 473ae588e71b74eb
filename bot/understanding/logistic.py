"""Fits one logistic classifier for each move, all at once: weights that are small where little is known."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.understanding.sparse import Floats, Sparse

Doubles = npt.NDArray[np.float64]
Aim = Callable[[Doubles], tuple[float, Doubles]]
_PAIRS = 6
_HALVINGS = 12
_ENOUGH = 1e-4


@dataclass(frozen=True, slots=True)
class Design:
    """What is known of each clause: its own features, those of its message, and the letters of its words.

    Features of clauses and of messages are numbered together.
    """

    clauses: Sparse
    messages: Sparse
    words: Sparse
    """Clause by word."""
    letters: Sparse
    """Word by piece of letters."""
    owners: npt.NDArray[np.int64]
    """The message of each clause, in order; every message has one."""

    def scores(self, weights: Floats) -> Floats:
        """Return the score of each clause for each move."""
        features, letters = weights[: self.clauses.width], weights[self.clauses.width : -1]
        total = self.clauses.times(features)
        total += self.messages.times(features)[self.owners]
        total += self.words.times(self.letters.times(letters))
        total += weights[-1]
        return total

    def back(self, errors: Floats) -> Floats:
        """Return how the weights share in errors of the scores."""
        firsts = np.flatnonzero(np.diff(self.owners, prepend=-1))
        whole = np.add.reduceat(errors, firsts, axis=0)
        features = self.clauses.back(errors) + self.messages.back(whole)
        letters = self.letters.back(self.words.back(errors))
        return np.concatenate((features, letters, errors.sum(axis=0, keepdims=True)))


def fit(design: Design, wanted: Floats, counts: Floats, *, strength: float, rounds: int) -> Floats:
    """Return the weights of each feature for each move.

    Args:
        design: The features.
        wanted: For each clause and move 1 or 0.
        counts: For each clause and move how much it counts; 0 for what annotators did not agree on.
        strength: How far weights may go.
        rounds: How many steps are taken at most.
    """
    leaning = _leaning(design, wanted, counts)

    def aim(flat: Doubles) -> tuple[float, Doubles]:
        free = flat.reshape(leaning.shape).astype(np.float32)
        chance, loss = _losses(design.scores(free * leaning), wanted, counts)
        slope = design.back(counts * (chance - wanted)) * leaning
        held = free.copy()
        held[-1] = 0
        slope += held / strength
        return loss + 0.5 / strength * float((held * held).sum()), slope.astype(np.float64).ravel()

    found = descend(aim, np.zeros(leaning.size), rounds)
    return np.asarray(found.reshape(leaning.shape) * leaning, np.float32)


def sigmoid(scores: Floats) -> Floats:
    """Return the probability that belongs to each score."""
    chance: Floats = (1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)
    return chance


def _losses(scores: Floats, wanted: Floats, counts: Floats) -> tuple[Floats, float]:
    loss = counts * (np.logaddexp(np.float32(0), scores) - wanted * scores)
    return sigmoid(scores), float(loss.sum(dtype=np.float64))


def _leaning(design: Design, wanted: Floats, counts: Floats) -> Floats:
    """Return how freely each weight may move: more where a feature tells a move from the others."""
    with_move = np.maximum(design.back(wanted * counts), 0) + 0.3
    without = np.maximum(design.back((1 - wanted) * counts), 0) + 0.3
    ratio = np.abs(np.log((with_move / with_move[-1]) / (without / without[-1])))
    ratio[-1] = 1
    leaning = 0.5 + 0.5 * ratio / ratio[:-1].mean(axis=0)
    leaning[-1] = 1
    return np.asarray(leaning, np.float32)


def descend(aim: Aim, start: Doubles, rounds: int) -> Doubles:
    """Return where the aim is lowest, by limited-memory BFGS."""
    here, (value, slope) = start, aim(start)
    steps: list[tuple[Doubles, Doubles]] = []
    for _ in range(rounds):
        way = _direction(slope, steps)
        found = _search(aim, here, value, slope, way, 1.0 if steps else 1.0 / float(np.linalg.norm(slope)))
        if found is None:
            break
        there, lower, new_slope = found
        step, turn = there - here, new_slope - slope
        if float(step @ turn) > 0:
            steps = [*steps[-_PAIRS + 1 :], (step, turn)]
        done = value - lower < _ENOUGH * abs(lower)
        here, value, slope = there, lower, new_slope
        if done:
            break
    return here


def _direction(slope: Doubles, steps: list[tuple[Doubles, Doubles]]) -> Doubles:
    way = -slope
    shares = []
    for step, turn in reversed(steps):
        share = float(step @ way) / float(step @ turn)
        shares.append(share)
        way = way - share * turn
    if steps:
        step, turn = steps[-1]
        way = way * (float(step @ turn) / float(turn @ turn))
    for (step, turn), share in zip(steps, reversed(shares), strict=True):
        way = way + step * (share - float(turn @ way) / float(step @ turn))
    return way


def _search(
    aim: Aim, here: Doubles, value: float, slope: Doubles, way: Doubles, length: float
) -> tuple[Doubles, float, Doubles] | None:
    """Return a lower place along the way; None when there is none to be found."""
    fall = float(slope @ way)
    for _ in range(_HALVINGS):
        there = here + length * way
        lower, new_slope = aim(there)
        if lower <= value + 1e-4 * length * fall:
            return there, lower, new_slope
        length /= 2
    return None
