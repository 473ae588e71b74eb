"""Finds the example that some words are most like, so that a vote can be explained."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Self

from bot.model.ids import MoveId
from bot.model.reading import LabelledMessage
from bot.understanding.tokens import tokenise

_RAREST = 5
"""How many words of a clause are looked up at most; the commonest say little."""
_ENOUGH = 80
"""After so many examples no commoner word is looked up."""
_COMMON = 120
"""A word that so many examples of a move have is looked up only when there is no rarer one."""
_TAB = "\t"


@dataclass(frozen=True, slots=True)
class Likeness:
    """For each move and word the examples that have it."""

    examples: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Triples (id, move, words)."""
    places: Mapping[tuple[str, str], tuple[int, ...]]
    """For each pair (move, word) the examples."""
    counts: Mapping[str, int]
    """How often each word occurs."""

    @classmethod
    def of(cls, rows: Iterable[str]) -> Self:
        """Make it of rows as `rows` gives them."""
        examples = []
        places: dict[tuple[str, str], list[int]] = {}
        counts: dict[str, int] = {}
        for number, row in enumerate(rows):
            id_, move, line = row.split(_TAB)
            words = tuple(map(intern, line.split(" ")))
            examples.append((id_, move, words))
            for word in words:
                places.setdefault((move, word), []).append(number)
                counts[word] = counts.get(word, 0) + 1
        return cls(tuple(examples), {key: tuple(found) for key, found in places.items()}, counts)

    def rows(self) -> list[str]:
        """Return all as rows of text."""
        return [_TAB.join((id_, move, " ".join(words))) for id_, move, words in self.examples]

    def nearest(self, typed: Iterable[str], move: MoveId) -> str:
        """Return the id of the move's example that shares most with these words, rare words first."""
        words = sorted(set(typed), key=lambda word: self.counts.get(word, 0))
        known = [word for word in words if (move, word) in self.places][:_RAREST]
        known = [word for word in known if len(self.places[move, word]) < _COMMON] or known[:1]
        shares: dict[int, float] = {}
        for word in known:
            if len(shares) >= _ENOUGH:
                break
            worth = 1 / self.counts[word] ** 0.5
            for number in self.places[move, word]:
                shares[number] = shares.get(number, 0.0) + worth / len(self.examples[number][2]) ** 0.25
        if not shares:
            return ""
        return self.examples[max(shares, key=lambda number: (shares[number], -number))][0]


def make_likeness(examples: Sequence[LabelledMessage], abbreviations: Mapping[str, str]) -> Likeness:
    """Make it of the clauses of the examples."""
    rows = []
    for one in examples:
        shown = one.clauses or tuple((move, one.text) for move in one.moves)
        for move, text in shown:
            words = sorted(_words(text, abbreviations))
            if words and move in one.moves:
                rows.append(_TAB.join((one.id, move, " ".join(words))))
    return Likeness.of(rows)


def _words(text: str, abbreviations: Mapping[str, str]) -> set[str]:
    return {token.word for token in tokenise(text, abbreviations).words}
