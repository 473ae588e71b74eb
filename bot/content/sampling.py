"""Sentences that a phrase accepts, made up from the phrase itself: they show an author what it means."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from bot.content.phrasebook import Entry, alone, raw_hits
from bot.understanding.nodes import Edge, Either, Gap, Node, OneOf, Row
from bot.understanding.recogniser import Recogniser
from bot.understanding.tokens import plain

_LONGEST_GAP: Final = 3
_FILLERS: Final = 80
_TRIES: Final = 12
"""How many sentences are tried for each that is asked for."""


@dataclass(frozen=True, slots=True)
class Supply:
    """Words to fill in where a phrase leaves them open."""

    known: tuple[str, ...]
    """Ordinary words, in order; for `toets*`."""
    fillers: tuple[str, ...]
    """For gaps."""
    names: Mapping[str, str]
    """By atom, such as `{child}`, a name."""


def make_supply(recogniser: Recogniser, texts: Iterable[str]) -> Supply:
    """Return the words of these texts, the most common ones as fillers."""
    counts = Counter(word.strip(".,!?").lower() for text in texts for word in text.split())
    words = [word for word, _ in counts.most_common() if word.isalpha()]
    names = {atom: name.capitalize() for name, atom in recogniser.names.items()}
    known = recogniser.shared.vocabulary.known | {plain(word) for word in words}
    return Supply(tuple(sorted(known)), tuple(words[:_FILLERS]) or ("…",), names)


def samples(
    entry: Entry, recogniser: Recogniser, supply: Supply, *, count: int, seed: int = 1
) -> tuple[str, ...]:
    """Return different sentences that the phrase accepts, at most so many."""
    book = alone(entry, recogniser)
    maker = _Maker(Random(f"{seed} {entry.text}"), supply)
    found: dict[str, None] = {}
    for _ in range(count * _TRIES):
        sentence = maker.sentence(entry)
        if sentence not in found and raw_hits(recogniser, sentence, [book]):
            found[sentence] = None
        if len(found) == count:
            break
    return tuple(found)


@dataclass(slots=True)
class _Maker:
    dice: Random
    supply: Supply

    def sentence(self, entry: Entry) -> str:
        words = " ".join(self.words(entry.phrase.body))
        return words[:1].upper() + words[1:] + ("?" if entry.phrase.question else ".")

    def words(self, node: Node) -> list[str]:
        if isinstance(node, OneOf):
            return [self.word(self.dice.choice(sorted(node.atoms)))] if node.atoms else []
        if isinstance(node, Gap):
            return self.dice.choices(
                self.supply.fillers, k=self.dice.randint(0, min(node.most, _LONGEST_GAP))
            )
        if isinstance(node, Row):
            return [word for part in node.parts for word in self.words(part)]
        if isinstance(node, Either):
            choices: list[Node] = [*node.choices, *((Edge(end=True),) if node.optional else ())]
            return self.words(self.dice.choice(choices))
        return []

    def word(self, atom: str) -> str:
        if atom == "#":
            return str(self.dice.randint(2, 20))
        if atom == "*":
            return self.dice.choice(self.supply.fillers)
        if atom in self.supply.names:
            return self.supply.names[atom]
        if "*" not in atom:
            return atom
        bare = atom.strip("*")
        fits = [word for word in self.supply.known if _fits(word, atom, bare)]
        return self.dice.choice(fits) if fits else bare


def _fits(word: str, atom: str, bare: str) -> bool:
    if atom.startswith("*") and atom.endswith("*"):
        return bare in word
    return word.endswith(bare) if atom.startswith("*") else word.startswith(bare)
