"""The three functions that every front calls: open a session, take a turn, close it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.coaching.debrief import make_debrief
from bot.model.course import Course, Debrief
from bot.model.ids import OutcomeId, PersonaId
from bot.model.lexicon import Lexicon
from bot.model.persona import Persona
from bot.model.session import Position, Turn
from bot.model.texts import Texts
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
    library: Library, persona: PersonaId, turns: tuple[Turn, ...], *, outcome: OutcomeId | None
) -> Debrief:
    """Return the feedback on a session's turns; without an outcome the teacher stopped halfway."""
    return make_debrief(
        library.course,
        library.lexicon,
        library.personas[persona],
        turns,
        outcome=outcome,
        texts=library.texts,
    )
