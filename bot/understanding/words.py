"""Which words of the phrases a typed word may stand for: endings, d and t, wildcards, typos."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.nodes import OneOf
from bot.understanding.tokens import plain

_CACHED = 20_000
_LEAST_TYPO = 5
_LEAST_TWO = 9


def even_ending(word: str) -> str:
    """Return a word with a last d, t or dt made one: `wordt`, `word` and `wort` are the same."""
    if len(word) < 4 or word[-1] not in "dt":
        return word
    return word[: -2 if word.endswith("dt") else -1] + "t"


@dataclass(slots=True)
class Vocabulary:
    """The sets of words that phrases ask for, numbered, and for each typed word the sets it fits."""

    known: frozenset[str]
    """Ordinary words, never taken for a typing mistake."""
    sets: dict[frozenset[str], int] = field(default_factory=dict)
    _exact: dict[str, list[int]] = field(default_factory=dict)
    _even: dict[str, list[int]] = field(default_factory=dict)
    _starts: dict[str, list[int]] = field(default_factory=dict)
    _ends: dict[str, list[int]] = field(default_factory=dict)
    _holds: dict[str, list[int]] = field(default_factory=dict)
    _numbers: list[int] = field(default_factory=list)
    _anything: list[int] = field(default_factory=list)
    _typo_words: list[str] = field(default_factory=list)
    _cache: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def number(self, words: OneOf) -> int:
        """Return the number of a set of atoms, new when it was not asked for before."""
        number = self.sets.get(words.atoms)
        if number is None:
            number = self.sets[words.atoms] = len(self.sets)
            for atom in words.atoms:
                self._add(atom, number)
            self._cache.clear()
            self._typo_words = []
        return number

    def _add(self, atom: str, number: int) -> None:
        bare = atom.strip("*")
        if atom == "#":
            self._numbers.append(number)
        elif atom == "*":
            self._anything.append(number)
        elif atom == bare:
            self._exact.setdefault(atom, []).append(number)
            self._even.setdefault(even_ending(atom), []).append(number)
        elif atom.startswith("*") and atom.endswith("*"):
            self._holds.setdefault(bare, []).append(number)
        else:
            (self._ends if atom.startswith("*") else self._starts).setdefault(bare, []).append(number)

    def fits(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the sets that a typed word fits."""
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) >= _CACHED:
                self._cache.clear()
            found = self._cache[word] = tuple(self._find(word))
        return found

    def _find(self, word: str) -> set[int]:
        found = self._literally(word)
        if not found and word not in self.known:
            meant = self._meant(word)
            if meant:
                found = self._literally(meant)
        return found.union(self._anything)

    def stands_for(self, atom: str) -> tuple[int, ...]:
        """Return the numbers of the sets that hold an atom, such as `{child}`."""
        return tuple(self._exact.get(atom, ()))

    def _literally(self, word: str) -> set[int]:
        found = set(self._exact.get(word, ())) | set(self._even.get(even_ending(word), ()))
        if word[:1].isdigit():
            found.update(self._numbers)
        for length in range(2, len(word) + 1):
            found.update(self._starts.get(word[:length], ()))
            found.update(self._ends.get(word[-length:], ()))
        for piece, numbers in self._holds.items():
            if piece in word:
                found.update(numbers)
        return found

    def _meant(self, word: str) -> str:
        """Return the word of the phrases that a mistyped word most probably is; empty when none is near."""
        single = "".join(a for a, b in zip(word, " " + word, strict=False) if a != b)
        if single != word and single in self._exact:
            return single
        if len(word) < _LEAST_TYPO or not word.isalpha():
            return ""
        if not self._typo_words:
            self._typo_words = [one for one in self._exact if len(one) >= _LEAST_TYPO - 1]
        most = 2 if len(word) >= _LEAST_TWO else 1
        near = process.extract(word, self._typo_words, scorer=OSA.distance, score_cutoff=most, limit=5)
        return next((one for one, _, _ in near if one[0] == word[0] or one[:2] == word[1::-1]), "")


def known_words(texts: Iterable[str], words: Iterable[str]) -> frozenset[str]:
    """Return the words that count as ordinary: those given, and those that texts use at least twice."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in text.split():
            bare = plain(word.strip(".,!?;:()\"'…"))
            counts[bare] = counts.get(bare, 0) + 1
    return frozenset(words) | {word for word, count in counts.items() if count > 1}
