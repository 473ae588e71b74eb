"""The example corpus: conversations by many hands, each message labelled with the moves in it."""

from collections.abc import Iterator
from pathlib import PurePath

from bot.content.desk import Desk
from bot.content.folder import Folder
from bot.content.form import Form
from bot.content.loader import Node
from bot.model.ids import MoveId
from bot.model.reading import LabelledMessage

BELOW = "examples"


def read_examples(files: Folder, moves: frozenset[str]) -> tuple[LabelledMessage, ...]:
    """Return all labelled messages of a folder, file by file."""
    found: list[LabelledMessage] = []
    for name in files.names(BELOW):
        root = files.tree(name)
        if root:
            found += compile_examples(root, Desk(files.notes(name), moves=moves))
    return tuple(found)


def compile_examples(root: Node, desk: Desk) -> Iterator[LabelledMessage]:
    """Yield the labelled messages of one hand."""
    form = Form(root, desk.notes)
    hand = form.text("hand", PurePath(desk.notes.file).stem)
    for conversation in form.forms("conversations"):
        persona = conversation.text("persona")
        for turn in conversation.forms("turns"):
            yield _message(turn, hand, persona, desk)
        conversation.close()
    form.close()


def _message(form: Form, hand: str, persona: str, desk: Desk) -> LabelledMessage:
    clauses = tuple(_clauses(form, "moves", desk))
    moves = tuple(dict.fromkeys(move for move, _ in clauses))
    text = form.text("say", needed=True)
    for move, words in clauses:
        if words and words not in text:
            desk.notes.add(form.line, "E001", words=words[:40], move=move)
    message = LabelledMessage(
        text=text,
        parent=form.text("parent"),
        persona=persona,
        moves=moves,
        maybe=tuple(dict.fromkeys(move for move, _ in _clauses(form, "maybe", desk))),
        core=tuple(move for move, _ in _clauses(form, "core", desk)),
        clauses=tuple((move, words) for move, words in clauses if words),
        hand=hand,
        id=f"{desk.notes.file}:{form.line}",
    )
    form.close()
    return message


def _clauses(form: Form, key: str, desk: Desk) -> Iterator[tuple[MoveId, str]]:
    """Yield pairs (move, words): from a mapping of moves to words, or from moves without words."""
    node = form.node(key)
    if node is None:
        return
    if node.entries is None:
        for _, move in _known(form.words(key), desk):
            yield MoveId(move), ""
        return
    below = form.form(key)
    for move, words in node.entries.items():
        if _known(((words.line, move),), desk):
            rows = below.words(move) or ((words.line, ""),)
            yield from ((MoveId(move), row) for _, row in rows)


def _known(rows: tuple[tuple[int, str], ...], desk: Desk) -> tuple[tuple[int, str], ...]:
    known = desk.known(rows, desk.moves, "R001")
    return tuple(row for row in rows if row[1] in known)
