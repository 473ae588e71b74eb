"""Where the states of a parent stand in a picture: cards in columns, each with its rules, joined by threads.

A parent has hundreds of rules; drawn as arrows they would be a hairball. So a card lists its rules by where
they lead, states are numbered, and a thread only comes from the state through which a state is first reached.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from textwrap import wrap
from typing import Final

from bot.model.ids import StateId
from bot.model.persona import Persona, Rule
from bot.roleplay.stage import Stage

ROW: Final = 0.14
"""Height of a row of text, in inches."""
HEAD: Final = 0.3
CARD: Final = 3.9
"""Width of a card."""
BESIDE: Final = 0.9
BETWEEN: Final = 0.22
COLUMNS: Final = 66
"""Signs in a row."""
ANYWHERE: Final = StateId("")
"""The card with the rules for any state."""


@dataclass(frozen=True, slots=True)
class Card:
    """A state: its number and title, its rows, and its place (top left, in inches, downwards)."""

    state: StateId
    number: int
    title: str
    rows: tuple[str, ...]
    kind: str
    """`start`, `good`, `lukewarm`, `disguise`, `bad`, `anywhere`, or empty."""
    x: float = 0.0
    y: float = 0.0

    @property
    def height(self) -> float:
        """The height of the card."""
        return HEAD + ROW * len(self.rows) + (0.08 if self.rows else 0.0)


@dataclass(frozen=True, slots=True)
class Layout:
    """All cards in their place, and pairs of cards that a thread joins."""

    cards: Mapping[StateId, Card]
    threads: tuple[tuple[StateId, StateId], ...]
    width: float
    height: float


def lay_out(stage: Stage, anywhere: str) -> Layout:
    """Return where everything stands; `anywhere` is the title of the card with rules for any state."""
    persona = stage.persona
    parents = _first_reached(persona)
    columns = _columns(persona, parents)
    cards = {state: _card(persona, state, anywhere) for column in columns for state in column}
    tall = max(sum(cards[state].height + BETWEEN for state in column) for column in columns)
    placed: dict[StateId, Card] = {}
    for number, column in enumerate(columns):
        y = 0.0
        for state in column:
            placed[state] = replace(cards[state], x=number * (CARD + BESIDE), y=y)
            y += cards[state].height + BETWEEN
    threads = tuple((parent, state) for state, parent in parents.items() if parent is not None)
    return Layout(placed, threads, len(columns) * (CARD + BESIDE) - BESIDE, tall - BETWEEN)


def _rules(persona: Persona, state: StateId) -> tuple[Rule, ...]:
    return persona.everywhere if state == ANYWHERE else persona.states[state].rules


def _first_reached(persona: Persona) -> dict[StateId, StateId | None]:
    """Return for each state from where it is first reached, in the order in which that happens."""
    found: dict[StateId, StateId | None] = {persona.start: None}
    waiting = [persona.start]
    if persona.everywhere:
        found[ANYWHERE] = None
        waiting.append(ANYWHERE)
    while waiting:
        state = waiting.pop(0)
        for rule in _rules(persona, state):
            if not rule.back and rule.to not in found:
                found[rule.to] = state
                waiting.append(rule.to)
    return found


def _columns(persona: Persona, parents: Mapping[StateId, StateId | None]) -> list[list[StateId]]:
    """Return the states by how far from the start they are; children in the order of their parents."""
    depth: dict[StateId, int] = {}
    for state, parent in parents.items():
        depth[state] = 0 if parent is None else depth[parent] + 1
    columns: list[list[StateId]] = [[] for _ in range(max(depth.values()) + 1)]
    for state in parents:
        columns[depth[state]].append(state)
    for before, column in pairwise(columns):
        place = {parent: at for at, parent in enumerate(before)}
        column[:] = sorted(column, key=partial(_behind, place, parents))
    columns[-1] += [state for state in persona.states if state not in parents]
    return columns


def _behind(place: Mapping[StateId, int], parents: Mapping[StateId, StateId | None], state: StateId) -> int:
    """Return the place of a state's parent in the column before."""
    return place[parents[state] or ANYWHERE]


def _card(persona: Persona, state: StateId, anywhere: str) -> Card:
    rows = tuple(_rows(persona, _rules(persona, state)))
    if state == ANYWHERE:
        return Card(state, 0, anywhere, rows, "anywhere")
    return Card(state, _number(persona, state), persona.states[state].title, rows, _kind(persona, state))


def _rows(persona: Persona, rules: Sequence[Rule]) -> Iterable[str]:
    """Yield a row for each state that rules lead to, with the names of these rules."""
    ways: dict[StateId, list[str]] = {}
    for rule in rules:
        if rule.back:
            yield f"↩ {rule.id.partition('.')[2]}"
            continue
        ways.setdefault(rule.to, []).append(rule.id.partition(".")[2])
    for target, names in ways.items():
        where = f"→ {_number(persona, target)}  {persona.states[target].title}: {', '.join(names)}"
        yield from wrap(where, COLUMNS, subsequent_indent="      ", break_on_hyphens=False)


def _number(persona: Persona, state: StateId) -> int:
    return list(persona.states).index(state) + 1


def _kind(persona: Persona, state: StateId) -> str:
    outcome = persona.states[state].outcome
    if outcome is None:
        return "start" if state == persona.start else ""
    found = persona.outcomes[outcome]
    if found.lukewarm:
        return "lukewarm"
    return "good" if found.good else "disguise" if found.in_disguise else "bad"
