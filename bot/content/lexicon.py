"""The moves, groups and events of dialogues/moves/ and the words of language.yaml, compiled."""

from collections.abc import Sequence
from dataclasses import replace

from bot.content.desk import ATTRIBUTES, BANDS, Desk
from bot.content.form import Form
from bot.content.guards import guard_of
from bot.content.lines import phrases_in, phrases_of
from bot.content.loader import Node
from bot.content.notes import Notes
from bot.model.ids import EventId, MoveId
from bot.model.lexicon import Event, Language, Lexicon, Move
from bot.model.persona import Phrases
from bot.model.reading import LabelledMessage

TONES = ("builds", "neutral", "harms")
_POINTS_OF_NOTHING = " = "


def desk_for(lexicon: Lexicon, notes: Notes) -> Desk:
    """Return a desk on which the lexicon's names lie; those of a persona are still to come."""
    language = lexicon.language
    named = (name for move in lexicon.moves.values() for name in move.attribute_phrases)
    return Desk(
        notes=notes,
        moves=frozenset(lexicon.moves),
        groups=lexicon.groups,
        attributes=ATTRIBUTES | frozenset(language.attributes) | frozenset(named),
        events=frozenset(event.id for event in lexicon.events if not event.points),
        scores=frozenset(event.id for event in lexicon.events if event.points),
        echoes=frozenset(language.echoes),
        bands=BANDS,
    )


def compile_language(root: Node | None, notes: Notes) -> Language:
    """Return what is Dutch about understanding."""
    form = Form(root, notes)
    language = Language(
        groups={name: _row_words(node) for name, node in form.table("groups").items()},
        negations=_words(form, "negations"),
        abbreviations=form.texts("abbreviations"),
        clause_words=_words(form, "clause_words"),
        question_words=_words(form, "question_words"),
        attributes=_phrase_table(form, "attributes", notes),
        echoes=_phrase_table(form, "echoes", notes),
    )
    form.close()
    return language


def compile_lexicon(
    files: Sequence[tuple[Node, Notes]], language: Language, examples: tuple[LabelledMessage, ...]
) -> Lexicon:
    """Return the lexicon of all files in moves/, in the order of their names."""
    forms = [Form(root, notes) for root, notes in files]
    known = frozenset(name for form in forms for name in form.table("moves"))
    moves: dict[MoveId, Move] = {}
    for form in forms:
        for name, node in form.table("moves").items():
            if name in moves:
                form.notes.add(node.line, "L001", name=name)
            moves[MoveId(name)] = _move(name, node, Desk(form.notes, moves=known))
    bare = Lexicon(moves=moves, groups={}, events=(), language=language, examples=examples)
    lexicon = replace(
        bare,
        groups=_groups(forms, bare),
        repeat_window=_number(forms, "repeat_window", bare.repeat_window),
        least_delta=_number(forms, "least_delta", bare.least_delta),
        most_delta=_number(forms, "most_delta", bare.most_delta),
    )
    lexicon = replace(lexicon, events=_events(forms, lexicon))
    for form in forms:
        form.close()
    return lexicon


def _move(name: str, node: Node, desk: Desk) -> Move:
    form = Form(node, desk.notes)
    move = Move(
        id=MoveId(name),
        title=form.text("title", needed=True),
        explanation=form.text("explanation", needed=True),
        phrases=phrases_of(form, "phrases"),
        exceptions=phrases_of(form, "exceptions"),
        negation_blocks=_one_of(form, "negation", ("blocks", "ignored")) == "blocks",
        beats=desk.moves_in(form, "beats"),
        beats_sentence=desk.moves_in(form, "beats_sentence"),
        mandate=_one_of(form, "mandate", ("allowed", "forbidden")),
        promising=phrases_of(form, "promising"),
        consenting=phrases_of(form, "consenting"),
        tone=_one_of(form, "tone", TONES) or "neutral",
        judged_when_sure=bool(form.truth("judged_when_sure")),
        neutral=bool(form.truth("neutral")),
        attribute_phrases=_phrase_table(form, "attributes", desk.notes),
        examples=tuple(row for _, row in form.rows("examples")),
        counter_examples=tuple(_counter(at, row, desk) for at, row in form.rows("counter_examples")),
    )
    form.close()
    return move


def _counter(at: int, row: str, desk: Desk) -> tuple[str, tuple[MoveId, ...]]:
    """Return a message and the moves that it should give: `words = move, move`; `-` is none."""
    message, mark, names = row.rpartition(_POINTS_OF_NOTHING)
    if not mark:
        desk.notes.add(at, "L002", text=row[:40])
        return row, ()
    words = [word for word in names.replace(",", " ").split() if word != "-"]
    moves = [move for word in words for move in sorted(desk.moves_named(at, word))]
    return message.strip(), tuple(moves)


def _one_of(form: Form, key: str, known: tuple[str, ...]) -> str:
    """Return a word that must be one of these; empty when it is left out."""
    word = form.text(key)
    if word and word not in known:
        form.notes.add(form.at(key), "F010", key=key, text=word, known=", ".join(known))
        return ""
    return word


def _groups(forms: Sequence[Form], lexicon: Lexicon) -> dict[str, frozenset[MoveId]]:
    groups: dict[str, frozenset[MoveId]] = {}
    for form in forms:
        desk = desk_for(replace(lexicon, groups=groups), form.notes)
        below = form.form("groups")
        for name, node in form.table("groups").items():
            if name in lexicon.moves or name in groups:
                form.notes.add(node.line, "L003", name=name)
            groups[name] = desk.moves_in(below, name)
    return groups


def _events(forms: Sequence[Form], lexicon: Lexicon) -> tuple[Event, ...]:
    events: list[Event] = []
    for form in forms:
        for name, node in form.table("events").items():
            desk = desk_for(replace(lexicon, events=tuple(events)), form.notes)
            below = Form(node, form.notes)
            when = guard_of(below.node("when"), desk)
            points = tuple(guard_of(item, desk) for item in below.items("points"))
            events.append(Event(EventId(name), below.text("title", needed=True), when, points))
            below.close()
    return tuple(events)


def _number(forms: Sequence[Form], key: str, default: int) -> int:
    """Return a number that may stand in any of the files; the last counts."""
    for form in forms:
        default = form.number(key, default)
    return default


def _phrase_table(form: Form, key: str, notes: Notes) -> dict[str, Phrases]:
    return {name: phrases_in(node, name, notes) for name, node in form.table(key).items()}


def _words(form: Form, key: str) -> frozenset[str]:
    """Return words from a list or a block; several may stand on a row."""
    return frozenset(word for _, row in form.rows(key) for word in row.split())


def _row_words(node: Node) -> tuple[str, ...]:
    """Return the words or small phrases of a group: a list, or a block with a row or commas between them."""
    if node.items is not None:
        return tuple(item.text.strip() for item in node.items if item.text)
    return tuple(piece.strip() for _, row in node.rows() for piece in row.split(",") if piece.strip())
