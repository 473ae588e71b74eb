"""The three functions that every front calls: open a session, take a turn, close it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.coaching.debrief import make_debrief
from bot.coaching.verdicts import marks
from bot.model.course import Course, Debrief
from bot.model.ids import MoveId, OutcomeId, PersonaId, TechniqueId
from bot.model.lexicon import Lexicon
from bot.model.persona import Persona
from bot.model.session import Mood, Position, Turn
from bot.model.texts import Texts
from bot.roleplay.choice import Chooser, fill
from bot.roleplay.mood import band_of
from bot.roleplay.stage import Stage
from bot.understanding.recogniser import Recogniser


@dataclass(frozen=True, slots=True)
class Library:
    """All content, compiled; shared by all sessions."""

    lexicon: Lexicon
    course: Course
    texts: Texts
    personas: Mapping[PersonaId, Persona]
    recogniser: Recogniser
    """Without a persona."""
    recognisers: Mapping[PersonaId, Recogniser]
    """With a persona's topics, names and mandate."""
    stages: Mapping[PersonaId, Stage]
    """A persona's shared machine and reactions."""
    digest: str


def open_session(
    library: Library, persona: PersonaId, *, seed: int, difficulty: str = ""
) -> tuple[Position, tuple[str, ...]]:
    """Return where a new session stands and the parent's first bubbles."""
    return library.stages[persona].open(seed=seed, difficulty=difficulty)


def open_warm_up(library: Library, persona: PersonaId, *, seed: int) -> tuple[Position, tuple[str, ...]]:
    """Return where a warm-up stands: at the persona's hard moment, or at the start when it names none."""
    position, bubbles = open_session(library, persona, seed=seed)
    parent = library.personas[persona]
    hard = parent.warm_up
    if hard is None:
        return position, bubbles
    bubbles = tuple(fill(bubble, parent.values, {}) for bubble in hard.line.bubbles)
    mood = Mood(hard.tension, hard.trust)
    return replace(position, state=hard.state, mood=mood, last_said=" ".join(bubbles)), bubbles


def silence_line(library: Library, position: Position) -> tuple[str, ...]:
    """Return what the parent says when it stays quiet for long; nothing when there is no line for that."""
    parent = library.personas[position.persona]
    lines = parent.silence.band(band_of(parent, position.mood))
    chooser = Chooser(seed=position.seed + position.turn, turn=position.turn, said={}, echoes={})
    line = chooser.best(lines)
    return tuple(fill(bubble, parent.values, {}) for bubble in line.bubbles) if line else ()


def take_turn(library: Library, position: Position, text: str, *, helped: str = "") -> tuple[Position, Turn]:
    """Return where the session stands after a teacher's message, and the turn as a fact.

    Args:
        library: The content on which this session is played.
        position: Where it stood.
        text: The message, personal data already masked.
        helped: The level of help that the teacher asked for just before; empty when none.
    """
    reading = library.recognisers[position.persona].read(text, parent=position.last_said)
    return library.stages[position.persona].turn(position, reading, helped=helped)


def close_session(
    library: Library,
    persona: PersonaId,
    turns: tuple[Turn, ...],
    *,
    outcome: OutcomeId | None,
    focus: frozenset[TechniqueId] = frozenset(),
    meant: Mapping[int, MoveId] = MappingProxyType({}),
) -> Debrief:
    """Return the feedback on a session's turns; without an outcome the teacher stopped halfway.

    The tip is about a technique in `focus` when there was occasion for it.
    """
    return make_debrief(
        library.course,
        library.lexicon,
        library.personas[persona],
        turns,
        outcome=outcome,
        texts=library.texts,
        focus=focus,
        meant=meant,
    )


def marks_of(library: Library, persona: PersonaId, turns: tuple[Turn, ...]) -> dict[TechniqueId, str]:
    """Return how each technique fared (`seen`, `open` or `none`) without the rest of a debrief."""
    return marks(library.course, library.lexicon, library.personas[persona], turns)
