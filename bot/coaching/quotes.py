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
_TAG: Final = 4
"""Words of a question that only asks whether what stands before it is so."""
DOTS: Final = "…"


def teacher_words(
    turn: Turn,
    moves: Moves,
    *,
    most: int,
    borders: Iterable[str] = (),
    apart: bool = False,
    beside: Moves = frozenset(),
    tagged: Moves = frozenset(),
    tag_words: frozenset[str] = frozenset(),
    fillers: frozenset[str] = frozenset(),
) -> str:
    """Return the words that showed one of the moves (or the message), at most so many, cut at a clause.

    With `apart`, clauses at the edges that only showed something else (than `beside`) are left out, and
    sentences beside it that show one of these come along where they fit. A short question that shows one of
    `tagged`, in one of the `tag_words`, is left out for what stands before it; so are `fillers` at the start.
    """
    said = _said(turn, moves, most, frozenset(borders), apart, beside, tagged, tag_words)
    return without_fillers(said, fillers)


def _said(
    turn: Turn,
    moves: Moves,
    most: int,
    borders: frozenset[str],
    apart: bool,
    beside: Moves,
    tagged: Moves,
    tag_words: frozenset[str],
) -> str:
    best = recognised(turn, moves) if moves else None
    if best is None:
        return shorten(turn.reading.text, most=most, borders=borders)
    if best.move in tagged and (before := _before_tag(best, turn, most=most, tag_words=tag_words)):
        return shorten(before, most=most, borders=borders)
    text = _alone(best, turn, borders, beside) if apart else best.words
    text = _rounded(text, turn.reading.text)
    text = _whole(text, best, turn, most=most, apart=apart, beside=beside)
    text = _grown(text, turn, most=most, beside=beside) if beside else text
    text = _to_echo(text, turn, borders, most=most) if beside else text
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


def without_fillers(text: str, fillers: frozenset[str]) -> str:
    """Return a quote without the words at its start that say nothing, as long as a few words are left."""
    while True:
        head, _, rest = text.partition(" ")
        if head.lower().strip(_CLAUSE_ENDS) not in fillers or len(rest.split()) < _FEW:
            return text
        text = rest.strip(_EDGES)


def _before_tag(found: Recognition, turn: Turn, *, most: int, tag_words: frozenset[str]) -> str:
    """Return what stands before a short question that only checks it; empty when these words are no such."""
    message = turn.reading.text
    start = message.find(found.words)
    end = start + len(found.words)
    parts = [one for one in _SENTENCE.finditer(message) if one.end() <= start]
    asked = found.words.lower().split()
    checks = not tag_words.isdisjoint(asked) or not tag_words
    short = checks and len(asked) <= _TAG and message[end : end + 1] == "?"
    if not short or not parts:
        return ""
    first = len(parts) - 1
    while (
        first
        and not parts[first - 1].group().endswith("?")
        and _long(message[parts[first - 1].start() : start]) <= most
    ):
        first -= 1
    return message[parts[first].start() : start].strip()


def _grown(words: str, turn: Turn, *, most: int, beside: Moves) -> str:
    """Return the words with the sentences next to them that show one of the moves, as far as they fit."""
    message = turn.reading.text
    start = message.find(words)
    if start < 0:
        return words
    end = start + len(words)
    parts = [one.span() for one in _SENTENCE.finditer(message)]
    after = [part for part in parts if part[0] >= end]
    before = [part for part in reversed(parts) if part[1] <= start]
    for part in after:
        if _long(message[start : part[1]]) > most or not _joins(part, turn, beside):
            break
        end = part[1]
    for part in before:
        if _long(message[part[0] : end]) > most or not _joins(part, turn, beside):
            break
        start = part[0]
    return message[start:end].strip()


def _joins(part: tuple[int, int], turn: Turn, beside: Moves) -> bool:
    """Say whether a sentence shows one of the moves and nothing else that counts."""
    here = [
        one
        for one in turn.reading.recognitions
        if any(_touch(part, (span.start, span.end)) for span in one.spans)
    ]
    counted = {one.move for one in here if one.certainty is not Certainty.UNSURE}
    text = turn.reading.text[slice(*part)]
    named = any(words and words in text for _, words in turn.reading.echoes)
    return (named or any(one.move in beside for one in here)) and counted <= beside and text[-1:] != "?"


def _long(text: str) -> int:
    return len(text.split())


def _alone(found: Recognition, turn: Turn, borders: frozenset[str], beside: Moves) -> str:
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
        if other.move != found.move and other.move not in beside
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
        following = next(_SENTENCE.finditer(message, end), None)
        tells = following is not None and not following.group().endswith("?")
        end = following.end() if following and tells else end
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


def _whole(words: str, found: Recognition, turn: Turn, *, most: int, apart: bool, beside: Moves) -> str:
    """Return the sentence round the words where it fits; with `apart` only when it shows no other move.

    Words that only announce (what follows the colon is what was said) are never left alone.
    """
    message, sentence = turn.reading.text, _sentence(words, turn.reading.text)
    start, first = message.find(words), message.find(sentence)
    if message[start + len(words) :].lstrip().startswith(":"):
        return message[start : first + len(sentence)]
    around = ((first, start), (start + len(words), first + len(sentence)))
    others = [
        (span.start, span.end)
        for one in turn.reading.recognitions
        if one.move not in {found.move, *beside} and one.certainty is not Certainty.UNSURE
        for span in one.spans
    ]
    mixed = apart and any(_touch(part, other) for part in around for other in others)
    return words if mixed or len(sentence.split()) > most else sentence


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _to_echo(words: str, turn: Turn, borders: frozenset[str], *, most: int) -> str:
    """Return the words stretched to the day or time of a plan, when a clause ends there and it fits."""
    message = turn.reading.text
    sentence = _sentence(words, message)
    for _, echo in turn.reading.echoes:
        start, at = sentence.find(words), sentence.find(echo) if echo else -1
        if start < 0 or at < 0:
            continue
        wider = sentence[min(start, at) : max(start + len(words), at + len(echo))]
        after = sentence[sentence.find(wider) + len(wider) :]
        ends = not after.strip() or after[0] in _CLAUSE_ENDS or after.split()[0].lower() in borders
        words = wider if ends and _long(wider) <= most else words
    return words


def _kept(found: Recognition, words: str, text: str) -> tuple[int, int] | None:
    """Return where the matched words stand inside the words to quote."""
    offset = text.find(words)
    if offset < 0 or not found.spans:
        return None
    return found.spans[0].start - offset, found.spans[-1].end - offset


def _tidy(text: str) -> str:
    """Take away what hangs loose at the edges, and a full stop, since the quotation marks close it."""
    return " ".join(text.split()).strip(_EDGES).rstrip(CLOSING)
