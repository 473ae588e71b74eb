"""The play without its surroundings: a turn, a debrief, a simulation, many parents and many conversations."""

import dataclasses
import statistics
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.crowd import lines, shelf
from benchmarks.noise import Figure, share, table
from bot.content.examples import read_examples
from bot.content.folder import Folder
from bot.content.notes import Notes
from bot.content.persona import compile_persona
from bot.content.shelf import FileShelf
from bot.content.simulate import simulate
from bot.content.teachers import make_pool
from bot.model.ids import PersonaId
from bot.model.session import Position, Turn
from bot.play import Library, close_session, open_session, take_turn
from bot.roleplay.stage import build_stage
from bot.understanding.recogniser import compile_recogniser

TALKS = 10_000


def measure(dialogues: Path, *, runs: int, talks: int, personas: int) -> str:
    """Return the table."""
    content = shelf(dialogues)
    library = content.current()
    rows = [*turns(library, runs), debrief(library, runs), simulated(library, dialogues, talks)]
    rows += [many_parents(content, personas), many_talks(library)]
    return table(["what", "least / median / most", "remarks"], rows)


def turns(library: Library, runs: int) -> list[list[object]]:
    """Measure recognising and the whole turn, in processor time."""
    medians, slow, rates, reads = [], [], [], []
    for run in range(runs):
        taken, read = _play(library, lines()[run * 300 : run * 300 + 300])
        medians.append(1000 * statistics.median(taken))
        slow.append(1000 * share(taken, 0.99))
        rates.append(len(taken) / sum(taken))
        reads.append(1000 * statistics.median(read))
    return [
        ["recognise, median", Figure(tuple(reads), "ms"), "held-out words, each new to the process"],
        ["turn of the play, median", Figure(tuple(medians), "ms"), "recognise, feel, decide, speak"],
        ["turn of the play, 99 of 100", Figure(tuple(slow), "ms"), ""],
        ["turns a second and core", Figure(tuple(rates)), ""],
    ]


def _play(library: Library, said: list[str]) -> tuple[list[float], list[float]]:
    taken, read = [], []
    parents = list(library.personas)
    for number, persona in enumerate(parents):
        position, _ = open_session(library, persona, seed=number)
        for line in said[number :: len(parents)]:
            began = time.thread_time()
            reading = library.recognisers[persona].read(line, parent=position.last_said)
            middle = time.thread_time()
            position, _ = library.stages[persona].turn(position, reading)
            taken.append(time.thread_time() - began)
            read.append(middle - began)
            if position.outcome is not None:
                position, _ = open_session(library, persona, seed=number)
    return taken, read


def _talk(library: Library, persona: PersonaId) -> tuple[Turn, ...]:
    position, _ = open_session(library, persona, seed=1)
    turns: list[Turn] = []
    for line in lines()[:12]:
        if position.outcome is None:
            position, turn = take_turn(library, position, line)
            turns.append(turn)
    return tuple(turns)


def debrief(library: Library, runs: int) -> list[object]:
    """Measure the feedback on a conversation of a dozen turns."""
    talks = {persona: _talk(library, persona) for persona in library.personas}
    taken = []
    for persona, turns in talks.items():
        close = partial(close_session, library, persona, turns, outcome=None)
        taken += [1000 * _timed(close) for _ in range(runs)]
    return ["debrief", Figure(tuple(taken), "ms"), "up to 12 turns, every parent"]


def simulated(library: Library, dialogues: Path, talks: int) -> list[object]:
    """Measure what an author waits for."""
    persona = next(iter(library.personas.values()))
    pool = make_pool(library, persona.id, read_examples(Folder(dialogues), frozenset(library.lexicon.moves)))
    took = _timed(lambda: simulate(library, persona, pool, talks=talks))
    return ["simulate", Figure((took,), "s"), f"{talks} conversations with one parent"]


def many_parents(content: FileShelf, count: int) -> list[object]:
    """Measure the loading of copies of one parent, each with its own file, phrases and machine."""
    library = content.current()
    persona = next(iter(library.personas))
    source = content.source(persona)

    def load() -> object:
        notes = Notes(f"{persona}.yaml", {})
        made = compile_persona(source, library.lexicon, notes)
        if made is None:
            raise SystemExit("the parent has mistakes")
        reader = compile_recogniser(
            library.lexicon, made, model=library.recogniser.model, shared=library.recogniser
        )
        return made, reader, build_stage(made, library.lexicon)

    took = [_timed(load) for _ in range(count)]
    tracemalloc.start()
    kept = [load() for _ in range(3)]
    size = tracemalloc.get_traced_memory()[0] / len(kept) / 2**20
    tracemalloc.stop()
    remark = f"from {count} that were loaded; {size:.2f} MB each; the model is shared"
    return ["1,000 parents loaded", Figure((1000 * sum(took) / count,), "s"), remark]


def many_talks(library: Library) -> list[object]:
    """Measure what an open conversation holds in memory between two turns."""
    persona = next(iter(library.personas))
    tracemalloc.start()
    kept: list[Position] = []
    for seed in range(TALKS):
        position, _ = open_session(library, persona, seed=seed)
        kept.append(dataclasses.replace(position))
    size = tracemalloc.get_traced_memory()[0] / len(kept)
    tracemalloc.stop()
    return [
        f"{TALKS} open conversations",
        Figure((size,), "bytes each"),
        "if all were in memory; they rest in the store",
    ]


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
