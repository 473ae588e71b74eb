"""How each technique fared, for the pages per module."""

from bot.coaching.critique import as_meant, is_sure, question, slips
from bot.coaching.evidence import shows
from bot.coaching.talk import Talk
from bot.coaching.wording import Voice
from bot.model.course import Course, Technique, Verdict
from bot.model.ids import TechniqueId
from bot.model.lexicon import Lexicon
from bot.model.persona import Persona
from bot.model.session import Turn

SEEN, OPEN, NONE = "seen", "open", "none"


def verdicts(talk: Talk, voice: Voice) -> tuple[Verdict, ...]:
    """Return a verdict for every technique; what was not recognised is asked about, not concluded."""
    return tuple(_verdict(technique, talk, voice) for technique in voice.course.techniques)


def marks(
    course: Course, lexicon: Lexicon, persona: Persona, turns: tuple[Turn, ...]
) -> dict[TechniqueId, str]:
    """Return the mark of every technique and nothing else: a fraction of the work of a whole debrief."""
    talk = Talk(turns, lexicon, persona, course)
    return {technique.id: _mark(technique, talk) for technique in course.techniques}


def _mark(technique: Technique, talk: Talk) -> str:
    if technique.occasion is not None and not shows(technique.occasion, talk):
        return NONE
    return SEEN if shows(technique.seen, talk) else OPEN


def _verdict(technique: Technique, talk: Talk, voice: Voice) -> Verdict:
    turns = tuple(
        turn.number for turn, fits in zip(talk.turns, talk.fits(technique.quote), strict=True) if fits
    )
    mark, note = _mark(technique, talk), ""
    if mark == NONE:
        note, turns = voice.say("no_occasion"), ()
    elif mark == OPEN:
        note = _note(technique, turns, talk, voice)
    return Verdict(technique.id, technique.module, technique.title, mark, turns, note)


def _note(technique: Technique, turns: tuple[int, ...], talk: Talk, voice: Voice) -> str:
    """Return the weak moment, or the first sign of it, or the question whether it was there."""
    weak = [(slip, turn) for slip, turn in slips(technique, talk, voice) if is_sure(slip, turn)]
    if weak:
        slip, turn = weak[0]
        return voice.say("slipped", turn=str(turn.number), title=slip.title)
    if turns:
        return voice.say("partly", turn=str(turns[0]))
    return as_meant(technique.moves, talk, voice) or question(technique, talk, voice)
