"""The methods of the Bot API that a bot of this kind calls, with the refusals of Telegram's server."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.botapi.markup import BadMarkup, parse_html, units
from tests.fakes.botapi.world import ME, Chat, Posted, Refusal, World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_DATA = 64


@dataclass
class Call:
    """A call with its parameters as the bot sent them."""

    world: World
    params: Mapping[str, Any]
    files: Mapping[str, int] = field(default_factory=dict)
    """Size of each uploaded file."""

    def text(self, name: str) -> str:
        return str(self.params.get(name) or "")

    def number(self, name: str, default: int = 0) -> int:
        return int(self.params.get(name) or default)

    def parsed(self, name: str) -> Any:
        """A parameter that is JSON, also when the form holds it as a text."""
        value = self.params.get(name)
        return json.loads(value) if isinstance(value, str) and value else value

    def chat(self) -> Chat:
        chat = self.world.chats.get(self.number("chat_id"))
        if chat is None:
            raise Refusal(400, "Bad Request: chat not found")
        if chat.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        return chat

    def shown(self, name: str, longest: int, *, too_long: str) -> tuple[str, list[dict[str, Any]]]:
        """What of a text is shown; refused when it is too long or its markup is wrong."""
        text = self.text(name)
        entities: list[dict[str, Any]] = []
        if self.text("parse_mode").upper() == "HTML":
            try:
                text, entities = parse_html(text)
            except BadMarkup as error:
                raise Refusal(400, f"Bad Request: can't parse entities: {error}") from error
        if units(text) > longest:
            raise Refusal(400, f"Bad Request: {too_long}")
        return text.strip(), entities

    def markup(self) -> dict[str, Any]:
        markup: dict[str, Any] = self.parsed("reply_markup") or {}
        for row in markup.get("inline_keyboard", []):
            for button in row:
                if not button.get("text"):
                    raise Refusal(400, "Bad Request: BUTTON_TEXT_INVALID")
                if not 1 <= len(button.get("callback_data", "x").encode()) <= LONGEST_DATA:
                    raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        return {"reply_markup": markup} if markup else {}


def get_me(_call: Call) -> Any:
    return ME


def send_message(call: Call) -> Any:
    chat = call.chat()
    text, entities = call.shown("text", LONGEST_TEXT, too_long="message is too long")
    if not text:
        raise Refusal(400, "Bad Request: message text is empty")
    more = {"entities": entities} if entities else {}
    posted = call.world.post(chat.id, "bot", text, {"from": ME, "text": text, **more, **call.markup()})
    return posted.raw


def _send_file(call: Call, kind: str, content: dict[str, Any]) -> Any:
    chat = call.chat()
    caption, entities = call.shown("caption", LONGEST_CAPTION, too_long="message caption is too long")
    size = sum(call.files.values())
    if not size and not call.text(kind):
        raise Refusal(400, f"Bad Request: there is no {kind} in the request")
    more: dict[str, Any] = {"caption": caption, "caption_entities": entities} if caption else {}
    raw = {"from": ME, kind: content, **more, **call.markup()}
    return call.world.post(chat.id, "bot", caption, raw, kind=kind, size=size).raw


def send_photo(call: Call) -> Any:
    sizes: Any = [{"file_id": "s1", "file_unique_id": "s1u", "width": 9, "height": 9}]
    return _send_file(call, "photo", sizes)


def send_document(call: Call) -> Any:
    return _send_file(call, "document", {"file_id": "d1", "file_unique_id": "d1u"})


def send_chat_action(call: Call) -> Any:
    call.chat()
    return True


def edit_message_text(call: Call) -> Any:
    posted = _own(call)
    text, entities = call.shown("text", LONGEST_TEXT, too_long="message is too long")
    markup = call.markup()
    if text == posted.shown and markup.get("reply_markup") == posted.raw.get("reply_markup"):
        raise Refusal(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are "
            "exactly the same as a current content and reply markup of the message",
        )
    posted.shown = text
    posted.raw = {**posted.raw, "text": text, "entities": entities, **markup}
    return posted.raw


def edit_message_reply_markup(call: Call) -> Any:
    posted = _own(call)
    markup = call.markup()
    if markup.get("reply_markup") == posted.raw.get("reply_markup"):
        raise Refusal(400, "Bad Request: message is not modified")
    posted.raw = {**{k: v for k, v in posted.raw.items() if k != "reply_markup"}, **markup}
    return posted.raw


def delete_message(call: Call) -> Any:
    posted = _own(call)
    with call.world.changed:
        call.world.messages.remove(posted)
    return True


def _own(call: Call) -> Posted:
    chat, number = call.chat(), call.number("message_id")
    for posted in call.world.said(chat.id):
        if posted.id == number:
            return posted
    raise Refusal(400, "Bad Request: message to edit not found")


def answer_callback_query(call: Call) -> Any:
    query, world = call.text("callback_query_id"), call.world
    with world.changed:
        until = world.taps.get(query)
        if until is None or until < world.now():
            raise Refusal(
                400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        world.taps[query] = None
        world.changed.notify_all()
    return True


def set_my_commands(call: Call) -> Any:
    commands = call.parsed("commands")
    for command in commands:
        if not 1 <= len(command["command"]) <= 32 or not 1 <= len(command["description"]) <= 256:
            raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
    with call.world.changed:
        call.world.commands[_scope(call)] = commands
        call.world.changed.notify_all()
    return True


def get_my_commands(call: Call) -> Any:
    return call.world.commands.get(_scope(call), [])


def delete_my_commands(call: Call) -> Any:
    call.world.commands.pop(_scope(call), None)
    return True


def _scope(call: Call) -> str:
    return str((call.parsed("scope") or {"type": "default"})["type"])


def _set_description(key: str, longest: int) -> Callable[[Call], Any]:
    def method(call: Call) -> Any:
        if len(call.text(key)) > longest:
            raise Refusal(400, f"Bad Request: {key} is too long")
        with call.world.changed:
            call.world.descriptions[key] = call.text(key)
            call.world.changed.notify_all()
        return True

    return method


def set_webhook(call: Call) -> Any:
    call.world.webhook = call.text("url")
    call.world.secret = call.text("secret_token")
    if call.parsed("allowed_updates"):
        call.world.kinds = set(call.parsed("allowed_updates"))
    return True


def delete_webhook(call: Call) -> Any:
    call.world.webhook = ""
    return True


def get_webhook_info(call: Call) -> Any:
    return {
        "url": call.world.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(call.world.waiting),
    }


METHODS: dict[str, Callable[[Call], Any]] = {
    "getme": get_me,
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendchataction": send_chat_action,
    "editmessagetext": edit_message_text,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmyshortdescription": _set_description("short_description", 120),
    "setmydescription": _set_description("description", 512),
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
"""By lower-case name: Telegram's names ignore case."""
