"""What goes through the parent's mind; shown only when the teacher asks for it."""

from bot.model.moment import Moment, holds, may_hold
from bot.model.persona import Persona, Rule


def thought_at(persona: Persona, moment: Moment, rule: Rule | None) -> str:
    """Return the thought of the rule that fired, or else the first that fits the moment."""
    if rule and rule.thought:
        return rule.thought
    moves = frozenset(moment.reading.moves())
    able = (thought for thought in persona.thoughts if may_hold(thought.when, moves))
    return next((thought.text for thought in able if holds(thought.when, moment)), "")
