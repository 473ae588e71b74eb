"""What an author does with trainers' corrections: see them as a diff of the content, and take them over."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime

from bot.cli.opening import library, settings, texts
from bot.cli.running import Add
from bot.content.corrected import Patch, patches, write
from bot.play import Library
from bot.practice.privacy import make_masker
from bot.practice.room.harvest import lessons
from bot.settings import Settings


def add_commands(add: Add) -> None:
    """Add this command to the program."""
    command = add("corrections", corrections, "show what trainers corrected, as a diff of the content")
    command.add_argument("--write", action="store_true", help="apply the diff")


def corrections(options: argparse.Namespace) -> int:
    """Print the diff on standard output; with --write apply it and mark the corrections as used."""
    here, content = settings(), library(hasty=True)
    changed = asyncio.run(_collect(here, content, take=options.write))
    for patch in changed:
        print(patch.diff, end="")
    key = "none" if not changed else "written" if options.write else "shown"
    print(texts()(f"cli.corrections.{key}", count=len(changed)), file=sys.stderr)
    return 0


async def _collect(here: Settings, content: Library, *, take: bool) -> tuple[Patch, ...]:
    from bot.main import SystemChance
    from bot.practice.timekeeping import SteadyClock
    from bot.storage.schema import prepare
    from bot.storage.store import SqlStore

    await prepare(here.database_url)
    store = SqlStore(here.database_url, clock=SteadyClock(), chance=SystemChance())
    try:
        async with store.unit() as unit:
            used, found = await lessons(unit, make_masker(content), content.texts)
            changed = patches(here.dialogues, [line for line, _ in found], [talk for _, talk in found])
            if take:
                # Files first: were they not written, the corrections are still new.
                write(here.dialogues, changed)
                await unit.room.words.mark_exported(used, datetime.now(UTC))
        return changed
    finally:
        await store.close()
