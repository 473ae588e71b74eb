"""Whether a conversation shows what the course asks for."""

from bot.coaching.talk import Moves, Talk, assents, mood_fits
from bot.model.course import Evidence
from bot.model.session import Turn


def shows(evidence: Evidence, talk: Talk, *, upto: int | None = None) -> bool:
    """Say whether the first `upto` turns (all when not given) show it."""
    end = _end(evidence, len(talk) if upto is None else upto)
    return (
        _turns_fit(evidence, talk, end)
        and _share_fits(evidence, talk, end)
        and _order_fits(evidence, talk, end)
        and _marks_fit(evidence, talk, end)
        and all(shows(part, talk, upto=upto) for part in evidence.every)
        and (not evidence.some or any(shows(part, talk, upto=upto) for part in evidence.some))
        and not any(shows(part, talk, upto=upto) for part in evidence.none)
    )


def first_shown(evidence: Evidence, talk: Talk) -> int:
    """Return the number of the turn at which the evidence was complete; 0 when it never was."""
    for upto in range(1, len(talk) + 1):
        if shows(evidence, talk, upto=upto):
            return talk.turns[upto - 1].number
    return 0


def _end(evidence: Evidence, upto: int) -> int:
    end = (upto + 1) // 2 if evidence.half else upto
    return min(end, evidence.within) if evidence.within else end


def _turns_fit(evidence: Evidence, talk: Talk, end: int) -> bool:
    if evidence.turn is None:
        return True
    fits = zip(talk.fits(evidence.turn)[:end], talk.turns, strict=False)
    return sum(fit and _counts(evidence, turn, talk) for fit, turn in fits) in evidence.times


def _counts(evidence: Evidence, turn: Turn, talk: Talk) -> bool:
    return mood_fits(evidence.mood, turn) and (not evidence.assent or assents(turn, talk.persona))


def _share_fits(evidence: Evidence, talk: Talk, end: int) -> bool:
    if evidence.share is None:
        return True
    part, whole, percent = evidence.share
    total = _uses(whole, talk, end)
    return total > 0 and 100 * _uses(part & whole, talk, end) >= percent * total


def _uses(moves: Moves, talk: Talk, end: int) -> int:
    return sum(len(moves.intersection(turn.reading.moves())) for turn in talk.turns[:end])


def _order_fits(evidence: Evidence, talk: Talk, end: int) -> bool:
    if evidence.order is None:
        return True
    first, second = (_first(moves, talk, end) for moves in evidence.order)
    return first is not None and (second is None or first < second)


def _first(moves: Moves, talk: Talk, end: int) -> tuple[int, int] | None:
    for turn in talk.turns[:end]:
        for place, move in enumerate(turn.reading.moves()):
            if move in moves:
                return (turn.number, place)
    return None


def _marks_fit(evidence: Evidence, talk: Talk, end: int) -> bool:
    turns = talk.turns[:end]
    flags = {flag for turn in turns for flag in turn.flags}
    events = {event for turn in turns for event in turn.events}
    return (
        (not evidence.flag or not evidence.flag.isdisjoint(flags))
        and (not evidence.event or not evidence.event.isdisjoint(events))
        and (evidence.complaint is None or evidence.complaint is talk.persona.complaint)
        and (evidence.layers is None or len(flags.intersection(talk.persona.flag_titles)) in evidence.layers)
    )
