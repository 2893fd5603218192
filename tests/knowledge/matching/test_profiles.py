"""What an entry says how often tells it from its neighbours: in words, and in whom and what it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.facets import FACETS, Facets
from knowledge.matching.profiles import Profiles

LIKE: Facets = {"act": frozenset({"like"}), "actor": frozenset({"asn"})}
LIKE_PPPK: Facets = {"act": frozenset({"like"}), "actor": frozenset({"pppk"})}
WORDINGS = [[("boleh", "like", "calon"), ("like", "foto")], [("boleh", "like", "pppk")], []]
PROFILES = Profiles(WORDINGS, [[LIKE, LIKE], [LIKE_PPPK], []], [{}, {}, {"phase": frozenset({"tenang"})}])
ANY_FACETS = st.dictionaries(
    st.sampled_from(FACETS), st.frozensets(st.sampled_from(["asn", "pppk", "like", "tenang"]), max_size=2)
)


def test_a_word_of_few_entries_scores_more_than_a_word_of_many() -> None:
    assert PROFILES.word_score(1, ("pppk",)) > PROFILES.word_score(1, ("like",)) > 0
    assert PROFILES.word_score(0, ("pppk",)) == PROFILES.word_score(2, ("like",)) == 0


def test_a_word_said_twice_in_a_question_counts_once() -> None:
    assert PROFILES.word_score(0, ("like", "like")) == PROFILES.word_score(0, ("like",))


def test_naming_tells_siblings_apart_and_takes_the_editors_word() -> None:
    assert PROFILES.naming(1, LIKE_PPPK) > PROFILES.naming(0, LIKE_PPPK)
    assert PROFILES.naming(2, {"phase": frozenset({"tenang"})}) == pytest.approx(1)
    assert PROFILES.naming(0, {}) == PROFILES.naming(2, LIKE) == 0


@given(st.integers(0, 2), ANY_FACETS, st.lists(st.sampled_from(["boleh", "like", "pppk", "asing"])).map(tuple))
def test_scores_are_bounded_and_the_same_again(number: int, asked: Facets, words: tuple[str, ...]) -> None:
    assert 0 <= PROFILES.naming(number, asked) <= 1 + 1e-9
    assert PROFILES.word_score(number, words) >= 0
    assert PROFILES.word_score(number, words) == PROFILES.word_score(number, words[::-1])


def test_an_empty_base_has_empty_profiles() -> None:
    assert Profiles([], [], []) is not None
