"""A missed question is counted once per wording, without who asked."""

import datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from knowledge.database import reading, writing
from knowledge.matching.normalize import Normalizer
from knowledge.missed import forget_misses, record_miss
from knowledge.models import MissedQuestion, MissStatus, utc_now


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


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("sy Budi, hp 0812-3456-7890: boleh ikut arisan caleg?", "sy Budi, hp [nomor]: boleh ikut arisan caleg?"),
        ("lapor ke @pakbudi atau budi@dinas.go.id?", "lapor ke [akun] atau [surel]?"),
        ("ini https://fb.com/budi.s/posts/1 melanggar?", "ini [tautan] melanggar?"),
        ("NIP. 19850101 201001 1 001 kena sanksi pasal 5?", "NIP. [nomor] kena sanksi pasal 5?"),
    ],
)
def test_what_is_stored_is_the_question_without_its_person(
    engine: Engine, normalize: Normalizer, text: str, stored: str
) -> None:
    miss(engine, text, normalize)
    (row,) = misses(engine)
    assert row.text == stored
    assert row.normalized == " ".join(normalize(stored))


def test_asking_again_brings_the_day_and_the_candidates_up_to_date_and_nothing_else(
    engine: Engine, normalize: Normalizer
) -> None:
    miss(engine, "arisan caleg boleh?", normalize)
    long_ago = utc_now() - datetime.timedelta(days=400)
    with writing(engine) as session:
        row = session.exec(select(MissedQuestion)).one()
        row.first_asked_at = row.last_asked_at = long_ago
        row.status = MissStatus.DISMISSED
    with writing(engine) as session:
        record_miss(session, "ARISAN caleg blh??", "telegram", ["hadir-kampanye", "like"], normalize)
    (row,) = misses(engine)
    assert (row.count, row.channels, row.candidates) == (2, {"telegram": 2}, ["hadir-kampanye", "like"])
    assert (row.text, row.status, row.first_asked_at) == ("arisan caleg boleh?", "dismissed", long_ago)
    assert utc_now() - row.last_asked_at < datetime.timedelta(minutes=1)
    with writing(engine) as session:
        assert forget_misses(session, utc_now() - datetime.timedelta(days=365)) == 0


def test_only_what_is_old_is_forgotten(engine: Engine, normalize: Normalizer) -> None:
    moments = [utc_now() - datetime.timedelta(days=days) for days in (10, 20, 30)]
    for number, moment in enumerate(moments):
        with writing(engine) as session:
            row = record_miss(session, f"pertanyaan nomor {number}", "telegram", [], normalize)
            assert row is not None
            row.last_asked_at = moment
    with writing(engine) as session:
        assert forget_misses(session, moments[1]) == 1
    assert [row.text for row in misses(engine)] == ["pertanyaan nomor 0", "pertanyaan nomor 1"]
