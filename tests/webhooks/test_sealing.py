"""Addresses are sealed or digested; neither tells anything without the key."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webhooks.delivery.sealing import SealBroken, Sealer, key_in

SEALER = Sealer("a key of at least thirty-two characters")
TEXT = st.text(st.characters(blacklist_categories=("Cs",)), max_size=200)


@given(TEXT)
def test_what_is_sealed_can_be_opened_and_does_not_show(text: str) -> None:
    sealed = SEALER.seal(text)
    assert SEALER.open(sealed) == text
    assert len(text) < 6 or text.encode() not in sealed


@given(TEXT, TEXT)
def test_a_pseudonym_is_equal_only_for_equal_parts(one: str, other: str) -> None:
    assert SEALER.pseudonym("chat", one) == SEALER.pseudonym("chat", one)
    assert (SEALER.pseudonym("chat", one) == SEALER.pseudonym("chat", other)) == (one == other)
    assert SEALER.pseudonym("a", "bc") != SEALER.pseudonym("ab", "c")


def test_another_key_opens_nothing_and_knows_nobody() -> None:
    other = Sealer("another key of thirty-two characters or more")
    assert other.pseudonym("chat", "1") != SEALER.pseudonym("chat", "1")
    with pytest.raises(SealBroken, match="NETRAL_SECRET_KEY"):
        other.open(SEALER.seal("alamat"))


def test_the_embedded_key_is_made_once_and_is_ours_alone(tmp_path: Path) -> None:
    key = key_in(tmp_path / "data")
    assert len(key) >= 32
    assert key_in(tmp_path / "data") == key
    assert stat.S_IMODE((tmp_path / "data/secret.key").stat().st_mode) == 0o600
