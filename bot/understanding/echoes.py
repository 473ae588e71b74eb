"""Which of the teacher's own words the parent may repeat: the day that was agreed, not one that cannot be."""

from collections.abc import Iterable, Sequence

from bot.model.lexicon import Lexicon
from bot.model.reading import Recognition
from bot.understanding.book import Hit
from bot.understanding.scene import Message
from bot.understanding.tokens import plain

_BUILDS = "builds"


def echoes(
    message: Message, hits: Sequence[Hit], found: Iterable[Recognition], lexicon: Lexicon
) -> tuple[tuple[str, str], ...]:
    """Return for each echo its words: of a clause that offers something, without a negation, the first.

    Args:
        message: The message.
        hits: Where the echoes' phrases match.
        found: The moves in the message.
        lexicon: Which words deny, and which moves build.
    """
    negations = {plain(word) for word in lexicon.language.negations}
    building = {
        _clause(message, message.words_in(span)[0])
        for one in found
        if lexicon.moves[one.move].tone == _BUILDS
        for span in one.spans
    }

    def rank(hit: Hit) -> tuple[bool, bool, int]:
        clause = _clause(message, hit.match.start)
        words = message.tokens.words[slice(*message.layout.clauses[clause])]
        return any(token.word in negations for token in words), clause not in building, hit.match.start

    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=rank):
        best.setdefault(hit.owner[1], hit)
    return tuple(
        (plain(name), message.cut(message.span(hit.match.start, hit.match.end - 1)))
        for name, hit in best.items()
    )


def _clause(message: Message, word: int) -> int:
    return next(n for n, (start, end) in enumerate(message.layout.clauses) if start <= word < end)
