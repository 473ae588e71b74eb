"""Conditions, ranges and effects as authors write them."""

import re
from collections.abc import Iterator
from typing import Final

from bot.content.desk import Desk
from bot.content.form import Form
from bot.content.loader import Node
from bot.model.guard import Effect, Guard, Range
from bot.model.ids import EventId, FlagId, GrantId, MoveId, StateId, TopicId

_BOUND: Final = re.compile(r"(>=|<=|>|<)\s*(\d{1,4})")
_BETWEEN: Final = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")
_TOPIC: Final = "R004"
_GRANT: Final = "R005"
Counts = tuple[tuple[frozenset[MoveId], Range], ...]


def guard_of(node: Node | None, desk: Desk) -> Guard:
    """Return the guard that a mapping describes or a name stands for; without one, one that always holds."""
    if node and node.text and not node.nothing:
        return desk.condition(node.line, node.text.strip())
    form = Form(node, desk.notes)
    guard = _written_out(form, desk)
    form.close()
    return guard


def _written_out(form: Form, desk: Desk) -> Guard:
    return Guard(
        moves=desk.moves_in(form, "moves"),
        every=_every(form, desk),
        without=desk.moves_in(form, "without"),
        no_moves=form.truth("no_moves", None),
        surely=desk.moves_in(form, "surely"),
        perhaps=desk.moves_in(form, "perhaps"),
        attributes=desk.known(form.words("attributes"), desk.attributes, "R009"),
        topics=_topics(form, "topics", desk),
        parent_topics=_topics(form, "parent_topics", desk),
        every_topic=_topics(form, "every_topic", desk),
        grants=_grants(form, "grants", desk),
        every_grant=_grants(form, "every_grant", desk),
        asked=desk.known(form.words("asked"), desk.answers, "R006"),
        echoes=desk.known(form.words("echoes"), desk.echoes, "R011"),
        events=frozenset(map(EventId, desk.known(form.words("events"), desk.events, "R007"))),
        scores={EventId(name): span for name, span in _spans(form, "scores", desk.scores, "R012", desk)},
        states=frozenset(map(StateId, desk.known(form.words("states"), desk.states, "R002"))),
        tension=range_of(form, "tension", desk),
        trust=range_of(form, "trust", desk),
        flags=flags_of(form, "flags", desk),
        no_flags=flags_of(form, "no_flags", desk),
        count=_counts(form, "count", desk),
        before=_counts(form, "before", desk),
        in_a_row=_counts(form, "in_a_row", desk),
        topic_count=_topic_counts(form, desk),
        grant_count=_grant_counts(form, desk),
        parent_asked=form.truth("parent_asked", None),
        turn=range_of(form, "turn", desk),
        stay=range_of(form, "stay", desk),
        words=range_of(form, "words", desk),
        repeats=range_of(form, "repeats", desk),
        missed=range_of(form, "missed", desk),
        understood=form.truth("understood", None),
        conditions=tuple(desk.condition(line, word) for line, word in form.words("conditions")),
        some=_guards(form, "some", desk),
        unless=_guards(form, "unless", desk),
    )


def _guards(form: Form, key: str, desk: Desk) -> tuple[Guard, ...]:
    """Return the guards of a list; a name stands for a guard, and one for a list of one."""
    node = form.node(key)
    if node is not None and node.text is not None:
        return (guard_of(node, desk),)
    return tuple(guard_of(item, desk) for item in form.items(key))


def _topics(form: Form, key: str, desk: Desk) -> frozenset[TopicId]:
    return frozenset(map(TopicId, desk.known(form.words(key), desk.topics, _TOPIC)))


def _grants(form: Form, key: str, desk: Desk) -> frozenset[GrantId]:
    return frozenset(map(GrantId, desk.known(form.words(key), desk.grants, _GRANT)))


def _topic_counts(form: Form, desk: Desk) -> dict[TopicId, Range]:
    spans = _spans(form, "topic_count", desk.topics, _TOPIC, desk)
    return {TopicId(name): span for name, span in spans}


def _grant_counts(form: Form, desk: Desk) -> dict[GrantId, Range]:
    spans = _spans(form, "grant_count", desk.grants, _GRANT, desk)
    return {GrantId(name): span for name, span in spans}


def effect_of(node: Node | None, desk: Desk) -> Effect:
    """Return what a rule or an answer does besides speaking."""
    form = Form(node, desk.notes)
    for line, flag in form.words("set"):
        desk.flags_set.setdefault(flag, line)
    desk.flags_asked += form.words("clear")
    effect = Effect(
        tension=form.number("tension"),
        trust=form.number("trust"),
        set=frozenset(FlagId(flag) for _, flag in form.words("set")),
        clear=frozenset(FlagId(flag) for _, flag in form.words("clear")),
    )
    form.close()
    return effect


def flags_of(form: Form, key: str, desk: Desk) -> frozenset[FlagId]:
    """Return the flags that a guard asks for; whether they are ever set is checked in the end."""
    rows = form.words(key)
    desk.flags_asked += rows
    return frozenset(FlagId(flag) for _, flag in rows)


def range_of(form: Form, key: str, desk: Desk) -> Range | None:
    """Return the range behind a key; a band's name stands for its range where bands are known."""
    node = form.node(key)
    if node is None:
        return None
    text = node.text or ""
    if text in desk.bands:
        return desk.bands[text]
    span = parse_range(text)
    if span is None or span.least > span.most:
        desk.notes.add(node.line, "F012" if span else "F011", text=text or "…")
        return None
    return span


def parse_range(text: str) -> Range | None:
    """Return the range that is written as `>=3`, `<2`, `4-6` or `0`; None when it is none of these."""
    if found := _BOUND.fullmatch(text.strip()):
        sign, number = found.group(1), int(found.group(2))
        step = 0 if "=" in sign else 1
        return Range(least=number + step) if sign[0] == ">" else Range(most=number - step)
    if found := _BETWEEN.fullmatch(text.strip()):
        least = int(found.group(1))
        return Range(least, int(found.group(2) or least))
    return None


def _every(form: Form, desk: Desk) -> tuple[frozenset[MoveId], ...]:
    """Return the sets of which each needs a move; an item that is itself a list is one set."""
    node = form.node("every")
    if node is None or not node.items:
        return tuple(desk.moves_named(line, word) for line, word in form.words("every"))
    items = (Form(Node(item.line, item.first, entries={"every": item}), desk.notes) for item in node.items)
    return tuple(desk.moves_in(item, "every") for item in items)


def _counts(form: Form, key: str, desk: Desk) -> Counts:
    below = Form(form.node(key), desk.notes)
    pairs = (
        (desk.moves_named(node.line, name), range_of(below, name, desk))
        for name, node in form.table(key).items()
    )
    return tuple((moves, span) for moves, span in pairs if span is not None)


def _spans(
    form: Form, key: str, names: frozenset[str] | None, code: str, desk: Desk
) -> Iterator[tuple[str, Range]]:
    """Yield the names behind a key, each with its range; a name that does not exist is noted."""
    below = Form(form.node(key), desk.notes)
    for name, node in form.table(key).items():
        desk.known(((node.line, name),), names, code)
        span = range_of(below, name, desk)
        if span is not None:
            yield name, span
