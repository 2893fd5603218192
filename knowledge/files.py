"""The knowledge base as a folder: `content/<group>/<id>.md`, `register/<code>.yaml`, read whole or not at all."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from knowledge.documents import EntryDocument, InstrumentDocument
from knowledge.fileformat import format_entry, format_instrument, parse_entry, parse_instrument
from knowledge.findings import Finding, UnreadableDocument
from knowledge.register import Register
from knowledge.yamlfiles import read_yaml

HOME = Path(__file__).parent


@dataclass(frozen=True)
class Vocabulary:
    """The fixed words entries are filed under."""

    groups: Mapping[str, Mapping[str, str]]
    """group → topic slug → what the topic asks"""
    facets: Mapping[str, tuple[str, ...]]

    @cached_property
    def group_of(self) -> Mapping[str, str]:
        """topic slug → group"""
        return {topic: group for group, topics in self.groups.items() for topic in topics}


@dataclass(frozen=True)
class Edition:
    """A whole knowledge base as documents: what a folder or the database holds, is checked and exported."""

    entries: Sequence[EntryDocument]
    instruments: Sequence[InstrumentDocument]

    @cached_property
    def register(self) -> Register:
        """The instruments, found by citation."""
        return Register(self.instruments)


def read_vocabulary(home: Path = HOME) -> Vocabulary:
    """The topics and facets that come with the product."""
    topics = read_yaml(home / "topics.yaml")
    facets = read_yaml(home / "facets.yaml")
    return Vocabulary(topics, {name: tuple(values) for name, values in facets.items()})


def entry_path(entry: EntryDocument, vocabulary: Vocabulary) -> Path:
    """Where an entry is kept, relative to the folder."""
    return Path("content", vocabulary.group_of.get(entry.topics[0], "lain"), f"{entry.id}.md")


def instrument_path(instrument: InstrumentDocument) -> Path:
    """Where an instrument is kept, relative to the folder."""
    return Path("register", f"{instrument.code}.yaml")


def read_edition(home: Path = HOME) -> Edition:
    """The edition in a folder.

    Raises `UnreadableDocument` with every finding of every file; `FileNotFoundError` when there is no such folder.
    """
    if not (home / "content").is_dir():
        raise FileNotFoundError(f"{home} holds no folder content/")
    findings: list[Finding] = []
    entries: list[EntryDocument] = []
    instruments: list[InstrumentDocument] = []
    for path in document_paths(home):
        try:
            text = path.read_bytes().decode("utf-8")
            if path.suffix == ".md":
                entries.append(parse_entry(text, str(path)))
            else:
                instruments.append(parse_instrument(text, str(path)))
        except UnreadableDocument as unreadable:
            findings.extend(unreadable.findings)
        except UnicodeDecodeError:
            findings.append(Finding(str(path), 1, "berkas bukan teks UTF-8", "simpan ulang sebagai UTF-8"))
    if findings:
        raise UnreadableDocument(sorted(findings))
    return Edition(entries, instruments)


def document_paths(home: Path) -> list[Path]:
    """The files of an edition, in a fixed order."""
    return sorted(home.glob("content/*/*.md")) + sorted(home.glob("register/*.yaml"))


def digest_of(home: Path) -> str:
    """A digest of all files of an edition: equal when nothing changed."""
    digest = hashlib.sha256()
    for path in document_paths(home):
        digest.update(str(path.relative_to(home)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def write_edition(edition: Edition, home: Path, vocabulary: Vocabulary) -> int:
    """Write an edition as files under `home`, replacing those of the same name; returns how many."""
    documents = list(rendered(edition, vocabulary))
    for path, text in documents:
        _write(home / path, text)
    return len(documents)


def rendered(edition: Edition, vocabulary: Vocabulary) -> Iterable[tuple[Path, str]]:
    """Relative path and canonical text of every document of an edition."""
    for entry in edition.entries:
        yield entry_path(entry, vocabulary), format_entry(entry)
    for instrument in edition.instruments:
        yield instrument_path(instrument), format_instrument(instrument)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
