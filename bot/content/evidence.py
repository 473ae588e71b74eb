"""Evidence in the course: what a conversation must show, and the small pieces that it is written in."""

from typing import Final

from bot.content.desk import Desk
from bot.content.form import Form
from bot.content.guards import guard_of, range_of
from bot.content.loader import Node
from bot.model.course import Evidence
from bot.model.guard import Guard, Range
from bot.model.ids import EventId, FlagId, MoveId

MOODS: Final = ("", "eased", "held", "worse")


def evidence_of(node: Node | None, desk: Desk) -> Evidence:
    form = Form(node, desk.notes)
    evidence = Evidence(
        turn=guard_in(form, "turn", desk),
        times=range_of(form, "times", desk) or Range(least=1),
        mood=one_of(form, "mood", MOODS, desk),
        within=form.number("within"),
        half=bool(form.truth("half")),
        share=_share(form, desk),
        order=_order(form, desk),
        assent=bool(form.truth("assent")),
        flag=frozenset(FlagId(word) for _, word in form.words("flag")),
        layers=range_of(form, "layers", desk),
        complaint=form.truth("complaint", None),
        event=frozenset(map(EventId, desk.known(form.words("event"), desk.events, "R007"))),
        none=tuple(evidence_of(item, desk) for item in form.items("none")),
        every=tuple(evidence_of(item, desk) for item in form.items("every")),
        some=tuple(evidence_of(item, desk) for item in form.items("some")),
    )
    form.close()
    return evidence


def _share(form: Form, desk: Desk) -> tuple[frozenset[MoveId], frozenset[MoveId], int] | None:
    """Return what part of what; without `of` that is all moves."""
    if "share" not in form:
        return None
    below = form.form("share")
    whole = desk.moves_in(below, "of") if "of" in below else frozenset(map(MoveId, desk.moves))
    share = (desk.moves_in(below, "moves"), whole, below.number("percent"))
    below.close()
    return share


def _order(form: Form, desk: Desk) -> tuple[frozenset[MoveId], frozenset[MoveId]] | None:
    if "order" not in form:
        return None
    below = form.form("order")
    order = (desk.moves_in(below, "first"), desk.moves_in(below, "then"))
    below.close()
    return order


def guard_in(form: Form, key: str, desk: Desk) -> Guard | None:
    return guard_of(form.node(key), desk) if key in form else None


def one_of(form: Form, key: str, known: tuple[str, ...], desk: Desk) -> str:
    text = form.text(key)
    if text not in known:
        desk.notes.add(form.at(key), "F010", key=key, text=text, known=", ".join(filter(None, known)))
        return ""
    return text
