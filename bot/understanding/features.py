"""What the example model sees of a message: words, pairs, kinds of words, form, place and context."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, pairwise

from bot.model.lexicon import Language
from bot.model.reading import Span
from bot.understanding.clauses import SUBJECT, VERB
from bot.understanding.tokens import Tokens, plain, tokenise
from bot.understanding.votes import RuleHits

Weighed = dict[str, float]
NAME = "^"
"""The kind of a word that is a name."""
_MARKS = ",?!:…"
_OWN, _KINDS, _FORM, _CONTEXT, _MESSAGE, _LETTERS, _RULE = 4.0, 3.0, 0.5, 1.0, 2.0, 0.7, 1.0
"""How much each family of features weighs."""
_CACHED = 20_000
_LONG, _SHORT = 14, 5
"""Clauses of so many words are cut further, into pieces of at least so many."""
_LENGTHS = (1, 2, 4, 8, 14, 25)


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as features: of each clause, and of the whole."""

    spans: tuple[Span, ...]
    """The clauses, long ones without marks cut further."""
    clauses: tuple[Weighed, ...]
    words: tuple[tuple[tuple[str, ...], float], ...]
    """The words of each clause, and how much the pieces of their letters weigh."""
    message: Weighed


@dataclass(frozen=True, slots=True)
class Eye:
    """What is needed to see: spelling, kinds of words, question words, verbs, and known names."""

    abbreviations: Mapping[str, str]
    kinds: Mapping[str, tuple[str, ...]]
    starts: Mapping[str, tuple[str, ...]]
    question_words: frozenset[str]
    names: frozenset[str]
    subjects: frozenset[str]
    verbs: frozenset[str]
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The kinds of the words seen before."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A clause as words, marks among them, with the kinds of each."""

    words: tuple[str, ...]
    kinds: tuple[tuple[str, ...], ...]


def make_eye(language: Language, names: frozenset[str]) -> Eye:
    """Take from the language what seeing needs; groups are kinds of words."""
    kinds: dict[str, list[str]] = {}
    starts: dict[str, list[str]] = {}
    for name, entries in language.groups.items():
        for entry in entries:
            word = plain(entry)
            if word.endswith("*") and word[:-1].isalpha():
                starts.setdefault(word[:-1], []).append(name)
            elif word.replace("'", "").isalpha():
                kinds.setdefault(word, []).append(name)
    return Eye(
        language.abbreviations,
        {word: tuple(found) for word, found in kinds.items()},
        {word: tuple(found) for word, found in starts.items()},
        language.question_words,
        names,
        frozenset(plain(word) for word in language.groups.get(SUBJECT, ())),
        frozenset(plain(word) for word in language.groups.get(VERB, ())),
    )


def learn_names(texts: Iterable[str], abbreviations: Mapping[str, str]) -> frozenset[str]:
    """Return the words that stand with a capital in mid-sentence far more often than without."""
    large: dict[str, int] = {}
    small: dict[str, int] = {}
    for text in texts:
        for token in tokenise(text, abbreviations).words:
            if token.capital:
                large[token.word] = large.get(token.word, 0) + 1
            elif text[token.start].islower():
                small[token.word] = small.get(token.word, 0) + 1
    return frozenset(word for word, count in large.items() if count > 1 and count > 2 * small.get(word, 0))


def look(
    eye: Eye, tokens: Tokens, clauses: Sequence[Span], *, parent: str, persona: str, hits: RuleHits
) -> Seen:
    """Return the features of a message that was split into these clauses."""
    starts = [token.start for token in tokens.words]
    spans, owners = _finer(eye, tokens, starts, clauses)
    pieces = [_piece(eye, tokens, _inside(starts, span)) for span in spans]
    said = [token.word for token in tokenise(parent, eye.abbreviations).words]
    stems = frozenset(word[:5] for word in said if len(word) > 4)
    found: list[Weighed] = []
    for index, piece in enumerate(pieces):
        own = _own(piece)
        weight = own.pop("", 1.0)
        features = dict.fromkeys(own, weight)
        features.update(_kinds(piece))
        features.update((name, _FORM) for name in _form(eye, piece, index, len(pieces)))
        if index:
            features.update(_bag("<", pieces[index - 1].words, _CONTEXT))
        if index + 1 < len(pieces):
            features.update(_bag(">", pieces[index + 1].words, _CONTEXT))
        features.update(_echo(piece, stems))
        features.update((f"R:{move}", _RULE) for move, clause in hits if clause == owners[index])
        found.append(features)
    words = tuple((piece.words, _weight(piece) * _LETTERS) for piece in pieces)
    asked = parent.rstrip().endswith("?")
    return Seen(tuple(spans), tuple(found), words, _message(pieces, said, asked, persona, hits))


@lru_cache(maxsize=30_000)
def letters(word: str) -> tuple[str, ...]:
    """Return the pieces of three to five letters of a word, its edges marked."""
    edged = f"<{word}>"
    return tuple(edged[at : at + n] for n in (3, 4, 5) for at in range(len(edged) - n + 1))


def _inside(starts: Sequence[int], span: Span) -> range:
    """Return which words begin in a span; by halving, since a row of emoji has as many spans as words."""
    return range(bisect_left(starts, span.start), bisect_left(starts, span.end))


def _finer(
    eye: Eye, tokens: Tokens, starts: Sequence[int], clauses: Sequence[Span]
) -> tuple[list[Span], list[int]]:
    """Cut long clauses where a new one seems to begin, for those who type no marks; and say whose each is."""
    spans: list[Span] = []
    owners: list[int] = []
    for owner, span in enumerate(clauses):
        inside = [tokens.words[at] for at in _inside(starts, span)]
        cuts = _cuts(eye, [token.word for token in inside])
        for first, last in pairwise([*cuts, len(inside)]):
            spans.append(Span(inside[first].start, inside[last - 1].end))
            owners.append(owner)
        if not inside:
            spans.append(span)
            owners.append(owner)
    return spans, owners


def _cuts(eye: Eye, words: Sequence[str]) -> list[int]:
    """Return where the parts of a clause begin: before a subject and a verb, or a verb and a subject."""
    cuts = [0]
    if len(words) < _LONG:
        return cuts
    for at in range(_SHORT, len(words) - _SHORT + 1):
        here, then = words[at], words[at + 1]
        begins = (here in eye.subjects and then in eye.verbs) or (here in eye.verbs and then in eye.subjects)
        if begins and at - cuts[-1] >= _SHORT:
            cuts.append(at)
    return cuts


def _piece(eye: Eye, tokens: Tokens, inside: range) -> _Piece:
    words: list[str] = []
    kinds: list[tuple[str, ...]] = []
    for at in inside:
        token = tokens.words[at]
        words.append(token.word)
        kinds.append(_kinds_of(eye, token.word, token.capital))
        for mark in tokens.marks[at + 1]:
            if mark in _MARKS:
                words.append(mark)
                kinds.append(())
                break
    return _Piece(tuple(words), tuple(kinds))


def _kinds_of(eye: Eye, word: str, capital: bool) -> tuple[str, ...]:
    kinds = eye.known.get(word)
    if kinds is None:
        if len(eye.known) >= _CACHED:
            eye.known.clear()
        kinds = eye.known[word] = _look_up(eye, word)
    return (*kinds, NAME) if capital and NAME not in kinds else kinds


def _look_up(eye: Eye, word: str) -> tuple[str, ...]:
    kinds = eye.kinds.get(word, ())
    for length in range(3, len(word) + 1):
        kinds += eye.starts.get(word[:length], ())
    if word[0].isdigit():
        kinds += ("#",)
    if word in eye.names or word.removesuffix("s") in eye.names:
        kinds += (NAME,)
    return kinds


def _weight(piece: _Piece) -> float:
    size = 2 * len(piece.words) + _LETTERS**2 * sum(3 * len(word) for word in piece.words)
    return float(_OWN / max(size, 1.0) ** 0.5)


def _own(piece: _Piece) -> Weighed:
    weight = _weight(piece)
    own = dict.fromkeys(piece.words, weight)
    own.update((f"{a}_{b}", weight) for a, b in pairwise(piece.words))
    return own


def _kinds(piece: _Piece) -> Weighed:
    names = {f"K:{kind}" for kinds in piece.kinds for kind in kinds}
    pairs: set[str] = set()
    for (a, kinds_a), (b, kinds_b) in pairwise(zip(piece.words, piece.kinds, strict=True)):
        pairs.update(f"K:{kind}_{b}" for kind in kinds_a)
        pairs.update(f"K:{a}_{kind}" for kind in kinds_b)
        pairs.update(f"K:{x}_{y}" for x in kinds_a for y in kinds_b)
    pairs.update(f"{a}&{b}" for a, b in combinations(sorted(names), 2))
    if not names:
        return {}
    scale = _KINDS / (len(names) + 0.5 * len(pairs)) ** 0.5
    return {**dict.fromkeys(names, scale), **dict.fromkeys(pairs, 0.7 * scale)}


def _form(eye: Eye, piece: _Piece, index: int, count: int) -> list[str]:
    words = [word for word in piece.words if word not in _MARKS]
    if not words:
        return ["F:empty"]
    form = [f"F:first={words[0]}", f"F:last={words[-1]}", f"F:two={'_'.join(words[:2])}"]
    form += [f"F:first:{kind}" for kind in piece.kinds[0]]
    form.append("F:asks" if "?" in piece.words else "F:tells")
    if any(word in eye.question_words for word in words[:3]):
        form.append("F:question-word")
    if "!" in piece.words:
        form.append("F:exclaims")
    form.append(f"F:length{sum(len(words) >= length for length in _LENGTHS)}")
    place = "only" if count == 1 else "first" if index == 0 else "last" if index == count - 1 else "mid"
    form.append(f"F:{place}")
    if "?" in piece.words:
        form += [f"F:asks:{kind}" for kinds in piece.kinds for kind in kinds]
    return form


def _bag(mark: str, words: Sequence[str], norm: float) -> Weighed:
    names = {f"{mark}:{word}" for word in words} | {f"{mark}:{a}_{b}" for a, b in pairwise(words)}
    return dict.fromkeys(names, norm / max(len(names), 1) ** 0.5)


def _echo(piece: _Piece, stems: frozenset[str]) -> Weighed:
    long = [word for word in piece.words if len(word) > 4]
    same = sum(word[:5] in stems for word in long)
    echo = {f"O:{min(same, 3)}": 0.7}
    if long:
        echo["O:share"] = same / len(long)
    return echo


def _message(
    pieces: Sequence[_Piece], said: Sequence[str], asked: bool, persona: str, hits: RuleHits
) -> Weighed:
    words = [word for piece in pieces for word in piece.words]
    message = _bag("M", words, _MESSAGE)
    message.update(_bag("P", said, _CONTEXT))
    message["P?" if asked else "P."] = 0.3
    message[f"D:{persona}"] = 0.5
    message.update((f"RM:{move}", _RULE / 2) for move, _ in hits)
    if not hits:
        message["RM:"] = _RULE / 2
    return message
