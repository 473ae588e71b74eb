"""Which Telegram command asks for which action, and the menu that a teacher sees."""

from telegram import BotCommand

from bot.model.texts import Texts

COMMANDS = {
    "start": "start",
    "tip": "tip",
    "pauze": "pause",
    "stop": "stop",
    "opnieuw": "again",
    "help": "help",
    "privacy": "privacy",
    "mijngegevens": "mydata",
    "wis": "wipe",
    "opwarmen": "warmup",
    "verkeerd": "astray",
    "voortgang": "progress",
    "plan": "plan",
    "herinneringen": "remind",
    "web": "web",
}
"""Telegram name to action, in the order of the menu."""


def menu(texts: Texts) -> list[BotCommand]:
    """Return the commands with their descriptions, for the private chat."""
    return [BotCommand(name, texts(f"command.{action}")) for name, action in COMMANDS.items()]
