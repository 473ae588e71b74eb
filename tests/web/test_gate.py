"""Hosts and headers: what holds for every page."""

import pytest

from bot.web.app import WebSettings
from tests.web.house import Browser, House


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8080", 200),
        ("127.0.0.1:9", 200),
        ("[::1]:8080", 200),
        ("oefenen.example", 200),
        ("OEFENEN.example:443", 200),
        ("elsewhere.example", 400),
        ("127.0.0.1.elsewhere.example", 400),
        ("localhost@elsewhere.example", 400),
        ("[", 400),
        ("", 400),
    ],
)
async def test_only_our_own_names_are_answered(host: str, status: int) -> None:
    house = House(WebSettings(public_url="https://oefenen.example"))
    response = await house.browser().client.get("/static/page.js", headers={"host": host})

    assert response.status_code == status


@pytest.mark.parametrize("path", ["/", "/join", "/nothing", "/static/page.js", "/in/x"])
async def test_every_answer_keeps_other_sites_out(anna: Browser, path: str) -> None:
    headers = (await anna.get(path)).headers
    policy = headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")


async def test_pages_are_kept_by_no_cache(anna: Browser) -> None:
    assert (await anna.get("/")).headers["cache-control"] == "no-store"


async def test_pages_ask_nothing_of_other_sites_and_hold_no_code(anna: Browser) -> None:
    await anna.talk("Wat naar")

    assert "://" not in anna.page
    assert " style=" not in anna.page
    assert " onclick" not in anna.page
    assert "<script>" not in anna.page


async def test_a_page_is_small(anna: Browser) -> None:
    await anna.talk(*["Wat naar"] * 20)

    assert len(anna.page.encode()) < 60_000
