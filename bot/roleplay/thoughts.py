"""What goes through the parent's mind; shown only when the teacher asks for it."""

from bot.model.moment import Moment, holds
from bot.model.persona import Persona, Rule


def thought_at(persona: Persona, moment: Moment, rule: Rule | None) -> str:
    """Return the thought of the rule that fired, or else the first that fits the moment."""
    if rule and rule.thought:
        return rule.thought
    return next((thought.text for thought in persona.thoughts if holds(thought.when, moment)), "")
