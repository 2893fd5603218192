"""The second look: every candidate scored between 0 and 1 for reasons that can be shown, best first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import EDITION

from knowledge.matching.facets import FACETS, NO_FACETS, NO_LEXICON
from knowledge.matching.index import Index
from knowledge.matching.model import read_model
from knowledge.matching.normalize import Normalizer, read_slang
from knowledge.matching.rerank import LIKENESS, Candidate, compare

ONCE = Normalizer(read_slang())
BASE = {entry.id: [ONCE(text) for text in entry.wordings] for entry in EDITION.entries}
INDEX = Index.build(BASE)
KNOWN = sorted({word for phrasings in BASE.values() for words in phrasings for word in words})
QUESTION = st.lists(st.sampled_from(KNOWN) | st.text(alphabet="abcxyz", min_size=1, max_size=6), max_size=12).map(tuple)


def candidates(words: tuple[str, ...], index: Index = INDEX) -> list[Candidate]:
    return read_model().ranked(compare(index, NO_LEXICON, words, NO_FACETS, index.nearest(words, 10)))


def likeness(candidate: Candidate) -> dict[str, float]:
    return dict(zip(LIKENESS, candidate.likeness, strict=True))


@given(QUESTION)
def test_scores_and_their_reasons_are_bounded_and_sorted(words: tuple[str, ...]) -> None:
    found = candidates(words)
    assert [(-each.strength, each.entry) for each in found] == sorted((-each.strength, each.entry) for each in found)
    assert not found or sum(each.score for each in found) == pytest.approx(1)
    for each in found:
        assert 0 <= each.score <= 1 + 1e-5
        assert all(0 <= value <= 1 + 1e-5 for value in each.likeness)
        assert tuple(each.phrasing.split()) in BASE[each.entry]


def test_the_very_words_of_a_lone_phrasing_are_wholly_alike() -> None:
    index = Index.build({"a": [("boleh", "like", "calon")], "b": [("hadir", "kampanye")]})
    (best, *_) = candidates(("boleh", "like", "calon"), index)
    assert best.entry == "a"
    # Meaning is silent without an encoder; the others measure something else than likeness.
    silent = {"meaning", "meaning_phrasing", "word_score", "naming", "heaviest_missing"}
    alike = [value for name, value in likeness(best).items() if name.split("_")[0] not in FACETS and name not in silent]
    assert alike == pytest.approx([1.0] * len(alike), abs=1e-4)


@given(st.sampled_from(["menyukai", "komentar", "kampanye", "mengundurkan", "mendengarkan"]), st.data())
def test_one_mistyped_letter_is_forgiven(word: str, data: st.DataObject) -> None:
    index = Index.build({"a": [("boleh", word)], "b": [("boleh", "pinjam")], "c": [("boleh", "tidur")]})
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(["", *"aeiknrt"]))
    typed = word[:place] + letter + word[place + 1 :]
    right, wrong = candidates(("boleh", word), index)[0], candidates(("boleh", typed), index)[0]
    assert (right.entry, wrong.entry) == ("a", "a")
    assert likeness(wrong)["question_covered"] > 0.8
    assert wrong.strength <= right.strength + 1e-6


def test_two_entries_alike_to_the_letter_come_in_the_order_of_their_names() -> None:
    index = Index.build({"z": [("boleh", "like")], "b": [("boleh", "like")], "m": [("hadir",)]})
    first, second = candidates(("boleh", "like"), index)[:2]
    assert (first.entry, second.entry) == ("b", "z")
    assert first.strength == second.strength


def test_what_the_question_says_and_the_entry_does_not_is_not_covered() -> None:
    index = Index.build({"a": [("like", "foto")], "b": [("hadir",)]})
    (best,) = candidates(("like", "zzzzz"), index)
    assert likeness(best)["question_covered"] == pytest.approx(0.5)
    assert likeness(best)["phrasing_covered"] == pytest.approx(0.5)
