"""The knowledge in use: loaded once, watched, and exchanged whole when what is published has changed."""

import asyncio

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge.database import reading
from knowledge.entries import Knowledge, current_version, published_edition
from knowledge.files import Vocabulary
from knowledge.matching.normalize import Normalizer
from webhooks.log import logger

log = logger(__name__)

SECONDS_BETWEEN_LOOKS = 2.0


class KnowledgeFeed:
    """Holds the newest knowledge; questions are answered from the old one until the new one is ready."""

    def __init__(self, engine: Engine, vocabulary: Vocabulary, normalize: Normalizer) -> None:
        self._engine = engine
        self._vocabulary = vocabulary
        self._normalize = normalize
        self.knowledge = self._load()

    def refresh(self) -> bool:
        """Load what is published if it is newer than what is held; returns whether it was."""
        with reading(self._engine) as session:
            if current_version(session) == self.knowledge.version:
                return False
        self.knowledge = self._load()
        log.info("knowledge_loaded", version=self.knowledge.version, entries=len(self.knowledge.entries))
        return True

    async def watch(self) -> None:
        """Refresh whenever something is published, for as long as the process lives."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            try:
                await asyncio.to_thread(self.refresh)
            except SQLAlchemyError as error:
                log.warning("knowledge_not_refreshed", reason=type(error).__name__)

    def _load(self) -> Knowledge:
        with reading(self._engine) as session:
            version = current_version(session)
            edition = published_edition(session)
        return Knowledge.of(edition, self._vocabulary, self._normalize, version)
