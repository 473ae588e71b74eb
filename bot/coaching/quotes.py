"""Literal words to quote: the teacher's best clause, the parent's last sentence, short enough for a phone."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from bot.coaching.talk import Moves, recognised
from bot.model.reading import Certainty, Recognition
from bot.model.session import Turn

_PIECE: Final = re.compile(r"[^\s]+")
_SENTENCE: Final = re.compile(r"[^.!?…\n]+[.!?…]*")
_CLAUSE_ENDS: Final = ",;:.!?…)"
_EDGES: Final = " \t\n,;:–-"
CLOSING: Final = " \t\n,;:–-."
_FEW: Final = 3
DOTS: Final = "…"


def teacher_words(
    turn: Turn, moves: Moves, *, most: int, borders: Iterable[str] = (), apart: bool = False
) -> str:
    """Return the words that showed one of the moves (or the message), at most so many, cut at a clause.

    With `apart`, clauses at the edges that only showed something else are left out.
    """
    best = recognised(turn, moves) if moves else None
    if best is None:
        return shorten(turn.reading.text, most=most, borders=borders)
    text = _alone(best, turn, frozenset(borders)) if apart else best.words
    text = _rounded(text, turn.reading.text)
    text = _whole(text, best, turn, most=most, apart=apart)
    return shorten(text, most=most, borders=borders, keep=_kept(best, text, turn.reading.text))


def parent_words(turn: Turn, *, most: int, borders: Iterable[str] = ()) -> str:
    """Return the parent's last question, else the last sentence that says something; empty when too long."""
    parts = [part.strip() for part in _SENTENCE.findall(turn.parent)]
    said = [part for part in parts if len(part.split()) > _FEW + (not part.endswith("?"))]
    fitting = [part for part in said if len(part.split()) <= most]
    asked = [part for part in fitting if part.endswith("?")]
    if fitting:
        return _tidy((asked or fitting)[-1])
    cut = shorten(said[-1], most=most, borders=borders) if said else ""
    return "" if cut.endswith(DOTS) else cut


def shorten(text: str, *, most: int, borders: Iterable[str] = (), keep: tuple[int, int] | None = None) -> str:
    """Return a literal piece of the text of at most so many words, round the part `keep` (start, end)."""
    pieces = list(_PIECE.finditer(text))
    if len(pieces) <= most:
        return _tidy(text)
    first, last = _inside(pieces, keep)
    last = first if last - first >= most else last
    starts = _clause_starts(pieces, frozenset(borders))
    begin = max((at for at in starts if at <= first), default=0)
    if last - begin >= most:
        begin = first
    stops = [at for at in (*starts, len(pieces)) if last < at <= begin + most]
    end = max(stops, default=begin + most)
    piece = _tidy(text[pieces[begin].start() : pieces[end - 1].end()])
    return piece if stops else piece + DOTS


def _inside(pieces: list[re.Match[str]], keep: tuple[int, int] | None) -> tuple[int, int]:
    if keep is None:
        return 0, 0
    inside = [at for at, piece in enumerate(pieces) if piece.end() > keep[0] and piece.start() < keep[1]]
    return (inside[0], inside[-1]) if inside else (0, 0)


def _clause_starts(pieces: list[re.Match[str]], borders: frozenset[str]) -> list[int]:
    return [
        at
        for at, piece in enumerate(pieces)
        if at == 0 or pieces[at - 1].group()[-1] in _CLAUSE_ENDS or piece.group().lower() in borders
    ]


def _alone(found: Recognition, turn: Turn, borders: frozenset[str]) -> str:
    """Return the recognition's words without the clauses at their edges that showed another move."""
    words, message = found.words, turn.reading.text
    own = _kept(found, words, message)
    if own is None:
        return words
    pieces = list(_PIECE.finditer(words))
    starts = [pieces[at].start() for at in _clause_starts(pieces, borders)]
    clauses = list(pairwise((*starts, len(words))))
    others = [
        (span.start - message.find(words), span.end - message.find(words))
        for other in turn.reading.recognitions
        if other.move != found.move
        for span in other.spans
    ]
    loose = [not _touch(clause, own) and any(_touch(clause, other) for other in others) for clause in clauses]
    kept = [clause for clause, drop in zip(clauses, loose, strict=True) if not drop]
    begin, end = (kept[0][0], kept[-1][1]) if kept else (0, len(words))
    return words[begin:end]


def _rounded(words: str, message: str) -> str:
    """Return the words with the question mark behind them; one or two words with what follows as well."""
    start = message.find(words)
    if start < 0:
        return words
    end = start + len(words)
    if len(words.split()) < _FEW:
        following = list(_SENTENCE.finditer(message, end))
        end = following[0].end() if following else end
    while end < len(message) and message[end] in "?!":
        end += 1
    return message[start:end]


def whole_sentence(turn: Turn, found: Recognition) -> str:
    """Return the sentence round the words of a recognition, or the sentences when there are more."""
    return _sentence(found.words, turn.reading.text)


def _sentence(words: str, message: str) -> str:
    start = message.find(words)
    place = (start, start + len(words))
    around = [one.span() for one in _SENTENCE.finditer(message) if start >= 0 and _touch(one.span(), place)]
    return message[around[0][0] : around[-1][1]] if around else words


def _whole(words: str, found: Recognition, turn: Turn, *, most: int, apart: bool) -> str:
    """Return the sentence round the words where it fits; with `apart` only when it shows no other move.

    Words that only announce (what follows the colon is what was said) are never left alone.
    """
    message, sentence = turn.reading.text, _sentence(words, turn.reading.text)
    start, first = message.find(words), message.find(sentence)
    if message[start + len(words) :].lstrip().startswith(":"):
        return message[start : first + len(sentence)]
    beside = ((first, start), (start + len(words), first + len(sentence)))
    others = [
        (span.start, span.end)
        for one in turn.reading.recognitions
        if one.move != found.move and one.certainty is not Certainty.UNSURE
        for span in one.spans
    ]
    mixed = apart and any(_touch(part, other) for part in beside for other in others)
    return words if mixed or len(sentence.split()) > most else sentence


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _kept(found: Recognition, words: str, text: str) -> tuple[int, int] | None:
    """Return where the matched words stand inside the words to quote."""
    offset = text.find(words)
    if offset < 0 or not found.spans:
        return None
    return found.spans[0].start - offset, found.spans[-1].end - offset


def _tidy(text: str) -> str:
    """Take away what hangs loose at the edges, and a full stop, since the quotation marks close it."""
    return " ".join(text.split()).strip(_EDGES).rstrip(CLOSING)
