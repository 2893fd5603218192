"""Counts for Prometheus: how much, never what or who."""

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from bot.messages import ChannelName


class Metrics:
    """The figures of one service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.accepted = Counter("netral_messages_accepted", "Messages stored", ["channel"], registry=self.registry)
        self.duplicates = Counter(
            "netral_messages_duplicate", "Deliveries stored before", ["channel"], registry=self.registry
        )
        self.turns = Counter("netral_turns", "Messages decided", ["channel", "decided"], registry=self.registry)
        self.sends = Counter("netral_sends", "Attempts to send a reply", ["channel", "result"], registry=self.registry)
        self.knowledge_version = Gauge(
            "netral_knowledge_version", "Version of the knowledge in use", registry=self.registry
        )
        for channel in ChannelName:
            self.accepted.labels(channel)
            self.duplicates.labels(channel)

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)
