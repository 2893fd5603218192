"""The knowledge in use changes whole and only for the better; and one database is served by one process."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from samples import EDITION, LIKE
from sqlalchemy import Engine, text

from knowledge.database import connect, writing
from knowledge.documents import Answer, EntryDocument
from knowledge.entries import base_of, publish, record_version
from knowledge.files import Edition, Vocabulary
from knowledge.matching.calibrate import Budget
from knowledge.matching.model import Model, read_model
from knowledge.matching.normalize import Normalizer
from knowledge.seed import import_edition
from webhooks import feed as module
from webhooks.feed import KnowledgeFeed
from webhooks.lock import AlreadyRunning, only_process


@pytest.fixture
def feed(engine: Engine, vocabulary: Vocabulary, normalize: Normalizer) -> KnowledgeFeed:
    with writing(engine) as session:
        import_edition(session, EDITION, normalize)
    return KnowledgeFeed(engine, vocabulary, normalize)


def saying(reason: str) -> EntryDocument:
    return LIKE.model_copy(update={"answer": Answer(reason=reason)})


def published(engine: Engine, normalize: Normalizer, reason: str) -> None:
    with writing(engine) as session:
        publish(session, saying(reason), author="penyunting", reason="uji", normalize=normalize)
        record_version(session, "desk")


def carried_out(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def said(feed: KnowledgeFeed) -> str:
    return feed.knowledge.entries[LIKE.id].answer.reason


def test_a_new_version_is_taken_whole_and_an_old_one_not_again(
    engine: Engine, feed: KnowledgeFeed, normalize: Normalizer
) -> None:
    held = feed.knowledge
    assert not feed.refresh()
    assert feed.knowledge is held
    published(engine, normalize, "Baru.")
    assert feed.refresh()
    assert (said(feed), feed.knowledge.version) == ("Baru.", held.version + 1)
    # Whoever is answering from the old one is not disturbed.
    assert held.entries[LIKE.id] == LIKE
    carried_out(engine, f"UPDATE entry SET status = 'retired' WHERE id = '{LIKE.id}'")
    assert not feed.refresh()
    with writing(engine) as session:
        record_version(session, "desk")
    assert feed.refresh()
    assert LIKE.id not in feed.knowledge.entries


async def reached(condition: Callable[[], bool]) -> bool:
    for _ in range(100):
        if condition():
            return True
        await asyncio.sleep(0.01)
    return False


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("ALTER TABLE knowledge_version RENAME TO away", "ALTER TABLE away RENAME TO knowledge_version"),
        (
            "UPDATE entry_revision SET document = 'x' || document",
            "UPDATE entry_revision SET document = substr(document, 2)",
        ),
    ],
    ids=["a table is missing", "a document is unreadable"],
)
def test_a_broken_database_keeps_the_old_knowledge_and_the_next_good_one_is_taken(
    engine: Engine,
    feed: KnowledgeFeed,
    normalize: Normalizer,
    monkeypatch: pytest.MonkeyPatch,
    broken: str,
    mended: str,
) -> None:
    monkeypatch.setattr(module, "SECONDS_BETWEEN_LOOKS", 0.01)

    async def watched() -> None:
        watching = asyncio.create_task(feed.watch())
        published(engine, normalize, "Rusak.")
        carried_out(engine, broken)
        await asyncio.sleep(0.1)
        carried_out(engine, mended)
        published(engine, normalize, "Baru.")
        taken = await reached(lambda: said(feed) == "Baru.")
        watching.cancel()
        assert taken, "never looked again"

    asyncio.run(watched())


def test_another_error_budget_is_learned_anew_and_kept(
    engine: Engine, feed: KnowledgeFeed, vocabulary: Vocabulary, normalize: Normalizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Budget] = []

    def learned(edition: Edition, normalize: Normalizer, budget: Budget, _encoder: object) -> Model:
        asked.append(budget)
        return replace(read_model(), base=base_of(edition, normalize, budget), answer=0.99)

    monkeypatch.setattr(module, "calibrated", learned)
    careful = KnowledgeFeed(engine, vocabulary, normalize, Budget(wrong=0.002))
    assert careful.calibrate()
    assert not careful.calibrate()
    assert careful.knowledge.matcher.model.answer == 0.99
    # The next process with the same budget finds it; one with another budget does not take it.
    assert KnowledgeFeed(engine, vocabulary, normalize, Budget(wrong=0.002)).knowledge.matcher.model.answer == 0.99
    assert feed.knowledge.matcher.model == read_model()
    assert feed.calibrate()
    assert asked == [Budget(wrong=0.002), Budget()]


def test_a_database_has_room_for_one_process_until_it_ends(engine: Engine, tmp_path: Path) -> None:
    place = partial(only_process, engine, tmp_path)
    with place(), pytest.raises(AlreadyRunning, match="stop it first"), place():
        pytest.fail("two were let in")
    with pytest.raises(ZeroDivisionError), place():
        raise ZeroDivisionError
    with place(), pytest.raises(AlreadyRunning), place():
        pytest.fail("two were let in")


def test_another_database_in_the_same_folder_has_a_room_of_its_own(tmp_path: Path) -> None:
    # What the refusal advises: set another NETRAL_DATABASE_URL.
    one, other = (connect(f"sqlite:///{tmp_path}/data/{name}.db") for name in ("netral", "percobaan"))
    with only_process(one, tmp_path / "data"), only_process(other, tmp_path / "data"):
        for engine in (one, other):
            with pytest.raises(AlreadyRunning), only_process(engine, tmp_path / "data"):
                pytest.fail("two were let in")
