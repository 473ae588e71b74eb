"""Every phrase with its place, and what phrases alone find in a message; for tools that look at phrases."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.model.ids import MoveId
from bot.model.lexicon import Lexicon
from bot.model.persona import Persona, Phrases
from bot.understanding.book import Book, Hit, Owner, Source, compile_book
from bot.understanding.phrases import Phrase, PhraseError, parse_phrase
from bot.understanding.precedence import place, without_beaten, without_exceptions
from bot.understanding.recogniser import Recogniser
from bot.understanding.scene import make_message, make_scene
from bot.understanding.sources import Kind, lexicon_sources, persona_sources


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of an author."""

    owner: Owner
    file: str
    line: int
    text: str
    phrase: Phrase
    source: Source

    @property
    def rule(self) -> str:
        """Return the place of the phrase, as recognitions name it."""
        return f"{self.file}:{self.line}"


def entries(recogniser: Recogniser, lexicon: Lexicon | None, persona: Persona | None) -> tuple[Entry, ...]:
    """Return the phrases of a lexicon and of a persona; rows with a mistake are left out."""
    sources = [*(lexicon_sources(lexicon) if lexicon else ()), *(persona_sources(persona) if persona else ())]
    return tuple(entry for source in sources for entry in _entries(source, recogniser))


def _entries(source: Source, recogniser: Recogniser) -> Iterator[Entry]:
    for line, text in source.phrases.rows:
        try:
            phrase = parse_phrase(line, text, recogniser.groups)
        except PhraseError:
            continue
        yield Entry(source.owner, source.phrases.file, line, text, phrase, source)


def loose_entry(recogniser: Recogniser, text: str, file: str) -> Entry:
    """Return a phrase that stands in no file.

    Raises:
        PhraseError: It is no phrase.
    """
    source = Source((Kind.MOVE, "", ""), Phrases(((1, text),), file))
    return Entry(source.owner, file, 1, text, parse_phrase(1, text, recogniser.groups), source)


def alone(entry: Entry, recogniser: Recogniser) -> Book:
    """Return a book with only this phrase."""
    rows = Phrases(((entry.line, entry.text),), entry.file)
    source = Source(entry.owner, rows, entry.source.without)
    return compile_book([source], recogniser.groups, recogniser.shared.vocabulary.known)


def raw_hits(recogniser: Recogniser, text: str, books: Iterable[Book]) -> list[Hit]:
    """Return everything that phrases of these books find in a message."""
    message = make_message(text, recogniser.lexicon.language, recogniser.splitter, recogniser.names)
    names, stranger = recogniser.names, recogniser.stranger
    return [
        hit
        for book in books
        if book.index
        for hit in book.hits(make_scene(message, book.vocabulary, names, stranger))
    ]


def standing(recogniser: Recogniser, text: str, hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits of moves that no exception takes away and no other move beats."""
    layout = make_message(text, recogniser.lexicon.language, recogniser.splitter, recogniser.names).layout
    found = list(hits)
    exceptions: dict[MoveId, list[Hit]] = {}
    for hit in found:
        if hit.owner[0] == Kind.EXCEPTION:
            exceptions.setdefault(MoveId(hit.owner[1]), []).append(hit)
    moves = [place(MoveId(hit.owner[1]), hit, layout) for hit in found if hit.owner[0] == Kind.MOVE]
    kept = without_beaten(without_exceptions(moves, exceptions), recogniser.lexicon.moves)
    return [one.hit for one in kept]
