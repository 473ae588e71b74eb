"""The end of a conversation: by an outcome, by stopping, or because its content is gone."""

from dataclasses import replace

from bot.play import Library
from bot.practice.again import comparison
from bot.practice.debriefing import after_run, screen
from bot.practice.messages import Messages
from bot.practice.ports import StoredSession
from bot.practice.room.counting import count
from bot.practice.visit import Visit, content_of, parents, save_teacher, short_name


async def close(visit: Visit, library: Library, session: StoredSession) -> Messages:
    """Return the debrief of a session that has just ended; for a branch also both side by side."""
    turns = await visit.unit.turns(session.id)
    await count(visit, library, session, turns)
    return (
        *await screen(visit, library, session, turns),
        *await comparison(visit, library, session, turns),
        *await after_run(visit, library, session, turns),
    )


async def stop(visit: Visit) -> Messages:
    """End the conversation at the teacher's word, with the feedback so far."""
    session = await visit.unit.current(visit.teacher.id)
    if session is None:
        return (visit.coach("say.no_conversation"), *parents(visit))
    library = await content_of(visit, session)
    if library is None:
        return await lost(visit, session)
    ended = await end(visit, session)
    if session.position.turn == 0:
        await visit.unit.forget_session(session.id)
        return (visit.coach("stop.nothing_said", name=short_name(visit, session)), *parents(visit))
    return await close(visit, library, ended)


async def lost(visit: Visit, session: StoredSession) -> Messages:
    """End a session that cannot go on, because the text it is played on cannot be read any more."""
    await end(visit, session)
    return (visit.coach("say.lost", name=short_name(visit, session)), *parents(visit))


async def end(visit: Visit, session: StoredSession) -> StoredSession:
    """Store that a session has ended without an outcome."""
    ended = replace(session, ended=visit.now)
    await visit.unit.save_session(ended)
    await save_teacher(visit, replace(visit.teacher, paused=False, waiting_for="", helped=""))
    return ended
