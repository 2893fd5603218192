"""The knowledge in use: loaded once, watched, and exchanged whole when what is published has changed."""

import asyncio

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge.database import reading, writing
from knowledge.entries import (
    Knowledge,
    base_of,
    calibrated,
    current_version,
    published_edition,
    store_model,
    stored_model,
)
from knowledge.files import Vocabulary
from knowledge.findings import UnreadableDocument
from knowledge.matching.calibrate import USUAL_BUDGET, Budget
from knowledge.matching.meaning import Encoder
from knowledge.matching.normalize import Normalizer
from webhooks.log import logger

log = logger(__name__)

SECONDS_BETWEEN_LOOKS = 2.0


class KnowledgeFeed:
    """Holds the newest knowledge; questions are answered from the old one until the new one is ready."""

    def __init__(
        self,
        engine: Engine,
        vocabulary: Vocabulary,
        normalize: Normalizer,
        budget: Budget = USUAL_BUDGET,
        encoder: Encoder | None = None,
    ) -> None:
        self._budget = budget
        self._encoder = encoder
        self._engine = engine
        self._vocabulary = vocabulary
        self._normalize = normalize
        self._refused = ""
        """Digest of a base too small to learn from."""
        self.knowledge = self._load()

    def refresh(self) -> bool:
        """Load what is published if it is newer than what is held; returns whether it was."""
        with reading(self._engine) as session:
            if current_version(session) == self.knowledge.version:
                return False
        self.knowledge = self._load()
        log.info("knowledge_loaded", version=self.knowledge.version, entries=len(self.knowledge.entries))
        return True

    def calibrate(self) -> bool:
        """Learn from the base in use if nobody has; returns whether the matching is different now."""
        held = self.knowledge
        if self._base in (held.matcher.model.base, self._refused):
            return False
        with reading(self._engine) as session:
            edition = published_edition(session)
        try:
            model = calibrated(edition, self._normalize, self._budget, self._encoder)
        except ValueError as error:
            self._refused = self._base
            log.info("matching_not_calibrated", reason=str(error))
            return False
        with writing(self._engine) as session:
            store_model(session, model)
        self.knowledge = self._load()
        log.info("matching_calibrated", answer_from=round(model.answer, 3))
        return True

    async def watch(self) -> None:
        """Refresh and calibrate whenever something is published, for as long as the process lives."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            try:
                await asyncio.to_thread(self.refresh)
                await asyncio.to_thread(self.calibrate)
            except (SQLAlchemyError, UnreadableDocument) as error:
                log.warning("knowledge_not_refreshed", reason=type(error).__name__)

    def _load(self) -> Knowledge:
        with reading(self._engine) as session:
            version = current_version(session)
            edition = published_edition(session)
            self._base = base_of(edition, self._normalize, self._budget, self._encoder)
            model = stored_model(session, self._base)
        return Knowledge.of(edition, self._vocabulary, self._normalize, version, model, self._encoder)
