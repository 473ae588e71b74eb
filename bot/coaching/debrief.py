"""From the turns of a conversation to its debrief: two tops, one tip, short enough for a phone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.coaching.critique import Weak, criticise, in_focus, missing, weakest
from bot.coaching.inrole import in_role
from bot.coaching.praise import Good, attempt, best, good_moments, praise
from bot.coaching.profiles import profiles
from bot.coaching.steps import step_marks
from bot.coaching.talk import Talk
from bot.coaching.verdicts import verdicts
from bot.coaching.wording import BARE, Voice, fill, words
from bot.model.course import Course, Debrief, Observation
from bot.model.ids import MoveId, OutcomeId, TechniqueId
from bot.model.lexicon import Lexicon
from bot.model.moment import understood
from bot.model.persona import Outcome, Persona
from bot.model.session import Turn
from bot.model.texts import Texts

Said = tuple[str, tuple[Observation, ...], Observation | None]
"""In the role, tops, tip."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is worth saying, before it is put into words."""

    goods: tuple[Good, ...]
    weak: Weak | None
    well: bool
    """Whether the conversation ended well."""


def make_debrief(
    course: Course,
    lexicon: Lexicon,
    persona: Persona,
    turns: tuple[Turn, ...],
    *,
    outcome: OutcomeId | None,
    texts: Texts,  # noqa: ARG001 - part of the contract; every sentence is the course's own
    focus: frozenset[TechniqueId] = frozenset(),
    meant: Mapping[int, MoveId] = MappingProxyType({}),
) -> Debrief:
    """Return the feedback on a conversation; without an outcome the teacher stopped halfway.

    What the teacher says a line was `meant` as (by turn) is repeated as such; it earns no praise.
    A technique in `focus`, which the teacher chose to work on, goes first in the tip if there was occasion.
    """
    talk = Talk(turns, lexicon, persona, course)
    ending = persona.outcomes.get(outcome) if outcome else None
    voice = replace(_voice(course, lexicon, persona, turns), meant=meant)
    parts = _first_screen(talk, voice, ending, focus)
    return Debrief(
        persona=persona.id,
        outcome=outcome or "",
        outcome_title=ending.title if ending else voice.say("stopped_title"),
        good=bool(ending and ending.good),
        story=fill(ending.story, voice.values) if ending else "",
        in_role=parts[0],
        tops=parts[1],
        tip=parts[2],
        steps=step_marks(talk, voice),
        steps_scored=persona.complaint and not _too_short(talk, course),
        verdicts=verdicts(talk, voice),
        profiles=profiles(talk, voice),
        unsure=tuple(turn.number for turn in turns if _unsure(turn)),
        notes=_notes(talk, voice),
        moods=_moods(turns),
    )


def _voice(course: Course, lexicon: Lexicon, persona: Persona, turns: tuple[Turn, ...]) -> Voice:
    values = {**persona.values, "parent": persona.short}
    seed = f"{persona.id}:{len(turns)}:{turns[-1].reading.text if turns else ''}"
    borders = tuple(sorted(lexicon.language.clause_words | course.cut_before))
    return Voice(course, persona, borders, seed=seed, values=values)


def _choose(talk: Talk, voice: Voice, ending: Outcome | None, focus: frozenset[TechniqueId]) -> Choice:
    """Return the one weak moment, the best moments of other turns, or else what was not recognised."""
    weak = in_focus(talk, voice, ending, focus) or weakest(talk, voice, ending)
    avoid = frozenset({weak.turn.number} if weak else ())
    goods = best(good_moments(talk, voice), number=voice.course.thresholds.get("tops", 2), avoid=avoid)
    praised = frozenset[MoveId]().union(*(good.technique.moves for good in goods))
    return Choice(goods, weak or missing(talk, voice, praised), well=bool(ending and ending.good))


def _first_screen(talk: Talk, roomy: Voice, ending: Outcome | None, focus: frozenset[TechniqueId]) -> Said:
    """Return the in-role words, tops and tip in the roomiest wording that fits on the first screen."""
    said: Said = ("", (), None)
    if not talk.turns:
        return said
    most = roomy.course.thresholds
    choice = _choose(talk, roomy, ending, focus)
    for level in range(BARE + 1):
        said = _said(choice, talk, replace(roomy, level=level))
        coach = _length(said)
        if coach <= most.get("words_coach", 120) and coach + words(said[0]) <= most.get("words_screen", 130):
            return said
    return said[0], said[1][:1], said[2]


def _said(choice: Choice, talk: Talk, voice: Voice) -> Said:
    tops = tuple(praise(good, voice) for good in choice.goods) or (attempt(talk, voice),)
    tip = criticise(choice.weak, talk, voice, good=choice.well) if choice.weak else None
    return in_role(talk, voice, good=choice.well), tops, tip


def _length(said: Said) -> int:
    observations = (*said[1], said[2]) if said[2] else said[1]
    return sum(
        words(part)
        for one in observations
        for part in (one.text, one.effect, one.alternative, one.invitation)
    )


def _too_short(talk: Talk, course: Course) -> bool:
    return len(talk) <= course.thresholds.get("too_short", 2)


def _unsure(turn: Turn) -> bool:
    """Say whether the teacher can tell what was meant; without a word there is nothing to tell."""
    reading = turn.reading
    has_words = any(sign.isalnum() for sign in reading.text)
    return has_words and bool(reading.doubts() or not understood(reading))


def _notes(talk: Talk, voice: Voice) -> tuple[str, ...]:
    """Return the honest remarks that belong to this conversation."""
    number = str(len(talk))
    blank = sum(not understood(turn.reading) for turn in talk.turns)
    helped = [str(turn.number) for turn in talk.turns if turn.helped]
    much = 100 * blank >= voice.course.thresholds.get("blank_percent", 30) * max(1, len(talk))
    remarks = (
        ("too_short", _too_short(talk, voice.course)),
        ("blank", bool(blank) and much),
        ("helped_one" if len(helped) == 1 else "helped", bool(helped)),
    )
    values = {"number": number, "blank": str(blank), "turns": ", ".join(helped)}
    said = (voice.say(name, **values) for name, applies in remarks if applies)
    return tuple(text for text in said if text)


def _moods(turns: tuple[Turn, ...]) -> tuple[tuple[int, int], ...]:
    if not turns:
        return ()
    before = turns[0].before
    return ((before.tension, before.trust), *((turn.after.tension, turn.after.trust) for turn in turns))
