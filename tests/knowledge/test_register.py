"""A citation points to a provision, and the register knows whether it still holds."""

import datetime

import pytest
from samples import PP53, PP94, SKB

from knowledge.files import read_edition
from knowledge.register import Register, Source

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


EARLY, START, MIDDLE, END, LATE = (datetime.date(year, 6, 1) for year in (2019, 2020, 2022, 2024, 2026))
WITHIN = {START, MIDDLE, END}


@pytest.mark.parametrize(
    ("law", "part", "binds"),
    [
        ({}, {}, {EARLY, *WITHIN, LATE}),
        ({"status": "diubah"}, {}, {EARLY, *WITHIN, LATE}),
        ({"status": "ditafsirkan MK"}, {}, {EARLY, *WITHIN, LATE}),
        ({"status": "dicabut"}, {}, set()),
        ({"in_force_from": START}, {}, {*WITHIN, LATE}),
        ({"in_force_from": START, "in_force_until": END}, {}, WITHIN),
        ({"in_force_from": START, "in_force_until": END, "status": "dicabut"}, {}, WITHIN),
        ({"in_force_from": EARLY}, {"in_force_from": START}, {*WITHIN, LATE}),
        ({"in_force_until": LATE}, {"in_force_until": END}, {EARLY, *WITHIN}),
        ({"in_force_until": END}, {"in_force_until": LATE}, {EARLY, *WITHIN, LATE}),
        ({"status": "dicabut"}, {"in_force_until": END}, {EARLY, *WITHIN}),
        ({"status": "dicabut", "in_force_until": MIDDLE}, {"outlives": "UU 1 X"}, {EARLY, *WITHIN, LATE}),
        ({"status": "dicabut", "in_force_from": START}, {"outlives": "UU 1 X"}, {*WITHIN, LATE}),
        ({}, {"outlives": "UU 1 X", "in_force_from": MIDDLE}, {MIDDLE, END, LATE}),
    ],
)
def test_a_provision_binds_on_these_days_and_no_others(
    law: dict[str, object], part: dict[str, object], binds: set[datetime.date]
) -> None:
    plain = {"status": "berlaku", "in_force_from": None, "in_force_until": None}
    source = Source(PP94.model_copy(update=plain | law), PP94.provisions[0].model_copy(update=part))
    assert {day for day in (EARLY, START, MIDDLE, END, LATE) if source.in_force(day)} == binds


def test_in_the_register_that_comes_with_the_product_every_revoked_rule_leads_to_a_living_one() -> None:
    register = read_edition().register
    for instrument in register.instruments.values():
        path = [instrument.code]
        while following := register.instruments[path[-1]].successor:
            assert following not in path, f"{path} turns in a circle"
            path.append(following)
        assert len(path) == 1 or register.instruments[path[-1]].status != "dicabut", path
        for provision in instrument.provisions:
            seen = [f"{instrument.cite} {provision.pinpoint}"]
            while (source := register.resolve(seen[-1])) and source.provision.successor:
                assert source.provision.successor not in seen, f"{seen} turns in a circle"
                seen.append(source.provision.successor)
            assert source is not None, seen
            assert len(seen) == 1 or source.in_force(TODAY), seen
