"""Plays thousands of seeded conversations with a persona and tells what never happens, or too often."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Final

from bot.content.coverage import Coverage, coverage_of
from bot.content.notes import Notes
from bot.content.teachers import Pool, Teacher, teachers
from bot.model.ids import LineId
from bot.model.persona import Persona
from bot.model.session import Turn
from bot.play import Library, open_session
from bot.roleplay.choice import FRESH_AFTER
from bot.roleplay.stage import Stage

REPEATS_MOST: Final = 3
WINS_MOST: Final = 95
"""Per cent; more is a finding."""


@dataclass(slots=True)
class Tally:
    """What the conversations of one kind of teacher came to."""

    talks: int = 0
    turns: int = 0
    unclear: int = 0
    """Turns in which the parent said that it was not clear."""
    repeats: int = 0
    """Turns with a line that was also said in the six turns before."""
    good: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    one_move: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """All that is needed to play a conversation once more, up to some turn."""

    seed: int
    difficulty: str
    words: tuple[str, ...]
    """What the teacher said."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """All that was played with one persona."""

    tallies: Mapping[str, Tally]
    coverage: Coverage
    unending: tuple[Way, ...]
    """Conversations without an outcome."""
    mute: tuple[Way, ...]
    """Conversations up to a turn in which the parent said nothing."""
    examples: Mapping[str, Way]
    """For each outcome the shortest way to it."""

    @property
    def outcomes(self) -> Counter[str]:
        """How often each outcome came."""
        return sum((tally.outcomes for tally in self.tallies.values()), Counter[str]())


def simulate(library: Library, persona: Persona, pool: Pool, *, talks: int, seed: int = 1) -> Simulation:
    """Play conversations with teachers of all kinds in turn; the same seed gives the same simulation."""
    kinds = teachers(pool, persona)
    stage = library.stages[persona.id]
    tallies = {teacher.kind: Tally(one_move=teacher.one_move) for teacher in kinds}
    unclear = _unclear(persona)
    ways: dict[str, Way] = {}
    unending: list[Way] = []
    mute: list[Way] = []
    shown: dict[tuple[str, str, tuple[str, ...]], Turn] = {}
    levels = list(persona.difficulties) or [""]
    for number in range(talks):
        teacher = kinds[number % len(kinds)]
        level = levels[number // len(kinds) % len(levels)]
        turns = _talk(library, stage, teacher, seed=seed + number, difficulty=level)
        way = Way(seed + number, level, tuple(turn.reading.text for turn in turns))
        _count(tallies[teacher.kind], turns, persona, unclear)
        _remember(ways, way, turns[-1])
        if turns[-1].outcome is None:
            unending.append(way)
        mute += [replace(way, words=way.words[: turn.number]) for turn in turns if not turn.reply]
        shown.update({(turn.state_after, turn.rule, turn.said): turn for turn in turns})
    coverage = coverage_of(persona, shown.values())
    return Simulation(tallies, coverage, tuple(unending), tuple(mute), ways)


def note_simulation(persona: Persona, simulation: Simulation, notes: Notes) -> None:
    """Note what a simulation shows to be wrong."""
    reached = simulation.outcomes
    for outcome in persona.outcomes:
        if not reached[outcome]:
            notes.add(1, "S001", outcome=outcome)
    for piece in simulation.coverage.missing:
        notes.add(piece.at, {"state": "S002", "rule": "W030", "line": "W031"}[piece.kind], id=piece.id)
    for way in (*simulation.unending[:3], *simulation.mute[:3]):
        notes.add(1, "S003", seed=way.seed, difficulty=way.difficulty or "-", words=" / ".join(way.words))
    for kind, tally in simulation.tallies.items():
        if tally.one_move and tally.talks and tally.good * 100 > tally.talks * WINS_MOST:
            notes.add(1, "S004", kind=kind, good=tally.good, talks=tally.talks)
    total = [tally for tally in simulation.tallies.values() if tally.turns]
    _note_share(notes, "S005", [(tally.repeats, tally.turns) for tally in total], REPEATS_MOST)


def unclear_share(simulation: Simulation) -> float:
    """Return the part of all turns in which the parent said that it was not clear."""
    turns = sum(tally.turns for tally in simulation.tallies.values())
    return sum(tally.unclear for tally in simulation.tallies.values()) / turns if turns else 0.0


def _talk(library: Library, stage: Stage, teacher: Teacher, *, seed: int, difficulty: str) -> list[Turn]:
    dice = Random(seed)
    position, _ = open_session(library, stage.persona.id, seed=seed, difficulty=difficulty)
    turns: list[Turn] = []
    while position.outcome is None and len(turns) <= stage.persona.last_turn:
        position, turn = stage.turn(position, teacher.say(position, dice))
        turns.append(turn)
    return turns


def _unclear(persona: Persona) -> frozenset[LineId]:
    """Return the lines with which the parent says that it is not clear."""
    of_states = {line.id for state in persona.states.values() for line in state.unclear.all()}
    return frozenset(of_states | {line.id for line in persona.unclear.all()})


def _count(tally: Tally, turns: Sequence[Turn], persona: Persona, unclear: frozenset[LineId]) -> None:
    outcome = turns[-1].outcome
    tally.talks += 1
    tally.turns += len(turns)
    tally.unclear += sum(not unclear.isdisjoint(turn.said) for turn in turns)
    tally.repeats += _repeats(turns)
    tally.outcomes[str(outcome)] += 1
    tally.good += bool(outcome and persona.outcomes[outcome].good)


def _repeats(turns: Sequence[Turn]) -> int:
    last: dict[str, int] = {}
    repeats = 0
    for turn in turns:
        repeats += any(turn.number - last.get(line, -FRESH_AFTER) < FRESH_AFTER for line in turn.said)
        last.update(dict.fromkeys(turn.said, turn.number))
    return repeats


def _remember(ways: dict[str, Way], way: Way, last: Turn) -> None:
    outcome = str(last.outcome)
    if outcome not in ways or len(way.words) < len(ways[outcome].words):
        ways[outcome] = way


def _note_share(notes: Notes, code: str, counts: Sequence[tuple[int, int]], most: int) -> None:
    found, all_ = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0)
    if found * 100 > all_ * most:
        notes.add(1, code, share=round(100 * found / all_), most=most)
