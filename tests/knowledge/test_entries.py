"""Publishing keeps every revision, retiring keeps them too, and a failure leaves everything as it was."""

import pytest
from samples import EDITION, LIKE, entry
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from knowledge.database import reading, writing
from knowledge.documents import Answer, EntryDocument
from knowledge.entries import Knowledge, current_version, publish, published_edition, record_version, retire
from knowledge.fileformat import parse_entry
from knowledge.files import Vocabulary
from knowledge.matching.normalize import Normalizer
from knowledge.models import Citation, Entry, EntryRevision, EntryStatus, Phrasing, Provision


def reworded(words: str) -> EntryDocument:
    return LIKE.model_copy(update={"answer": Answer(reason=words)})


def put(engine: Engine, document: EntryDocument, normalize: Normalizer) -> int:
    with writing(engine) as session:
        return publish(session, document, author="penyunting", reason="diperjelas", normalize=normalize).number


def put_away(engine: Engine, id: str) -> None:  # noqa: A002
    with writing(engine) as session:
        retire(session, session.get_one(Entry, id))


def revisions(session: Session, id: str) -> list[EntryRevision]:  # noqa: A002
    found = select(EntryRevision).where(EntryRevision.entry_id == id).order_by(col(EntryRevision.number))
    return list(session.exec(found))


def published(engine: Engine) -> dict[str, EntryDocument]:
    with reading(engine) as session:
        return {each.id: each for each in published_edition(session).entries}


def index_of(session: Session, id: str) -> tuple[set[str], list[tuple[int, str, bool]]]:  # noqa: A002
    """What the tables beside the document say of an entry: its phrasings, and its citations in order."""
    phrasings = set(session.exec(select(Phrasing.text).where(Phrasing.entry_id == id)))
    cited = (
        select(Citation.position, Provision.pinpoint, Citation.history)
        .join(Provision, col(Citation.provision_id) == Provision.id)
        .where(Citation.entry_id == id)
        .order_by(col(Citation.position))
    )
    return phrasings, [tuple(row) for row in session.exec(cited)]


def test_every_revision_is_kept_as_it_was_sent(base: Engine, normalize: Normalizer) -> None:
    sent = [LIKE, reworded("Bunyi kedua."), reworded("Bunyi ketiga."), LIKE]
    assert [put(base, document, normalize) for document in sent[1:]] == [2, 3, 4]
    with reading(base) as session:
        kept = revisions(session, LIKE.id)
    assert [parse_entry(each.document) for each in kept] == sent
    assert [each.code for each in kept] == [document.code for document in sent]
    assert [(each.author, each.reason) for each in kept[1:]] == [("penyunting", "diperjelas")] * 3
    assert published(base)[LIKE.id] == LIKE


def test_an_edition_comes_back_from_the_database_as_it_went_in(base: Engine) -> None:
    with reading(base) as session:
        edition = published_edition(session)
    assert list(edition.entries) == sorted(EDITION.entries, key=lambda each: each.id)
    assert list(edition.instruments) == sorted(EDITION.instruments, key=lambda each: each.code)


def test_awkward_text_comes_back_to_the_letter(base: Engine, normalize: Normalizer) -> None:
    awkward = [
        "100% :nama? 'kutip' \"ganda\"",
        "- a: b #c",
        "ya",
        "17",
        "😀 café \\n",
        "%(x)s {y} $1",
        "; DROP TABLE entry",
    ]
    document = entry("awkward", awkward[0], "like", awkward, history=("PP 53/2010 Pasal 4 angka 12",))
    put(base, document, normalize)
    assert published(base)["awkward"] == document


def test_a_retired_entry_answers_nobody(base: Engine, normalize: Normalizer, vocabulary: Vocabulary) -> None:
    put_away(base, LIKE.id)
    with reading(base) as session:
        edition = published_edition(session)
        assert index_of(session, LIKE.id) == (set(), [])
        assert len(revisions(session, LIKE.id)) == 1
    matcher = Knowledge.of(edition, vocabulary, normalize).matcher
    for phrasing in LIKE.phrasings:
        match = matcher.match(phrasing)
        assert LIKE.id not in {each.entry for each in match.candidates} | set(match.decision.entries)


def test_a_retired_entry_can_be_published_again_and_counts_on(base: Engine, normalize: Normalizer) -> None:
    put_away(base, LIKE.id)
    assert put(base, reworded("Berlaku lagi."), normalize) == 2
    assert published(base)[LIKE.id].answer.reason == "Berlaku lagi."
    with reading(base) as session:
        assert session.get_one(Entry, LIKE.id).status == EntryStatus.PUBLISHED
        assert index_of(session, LIKE.id)[0] == set(LIKE.phrasings)


def test_an_unknown_citation_leaves_nothing_half_written(base: Engine, normalize: Normalizer) -> None:
    with reading(base) as session:
        before = (index_of(session, LIKE.id), len(revisions(session, LIKE.id)), current_version(session))
    wrong = {"citations": (*LIKE.citations, "PP 94/2021 Pasal 999"), "phrasings": ("lain",)}
    new = entry("baru-sama-sekali", "Baru", "like", ["baru"], history=("UU 1/1 Pasal 1",))
    for document in (LIKE.model_copy(update=wrong), new):
        with pytest.raises(LookupError, match=f"{document.id} cites '.*', which the register does not hold"):
            put(base, document, normalize)
    assert published(base) == {each.id: each for each in EDITION.entries}
    with reading(base) as session:
        assert (index_of(session, LIKE.id), len(revisions(session, LIKE.id)), current_version(session)) == before
        assert session.get(Entry, new.id) is None


def test_the_tables_follow_the_published_revision(base: Engine, normalize: Normalizer) -> None:
    changed = LIKE.model_copy(
        update={
            "citations": ("PP 94/2021 Pasal 5 huruf n angka 1", "SKB 2022 Lampiran II kode etik angka 4"),
            "history": ("PP 53/2010 Pasal 4 angka 12",),
            "phrasings": ("klo like boleh?", "satu lagi"),
        }
    )
    put(base, changed, normalize)
    with reading(base) as session:
        phrasings, cited = index_of(session, LIKE.id)
        normalized = session.exec(select(Phrasing.normalized).where(Phrasing.text == "klo like boleh?")).one()
    assert phrasings == {"klo like boleh?", "satu lagi"}
    assert normalized == "kalau like boleh"
    assert cited == [
        (0, "Pasal 5 huruf n angka 1", False),
        (1, "Lampiran II kode etik angka 4", False),
        (2, "Pasal 4 angka 12", True),
    ]


def test_versions_only_ever_grow(engine: Engine) -> None:
    seen = []
    with reading(engine) as session:
        seen.append(current_version(session))
    for cause in ("import", "desk", "desk"):
        with writing(engine) as session:
            record_version(session, cause)
        with reading(engine) as session:
            seen.append(current_version(session))
    assert seen == [0, 1, 2, 3]
