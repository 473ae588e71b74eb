"""Taking shared conversations along: as a table, as data, as a PDF."""

import asyncio

from starlette.responses import Response

from bot.model.sheet import Sheet
from bot.practice.room import exporting
from bot.web.room.calls import Call, Finish


async def group_csv(call: Call) -> Response:
    """Send the shared conversations of a group as a table."""
    return _file(await exporting.talks_csv(call.visit, call.path("group")), "csv")


async def group_json(call: Call) -> Response:
    """Send a group's overview and shared conversations as data."""
    return _file(await exporting.group_json(call.visit, call.path("group")), "json")


async def talk_csv(call: Call) -> Response:
    """Send one shared conversation as a table."""
    return _file(await exporting.talk_csv(call.visit, call.path("session")), "csv")


async def talk_json(call: Call) -> Response:
    """Send one shared conversation as data."""
    return _file(await exporting.talk_json(call.visit, call.path("session")), "json")


async def talk_pdf(call: Call) -> Finish:
    """Send one shared conversation as a document to print; it is drawn after the transaction."""
    sheet = await exporting.talk_sheet(call.visit, call.path("session"))

    async def drawn() -> Response:
        return _file(await asyncio.to_thread(_printed, sheet), "pdf")

    return drawn


def _printed(sheet: Sheet) -> bytes:
    # Loaded when it is first asked for: it brings a drawing library along.
    from bot.charts.plan_pdf import sheet_pdf

    return sheet_pdf(sheet)


_KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "pdf": "application/pdf"}


def _file(content: str | bytes, kind: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="oefenouder.{kind}"'}
    # The mark at the start tells spreadsheets that it is UTF-8.
    mark = "\ufeff" if kind == "csv" else ""
    body = content if isinstance(content, bytes) else (mark + content).encode()
    return Response(body, media_type=_KINDS[kind], headers=headers)
