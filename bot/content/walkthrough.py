"""Conversations that an author wrote beside a persona, played to see whether they still go that way."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.content.desk import Desk
from bot.content.form import Form, Rows
from bot.content.guards import range_of
from bot.content.lexicon import desk_for
from bot.content.loader import Node, load
from bot.content.notes import Notes
from bot.model.guard import Range
from bot.model.ids import FlagId, MoveId, OutcomeId, PersonaId, StateId
from bot.model.persona import Persona
from bot.model.session import Mood, Position, Turn
from bot.play import Library, open_session, take_turn


@dataclass(frozen=True, slots=True)
class Start:
    """Where a walkthrough begins, when that is not at the opening."""

    state: StateId | None = None
    tension: int | None = None
    trust: int | None = None
    flags: frozenset[FlagId] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """What the teacher says, and what should come of it."""

    line: int
    say: str
    moves: frozenset[MoveId]
    not_moves: frozenset[MoveId]
    state: str
    tension: Range | None
    trust: Range | None
    reply: str
    flags: frozenset[FlagId]


@dataclass(frozen=True, slots=True)
class Walk:
    """One conversation as the author expects it."""

    line: int
    name: str
    seed: int
    difficulty: str
    start: Start
    steps: tuple[Step, ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class Played:
    """A walkthrough and the turns that it gave."""

    walk: Walk
    turns: tuple[Turn, ...]


def play_walks(library: Library, persona: PersonaId, source: str, notes: Notes) -> tuple[Played, ...]:
    """Play the walkthroughs of a persona's test file; what goes another way is noted."""
    played: list[Played] = []
    for walk in read_walks(source, library, persona, notes):
        turns = tuple(_play(library, persona, walk))
        played.append(Played(walk, turns))
        _compare(walk, turns, notes)
    return tuple(played)


def read_walks(source: str, library: Library, persona: PersonaId, notes: Notes) -> tuple[Walk, ...]:
    """Return the walkthroughs that stand in a test file."""
    root = load(source, notes)
    if root is None:
        return ()
    known = library.personas[persona]
    desk = desk_for(library.lexicon, notes)
    desk.bands, desk.states = known.bands, frozenset(known.states)
    form = Form(Node(root.line, root.first, entries={"walks": root}), notes)
    walks = tuple(_walk(one, number, desk, known) for number, one in enumerate(form.forms("walks"), 1))
    for line, flag in desk.flags_asked:
        desk.known(((line, flag),), known.flags, "R003")
    return walks


def begin(library: Library, persona: PersonaId, walk: Walk) -> Position:
    """Return where a walkthrough begins."""
    position, _ = open_session(library, persona, seed=walk.seed, difficulty=walk.difficulty)
    start, mood = walk.start, position.mood
    return replace(
        position,
        state=start.state or position.state,
        mood=Mood(
            mood.tension if start.tension is None else start.tension,
            mood.trust if start.trust is None else start.trust,
        ),
        flags=start.flags,
    )


def _play(library: Library, persona: PersonaId, walk: Walk) -> Iterator[Turn]:
    position = begin(library, persona, walk)
    for step in walk.steps:
        if position.outcome:
            return
        position, turn = take_turn(library, position, step.say)
        yield turn


def _walk(form: Form, number: int, desk: Desk, persona: Persona) -> Walk:
    start = form.form("start")
    outcome = form.text("outcome")
    if outcome:
        desk.known(((form.at("outcome"), outcome),), persona.outcomes, "R008")
    walk = Walk(
        line=form.line,
        name=form.text("name", str(number)),
        seed=form.number("seed", 1),
        difficulty=form.text("difficulty"),
        start=_start(start, desk),
        steps=tuple(_step(one, desk) for one in form.forms("turns")),
        outcome=outcome,
    )
    start.close()
    form.close()
    return walk


def _start(form: Form, desk: Desk) -> Start:
    state = form.text("state")
    if state:
        desk.known(((form.at("state"), state),), desk.states, "R002")
    return Start(
        state=StateId(state) if state in (desk.states or ()) else None,
        tension=form.number("tension") if "tension" in form else None,
        trust=form.number("trust") if "trust" in form else None,
        flags=_flags(form, desk),
    )


def _step(form: Form, desk: Desk) -> Step:
    state = form.text("state")
    if state:
        desk.known(((form.at("state"), state),), desk.states, "R002")
    step = Step(
        line=form.line,
        say=form.text("say", needed=True),
        moves=_single_moves(form.words("moves"), desk),
        not_moves=_single_moves(form.words("not_moves"), desk),
        state=state,
        tension=range_of(form, "tension", desk),
        trust=range_of(form, "trust", desk),
        reply=form.text("reply"),
        flags=_flags(form, desk),
    )
    form.close()
    return step


def _flags(form: Form, desk: Desk) -> frozenset[FlagId]:
    rows = form.words("flags")
    desk.flags_asked += rows
    return frozenset(FlagId(flag) for _, flag in rows)


def _single_moves(rows: Rows, desk: Desk) -> frozenset[MoveId]:
    return frozenset(map(MoveId, desk.known(rows, desk.moves, "R001")))


def _compare(walk: Walk, turns: tuple[Turn, ...], notes: Notes) -> None:
    for step, turn in zip(walk.steps, turns, strict=False):
        _compare_step(walk, step, turn, notes)
    if len(turns) < len(walk.steps):
        notes.add(walk.steps[len(turns)].line, "T007", name=walk.name, outcome=turns[-1].outcome)
    reached: OutcomeId | None = turns[-1].outcome if turns else None
    if walk.outcome and reached != walk.outcome:
        state = turns[-1].state_after if turns else "-"
        notes.add(walk.line, "T006", name=walk.name, wanted=walk.outcome, found=reached or "-", state=state)


def _compare_step(walk: Walk, step: Step, turn: Turn, notes: Notes) -> None:
    moves = frozenset(turn.reading.moves())
    found = ", ".join(turn.reading.moves()) or "-"
    facts = {"name": walk.name, "turn": turn.number}
    for move in sorted(step.moves - moves):
        notes.add(step.line, "T001", move=move, found=found, **facts)
    for move in sorted(step.not_moves & moves):
        notes.add(step.line, "T002", move=move, **facts)
    if step.state and step.state != turn.state_after:
        notes.add(step.line, "T003", wanted=step.state, found=turn.state_after, rule=turn.rule, **facts)
    if step.tension and turn.after.tension not in step.tension:
        notes.add(step.line, "T004", found=turn.after.tension, **facts)
    if step.trust and turn.after.trust not in step.trust:
        notes.add(step.line, "T010", found=turn.after.trust, **facts)
    for flag in sorted(step.flags - frozenset(turn.flags)):
        notes.add(step.line, "T008", flag=flag, **facts)
    if step.reply and step.reply.casefold() not in " ".join(turn.reply).casefold():
        notes.add(step.line, "T005", wanted=step.reply, found=" ".join(turn.reply)[:120], **facts)
