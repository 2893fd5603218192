"""The stages in their order: normalise → retrieve → rerank → decide, with the reasons kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.matching.decide import Decision, Thresholds, decide
from knowledge.matching.index import Index, Words
from knowledge.matching.normalize import Normalizer
from knowledge.matching.rerank import CANDIDATES, Candidate, rerank


@dataclass(frozen=True, slots=True)
class Match:
    """What was decided for one question, and why."""

    words: Words
    unknown: Words
    candidates: tuple[Candidate, ...]
    decision: Decision


class Matcher:
    """Finds the entry a question asks for. Immutable: a changed base is a new matcher."""

    def __init__(
        self, normalize: Normalizer, phrasings: Mapping[str, Sequence[str]], limits: Thresholds | None = None
    ) -> None:
        """`phrasings`: entry id → the ways people ask for it, as typed."""
        self.normalize = normalize
        self._limits = limits or Thresholds()
        self._index = Index.build({entry: [normalize(text) for text in texts] for entry, texts in phrasings.items()})

    def match(self, text: str) -> Match:
        """The decision for one question; the same text gives the same decision."""
        words = self.normalize(text)
        unknown = tuple(word for word in words if word not in self._index.words)
        candidates = tuple(rerank(self._index, words, self._index.nearest(words, CANDIDATES)))
        if known := self._index.exact.get(" ".join(words)):
            decision = Decision("answer", (known,), 1.0, "persis sama dengan salah satu contoh pertanyaan")
        else:
            decision = decide(candidates, len(unknown) / len(words) if words else 1.0, self._limits)
        return Match(words, unknown, candidates, decision)
