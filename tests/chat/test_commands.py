"""The menu of commands."""

from bot.chat.commands import COMMANDS, action_of, menu
from bot.model.texts import Texts


def test_each_command_is_described_by_its_action() -> None:
    texts = Texts({f"command.{action}": action.upper() for action in COMMANDS.values()})
    assert {command.command: command.description for command in menu(texts)} == {
        name: action.upper() for name, action in COMMANDS.items()
    }


def test_the_parents_can_be_asked_for() -> None:
    assert action_of("/ouders@some_bot") == "parents"
