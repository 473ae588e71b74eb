"""The example model: learns from labelled messages what moves look like, and names the nearest example."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import numpy.typing as npt

from bot.model.ids import MoveId
from bot.model.lexicon import Language
from bot.model.reading import LabelledMessage, Span
from bot.understanding.calibration import Curve, fit_curve, set_thresholds
from bot.understanding.features import Eye, Seen, learn_names, letters, look, make_eye
from bot.understanding.lesson import Lesson, make_lesson
from bot.understanding.likeness import Likeness, make_likeness
from bot.understanding.logistic import fit, sigmoid
from bot.understanding.sloppy import sloppy_copies
from bot.understanding.sparse import Floats
from bot.understanding.tokens import Tokens
from bot.understanding.votes import RuleHits, Thresholds, Vote, Votes

Arrays = Mapping[str, npt.NDArray[np.generic]]
Split = Callable[[LabelledMessage], tuple[Tokens, tuple[Span, ...], RuleHits]]
"""Splits an example into words and clauses and says what phrases alone find in it."""
_STRENGTH, _ROUNDS, _FOLDS = 0.4, 22, 3
_CACHED = 20_000


@dataclass(frozen=True, slots=True)
class FittedExamples:
    """A fitted model; the same words always give the same votes."""

    moves: tuple[MoveId, ...]
    eye: Eye
    index: Mapping[str, int]
    """The row of weights of each feature of clauses and messages."""
    letter_index: Mapping[str, int]
    weights: Floats
    """A row for each feature, then for each piece of letters, then one for the offset."""
    curve: Curve
    thresholds: tuple[Thresholds, ...]
    likeness: Likeness
    _words: dict[str, Floats] = field(default_factory=dict)

    def votes(
        self, tokens: Tokens, clauses: tuple[Span, ...], *, parent: str, persona: str, rule_hits: RuleHits
    ) -> Votes:
        """Return what the examples say of a message that was split into these clauses."""
        if not clauses:
            return Votes()
        seen = look(self.eye, tokens, clauses, parent=parent, persona=persona, hits=rule_hits)
        scores = self._scores(seen)
        chances = sigmoid(scores)
        found = {move for move, _ in rule_hits}
        backed = np.array([move in found for move in self.moves])
        message = self.curve.straighten(either(chances), backed)
        best = chances.argmax(axis=0)
        votes = [
            Vote(move, float(message[at]), seen.spans[int(best[at])], self.thresholds[at])
            for at, move in enumerate(self.moves)
            if message[at] >= self.thresholds[at].unsure / 2
        ]
        return Votes(tuple(sorted(votes, key=lambda vote: -vote.probability)))

    def nearest(self, words: Iterable[str], move: MoveId) -> str:
        """Return the id of the move's example that is most like these words; empty when there is none."""
        return self.likeness.nearest(words, move)

    def to_arrays(self) -> Arrays:
        """Return all that was learnt as arrays, to be kept on disk."""
        bands = [(one.unsure, one.likely, one.sure) for one in self.thresholds]
        return {
            "moves": _pack(self.moves),
            "names": _pack(sorted(self.eye.names)),
            "features": _pack(self.index),
            "letters": _pack(self.letter_index),
            "weights": self.weights,
            "slopes": self.curve.slopes,
            "offsets": self.curve.offsets,
            "backing": self.curve.backing,
            "thresholds": np.array(bands),
            "likeness": _pack(self.likeness.rows()),
        }

    @classmethod
    def from_arrays(cls, arrays: Arrays, language: Language) -> Self:
        """Return the model that was kept as these arrays."""
        features, pieces = _unpack(arrays["features"]), _unpack(arrays["letters"])
        bands = np.asarray(arrays["thresholds"], np.float64)
        return cls(
            tuple(MoveId(move) for move in _unpack(arrays["moves"])),
            make_eye(language, frozenset(_unpack(arrays["names"]))),
            dict(zip(features, range(len(features)), strict=True)),
            dict(zip(pieces, range(len(features), len(features) + len(pieces)), strict=True)),
            np.asarray(arrays["weights"], np.float32),
            Curve(
                np.asarray(arrays["slopes"], np.float32),
                np.asarray(arrays["offsets"], np.float32),
                np.asarray(arrays["backing"], np.float32),
            ),
            tuple(Thresholds(float(a), float(b), float(c)) for a, b, c in bands),
            Likeness.of(_unpack(arrays["likeness"])),
        )

    def _scores(self, seen: Seen) -> Floats:
        """Return the score of each clause for each move; all weights are fetched at once, for speed."""
        known = self.index.get
        rows: list[int] = []
        values: list[float] = []
        starts: list[int] = []
        for features in (*seen.clauses, seen.message):
            starts.append(len(rows))
            rows.append(0)
            values.append(0.0)
            for name, value in features.items():
                row = known(name)
                if row is not None:
                    rows.append(row)
                    values.append(value)
        picked = self.weights[rows] * np.array(values, np.float32)[:, None]
        sums = np.add.reduceat(picked, starts, axis=0)
        scores = sums[:-1] + (sums[-1] + self.weights[-1])
        for row, (words, weight) in enumerate(seen.words):
            if words:
                scores[row] += weight * np.sum([self._letters(word) for word in words], axis=0)
        return np.asarray(scores, np.float32)

    def _letters(self, word: str) -> Floats:
        found = self._words.get(word)
        if found is None:
            if len(self._words) >= _CACHED:
                self._words.clear()
            rows = [self.letter_index[piece] for piece in letters(word) if piece in self.letter_index]
            found = self._words[word] = self.weights[rows].sum(axis=0)
        return found


def fit_examples(
    examples: Sequence[LabelledMessage], moves: Sequence[MoveId], language: Language, split: Split
) -> FittedExamples:
    """Fit the model; takes about a minute for ten thousand examples.

    Args:
        examples: Labelled messages of several hands.
        moves: The moves to be told apart; those that mean nothing in particular left out.
        language: What is Dutch about it.
        split: How an example falls apart into clauses, and what phrases find.
    """
    names = learn_names((text for one in examples for text in (one.parent, one.text)), language.abbreviations)
    eye = make_eye(language, names)
    lesson = make_lesson((*examples, *sloppy_copies(examples)), moves, eye, split)
    curve, thresholds = _calibrate(lesson)
    weights = fit(lesson.design, lesson.wanted, lesson.counts, strength=_STRENGTH, rounds=_ROUNDS)
    return FittedExamples(
        tuple(moves),
        eye,
        lesson.index,
        lesson.letter_index,
        weights,
        curve,
        thresholds,
        make_likeness(examples, language.abbreviations),
    )


def either(chances: Floats) -> Floats:
    """Return the chance that at least one of these clauses shows each move."""
    return np.asarray(1.0 - np.prod(1.0 - np.minimum(chances, 0.9999), axis=0), np.float32)


def _calibrate(lesson: Lesson) -> tuple[Curve, tuple[Thresholds, ...]]:
    """Fit without each third of the hands in turn, and learn from what then is said of them.

    Only talks are looked at: loose examples say nothing of how often a move occurs.
    """
    talks = lesson.talks if lesson.talks.any() else np.ones_like(lesson.talks)
    chances = np.zeros(lesson.wanted.shape, np.float32)
    for fold in range(_FOLDS):
        away = lesson.hands % _FOLDS == fold
        counts = lesson.counts * ~away[:, None]
        weights = fit(lesson.design, lesson.wanted, counts, strength=_STRENGTH, rounds=_ROUNDS)
        chances[away] = sigmoid(lesson.design.scores(weights))[away]
    firsts = np.flatnonzero(np.diff(lesson.design.owners, prepend=-1))
    missed = np.add.reduceat(np.log1p(-np.minimum(chances, 0.9999)), firsts, axis=0)
    whole = np.asarray(1.0 - np.exp(missed), np.float32)[talks]
    backed, given, open_ = lesson.backed[talks], lesson.given[talks], lesson.open[talks]
    curve = fit_curve(whole, backed, given, open_)
    return curve, set_thresholds(curve.straighten(whole, backed), given, open_)


def _pack(words: Sequence[str] | Mapping[str, int]) -> npt.NDArray[np.generic]:
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def _unpack(packed: npt.NDArray[np.generic]) -> list[str]:
    text = packed.tobytes().decode()
    return text.split("\n") if text else []
