"""A practice conversation and its turns, as facts."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.ids import (
    EventId,
    FlagId,
    GrantId,
    LineId,
    MoveId,
    OutcomeId,
    PersonaId,
    RuleId,
    StateId,
    TopicId,
)
from bot.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Mood:
    """Tension and trust, 0-10 each."""

    tension: int
    trust: int


@dataclass(frozen=True, slots=True)
class MoodChange:
    """Why the mood changed: a move, an event or a rule, and by how much."""

    cause: str
    """Id of the move, event or rule."""
    tension: int
    trust: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One teacher message and what it brought about."""

    number: int
    """From 1."""
    parent: str
    """What the parent had said just before."""
    reading: Reading
    events: tuple[EventId, ...]
    scores: Mapping[EventId, int]
    rule: RuleId
    """The rule that fired; the state's fallback has a rule id too."""
    state_before: StateId
    state_after: StateId
    before: Mood
    after: Mood
    changes: tuple[MoodChange, ...]
    reply: tuple[str, ...]
    """The parent's bubbles as said."""
    said: tuple[LineId, ...]
    thought: str
    flags: tuple[FlagId, ...] = ()
    """Flags that this turn set."""
    outcome: OutcomeId | None = None
    helped: str = ""
    """The level of help that the teacher had asked for just before this message; empty when none."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a session stands: all that the next turn needs. Small, and stored with every turn."""

    persona: PersonaId
    seed: int
    state: StateId
    mood: Mood
    difficulty: str = ""
    turn: int = 0
    """Number of teacher messages so far."""
    stay: int = 0
    """Messages since the parent entered this state."""
    flags: frozenset[FlagId] = frozenset()
    history: tuple[tuple[MoveId, ...], ...] = ()
    """The moves of each message so far."""
    phrases: tuple[tuple[str, int], ...] = ()
    """How often the teacher used which words for a move."""
    missed: int = 0
    """Messages in a row that were not understood."""
    said: tuple[tuple[LineId, int], ...] = ()
    """When each line was last said (turn number)."""
    last_said: str = ""
    """The parent's last bubbles, joined; what the next message is read against."""
    form: str = ""
    """How the teacher last addressed the parent: `u`, `je` or empty."""
    outcome: OutcomeId | None = None
    path: tuple[StateId, ...] = ()
    """The states that the parent came from, the last one last; a rule that leads back takes one off."""
    topics: tuple[tuple[TopicId, int], ...] = ()
    """In how many messages so far each topic came up."""
    grants: tuple[tuple[GrantId, int], ...] = ()
    """In how many messages so far each mandate item came up."""
