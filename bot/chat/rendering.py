"""Message to what Telegram shows: HTML, keyboards, and bubbles that fit. Sends nothing.

A message is split while it is still plain text, so that no cut ever falls inside a tag.
"""

from dataclasses import replace
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.practice.messages import Message, Messages, Voice

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
_ROOM = 8
"""UTF-16 units that a mark and a line break add to the title and the text."""

_MARKS = {Voice.PARENT: "", Voice.TEACHER: "✏️ ", Voice.COACH: "🧭 ", Voice.CARD: "📋 ", Voice.TRAINER: "💬 "}
_BREAKS = ("\n\n", "\n", ". ", "? ", "! ", "; ", ", ", " ")


def units(text: str) -> int:
    """Return the length as Telegram counts it: in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def html(message: Message) -> str:
    """Return the bubble in Telegram's HTML; every value is escaped."""
    title, text = escape(message.title, quote=False), escape(message.text, quote=False)
    mark = _MARKS[message.voice]
    if title:
        title = f"{mark}<b>{title}</b>"
    elif text:
        text = f"{mark}{text}"
    if message.voice is Voice.COACH and text:
        text = f"<blockquote>{text}</blockquote>"
    return "\n".join(filter(None, (title, text)))


def plain(message: Message) -> str:
    """Return the bubble without any markup, for when Telegram refuses ours."""
    shown = "\n".join(filter(None, (message.title, message.text)))
    return f"{_MARKS[message.voice]}{shown}" if shown else ""


def keyboard(message: Message) -> InlineKeyboardMarkup | None:
    """Return the buttons under the bubble."""
    if not message.buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.label, callback_data=button.action) for button in row]
            for row in message.buttons
        ]
    )


def fitting(messages: Messages) -> Messages:
    """Return the messages as bubbles that Telegram accepts, one API call each; empty ones are left out."""
    return tuple(part for message in messages for part in _parts(message))


def _parts(message: Message) -> Messages:
    if message.picture or message.file:
        return _captioned(message)
    if not message.text.strip() and not message.title:
        return ()
    pieces = _pieces(message.text.strip(), LONGEST_TEXT - _ROOM, first=_text_room(message, LONGEST_TEXT))
    *early, last = (
        replace(message, text=piece, title="" if n else message.title) for n, piece in enumerate(pieces)
    )
    return (*(replace(part, buttons=()) for part in early), last)


def _captioned(message: Message) -> Messages:
    """Keep a long caption out of the attachment: the attachment first, its text as a bubble behind it."""
    if units(message.text) <= _text_room(message, LONGEST_CAPTION):
        return (message,)
    attachment = replace(message, text="", buttons=())
    return (attachment, *_parts(replace(message, title="", picture="", file="")))


def _text_room(message: Message, longest: int) -> int:
    return max(longest - _ROOM - units(message.title), _ROOM)


def _pieces(text: str, room: int, *, first: int) -> tuple[str, ...]:
    pieces = []
    limit = first
    while units(text) > limit:
        cut = _cut(text, limit)
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
        limit = room
    return (*pieces, text)


def _cut(text: str, limit: int) -> int:
    """Return where to cut: behind the last paragraph, line, sentence or word that fits."""
    fits = _prefix(text, limit)
    for ending in _BREAKS:
        found = text.rfind(ending, fits // 2, fits)
        if found > 0:
            return found + len(ending)
    return fits


def _prefix(text: str, limit: int) -> int:
    """Return how many characters fit in so many UTF-16 units."""
    used = 0
    for count, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > limit:
            return count
    return len(text)
