"""A moment in a conversation, and whether a guard holds there; used by the play and, later, by the coach."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

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
    moves: Moves = field(init=False, repr=False, compare=False)
    """The moves of this message, sure and likely."""

    def __post_init__(self) -> None:
        """Work out once what every guard wants to know."""
        object.__setattr__(self, "moves", frozenset(self.reading.moves()))


def understood(reading: Reading) -> bool:
    """Say whether a move (sure or likely), a question, a topic or a mandate item was found."""
    return bool(reading.moves() or reading.asked or reading.topics or reading.grants)


def missed_after(missed: int, reading: Reading) -> int:
    """Return how many messages in a row were lost on the parent; one that allows a guess adds nothing."""
    if understood(reading):
        return 0
    return missed if reading.guess() else missed + 1


def asks(words: str) -> bool:
    """Say whether words end with a question."""
    return words.rstrip("”\"' )").endswith("?")


def holds(guard: Guard, moment: Moment) -> bool:
    """Say whether all that the guard asks is so at this moment."""
    return all(_CHECKS[name](guard, moment) for name in guard.asks)


def may_hold(guard: Guard, moves: Moves) -> bool:
    """Say whether the guard could hold for a message with these moves; it looks at nothing else."""
    return (
        (not guard.moves or not guard.moves.isdisjoint(moves))
        and guard.without.isdisjoint(moves)
        and all(not wanted.isdisjoint(moves) for wanted in guard.every)
        and all(may_hold(one, moves) for one in guard.conditions)
    )


def _attributes(guard: Guard, moment: Moment) -> bool:
    """Look at the message and its recognitions (of the guard's moves, when it names any)."""
    found = moment.reading.attributes
    for recognition in moment.reading.recognitions:
        if recognition.certainty is not Certainty.UNSURE and (
            not guard.moves or recognition.move in guard.moves
        ):
            found |= recognition.attributes
    return guard.attributes <= found


def _topics(moment: Moment) -> frozenset[TopicId]:
    return frozenset(hit.topic for hit in moment.reading.topics)


def _grants(moment: Moment) -> frozenset[GrantId]:
    return frozenset(hit.grant for hit in moment.reading.grants)


def _topic_count(guard: Guard, moment: Moment) -> bool:
    now = _topics(moment)
    return all(
        moment.topics.get(topic, 0) + (topic in now) in wanted for topic, wanted in guard.topic_count.items()
    )


def _grant_count(guard: Guard, moment: Moment) -> bool:
    now = _grants(moment)
    return all(
        moment.grants.get(grant, 0) + (grant in now) in wanted for grant, wanted in guard.grant_count.items()
    )


def _count(moves: Moves, talk: Iterable[tuple[MoveId, ...]]) -> int:
    return sum(not moves.isdisjoint(message) for message in talk)


def _run(moves: Moves, talk: tuple[tuple[MoveId, ...], ...]) -> int:
    length = 0
    for message in reversed(talk):
        if moves.isdisjoint(message):
            break
        length += 1
    return length


def _talk(moment: Moment) -> tuple[tuple[MoveId, ...], ...]:
    """Return the moves of every message, this one included."""
    return (*moment.history, moment.reading.moves())


def _in(wanted: Range | None, number: int) -> bool:
    return wanted is None or wanted.least <= number <= wanted.most


_CHECKS: Final[Mapping[str, Callable[[Guard, Moment], bool]]] = {
    "moves": lambda guard, moment: not guard.moves.isdisjoint(moment.moves),
    "every": lambda guard, moment: all(not wanted.isdisjoint(moment.moves) for wanted in guard.every),
    "without": lambda guard, moment: guard.without.isdisjoint(moment.moves),
    "no_moves": lambda guard, moment: guard.no_moves != bool(moment.moves),
    "surely": lambda guard, moment: not guard.surely.isdisjoint(moment.reading.moves(Certainty.SURE)),
    "perhaps": lambda guard, moment: moment.reading.guess() in guard.perhaps,
    "attributes": _attributes,
    "topics": lambda guard, moment: any(hit.topic in guard.topics for hit in moment.reading.topics),
    "parent_topics": lambda guard, moment: not guard.parent_topics.isdisjoint(moment.reading.parent_topics),
    "every_topic": lambda guard, moment: guard.every_topic <= _topics(moment),
    "grants": lambda guard, moment: any(hit.grant in guard.grants for hit in moment.reading.grants),
    "every_grant": lambda guard, moment: guard.every_grant <= _grants(moment),
    "asked": lambda guard, moment: not guard.asked.isdisjoint(moment.reading.asked),
    "echoes": lambda guard, moment: guard.echoes <= {name for name, _ in moment.reading.echoes},
    "events": lambda guard, moment: not guard.events.isdisjoint(moment.events),
    "scores": lambda guard, moment: all(
        moment.scores.get(score, 0) in wanted for score, wanted in guard.scores.items()
    ),
    "states": lambda guard, moment: moment.state in guard.states,
    "tension": lambda guard, moment: _in(guard.tension, moment.mood.tension),
    "trust": lambda guard, moment: _in(guard.trust, moment.mood.trust),
    "flags": lambda guard, moment: guard.flags <= moment.flags,
    "no_flags": lambda guard, moment: guard.no_flags.isdisjoint(moment.flags),
    "count": lambda guard, moment: all(
        _count(moves, _talk(moment)) in wanted for moves, wanted in guard.count
    ),
    "before": lambda guard, moment: all(
        _count(moves, moment.history) in wanted for moves, wanted in guard.before
    ),
    "in_a_row": lambda guard, moment: all(
        _run(moves, _talk(moment)) in wanted for moves, wanted in guard.in_a_row
    ),
    "topic_count": _topic_count,
    "grant_count": _grant_count,
    "parent_asked": lambda guard, moment: guard.parent_asked == moment.parent_asked,
    "turn": lambda guard, moment: _in(guard.turn, moment.turn),
    "stay": lambda guard, moment: _in(guard.stay, moment.stay),
    "words": lambda guard, moment: _in(guard.words, moment.reading.words),
    "repeats": lambda guard, moment: _in(guard.repeats, moment.repeats),
    "missed": lambda guard, moment: _in(guard.missed, moment.missed),
    "understood": lambda guard, moment: guard.understood == understood(moment.reading),
    "conditions": lambda guard, moment: all(holds(one, moment) for one in guard.conditions),
    "some": lambda guard, moment: any(holds(one, moment) for one in guard.some),
    "unless": lambda guard, moment: not any(holds(one, moment) for one in guard.unless),
}
"""For each field of a guard whether it is so; only asked of fields that are given."""
