"""dialogues/course.yaml, compiled: modules, techniques, steps, profiles and what the coach says."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

from bot.content.desk import Desk
from bot.content.evidence import MOODS, evidence_of, guard_in, one_of
from bot.content.form import Form
from bot.content.guards import guard_of, range_of
from bot.content.lexicon import desk_for
from bot.content.loader import Node, load
from bot.content.notes import Notes
from bot.model.course import Course, Doubt, Module, Profile, Sentences, Slip, Step, Technique
from bot.model.guard import Guard, Range
from bot.model.ids import EventId, ModuleId, MoveId, TechniqueId
from bot.model.lexicon import Lexicon

MANDATES: Final = ("", "promise", "refusal")
TOPS: Final = ("opened", "eased", "trusted", "any")
PLACEHOLDERS: Final = frozenset(
    {"parent", "child", "quote", "said", "layer", "title", "line", "turn", "turns", "number", "blank"}
)
NEEDED: Final = (
    *("moment", "moment_short", "moment_likely", "moment_likely_short", "alternative", "invitation"),
    *(
        "invitation_missed",
        "next_time",
        "slipped",
        "perhaps",
        "partly",
        "meant",
        "no_occasion",
        "stopped_title",
        "too_short",
        "blank",
        "helped",
    ),
    *(
        "helped_one",
        "stayed",
        "stayed_long",
        "attempt",
        "progress_first_seen",
        "progress_first_open",
        "progress_new",
    ),
    *("progress_kept", "progress_often", "progress_missed", "progress_not_yet", "progress_no_occasion"),
)
"""Fixed sentences that the coach looks up by name."""


def compile_course(source: str, lexicon: Lexicon, notes: Notes) -> Course | None:
    """Return the course of a file's text; None when there is a mistake. What is wrong is noted."""
    root = load(source, notes)
    if root is None:
        return None
    form = Form(root, notes)
    course = _course(form, desk_for(lexicon, notes), blake2b(source.encode(), digest_size=16).hexdigest())
    form.close()
    return None if notes.broken else course


def _course(form: Form, desk: Desk, digest: str) -> Course:
    modules = tuple(_module(name, node, desk) for name, node in form.table("modules").items())
    known = frozenset(module.id for module in modules)
    steps = form.form("steps")
    thresholds = form.form("thresholds")
    course = Course(
        title=form.text("title", needed=True),
        modules=modules,
        techniques=tuple(
            _technique(name, node, known, desk) for name, node in form.table("techniques").items()
        ),
        steps_title=steps.text("title", needed=True),
        steps=_steps(steps, desk),
        profiles=tuple(_profile(name, node, desk) for name, node in form.table("profiles").items()),
        sentences=_fixed(form, desk),
        thresholds={name: thresholds.number(name) for name in form.table("thresholds")},
        tagged=desk.moves_in(form, "tagged"),
        needed_words=_needed_words(form, desk),
        least_chance=_least_chance(form, desk),
        doubts=tuple(_doubt(name, node, desk) for name, node in form.table("doubts").items()),
        tag_words=frozenset(word.lower() for _, word in form.words("tag_words")),
        never_quoted=frozenset(word.lower() for _, word in form.words("never_quoted")),
        fillers=frozenset(word.lower() for _, word in form.words("fillers")),
        cut_before=frozenset(word for _, word in form.words("cut_before")),
        no_praise=guard_in(form, "no_praise", desk),
        never_beside=desk.moves_in(form, "never_beside"),
        digest=digest,
    )
    steps.close()
    return course


def _needed_words(form: Form, desk: Desk) -> dict[MoveId, frozenset[str]]:
    below = form.form("needed_words")
    found = {
        move: frozenset(word.lower() for _, word in below.words(move))
        for move in _moves(form, "needed_words", desk)
    }
    below.close()
    return found


def _least_chance(form: Form, desk: Desk) -> dict[MoveId, int]:
    below = form.form("least_chance")
    found = {move: below.number(move) for move in _moves(form, "least_chance", desk)}
    below.close()
    return found


def _moves(form: Form, key: str, desk: Desk) -> tuple[MoveId, ...]:
    """Return the moves under a key; what is no move is noted."""
    names = tuple((node.line, name) for name, node in form.table(key).items())
    return tuple(map(MoveId, sorted(desk.known(names, frozenset(desk.moves), "R001"))))


def _doubt(name: str, node: Node, desk: Desk) -> Doubt:
    form = Form(node, desk.notes)
    desk.known(((form.line, name),), desk.events | desk.scores, "R007")
    doubt = Doubt(
        of=EventId(name),
        seen=desk.moves_in(form, "seen"),
        back=form.number("back"),
        earlier=desk.moves_in(form, "earlier"),
        least=form.number("least"),
    )
    form.close()
    return doubt


def _module(name: str, node: Node, desk: Desk) -> Module:
    form = Form(node, desk.notes)
    module = Module(ModuleId(name), form.number("number"), form.text("title", needed=True))
    form.close()
    return module


def _technique(name: str, node: Node, modules: frozenset[ModuleId], desk: Desk) -> Technique:
    form = Form(node, desk.notes)
    module = form.text("module", needed=True)
    desk.known(((form.at("module"), module),), modules, "R014")
    technique = Technique(
        id=TechniqueId(name),
        module=ModuleId(module),
        title=form.text("title", needed=True),
        occasion=evidence_of(form.node("occasion"), desk) if "occasion" in form else None,
        seen=evidence_of(form.node("seen"), desk),
        quote=guard_of(form.node("quote"), desk),
        moves=desk.moves_in(form, "moves"),
        top=_by_name(form, "top", desk, TOPS),
        missed=_sentences(form, "missed", desk),
        alternative=_by_name(form, "alternative", desk),
        slips=tuple(_slip(slip, below, desk) for slip, below in form.table("slips").items()),
        chance=guard_in(form, "chance", desk),
        invitation=_sentences(form, "invitation", desk),
        mandate=one_of(form, "mandate", MANDATES, desk),
        assent=bool(form.truth("assent")),
        certain=form.number("certain"),
        beside=desk.moves_in(form, "beside"),
        retells=bool(form.truth("retells")),
        missed_when_worse=bool(form.truth("missed_when_worse")),
        only_seen=bool(form.truth("only_seen")),
        weight=form.number("weight", 1),
    )
    form.close()
    return technique


def _slip(name: str, node: Node, desk: Desk) -> Slip:
    form = Form(node, desk.notes)
    slip = Slip(
        id=name,
        title=form.text("title", needed=True),
        when=guard_of(form.node("when"), desk),
        moves=desk.moves_in(form, "moves"),
        mood=one_of(form, "mood", MOODS, desk),
        tip=_sentences(form, "tip", desk),
        effect=_by_place(form, "effect", desk),
        alternative=_by_name(form, "alternative", desk),
        mandate=one_of(form, "mandate", MANDATES, desk),
        relief=bool(form.truth("relief")),
        weight=form.number("weight", 1),
    )
    form.close()
    return slip


def _steps(form: Form, desk: Desk) -> tuple[Step, ...]:
    names = frozenset(form.table("list"))
    return tuple(_step(name, node, names, desk) for name, node in form.table("list").items())


def _step(name: str, node: Node, names: frozenset[str], desk: Desk) -> Step:
    form = Form(node, desk.notes)
    desk.known(form.words("after"), names, "C001")
    step = Step(
        id=name,
        title=form.text("title", needed=True),
        explanation=form.text("explanation", needed=True),
        evidence=evidence_of(form.node("evidence"), desk),
        after=form.text("after"),
        slip=form.text("slip", needed=True),
        early=form.text("early"),
    )
    form.close()
    return step


def _profile(name: str, node: Node, desk: Desk) -> Profile:
    form = Form(node, desk.notes)
    axes = {axis: _guards(below, desk) for axis, below in form.table("axes").items()}
    largest = form.form("largest")
    profile = Profile(
        id=name,
        title=form.text("title", needed=True),
        least=form.number("least"),
        too_little=form.text("too_little", needed=True),
        axes=axes,
        sentences=tuple(_ranged(item, axes, desk) for item in form.items("sentences")),
        largest={axis: largest.text(axis) for axis in axes if axis in largest},
        tie=form.text("tie", needed=True),
        lead=form.number("lead", 1),
        doubtful=desk.moves_in(form, "doubtful"),
    )
    largest.close()
    form.close()
    return profile


def _guards(node: Node, desk: Desk) -> tuple[Guard, ...]:
    items = (node,) if node.entries is not None else node.items or ()
    return tuple(guard_of(item, desk) for item in items)


def _ranged(node: Node, axes: Mapping[str, object], desk: Desk) -> tuple[dict[str, Range], str]:
    form = Form(node, desk.notes)
    found = {axis: range_of(form, axis, desk) for axis in axes if axis in form}
    text = form.text("text", needed=True)
    form.close()
    return {axis: span for axis, span in found.items() if span is not None}, text


def _fixed(form: Form, desk: Desk) -> dict[str, Sentences]:
    below = form.form("sentences")
    for name in NEEDED:
        if name not in below:
            desk.notes.add(below.line, "F002", key=name)
    return {name: _sentences(below, name, desk) for name in form.table("sentences")}


def _by_name(form: Form, key: str, desk: Desk, names: tuple[str, ...] = ()) -> dict[str, Sentences]:
    """Return sentences by name; when names are given, others are unknown keys."""
    below = form.form(key)
    wanted = names or tuple(form.table(key))
    found = {name: _sentences(below, name, desk) for name in wanted if name in below}
    below.close()
    return found


def _by_place(form: Form, key: str, desk: Desk) -> dict[str, Sentences]:
    """Return sentences by place, or the same ones for everywhere."""
    node = form.node(key)
    if node is None:
        return {}
    if node.entries is not None:
        return _by_name(form, key, desk)
    return {"any": _sentences(form, key, desk)}


def _sentences(form: Form, key: str, desk: Desk) -> Sentences:
    rows = form.rows(key)
    for line, row in rows:
        for part in row.split("{")[1:]:
            name = part.split("}", 1)[0]
            if name not in PLACEHOLDERS:
                desk.notes.add(line, "R010", name=name, hint=desk.notes.hint(name, PLACEHOLDERS))
    return tuple(row for _, row in rows)
