"""The root of all errors that a person may meet; each carries facts, its sentence stands in texts.yaml."""


class BotError(Exception):
    """Something that the reader is told in a sentence; `key` names it, `facts` fill its placeholders."""

    key = "error.unknown"

    def __init__(self, **facts: object) -> None:
        """Keep the facts for the sentence."""
        super().__init__(f"{self.key} {facts}" if facts else self.key)
        self.facts = facts


class UpdateAtFault(BotError):
    """What is asked can never be stored, however often it is tried: such an attempt counts."""
