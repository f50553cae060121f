"""A call-off in its own cycle, judged by what its strategy states of the framework."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.records.contract import ContractSigned
from commissioning.records.strategy import Parent, ParentKind, ProcurementStrategy
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.stages import Route
from commissioning.testing import Scenario
from commissioning.testing.stories.main_line import main_line

ABLE = ("alder", "birch", "cedar")


def before(kind, under, *, regime=PUBLIC_CONTRACTS_2015, light_touch=True, day=None, **fields):
    """A call-off as far as a record of a kind, and that record with these fields."""
    line = []
    given = {"day": day} if day else {}
    for record in main_line(
        Scenario(route=Route.call_off(), regime=regime, providers=("birch",), **given)
    ):
        if type(record) is kind:
            return Cycle.audit("Call-off", line).cycle, evolve(record, **fields)
        if isinstance(record, ProcurementStrategy):
            line.append(
                evolve(record, under=under, facts=evolve(record.facts, light_touch=light_touch))
            )
        else:
            line.append(record)
    raise LookupError(kind)


def found(asked, *codes):
    cycle, record = asked
    return [(f.code, f.message) for f in cycle.findings(record) if f.code in codes]


def parent(**given):
    return Parent(
        reference="F1",
        kind=ParentKind.FRAMEWORK,
        commenced_on=date(2020, 4, 1),
        members=ABLE,
        **given,
    )


def test_competition_to_which_one_member_of_three_is_invited_is_reported():
    """Consultant Connect v three integrated care boards [2022] EWHC 2037 (TCC): one was asked."""
    asked = before(InvitationToTender, parent(), invited=("birch",))
    assert found(asked, "members-not-invited") == [
        (
            "members-not-invited",
            "2 of the 3 members able to perform are not invited: alder and cedar",
        )
    ]
    [finding] = [f for f in asked[0].findings(asked[1]) if f.code == "members-not-invited"]
    assert str(finding.source) == "Public Contracts Regulations 2015, regulation 33(11)"
    for all_of_them in (ABLE, ()):
        assert found(before(InvitationToTender, parent(), invited=all_of_them), finding.code) == []


def test_call_off_of_two_years_beyond_the_frameworks_limit_is_reported():
    """The same case: the framework let call-offs run for twelve months beyond its own end."""
    until = date(2025, 3, 31)
    asked = before(
        ContractSigned,
        parent(ends_on=date(2024, 3, 31), call_offs_run_until=until),
        term=Period(date(2024, 4, 1), date(2026, 3, 31)),
        extension_options=(),
        day=date(2023, 6, 1),
    )
    assert found(asked, "call-off-too-long", "call-off-after-end") == [
        (
            "call-off-too-long",
            "Contract C1 would run to 31 March 2026; the framework F1 lets call-offs run only to "
            "31 March 2025",
        )
    ]


def test_competition_begun_before_the_end_may_be_finished_after_it():
    """A framework that ends in the middle of a competition must not waste it."""
    invited = before(InvitationToTender, parent())[1].on
    for ends_on, codes in ((invited, []), (date(2021, 9, 1), ["call-off-after-end"])):
        asked = before(ContractSigned, parent(ends_on=ends_on))
        assert [code for code, _ in found(asked, "call-off-after-end")] == codes


def test_strangers_tender_is_to_be_disregarded_and_not_signed():
    """Who is no member has not passed what the members passed."""
    gorse = Parent(reference="M1", kind=ParentKind.DYNAMIC_MARKET, members=("fir",))
    assert found(before(TenderReceived, gorse), "tender-from-non-member") == [
        (
            "tender-from-non-member",
            "birch is not a member of the dynamic market M1, so you must disregard its tender",
        )
    ]
    assert found(before(ContractSigned, gorse), "called-off-from-stranger") == [
        ("called-off-from-stranger", "birch is not a member of the dynamic market M1")
    ]


@pytest.mark.parametrize(
    ("criteria", "light_touch", "codes"),
    [
        (("quality", "price"), False, []),
        (("price",), False, ["criteria-not-of-framework"]),
        (("price",), True, []),
        ((), False, []),
    ],
)
def test_call_off_refines_the_criteria_of_its_framework(criteria, light_touch, codes):
    """Members bid for the framework on its criteria; light touch call-offs are free of this."""
    day = date(2025, 6, 2)
    under = evolve(parent(criteria=criteria), commenced_on=date(2025, 3, 3))
    asked = before(
        InvitationToTender, under, regime=PROCUREMENT_ACT_2023, light_touch=light_touch, day=day
    )
    told = found(asked, "criteria-not-of-framework")
    assert [code for code, _ in told] == codes
    for _, message in told:
        assert message == "quality is not among the criteria of the framework (price)"
