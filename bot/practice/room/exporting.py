"""Taking shared conversations along: as a table and as data. A PDF is made by `bot.charts`."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime

from bot.model.sheet import Section, Sheet
from bot.practice.learning.wall import day_of
from bot.practice.room.overview import overview
from bot.practice.room.page import page_of
from bot.practice.room.talk_views import TalkLine, TalkPage
from bot.practice.room.talks import sources, talk
from bot.practice.visit import Visit

EXPORT = "export"
"""What a teacher sees that was done with a conversation."""
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


Writer = Callable[[], str]
"""Writes a file from what was fetched; called when the transaction is over, since it takes its time."""


async def talks_csv(visit: Visit, group: str) -> Writer:
    """Return the shared conversations of a group, a row per turn; safe to open in a spreadsheet."""
    found = await sources(visit, group, what=EXPORT)
    return lambda: _table(visit, [page_of(visit, one) for one in found])


async def talk_csv(visit: Visit, session: str) -> str:
    """Return one shared conversation, a row per turn; safe to open in a spreadsheet."""
    return _table(visit, [await talk(visit, session, what=EXPORT)])


async def talk_json(visit: Visit, session: str) -> str:
    """Return one shared conversation as data."""
    return _data(_plain(await talk(visit, session, what=EXPORT)))


async def group_json(visit: Visit, group: str) -> Writer:
    """Return a group's overview and shared conversations as data."""
    shown = asdict(await overview(visit, group))
    found = await sources(visit, group, what=EXPORT)
    return lambda: _data({"overview": shown, "talks": [_plain(page_of(visit, one)) for one in found]})


async def talk_sheet(visit: Visit, session: str) -> Sheet:
    """Return one shared conversation as a document to print."""
    page = await talk(visit, session, what=EXPORT)
    row = page.talk
    date = day_of(row.started).strftime("%d-%m-%Y")
    title = visit.texts("room.talks.row", name=row.teacher_name, parent=row.persona_name, date=date)
    until = visit.texts("room.sheet.until", until=page.until.strftime("%d-%m-%Y"))
    if row.apart:
        title = f"{title} · {visit.texts(f'room.apart.{row.apart}')}"
    marks = tuple(
        visit.texts(
            "room.sheet.mark", title=one.title, mark=visit.texts(f"room.mark.{one.corrected or one.mark}")
        )
        for one in page.observations
    )
    whole = tuple(f"{one.trainer_name}: {one.comment.text}" for one in page.comments)
    sections = (
        *(_section(visit, page, line) for line in page.lines),
        Section(row.outcome or visit.texts("room.talks.stopped"), (" ".join(page.ending), page.story)),
        Section(visit.texts("room.sheet.techniques"), marks),
        Section(visit.texts("room.column.comments"), whole),
    )
    return Sheet(title, until, tuple(one for one in sections if any(one.lines)))


def _section(visit: Visit, page: TalkPage, line: TalkLine) -> Section:
    """Return a turn as headed paragraphs."""
    texts = visit.texts
    mood = texts(
        "room.sheet.mood",
        tension_before=line.before.tension,
        tension=line.after.tension,
        trust_before=line.before.trust,
        trust=line.after.trust,
    )
    moves = ", ".join(dict.fromkeys(one.corrected or one.title for one in line.moves))
    rows = (
        texts("transcript.parent", name=page.talk.persona_name, words=line.parent),
        texts("transcript.parent", name=page.talk.teacher_name, words=line.text),
        moves and texts("room.sheet.moves", moves=moves),
        mood,
        *(f"{one.trainer_name}: {one.comment.text}" for one in line.comments),
    )
    return Section(texts("transcript.turn", number=line.number), tuple(row for row in rows if row))


def safe_cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula: such a text gets a quote in front."""
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def _plain(page: TalkPage) -> dict[str, object]:
    """Return a page as data, without the list of all moves, which is no part of the conversation."""
    return {name: value for name, value in asdict(page).items() if name != "moves"}


def _table(visit: Visit, pages: Sequence[TalkPage]) -> str:
    out = io.StringIO()
    # Semicolons are what a spreadsheet in Dutch expects; the mark that says UTF-8 comes with the file.
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([safe_cell(visit.texts(f"room.column.{name}")) for name in COLUMNS])
    for page in pages:
        writer.writerows(_rows(page))
    return out.getvalue()


def _rows(page: TalkPage) -> Iterable[list[str]]:
    about = (
        page.talk.teacher_name,
        page.talk.persona_name,
        day_of(page.talk.started).strftime("%Y-%m-%d"),
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
