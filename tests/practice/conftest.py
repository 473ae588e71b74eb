import pytest

from tests.practice.room import Room


@pytest.fixture
def room() -> Room:
    return Room()
