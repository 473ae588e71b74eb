"""The first screen of a debrief, by the kind of run; and what is asked after a whole conversation."""

from collections.abc import Iterator
from dataclasses import replace

from bot.coaching.astray import QUOTES, Harm, harms, worst
from bot.model.course import Debrief
from bot.model.session import Turn
from bot.play import Library
from bot.practice.learning import plan, sure
from bot.practice.learning.choices import focus_of
from bot.practice.learning.lasting import without_tips
from bot.practice.messages import Message, Messages, Voice
from bot.practice.ports import StoredSession
from bot.practice.reviewing import debrief_of, first_screen, show_part, tip_message
from bot.practice.room.mine import with_share
from bot.practice.runs import ASTRAY, PLAIN, WARM_UP, counts
from bot.practice.unsure import meant_in
from bot.practice.visit import Rows, Visit, content_of, own_session

Turns = tuple[Turn, ...]
MOST_HARMS = 4
"""Moments on the screen of a run that went wrong on purpose."""


async def show(visit: Visit, session_id: str, part: str = "first") -> Messages:
    """Return a part of the debrief of a session that has ended."""
    session = await own_session(visit, session_id)
    library = await content_of(visit, session) if session else None
    if part != "first" or session is None or session.ended is None or library is None:
        return await show_part(visit, session_id, part)
    return await screen(visit, library, session, await visit.unit.turns(session.id))


async def screen(visit: Visit, library: Library, session: StoredSession, turns: Turns) -> Messages:
    """Return the first screen for this kind of run."""
    focus = await focus_of(visit)
    if session.kind == WARM_UP:
        return _warm_up(visit, library, session, debrief_of(library, session, turns, focus=focus))
    if session.kind == ASTRAY:
        return _astray(visit, library, session, turns)
    told = await meant_in(visit, session)
    shown = first_screen(visit, library, session, turns, focus=focus, meant=told)
    shown = await with_share(visit, session, shown)
    if session.kind != PLAIN:
        return shown
    return (*shown, *await without_tips(visit, session, debrief_of(library, session, turns)))


async def after_run(visit: Visit, library: Library, session: StoredSession, turns: Turns) -> Messages:
    """Return the one thing that is asked after a whole conversation, if anything."""
    if not counts(session):
        return ()
    asked = await sure.asked_after(visit, session)
    if asked:
        return asked
    if await plan.waiting(visit):
        return await plan.look_back_on(visit, session)
    tip = debrief_of(library, session, turns, focus=await focus_of(visit)).tip
    return plan.offer(visit, tip.module if tip else "")


def _warm_up(visit: Visit, library: Library, session: StoredSession, debrief: Debrief) -> Messages:
    """Return one tip and no more: on what was said, else for where the parent stands now."""
    persona = library.personas[session.persona]
    rows: Rows = (
        (
            visit.button("button.warm_up_again", f"warmup:{session.persona}"),
            visit.button("button.real", f"card:{session.persona}"),
        ),
        (visit.button("button.transcript", f"debrief:{session.id}:transcript"),),
    )
    done = visit.coach("warmup.done", title="warmup.done_title", name=persona.short, buttons=rows)
    if debrief.tip is not None:
        return (tip_message(visit, session, debrief.tip), done)
    hint = persona.states[session.position.state].tip
    if hint is None:
        return (visit.coach("warmup.no_tip"), done)
    text = visit.texts("warmup.tip", move=hint.move, example=hint.example.strip(QUOTES))
    return (Message(Voice.COACH, text, title=visit.texts("review.tip")), done)


def _astray(visit: Visit, library: Library, session: StoredSession, turns: Turns) -> Messages:
    """Return what the parent did with it: no praise, no tip."""
    persona = library.personas[session.persona]
    debrief = debrief_of(library, session, turns)
    found = harms(library.course, library.lexicon, persona, turns)
    shown = worst(found, most=MOST_HARMS)
    title = debrief.outcome_title or visit.texts("review.stopped_title")
    screen = [Message(Voice.COACH, debrief.story or visit.texts("astray.stopped"), title=title)]
    if shown:
        text = "\n\n".join(_harms(visit, persona.short, shown))
        screen.append(Message(Voice.COACH, text, title=visit.texts("astray.harms", name=persona.short)))
    else:
        screen.append(visit.coach("astray.none", name=persona.short))
    rows: Rows = (
        (visit.button("button.transcript", f"debrief:{session.id}:transcript"),),
        (
            visit.button("button.real", f"card:{session.persona}"),
            visit.button("button.other_parent", "parents"),
        ),
    )
    last = visit.texts("astray.last")
    return (*screen, Message(Voice.COACH, last, buttons=rows, picture=f"mood:{session.id}"))


def _harms(visit: Visit, name: str, shown: tuple[Harm, ...]) -> Iterator[str]:
    """Yield a piece for each move; what the parent said stands under the last one of a message."""
    for place, harm in enumerate(shown):
        is_last = place + 1 == len(shown) or shown[place + 1].turn != harm.turn
        yield _harm(visit, name, harm if is_last else replace(harm, reply="", instead=""))


def _harm(visit: Visit, name: str, harm: Harm) -> str:
    said = visit.texts("astray.harm", turn=harm.turn, quote=harm.quote, title=harm.title)
    effect = visit.texts(effect_key(harm), tension=harm.tension, trust=-harm.trust)
    reply = visit.texts("astray.reply", name=name, reply=harm.reply) if harm.reply else ""
    instead = visit.texts("astray.instead", line=harm.instead) if harm.instead else ""
    return "\n".join(one for one in (said, effect, reply, instead) if one)


def effect_key(harm: Harm) -> str:
    """Return the key of the sentence on what a move did: only what went the wrong way is told."""
    if harm.tension > 0:
        return "astray.effect" if harm.trust < 0 else "astray.effect_tension"
    return "astray.effect_trust" if harm.trust < 0 else "astray.no_effect"
