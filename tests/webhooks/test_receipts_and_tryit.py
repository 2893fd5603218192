"""Pages made of other people's words: a receipt proves its text for ever, and no text becomes anything but text."""

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from running import Running
from samples import LIKE

from bot.rendering import plain_text
from knowledge.database import writing
from knowledge.documents import Answer, EntryDocument
from knowledge.entries import publish, retire
from knowledge.models import Entry

NASTY = "\"><script>alert(1)</script><img src=x onerror=alert(1)>&amp; ' {{ 7*7 }} javascript:x"
EMPTY = {"meta", "link", "img", "input", "br", "hr"}


class Page(HTMLParser):
    """What a browser makes of a page: its elements, what they say, and whether all are closed."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said += data

    def values(self, name: str) -> set[str | None]:
        return {its["value"] for tag, its in self.elements if tag == "input" and its.get("name") == name}


def assert_harmless(page: Page) -> None:
    """Nothing is run, loaded from elsewhere or left open, whatever was put into the page."""
    assert page.open == []
    for tag, attributes in page.elements:
        assert tag not in {"iframe", "object", "embed", "base", "svg", "style"}
        assert tag != "script" or attributes.get("src") == "/static/tryit.js"
        assert tag != "img" or attributes.get("src") == "/static/icon.svg"
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert not any((value or "").startswith("javascript:") for value in attributes.values())


def sent(netral: Running, document: EntryDocument) -> str:
    """Publish an entry; the code under its answer."""
    with writing(netral.service.engine) as session:
        publish(session, document, author="penyunting", reason="uji", normalize=netral.service.normalize)
    return document.code


def called(name: str, reason: str) -> EntryDocument:
    return LIKE.model_copy(update={"id": name, "answer": Answer(reason=reason)})


def test_a_corrected_answer_keeps_its_receipt_and_names_the_new_one(shared_netral: Running) -> None:
    old, new = called("dikoreksi", "Bunyi yang lama."), called("dikoreksi", "Bunyi yang baru.")
    sent(shared_netral, old)
    sent(shared_netral, new)
    page = shared_netral.http.get(f"/j/{old.code}").text
    assert "Bunyi yang lama." in page
    assert "sudah diperbarui" in page
    assert f'<a href="/j/{new.code}">{new.code}</a>' in page
    assert "Versi 1 " in page
    page = shared_netral.http.get(f"/j/{new.code}").text
    assert "Bunyi yang baru." in page
    assert "sudah diperbarui" not in page
    assert "Versi 2 " in page


def test_a_retired_answer_keeps_its_receipt_and_says_it_is_no_longer_sent(shared_netral: Running) -> None:
    code = sent(shared_netral, called("ditarik", "Bunyi yang ditarik."))
    with writing(shared_netral.service.engine) as session:
        retire(session, session.get_one(Entry, "ditarik"))
    page = shared_netral.http.get(f"/j/{code}").text
    assert "Bunyi yang ditarik." in page
    assert "tidak lagi dikirim" in page


def test_a_correction_that_is_taken_back_has_its_old_code_again(shared_netral: Running) -> None:
    for reason in ("Bunyi pertama.", "Bunyi kedua.", "Bunyi pertama."):
        sent(shared_netral, called("bolak-balik", reason))
    page = shared_netral.http.get(f"/j/{called('bolak-balik', 'Bunyi pertama.').code}").text
    assert "sudah diperbarui" not in page
    assert "Versi 3 " in page
    assert "sudah diperbarui" in shared_netral.http.get(f"/j/{called('bolak-balik', 'Bunyi kedua.').code}").text


def test_a_code_is_found_however_it_is_copied(shared_netral: Running) -> None:
    code = LIKE.code
    for spelling in (code.lower(), code.replace("-", ""), f" {code}. ", code.replace("-", " "), f"({code})"):
        assert shared_netral.http.get(f"/j/{spelling}").status_code == 200


def test_a_receipt_shows_its_words_as_words(shared_netral: Running) -> None:
    nasty = called("jahat", f"**Tebal** {NASTY}").model_copy(update={"title": NASTY[:72]})
    page = Page(shared_netral.http.get(f"/j/{sent(shared_netral, nasty)}").text)
    assert_harmless(page)
    assert NASTY in page.said
    assert [tag for tag, _ in page.elements if tag == "b"] == ["b"]


@settings(max_examples=40)
@given(
    text=st.one_of(
        st.just(NASTY), st.text(max_size=60), st.sampled_from(["", "like", "like atau komen di akun calon"])
    ),
    question=st.one_of(st.just(NASTY), st.text(max_size=60)),
    offered=st.lists(st.sampled_from(["like-unggahan-calon", "tidak-ada", '"><b>']), max_size=4).map(",".join),
    shown=st.sampled_from(["", "1", '<b onclick="x">']),
)
def test_whatever_is_typed_into_any_field_stays_text(
    shared_netral: Running, text: str, question: str, offered: str, shown: str
) -> None:
    fields = {"text": text.encode("utf-8", "replace"), "question": question.encode("utf-8", "replace")}
    response = shared_netral.http.post("/", data={**fields, "offered": offered, "shown": shown})
    assert response.status_code == 200
    assert_harmless(Page(response.text))


def test_the_form_carries_an_open_choice_to_the_next_page_and_no_further(shared_netral: Running) -> None:
    question = "like atau komen di akun calon, hubungi 081234567890"
    page = Page(shared_netral.http.post("/", data={"text": question}).text)
    (offered,) = page.values("offered")
    (kept,) = page.values("question")
    assert len((offered or "").split(",")) == 2
    # The page may be a screenshot tomorrow: what it carries is redacted as it would be stored.
    assert kept == "like atau komen di akun calon, hubungi [nomor]"
    after = Page(shared_netral.http.post("/", data={"choice": "0", "offered": offered, "question": kept}).text)
    assert (after.values("offered"), after.values("question")) == (set(), set())


def test_what_the_page_shows_is_what_both_channels_are_sent(shared_netral: Running) -> None:
    page = Page(shared_netral.http.post("/", data={"text": "like"}).text)
    entry = shared_netral.service.feed.knowledge.entries[LIKE.id]
    for words in (entry.answer.reason, entry.answer.advice or "", entry.code):
        assert page.said.count(plain_text(words)) == 3  # the conversation and the two previews
