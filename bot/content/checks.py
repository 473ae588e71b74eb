"""Looks at a compiled persona as a whole: can every state be reached and left, is there always a line."""

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Final

from bot.content.form import Form
from bot.content.notes import Notes
from bot.model.guard import Guard
from bot.model.ids import StateId
from bot.model.lexicon import Lexicon
from bot.model.persona import Lines, Persona, Rule, State
from bot.model.session import Mood
from bot.roleplay.mood import HIGHEST, LOWEST

BANDS: Final = ("low", "mid", "high")


def check_persona(persona: Persona, form: Form, lexicon: Lexicon, notes: Notes) -> None:
    """Note what is wrong with the persona as a whole."""
    if persona.id and persona.id != PurePath(notes.file).stem:
        notes.add(form.at("id"), "P001", id=persona.id, file=PurePath(notes.file).name)
    _check_mood(persona, form, notes)
    _check_ways(persona, form, notes)
    _check_outcomes(persona, form, notes)
    for state in persona.states.values():
        _check_state(persona, state, notes)
        _check_order(state.rules, notes)
    _check_order(persona.everywhere, notes)
    _need_in_every_band(persona.unclear, form.at("unclear"), "unclear", notes)
    missing = sorted(move.id for move in lexicon.moves.values() if not _reacts(persona, move.id))
    if missing:
        notes.add(form.at("replies"), "W010", moves=", ".join(missing))


def _check_mood(persona: Persona, form: Form, notes: Notes) -> None:
    scale = range(LOWEST, HIGHEST + 1)
    start = Mood(persona.tension, persona.trust)
    if start.tension not in scale or start.trust not in scale:
        notes.add(form.at("mood"), "P002", least=LOWEST, most=HIGHEST)
    for number in scale:
        if sum(number in span for span in persona.bands.values()) != 1:
            notes.add(form.at("bands"), "P003", number=number)
            break


def _check_ways(persona: Persona, form: Form, notes: Notes) -> None:
    if not persona.states:
        notes.add(form.line, "F002", key="states")
        return
    ways = _ways(persona)
    reached = _closure({persona.start}, ways)
    backward: dict[StateId, set[StateId]] = {state: set() for state in persona.states}
    for source, targets in ways.items():
        for target in targets:
            backward.setdefault(target, set()).add(source)
    endings = {state.id for state in persona.states.values() if state.outcome}
    ending = _closure(endings, backward)
    for state in persona.states.values():
        if state.id not in reached and not _is_last(persona, state):
            notes.add(state.at, "P004", state=state.id)
        if state.id not in ending:
            notes.add(state.at, "P005", state=state.id)


def _ways(persona: Persona) -> dict[StateId, set[StateId]]:
    ways = {
        state.id: {rule.to for rule in _rules(persona, state) if not rule.back}
        for state in persona.states.values()
    }
    sources = {state: {one for one, targets in ways.items() if state in targets} for state in ways}
    for state in persona.states.values():
        if any(rule.back for rule in _rules(persona, state)):
            ways[state.id] = ways[state.id] | sources[state.id]
    return ways


def _rules(persona: Persona, state: State) -> tuple[Rule, ...]:
    return () if state.outcome else (*persona.everywhere, *state.rules)


def _closure(begin: Iterable[StateId], ways: Mapping[StateId, set[StateId]]) -> set[StateId]:
    found: set[StateId] = set()
    waiting = list(begin)
    while waiting:
        state = waiting.pop()
        if state not in found:
            found.add(state)
            waiting += ways.get(state, ())
    return found


def _is_last(persona: Persona, state: State) -> bool:
    return state.outcome is not None and state.outcome == persona.last_outcome


def _check_outcomes(persona: Persona, form: Form, notes: Notes) -> None:
    ended = {state.outcome for state in persona.states.values()}
    table = form.table("outcomes")
    for outcome in persona.outcomes.values():
        if outcome.id not in ended:
            notes.add(table[outcome.id].line, "P006", outcome=outcome.id)
    kinds = {outcome.good for outcome in persona.outcomes.values() if not outcome.lukewarm}
    for good, code in ((True, "P007"), (False, "P008")):
        if good not in kinds:
            notes.add(form.at("outcomes"), code)


def _check_state(persona: Persona, state: State, notes: Notes) -> None:
    if state.id != persona.start or state.outcome:
        _need_in_every_band(state.enter, state.at, "enter", notes, state.id)
    if state.outcome:
        if state.rules or state.stay.all():
            notes.add(state.at, "P009", state=state.id)
        return
    _need_in_every_band(state.stay, state.at, "stay", notes, state.id)
    if not state.rules:
        notes.add(state.at, "W011", state=state.id)
    if state.tip is None:
        notes.add(state.at, "P010", state=state.id)


def _need_in_every_band(lines: Lines, at: int, key: str, notes: Notes, state: str = "") -> None:
    """Note a band in which nothing can be said without an echo."""
    missing = [band for band in BANDS if not any(not line.echoes for line in lines.band(band))]
    if missing:
        notes.add(at, "P011", key=key, bands=", ".join(missing), place=f" ({state})" if state else "")


def _check_order(rules: tuple[Rule, ...], notes: Notes) -> None:
    """Note rules that can never fire, because one before them always does."""
    seen: list[Rule] = []
    for rule in rules:
        before = next((one for one in seen if one.when == Guard() or one.when == rule.when), None)
        if before:
            notes.add(rule.at, "P012", rule=rule.id, before=before.id, line=before.at)
        seen.append(rule)


def _reacts(persona: Persona, move: str) -> bool:
    general = (Guard(), Guard(understood=True))
    return any(_names(reply.when, move) or reply.when in general for reply in persona.replies)


def _names(guard: Guard, move: str) -> bool:
    """Say whether a guard asks for a move, itself or by a named condition."""
    return move in guard.moves or any(_names(one, move) for one in guard.conditions)
