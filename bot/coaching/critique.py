"""The tip: the weak moment that mattered most, or what was not recognised though it had its occasion."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.coaching.evidence import shows
from bot.coaching.quotes import parent_words, teacher_words
from bot.coaching.talk import Talk, guessed, loss, mood_fits, recognised, rise
from bot.coaching.wording import ANY, BARE, SHORTEST, Voice
from bot.model.course import Observation, Sentences, Slip, Technique
from bot.model.persona import Outcome, Persona
from bot.model.reading import Certainty
from bot.model.session import Turn


@dataclass(frozen=True, slots=True)
class Weak:
    """A moment that could have gone better; without a slip the technique was just not recognised."""

    technique: Technique
    turn: Turn
    slip: Slip | None
    strength: int

    @property
    def sure(self) -> bool:
        """Say whether it may be said without reserve."""
        if self.slip is None or not self.slip.moves:
            return True
        found = recognised(self.turn, self.slip.moves)
        return found is None or found.certainty is Certainty.SURE


def weakest(talk: Talk, voice: Voice, outcome: Outcome | None) -> Weak | None:
    """Return the one thing to say; the earliest when several weigh the same."""
    weak = (*_slips(talk, voice, outcome), *_missing(talk, voice, outcome))
    return max(weak, key=lambda one: (one.strength, -one.turn.number), default=None)


def _slips(talk: Talk, voice: Voice, outcome: Outcome | None) -> Iterator[Weak]:
    for technique in voice.course.techniques:
        if technique.occasion is not None and not shows(technique.occasion, talk):
            continue
        for slip in technique.slips:
            for turn, fits in zip(talk.turns, talk.fits(slip.when, strict=True), strict=True):
                if fits and mood_fits(slip.mood, turn):
                    yield Weak(technique, turn, slip, _cost(slip, turn, outcome))


def _cost(slip: Slip, turn: Turn, outcome: Outcome | None) -> int:
    disguised = outcome is not None and outcome.in_disguise
    found = recognised(turn, slip.moves)
    return (
        10 * slip.weight
        + 4 * max(0, rise(turn))
        + 3 * max(0, loss(turn))
        + 2 * (found is not None and found.certainty is Certainty.SURE)
        + 30 * (disguised and slip.relief)
    )


def _missing(talk: Talk, voice: Voice, outcome: Outcome | None) -> Iterator[Weak]:
    if len(talk) < voice.course.thresholds.get("missed_from", 5):
        return
    for technique in voice.course.techniques:
        if technique.missed and is_open(technique, talk) and not any(talk.fits(technique.quote)):
            bad = outcome is None or not outcome.good
            yield Weak(technique, _chance(technique, talk), None, 5 * technique.weight + 3 * bad)


def is_open(technique: Technique, talk: Talk) -> bool:
    """Say whether there was occasion for a technique and the conversation does not show it."""
    occasion = technique.occasion is None or shows(technique.occasion, talk)
    return occasion and not shows(technique.seen, talk)


def _chance(technique: Technique, talk: Talk) -> Turn:
    if technique.chance is None:
        return talk.turns[-1]
    fitting = [turn for turn, fits in zip(talk.turns, talk.fits(technique.chance), strict=True) if fits]
    return fitting[-1] if fitting else talk.turns[-1]


def criticise(weak: Weak, talk: Talk, voice: Voice) -> Observation:
    """Return what the coach says of a weak moment: moment, effect, alternative, invitation."""
    slip, technique, turn = weak.slip, weak.technique, weak.turn
    quote = teacher_words(turn, slip.moves, most=voice.quote_words, borders=voice.borders) if slip else ""
    alternative = _alternative(slip.alternative if slip else technique.alternative, turn, voice)
    return Observation(
        technique=technique.id,
        module=technique.module,
        kind="tip",
        turn=turn.number,
        quote=quote,
        text=_moment(slip, turn, quote, weak, voice) if slip else _question(technique, talk, voice),
        effect=voice.pick(slip.effect, f"effect:{slip.id}", quote=quote) if slip else "",
        alternative=voice.say("alternative", line=alternative) if alternative else "",
        invitation="" if voice.level >= BARE else _invitation(technique, voice),
        helped=bool(turn.helped),
    )


def _moment(slip: Slip, turn: Turn, quote: str, weak: Weak, voice: Voice) -> str:
    said = parent_words(turn, most=voice.said_words, borders=voice.borders) if voice.said_words else ""
    if slip.tip and weak.sure:
        return voice.pick(slip.tip, f"tip:{slip.id}", quote=quote, said=said)
    name = "moment" if weak.sure else "moment_likely"
    if not said or voice.level >= SHORTEST:
        name += "_short"
    return voice.say(name, quote=quote, said=said, title=slip.title)


def _question(technique: Technique, talk: Talk, voice: Voice) -> str:
    """Return the question about something that was not recognised, with the turn where it perhaps stood."""
    text = voice.pick(technique.missed, f"missed:{technique.id}")
    perhaps = guessed(talk.turns, technique.moves)
    return f"{text} {voice.say('perhaps', turn=str(perhaps[0]))}".strip() if perhaps else text


def _alternative(lines: Mapping[str, Sentences], turn: Turn, voice: Voice) -> str:
    ways: Sentences = next((lines[key] for key in _keys(turn, voice.persona) if lines.get(key)), ())
    return voice.pick(ways, f"line:{turn.number}")


def _keys(turn: Turn, persona: Persona) -> Iterator[str]:
    yield from (f"{persona.id}.{hit.grant}" for hit in turn.reading.grants)
    yield from (f"{persona.id}.{hit.topic}" for hit in turn.reading.topics)
    yield persona.id
    yield ANY


def _invitation(technique: Technique, voice: Voice) -> str:
    if technique.invitation:
        return voice.pick(technique.invitation, f"invitation:{technique.id}")
    return voice.say("invitation")
