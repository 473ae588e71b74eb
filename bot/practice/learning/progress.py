"""How the techniques fared over the conversations: words and a small picture, for the teacher alone."""

from collections.abc import Mapping

from bot.coaching.progress import Marks, Progress, progress_of
from bot.model.course import Module
from bot.model.ids import TechniqueId
from bot.play import marks_of
from bot.practice.learning.choices import choose, chosen, module_by
from bot.practice.learning.ports import ChoiceKind
from bot.practice.messages import Button, Message, Messages, Voice
from bot.practice.ports import StoredSession
from bot.practice.runs import counts
from bot.practice.visit import Rows, Visit, content_of, parents, stale

MOST = 10
"""Conversations that are looked at: the latest, and no more than fit in a picture."""
MOST_TITLES = 4
"""Techniques under a heading; what weighs most in the training comes first."""
GROUPS: Mapping[str, tuple[str, ...]] = {
    "progress.kept": ("kept",),
    "progress.grows": ("new", "often", "first_seen"),
    "progress.wanted": ("missed", "not_yet", "first_open"),
}
"""Text key to the kinds of progress that are told together."""


async def show(visit: Visit) -> Messages:
    """Return the overview of all modules."""
    number = len(await counted(visit))
    if not number:
        return (visit.coach("progress.none", title="progress.title"), *parents(visit))
    found = await of_teacher(visit)
    key = "progress.one" if number == 1 else "progress.intro"
    lines = [visit.texts(key, number=number), *_groups(visit, found)]
    picture = f"progress:{visit.teacher.id}"
    title = visit.texts("progress.title")
    return (Message(Voice.COACH, "\n\n".join(lines), title=title, buttons=_modules(visit), picture=picture),)


async def show_module(visit: Visit, number: str) -> Messages:
    """Return each technique of a module in words, and let the teacher choose one to work on."""
    module = module_by(visit, number)
    if module is None:
        return await stale(visit)
    found = [one for one in await of_teacher(visit) if one.module == module.id]
    lines = [visit.texts("progress.line", title=one.title, text=one.text) for one in found]
    now = (await chosen(visit, ChoiceKind.FOCUS)).get(module.id, "")
    lines.append(_focus_line(visit, now))
    title = visit.texts("review.module", number=module.number, title=module.title)
    buttons = (
        *_choices(visit, module, now),
        (visit.button("button.progress", "progress"), visit.button("button.plan", "plan")),
    )
    return (Message(Voice.COACH, "\n".join(lines), title=title, buttons=buttons),)


async def choose_focus(visit: Visit, number: str, technique: str = "") -> Messages:
    """Work on a technique in a module, or on none in particular."""
    module = module_by(visit, number)
    known = {one.id: one for one in visit.library.course.techniques if module and one.module == module.id}
    if module is None or (technique and technique not in known):
        return await stale(visit)
    row = ((visit.button("button.progress", "progress"), visit.button("button.parents", "parents")),)
    if not technique:
        await visit.unit.learning.drop_choice(visit.teacher.id, ChoiceKind.FOCUS, module.id)
        return (visit.coach("progress.focus_gone", number=module.number, buttons=row),)
    await choose(visit, ChoiceKind.FOCUS, technique, subject=module.id)
    title = known[TechniqueId(technique)].title
    return (visit.coach("progress.focus_chosen", technique=title, number=module.number, buttons=row),)


async def of_teacher(visit: Visit) -> tuple[Progress, ...]:
    """Return how each technique fared over the latest conversations, oldest first."""
    return progress_of(visit.library.course, await marks(visit, await counted(visit)))


async def counted(visit: Visit) -> list[StoredSession]:
    """Return the conversations that count, oldest first."""
    return [one for one in await visit.unit.sessions(visit.teacher.id) if counts(one)]


async def marks(visit: Visit, sessions: list[StoredSession]) -> list[Marks]:
    """Return how the techniques fared in the latest of these; one whose content is gone is left out."""
    found: list[Marks] = []
    for session in sessions[-MOST:]:
        library = await content_of(visit, session)
        if library is not None:
            found.append(marks_of(library, session.persona, await visit.unit.turns(session.id)))
    return found


def _groups(visit: Visit, found: tuple[Progress, ...]) -> list[str]:
    weights = {one.id: one.weight for one in visit.library.course.techniques}
    heaviest = sorted(found, key=lambda one: -weights.get(one.technique, 0))
    told = []
    for key, kinds in GROUPS.items():
        titles = [one.title for one in heaviest if one.kind in kinds]
        if titles:
            items = [visit.texts("card.item", item=title) for title in titles[:MOST_TITLES]]
            if len(titles) > MOST_TITLES:
                items.append(visit.texts("progress.more", number=len(titles) - MOST_TITLES))
            told.append("\n".join((visit.texts(key), *items)))
    return told


def _modules(visit: Visit) -> Rows:
    modules = tuple(
        visit.button("button.module", f"progress:{one.number}", number=one.number)
        for one in visit.library.course.modules
    )
    return modules, (visit.button("button.plan", "plan"), visit.button("button.reminders", "remind"))


def _focus_line(visit: Visit, now: str) -> str:
    titles = {one.id: one.title for one in visit.library.course.techniques}
    chosen_title = titles.get(TechniqueId(now))
    if chosen_title:
        return "\n" + visit.texts("progress.focus_now", technique=chosen_title)
    return "\n" + visit.texts("progress.focus_ask")


def _choices(visit: Visit, module: Module, now: str) -> Rows:
    rows = tuple(
        (Button(one.title, f"focus:{module.number}:{one.id}"),)
        for one in visit.library.course.techniques
        if one.module == module.id and one.id != now
    )
    none = ((visit.button("button.no_focus", f"focus:{module.number}"),),) if now else ()
    return rows + none
