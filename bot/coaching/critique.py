"""The tip: the weak moment that mattered most, or what was not recognised though it had its occasion."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from bot.coaching.evidence import shows
from bot.coaching.mandate import PROMISE, names_forbidden, only_allowed
from bot.coaching.quotes import CLOSING, parent_words, teacher_words, whole_sentence
from bot.coaching.retelling import told
from bot.coaching.talk import Moves, Talk, eased, guessed, loss, mood_fits, recognised, rise, worse
from bot.coaching.wording import ANY, BARE, SHORTEST, Voice
from bot.model.course import Observation, Sentences, Slip, Technique
from bot.model.ids import MoveId, TechniqueId
from bot.model.persona import Outcome
from bot.model.reading import Certainty, Recognition
from bot.model.session import Turn

_HEARD = 12
"""Words of the parent that an effect may repeat."""


@dataclass(frozen=True, slots=True)
class Weak:
    """A moment that could have gone better; without a slip the technique was just not recognised."""

    technique: Technique
    turn: Turn
    slip: Slip | None
    strength: int


def is_sure(slip: Slip, turn: Turn) -> bool:
    """Say whether a weak moment may be named without reserve."""
    found = recognised(turn, slip.moves)
    return found is None or found.certainty is Certainty.SURE


def weakest(talk: Talk, voice: Voice, outcome: Outcome | None) -> Weak | None:
    """Return the moment that mattered most; the earliest when several weigh the same."""
    weak = _slips(talk, voice, outcome)
    return max(weak, key=lambda one: (one.strength, -one.turn.number), default=None)


def in_focus(talk: Talk, voice: Voice, outcome: Outcome | None, focus: frozenset[TechniqueId]) -> Weak | None:
    """Return the weak moment of what the teacher chose to work on, or that it was not recognised at all."""
    if not focus:
        return None
    for found in (_slips(talk, voice, outcome), _missing(talk, voice)):
        weak = [one for one in found if one.technique.id in focus]
        if weak:
            return max(weak, key=lambda one: (one.strength, -one.turn.number))
    return None


def missing(talk: Talk, voice: Voice, praised: Moves) -> Weak | None:
    """Return what was not recognised though there was occasion, apart from what was just praised."""
    weak = (one for one in _missing(talk, voice) if not one.technique.moves & praised)
    return max(weak, key=lambda one: one.strength, default=None)


def _slips(talk: Talk, voice: Voice, outcome: Outcome | None) -> Iterator[Weak]:
    for technique in voice.course.techniques:
        if technique.occasion is not None and not shows(technique.occasion, talk):
            continue
        for slip, turn in slips(technique, talk, voice):
            yield Weak(technique, turn, slip, _cost(slip, turn, voice, outcome))


def _hurt(slip: Slip, turn: Turn, voice: Voice) -> bool:
    """Say whether it was a slip here: not when it went down well, nor when the promise was allowed."""
    found = recognised(turn, slip.moves)
    doubtful = found is not None and found.certainty is not Certainty.SURE
    return (
        mood_fits(slip.mood, turn)
        and not only_allowed(slip.mandate, turn, found, voice.persona)
        and not (doubtful and eased(turn) and not slip.relief)
        and not (doubtful and slip.mandate == PROMISE and not names_forbidden(turn, voice.persona))
        and (found is None or _said_there(slip, turn, found))
    )


def _said_there(slip: Slip, turn: Turn, found: Recognition) -> bool:
    """Say whether the manner of a slip was in the very words, and not elsewhere in the message."""
    alone = turn.reading.text.strip(CLOSING) == whole_sentence(turn, found).strip(CLOSING)
    return alone or slip.when.attributes <= found.attributes


def slips(technique: Technique, talk: Talk, voice: Voice) -> tuple[tuple[Slip, Turn], ...]:
    """Return the weak moments of one technique, in order of time."""
    found = [
        (slip, turn)
        for slip in technique.slips
        for turn, fits in zip(talk.turns, talk.fits(slip.when, strict=True), strict=True)
        if fits and _hurt(slip, turn, voice)
    ]
    return tuple(sorted(found, key=lambda pair: pair[1].number))


def _cost(slip: Slip, turn: Turn, voice: Voice, outcome: Outcome | None) -> int:
    disguised = outcome is not None and outcome.in_disguise
    found = recognised(turn, slip.moves)
    return (
        10 * slip.weight
        + 4 * max(0, rise(turn))
        + 3 * max(0, loss(turn))
        + 2 * (found is not None and found.certainty is Certainty.SURE)
        + 8 * (slip.mandate == PROMISE and names_forbidden(turn, voice.persona))
        - 8 * (eased(turn) and not slip.relief)
        + 30 * (disguised and slip.relief)
    )


def _missing(talk: Talk, voice: Voice) -> Iterator[Weak]:
    if len(talk) < voice.course.thresholds.get("missed_from", 5):
        return
    for technique in voice.course.techniques:
        meant = meant_at(technique.moves, voice)
        if (
            technique.missed
            and not meant
            and is_open(technique, talk)
            and not any(talk.fits(technique.quote))
        ):
            turn = _chance(technique, talk)
            if _finesse(technique, voice) and not worse(turn):
                continue
            strength = (
                2 * min(technique.weight, 3)
                + 3 * worse(turn)
                - 6 * bool(_guessed(technique, talk))
                - 3 * (turn.number not in _chances(technique, talk))
                + voice.choice(technique.id, 3)
            )
            yield Weak(technique, turn, None, strength)


def _finesse(technique: Technique, voice: Voice) -> bool:
    """Say whether it is only named where the mood got worse for want of it."""
    heavy = technique.weight >= voice.course.thresholds.get("finesse_weight", 4)
    return heavy or technique.missed_when_worse


def is_open(technique: Technique, talk: Talk) -> bool:
    """Say whether there was occasion for a technique and the conversation does not show it."""
    occasion = technique.occasion is None or shows(technique.occasion, talk)
    return occasion and not shows(technique.seen, talk)


def _chance(technique: Technique, talk: Talk) -> Turn:
    """Return the last message at which it could have been done, else the one after the parent opened up."""
    fitting = [turn for turn in talk.turns if turn.number in _chances(technique, talk)]
    opened = [after for turn, after in pairwise(talk.turns) if turn.flags]
    return (fitting or opened[:1] or [talk.turns[len(talk) // 2]])[-1]


def _chances(technique: Technique, talk: Talk) -> frozenset[int]:
    """Return the messages at which it could have been done."""
    fits = talk.fits(technique.chance) if technique.chance else ()
    return frozenset(turn.number for turn, fit in zip(talk.turns, fits, strict=False) if fit)


def criticise(weak: Weak, talk: Talk, voice: Voice, *, good: bool) -> Observation:
    """Return what the coach says of a weak moment; `good` when the conversation ended well all the same."""
    if weak.slip:
        return _weak_moment(weak, weak.slip, talk, voice)
    asked = question(weak.technique, talk, voice)
    lead = voice.say("next_time") if good and voice.level < SHORTEST else ""
    text = f"{lead} {asked}".strip()
    return _observation(weak, talk, voice, text=text, lines=_told(weak, talk))


def _told(weak: Weak, talk: Talk) -> Mapping[str, Sentences]:
    """Return the lines of a technique; of one that retells, what was told by then, and what always fits."""
    lines = weak.technique.alternative
    if not weak.technique.retells:
        return lines
    before = [turn for turn in talk.turns if turn.number <= weak.turn.number]
    return {key: ways if key == ANY else told(ways, before) for key, ways in lines.items()}


def _weak_moment(weak: Weak, slip: Slip, talk: Talk, voice: Voice) -> Observation:
    quote = teacher_words(
        weak.turn,
        slip.moves,
        most=voice.quote_words,
        borders=voice.borders,
        tagged=voice.course.tagged,
        tag_words=voice.course.tag_words,
        fillers=voice.course.fillers,
    )
    said = parent_words(weak.turn, most=_HEARD, borders=voice.borders)
    ways = _fitting(slip.effect, weak.turn, talk)
    effect = voice.pick(ways, f"effect:{slip.id}:{weak.turn.number}", quote=quote, said=said)
    text = _moment(weak, slip, quote, voice)
    return _observation(weak, talk, voice, text=text, lines=slip.alternative, quote=quote, effect=effect)


def _observation(
    weak: Weak,
    talk: Talk,
    voice: Voice,
    *,
    text: str,
    lines: Mapping[str, Sentences],
    quote: str = "",
    effect: str = "",
) -> Observation:
    line = voice.pick(_fitting(lines, weak.turn, talk), f"line:{weak.turn.number}")
    return Observation(
        technique=weak.technique.id,
        module=weak.technique.module,
        kind="tip",
        turn=weak.turn.number,
        quote=quote,
        text=text,
        effect=effect,
        alternative=voice.say("alternative", line=line) if line else "",
        invitation=_invitation(weak, voice),
        helped=bool(weak.turn.helped),
    )


def _moment(weak: Weak, slip: Slip, quote: str, voice: Voice) -> str:
    turn = weak.turn
    said = parent_words(turn, most=voice.said_words, borders=voice.borders) if voice.said_words else ""
    if slip.tip:
        return voice.pick(slip.tip, f"tip:{slip.id}", quote=quote, said=said, turn=str(turn.number))
    name = "moment" if is_sure(slip, weak.turn) else "moment_likely"
    if not said or voice.level >= SHORTEST:
        name += "_short"
    return voice.say(name, quote=quote, said=said, title=slip.title)


def _guessed(technique: Technique, talk: Talk) -> tuple[int, ...]:
    """Return where it perhaps stood, if its place is in the words alone: not how a whole talk went."""
    if technique.only_seen:
        return ()
    return guessed(talk.turns[: technique.seen.within or None], technique.moves)


def meant_at(moves: Moves, voice: Voice) -> int:
    """Return the turn that the teacher says was meant as one of the moves; 0 when there is none."""
    return next((turn for turn, move in sorted(voice.meant.items()) if move in moves), 0)


def as_meant(moves: Moves, talk: Talk, voice: Voice) -> str:
    """Return that the teacher says it was there; empty when nothing of the kind was said."""
    turn = meant_at(moves, voice)
    known = talk.lexicon.moves.get(MoveId(voice.meant[turn])) if turn else None
    return voice.say("meant", turn=str(turn), title=known.title) if known else ""


def question(technique: Technique, talk: Talk, voice: Voice) -> str:
    """Return the question about something that was not recognised, with the turn where it perhaps stood."""
    text = voice.pick(technique.missed, f"missed:{technique.id}")
    perhaps = _guessed(technique, talk)
    return f"{text} {voice.say('perhaps', turn=str(perhaps[0]))}".strip() if perhaps else text


def _fitting(ways: Mapping[str, Sentences], turn: Turn, talk: Talk) -> Sentences:
    """Return the sentences for this place in the conversation, the most particular first."""
    return next((ways[key] for key in _keys(turn, talk) if ways.get(key)), ())


def _keys(turn: Turn, talk: Talk) -> Iterator[str]:
    """Yield what the teacher spoke of, where the parent stood, and what was on the table by then."""
    here = talk.persona.id
    yield from (f"{here}.{hit.grant}" for hit in turn.reading.grants)
    yield from (f"{here}.{hit.topic}" for hit in turn.reading.topics)
    yield f"{here}.{turn.state_before}"
    earlier = [flag for one in talk.turns if one.number < turn.number for flag in one.flags]
    yield from (f"{here}.{flag}" for flag in reversed(earlier))
    yield here
    yield ANY


def _invitation(weak: Weak, voice: Voice) -> str:
    if voice.level >= BARE:
        return ""
    if weak.technique.invitation:
        return voice.pick(weak.technique.invitation, f"invitation:{weak.technique.id}")
    return voice.say("invitation" if weak.slip else "invitation_missed")
