"""What the parent says afterwards, in the role: a moment that hurt and one that helped, in order of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.coaching.praise import spoilt
from bot.coaching.quotes import teacher_words
from bot.coaching.talk import (
    Moves,
    Talk,
    certain,
    eased,
    loss,
    recognised,
    rise,
    turned_away,
    worse,
)
from bot.coaching.wording import ROOMY, Voice, fill, words
from bot.model.guard import Guard
from bot.model.ids import MoveId
from bot.model.lexicon import Lexicon
from bot.model.persona import Reflection
from bot.model.reading import Certainty
from bot.model.session import Turn

_QUOTE: Final = 18


@dataclass(frozen=True, slots=True)
class Memory:
    """A reflection and the moment that it is about."""

    reflection: Reflection
    turn: Turn
    rank: int

    @property
    def weight(self) -> tuple[int, int]:
        """Return how much the moment did; an earlier reflection of the author goes first at a draw."""
        change = rise(self.turn) + loss(self.turn)
        return (change if self.reflection.hurt else -change, -self.rank)


def in_role(talk: Talk, voice: Voice, *, good: bool) -> str:
    """Return the parent's own words about the conversation; empty when the author wrote none that fits.

    Where room is short there is one memory: of what helped when it ended well, else of what hurt.
    """
    hurts = tuple(_memories(talk, voice, hurt=True)) or _harsh(talk, voice)
    hurt = max(hurts, key=lambda one: one.weight, default=None)
    helped = max(
        (one for one in _memories(talk, voice, hurt=False) if hurt is None or one.turn is not hurt.turn),
        key=lambda one: one.weight,
        default=None,
    )
    chosen = sorted((one for one in (hurt, helped) if one), key=lambda one: one.turn.number)
    texts = [_text(one, voice, talk.lexicon) for one in chosen]
    most = voice.course.thresholds.get("words_in_role", 60)
    if len(chosen) > 1 and (voice.level > ROOMY or sum(map(words, texts)) > most):
        texts = [text for one, text in zip(chosen, texts, strict=True) if one.reflection.hurt is not good]
    return " ".join(texts)


def _harsh(talk: Talk, voice: Voice) -> tuple[Memory, ...]:
    """Return what probably hurt in a talk with several messages that harmed, where nothing sure did."""
    if sum(talk.harms(turn) for turn in talk.turns) < voice.course.thresholds.get("harsh", 2):
        return ()
    least = voice.course.thresholds.get("clear_effect", 2)
    return tuple(
        Memory(reflection, turn, rank)
        for rank, reflection in enumerate(voice.persona.reflections)
        if reflection.hurt and reflection.when.moves & talk.harming
        for turn, fits in zip(talk.turns, talk.fits(reflection.when), strict=True)
        if fits and rise(turn) + loss(turn) >= least
    )


def _memories(talk: Talk, voice: Voice, *, hurt: bool) -> Iterator[Memory]:
    for rank, reflection in enumerate(voice.persona.reflections):
        if reflection.hurt is not hurt:
            continue
        for turn, fits in zip(talk.turns, talk.fits(reflection.when, strict=hurt), strict=True):
            kept = fits and (_hurt(turn, talk, voice) if hurt else _helped(turn, talk, voice))
            if kept and _trusted(reflection, turn, talk, voice):
                yield Memory(reflection, turn, rank)


def _hurt(turn: Turn, talk: Talk, voice: Voice) -> bool:
    """Say whether it hurt: the mood got worse, or it was what no praise is given for."""
    return worse(turn) or talk.harms(turn) or spoilt(turn, talk, voice)


def _helped(turn: Turn, talk: Talk, voice: Voice) -> bool:
    least = voice.course.thresholds.get("praise_words", 3)
    clean = (eased(turn) or bool(turn.flags)) and not talk.may_harm(turn)
    kept = clean and not worse(turn) and not talk.harms(turn) and not turned_away(turn, voice.persona)
    return kept and len(turn.reading.text.split()) >= least


def _trusted(reflection: Reflection, turn: Turn, talk: Talk, voice: Voice) -> bool:
    """Say whether it was surely there; a likely move must be alone and have done something clear."""
    found = recognised(turn, named(reflection.when, talk.lexicon))
    if found is None or found.certainty is Certainty.SURE:
        return True
    change = rise(turn) + loss(turn)
    long = len(found.words.split()) >= voice.course.thresholds.get("praise_words", 3)
    clear = (change if reflection.hurt else -change) >= voice.course.thresholds.get("clear_effect", 2)
    alone = {found.move}.issuperset(turn.reading.moves())
    return long and clear and alone and certain(found, _least(found.move, voice))


def _least(move: MoveId, voice: Voice) -> int:
    """Return the chance from which the coach praises this move; a parent remembers no sooner."""
    asked = (one.certain for one in voice.course.techniques if move in one.moves)
    return max((voice.course.thresholds.get("praise_chance", 0), *asked))


def _text(memory: Memory, voice: Voice, lexicon: Lexicon) -> str:
    moves = named(memory.reflection.when, lexicon)
    quote = teacher_words(
        memory.turn,
        moves,
        most=min(_QUOTE, voice.quote_words),
        borders=voice.borders,
        apart=not memory.reflection.hurt,
        tagged=voice.course.tagged,
        tag_words=voice.course.tag_words,
        fillers=voice.course.fillers,
    )
    return fill(memory.reflection.text.strip(), {**voice.values, "quote": quote})


def named(guard: Guard, lexicon: Lexicon) -> Moves:
    """Return the moves that a guard is about: its own, else those of its events or its alternatives."""
    own = guard.moves.union(*guard.every)
    events = (event.when for event in lexicon.events if event.id in guard.events)
    return own or own.union(*(named(part, lexicon) for part in (*events, *guard.some)))
