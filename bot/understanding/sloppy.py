"""Copies of examples as hurried people would have typed them, to learn to do without marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.model.reading import LabelledMessage

_MARK = re.compile(r"[^\w\s'’]+")
_EVERY = 4
"""One in so many examples gets a copy."""


def sloppy_copies(examples: Sequence[LabelledMessage]) -> Iterator[LabelledMessage]:
    """Yield copies without capitals and punctuation; they have no id, for they are nobody's message."""
    for one in examples[::_EVERY]:
        text = bare(one.text)
        if text and len(_MARK.findall(one.text.rstrip(".!?"))) > 0:
            clauses = tuple((move, bare(words)) for move, words in one.clauses)
            yield replace(one, text=text, clauses=clauses, id="")


def bare(text: str) -> str:
    """Return a text without capitals and punctuation."""
    return " ".join(_MARK.sub(" ", text.lower()).split())
