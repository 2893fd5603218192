"""`make bench`: the matcher on the committed base, beside rapidfuzz over every phrasing (the obvious way) in the same run."""

import random
import statistics
import time
from collections.abc import Callable

from rapidfuzz import fuzz, process

from knowledge.files import read_edition
from knowledge.matching.matcher import Matcher
from knowledge.matching.normalize import Normalizer, read_slang

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


def hidden(normalize: Normalizer, phrasings: dict[str, tuple[str, ...]], titles: dict[str, str]) -> str:
    """Each fifth of the phrasings asked of an index that has never seen it."""
    rows = [(text, entry) for entry, texts in phrasings.items() for text in texts]
    random.Random(SEED).shuffle(rows)
    first = answered = right = 0
    for fold in range(FOLDS):
        asked = rows[fold::FOLDS]
        kept: dict[str, list[str]] = {entry: [titles[entry]] for entry in phrasings}
        for text, entry in (row for number, row in enumerate(rows) if number % FOLDS != fold):
            kept[entry].append(text)
        matcher = Matcher(normalize, kept)
        for text, entry in asked:
            match = matcher.match(text)
            first += bool(match.candidates) and match.candidates[0].entry == entry
            if match.decision.band == "answer":
                answered += 1
                right += match.decision.entries == (entry,)
    wrong = answered - right
    return (
        f"hidden phrasings ({len(rows)}): top-1 {first / len(rows):.1%}, answered {answered / len(rows):.1%}, "
        f"wrong among answered {wrong / max(1, answered):.1%}"
    )


def main() -> None:
    """Print the figures."""
    normalize = Normalizer(read_slang())
    entries = read_edition().entries
    phrasings = {entry.id: entry.phrasings for entry in entries}
    texts = [text for each in phrasings.values() for text in each]
    started = time.perf_counter()
    matcher = Matcher(normalize, {entry.id: entry.wordings for entry in entries})
    print(f"{len(phrasings)} entries, {len(texts)} phrasings; index built in {time.perf_counter() - started:.2f} s")
    questions = random.Random(SEED).sample([f"mohon info {text} ya" for text in texts], min(400, len(texts)))
    print(f"  Netral, all stages        {timed(matcher.match, questions)}")
    print(
        f"  rapidfuzz WRatio over all {timed(lambda text: process.extractOne(text, texts, scorer=fuzz.WRatio), questions)}"
    )
    print(hidden(normalize, phrasings, {entry.id: entry.title for entry in entries}))


if __name__ == "__main__":
    main()
