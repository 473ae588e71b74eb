"""Ways to say the same thing: filled in, different from talk to talk, short where room is short."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.model.course import Course
from bot.model.persona import Persona

ROOMY, SHORT, SHORTEST, BARE = range(4)
_QUOTE: Final = (22, 18, 16, 12)
_SAID: Final = (12, 8, 0, 0)
ANY: Final = "any"


@dataclass(frozen=True, slots=True)
class Voice:
    """How the coach speaks in one debrief."""

    course: Course
    persona: Persona
    borders: tuple[str, ...]
    """Words that open a clause; a quote may be cut there."""
    seed: str = ""
    level: int = ROOMY
    """How short: from `ROOMY` to `BARE`."""
    meant: Mapping[int, str] = field(default_factory=dict)
    """By turn the move that the teacher says it was meant as, where the program was in doubt."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What placeholders stand for, whatever the sentence."""

    @property
    def quote_words(self) -> int:
        """Return how long a quote of the teacher may be."""
        return _QUOTE[self.level]

    @property
    def said_words(self) -> int:
        """Return how long a quote of the parent may be; 0 is none."""
        return _SAID[self.level]

    def choice(self, salt: str, number: int) -> int:
        """Return a number below `number`, different from talk to talk."""
        return _hash(f"{self.seed}:{salt}") % number

    def say(self, name: str, **values: str) -> str:
        """Return one of the course's fixed sentences, empty when it has none by that name."""
        return self.pick(self.course.sentences.get(name, ()), name, **values)

    def pick(self, ways: Sequence[str], salt: str, **values: str) -> str:
        """Return one way of saying it, filled in; ways with a placeholder that stays empty are left out."""
        known = {**self.values, **values}
        usable = [way for way in ways if all(known.get(name, "?") for name in placeholders(way))]
        if not usable:
            return ""
        filled = sorted((fill(way, known) for way in usable), key=words)
        room = (len(filled), (len(filled) + 1) // 2, 1, 1)[self.level]
        return filled[self.choice(salt, room)]


def fill(sentence: str, values: Mapping[str, str]) -> str:
    """Put values in place of their `{placeholders}`; what is unknown stays as it is."""
    for name, value in values.items():
        sentence = sentence.replace("{" + name + "}", value)
    for sign in "?!":
        sentence = sentence.replace(f"{sign}”.", f"{sign}”")
    return sentence


def placeholders(sentence: str) -> tuple[str, ...]:
    """Return the names between braces."""
    return tuple(part.split("}", 1)[0] for part in sentence.split("{")[1:] if "}" in part)


def words(text: str) -> int:
    """Return the number of words."""
    return sum(any(sign.isalnum() for sign in piece) for piece in text.split())


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big")
