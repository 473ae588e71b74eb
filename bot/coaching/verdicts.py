"""How each technique fared, for the pages per module."""

from bot.coaching.critique import is_open, is_sure, question, slips
from bot.coaching.evidence import shows
from bot.coaching.talk import Talk
from bot.coaching.wording import Voice
from bot.model.course import Technique, Verdict

SEEN, OPEN, NONE = "seen", "open", "none"


def verdicts(talk: Talk, voice: Voice) -> tuple[Verdict, ...]:
    """Return a verdict for every technique; what was not recognised is asked about, not concluded."""
    return tuple(_verdict(technique, talk, voice) for technique in voice.course.techniques)


def _verdict(technique: Technique, talk: Talk, voice: Voice) -> Verdict:
    turns = tuple(
        turn.number for turn, fits in zip(talk.turns, talk.fits(technique.quote), strict=True) if fits
    )
    if technique.occasion is not None and not shows(technique.occasion, talk):
        mark, note, turns = NONE, voice.say("no_occasion"), ()
    elif is_open(technique, talk):
        mark, note = OPEN, _note(technique, turns, talk, voice)
    else:
        mark, note = SEEN, ""
    return Verdict(technique.id, technique.module, technique.title, mark, turns, note)


def _note(technique: Technique, turns: tuple[int, ...], talk: Talk, voice: Voice) -> str:
    """Return the weak moment, or the first sign of it, or the question whether it was there."""
    weak = [(slip, turn) for slip, turn in slips(technique, talk, voice) if is_sure(slip, turn)]
    if weak:
        slip, turn = weak[0]
        return voice.say("slipped", turn=str(turn.number), title=slip.title)
    if turns:
        return voice.say("partly", turn=str(turns[0]))
    return question(technique, talk, voice)
