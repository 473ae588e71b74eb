"""What the store keeps for the trainer's room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.model.ids import ModuleId, OutcomeId, PersonaId, TechniqueId
from bot.practice.ids import TeacherId
from bot.practice.messages import Messages


@dataclass(frozen=True, slots=True)
class Trainer:
    """Someone whom an admin named a trainer."""

    id: TeacherId
    name: str
    """As teachers see it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Teachers who follow the training together."""

    id: str
    name: str
    code: str
    """With this a teacher joins; it can be renewed."""
    dates: tuple[date, ...]
    """Of the sessions, in order."""
    made: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A teacher in a group."""

    group: str
    id: TeacherId
    name: str
    """The screen name that the teacher chose."""
    joined: datetime
    shares_plan: bool = False
    """Whether the trainer may read the action plan."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the feedback said when a conversation ended, small enough to count with."""

    techniques: Mapping[TechniqueId, str]
    """`seen`, `open` or `none`, see `Verdict`."""
    moments: tuple[tuple[int, int], ...] = ()
    """(turn, weight) of what is worth talking about, heaviest first."""
    good: bool = False
    unsure: int = 0
    """How many messages were not surely understood."""


@dataclass(frozen=True, slots=True)
class Practised:
    """A conversation of a group's member in which something was said."""

    session: str
    teacher: TeacherId
    persona: PersonaId
    started: datetime
    ended: datetime | None
    outcome: OutcomeId | None
    turns: int
    kind: str
    branch: bool
    shared: datetime | None
    """When it was shared with this group."""
    marks: Marks | None
    """None while nobody counted yet."""


@dataclass(frozen=True, slots=True)
class Share:
    """A conversation that its teacher shared with a group's trainers."""

    session: str
    group: str
    at: datetime


class About(StrEnum):
    """What a comment is about."""

    LINE = "line"
    TALK = "talk"
    PLAN = "plan"


class Kind(StrEnum):
    """What kind of comment it is."""

    TOP = "top"
    TIP = "tip"
    TRY = "try"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said back to a comment."""

    by: TeacherId
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """Words of a trainer to one teacher."""

    id: int
    """0 until it is stored."""
    group: str
    trainer: TeacherId
    teacher: TeacherId
    about: About
    kind: Kind
    session: str
    """Empty on the plan."""
    turn: int
    """0 unless it is about a line."""
    quote: str
    text: str
    at: datetime
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a trainer asks to practise."""

    id: str
    group: str
    teacher: TeacherId | None
    """None is for the whole group."""
    module: ModuleId
    text: str
    due: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """A trainer's better judgement of a recognised move or an observation."""

    id: int
    """0 until it is stored."""
    trainer: TeacherId
    session: str
    turn: int
    kind: str
    """`move` or `observation`."""
    words: str
    """The clause; masked. Empty for an observation."""
    was: str
    """Id of the move or technique that was recognised; empty when nothing was."""
    becomes: str
    """Id of the move that it is; for an observation `seen` or `open`; empty for neither."""
    at: datetime
    exported: datetime | None = None
    group: str = ""
    """As whose trainer it was made; the trainers of this group see it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Words for someone that wait to be sent or read."""

    number: int
    """Later letters have higher numbers."""
    messages: Messages


@dataclass(frozen=True, slots=True)
class Look:
    """That someone opened something of a teacher."""

    teacher: TeacherId
    who: str
    """The name of the trainer at that moment."""
    what: str
    """`talk`, `progress`, `plan`, `export`, `moment`."""
    session: str
    at: datetime
    by: TeacherId | None = None
    """The trainer; None when that is forgotten."""


@dataclass(frozen=True, slots=True)
class Age:
    """What decides how long a conversation is kept."""

    session: str
    teacher: TeacherId
    started: datetime
    shared: bool
    last_dates: tuple[date, ...] = field(default=())
    """The last session date of each group of this teacher that has dates."""
