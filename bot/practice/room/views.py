"""What pages and chat show of the trainer's room. Sentences of content are ready; labels are the front's."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.model.ids import ModuleId, MoveId, TechniqueId
from bot.model.session import Mood
from bot.practice.ids import TeacherId
from bot.practice.room.records import Assignment, Group, Letter, Member, Trainer
from bot.practice.room.talk_views import CommentView, SharedTalk, TalkPage


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A participant in the overview: what was practised, without any judgement."""

    id: TeacherId
    name: str
    talks: int
    """Ended and open conversations in which something was said; those that are set apart not counted."""
    parents: tuple[tuple[str, int], ...]
    """(short name of the parent, number of conversations)."""
    last: datetime | None
    shared: int
    """How many conversations this group's trainers may read."""


@dataclass(frozen=True, slots=True)
class TechniqueRow:
    """How many participants showed a technique; counts of people, never who."""

    technique: TechniqueId
    module: ModuleId
    title: str
    seen: int
    """Participants in whom it was seen at least once."""
    open: int
    """Participants who had occasion for it and in whom it was never seen."""
    of: int
    """Participants who had occasion."""


@dataclass(frozen=True, slots=True)
class GroupPicture:
    """The group in figures; empty rows below five participants who practised."""

    practised: int
    """Participants who finished a conversation."""
    needed: int
    """From how many on there are figures."""
    rows: tuple[TechniqueRow, ...] = ()
    """By module, in the order of the course."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A moment of a shared conversation: what was said before, the line, the reply."""

    session: str
    turn: int
    teacher_name: str
    """Empty in the presentation view."""
    persona_name: str
    parent: str
    line: str
    reply: tuple[str, ...]
    thought: str
    before: Mood
    after: Mood
    moves: tuple[str, ...]
    """Titles of what was recognised, surely or likely."""
    apart: str = ""
    """`wrong`, `warmup` or `branch`, see `bot.practice.runs.set_apart`."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line of a shared conversation of which the teacher said that the program was wrong or unsure."""

    session: str
    turn: int
    teacher_name: str
    line: str
    kind: str
    """`meant`: the teacher named the move; `wrong`: an observation was not right."""
    value: str
    """Title of the move or technique; empty when none of the offered moves was meant."""
    move: MoveId | None
    """The move that was meant, to take over in a correction."""


@dataclass(frozen=True, slots=True)
class GroupOverview:
    """One screen for the ten minutes before a session."""

    group: Group
    members: tuple[MemberRow, ...]
    picture: GroupPicture
    moments: tuple[Fragment, ...]
    """The richest shared ones, at most five."""
    doubts: tuple[Doubt, ...]
    assignments: tuple["AssignmentRow", ...]
    next_date: date | None


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """An assignment, for whom it is, and who practised since it was given."""

    assignment: Assignment
    module_title: str
    teacher_name: str
    """Empty for the whole group."""
    practised: int
    """How many of those asked finished a conversation since."""
    of: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in a list."""

    group: Group
    members: int
    next_date: date | None


@dataclass(frozen=True, slots=True)
class GroupDetails:
    """What managing a group needs."""

    group: Group
    link: str
    """Where a participant joins in Telegram; empty without a bot."""
    page: str
    """Address of the practice page, where the code is typed; empty when it is not known."""
    members: tuple[Member, ...]
    trainers: tuple[Trainer, ...]


@dataclass(frozen=True, slots=True)
class TechniqueProgress:
    """How a technique fared over the shared conversations of one teacher, in words."""

    technique: TechniqueId
    module: ModuleId
    title: str
    text: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeacherProgress:
    """One participant as far as was shared."""

    member: Member
    talks: tuple[SharedTalk, ...]
    """Oldest first."""
    techniques: tuple[TechniqueProgress, ...]
    plan: tuple[str, ...]
    """The goals, oldest first; empty when the plan is not shared."""
    comments: tuple[CommentView, ...]
    """On the plan."""


@dataclass(frozen=True, slots=True)
class SharePreview:
    """What a trainer will see when this is shared, and with whom it can be."""

    page: TalkPage
    groups: tuple[Group, ...]
    shared_with: tuple[str, ...]
    """Ids of the groups with which it is shared already."""
    trainers: tuple[str, ...]
    """The names of those who will read it."""
    masked: int
    """How many lines lose something that looks like a name now, on top of what was taken out before."""


@dataclass(frozen=True, slots=True)
class LookRow:
    """Who opened something of mine."""

    who: str
    what: str
    """`talk`, `progress`, `plan`, `export`, `moment`."""
    talk: str
    """Which conversation, in words; empty for none."""
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnTalk:
    """A conversation of the reader's own, with whom it is shared and until when it is kept."""

    session: str
    persona_name: str
    started: datetime
    outcome: str
    turns: int
    shared_with: tuple[str, ...]
    """Names of groups."""
    until: date
    apart: str = ""
    """`wrong`, `warmup` or `branch`, see `bot.practice.runs.set_apart`."""


@dataclass(frozen=True, slots=True)
class MyRoom:
    """What the teacher's side of the room shows."""

    groups: tuple[tuple[Group, Member, tuple[str, ...]], ...]
    """Group, me in it, the names of its trainers."""
    talks: tuple[OwnTalk, ...]
    """Newest first."""
    comments: tuple[CommentView, ...]
    """Newest first."""
    assignments: tuple[AssignmentRow, ...]
    looks: tuple[LookRow, ...]
    letters: tuple[Letter, ...]
    """What waits to be read, oldest first."""
