"""The stages in their order: normalise → retrieve → rerank → decide, with the reasons kept."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.matching.decide import Band, Decision, decide
from knowledge.matching.facets import Facets, Lexicon
from knowledge.matching.index import Index, Words
from knowledge.matching.meaning import Encoder
from knowledge.matching.model import MOST_OPTIONS, Model
from knowledge.matching.normalize import Normalizer
from knowledge.matching.rerank import CANDIDATES, Candidate, compare
from knowledge.matching.spelling import Spelling


@dataclass(frozen=True, slots=True)
class Known:
    """What matching needs to know of an entry: the ways people ask for it, as typed, and what it is about."""

    phrasings: Sequence[str]
    facets: Facets = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """What was decided for one question, and why."""

    words: Words
    unknown: Words
    repaired: Mapping[str, str]
    """Unknown words that were read as a known one."""
    asked: Facets
    candidates: tuple[Candidate, ...]
    decision: Decision


class Matcher:
    """Finds the entry a question asks for. Immutable: a changed base is a new matcher."""

    def __init__(
        self,
        normalize: Normalizer,
        lexicon: Lexicon,
        model: Model,
        entries: Mapping[str, Known],
        outside: frozenset[str] = frozenset(),
        encoder: Encoder | None = None,
    ) -> None:
        """`entries`: id → what is known of it; `outside`: which of them are not ours to answer; `encoder`: optional."""
        self._outside = outside
        self.normalize = normalize
        self.lexicon = lexicon
        self.model = model
        self._index = Index.build(
            {entry: [normalize(text) for text in known.phrasings] for entry, known in entries.items()},
            lexicon,
            {entry: known.facets for entry, known in entries.items()},
            encoder,
        )
        self._spelling = Spelling({*itertools.chain(*self._index.vocabularies), *lexicon.words})

    def match(self, text: str) -> Match:
        """The decision for one question; the same text gives the same decision."""
        words = self.normalize(text)
        said = self.lexicon.plain(words)
        unknown = tuple(word for word in said if word not in self._index.words)
        read = self._spelling.repaired(said)
        repaired = {typed: meant for typed, meant in zip(said, read, strict=True) if typed != meant}
        asked = self.lexicon.read(read)
        nearest = self._index.nearest(read, CANDIDATES)
        candidates = tuple(self.model.ranked(compare(self._index, self.lexicon, read, asked, nearest)))
        known = self._index.exact.get(" ".join(words)) or self._index.exact.get(" ".join(said), ())
        if len(known) == 1:
            band: Band = "outside" if known[0] in self._outside else "answer"
            decision = Decision(band, known, 1.0, "persis sama dengan salah satu contoh pertanyaan")
        elif known:
            decision = Decision(
                "clarify", known[:MOST_OPTIONS], 0.5, "persis sama dengan contoh pertanyaan beberapa entri"
            )
        else:
            decision = decide(
                candidates, len(unknown) / len(said) if said else 1.0, len(said), self.model, self._outside
            )
        return Match(words, unknown, repaired, asked, candidates, decision)
