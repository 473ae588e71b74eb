"""How many messages a teacher may send in a minute, counted by the time that Telegram gives them.

So what was typed while the bot was away, and arrives all at once, is not held against anyone.
"""

from collections import OrderedDict
from datetime import datetime, timedelta

from telegram import Message, Update

_MINUTE = timedelta(minutes=1)
_MOST_CHATS = 10_000


class Limit:
    """The messages of each chat in the last minute; in memory only."""

    def __init__(self, most: int) -> None:
        """Allow so many in a minute; 0 allows any number."""
        self._most = most
        self._chats: OrderedDict[int, dict[int, datetime]] = OrderedDict()

    @property
    def most(self) -> int:
        """The number of messages in a minute."""
        return self._most

    def excess(self, chat: int, update: Update, now: datetime) -> int:
        """Return by how many messages this one goes beyond the limit; the same update counts once."""
        if not self._most or update.my_chat_member is not None:
            return 0
        at = _moment(update, now)
        seen = self._chats.pop(chat, {})
        seen = {number: moment for number, moment in seen.items() if at - moment < _MINUTE}
        seen[update.update_id] = at
        self._chats[chat] = dict(list(seen.items())[-2 * self._most - 2 :])
        while len(self._chats) > _MOST_CHATS:
            self._chats.popitem(last=False)
        return max(len(seen) - self._most, 0)


def _moment(update: Update, now: datetime) -> datetime:
    """Return when something was sent; a tap has no time of its own."""
    message = update.message or update.edited_message
    return message.date if isinstance(message, Message) else now
