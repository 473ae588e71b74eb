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
    TRAINER = "trainer"
    """A person: words of a trainer, or of a teacher to a trainer."""


FILES = {"data": "data.json", "plan": "action-plan.pdf", "plantext": "action-plan.txt"}
"""Kind of file to the last part of its address."""
DOWNLOADS = {
    "data": "oefenouder-mijn-gegevens.json",
    "plan": "oefenouder-actieplan.pdf",
    "plantext": "oefenouder-actieplan.txt",
}
"""Kind of file to the name that it has for who keeps it."""


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
    """`mood:<session id>` or `progress:<teacher id>`; the text is its caption."""
    file: str = ""
    """`<kind>:<teacher id>`, a kind of `FILES`: the teacher's own; the text is its caption."""


Messages = tuple[Message, ...]


def file_name(recipe: str) -> str:
    """Return the last part of the address of the file of a recipe."""
    return FILES[recipe.partition(":")[0]]


def download_name(recipe: str) -> str:
    """Return the name under which the file of a recipe is kept."""
    return DOWNLOADS[recipe.partition(":")[0]]
