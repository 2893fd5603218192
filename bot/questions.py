"""Several questions in one message, taken apart where the writer has marked it: question marks and numbers."""

import re

MOST_QUESTIONS = 3
FEWEST_LETTERS = 6
_NUMBERED = re.compile(r"(?:^|\s)\(?\d{1,2}[.)]\s+")
_MARKED = re.compile(r"(?<=\?)\s+")


def split_questions(text: str) -> tuple[str, ...]:
    """The questions of a message in order, two or three of them; empty when it is one, or more than we answer at once.

    What stands before a numbered list belongs to no single question and is left out.
    """
    numbered = [part.strip() for part in _NUMBERED.split(text)[1:]]
    parts = numbered if len(numbered) > 1 else [part.strip() for part in _MARKED.split(text.strip())]
    questions = tuple(part for part in parts if len(part) >= FEWEST_LETTERS)
    asked = numbered == parts or all("?" in question for question in questions)
    return questions if asked and 1 < len(questions) <= MOST_QUESTIONS else ()
