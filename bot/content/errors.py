"""What keeps a program that needs the content from starting."""

from bot.model.errors import BotError


class BadContent(BotError):
    """The content has mistakes; they have been printed."""

    key = "error.content"
