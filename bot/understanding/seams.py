"""Where a sentence probably ends when nobody typed a mark; learnt from messages in which somebody did."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from bot.understanding.logistic import Doubles, descend, sigmoid
from bot.understanding.sparse import Floats, Sparse
from bot.understanding.tokens import Tokens, tokenise

Arrays = Mapping[str, npt.NDArray[np.generic]]
_SHORT, _LONG = 7, 16
"""A message without any mark is looked at from so many words on, a piece of another message from so many."""
_BARE, _MARKED = -0.3, 0.7
"""The log-odds from which on a mark was left out: in a message without any, and in another."""
_ENDS = -0.6
"""The log-odds from which on it was the end of a sentence."""
_SEEN = 3
"""What occurs less often is not learnt from."""
_STRENGTH, _ROUNDS = 1.0, 70
_SLIGHT = 0.1
"""Weights below it are not kept."""
_EDGE = "|"


@dataclass(frozen=True, slots=True)
class Seams:
    """What speaks for an end between two words: the words around it, alone and in pairs."""

    weights: Mapping[str, tuple[float, float]]
    """For each feature how much it speaks for the end of a sentence, and for a mark of any kind."""
    offset: tuple[float, float]

    def mend(self, tokens: Tokens) -> Tokens:
        """Return the tokens with marks where they seem to have been left out; others stay as they are."""
        size = len(tokens.words)
        bare = not any(tokens.ends_sentence(at) or tokens.pauses(at) for at in range(1, size))
        if size < (_SHORT if bare else _LONG):
            return tokens
        marks = list(tokens.marks)
        words = [token.word for token in tokens.words]
        for start, end in _stretches(tokens):
            if end - start < (_SHORT if bare else _LONG):
                continue
            for at in range(start + 1, end):
                if tokens.words[at].start == tokens.words[at - 1].start:
                    continue
                ends, pauses = self._odds(words, at)
                if pauses >= (_BARE if bare else _MARKED):
                    marks[at] += "\n" if ends >= _ENDS else ","
        return Tokens(tokens.words, tuple(marks))

    def to_arrays(self) -> Arrays:
        """Return what was learnt as arrays, to be kept on disk."""
        names = np.frombuffer("\n".join(self.weights).encode(), np.uint8)
        return {"seams": names, "seam_weights": np.array([self.offset, *self.weights.values()], np.float32)}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> Self:
        """Return what was kept as these arrays."""
        text = arrays["seams"].tobytes().decode()
        names = text.split("\n") if text else []
        rows = np.asarray(arrays["seam_weights"], np.float64).tolist()
        pairs = [(row[0], row[1]) for row in rows]
        return cls(dict(zip(names, pairs[1:], strict=True)), pairs[0])

    def _odds(self, words: Sequence[str], at: int) -> tuple[float, float]:
        ends, pauses = self.offset
        for name in _names(words, at):
            found = self.weights.get(name)
            if found is not None:
                ends += found[0]
                pauses += found[1]
        return ends, pauses


def learn_seams(texts: Iterable[str], abbreviations: Mapping[str, str]) -> Seams:
    """Learn where marks stand in texts; long texts without any are left out."""
    rows: list[tuple[str, ...]] = []
    wanted: list[tuple[bool, bool]] = []
    for text in texts:
        tokens = tokenise(text, abbreviations)
        words = [token.word for token in tokens.words]
        inner = range(1, len(words))
        if len(words) >= _SHORT and not any(tokens.marks[at] for at in inner):
            continue
        for at in inner:
            rows.append(tuple(_names(words, at)))
            ends = tokens.ends_sentence(at)
            wanted.append((ends, ends or tokens.pauses(at)))
    counts = Counter(name for row in rows for name in row)
    index = {name: at for at, name in enumerate(name for name, n in counts.items() if n >= _SEEN)}
    return _fitted(rows, np.array(wanted, np.float32), index)


def _fitted(rows: Sequence[tuple[str, ...]], wanted: Floats, index: Mapping[str, int]) -> Seams:
    design = Sparse.of([[(index[name], 1.0) for name in row if name in index] for row in rows], len(index))

    def aim(flat: Doubles) -> tuple[float, Doubles]:
        free = flat.reshape(len(index) + 1, 2).astype(np.float32)
        scores = design.times(free[:-1]) + free[-1]
        loss = float((np.logaddexp(np.float32(0), scores) - wanted * scores).sum(dtype=np.float64))
        errors = sigmoid(scores) - wanted
        slope = np.concatenate((design.back(errors), errors.sum(axis=0, keepdims=True)))
        slope[:-1] += free[:-1] / _STRENGTH
        loss += 0.5 / _STRENGTH * float((free[:-1] * free[:-1]).sum())
        return loss, slope.astype(np.float64).ravel()

    found = descend(aim, np.zeros((len(index) + 1) * 2), _ROUNDS).reshape(-1, 2)
    kept = {name: found[at] for name, at in index.items() if np.abs(found[at]).max() > _SLIGHT}
    weights = {name: (float(row[0]), float(row[1])) for name, row in kept.items()}
    return Seams(weights, (float(found[-1, 0]), float(found[-1, 1])))


def _names(words: Sequence[str], at: int) -> Iterator[str]:
    before = words[at - 2] if at > 1 else _EDGE
    last, first = words[at - 1], words[at]
    after = words[at + 1] if at + 1 < len(words) else _EDGE
    third = words[at + 2] if at + 2 < len(words) else _EDGE
    yield f"e:{last}"
    yield f"e:{before} {last}"
    yield f"s:{first}"
    yield f"s:{first} {after}"
    yield f"b:{last} {first}"
    yield f"a:{after}"
    yield f"d:{before}"
    yield f"s:{first} {after} {third}"
    yield f"n:{min(at, 6)}"


def _stretches(tokens: Tokens) -> Iterator[tuple[int, int]]:
    start = 0
    size = len(tokens.words)
    for at in range(1, size + 1):
        if at == size or tokens.ends_sentence(at) or tokens.pauses(at):
            yield start, at
            start = at
