"""What the law asks while a competition runs, of call-offs, frameworks and processes for health care."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from commissioning.dates.periods import Deadline, Period
from commissioning.gates.frameworks_law import (
    call_off_may_be_direct,
    framework_states_its_terms,
    health_process_is_open,
)
from commissioning.gates.notices import terms_may_still_change, withholding_has_its_reason
from commissioning.gates.selection_law import minimum_time_is_given
from commissioning.gates.suppliers import sub_contractors_are_searched
from commissioning.law.conditions import CONDITION, Condition
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.records.award import AwardRecommendation, IntentionToAward, LotAward
from commissioning.records.framework_terms import FrameworkKind, FrameworkTerms, LotCeiling
from commissioning.records.frameworks import FrameworkOpened, Membership
from commissioning.records.history import BroughtForward
from commissioning.records.notices import NoticePublished, Withheld, WithheldBecause
from commissioning.records.selection import ExclusionsDecided, SelectionQuestionnaire
from commissioning.records.strategy import (
    HealthProcess,
    Parent,
    ParentKind,
    ProcurementFacts,
    ProcurementStrategy,
)
from commissioning.records.tender import DeadlineExtended, InvitationToTender
from commissioning.stages import Route, Stage
from commissioning.testing.drafts.any_kind import make
from commissioning.values.money import pounds

DAY = date(2026, 6, 15)
RECOMMENDED = AwardRecommendation(on=DAY, reference="R1", awards=(LotAward(provider="alder"),))
DIRECT, COMPETED = Route.call_off(competed=False), Route.call_off(competed=True)


def act(on=DAY, regime=PROCUREMENT_ACT_2023, **facts):
    given = {"light_touch": False, "above_threshold": True, **facts}
    return regime.law(ProcurementFacts(**given), on)


def health(**facts):
    return act(regime=PROVIDER_SELECTION_2023, health_service=True, **facts)


# Call-offs, section 45(3) and (4)


def called_off_under(case_of, parent, *more, route=DIRECT, law=None):
    """What is found on a recommendation for a call-off from a framework."""
    facts = ProcurementFacts(framework_call_off=True)
    planned = ProcurementStrategy(on=DAY, route=route, facts=facts, under=parent)
    law = law or act(framework_call_off=True)
    return list(call_off_may_be_direct(case_of(RECOMMENDED, *more, planned, law=law, route=route)))


def framework(**fields):
    return Parent(reference="F1", kind=ParentKind.FRAMEWORK, **fields)


@pytest.mark.parametrize(
    ("parent", "route", "blocks"),
    [
        (framework(members=("alder",)), DIRECT, None),
        (framework(members=("alder", "birch"), chooses_by="the lowest rate"), DIRECT, None),
        (framework(members=("alder", "birch")), DIRECT, False),
        (framework(chooses_by=""), DIRECT, True),
        (None, DIRECT, False),
        (framework(chooses_by=""), COMPETED, None),
    ],
    ids=("one supplier", "mechanism", "not stated", "none", "no parent", "competed"),
)
def test_call_off_is_competed_but_for_one_supplier_or_a_mechanism(case_of, parent, route, blocks):
    """A call-off given to whom the buyer likes is a direct award without a ground."""
    found = called_off_under(case_of, parent, route=route)
    assert [finding.blocks for finding in found] == ([] if blocks is None else [blocks])


def test_message_about_a_call_off_says_what_the_framework_has_to_have(case_of):
    """The officer looks for two things in the framework, and finds here which."""
    (finding,) = called_off_under(case_of, framework(chooses_by=""))
    assert str(finding) == (
        "The call-off from framework F1 is not competed. The framework may allow that only if it has "
        "one supplier, or sets out the core terms and an objective way to choose. The strategy "
        "states that it does not (Procurement Act 2023, section 45(3), (4), (8) and (9)). State in the "
        "strategy how the framework chooses, or invite its members to compete."
    )


def test_call_off_of_a_history_brought_forward_is_not_asked(case_of):
    """Its framework's terms are in papers that are not held."""
    start = BroughtForward(on=DAY, stage=Stage.AWARD, because="papers", route=DIRECT)
    assert called_off_under(case_of, framework(chooses_by=""), start) == []


@pytest.mark.parametrize(
    ("law", "asked"),
    [
        (act(framework_call_off=True), True),
        (act(framework_call_off=True, light_touch=True), False),
        (act(framework_call_off=True, above_threshold=False), False),
        (act(date(2022, 7, 4), PUBLIC_CONTRACTS_2015, framework_call_off=True), True),
    ],
    ids=("ordinary", "light touch", "below the threshold", "2015"),
)
def test_light_touch_and_small_call_offs_are_free(law, asked):
    """Section 45(9) spares a light touch framework; section 45(3) is about public contracts."""
    rows = law.every(CONDITION, law.commenced_on)
    conditions = [row.value.condition for row in rows if row.value.record is AwardRecommendation]
    assert (Condition.CALL_OFF_MAY_BE_DIRECT in conditions) is asked


# Contents of a framework, section 45(5)

TERM = Period.of(DAY, years=4)
WHOLE_TERMS = FrameworkTerms(term=TERM, ceiling=pounds(20_000_000), users=("anyborough",))
ON_A_FRAMEWORK = act(framework=True)


def opened(terms):
    return FrameworkOpened(on=DAY, terms=terms, members=(Membership(provider="alder"),))


@pytest.mark.parametrize(
    ("terms", "law", "missing"),
    [
        (WHOLE_TERMS, ON_A_FRAMEWORK, ""),
        (evolve(WHOLE_TERMS, ceiling=None), ON_A_FRAMEWORK, "its estimated value"),
        (
            evolve(WHOLE_TERMS, ceiling=None, by_lot=(LotCeiling(lot="N", ceiling=pounds(1)),)),
            ON_A_FRAMEWORK,
            "",
        ),
        (evolve(WHOLE_TERMS, users=()), ON_A_FRAMEWORK, "the authorities that may use it"),
        (WHOLE_TERMS, act(framework=True, open_framework=True), "that it is an open framework"),
        (
            evolve(WHOLE_TERMS, kind=FrameworkKind.OPEN),
            act(framework=True, open_framework=True),
            "",
        ),
        (FrameworkTerms(term=TERM), act(framework=True, light_touch=True), ""),
        (FrameworkTerms(term=TERM), health(framework=True), "the authorities that may use it"),
    ],
    ids=("whole", "value", "by lot", "users", "not open", "open", "light touch", "health"),
)
def test_framework_states_what_its_law_asks(case_of, terms, law, missing):
    """A buyer who is not named, or a value that is not stated, is where a framework is attacked."""
    found = [f.message for f in framework_states_its_terms(case_of(opened(terms), law=law))]
    assert found == ([f"The framework does not state {missing}"] if missing else [])


def test_invitation_for_a_framework_is_asked_too(case_of):
    """Bidders price what the framework is for, by whom and how long."""
    asked = invited(DAY, 30, framework=FrameworkTerms())
    (finding,) = framework_states_its_terms(case_of(asked, law=ON_A_FRAMEWORK))
    assert str(finding) == (
        "The framework does not state its estimated value, its term and the authorities that may use it "
        "(Procurement Act 2023, section 45(5)(c)). Add what is missing to the terms, or record it if "
        "the papers already have it."
    )
    plain = evolve(asked, framework=None)
    assert not list(framework_states_its_terms(case_of(plain, law=ON_A_FRAMEWORK)))


# Processes for health care, regulations 16(3) and 18


@pytest.mark.parametrize(
    ("facts", "route", "closed"),
    [
        ({"framework": True}, Route.framework(), True),
        ({"framework_call_off": True}, COMPETED, True),
        ({"framework_call_off": True}, DIRECT, False),
        ({"framework_call_off": True, "urgent": True}, COMPETED, False),
        ({}, Route.direct_award(), False),
    ],
    ids=("framework", "competed call-off", "direct call-off", "urgent call-off", "contract"),
)
def test_framework_for_health_care_is_concluded_in_competition(case_of, facts, route, closed):
    """The processes without a competition lead to a contract, never to a framework."""
    for process in HealthProcess:
        law = health(health_process=process, **facts)
        found = list(health_process_is_open(case_of(RECOMMENDED, law=law, route=route)))
        assert bool(found) is (closed and process is not HealthProcess.COMPETITIVE)


def test_message_about_a_closed_process_names_the_open_one(case_of):
    """The way out is the process, not another form of words."""
    law = health(framework_call_off=True, health_process=HealthProcess.DIRECT_AWARD_C)
    (finding,) = health_process_is_open(case_of(RECOMMENDED, law=law, route=COMPETED))
    assert str(finding) == (
        "A contract called off in competition from a health care framework must be awarded by the "
        "competitive process, not by the direct award process C (Health Care Services (Provider Selection "
        "Regime) Regulations 2023, regulation 18(4) and (7)). Follow that process, and state it in the "
        "facts of the procurement strategy."
    )


# Sub-contractors, section 28(1)


@pytest.mark.parametrize(("searched", "found"), [(True, 0), (False, 1), (None, 1)])
def test_sub_contractors_are_asked_for_and_searched_for(case_of, searched, found):
    """Without the search a debarred firm comes in through the back door, and section 78 cannot end it."""
    decided = ExclusionsDecided(on=DAY, considered=("alder",), sub_contractors_searched=searched)
    assert len(list(sub_contractors_are_searched(case_of(decided, law=act())))) == found


# Changes to a competition, section 31

ASKED = SelectionQuestionnaire(on=DAY, responses_due_by=Deadline(date(2026, 7, 13)))


def invited(on, days, **fields):
    due = Deadline(on + timedelta(days=days))
    return evolve(make(InvitationToTender), on=on, tenders_due_by=due, lots=None, **fields)


def amended(case_of, day, *, light_touch=False, route=None, before=(), **fields):
    """Whether a change of the tender notice on a day is found to be late."""
    notice = NoticePublished(on=day, notice="UK4", amends="N1", **fields)
    law = act(light_touch=light_touch)
    return [
        f.message for f in terms_may_still_change(case_of(notice, *before, law=law, route=route))
    ]


@pytest.mark.parametrize(
    ("day", "fields", "late"),
    [
        (date(2026, 7, 13), {}, False),
        (date(2026, 7, 14), {}, True),
        (date(2026, 7, 14), {"not_substantial": True}, False),
        (date(2026, 7, 14), {"light_touch": True}, False),
        (date(2026, 8, 31), {"not_substantial": True}, False),
        (date(2026, 9, 1), {"not_substantial": True}, True),
        (date(2026, 9, 1), {"light_touch": True}, True),
    ],
    ids=(
        "last day for requests", "the day after", "not substantial", "light touch",
        "last day for tenders", "after tenders", "light touch after tenders",
    ),
)  # fmt: skip
def test_terms_change_freely_until_requests_are_due_then_a_little_until_tenders_are(
    case_of, day, fields, late
):
    """A supplier that stayed away because of a term is owed another chance once the term is gone."""
    before = (ASKED, invited(date(2026, 7, 31), 31))
    found = amended(case_of, day, before=before, route=Route.restricted(), **fields)
    assert bool(found) is late


def test_open_competition_changes_until_its_deadline_as_extended(case_of):
    """Nothing may change once tenders are in, however small."""
    before = [invited(DAY, 30)]
    assert amended(case_of, date(2026, 7, 16), before=before, route=Route.open()) == [
        "The UK4 notice is amended on 16 July 2026, but tenders were due by 15 July 2026"
    ]
    longer = Deadline(date(2026, 7, 16))
    before.append(DeadlineExtended(on=DAY, tenders_due_by=longer, because="a change"))
    assert amended(case_of, date(2026, 7, 16), before=before, route=Route.open()) == []


def test_way_out_of_a_late_change_is_to_say_that_it_is_not_substantial(case_of):
    """Only where that would help: not once tenders are in."""
    notice = NoticePublished(on=date(2026, 7, 14), notice="UK4", amends="N1")
    (finding,) = terms_may_still_change(case_of(notice, ASKED, law=act(), route=Route.restricted()))
    assert str(finding) == (
        "The UK4 notice is amended on 14 July 2026, but requests to take part were due by 13 July 2026 "
        "(Procurement Act 2023, section 31(1), (2)(a) and (3)). Begin another competition if the terms have "
        "to change; if not, say that the change is not substantial."
    )


@pytest.mark.parametrize(
    ("notice", "route"),
    [
        (NoticePublished(on=DAY, notice="UK4"), Route.open()),
        (NoticePublished(on=DAY, notice="UK7", amends="N1"), Route.open()),
        (NoticePublished(on=DAY, notice="UK5", amends="N1"), Route.direct_award()),
    ],
    ids=("not an amendment", "another notice", "a direct award"),
)
def test_other_notices_change_no_competition(case_of, notice, route):
    """Section 31 is about the notice that bidders answer."""
    before = invited(date(2026, 5, 1), 30)
    assert not list(terms_may_still_change(case_of(notice, before, law=act(), route=route)))


# Documents that come later, section 54(4)

CENTRAL = {"sub_central": False}


@pytest.mark.parametrize(
    ("route", "facts", "least"),
    [
        (Route.open(), {}, 30),
        (Route.open(), {"electronic": False}, 35),
        (Route.open(), {"urgent": True}, 10),
        (Route.restricted(), {}, 10),
        (Route.restricted(), CENTRAL, 30),
        (Route.restricted(), {**CENTRAL, "electronic": False}, 35),
        (Route.restricted(), {**CENTRAL, "urgent": True}, 10),
        (Route.restricted(), {**CENTRAL, "dynamic_market": True}, 10),
    ],
    ids=str,
)
def test_documents_that_come_later_give_bidders_five_days_more(case_of, route, facts, least):
    """Bidders cannot price what they have not been given."""

    def short(days):
        asked = invited(DAY, days, documents_later=True)
        return bool([*minimum_time_is_given(case_of(asked, law=act(**facts), route=route))])

    assert (short(least - 1), short(least)) == (True, False)


def test_documents_that_come_later_change_nothing_where_no_rule_says_so(case_of):
    """Light touch has no minimum; the 2015 Regulations are held without theirs."""
    care = invited(DAY, 1, documents_later=True)
    assert not list(
        minimum_time_is_given(case_of(care, law=act(light_touch=True), route=Route.open()))
    )
    old = act(date(2022, 7, 4), PUBLIC_CONTRACTS_2015)
    asked = invited(date(2022, 7, 4), 30, documents_later=True)
    assert not list(minimum_time_is_given(case_of(asked, law=old, route=Route.open())))
    planned = NoticePublished(on=date(2026, 4, 15), notice="UK3")
    asked = invited(DAY, 10, documents_later=True)
    assert not list(minimum_time_is_given(case_of(asked, planned, law=act(), route=Route.open())))


# Withheld information outside notices, section 94


def test_summaries_withhold_commercial_information_for_a_public_interest(case_of):
    """Section 94 speaks of every disclosure under the Act, not of notices alone."""
    secret = Withheld(what="the rates of the winner", because=WithheldBecause.COMMERCIAL)
    letters = IntentionToAward(on=DAY, recommendation="R1", withheld=(secret,))
    (finding,) = withholding_has_its_reason(case_of(letters, law=act()))
    assert finding.message == (
        "The assessment summaries withhold the rates of the winner as sensitive commercial information, "
        "but no overriding public interest in withholding it is stated"
    )
    stated = evolve(secret, public_interest="rivals would fix their prices by it")
    assert not list(
        withholding_has_its_reason(case_of(evolve(letters, withheld=(stated,)), law=act()))
    )
    assert not list(withholding_has_its_reason(case_of(RECOMMENDED, law=act())))
