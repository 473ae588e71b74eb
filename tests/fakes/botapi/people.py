"""The people at the other end: what they type, tap and send."""

import re
from typing import Any

from tests.fakes.botapi.markup import units
from tests.fakes.botapi.world import ME, TAP_LIFE, Chat, Posted, World

_COMMAND = re.compile(r"(?<!\S)/[a-zA-Z0-9_]+(@\w+)?")
_MENTION = re.compile(r"(?<!\S)@\w+")

_PHOTO = [{"file_id": "p1", "file_unique_id": "p1u", "width": 90, "height": 90, "file_size": 10}]
_FILE = {"file_id": "f1", "file_unique_id": "f1u"}
SENDABLE: dict[str, dict[str, Any]] = {
    "photo": {"photo": _PHOTO},
    "voice": {"voice": {**_FILE, "duration": 3}},
    "video_note": {"video_note": {**_FILE, "duration": 3, "length": 90}},
    "video": {"video": {**_FILE, "duration": 3, "width": 9, "height": 9}},
    "sticker": {
        "sticker": {
            **_FILE,
            "type": "regular",
            "width": 9,
            "height": 9,
            "is_animated": False,
            "is_video": False,
        }
    },
    "location": {"location": {"latitude": 52.1, "longitude": 5.1}},
    "contact": {"contact": {"phone_number": "+31600000000", "first_name": "Kees"}},
    "document": {"document": {**_FILE, "file_name": "brief.docx"}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "poll": {
        "poll": {
            "id": "1",
            "question": "Wanneer?",
            "options": [{"text": "nu", "voter_count": 0, "persistent_id": "a"}],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
}


class Person:
    """Someone with a phone and a private chat with the bot."""

    def __init__(self, world: World, name: str, number: int) -> None:
        self.world = world
        self.name = name
        self.id = number
        world.chats.setdefault(number, Chat(number, "private", name))

    def say(self, text: str, *, chat: int | None = None) -> int:
        """Send a text; in a group when `chat` is given."""
        entities = [
            {
                "type": kind,
                "offset": units(text[: match.start()]),
                "length": units(match[0]),
            }
            for kind, pattern in (("bot_command", _COMMAND), ("mention", _MENTION))
            for match in pattern.finditer(text)
        ]
        more = {"entities": entities} if entities else {}
        return self._send(chat or self.id, "text", {"text": text, **more}, text)

    def send(self, kind: str) -> int:
        """Send something that is not a text."""
        return self._send(self.id, kind, SENDABLE[kind], "")

    def tap(self, label: str) -> str:
        """Tap the newest button that holds this label; return the query."""
        for message in reversed(self.world.said(self.id)):
            for row in message.buttons:
                for button in row:
                    if label.lower() in button["text"].lower():
                        return self.press(message, button["callback_data"])
        raise AssertionError(f"no button {label!r}\n{self.world.transcript(self.id)}")

    def press(self, message: Posted, data: str) -> str:
        """Send the data of a button, also of one that is long gone."""
        query = self.world.new_tap()
        body = {
            "id": query,
            "from": self._me(),
            "message": {**message.raw, "from": ME},
            "chat_instance": "1",
            "data": data,
        }
        self.world.push("callback_query", body, life=TAP_LIFE)
        return query

    def edit(self, message: int, text: str) -> None:
        """Edit an own message."""
        with self.world.changed:
            mine = next(m for m in self.world.messages if m.chat == self.id and m.id == message)
            mine.shown = text
            raw = {**mine.raw, "text": text, "edit_date": int(self.world.now())}
        self.world.push("edited_message", raw)

    def block(self) -> None:
        self._change(blocked=True)

    def unblock(self) -> None:
        self._change(blocked=False)

    def add_bot_to(self, group: int, title: str) -> None:
        """Add the bot to a group."""
        self.world.chats[group] = Chat(group, "supergroup", title)
        self.world.push("my_chat_member", self._membership(group, "left", "member"))

    def heard(self) -> list[str]:
        """What the bot said in the private chat, as shown."""
        return [message.shown for message in self.world.said(self.id)]

    def awaits(self, words: str, *, within: float = 10.0) -> None:
        """Wait until the bot said something with these words."""
        self.world.wait_for(lambda: any(words in text for text in self.heard()), within=within)

    def awaits_button(self, label: str, *, within: float = 10.0) -> None:
        """Wait until the newest bubble with buttons has one with this label."""

        def found() -> bool:
            labels = [message.labels for message in self.world.said(self.id) if message.labels]
            return bool(labels) and any(label.lower() in one.lower() for one in labels[-1])

        self.world.wait_for(found, within=within)

    def awaits_count(self, count: int, *, within: float = 10.0) -> None:
        """Wait until the bot said so many messages."""
        self.world.wait_for(lambda: len(self.heard()) >= count, within=within)

    def _me(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "nl"}

    def _send(self, chat: int, kind: str, content: dict[str, Any], shown: str) -> int:
        posted = self.world.post(chat, self.name, shown, {"from": self._me(), **content}, kind=kind)
        self.world.push("message", posted.raw)
        return posted.id

    def _change(self, *, blocked: bool) -> None:
        with self.world.changed:
            self.world.chats[self.id].blocked = blocked
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        self.world.push("my_chat_member", self._membership(self.id, old, new))

    def _membership(self, chat: int, old: str, new: str) -> dict[str, Any]:
        return {
            "chat": self.world.chats[chat].as_json(),
            "from": self._me(),
            "date": int(self.world.now()),
            "old_chat_member": _member(old),
            "new_chat_member": _member(new),
        }


def _member(status: str) -> dict[str, Any]:
    more = {"until_date": 0} if status == "kicked" else {}
    return {"user": ME, "status": status, **more}
