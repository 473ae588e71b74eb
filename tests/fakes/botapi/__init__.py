"""A Bot API server of our own over real HTTP, by the rules of Telegram's own server program."""

from tests.fakes.botapi.people import Person
from tests.fakes.botapi.pusher import Pusher
from tests.fakes.botapi.server import BotApi
from tests.fakes.botapi.world import Fault, World

__all__ = ["BotApi", "Fault", "Person", "Pusher", "World"]
