"""A citation points to a provision, and the register knows whether it still holds."""

import datetime

from samples import PP53, PP94, SKB

from knowledge.register import Register

TODAY = datetime.date(2026, 11, 27)
REGISTER = Register([PP94, PP53, SKB])


def test_a_citation_is_resolved_to_the_letter() -> None:
    source = REGISTER.resolve("PP 94/2021 Pasal 5 huruf n angka 6")
    assert source is not None
    assert source.citation == "PP 94/2021 Pasal 5 huruf n angka 6"
    assert REGISTER.resolve("PP 94/2021 Pasal 5 huruf n") is None
    assert len(REGISTER) == 4


def test_a_provision_of_a_revoked_law_does_not_hold() -> None:
    source = REGISTER.resolve("PP 53/2010 Pasal 4 angka 12")
    assert source is not None
    assert not source.in_force(TODAY)


def test_a_provision_holds_within_its_dates_only() -> None:
    source = REGISTER.resolve("SKB 2022 Lampiran II kode etik angka 4")
    assert source is not None
    assert source.in_force(TODAY)
    assert not source.in_force(datetime.date(2022, 9, 21))


def test_a_part_that_outlives_its_revoked_law_still_holds() -> None:
    lives_on = PP53.provisions[0].model_copy(update={"outlives": "PP 94/2021 Pasal 5 huruf n angka 1"})
    register = Register([PP53.model_copy(update={"provisions": (lives_on,)})])
    source = register.resolve("PP 53/2010 Pasal 4 angka 12")
    assert source is not None
    assert source.in_force(TODAY)


def test_a_part_that_ended_before_its_law_does_not_hold_after() -> None:
    ended = PP94.provisions[0].model_copy(update={"in_force_until": datetime.date(2026, 1, 1)})
    register = Register([PP94.model_copy(update={"provisions": (ended,)})])
    source = register.resolve("PP 94/2021 Pasal 5 huruf n angka 1")
    assert source is not None
    assert source.in_force(datetime.date(2026, 1, 1))
    assert not source.in_force(TODAY)
