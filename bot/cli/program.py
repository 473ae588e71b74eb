"""The program as a whole: reads the command line, runs the command, tells mistakes in a sentence."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from bot.cli import authoring, corrections, operating, playing, running, tuning
from bot.cli.opening import texts
from bot.model.errors import BotError

INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Run a command; return the exit code."""
    options = _parser().parse_args(arguments)
    # Phones send emoji; a Windows or C-locale terminal must not stop the program.
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except BotError as error:
        print(_sentence(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone, such as `head`; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot")
    commands = parser.add_subparsers(required=True, metavar="command")

    def add(name: str, run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=about, description=about)
        command.set_defaults(command=run)
        return command

    for part in (running, operating, playing, authoring, tuning, corrections):
        part.add_commands(add)
    return parser


def _sentence(error: BotError) -> str:
    """Return the Dutch sentence of an error; the bare error when even the texts cannot be read."""
    known = texts()
    return known(error.key, **error.facts) if error.key in known.entries else str(error)
