"""The book shows every answer as it is sent, with its ground, a code and a box to tick, and prints as a PDF."""

import datetime
import re
import subprocess
import sys
from pathlib import Path

import pytest
from samples import ATTEND, EDITION, LIKE, PP53

from knowledge.documents import Answer
from knowledge.files import HOME, Edition, Vocabulary, read_edition, write_edition
from webhooks.book.book import render_book

TODAY = datetime.date(2026, 11, 27)
BIN = Path(sys.executable).parent


@pytest.fixture
def book(vocabulary: Vocabulary) -> str:
    return render_book(EDITION, vocabulary, TODAY)


def test_every_answer_stands_in_it_once_with_its_code_and_a_box(book: str) -> None:
    for entry in EDITION.entries:
        assert book.count(f'<article id="{entry.id}">') == 1
        assert entry.code in book
    assert book.count('<span class="box"></span>Setuju') == len(EDITION.entries)


def test_an_answer_is_shown_whole_with_its_doubt(book: str) -> None:
    article = book[book.index('<article id="hadir-kampanye">') :].split("</article>")[0]
    assert "Boleh dengan syarat." in article
    for text in (ATTEND.answer.reason, ATTEND.answer.advice, ATTEND.answer.certainty):
        assert text
        assert text in article
    assert all(phrasing in article for phrasing in ATTEND.phrasings)


def test_a_basis_is_explained_and_revoked_law_is_set_apart(vocabulary: Vocabulary) -> None:
    old = LIKE.model_copy(update={"history": ("PP 53/2010 Pasal 4 angka 12",)})
    book = render_book(Edition([old], EDITION.instruments), vocabulary, TODAY)
    before, _, after = book.partition("Aturan lama, hanya sebagai riwayat")
    assert "PNS dilarang mengadakan kegiatan yang memihak." in before
    assert "Larangan lama." not in before
    assert "Larangan lama." in after


def test_chapters_follow_the_topics(book: str, vocabulary: Vocabulary) -> None:
    places = [book.index(f'<article id="{entry}">') for entry in ("like-unggahan-calon", "hadir-kampanye")]
    assert places == sorted(places)
    numbers = [int(number) for number in re.findall(r"<h3>(\d+)\. ", book)]
    assert numbers == list(range(1, len(EDITION.entries) + 1))


def test_old_provisions_lead_to_the_living_ones(book: str) -> None:
    assert PP53.provisions[0].successor
    row = f"<tr><td>PP 53/2010 Pasal 4 angka 12</td><td>{PP53.provisions[0].successor}</td></tr>"
    assert row in book


def test_what_an_editor_writes_is_text_not_markup(vocabulary: Vocabulary) -> None:
    evil = LIKE.model_copy(update={"title": "<script>alert(1)</script>", "answer": Answer(reason="<img src=x>")})
    book = render_book(Edition([evil], EDITION.instruments), vocabulary, TODAY)
    assert "<script>" not in book
    assert "<img" not in book


def test_the_committed_base_makes_a_book_of_all_its_answers(tmp_path: Path) -> None:
    done = subprocess.run(
        [BIN / "netral", "kb", "book", "book.html"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    count = len(read_edition(HOME).entries)
    assert f"{count} jawaban" in done.stdout
    assert (tmp_path / "book.html").read_text(encoding="utf-8").count("<article ") == count


def test_a_broken_base_is_not_printed(tmp_path: Path, vocabulary: Vocabulary) -> None:
    write_edition(EDITION, tmp_path, vocabulary)
    (tmp_path / "content/media-sosial/like-unggahan-calon.md").write_text("rusak", encoding="utf-8")
    done = subprocess.run(
        [BIN / "netral", "kb", "book", "book.html", "--folder", tmp_path],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "netral kb check" in done.stderr
    assert not (tmp_path / "book.html").exists()


def test_it_prints_as_a_pdf(tmp_path: Path, book: str) -> None:
    (tmp_path / "book.html").write_text(book, encoding="utf-8")
    done = subprocess.run(
        [BIN / "weasyprint", "--quiet", "book.html", "book.pdf"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    if "cannot load library" in done.stderr:
        pytest.skip("Pango is not on this machine (Debian: libpangoft2-1.0-0)")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF-")
