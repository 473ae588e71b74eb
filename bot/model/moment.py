"""A moment in a conversation, and whether a guard holds there; used by the play and, later, by the coach."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.model.guard import Guard, Range
from bot.model.ids import EventId, FlagId, GrantId, MoveId, StateId, TopicId
from bot.model.reading import Certainty, Reading
from bot.model.session import Mood

Moves = frozenset[MoveId]


@dataclass(frozen=True, slots=True)
class Moment:
    """One teacher message in its place."""

    reading: Reading
    state: StateId
    """Where the parent stood when the message came."""
    mood: Mood
    flags: frozenset[FlagId] = frozenset()
    history: tuple[tuple[MoveId, ...], ...] = ()
    """The moves (sure and likely) of each earlier message."""
    events: frozenset[EventId] = frozenset()
    scores: Mapping[EventId, int] = field(default_factory=dict)
    turn: int = 1
    stay: int = 1
    missed: int = 0
    repeats: int = 1
    previous: StateId | None = None
    """The state in which the parent stood before this one."""
    topics: Mapping[TopicId, int] = field(default_factory=dict)
    """In how many earlier messages each topic came up."""
    grants: Mapping[GrantId, int] = field(default_factory=dict)
    """In how many earlier messages each mandate item came up."""
    parent_asked: bool = False
    """Whether the parent's last words were a question."""


def understood(reading: Reading) -> bool:
    """Say whether a move (sure or likely), a question, a topic or a mandate item was found."""
    return bool(reading.moves() or reading.asked or reading.topics or reading.grants)


def holds(guard: Guard, moment: Moment) -> bool:
    """Say whether all that the guard asks is so at this moment."""
    return (
        _message_fits(guard, moment)
        and _place_fits(guard, moment)
        and _history_fits(guard, moment)
        and _counts_fit(guard, moment)
        and all(holds(one, moment) for one in guard.conditions)
        and (not guard.some or any(holds(one, moment) for one in guard.some))
        and not any(holds(one, moment) for one in guard.unless)
    )


def may_hold(guard: Guard, moves: Moves) -> bool:
    """Say whether the guard could hold for a message with these moves; cheap, to be asked before `holds`."""
    return (
        (not guard.moves or not guard.moves.isdisjoint(moves))
        and guard.without.isdisjoint(moves)
        and all(not wanted.isdisjoint(moves) for wanted in guard.every)
    )


def _message_fits(guard: Guard, moment: Moment) -> bool:
    reading = moment.reading
    about_moves = guard.moves or guard.every or guard.without
    return (
        (not about_moves or may_hold(guard, frozenset(reading.moves())))
        and (guard.no_moves is None or guard.no_moves != bool(reading.moves()))
        and (not guard.perhaps or reading.guess() in guard.perhaps)
        and (not guard.attributes or guard.attributes <= _attributes(reading, guard.moves))
        and _subjects_fit(guard, reading)
        and _meets(guard.asked, reading.asked)
        and (not guard.echoes or guard.echoes <= {name for name, _ in reading.echoes})
        and _in(guard.words, reading.words)
        and (guard.understood is None or guard.understood == understood(reading))
    )


def _subjects_fit(guard: Guard, reading: Reading) -> bool:
    """Say whether the topics and mandate items of the message are those that the guard asks for."""
    if not (guard.topics or guard.every_topic or guard.grants or guard.every_grant):
        return True
    topics = {hit.topic for hit in reading.topics}
    grants = {hit.grant for hit in reading.grants}
    return (
        _meets(guard.topics, topics)
        and guard.every_topic <= topics
        and _meets(guard.grants, grants)
        and guard.every_grant <= grants
    )


def _attributes(reading: Reading, moves: Moves) -> frozenset[str]:
    """Attributes of the message and of its recognitions (of these moves, when any are named)."""
    found = reading.attributes
    for recognition in reading.recognitions:
        if recognition.certainty is not Certainty.UNSURE and (not moves or recognition.move in moves):
            found |= recognition.attributes
    return found


def _place_fits(guard: Guard, moment: Moment) -> bool:
    return (
        (not guard.states or moment.state in guard.states)
        and _in(guard.tension, moment.mood.tension)
        and _in(guard.trust, moment.mood.trust)
        and guard.flags <= moment.flags
        and not guard.no_flags & moment.flags
        and _meets(guard.events, moment.events)
        and all(moment.scores.get(score, 0) in wanted for score, wanted in guard.scores.items())
    )


def _history_fits(guard: Guard, moment: Moment) -> bool:
    talk = (*moment.history, moment.reading.moves())
    return (
        all(_count(moves, talk) in wanted for moves, wanted in guard.count)
        and all(_count(moves, moment.history) in wanted for moves, wanted in guard.before)
        and all(_run(moves, talk) in wanted for moves, wanted in guard.in_a_row)
        and _in(guard.turn, moment.turn)
        and _in(guard.stay, moment.stay)
        and _in(guard.repeats, moment.repeats)
        and _in(guard.missed, moment.missed)
        and (guard.parent_asked is None or guard.parent_asked == moment.parent_asked)
    )


def _counts_fit(guard: Guard, moment: Moment) -> bool:
    """Say whether topics and mandate items came up as often as the guard asks."""
    if not (guard.topic_count or guard.grant_count):
        return True
    topics = {hit.topic for hit in moment.reading.topics}
    grants = {hit.grant for hit in moment.reading.grants}
    return all(
        moment.topics.get(topic, 0) + (topic in topics) in wanted
        for topic, wanted in guard.topic_count.items()
    ) and all(
        moment.grants.get(grant, 0) + (grant in grants) in wanted
        for grant, wanted in guard.grant_count.items()
    )


def _meets(wanted: frozenset[object] | frozenset[str], found: Iterable[str]) -> bool:
    return not wanted or not wanted.isdisjoint(found)


def _in(wanted: Range | None, number: int) -> bool:
    return wanted is None or number in wanted


def _count(moves: Moves, talk: Iterable[tuple[MoveId, ...]]) -> int:
    return sum(not moves.isdisjoint(message) for message in talk)


def _run(moves: Moves, talk: tuple[tuple[MoveId, ...], ...]) -> int:
    length = 0
    for message in reversed(talk):
        if moves.isdisjoint(message):
            break
        length += 1
    return length
