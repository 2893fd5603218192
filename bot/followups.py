"""The short message after an answer or a choice: "kalau PPPK?", "sanksinya apa?", "maksud saya istri saya".

It takes the option it names, or asks the last question again with one thing changed. After an answer nothing of
what was typed is remembered, only which entry was answered; and both only for one turn (`memory`).
"""

from collections.abc import Sequence

from knowledge.documents import EntryDocument
from knowledge.entries import Knowledge, facets_of
from knowledge.matching.matcher import Match, Matcher

MOST_WORDS = 6
CHANGEABLE = frozenset({"actor", "phase", "ask"})
"""What a short question may change; one that names an act or a thing is a new subject and inherits nothing."""


def named_option(match: Match, offered: Sequence[str], knowledge: Knowledge) -> EntryDocument | None:
    """The only one of the offered entries that is about what a short message names, if there is exactly one."""
    if not _is_short(match) or match.decision.confidence == 1:
        return None
    entries = [knowledge.entries[entry] for entry in offered if entry in knowledge.entries]
    meant = [entry for entry in entries if _is_about(entry, match)]
    return meant[0] if len(meant) == 1 < len(entries) else None


def merged_question(match: Match, last: str, matcher: Matcher) -> str | None:
    """The last question with what `match` names put in its place, or None when the message stands for itself."""
    if not _is_short(match):
        return None
    changed = match.asked.keys()
    kept = [word for word in matcher.normalize(last) if changed.isdisjoint(matcher.lexicon.read((word,)))]
    return " ".join([*match.words, *kept])


def _is_short(match: Match) -> bool:
    return bool(match.asked) and len(match.words) <= MOST_WORDS and match.asked.keys() <= CHANGEABLE


def _is_about(entry: EntryDocument, match: Match) -> bool:
    about = facets_of(entry)
    return all(not values.isdisjoint(about.get(facet, frozenset())) for facet, values in match.asked.items())
