"""Words that people type into the room: cleaned, held to a length, likely personal data taken out."""

import unicodedata

from bot.practice.room.errors import BadInput
from bot.practice.visit import Visit

LONGEST_NAME = 24
LONGEST_GROUP = 60
LONGEST_COMMENT = 1000


def tidy(text: str) -> str:
    """Return a text on one line, without signs that only a machine sees."""
    plain = "".join(" " if sign in "\t\r\n" else sign for sign in unicodedata.normalize("NFC", text))
    return " ".join("".join(sign for sign in plain if unicodedata.category(sign)[0] != "C").split())


def screen_name(visit: Visit, typed: str) -> str:
    """Return a name as others see it.

    Raises:
        BadInput: It is empty, too long, or it is an address or a number at which someone can be reached.
    """
    name = _held(typed, "name", LONGEST_NAME)
    if any(pattern.search(name) for _, pattern in visit.masker.patterns):
        raise BadInput("name_contact")
    return name


def group_name(typed: str) -> str:
    """Return the name of a group.

    Raises:
        BadInput: It is empty or too long.
    """
    return _held(typed, "group", LONGEST_GROUP)


def written(visit: Visit, typed: str, what: str) -> str:
    """Return what someone wrote to somebody else, likely personal data taken out; line breaks stay.

    Raises:
        BadInput: It is empty or too long (`<what>_empty`, `<what>_long`).
    """
    lines = [tidy(line) for line in typed.strip().splitlines()]
    text = "\n".join(lines).strip()
    if not text:
        raise BadInput(f"{what}_empty")
    if len(text) > LONGEST_COMMENT:
        raise BadInput(f"{what}_long", most=LONGEST_COMMENT)
    return visit.masker.mask(text).text


def _held(typed: str, what: str, most: int) -> str:
    text = tidy(typed)
    if not text:
        raise BadInput(f"{what}_empty")
    if len(text) > most:
        raise BadInput(f"{what}_long", most=most)
    return text
