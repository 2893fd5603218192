"""The short question after an answer: "kalau PPPK?", "sanksinya apa?". It asks the last one again, one thing changed.

Nothing of what was typed is remembered for it, only which entry was answered; and only for one turn (`memory`).
"""

from knowledge.documents import EntryDocument
from knowledge.matching.matcher import Match, Matcher

MOST_WORDS = 6
CHANGEABLE = frozenset({"actor", "phase", "ask"})
"""What a short question may change; one that names an act or a thing is a new subject and inherits nothing."""


def merged_question(match: Match, answered: EntryDocument, matcher: Matcher) -> str | None:
    """The last question with what `match` names put in its place, or None when the message stands for itself."""
    if not match.asked or len(match.words) > MOST_WORDS or not match.asked.keys() <= CHANGEABLE:
        return None
    changed = match.asked.keys()
    title = matcher.normalize(answered.title)
    kept = [word for word in title if changed.isdisjoint(matcher.lexicon.read((word,)))]
    return " ".join([*match.words, *kept])
