import pytest

from tests.web.house import Browser, House


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def anna(house: House) -> Browser:
    return await house.signed_in()
