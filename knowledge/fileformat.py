"""The file format: a Markdown document per entry, a YAML document per instrument, read and written only here.

The same text is a file under `content/`, a revision in the database and an exported file, so that export and import
are exact. Reading names the line of every fault; writing is canonical (the same document gives the same bytes).
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.documents import Answer, EntryDocument, InstrumentDocument
from knowledge.findings import Finding, UnreadableDocument, sentence_for
from knowledge.yamlfiles import LOADER, StrictLoader

ADVICE_HEADING = "## Sebaiknya"
CERTAINTY_HEADING = "## Kepastian"

_FENCE = "---\n"

# Most phrasings: text that YAML writes as it is. Saying so here is a hundred times faster than asking its emitter.
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9,?/.()-]| (?=[^ ]))*")
_BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]*")
_RESOLVER: Any = yaml.SafeLoader("")
_STRING = "tag:yaml.org,2002:str"


def parse_entry(text: str, file: str = "", *, ours: bool = False) -> EntryDocument:
    """The entry written in `text`; `ours`: by `format_entry`, so that the slower checks of the YAML can be left out.

    Raises `UnreadableDocument` with a finding, line included, for every fault; `file` only names it there.
    """
    text = _portable(text)
    if not text.startswith(_FENCE) or "\n" + _FENCE not in text[len(_FENCE) :]:
        raise UnreadableDocument(
            [
                Finding(
                    file,
                    1,
                    "berkas tidak diawali blok ---",
                    "awali berkas dengan blok --- … --- berisi kunci",
                )
            ]
        )
    front, body = text[len(_FENCE) :].split("\n" + _FENCE, 1)
    values = _read_yaml(front, file, 2, LOADER if ours else StrictLoader)
    answer_line = front.count("\n") + 4
    if isinstance(values, dict):
        values["answer"] = _read_answer(body, file, answer_line)
    try:
        return EntryDocument.model_validate(values)
    except ValidationError as error:
        raise _unreadable(error, front, file, first_line=2, answer_line=answer_line) from None


def parse_instrument(text: str, file: str = "", *, ours: bool = False) -> InstrumentDocument:
    """The instrument written in `text`; raises `UnreadableDocument` as `parse_entry` does."""
    text = _portable(text)
    values = _read_yaml(text, file, 1, LOADER if ours else StrictLoader)
    try:
        return InstrumentDocument.model_validate(values)
    except ValidationError as error:
        raise _unreadable(error, text, file, first_line=1, answer_line=1) from None


def _portable(text: str) -> str:
    """The text as saved on any system: without a byte order mark, with plain line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def format_entry(entry: EntryDocument) -> str:
    """The canonical text of an entry: `parse_entry(format_entry(e)) == e`."""
    return f"---\n{''.join(_front_matter(entry))}---\n{format_answer(entry.answer)}"


def format_answer(answer: Answer) -> str:
    """The body of an entry file."""
    parts = [answer.reason]
    if answer.advice:
        parts += [ADVICE_HEADING, answer.advice]
    if answer.certainty:
        parts += [CERTAINTY_HEADING, answer.certainty]
    return "\n\n".join(parts) + "\n"


def format_instrument(instrument: InstrumentDocument) -> str:
    """The canonical text of an instrument: `parse_instrument(format_instrument(i)) == i`."""
    return yaml.dump(
        _compact(instrument.model_dump(exclude_defaults=True)),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=10**6,
    )


def _front_matter(entry: EntryDocument) -> Iterator[str]:
    yield f"id: {_scalar(entry.id)}\n"
    yield f"title: {_scalar(entry.title)}\n"
    yield f"topics: {_inline(entry.topics)}\n"
    yield f"putusan: {entry.putusan}\n"
    facets = entry.facets.model_dump(exclude_defaults=True)
    if facets:
        yield "facets:\n"
        yield from (f"  {name}: {_inline(values)}\n" for name, values in facets.items())
    yield from _list("citations", entry.citations)
    if entry.history:
        yield from _list("history", entry.history)
    yield f"confidence: {entry.confidence}\n"
    yield f"facts: {_inline(entry.facts)}\n"
    yield f"checked: {entry.checked}\n"
    yield f"review_by: {entry.review_by}\n"
    if entry.related:
        yield f"related: {_inline(entry.related)}\n"
    yield from _list("phrasings", entry.phrasings)


def _list(name: str, values: tuple[str, ...]) -> Iterator[str]:
    yield f"{name}:\n" if values else f"{name}: []\n"
    yield from (f"- {_scalar(value)}\n" for value in values)


def _inline(values: tuple[str, ...]) -> str:
    """A list on one line; what YAML would not read back as this text is quoted."""
    return f"[{', '.join(text if _is_plain(text) else _quoted(text) for text in values)}]"


def _is_plain(text: str) -> bool:
    bare = _BARE.fullmatch(text) and _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == _STRING
    return bool(bare)


def _quoted(text: str) -> str:
    return yaml.dump(text, Dumper=_Dumper, allow_unicode=True, width=10**6, default_style='"').rstrip("\n")


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == _STRING:
        return text
    return yaml.dump([text], Dumper=_Dumper, allow_unicode=True, width=10**6, default_flow_style=False)[2:].rstrip("\n")


def _read_answer(body: str, file: str, line: int) -> dict[str, str | None]:
    sections: dict[str, list[str]] = {"": []}
    current = ""
    for number, row in enumerate(body.splitlines(), start=line):
        if not row.startswith("#"):
            sections[current].append(row.rstrip())
        elif row.strip() in (ADVICE_HEADING, CERTAINTY_HEADING) and row.strip() not in sections:
            current = row.strip()
            sections[current] = []
        else:
            mend = f"pakai hanya {ADVICE_HEADING} dan {CERTAINTY_HEADING}, masing-masing sekali"
            raise UnreadableDocument(
                [Finding(file, number, f"judul {row.strip()!r} tidak dikenal atau berulang", mend)]
            )
    texts = {heading: "\n".join(rows).strip() for heading, rows in sections.items()}
    return {
        "reason": texts[""],
        "advice": texts.get(ADVICE_HEADING),
        "certainty": texts.get(CERTAINTY_HEADING),
    }


def _read_yaml(text: str, file: str, first_line: int, loader: Any) -> Any:
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506  a safe loader
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        what = getattr(error, "problem", None) or str(error)
        finding = Finding(
            file,
            line,
            f"YAML tidak terbaca: {what}",
            "periksa tanda kutip, titik dua, dan indentasi di baris ini",
        )
        raise UnreadableDocument([finding]) from None


def _unreadable(error: ValidationError, text: str, file: str, first_line: int, answer_line: int) -> UnreadableDocument:
    root = yaml.compose(text, Loader=LOADER)
    return UnreadableDocument(
        [
            Finding(
                file,
                answer_line if details["loc"][:1] == ("answer",) else first_line + _row_of(root, details["loc"]),
                *sentence_for(details),
            )
            for details in error.errors()
        ]
    )


def _row_of(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    row = 0
    for step in location:
        node = _child(node, step)
        if node is None:
            break
        row = node.start_mark.line
    return row


def _child(node: yaml.Node | None, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


class _Flow(list[str]):
    """A list written on one line."""


def _compact(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _compact(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        items = [_compact(item) for item in value]
        return _Flow(items) if all(isinstance(item, str) for item in items) else items
    return value


class _Dumper(yaml.SafeDumper):
    """Writes our canonical YAML: short lists on one line, everything else in blocks."""


_Dumper.add_representer(
    _Flow, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)
