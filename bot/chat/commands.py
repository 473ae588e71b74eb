"""Which Telegram command asks for which action, and the menu that a teacher sees."""

import re

from telegram import BotCommand

from bot.model.texts import Texts

A_CODE = re.compile(r"^[A-Za-z0-9_-]{1,50}$")
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
    "ouders": "parents",
    "opwarmen": "warmup",
    "verkeerd": "astray",
    "voortgang": "progress",
    "plan": "plan",
    "herinneringen": "remind",
    "web": "web",
    "groep": "room",
    "deel": "share",
    "wie": "looks",
}
"""Telegram name to action, in the order of the menu."""
UNLISTED = {"overzicht": "overview", "gesprekken": "talks", "trainers": "trainers"}
"""For trainers and admins; they are told, and others need not see them in the menu."""
ALL = {**COMMANDS, **UNLISTED}


def action_of(typed: str) -> str:
    """Return the action of a command as it was typed; `/start` with a code joins with that code."""
    name, _, rest = typed.partition(" ")
    action = ALL[name.lstrip("/").split("@")[0].lower()]
    code = rest.strip()
    return f"join:{code}" if action == "start" and A_CODE.match(code) else action


def menu(texts: Texts) -> list[BotCommand]:
    """Return the commands with their descriptions, for the private chat."""
    return [BotCommand(name, texts(f"command.{action}")) for name, action in COMMANDS.items()]
