"""Learns the example model from the corpus, or takes what was learnt before from the cache."""

import logging
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

import bot.understanding
from bot.content.examples import BELOW, read_examples
from bot.content.folder import LANGUAGE, Folder
from bot.content.lock import alone
from bot.model.ids import MoveId, PersonaId
from bot.model.lexicon import Lexicon
from bot.model.persona import Persona
from bot.model.reading import LabelledMessage, Span
from bot.understanding.examples import FittedExamples, fit_examples
from bot.understanding.recogniser import Recogniser, compile_recogniser
from bot.understanding.seams import Seams, learn_seams
from bot.understanding.tokens import Tokens
from bot.understanding.votes import RuleHits

log = logging.getLogger(__name__)
_WORDS: Final = "ordinary_words"
_KEPT: Final = 4
"""How many models stay in the cache; the oldest go first."""
Arrays = Mapping[str, npt.NDArray[np.generic]]


def learn(
    files: Folder,
    lexicon: Lexicon,
    personas: Mapping[PersonaId, Persona],
    cache: Path | None,
    *,
    hasty: bool = False,
) -> Recogniser:
    """Return the recogniser of a folder, with the example model when there are examples.

    Args:
        files: The folder.
        lexicon: Its lexicon, examples left out.
        personas: Its personas, whose phrases are heard as well.
        cache: Where models are kept.
        hasty: Whether a model of the same examples but other phrases will do, as it does for an author
            who tries a phrase and does not want to wait a minute.
    """
    if not files.names(BELOW):
        return compile_recogniser(lexicon, model=None)
    name = lesson_name(files)
    if cache is None:
        return _learnt(files, lexicon, personas, None)
    kept = _kept(cache, name, hasty=hasty)
    if kept is not None:
        return _taken(kept, lexicon)
    with alone(cache):
        # Another process that started at the same moment may have learnt it while this one waited.
        kept = _kept(cache, name, hasty=hasty)
        return _taken(kept, lexicon) if kept is not None else _learnt(files, lexicon, personas, cache / name)


def _taken(arrays: Arrays, lexicon: Lexicon) -> Recogniser:
    base = compile_recogniser(lexicon, model=None, ordinary=frozenset(_words(arrays)))
    base = _sewn(base, Seams.from_arrays(arrays))
    return replace(base, model=FittedExamples.from_arrays(arrays, lexicon.language))


def _learnt(
    files: Folder, lexicon: Lexicon, personas: Mapping[PersonaId, Persona], keep: Path | None
) -> Recogniser:
    """Fit the model, and keep it under this name."""
    examples = read_examples(files, frozenset(lexicon.moves))
    base = compile_recogniser(replace(lexicon, examples=examples), model=None)
    if not examples or files.broken:
        return base
    texts = dict.fromkeys(text for one in examples for text in (one.text, one.parent) if text)
    seams = learn_seams(texts, lexicon.language.abbreviations)
    base = _sewn(base, seams)
    model = _fit((*examples, *textbook(lexicon)), lexicon, base, personas)
    if keep:
        words = _packed(base.shared.vocabulary.known)
        _write(keep, {**model.to_arrays(), **seams.to_arrays(), _WORDS: words})
    return replace(base, model=model)


def _sewn(base: Recogniser, seams: Seams) -> Recogniser:
    """Return a recogniser that knows where sentences end without a mark."""
    return replace(base, splitter=replace(base.splitter, seams=seams))


def textbook(lexicon: Lexicon) -> Iterator[LabelledMessage]:
    """Yield the examples and counter-examples that stand with the moves, as if by two more hands."""
    rows: list[tuple[str, tuple[MoveId, ...]]] = [
        (text, (move.id,)) for move in lexicon.moves.values() for text in move.examples
    ]
    rows += [pair for move in lexicon.moves.values() for pair in move.counter_examples]
    for number, (text, moves) in enumerate(rows):
        telling = tuple(move for move in moves if not lexicon.moves[move].neutral)
        yield LabelledMessage(text, moves=telling, hand=f"moves-{number % 2}", id=f"moves:{number}")


def lesson_name(files: Folder) -> str:
    """Return the name under which a model is kept: of its examples and our code, then of the phrases."""
    code = (path for folder in bot.understanding.__path__ for path in sorted(Path(folder).glob("*.py")))
    examples = _digest((*(path.read_text(encoding="utf-8") for path in code), *_sources(files, BELOW)))
    phrases = _digest((files.source(LANGUAGE) or "", *_sources(files, "moves")))
    return f"examples-{examples}-{phrases}.npz"


def _sources(files: Folder, below: str) -> Iterator[str]:
    return (files.source(name) or "" for name in files.names(below))


def _digest(texts: Iterable[str]) -> str:
    return blake2b("\n".join(texts).encode(), digest_size=8).hexdigest()


def _kept(cache: Path, name: str, *, hasty: bool) -> Arrays | None:
    """Return the arrays of a kept model: of just this name, or else, in haste, the newest of its kin."""
    arrays = _read(cache / name)
    if arrays is not None or not hasty:
        return arrays
    kin = sorted(cache.glob(f"{name.rpartition('-')[0]}-*.npz"), key=lambda one: -one.stat().st_mtime_ns)
    return next((found for found in map(_read, kin) if found is not None), None)


def _fit(
    examples: tuple[LabelledMessage, ...],
    lexicon: Lexicon,
    base: Recogniser,
    personas: Mapping[PersonaId, Persona],
) -> FittedExamples:
    readers = {
        str(name): compile_recogniser(lexicon, persona, model=None, shared=base)
        for name, persona in personas.items()
    }

    def split(one: LabelledMessage) -> tuple[Tokens, tuple[Span, ...], RuleHits]:
        reader = readers.get(one.persona, base)
        return reader.split(one.text, parent=one.parent)

    log.info("learning from examples count=%d", len(examples))
    telling = [move.id for move in lexicon.moves.values() if not move.neutral]
    return fit_examples(examples, telling, lexicon.language, split)


def _read(path: Path) -> Arrays | None:
    try:
        with np.load(path, allow_pickle=False) as kept:
            return {name: kept[name] for name in kept.files}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, zipfile.BadZipFile):
        log.warning("cache unreadable, learning again")
        return None


def _write(path: Path, arrays: Arrays) -> None:
    """Keep arrays; written aside first, so that a crash never leaves half a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".new")
        with aside.open("wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]  # numpy's stub mixes up names and options
        aside.replace(path)
        for old in sorted(path.parent.glob("examples-*.npz"), key=lambda one: one.stat().st_mtime)[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("cache not written reason=%s", error.strerror)


def _packed(words: frozenset[str]) -> npt.NDArray[np.generic]:
    return np.frombuffer("\n".join(sorted(words)).encode(), np.uint8)


def _words(arrays: Arrays) -> list[str]:
    return arrays[_WORDS].tobytes().decode().split("\n")
