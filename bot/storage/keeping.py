"""The statements behind answers, corrections and contents: what is kept beside the conversation."""

from sqlalchemy import bindparam, insert, select, update

from bot.storage.statements import insert_new
from bot.storage.tables import answers, chats, contents, corrections, teachers

ANSWER = select(answers.c.messages).where(
    answers.c.teacher == bindparam("of_teacher"), answers.c.key == bindparam("of_key")
)
# By way of `teachers`: one who has just been forgotten has no row that an answer could belong to.
REMEMBER = insert(answers).from_select(
    ["teacher", "key", "at", "messages"],
    select(
        teachers.c.id,
        bindparam("of_key", type_=answers.c.key.type),
        bindparam("at", type_=answers.c.at.type),
        bindparam("messages", type_=answers.c.messages.type),
    ).where(teachers.c.id == bindparam("of_teacher")),
)
ADD_CORRECTION = insert(corrections)
CORRECTIONS = (
    select(
        corrections.c.session, corrections.c.turn, corrections.c.kind, corrections.c.value, corrections.c.at
    )
    .where(corrections.c.teacher == bindparam("of_teacher"))
    .order_by(corrections.c.row)
)
KEEP_CONTENT = insert_new(contents)
CONTENT = select(contents.c.source).where(contents.c.digest == bindparam("of_digest"))
LINK_CHAT = update(chats).where(chats.c.chat == bindparam("of_chat")).values(teacher=bindparam("of_teacher"))
