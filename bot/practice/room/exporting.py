"""Taking shared conversations along: as a table and as data. A PDF is made by `bot.charts`."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime

from bot.practice.room.overview import overview
from bot.practice.room.talk_views import TalkLine, TalkPage
from bot.practice.room.talks import talk, talks
from bot.practice.visit import Visit

COLUMNS = (
    "participant",
    "parent",
    "started",
    "outcome",
    "turn",
    "parent_said",
    "teacher_said",
    "moves",
    "tension_before",
    "tension",
    "trust_before",
    "trust",
    "comments",
)
"""Headers of the table; each has a text (`room.column.…`)."""
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for a formula when a cell begins with it."""


async def talks_csv(visit: Visit, group: str) -> str:
    """Return the shared conversations of a group, a row per turn; safe to open in a spreadsheet."""
    pages = [await talk(visit, row.session) for row in await talks(visit, group)]
    return _table(visit, pages)


async def talk_csv(visit: Visit, session: str) -> str:
    """Return one shared conversation, a row per turn; safe to open in a spreadsheet."""
    return _table(visit, [await talk(visit, session)])


async def talk_json(visit: Visit, session: str) -> str:
    """Return one shared conversation as data."""
    return _data(_plain(await talk(visit, session)))


async def group_json(visit: Visit, group: str) -> str:
    """Return a group's overview and shared conversations as data."""
    shown = asdict(await overview(visit, group))
    pages = [_plain(await talk(visit, row.session)) for row in await talks(visit, group)]
    return _data({"overview": shown, "talks": pages})


def safe_cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula: such a text gets a quote in front."""
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def _plain(page: TalkPage) -> dict[str, object]:
    """Return a page as data, without the list of all moves, which is no part of the conversation."""
    return {name: value for name, value in asdict(page).items() if name != "moves"}


def _table(visit: Visit, pages: Sequence[TalkPage]) -> str:
    out = io.StringIO()
    # A spreadsheet in Dutch reads UTF-8 with a mark and semicolons without asking.
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([safe_cell(visit.texts(f"room.column.{name}")) for name in COLUMNS])
    for page in pages:
        writer.writerows(_rows(page))
    return out.getvalue()


def _rows(page: TalkPage) -> Iterable[list[str]]:
    about = (
        page.talk.teacher_name,
        page.talk.persona_name,
        page.talk.started.strftime("%Y-%m-%d"),
        page.talk.outcome,
    )
    for line in page.lines:
        yield [safe_cell(cell) for cell in (*about, *_cells(line))]


def _cells(line: TalkLine) -> tuple[object, ...]:
    moves = dict.fromkeys(one.corrected or one.title for one in line.moves if one.certainty != "unsure")
    return (
        line.number,
        line.parent,
        line.text,
        ", ".join([*moves, *line.added]),
        line.before.tension,
        line.after.tension,
        line.before.trust,
        line.after.trust,
        " | ".join(one.comment.text for one in line.comments),
    )


def _data(value: object) -> str:
    return json.dumps(value, default=_readable, ensure_ascii=False, indent=2)


def _readable(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(value)
