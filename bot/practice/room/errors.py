"""What the trainer's room refuses, each with its sentence in texts.yaml (`room.error.…`)."""

from bot.model.errors import BotError


class NotAllowed(BotError):
    """This person may not see or do this. It says nothing on whether the thing exists."""

    key = "room.error.not_allowed"


class NotThere(BotError):
    """A group, code, conversation or comment that is not there, or not any more, or not for this person."""

    key = "room.error.not_there"


class BadInput(BotError):
    """What was typed cannot be stored; the key says why (`room.error.<why>`)."""

    key = "room.error.bad_input"

    def __init__(self, why: str, **facts: object) -> None:
        """Name the reason by the last part of its key."""
        self.key = f"room.error.{why}"
        super().__init__(**facts)
