"""A persona's file, compiled: who they are, what moves them, and the states they go through."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b

from bot.content.character import (
    bands_of,
    difficulties_of,
    event_steps_of,
    grants_of,
    mood_of,
    outcomes_of,
    reactions_of,
    topics_of,
)
from bot.content.checks import check_persona
from bot.content.desk import Desk
from bot.content.form import Form
from bot.content.guards import guard_of
from bot.content.lexicon import desk_for
from bot.content.lines import Script
from bot.content.loader import load
from bot.content.notes import Notes
from bot.content.states import answer_of, reply_of, rules_of, state_of
from bot.model.ids import FlagId, LineId, OutcomeId, PersonaId, StateId
from bot.model.lexicon import Lexicon
from bot.model.persona import (
    Answer,
    Line,
    Outcome,
    Persona,
    Reflection,
    Reply,
    State,
    Thought,
    WarmUp,
)
from bot.model.session import Mood


def digest_of(source: str) -> str:
    """Return the digest by which sessions remember a text."""
    return blake2b(source.encode(), digest_size=16).hexdigest()


def compile_persona(source: str, lexicon: Lexicon, notes: Notes) -> Persona | None:
    """Return the persona of a file's text; None when there is a mistake. What is wrong is noted."""
    root = load(source, notes)
    if root is None:
        return None
    form = Form(root, notes)
    desk = desk_for(lexicon, notes)
    desk.bands = bands_of(form)
    desk.states = frozenset(form.table("states"))
    desk.topics = frozenset(form.table("topics"))
    desk.answers = frozenset(form.table("answers"))
    mandate = form.form("mandate")
    desk.grants = frozenset((*mandate.table("allowed"), *mandate.table("forbidden")))
    script = Script(notes, desk, frozenset(form.table("values")), desk.echoes)
    for name, node in form.table("conditions").items():
        desk.conditions[name] = guard_of(node, desk)
    persona = replace(
        _persona(form, desk, script),
        agreeing=_stances(form, "agreeing", desk),
        resisting=_stances(form, "resisting", desk),
        digest=digest_of(source),
    )
    form.close()
    desk.check_flags()
    desk.check_conditions(form.table("conditions"))
    check_persona(persona, form, lexicon, notes)
    return None if notes.broken else persona


def _persona(form: Form, desk: Desk, script: Script) -> Persona:
    mood = mood_of(form)
    layers = form.texts("layers")
    outcomes = outcomes_of(form)
    return Persona(
        id=PersonaId(form.text("id", needed=True)),
        name=form.text("name", needed=True),
        short=form.text("short") or form.text("name"),
        teaser=form.text("teaser", needed=True),
        you=form.text("you", needed=True),
        card=form.text("card", needed=True),
        values=form.texts("values"),
        names=frozenset(word.lower() for _, word in form.words("names")),
        grants=grants_of(form),
        topics=topics_of(form),
        answers=_answers(form, desk, script),
        tension=mood.tension,
        trust=mood.trust,
        bands=desk.bands,
        reactions=reactions_of(form, desk),
        event_steps=event_steps_of(form, desk),
        start=_start(form, desk),
        opening=_opening(form, script),
        everywhere=rules_of(form, "everywhere", "everywhere", desk, script),
        states=_states(form, desk, script, frozenset(outcomes)),
        replies=_replies(form, desk, script),
        unclear=script.lines(form, "unclear", "unclear"),
        silence=script.lines(form, "silence", "silence"),
        outcomes=outcomes,
        thoughts=_thoughts(form, desk, script),
        reflections=_reflections(form, desk, script),
        complaint=bool(form.truth("complaint")),
        flags=frozenset(FlagId(flag) for flag in (*layers, *desk.flags_set)),
        flag_titles={FlagId(flag): title for flag, title in layers.items()},
        difficulties=difficulties_of(form),
        address=form.text("address", "u"),
        last_turn=form.number("last_turn", 40),
        last_outcome=_last_outcome(form, outcomes),
        warm_up=_warm_up(form, desk, script, mood),
    )


def _states(form: Form, desk: Desk, script: Script, outcomes: frozenset[OutcomeId]) -> dict[StateId, State]:
    table = form.table("states")
    return {StateId(name): state_of(name, node, desk, script, outcomes) for name, node in table.items()}


def _stances(form: Form, key: str, desk: Desk) -> frozenset[StateId]:
    return frozenset(map(StateId, desk.known(form.words(key), desk.states, "R002")))


def _answers(form: Form, desk: Desk, script: Script) -> tuple[Answer, ...]:
    return tuple(answer_of(name, node, desk, script) for name, node in form.table("answers").items())


def _start(form: Form, desk: Desk) -> StateId:
    start = form.text("start", needed=True)
    if start:
        desk.known(((form.at("start"), start),), desk.states, "R002")
    return StateId(start)


def _opening(form: Form, script: Script) -> Line:
    text = form.text("opening", needed=True)
    opening = script.line((form.at("opening"), " ".join(text.split())), "opening")
    if opening.echoes:
        form.notes.add(form.at("opening"), "P025")
    return Line(LineId("opening"), opening.bubbles, frozenset(), opening.at)


def _warm_up(form: Form, desk: Desk, script: Script, mood: Mood) -> WarmUp | None:
    """Return where a warm-up begins; None when the persona names no hard moment for it."""
    if "warm_up" not in form:
        return None
    below = form.form("warm_up")
    state = below.text("state", needed=True)
    if state:
        desk.known(((below.at("state"), state),), desk.states, "R002")
    text = below.text("line", needed=True)
    line = script.line((below.at("line"), " ".join(text.split())), "warm_up")
    if line.echoes:
        form.notes.add(below.at("line"), "P025")
    found = WarmUp(
        state=StateId(state),
        line=line,
        tension=below.number("tension", mood.tension),
        trust=below.number("trust", mood.trust),
    )
    below.close()
    return found


def _replies(form: Form, desk: Desk, script: Script) -> tuple[Reply, ...]:
    taken: set[str] = set()
    return tuple(
        reply_of(one, number, taken, desk, script) for number, one in enumerate(form.forms("replies"), 1)
    )


def _last_outcome(form: Form, outcomes: Mapping[OutcomeId, Outcome]) -> OutcomeId | None:
    name = form.text("last_outcome", needed=True)
    if name and name not in outcomes:
        hint = form.notes.hint(name, outcomes)
        form.notes.add(form.at("last_outcome"), "R008", name=name, hint=hint)
    return OutcomeId(name) if name in outcomes else None


def _thoughts(form: Form, desk: Desk, script: Script) -> tuple[Thought, ...]:
    thoughts: list[Thought] = []
    for one in form.forms("thoughts"):
        text = one.text("text", needed=True)
        script.placeholders(one.at("text"), text)
        thoughts.append(Thought(guard_of(one.node("when"), desk), text))
        one.close()
    return tuple(thoughts)


def _reflections(form: Form, desk: Desk, script: Script) -> tuple[Reflection, ...]:
    reflections: list[Reflection] = []
    for one in form.forms("reflections"):
        text = one.text("text", needed=True)
        script.placeholders(one.at("text"), text.replace("{quote}", ""))
        guard = guard_of(one.node("when"), desk)
        reflections.append(Reflection(guard, text, bool(one.truth("hurt"))))
        one.close()
    return tuple(reflections)
