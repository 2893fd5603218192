"""A missed question is counted once per wording, without who asked."""

import datetime

from sqlalchemy import Engine
from sqlmodel import select

from knowledge.database import reading, writing
from knowledge.matching.normalize import Normalizer
from knowledge.missed import forget_misses, record_miss
from knowledge.models import MissedQuestion, utc_now


def misses(engine: Engine) -> list[MissedQuestion]:
    with reading(engine) as session:
        return list(session.exec(select(MissedQuestion).order_by(MissedQuestion.id)))


def miss(engine: Engine, text: str, normalize: Normalizer, channel: str = "telegram") -> None:
    with writing(engine) as session:
        record_miss(session, text, channel, ["like"], normalize)


def test_equal_questions_count_up_one_record(engine: Engine, normalize: Normalizer) -> None:
    miss(engine, "Bolehkah ASN ikut arisan caleg?", normalize)
    miss(engine, "BOLEH asn ikut   arisan caleg", normalize, "whatsapp")
    miss(engine, "asn boleh arisan?", normalize)
    first, second = misses(engine)
    assert (first.count, first.channels) == (2, {"telegram": 1, "whatsapp": 1})
    assert second.count == 1
    assert first.status == "open"


def test_personal_data_is_gone_before_anything_is_stored(engine: Engine, normalize: Normalizer) -> None:
    miss(engine, "NIP 198501012010011001, wa 081234567890, a@b.id: boleh?", normalize)
    (stored,) = misses(engine)
    for secret in ("1985", "0812", "a@b"):
        assert secret not in stored.text + stored.normalized


def test_two_people_with_different_numbers_ask_the_same_question(engine: Engine, normalize: Normalizer) -> None:
    miss(engine, "nik 3374010101850001 dicatut gimana", normalize)
    miss(engine, "nik 3374010101850002 dicatut gimana", normalize)
    assert [stored.count for stored in misses(engine)] == [2]


def test_a_text_without_words_is_not_kept(engine: Engine, normalize: Normalizer) -> None:
    with writing(engine) as session:
        assert record_miss(session, "?!… 👍", "telegram", [], normalize) is None
    assert misses(engine) == []


def test_what_nobody_asks_any_more_is_forgotten(engine: Engine, normalize: Normalizer) -> None:
    miss(engine, "pertanyaan lama", normalize)
    with writing(engine) as session:
        assert forget_misses(session, utc_now() - datetime.timedelta(days=1)) == 0
        assert forget_misses(session, utc_now() + datetime.timedelta(seconds=1)) == 1
    assert misses(engine) == []
