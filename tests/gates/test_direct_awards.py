"""The ground of a direct award: one that the law has, and whose tests the strategy states to be met."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.findings.finding import Severity
from commissioning.law.notices import NOTICE
from commissioning.law.of_ledger import law_for
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.law.regimes.regime import Regime
from commissioning.records.award import AwardRecommendation
from commissioning.records.conflicts import ConflictsAssessed
from commissioning.records.contract import ContractSigned
from commissioning.records.history import BroughtForward
from commissioning.records.notices import NoticePublished
from commissioning.records.record import Record
from commissioning.records.strategy import (
    DirectAwardGround,
    Justification,
    ProcurementFacts,
    ProcurementStrategy,
    Subject,
)
from commissioning.stages import Route, Stage
from commissioning.testing.stories.main_line import main_line
from commissioning.testing.stories.scenario import GROUNDS, REGIMES, SET_UPS, Scenario
from commissioning.testing.stories.story import story

G = DirectAwardGround
OURS = frozenset(
    {"direct-award-ground-not-in-law", "direct-award-test-fails", "direct-award-test-unstated"}
)


def before(
    kind: type[Record], regime: Regime, justified: Justification | None, **facts: object
) -> tuple[Cycle, Record]:
    """The records of a direct award up to one of a kind, and that one."""
    scenario = Scenario(
        route=Route.direct_award(),
        regime=regime,
        day=SET_UPS[regime.name].starts_on,
        providers=("elm",),
        members=("officer-1",),
    )
    line: list[Record] = []
    for record in main_line(scenario):
        if type(record) is kind:
            return Cycle.audit("Advocacy", line).cycle, record
        if isinstance(record, ProcurementStrategy):
            stated = evolve(record.facts, **facts)
            line.append(evolve(record, facts=stated, justification=justified))
        else:
            line.append(record)
    raise LookupError(kind)


def told(cycle: Cycle, record: Record) -> list[tuple[str, str]]:
    return [(f.code, f.message) for f in cycle.findings(record) if f.code in OURS]


def under_the_act(ground: G, justified: Justification | None = None, **facts: object) -> list[str]:
    facts = {"direct_award_ground": ground, **facts}
    return [
        code for code, _ in told(*before(NoticePublished, PROCUREMENT_ACT_2023, justified, **facts))
    ]


def under_the_regulations(
    ground: G, justified: Justification | None = None, **facts: object
) -> list[str]:
    facts = {"direct_award_ground": ground, "light_touch": False, **facts}
    asked = before(AwardRecommendation, PUBLIC_CONTRACTS_2015, justified, **facts)
    return [code for code, _ in told(*asked)]


@pytest.mark.parametrize("ground", [G.PROTOTYPE, G.ARTISTIC, G.INSOLVENCY])
def test_ground_of_the_act_without_a_test_is_enough(ground):
    """Whether it is a work of art is for the officer to judge; the paragraph is there."""
    assert under_the_act(ground) == []


def test_only_goods_are_bought_on_a_commodity_market():
    """Schedule 5, paragraph 10, speaks of goods; home care is not traded there."""
    assert under_the_act(G.COMMODITIES, subject=Subject.GOODS) == []
    assert under_the_act(G.COMMODITIES) == ["direct-award-ground-not-in-law"]


@pytest.mark.parametrize(
    ("ground", "holds", "fails", "asked"),
    [
        (G.EXCLUSIVE_RIGHTS, {"alternative": False}, {"alternative": True}, under_the_act),
        (G.TECHNICAL, {"alternative": False}, {"alternative": True}, under_the_act),
        (G.ADDITIONAL, {"incompatible": True}, {"incompatible": False}, under_the_act),
        (
            G.TECHNICAL,
            {"alternative": False, "narrowed": False},
            {"alternative": False, "narrowed": True},
            under_the_regulations,
        ),
        (
            G.EXCLUSIVE_RIGHTS,
            {"alternative": False, "narrowed": False},
            {"alternative": True, "narrowed": False},
            under_the_regulations,
        ),
    ],
)
def test_single_supplier_has_no_alternative(ground, holds, fails, asked):
    """Schedule 5, paragraphs 5 to 7, and regulation 32(2)(b): a favourite is no single supplier."""
    assert asked(ground, Justification(**holds)) == []
    assert asked(ground, Justification(**fails)) == ["direct-award-test-fails"]
    assert {*asked(ground, Justification())} == {"direct-award-test-unstated"}


def test_protecting_life_needs_regulations_of_a_minister():
    """Section 42: the ground exists only for contracts that such regulations specify."""
    assert under_the_act(G.PROTECTING_LIFE) == ["direct-award-test-unstated"]
    stated = Justification(under_regulations="regulations of 2027 on a pandemic")
    assert under_the_act(G.PROTECTING_LIFE, stated) == []


@pytest.mark.parametrize(
    ("ground", "facts", "refused"),
    [
        (G.USER_CHOICE, {}, True),
        (G.PROTECTING_LIFE, {}, True),
        (G.ADDITIONAL, {}, True),
        (G.ADDITIONAL, {"subject": Subject.GOODS}, False),
        (G.COMMODITIES, {}, True),
        (G.INSOLVENCY, {}, False),
        (G.INSOLVENCY, {"subject": Subject.WORKS}, True),
        (G.TECHNICAL, {}, False),
        (G.ARTISTIC, {}, False),
    ],
)
def test_older_law_has_grounds_of_its_own(ground, facts, refused):
    """An officer who learned the Act applies its list to a procurement of 2021."""
    found = under_the_regulations(ground, **facts)
    assert ("direct-award-ground-not-in-law" in found) is refused


@pytest.mark.parametrize(("on", "fails"), [(date(2024, 7, 1), False), (date(2024, 7, 2), True)])
def test_repetition_of_the_2015_regulations_reaches_on_to_a_working_day(on, fails):
    """Three years from 29 June 2021 would end on a Saturday: regulations 2(4) and 32(12)."""
    earlier = Justification(earlier="C0", earlier_competed_on=date(2021, 6, 29), foretold=True)
    cycle, record = before(
        AwardRecommendation, PUBLIC_CONTRACTS_2015, earlier,
        light_touch=False, direct_award_ground=G.REPEAT,
    )  # fmt: skip
    found = [f.code for f in cycle.findings(evolve(record, on=on))]
    assert ("direct-award-test-fails" in found) is fails


def test_ground_that_the_law_lacks_is_refused_with_those_it_has():
    """The remedy names what could be stated instead."""
    cycle, record = before(
        AwardRecommendation, PUBLIC_CONTRACTS_2015, None,
        light_touch=False, direct_award_ground=G.PROTECTING_LIFE,
    )  # fmt: skip
    (finding,) = [f for f in cycle.findings(record) if f.code in OURS]
    assert str(finding) == (
        '"to protect life, health or public order" is not a ground of the Public Contracts '
        "Regulations 2015 for services, not light touch (Public "
        "Contracts Regulations 2015, regulation 32). Hold a competition, or state one of its grounds: no "
        "tenders, or no suitable tenders, were received; a unique work of art or artistic performance; "
        "technical reasons leave no competition; intellectual property or other exclusive rights; extreme "
        "and unavoidable urgency; advantageous terms on an insolvency; supplies like those of an earlier "
        "contract, which foretold them."
    )


@pytest.mark.parametrize("light_touch", [True, False])
def test_person_s_choice_is_a_ground_for_light_touch_services_alone(light_touch):
    """Schedule 5, paragraphs 15 to 17: social care for one person, not the cleaning of offices."""
    cycle, record = before(
        AwardRecommendation, PROCUREMENT_ACT_2023, None,
        light_touch=light_touch, direct_award_ground=G.USER_CHOICE,
    )  # fmt: skip
    refused = [code for code, _ in told(cycle, record) if code != "direct-award-test-unstated"]
    assert refused == ([] if light_touch else ["direct-award-ground-not-in-law"])


def test_ground_that_depends_on_an_unstated_fact_is_not_known():
    """Neither answer would be honest before somebody has looked up the CPV code."""
    cycle, record = before(
        AwardRecommendation, PROCUREMENT_ACT_2023, None,
        light_touch=None, direct_award_ground=G.USER_CHOICE,
    )  # fmt: skip
    (unknown,) = [f.message for f in cycle.findings(record) if f.code == "law-unknown"]
    assert "the law depends on whether the service is light touch" in unknown


def test_person_s_choice_needs_none_of_the_notices_about_an_award():
    """Sections 44(3), 50(6)(b), 53(6)(b) and 80(4)(b): a care home place is not announced."""
    cycle, _ = before(
        AwardRecommendation, PROCUREMENT_ACT_2023, None, direct_award_ground=G.USER_CHOICE
    )
    held = {
        row.value.code
        for row in law_for(cycle.ledger, date(2025, 6, 2)).every(NOTICE, date(2025, 6, 2))
    }
    assert not held & {"UK5", "UK6", "UK7", "UK11"}
    assert "UK12" in held


URGENT = Justification(strictly_necessary=True, own_act=False, foreseeable=False)


@pytest.mark.parametrize("asked", [under_the_act, under_the_regulations])
@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"own_act": True}, ["direct-award-test-fails"]),
        ({"foreseeable": True}, ["direct-award-test-fails"]),
        ({"own_act": None}, ["direct-award-test-unstated"]),
        ({"strictly_necessary": False}, ["direct-award-test-fails"]),
        ({"strictly_necessary": None}, ["direct-award-test-unstated"]),
        (
            {"foreseeable": None, "own_act": True},
            ["direct-award-test-fails", "direct-award-test-unstated"],
        ),
    ],
)
def test_urgency_is_neither_made_nor_foreseeable(asked, changes, codes):
    """A contract that ran out on its day is urgent and was foreseen for years."""
    assert asked(G.URGENCY, evolve(URGENT, **changes)) == codes


def test_urgency_that_is_only_a_fact_is_tested_as_well():
    """The fact spares the standstill, so it has to carry the tests too."""
    cycle, record = before(
        NoticePublished, PROCUREMENT_ACT_2023, evolve(URGENT, own_act=True),
        direct_award_ground=None, urgent=True,
    )  # fmt: skip
    assert [code for code, _ in told(cycle, record)] == ["direct-award-test-fails"]


def test_messages_of_a_test():
    """One refuses and one warns; the words say which."""
    cycle, record = before(
        NoticePublished,
        PROCUREMENT_ACT_2023,
        evolve(URGENT, own_act=True, foreseeable=None),
        direct_award_ground=G.URGENCY,
    )
    fails, unstated = (f for f in cycle.findings(record) if f.code in OURS)
    assert str(fails) == (
        'The ground "extreme and unavoidable urgency" holds only if no act or omission of the authority '
        "brought it about; the strategy states otherwise (Procurement Act 2023, Schedule 5, paragraphs 13 "
        "and 14). Hold a competition, or rely on another ground."
    )
    assert str(unstated) == (
        'The ground "extreme and unavoidable urgency" holds only if the authority could not have foreseen '
        "it; the strategy does not say so (Procurement Act 2023, Schedule 5, paragraphs 13 and 14). State "
        "it in the justification of the procurement strategy."
    )
    assert (fails.severity, unstated.severity) == (Severity.BLOCKS, Severity.WARNS)


def published(awarded: date | None, foretold: bool | None = True) -> list[str]:
    """The findings of a notice of 2 June 2025 on the repetition of an earlier contract."""
    stated = Justification(earlier="C-2020", earlier_competed_on=awarded, foretold=foretold)
    cycle, record = before(
        NoticePublished, PROCUREMENT_ACT_2023, stated, direct_award_ground=G.REPEAT
    )
    return [code for code, _ in told(cycle, evolve(record, on=date(2025, 6, 2)))]


@pytest.mark.parametrize(
    ("awarded", "foretold", "codes"),
    [
        (date(2020, 6, 3), True, []),
        (date(2020, 6, 2), True, ["direct-award-test-fails"]),
        (date(2025, 6, 2), True, []),
        (date(2025, 6, 3), True, ["direct-award-test-fails"]),
        (None, True, ["direct-award-test-unstated"]),
        (date(2022, 6, 2), False, ["direct-award-test-fails"]),
        (date(2022, 6, 2), None, ["direct-award-test-unstated"]),
    ],
)
def test_repetition_is_foretold_and_within_five_years(awarded, foretold, codes):
    """Schedule 5, paragraph 8: the five years end with the day of the notice, so the anniversary is late."""
    assert published(awarded, foretold) == codes


@pytest.mark.parametrize(("on", "late"), [(date(2021, 9, 2), False), (date(2021, 9, 3), True)])
def test_older_law_lets_a_contract_be_repeated_for_three_years(on, late):
    """Regulation 32(12): during the three years following the conclusion of the original contract."""
    stated = Justification(earlier_competed_on=date(2018, 9, 2), foretold=True)
    cycle, record = before(
        AwardRecommendation,
        PUBLIC_CONTRACTS_2015,
        stated,
        light_touch=False,
        direct_award_ground=G.REPEAT,
    )
    codes = [code for code, _ in told(cycle, evolve(record, on=on))]
    assert codes == ["direct-award-test-fails"] * late


@pytest.mark.parametrize("asked", [under_the_act, under_the_regulations])
def test_switch_names_the_competition_that_failed(asked):
    """Sections 43 and 44; regulation 32(2)(a): without a competition there is nothing to switch from."""
    failed = Justification(earlier="DN-1042", award_impossible=True, terms_altered=False)
    assert asked(G.NO_SUITABLE_TENDERS, failed) == []
    assert asked(G.NO_SUITABLE_TENDERS, evolve(failed, earlier="")) == [
        "direct-award-test-unstated"
    ]


def test_switch_under_the_act_needs_a_competition_that_can_lead_to_no_award():
    """Section 43(1): while a suitable tender could still be chosen under section 19, it must be."""
    failed = Justification(earlier="DN-1042", award_impossible=False)
    assert under_the_act(G.NO_SUITABLE_TENDERS, failed) == ["direct-award-test-fails"]
    unsaid = evolve(failed, award_impossible=None)
    assert under_the_act(G.NO_SUITABLE_TENDERS, unsaid) == ["direct-award-test-unstated"]


def test_switch_under_the_older_law_keeps_the_terms_of_the_competition():
    """Regulation 32(2)(a): terms that others might have bid on are not offered to one alone."""
    failed = Justification(earlier="DN-1042", terms_altered=True)
    assert under_the_regulations(G.NO_SUITABLE_TENDERS, failed) == ["direct-award-test-fails"]


@pytest.mark.parametrize(
    ("chosen", "against", "codes"),
    [
        (True, True, []),
        (False, True, ["direct-award-test-fails"]),
        (True, False, ["direct-award-test-fails"]),
        (None, None, ["direct-award-test-unstated"] * 2),
    ],
)
def test_choice_of_a_person_is_theirs_and_in_their_interests(chosen, against, codes):
    """Schedule 5, paragraphs 15 to 17: the council's own convenience is no choice of the person."""
    stated = Justification(chosen=chosen, against_best_interests=against)
    cycle, record = before(
        AwardRecommendation, PROCUREMENT_ACT_2023, stated, direct_award_ground=G.USER_CHOICE
    )
    assert [code for code, _ in told(cycle, record)] == codes


@pytest.mark.parametrize(
    ("regime", "ground"),
    [(regime, ground) for regime in REGIMES for ground in GROUNDS[regime.name]],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_story_on_each_ground_states_what_its_tests_ask(regime, ground):
    """A story on a single ground would leave the tests of all others unwalked."""
    scenario = Scenario(regime=regime, route=Route.direct_award(), ground=ground)
    told_of = story(scenario)
    assert told_of.expect(ProcurementStrategy).facts.direct_award_ground is ground
    assert Scenario.of(told_of).ground is ground
    assert Cycle.audit("Advocacy", told_of.records).findings == ()


def test_story_on_a_ground_that_the_law_lacks_is_refused():
    """It would be a valid cycle of no law."""
    with pytest.raises(RecordError, match="is not one of the law's for care services"):
        Scenario(regime=PUBLIC_CONTRACTS_2015, route=Route.direct_award(), ground=G.PROTECTING_LIFE)


@pytest.mark.parametrize("facts", [{"direct_award_ground": None}, {"framework_call_off": True}])
def test_without_a_ground_or_from_a_framework_there_is_nothing_to_test(facts):
    """A missing ground is reported by another gate, and a call-off needs none."""
    cycle, record = before(
        NoticePublished, PROCUREMENT_ACT_2023, None, **{"direct_award_ground": G.URGENCY, **facts}
    )
    assert told(cycle, record) == []


def test_competition_is_not_asked_for_the_ground_of_a_direct_award():
    """An award notice after a competition states no ground."""
    cycle, record = before(
        NoticePublished, PROCUREMENT_ACT_2023, None, direct_award_ground=G.URGENCY
    )
    assert told(cycle, evolve(record, notice="UK6")) == []


def test_papers_of_a_history_brought_forward_are_elsewhere():
    """The law of the ground is checked; what the strategy stated is not held."""
    facts = ProcurementFacts(light_touch=False, above_threshold=True, direct_award_ground=G.URGENCY)
    begun = BroughtForward(on=date(2025, 6, 2), stage=Stage.AWARD, because="archived", facts=facts,
                           route=Route.direct_award(), commenced_on=date(2025, 6, 2))  # fmt: skip
    notice = NoticePublished(on=date(2025, 6, 3), notice="UK5")
    assert told(Cycle("Advocacy").record(begun), notice) == []
    wrong = evolve(begun, facts=evolve(facts, direct_award_ground=None))
    assert told(Cycle("Advocacy").record(wrong), notice) == []


@pytest.mark.parametrize(("day", "warned"), [(11, True), (12, False)])
def test_voluntary_notice_protects_after_ten_days(day, warned):
    """Regulation 99(3): the ten days begin on the day after, so the twelfth is the first safe day."""
    cycle, signed = before(ContractSigned, PUBLIC_CONTRACTS_2015, None)
    notice = NoticePublished(on=date(2022, 3, 1), notice="PCR-voluntary-transparency")
    asked = Cycle.audit("Advocacy", (*cycle.records, notice)).cycle
    findings = asked.findings(evolve(signed, on=date(2022, 3, day)))
    found = [f for f in findings if f.code == "transparency-too-recent"]
    assert [(str(f), f.severity, f.earliest) for f in found] == [
        (
            "The transparency notice of 1 March 2022 does not protect a contract signed on 11 March "
            "2022: the 10 days after it run to 11 March 2022 (Public Contracts Regulations 2015, "
            "regulation 99(3)). Sign on or after 12 March 2022.",
            Severity.WARNS,
            date(2022, 3, 12),
        )
    ] * warned


def test_ten_days_of_a_voluntary_notice_that_end_on_a_saturday_run_to_monday():
    """Regulation 2(4) carries every period of Part 3 to the end of the next working day."""
    cycle, signed = before(ContractSigned, PUBLIC_CONTRACTS_2015, None)
    notice = NoticePublished(on=date(2022, 3, 2), notice="PCR-voluntary-transparency")
    asked = Cycle.audit("Advocacy", (*cycle.records, notice)).cycle
    codes = [
        {f.code for f in asked.findings(evolve(signed, on=date(2022, 3, day)))} for day in (14, 15)
    ]
    assert ["transparency-too-recent" in each for each in codes] == [True, False]


@pytest.mark.parametrize("fields", [{"notice": "CF-award"}, {"amends": "N0"}])
def test_only_the_voluntary_notice_itself_is_waited_for(fields):
    """Another notice protects nothing, and one that amends it does not start the days again."""
    cycle, signed = before(ContractSigned, PUBLIC_CONTRACTS_2015, None)
    notice = evolve(
        NoticePublished(on=date(2022, 3, 1), notice="PCR-voluntary-transparency"), **fields
    )
    asked = Cycle.audit("Advocacy", (*cycle.records, notice)).cycle
    codes = {f.code for f in asked.findings(evolve(signed, on=date(2022, 3, 2)))}
    assert "transparency-too-recent" not in codes


def test_competition_waits_for_no_voluntary_notice():
    """Its bidders have the standstill."""
    facts = ProcurementFacts(light_touch=True, above_threshold=True)
    begun = BroughtForward(on=date(2022, 3, 1), stage=Stage.AWARD, because="archived", facts=facts,
                           route=Route.open(), commenced_on=date(2022, 3, 1))  # fmt: skip
    notice = NoticePublished(on=date(2022, 3, 1), notice="PCR-voluntary-transparency")
    _, signed = before(ContractSigned, PUBLIC_CONTRACTS_2015, None)
    asked = Cycle.audit("Advocacy", (begun, notice)).cycle
    codes = {f.code for f in asked.findings(evolve(signed, on=date(2022, 3, 2)))}
    assert "transparency-too-recent" not in codes


@pytest.mark.parametrize(("notice", "asked"), [("UK7", True), ("UK10", True), ("UK6", False)])
def test_conflicts_are_confirmed_in_later_notices_too(notice, asked):
    """Section 83(5) and (8): not only when the procurement is announced."""
    cycle, record = before(
        NoticePublished, PROCUREMENT_ACT_2023, None, direct_award_ground=G.TECHNICAL
    )
    bare = Cycle.audit(
        "Advocacy", [each for each in cycle.records if not isinstance(each, ConflictsAssessed)]
    ).cycle
    codes = {f.code for f in bare.findings(evolve(record, notice=notice))}
    assert ("conflicts-unassessed" in codes) is asked


@pytest.mark.parametrize(("reviewed", "warned"), [(None, True), (12, True), (13, False)])
def test_conflicts_are_reviewed_between_two_notices_that_confirm_them(reviewed, warned):
    """Section 83(5) and (8): the assessment of a competition does not know who won."""
    scenario = Scenario(route=Route.direct_award(), regime=PROCUREMENT_ACT_2023, providers=("elm",))
    told_of = story(scenario, after=ContractSigned)
    first = next(each for each in told_of.records if isinstance(each, NoticePublished))
    later = date(2027, 3, 15)
    records = [
        evolve(each, on=date(2027, 1, 13)) if each is first else each for each in told_of.records
    ]
    if reviewed:
        records.append(ConflictsAssessed(on=date(2027, 1, reviewed)))
    cycle = Cycle.audit("Advocacy", records).cycle
    published = NoticePublished(on=later, notice="UK7", contract="C1")
    assert [f.code for f in cycle.findings(published) if "conflicts" in f.code] == [
        "conflicts-not-reviewed"
    ] * warned


@pytest.mark.parametrize(
    ("facts", "justified", "codes"),
    [
        ({"urgent": True}, {}, ["direct-award-test-unstated"] * 2),
        ({"urgent": True}, {"own_act": False, "foreseeable": False}, []),
        ({"urgent": True}, {"own_act": False, "foreseeable": True}, ["direct-award-test-fails"]),
        ({"urgent": True}, {"own_act": True, "foreseeable": False}, ["direct-award-test-fails"]),
        ({"direct_award_ground": G.URGENCY}, {"own_act": False}, ["direct-award-test-unstated"]),
        ({"urgent": False}, {"own_act": True}, []),
    ],
)
def test_urgent_award_of_health_care_is_neither_foreseeable_nor_the_authoritys_own_doing(
    facts: dict[str, object], justified: dict[str, bool], codes: list[str]
):
    """Regulation 14: a contract left to run out is no emergency."""
    stated = Justification(**justified) if justified else None
    cycle, award = before(AwardRecommendation, PROVIDER_SELECTION_2023, stated, **facts)
    assert [f.code for f in cycle.findings(award) if f.code in OURS] == codes
