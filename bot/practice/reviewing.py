"""The debrief: a first screen that is read in a minute, and the parts behind its buttons."""

from bot.model.course import Debrief, Observation
from bot.model.ids import TechniqueId
from bot.model.session import Turn
from bot.play import Library, close_session
from bot.practice.messages import Button, Message, Messages, Voice
from bot.practice.ports import StoredSession
from bot.practice.transcript import page
from bot.practice.unsure import NOTHING_MEANT, Meant, meant_in, unsure_lines
from bot.practice.visit import Rows, Visit, content_of, own_session, parents, stale

Turns = tuple[Turn, ...]


async def show_part(visit: Visit, session_id: str, part: str = "first") -> Messages:
    """Return a part of the debrief of a session that has ended."""
    session = await own_session(visit, session_id)
    if session is None or session.ended is None:
        return await stale(visit)
    library = await content_of(visit, session)
    if library is None:
        return (visit.coach("review.lost"), *parents(visit))
    turns = await visit.unit.turns(session.id)
    return await _part(visit, library, session, turns, part) or await stale(visit)


async def _part(visit: Visit, library: Library, session: StoredSession, turns: Turns, part: str) -> Messages:
    name, _, number = part.partition("-")
    if name == "first":
        return first_screen(visit, library, session, turns, meant=await meant_in(visit, session))
    meant = await meant_in(visit, session)
    if name == "transcript":
        first = int(number) if number.isdecimal() else 1
        return page(visit, library, session, turns, first=first, meant=meant)
    debrief = debrief_of(library, session, turns, meant=meant)
    if name == "unsure":
        return await unsure_lines(visit, library, session, turns, debrief.unsure)
    return _plain_part(visit, library, session, debrief, part)


def debrief_of(
    library: Library,
    session: StoredSession,
    turns: Turns,
    *,
    focus: frozenset[TechniqueId] = frozenset(),
    meant: Meant = NOTHING_MEANT,
) -> Debrief:
    """Return the feedback on a stored session; the tip prefers what is in focus."""
    return close_session(library, session.persona, turns, outcome=session.outcome, focus=focus, meant=meant)


def first_screen(
    visit: Visit,
    library: Library,
    session: StoredSession,
    turns: Turns,
    *,
    focus: frozenset[TechniqueId] = frozenset(),
    meant: Meant = NOTHING_MEANT,
) -> Messages:
    """Return how it ended, the parent looking back, two tops, one tip, the steps and the picture."""
    debrief = debrief_of(library, session, turns, focus=focus, meant=meant)
    name = library.personas[session.persona].short
    screen = [_ending(visit, debrief)]
    if debrief.in_role:
        title = visit.texts("review.in_role", name=name)
        screen.append(Message(Voice.PARENT, debrief.in_role, title=title))
    if debrief.tops:
        screen.append(_tops(visit, session, debrief.tops))
    if debrief.tip is not None:
        screen.append(tip_message(visit, session, debrief.tip))
    return (*screen, _picture(visit, library, session, debrief))


def _ending(visit: Visit, debrief: Debrief) -> Message:
    title = debrief.outcome_title or visit.texts("review.stopped_title")
    said = [debrief.story, *debrief.notes] if debrief.story else list(debrief.notes)
    return Message(Voice.COACH, "\n\n".join(said) or visit.texts("review.stopped"), title=title)


def _tops(visit: Visit, session: StoredSession, tops: tuple[Observation, ...]) -> Message:
    text = "\n\n".join(_told(top) for top in tops)
    named = [(top, number) for number, top in enumerate(tops, start=1) if top.technique]
    key = "button.wrong_top" if len(named) > 1 else "button.wrong"
    row = tuple(visit.button(key, _wrong(session, top), number=number) for top, number in named)
    return Message(Voice.COACH, text, title=visit.texts("review.tops"), buttons=(row,) if row else ())


def tip_message(visit: Visit, session: StoredSession, tip: Observation) -> Message:
    """Return the bubble of the tip, with the ways to try it and to contradict it."""
    row: list[Button] = []
    if tip.turn:
        row.append(visit.button("button.this_again", f"again:{session.id}:{tip.turn}"))
    if tip.technique:
        row.append(visit.button("button.wrong", _wrong(session, tip)))
    return Message(
        Voice.COACH, _told(tip), title=visit.texts("review.tip"), buttons=(tuple(row),) if row else ()
    )


def _told(observation: Observation) -> str:
    pieces = (observation.text, observation.effect, observation.alternative, observation.invitation)
    return " ".join(piece for piece in pieces if piece)


def _wrong(session: StoredSession, observation: Observation) -> str:
    return f"wrong:{session.id}:{observation.technique}:{observation.turn}"


def _picture(visit: Visit, library: Library, session: StoredSession, debrief: Debrief) -> Message:
    marks = " · ".join(
        visit.texts("review.step_short", mark=visit.texts(f"review.mark.{step.mark}"), title=step.title)
        for step in debrief.steps
    )
    key = "review.caption" if debrief.steps_scored else "review.caption_unscored"
    text = (
        visit.texts(key, title=library.course.steps_title, marks=marks)
        if marks
        else visit.texts("review.more")
    )
    return Message(
        Voice.COACH, text, buttons=_parts(visit, library, session, debrief), picture=f"mood:{session.id}"
    )


def _parts(visit: Visit, library: Library, session: StoredSession, debrief: Debrief) -> Rows:
    here = f"debrief:{session.id}"
    modules = tuple(
        visit.button("button.module", f"{here}:module-{module.number}", number=module.number)
        for module in library.course.modules
    )
    looks = (
        visit.button("button.steps", f"{here}:steps"),
        visit.button("button.profiles", f"{here}:profiles"),
    )
    back = [visit.button("button.transcript", f"{here}:transcript")]
    if debrief.unsure:
        back.append(visit.button("button.unsure", f"{here}:unsure"))
    on = (visit.button("button.again", f"again:{session.id}"), visit.button("button.other_parent", "parents"))
    return tuple(row for row in (looks, modules, tuple(back), on) if row)


def _plain_part(
    visit: Visit, library: Library, session: StoredSession, debrief: Debrief, part: str
) -> Messages:
    back = ((visit.button("button.first", f"debrief:{session.id}:first"),),)
    if part == "steps":
        return _steps(visit, library, debrief, back)
    if part == "profiles":
        said = [visit.texts("review.profile", title=one, sentence=text) for one, text in debrief.profiles]
        text = "\n\n".join(said) or visit.texts("review.no_profiles")
        return (Message(Voice.COACH, text, title=visit.texts("review.profiles"), buttons=back),)
    return _module(visit, library, debrief, part, back)


def _steps(visit: Visit, library: Library, debrief: Debrief, back: Rows) -> Messages:
    lines = [
        visit.texts(
            "review.step_noted" if step.note else "review.step",
            mark=visit.texts(f"review.mark.{step.mark}"),
            title=step.title,
            note=step.note,
        )
        for step in debrief.steps
    ]
    if not debrief.steps_scored:
        lines.insert(0, visit.texts("review.steps_unscored"))
    lines.append(visit.texts("review.legend"))
    return (Message(Voice.COACH, "\n".join(lines), title=library.course.steps_title, buttons=back),)


def _module(visit: Visit, library: Library, debrief: Debrief, part: str, back: Rows) -> Messages:
    for module in library.course.modules:
        if part == f"module-{module.number}":
            lines = [
                visit.texts(
                    "review.verdict_noted" if verdict.note else "review.verdict",
                    mark=visit.texts(f"review.verdict_mark.{verdict.mark}"),
                    title=verdict.title,
                    note=verdict.note,
                )
                for verdict in debrief.verdicts
                if verdict.module == module.id
            ]
            lines.append(visit.texts("review.verdict_legend"))
            title = visit.texts("review.module", number=module.number, title=module.title)
            return (Message(Voice.COACH, "\n".join(lines), title=title, buttons=back),)
    return ()
