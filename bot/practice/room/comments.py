"""Words of a trainer to a teacher, and what the teacher says back."""

from bot.practice.ids import TeacherId
from bot.practice.messages import Button, Message, Voice
from bot.practice.room.errors import NotAllowed, NotThere
from bot.practice.room.evidence import masked
from bot.practice.room.records import About, Answer, Comment, Kind
from bot.practice.room.roles import led_group, member_of, shared_session
from bot.practice.room.rows import Names, names_in, persona_name
from bot.practice.room.wording import written
from bot.practice.visit import Rows, Visit


async def comment_line(visit: Visit, session: str, turn: int, kind: Kind, text: str) -> Comment:
    """Comment on a line of a shared conversation; it is sent to the teacher under the quoted line.

    Raises:
        NotAllowed: The conversation is not shared with a group that this person leads.
        BadInput: `comment_empty` or `comment_long`.
    """
    stored, group, member = await shared_session(visit, session)
    turns = await visit.unit.turns(stored.id)
    if not 1 <= turn <= len(turns):
        raise NotThere
    quote = masked(visit.masker.within(stored.persona), turns[turn - 1]).reading.text
    return await _said(
        visit, _draft(visit, group.id, member.id, About.LINE, kind, text, stored.id, turn, quote)
    )


async def comment_talk(visit: Visit, session: str, kind: Kind, text: str) -> Comment:
    """Comment on a shared conversation as a whole."""
    stored, group, member = await shared_session(visit, session)
    return await _said(visit, _draft(visit, group.id, member.id, About.TALK, kind, text, stored.id))


async def comment_plan(visit: Visit, group: str, teacher: str, kind: Kind, text: str) -> Comment:
    """Comment on a shared action plan."""
    member = await member_of(visit, group, teacher)
    if not member.shares_plan:
        raise NotAllowed
    return await _said(visit, _draft(visit, group, member.id, About.PLAN, kind, text))


async def answer(visit: Visit, comment: int, text: str) -> Comment:
    """Say something back: the teacher to whom it was said, or the trainer who said it."""
    found = await readable(visit, comment)
    said = Answer(visit.teacher.id, written(visit, text, "comment"), visit.now)
    await visit.unit.room.words.add_answer(found.id, said)
    names = await names_in(visit, found.group)
    to = found.trainer if visit.teacher.id == found.teacher else found.teacher
    title = visit.texts("room.letter.answer", name=names.of(visit.teacher.id))
    body = visit.texts("room.letter.answered", comment=found.text, answer=said.text)
    letter = Message(Voice.TRAINER, body, title=title, buttons=_buttons(visit, found))
    # Who does not lead the group any more reads nothing of it.
    if to == found.teacher or to in names.trainers:
        await visit.unit.room.words.post(
            to, (letter,), visit.now, session=found.session, about_teacher=visit.teacher.id
        )
    return await readable(visit, comment)


async def take_back(visit: Visit, comment: int) -> None:
    """Delete a comment of one's own, answers included."""
    found = await readable(visit, comment)
    if found.trainer != visit.teacher.id:
        raise NotAllowed
    await visit.unit.room.words.drop_comment(found.id)


async def readable(visit: Visit, comment: int) -> Comment:
    """Return a comment that was said to this person, or by this person who still leads the group.

    Raises:
        NotAllowed: It was not, or there is none; it does not say which.
    """
    found = await visit.unit.room.words.comment(comment)
    if found is None or visit.teacher.id not in {found.teacher, found.trainer}:
        raise NotAllowed
    if found.teacher != visit.teacher.id:
        await led_group(visit, found.group)
    return found


def _draft(
    visit: Visit,
    group: str,
    teacher: TeacherId,
    about: About,
    kind: Kind,
    text: str,
    session: str = "",
    turn: int = 0,
    quote: str = "",
) -> Comment:
    return Comment(
        id=0,
        group=group,
        trainer=visit.teacher.id,
        teacher=teacher,
        about=about,
        kind=kind,
        session=session,
        turn=turn,
        quote=quote,
        text=written(visit, text, "comment"),
        at=visit.now,
    )


async def _said(visit: Visit, draft: Comment) -> Comment:
    """Store a comment and send it to the teacher."""
    stored = await readable(visit, await visit.unit.room.words.add_comment(draft))
    names = await names_in(visit, stored.group)
    letter = await _letter(visit, stored, names)
    await visit.unit.room.words.post(
        stored.teacher, (letter,), visit.now, session=stored.session, about_teacher=stored.trainer
    )
    return stored


async def _letter(visit: Visit, comment: Comment, names: Names) -> Message:
    """Return the comment as the teacher's bubble: plainly from a person, under the quoted line."""
    session = await visit.unit.session(comment.session) if comment.session else None
    title = visit.texts(
        f"room.letter.{comment.about.value}",
        trainer=names.trainer(comment.trainer),
        name=persona_name(visit, session.persona) if session else "",
        number=comment.turn,
    )
    kind = visit.texts(f"room.kind.{comment.kind.value}")
    key = "room.letter.quoted" if comment.quote else "room.letter.plain"
    body = visit.texts(key, quote=comment.quote, kind=kind, text=comment.text)
    return Message(Voice.TRAINER, body, title=title, buttons=_buttons(visit, comment))


def _buttons(visit: Visit, comment: Comment) -> Rows:
    return ((Button(visit.texts("button.answer"), f"answer:{comment.id}"),),)
