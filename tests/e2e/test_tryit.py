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
NASTY = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
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
    ask(page, "xkqz vbn plm")
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


def fits(page: Page) -> bool:
    """Whether everything can be read without scrolling sideways."""
    return bool(
        page.evaluate(
            "[document.documentElement, ...document.querySelectorAll('#chat, #why, pre')]"
            ".every((part) => part.scrollWidth <= part.clientWidth)"
        )
    )


def focused(page: Page) -> str:
    """What the keyboard is on, by the words a person sees or hears."""
    return str(page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"))


def outlined(page: Page) -> bool:
    """Whether one can see where the keyboard is."""
    style = page.evaluate(
        "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))"
    )
    return style[0] != "none" and style[1] != "0px"


def test_a_conversation_needs_nothing_but_the_keyboard(page: Page) -> None:
    assert focused(page) == "Pertanyaan Anda"
    page.keyboard.type("like atau komen di akun calon")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Bukan ini semua")).to_be_visible()
    assert focused(page) == "Pertanyaan Anda"
    met = []
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
        met.append((focused(page), outlined(page)))
    assert met == [("Bukan ini semua", True), ("2", True), ("1", True)]
    page.keyboard.press("Enter")
    expect(page.locator(".theirs").last).to_contain_text("Tidak boleh.")
    assert focused(page) == "Pertanyaan Anda"
    page.keyboard.type("xkqz vbn plm")
    page.keyboard.press("Enter")
    expect(page.locator(".mine")).to_have_count(3)
    expect(page.locator(".theirs").last).to_contain_text("tidak menebak")


def test_the_keyboard_meets_every_control_in_the_order_of_the_page_and_is_seen_there(page: Page) -> None:
    met = [(focused(page), outlined(page))]
    for _ in range(1 + page.locator(".examples button").count()):
        page.keyboard.press("Tab")
        met.append((focused(page), outlined(page)))
    examples = [text.strip() for text in page.locator(".examples button").all_inner_texts()]
    assert met == [(name, True) for name in ("Pertanyaan Anda", "Kirim", *examples)]


def test_what_could_not_be_sent_is_said_and_stays_to_be_sent_again(browser: Browser, shared_netral: Running) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(shared_netral.url)
    page.context.set_offline(True)
    ask(page, "like")
    expect(page.locator(".mine").last).to_contain_text("belum terkirim")
    expect(page.get_by_label("Pertanyaan Anda")).to_have_value("like")
    assert focused(page) == "Pertanyaan Anda"
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(page.locator(".theirs").last).to_contain_text("Tidak boleh.")
    page.close()


def test_nothing_is_wider_than_the_narrowest_screen(browser: Browser, shared_netral: Running) -> None:
    # 320 pixels: a small phone, or a desk at four times the size (WCAG 1.4.10).
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(shared_netral.url)
    assert fits(page)
    for text in ("like atau komen di akun calon", "like", "https://contoh.go.id/" + "a" * 300, "😀" * 200, NASTY):
        said = page.locator(".mine").count()
        ask(page, text)
        expect(page.locator(".mine")).to_have_count(said + 1)
        expect(page.locator("[data-decided]")).to_have_count(said + 1)
        assert fits(page)
    # What somebody typed was shown and not run.
    expect(page.locator(".mine").last).to_have_text(NASTY)
    assert page.locator(".screen img, .why img, .why script").count() == 0
    assert page.title().startswith("Netral")
    code = page.locator(".theirs", has_text="Kode N-").last.inner_text().rsplit("Kode ", 1)[1]
    page.goto(f"{shared_netral.url}/j/{code}")
    assert fits(page)
    page.close()
