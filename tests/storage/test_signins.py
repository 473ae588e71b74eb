"""One-time links and signed-in browsers, on every store."""

from datetime import timedelta

import pytest

from bot.practice.ports import Invite, SignIn, Store
from tests.fakes.clock import FakeClock
from tests.storage.samples import NOW

HOUR = timedelta(hours=1)
BROWSER = SignIn("digest", "outside", "teacher", NOW + HOUR)


async def test_a_link_works_once(store: Store) -> None:
    async with store.unit() as unit:
        await unit.add_invite("d", role="trainer", expires=NOW + HOUR, outside="me")
    async with store.unit() as unit:
        assert await unit.redeem_invite("d", now=NOW) == Invite("trainer", "me")
    async with store.unit() as unit:
        assert await unit.redeem_invite("d", now=NOW) is None
        assert not await unit.invited("d", now=NOW)


async def test_looking_at_a_link_does_not_use_it_up(store: Store) -> None:
    async with store.unit() as unit:
        await unit.add_invite("d", role="teacher", expires=NOW + HOUR)
        assert await unit.invited("d", now=NOW)
    async with store.unit() as unit:
        assert await unit.redeem_invite("d", now=NOW) == Invite("teacher")


@pytest.mark.parametrize(("digest", "late"), [("d", HOUR), ("other", timedelta(0))])
async def test_an_expired_or_unknown_link_lets_nobody_in(store: Store, digest: str, late: timedelta) -> None:
    async with store.unit() as unit:
        await unit.add_invite("d", role="teacher", expires=NOW + HOUR)
        assert not await unit.invited(digest, now=NOW + late)
        assert await unit.redeem_invite(digest, now=NOW + late) is None


async def test_a_browser_stays_signed_in_until_it_expires(store: Store) -> None:
    async with store.unit() as unit:
        await unit.add_sign_in(BROWSER)
    async with store.unit() as unit:
        assert await unit.sign_in("digest", now=NOW) == BROWSER
        assert await unit.sign_in("digest", now=NOW + HOUR) is None
        assert await unit.sign_in("other", now=NOW) is None


async def test_signing_out_ends_it(store: Store) -> None:
    async with store.unit() as unit:
        await unit.add_sign_in(BROWSER)
        await unit.end_sign_in("digest")
        assert await unit.sign_in("digest", now=NOW) is None


async def test_a_wipe_leaves_the_browser_signed_in_as_a_stranger(store: Store) -> None:
    async with store.unit() as unit:
        await unit.add_sign_in(BROWSER)
        before = await unit.teacher_for("web", BROWSER.outside)
        await unit.forget_teacher(before.id)
    async with store.unit() as unit:
        signed_in = await unit.sign_in("digest", now=NOW)
        assert signed_in == BROWSER
        assert (await unit.teacher_for("web", signed_in.outside)).id != before.id


async def test_purging_spares_who_is_signed_in(store: Store, clock: FakeClock) -> None:
    async with store.unit() as unit:
        await unit.add_sign_in(BROWSER)
        await unit.add_invite("d", role="teacher", expires=NOW + HOUR)
    await store.chats.purge(clock.now())
    async with store.unit() as unit:
        assert await unit.sign_in("digest", now=NOW) == BROWSER
        assert await unit.redeem_invite("d", now=NOW) == Invite("teacher")
