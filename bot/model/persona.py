"""The parent: who they are, what moves them, where the conversation may go and what they say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model.guard import Effect, Guard, Range
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


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the parent may say."""

    id: LineId
    bubbles: tuple[str, ...]
    """One to three messages; may hold placeholders such as `{child}` or an echo such as `{day}`."""
    echoes: frozenset[str] = frozenset()
    """The echoes that must be there for this line to be said."""
    at: int = 0
    """Line number in the file, for the author."""


@dataclass(frozen=True, slots=True)
class Case:
    """Lines that are only said when a guard holds."""

    when: Guard
    lines: "Lines"


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines by mood band; `any` joins every band."""

    any: tuple[Line, ...] = ()
    low: tuple[Line, ...] = ()
    mid: tuple[Line, ...] = ()
    high: tuple[Line, ...] = ()
    cases: tuple[Case, ...] = ()
    """Tried first, in order: the lines of the first that fits and has something left to say."""

    def band(self, name: str) -> tuple[Line, ...]:
        """Return the lines for a band (`low`, `mid`, `high`): its own and those for any band."""
        own: tuple[Line, ...] = {"low": self.low, "mid": self.mid, "high": self.high}[name]
        return own + self.any

    def all(self) -> tuple[Line, ...]:
        """Return every line, whatever its band and its case."""
        within = tuple(line for case in self.cases for line in case.lines.all())
        return within + self.any + self.low + self.mid + self.high


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases in the author's phrase language, with the place where they stand."""

    rows: tuple[tuple[int, str], ...]
    """Pairs (line number, phrase)."""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """An item of the mandate (speelruimte): something that the teacher may or may not give."""

    id: GrantId
    text: str
    """As it stands on the dossier card."""
    allowed: bool
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that the parent hears in a message; never a move."""

    id: TopicId
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class Answer:
    """A plain question that the parent answers from the dossier."""

    id: str
    ask: Phrases
    lines: Lines
    when: Guard = Guard()
    effect: Effect = Effect()
    follow: bool | None = None
    """Whether the state's own line may come behind it; None leaves it to the engine."""
    beats: frozenset[str] = frozenset()
    """Other answers that wait when both were asked."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reaction to what was just said; the first that fits and has something left to say is taken."""

    id: RuleId
    when: Guard
    lines: Lines
    follow: bool | None = None
    """Whether the state's own line may come behind it; None leaves it to the engine."""


@dataclass(frozen=True, slots=True)
class MoodStep:
    """What a move does to the mood, when its guard holds."""

    when: Guard
    tension: int
    trust: int


@dataclass(frozen=True, slots=True)
class Rule:
    """When the parent changes state, and what that brings."""

    id: RuleId
    when: Guard
    to: StateId
    effect: Effect = Effect()
    lines: Lines = Lines()
    """Said instead of the reaction and the state's own lines, when there are any."""
    thought: str = ""
    at: int = 0
    back: bool = False
    """Whether it leads to the state before this one; then `to` is empty."""


@dataclass(frozen=True, slots=True)
class Tip:
    """Help on request, at three levels."""

    parent: str
    """What is going on with the parent."""
    move: str
    """Which kind of move may help."""
    example: str
    """A line that the teacher could say."""


@dataclass(frozen=True, slots=True)
class State:
    """Where the conversation stands for the parent."""

    id: StateId
    title: str
    enter: Lines
    stay: Lines
    unclear: Lines
    """Said when nothing was understood; falls back on the persona's own `unclear`."""
    rules: tuple[Rule, ...]
    tip: Tip | None = None
    outcome: OutcomeId | None = None
    """A state with an outcome ends the conversation."""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A named ending."""

    id: OutcomeId
    title: str
    good: bool
    story: str
    """What happened afterwards, two or three sentences."""
    in_disguise: bool = False
    """A bad ending that felt good: giving in."""
    lukewarm: bool = False
    """Neither good nor bad: a friendly talk in which nothing was agreed."""


@dataclass(frozen=True, slots=True)
class Reflection:
    """What the parent says in the debrief, in the role, about a moment of the conversation."""

    when: Guard
    text: str
    """With `{quote}`, the teacher's words."""
    hurt: bool
    """About a moment that hurt (or, when false, that helped)."""


@dataclass(frozen=True, slots=True)
class Thought:
    """What goes through the parent's mind at a message."""

    when: Guard
    text: str


@dataclass(frozen=True, slots=True)
class Difficulty:
    """How hard the parent makes it."""

    id: str
    title: str
    tension: int = 0
    """Added to the tension at the start."""
    trust: int = 0
    soften: int = 100
    """Per cent of every relief that counts."""
    harden: int = 100
    """Per cent of every rise that counts."""


@dataclass(frozen=True, slots=True)
class WarmUp:
    """Where a warm-up of a few turns begins: a hard moment, in the middle of a conversation."""

    state: StateId
    line: Line
    """What the parent says then."""
    tension: int
    trust: int


@dataclass(frozen=True, slots=True)
class Persona:
    """A parent as compiled from a file."""

    id: PersonaId
    name: str
    short: str
    """First name or how the bot calls the parent."""
    teaser: str
    """One sentence in the list of parents."""
    you: str
    """Who the teacher is in this conversation."""
    card: str
    """The dossier card, without the mandate."""
    values: Mapping[str, str]
    """What placeholders in lines stand for, such as `child`."""
    names: frozenset[str]
    """Names that belong to the exercise (lower case), never masked as personal data."""
    grants: tuple[Grant, ...]
    topics: tuple[Topic, ...]
    answers: tuple[Answer, ...]
    tension: int
    trust: int
    bands: Mapping[str, Range]
    """`low`, `mid` and `high` tension."""
    reactions: Mapping[MoveId, tuple[MoodStep, ...]]
    event_steps: Mapping[EventId, MoodStep]
    """What derived events do to the mood."""
    start: StateId
    opening: Line
    everywhere: tuple[Rule, ...]
    """Rules tried before the rules of any state."""
    states: Mapping[StateId, State]
    replies: tuple[Reply, ...]
    unclear: Lines
    silence: Lines
    outcomes: Mapping[OutcomeId, Outcome]
    thoughts: tuple[Thought, ...]
    reflections: tuple[Reflection, ...]
    complaint: bool
    """Whether the parent brings a complaint, so that the course's complaint steps are scored."""
    flags: frozenset[FlagId] = frozenset()
    flag_titles: Mapping[FlagId, str] = field(default_factory=dict)
    """What a hidden layer is called on screen."""
    difficulties: Mapping[str, Difficulty] = field(default_factory=dict)
    address: str = "u"
    last_turn: int = 40
    """After this many messages the parent ends the conversation."""
    last_outcome: OutcomeId | None = None
    agreeing: frozenset[StateId] = frozenset()
    """The states in which the parent goes along with what was said; empty is not known."""
    resisting: frozenset[StateId] = frozenset()
    """The states in which the parent objects, repeats the demand or is about to leave."""
    warm_up: WarmUp | None = None
    """None: a warm-up begins where a conversation begins."""
    digest: str = ""
    """Of the file's text; sessions keep it."""
