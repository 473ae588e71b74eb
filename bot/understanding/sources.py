"""What is compiled: all the phrases of a lexicon, and those that a persona adds."""

from collections.abc import Iterator
from enum import StrEnum

from bot.model.lexicon import Lexicon
from bot.model.persona import Persona
from bot.understanding.book import Source
from bot.understanding.nodes import OneOf
from bot.understanding.tokens import plain


class Kind(StrEnum):
    """What a phrase shows when it is found."""

    MOVE = "move"
    EXCEPTION = "exception"
    PROMISING = "promising"
    CONSENTING = "consenting"
    ATTRIBUTE = "attribute"
    MESSAGE = "message"
    ECHO = "echo"
    TOPIC = "topic"
    GRANT = "grant"
    ASKED = "asked"


def lexicon_sources(lexicon: Lexicon) -> Iterator[Source]:
    """Yield the phrases that all personas share."""
    negations = OneOf(frozenset(plain(word) for word in lexicon.language.negations))
    for move in lexicon.moves.values():
        without = negations if move.negation_blocks else None
        yield Source((Kind.MOVE, move.id, ""), move.phrases, without)
        yield Source((Kind.EXCEPTION, move.id, ""), move.exceptions)
        yield Source((Kind.PROMISING, move.id, ""), move.promising)
        yield Source((Kind.CONSENTING, move.id, ""), move.consenting)
        for name, phrases in move.attribute_phrases.items():
            yield Source((Kind.ATTRIBUTE, move.id, name), phrases)
    for name, phrases in lexicon.language.attributes.items():
        yield Source((Kind.MESSAGE, name, ""), phrases)
    for name, phrases in lexicon.language.echoes.items():
        yield Source((Kind.ECHO, name, ""), phrases)


def persona_sources(persona: Persona) -> Iterator[Source]:
    """Yield the phrases of one persona."""
    for topic in persona.topics:
        yield Source((Kind.TOPIC, topic.id, ""), topic.phrases)
    for grant in persona.grants:
        yield Source((Kind.GRANT, grant.id, ""), grant.phrases)
    for answer in persona.answers:
        yield Source((Kind.ASKED, answer.id, ""), answer.ask)


def persona_names(persona: Persona | None) -> dict[str, str]:
    """Return the names that a persona's placeholders stand for, each with its atom (`{child}`)."""
    if persona is None:
        return {}
    return {
        plain(word): "{" + key + "}"
        for key, value in persona.values.items()
        for word in value.split()
        if word[:1].isupper()
    }
