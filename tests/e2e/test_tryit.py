"""The try-it page in a real browser, on a phone and on a desk, with and without JavaScript.

Screenshots are kept where NETRAL_SCREENSHOTS says, for people to look at.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from running import Running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# The first flag is for root, in containers; the others keep the browser from looking for its maker.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium installed: apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Browser, shared_netral: Running) -> Iterator[Page]:
    """The page, ready to be asked; any error a browser would log fails the test."""
    page = browser.new_page(viewport=request.param)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(shared_netral.url)
    yield page
    page.close()
    assert errors == []


def ask(page: Page, text: str) -> None:
    page.get_by_label("Pertanyaan Anda").fill(text)
    page.get_by_role("button", name="Kirim").click()


def keep(page: Page, name: str) -> None:
    if folder := os.environ.get("NETRAL_SCREENSHOTS"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def test_a_conversation_grows_in_place_and_says_why(page: Page) -> None:
    ask(page, "pns boleh ngelike status cabup gak")
    expect(page.locator(".theirs").last).to_contain_text("Tidak boleh. Menyukai unggahan calon")
    expect(page.locator("#why")).to_contain_text("Dijawab")
    expect(page.locator("#why .chosen")).to_contain_text("Menyukai unggahan calon")
    keep(page, "answer")
    ask(page, "resep rendang")
    expect(page.locator(".theirs").last).to_contain_text("tidak menebak")
    expect(page.locator(".mine")).to_have_count(2)
    expect(page.get_by_label("Pertanyaan Anda")).to_have_value("")
    keep(page, "declined")


def test_a_choice_is_made_by_tapping(page: Page) -> None:
    ask(page, "like atau komen di akun calon")
    expect(page.get_by_role("button", name="Bukan ini semua")).to_be_visible()
    keep(page, "choice")
    page.get_by_role("button", name="2", exact=True).click()
    expect(page.locator(".theirs").last).to_contain_text("Tidak boleh.")
    expect(page.locator(".mine").last).to_have_text("2")
    expect(page.get_by_role("button", name="Bukan ini semua")).to_have_count(0)


def test_a_choice_is_made_by_typing_its_number(page: Page) -> None:
    ask(page, "like atau komen di akun calon")
    expect(page.get_by_role("button", name="Bukan ini semua")).to_be_visible()
    ask(page, "1")
    expect(page.locator(".theirs").last).to_contain_text("Tidak boleh.")


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    ask(page, "boleh" * 60)
    expect(page.locator(".mine")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_an_example_can_be_tapped(page: Page) -> None:
    page.locator(".examples button").first.click()
    expect(page.locator(".theirs").last).to_contain_text("Tidak boleh.")


def test_it_works_without_javascript(browser: Browser, shared_netral: Running) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(shared_netral.url)
    ask(page, "like atau komen di akun calon")
    page.get_by_role("button", name="1", exact=True).click()
    expect(page.locator("[data-decided=answer]")).to_contain_text("Tidak boleh.")
    context.close()


def test_a_receipt_is_readable_on_a_phone(browser: Browser, shared_netral: Running) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(shared_netral.url)
    ask(page, "like")
    expect(page.locator(".theirs").last).to_contain_text("Kode N-")
    code = page.locator(".theirs").last.inner_text().rsplit("Kode ", 1)[1]
    page.goto(f"{shared_netral.url}/j/{code}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Menyukai unggahan calon")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    keep(page, "receipt")
    page.close()
