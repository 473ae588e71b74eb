"""Finds words in a message that are probably names of real people. Careful: a wrong mask irritates."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
GOES_ON = frozenset(",;&/")
"""Signs after which a sentence goes on."""
TYPO = 0.8
"""How like a name of the exercise a word must be to be taken for it."""
SHORT = 3
"""Letters of a pet name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Part of a message that must go."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a message in its place."""

    text: str
    start: int
    end: int
    opens: bool
    """Whether it opens a sentence, so that its capital says nothing."""

    @property
    def plain(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Whether it is written as a name: one capital, in front."""
        return self.text[0].isupper() and not any(
            sign.isupper() for sign in re.split("['’-].?", self.text)[0][1:]
        )


@dataclass(frozen=True, slots=True)
class NameFinder:
    """The word lists by which a name is told from another word; all in lower case."""

    exercise: frozenset[str]
    """Names that belong to the exercise."""
    known: frozenset[str]
    """Ordinary words, whatever their capital."""
    first_names: frozenset[str]
    surnames: frozenset[str]
    titles: frozenset[str]
    """Words behind which a name comes, such as a form of address."""
    places: frozenset[str]
    """Words behind which a capital rather tells a place."""
    particles: frozenset[str]
    """Small words inside surnames."""

    def find(self, text: str) -> list[Place]:
        """Return where names stand; a surname goes along with what stands before it."""
        words = words_of(text)
        capitals_tell = _capitals_tell(words)
        places: list[Place] = []
        at = 0
        while at < len(words):
            first = self._skip_particles(words, at) if self._after(words, at, self.titles) else at
            named = first < len(words) and (
                self._is_name(words, first, at, capitals_tell=capitals_tell)
                or self._is_namesake(words, first)
            )
            if named:
                last = self._last(words, first)
                places.append(Place(words[at].start, words[last].end, "name"))
                at = last
            at += 1
        return places

    def _is_name(self, words: list[Word], index: int, began: int, *, capitals_tell: bool) -> bool:
        word = words[index]
        if word.opens and index > began:
            return False
        known, listed = word.plain in self.known, word.plain in self.first_names
        if self._after(words, began, self.titles):
            suspect = not known or (word.capital and word.plain in self.surnames)
        else:
            written = capitals_tell and word.capital and not word.opens
            elsewhere = self._after(words, index, self.places)
            suspect = (listed or written) if not known else (listed and written)
            suspect = suspect and (listed or not elsewhere)
        return suspect and not self._belongs(word)

    def _is_namesake(self, words: list[Word], index: int) -> bool:
        """Say whether a first name of the exercise has a surname from outside: then it is a real person."""
        word = words[index]
        if word.plain in self.known or not (word.capital or word.plain in self.first_names):
            return False
        last = self._last(words, index)
        return last > index and words[last].plain in self.surnames

    def _belongs(self, word: Word) -> bool:
        """Say whether a word is a name of the exercise, also when misspelt or cut short."""
        parts = [word.plain, *re.split("['’-]", word.plain)]
        if len(word.text) < 2 or any(part in self.exercise for part in parts):
            return True
        if word.plain in self.known:
            return False
        short = len(word.text) >= SHORT and any(name.startswith(word.plain) for name in self.exercise)
        return short or bool(get_close_matches(word.plain, self.exercise, n=1, cutoff=TYPO))

    def _after(self, words: list[Word], index: int, cues: frozenset[str]) -> bool:
        return index > 0 and not words[index].opens and words[index - 1].plain in cues

    def _skip_particles(self, words: list[Word], index: int) -> int:
        while index < len(words) and words[index].plain in self.particles:
            index += 1
        return index

    def _last(self, words: list[Word], index: int) -> int:
        """Return the last word of the name that begins here."""
        following = self._skip_particles(words, index + 1)
        if following >= len(words) or any(word.opens for word in words[index + 1 : following + 1]):
            return index
        word = words[following]
        close = word.start - words[index].end < 2 or following > index + 1
        return self._last(words, following) if close and self._is_surname(word, words[index]) else index

    def _is_surname(self, word: Word, first: Word) -> bool:
        """Say whether a word behind a name belongs to it; without a capital only what is listed does."""
        listed, known = word.plain in self.surnames, word.plain in self.known
        if listed and (word.capital or (first.plain in self.first_names and not known)):
            return word.plain not in self.exercise
        return word.capital and not known and not self._belongs(word)


def words_in(text: str) -> list[str]:
    """Return the words of a text."""
    return WORD.findall(text)


def words_of(text: str) -> list[Word]:
    """Return the words of a message with their places."""
    return [
        Word(hit.group(), hit.start(), hit.end(), _opens(text, hit.start())) for hit in WORD.finditer(text)
    ]


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t")
    return not before or not (before[-1].isalnum() or before[-1] in GOES_ON)


def _capitals_tell(words: list[Word]) -> bool:
    """Say whether this teacher writes capitals as usual, so that one in mid-sentence means something."""
    inside = [word for word in words if not word.opens]
    return not inside or 3 * sum(word.text[0].isupper() for word in inside) <= max(len(inside), 6)
