"""The steps of handling a complaint, marked done, too early or not recognised."""

from bot.coaching.evidence import first_shown
from bot.coaching.talk import Talk
from bot.coaching.wording import Voice
from bot.model.course import Step, StepMark

DONE, EARLY, MISSED = "done", "early", "missed"


def step_marks(talk: Talk, voice: Voice) -> tuple[StepMark, ...]:
    """Return a mark for each step; the order is that of first occurrence."""
    first = {step.id: first_shown(step.evidence, talk) for step in voice.course.steps}
    return tuple(_mark(step, first) for step in voice.course.steps)


def _mark(step: Step, first: dict[str, int]) -> StepMark:
    turn = first[step.id]
    if not turn:
        return StepMark(step.id, step.title, MISSED, note=step.slip)
    before = first.get(step.after, 0)
    if step.after and (not before or before > turn):
        return StepMark(step.id, step.title, EARLY, turn=turn, note=step.early)
    return StepMark(step.id, step.title, DONE, turn=turn)
