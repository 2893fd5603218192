"""A knowledge base is read whole or not at all, and written so that reading gives it back byte by byte."""

from pathlib import Path

import pytest
from samples import EDITION, LIKE

from knowledge.fileformat import format_entry
from knowledge.files import Vocabulary, digest_of, document_paths, read_edition, write_edition
from knowledge.findings import UnreadableDocument


def test_an_edition_survives_the_folder(home: Path) -> None:
    edition = read_edition(home)
    assert {entry.id: entry for entry in edition.entries} == {entry.id: entry for entry in EDITION.entries}
    assert {each.code: each for each in edition.instruments} == {each.code: each for each in EDITION.instruments}


def test_writing_what_was_read_gives_the_same_bytes(home: Path, tmp_path: Path, vocabulary: Vocabulary) -> None:
    write_edition(read_edition(home), tmp_path / "again", vocabulary)
    originals = [path.relative_to(home) for path in document_paths(home)]
    assert originals == [path.relative_to(tmp_path / "again") for path in document_paths(tmp_path / "again")]
    assert all((home / path).read_bytes() == (tmp_path / "again" / path).read_bytes() for path in originals)


def test_every_broken_file_is_named_at_once(home: Path) -> None:
    entry = home / "content/media-sosial/like-unggahan-calon.md"
    entry.write_text(format_entry(LIKE).replace("putusan: tidak", "putusan: mungkin"), encoding="utf-8")
    (home / "register/skb-2022.yaml").write_text("cite: [", encoding="utf-8")
    (home / "content/media-sosial/komentar-unggahan-calon.md").write_bytes(b"---\n\xff\n---\n")
    with pytest.raises(UnreadableDocument) as caught:
        read_edition(home)
    assert {Path(finding.file).name for finding in caught.value.findings} == {
        "like-unggahan-calon.md",
        "skb-2022.yaml",
        "komentar-unggahan-calon.md",
    }


def test_a_folder_without_content_is_no_edition(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="content"):
        read_edition(tmp_path)


def test_the_digest_changes_with_any_byte(home: Path) -> None:
    before = digest_of(home)
    path = home / "register/skb-2022.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert digest_of(home) != before


def test_the_digest_is_of_the_documents_and_not_of_where_they_lie(home: Path, tmp_path: Path) -> None:
    before = digest_of(home)
    (home / "README.md").write_text("catatan", encoding="utf-8")
    (home / "content/media-sosial/gambar.png").write_bytes(b"x")
    assert digest_of(home.rename(tmp_path / "elsewhere")) == before


def test_the_digest_knows_a_file_by_its_name(home: Path) -> None:
    before = digest_of(home)
    file = home / "content/media-sosial/like-unggahan-calon.md"
    moved = file.rename(file.with_name("lain.md"))
    assert digest_of(home) != before
    moved.rename(file)
    assert digest_of(home) == before
    file.unlink()
    assert digest_of(home) != before
