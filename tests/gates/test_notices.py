"""Notices that have to be out before the act."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from commissioning.dates.periods import Period
from commissioning.gates.notices import (
    notices_are_recorded,
    notices_come_first,
    reservation_is_allowed,
    withholding_has_its_reason,
)
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.records.contract import ContractSigned, ContractVaried
from commissioning.records.notices import NoticePublished, Reservation, Withheld, WithheldBecause
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.records.strategy import HealthProcess, ProcurementFacts
from commissioning.records.tender import InvitationToTender
from commissioning.stages import Route
from commissioning.testing.drafts.any_kind import make
from commissioning.testing.stories.scenario import Scenario
from commissioning.testing.stories.story import story
from commissioning.values.money import pounds

DAY = date(2026, 6, 15)


def act(**facts):
    given = {"light_touch": False, "above_threshold": True, **facts}
    return PROCUREMENT_ACT_2023.law(ProcurementFacts(**given), DAY)


PCR = PUBLIC_CONTRACTS_2015.law(
    ProcurementFacts(light_touch=True, above_threshold=True), date(2022, 7, 11)
)


def notice(code, on=DAY, **fields):
    return NoticePublished(on=on, notice=code, **fields)


def test_competition_begins_with_its_notice(case_of):
    """Section 21: whoever might have bid has to be able to see it."""
    (finding,) = notices_come_first(case_of(SelectionQuestionnaire, law=act(), on=DAY))
    assert str(finding) == (
        "The tender notice (UK4) has not been published (Procurement Act 2023, section 21). "
        "Publish it before the competition begins."
    )


OLD = date(2021, 9, 1)


def old(day=OLD):
    facts = ProcurementFacts(light_touch=False, above_threshold=True)
    return PUBLIC_CONTRACTS_2015.law(facts, day)


def test_competition_of_an_ended_law_without_its_notice_gets_a_warning(case_of):
    """Nothing can be announced before a competition that is over; that it was not is still to be seen."""
    (finding,) = notices_are_recorded(case_of(SelectionQuestionnaire, law=old(), on=OLD))
    assert not finding.blocks
    assert str(finding) == (
        "The contract notice (PCR-contract) is not recorded (Public Contracts Regulations 2015, "
        "regulations 49 and 75(1)). Record it with the day on which it was published."
    )


@pytest.mark.parametrize(
    ("code", "day", "found"),
    [
        ("PCR-contract", OLD, 0),
        ("PCR-call-by-prior-information", OLD, 0),
        ("PCR-call-by-prior-information", date(2023, 5, 25), 0),
        ("PCR-call-by-prior-information", date(2023, 5, 26), 1),
        ("PCR-prior-information", OLD, 1),
    ],
)
def test_prior_information_notice_counts_where_it_was_the_call(case_of, code, day, found):
    """Until 25 May 2023 such a notice could call for competition; a mere announcement never did."""
    published = notice(code, day)
    case = case_of(InvitationToTender, published, law=old(day), on=day, route=Route.open())
    assert len(list(notices_are_recorded(case))) == found


def test_notice_missed_before_the_selection_is_not_missed_again_at_the_invitation(case_of):
    """One absence is one finding; two would be looked for twice."""
    begun = make(SelectionQuestionnaire, Scenario(day=OLD))
    case = case_of(InvitationToTender, begun, law=old(), on=OLD)
    assert not list(notices_are_recorded(case))


@pytest.mark.parametrize(
    ("kind", "records", "facts", "route", "codes"),
    [
        (SelectionQuestionnaire, (notice("UK4"),), {}, Route.restricted(), []),
        (
            SelectionQuestionnaire,
            (notice("UK4", date(2026, 6, 16)),),
            {},
            Route.restricted(),
            ["UK4"],
        ),
        (
            SelectionQuestionnaire,
            (),
            {"above_threshold": False},
            Route.restricted(),
            [],
        ),
        (ContractSigned, (notice("UK6"),), {}, Route.open(), []),
        (ContractSigned, (notice("UK6"),), {}, Route.direct_award(), ["UK5"]),
        (ContractSigned, (), {}, Route.direct_award(), ["UK5", "UK6"]),
        (ContractSigned, (), {"user_choice": True}, Route.direct_award(), []),
    ],
    ids=(
        "published",
        "published later",
        "below the threshold",
        "award",
        "direct award",
        "neither",
        "user choice",
    ),
)
def test_notices_that_come_first_depend_on_route_and_facts(
    case_of, kind, records, facts, route, codes
):
    """The route and the facts decide; a notice may only be advised where it is a choice."""
    case = case_of(kind, *records, law=act(**facts), on=DAY, route=route)
    told = [f.message.split("(")[1].split(")")[0] for f in notices_come_first(case)]
    assert told == codes


def test_health_competition_has_its_own_invitation(case_of):
    """Old and new notices of like names are different things."""
    facts = ProcurementFacts(health_service=True, health_process=HealthProcess.COMPETITIVE)
    law = PROVIDER_SELECTION_2023.law(facts, DAY)
    (finding,) = notices_come_first(case_of(SelectionQuestionnaire, law=law, on=DAY))
    assert "PSR-invitation" in finding.message


SIGNED = ContractSigned(
    on=date(2026, 1, 5),
    reference="C-1",
    provider="alder",
    recommendations=("R",),
    term=Period.of(date(2026, 4, 1), years=4),
    value=pounds(1_000_000),
)


def change(value, **fields):
    return ContractVaried(
        on=DAY,
        reference="V-2",
        contract="C-1",
        what="more hours",
        value_change=pounds(Decimal(value)),
        **fields,
    )


@pytest.mark.parametrize(
    ("record", "notices", "missing"),
    [
        (change(200_000), (), True),
        (change(200_000), (notice("UK10", about="V-2"),), False),
        (change(200_000), (notice("UK10", contract="C-1"),), False),
        (change(200_000), (notice("UK10", contract="C-9"),), True),
        (change(100_000), (), False),
        (change(100_000, new_end=date(2031, 3, 31)), (), False),
        (change(100_001, new_end=date(2031, 3, 31)), (), True),
        (change(0, new_end=date(2030, 6, 30)), (), False),
    ],
    ids=(
        "large",
        "announced",
        "announced by contract",
        "another contract's",
        "small",
        "small, though a year longer",
        "larger and a year longer",
        "three months longer",
    ),
)
def test_change_is_announced_unless_it_is_small(case_of, record, notices, missing):
    """Section 75(2): ten per cent of value, ten per cent of term."""
    found = list(notices_come_first(case_of(record, SIGNED, *notices, law=act())))
    assert bool(found) is missing


@pytest.mark.parametrize("asked", [change(100_000), ContractVaried], ids=("a change", "any change"))
def test_change_that_cannot_be_measured_is_announced(case_of, asked):
    """Without its contract nobody can say that it is small."""
    case = case_of(asked, law=act(), on=DAY)
    assert [f.code for f in notices_come_first(case)] == ["notice-missing"]


@pytest.mark.parametrize(
    ("on", "facts", "found"),
    [
        (date(2026, 2, 4), {"above_threshold": False}, []),
        (date(2026, 2, 3), {"above_threshold": False}, ["reservation-not-allowed"]),
        (date(2026, 2, 4), {"above_threshold": True}, ["reservation-not-allowed"]),
        (date(2026, 2, 4), {"above_threshold": None}, ["law-unknown"]),
    ],
)
def test_competition_is_reserved_by_place_below_the_threshold_only(case_of, on, facts, found):
    """A council that keeps a large contract for its own town is open to challenge."""
    published = notice("UK4", on, reserved_for=Reservation.LOCAL)
    case = case_of(published, law=act(**facts))
    assert [f.code for f in reservation_is_allowed(case)] == found


def test_reservation_of_no_row_of_that_day_is_refused_whatever_is_not_stated(case_of):
    """Stating the threshold would not help: the amendment that allows it begins in April 2026."""
    published = notice("UK4", date(2026, 2, 4), reserved_for=Reservation.VALUE_DRIVEN)
    case = case_of(published, law=act(above_threshold=None))
    assert [f.code for f in reservation_is_allowed(case)] == ["reservation-not-allowed"]


@pytest.mark.parametrize(
    ("law", "to", "refused"),
    [
        (act(light_touch=True), Reservation.MUTUALS, False),
        (act(), Reservation.MUTUALS, True),
        (act(above_threshold=False), Reservation.MUTUALS, True),
        (act(), Reservation.SUPPORTED_EMPLOYMENT, False),
        (act(), Reservation.SMALL, True),
        (act(above_threshold=False), Reservation.SMALL, False),
        (act(above_threshold=False), Reservation.VALUE_DRIVEN, False),
        (PCR, Reservation.MUTUALS, False),
        (PCR, Reservation.LOCAL, True),
    ],
)
def test_competition_is_reserved_by_kind_as_its_law_allows(case_of, law, to, refused):
    """Sections 32 and 33, the 2015 Regulations, and below the threshold the amendments of 2026."""
    case = case_of(notice("UK4", date(2026, 4, 1), reserved_for=to), law=law)
    codes = [f.code for f in reservation_is_allowed(case)]
    assert codes == ["reservation-not-allowed"] * refused


@pytest.mark.parametrize("on", [date(2026, 3, 31), date(2026, 4, 1)])
def test_small_firms_are_preferred_below_the_threshold_from_april_2026(case_of, on):
    """The amendments of 2026 have the tender notice say so."""
    published = notice("UK4", on, reserved_for=Reservation.SMALL)
    found = list(reservation_is_allowed(case_of(published, law=act(above_threshold=False))))
    assert bool(found) is (on < date(2026, 4, 1))


COMMERCIAL = Withheld(what="the price of each visit", because=WithheldBecause.COMMERCIAL)


@pytest.mark.parametrize(
    ("withheld", "found"),
    [
        ((), []),
        ((COMMERCIAL,), ["withheld-without-reason"]),
        ((evolve(COMMERCIAL, public_interest="the next round of bids"),), []),
        ((evolve(COMMERCIAL, because=WithheldBecause.NATIONAL_SECURITY),), []),
    ],
)
def test_commercial_information_is_withheld_in_the_public_interest(case_of, withheld, found):
    """Section 94(1)(b): that a provider would rather not see it published is not enough."""
    case = case_of(notice("UK7", DAY, withheld=withheld), law=act())
    assert [f.code for f in withholding_has_its_reason(case)] == found


def test_message_about_withheld_information_names_it(case_of):
    """The officer reads what is withheld and what is missing."""
    published = notice("UK7", DAY, withheld=(COMMERCIAL,))
    (finding,) = withholding_has_its_reason(case_of(published, law=act()))
    assert str(finding) == (
        "The UK7 notice withholds the price of each visit as sensitive commercial information, but "
        "no overriding "
        "public interest in withholding it is stated (Procurement Act 2023, section 94(1)(b)). Record "
        "that public interest, or publish the information."
    )


def test_message_about_a_reservation_says_what_is_allowed():
    """To whom it may be reserved is all that an officer can change."""
    cycle = story(Scenario(regime=PROCUREMENT_ACT_2023), after=NoticePublished)
    asked = evolve(cycle.records[-1], reserved_for=Reservation.UNITED_KINGDOM, reference="N2")
    (finding,) = [f for f in cycle.findings(asked) if f.code == "reservation-not-allowed"]
    assert str(finding) == (
        "The UK4 notice reserves the competition to suppliers in the United Kingdom, which the law does "
        "not allow here (Procurement Act 2023, sections 32, 33 and 84). Open it to all suppliers, or "
        "reserve it to supported employment providers or public service mutuals."
    )


def test_notice_that_reserves_nothing_is_not_asked(case_of):
    """Nearly every notice."""
    assert not list(reservation_is_allowed(case_of(notice("UK4"), law=act())))
