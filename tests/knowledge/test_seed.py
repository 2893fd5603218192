"""Files and database exchange the base exactly, and an editor's work is never overwritten."""

import datetime
from pathlib import Path

import pytest
from samples import ABOUT, ATTEND, EDITION, LIKE, PP94, SKB
from sqlalchemy import Engine, func
from sqlmodel import select

from knowledge.database import reading, writing
from knowledge.documents import Answer, EntryDocument, InstrumentDocument, ProvisionDocument
from knowledge.entries import current_version, publish, published_edition, record_version
from knowledge.fileformat import format_instrument
from knowledge.files import Edition, Vocabulary, digest_of, document_paths, read_edition, write_edition
from knowledge.matching.normalize import Normalizer
from knowledge.models import Citation, Entry, EntryRevision, EntryStatus, Instrument, Phrasing, Provision
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


FIRST, DESK, FILE = LIKE, reworded(LIKE, "Bunyi dari meja."), reworded(LIKE, "Bunyi dari berkas.")


def version(engine: Engine) -> int:
    with reading(engine) as session:
        return current_version(session)


def sent(engine: Engine, id: str = LIKE.id) -> EntryDocument | None:  # noqa: A002
    with reading(engine) as session:
        return next((each for each in published_edition(session).entries if each.id == id), None)


def without(id: str) -> Edition:  # noqa: A002
    return Edition([each for each in EDITION.entries if each.id != id], EDITION.instruments)


@pytest.mark.parametrize(
    ("desk", "file", "report", "left"),
    [
        (None, FIRST, ImportReport(), FIRST),
        (None, FILE, ImportReport(updated=[LIKE.id]), FILE),
        (None, None, ImportReport(retired=[LIKE.id]), None),
        (DESK, FIRST, ImportReport(), DESK),
        (DESK, FILE, ImportReport(conflicts=[LIKE.id]), DESK),
        (DESK, DESK, ImportReport(), DESK),
        (DESK, None, ImportReport(), DESK),
    ],
    ids=[
        "nothing changed",
        "the file changed",
        "the file is gone",
        "the desk changed",
        "both changed",
        "both changed alike",
        "the desk changed, the file is gone",
    ],
)
def test_the_desk_always_wins_and_the_report_says_what_happened(
    base: Engine,
    normalize: Normalizer,
    desk: EntryDocument | None,
    file: EntryDocument | None,
    report: ImportReport,
    left: EntryDocument | None,
) -> None:
    if desk:
        edit_at_the_desk(base, desk, normalize)
    edition = replaced(file) if file else without(LIKE.id)
    before = version(base)
    assert take_in(base, edition, normalize, retire_missing=True) == report
    assert sent(base) == left
    assert version(base) == before + report.changed
    assert take_in(base, edition, normalize, retire_missing=True) == ImportReport(conflicts=report.conflicts)
    assert version(base) == before + report.changed


def test_a_file_put_back_to_its_old_text_is_sent_again_as_a_new_revision(base: Engine, normalize: Normalizer) -> None:
    take_in(base, replaced(FILE), normalize)
    assert take_in(base, EDITION, normalize).updated == [LIKE.id]
    assert sent(base) == FIRST
    with reading(base) as session:
        assert session.exec(select(func.max(EntryRevision.number)).where(EntryRevision.entry_id == LIKE.id)).one() == 3


def test_a_conflict_ends_when_the_file_gives_way(base: Engine, normalize: Normalizer) -> None:
    edit_at_the_desk(base, DESK, normalize)
    assert take_in(base, replaced(FILE), normalize).conflicts == [LIKE.id]
    assert take_in(base, EDITION, normalize) == ImportReport()
    assert take_in(base, replaced(DESK), normalize) == ImportReport()
    assert sent(base) == DESK


def test_an_entry_written_at_the_desk_is_not_retired_for_want_of_a_file(base: Engine, normalize: Normalizer) -> None:
    own = LIKE.model_copy(update={"id": "dari-meja", "phrasings": ("hanya di meja",)})
    edit_at_the_desk(base, own, normalize)
    assert take_in(base, EDITION, normalize, retire_missing=True) == ImportReport()
    assert sent(base, own.id) == own
    other = reworded(own, "Dari berkas.")
    edition = Edition([*EDITION.entries, other], EDITION.instruments)
    assert take_in(base, edition, normalize).conflicts == [own.id]
    assert sent(base, own.id) == own


def test_a_file_that_comes_back_is_answered_from_again(base: Engine, normalize: Normalizer) -> None:
    assert take_in(base, without(LIKE.id), normalize, retire_missing=True).retired == [LIKE.id]
    assert take_in(base, EDITION, normalize, retire_missing=True).changed
    assert sent(base) == LIKE


def with_pp94(**changes: object) -> InstrumentDocument:
    return PP94.model_copy(update=changes)


LAW_DESK, LAW_FILE = with_pp94(note="Catatan meja."), with_pp94(note="Catatan berkas.")


@pytest.mark.parametrize(
    ("desk", "file", "conflict", "left"),
    [
        (None, LAW_FILE, False, LAW_FILE),
        (LAW_DESK, PP94, False, LAW_DESK),
        (LAW_DESK, LAW_FILE, True, LAW_DESK),
        (LAW_DESK, LAW_DESK, False, LAW_DESK),
    ],
    ids=["the file changed", "the desk changed", "both changed", "both changed alike"],
)
def test_an_instrument_edited_at_the_desk_is_never_overwritten(
    base: Engine,
    normalize: Normalizer,
    desk: InstrumentDocument | None,
    file: InstrumentDocument,
    conflict: bool,
    left: InstrumentDocument,
) -> None:
    if desk:
        with writing(base) as session:
            session.get_one(Instrument, PP94.code).document = format_instrument(desk)
    for _ in range(2):
        assert take_in(base, Edition([], [file]), normalize).conflicts == [PP94.code] * conflict
    with reading(base) as session:
        assert published_edition(session).register.instruments[PP94.code] == left


def test_a_new_provision_can_be_cited_in_the_same_import(base: Engine, normalize: Normalizer) -> None:
    added = ProvisionDocument(pinpoint="Pasal 8", text="Hukuman.", confidence="tinggi", successor="SKB 2022 X")
    law = with_pp94(status="diubah", provisions=(*PP94.provisions, added))
    citing = ATTEND.model_copy(update={"citations": ("PP 94/2021 Pasal 8",)})
    report = take_in(base, Edition([citing], [law]), normalize)
    assert report == ImportReport(updated=[law.code, citing.id])
    with reading(base) as session:
        row = session.exec(select(Provision).where(Provision.pinpoint == "Pasal 8")).one()
        assert (row.text, row.confidence, row.successor) == ("Hukuman.", "tinggi", "SKB 2022 X")
        assert session.get_one(Instrument, law.code).status == "diubah"


def test_a_provision_nobody_cites_goes_with_its_text_and_a_cited_one_stays(base: Engine, normalize: Normalizer) -> None:
    take_in(base, without(ATTEND.id), normalize, retire_missing=True)
    take_in(base, Edition([], [with_pp94(provisions=())]), normalize)
    with reading(base) as session:
        left = set(session.exec(select(Provision.pinpoint).where(Provision.instrument_code == PP94.code)))
    assert left == {"Pasal 5 huruf n angka 6"}


def test_a_provision_gone_from_files_and_answers_cannot_be_cited_anew(base: Engine, normalize: Normalizer) -> None:
    elsewhere = ATTEND.model_copy(update={"citations": ("PP 94/2021 Pasal 5 huruf n angka 6",)})
    take_in(base, Edition([elsewhere], [with_pp94(provisions=PP94.provisions[1:])]), normalize)
    with pytest.raises(LookupError, match="which the register does not hold"):
        edit_at_the_desk(base, ATTEND, normalize)


def test_the_last_files_taken_in_are_known_whatever_the_desk_does(base: Engine, normalize: Normalizer) -> None:
    for digest in ("lama", "baru"):
        with writing(base) as session:
            import_edition(session, EDITION, normalize, files_digest=digest)
    edit_at_the_desk(base, DESK, normalize)
    with reading(base) as session:
        assert is_seeded(session, "baru")
        assert not is_seeded(session, "lama")
