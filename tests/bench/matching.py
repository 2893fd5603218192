"""`make bench`: the matcher on the committed base and on grown copies of it, beside its peers in the same run.

Peers: rapidfuzz's WRatio over every phrasing (the obvious way) and a linear SVM on word and letter n-grams.
"""

import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench.report import rewrite
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from knowledge.entries import known_entries
from knowledge.files import read_edition
from knowledge.matching.calibrate import calibrate
from knowledge.matching.facets import Lexicon, read_lexicon
from knowledge.matching.matcher import Known, Matcher
from knowledge.matching.model import read_model
from knowledge.matching.normalize import Normalizer, read_slang
from knowledge.outside import read_outside

FOLDS = 5
SEED = 7
SIZES = (0, 20_000, 100_000)
"""Phrasings; 0 is the base as it is."""
QUESTIONS = 400
SECONDS_FOR_A_PEER = 20.0
PAGE_SIZE = 4096

Entries = Mapping[str, Known]
Timing = tuple[float, float]
"""p50 and p99 in milliseconds."""


def timed(ask: Callable[[str], object], questions: Sequence[str], seconds: float = 60.0) -> Timing:
    """How long a question takes; stops when `seconds` are used up."""
    times: list[float] = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - started) * 1000)
        if sum(times) > seconds * 1000:
            break
    times.sort()
    return statistics.median(times), times[int(0.99 * len(times))]


def resident() -> float:
    """Megabytes this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_SIZE / 2**20


def grown(entries: Entries, size: int) -> Entries:
    """Copies of the base, each with a word of its own, until there are `size` phrasings."""
    copies = max(1, round(size / sum(len(known.phrasings) for known in entries.values())))
    return {
        f"{entry}#{copy}" if copy else entry: (
            Known([f"{text} wilayah{copy}" for text in known.phrasings], known.facets) if copy else known
        )
        for copy in range(copies)
        for entry, known in entries.items()
    }


def svm(rows: Sequence[tuple[str, str]]) -> Callable[[str], str]:
    """A linear SVM on word pairs and letter sequences: question → entry."""
    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
    )
    model = make_pipeline(features, LinearSVC())
    model.fit([text for text, _ in rows], [entry for _, entry in rows])
    return lambda text: str(model.predict([text])[0])


def speed(entries: Entries, normalize: Normalizer, lexicon: Lexicon) -> list[tuple[str, ...]]:
    """A row for each size: times, ratio to WRatio, what publishing takes, memory."""
    originals = [text for known in entries.values() for text in known.phrasings]
    questions = [f"mohon info {text} ya" for text in random.Random(SEED).sample(originals, QUESTIONS)]
    rows = []
    for size in SIZES:
        base = grown(entries, size)
        texts = [text for known in base.values() for text in known.phrasings]
        before, started = resident(), time.perf_counter()
        matcher = Matcher(normalize, lexicon, read_model(), base)
        built, held = time.perf_counter() - started, resident() - before
        ours = timed(matcher.match, questions)
        peer = timed(
            lambda text, all_=texts: process.extractOne(text, all_, scorer=fuzz.WRatio), questions, SECONDS_FOR_A_PEER
        )  # type: ignore[misc]
        started = time.perf_counter()
        calibrate(base, normalize, lexicon, str.__eq__)
        learned = time.perf_counter() - started
        rows.append(
            (
                f"{len(texts):,}",
                f"{ours[0]:.1f} / {ours[1]:.1f} ms",
                f"{peer[0]:.0f} / {peer[1]:.0f} ms",
                f"{peer[0] / ours[0]:.0f} × / {peer[1] / ours[1]:.0f} ×",
                f"{built:.1f} + {learned:.0f} s",
                f"{held:.0f} MB",
            )
        )
    return rows


def hidden(entries: Entries, outside: frozenset[str], normalize: Normalizer, lexicon: Lexicon) -> list[tuple[str, ...]]:
    """Each fifth of the phrasings asked of an index that has never seen it, with the shipped weights and limits."""
    rows = [(text, entry) for entry, known in entries.items() for text in known.phrasings[:-1]]
    random.Random(SEED).shuffle(rows)
    topics = {entry.id: set(entry.topics) for entry in read_edition().entries}
    asked = first = three = same_topic = answered = wrong = foreign = peer = 0
    for fold in range(FOLDS):
        kept = {entry: [known.phrasings[-1]] for entry, known in entries.items()}  # the title stays
        for text, entry in (row for number, row in enumerate(rows) if number % FOLDS != fold):
            kept[entry].append(text)
        shown = {entry: Known(texts, entries[entry].facets) for entry, texts in kept.items()}
        matcher = Matcher(normalize, lexicon, read_model(), shown, outside)
        classify = svm([(" ".join(normalize(text)), entry) for entry, texts in kept.items() for text in texts])
        for text, entry in (row for row in rows[fold::FOLDS] if row[1] not in outside):
            match = matcher.match(text)
            found = [each.entry for each in match.candidates]
            asked += 1
            first += found[:1] == [entry]
            three += entry in found[:3]
            same_topic += bool(topics.get(found[0], set()) & topics[entry]) if found else False
            peer += classify(" ".join(normalize(text))) == entry
            if match.decision.band == "answer":
                (given,) = match.decision.entries
                answered += 1
                wrong += given != entry
                foreign += topics[given].isdisjoint(topics[entry])
    return [
        ("top-1, its own entry", f"{first / asked:.1%}"),
        ("top-1, an entry on its topic", f"{same_topic / asked:.1%}"),
        ("its own entry among the first three", f"{three / asked:.1%}"),
        ("linear SVM, top-1 (same run)", f"{peer / asked:.1%}"),
        ("answered at once", f"{answered / asked:.1%}"),
        ("another entry than its own, of the answered", f"{wrong / max(1, answered):.1%}"),
        ("no topic in common, of the answered", f"{foreign / max(1, answered):.1%}"),
    ]  # fmt: skip


def main() -> None:
    """Print the figures and keep them in the page."""
    normalize = Normalizer(read_slang())
    lexicon, outside = read_lexicon(normalize), read_outside()
    entries = known_entries(read_edition(), outside)
    head = (
        "phrasings",
        "a question, p50 / p99",
        "WRatio over all, p50 / p99",
        "faster by",
        "index + calibration",
        "memory",
    )
    rewrite("speed", [head, *speed(entries, normalize, lexicon)])
    count = sum(len(known.phrasings) - 1 for entry, known in entries.items() if entry not in outside)
    rewrite(
        "hidden phrasings",
        [(f"hidden phrasings ({count:,})", "share"), *hidden(entries, frozenset(outside), normalize, lexicon)],
    )


if __name__ == "__main__":
    main()
