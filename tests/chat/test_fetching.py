"""Of which chat a raw update is, whatever its shape."""

import pytest

from bot.chat.fetching import Raw, chat_of


@pytest.mark.parametrize(
    ("raw", "chat"),
    [
        ({"update_id": 1, "message": {"chat": {"id": 5}}}, 5),
        ({"update_id": 1, "edited_message": {"chat": {"id": -5}}}, -5),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 6}, "from": {"id": 7}}}, 6),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}, "message": {"chat": {"id": 8}}}}, 8),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}}}, 7),
        ({"update_id": 1, "message": {"chat": "broken", "from": {"id": 7}}}, 7),
        ({"update_id": 1, "message": {"chat": {"id": "five"}}}, 0),
        ({"update_id": 1, "message": 12}, 0),
        ({"update_id": 1}, 0),
    ],
)
def test_the_chat_of_a_raw_update(raw: Raw, chat: int) -> None:
    assert chat_of(raw) == chat
