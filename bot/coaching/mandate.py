"""What the teacher may promise and refuse to this parent, held against what was said."""

from bot.model.persona import Persona
from bot.model.reading import Recognition
from bot.model.session import Turn

PROMISE, REFUSAL = "promise", "refusal"


def in_order(rule: str, turn: Turn, found: Recognition, persona: Persona) -> bool:
    """Say whether nothing was promised that may not be given, or refused that may."""
    here = _allowed(turn, found, persona)
    if rule == PROMISE:
        return False not in here
    if rule == REFUSAL:
        return True not in here or names_forbidden(turn, persona)
    return True


def only_allowed(rule: str, turn: Turn, found: Recognition | None, persona: Persona) -> bool:
    """Say whether a promise was one of what may be given, and of nothing else."""
    return rule == PROMISE and found is not None and _allowed(turn, found, persona) == {True}


def names_forbidden(turn: Turn, persona: Persona) -> bool:
    """Say whether the message speaks of something that may not be given."""
    return False in _allowed(turn, None, persona)


def _allowed(turn: Turn, found: Recognition | None, persona: Persona) -> set[bool]:
    """Return whether the items of the mandate in these words (or in the whole message) may be given."""
    allowed = {grant.id: grant.allowed for grant in persona.grants}
    start = turn.reading.text.find(found.words) if found else 0
    end = start + len(found.words) if found else len(turn.reading.text)
    hits = (hit for hit in turn.reading.grants if start <= hit.span.start < end)
    return {allowed[hit.grant] for hit in hits if hit.grant in allowed}
