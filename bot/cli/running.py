"""What an operator does: run the program, check the content, have messages recognised."""

import argparse
from collections.abc import Callable

from bot.cli.opening import cache, library, print_json, rows, settings

Command = Callable[[argparse.Namespace], int]
Add = Callable[[str, Command, str], argparse.ArgumentParser]


def add_commands(add: Add) -> None:
    """Add these commands to the program."""
    add("run", run, "start the pages and, with a token, the bot")
    add("check", check, "compile the content: all findings at once")
    command = add("recognise", recognise, "say which moves messages make; a JSON object per line")
    command.add_argument("--json", action="store_true")
    command.add_argument("--persona", default="")


def run(_: argparse.Namespace) -> int:
    """Run until told to stop."""
    from bot.main import run as run_program

    return run_program(settings())


def check(_: argparse.Namespace) -> int:
    """Print every finding on the content."""
    from bot.content.library import check_library

    here = settings()
    findings = check_library(here.dialogues, cache=cache(here))
    print(*findings, sep="\n") if findings else None
    mistakes = sum(not finding.warning for finding in findings)
    print(f"{mistakes} errors, {len(findings) - mistakes} warnings")
    return 1 if mistakes else 0


def recognise(options: argparse.Namespace) -> int:
    """Answer each row of JSON with what was understood of it."""
    from bot.console import recognise_rows

    for answer in recognise_rows(library(), rows(), options.persona):
        print_json(answer)
    return 0
