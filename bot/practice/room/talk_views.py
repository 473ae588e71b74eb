"""What pages and chat show of one conversation, and of a correction of it."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.model.ids import MoveId, PersonaId, TechniqueId
from bot.model.session import Mood
from bot.practice.ids import TeacherId
from bot.practice.room.records import Comment


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
    apart: str = ""
    """`wrong`, `warmup` or `branch`, see `bot.practice.runs.set_apart`."""


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
