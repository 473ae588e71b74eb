"""Makes scores into probabilities that hold for people not seen before, and sets the thresholds on them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.understanding.sparse import Floats
from bot.understanding.votes import Thresholds

Marks = npt.NDArray[np.bool_]
LIKELY_PRECISION, SURE_PRECISION = 0.88, 0.97
_PRIOR = 8.0
"""How many messages' worth all moves together weigh when the precision of one is estimated."""
_LEAST, _MOST = 0.15, 0.6
_ENOUGH = 40
"""How many messages with a move make its own threshold weigh as much as that of all moves together."""


@dataclass(frozen=True, slots=True)
class Curve:
    """For each move the line from raw log-odds to true log-odds."""

    slopes: Floats
    offsets: Floats
    backing: Floats
    """How much it adds that a phrase says so too: examples alone promise more than they keep."""

    def straighten(self, chances: Floats, backed: Marks) -> Floats:
        """Return the probabilities that belong to raw ones, of moves that phrases find too or do not."""
        odds = np.clip(log_odds(chances) * self.slopes + self.backing * backed + self.offsets, -30, 30)
        return np.asarray(1.0 / (1.0 + np.exp(-odds)), np.float32)


def log_odds(chances: Floats) -> Floats:
    """Return the log-odds of probabilities, kept away from the ends."""
    safe = np.clip(chances, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(safe / (1 - safe)), np.float32)


def fit_curve(chances: Floats, backed: Marks, wanted: Marks, open_: Marks) -> Curve:
    """Fit the line of each move on people left out of the fit, held to that of all moves together."""
    odds = log_odds(chances)
    together = _line(odds[~open_], backed[~open_], wanted[~open_], (1.0, 0.0, 0.0), 0.01)
    lines = []
    for move in range(odds.shape[1]):
        known = ~open_[:, move]
        lines.append(_line(odds[known, move], backed[known, move], wanted[known, move], together, 10.0))
    slopes, backing, offsets = np.array(lines, np.float32).T
    return Curve(slopes, offsets, backing)


_Line = tuple[float, float, float]


def _line(odds: Floats, backed: Marks, wanted: Marks, start: _Line, hold: float) -> _Line:
    """Return slope, backing and offset of a logistic line by Newton's method, held to the start."""
    seen = np.stack([odds, backed, np.ones_like(odds)]).astype(np.float64)
    here = np.array(start)
    for _ in range(12):
        chance = 1.0 / (1.0 + np.exp(-np.clip(here @ seen, -30, 30)))
        slope = seen @ (chance - wanted) + hold * (here - np.array(start))
        bend = (seen * (chance * (1 - chance))) @ seen.T + hold * np.eye(3)
        here = here - np.linalg.solve(bend, slope)
    return float(max(here[0], 0.3)), float(here[1]), float(here[2])


def set_thresholds(chances: Floats, wanted: Marks, open_: Marks) -> tuple[Thresholds, ...]:
    """Return for each move from where a vote is unsure, likely and sure.

    Args:
        chances: For each message and move the probability, by a model that did not see its writer.
        wanted: Whether the annotators gave the move.
        open_: Whether they did not agree on it.
    """
    flat, hit = chances[~open_], wanted[~open_]
    shared = _best(flat, hit)
    likely = _precise(flat, hit, LIKELY_PRECISION, LIKELY_PRECISION)
    sure = _precise(flat, hit, SURE_PRECISION, SURE_PRECISION)
    thresholds = []
    for move in range(chances.shape[1]):
        own, good = chances[~open_[:, move], move], wanted[~open_[:, move], move]
        trust = float(good.sum() / (good.sum() + _ENOUGH))
        unsure = (shared + float(np.clip(_best(own, good), _LEAST, _MOST))) / 2
        own_likely = likely + trust * (_precise(own, good, LIKELY_PRECISION, 0.85) - likely)
        own_sure = sure + trust * (_precise(own, good, SURE_PRECISION, 0.9) - sure)
        own_likely = max(own_likely, unsure)
        thresholds.append(Thresholds(unsure, own_likely, max(own_sure, own_likely)))
    return tuple(thresholds)


def _best(chances: Floats, wanted: Marks) -> float:
    """Return the probability from which on the F1 is highest."""
    order = np.argsort(-chances, kind="stable")
    right = np.cumsum(wanted[order])
    if not len(right) or not right[-1]:
        return _MOST
    score = 2 * right / (np.arange(1, len(right) + 1) + right[-1])
    return float(chances[order][int(score.argmax())])


def _precise(chances: Floats, wanted: Marks, aim: float, prior: float) -> float:
    """Return the lowest probability from which on the precision is as good as aimed at."""
    order = np.argsort(-chances, kind="stable")
    right = np.cumsum(wanted[order]) + _PRIOR * prior
    precise = right / (np.arange(1, len(right) + 1) + _PRIOR)
    good = np.flatnonzero(precise >= aim)
    return float(chances[order][good[-1]]) if len(good) else 0.99
