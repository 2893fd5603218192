"""What people see in a browser, over real HTTP: the try-it page, receipts, health and figures."""

import html
import re

import pytest
from fakes.loopback import until
from running import Running
from samples import LIKE
from sqlmodel import select

from knowledge.database import reading
from knowledge.models import MissedQuestion


def asked(netral: Running, text: str, **more: str) -> str:
    response = netral.http.post("/", data={"text": text, **more})
    assert response.status_code == 200
    return html.unescape(response.text)


def test_the_page_answers_without_javascript_and_says_why(shared_netral: Running) -> None:
    page = asked(shared_netral, "pns boleh ngelike status cabup gak")
    assert 'data-decided="answer"' in page
    assert "<b>Tidak boleh.</b> Menyukai unggahan calon" in page
    assert "*Tidak boleh.* Menyukai unggahan calon" in page
    assert "Calon jawaban" in page
    assert "paling mirip" in page


def test_unknown_words_and_the_deciding_rule_are_shown(shared_netral: Running) -> None:
    page = asked(shared_netral, "xkqz vbn plm")
    assert 'data-decided="unanswered"' in page
    assert re.search(r"tidak dikenal|terlalu jauh|tidak ada yang mirip", page)
    assert re.search(r'class="word unknown">xkqz', page)


def test_what_was_read_out_of_a_question_is_shown(shared_netral: Running) -> None:
    page = asked(shared_netral, "bolehkah istri saya like postingan calon?")
    assert re.search(r"pelaku:\s*<b>pasangan-asn</b>", page)
    assert re.search(r"perbuatan:\s*<b>like</b>", page)


def test_a_choice_can_be_made_by_button_or_number(shared_netral: Running) -> None:
    page = asked(shared_netral, "like atau komen di akun calon")
    offered = re.search(r'name="offered" value="([^"]+)"', page)
    assert offered is not None
    chosen = shared_netral.http.post("/", data={"choice": "e:like-unggahan-calon", "shown": "2"}).text
    assert "Menyukai unggahan calon dibaca" in chosen
    typed = asked(shared_netral, "1", offered=offered[1], question="like atau komen di akun calon")
    assert 'data-decided="answer"' in typed


def test_what_is_tried_is_not_recorded(netral: Running) -> None:
    asked(netral, "resep rendang padang")
    with reading(netral.service.engine) as session:
        assert session.exec(select(MissedQuestion)).all() == []


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=1>', "\x00\u202e", "😀" * 500, " "]
)
def test_anything_typed_is_shown_as_text(shared_netral: Running, text: str) -> None:
    response = shared_netral.http.post(
        "/", data={"text": text, "offered": text[:80], "question": text, "shown": text[:50]}
    )
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "<img" not in response.text.replace('<img src="/static/icon.svg"', "")


def test_too_long_a_text_is_refused_not_cut(shared_netral: Running) -> None:
    assert shared_netral.http.post("/", data={"text": "a" * 2001}).status_code == 422


def test_pages_allow_no_script_but_our_own(shared_netral: Running) -> None:
    response = shared_netral.http.get("/")
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "style=" not in response.text
    assert not re.search(r"<script(?![^>]*src=)", response.text)
    for asset in re.findall(r'(?:href|src)="(/static/[^"]+)"', response.text):
        assert shared_netral.http.get(asset).status_code == 200


def test_the_code_under_an_answer_opens_its_receipt(netral: Running) -> None:
    netral.telegram_says("like")
    until(lambda: netral.telegram.sent)
    code = netral.telegram.texts()[0].rsplit("Kode ", 1)[1]
    page = netral.http.get(f"/j/{code}")
    assert page.status_code == 200
    assert LIKE.answer.reason in page.text
    assert "PP 94/2021 Pasal 5 huruf n angka 6" in page.text
    assert "berlaku" in page.text
    assert "sudah diperbarui" not in page.text


@pytest.mark.parametrize("code", ["N-0000-0000", "x", "N-7K2Q-4M8X'--", "%00"])
def test_a_code_that_was_never_given_is_a_plain_404(shared_netral: Running, code: str) -> None:
    response = shared_netral.http.get(f"/j/{code}")
    assert response.status_code == 404
    assert "Kode tidak dikenal" in response.text


def test_health_says_what_works(netral: Running) -> None:
    assert netral.http.get("/health/live").json() == {"status": "alive"}
    ready = netral.http.get("/health/ready")
    assert (ready.status_code, ready.json()["ready"]) == (200, True)
    netral.service.engine.dispose()
    object.__setattr__(netral.service.feed.knowledge, "entries", {})
    broken = netral.http.get("/health/ready")
    assert broken.status_code == 503
    assert broken.json()["parts"] == {"database": True, "index": False, "delivery": True}


def test_figures_count_messages_and_decisions(netral: Running) -> None:
    netral.telegram_says("like", update_id=5)
    netral.telegram_says("like", update_id=5)
    until(lambda: netral.telegram.sent)
    figures = netral.http.get("/metrics").text
    assert 'netral_messages_accepted_total{channel="telegram"} 1.0' in figures
    assert 'netral_messages_duplicate_total{channel="telegram"} 1.0' in figures
    assert 'netral_turns_total{channel="telegram",decided="answer"} 1.0' in figures
    until(lambda: 'netral_sends_total{channel="telegram",result="sent"} 1.0' in netral.http.get("/metrics").text)
