"""What a platform answers decides whether a reply is tried again, when, or given up; over real HTTP."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest
from fakes.graph import VERSION, FakeGraph
from fakes.loopback import serving, until
from fakes.telegram import FakeTelegram
from running import TELEGRAM_TOKEN, WHATSAPP_PHONE_ID, WHATSAPP_TOKEN
from samples import LIKE

from bot.messages import Reply
from bot.replies import Replies
from knowledge.matching.facets import NO_LEXICON
from webhooks.channel import Channel, DeliveryError
from webhooks.telegram import Telegram
from webhooks.whatsapp_sending import WhatsApp

SOMEBODY = "501"
MAKE: dict[str, Callable[[str], Channel]] = {
    "telegram": lambda url: Telegram(TELEGRAM_TOKEN, url),
    "whatsapp": lambda url: WhatsApp(WHATSAPP_TOKEN, WHATSAPP_PHONE_ID, f"{url}/{VERSION}"),
}
REPLY = Reply("Tidak boleh.")
BOTH = pytest.mark.parametrize("name", sorted(MAKE))


@pytest.fixture(scope="module")
def telegram() -> Iterator[tuple[FakeTelegram, str]]:
    fake = FakeTelegram(TELEGRAM_TOKEN)
    with serving(fake.app) as url:
        yield fake, url


@pytest.fixture(scope="module")
def graph() -> Iterator[tuple[FakeGraph, str]]:
    fake = FakeGraph(WHATSAPP_TOKEN, WHATSAPP_PHONE_ID)
    with serving(fake.app) as url:
        yield fake, url


def outcomes(channel: Channel, times: int, reply: Reply = REPLY) -> list[DeliveryError | None]:
    """Send a reply so many times; what kept each from being taken."""

    async def send() -> DeliveryError | None:
        try:
            await channel.send(SOMEBODY, reply)
        except DeliveryError as error:
            return error
        return None

    async def run() -> list[DeliveryError | None]:
        try:
            return [await send() for _ in range(times)]
        finally:
            await channel.close()

    return asyncio.run(run())


def sent(channel: Channel, reply: Reply = REPLY) -> DeliveryError | None:
    """Send a reply once; what kept it from being taken."""
    return outcomes(channel, 1, reply)[0]


def verdicts(channel: Channel, times: int) -> list[tuple[bool, float | None]]:
    """Whether each refusal is for good, and how long we were told to wait."""
    errors = outcomes(channel, times)
    return [(error.permanent, error.retry_after) for error in errors if error is not None]


def test_telegrams_refusals_are_told_apart(telegram: tuple[FakeTelegram, str]) -> None:
    fake, url = telegram
    migrated = {"migrate_to_chat_id": -100}
    table: list[tuple[int, str, dict[str, int], bool, float | None]] = [
        (429, "Too Many Requests: retry after 7", {"retry_after": 7}, False, 7),
        (429, "Too Many Requests", {}, False, None),
        (403, "Forbidden: bot was blocked by the user", {}, True, None),
        (403, "Forbidden: user is deactivated", {}, True, None),
        (400, "Bad Request: chat not found", {}, True, None),
        (400, "Bad Request: group chat was upgraded to a supergroup chat", migrated, True, None),
        (401, "Unauthorized", {}, False, None),
        (404, "Not Found", {}, False, None),
        (409, "Conflict: terminated by other getUpdates request", {}, False, None),
        (500, "Internal Server Error", {}, False, None),
        (502, "Bad Gateway", {}, False, None),
        (504, "", {}, False, None),
    ]
    for status, description, parameters, *_ in table:
        fake.failures.append(
            (status, {"description": description, **({"parameters": parameters} if parameters else {})})
        )
    found = verdicts(MAKE["telegram"](url), len(table))
    assert list(zip(table, found, strict=True)) == [(row, (row[3], row[4])) for row in table]


def permanent(graph: tuple[FakeGraph, str], codes: list[int]) -> set[int]:
    """The codes after which a reply is given up."""
    fake, url = graph
    for code in codes:
        fake.fail(400, code)
    return {
        code for code, (given_up, _) in zip(codes, verdicts(MAKE["whatsapp"](url), len(codes)), strict=True) if given_up
    }


def test_a_reply_waits_while_whatsapp_has_something_to_mend(graph: tuple[FakeGraph, str]) -> None:
    passing = [1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004, 133016]
    assert permanent(graph, passing) == set()


def test_a_reply_waits_while_the_operator_has_something_to_mend(graph: tuple[FakeGraph, str]) -> None:
    # Meta, "Error codes": 0, 3, 10, 190, 200 to 299 are authorization; 131037, 131045, 133010 are about our own number.
    ours = [0, 3, 10, 190, 200, 368, 131005, 131031, 131037, 131042, 131045, 133010]
    assert permanent(graph, ours) == set()


def test_a_reply_whatsapp_cannot_deliver_to_this_person_is_given_up(graph: tuple[FakeGraph, str]) -> None:
    hopeless = [100, 130472, 131008, 131009, 131021, 131026, 131047, 131050, 131051, 132000]
    assert permanent(graph, hopeless) == set(hopeless)


def test_whatsapp_is_waited_for_as_it_says(graph: tuple[FakeGraph, str]) -> None:
    fake, url = graph
    table: list[tuple[int, int, dict[str, str], float | None]] = [
        (429, 130429, {"Retry-After": "9"}, 9),
        (429, 4, {"Retry-After": "soon"}, None),
        (429, 80007, {}, None),
        (400, 131056, {}, 6),
        (500, 131000, {"Retry-After": "9"}, None),
        (503, 131026, {}, None),
    ]
    for status, code, headers, _ in table:
        fake.fail(status, code, headers)
    assert verdicts(MAKE["whatsapp"](url), len(table)) == [(False, wait) for *_, wait in table]


@contextmanager
def saying(answer: bytes) -> Iterator[str]:
    """Something on loopback that says the same to everybody and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65_536)
                    connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)


def answering(status: str, body: str, kind: str = "text/html") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return (head + body).encode()


@BOTH
@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"not http at all\r\n\r\n",
        answering("502 Bad Gateway", "<html>nginx</html>"),
        answering("503 Service Unavailable", ""),
        answering("500 Internal Server Error", "{}", "application/json"),
    ],
    ids=["hangs up", "no http", "a proxy's page", "nothing", "other json"],
)
def test_a_platform_out_of_order_is_tried_again(name: str, answer: bytes) -> None:
    with saying(answer) as url:
        error = sent(MAKE[name](url))
    assert error is not None
    assert not error.permanent


def test_a_platform_that_does_not_answer_in_time_is_tried_again(
    telegram: tuple[FakeTelegram, str], graph: tuple[FakeGraph, str]
) -> None:
    hasty = httpx.Timeout(0.05)
    first, second = Telegram(TELEGRAM_TOKEN, telegram[1]), MAKE["whatsapp"](graph[1])
    first._requests[0]._client.timeout = hasty
    second._client.timeout = hasty  # type: ignore[attr-defined]
    taken = len(telegram[0].sent), len(graph[0].sent)
    telegram[0].delay = graph[0].delay = 0.3
    try:
        errors = [sent(first), sent(second)]
    finally:
        telegram[0].delay = graph[0].delay = 0
    assert [error is not None and not error.permanent for error in errors] == [True, True]
    until(lambda: len(telegram[0].sent) > taken[0] and len(graph[0].sent) > taken[1])


def test_a_message_whatsapp_took_is_not_repeated_for_an_answer_we_cannot_read() -> None:
    with saying(answering("200 OK", '{"messaging_product": "whatsapp"}', "application/json")) as url:
        assert sent(MAKE["whatsapp"](url)) is None


def test_the_largest_choice_the_base_can_hold_is_taken_whole(
    telegram: tuple[FakeTelegram, str], graph: tuple[FakeGraph, str]
) -> None:
    entries = [
        LIKE.model_copy(update={"id": f"{number}" * 60, "title": f"{number} & " * 14 + "x" * 16}) for number in range(3)
    ]
    assert {(len(entry.id), len(entry.title)) for entry in entries} == {(60, 72)}
    reply = Replies().clarification(entries, NO_LEXICON)
    for name, (fake, url) in {"telegram": telegram, "whatsapp": graph}.items():
        before = len(fake.sent)
        assert sent(MAKE[name](url), reply) is None
        assert len(fake.sent) == before + 1
    assert len(graph[0].sent[-1]["interactive"]["action"]["sections"][0]["rows"]) == 4
    assert telegram[0].sent[-1]["reply_markup"].count("callback_data") == 4
