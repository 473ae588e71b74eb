"""The training as data: modules, techniques, and how a debrief is made of turns."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model.guard import Guard, Range
from bot.model.ids import EventId, FlagId, ModuleId, MoveId, TechniqueId


@dataclass(frozen=True, slots=True)
class Evidence:
    """A condition over a whole conversation; every field that is given must hold."""

    turn: Guard | None = None
    """Some turn for which this guard holds (the guard is replayed over the turns)."""
    times: Range = Range(least=1)
    """How many turns must do so."""
    within: int = 0
    """Only the first so many turns are looked at; 0 is all."""
    share: tuple[frozenset[MoveId], frozenset[MoveId], int] | None = None
    """(moves, of moves, per cent): the first make up at least this share of the second."""
    order: tuple[frozenset[MoveId], frozenset[MoveId]] | None = None
    """The first occurrence of the one comes before the first of the other (or the other never comes)."""
    flag: frozenset[FlagId] = frozenset()
    """One of these flags was set in the course of the conversation."""
    event: frozenset[EventId] = frozenset()
    """One of these events occurred."""
    none: tuple["Evidence", ...] = ()
    every: tuple["Evidence", ...] = ()
    some: tuple["Evidence", ...] = ()


@dataclass(frozen=True, slots=True)
class Technique:
    """Something that the training teaches and that shows in a transcript."""

    id: TechniqueId
    module: ModuleId
    title: str
    occasion: Evidence | None
    """Only scored when this holds; None is always."""
    seen: Evidence
    """When it counts as seen."""
    quote: Guard
    """Which turn is quoted for it (the best of those that fit)."""
    moves: frozenset[MoveId]
    """Whose words are quoted."""
    slip: Guard | None
    """Which turn is a weak moment for it; None: it can only be seen or not."""
    top: tuple[str, ...]
    """Sentences for praise, with `{quote}`, `{parent}`, `{child}` …"""
    tip: tuple[str, ...]
    """Sentences for a weak moment: what happened."""
    effect: tuple[str, ...]
    """How the parent probably heard it."""
    alternative: Mapping[str, tuple[str, ...]]
    """A better line; per persona id, `any` for the rest."""
    invitation: str = ""
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


@dataclass(frozen=True, slots=True)
class Profile:
    """A way to look at the whole conversation, as a sentence."""

    id: str
    title: str
    least: int
    """Fewer counted moves than this: too little to say anything."""
    too_little: str
    axes: Mapping[str, tuple[Guard, ...]]
    """Each axis counts the turns in which one of its guards holds, once a guard."""
    sentences: tuple[tuple[Mapping[str, Range], str], ...]
    """First whose ranges (per cent of messages on each axis) fit; keys are axes."""
    largest: Mapping[str, str] = field(default_factory=dict)
    """Or: the sentence of the largest axis."""


@dataclass(frozen=True, slots=True)
class Course:
    """The training."""

    title: str
    modules: tuple[Module, ...]
    techniques: tuple[Technique, ...]
    steps: tuple[Step, ...]
    steps_title: str
    profiles: tuple[Profile, ...]
    sentences: Mapping[str, tuple[str, ...]]
    """Fixed pieces of the debrief by name (`nothing_went_well`, `unsure_intro` …)."""
    thresholds: Mapping[str, int]
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One judgement of a technique, with its evidence."""

    technique: TechniqueId
    module: ModuleId
    kind: str
    """`top` or `tip`."""
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
