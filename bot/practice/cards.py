"""The dossier card of a parent, and the beginning of a conversation."""

from collections.abc import Mapping
from dataclasses import replace

from bot.model.ids import PersonaId
from bot.model.persona import Persona
from bot.play import open_session, open_warm_up
from bot.practice.learning import due, sure
from bot.practice.messages import Message, Messages, Voice
from bot.practice.ports import StoredSession
from bot.practice.runs import ASTRAY, PLAIN, WARM_UP, WARM_UP_TURNS, plain_is_due
from bot.practice.visit import Rows, Visit, save_teacher, spoken, stale, standing

READY: Mapping[str, str] = {
    "": "begin.ready",
    WARM_UP: "begin.warm_up",
    PLAIN: "begin.plain",
    ASTRAY: "begin.astray",
}
"""Kind of run to what is said when it begins."""


async def card(visit: Visit, name: str) -> Messages:
    """Return the card: who the teacher is here, what is known, what may and may not be granted."""
    persona = visit.library.personas.get(PersonaId(name))
    if persona is None:
        return await stale(visit)
    session = await visit.unit.current(visit.teacher.id)
    busy = session is not None and session.persona == persona.id
    if busy:
        return (replace(face(visit, persona), buttons=((visit.button("button.resume", "resume"),),)),)
    shown = replace(face(visit, persona), buttons=_beginnings(visit, persona))
    return (shown, *await _plain_offer(visit, persona), *await sure.asked_before(visit, persona.id))


def face(visit: Visit, persona: Persona) -> Message:
    """Return the card without buttons."""
    return Message(Voice.CARD, _front(visit, persona), title=persona.name)


async def begin(visit: Visit, name: str, difficulty: str = "") -> Messages:
    """Begin a normal conversation."""
    return await start_run(visit, name, difficulty=difficulty)


async def start_run(visit: Visit, name: str, *, difficulty: str = "", kind: str = "") -> Messages:
    """Begin a run of some kind; a conversation that is open is never thrown away."""
    persona = visit.library.personas.get(PersonaId(name))
    if persona is None or (difficulty and difficulty not in persona.difficulties):
        return await stale(visit)
    session = await visit.unit.current(visit.teacher.id)
    if session is not None:
        same = session.persona == persona.id and session.kind == kind
        untouched = same and session.position.turn == 0
        return spoken(visit, session.opening) if untouched else await standing(visit)
    return await _begun(visit, persona, difficulty, kind)


async def _begun(visit: Visit, persona: Persona, difficulty: str, kind: str) -> Messages:
    seed = visit.chance.seed()
    if kind == WARM_UP:
        position, opening = open_warm_up(visit.library, persona.id, seed=seed)
    else:
        position, opening = open_session(visit.library, persona.id, seed=seed, difficulty=difficulty)
    session = StoredSession(
        id=visit.chance.token(),
        teacher=visit.teacher.id,
        persona=persona.id,
        digest=persona.digest,
        position=position,
        opening=opening,
        started=visit.now,
        kind=kind,
    )
    await visit.unit.keep_content(persona.digest, visit.shelf.source(persona.id))
    await visit.unit.add_session(session)
    await save_teacher(visit, replace(visit.teacher, paused=False, waiting_for="", helped=""))
    await due.practised(visit)
    return (visit.coach(READY[kind], name=persona.short, number=WARM_UP_TURNS), *spoken(visit, opening))


def _front(visit: Visit, persona: Persona) -> str:
    blocks = [
        visit.texts("card.you", you=persona.you),
        persona.card.strip(),
        _mandate(visit, persona, "card.allowed", allowed=True),
        _mandate(visit, persona, "card.forbidden", allowed=False),
    ]
    return "\n\n".join(block for block in blocks if block)


def _mandate(visit: Visit, persona: Persona, key: str, *, allowed: bool) -> str:
    items = [grant.text for grant in persona.grants if grant.allowed is allowed]
    return (
        "\n".join([visit.texts(key), *(visit.texts("card.item", item=item) for item in items)])
        if items
        else ""
    )


def _beginnings(visit: Visit, persona: Persona) -> Rows:
    back = (visit.button("button.other_parent", "parents"),)
    ways = (
        visit.button("button.warm_up", f"warmup:{persona.id}"),
        visit.button("button.astray", f"astray:{persona.id}"),
    )
    if len(persona.difficulties) < 2:
        return (visit.button("button.begin", f"begin:{persona.id}"),), ways, back
    levels = tuple(
        (visit.button("button.begin_level", f"begin:{persona.id}:{level.id}", level=level.title.lower()),)
        for level in persona.difficulties.values()
    )
    return (*levels, ways, back)


async def _plain_offer(visit: Visit, persona: Persona) -> Messages:
    """Return the offer of a run without tips, when it is time for one."""
    if not plain_is_due(await visit.unit.sessions(visit.teacher.id)):
        return ()
    row = (visit.button("button.plain", f"plain:{persona.id}"),)
    return (visit.coach("plain.offer", title="plain.title", buttons=(row,)),)
