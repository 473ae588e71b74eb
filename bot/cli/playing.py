"""Talking to a parent: by a person, by a machine, by thousands of made-up teachers, or once more."""

import argparse
import sys
from dataclasses import asdict

from bot.cli.opening import cache, known_persona, library, print_json, rows, settings, text_of
from bot.cli.reports import replay_rows, simulation_data, simulation_rows
from bot.cli.running import Add
from bot.content.errors import BadContent

TALKS = 1000


def add_commands(add: Add) -> None:
    """Add these commands to the program."""
    command = add("play", play, "talk to a parent in the terminal")
    command.add_argument("persona")
    command.add_argument("--json", action="store_true")
    command.add_argument("--explain", action="store_true", help="say under each reply why it came")
    command.add_argument("--watch", action="store_true", help="on saving a file: read it, repeat your words")
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--difficulty", default="")
    command = add("simulate", simulate, "let made-up teachers of many kinds talk to a parent")
    command.add_argument("persona")
    command.add_argument("--talks", type=int, default=TALKS)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--json", action="store_true")
    command = add("replay", replay, "play kept conversations on the content of now; exit code 1 on a change")
    command.add_argument("file", help="JSON of `play --json`, or a teacher's own data")
    command.add_argument("--persona", default="", help="with whom, for a file that does not say so")
    command.add_argument("--json", action="store_true")


def play(options: argparse.Namespace) -> int:
    """Play, until there is an outcome or nothing more is typed."""
    from bot.console import play_json, play_person

    if options.watch:
        return _rehearse(options)
    content = library()
    persona, seed, level = known_persona(content, options.persona), options.seed, options.difficulty
    if options.json:
        for answer in play_json(content, persona, rows(), seed=seed, difficulty=level):
            print_json(answer)
        return 0
    play_person(content, persona, rows(), sys.stdout, seed=seed, explain=options.explain, difficulty=level)
    return 0


def _rehearse(options: argparse.Namespace) -> int:
    """Play while the author writes."""
    from bot.cli.watching import Rehearsal, typed
    from bot.content.shelf import FileShelf, NoContent

    here = settings()
    try:
        shelf = FileShelf(here.dialogues, cache=cache(here))
    except NoContent as refused:
        print(*refused.findings, sep="\n", file=sys.stderr)
        raise BadContent(count=len(refused.findings)) from None
    persona = known_persona(shelf.current(), options.persona)
    rehearsal = Rehearsal(shelf, persona, sys.stdout, options.seed, options.difficulty, options.explain)
    rehearsal.run(typed(sys.stdin))
    return 0


def simulate(options: argparse.Namespace) -> int:
    """Print how the conversations went, and what is wrong; the exit code is 1 for more than a warning."""
    from bot.content.examples import read_examples
    from bot.content.folder import Folder
    from bot.content.simulate import note_simulation
    from bot.content.simulate import simulate as run
    from bot.content.teachers import make_pool

    content = library(hasty=True)
    persona = content.personas[known_persona(content, options.persona)]
    files = Folder(settings().dialogues)
    examples = read_examples(files, frozenset(content.lexicon.moves))
    found = run(
        content,
        persona,
        make_pool(content, persona.id, examples),
        talks=max(1, options.talks),
        seed=options.seed,
    )
    notes = files.notes(f"personas/{persona.id}.yaml")
    note_simulation(persona, found, notes)
    if options.json:
        print_json({**simulation_data(found), "findings": [asdict(one) for one in notes.found]})
    else:
        print(*notes.found, "", *simulation_rows(found, persona, content.texts), sep="\n")
    return 1 if notes.broken else 0


def replay(options: argparse.Namespace) -> int:
    """Print what is not the same any more in conversations that were kept."""
    from bot.content.transcript import read_transcript
    from bot.content.transcript import replay as run

    content = library(hasty=True)
    talks = read_transcript(text_of(options.file), persona=options.persona)
    changed = False
    for talk in talks:
        known_persona(content, talk.persona)
        changes = run(content, talk)
        changed = changed or any(change.fields for change in changes)
        if options.json:
            turns = [{**asdict(change), "changed": list(change.fields)} for change in changes]
            print_json({"persona": talk.persona, "seed": talk.seed, "turns": turns})
        else:
            print(*replay_rows(talk, changes, content.texts), sep="\n")
    return int(changed)
