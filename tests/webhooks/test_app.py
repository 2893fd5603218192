"""What the service shows the world at its addresses, and what it never shows."""

import httpx
import pytest
from fakes.loopback import serving, until
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families
from running import Running

from bot.conversation import Responder
from webhooks import health
from webhooks.metrics import Metrics

PARTS = ["database", "index", "delivery"]
NOTHING_THERE = """
/docs /redoc /docs/oauth2-redirect /admin /.env /data/netral.db /static/ /static/../settings.py /j/ /j/a/b /health
/static/%2e%2e/settings.py /static/..%2f..%2f.env /static//etc/passwd
"""
NOT_THAT_WAY = """
GET:/telegram/webhook PUT:/telegram/webhook DELETE:/whatsapp/webhook PATCH:/ TRACE:/ POST:/j/N-0000-0000
POST:/health/ready POST:/metrics POST:/static/netral.css
"""


@pytest.mark.parametrize("path", NOTHING_THERE.split())
def test_nothing_else_is_served(shared_netral: Running, path: str) -> None:
    response = shared_netral.http.get(path)
    assert response.status_code == 404
    assert "import " not in response.text


@pytest.mark.parametrize("request_line", NOT_THAT_WAY.split())
def test_an_address_takes_only_its_own_methods(shared_netral: Running, request_line: str) -> None:
    method, _, path = request_line.partition(":")
    assert shared_netral.http.request(method, path).status_code == 405


def test_what_the_service_says_of_itself_names_no_webhook_and_no_page(shared_netral: Running) -> None:
    schema = shared_netral.http.get("/openapi.json")
    assert schema.status_code in (200, 404)
    if schema.status_code == 200:
        assert set(schema.json()["paths"]) == {"/health/live", "/health/ready", "/metrics"}


def test_a_fault_of_ours_shows_nothing_of_how_we_are_made(
    shared_netral: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: Responder, message: object, *_rest: object) -> None:
        raise ValueError(f"rahasia {message}")

    monkeypatch.setattr(Responder, "respond", broken)
    response = shared_netral.http.post("/", data={"text": "resep rendang"})
    assert response.status_code == 500
    for shown in ("Traceback", "ValueError", "rahasia", "rendang", ".py"):
        assert shown not in response.text
    monkeypatch.undo()
    # The server hangs up after a fault of ours; whoever comes next is served.
    assert httpx.post(shared_netral.url, data={"text": "like"}).status_code == 200


@pytest.mark.parametrize("failing", [[], ["database"], ["index"], ["delivery"], PARTS])
def test_a_part_that_fails_is_named_and_makes_the_whole_not_ready(failing: list[str]) -> None:
    app = FastAPI()
    probes = {name: (lambda name=name: name not in failing) for name in PARTS}
    app.include_router(health.routes(Metrics(), probes, lambda: 7))
    with serving(app) as url:
        ready = httpx.get(f"{url}/health/ready")
        assert ready.status_code == (503 if failing else 200)
        assert ready.json() == {"ready": not failing, "parts": {name: name not in failing for name in PARTS}}
        assert httpx.get(f"{url}/health/live").status_code == 200


def test_the_figures_have_their_names_from_the_start_and_count_by_channel_only(netral: Running) -> None:
    names = {"netral_messages_accepted", "netral_messages_duplicate", "netral_turns", "netral_sends"}
    shown = {family.name for family in text_string_to_metric_families(netral.http.get("/metrics").text)}
    assert shown >= {*names, "netral_knowledge_version"}
    netral.telegram.fail(403, "Forbidden: bot was blocked by the user")
    netral.telegram_says("like", chat=1)
    netral.whatsapp_says("resep rendang")
    netral.post_telegram({"update_id": 1, "message": {"chat": {"id": 1}}})
    until(lambda: netral.graph.sent and 'result="refused"' in netral.http.get("/metrics").text)
    until(lambda: 'whatsapp",result="sent"' in netral.http.get("/metrics").text)
    response = netral.http.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
        if not sample.name.endswith("_created")
    }
    assert samples == {
        ("netral_messages_accepted_total", "telegram"): 1,
        ("netral_messages_accepted_total", "whatsapp"): 1,
        ("netral_messages_duplicate_total", "telegram"): 0,
        ("netral_messages_duplicate_total", "whatsapp"): 0,
        ("netral_turns_total", "telegram", "answer"): 1,
        ("netral_turns_total", "whatsapp", "unanswered"): 1,
        ("netral_sends_total", "telegram", "refused"): 1,
        ("netral_sends_total", "whatsapp", "sent"): 1,
        ("netral_knowledge_version",): netral.service.feed.knowledge.version,
    }


def test_a_choice_is_open_for_the_next_message_only(netral: Running) -> None:
    for text in ("like atau komen di akun calon", "mundur pilkada", "1"):
        netral.telegram_says(text)
    until(lambda: len(netral.telegram.sent) == 3)
    assert netral.telegram.texts()[1].startswith("ASN mundur tertulis")
    assert "belum punya jawaban" in netral.telegram.texts()[2]
