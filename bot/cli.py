"""`python -m bot …`: the commands of operators and authors; each a few rows, the work is elsewhere."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.model.errors import BotError
from bot.model.ids import PersonaId
from bot.play import Library
from bot.settings import Settings, read_settings

ROOT = Path(__file__).resolve().parent.parent


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
        return 130
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

    add("run", _run, "start the pages and, with a token, the bot")
    add("check", _check, "compile the content: all findings at once")
    recognise = add("recognise", _recognise, "say which moves messages make; a JSON object per line")
    recognise.add_argument("--json", action="store_true")
    recognise.add_argument("--persona", default="")
    play = add("play", _play, "talk to a parent in the terminal")
    play.add_argument("persona")
    play.add_argument("--json", action="store_true")
    play.add_argument("--explain", action="store_true")
    play.add_argument("--seed", type=int, default=1)
    play.add_argument("--difficulty", default="")
    return parser


def _settings() -> Settings:
    return read_settings(os.environ, ROOT)


def _sentence(error: BotError) -> str:
    """Return the Dutch sentence of an error; the bare error when even the texts cannot be read."""
    from bot.content.library import load_texts

    try:
        folder = read_settings({**os.environ, **_ONLY_CONTENT}, ROOT).dialogues
    except BotError:
        folder = ROOT / "dialogues"
    texts = load_texts(folder)
    if texts is None or error.key not in texts.entries:
        return str(error)
    return texts(error.key, **error.facts)


# Settings that may be the very thing that is wrong; the texts are looked for without them.
_ONLY_CONTENT = dict.fromkeys(
    (
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_API_URL",
        "BOT_DATABASE_URL",
        "BOT_WEB_PORT",
        "BOT_PUBLIC_URL",
        "BOT_ADMINS",
        "BOT_HUMAN_DELAY",
    ),
    "",
)


class BadContent(BotError):
    """The content has mistakes; they have been printed."""

    key = "error.content"


class UnknownPersona(BotError):
    """No parent has this id."""

    key = "error.persona"


def _library(settings: Settings) -> Library:
    from bot.content.library import load_library

    library, findings = load_library(settings.dialogues, cache=settings.root / "var" / "cache")
    if library is None:
        print(*findings, sep="\n", file=sys.stderr)
        raise BadContent(count=len(findings))
    return library


def _rows() -> Iterator[str]:
    """Yield what is typed, a row at a time, as soon as it is there."""
    while row := sys.stdin.readline():
        yield row


def _print_json(answer: dict[str, object]) -> None:
    print(json.dumps(answer, ensure_ascii=False), flush=True)


def _run(_: argparse.Namespace) -> int:
    from bot.main import run

    return run(_settings())


def _check(_: argparse.Namespace) -> int:
    from bot.content.library import check_library

    settings = _settings()
    findings = check_library(settings.dialogues, cache=settings.root / "var" / "cache")
    print(*findings, sep="\n") if findings else None
    mistakes = sum(not finding.warning for finding in findings)
    print(f"{mistakes} errors, {len(findings) - mistakes} warnings")
    return 1 if mistakes else 0


def _recognise(options: argparse.Namespace) -> int:
    from bot.console import recognise_rows

    for answer in recognise_rows(_library(_settings()), _rows(), options.persona):
        _print_json(answer)
    return 0


def _play(options: argparse.Namespace) -> int:
    from bot.console import play_json, play_person

    library = _library(_settings())
    persona = PersonaId(options.persona)
    if persona not in library.personas:
        raise UnknownPersona(persona=persona, known=", ".join(library.personas))
    if options.json:
        for answer in play_json(library, persona, _rows(), seed=options.seed, difficulty=options.difficulty):
            _print_json(answer)
        return 0
    play_person(
        library,
        persona,
        _rows(),
        sys.stdout,
        seed=options.seed,
        explain=options.explain,
        difficulty=options.difficulty,
    )
    return 0
