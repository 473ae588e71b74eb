"""What a use case answers: messages that every front can show in its own way."""

from dataclasses import dataclass
from enum import StrEnum


class Voice(StrEnum):
    """Who speaks; every front makes them look different."""

    TEACHER = "teacher"
    """Only where an earlier conversation is shown again."""
    PARENT = "parent"
    COACH = "coach"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Button:
    """A choice; `action` goes back into `Practice.act` and is at most 60 bytes."""

    label: str
    action: str


@dataclass(frozen=True, slots=True)
class Message:
    """One bubble. Plain text; `title` is shown stronger; a picture is a recipe, drawn when sent."""

    voice: Voice
    text: str
    title: str = ""
    buttons: tuple[tuple[Button, ...], ...] = ()
    """Rows of buttons."""
    picture: str = ""
    """`mood:<session id>`: the mood chart of that session; the text is its caption."""
    file: str = ""
    """`data:<teacher id>`: the teacher's own data as a JSON file; the text is its caption."""


Messages = tuple[Message, ...]
