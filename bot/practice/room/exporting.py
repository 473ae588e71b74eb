"""Taking shared conversations along: as a table and as data. A PDF is made by `bot.charts`."""

from bot.practice.visit import Visit


async def talks_csv(visit: Visit, group: str) -> str:
    """Return the shared conversations of a group, a row per turn; safe to open in a spreadsheet."""
    raise NotImplementedError


async def talk_csv(visit: Visit, session: str) -> str:
    """Return one shared conversation, a row per turn; safe to open in a spreadsheet."""
    raise NotImplementedError


async def talk_json(visit: Visit, session: str) -> str:
    """Return one shared conversation as data."""
    raise NotImplementedError


async def group_json(visit: Visit, group: str) -> str:
    """Return a group's overview and shared conversations as data."""
    raise NotImplementedError
