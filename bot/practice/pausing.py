"""Stepping out of the role for a while, and back into it."""

from dataclasses import replace

from bot.practice.messages import Messages
from bot.practice.ports import StoredSession
from bot.practice.visit import Visit, parents, save_teacher, short_name, spoken


async def pause(visit: Visit) -> Messages:
    """Stop the play without ending it."""
    session = await visit.unit.current(visit.teacher.id)
    if session is None:
        return (visit.coach("say.no_conversation"), *parents(visit))
    await save_teacher(visit, replace(visit.teacher, paused=True, waiting_for=""))
    buttons = (
        (visit.button("button.resume", "resume"), visit.button("button.tip", "tip")),
        (visit.button("button.card", f"card:{session.persona}"), visit.button("button.stop", "stop")),
    )
    return (visit.coach("pause.text", title="pause.title", name=short_name(visit, session), buttons=buttons),)


async def resume(visit: Visit) -> Messages:
    """Go on where the conversation stands, and show again what the parent said last."""
    session = await visit.unit.current(visit.teacher.id)
    if session is None:
        return (visit.coach("say.no_conversation"), *parents(visit))
    await save_teacher(visit, replace(visit.teacher, paused=False, waiting_for=""))
    bubbles = await last_bubbles(visit, session)
    return (visit.coach("pause.resumed", name=short_name(visit, session)), *spoken(visit, bubbles))


async def last_bubbles(visit: Visit, session: StoredSession) -> tuple[str, ...]:
    """Return what the parent said last."""
    turns = await visit.unit.turns(session.id)
    return turns[-1].reply if turns else session.opening
