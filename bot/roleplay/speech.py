"""What the parent says: a reaction to what was just heard, and what the state brings up itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.model.guard import Effect, Guard
from bot.model.moment import Moment, holds, may_hold, understood
from bot.model.persona import Answer, Line, Lines, Persona, Reply, State
from bot.roleplay.choice import Chooser
from bot.roleplay.machine import Decision

MOST_BUBBLES: Final = 3


@dataclass(frozen=True, slots=True)
class Speech:
    """The lines of one turn, and the answer that was given from the dossier, if any."""

    lines: tuple[Line, ...]
    answer: Answer | None = None

    @property
    def cause(self) -> str:
        """The id of the answer; empty when there is none."""
        return self.answer.id if self.answer else ""

    @property
    def effect(self) -> Effect:
        """What the answer does besides being said."""
        return self.answer.effect if self.answer else Effect()


@dataclass(frozen=True, slots=True)
class _Reaction:
    line: Line
    follow: bool | None = None
    answer: Answer | None = None


class Speaker:
    """Speaks for a parent at one moment, in one band of tension."""

    def __init__(self, persona: Persona, moment: Moment, chooser: Chooser, band: str) -> None:
        """Speak with the persona's lines of this band."""
        self._persona = persona
        self._moment = moment
        self._choose = chooser
        self._band = band
        self._clear = understood(moment.reading)

    def speak(self, decision: Decision) -> Speech:
        """Return what is said after a decision."""
        own = self._choose.fresh(self._of(decision.rule.lines)) if decision.rule else None
        if own:
            return Speech((own,))
        state = self._persona.states[decision.state]
        reaction = self.reaction()
        behind = self._behind(state, reaction, moved=decision.state != self._moment.state)
        lines = tuple(line for line in (reaction and reaction.line, behind) if line)
        if lines:
            return Speech(lines, reaction.answer if reaction else None)
        return Speech(self._last_resort(state))

    def reaction(self) -> _Reaction | None:
        """Return an answer from the dossier, or else the first reply that fits and is fresh."""
        for answer in self._answers():
            line = self._choose.unsaid(self._of(answer.lines))
            if line:
                return _Reaction(line, answer=answer)
        for reply in self._replies():
            line = self._choose.fresh(self._of(reply.lines))
            if line:
                return _Reaction(line, reply.follow)
        return None

    def _behind(self, state: State, reaction: _Reaction | None, *, moved: bool) -> Line | None:
        """Return the state's own line behind a reaction, or instead of one."""
        if moved:
            return self._choose.best(self._of(state.enter))
        if reaction is None:
            return self._alone(state)
        if reaction.follow is False or (reaction.follow is None and _asks(reaction.line)):
            return None
        return self._choose.unsaid(self._of(state.stay))

    def _alone(self, state: State) -> Line | None:
        """Return what is said when there is no reaction: the state's own line, or that it is not clear."""
        if self._clear:
            return self._choose.fresh(self._of(state.stay))
        for lines in (state.unclear, self._persona.unclear):
            line = self._choose.fresh(self._of(lines))
            if line:
                return line
        return None

    def _last_resort(self, state: State) -> tuple[Line, ...]:
        """Return the least recently said of all that could be said, when nothing is fresh."""
        pool: list[Line] = [*self._of(state.stay)]
        if self._clear:
            pool += (line for reply in self._replies() for line in self._of(reply.lines))
        else:
            pool += (*self._of(state.unclear), *self._of(self._persona.unclear))
        line = self._choose.best(pool or self._of(self._persona.unclear))
        return (line,) if line else ()

    def _answers(self) -> Iterator[Answer]:
        asked = self._moment.reading.asked
        by_id = {answer.id: answer for answer in self._persona.answers} if asked else {}
        return (by_id[ask] for ask in asked if ask in by_id and holds(by_id[ask].when, self._moment))

    def _replies(self) -> Iterator[Reply]:
        """Return the replies that fit; what was not understood only gets those that ask for just that."""
        moves = frozenset(self._moment.reading.moves())
        for reply in self._persona.replies:
            able = may_hold(reply.when, moves) and (self._clear or _for_unclear(reply.when))
            if able and holds(reply.when, self._moment):
                yield reply

    def _of(self, lines: Lines) -> tuple[Line, ...]:
        return lines.band(self._band)


def bubbles_of(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """Return the bubbles of these lines; when there are too many, those of the first are joined."""
    bubbles = [bubble for line in lines for bubble in line.bubbles]
    while len(bubbles) > MOST_BUBBLES:
        bubbles[:2] = [f"{bubbles[0]} {bubbles[1]}"]
    return tuple(bubbles)


def _asks(line: Line) -> bool:
    return line.bubbles[-1].rstrip("”\"' )").endswith("?")


def _for_unclear(guard: Guard) -> bool:
    """Say whether a guard asks for something that a message may have without being understood."""
    return bool(guard.understood is False or guard.attributes or guard.events or guard.words or guard.missed)
