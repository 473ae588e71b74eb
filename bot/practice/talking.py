"""A teacher's message to the parent: masked, played, stored, answered."""

from dataclasses import replace

from bot.model.session import Position, Turn
from bot.play import Library, take_turn
from bot.practice.closing import close, lost
from bot.practice.messages import Messages
from bot.practice.ports import StoredSession
from bot.practice.privacy import Masked
from bot.practice.runs import is_over
from bot.practice.starting import explained
from bot.practice.visit import Visit, content_of, parents, save_teacher, short_name, spoken
from bot.roleplay.machine import fallback_id


async def talk(visit: Visit, text: str) -> Messages:
    """Give a message to the parent and return what comes back."""
    session = await visit.unit.current(visit.teacher.id)
    if session is None:
        return await _nobody_there(visit)
    if visit.teacher.paused:
        name = short_name(visit, session)
        buttons = ((visit.button("button.resume", "resume"), visit.button("button.stop", "stop")),)
        return (visit.coach("pause.not_passed_on", name=name, buttons=buttons),)
    library = await content_of(visit, session)
    if library is None:
        return await lost(visit, session)
    return await _answered(visit, library, session, visit.masker.within(session.persona).mask(text))


async def _answered(visit: Visit, library: Library, session: StoredSession, masked: Masked) -> Messages:
    reminder = await _reminder(visit, session, masked)
    position, turn = take_turn(library, session.position, masked.text, helped=visit.teacher.helped)
    after = await _stored(visit, session, position, turn)
    said = (*reminder, *spoken(visit, turn.reply, last=after.ended is None))
    return said if after.ended is None else (*said, *await close(visit, library, after))


async def _stored(visit: Visit, session: StoredSession, position: Position, turn: Turn) -> StoredSession:
    over = is_over(session, position)
    after = replace(session, position=position, ended=visit.now if over else None, outcome=position.outcome)
    await visit.unit.add_turn(session.id, turn, visit.now)
    is_fallback = turn.rule == fallback_id(turn.state_before)
    visit.meter.turned(session.persona, turn, is_fallback=is_fallback)
    await visit.unit.save_session(after)
    await save_teacher(visit, replace(visit.teacher, helped="", waiting_for=""))
    return after


async def _reminder(visit: Visit, session: StoredSession, masked: Masked) -> Messages:
    """Return a kind word on what was taken out: once in a conversation for each kind."""
    if not masked.kinds:
        return ()
    earlier = " ".join(turn.reading.text for turn in await visit.unit.turns(session.id))
    new = [kind for kind in masked.kinds if visit.texts(f"mask.label.{kind}") not in earlier]
    return (visit.coach(f"mask.reminder.{new[0]}"),) if new else ()


async def _nobody_there(visit: Visit) -> Messages:
    if not visit.teacher.consent:
        return (*await explained(visit), *parents(visit))
    return (visit.coach("say.nobody"), *parents(visit))
