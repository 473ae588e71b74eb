"""What the fake Telegram knows: chats, waiting updates, messages, faults. Thread-safe, no HTTP."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

TOKEN = "424242:FAKE-token_for-tests"
ME = {
    "id": 424242,
    "is_bot": True,
    "first_name": "Oefenouder",
    "username": "oefenouder_test_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
MESSAGE_LIFE = 86_400.0
TAP_LIFE = 150.0


class Refusal(Exception):
    """A call that is refused, as Telegram says it."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong on the next call of a method."""

    status: int = 0
    description: str = "Internal Server Error"
    retry_after: int = 0
    migrate_to: int = 0
    cut: bool = False
    """The call is carried out, but the line is cut before the answer."""
    delay: float = 0.0
    body: bytes = b""
    """Answer this instead, with status 200."""


@dataclass
class Chat:
    id: int
    kind: str
    name: str
    blocked: bool = False

    def as_json(self) -> dict[str, Any]:
        key = "first_name" if self.kind == "private" else "title"
        return {"id": self.id, "type": self.kind, key: self.name}


@dataclass
class Posted:
    """A message in a chat, of a person or of the bot."""

    chat: int
    id: int
    sender: str
    shown: str
    kind: str = "text"
    """text, photo, document, or what a person sent."""
    raw: dict[str, Any] = field(default_factory=dict)
    size: int = 0
    at: float = 0.0

    @property
    def by_bot(self) -> bool:
        return self.sender == "bot"

    @property
    def buttons(self) -> list[list[dict[str, str]]]:
        rows: list[list[dict[str, str]]] = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.buttons for button in row]


@dataclass(frozen=True)
class Waiting:
    """An update that the bot did not confirm yet."""

    id: int
    expires: float
    body: dict[str, Any]


class World:
    """All of it. Every method takes the lock; `changed` is notified after each change."""

    def __init__(self) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.chats: dict[int, Chat] = {}
        self.messages: list[Posted] = []
        self.waiting: list[Waiting] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.descriptions: dict[str, str] = {}
        self.taps: dict[str, float | None] = {}
        """Query to the time until which it may be answered; None once it was."""
        self.kinds: set[str] | None = None
        self.webhook = ""
        self.secret = ""
        """What the bot asked us to show with every update."""
        self.spoken = 0
        """How many messages the bot sent."""
        self.told: set[tuple[int, str]] = set()
        """What it sent to whom, without repeats."""
        self.skew = 0.0
        self.listeners: set[Callable[[], None]] = set()
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._next_update = 700_000_000
        self._next_message: dict[int, int] = defaultdict(lambda: 1)
        self._next_tap = 1

    # what tests do to the world

    def fail(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next calls of a method go wrong."""
        with self.changed:
            self._faults[method].extend([fault] * times)

    def pass_time(self, seconds: float) -> None:
        """Move the server's clock."""
        with self.changed:
            self.skew += seconds

    def wait_for(self, found: Callable[[], bool], *, within: float = 10.0) -> None:
        """Wait until something is so; raise AssertionError with the transcript when it does not come."""
        with self.changed:
            if not self.changed.wait_for(found, timeout=within):
                raise AssertionError(f"it did not come within {within} s\n{self.transcript()}")

    def transcript(self, chat: int | None = None) -> str:
        """All that was said, as people read it."""
        with self.changed:
            return "\n".join(_line(message) for message in self.messages if chat in {None, message.chat})

    def said(self, chat: int) -> list[Posted]:
        """The bot's messages in a chat."""
        with self.changed:
            return [message for message in self.messages if message.chat == chat and message.by_bot]

    # what the parts of the server use

    def now(self) -> float:
        return time.time() + self.skew

    def fault(self, method: str) -> Fault | None:
        with self.changed:
            waiting = self._faults[method]
            return waiting.popleft() if waiting else None

    def note(self, method: str, params: dict[str, Any]) -> None:
        with self.changed:
            self.calls.append((method, params))
            self.changed.notify_all()

    def post(self, chat: int, sender: str, shown: str, raw: dict[str, Any], **more: Any) -> Posted:
        """Add a message; its number and time are filled in."""
        with self.changed:
            number = self._next_message[chat]
            self._next_message[chat] += 1
            full = {
                "message_id": number,
                "date": int(self.now()),
                "chat": self.chats[chat].as_json(),
                **raw,
            }
            posted = Posted(chat, number, sender, shown, raw=full, at=time.monotonic(), **more)
            self.messages.append(posted)
            if posted.by_bot:
                self.spoken += 1
                self.told.add((chat, shown))
            self.changed.notify_all()
            return posted

    def push(self, kind: str, body: dict[str, Any], *, life: float = MESSAGE_LIFE) -> int:
        """Add an update for the bot, unless it did not ask for this kind."""
        with self.changed:
            number = self._next_update
            self._next_update += 1
            if self.kinds is None or kind in self.kinds:
                self.waiting.append(Waiting(number, self.now() + life, {"update_id": number, kind: body}))
            for listener in list(self.listeners):
                listener()
            return number

    def confirm(self, number: int) -> None:
        """Forget an update that a webhook took."""
        with self.changed:
            self.waiting = [update for update in self.waiting if update.id != number]
            self.changed.notify_all()

    def double(self) -> int:
        """Bring all that waits twice, as a line may after a cut; return how many those are."""
        with self.changed:
            once = list({update.id: update for update in self.waiting}.values())
            self.waiting = [update for update in once for _ in range(2)]
            return len(once)

    def new_tap(self) -> str:
        with self.changed:
            self._next_tap += 1
            query = f"q{self._next_tap}"
            self.taps[query] = self.now() + TAP_LIFE
            return query

    def restart_numbers(self, at: int) -> None:
        """Number updates anew, as Telegram may after a silent week."""
        with self.changed:
            self._next_update = at

    def take(self, offset: int, limit: int) -> list[dict[str, Any]]:
        """Confirm all before the offset and return what waits."""
        with self.changed:
            now = self.now()
            if offset > 0:
                self.waiting = [update for update in self.waiting if update.id >= offset]
            self.waiting = [update for update in self.waiting if update.expires > now]
            self.changed.notify_all()
            return [update.body for update in self.waiting[:limit]]


def _line(message: Posted) -> str:
    labels = "".join(f" [{label}]" for label in message.labels)
    kind = "" if message.kind == "text" else f"({message.kind}) "
    return f"{message.chat} {message.sender}: {kind}{message.shown}{labels}"
