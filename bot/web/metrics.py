"""The counts of this process for Prometheus, in a registry of their own: no words, names or chats."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.model.session import Turn
from bot.practice.operating import Backlog

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """Counts what goes on; see the port `Meter`."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._registry = registry = CollectorRegistry()
        self._turns = Counter("oefenouder_turns", "Turns of conversations", ["persona"], registry=registry)
        self._fallbacks = Counter(
            "oefenouder_fallbacks",
            "Turns in which no rule of the parent fitted",
            ["persona"],
            registry=registry,
        )
        self._bands = Counter(
            "oefenouder_recognitions", "Recognitions by certainty", ["certainty"], registry=registry
        )
        self._silent = Counter(
            "oefenouder_unrecognised", "Turns without any recognition", ["persona"], registry=registry
        )
        self._seconds = Histogram(
            "oefenouder_update_seconds",
            "Time to process an update",
            buckets=_SECONDS,
            registry=registry,
        )
        self._failures = Counter(
            "oefenouder_update_failures", "Attempts at an update that failed", registry=registry
        )
        self._received = Counter("oefenouder_updates_received", "New updates", registry=registry)
        self._sends = Counter("oefenouder_sends", "Attempts to send by result", ["result"], registry=registry)
        self._refusals = Counter("oefenouder_refused", "What was turned away", ["reason"], registry=registry)
        self._backlog = {
            name: Gauge(f"oefenouder_{name}", about, registry=registry)
            for name, about in (
                ("inbox_waiting", "Updates not processed yet"),
                ("inbox_age_seconds", "Age of the oldest of them"),
                ("outbox_waiting", "Messages not sent yet"),
                ("outbox_age_seconds", "How long the most overdue of them is due"),
                ("dead_updates", "Updates that could not be processed"),
                ("dead_messages", "Messages that were given up"),
                ("replicas", "Processes that live"),
            )
        }

    def turned(self, persona: str, turn: Turn, *, is_fallback: bool) -> None:
        """Count a turn, its recognitions, and whether a rule fitted."""
        self._turns.labels(persona).inc()
        if is_fallback:
            self._fallbacks.labels(persona).inc()
        for recognition in turn.reading.recognitions:
            self._bands.labels(recognition.certainty.value).inc()
        if not turn.reading.recognitions:
            self._silent.labels(persona).inc()

    def answered(self, seconds: float) -> None:
        """Count an update that was processed."""
        self._seconds.observe(seconds)

    def failed(self) -> None:
        """Count an attempt at an update that failed."""
        self._failures.inc()

    def received(self, updates: int) -> None:
        """Count updates that came in."""
        self._received.inc(updates)

    def sent(self, result: str) -> None:
        """Count an attempt to send."""
        self._sends.labels(result).inc()

    def refused(self, reason: str) -> None:
        """Count what was turned away."""
        self._refusals.labels(reason).inc()

    def page(self, backlog: Backlog | None, replicas: int) -> bytes:
        """Return all counts as text; without a backlog (the store is away) those of this process alone."""
        if backlog is not None:
            values = (
                backlog.inbox,
                backlog.inbox_age.total_seconds(),
                backlog.outbox,
                backlog.outbox_age.total_seconds(),
                backlog.dead_updates,
                backlog.dead_messages,
                replicas,
            )
            for gauge, value in zip(self._backlog.values(), values, strict=True):
                gauge.set(value)
        return generate_latest(self._registry)
