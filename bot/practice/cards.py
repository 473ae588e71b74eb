"""The dossier card of a parent, and the beginning of a conversation."""

from dataclasses import replace

from bot.model.ids import PersonaId
from bot.model.persona import Persona
from bot.play import open_session
from bot.practice.messages import Message, Messages, Voice
from bot.practice.ports import StoredSession
from bot.practice.visit import Rows, Visit, save_teacher, spoken, stale, standing


async def card(visit: Visit, name: str) -> Messages:
    """Return the card: who the teacher is here, what is known, what may and may not be granted."""
    persona = visit.library.personas.get(PersonaId(name))
    if persona is None:
        return await stale(visit)
    session = await visit.unit.current(visit.teacher.id)
    busy = session is not None and session.persona == persona.id
    buttons = ((visit.button("button.resume", "resume"),),) if busy else _beginnings(visit, persona)
    return (replace(face(visit, persona), buttons=buttons),)


def face(visit: Visit, persona: Persona) -> Message:
    """Return the card without buttons."""
    return Message(Voice.CARD, _front(visit, persona), title=persona.name)


async def begin(visit: Visit, name: str, difficulty: str = "") -> Messages:
    """Begin a conversation; one that is open is never thrown away."""
    persona = visit.library.personas.get(PersonaId(name))
    if persona is None or (difficulty and difficulty not in persona.difficulties):
        return await stale(visit)
    session = await visit.unit.current(visit.teacher.id)
    if session is not None:
        untouched = session.persona == persona.id and session.position.turn == 0
        return spoken(visit, session.opening) if untouched else await standing(visit)
    return await _begun(visit, persona, difficulty)


async def _begun(visit: Visit, persona: Persona, difficulty: str) -> Messages:
    position, opening = open_session(
        visit.library, persona.id, seed=visit.chance.seed(), difficulty=difficulty
    )
    session = StoredSession(
        id=visit.chance.token(),
        teacher=visit.teacher.id,
        persona=persona.id,
        digest=persona.digest,
        position=position,
        opening=opening,
        started=visit.now,
    )
    await visit.unit.keep_content(persona.digest, visit.shelf.source(persona.id))
    await visit.unit.add_session(session)
    await save_teacher(visit, replace(visit.teacher, paused=False, waiting_for="", helped=""))
    return (visit.coach("begin.ready", name=persona.short), *spoken(visit, opening))


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
    if len(persona.difficulties) < 2:
        return (visit.button("button.begin", f"begin:{persona.id}"),), back
    levels = tuple(
        (visit.button("button.begin_level", f"begin:{persona.id}:{level.id}", level=level.title.lower()),)
        for level in persona.difficulties.values()
    )
    return (*levels, back)
