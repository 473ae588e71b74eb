"""What an author does around writing a parent: start one, see what is covered, draw it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.opening import UnreadableFile, known_persona, library, settings, texts
from bot.cli.reports import coverage_rows
from bot.cli.running import Add

if TYPE_CHECKING:
    from bot.play import Library
    from bot.roleplay.stage import Stage

FORMATS = ("mermaid", "svg", "png")
ENDINGS = {".svg": "svg", ".png": "png"}


def add_commands(add: Add) -> None:
    """Add these commands to the program."""
    command = add("new", new, "start a parent from the template: a file that already talks")
    command.add_argument("id")
    command.add_argument("--name", required=True, help="of the parent")
    command.add_argument("--child", required=True, help="name of the child")
    command = add("coverage", coverage, "say which states, rules and lines the walkthroughs show")
    command.add_argument("persona")
    command = add("diagram", diagram, "draw the states of a parent")
    command.add_argument("persona")
    command.add_argument("--format", choices=FORMATS, default="")
    command.add_argument("-o", "--output", default="", help="a file; its ending gives the format")
    add("schema", schema, "write the JSON Schema by which an editor completes and explains a parent's file")


def new(options: argparse.Namespace) -> int:
    """Write a new parent and say what to do next."""
    from bot.content.new import new_persona

    for path in new_persona(settings().dialogues, options.id, name=options.name, child=options.child):
        print(path)
    print(texts()("cli.new.next", id=options.id))
    return 0


def coverage(options: argparse.Namespace) -> int:
    """Print what the walkthroughs show of a parent and what not."""
    from bot.content.coverage import coverage_of
    from bot.content.folder import Folder
    from bot.content.library import walk_persona

    content = library(hasty=True)
    persona = known_persona(content, options.persona)
    files = Folder(settings().dialogues)
    turns = (turn for walk in walk_persona(content, persona, files) for turn in walk.turns)
    found = coverage_of(content.personas[persona], turns)
    file = files.notes(f"personas/{persona}.yaml").file
    print(*coverage_rows(found, file, content.texts), sep="\n")
    return 0


def diagram(options: argparse.Namespace) -> int:
    """Draw a parent: as text, or as a picture."""
    content = library(hasty=True)
    stage = content.stages[known_persona(content, options.persona)]
    picture = _drawn(content, stage, options.format or ENDINGS.get(Path(options.output).suffix, FORMATS[0]))
    if not options.output:
        sys.stdout.flush()
        sys.stdout.buffer.write(picture)
        return 0
    try:
        Path(options.output).write_bytes(picture)
    except OSError:
        raise UnreadableFile(file=options.output) from None
    return 0


def _drawn(content: "Library", stage: "Stage", form: str) -> bytes:
    if form == FORMATS[0]:
        from bot.content.diagram import mermaid

        return mermaid(stage).encode()
    from bot.charts.states import state_chart

    return state_chart(stage, content.texts, form=form)


def schema(_: argparse.Namespace) -> int:
    """Write the schema beside the parents."""
    from bot.content.schema import write_schema

    print(write_schema(settings().dialogues))
    return 0
