"""Readings made by hand, so that the play is tested apart from understanding."""

from bot.model.ids import GrantId, MoveId, TopicId
from bot.model.reading import Certainty, GrantHit, Reading, Recognition, Span, TopicHit


def reading(
    *moves: str,
    text: str = "dit is een bericht",
    asked: tuple[str, ...] = (),
    grants: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
    attributes: tuple[str, ...] = (),
    certainty: Certainty = Certainty.SURE,
    **echoes: str,
) -> Reading:
    span = Span(0, len(text))
    return Reading(
        text=text,
        recognitions=tuple(Recognition(MoveId(move), (span,), text, "test:1", certainty) for move in moves),
        topics=tuple(TopicHit(TopicId(topic), span) for topic in topics),
        grants=tuple(GrantHit(GrantId(grant), span) for grant in grants),
        asked=asked,
        echoes=tuple(echoes.items()),
        attributes=frozenset(attributes),
        words=len(text.split()),
    )
