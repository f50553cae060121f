"""Light touch services under the Public Contracts Regulations 2015, and the rules that reach them.

CONSTRUCTED: the days. Regulation 74 has such contracts awarded by regulations 74 to 77; exclusion, low prices
and the term of frameworks are in Chapter 2, of which a council may take what it likes: regulation 76(7).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commissioning.cycle import Cycle
from commissioning.law import questions as q
from commissioning.records.award import AwardRecommendation, LotAward
from commissioning.records.notices import NoticePublished
from commissioning.records.selection import ExclusionsDecided, GroundFound, Through
from commissioning.records.strategy import (
    DirectAwardGround,
    Justification,
    ProcurementFacts,
    ProcurementStrategy,
)
from commissioning.stages import Route

DAY = date(2023, 3, 1)
KINDS = pytest.mark.parametrize("light_touch", [True, False], ids=("light touch", "in full"))


def begun(light_touch: bool, route: Route | None = None, **more: Any) -> Cycle:
    """A procurement of services above the threshold, begun in January 2023."""
    ground = more.pop("ground", None)
    facts = ProcurementFacts(
        light_touch=light_touch, above_threshold=True, direct_award_ground=ground
    )
    strategy = ProcurementStrategy(
        on=date(2023, 1, 9), route=route or Route.open(), facts=facts, **more
    )
    return Cycle.audit(
        "Day care", (strategy, NoticePublished(on=date(2023, 1, 16), notice="PCR-contract"))
    ).cycle


def decided(**found: Any) -> ExclusionsDecided:
    given = {
        "provider": "alder", "ground": "money-laundering", "event_on": date(2021, 5, 4), "left_out": True,
        "because": "the register of convictions", "heard_on": DAY, **found,
    }  # fmt: skip
    return ExclusionsDecided(on=DAY, considered=("alder",), found=(GroundFound(**given),))


def codes(cycle: Cycle, record: Any) -> list[str]:
    passed = {"stage-order", "missing-record"}
    return [each.code for each in cycle.findings(record) if each.code not in passed]


@KINDS
@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (decided(ground="safeguarding"), "law-unknown"),
        (decided(event_on=date(2015, 5, 4)), "excluded-without-ground"),
        (decided(heard_on=None), "excluded-unheard"),
        (decided(through=Through.SUB_CONTRACTOR), "excluded-unreplaced"),
    ],
)
def test_grounds_for_exclusion_of_the_light_touch_are_the_councils_own(light_touch, decision, code):
    """A council may leave out a care provider on a ground of its own notice, such as safeguarding."""
    assert codes(begun(light_touch), decision) == ([] if light_touch else [code])


@KINDS
def test_convicted_supplier_that_is_kept_in_brings_a_warning(light_touch):
    """Regulation 57(1) must exclude; 57(6) lets it stay for overriding reasons of public interest."""
    found = [
        each for each in begun(light_touch).findings(decided(left_out=False))
        if each.code == "excluded-kept-in"
    ]  # fmt: skip
    assert [each.blocks for each in found] == ([] if light_touch else [False])


@KINDS
def test_low_price_has_to_be_asked_about_by_regulation_69_alone(light_touch):
    """Where no law commands it the library still warns."""
    law = begun(light_touch).law(DAY)
    for question in (q.LOW_PRICE_ASKED, q.LOW_PRICE_HEARD):
        assert [row.value for row in law.every(question, DAY)] == ([] if light_touch else [True])


@pytest.mark.parametrize(
    ("light_touch", "provision"), [(True, "regulation 75(2)"), (False, "regulation 32")]
)
def test_direct_award_needs_a_ground_of_regulation_32(light_touch, provision):
    """Regulation 75(2): a light touch contract goes without a notice on those grounds only."""
    recommended = AwardRecommendation(on=DAY, reference="R1", awards=(LotAward(provider="alder"),))
    (found,) = [
        each for each in begun(light_touch, Route.direct_award()).findings(recommended)
        if each.code == "direct-award-without-ground"
    ]  # fmt: skip
    assert found.source is not None
    assert found.source.provision == provision
    holds = Justification(own_act=False, foreseeable=False, strictly_necessary=True)
    urgent = begun(
        light_touch, Route.direct_award(), ground=DirectAwardGround.URGENCY, justification=holds
    )
    assert codes(urgent, recommended) == []


@KINDS
def test_terms_that_the_regulations_imply_bind_the_light_touch_too(light_touch):
    """Regulations 73(3) and 113(6) are of every public contract, whatever its own words."""
    rows = begun(light_touch).law(DAY).every(q.IMPLIED_TERM, DAY)
    assert [row.citation.provision for row in rows] == [
        "regulation 73(1)(a) and (3)", "regulation 73(1)(b) and (3)", "regulation 73(1)(c) and (3)",
        "regulation 113(6)",
    ]  # fmt: skip
