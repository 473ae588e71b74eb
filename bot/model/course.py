"""The training as data: modules, techniques, and how a debrief is made of turns."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model.guard import Guard, Range
from bot.model.ids import EventId, FlagId, ModuleId, MoveId, TechniqueId

Sentences = tuple[str, ...]
"""Ways to say the same thing; the coach takes one, a shorter one where room is short."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A condition over a whole conversation; every field that is given must hold."""

    turn: Guard | None = None
    """Some turn for which this guard holds (the guard is replayed over the turns)."""
    times: Range = Range(least=1)
    """How many turns must do so."""
    mood: str = ""
    """What those turns did to the mood: `eased` (better), `held` (not worse), `worse`; empty is anything."""
    within: int = 0
    """Only the first so many turns are looked at; 0 is all."""
    half: bool = False
    """Only the first half of the turns is looked at."""
    share: tuple[frozenset[MoveId], frozenset[MoveId], int] | None = None
    """(moves, of moves, per cent): the first make up at least this share of the second."""
    order: tuple[frozenset[MoveId], frozenset[MoveId]] | None = None
    """The first occurrence of the one comes before the first of the other (or the other never comes)."""
    assent: bool = False
    """Whether those turns only count when the parent went along; where that is not known, `mood` held."""
    flag: frozenset[FlagId] = frozenset()
    """One of these flags was set in the course of the conversation."""
    layers: Range | None = None
    """How many hidden layers of the parent opened (flags that have a title)."""
    complaint: bool | None = None
    """Whether the parent is one who brings a complaint."""
    event: frozenset[EventId] = frozenset()
    """One of these events occurred."""
    none: tuple["Evidence", ...] = ()
    every: tuple["Evidence", ...] = ()
    some: tuple["Evidence", ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """When an event or a score is no ground for criticism: another move was seen, however unsurely."""

    of: EventId
    seen: frozenset[MoveId]
    """One of these, in the message itself or before."""
    back: int = 0
    """How many messages back these count; 0 is all."""
    earlier: frozenset[MoveId] = frozenset()
    """Or one of these, in any message before."""
    least: int = 0
    """What a score then counts as, at the least; an event then did not occur."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A kind of weak moment, and what to say about it."""

    id: str
    title: str
    """What the moment is called, as in "Ik lees dat als {title}"."""
    when: Guard
    moves: frozenset[MoveId]
    """Whose words are quoted; empty is the whole message."""
    mood: str = ""
    """As in `Evidence.mood`."""
    tip: Sentences = ()
    """What happened; empty falls back on the general sentences for a moment."""
    effect: Mapping[str, Sentences] = field(default_factory=dict)
    """How the parent probably heard it; keys as in `alternative`."""
    alternative: Mapping[str, Sentences] = field(default_factory=dict)
    """Better lines, by `persona.grant`, `persona.topic`, `persona.state`, `persona.flag`, `persona` or `any`.

    The first that is there: what the teacher spoke of, where the parent stood, what was on the table by then.
    """
    mandate: str = ""
    """`promise`: no slip when only what may be given was promised."""
    relief: bool = False
    """It felt good at the time and cost something later."""
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Technique:
    """Something that the training teaches and that shows in a transcript."""

    id: TechniqueId
    module: ModuleId
    title: str
    occasion: Evidence | None
    """Only scored when this holds; None is always."""
    seen: Evidence
    """When it counts as seen in the conversation as a whole."""
    quote: Guard
    """Which turn may be praised for it; what the praise says must be true whenever this holds."""
    moves: frozenset[MoveId]
    """Whose words are quoted."""
    top: Mapping[str, Sentences] = field(default_factory=dict)
    """Praise: `opened` (a hidden layer), `eased` (tension fell), `trusted` (trust grew), else `any`."""
    missed: Sentences = ()
    """When it was not recognised though there was occasion: a question, never a conclusion."""
    alternative: Mapping[str, Sentences] = field(default_factory=dict)
    """Lines for when it was missed; keys as in `Slip.alternative`."""
    slips: tuple[Slip, ...] = ()
    chance: Guard | None = None
    """Which turn would have been the place for it: the last that fits; None is the last turn."""
    invitation: Sentences = ()
    mandate: str = ""
    """`promise`: no praise for promising what may not be given; `refusal`: none for refusing what may."""
    assent: bool = False
    """Praised only when the parent went along."""
    certain: int = 0
    """A likely move is praised from this chance on, in per cent; above 100 never; 0 is the course's own."""
    beside: frozenset[MoveId] = frozenset()
    """Moves whose sentences next to the words belong in the quote."""
    retells: bool = False
    """Its lines repeat what the parent told: only those are suggested of which that is so in this talk."""
    missed_when_worse: bool = False
    """Only missed where the mood got worse for want of it."""
    only_seen: bool = False
    """Praised only when the conversation as a whole shows it."""
    weight: int = 1
    """What goes first when several could be said."""


@dataclass(frozen=True, slots=True)
class Module:
    """One of the modules of the training."""

    id: ModuleId
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Step:
    """One of the O's: a step of handling a complaint, in order."""

    id: str
    title: str
    explanation: str
    evidence: Evidence
    after: str
    """Id of the step before which it is too early; empty for none."""
    slip: str
    """Said when it was not recognised."""
    early: str = ""
    """Said when it came too early."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A way to look at the whole conversation, as a sentence."""

    id: str
    title: str
    least: int
    """Fewer counted moves than this: too little to say anything."""
    too_little: str
    axes: Mapping[str, tuple[Guard, ...]]
    """Each axis counts, for each of its guards, the turns in which it holds."""
    sentences: tuple[tuple[Mapping[str, Range], str], ...] = ()
    """First whose ranges fit; keys are axes, in per cent of the number of messages."""
    largest: Mapping[str, str] = field(default_factory=dict)
    """Or: the sentence of the largest axis."""
    tie: str = ""
    """Said when no axis is the largest or no sentence fits."""
    lead: int = 1
    """By how much the largest axis must be ahead."""
    doubtful: frozenset[MoveId] = frozenset()
    """Too little is said when these were perhaps there, and not surely, in a quarter of the messages."""


@dataclass(frozen=True, slots=True)
class Course:
    """The training."""

    title: str
    modules: tuple[Module, ...]
    techniques: tuple[Technique, ...]
    steps: tuple[Step, ...]
    steps_title: str
    profiles: tuple[Profile, ...]
    sentences: Mapping[str, Sentences]
    """Fixed pieces of the debrief by name (`moment`, `invitation`, `nothing_went_well` …)."""
    thresholds: Mapping[str, int]
    tagged: frozenset[MoveId] = frozenset()
    """Moves that a short question can show ("is that so?"): what stands before it is quoted."""
    needed_words: Mapping[MoveId, frozenset[str]] = field(default_factory=dict)
    """Moves that only count in a sentence with one of these words or phrases."""
    least_chance: Mapping[MoveId, int] = field(default_factory=dict)
    """Moves that do not count when likely with a smaller chance than this, in per cent."""
    doubts: tuple[Doubt, ...] = ()
    """When no criticism is given after all."""
    tag_words: frozenset[str] = frozenset()
    """A short question with one of these words only checks what stands before it."""
    never_quoted: frozenset[str] = frozenset()
    """Words that say nothing on their own: a move that rests on these alone does not count."""
    fillers: frozenset[str] = frozenset()
    """Words that are left out at the start of a quote."""
    cut_before: frozenset[str] = frozenset()
    """Words before which a quote that is too long may be cut."""
    no_praise: Guard | None = None
    """A turn for which this holds is never praised, whatever else is in it."""
    never_beside: frozenset[MoveId] = frozenset()
    """Nor a turn with one of these, however unsure."""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One judgement of a technique, with its evidence."""

    technique: TechniqueId
    """Empty for a kind word that rests on no technique."""
    module: ModuleId
    kind: str
    """`top`, `tip`, or `attempt`: a kind word where no top could be given."""
    turn: int
    """Number of the turn it rests on; 0 when it rests on the whole."""
    quote: str
    """The teacher's literal words; empty when it rests on the whole."""
    text: str
    effect: str = ""
    alternative: str = ""
    invitation: str = ""
    helped: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a technique fared."""

    technique: TechniqueId
    module: ModuleId
    title: str
    mark: str
    """`seen`, `open` (occasion, not recognised) or `none` (no occasion)."""
    turns: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class StepMark:
    """How a step of the complaint list fared."""

    id: str
    title: str
    mark: str
    """`done`, `early` or `missed`."""
    turn: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Debrief:
    """The feedback on a session; sentences are ready to be shown."""

    persona: str
    outcome: str
    outcome_title: str
    good: bool
    story: str
    in_role: str
    tops: tuple[Observation, ...]
    tip: Observation | None
    steps: tuple[StepMark, ...]
    steps_scored: bool
    verdicts: tuple[Verdict, ...]
    profiles: tuple[tuple[str, str], ...]
    """Pairs (title, sentence)."""
    unsure: tuple[int, ...]
    """Turns with something that was not surely understood."""
    notes: tuple[str, ...] = ()
    """Honest remarks: too short, much not understood, helped …"""
    moods: tuple[tuple[int, int], ...] = ()
    """(tension, trust) at the start and after each turn."""
