"""The states of a persona with their rules, and the replies and answers that any state may use."""

from bot.content.desk import Desk
from bot.content.form import Form
from bot.content.guards import effect_of, guard_of
from bot.content.lines import Script, phrases_of
from bot.content.loader import Node
from bot.model.ids import OutcomeId, RuleId, StateId
from bot.model.persona import Answer, Lines, Reply, Rule, State, Tip


def rules_of(form: Form, key: str, place: str, desk: Desk, script: Script) -> tuple[Rule, ...]:
    """Return the rules behind a key, in order; their ids begin with the place where they stand."""
    taken: set[str] = set()
    return tuple(_rule(one, place, taken, desk, script) for one in form.forms(key))


def state_of(name: str, node: Node, desk: Desk, script: Script, outcomes: frozenset[OutcomeId]) -> State:
    """Return a state with its rules and lines."""
    form = Form(node, desk.notes)
    outcome = form.text("outcome")
    if outcome:
        desk.known(((form.at("outcome"), outcome),), outcomes, "R008")
    state = State(
        id=StateId(name),
        title=form.text("title", name),
        enter=script.lines(form, "enter", f"{name}.enter"),
        stay=script.lines(form, "stay", f"{name}.stay"),
        unclear=script.lines(form, "unclear", f"{name}.unclear"),
        rules=rules_of(form, "rules", name, desk, script),
        tip=_tip(form, script),
        outcome=OutcomeId(outcome) if outcome else None,
        at=node.line,
    )
    form.close()
    return state


def answer_of(name: str, node: Node, desk: Desk, script: Script) -> Answer:
    """Return what the parent answers to a plain question."""
    form = Form(node, desk.notes)
    answer = Answer(
        id=name,
        ask=phrases_of(form, "ask"),
        lines=script.lines(form, "lines", f"answer.{name}"),
        when=guard_of(form.node("when"), desk),
        effect=effect_of(form.node("effect"), desk),
        follow=form.truth("follow", None),
        beats=desk.known(form.words("beats"), desk.answers, "R006"),
    )
    _need_lines(form, "lines", answer.lines)
    _need_lines(form, "ask", answer.ask.rows)
    form.close()
    return answer


def reply_of(form: Form, number: int, taken: set[str], desk: Desk, script: Script) -> Reply:
    """Return a reaction to what was just said."""
    name = _fresh(form, form.text("id") or f"reply{number}", taken)
    reply = Reply(
        id=RuleId(name),
        when=guard_of(form.node("when"), desk),
        lines=script.lines(form, "lines", f"reply.{name}"),
        follow=form.truth("follow", None),
    )
    _need_lines(form, "lines", reply.lines)
    form.close()
    return reply


def _rule(form: Form, place: str, taken: set[str], desk: Desk, script: Script) -> Rule:
    back = bool(form.truth("back"))
    target = form.text("to", needed=not back)
    name = _fresh(form, form.text("id") or target or "back", taken)
    if target and back:
        form.notes.add(form.at("back"), "P028")
    elif target:
        desk.known(((form.at("to"), target),), desk.states, "R002")
    thought = form.text("thought")
    script.placeholders(form.at("thought"), thought)
    rule = Rule(
        id=RuleId(f"{place}.{name}"),
        when=guard_of(form.node("when"), desk),
        to=StateId(target),
        effect=effect_of(form.node("effect"), desk),
        lines=script.lines(form, "lines", f"{place}.{name}"),
        thought=thought,
        at=form.line,
        back=back,
    )
    form.close()
    return rule


def _tip(form: Form, script: Script) -> Tip | None:
    below = form.form("tip")
    if "tip" not in form:
        return None
    texts = {key: below.text(key, needed=True) for key in ("parent", "move", "example")}
    for key, text in texts.items():
        script.placeholders(below.at(key), text)
    below.close()
    return Tip(**texts)


def _fresh(form: Form, name: str, taken: set[str]) -> str:
    """Return a name that no other rule here has; the second of the same name gets a number."""
    if name in taken:
        if "id" in form:
            form.notes.add(form.at("id"), "P024", name=name)
        name = next(f"{name}-{count}" for count in range(2, 999) if f"{name}-{count}" not in taken)
    taken.add(name)
    return name


def _need_lines(form: Form, key: str, found: object) -> None:
    if key not in form or found == Lines():
        form.notes.add(form.line, "F002", key=key)
