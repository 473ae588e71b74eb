"""Spoils messages as hurried thumbs do, to measure how understanding suffers; always the same way."""

import re
from hashlib import blake2b

_WORD = re.compile(r"[a-zA-Z]{4,}")
_NEIGHBOURS = {
    "a": "s", "b": "v", "c": "x", "d": "f", "e": "r", "f": "g", "g": "h", "h": "j", "i": "o", "j": "k",
    "k": "l", "l": "k", "m": "n", "n": "m", "o": "p", "p": "o", "q": "w", "r": "t", "s": "d", "t": "y",
    "u": "i", "v": "b", "w": "e", "x": "c", "y": "u", "z": "x",
}  # fmt: skip


def with_typos(text: str, count: int = 3) -> str:
    """Return a message with so many words mistyped: a letter doubled, dropped, swapped or missed by a key."""
    places = [match.span() for match in _WORD.finditer(text)]
    chosen = sorted(places, key=lambda place: _number(text, place[0]))[:count]
    for start, end in sorted(chosen, reverse=True):
        text = text[:start] + _mistyped(text[start:end], _number(text, start)) + text[end:]
    return text


def without_marks(text: str) -> str:
    """Return a message without capitals and punctuation."""
    return " ".join(re.sub(r"[^\w\s']", " ", text.lower()).split())


def _mistyped(word: str, number: int) -> str:
    at = 1 + number // 4 % (len(word) - 2)
    kinds = (
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + _NEIGHBOURS[word[at].lower()] + word[at + 1 :],
    )
    return kinds[number % 4]


def _number(text: str, at: int) -> int:
    return int.from_bytes(blake2b(f"{at}:{text}".encode(), digest_size=4).digest())
