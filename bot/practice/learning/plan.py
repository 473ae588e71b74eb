"""The personal action plan: a goal for the next conversation, looked back on after it, kept per module."""

from dataclasses import replace

from bot.model.course import Module
from bot.model.sheet import Section, Sheet
from bot.practice.learning.choices import module_by
from bot.practice.learning.ports import Goal
from bot.practice.learning.wall import day_of
from bot.practice.messages import Message, Messages, Voice
from bot.practice.ports import StoredSession
from bot.practice.room.records import About
from bot.practice.visit import Rows, Visit, save_teacher, stale, standing

GOAL = "goal"
LONGEST = 300
"""Signs in a goal: what fits in one thought."""
LOOKS = ("yes", "partly", "no")


async def show(visit: Visit) -> Messages:
    """Return the plan, with the ways to add to it and to take it along."""
    goals = await visit.unit.learning.goals(visit.teacher.id)
    sheet = await sheet_of(visit)
    parts = ["\n".join((one.heading, *(_item(visit, line) for line in one.lines))) for one in sheet.sections]
    text = "\n\n".join(parts) or visit.texts("plan.empty")
    here = Message(Voice.COACH, text, title=visit.texts("plan.title"), buttons=_ways(visit))
    if not sheet.sections:
        return (here,)
    files = tuple(
        Message(Voice.COACH, visit.texts(key), file=f"{kind}:{visit.teacher.id}")
        for key, kind in (("plan.as_pdf", "plan"), ("plan.as_text", "plantext"))
    )
    return (here, *_removals(visit, goals), *files)


async def ask_goal(visit: Visit, number: str) -> Messages:
    """Ask what the teacher wants to do differently in the next conversation."""
    module = module_by(visit, number)
    if module is None:
        return await stale(visit)
    await save_teacher(visit, replace(visit.teacher, waiting_for=f"{GOAL}:{number}"))
    rows = ((visit.button("button.no_whatif", "nevermind"),),)
    return (visit.coach("plan.ask", title="plan.ask_title", number=number, buttons=rows),)


async def write_goal(visit: Visit, number: str, text: str) -> Messages:
    """Keep a goal in the teacher's words, likely personal data taken out."""
    module = module_by(visit, number)
    if module is None:
        return await stale(visit)
    if len(text) > LONGEST:
        return (visit.coach("plan.too_long", most=LONGEST),)
    await save_teacher(visit, replace(visit.teacher, waiting_for=""))
    words = visit.masker.mask(text).text
    await visit.unit.learning.save_goal(
        Goal(visit.chance.token(), visit.teacher.id, module.id, words, visit.now)
    )
    row = (visit.button("button.plan", "plan"), visit.button("button.parents", "parents"))
    return (visit.coach("plan.noted", words=words, buttons=(row,)), *await _goes_on(visit))


async def waiting(visit: Visit) -> tuple[Goal, ...]:
    """Return the goals on which the teacher did not look back yet, oldest first."""
    goals = await visit.unit.learning.goals(visit.teacher.id)
    return tuple(one for one in goals if not one.looked_back)


async def look_back_on(visit: Visit, session: StoredSession) -> Messages:
    """Ask how the latest goal from before a conversation went."""
    tried = [one for one in await waiting(visit) if one.at <= session.started]
    if not tried:
        return ()
    row = tuple(visit.button(f"button.looked_{look}", f"look:{tried[-1].id}:{look}") for look in LOOKS)
    return (visit.coach("plan.look_back", words=tried[-1].text, buttons=(row,)),)


def offer(visit: Visit, module: str) -> Messages:
    """Offer to set a goal, for this module or else the first."""
    numbers = [one.number for one in visit.library.course.modules if one.id == module or not module]
    if not numbers:
        return ()
    row = (visit.button("button.goal", f"{GOAL}:{numbers[0]}"),)
    return (visit.coach("plan.offer", buttons=(row,)),)


async def look_back(visit: Visit, goal_id: str, look: str) -> Messages:
    """Note how a goal went, and ask for the next."""
    goals = await visit.unit.learning.goals(visit.teacher.id)
    goal = next((one for one in goals if one.id == goal_id), None)
    if goal is None or look not in LOOKS:
        return await stale(visit)
    await visit.unit.learning.save_goal(replace(goal, looked_back=look, looked_back_at=visit.now))
    number = next((one.number for one in visit.library.course.modules if one.id == goal.module), 1)
    row = (visit.button("button.goal", f"{GOAL}:{number}"), visit.button("button.plan", "plan"))
    return (visit.coach(f"plan.looked_{look}", buttons=(row,)),)


async def drop_goal(visit: Visit, goal_id: str) -> Messages:
    """Delete a goal."""
    await visit.unit.learning.drop_goal(visit.teacher.id, goal_id)
    return (visit.coach("plan.dropped"), *await show(visit))


async def sheet_of(visit: Visit) -> Sheet:
    """Return the plan as a document: the goals of each module, the own assignments, the trainers' words."""
    goals = await visit.unit.learning.goals(visit.teacher.id)
    sections = [_module(visit, module, goals) for module in visit.library.course.modules]
    tasks = await visit.unit.learning.own_assignments(visit.teacher.id)
    lines = tuple(
        visit.texts(
            "plan.task_done" if one.done else "plan.task", words=one.text, date=one.due.strftime("%d-%m-%Y")
        )
        for one in tasks
    )
    sections.append(Section(visit.texts("plan.tasks"), lines))
    sections.append(Section(visit.texts("plan.comments"), await _comments(visit)))
    note = visit.texts("plan.note", date=day_of(visit.now).strftime("%d-%m-%Y"))
    return Sheet(visit.texts("plan.title"), note, tuple(one for one in sections if one.lines))


async def _comments(visit: Visit) -> tuple[str, ...]:
    """Return what trainers who may read the plan said of it, oldest first."""
    comments = await visit.unit.room.words.comments_for(visit.teacher.id)
    return tuple(
        visit.texts("plan.goal", date=day_of(one.at).strftime("%d-%m-%Y"), words=one.text)
        for one in sorted(comments, key=lambda one: one.at)
        if one.about is About.PLAN
    )


def _module(visit: Visit, module: Module, goals: tuple[Goal, ...]) -> Section:
    heading = visit.texts("review.module", number=module.number, title=module.title)
    return Section(heading, tuple(_told(visit, one) for one in goals if one.module == module.id))


def _told(visit: Visit, goal: Goal) -> str:
    date = day_of(goal.at).strftime("%d-%m-%Y")
    if not goal.looked_back:
        return visit.texts("plan.goal", date=date, words=goal.text)
    look = visit.texts(f"plan.look.{goal.looked_back}")
    return visit.texts("plan.goal_done", date=date, words=goal.text, look=look)


def _item(visit: Visit, line: str) -> str:
    return visit.texts("card.item", item=line)


def _ways(visit: Visit) -> Rows:
    modules = tuple(
        visit.button("button.goal_module", f"{GOAL}:{one.number}", number=one.number)
        for one in visit.library.course.modules
    )
    more = (visit.button("button.task", "task"), visit.button("button.reminders", "remind"))
    return modules[:2], modules[2:], more


def _removals(visit: Visit, goals: tuple[Goal, ...]) -> Messages:
    """Return the way to delete the latest goal, should it have come out wrong."""
    if not goals:
        return ()
    row = (visit.button("button.drop_goal", f"{GOAL}:drop:{goals[-1].id}"),)
    return (visit.coach("plan.latest", words=goals[-1].text, buttons=(row,)),)


async def _goes_on(visit: Visit) -> Messages:
    """Return where an open conversation stands, so that nobody thinks it was the goal's listener."""
    return await standing(visit) if await visit.unit.current(visit.teacher.id) else ()
