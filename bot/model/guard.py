"""The one small language of conditions, shared by state rules, reactions, events and techniques."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from bot.model.ids import EventId, FlagId, GrantId, MoveId, StateId, TopicId


@dataclass(frozen=True, slots=True)
class Range:
    """An inclusive range of whole numbers, written `">=3"`, `"<2"`, `"4-6"` or `"0"` in YAML."""

    least: int = -(10**9)
    most: int = 10**9

    def __contains__(self, number: object) -> bool:
        """Say whether a number lies in the range."""
        return isinstance(number, int) and self.least <= number <= self.most


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition; every field that is given must hold. An empty guard always holds.

    Moves may be named by the id of a move or of a move group; groups are expanded when content is compiled,
    so a guard only ever holds move ids.
    """

    moves: frozenset[MoveId] = frozenset()
    """At least one of these moves in this message (sure or likely)."""
    every: tuple[frozenset[MoveId], ...] = ()
    """Of each of these sets at least one move in this message."""
    without: frozenset[MoveId] = frozenset()
    """None of these moves in this message."""
    attributes: frozenset[str] = frozenset()
    """All of these attributes, on the message or on one of its recognitions (of `moves`, when given)."""
    no_moves: bool | None = None
    """Whether there is no move at all (sure or likely) in this message."""
    surely: frozenset[MoveId] = frozenset()
    """At least one of these moves in this message is sure, and not only likely."""
    perhaps: frozenset[MoveId] = frozenset()
    """The most probable of the unsure moves in this message is one of these."""
    topics: frozenset[TopicId] = frozenset()
    """At least one of these topics in this message."""
    parent_topics: frozenset[TopicId] = frozenset()
    """The message asks something, and the parent's last words were about at least one of these topics."""
    every_topic: frozenset[TopicId] = frozenset()
    """All of these topics in this message."""
    grants: frozenset[GrantId] = frozenset()
    """At least one of these mandate items in this message."""
    every_grant: frozenset[GrantId] = frozenset()
    """All of these mandate items in this message."""
    asked: frozenset[str] = frozenset()
    """At least one of these questions (ids of `answers`) was asked in this message."""
    echoes: frozenset[str] = frozenset()
    """Each of these echoes (such as `day`) can be filled from this message."""
    events: frozenset[EventId] = frozenset()
    """At least one of these derived events in this message."""
    scores: Mapping[EventId, Range] = field(default_factory=dict)
    """Each of these derived scores (such as the quality of a boundary) lies in its range."""
    states: frozenset[StateId] = frozenset()
    """The parent is in one of these states, before this message."""
    tension: Range | None = None
    """Tension before this message."""
    trust: Range | None = None
    """Trust before this message."""
    flags: frozenset[FlagId] = frozenset()
    """All of these flags are up."""
    no_flags: frozenset[FlagId] = frozenset()
    """None of these flags is up."""
    count: tuple[tuple[frozenset[MoveId], Range], ...] = ()
    """How many messages so far, this one included, held one of these moves."""
    before: tuple[tuple[frozenset[MoveId], Range], ...] = ()
    """How many earlier messages, this one not included, held one of these moves."""
    in_a_row: tuple[tuple[frozenset[MoveId], Range], ...] = ()
    """How many messages in a row, up to this one, held one of these moves."""
    topic_count: Mapping[TopicId, Range] = field(default_factory=dict)
    """In how many messages so far, this one included, each of these topics came up."""
    grant_count: Mapping[GrantId, Range] = field(default_factory=dict)
    """In how many messages so far, this one included, each of these mandate items came up."""
    parent_asked: bool | None = None
    """Whether the parent ended with a question just before this message."""
    turn: Range | None = None
    """The number of this message in the conversation, from 1."""
    stay: Range | None = None
    """How many messages the parent has now had in this state, this one included, from 1."""
    words: Range | None = None
    """How many words the message has."""
    repeats: Range | None = None
    """How often the teacher has now used these very words for a move (parroting), from 1."""
    missed: Range | None = None
    """How many messages in a row, up to this one, were not understood."""
    understood: bool | None = None
    """Whether a move, a question or a topic was understood at all."""
    conditions: tuple["Guard", ...] = ()
    """All of these guards hold; in a file they stand under a name of their own."""
    some: tuple["Guard", ...] = ()
    """At least one of these guards holds."""
    unless: tuple["Guard", ...] = ()
    """None of these guards holds."""
    asks: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The names of the fields that are given."""

    def __post_init__(self) -> None:
        """Work out once which fields are given; false is a value, nothing and empty are not."""
        names = (one.name for one in fields(self) if one.init)
        given = ((name, getattr(self, name)) for name in names)
        object.__setattr__(self, "asks", tuple(name for name, value in given if value or value is False))


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule, reaction or event does besides speaking."""

    tension: int = 0
    trust: int = 0
    set: frozenset[FlagId] = frozenset()
    clear: frozenset[FlagId] = frozenset()
