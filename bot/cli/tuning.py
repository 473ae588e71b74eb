"""What a tuner does with the recogniser: measure it, see who takes what, and look after the phrases."""

import argparse
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from bot.cli.opening import UnreadableFile, library, print_json, settings, text_of, texts
from bot.cli.reports import evaluation_data, evaluation_rows, hijack_rows
from bot.cli.running import Add
from bot.model.errors import BotError
from bot.model.reading import Certainty, LabelledMessage, Reading

if TYPE_CHECKING:
    from bot.content.folder import Folder
    from bot.content.phrasebook import Entry
    from bot.model.persona import Persona
    from bot.play import Library
    from bot.understanding.recogniser import Recogniser

SAMPLES = 10
ALL = (Certainty.SURE, Certainty.LIKELY, Certainty.UNSURE)


class NoPhrase(BotError):
    """What was named is no phrase."""

    key = "error.phrase"


def add_commands(add: Add) -> None:
    """Add these commands to the program."""
    command = add("evaluate", evaluate, "compare readings with labelled messages (JSON rows)")
    command.add_argument("file")
    command.add_argument("--json", action="store_true")
    command.add_argument(
        "--context",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="read each message with its parent and that parent's line just before (default)",
    )
    command = add("silent", silent, "list the messages of a file in which nothing was recognised")
    command.add_argument("file")
    command.add_argument("--json", action="store_true")
    command = add("hijack", hijack, "read every example of a move with all moves: who takes it?")
    command.add_argument("--json", action="store_true")
    add("lint", lint, "look for phrases that do nothing, are needless, often wrong or too broad")
    command = add("sample", sample, "make up ten sentences that a phrase accepts")
    command.add_argument("rule", help="where the phrase stands (file:line), or a phrase between quotes")
    command.add_argument("--seed", type=int, default=1)


def evaluate(options: argparse.Namespace) -> int:
    """Print how well messages are recognised."""
    from bot.understanding.evaluate import evaluate as compare

    content = library()
    messages = _labelled(options.file)
    neutral = frozenset(move.id for move in content.lexicon.moves.values() if move.neutral)
    found = compare(messages, _reader(content, context=options.context), neutral=neutral)
    if options.json:
        print_json(evaluation_data(found))
    else:
        print(*evaluation_rows(found, content.texts), sep="\n")
    return 0


def silent(options: argparse.Namespace) -> int:
    """Print the messages in which nothing was recognised, and which moves annotators saw there."""
    content = library()
    read = _reader(content, context=True)
    messages = _labelled(options.file)
    left = [(one, reading) for one in messages if not (reading := read(one)).moves(*ALL)]
    if options.json:
        for one, reading in left:
            heard = [str(hit.topic) for hit in reading.topics]
            print_json({"id": one.id, "text": one.text, "moves": one.moves, "topics": heard})
        return 0
    say = content.texts
    print(say("cli.silent.title", count=len(left), all=len(messages)))
    for one, _ in left:
        print(say("cli.silent.row", id=one.id, text=one.text, moves=", ".join(one.moves) or "-"))
    return 0


def hijack(options: argparse.Namespace) -> int:
    """Print for each move which of its examples are read as something else."""
    from bot.content.hijack import hijack as test

    content = library(hasty=True)
    found = test(content.recogniser, content.lexicon)
    if options.json:
        for one in found:
            print_json(asdict(one))
    else:
        print(*hijack_rows(found, content.texts), sep="\n")
    return 0


def lint(_: argparse.Namespace) -> int:
    """Print what is odd about phrases; an oddity is advice, so the exit code stays 0."""
    from bot.content.examples import read_examples
    from bot.content.folder import Folder
    from bot.content.linting import lint_phrases
    from bot.understanding.recogniser import compile_recogniser

    files = Folder(settings().dialogues)
    shared, persons = _phrases_only(files)
    examples = read_examples(files, frozenset(shared.lexicon.moves))
    lint_phrases(shared, None, examples, lambda file: files.notes(file.partition("/")[2]))
    for persona in persons:
        own = compile_recogniser(shared.lexicon, persona, model=None, shared=shared)
        lint_phrases(own, persona, examples, lambda file: files.notes(file.partition("/")[2]))
    findings = files.findings()
    print(*findings, sep="\n") if findings else None
    print(texts()("cli.lint.total", count=len(findings)))
    return 0


def sample(options: argparse.Namespace) -> int:
    """Print sentences that a phrase accepts."""
    from bot.content.folder import Folder
    from bot.content.sampling import make_supply, samples
    from bot.understanding.recogniser import compile_recogniser

    shared, persons = _phrases_only(Folder(settings().dialogues))
    readers = [compile_recogniser(shared.lexicon, one, model=None, shared=shared) for one in persons]
    reader, entry = _entry(options.rule, [*readers, shared], persons)
    supply = make_supply(reader, (t for move in shared.lexicon.moves.values() for t in move.examples))
    made = samples(entry, reader, supply, count=SAMPLES, seed=options.seed)
    if not made:
        raise NoPhrase(phrase=entry.text)
    print(*made, sep="\n")
    return 0


def _labelled(path: str) -> tuple[LabelledMessage, ...]:
    from bot.content.folder import Folder
    from bot.content.labelled import read_labelled, read_letters

    messages = read_labelled(text_of(path), read_letters(Folder(settings().dialogues)))
    if not messages:
        raise UnreadableFile(file=path)
    return messages


def _reader(content: "Library", *, context: bool) -> Callable[[LabelledMessage], Reading]:
    """Return how a message is read: by its parent's own recogniser, or by itself."""
    own = {str(persona): reader for persona, reader in content.recognisers.items()} if context else {}
    return lambda one: own.get(one.persona, content.recogniser).read(
        one.text, parent=one.parent if context else ""
    )


def _phrases_only(files: "Folder") -> "tuple[Recogniser, tuple[Persona, ...]]":
    """Return a recogniser without what was learnt from examples, and the parents that can be read.

    The names of the first parent stand for those of all: phrases may ask for a child's name.
    """
    from bot.content.folder import Folder
    from bot.content.library import read_lexicon
    from bot.content.persona import compile_persona
    from bot.understanding.recogniser import compile_recogniser
    from bot.understanding.sources import persona_names

    lexicon = read_lexicon(files)
    # Other notes, for what is wrong with a parent is told by `check`.
    aside = Folder(files.path)
    read = (
        compile_persona(source, lexicon, aside.notes(name))
        for name in aside.names("personas")
        if (source := aside.source(name)) is not None
    )
    persons = tuple(persona for persona in read if persona is not None)
    shared = compile_recogniser(lexicon, model=None)
    return replace(shared, names=persona_names(next(iter(persons), None))), persons


def _entry(
    rule: str, readers: "list[Recogniser]", persons: "tuple[Persona, ...]"
) -> "tuple[Recogniser, Entry]":
    """Return the phrase that is meant, with a recogniser that knows the names in it."""
    from bot.content.phrasebook import entries, loose_entry
    from bot.understanding.phrases import PhraseError

    for reader, persona in zip(readers, (*persons, None), strict=True):
        for entry in entries(reader, reader.lexicon, persona):
            if entry.rule == rule or entry.rule.endswith(f"/{rule}"):
                return reader, entry
    try:
        return readers[0], loose_entry(readers[0], rule, "-")
    except PhraseError:
        raise NoPhrase(phrase=rule) from None
