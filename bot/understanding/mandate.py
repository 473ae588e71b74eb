"""What becomes of a promise or a bare yes when the mandate allows or forbids what it is about."""

from collections.abc import Mapping

from bot.model.ids import GrantId, MoveId
from bot.model.lexicon import Move
from bot.understanding.book import Hit
from bot.understanding.clauses import Layout


def mandate_moves(
    layout: Layout,
    moves: Mapping[MoveId, Move],
    allowed: Mapping[GrantId, bool],
    *,
    promising: list[Hit],
    consenting: list[Hit],
    spoken: list[Hit],
    demanded: list[Hit],
) -> list[Hit]:
    """Return the hits that count because of the mandate.

    Args:
        layout: Of the message.
        moves: All moves; some say which kind of mandate items they are about.
        allowed: Which items the mandate allows.
        promising: Phrases of a promise in the message.
        consenting: Phrases of consent in the message.
        spoken: Mandate items in the message.
        demanded: Mandate items in the parent's line just before.
    """
    found = [
        hit
        for hit in promising
        if any(_fits(moves, allowed, hit, item) and _together(layout, hit, item) for item in spoken)
    ]
    found += [hit for hit in consenting if any(_fits(moves, allowed, hit, item) for item in demanded)]
    return found


def _fits(moves: Mapping[MoveId, Move], allowed: Mapping[GrantId, bool], hit: Hit, item: Hit) -> bool:
    wanted = moves[MoveId(hit.owner[1])].mandate
    return wanted == ("allowed" if allowed[GrantId(item.owner[1])] else "forbidden")


def _together(layout: Layout, one: Hit, other: Hit) -> bool:
    return any(a <= one.match.start < b and a <= other.match.start < b for a, b in layout.sentences)
