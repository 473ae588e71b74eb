"""Lists what a persona consists of: every line, rule and state, with where it stands."""

from collections.abc import Iterator

from bot.model.persona import Line, Persona, Rule


def all_rules(persona: Persona) -> Iterator[Rule]:
    """Yield every rule, those for any state first."""
    yield from persona.everywhere
    for state in persona.states.values():
        yield from state.rules


def all_lines(persona: Persona) -> Iterator[Line]:
    """Yield everything that the parent may say in a conversation."""
    yield persona.opening
    for rule in all_rules(persona):
        yield from rule.lines.all()
    for state in persona.states.values():
        for lines in (state.enter, state.stay, state.unclear):
            yield from lines.all()
    for answer in persona.answers:
        yield from answer.lines.all()
    for reply in persona.replies:
        yield from reply.lines.all()
    yield from persona.unclear.all()
    yield from persona.silence.all()
