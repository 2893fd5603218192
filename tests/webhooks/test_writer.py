"""One writer: durable when done, many to a commit, a failing change alone, refusing rather than piling up."""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from knowledge.database import reading
from knowledge.models import Entry
from webhooks.channel import StorageUnavailable
from webhooks.delivery import writer as module
from webhooks.delivery.writer import Priority, Writer


@pytest.fixture
def writer(engine: Engine) -> Iterator[Writer]:
    writer = Writer(engine)
    writer.start()
    yield writer
    writer.stop()


def adding(name: str) -> module.Change[str]:
    def add(session: Session) -> str:
        session.add(Entry(id=name, status="draft"))
        session.flush()
        return name

    return add


def stored(engine: Engine) -> set[str]:
    with reading(engine) as session:
        return set(session.exec(select(Entry.id)))


def test_a_change_is_durable_when_its_future_is_done(engine: Engine, writer: Writer) -> None:
    assert writer.submit(adding("a"), Priority.ACCEPT).result(5) == "a"
    assert stored(engine) == {"a"}


def test_a_failing_change_costs_its_neighbours_nothing(engine: Engine, writer: Writer) -> None:
    futures = [writer.submit(adding(name), Priority.ACCEPT) for name in ("a", "a", "b")]
    outcomes = [future.exception(5) is None for future in futures]
    assert outcomes == [True, False, True]
    assert stored(engine) == {"a", "b"}


def test_what_waits_is_committed_together_and_in_order(engine: Engine, writer: Writer) -> None:
    gate = threading.Event()
    order: list[str] = []

    def noting(name: str) -> module.Change[None]:
        return lambda _session: order.append(name)

    held = writer.submit(lambda _session: gate.wait(5), Priority.ACCEPT)
    queued = [writer.submit(noting(f"accept {number}"), Priority.ACCEPT) for number in range(3)]
    urgent = writer.submit(noting("sent"), Priority.RECORD)
    gate.set()
    for future in (held, *queued, urgent):
        future.result(5)
    assert order == ["sent", "accept 0", "accept 1", "accept 2"]


def test_too_many_waiting_changes_are_refused_but_urgent_ones_never(
    engine: Engine, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 2)
    gate, started = threading.Event(), threading.Event()
    held = writer.submit(lambda _session: (started.set(), gate.wait(5)), Priority.ACCEPT)
    started.wait(5)
    waiting = [writer.submit(adding(name), Priority.ACCEPT) for name in ("a", "b")]
    with pytest.raises(StorageUnavailable):
        writer.submit(adding("c"), Priority.ACCEPT)
    urgent = writer.submit(adding("d"), Priority.RECORD)
    gate.set()
    for future in (held, *waiting, urgent):
        future.result(5)
    assert stored(engine) == {"a", "b", "d"}


def test_a_database_that_fails_is_told_apart_from_a_change_that_fails(engine: Engine, writer: Writer) -> None:
    def broken(session: Session) -> None:
        session.connection().execute(text("SELECT * FROM a_table_that_is_gone"))

    assert isinstance(writer.submit(broken, Priority.ACCEPT).exception(5), StorageUnavailable)
    assert writer.submit(adding("a"), Priority.ACCEPT).result(5) == "a"


def test_answers_do_not_hold_up_an_acknowledgement(engine: Engine, writer: Writer) -> None:
    gate = threading.Event()
    order: list[str] = []
    held = writer.submit(lambda _session: gate.wait(5), Priority.ANSWER)
    answers = [writer.submit(lambda _session: order.append("answer"), Priority.ANSWER) for _ in range(20)]
    accept = writer.submit(lambda _session: order.append("accept"), Priority.ACCEPT)
    gate.set()
    for future in (held, *answers, accept):
        future.result(5)
    assert order.index("accept") == 0


def test_a_stopped_writer_finishes_its_queue_and_takes_no_more(engine: Engine) -> None:
    writer = Writer(engine)
    writer.start()
    futures = [writer.submit(adding(str(number)), Priority.ACCEPT) for number in range(200)]
    writer.stop()
    assert all(future.done() for future in futures)
    assert len(stored(engine)) == 200
    with pytest.raises(StorageUnavailable):
        writer.submit(adding("late"), Priority.ACCEPT)
