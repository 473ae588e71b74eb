"""Starts a new persona from the template: a file that already talks, and a walkthrough beside it."""

import re
from pathlib import Path
from typing import Final

from bot.content.folder import TEST_ENDING
from bot.model.errors import BotError

TEMPLATE: Final = "new/persona"
_ID: Final = re.compile(r"[a-z][a-z0-9_]{1,30}")
_NAME: Final = re.compile(r"[^\W\d_][\w .'-]{0,40}")


class BadPersonaName(BotError):
    """An id or a name that cannot be used."""

    key = "error.new_name"


class PersonaExists(BotError):
    """There is already a file for this persona."""

    key = "error.new_exists"


def new_persona(folder: Path, persona: str, *, name: str, child: str) -> tuple[Path, ...]:
    """Write the files of a new persona and return their paths; nothing is ever overwritten.

    Args:
        folder: Where the content is.
        persona: The id, which is also the name of the file.
        name: What the parent is called.
        child: What the child is called.
    """
    if not _ID.fullmatch(persona) or not _NAME.fullmatch(name) or not _NAME.fullmatch(child):
        raise BadPersonaName(persona=persona, name=name, child=child)
    written: list[Path] = []
    for ending in (".yaml", TEST_ENDING):
        text = (folder / f"{TEMPLATE}{ending}").read_text(encoding="utf-8")
        for mark, word in (("<id>", persona), ("<name>", name), ("<child>", child)):
            text = text.replace(mark, word)
        path = folder / "personas" / f"{persona}{ending}"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            raise PersonaExists(file=path.name) from None
        written.append(path)
    return tuple(written)
