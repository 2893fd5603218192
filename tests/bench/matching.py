"""`make bench`: the matcher on the committed base, beside rapidfuzz over every phrasing (the obvious way) in the same run."""

import random
import statistics
import time
from collections.abc import Callable, Mapping

from rapidfuzz import fuzz, process

from knowledge.entries import known_entries
from knowledge.files import read_edition
from knowledge.matching.facets import read_lexicon
from knowledge.matching.matcher import Known, Matcher
from knowledge.matching.model import read_model
from knowledge.matching.normalize import Normalizer, read_slang
from knowledge.outside import read_outside

FOLDS = 5
SEED = 7


def timed(ask: Callable[[str], object], questions: list[str]) -> str:
    """Milliseconds a question."""
    times = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - started) * 1000)
    times.sort()
    return f"p50 {statistics.median(times):7.2f} ms   p99 {times[int(0.99 * len(times))]:7.2f} ms"


def hidden(normalize: Normalizer, entries: Mapping[str, Known], outside: frozenset[str]) -> str:
    """Each fifth of the phrasings asked of an index that has never seen it, with the shipped weights and limits."""
    lexicon, model = read_lexicon(normalize), read_model()
    rows = [(text, entry) for entry, known in entries.items() for text in known.phrasings[:-1]]
    random.Random(SEED).shuffle(rows)
    asked = first = answered = right = 0
    for fold in range(FOLDS):
        kept = {entry: [known.phrasings[-1]] for entry, known in entries.items()}  # the title stays
        for text, entry in (row for number, row in enumerate(rows) if number % FOLDS != fold):
            kept[entry].append(text)
        shown = {entry: Known(texts, entries[entry].facets) for entry, texts in kept.items()}
        matcher = Matcher(normalize, lexicon, model, shown, outside)
        for text, entry in (row for row in rows[fold::FOLDS] if row[1] not in outside):
            match = matcher.match(text)
            asked += 1
            first += bool(match.candidates) and match.candidates[0].entry == entry
            if match.decision.band == "answer":
                answered += 1
                right += match.decision.entries == (entry,)
    return (
        f"hidden phrasings ({asked}): top-1 {first / asked:.1%}, answered {answered / asked:.1%}, "
        f"another entry than its own among answered {(answered - right) / max(1, answered):.1%}"
    )


def main() -> None:
    """Print the figures."""
    normalize = Normalizer(read_slang())
    outside = read_outside()
    entries = known_entries(read_edition(), outside)
    texts = [text for known in entries.values() for text in known.phrasings]
    started = time.perf_counter()
    matcher = Matcher(normalize, read_lexicon(normalize), read_model(), entries, frozenset(outside))
    print(f"{len(entries)} entries, {len(texts)} phrasings; index built in {time.perf_counter() - started:.2f} s")
    questions = random.Random(SEED).sample([f"mohon info {text} ya" for text in texts], min(400, len(texts)))
    print(f"  Netral, all stages        {timed(matcher.match, questions)}")
    print(
        f"  rapidfuzz WRatio over all {timed(lambda text: process.extractOne(text, texts, scorer=fuzz.WRatio), questions)}"
    )
    print(hidden(normalize, entries, frozenset(outside)))


if __name__ == "__main__":
    main()
