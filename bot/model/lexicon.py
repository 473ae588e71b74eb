"""How moves are recognised, as authors wrote it; `understanding` compiles it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model.guard import Guard
from bot.model.ids import EventId, MoveId
from bot.model.persona import Phrases
from bot.model.reading import LabelledMessage


@dataclass(frozen=True, slots=True)
class Move:
    """One of the moves of the codebook and the phrases that show it."""

    id: MoveId
    title: str
    explanation: str
    phrases: Phrases
    exceptions: Phrases
    """Block an overlapping hit of this move."""
    negation_blocks: bool = False
    beats: frozenset[MoveId] = frozenset()
    """Moves that lose to this one in the same clause."""
    beats_sentence: frozenset[MoveId] = frozenset()
    """Moves that lose to this one in the same sentence (a rebuttal undoes what came before it)."""
    mandate: str = ""
    """`allowed` or `forbidden`: the kind of mandate items that the next two speak of."""
    promising: Phrases = Phrases(())
    """This move when such an item stands in the same sentence."""
    consenting: Phrases = Phrases(())
    """This move when the parent's line just before asked for such an item."""
    tone: str = "neutral"
    """`builds`, `neutral` or `harms` the relation."""
    judged_when_sure: bool = False
    """Whether criticism of it needs a sure recognition."""
    neutral: bool = False
    """Whether it stands for nothing in particular and is left out of scores."""
    attribute_phrases: Mapping[str, Phrases] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    counter_examples: tuple[tuple[str, tuple[MoveId, ...]], ...] = ()
    """Pairs (message, the moves it should give instead)."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something derived from moves and history, or a score of several points."""

    id: EventId
    title: str
    when: Guard
    points: tuple[Guard, ...] = ()
    """For a score: one point for each that holds (only when `when` holds)."""


@dataclass(frozen=True, slots=True)
class Language:
    """What is Dutch about understanding; every field is a list from language.yaml."""

    groups: Mapping[str, tuple[str, ...]]
    """Word groups, usable in phrases as `<name>`."""
    negations: frozenset[str]
    abbreviations: Mapping[str, str]
    clause_words: frozenset[str]
    question_words: frozenset[str]
    attributes: Mapping[str, Phrases]
    """Attributes of a whole message, such as `tentative` or `sneer`."""
    echoes: Mapping[str, Phrases]
    """What may be repeated, such as `day`: the matched words are the echo."""
    unsaid: frozenset[str] = frozenset()
    """What stands in a message for something that was taken out of it: nobody said it, so it is not read."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All moves, the language and the examples."""

    moves: Mapping[MoveId, Move]
    groups: Mapping[str, frozenset[MoveId]]
    """Move groups, usable wherever a guard names a move."""
    events: tuple[Event, ...]
    language: Language
    examples: tuple[LabelledMessage, ...]
    repeat_window: int = 3
    """A relief by the same move has no further effect within this many messages."""
    least_delta: int = -3
    most_delta: int = 4
