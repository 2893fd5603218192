"""The product's matcher as `match_bench.py` calls one: a factory over rows of (phrasing, entry id)."""

from collections.abc import Callable, Sequence
from typing import Any

from knowledge.matching.calibrate import calibrate
from knowledge.matching.facets import read_lexicon
from knowledge.matching.matcher import Known, Matcher
from knowledge.matching.model import read_model
from knowledge.matching.normalize import Normalizer, read_slang

BANDS = {"answer": "answer", "clarify": "clarify", "outside": "route", "unanswered": "route"}


def learned(rows: Sequence[tuple[str, str]]) -> Callable[[str], dict[str, Any]]:
    """A matcher calibrated on the base it is given, as a publish calibrates it; the shipped model where it is too small."""
    return _callable(_matcher(rows, learn=True))


def shipped(rows: Sequence[tuple[str, str]]) -> Callable[[str], dict[str, Any]]:
    """A matcher with the model that comes with the product: what the index alone costs."""
    return _callable(_matcher(rows, learn=False))


def _matcher(rows: Sequence[tuple[str, str]], learn: bool) -> Matcher:
    phrasings: dict[str, list[str]] = {}
    for text, entry in rows:
        phrasings.setdefault(entry, []).append(text)
    entries = {entry: Known(texts) for entry, texts in phrasings.items()}
    normalize = Normalizer(read_slang())
    lexicon = read_lexicon(normalize)
    try:
        model = calibrate(entries, normalize, lexicon, str.__eq__) if learn else read_model()
    except ValueError:
        model = read_model()
    return Matcher(normalize, lexicon, model, entries)


def _callable(matcher: Matcher) -> Callable[[str], dict[str, Any]]:
    def ask(text: str) -> dict[str, Any]:
        match = matcher.match(text)
        ranked = [{"id": each.entry, "score": each.score} for each in match.candidates]
        exact = [entry for entry in match.decision.entries if match.decision.band == "answer"]
        ranked.sort(key=lambda each: each["id"] not in exact)
        return {
            "decision": BANDS[match.decision.band],
            "confidence": match.decision.confidence,
            "candidates": ranked,
        }

    return ask
