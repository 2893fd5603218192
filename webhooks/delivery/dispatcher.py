"""What an engine of delivery promises; the service knows nothing else of it."""

from collections.abc import Sequence
from typing import Protocol

from bot.messages import IncomingMessage


class Dispatcher(Protocol):
    """Accepts messages durably and sees to it that each is answered, those of one chat in order."""

    async def start(self) -> None:
        """Take up whatever an earlier process left unfinished, then be ready for `accept`."""

    async def accept(self, messages: Sequence[IncomingMessage]) -> None:
        """Return once every message is durable; raises `StorageUnavailable` when they must be delivered again."""

    async def stop(self) -> None:
        """Refuse what comes, finish what is under way within a few seconds, leave the rest to the next start."""

    @property
    def working(self) -> bool:
        """Whether messages can be accepted now."""
