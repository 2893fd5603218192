"""One message in, one turn out: decided in values, so that nothing here sends, stores or waits."""

import datetime
from dataclasses import dataclass, replace
from typing import Literal

from bot.bands import Band, Bands
from bot.browsing import PREFIX, page_of
from bot.choices import entry_of, payload_of
from bot.commands import Command, find_command
from bot.followups import merged_question
from bot.memory import NOTHING, Memory
from bot.messages import IncomingMessage, Reply
from bot.questions import options_within, split_questions
from bot.references import References, places
from bot.replies import BASIS_PREFIX, HELPFUL_PREFIX, UNCLEAR_PREFIX, Replies
from knowledge.documents import EntryDocument
from knowledge.entries import Knowledge
from knowledge.matching.matcher import Match
from knowledge.matching.model import MOST_OPTIONS
from knowledge.redaction import redact

Decided = Literal["answer", "clarify", "unanswered", "smalltalk", "refuse_political", "command"]

_SOCIAL_TEMPLATES: dict[Band, str] = {"thanks": "thanks", "small_talk": "small_talk"}
_COMMAND_TEMPLATES: dict[Command, str] = {
    "help": "help",
    "privacy": "privacy",
    "forget": "forgotten",
    "person": "person",
}
CANDIDATES_KEPT = 5
FEWEST_ANSWERED = 2
"""A message is answered question by question only when this many are answered; else it is read as a whole."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A question for the editors, redacted."""

    text: str
    candidates: tuple[str, ...] = ()
    outside: bool = False
    """Demand for something that is not ours to answer."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """Whether an answer helped."""

    entry: str
    code: str
    helpful: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """What was decided for one message: the reply, what to remember, and what the editors should see."""

    decided: Decided
    reply: Reply
    memory: Memory = NOTHING
    entries: tuple[str, ...] = ()
    """Entries answered."""
    options: tuple[str, ...] = ()
    """Entries offered for choice."""
    confidence: float = 0.0
    missed: Missed | None = None
    match: Match | None = None
    feedback: Feedback | None = None


class Responder:
    """Answers messages from one version of the knowledge after another."""

    def __init__(self, replies: Replies, bands: Bands) -> None:
        self._replies = replies
        self._bands = bands
        self._references = References()

    def respond(self, message: IncomingMessage, memory: Memory, knowledge: Knowledge, today: datetime.date) -> Turn:
        """The turn for a message, given what is remembered. Pure: the same arguments give the same turn."""
        if command := find_command(message.text):
            return self._command(command, knowledge)
        if chosen := payload_of(message, memory, knowledge):
            return self._choice(chosen, memory, knowledge, today)
        if not message.text.strip():
            return Turn("smalltalk", self._replies.fixed("unsupported"), memory)
        if looked_up := self._provisions(message.text, knowledge, today):
            return looked_up
        several = self._several(message.text, memory, knowledge, today)
        return several or self._question(message.text, memory, knowledge, today)

    def trouble(self) -> Reply:
        """What to say when a message could not be answered through a fault of our own."""
        return self._replies.fixed("trouble")

    def _provisions(self, text: str, knowledge: Knowledge, today: datetime.date) -> Turn | None:
        """What the register says of a place that is named and nothing else, unless an entry has these very words."""
        reference = self._references.read(text)
        if reference is None or knowledge.matcher.match(text).decision.confidence == 1:
            return None
        found = places(reference, knowledge.register)
        if not found:
            return Turn("unanswered", self._replies.fixed("no_provision"), missed=Missed(redact(text)))
        place = found[0].citation
        citing = [entry for entry in knowledge.entries.values() if place in entry.citations]
        # An answer names first what it rests on most.
        cited = sorted(citing, key=lambda entry: (entry.citations.index(place), entry.id))[:MOST_OPTIONS]
        offered = tuple(entry.id for entry in cited)
        return Turn("command", self._replies.provisions(found, cited, today), Memory(offered, redact(text)))

    def _several(self, text: str, memory: Memory, knowledge: Knowledge, today: datetime.date) -> Turn | None:
        """One turn for several questions, if at least two of them are answered for certain."""
        turns: list[tuple[str, Turn]] = []
        for question in split_questions(text):
            turn = self._question(question, memory, knowledge, today)
            turns.append((question, turn))
            memory = turn.memory
        answered = [turn for _, turn in turns if turn.decided == "answer"]
        if len(answered) < FEWEST_ANSWERED:
            return None
        parts = [
            (question, turn.reply if turn in answered else self._replies.fixed("ask_alone")) for question, turn in turns
        ]
        return Turn(
            "answer",
            self._replies.several(parts),
            answered[-1].memory,
            entries=tuple(dict.fromkeys(entry for turn in answered for entry in turn.entries)),
            confidence=min(turn.confidence for turn in answered),
            missed=next((turn.missed for _, turn in turns if turn.missed), None),
            match=turns[0][1].match,
        )

    def _question(self, text: str, memory: Memory, knowledge: Knowledge, today: datetime.date) -> Turn:
        match = knowledge.matcher.match(text)
        if (again := self._asked_again(match, memory, knowledge)) is not None:
            match = again
        band = self._bands.find(text, match.words)
        if band == "political":
            return Turn("refuse_political", self._replies.fixed("political"), match=match)
        # A phrasing the editors gave to an entry outranks small talk made of the same words.
        if band and match.decision.confidence < 1:
            greeted = band == "greeting"
            reply = self._replies.greeting(knowledge) if greeted else self._replies.fixed(_SOCIAL_TEMPLATES[band])
            return Turn("smalltalk", reply, match=match)
        turn = self._decided(text, match, knowledge, today)
        return self._discreet(turn) if self._bands.sensitive(text, match.words, match.unknown) else turn

    def _decided(self, text: str, match: Match, knowledge: Knowledge, today: datetime.date) -> Turn:
        if match.decision.band == "outside":
            return self._outside(text, match, knowledge)
        if match.decision.band == "unanswered" and (found := options_within(text, knowledge)):
            return self._clarify(text, found, match, knowledge)
        entries = [knowledge.entries[entry] for entry in match.decision.entries]
        if match.decision.band == "answer":
            return replace(self._answer(entries[0], today), confidence=match.decision.confidence, match=match)
        if match.decision.band == "clarify":
            return self._clarify(text, entries, match, knowledge)
        return self._unknown(text, match)

    def _discreet(self, turn: Turn) -> Turn:
        """The same turn with nothing of the text kept; the official channels in place of "we do not know"."""
        if turn.decided == "unanswered":
            return Turn("unanswered", self._replies.fixed("sensitive"), confidence=turn.confidence, match=turn.match)
        return replace(turn, memory=replace(turn.memory, question=""), missed=None)

    @staticmethod
    def _asked_again(match: Match, memory: Memory, knowledge: Knowledge) -> Match | None:
        """What a short question after an answer or a choice means, if it leads to something of ours."""
        answered = knowledge.entries.get(memory.answered)
        last = answered.title if answered else memory.question
        if not last or match.decision.confidence == 1:
            return None
        text = merged_question(match, last, knowledge.matcher)
        again = knowledge.matcher.match(text) if text else None
        return again if again and again.decision.band in ("answer", "clarify") else None

    def _unknown(self, text: str, match: Match) -> Turn:
        if not match.words:
            return Turn("unanswered", self._replies.fixed("unsupported"), match=match)
        candidates = tuple(each.entry for each in match.candidates[:CANDIDATES_KEPT])
        return Turn(
            "unanswered",
            self._replies.fixed("fallback"),
            missed=Missed(redact(text, match.unknown), candidates),
            confidence=match.decision.confidence,
            match=match,
        )

    def _outside(self, text: str, match: Match, knowledge: Knowledge) -> Turn:
        (subject,) = match.decision.entries
        reply = self._replies.outside(knowledge.outside[subject])
        missed = Missed(redact(text, match.unknown), (subject,), outside=True)
        return Turn("unanswered", reply, missed=missed, confidence=match.decision.confidence, match=match)

    def _answer(self, entry: EntryDocument, today: datetime.date) -> Turn:
        reply = self._replies.answer(entry, today)
        return Turn("answer", reply, Memory(answered=entry.id), entries=(entry.id,), confidence=1.0)

    def _clarify(self, text: str, entries: list[EntryDocument], match: Match, knowledge: Knowledge) -> Turn:
        offered = tuple(entry.id for entry in entries)
        return Turn(
            "clarify",
            self._replies.clarification(entries, knowledge.matcher.lexicon),
            Memory(offered, redact(text, match.unknown)),
            options=offered,
            confidence=match.decision.confidence,
            match=match,
        )

    def _after(self, kind: str, entry: EntryDocument, knowledge: Knowledge, today: datetime.date) -> Turn:
        """What a choice of an entry, or of a button below its answer, brings."""
        if kind == BASIS_PREFIX:
            return Turn("command", self._replies.basis(entry, knowledge.register, today), Memory(answered=entry.id))
        if kind == HELPFUL_PREFIX:
            return Turn("command", self._replies.fixed("glad"), feedback=Feedback(entry.id, entry.code, True))
        if kind == UNCLEAR_PREFIX:
            near = [knowledge.entries[each] for each in entry.related if each in knowledge.entries][:MOST_OPTIONS]
            memory = Memory(tuple(each.id for each in near))
            said = Feedback(entry.id, entry.code, False)
            return Turn("command", self._replies.unclear(near), memory, feedback=said)
        return self._answer(entry, today)

    def _menu(self, payload: str, knowledge: Knowledge) -> Turn:
        page = page_of(payload, knowledge)
        return Turn("command", self._replies.menu(page), Memory(menu=tuple(row.payload for row in page.rows)))

    def _command(self, command: Command, knowledge: Knowledge) -> Turn:
        if command == "topics":
            return self._menu("", knowledge)
        if command == "start":
            return Turn("command", self._replies.greeting(knowledge))
        if command == "sources":
            return Turn("command", self._replies.sources(knowledge))
        return Turn("command", self._replies.fixed(_COMMAND_TEMPLATES[command]))

    def _choice(self, chosen: str, memory: Memory, knowledge: Knowledge, today: datetime.date) -> Turn:
        if chosen.startswith(PREFIX):
            return self._menu(chosen, knowledge)
        kind, entry = entry_of(chosen, knowledge)
        if entry is not None:
            return self._after(kind, entry, knowledge, today)
        if not memory.question:
            return Turn("unanswered", self._replies.fixed("nothing_kept" if memory.offered else "choice_gone"))
        missed = Missed(memory.question, memory.offered)
        return Turn("unanswered", self._replies.fixed("none_of_these"), missed=missed)
