"""Texts are compared by words, neighbours and the letters inside words."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.features import LONGEST_GRAM, SHORTEST_GRAM, grams, letter_features, word_features

WORD = st.text(alphabet="abcdeé", min_size=1, max_size=10)


def test_words_and_neighbours_are_features_in_their_order() -> None:
    assert list(word_features(["boleh", "like", "calon"])) == ["boleh", "like", "calon", "boleh like", "like calon"]
    assert list(word_features(["like"])) == ["like"]
    assert list(word_features([])) == []


@given(WORD)
def test_every_short_sequence_of_letters_is_there_and_none_else(word: str) -> None:
    edged = f" {word} "
    pieces = {
        edged[i:j] for i in range(len(edged)) for j in range(i + SHORTEST_GRAM, min(i + LONGEST_GRAM, len(edged)) + 1)
    }
    assert set(grams(word)) == pieces


@given(st.lists(WORD, max_size=6))
def test_letters_never_reach_from_one_word_into_the_next(words: list[str]) -> None:
    found = list(letter_features(words))
    assert sorted(found) == sorted(piece for word in words for piece in grams(word))
    assert all(" " not in piece.strip() for piece in found)
