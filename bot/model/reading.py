"""What was understood of one teacher message."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.model.ids import GrantId, MoveId, TopicId


class Certainty(StrEnum):
    """How far a recognition may be relied on; the parent and the coach act on the first two."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Span:
    """Part of the message as the teacher typed it, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Recognition:
    """A move found in a message, with the words that showed it."""

    move: MoveId
    spans: tuple[Span, ...]
    """At least one; in order. Several when a phrase has gaps."""
    words: str
    """The clause or sentence to quote to the teacher, literally from the message."""
    rule: str
    """What found it: `file:line` of a phrase, or the id of the nearest example."""
    certainty: Certainty
    attributes: frozenset[str] = frozenset()
    """Such as `target:child`, `kind:rules`, `has_reason`, `tentative`; named in the lexicon."""
    chance: int = 0
    """How probable the examples make it, in per cent; 0 when phrases decided alone."""

    def touches(self, other: "Recognition") -> bool:
        """Say whether both rest on the same words, or on some of them."""
        return self.words == other.words or any(
            one.start < two.end and two.start < one.end for one in self.spans for two in other.spans
        )


@dataclass(frozen=True, slots=True)
class TopicHit:
    """A topic of the persona that the message touches."""

    topic: TopicId
    span: Span


@dataclass(frozen=True, slots=True)
class GrantHit:
    """An item of the persona's mandate (allowed or forbidden) that the message speaks of."""

    grant: GrantId
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one message."""

    text: str
    """The message as read (personal data already masked by the caller)."""
    recognitions: tuple[Recognition, ...] = ()
    """In order of first appearance; unsure ones included."""
    topics: tuple[TopicHit, ...] = ()
    grants: tuple[GrantHit, ...] = ()
    asked: tuple[str, ...] = ()
    """Ids of the persona's `answers` whose question was asked, best first."""
    echoes: tuple[tuple[str, str], ...] = ()
    """Pairs (name, words) of safe pieces of the message that a line may repeat, such as a day."""
    attributes: frozenset[str] = frozenset()
    """Of the whole message, such as `form:u`, `form:je`, `question`, `sneer`, `shouting`."""
    words: int = 0
    asked_at: tuple[Span, ...] = ()
    """For each of `asked` where its words stand; empty when that is not known."""
    parent_topics: tuple[TopicId, ...] = ()
    """When the message asks something: what the parent's own last words, asked back at, were about."""

    def guess(self) -> MoveId | None:
        """Return the most probable of the unsure moves, the first of equals; None when there is none."""
        unsure = (one for one in self.recognitions if one.certainty is Certainty.UNSURE)
        best = max(unsure, key=lambda one: one.chance, default=None)
        return best.move if best else None

    def doubts(self) -> tuple[Recognition, ...]:
        """Return what is unsure, save where something sure was found in the same words."""
        sure = [one for one in self.recognitions if one.certainty is Certainty.SURE]
        return tuple(
            found
            for found in self.recognitions
            if found.certainty is Certainty.UNSURE and not any(found.touches(one) for one in sure)
        )

    def moves(self, *certainties: Certainty) -> tuple[MoveId, ...]:
        """Return the distinct moves of these certainties, in order; sure and likely when none is given."""
        wanted = certainties or (Certainty.SURE, Certainty.LIKELY)
        found = (r.move for r in self.recognitions if r.certainty in wanted)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class LabelledMessage:
    """A message with the labels of an annotator; `clauses` says which words show which move."""

    text: str
    parent: str = ""
    persona: str = ""
    moves: tuple[MoveId, ...] = ()
    maybe: tuple[MoveId, ...] = ()
    core: tuple[MoveId, ...] = ()
    clauses: tuple[tuple[MoveId, str], ...] = field(default=())
    hand: str = ""
    id: str = ""
