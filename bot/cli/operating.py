"""What an operator does beside running: webhook, backup, restore, move, doctor."""

import argparse
import asyncio
from collections.abc import Callable
from pathlib import Path

from bot.cli.opening import settings, texts
from bot.model.errors import BotError
from bot.settings import Settings

Command = Callable[[argparse.Namespace], int]
Add = Callable[[str, Command, str], argparse.ArgumentParser]


class NoWebhook(BotError):
    """There is no address to which Telegram can bring updates."""

    key = "error.no_webhook"


def add_commands(add: Add) -> None:
    """Add these commands to the program."""
    add("doctor", doctor, "look at everything that can be wrong, and say what to do")
    add("webhook", webhook, "tell Telegram where to bring updates, once per installation").add_argument(
        "deed", choices=["set", "delete", "info"]
    )
    add("backup", back_up, "copy the database to a file, also while the bot runs").add_argument(
        "file", type=Path
    )
    add("restore", put_back, "put a backup in the place of the database").add_argument("file", type=Path)
    command = add("move", move, "carry everything over to another, empty database")
    command.add_argument("--from", dest="source", required=True)
    command.add_argument("--to", dest="target", required=True)


def doctor(_: argparse.Namespace) -> int:
    """Print a row for each thing looked at; return 1 when something must be done."""
    from bot.cli.doctor import examine

    known, healthy = texts(), True
    for finding in asyncio.run(examine(settings())):
        healthy = healthy and finding.is_fine
        mark = known("doctor.fine" if finding.is_fine else "doctor.wrong")
        print(f"{mark} {known(f'doctor.{finding.key}', **finding.facts)}")
    return 0 if healthy else 1


def webhook(options: argparse.Namespace) -> int:
    """Set or delete the webhook, and print what Telegram says of it."""
    here = settings()
    if not here.token or (options.deed == "set" and not here.has_webhook):
        raise NoWebhook
    asyncio.run(_webhook(here, options.deed))
    return 0


async def _webhook(here: Settings, deed: str) -> None:
    from bot.chat.line import Line

    if deed == "set":
        await Line(here.token, here.api_url).set_webhook(
            f"{here.public_url}{here.webhook_path}", here.webhook_secret
        )
    elif deed == "delete":
        await Line(here.token, here.api_url).delete_webhook()
    report = await Line(here.token, here.api_url).report()
    key = "webhook.brought" if report.webhook else "webhook.fetched"
    # The path is half a secret: whoever reads the terminal over a shoulder need not know it.
    shown = report.webhook.rpartition("/")[0]
    print(texts()(key, name=report.username, address=shown, pending=report.pending))
    if report.last_error:
        print(texts()("webhook.trouble", reason=report.last_error))


def back_up(options: argparse.Namespace) -> int:
    """Copy the database to a file."""
    from bot.storage.backup import backup

    asyncio.run(backup(settings().database_url, options.file.absolute()))
    print(texts()("backup.done", file=options.file, size=options.file.stat().st_size // 1000 + 1))
    return 0


def put_back(options: argparse.Namespace) -> int:
    """Put a backup in the place of the database."""
    from bot.storage.restoring import restore

    kept = asyncio.run(restore(settings().database_url, options.file))
    print(texts()("restore.done", file=options.file))
    if kept is not None:
        print(texts()("restore.kept", file=kept))
    return 0


def move(options: argparse.Namespace) -> int:
    """Carry everything over and print the numbers."""
    from bot.practice.timekeeping import SteadyClock
    from bot.settings import database_setting
    from bot.storage.moving import move as carry

    source, target = database_setting(options.source), database_setting(options.target)
    counts = asyncio.run(carry(source, target, clock=SteadyClock()))
    for table, count in counts.items():
        if count:
            print(f"{table}: {count}")
    print(texts()("move.done", count=sum(counts.values())))
    return 0
