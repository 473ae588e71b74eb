"""The persona's states as one shared `transitions` machine; the only home of that library.

Every rule is an event of the machine. Which rule fires is decided by its guard; the machine knows where it
leads. It holds no conversation: each message brings a light-weight actor that is moved and thrown away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from transitions import Machine

from bot.model.guard import Effect
from bot.model.ids import OutcomeId, RuleId, StateId
from bot.model.moment import Moment, holds
from bot.model.persona import Persona, Rule, State
from bot.roleplay.index import Index

_EXPIRE: Final = "expire"


@dataclass(slots=True)
class _Actor:
    """What the machine moves: a state name, the moment that it looks at, the rule that fired."""

    state: str
    moment: Moment
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Where the parent goes, and by which rule; none when the parent stays for want of one."""

    state: StateId
    rule: Rule | None
    id: RuleId

    @property
    def effect(self) -> Effect:
        """What the rule does besides speaking."""
        return self.rule.effect if self.rule else Effect()


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one state to another, for diagrams and checks."""

    source: StateId
    target: StateId
    rule: RuleId


class StateMachine:
    """All states and rules of a persona; safe to share between conversations."""

    def __init__(self, persona: Persona) -> None:
        """Build the machine; every name in the persona must have been checked."""
        self._persona = persona
        self._rules = {state: Index(self.rules_of(state)) for state in persona.states}
        self._machine = Machine(
            model=None, states=list(persona.states), initial=persona.start, auto_transitions=False
        )
        for state in persona.states.values():
            self._add_state(state)
        self._expire = self._machine.events.get(_EXPIRE)

    def decide(self, moment: Moment) -> Decision:
        """Return what the first rule that fits decides; without one the parent stays."""
        actor = _Actor(moment.state, moment)
        for able in self._rules[moment.state].able(moment.moves):
            if holds(able.when, moment) and self._machine.events[able.id].trigger(actor, actor):
                break
        rule = actor.rule
        going_on = self._persona.states[StateId(actor.state)].outcome is None
        if going_on and self._expire and moment.turn >= self._persona.last_turn:
            self._expire.trigger(actor, actor)
        return Decision(StateId(actor.state), rule, rule.id if rule else fallback_id(moment.state))

    def rules_of(self, state: StateId) -> tuple[Rule, ...]:
        """Return the rules that are tried in a state, in order."""
        here = self._persona.states[state]
        return () if here.outcome else (*self._persona.everywhere, *here.rules)

    def edges(self) -> Iterator[Edge]:
        """Return every way in the machine, read back from the machine itself."""
        for name, event in self._machine.events.items():
            for source, ways in event.transitions.items() if name != _EXPIRE else ():
                for way in ways:
                    assert way.dest is not None  # a rule always leads somewhere
                    yield Edge(StateId(source), StateId(way.dest), RuleId(name))

    def _sources(self, state: StateId) -> tuple[StateId, ...]:
        """Return the states from which a rule leads to this one: there a rule back may end."""
        return tuple(
            other
            for other in self._persona.states
            if other != state and any(rule.to == state for rule in self.rules_of(other))
        )

    def _add_state(self, state: State) -> None:
        for rule in self.rules_of(state.id):
            for target in self._sources(state.id) if rule.back else (rule.to,):
                self._machine.add_transition(
                    rule.id,
                    state.id,
                    target,
                    conditions=partial(_leads, rule, target),
                    before=partial(_note, rule),
                )
        last = _state_of(self._persona, self._persona.last_outcome)
        if last and not state.outcome:
            self._machine.add_transition(_EXPIRE, state.id, last)


def fallback_id(state: StateId) -> RuleId:
    """Return the id of the rule that keeps the parent in a state."""
    return RuleId(f"{state}.stay")


def _state_of(persona: Persona, outcome: OutcomeId | None) -> StateId | None:
    states = (state.id for state in persona.states.values() if outcome and state.outcome == outcome)
    return next(states, None)


def _leads(rule: Rule, target: StateId, actor: _Actor) -> bool:
    """Say whether a rule leads there: one that leads back only to where the parent came from."""
    return not rule.back or actor.moment.previous == target


def _note(rule: Rule, actor: _Actor) -> None:
    actor.rule = rule
