"""Opens what commands need: settings, content, texts and files; what cannot be opened is a BotError."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.content.errors import BadContent
from bot.model.errors import BotError
from bot.model.ids import PersonaId
from bot.model.texts import Texts
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from bot.play import Library

ROOT = Path(__file__).resolve().parents[2]


class UnknownPersona(BotError):
    """No parent has this id."""

    key = "error.persona"


class UnreadableFile(BotError):
    """A file that was named is not there, or is no text."""

    key = "error.file"


def settings() -> Settings:
    """Return the settings of the environment and `.env`."""
    return read_settings(os.environ, ROOT)


def library(*, hasty: bool = False) -> "Library":
    """Return the content, checked.

    Args:
        hasty: Whether a model learnt with other phrases will do, so that an author need not wait.
    """
    from bot.content.library import load_library

    here = settings()
    found, findings = load_library(here.dialogues, cache=cache(here), hasty=hasty)
    if found is None:
        print(*findings, sep="\n", file=sys.stderr)
        raise BadContent(count=len(findings))
    return found


def cache(here: Settings) -> Path:
    """Return the folder where what was learnt is kept."""
    return here.root / "var" / "cache"


def known_persona(content: "Library", name: str) -> PersonaId:
    """Return the id of a parent that exists."""
    persona = PersonaId(name)
    if persona not in content.personas:
        raise UnknownPersona(persona=name, known=", ".join(content.personas))
    return persona


def texts() -> Texts:
    """Return the bot's own sentences; none when they cannot be read, so that bare keys are shown."""
    from bot.content.library import load_texts

    try:
        folder = read_settings({**os.environ, **_ONLY_CONTENT}, ROOT).dialogues
    except BotError:
        folder = ROOT / "dialogues"
    return load_texts(folder) or Texts({})


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


def text_of(path: str) -> str:
    """Return what stands in a file; `-` is what is typed."""
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UnreadableFile(file=path) from None


def rows() -> Iterator[str]:
    """Yield what is typed, a row at a time, as soon as it is there."""
    while row := sys.stdin.readline():
        yield row


def print_json(answer: object) -> None:
    """Print one value on one row."""
    print(json.dumps(answer, ensure_ascii=False), flush=True)
