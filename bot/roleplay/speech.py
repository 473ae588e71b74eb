"""What the parent says: a reaction to what was just heard, and what the state brings up itself."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.model.guard import Effect, Guard
from bot.model.moment import Moment, asks, holds, understood
from bot.model.persona import Answer, Line, Lines, Persona, Reply, State
from bot.model.reading import Span
from bot.roleplay.choice import Chooser
from bot.roleplay.index import Index
from bot.roleplay.machine import Decision

MOST_BUBBLES: Final = 3
MOST_ANSWERS: Final = 2
"""Plain questions that are answered at most in one message."""
Pick = Callable[[Iterable[Line]], Line | None]


@dataclass(frozen=True, slots=True)
class Speech:
    """The lines of one turn, and the answers that were given from the dossier, if any."""

    lines: tuple[Line, ...]
    answers: tuple[Answer, ...] = ()

    @property
    def effects(self) -> tuple[tuple[str, Effect], ...]:
        """Pairs (id of an answer, what it does besides being said)."""
        return tuple((answer.id, answer.effect) for answer in self.answers)


@dataclass(frozen=True, slots=True)
class _Reaction:
    lines: tuple[Line, ...]
    follow: bool | None = None
    answers: tuple[Answer, ...] = ()


class Repertoire:
    """What a persona may react with, put so that it is found quickly; conversations share it."""

    def __init__(self, persona: Persona) -> None:
        """Take the persona's replies and answers."""
        self.persona = persona
        self.answers = {answer.id: answer for answer in persona.answers}
        self.replies = Index(persona.replies)
        self.for_unclear = Index(reply for reply in persona.replies if _for_unclear(reply.when))


class Speaker:
    """Speaks for a parent at one moment, in one band of tension."""

    def __init__(self, repertoire: Repertoire, moment: Moment, chooser: Chooser, band: str) -> None:
        """Speak with the persona's lines of this band."""
        self._repertoire = repertoire
        self._persona = repertoire.persona
        self._moment = moment
        self._choose = chooser
        self._band = band
        self._clear = understood(moment.reading)

    def speak(self, decision: Decision) -> Speech:
        """Return what is said after a decision."""
        own = self._one(decision.rule.lines, self._choose.fresh) if decision.rule else None
        if own:
            return Speech((own,))
        state = self._persona.states[decision.state]
        reaction = self._reaction()
        behind = self._behind(state, reaction, moved=decision.state != self._moment.state)
        said = reaction.lines if reaction else ()
        lines = (*said, behind) if behind else said
        if lines:
            return Speech(lines, reaction.answers if reaction else ())
        return Speech(self._last_resort(state))

    def _reaction(self) -> _Reaction | None:
        """Return what is answered from the dossier, or else the first reply that fits and is fresh."""
        answered = self._answered()
        if answered:
            return answered
        for reply in self._replies():
            line = self._one(reply.lines, self._choose.fresh)
            if line:
                return _Reaction((line,), reply.follow)
        return None

    def _answered(self) -> _Reaction | None:
        """Return the best answer that was not given yet, with a second to another question beside it."""
        given: list[tuple[Answer, Line]] = []
        for answer in self._answers():
            line = self._one(answer.lines, self._choose.unsaid)
            if line and all(self._apart(answer, other) for other, _ in given):
                given.append((answer, line))
            if len(given) == MOST_ANSWERS:
                break
        if not given:
            return None
        given.sort(key=lambda pair: self._place(pair[0]))
        answers = tuple(answer for answer, _ in given)
        follow = False if len(given) > 1 else answers[0].follow
        return _Reaction(tuple(line for _, line in given), follow, answers)

    def _behind(self, state: State, reaction: _Reaction | None, *, moved: bool) -> Line | None:
        """Return the state's own line behind a reaction, or instead of one."""
        if moved:
            return self._one(state.enter, self._choose.best)
        if reaction is None:
            return self._alone(state)
        if reaction.follow is False or (reaction.follow is None and asks(reaction.lines[-1].bubbles[-1])):
            return None
        return self._one(state.stay, self._choose.unsaid)

    def _alone(self, state: State) -> Line | None:
        """Return what is said when there is no reaction: the state's own line, or that it is not clear."""
        if self._clear:
            return self._one(state.stay, self._choose.fresh)
        for lines in (state.unclear, self._persona.unclear):
            line = self._one(lines, self._choose.fresh)
            if line:
                return line
        return None

    def _last_resort(self, state: State) -> tuple[Line, ...]:
        """Return the least recently said of all that could be said, when nothing is fresh."""
        pool: list[Line] = [*self._all(state.stay)]
        if self._clear:
            pool += (line for reply in self._replies() for line in self._all(reply.lines))
        else:
            pool += (*self._all(state.unclear), *self._all(self._persona.unclear))
        line = self._choose.best(pool or self._all(self._persona.unclear))
        return (line,) if line else ()

    def _answers(self) -> Iterator[Answer]:
        """Yield the answers to what was asked, those that others wait for first."""
        asked, by_id = self._moment.reading.asked, self._repertoire.answers
        able = [by_id[ask] for ask in asked if ask in by_id and holds(by_id[ask].when, self._moment)]
        beaten = {other for answer in able for other in answer.beats}
        yield from sorted(able, key=lambda answer: answer.id in beaten)

    def _apart(self, answer: Answer, other: Answer) -> bool:
        """Say whether two answers are to two questions, each in words of its own."""
        mine, theirs = self._span(answer), self._span(other)
        if mine is None or theirs is None or {answer.id} & other.beats or {other.id} & answer.beats:
            return False
        return mine.end <= theirs.start or theirs.end <= mine.start

    def _place(self, answer: Answer) -> int:
        span = self._span(answer)
        return span.start if span else 0

    def _span(self, answer: Answer) -> Span | None:
        reading = self._moment.reading
        return dict(zip(reading.asked, reading.asked_at, strict=False)).get(answer.id)

    def _replies(self) -> Iterator[Reply]:
        """Return the replies that fit; what was not understood only gets those that ask for just that."""
        able = self._repertoire.replies if self._clear else self._repertoire.for_unclear
        return (reply for reply in able.able(self._moment.moves) if holds(reply.when, self._moment))

    def _one(self, lines: Lines, pick: Pick) -> Line | None:
        """Return a line: of the first case that fits and has one, or else of those for any moment."""
        for case in lines.cases:
            if holds(case.when, self._moment):
                line = self._one(case.lines, pick)
                if line:
                    return line
        return pick(lines.band(self._band))

    def _all(self, lines: Lines) -> tuple[Line, ...]:
        """Return all lines that could be said now."""
        fitting = (case.lines for case in lines.cases if holds(case.when, self._moment))
        within = tuple(line for one in fitting for line in self._all(one))
        return within + lines.band(self._band)


def bubbles_of(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """Return the bubbles of these lines; when there are too many, those of the first are joined."""
    bubbles = [bubble for line in lines for bubble in line.bubbles]
    while len(bubbles) > MOST_BUBBLES:
        bubbles[:2] = [f"{bubbles[0]} {bubbles[1]}"]
    return tuple(bubbles)


def _for_unclear(guard: Guard) -> bool:
    """Say whether a guard asks for something that a message may have without being understood."""
    return bool(
        guard.understood is False
        or guard.attributes
        or guard.events
        or guard.words
        or guard.missed
        or guard.perhaps
        or guard.parent_topics
        or guard.no_moves
        or any(_for_unclear(one) for one in guard.conditions)
    )
