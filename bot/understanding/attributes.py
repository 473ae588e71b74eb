"""What is said besides the moves: tone and form of a message, and features of a recognised move."""

from bot.model.ids import MoveId
from bot.understanding.book import Hit
from bot.understanding.scene import Message

_LONG = 80
_LEAST_LETTERS = 12


def message_attributes(message: Message, hits: list[Hit]) -> frozenset[str]:
    """Return the attributes of a whole message: those of the language, and what form alone shows."""
    found = {hit.owner[1] for hit in hits}
    if message.layout.questions:
        found.add("question")
    if len(message.tokens.words) > _LONG:
        found.add("wordy")
    if _shouts(message.text):
        found.add("shouting")
    return frozenset(found)


def move_attributes(
    message: Message, move: MoveId, words: tuple[int, int], hits: list[Hit]
) -> frozenset[str]:
    """Return the attributes of a recognised move: its attribute phrases in the same sentence or sentences."""
    sentences = [piece for piece in message.layout.sentences if piece[0] < words[1] and words[0] < piece[1]]
    return frozenset(
        hit.owner[2]
        for hit in hits
        if hit.owner[1] == move and any(a <= hit.match.start < b for a, b in sentences)
    )


def _shouts(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    loud = sum(letter.isupper() for letter in letters)
    return text.count("!") >= 3 or (len(letters) >= _LEAST_LETTERS and loud * 10 > len(letters) * 7)
