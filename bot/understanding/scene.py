"""A message made ready for phrases: words, layout, and which sets of words occur where."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.lexicon import Language
from bot.model.reading import Span
from bot.understanding.automaton import Match, Scene
from bot.understanding.clauses import Layout, Splitter, lay_out
from bot.understanding.tokens import Tokens, tokenise
from bot.understanding.words import Vocabulary

_MOST = 3000
"""Characters that are looked at; what comes later is read by no phrase."""
_LEAST_QUOTE = 4


@dataclass(frozen=True, slots=True)
class Message:
    """A message as the recogniser works on it."""

    text: str
    tokens: Tokens
    layout: Layout

    def span(self, first: int, last: int) -> Span:
        """Return the piece of text from one word to another, both included."""
        return Span(self.tokens.words[first].start, self.tokens.words[last].end)

    def spans(self, match: Match) -> tuple[Span, ...]:
        """Return the words of a match as pieces of text; neighbours are one piece."""
        spans: list[Span] = []
        last = -2
        for word in match.words:
            here = self.span(word, word)
            if word == last + 1:
                here = Span(spans.pop().start, here.end)
            spans.append(here)
            last = word
        return tuple(spans)

    def cut(self, span: Span) -> str:
        """Return the words of a span."""
        return self.text[span.start : span.end]

    def quote(self, first: int, last: int) -> str:
        """Return the clauses that hold these words, to be quoted; a very short clause takes its sentence."""
        clauses = [piece for piece in self.layout.clauses if piece[0] <= last and first < piece[1]]
        start, end = clauses[0][0], clauses[-1][1]
        if end - start < _LEAST_QUOTE:
            start, end = next(piece for piece in self.layout.sentences if piece[0] <= first < piece[1])
        return self.cut(self.span(start, end - 1))

    def words_in(self, span: Span) -> tuple[int, int]:
        """Return the places of the first word in a span and after the last."""
        inside = [n for n, token in enumerate(self.tokens.words) if span.start <= token.start < span.end]
        return (inside[0], inside[-1] + 1) if inside else (0, 1)


def make_message(text: str, language: Language, splitter: Splitter, names: Mapping[str, str]) -> Message:
    """Split a message into words, clauses and sentences."""
    tokens = tokenise(text[:_MOST], language.abbreviations)
    if splitter.seams is not None:
        tokens = splitter.seams.mend(tokens)
    return Message(text, tokens, lay_out(tokens, splitter, frozenset(names)))


def make_scene(message: Message, vocabulary: Vocabulary, names: Mapping[str, str], stranger: str) -> Scene:
    """Return which sets of words occur where.

    Args:
        message: The message.
        vocabulary: The sets that the phrases ask for.
        names: Names, and the atom that each stands for.
        stranger: The atom that an unknown name stands for; empty for none.
    """
    masks: dict[int, int] = {}
    for at, token in enumerate(message.tokens.words):
        bit = 1 << at
        numbers = vocabulary.fits(token.word)
        atom = names.get(token.word) or names.get(token.word.removesuffix("s").removesuffix("'"))
        if not atom and token.capital and stranger and not numbers and token.word not in vocabulary.known:
            atom = stranger
        if atom:
            numbers += vocabulary.stands_for(atom)
        for number in numbers:
            masks[number] = masks.get(number, 0) | bit
    return Scene(message.layout, masks)
