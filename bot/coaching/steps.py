"""The steps of handling a complaint, marked done, too early or not recognised."""

from bot.coaching.critique import as_meant
from bot.coaching.evidence import first_shown, shows
from bot.coaching.talk import Moves, Talk, guessed
from bot.coaching.wording import Voice
from bot.model.course import Evidence, Step, StepMark
from bot.model.ids import MoveId

DONE, EARLY, MISSED = "done", "early", "missed"


def step_marks(talk: Talk, voice: Voice) -> tuple[StepMark, ...]:
    """Return a mark for each step; the order is that of first occurrence."""
    first = {step.id: first_shown(step.evidence, talk) for step in voice.course.steps}
    return tuple(_mark(step, first, talk, voice) for step in voice.course.steps)


def _mark(step: Step, first: dict[str, int], talk: Talk, voice: Voice) -> StepMark:
    turn = first[step.id]
    if not turn:
        note = as_meant(_moves(step.evidence), talk, voice) or _asked(step, talk, voice)
        return StepMark(step.id, step.title, MISSED, note=note)
    before = first.get(step.after, 0)
    if step.after and not _perhaps(step.after, talk, voice, upto=turn) and (not before or before > turn):
        return StepMark(step.id, step.title, EARLY, turn=turn, note=step.early)
    return StepMark(step.id, step.title, DONE, turn=turn)


def _asked(step: Step, talk: Talk, voice: Voice) -> str:
    """Return what is said of a step that was not recognised, with the turn where it perhaps stood."""
    said = frozenset(move for turn in talk.turns for move in turn.reading.moves())
    turns = talk.turns[: step.evidence.within or None]
    perhaps = guessed(turns, _moves(step.evidence) - said)
    return f"{step.slip} {voice.say('perhaps', turn=str(perhaps[0]))}".strip() if perhaps else step.slip


def _perhaps(name: str, talk: Talk, voice: Voice, *, upto: int) -> bool:
    """Say whether a step may have been taken by then, in words not surely understood."""
    step = next(step for step in voice.course.steps if step.id == name)
    end = sum(turn.number <= upto for turn in talk.turns)
    parts = step.evidence.every or (step.evidence,)
    return all(shows(part, talk, upto=end) or guessed(talk.turns[:end], _moves(part)) for part in parts)


def _moves(evidence: Evidence) -> Moves:
    """Return the moves that a step is about."""
    own = evidence.turn.moves if evidence.turn else frozenset[MoveId]()
    return own.union(*(_moves(part) for part in (*evidence.every, *evidence.some)))
