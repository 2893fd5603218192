"""Several questions in one message, taken apart where the writer has marked it; and what a long story is about."""

import re

from knowledge.documents import EntryDocument
from knowledge.entries import Knowledge
from knowledge.matching.model import MOST_OPTIONS

MOST_QUESTIONS = 3
MOST_CLAUSES = 8
FEWEST_WORDS = 3
FEWEST_LETTERS = 6
_NUMBERED = re.compile(r"(?:^|\s)\(?\d{1,2}[.)]\s+")
_MARKED = re.compile(r"(?<=\?)\s+")
_CLAUSE_END = re.compile(r"(?:^|\s+)\(?\d{1,2}[.)]\s+|(?<=[.?!])\s+|\n+|,\s+")


def split_questions(text: str) -> tuple[str, ...]:
    """The questions of a message in order, two or three of them; empty when it is one, or more than we answer at once.

    What stands before a numbered list belongs to no single question and is left out.
    """
    numbered = [part.strip() for part in _NUMBERED.split(text)[1:]]
    parts = numbered if len(numbered) > 1 else [part.strip() for part in _MARKED.split(text.strip())]
    questions = tuple(part for part in parts if len(part) >= FEWEST_LETTERS)
    asked = numbered == parts or all("?" in question for question in questions)
    return questions if asked and 1 < len(questions) <= MOST_QUESTIONS else ()


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a story in order, two to eight, each of three words or more; empty when it is one."""
    parts = [part.strip() for part in _CLAUSE_END.split(text)]
    found = tuple(part for part in parts if len(part.split()) >= FEWEST_WORDS)[:MOST_CLAUSES]
    return found if len(found) > 1 else ()


def options_within(text: str, knowledge: Knowledge) -> list[EntryDocument]:
    """What to offer for a message that as a whole is like nothing we have: what its clauses are about, surest first.

    Never an answer: what one clause asks may be changed by the next.
    """
    decisions = [knowledge.matcher.match(clause).decision for clause in clauses(text)]
    ours = [decision for decision in decisions if decision.band in ("answer", "clarify")]
    ours.sort(key=lambda decision: -decision.confidence)
    # The first option of every clause before the second of any.
    ranks = [entry for rank in range(MOST_OPTIONS) for decision in ours for entry in decision.entries[rank : rank + 1]]
    return [knowledge.entries[entry] for entry in dict.fromkeys(ranks)][:MOST_OPTIONS]
