"""Tops: good moments, in the teacher's words. Wrong praise destroys trust, so in doubt there is none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.coaching.evidence import shows
from bot.coaching.mandate import in_order
from bot.coaching.quotes import teacher_words
from bot.coaching.talk import (
    Talk,
    assents,
    certain,
    eased,
    loss,
    recognised,
    rise,
    turned_away,
    worse,
)
from bot.coaching.wording import ANY, Voice
from bot.model.course import Observation, Technique
from bot.model.ids import FlagId, ModuleId, TechniqueId
from bot.model.persona import Persona
from bot.model.reading import Certainty, Recognition
from bot.model.session import Turn

OPENED, EASED, TRUSTED = "opened", "eased", "trusted"


@dataclass(frozen=True, slots=True)
class Good:
    """A moment that may be praised."""

    technique: Technique
    turn: Turn
    found: Recognition
    seen: bool
    """Whether the conversation as a whole shows the technique too."""
    layer: str
    """Title of the hidden layer that opened here; empty when none."""

    @property
    def strength(self) -> int:
        """Return how much it deserves to be said."""
        return (
            10 * self.technique.weight
            + 4 * (self.found.certainty is Certainty.SURE)
            + 2 * max(0, -rise(self.turn))
            + 2 * max(0, -loss(self.turn))
            + 6 * bool(self.layer)
            + 3 * self.seen
        )


def good_moments(talk: Talk, voice: Voice) -> tuple[Good, ...]:
    """Return every moment that may be praised, technique by technique."""
    return tuple(
        good
        for technique in voice.course.techniques
        if technique.top and (technique.occasion is None or shows(technique.occasion, talk))
        for good in _moments(technique, talk, voice, seen=shows(technique.seen, talk))
    )


def _moments(technique: Technique, talk: Talk, voice: Voice, *, seen: bool) -> Iterator[Good]:
    if technique.only_seen and not seen:
        return
    for turn, fits in zip(talk.turns, talk.fits(technique.quote), strict=True):
        found = recognised(turn, technique.moves) if fits else None
        if found and _deserved(technique, turn, found, talk, voice):
            yield Good(technique, turn, found, seen, _layer(turn, voice.persona))


def _deserved(technique: Technique, turn: Turn, found: Recognition, talk: Talk, voice: Voice) -> bool:
    """Say whether praise is right: certain, in clean company, within the mandate, not backfiring."""
    sure = found.certainty is Certainty.SURE or (eased(turn) and certain(found, _least(technique, voice)))
    backfired = rise(turn) > voice.course.thresholds.get("praise_rise", 1) or loss(turn) > 0
    return (
        sure
        and len(found.words.split()) >= voice.course.thresholds.get("praise_words", 3)
        and not spoilt(turn, talk, voice)
        and not backfired
        and not turned_away(turn, voice.persona)
        and (not technique.assent or assents(turn, voice.persona))
        and not talk.harms(turn)
        and not talk.may_harm(turn)
        and not _perhaps_spoilt(turn, voice)
        and in_order(technique.mandate, turn, found, voice.persona)
    )


def _least(technique: Technique, voice: Voice) -> int:
    return technique.certain or voice.course.thresholds.get("praise_chance", 0)


def spoilt(turn: Turn, talk: Talk, voice: Voice) -> bool:
    """Say whether the course forbids praise for anything in this message."""
    never = voice.course.no_praise
    return never is not None and talk.fits(never)[turn.number - talk.first]


def _perhaps_spoilt(turn: Turn, voice: Voice) -> bool:
    """Say whether something that takes praise away was seen, however unsurely."""
    never = voice.course.never_beside
    return any(found.move in never for found in turn.reading.recognitions)


def _layer(turn: Turn, persona: Persona) -> str:
    titles: dict[FlagId, str] = dict(persona.flag_titles)
    return next((titles[flag] for flag in turn.flags if flag in titles), "")


def best(goods: Iterable[Good], *, number: int, avoid: frozenset[int] = frozenset()) -> tuple[Good, ...]:
    """Return the strongest moments: of different turns and techniques, and rather of different modules."""
    chosen: list[Good] = []
    left = [good for good in goods if good.turn.number not in avoid]
    while left and len(chosen) < number:
        modules = {good.technique.module for good in chosen}
        pick = max(left, key=lambda good: good.strength - 8 * (good.technique.module in modules))
        chosen.append(pick)
        left = [one for one in left if one.turn is not pick.turn and one.technique is not pick.technique]
    return tuple(sorted(chosen, key=lambda good: good.turn.number))


def praise(good: Good, voice: Voice) -> Observation:
    """Return what the coach says of a good moment."""
    quote = teacher_words(
        good.turn,
        good.technique.moves,
        most=voice.quote_words,
        borders=voice.borders,
        apart=True,
        beside=good.technique.beside,
        tagged=voice.course.tagged,
        tag_words=voice.course.tag_words,
        fillers=voice.course.fillers,
    )
    ways = next((good.technique.top[kind] for kind in _kinds(good) if good.technique.top.get(kind)), ())
    text = voice.pick(ways, f"top:{good.technique.id}", quote=quote, layer=good.layer)
    return Observation(
        technique=good.technique.id,
        module=good.technique.module,
        kind="top",
        turn=good.turn.number,
        quote=quote,
        text=text,
        helped=bool(good.turn.helped),
    )


def _kinds(good: Good) -> Iterator[str]:
    """Yield what may be said of the effect, the strongest first."""
    if good.layer:
        yield OPENED
    if rise(good.turn) < 0 and not good.turn.events:  # what an event took away gave no rest
        yield EASED
    if loss(good.turn) < 0:
        yield TRUSTED
    yield ANY


def attempt(talk: Talk, voice: Voice) -> Observation:
    """Return a kind word when no top can be given: the attempt, and a moment at which the parent stayed."""
    stayed = [(turn, found) for turn in talk.turns if (found := _stayed(turn, talk, voice))]
    turn, found = min(stayed, key=lambda one: (rise(one[0]), loss(one[0])), default=(None, None))
    if turn and found:
        quote = teacher_words(turn, frozenset({found.move}), most=10, borders=voice.borders, apart=True)
        name = "stayed"
    else:
        quote = ""
        long = len(talk) > voice.course.thresholds.get("too_short", 2)
        name = "stayed_long" if long and not _broken_off(talk) else "attempt"
    return Observation(
        technique=TechniqueId(""),
        module=ModuleId(""),
        kind="attempt",
        turn=turn.number if turn else 0,
        quote=quote,
        text=voice.say(name, quote=quote, number=str(len(talk))),
    )


def _broken_off(talk: Talk) -> bool:
    """Say whether the talk ended badly: by either of them."""
    return turned_away(talk.turns[-1], talk.persona) and talk.turns[-1].outcome is not None


def _stayed(turn: Turn, talk: Talk, voice: Voice) -> Recognition | None:
    """Return a move that builds, in a harmless message after which the parent talked on in no worse mood."""
    tenser = turn.after.tension > talk.turns[0].before.tension
    if (
        turn.outcome
        or turned_away(turn, voice.persona)
        or tenser
        or worse(turn)
        or talk.may_harm(turn)
        or spoilt(turn, talk, voice)
    ):
        return None
    found = recognised(turn, talk.building)
    least = voice.course.thresholds.get("praise_words", 3)
    return found if found and len(found.words.split()) >= least else None
