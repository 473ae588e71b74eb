"""The handlers: which use case answers which kind of update. They call no Bot API."""

from typing import Any, Protocol

from telegram import Message as TelegramMessage
from telegram import MessageEntity, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.chat.arrival import Arrival, ArrivalContext
from bot.chat.commands import ALL, action_of
from bot.chat.pacing import moments
from bot.chat.rendering import fitting
from bot.model.texts import Texts
from bot.practice.messages import Message, Messages, Voice
from bot.practice.ports import Clock, Teacher, Unit

CHANNEL = "telegram"

_KINDS = {
    "photo": "photo",
    "voice": "voice",
    "audio": "voice",
    "video_note": "voice",
    "video": "video",
    "animation": "video",
    "sticker": "sticker",
    "dice": "sticker",
    "location": "location",
    "venue": "location",
    "contact": "contact",
    "poll": "poll",
    "document": "document",
}
"""Attribute of a Telegram message to the kind that the use case knows; in this order, most special first."""

_GONE = {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}


class UseCases(Protocol):
    """What the handlers need from the practice."""

    async def act(self, unit: Unit, teacher: Teacher, action: str, *, key: str) -> Messages:
        """Answer a button or a command."""

    async def say(self, unit: Unit, teacher: Teacher, text: str, *, key: str) -> Messages:
        """Answer what the teacher says."""

    async def unsupported(self, unit: Unit, teacher: Teacher, kind: str, *, key: str) -> Messages:
        """Answer what cannot be part of a conversation."""

    async def remind(self, unit: Unit) -> bool:
        """Put what is due for one teacher in the outbox; return whether there was anything."""


class Handlers:
    """Takes each update to its use case and puts the answer in the outbox."""

    def __init__(self, practice: UseCases, texts: Texts, *, clock: Clock, delay: float) -> None:
        """Keep the use cases; `delay` is the factor on the parent's typing."""
        self._practice = practice
        self._texts = texts
        self._clock = clock
        self._delay = delay

    def install(self, application: Application[Any, ArrivalContext, Any, Any, Any, None]) -> None:
        """Add the handlers; the first that fits gets the update."""
        private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
        group = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE
        edit = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE & (filters.TEXT | filters.CAPTION)
        application.add_handlers(
            [
                CommandHandler(list(ALL), self.command, filters=private),
                MessageHandler(private & filters.COMMAND, self.unknown_command),
                MessageHandler(private & filters.TEXT, self.words),
                MessageHandler(private & ~filters.StatusUpdate.ALL, self.unsupported),
                MessageHandler(edit, self.edit),
                CallbackQueryHandler(self.tap),
                CommandHandler(list(ALL), self.group, filters=group),
                MessageHandler(group & filters.Entity(MessageEntity.MENTION), self.mention),
                ChatMemberHandler(self.membership, ChatMemberHandler.MY_CHAT_MEMBER),
            ]
        )

    async def command(self, update: Update, context: ArrivalContext) -> None:
        """Answer a command as the button of the same action."""
        message = _message(update)
        await self._act(update, context.arrival, action_of(message.text or ""), key=_key(message))

    async def tap(self, update: Update, context: ArrivalContext) -> None:
        """Answer a button; the message it stands under may be gone, so it is not read."""
        query = update.callback_query
        if query is None:
            return
        context.arrival.taps.append(query.id)
        await self._act(update, context.arrival, query.data or "", key=f"tap:{query.id}")

    async def words(self, update: Update, context: ArrivalContext) -> None:
        """Let the teacher speak."""
        message, arrival = _message(update), context.arrival
        teacher = await self._teacher(update, arrival)
        await self._put(
            arrival,
            await self._practice.say(arrival.claim.unit, teacher, message.text or "", key=_key(message)),
        )

    async def unsupported(self, update: Update, context: ArrivalContext) -> None:
        """Answer a photo, a voice message and so on."""
        message = _message(update)
        await self._refuse(update, context.arrival, kind_of(message), key=_key(message))

    async def unknown_command(self, update: Update, context: ArrivalContext) -> None:
        """Answer a command that we do not have."""
        await self._refuse(update, context.arrival, "command", key=_key(_message(update)))

    async def edit(self, update: Update, context: ArrivalContext) -> None:
        """Answer an edit kindly; it is not a new turn."""
        await self._refuse(update, context.arrival, "edit", key=f"edit:{update.update_id}")

    async def group(self, _update: Update, context: ArrivalContext) -> None:
        """Show the way to the private chat; nobody practises in a group."""
        link = f"https://t.me/{context.bot.username}"
        await context.arrival.claim.put([Message(Voice.COACH, self._texts("chat.group", link=link))])

    async def mention(self, update: Update, context: ArrivalContext) -> None:
        """Answer in a group only when this bot is meant."""
        names = _message(update).parse_entities([MessageEntity.MENTION]).values()
        if f"@{context.bot.username}".lower() in {name.lower() for name in names}:
            await self.group(update, context)

    async def membership(self, update: Update, context: ArrivalContext) -> None:
        """Note that a teacher came back; say hello where the bot was added to a group.

        That a teacher blocked the bot is learnt from the first message that cannot be sent: the note of it
        may be hours old, and answers to what came after it must not be thrown away.
        """
        change = update.my_chat_member
        if change is None:
            return
        gone = change.new_chat_member.status in _GONE
        if change.chat.type == ChatType.PRIVATE:
            context.arrival.is_back = not gone
        elif not gone and change.old_chat_member.status in _GONE:
            await self.group(update, context)

    async def _act(self, update: Update, arrival: Arrival, action: str, *, key: str) -> None:
        teacher = await self._teacher(update, arrival)
        await self._put(arrival, await self._practice.act(arrival.claim.unit, teacher, action, key=key))

    async def _refuse(self, update: Update, arrival: Arrival, kind: str, *, key: str) -> None:
        teacher = await self._teacher(update, arrival)
        await self._put(arrival, await self._practice.unsupported(arrival.claim.unit, teacher, kind, key=key))

    async def _teacher(self, update: Update, arrival: Arrival) -> Teacher:
        user = update.effective_user
        outside = user.id if user else arrival.claim.chat
        return await arrival.claim.unit.teacher_for(CHANNEL, str(outside))

    async def _put(self, arrival: Arrival, messages: Messages) -> None:
        bubbles = fitting(messages)
        arrival.due = moments(bubbles, self._clock.now(), factor=self._delay)
        await arrival.claim.put(bubbles, not_before=arrival.due)


def kind_of(message: TelegramMessage) -> str:
    """Return what kind of message this is, in the words of the use case."""
    return next((kind for attribute, kind in _KINDS.items() if getattr(message, attribute, None)), "other")


def _message(update: Update) -> TelegramMessage:
    """Return the message that the filters saw."""
    message = update.effective_message
    if not isinstance(message, TelegramMessage):
        raise TypeError("a message handler got an update without a message")
    return message


def _key(message: TelegramMessage) -> str:
    """Return what makes a message unique within a private chat, for ever."""
    return f"message:{message.message_id}"
