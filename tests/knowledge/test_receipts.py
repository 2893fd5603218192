"""The code under an answer finds that answer for ever, however it is typed."""

from samples import LIKE
from sqlalchemy import Engine

from knowledge.database import reading, writing
from knowledge.documents import Answer
from knowledge.entries import publish
from knowledge.matching.normalize import Normalizer
from knowledge.receipts import Receipt, find_receipt

NEWER = LIKE.model_copy(update={"answer": Answer(reason="Bunyi baru.")})


def receipt(engine: Engine, code: str) -> Receipt | None:
    with reading(engine) as session:
        return find_receipt(session, code)


def test_a_code_is_found_however_it_is_typed_and_never_by_a_part(base: Engine) -> None:
    code = LIKE.code
    for typed in (
        code,
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " "),
        f" {code}. ",
        code.replace("-", "–"),
    ):
        found = receipt(base, typed)
        assert found is not None, typed
        assert (found.code, found.entry, found.superseded, found.current_code) == (code, LIKE, False, None)
    for typed in (code[:-1], code[2:], code + "0", "X" + code[1:], "%", "N-____-____", "👍", "N" * 5000):
        assert receipt(base, typed) is None, typed


def test_an_answer_that_came_back_is_today_s_again(base: Engine, normalize: Normalizer) -> None:
    for document in (NEWER, LIKE):
        with writing(base) as session:
            publish(session, document, author="a", reason="b", normalize=normalize)
    again, between = receipt(base, LIKE.code), receipt(base, NEWER.code)
    assert again is not None
    assert (again.number, again.superseded, again.current_code) == (3, False, None)
    assert between is not None
    assert (between.number, between.superseded, between.current_code) == (2, True, LIKE.code)


def test_a_new_phrasing_does_not_make_a_sent_answer_old(base: Engine, normalize: Normalizer) -> None:
    with writing(base) as session:
        more = LIKE.model_copy(
            update={"phrasings": (*LIKE.phrasings, "cara tanya lain"), "related": ("hadir-kampanye",)}
        )
        publish(session, more, author="a", reason="b", normalize=normalize)
    found = receipt(base, LIKE.code)
    assert found is not None
    assert (found.superseded, found.current_code) == (False, None)
