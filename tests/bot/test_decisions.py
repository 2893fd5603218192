"""Every decision can be explained later, and nothing of it leads back to a text or a person."""

import datetime

from sqlalchemy import Engine
from sqlmodel import select

from bot.bands import Bands
from bot.conversation import Responder, Turn
from bot.decisions import decision_of, forget_decisions, record_decision
from bot.memory import NOTHING
from bot.messages import ChannelName, IncomingMessage
from bot.models import DecisionRecord
from bot.replies import Replies
from knowledge.database import reading, writing
from knowledge.entries import Knowledge

TODAY = datetime.date(2026, 11, 27)
RESPONDER = Responder(Replies(), Bands())
DELICATE = "sy sumarno nip 198501012010011001 blh hadir kampanye paslon kmrn?"


def turn_of(knowledge: Knowledge, text: str) -> Turn:
    message = IncomingMessage(ChannelName.WHATSAPP, "w1", "9", "628120000000", text=text)
    return RESPONDER.respond(message, NOTHING, knowledge, TODAY)


def test_a_record_says_which_rule_decided_among_which_candidates(engine: Engine, knowledge: Knowledge) -> None:
    turn = turn_of(knowledge, "apakah asn boleh menghadiri kampanye?")
    with writing(engine) as session:
        record_decision(session, turn, ChannelName.WHATSAPP, knowledge, TODAY)
    with reading(engine) as session:
        kept = session.exec(select(DecisionRecord)).one()
    assert turn.match
    assert kept.rule == turn.match.decision.rule != ""
    assert (kept.decided, kept.channel, kept.day) == (turn.decided, "whatsapp", TODAY)
    assert kept.entries == [*turn.entries, *turn.options]
    assert [name for name, _ in kept.candidates] == [each.entry for each in turn.match.candidates[:5]]
    assert kept.asked["act"] == sorted(turn.match.asked["act"])
    assert (kept.words, kept.unknown) == (len(turn.match.words), len(turn.match.unknown))


def test_no_word_of_the_question_is_in_it(knowledge: Knowledge) -> None:
    turn = turn_of(knowledge, DELICATE)
    assert turn.match
    kept = repr(
        decision_of(turn, ChannelName.WHATSAPP, 1, TODAY).model_dump(exclude={"rule", "candidates", "entries", "asked"})
    )
    assert not [word for word in (*DELICATE.split(), *turn.match.words) if len(word) > 3 and word in kept]
    record = decision_of(turn, ChannelName.WHATSAPP, 1, TODAY)
    known = {*knowledge.entries, *knowledge.outside}
    assert {*record.entries, *(name for name, _ in record.candidates)} <= known
    assert {value for values in record.asked.values() for value in values} <= knowledge.matcher.lexicon.known


def test_what_was_not_matched_has_no_reasons(knowledge: Knowledge) -> None:
    record = decision_of(turn_of(knowledge, "/start"), ChannelName.TELEGRAM, 7, TODAY)
    assert (record.decided, record.rule, record.candidates, record.words) == ("command", "", [], 0)
    assert record.knowledge_version == 7


def test_old_records_go_by_the_day(engine: Engine, knowledge: Knowledge) -> None:
    turn = turn_of(knowledge, "halo")
    with writing(engine) as session:
        for days in (0, 1, 2):
            record_decision(session, turn, ChannelName.TELEGRAM, knowledge, TODAY - datetime.timedelta(days))
    with writing(engine) as session:
        assert forget_decisions(session, TODAY - datetime.timedelta(1)) == 1
        assert sorted(session.exec(select(DecisionRecord.day)).all()) == [TODAY - datetime.timedelta(1), TODAY]
