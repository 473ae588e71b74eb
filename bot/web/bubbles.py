"""Messages of the practice as bubbles of the page: what to show, in which order, after how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.practice.messages import Button, Message, Messages, Voice, file_name

CONTROLS = frozenset({"tip", "pause", "stop"})
"""Actions that have a fixed place on the page, so that the parent's bubble need not repeat them."""
PAUSED = frozenset({"resume", "tip", "stop"})
"""What stands there during a pause."""
_ITEM = "• "
_START = 700
_PER_CHARACTER = 22
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the items of a list."""

    lines: tuple[str, ...]
    is_list: bool


@dataclass(frozen=True, slots=True)
class Bubble:
    """What a template needs of a message."""

    voice: str
    title: str
    blocks: tuple["Block", ...]
    rows: tuple[tuple[Button, ...], ...]
    picture: str
    """Address of a picture."""
    file: str
    """Address of a file."""
    wait: int
    """Milliseconds of typing before it appears."""
    is_first: bool
    """Whether someone else spoke before."""


def bubbles(messages: Sequence[Message], *, factor: float = 0.0, after: str = "") -> tuple[Bubble, ...]:
    """Return the bubbles; `after` is the voice that spoke last on the page."""
    made = []
    for message in messages:
        made.append(_bubble(message, factor=factor, is_first=message.voice != after))
        after = message.voice
    return tuple(made)


def _bubble(message: Message, *, factor: float, is_first: bool) -> Bubble:
    return Bubble(
        voice=message.voice.value,
        title=message.title,
        blocks=blocks(message.text),
        rows=() if _is_controls(message) else message.buttons,
        picture=_address(message.picture) if message.picture else "",
        file=f"/{file_name(message.file)}" if message.file else "",
        wait=_typing(message, factor),
        is_first=is_first,
    )


def _address(recipe: str) -> str:
    """Return where a picture is; what is the visitor's own has no name, so nobody asks for another's."""
    kind, _, of = recipe.partition(":")
    return f"/picture/{of}.png" if kind == "mood" else f"/{kind}.png"


def blocks(text: str) -> tuple[Block, ...]:
    """Return a text as paragraphs and lists."""
    made: list[Block] = []
    for part in text.strip().split("\n\n"):
        for is_list, lines in groupby(part.splitlines(), key=lambda line: line.startswith(_ITEM)):
            made.append(Block(tuple(line.removeprefix(_ITEM) for line in lines), is_list))
    return tuple(made)


def _is_controls(message: Message) -> bool:
    actions = {button.action for row in message.buttons for button in row}
    return (message.voice is Voice.PARENT and actions <= CONTROLS) or actions >= PAUSED


def _typing(message: Message, factor: float) -> int:
    """Return how long a parent types on it; coach and card are there at once."""
    if message.voice is not Voice.PARENT or message.title:
        return 0
    return int(factor * min(_START + _PER_CHARACTER * len(message.text), _LONGEST))


def joined(standing: Messages, answer: Messages) -> Messages:
    """Return what stands on the screen followed by the last answer, without saying its end twice."""
    shared = min(len(standing), len(answer))
    while shared and not _same(standing[-shared:], answer[-shared:]):
        shared -= 1
    return (*standing[: len(standing) - shared], *answer)


def _same(left: Messages, right: Messages) -> bool:
    return all(
        (a.voice, a.title, a.text) == (b.voice, b.title, b.text) for a, b in zip(left, right, strict=True)
    )
