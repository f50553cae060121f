"""A claim within the standstill before a change suspends the change, section 101 of the 2023 Act."""

from datetime import date

import pytest

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.records.challenge import (
    Challenge,
    ChallengeOutcome,
    ChallengeResolved,
    ClaimIssued,
    HowKnown,
    SuspensionDecided,
    SuspensionOutcome,
)
from commissioning.records.contract import ContractSigned, ContractVaried
from commissioning.records.history import BroughtForward
from commissioning.records.notices import NoticePublished
from commissioning.records.strategy import ProcurementFacts
from commissioning.stages import Route, Stage
from commissioning.values.money import VatBasis, pounds

BEGAN, PUBLISHED = date(2026, 2, 2), date(2026, 11, 2)
CHANGED = date(2026, 11, 16)


def gross(amount):
    return pounds(amount, VatBasis.INCLUDING)


def offered(*records, promised=date(2026, 11, 9), light_touch=False):
    """A running contract whose change was announced on 2 November with a standstill to the 11th."""
    contract = ContractSigned(
        on=BEGAN,
        reference="C1",
        provider="elm",
        term=Period.of(BEGAN, years=4),
        value=gross(1_000_000),
    )
    begun = BroughtForward(
        on=BEGAN, stage=Stage.GO_LIVE, because="register", route=Route.open(), commenced_on=BEGAN,
        facts=ProcurementFacts(light_touch=light_touch, above_threshold=True), carries=(contract,),
    )  # fmt: skip
    notice = NoticePublished(on=PUBLISHED, notice="UK10", contract="C1", no_signing_before=promised)
    return Cycle("Cleaning").record(begun, notice, *records)


def claimed(on, how=HowKnown.NOTIFIED, issued=None):
    letter = Challenge(on=on, reference="X", provider="oak", about_what="the change")
    return letter, ClaimIssued(on=on, issued_on=issued or on, challenge="X", how_known=how)


def suspended(cycle, on=CHANGED):
    change = ContractVaried(
        on=on, reference="V1", contract="C1", what="more", because="b",
        value_change=gross(200_000), not_substantial=True,
    )  # fmt: skip
    return [f for f in cycle.findings(change) if f.code == "signing-suspended"]


@pytest.mark.parametrize(
    ("records", "holds"),
    [
        ((), False),
        (claimed(date(2026, 11, 1)), False),
        (claimed(date(2026, 11, 2)), True),
        (claimed(date(2026, 11, 11)), True),
        (claimed(date(2026, 11, 12)), False),
        (claimed(date(2026, 11, 3), issued=date(2026, 10, 30)), False),
        (claimed(date(2026, 11, 6), HowKnown.SERVED), True),
        (claimed(date(2026, 11, 6), HowKnown.HEARD), False),
        (
            (
                *claimed(date(2026, 11, 6)),
                SuspensionDecided(
                    on=date(2026, 11, 13), challenge="X", how=SuspensionOutcome.LIFTED
                ),
            ),
            False,
        ),
        (
            (
                *claimed(date(2026, 11, 6)),
                ChallengeResolved(
                    on=date(2026, 11, 13), challenge="X", outcome=ChallengeOutcome.WITHDRAWN
                ),
            ),
            False,
        ),
    ],
    ids=(
        "no claim", "before the notice", "on its day", "on the last day", "a day late",
        "issued before", "served", "heard of", "lifted", "withdrawn",
    ),
)  # fmt: skip
def test_claim_within_the_standstill_suspends_the_change(records, holds):
    """A change made all the same may be set aside."""
    assert bool(suspended(offered(*records))) is holds


def test_longer_standstill_than_the_least_counts_whole():
    """What the notice promises binds, although eight working days would do."""
    records = claimed(date(2026, 11, 20))
    assert suspended(offered(*records, promised=date(2026, 11, 21)), date(2026, 11, 23))
    assert not suspended(offered(*records), date(2026, 11, 23))


def test_message_about_a_suspended_change():
    """It shows which claim, which change, and the way out."""
    (finding,) = suspended(offered(*claimed(date(2026, 11, 6))))
    assert str(finding) == (
        "The claim of oak of 6 November 2026 suspends change V1 by law: you were notified of it within "
        "the standstill offered on 2 November 2026 (Procurement Act 2023, section 101). Record the "
        "decision that lifts the suspension, or the end of the claim, then make the change."
    )


@pytest.mark.parametrize("cycle", [offered(*claimed(date(2026, 11, 6)), promised=None),
                                   offered(*claimed(date(2026, 11, 6)), light_touch=True)],
                         ids=("no standstill offered", "light touch"))  # fmt: skip
def test_change_without_a_standstill_is_not_suspended(cycle):
    """Section 101 needs a standstill to fall in; a light touch contract is changed freely."""
    assert not suspended(cycle)


def test_notice_of_another_change_suspends_nothing():
    """Each change waits for its own notice."""
    other = NoticePublished(
        on=date(2026, 11, 3), notice="UK10", about="V2", no_signing_before=date(2026, 11, 30)
    )
    assert not suspended(offered(other, *claimed(date(2026, 11, 25))), date(2026, 11, 27))
