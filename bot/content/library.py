"""Reads a whole folder of content into a checked library; findings instead of exceptions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Final

from bot.content.course import compile_course
from bot.content.folder import LANGUAGE, TEST_ENDING, Folder
from bot.content.inventory import all_lines
from bot.content.lexicon import compile_language, compile_lexicon
from bot.content.lines import bare
from bot.content.persona import compile_persona, digest_of
from bot.content.texts import compile_texts
from bot.content.training import learn
from bot.content.walkthrough import Played, play_walks
from bot.model.course import Course
from bot.model.findings import Finding
from bot.model.ids import PersonaId
from bot.model.lexicon import Lexicon
from bot.model.persona import Persona
from bot.model.texts import Texts
from bot.play import Library
from bot.roleplay.stage import build_stage
from bot.understanding.recogniser import Recogniser, compile_recogniser, phrase_findings

OWN_WORDS: Final = 4
"""A line of fewer words than this is nobody's own."""
TEXTS: Final = "texts.yaml"
COURSE: Final = "course.yaml"
LABELS: Final = "mask.label."
"""Keys of the texts that stand for personal data that was taken out."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A folder as read: the library when nothing is wrong, the findings, and the texts of the personas."""

    library: Library | None
    findings: tuple[Finding, ...]
    sources: Mapping[PersonaId, str]


def load_library(
    folder: Path, *, cache: Path | None = None, hasty: bool = False
) -> tuple[Library | None, tuple[Finding, ...]]:
    """Return the library of a folder, or None when something is wrong with it; and all findings.

    Args:
        folder: Where the content is.
        cache: Where what was learnt from the examples may be kept between starts.
        hasty: Whether what was learnt with other phrases will do, for authors who try something out.
    """
    loaded = read_library(folder, cache=cache, hasty=hasty)
    return loaded.library, loaded.findings


def check_library(folder: Path, *, cache: Path | None = None) -> tuple[Finding, ...]:
    """Return all that is wrong with a folder of content; the walkthroughs are played as well."""
    loaded = read_library(folder, cache=cache, hasty=True)
    if loaded.library is None:
        return loaded.findings
    files = Folder(folder)
    for persona in loaded.library.personas:
        walk_persona(loaded.library, persona, files)
    return tuple(sorted((*loaded.findings, *files.findings())))


def walk_persona(library: Library, persona: PersonaId, files: Folder) -> tuple[Played, ...]:
    """Play the walkthroughs that stand beside a persona; what goes another way is noted."""
    name = f"personas/{persona}{TEST_ENDING}"
    if not (files.path / name).is_file():
        files.notes(name).add(1, "W012", file=name)
        return ()
    source = files.source(name)
    return play_walks(library, persona, source, files.notes(name)) if source is not None else ()


def load_texts(folder: Path) -> Texts | None:
    """Return only the bot's own sentences, to speak of an error; None when even they cannot be read."""
    files = Folder(folder)
    root = files.tree(TEXTS)
    return compile_texts(root, files.notes(TEXTS)) if root else None


def read_library(folder: Path, *, cache: Path | None = None, hasty: bool = False) -> Loaded:
    """Return all that can be read of a folder of content."""
    files = Folder(folder)
    texts = _texts(files)
    lexicon = _with_labels(read_lexicon(files), texts)
    course = _course(files, lexicon)
    personas, sources = _personas(files, lexicon)
    shared = learn(files, lexicon, personas, cache, hasty=hasty)
    recognisers = {
        id_: compile_recogniser(lexicon, persona, model=shared.model, shared=shared)
        for id_, persona in personas.items()
    }
    for recogniser in (shared, *recognisers.values()):
        _note_phrases(files, recogniser)
    _check_voices(files, personas)
    if texts is None or course is None or files.broken:
        return Loaded(None, files.findings(), sources)
    library = Library(
        lexicon=lexicon,
        course=course,
        texts=texts,
        personas=personas,
        recogniser=shared,
        recognisers=recognisers,
        stages={id_: build_stage(persona, lexicon) for id_, persona in personas.items()},
        digest=digest_of("\n".join(f"{name}\n{text}" for name, text in sorted(files.texts.items()))),
    )
    return Loaded(library, files.findings(), sources)


def with_persona(library: Library, persona: Persona) -> Library:
    """Return the library with one persona put in the place of its namesake."""
    recogniser = compile_recogniser(
        library.lexicon, persona, model=library.recogniser.model, shared=library.recogniser
    )
    return replace(
        library,
        personas={**library.personas, persona.id: persona},
        recognisers={**library.recognisers, persona.id: recogniser},
        stages={**library.stages, persona.id: build_stage(persona, library.lexicon)},
    )


def read_lexicon(files: Folder) -> Lexicon:
    """Return the lexicon of a folder, as far as it can be read."""
    language = compile_language(files.tree(LANGUAGE), files.notes(LANGUAGE))
    trees = [(files.tree(name), files.notes(name)) for name in files.names("moves")]
    return compile_lexicon([(root, notes) for root, notes in trees if root], language, ())


def _with_labels(lexicon: Lexicon, texts: Texts | None) -> Lexicon:
    """Tell the lexicon what stands in a message for personal data that was taken out."""
    labels = (text for key, text in texts.entries.items() if key.startswith(LABELS)) if texts else ()
    return replace(lexicon, language=replace(lexicon.language, unsaid=frozenset(labels)))


def _texts(files: Folder) -> Texts | None:
    root = files.tree(TEXTS)
    return compile_texts(root, files.notes(TEXTS)) if root else None


def _course(files: Folder, lexicon: Lexicon) -> Course | None:
    source = files.source(COURSE)
    return compile_course(source, lexicon, files.notes(COURSE)) if source is not None else None


def _personas(files: Folder, lexicon: Lexicon) -> tuple[dict[PersonaId, Persona], dict[PersonaId, str]]:
    personas: dict[PersonaId, Persona] = {}
    sources: dict[PersonaId, str] = {}
    for name in files.names("personas"):
        source = files.source(name)
        persona = compile_persona(source, lexicon, files.notes(name)) if source is not None else None
        if persona and source is not None:
            personas[persona.id] = persona
            sources[persona.id] = source
    return personas, sources


def _note_phrases(files: Folder, recogniser: Recogniser) -> None:
    for finding in phrase_findings(recogniser):
        name = finding.file.partition("/")[2] or LANGUAGE
        what = files.sentences.get(f"phrase_{finding.error.what}", finding.error.what)
        problem = what.format(piece=finding.error.piece)
        files.notes(name).add(finding.error.line, "L004", problem=problem)


def _check_voices(files: Folder, personas: Mapping[PersonaId, Persona]) -> None:
    """Note every line that two personas say."""
    spoken: dict[str, tuple[str, int]] = {}
    for persona in personas.values():
        notes = files.notes(f"personas/{PurePath(persona.id).name}.yaml")
        own: dict[str, tuple[str, int]] = {}
        for line in all_lines(persona):
            words = bare(" ".join(line.bubbles))
            if words in spoken and len(words.split()) >= OWN_WORDS:
                other, before = spoken[words]
                notes.add(line.at, "P026", other=other, before=before, text=line.bubbles[0][:50])
            own[words] = (persona.name, line.at)
        spoken.update(own)
