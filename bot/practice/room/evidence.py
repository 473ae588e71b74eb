"""A line as a trainer sees it: likely names taken out once more, cut up by what showed which move."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.model.ids import MoveId
from bot.model.reading import Certainty, Recognition, Span
from bot.model.session import Turn
from bot.practice.privacy import Masker
from bot.practice.room.talk_views import Piece

_ORDER = tuple(Certainty)


def masked(masker: Masker, turn: Turn) -> Turn:
    """Return a turn without what looks like a name today, its evidence at the right place.

    Word lists grow: what nobody took for a name when it was stored may be known as one now.
    """
    text = masker.mask(turn.reading.text).text
    if text == turn.reading.text:
        return turn
    found = tuple(_moved(masker, one, text) for one in turn.reading.recognitions)
    return replace(turn, reading=replace(turn.reading, text=text, recognitions=found))


def pieces(text: str, found: Sequence[Recognition], titles: Mapping[MoveId, str]) -> tuple[Piece, ...]:
    """Return a text cut up at the borders of its evidence; together they are the text."""
    borders = {0, len(text)}
    for one in found:
        for span in one.spans:
            borders |= {min(span.start, len(text)), min(span.end, len(text))}
    cuts = sorted(borders)
    return tuple(_piece(text, start, end, found, titles) for start, end in pairwise(cuts))


def _piece(
    text: str, start: int, end: int, found: Sequence[Recognition], titles: Mapping[MoveId, str]
) -> Piece:
    here = [one for one in found if any(span.start <= start and end <= span.end for span in one.spans)]
    names = tuple(dict.fromkeys(titles.get(one.move, one.move) for one in here))
    surest = min((one.certainty for one in here), key=_ORDER.index, default=None)
    return Piece(text[start:end], names, surest.value if surest else "")


def _moved(masker: Masker, one: Recognition, text: str) -> Recognition:
    words = masker.mask(one.words).text
    at = text.find(words)
    spans = (Span(at, at + len(words)),) if at >= 0 else ()
    return replace(one, words=words, spans=spans)
