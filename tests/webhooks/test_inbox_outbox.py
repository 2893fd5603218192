"""The tables of delivery: stored once, taken up in order, tried again as told, forgotten when done and not before."""

import datetime

from sqlalchemy import Engine, select, text, update

from bot.memory import DELETED_AFTER, Memory, remember
from bot.messages import ChannelName, IncomingMessage, Option, Reply
from knowledge.database import reading, writing
from knowledge.models import MissedQuestion, utc_now
from webhooks.channel import DeliveryError
from webhooks.delivery import inbox, outbox
from webhooks.delivery.embedded import BETWEEN_FORGETTING
from webhooks.delivery.inbox import INBOX, MOST_ATTEMPTS, Received
from webhooks.delivery.outbox import GIVEN_UP_AFTER, OUTBOX, Outgoing
from webhooks.delivery.retention import KEPT, Forgotten, forget
from webhooks.delivery.sealing import Sealer

SEALER = Sealer("a key of at least thirty-two characters")
MINUTE = datetime.timedelta(minutes=1)
REPLY = Reply("**Tidak boleh.** “Ya” & 😀\n\n- satu", (Option("1", "e:x", "judul"), Option("Bukan", "0")))


def message(delivery_id: str = "1", **changes: str) -> IncomingMessage:
    channel = ChannelName(changes.pop("channel", "telegram"))
    fields = {"chat": "501", "address": "501", "message_id": "17", "text": "boleh “like”? 😀\n\x7f", **changes}
    return IncomingMessage(channel, delivery_id, **fields)


def stored(engine: Engine, incoming: IncomingMessage) -> Received | None:
    with writing(engine) as session:
        return inbox.store(session, incoming, SEALER)


def queued(engine: Engine, delivery_id: str = "1") -> Outgoing:
    """A message answered, its reply about to be sent."""
    received = stored(engine, message(delivery_id))
    assert received is not None
    with writing(engine) as session:
        assert inbox.finish(session, received.inbox_id)
        return outbox.queue(
            session,
            inbox_id=received.inbox_id,
            channel=ChannelName.TELEGRAM,
            chat=received.chat,
            address="501",
            reply=REPLY,
            sealer=SEALER,
        )


def failed(engine: Engine, reply: Outgoing, error: DeliveryError) -> datetime.datetime | None:
    with writing(engine) as session:
        return outbox.mark_failed(session, reply.outbox_id, error)


def undelivered(engine: Engine) -> list[Outgoing]:
    with reading(engine) as session:
        return outbox.undelivered(session, SEALER)


def test_a_delivery_is_stored_once_and_told_from_every_other(engine: Engine) -> None:
    assert stored(engine, message("1")) is not None
    assert stored(engine, message("1", text="another text", chat="502")) is None
    assert stored(engine, message("2")) is not None
    assert stored(engine, message("1", channel="whatsapp")) is not None


def test_unfinished_messages_come_back_whole_and_in_order(engine: Engine) -> None:
    given = [message(str(number), choice="e:x" if number % 2 else "", media="voice") for number in (9, 3, 7, 1)]
    for each in given:
        stored(engine, each)
    with reading(engine) as session:
        found = inbox.unfinished(session, SEALER)
    assert [each.message for each in found] == given


def test_a_message_is_finished_once_and_its_words_are_gone(engine: Engine) -> None:
    received = stored(engine, message())
    assert received is not None
    with writing(engine) as session:
        assert inbox.finish(session, received.inbox_id)
        assert not inbox.finish(session, received.inbox_id)
        assert session.connection().execute(select(INBOX.c.sealed, INBOX.c.status)).one() == (None, "done")
        assert inbox.unfinished(session, SEALER) == []


def test_a_message_set_aside_for_our_faults_is_not_taken_up_again_and_its_words_are_gone(engine: Engine) -> None:
    received, other = stored(engine, message("1")), stored(engine, message("2"))
    assert received is not None
    assert other is not None
    with writing(engine) as session:
        outcomes = [inbox.fail(session, received.inbox_id) for _ in range(MOST_ATTEMPTS)]
        session.flush()
        assert outcomes == [False] * (MOST_ATTEMPTS - 1) + [True]
        assert [each.inbox_id for each in inbox.unfinished(session, SEALER)] == [other.inbox_id]
        # The privacy notice: an address is kept, sealed, only until its reply is sent.
        kept = select(INBOX.c.sealed).where(INBOX.c.id == received.inbox_id)
        assert session.connection().execute(kept).scalar_one() is None


def test_a_reply_nobody_confirmed_is_taken_up_whole_and_in_order(engine: Engine) -> None:
    replies = [queued(engine, str(number)) for number in (5, 2, 8)]
    failed(engine, replies[1], DeliveryError("RetryAfter", retry_after=60))
    with writing(engine) as session:
        outbox.mark_sent(session, replies[2].outbox_id)
    found = undelivered(engine)
    assert [each.outbox_id for each in found] == [replies[0].outbox_id, replies[1].outbox_id]
    assert {(each.reply, each.address, each.chat) for each in found} == {(REPLY, "501", replies[0].chat)}


def test_a_sent_reply_forgets_where_it_went(engine: Engine) -> None:
    reply = queued(engine)
    with writing(engine) as session:
        outbox.mark_sent(session, reply.outbox_id)
        row = session.connection().execute(select(OUTBOX)).one()
    assert (row.status, row.sealed) == ("sent", None)
    assert row.sent_at >= row.created_at


def test_every_try_waits_longer_or_as_long_as_told(engine: Engine) -> None:
    reply = queued(engine)
    waits = []
    for _ in range(6):
        again = failed(engine, reply, DeliveryError("NetworkError"))
        assert again is not None
        waits.append((again - utc_now()).total_seconds())
    assert waits == sorted(waits)
    assert waits[0] <= 1
    assert 16 - 1 <= waits[-1] <= 32
    told = failed(engine, reply, DeliveryError("RetryAfter", retry_after=1800))
    assert told is not None
    assert datetime.timedelta(minutes=29) < told - utc_now() <= datetime.timedelta(minutes=30)
    (waiting,) = undelivered(engine)
    assert abs((waiting.next_at - told).total_seconds()) < 0.001


def test_what_is_given_up_is_on_record_as_dead_without_its_address(engine: Engine) -> None:
    assert failed(engine, queued(engine), DeliveryError("r" * 300, permanent=True)) is None
    with reading(engine) as session:
        row = session.connection().execute(select(OUTBOX)).one()
    assert (row.status, row.sealed, row.attempts, row.error) == ("dead", None, 1, "r" * 200)
    assert undelivered(engine) == []


def test_a_reply_is_given_up_after_a_day_and_not_before(engine: Engine) -> None:
    for age, given_up in ((GIVEN_UP_AFTER - MINUTE, False), (GIVEN_UP_AFTER + MINUTE, True)):
        reply = queued(engine, str(age))
        with writing(engine) as session:
            session.connection().execute(update(OUTBOX).values(created_at=utc_now() - age))
        assert (failed(engine, reply, DeliveryError("NetworkError", retry_after=1)) is None) == given_up


def test_a_delivery_is_deleted_at_its_age_once_nothing_is_left_to_do(engine: Engine) -> None:
    stays = set()
    for inbox_status, outbox_status, finished in (
        ("done", "sent", True),
        ("done", "dead", True),
        ("failed", "sent", True),
        ("done", "queued", False),
        ("done", "sending", False),
        ("received", "sent", False),
    ):
        for age in (KEPT - MINUTE, KEPT + MINUTE):
            reply = queued(engine, f"{inbox_status} {outbox_status} {age}")
            with writing(engine) as session:
                sent = update(OUTBOX).where(OUTBOX.c.id == reply.outbox_id).values(status=outbox_status)
                inbox_id = session.connection().execute(sent.returning(OUTBOX.c.inbox_id)).scalar_one()
                then = {"status": inbox_status, "received_at": utc_now() - age}
                session.connection().execute(update(INBOX).where(INBOX.c.id == inbox_id).values(then))
            if not finished or age < KEPT:
                stays.add((inbox_id, reply.outbox_id))
    with writing(engine) as session:
        assert forget(session, datetime.timedelta(days=365)) == Forgotten(0, 0, 3, 0, 0)
        left = session.connection().execute(select(OUTBOX.c.inbox_id, OUTBOX.c.id))
        assert {tuple(row) for row in left} == stays
        assert set(session.connection().execute(select(INBOX.c.id)).scalars()) == {inbox_id for inbox_id, _ in stays}


def test_questions_and_conversations_are_deleted_at_their_age(engine: Engine) -> None:
    retention = datetime.timedelta(days=30)
    with writing(engine) as session:
        for name, age in (("young", -MINUTE), ("old", MINUTE)):
            remember(session, name, Memory(("x",), "boleh?"), utc_now() - DELETED_AFTER - age)
            asked = MissedQuestion(fingerprint=name, text=name, normalized=name, status="answered")
            asked.first_asked_at = utc_now() - datetime.timedelta(days=4000)
            asked.last_asked_at = utc_now() - retention - age
            session.add(asked)
        session.flush()
        assert forget(session, retention) == Forgotten(1, 1, 0, 0, 0)
        assert session.connection().execute(text("SELECT chat FROM conversation")).scalars().all() == ["young"]
        assert session.connection().execute(text("SELECT text FROM missed_question")).scalars().all() == ["young"]


def test_the_times_are_those_that_are_promised() -> None:
    # A conversation is gone within a day, counting the hour between two rounds; WhatsApp redelivers for seven days.
    assert (DELETED_AFTER + BETWEEN_FORGETTING).total_seconds() < 24 * 3600
    assert KEPT.days > 7
