"""Forms, paths and headers of the pages: an answer, never a failure."""

import asyncio

import httpx
from hypothesis import given
from hypothesis import strategies as st

from bot.model.errors import BotError
from bot.web.operating import Desk, Front
from bot.web.webhook import Hook
from tests.fuzz.inputs import fuzzed_rarely, words
from tests.web.house import House

PATHS = st.one_of(
    st.sampled_from(
        ["/", "/act", "/say", "/out", "/in/x", "/picture/x.png", "/data.json", "/static/../app.py"]
    ),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40).map(lambda path: f"/{path}"),
)
FIELDS = st.dictionaries(
    st.one_of(st.sampled_from(["text", "action", "mark", "once", "data"]), words), words, max_size=5
)
TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80)
HOUSE = House()


def sendable(fields: dict[str, str]) -> dict[str, str]:
    """What a browser can send of it: lone halves of signs become question marks."""
    return {
        name.encode("utf-8", "replace").decode(): value.encode("utf-8", "replace").decode()
        for name, value in fields.items()
    }


@fuzzed_rarely
@given(PATHS, FIELDS, st.booleans())
def test_any_form_to_any_page_is_answered(path: str, fields: dict[str, str], is_signed_in: bool) -> None:
    async def send() -> None:
        browser = await HOUSE.signed_in() if is_signed_in else HOUSE.browser()
        await browser.get("/")
        marked = {**browser.hidden(), **sendable(fields)}
        for response in (
            await browser.client.post(path, data=marked, follow_redirects=False),
            await browser.client.get(path, follow_redirects=False),
        ):
            assert response.status_code < 500, path
        await browser.client.aclose()

    try:
        asyncio.run(send())
    except httpx.InvalidURL:
        return


@fuzzed_rarely
@given(st.binary(max_size=300), TEXTS, TEXTS)
def test_any_body_and_header_at_the_operators_door(body: bytes, secret: str, authorization: str) -> None:
    async def send() -> None:
        async def receive(_body: bytes) -> None:
            raise BotError

        async def ready() -> dict[str, bool]:
            return {"store": True}

        async def measures() -> bytes:
            return b""

        hook = Hook("/telegram/x", "sesam-open-u-sesam", receive)
        desk = Desk(still=tuple, ready=ready, measures=measures, measures_token="token", hook=hook)
        transport = httpx.ASGITransport(Front(HOUSE.app, desk), client=("10.0.0.9", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8080") as client:
            headers = [
                (b"x-telegram-bot-api-secret-token", secret.encode("latin-1")),
                (b"authorization", authorization.encode("latin-1")),
            ]
            assert (await client.post("/telegram/x", content=body, headers=headers)).status_code == 403
            assert (await client.get("/metrics", headers=headers)).status_code == 404

    asyncio.run(send())
