"""Teachers for simulated conversations, of several kinds; what they say comes from the content itself."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from bot.content.phrasebook import entries
from bot.content.sampling import make_supply, samples
from bot.model.ids import MoveId, PersonaId
from bot.model.lexicon import Lexicon
from bot.model.persona import Persona
from bot.model.reading import LabelledMessage, Reading
from bot.model.session import Position
from bot.play import Library
from bot.roleplay.choice import fill
from bot.understanding.book import Owner
from bot.understanding.recogniser import Recogniser

Say = Callable[[Position, Random], Reading]
_LEAST: Final = 3
"""A move with fewer messages than this gets no teacher of its own."""
_PHRASES: Final = 3
"""Phrases of one question, topic or piece of the mandate that are made into a sentence."""
_MOST: Final = 4000
"""Messages that are read at most."""


@dataclass(frozen=True, slots=True)
class Teacher:
    """A kind of teacher: a name, and how it chooses what to say."""

    kind: str
    say: Say
    one_move: bool = False
    """Whether it only ever makes one move; such a teacher should not win."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Messages, read once, by the moves that are in them and by the tone of these moves."""

    readings: tuple[Reading, ...]
    by_move: Mapping[MoveId, tuple[Reading, ...]]
    by_tone: Mapping[str, tuple[Reading, ...]]
    advice: Mapping[str, Reading]
    """By state, the example of its tip."""
    about: tuple[Reading, ...] = ()
    """Made up from the parent's own phrases: questions, topics and pieces of the mandate."""


def make_pool(library: Library, persona: PersonaId, examples: Iterable[LabelledMessage]) -> Pool:
    """Return all that teachers may say to a persona: the corpus, the examples of moves, and the tips."""
    reader = library.recognisers[persona]
    own = [one.text for one in examples if one.persona in ("", persona)][:_MOST]
    texts = dict.fromkeys(
        (*own, *(text for move in library.lexicon.moves.values() for text in move.examples))
    )
    readings = tuple(reader.read(text) for text in texts)
    parent = library.personas[persona]
    tips = {state.id: state.tip.example for state in parent.states.values() if state.tip}
    return Pool(
        readings=readings,
        by_move=_by_move(readings, library.lexicon),
        by_tone=_by_tone(readings, library.lexicon),
        about=tuple(reader.read(text) for text in _about(reader, parent, texts)),
        advice={state: reader.read(fill(tip, parent.values, {})) for state, tip in tips.items()},
    )


def _about(reader: Recogniser, persona: Persona, texts: Iterable[str]) -> Iterator[str]:
    """Yield sentences that the first phrases of each question, topic and piece of the mandate accept."""
    supply = make_supply(reader, texts)
    taken: Counter[Owner] = Counter()
    for entry in entries(reader, None, persona):
        taken[entry.owner] += 1
        if taken[entry.owner] <= _PHRASES:
            yield from samples(entry, reader, supply, count=1)


def teachers(pool: Pool, persona: Persona) -> tuple[Teacher, ...]:
    """Return all kinds of teachers for a persona."""
    builds = pool.by_tone.get("builds", pool.readings)
    harms = pool.by_tone.get("harms", pool.readings)
    general = (
        Teacher("anything", lambda _, dice: dice.choice(pool.readings)),
        Teacher("kind", lambda _, dice: dice.choice(builds)),
        Teacher("harsh", lambda _, dice: dice.choice(harms)),
        Teacher(
            "curious", lambda _, dice: dice.choice((pool.about if dice.random() < 0.6 else ()) or builds)
        ),
        Teacher("mixed", lambda _, dice: dice.choice(builds if dice.random() < 0.7 else harms)),
        Teacher("advised", lambda position, dice: _advised(pool, builds, position, dice)),
        Teacher("learning", lambda position, dice: _learning(builds, harms, position, persona, dice)),
        Teacher("nonsense", lambda _, dice: Reading(text=" ".join(dice.choices("abcdefgh", k=5)), words=5)),
    )
    single = tuple(
        Teacher(move, _always(readings), one_move=True)
        for move, readings in pool.by_move.items()
        if len(readings) >= _LEAST
    )
    return general + single


def _always(readings: tuple[Reading, ...]) -> Say:
    return lambda _, dice: dice.choice(readings)


def _advised(pool: Pool, builds: tuple[Reading, ...], position: Position, dice: Random) -> Reading:
    """Follow the tip of the state the first times, then say something kind."""
    tip = pool.advice.get(position.state)
    return tip if tip and position.stay < 2 and dice.random() < 0.8 else dice.choice(builds)


def _learning(
    builds: tuple[Reading, ...],
    harms: tuple[Reading, ...],
    position: Position,
    persona: Persona,
    dice: Random,
) -> Reading:
    """Begin harshly and become kinder as the conversation goes on."""
    kind = dice.random() < position.turn / max(1, persona.last_turn // 2)
    return dice.choice(builds if kind else harms)


def _by_move(readings: tuple[Reading, ...], lexicon: Lexicon) -> dict[MoveId, tuple[Reading, ...]]:
    """Return by move the messages in which it is the only one."""
    alone = {move: tuple(one for one in readings if one.moves() == (move,)) for move in lexicon.moves}
    return {move: found for move, found in alone.items() if found}


def _by_tone(readings: tuple[Reading, ...], lexicon: Lexicon) -> dict[str, tuple[Reading, ...]]:
    """Return by tone the messages whose moves all have that tone, or are neutral."""
    tones: dict[str, list[Reading]] = {}
    for one in readings:
        found = {lexicon.moves[move].tone for move in one.moves() if move in lexicon.moves}
        if len(found) == 1:
            tones.setdefault(found.pop(), []).append(one)
        elif found == {"builds", "neutral"}:
            tones.setdefault("builds", []).append(one)
    return {tone: tuple(found) for tone, found in tones.items()}
