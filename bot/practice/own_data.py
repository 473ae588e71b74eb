"""What is kept of a teacher: to read, to take along, and to delete."""

import json
from dataclasses import asdict, replace
from datetime import date

from bot.model.persona import Outcome
from bot.practice.learning.wall import day_of
from bot.practice.messages import Button, Message, Messages, Voice
from bot.practice.ports import StoredSession, Teacher, Unit
from bot.practice.room.own import exported_room
from bot.practice.room.records import Share
from bot.practice.room.sharing import own_talks
from bot.practice.visit import Rows, Visit, own_session, parents, save_teacher, short_name, stale

ALL = "all"
MOST_CHOICES = 20


async def show(visit: Visit) -> Messages:
    """Return a readable summary, and the same as a file."""
    corrections = await visit.unit.corrections(visit.teacher.id)
    lines = await _kept(visit) or [visit.texts("mydata.no_sessions")]
    kept = visit.texts("mydata.text", sessions="\n".join(lines), corrections=len(corrections))
    text = f"{kept}\n\n{await _weeks(visit)}"
    text = f"{text}\n{await _from_trainers(visit)}"
    buttons = (
        (visit.button("button.wipe", "wipe"), visit.button("button.privacy", "privacy")),
        (visit.button("button.who_looked", "looks"),),
    )
    return (
        Message(Voice.COACH, text, title=visit.texts("mydata.title"), buttons=buttons),
        Message(Voice.COACH, visit.texts("mydata.file"), file=f"data:{visit.teacher.id}"),
    )


async def _kept(visit: Visit) -> list[str]:
    """Return a line for each conversation: what it was, until when it is kept, with whom it is shared."""
    sessions = await visit.unit.sessions(visit.teacher.id)
    groups = await visit.unit.room.people.groups_of(visit.teacher.id)
    shown = {one.session: one for one in own_talks(visit, groups, await _shares(visit), sessions)}
    lines = []
    for session in sessions:
        line, one = _line(visit, session), shown[session.id]
        key = "mydata.until_shared" if one.shared_with else "mydata.until"
        until = one.until.strftime("%d-%m-%Y")
        lines.append(visit.texts(key, line=line, until=until, groups=", ".join(one.shared_with)))
    return lines


async def _shares(visit: Visit) -> tuple[Share, ...]:
    return await visit.unit.room.talks.shares(visit.teacher.id)


async def _from_trainers(visit: Visit) -> str:
    room = visit.unit.room
    comments = await room.words.comments_for(visit.teacher.id)
    looks = await room.talks.looks(visit.teacher.id)
    return visit.texts("mydata.room", comments=len(comments), looks=len(looks))


async def _weeks(visit: Visit) -> str:
    """Return how much is kept for learning over weeks; it goes with everything else."""
    learning, me = visit.unit.learning, visit.teacher.id
    return visit.texts(
        "mydata.weeks",
        goals=len(await learning.goals(me)),
        tasks=len(await learning.own_assignments(me)),
        reminders=len(await learning.reminders(me)),
    )


async def choose_wipe(visit: Visit) -> Messages:
    """Return what can be deleted; nothing is deleted yet."""
    sessions = (await visit.unit.sessions(visit.teacher.id))[-MOST_CHOICES:]
    rows = [(Button(_line(visit, one), f"wipe:{one.id}"),) for one in reversed(sessions)]
    buttons = (*rows, (visit.button("button.wipe_all", f"wipe:{ALL}"),))
    return (visit.coach("wipe.choose", title="wipe.title", buttons=buttons),)


async def ask_wipe(visit: Visit, what: str) -> Messages:
    """Ask whether it is meant; nothing is deleted yet."""
    yes = visit.button("button.wipe_yes", f"wipe:yes:{what}")
    rows: Rows = ((yes,), (visit.button("button.wipe_no", "wipe:no"),))
    if what == ALL:
        return (visit.coach("wipe.sure_all", buttons=rows),)
    session = await own_session(visit, what)
    if session is None:
        return await stale(visit)
    branches = [one for one in await visit.unit.sessions(visit.teacher.id) if one.branch_of == session.id]
    key = "wipe.sure_branches" if branches else "wipe.sure_one"
    return (visit.coach(key, session=_line(visit, session), buttons=rows),)


async def wipe(visit: Visit, what: str) -> Messages:
    """Delete a conversation (its branches go along) or everything, after the teacher said yes."""
    if what == ALL:
        await visit.unit.forget_teacher(visit.teacher.id)
        return (visit.coach("wipe.done_all"),)
    session = await own_session(visit, what)
    if session is None:
        return await stale(visit)
    await visit.unit.forget_session(session.id)
    if await visit.unit.current(visit.teacher.id) is None:
        await save_teacher(visit, replace(visit.teacher, paused=False, waiting_for="", helped=""))
    return (visit.coach("wipe.done_one"), *parents(visit))


async def keep(visit: Visit) -> Messages:
    """Answer a no."""
    return (visit.coach("wipe.kept"),)


async def exported(unit: Unit, teacher: Teacher) -> str:
    """Return all that is stored of a teacher as JSON: that is what goes into the file."""
    sessions = [
        {"session": asdict(one), "turns": [asdict(turn) for turn in await unit.turns(one.id)]}
        for one in await unit.sessions(teacher.id)
    ]
    everything = {
        "teacher": asdict(teacher),
        "sessions": sessions,
        "corrections": list(await unit.corrections(teacher.id)),
        "learning": {
            "choices": [asdict(one) for one in await unit.learning.choices(teacher.id)],
            "goals": [asdict(one) for one in await unit.learning.goals(teacher.id)],
            "own_assignments": [asdict(one) for one in await unit.learning.own_assignments(teacher.id)],
            "reminders": [asdict(one) for one in await unit.learning.reminders(teacher.id)],
        },
        "room": await exported_room(unit, teacher),
    }
    return json.dumps(everything, default=_plain, ensure_ascii=False, indent=2)


def _plain(value: object) -> object:
    if isinstance(value, date):  # a moment is one too
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(value)


def _line(visit: Visit, session: StoredSession) -> str:
    persona = visit.library.personas.get(session.persona)
    found = persona.outcomes.get(session.outcome) if persona and session.outcome else None
    number = session.position.turn
    line = visit.texts(
        "mydata.session",
        name=short_name(visit, session),
        date=day_of(session.started).strftime("%d-%m-%Y"),
        turns=visit.texts("mydata.one_turn" if number == 1 else "mydata.turns", number=number),
        outcome=_ending(visit, session, found),
    )
    if not session.branch_of:
        return line
    return visit.texts("mydata.branch", line=line, number=session.branch_turn)


def _ending(visit: Visit, session: StoredSession, outcome: Outcome | None) -> str:
    if session.ended is None:
        return visit.texts("mydata.open")
    return outcome.title if outcome else visit.texts("again.stopped")
