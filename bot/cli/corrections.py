"""What an author does with trainers' corrections: see them as a diff of the content, and take them over."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.cli.opening import library, settings, texts
from bot.cli.running import Add
from bot.content.corrected import Patch, goes_well, patches, walkthrough, write
from bot.content.errors import BadContent
from bot.model.corrected import CorrectedLine, CorrectedTalk
from bot.play import Library
from bot.practice.privacy import make_masker
from bot.practice.room.harvest import lessons
from bot.settings import Settings


def add_commands(add: Add) -> None:
    """Add this command to the program."""
    command = add("corrections", corrections, "show what trainers corrected, as a diff of the content")
    command.add_argument("--write", action="store_true", help="apply the diff")


@dataclass(frozen=True, slots=True)
class _Taken:
    """What was, or would be, taken over."""

    patches: tuple[Patch, ...] = ()
    unread: tuple[CorrectedTalk, ...] = ()
    """Walkthroughs that were kept out, because they would not hold."""


def corrections(options: argparse.Namespace) -> int:
    """Print the diff on standard output; with --write apply it and mark the corrections as used."""
    here, content = settings(), library(hasty=True)
    taken = asyncio.run(_collect(here, content, take=options.write))
    for patch in taken.patches:
        print(patch.diff, end="")
    key = "none" if not taken.patches else "written" if options.write else "shown"
    print(texts()(f"cli.corrections.{key}", count=len(taken.patches)), file=sys.stderr)
    if taken.unread:
        print(texts()("cli.corrections.unread", count=len(taken.unread)), file=sys.stderr)
        print(*map(walkthrough, taken.unread), sep="\n", end="", file=sys.stderr)
    return 0


async def _collect(here: Settings, content: Library, *, take: bool) -> _Taken:
    from bot.main import SystemChance
    from bot.practice.timekeeping import SteadyClock
    from bot.storage.schema import prepare
    from bot.storage.store import SqlStore

    await prepare(here.database_url)
    store = SqlStore(here.database_url, clock=SteadyClock(), chance=SystemChance())
    try:
        async with store.unit() as unit:
            used, found = await lessons(unit, make_masker(content), content.texts)
            lines, talks = [line for line, _ in found], [talk for _, talk in found]
            if not take:
                return _Taken(patches(here.dialogues, lines, talks))
            # Files first: were they not written, the corrections are still new.
            taken = _take(here, lines, talks)
            await unit.room.words.mark_exported(used, datetime.now(UTC))
        return taken
    finally:
        await store.close()


def _take(here: Settings, lines: Sequence[CorrectedLine], talks: Sequence[CorrectedTalk]) -> _Taken:
    """Write the examples, learn from them, and write the walkthroughs that hold then.

    What would not hold is kept out: `check` has to stay usable for whoever changes something else.
    """
    examples = patches(here.dialogues, lines, [])
    write(here.dialogues, examples)
    try:
        learnt = library(hasty=True) if examples or talks else None
    except BadContent:
        # Content that does not load is worse than a correction that waits.
        write(here.dialogues, [replace(patch, after=patch.before) for patch in examples])
        raise
    fitting = [talk for talk in talks if learnt and goes_well(learnt, talk)]
    walks = patches(here.dialogues, [], fitting)
    write(here.dialogues, walks)
    return _Taken((*examples, *walks), tuple(talk for talk in talks if talk not in fitting))
