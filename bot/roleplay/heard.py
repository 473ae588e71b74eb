"""Places a message in its conversation: which turn it is, what went before, what follows from it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypeVar

from bot.model.ids import EventId, GrantId, TopicId
from bot.model.lexicon import Event
from bot.model.moment import Moment, asks, holds, missed_after
from bot.model.reading import Certainty, Reading
from bot.model.session import Position

_FORMS: Final = ("form:u", "form:je")
SWITCH: Final = "form:switch"
"""Attribute of a message that addresses the parent differently from before."""
Name = TypeVar("Name", TopicId, GrantId)
_WORD: Final = re.compile(r"\w+")


def hear(position: Position, reading: Reading, events: tuple[Event, ...]) -> Moment:
    """Return the moment of a message, with the events and scores that follow from it."""
    if form_of(reading) and position.form and form_of(reading) != position.form:
        reading = replace(reading, attributes=reading.attributes | {SWITCH})
    moment = Moment(
        reading=reading,
        state=position.state,
        mood=position.mood,
        flags=position.flags,
        history=position.history,
        turn=position.turn + 1,
        stay=position.stay + 1,
        missed=missed_after(position.missed, reading),
        repeats=max((times for _, times in _repeated(position, reading)), default=1),
        previous=position.path[-1] if position.path else None,
        topics=dict(position.topics),
        grants=dict(position.grants),
        parent_asked=asks(position.last_said),
    )
    return derive(moment, events)


def derive(moment: Moment, events: Iterable[Event]) -> Moment:
    """Return the moment with its events and scores; an event sees those that stand before it."""
    for event in events:
        if not holds(event.when, moment):
            continue
        if event.points:
            points = sum(holds(point, moment) for point in event.points)
            moment = replace(moment, scores={**moment.scores, event.id: points})
        else:
            moment = replace(moment, events=moment.events | {EventId(event.id)})
    return moment


def form_of(reading: Reading) -> str:
    """Return how the message addresses the parent; empty when it does not, or does both."""
    forms = [form.partition(":")[2] for form in _FORMS if form in reading.attributes]
    return forms[0] if len(forms) == 1 else ""


def topics_after(position: Position, reading: Reading) -> tuple[tuple[TopicId, int], ...]:
    """Return in how many messages each topic came up, this message included."""
    return _counted(position.topics, (hit.topic for hit in reading.topics))


def grants_after(position: Position, reading: Reading) -> tuple[tuple[GrantId, int], ...]:
    """Return in how many messages each mandate item came up, this message included."""
    return _counted(position.grants, (hit.grant for hit in reading.grants))


def _counted(before: tuple[tuple[Name, int], ...], found: Iterable[Name]) -> tuple[tuple[Name, int], ...]:
    counts = dict(before)
    for name in dict.fromkeys(found):
        counts[name] = counts.get(name, 0) + 1
    return tuple(counts.items())


def phrases_after(position: Position, reading: Reading) -> tuple[tuple[str, int], ...]:
    """Return how often the teacher used which words for a move, this message included."""
    return tuple((dict(position.phrases) | dict(_repeated(position, reading))).items())


def _repeated(position: Position, reading: Reading) -> tuple[tuple[str, int], ...]:
    """Pair the words of this message's moves with how often they have been used by now."""
    used = dict(position.phrases)
    return tuple((words, used.get(words, 0) + 1) for words in _phrases(reading))


def _phrases(reading: Reading) -> tuple[str, ...]:
    found = (
        " ".join(_WORD.findall(reading.text[span.start : span.end].casefold()))
        for recognition in reading.recognitions
        if recognition.certainty is not Certainty.UNSURE
        for span in (recognition.spans[0],)
    )
    return tuple(dict.fromkeys(words for words in found if " " in words))
