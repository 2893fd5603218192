"""Files and database exchange the base exactly, and an editor's work is never overwritten."""

import datetime
from pathlib import Path

import pytest
from samples import ABOUT, EDITION, LIKE, PP94, SKB
from sqlalchemy import Engine, func
from sqlmodel import select

from knowledge.database import reading, writing
from knowledge.documents import Answer, EntryDocument
from knowledge.entries import current_version, publish, published_edition, record_version
from knowledge.files import Edition, Vocabulary, digest_of, document_paths, read_edition, write_edition
from knowledge.matching.normalize import Normalizer
from knowledge.models import Citation, Entry, EntryRevision, EntryStatus, Phrasing
from knowledge.receipts import find_receipt
from knowledge.seed import ImportReport, import_edition, is_seeded


def take_in(engine: Engine, edition: Edition, normalize: Normalizer, *, retire_missing: bool = False) -> ImportReport:
    with writing(engine) as session:
        return import_edition(session, edition, normalize, retire_missing=retire_missing)


def reworded(entry: EntryDocument, words: str) -> EntryDocument:
    return entry.model_copy(update={"answer": Answer(reason=words)})


def replaced(entry: EntryDocument) -> Edition:
    return Edition([entry if each.id == entry.id else each for each in EDITION.entries], EDITION.instruments)


def edit_at_the_desk(engine: Engine, entry: EntryDocument, normalize: Normalizer) -> None:
    with writing(engine) as session:
        publish(session, entry, author="penyunting", reason="diperjelas", normalize=normalize)
        record_version(session, "desk")


def test_what_is_imported_is_exported_byte_by_byte(
    engine: Engine, home: Path, tmp_path: Path, vocabulary: Vocabulary, normalize: Normalizer
) -> None:
    take_in(engine, read_edition(home), normalize)
    with reading(engine) as session:
        write_edition(published_edition(session), tmp_path / "out", vocabulary)
    for path in document_paths(home):
        assert (tmp_path / "out" / path.relative_to(home)).read_bytes() == path.read_bytes()


def test_the_first_import_publishes_everything_under_one_version(engine: Engine, normalize: Normalizer) -> None:
    report = take_in(engine, EDITION, normalize)
    assert len(report.added) == 8
    with reading(engine) as session:
        assert current_version(session) == 1
        assert session.exec(select(func.count()).select_from(Phrasing)).one() == sum(
            len(each.phrasings) for each in EDITION.entries
        )
        assert session.exec(select(func.count()).select_from(Citation)).one() == sum(
            len(each.citations) for each in EDITION.entries
        )


def test_importing_the_same_again_changes_nothing(engine: Engine, normalize: Normalizer) -> None:
    take_in(engine, EDITION, normalize)
    assert not take_in(engine, EDITION, normalize).changed
    with reading(engine) as session:
        assert current_version(session) == 1


def test_a_changed_file_becomes_a_new_revision(engine: Engine, normalize: Normalizer) -> None:
    take_in(engine, EDITION, normalize)
    report = take_in(engine, replaced(reworded(LIKE, "Bunyi baru.")), normalize)
    assert report.updated == [LIKE.id]
    with reading(engine) as session:
        revisions = session.exec(select(EntryRevision).where(EntryRevision.entry_id == LIKE.id)).all()
        assert [revision.number for revision in revisions] == [1, 2]


def test_an_editors_work_is_reported_and_kept(engine: Engine, normalize: Normalizer) -> None:
    take_in(engine, EDITION, normalize)
    edit_at_the_desk(engine, reworded(LIKE, "Bunyi dari meja."), normalize)
    report = take_in(engine, replaced(reworded(LIKE, "Bunyi dari berkas.")), normalize, retire_missing=True)
    assert report.conflicts == [LIKE.id]
    with reading(engine) as session:
        entries = {entry.id: entry for entry in published_edition(session).entries}
    assert entries[LIKE.id].answer.reason == "Bunyi dari meja."


def test_an_edited_entry_is_no_conflict_while_its_file_is_unchanged(engine: Engine, normalize: Normalizer) -> None:
    take_in(engine, EDITION, normalize)
    edit_at_the_desk(engine, reworded(LIKE, "Bunyi dari meja."), normalize)
    assert take_in(engine, EDITION, normalize) == ImportReport()


def test_an_export_of_edited_work_is_taken_as_known(engine: Engine, normalize: Normalizer) -> None:
    take_in(engine, EDITION, normalize)
    edited = reworded(LIKE, "Bunyi dari meja.")
    edit_at_the_desk(engine, edited, normalize)
    assert take_in(engine, replaced(edited), normalize).conflicts == []


def test_an_entry_whose_file_is_gone_is_retired_not_deleted(engine: Engine, normalize: Normalizer) -> None:
    take_in(engine, EDITION, normalize)
    fewer = Edition([each for each in EDITION.entries if each.id != ABOUT.id], EDITION.instruments)
    assert take_in(engine, fewer, normalize).retired == []
    assert take_in(engine, fewer, normalize, retire_missing=True).retired == [ABOUT.id]
    with reading(engine) as session:
        assert session.get_one(Entry, ABOUT.id).status == EntryStatus.RETIRED
        assert ABOUT.id not in {entry.id for entry in published_edition(session).entries}
        receipt = find_receipt(session, ABOUT.code)
    assert receipt is not None
    assert receipt.superseded
    assert receipt.current_code is None


def test_a_changed_instrument_keeps_the_provisions_that_are_cited(engine: Engine, normalize: Normalizer) -> None:
    take_in(engine, EDITION, normalize)
    amended = PP94.model_copy(update={"status": "diubah", "provisions": PP94.provisions[:1]})
    report = take_in(engine, Edition([], [amended]), normalize)
    assert report.updated == [PP94.code]
    with reading(engine) as session:
        stored = {each.code: each for each in published_edition(session).instruments}
    assert stored[PP94.code].status == "diubah"


def test_a_citation_the_register_lacks_stops_the_whole_import(engine: Engine, normalize: Normalizer) -> None:
    with pytest.raises(LookupError, match="which the register does not hold"):
        take_in(engine, Edition(EDITION.entries, [SKB]), normalize)
    with reading(engine) as session:
        assert published_edition(session).entries == []


def test_a_folder_is_known_by_its_digest(engine: Engine, home: Path, normalize: Normalizer) -> None:
    digest = digest_of(home)
    with writing(engine) as session:
        assert not is_seeded(session, digest)
        import_edition(session, EDITION, normalize, files_digest=digest)
    with reading(engine) as session:
        assert is_seeded(session, digest)
        assert not is_seeded(session, "another")


def test_a_receipt_finds_the_old_answer_and_the_new_one(engine: Engine, normalize: Normalizer) -> None:
    take_in(engine, EDITION, normalize)
    newer = reworded(LIKE, "Bunyi baru.").model_copy(update={"checked": datetime.date(2026, 12, 1)})
    take_in(engine, replaced(newer), normalize)
    with reading(engine) as session:
        old = find_receipt(session, LIKE.code.lower().replace("-", ""))
        new = find_receipt(session, newer.code)
        assert find_receipt(session, "N-0000-0000") is None
        assert find_receipt(session, "") is None
    assert old is not None
    assert (old.superseded, old.current_code, old.entry) == (True, newer.code, LIKE)
    assert new is not None
    assert (new.superseded, new.current_code, new.number) == (False, None, 2)
