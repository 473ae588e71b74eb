"""What a message does to the parent: tension and trust, with a reason for every step."""

from collections.abc import Iterable

from bot.model.guard import Effect
from bot.model.ids import MoveId
from bot.model.lexicon import Lexicon
from bot.model.moment import Moment, holds
from bot.model.persona import Difficulty, MoodStep, Persona
from bot.model.session import Mood, MoodChange

LOWEST, HIGHEST = 0, 10
GENTLE = Difficulty(id="", title="")


def feel(
    persona: Persona, lexicon: Lexicon, moment: Moment, difficulty: Difficulty
) -> tuple[MoodChange, ...]:
    """Return what the moves and the events of a message change, as far as the persona reacts to them."""
    return (
        *_moves(persona, lexicon.repeat_window, moment, difficulty),
        *_events(persona, lexicon, moment, difficulty),
    )


def apply(mood: Mood, changes: Iterable[MoodChange], *, least: int, most: int) -> Mood:
    """Return the mood after changes whose sum is capped: tension by least and most, trust the other way."""
    listed = tuple(changes)
    tension = sum(change.tension for change in listed)
    trust = sum(change.trust for change in listed)
    return shift(mood, min(most, max(least, tension)), min(-least, max(-most, trust)))


def shift(mood: Mood, tension: int, trust: int) -> Mood:
    """Return the mood moved by so much, kept within its scale."""
    return Mood(
        tension=min(HIGHEST, max(LOWEST, mood.tension + tension)),
        trust=min(HIGHEST, max(LOWEST, mood.trust + trust)),
    )


def effect_change(cause: str, effect: Effect, difficulty: Difficulty) -> tuple[MoodChange, ...]:
    """Return the change that an effect brings, if it brings any."""
    return _change(cause, effect.tension, effect.trust, difficulty)


def open_mood(persona: Persona, difficulty: Difficulty) -> Mood:
    """Return the mood in which the parent starts."""
    return shift(Mood(persona.tension, persona.trust), difficulty.tension, difficulty.trust)


def band_of(persona: Persona, mood: Mood) -> str:
    """Return the band of tension that the mood lies in; the first when a persona leaves a gap."""
    bands = (name for name, span in persona.bands.items() if mood.tension in span)
    return next(bands, next(iter(persona.bands)))


def difficulty_of(persona: Persona, name: str) -> Difficulty:
    """Return a difficulty by its name; the persona's first when there is no such name."""
    first = next(iter(persona.difficulties.values()), GENTLE)
    return persona.difficulties.get(name, first)


def _moves(persona: Persona, window: int, moment: Moment, difficulty: Difficulty) -> Iterable[MoodChange]:
    recent = {move for message in moment.history[1 - window :] for move in message} if window > 1 else set()
    for move in moment.reading.moves():
        step = _step(persona.reactions.get(move, ()), moment)
        if step:
            tension, trust = _repeated(step) if move in recent else (step.tension, step.trust)
            yield from _change(move, tension, trust, difficulty)


def _step(steps: tuple[MoodStep, ...], moment: Moment) -> MoodStep | None:
    return next((step for step in steps if holds(step.when, moment)), None)


def _repeated(step: MoodStep) -> tuple[int, int]:
    """Return what is left of a step when the move was made only just before: the relief is gone."""
    return max(0, step.tension), min(0, step.trust)


def _events(
    persona: Persona, lexicon: Lexicon, moment: Moment, difficulty: Difficulty
) -> Iterable[MoodChange]:
    for event in lexicon.events:
        step = persona.event_steps.get(event.id)
        if step and event.id in moment.events and holds(step.when, moment):
            yield from _change(event.id, step.tension, step.trust, difficulty)


def _change(cause: str, tension: int, trust: int, difficulty: Difficulty) -> tuple[MoodChange, ...]:
    felt = MoodChange(
        cause=MoveId(cause),
        tension=_per_cent(tension, difficulty.soften if tension < 0 else difficulty.harden),
        trust=_per_cent(trust, difficulty.soften if trust > 0 else difficulty.harden),
    )
    return (felt,) if felt.tension or felt.trust else ()


def _per_cent(step: int, share: int) -> int:
    """Return a share of a step, rounded to the nearest whole; halves away from nothing."""
    size = (abs(step) * share + 50) // 100
    return size if step > 0 else -size
