"""What a trainer looks at: groups, the overview, shared conversations, progress, moments to present."""

from collections.abc import Sequence
from itertools import groupby

from starlette.responses import Response

from bot.practice.learning.wall import day_of
from bot.practice.room import corrections, groups, overview, people, talks
from bot.practice.room.errors import BadInput
from bot.practice.room.records import Group
from bot.practice.room.roles import Role, roles, shared_session
from bot.practice.room.talk_views import TalkPage
from bot.practice.room.views import TechniqueRow
from bot.web.days import day_in
from bot.web.room.calls import Call
from bot.web.room.drawing import curve, qr_code

Modules = tuple[tuple[str, tuple[TechniqueRow, ...]], ...]


async def show_groups(call: Call) -> Response:
    """Show the groups of this trainer, and a form for a new one."""
    mine = await groups.my_groups(call.visit)
    known = await call.visit.unit.room.people.trainer(call.visit.teacher.id)
    return await call.page("groups.html", at="groups", rows=mine, me=known)


async def show_people(call: Call) -> Response:
    """Show the trainers to an admin."""
    return await call.page("people.html", at="people", trainers=await people.trainers(call.visit))


async def show_overview(call: Call) -> Response:
    """Show a group on one screen."""
    found = await overview.overview(call.visit, call.path("group"))
    return await call.page(
        "overview.html",
        at="overview",
        group=found.group,
        overview=found,
        modules=by_module(call, found.picture.rows),
        course=call.visit.library.course,
        today=day_of(call.visit.now),
    )


def by_module(call: Call, rows: Sequence[TechniqueRow]) -> Modules:
    """Return the rows under the titles of their modules."""
    titles = {module.id: module.title for module in call.visit.library.course.modules}
    return tuple(
        (titles.get(module, ""), tuple(found)) for module, found in groupby(rows, lambda row: row.module)
    )


async def show_group(call: Call) -> Response:
    """Show what managing a group needs."""
    found = await groups.details(call.visit, call.path("group"))
    page = join_page(call, found.group.code)
    return await call.page(
        "group.html",
        at="group",
        group=found.group,
        details=found,
        page_link=page,
        qr=qr_code(found.link or page),
        me=call.visit.teacher.id,
    )


def join_page(call: Call, code: str) -> str:
    """Return the address at which a code is used in a browser."""
    base = call.visit.house.page or str(call.request.base_url).rstrip("/")
    return f"{base}/join/{code}"


async def show_talks(call: Call) -> Response:
    """Show the shared conversations of a group, searched and filtered."""
    details = await groups.details(call.visit, call.path("group"))
    found = await talks.talks(call.visit, details.group.id, wanted(call))
    library, start = call.visit.library, _start(call)
    return await call.page(
        "talks.html",
        at="talks",
        group=details.group,
        talks=found[start : start + A_PAGE],
        count=len(found),
        earlier=_at(call, start - A_PAGE) if start else "",
        later=_at(call, start + A_PAGE) if start + A_PAGE < len(found) else "",
        members=details.members,
        personas=tuple(library.personas.values()),
        moves=tuple(library.lexicon.moves.values()),
        techniques=library.course.techniques,
        wanted=call.request.query_params,
        is_filtered=any(call.query(name) for name in FILTERS),
    )


A_PAGE = 40
"""Conversations on a page of the list."""


def _start(call: Call) -> int:
    start = call.query("start")
    return int(start) // A_PAGE * A_PAGE if start.isascii() and start.isdecimal() and len(start) < 6 else 0


def _at(call: Call, start: int) -> str:
    return str(call.request.url.include_query_params(start=max(start, 0)).query)


FILTERS = ("words", "teacher", "persona", "move", "technique", "since", "well", "quiet")
"""Names of the fields by which conversations are searched."""


def wanted(call: Call) -> talks.Filter:
    """Return what the form on the page looks for."""
    return talks.Filter(
        words=call.query("words"),
        teacher=call.query("teacher"),
        persona=call.query("persona"),
        move=call.query("move"),
        technique=call.query("technique"),
        since=day_in(call.query("since")),
        ended_well={"yes": True, "no": False}.get(call.query("well")),
        without_comment=bool(call.query("quiet")),
    )


async def show_talk(call: Call) -> Response:
    """Show a shared conversation with all that was seen in it."""
    found = await talks.talk(call.visit, call.path("session"))
    return await call.page(
        "talk.html",
        at="talks",
        group=await _group_of(call),
        page=found,
        curve=curve(found.moods, call.visit.texts),
        on=int(call.query("on")) if call.query("on") in {str(line.number) for line in found.lines} else 0,
    )


async def show_correction(call: Call) -> Response:
    """Show a line with its moves to correct; with a choice made, what else would change."""
    found = await talks.talk(call.visit, call.path("session"))
    line = next((one for one in found.lines if str(one.number) == call.path("turn")), None)
    if line is None:
        return await show_talk(call)
    was, words, becomes = call.query("was"), call.query("words").strip(), call.query("becomes")
    tried, refused = None, ""
    try:
        if "becomes" in call.request.query_params:
            meant = words or _words_of(found, line.number, was)
            tried = await corrections.try_move(
                call.visit, found.talk.session, line.number, words=meant, was=was, becomes=becomes
            )
    except BadInput as error:
        # The form stands on this very page: it is told there, and what was filled in stays.
        refused = call.visit.texts(error.key, **error.facts)
    return await call.page(
        "correct.html",
        at="talks",
        group=await _group_of(call),
        page=found,
        line=line,
        tried=tried,
        refused=refused,
        was=was,
        words=words,
        becomes=becomes,
    )


async def _group_of(call: Call) -> Group:
    """Return the group with which the conversation of this address is shared."""
    return (await shared_session(call.visit, call.path("session")))[1]


def _words_of(page: TalkPage, turn: int, was: str) -> str:
    """Return the words in which a move was recognised."""
    moves = [move for line in page.lines if line.number == turn for move in line.moves]
    return next((move.words for move in moves if move.move == was), "")


async def show_progress(call: Call) -> Response:
    """Show one participant, as far as was shared."""
    group = call.path("group")
    found = await talks.progress(call.visit, group, call.path("teacher"))
    led = await call.visit.unit.room.people.group(group)
    return await call.page(
        "progress.html", at="overview", group=led, progress=found, today=day_of(call.visit.now)
    )


async def present_group(call: Call) -> Response:
    """Present the richest moments of a group one by one, without names."""
    group = call.path("group")
    found = await overview.moments(call.visit, group)
    number = call.query("at")
    place = min(int(number) if number.isdecimal() and len(number) < 4 else 0, max(len(found) - 1, 0))
    here = f"/room/{group}/present?at="
    return await call.page(
        "present.html",
        at="present",
        fragment=found[place] if found else None,
        place=place + 1,
        count=len(found),
        earlier=f"{here}{place - 1}" if place > 0 else "",
        later=f"{here}{place + 1}" if place + 1 < len(found) else "",
        back=f"/room/{group}",
    )


async def present_moment(call: Call) -> Response:
    """Present one moment; the arrows lead to the lines before and after it."""
    session, number = call.path("session"), call.path("turn")
    turn = int(number) if number.isdecimal() and len(number) < 6 else 0
    found = await talks.moment(call.visit, session, turn)
    stored = await call.visit.unit.session(session)
    count = stored.position.turn if stored else turn
    here = f"/room/talk/{session}/present/"
    return await call.page(
        "present.html",
        at="present",
        fragment=found,
        place=turn,
        count=count,
        earlier=f"{here}{turn - 1}" if turn > 1 else "",
        later=f"{here}{turn + 1}" if turn < count else "",
        back=f"/room/talk/{session}#b{turn}",
    )


async def show_room(call: Call) -> Response:
    """Show where this person's own part of the room begins."""
    mine = await roles(call.visit)
    if Role.TRAINER in mine:
        return await show_groups(call)
    if Role.ADMIN in mine:
        return await show_people(call)
    # The use case refuses, in the words that fit.
    return await show_groups(call)
