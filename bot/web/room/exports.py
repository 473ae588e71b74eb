"""Taking shared conversations along: as a table, as data, as a PDF."""

import asyncio
import re
import unicodedata
from collections.abc import Callable

from starlette.responses import Response

from bot.model.sheet import Sheet
from bot.practice.learning.wall import day_of, zone
from bot.practice.room import exporting
from bot.practice.room.errors import NotThere
from bot.practice.room.rows import persona_name
from bot.web.room.calls import Call, Finish


async def group_csv(call: Call) -> Finish:
    """Send the shared conversations of a group as a table."""
    write = await exporting.talks_csv(call.visit, call.path("group"))
    return _written(write, await _name_of_group(call), "csv")


async def group_json(call: Call) -> Finish:
    """Send a group's overview and shared conversations as data."""
    write = await exporting.group_json(call.visit, call.path("group"))
    return _written(write, await _name_of_group(call), "json")


async def talk_csv(call: Call) -> Response:
    """Send one shared conversation as a table."""
    session = call.path("session")
    return _file(await exporting.talk_csv(call.visit, session), await _name_of_talk(call), "csv")


async def talk_json(call: Call) -> Response:
    """Send one shared conversation as data."""
    session = call.path("session")
    return _file(await exporting.talk_json(call.visit, session), await _name_of_talk(call), "json")


async def talk_pdf(call: Call) -> Finish:
    """Send one shared conversation as a document to print; it is drawn after the transaction."""
    sheet = await exporting.talk_sheet(call.visit, call.path("session"))
    return _written(lambda: _printed(sheet), await _name_of_talk(call), "pdf")


def _written(write: Callable[[], str | bytes], name: str, kind: str) -> Finish:
    """Return what makes a file when the transaction is over, beside the loop."""

    async def finish() -> Response:
        return _file(await asyncio.to_thread(write), name, kind)

    return finish


async def _name_of_group(call: Call) -> str:
    """Return how a file about a group is called; asked after the use case, which refuses."""
    group = await call.visit.unit.room.people.group(call.path("group"))
    day = day_of(call.visit.now).isoformat()
    return call.visit.texts("pages.export.group_file", group=group.name if group else "", day=day)


async def _name_of_talk(call: Call) -> str:
    """Return how a file about a conversation is called: by parent and moment, never by the participant."""
    session = await call.visit.unit.session(call.path("session"))
    if session is None:
        raise NotThere
    moment = session.started.astimezone(zone()).strftime("%Y-%m-%d-%H%M")
    parent = persona_name(call.visit, session.persona)
    return call.visit.texts("pages.export.talk_file", parent=parent, moment=moment)


def plain_name(name: str) -> str:
    """Return a name of a file that every system takes: small letters, figures and dashes."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")


def _printed(sheet: Sheet) -> bytes:
    # Loaded when it is first asked for: it brings a drawing library along.
    from bot.charts.plan_pdf import sheet_pdf

    return sheet_pdf(sheet)


_KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "pdf": "application/pdf"}


def _file(content: str | bytes, name: str, kind: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{plain_name(name)}.{kind}"'}
    # The mark at the start tells spreadsheets that it is UTF-8.
    mark = "\ufeff" if kind == "csv" else ""
    body = content if isinstance(content, bytes) else (mark + content).encode()
    return Response(body, media_type=_KINDS[kind], headers=headers)
