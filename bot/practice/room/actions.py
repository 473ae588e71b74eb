"""Which action or typed answer belongs to which use case of the room; refusals become a sentence."""

from collections.abc import Awaitable, Callable, Mapping

from bot.practice.messages import Message, Messages, Voice
from bot.practice.room import leading, mine, reviewing
from bot.practice.room.errors import BadInput, NotAllowed, NotThere
from bot.practice.visit import Visit

Handler = Callable[..., Awaitable[Messages]]


def kindly(handler: Handler) -> Handler:
    """Return the handler with its refusals as a bubble; what was asked may be answered again."""

    async def answer(visit: Visit, *arguments: str) -> Messages:
        try:
            return await handler(visit, *arguments)
        except (BadInput, NotAllowed, NotThere) as error:
            return (Message(Voice.COACH, visit.texts(error.key, **error.facts)),)

    return answer


_ACTIONS: Mapping[tuple[str, int], Handler] = {
    ("join", 1): mine.join,
    ("room", 0): leading.show,
    ("rename", 1): mine.ask_name,
    ("myplan", 2): mine.plan,
    ("leave", 1): mine.ask_leave,
    ("leave:yes", 1): mine.leave,
    ("share", 0): mine.choose,
    ("share", 1): mine.preview,
    ("share:yes", 2): mine.share,
    ("unshare", 1): mine.unshare,
    ("looks", 0): mine.looks,
    ("answer", 1): mine.ask_answer,
    ("letters:read", 1): mine.read,
    ("group", 1): leading.group,
    ("newgroup", 0): leading.ask_group,
    ("dates", 1): leading.ask_dates,
    ("myname", 0): leading.ask_me,
    ("colleague", 1): leading.colleague,
    ("trainers", 0): leading.trainers,
    ("trainer:new", 0): leading.new_trainer,
    ("trainer:me", 0): leading.be_trainer,
    ("trainer:end", 1): leading.end_trainer,
    ("overview", 0): reviewing.of_group(reviewing.show_overview, "overview"),
    ("overview", 1): reviewing.show_overview,
    ("talks", 0): reviewing.of_group(reviewing.show_talks, "talks"),
    ("talks", 1): reviewing.show_talks,
    ("talk", 1): reviewing.show_talk,
    ("talk", 2): reviewing.show_talk,
    ("remark", 2): reviewing.ask_kind,
    ("remark", 3): reviewing.ask_words,
}
_TYPED: Mapping[tuple[str, int], Handler] = {
    (mine.RENAME, 1): mine.rename,
    (mine.ANSWER, 1): mine.answer,
    (leading.NEW_GROUP, 0): leading.new_group,
    (leading.DATES, 1): leading.dates,
    (leading.MY_NAME, 0): leading.call_me,
    (reviewing.REMARK, 3): reviewing.remark,
}
ACTIONS: Mapping[tuple[str, int], Handler] = {name: kindly(one) for name, one in _ACTIONS.items()}
"""What answers an action, by its name and the number of its arguments."""
TYPED: Mapping[tuple[str, int], Handler] = {name: kindly(one) for name, one in _TYPED.items()}
"""What takes the next message, by what was asked; the message comes behind the arguments."""
