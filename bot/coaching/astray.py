"""A run that goes wrong on purpose: what each harmful move did, and what would have turned it.

No praise and no tip: the teacher set out to see what happens.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.coaching.wording import fill
from bot.model.course import Course
from bot.model.ids import MoveId
from bot.model.lexicon import Lexicon
from bot.model.persona import Persona
from bot.model.reading import Certainty, Recognition
from bot.model.session import Turn

HARMS = "harms"
QUOTES = ' “”"'


@dataclass(frozen=True, slots=True)
class Harm:
    """A harmful move and what it did."""

    turn: int
    quote: str
    title: str
    """What the move is called."""
    tension: int
    """What this move did to the tension, by the parent's own table."""
    trust: int
    reply: str
    """What the parent said then."""
    instead: str
    """A line that could have turned it; empty when none is known."""

    @property
    def weight(self) -> int:
        """How much harm it did."""
        return self.tension - self.trust


def harms(course: Course, lexicon: Lexicon, persona: Persona, turns: tuple[Turn, ...]) -> tuple[Harm, ...]:
    """Return the harmful moves of a conversation, in order; each move once per message."""
    return tuple(
        _harm(course, lexicon, persona, turn, found) for turn in turns for found in _harmful(lexicon, turn)
    )


def worst(found: tuple[Harm, ...], *, most: int) -> tuple[Harm, ...]:
    """Return the moves that did most harm, in order of time."""
    heaviest = sorted(range(len(found)), key=lambda place: -found[place].weight)[:most]
    return tuple(found[place] for place in sorted(heaviest))


def _harmful(lexicon: Lexicon, turn: Turn) -> Iterator[Recognition]:
    seen: set[MoveId] = set()
    for found in turn.reading.recognitions:
        move = lexicon.moves.get(found.move)
        if move is None or move.tone != HARMS or found.certainty is Certainty.UNSURE or found.move in seen:
            continue
        seen.add(found.move)
        yield found


def _harm(course: Course, lexicon: Lexicon, persona: Persona, turn: Turn, found: Recognition) -> Harm:
    steps = [change for change in turn.changes if change.cause == found.move]
    return Harm(
        turn=turn.number,
        quote=found.words,
        title=lexicon.moves[found.move].title,
        tension=sum(step.tension for step in steps),
        trust=sum(step.trust for step in steps),
        reply=turn.reply[0] if turn.reply else "",
        instead=_instead(course, persona, turn, found.move),
    )


def _instead(course: Course, persona: Persona, turn: Turn, move: MoveId) -> str:
    """Return the example for where the parent stood, else the course's own line against this move."""
    state = persona.states.get(turn.state_before)
    if state is not None and state.tip is not None:
        return state.tip.example.strip(QUOTES)
    for technique in course.techniques:
        for slip in technique.slips:
            ways = slip.alternative.get(persona.id) or slip.alternative.get("any") or ()
            if move in slip.moves and ways:
                return fill(min(ways, key=len), {**persona.values, "parent": persona.short}).strip(QUOTES)
    return ""
