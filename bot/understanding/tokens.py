"""Words of a message with their place in it; spelling is evened out, the original text is never changed."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_PIECE = re.compile(
    r"(?P<abbr>(?:[^\W\d_]\.){2,})"
    r"|(?P<word>\d+(?:[.,:]\d+)+|[^\W_]+(?:['’`][^\W_]+)*|['’`][^\W\d_]{1,2}\b)"
    r"|(?P<line>\n)"
    r"|(?P<mark>[^\w\s]|_)"
)
_REPEAT = re.compile(r"(.)\1{2,}")
_SENTENCE_MARKS = frozenset(".!?…;\n")
_CLAUSE_MARKS = frozenset(",:()–—")
_QUOTES = str.maketrans("’`‘", "'''")
_LEAST_EMOJI = 0x2190


@dataclass(frozen=True, slots=True)
class Token:
    """One word as phrases see it; an expanded abbreviation gives several with the same place."""

    word: str
    start: int
    end: int
    capital: bool = False
    """Written with a capital, not at the start of a sentence."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a message, and what stands between them."""

    words: tuple[Token, ...]
    marks: tuple[str, ...]
    """One more than there are words: the punctuation before each word and after the last."""

    def ends_sentence(self, position: int) -> bool:
        """Say whether a sentence ends before this position."""
        return not _SENTENCE_MARKS.isdisjoint(self.marks[position])

    def pauses(self, position: int) -> bool:
        """Say whether a comma, colon, bracket or dash stands before this position."""
        return not _CLAUSE_MARKS.isdisjoint(self.marks[position])


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """Return a word in lower case, without accents, with letters repeated at most twice."""
    word = word.lower().translate(_QUOTES)
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return _REPEAT.sub(r"\1\1", word) if not word[:1].isdigit() else word


def tokenise(text: str, abbreviations: Mapping[str, str]) -> Tokens:
    """Split a message into words; abbreviations are expanded, emoji are words that end a sentence."""
    words: list[Token] = []
    marks: list[str] = [""]
    for piece in _PIECE.finditer(text):
        found = piece.group()
        if piece.lastgroup in {"word", "abbr"} or _is_emoji(found):
            capital = found[:1].isupper() and bool(words) and not _SENTENCE_MARKS & set(marks[-1])
            new = _expand(found, piece.start(), piece.end(), capital, abbreviations)
            words += new
            marks += [""] * len(new)
            if _is_emoji(found):
                marks[-1] = ";"
        elif not _is_short_for(text, piece.start(), words, abbreviations):
            marks[-1] += _mark(text, piece.start(), found)
    return Tokens(tuple(words), tuple(marks))


def _expand(found: str, start: int, end: int, capital: bool, abbreviations: Mapping[str, str]) -> list[Token]:
    word = plain(found.replace(".", "")) if found[-1:] == "." else plain(found)
    expanded = abbreviations.get(word)
    if expanded is None:
        return [Token(word, start, end, capital)]
    return [Token(part, start, end, capital) for part in expanded.split()]


def _is_emoji(found: str) -> bool:
    return len(found) == 1 and ord(found) >= _LEAST_EMOJI and unicodedata.category(found) == "So"


def _mark(text: str, at: int, found: str) -> str:
    """Return a mark as it counts: a hyphen only between spaces, and then as a dash."""
    if found == "-":
        spaced = text[at - 1 : at].isspace() or text[at + 1 : at + 2].isspace()
        return "–" if spaced and at else ""
    return found


def _is_short_for(text: str, at: int, words: list[Token], abbreviations: Mapping[str, str]) -> bool:
    """Say whether a full stop belongs to an abbreviation before it (`bijv.`, `mevr.`)."""
    if text[at] != "." or not words or words[-1].end != at:
        return False
    short = plain(text[words[-1].start : at]) in abbreviations
    return short and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].isalpha()
