"""From the words of a message to the moves in it, each with its evidence and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.model.ids import GrantId, MoveId, TopicId
from bot.model.lexicon import Lexicon
from bot.model.persona import Persona
from bot.model.reading import GrantHit, Reading, Recognition, Span, TopicHit
from bot.understanding.attributes import message_attributes, move_attributes
from bot.understanding.book import Book, Hit, PhraseFinding, compile_book
from bot.understanding.certainty import by_phrase, by_vote
from bot.understanding.clauses import Splitter, clause_spans, make_splitter
from bot.understanding.echoes import echoes
from bot.understanding.mandate import mandate_moves
from bot.understanding.nodes import Node
from bot.understanding.phrases import parse_groups
from bot.understanding.precedence import MoveHit, place, without_beaten, without_exceptions
from bot.understanding.scene import Message, make_message, make_scene
from bot.understanding.sources import Kind, lexicon_sources, persona_names, persona_sources
from bot.understanding.tokens import Tokens
from bot.understanding.votes import ExampleModel, RuleHits, Vote
from bot.understanding.words import known_words

STRANGER = "stranger"
"""Name of the group in language.yaml that says what an unknown name stands for."""

_PLAIN = 14
"""A message of one sentence and at most so many words says one thing."""


@dataclass(frozen=True, slots=True)
class Recogniser:
    """All phrases compiled, with or without a persona; reading is pure and takes time linear in the text."""

    lexicon: Lexicon
    splitter: Splitter
    groups: dict[str, Node]
    shared: Book
    own: Book
    persona: str
    names: Mapping[str, str]
    stranger: str
    allowed: Mapping[GrantId, bool]
    model: ExampleModel | None

    def read(self, text: str, *, parent: str = "") -> Reading:
        """Return all that is understood of a teacher's message.

        Args:
            text: The message, personal data already masked.
            parent: What the parent said just before.
        """
        # Blanks of the same length, so that every place in the text stays where it is.
        message = replace(self._message(self._said(text)), text=text)
        if not message.tokens.words:
            return Reading(text)
        shared = _by_kind(self._hits(message, self.shared))
        own = _by_kind(self._hits(message, self.own))
        grants = tuple(
            GrantHit(GrantId(hit.owner[1]), _span(message, hit)) for hit in _once(own.get(Kind.GRANT, []))
        )
        hits = self._moves(message, shared, own, parent)
        found = self._recognitions(message, hits, shared.get(Kind.ATTRIBUTE, []), parent)
        asked = _asked(own.get(Kind.ASKED, []))
        return Reading(
            text,
            found,
            _topics(message, own.get(Kind.TOPIC, [])),
            grants,
            tuple(hit.owner[1] for hit in asked),
            echoes(message, shared.get(Kind.ECHO, []), found, self.lexicon),
            message_attributes(message, shared.get(Kind.MESSAGE, [])),
            len({token.start for token in message.tokens.words}),
            tuple(_span(message, hit) for hit in asked),
            self._asked_back(message, parent),
        )

    def _said(self, text: str) -> str:
        """Return a message with blanks for what stands in it but was never said."""
        for label in self.lexicon.language.unsaid:
            text = text.replace(label, " " * len(label))
        return text

    def _asked_back(self, message: Message, parent: str) -> tuple[TopicId, ...]:
        """Return what the parent's last words were about, when the teacher asks something."""
        if not message.layout.questions:
            return ()
        topics = _by_kind(self._heard(parent)).get(Kind.TOPIC, [])
        return tuple(TopicId(hit.owner[1]) for hit in _once(topics))

    def _heard(self, parent: str) -> list[Hit]:
        """Return what the persona's own phrases find in the parent's words."""
        return self._hits(self._message(parent), self.own) if parent else []

    def split(self, text: str, *, parent: str = "") -> tuple[Tokens, tuple[Span, ...], RuleHits]:
        """Return words, clauses and what phrases alone find, for the example model to be fitted on."""
        message = self._message(text)
        spans = clause_spans(message.tokens, message.layout)
        if not spans:
            return message.tokens, (), ()
        shared = _by_kind(self._hits(message, self.shared))
        own = _by_kind(self._hits(message, self.own))
        return message.tokens, spans, _rule_hits(self._moves(message, shared, own, parent))

    def _message(self, text: str) -> Message:
        return make_message(text, self.lexicon.language, self.splitter, self.names)

    def _hits(self, message: Message, book: Book) -> list[Hit]:
        if not book.index:
            return []
        return book.hits(make_scene(message, book.vocabulary, self.names, self.stranger))

    def _moves(
        self, message: Message, shared: dict[str, list[Hit]], own: dict[str, list[Hit]], parent: str
    ) -> list[MoveHit]:
        exceptions: dict[MoveId, list[Hit]] = {}
        for hit in shared.get(Kind.EXCEPTION, []):
            exceptions.setdefault(MoveId(hit.owner[1]), []).append(hit)
        found = [*shared.get(Kind.MOVE, []), *self._by_mandate(message, shared, own, parent)]
        hits = [place(MoveId(hit.owner[1]), hit, message.layout) for hit in found]
        standing = without_beaten(without_exceptions(hits, exceptions), self.lexicon.moves)
        telling = [one for one in standing if not self.lexicon.moves[one.move].neutral]
        return telling or _whole(message, standing)

    def _by_mandate(
        self, message: Message, shared: dict[str, list[Hit]], own: dict[str, list[Hit]], parent: str
    ) -> list[Hit]:
        if not self.allowed:
            return []
        consenting = shared.get(Kind.CONSENTING, [])
        heard = self._heard(parent) if consenting else []
        return mandate_moves(
            message.layout,
            self.lexicon.moves,
            self.allowed,
            promising=shared.get(Kind.PROMISING, []),
            consenting=consenting,
            spoken=own.get(Kind.GRANT, []),
            demanded=_by_kind(heard).get(Kind.GRANT, []),
        )

    def _recognitions(
        self, message: Message, hits: list[MoveHit], attributes: list[Hit], parent: str
    ) -> tuple[Recognition, ...]:
        best: dict[MoveId, MoveHit] = {}
        for one in hits:
            if one.move not in best or (one.hit.decisive and not best[one.move].hit.decisive):
                best[one.move] = one
        if self.model is None:
            found = [self._by_phrase(message, one, attributes) for one in best.values()]
        else:
            found = self._with_model(message, hits, best, attributes, parent)
        return tuple(sorted(found, key=lambda one: (one.spans[0].start, one.move)))

    def _by_phrase(self, message: Message, one: MoveHit, attributes: list[Hit]) -> Recognition:
        return Recognition(
            one.move,
            message.spans(one.hit.match),
            message.quote(one.hit.match.start, one.hit.match.end - 1),
            one.hit.rule,
            by_phrase(decisive=one.hit.decisive),
            move_attributes(message, one.move, (one.hit.match.start, one.hit.match.end), attributes),
        )

    def _with_model(
        self,
        message: Message,
        hits: list[MoveHit],
        best: dict[MoveId, MoveHit],
        attributes: list[Hit],
        parent: str,
    ) -> list[Recognition]:
        assert self.model is not None
        spans = clause_spans(message.tokens, message.layout)
        votes = self.model.votes(
            message.tokens, spans, parent=parent, persona=self.persona, rule_hits=_rule_hits(hits)
        )
        found = (self._by_vote(message, vote, best.get(vote.move), attributes) for vote in votes.votes)
        return [one for one in found if one is not None]

    def _by_vote(
        self, message: Message, vote: Vote, one: MoveHit | None, attributes: list[Hit]
    ) -> Recognition | None:
        certainty = by_vote(
            vote,
            phrase=one is not None,
            decisive=one is not None and one.hit.decisive,
            plain=len(message.layout.sentences) == 1 and len(message.tokens.words) <= _PLAIN,
        )
        if certainty is None:
            return None
        if one is not None:
            base = self._by_phrase(message, one, attributes)
            return replace(base, certainty=certainty, chance=_per_cent(vote))
        assert self.model is not None
        words = message.words_in(vote.span)
        return Recognition(
            vote.move,
            (vote.span,),
            message.cut(vote.span),
            self.model.nearest((one.word for one in message.tokens.words[words[0] : words[1]]), vote.move),
            certainty,
            move_attributes(message, vote.move, words, attributes),
            _per_cent(vote),
        )


def compile_recogniser(
    lexicon: Lexicon,
    persona: Persona | None = None,
    *,
    model: ExampleModel | None,
    shared: Recogniser | None = None,
    ordinary: frozenset[str] = frozenset(),
) -> Recogniser:
    """Return a recogniser; phrases with a mistake are left out and told by `phrase_findings`.

    Args:
        lexicon: The moves and the language.
        persona: Whose topics, mandate, questions and names count besides.
        model: The example model; without it phrases decide alone.
        shared: A recogniser of the same lexicon, whose compiled phrases are used again.
        ordinary: Words that are never a typing mistake, besides those of the examples.
    """
    if shared is None:
        groups, _ = parse_groups(lexicon.language.groups)
        known = known_words((one.text for one in lexicon.examples), ordinary)
        book = compile_book(lexicon_sources(lexicon), groups, known)
    else:
        groups, book, known = shared.groups, shared.shared, shared.shared.vocabulary.known
    splitter = shared.splitter if shared else make_splitter(lexicon.language)
    own = compile_book(persona_sources(persona) if persona else (), groups, known)
    return Recogniser(
        lexicon,
        splitter,
        groups,
        book,
        own,
        persona.id if persona else "",
        persona_names(persona),
        next(iter(lexicon.language.groups.get(STRANGER, ())), ""),
        {grant.id: grant.allowed for grant in persona.grants} if persona else {},
        model,
    )


def phrase_findings(recogniser: Recogniser) -> tuple[PhraseFinding, ...]:
    """Return the rows that could not be read, of the groups, the lexicon and the persona."""
    _, errors = parse_groups(recogniser.lexicon.language.groups)
    groups = tuple(PhraseFinding("", error) for error in errors)
    return groups + recogniser.shared.findings + recogniser.own.findings


def _whole(message: Message, hits: list[MoveHit]) -> list[MoveHit]:
    """Return hits that stand for nothing in particular: only when together they are the whole message."""
    words = {word for one in hits for word in one.hit.match.words}
    return hits if len(words) == len(message.tokens.words) else []


def _by_kind(hits: list[Hit]) -> dict[str, list[Hit]]:
    kinds: dict[str, list[Hit]] = {}
    for hit in hits:
        kinds.setdefault(hit.owner[0], []).append(hit)
    return kinds


def _rule_hits(hits: list[MoveHit]) -> RuleHits:
    return tuple(dict.fromkeys((one.move, min(one.clauses)) for one in hits))


def _once(hits: list[Hit]) -> list[Hit]:
    """Return the first hit of each owner."""
    return list({hit.owner: hit for hit in reversed(hits)}.values())[::-1]


def _span(message: Message, hit: Hit) -> Span:
    return message.span(hit.match.start, hit.match.end - 1)


def _topics(message: Message, hits: list[Hit]) -> tuple[TopicHit, ...]:
    return tuple(TopicHit(TopicId(hit.owner[1]), _span(message, hit)) for hit in _once(hits))


def _asked(hits: list[Hit]) -> list[Hit]:
    """Return the best hit of each question, the one with most words first."""
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: -len(hit.match.words)):
        best.setdefault(hit.owner[1], hit)
    return list(best.values())


def _per_cent(vote: Vote) -> int:
    return round(100 * vote.probability)
