"""What pages and chat show of the trainer's room. Sentences of content are ready; labels are the front's."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.model.ids import ModuleId, MoveId, PersonaId, TechniqueId
from bot.model.session import Mood
from bot.practice.messages import Messages
from bot.practice.ports import TeacherId
from bot.practice.room.records import Assignment, Comment, Group, Member, Trainer


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A participant in the overview: what was practised, without any judgement."""

    id: TeacherId
    name: str
    talks: int
    """Ended and open conversations in which something was said; repeated moments not counted."""
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
class SharedTalk:
    """A shared conversation in a list."""

    session: str
    teacher: TeacherId
    teacher_name: str
    persona: PersonaId
    persona_name: str
    started: datetime
    outcome: str
    """Title of the ending; empty when it was stopped halfway or is still going on."""
    good: bool
    turns: int
    shared: datetime
    comments: int
    branch: bool
    """Whether it does a moment of an earlier conversation again."""


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
class Piece:
    """A stretch of a line; with moves it is the evidence of a recognition."""

    text: str
    moves: tuple[str, ...] = ()
    """Titles."""
    certainty: str = ""
    """`sure`, `likely` or `unsure`; the surest."""


@dataclass(frozen=True, slots=True)
class SeenMove:
    """A move that was recognised in a line."""

    move: MoveId
    title: str
    words: str
    certainty: str
    corrected: str
    """Title of what a trainer made of it; empty when nobody did, a dash when it is no move at all."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why the mood changed."""

    title: str
    tension: int
    trust: int


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One turn as the trainer reads it."""

    number: int
    parent: str
    """What the parent had said just before."""
    text: str
    pieces: tuple[Piece, ...]
    """The same text, cut up by its evidence."""
    moves: tuple[SeenMove, ...]
    added: tuple[str, ...]
    """Titles of moves that a trainer found where the program had none."""
    before: Mood
    after: Mood
    causes: tuple[Cause, ...]
    thought: str
    helped: bool
    meant: str
    """Title of the move that the teacher says was meant; empty when nothing was said."""
    comments: tuple["CommentView", ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What was said back."""

    name: str
    mine: bool
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment with the names of those who wrote."""

    comment: Comment
    trainer_name: str
    teacher_name: str
    mine: bool
    """Whether the reader wrote it."""
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class TalkObservation:
    """A top, a tip or a technique mark of the debrief, as it stands and as a trainer corrected it."""

    technique: TechniqueId
    title: str
    mark: str
    """`seen`, `open` or `none`."""
    kind: str
    """`top`, `tip` or empty when it was not said."""
    turn: int
    """0 when it rests on the whole."""
    quote: str
    text: str
    corrected: str
    """What a trainer made of the mark; empty when nobody did."""


@dataclass(frozen=True, slots=True)
class TalkPage:
    """A shared conversation with all that was seen in it."""

    talk: SharedTalk
    opening: tuple[str, ...]
    lines: tuple[TalkLine, ...]
    ending: tuple[str, ...]
    """What the parent said last."""
    story: str
    in_role: str
    """The parent looking back."""
    moods: tuple[Mood, ...]
    """At the start and after each turn."""
    observations: tuple[TalkObservation, ...]
    steps: tuple[tuple[str, str], ...]
    """(title, mark): mark is `done`, `early` or `missed`."""
    steps_title: str
    comments: tuple[CommentView, ...]
    """On the conversation as a whole."""
    moves: tuple[tuple[MoveId, str], ...]
    """Every move and its title, to choose from in a correction."""
    until: date
    """When it is deleted."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that would be otherwise, as two short texts."""

    what: str
    """`moves`, `tension`, `trust`, `state`, `reply`, `top`, `tip`, `technique`, `step`."""
    title: str
    """Such as the name of the technique."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction and what it would change."""

    turn: int
    words: str
    was: str
    """Title."""
    becomes: str
    """Title."""
    differences: tuple[Difference, ...]


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
    letters: Messages
    """What waits to be read."""
