"""What a conversation remembers is short-lived and kept under a pseudonym."""

import datetime

from sqlalchemy import Engine

from bot.memory import DELETED_AFTER, FORGOTTEN_AFTER, Memory, forget_old, recall, remember
from knowledge.database import reading, writing

NOW = datetime.datetime(2026, 11, 27, 8, tzinfo=datetime.UTC)
MEMORY = Memory(("like-unggahan-calon",), "boleh like?")


def kept(engine: Engine, memory: Memory, now: datetime.datetime = NOW) -> None:
    with writing(engine) as session:
        remember(session, "pseudonym", memory, now)


def recalled(engine: Engine, now: datetime.datetime = NOW) -> Memory:
    with reading(engine) as session:
        return recall(session, "pseudonym", now)


def test_the_next_message_knows_the_last_turn(engine: Engine) -> None:
    kept(engine, MEMORY)
    assert recalled(engine) == MEMORY


def test_a_later_turn_replaces_it_and_an_empty_one_deletes_it(engine: Engine) -> None:
    kept(engine, MEMORY)
    kept(engine, Memory(("hadir-kampanye",), "hadir?"))
    assert recalled(engine).offered == ("hadir-kampanye",)
    kept(engine, Memory())
    kept(engine, Memory())
    assert recalled(engine) == Memory()


def test_it_is_not_used_once_it_is_old(engine: Engine) -> None:
    kept(engine, MEMORY)
    assert recalled(engine, NOW + FORGOTTEN_AFTER + datetime.timedelta(seconds=1)) == Memory()


def test_it_is_deleted_after_a_day(engine: Engine) -> None:
    kept(engine, MEMORY)
    with writing(engine) as session:
        assert forget_old(session, NOW + DELETED_AFTER - datetime.timedelta(seconds=1)) == 0
        assert forget_old(session, NOW + DELETED_AFTER + datetime.timedelta(seconds=1)) == 1


def test_it_is_used_up_to_its_last_second(engine: Engine) -> None:
    kept(engine, MEMORY)
    assert recalled(engine, NOW + FORGOTTEN_AFTER) == MEMORY
    kept(engine, MEMORY, NOW + FORGOTTEN_AFTER)
    assert recalled(engine, NOW + 2 * FORGOTTEN_AFTER) == MEMORY


def test_one_chat_knows_nothing_of_another(engine: Engine) -> None:
    kept(engine, MEMORY)
    with writing(engine) as session:
        assert recall(session, "pseudony", NOW) == Memory()
        remember(session, "another", Memory(), NOW)
        remember(session, "third", Memory(("hadir-kampanye",), "hadir?"), NOW)
    assert recalled(engine) == MEMORY


def test_only_what_is_old_is_deleted(engine: Engine) -> None:
    kept(engine, MEMORY)
    with writing(engine) as session:
        remember(session, "later", MEMORY, NOW + DELETED_AFTER)
        assert forget_old(session, NOW + DELETED_AFTER) == 0
        assert forget_old(session, NOW + DELETED_AFTER + datetime.timedelta(seconds=1)) == 1
        assert recall(session, "later", NOW + DELETED_AFTER) == MEMORY
