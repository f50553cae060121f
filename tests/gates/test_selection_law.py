"""What the law says of selection: whether, how long, how many, and who is left out."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from commissioning.dates.periods import Deadline
from commissioning.errors import NoRuleError
from commissioning.gates.attached import law_gates
from commissioning.gates.selection_law import (
    ExclusionOutcome,
    intended_approach_has_stood,
    judge_exclusion,
    minimum_time_is_given,
    selection_stage_is_allowed,
    shortlist_is_long_enough,
)
from commissioning.gates.suppliers import (
    excluded_suppliers_are_left_out,
    suppliers_are_excluded_on_a_ground,
)
from commissioning.law.questions import SELF_CLEANING_HEARD, WAIT_AFTER_INTENDED_APPROACH
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.records.award import AwardRecommendation
from commissioning.records.criteria import Criterion
from commissioning.records.methods import DescribedCriteria
from commissioning.records.notices import NoticePublished
from commissioning.records.selection import (
    ExclusionsDecided,
    GroundFound,
    ProviderAssessment,
    SelectionAssessment,
    SelectionOutcome,
    SelectionQuestionnaire,
    Shortlist,
)
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.records.strategy import (
    HealthProcess,
    ProcurementFacts,
    ProcurementStrategy,
    Subject,
)
from commissioning.records.tender import InvitationToTender, TenderOpening
from commissioning.stages import Route
from commissioning.testing import Scenario, story
from commissioning.values.money import VatBasis, pounds
from commissioning.values.scales import ZERO_TO_FIVE

DAY = date(2026, 6, 15)
OLD = date(2022, 7, 11)


def act(**facts):
    given = {"light_touch": False, "above_threshold": True, **facts}
    return PROCUREMENT_ACT_2023.law(ProcurementFacts(**given), DAY)


def pcr(**facts):
    given = {"light_touch": False, "above_threshold": True, **facts}
    return PUBLIC_CONTRACTS_2015.law(ProcurementFacts(**given), OLD)


def questionnaire(on=DAY, days=30):
    return SelectionQuestionnaire(on=on, responses_due_by=Deadline(on + timedelta(days=days)))


def invitation(on=DAY, days=30):
    return InvitationToTender(
        on=on,
        reference="ITT",
        method=DescribedCriteria(
            criteria=(Criterion(reference="q", title="quality", scale=ZERO_TO_FIVE),),
            importance="quality first",
        ),
        tenders_due_by=Deadline(on + timedelta(days=days)),
    )


# Whether there may be a selection stage


def test_below_the_threshold_suitability_decides_nothing(case_of):
    """A £500,000 home support contract under the Act: section 85 refuses the questionnaire."""
    law = act(light_touch=True, above_threshold=False)
    (finding,) = selection_stage_is_allowed(case_of(questionnaire(), law=law))
    assert str(finding) == (
        "The contract is below the threshold, where you may not select tenderers by an "
        "assessment of suitability (Procurement Act 2023, section 85(1)). Take a route without a "
        "selection stage, and ask about suitability in the tender."
    )
    assert finding.blocks


def works(value):
    return ProcurementStrategy(
        on=date(2026, 5, 1),
        route=Route.restricted(),
        facts=ProcurementFacts(subject=Subject.WORKS, above_threshold=False),
        estimated_value=value,
    )


@pytest.mark.parametrize(
    ("law", "records", "codes"),
    [
        (act(), (), []),
        (
            act(subject=Subject.WORKS, above_threshold=False),
            (works(pounds(300_000, VatBasis.INCLUDING)),),
            [],
        ),
        (
            act(subject=Subject.WORKS, above_threshold=False),
            (works(pounds(100_000, VatBasis.INCLUDING)),),
            ["selection-not-allowed"],
        ),
        (
            act(subject=Subject.WORKS, above_threshold=False),
            (works(None),),
            ["selection-not-allowed"],
        ),
        (
            act(subject=Subject.WORKS, above_threshold=False),
            (),
            ["selection-not-allowed"],
        ),
        (
            act(subject=Subject.WORKS, above_threshold=False, sub_central=False),
            (works(pounds(136_000, VatBasis.INCLUDING)),),
            [],
        ),
        (act(subject=Subject.CONCESSION, above_threshold=False), (), []),
        (act(framework_call_off=True, above_threshold=False), (), []),
        (pcr(light_touch=True, above_threshold=False), (), ["selection-not-allowed"]),
        (
            pcr(light_touch=True, above_threshold=False),
            (works(pounds(24_999, VatBasis.INCLUDING)),),
            [],
        ),
    ],
    ids=(
        "above",
        "larger works",
        "smaller works",
        "works without a value",
        "works without a strategy",
        "works of a central body",
        "a concession",
        "a call-off",
        "care in 2022",
        "care below every line",
    ),
)
def test_selection_stage_is_allowed_by_value_and_kind(case_of, law, records, codes):
    """Section 85 spares concessions, call-offs and larger works; the 2015 Regulations what is small."""
    case = case_of(SelectionQuestionnaire, *records, law=law, on=DAY)
    assert [f.code for f in selection_stage_is_allowed(case)] == codes


# How long


@pytest.mark.parametrize(
    ("record", "law", "told"),
    [
        (
            questionnaire(days=16),
            act(),
            (
                "Responses are due by 1 July 2026, which allows 16 days; the minimum is 25 calendar "
                "days, counted from the day after (Procurement Act 2023, section 54(3)). Set 10 July "
                "2026 or a later day."
            ),
        ),
        (questionnaire(days=25), act(), ""),
        (questionnaire(days=3), act(light_touch=True), ""),
        (questionnaire(days=10), act(urgent=True), ""),
        (
            invitation(days=7),
            act(),
            (
                "Tenders are due by 22 June 2026, which allows 7 days; the minimum is 10 calendar "
                "days, counted from the day after (Procurement Act 2023, section 54(4)). Set 25 June "
                "2026 or a later day, unless all the selected bidders agreed to less."
            ),
        ),
        (
            questionnaire(OLD, days=29),
            pcr(),
            (
                "Responses are due by 9 August 2022, which allows 29 days; the minimum is 30 "
                "calendar days, counted from the day after and rolled forward to a working day by "
                "the bank holidays of England and Wales (Public Contracts Regulations 2015, "
                "regulation 28). Set 10 August 2022 or a later day."
            ),
        ),
    ],
    ids=("short", "just enough", "light touch", "urgent", "after selection", "2015"),
)
def test_bidders_have_at_least_the_time_of_the_law(case_of, record, law, told):
    """25 days from Monday 15 June end on Friday 10 July."""
    findings = list(minimum_time_is_given(case_of(record, law=law)))
    assert "".join(map(str, findings)) == told
    assert all(f.blocks is ("agreed" not in f.remedy) for f in findings)


@pytest.mark.parametrize(
    ("law", "days", "codes"),
    [
        (act(framework_call_off=True), 1, []),
        (pcr(framework_call_off=True), 1, []),
        (act(above_threshold=False), 1, []),
        (pcr(above_threshold=False), 1, []),
        (act(dynamic_market=True), 10, []),
        (act(dynamic_market=True), 9, ["time-too-short"]),
        (pcr(dynamic_market=True), 10, []),
        (pcr(dynamic_market=True), 9, ["time-too-short"]),
        (pcr(dynamic_market=True, sub_central=False), 10, []),
    ],
)
def test_time_for_tenders_is_that_of_the_way_of_buying(case_of, law, days, codes):
    """Section 54(5) and regulation 33(11)(b) leave a call-off its time; regulation 34(11) has ten days."""
    case = case_of(invitation(law.commenced_on or DAY, days=days), law=law, route=Route.open())
    assert [f.code for f in minimum_time_is_given(case)] == codes


@pytest.mark.parametrize(("central", "days"), [(False, 9), (True, 24)])
def test_only_a_central_body_may_not_agree_on_less_with_those_selected(case_of, central, days):
    """Section 54(4): a negotiated tendering period is of an authority that is not a central one."""
    law = act(sub_central=not central)
    case = case_of(invitation(days=days), law=law, route=Route.restricted())
    (finding,) = minimum_time_is_given(case)
    assert finding.blocks is central


@pytest.mark.parametrize("law", [act(framework_call_off=True), pcr(framework_call_off=True)])
@pytest.mark.parametrize("kind", [SelectionQuestionnaire, InvitationToTender])
def test_competition_under_a_framework_has_no_gate_of_the_minimum_time(case_of, law, kind):
    """It is no competitive tendering procedure: how long is enough is for the authority to say."""
    assert minimum_time_is_given not in law_gates(case_of(kind, law=law, on=DAY))


def planned(on, code="UK3"):
    return NoticePublished(on=on, notice=code)


def test_plan_of_one_lot_shortens_the_competition_of_that_lot_alone(case_of):
    """Bidders for the other lot had no notice to prepare by."""
    both = ServiceSpecification(on=date(2026, 1, 5), divided_into=(Lot(reference="N", title="N"),
                                                                  Lot(reference="S", title="S")))  # fmt: skip
    plan = evolve(planned(date(2026, 5, 6)), lots=("N",))
    for lots, codes in (
        (("N",), []),
        (("S",), ["time-too-short"]),
        (("N", "S"), ["time-too-short"]),
    ):
        case = case_of(invitation(days=10), both, plan, law=act(), route=Route.open(), lots=lots)
        assert [f.code for f in minimum_time_is_given(case)] == codes


@pytest.mark.parametrize(
    ("days", "records", "codes"),
    [
        (25, (), []),
        (24, (), ["time-too-short"]),
        (10, (planned(date(2026, 5, 6)),), []),
        (10, (planned(date(2026, 5, 7)),), ["time-too-short"]),
        (10, (planned(date(2025, 6, 15)),), []),
        (10, (planned(date(2025, 6, 14)),), ["time-too-short"]),
        (10, (planned(date(2026, 5, 6), "UK2"),), ["time-too-short"]),
        (9, (planned(date(2026, 5, 6)),), ["time-too-short"]),
    ],
    ids=(
        "enough",
        "short",
        "planned",
        "too late a plan",
        "twelve months to the day",
        "too early",
        "other notice",
        "still short",
    ),
)
def test_early_plan_shortens_an_open_competition(case_of, days, records, codes):
    """A planned procurement notice counts from 40 days to 12 months before."""
    case = case_of(invitation(days=days), *records, law=act(), route=Route.open())
    assert [f.code for f in minimum_time_is_given(case)] == codes


@pytest.mark.parametrize(
    ("plan", "codes"),
    [
        (date(2026, 1, 20), ["time-too-short"]),
        (date(2026, 1, 19), []),
        (date(2025, 2, 28), []),
        (date(2025, 2, 27), ["time-too-short"]),
    ],
)
def test_early_plan_is_measured_to_the_tender_notice(case_of, plan, codes):
    """Section 15(3): a central body invites months after its notice of 28 February 2026."""
    law = act(sub_central=False)
    announced = NoticePublished(on=date(2026, 2, 28), notice="UK4")
    case = case_of(invitation(days=10), planned(plan), announced, law=law, route=Route.restricted())
    assert [f.code for f in minimum_time_is_given(case)] == codes


def test_prior_information_notice_shortened_an_open_competition_before(case_of):
    """Under the 2015 Regulations the notice that announced a plan had another name."""
    itt = invitation(OLD, days=16)
    plan = planned(OLD - timedelta(days=60), "PCR-prior-information")
    without = case_of(itt, law=pcr(), route=Route.open())
    with_plan = case_of(itt, plan, law=pcr(), route=Route.open())
    assert [f.code for f in minimum_time_is_given(without)] == ["time-too-short"]
    assert list(minimum_time_is_given(with_plan)) == []


def test_light_touch_has_no_early_plan_to_qualify(case_of):
    """There is no minimum to shorten."""
    case = case_of(
        invitation(days=1), planned(date(2026, 5, 6)), law=act(light_touch=True), route=Route.open()
    )
    assert not list(minimum_time_is_given(case))


def test_asked_without_a_document_no_time_is_judged(case_of):
    """Whether one may come at all does not hang on its deadline."""
    case = case_of(SelectionQuestionnaire, law=act(), on=DAY)
    assert not list(minimum_time_is_given(case))


# Who is left out below the threshold


@pytest.mark.parametrize("law", [act, pcr])
def test_grounds_for_exclusion_are_of_competitions_above_the_threshold(case_of, law):
    """Sections 26 and 27 are about public contracts, and regulation 57 is in Part 2: regulation 3(1)."""
    by_grounds = {suppliers_are_excluded_on_a_ground, excluded_suppliers_are_left_out}
    for above, number in ((True, 2), (False, 0)):
        case = case_of(ExclusionsDecided, law=law(above_threshold=above), on=DAY)
        assert len(by_grounds & {*law_gates(case)}) == number


# How many


def assessed(provider, *, passed=True):
    outcome = SelectionOutcome.PASSED if passed else SelectionOutcome.FAILED
    because = "" if passed else "no registration"
    return SelectionAssessment(on=OLD, provider=provider, outcome=outcome, because=because)


FIVE = tuple("abcde")


@pytest.mark.parametrize(
    ("passed", "invited", "told"),
    [
        ("abcdef", "abc", "Only 3 of the 6 who passed are invited; the law requires at least 5"),
        ("abcd", "abc", "Only 3 of the 4 who passed are invited; the law requires at least 5"),
        ("abc", "abc", ""),
        ("abcdef", "abcde", ""),
    ],
    ids=("three of six", "three of four", "all who passed", "five"),
)
def test_five_are_invited_if_five_qualify(case_of, passed, invited, told):
    """Regulation 65: fewer may go on only if fewer have passed."""
    records = [assessed(p) for p in passed] + [assessed("z", passed=False)]
    shortlist = Shortlist(on=OLD, invited=tuple(invited))
    findings = list(shortlist_is_long_enough(case_of(shortlist, *records, law=pcr())))
    assert "".join(f.message for f in findings) == told
    assert all(f.remedy == f"Invite at least {min(5, len(passed))}" for f in findings)


def test_asked_without_a_shortlist_its_length_is_not_judged(case_of):
    """There is nothing to count yet."""
    assert not list(shortlist_is_long_enough(case_of(Shortlist, law=pcr(), on=OLD)))


# The most suitable provider process


def health(**facts):
    process = HealthProcess.MOST_SUITABLE_PROVIDER
    facts = ProcurementFacts(health_service=True, health_process=process, **facts)
    return PROVIDER_SELECTION_2023.law(facts, date(2025, 6, 2))


def approach(on):
    return NoticePublished(on=on, notice="PSR-intended-approach")


@pytest.mark.parametrize(
    ("records", "day", "told"),
    [
        (
            (approach(date(2025, 6, 2)),),
            date(2025, 6, 15),
            (
                "You cannot choose a provider on 15 June 2025: the intended approach was "
                "published on 2 June 2025, and providers still have time to answer"
            ),
        ),
        ((approach(date(2025, 6, 2)),), date(2025, 6, 16), ""),
        (
            (approach(date(2025, 5, 1)), approach(date(2025, 6, 2))),
            date(2025, 6, 15),
            (
                "You cannot choose a provider on 15 June 2025: the intended approach was "
                "published on 2 June 2025, and providers still have time to answer"
            ),
        ),
        (
            (approach(date(2025, 6, 2)), NoticePublished(on=date(2025, 6, 10), notice="PSR-award")),
            date(2025, 6, 16),
            "",
        ),
        (
            (),
            date(2025, 6, 16),
            "The notice of the intended approach (PSR-intended-approach) has not been published",
        ),
    ],
    ids=("too soon", "in time", "published again", "another notice since", "no notice"),
)
def test_providers_have_fourteen_days_to_answer_the_approach(case_of, records, day, told):
    """Regulation 10(5): only then may one be found most suitable."""
    case = case_of(AwardRecommendation, *records, law=health(), on=day)
    findings = list(intended_approach_has_stood(case))
    assert "".join(f.message for f in findings) == told
    if records and findings:
        assert findings[0].earliest == date(2025, 6, 16)
        assert findings[0].remedy == "Choose on or after 16 June 2025"
    elif findings:
        assert (
            findings[0].remedy
            == "Publish it, then wait 14 calendar days, counting the day itself as the first"
        )


@pytest.mark.parametrize(("most_suitable", "codes"), [("", []), ("a", ["approach-too-recent"])])
def test_assessment_that_chooses_a_provider_waits_for_the_approach(case_of, most_suitable, codes):
    """Regulation 10(4) to (6): step 2 may begin at once, and the choice of step 3 comes after its end."""
    on = date(2025, 6, 15)
    weighed = ProviderAssessment(
        on=on, considered=("a", "b"), most_suitable=most_suitable, because="the nearest"
    )
    case = case_of(weighed, approach(date(2025, 6, 2)), law=health(), on=on)
    assert intended_approach_has_stood in law_gates(case)
    assert [f.code for f in intended_approach_has_stood(case)] == codes
    assert not list(intended_approach_has_stood(case_of(ProviderAssessment, law=health(), on=on)))


def test_urgent_award_has_no_intended_approach_to_wait_for():
    """Regulation 14(2): none of regulations 6 to 13 binds it."""
    assert not health(urgent=True).has(WAIT_AFTER_INTENDED_APPROACH, date(2025, 6, 2))
    assert health().has(WAIT_AFTER_INTENDED_APPROACH, date(2025, 6, 2))


# Who is left out


def judged(ground, event_on, *, law=None, likely_again=True, heard=True, on=DAY):
    return judge_exclusion(
        law or act(),
        on,
        GroundFound(
            provider="alder",
            ground=ground,
            event_on=event_on,
            likely_again=likely_again,
            heard_on=on if heard else None,
            left_out=True,
            because="found so",
        ),
    )


@pytest.mark.parametrize(
    ("ground", "event_on", "likely_again", "standing", "because"),
    [
        ("bribery", date(2022, 1, 1), True, ExclusionOutcome.EXCLUDED, "bribery"),
        (
            "breach-of-contract",
            date(2024, 1, 1),
            True,
            ExclusionOutcome.EXCLUDABLE,
            "a sufficiently serious breach of contract",
        ),
        (
            "breach-of-contract",
            date(2024, 1, 1),
            False,
            ExclusionOutcome.NEITHER,
            "the circumstances have ended and are not likely to occur again",
        ),
        (
            "bribery",
            date(2021, 6, 15),
            True,
            ExclusionOutcome.NEITHER,
            "the event was on 15 June 2021, 5 years ago or more",
        ),
        ("bribery", date(2021, 6, 16), True, ExclusionOutcome.EXCLUDED, "bribery"),
        (
            "breach-of-contract",
            date(2023, 6, 15),
            True,
            ExclusionOutcome.NEITHER,
            "the authority's first knowledge was on 15 June 2023, 3 years ago or more",
        ),
        (
            "debarred",
            None,
            True,
            ExclusionOutcome.EXCLUDED,
            "a place on the debarment list on a mandatory ground",
        ),
        (
            "debarred-excludable",
            None,
            False,
            ExclusionOutcome.EXCLUDABLE,
            "a place on the debarment list on a discretionary ground",
        ),
    ],
    ids=(
        "mandatory",
        "discretionary",
        "put right",
        "too long ago",
        "just within",
        "known too long",
        "debarred",
        "debarred, whatever is said",
    ),
)
def test_how_a_supplier_stands_on_a_ground(ground, event_on, likely_again, standing, because):
    """Must, may or may not: the ground, its age, and whether it is likely again."""
    judgement = judged(ground, event_on, likely_again=likely_again)
    assert (judgement.outcome, judgement.because) == (standing, because)
    assert judgement.findings == ()


def test_supplier_is_heard_before_it_is_left_out():
    """Section 58: what it has done to put things right is weighed first."""
    judgement = judged("breach-of-contract", date(2024, 1, 1), heard=False)
    assert [str(f) for f in judgement.findings] == [
        (
            "Alder has not had the chance to answer and to provide evidence (Procurement Act 2023, "
            "section 58(2)). Give it that chance, and weigh its answer, before you decide."
        )
    ]


def test_exclusion_without_a_ground_asks_for_no_hearing():
    """A ground that is too old harms nobody."""
    assert judged("poor-performance", date(2015, 1, 1), heard=False).findings == ()


def test_2015_regulations_look_back_three_years_for_what_may_exclude():
    """Three from the day after the event, and on to a working day: 8 July 2022 is the Friday before."""
    law = pcr()
    for event, outcome in (
        (date(2019, 7, 9), ExclusionOutcome.EXCLUDABLE),
        (date(2019, 7, 8), ExclusionOutcome.NEITHER),
    ):
        assert judged("misconduct", event, law=law, on=OLD).outcome is outcome


@pytest.mark.parametrize(
    ("law", "ground", "last"),
    [(pcr, "money-laundering", date(2023, 3, 10)), (act, "money-laundering", date(2023, 3, 9))],
)
def test_conviction_counts_to_the_last_day_of_its_five_years(law, ground, last):
    """Regulations 57(11) and 2(3) leave the day itself out; the Act's five years end with the decision."""
    for on, outcome in (
        (last, ExclusionOutcome.EXCLUDED),
        (last + timedelta(days=1), ExclusionOutcome.NEITHER),
    ):
        assert judged(ground, date(2018, 3, 10), law=law(), on=on).outcome is outcome


def test_unpaid_tax_of_the_2015_regulations_is_not_weighed():
    """Regulation 57(13): what has been put right is heard on paragraphs (1) and (8), and not on tax."""
    found = judged("tax-established", None, law=pcr(), on=OLD, heard=False)
    assert (found.outcome, found.findings) == (ExclusionOutcome.EXCLUDED, ())


def test_ground_nobody_knows_and_a_day_not_stated_are_errors():
    """Silence would read as a supplier in good standing."""
    with pytest.raises(NoRuleError, match='none has the code "rudeness"'):
        judged("rudeness", DAY)
    with pytest.raises(NoRuleError) as without_event:
        judged("bribery", None)
    assert without_event.value.why == "the day of the event is not stated"
    with pytest.raises(NoRuleError) as without_day:
        judged("poor-performance", date(2025, 6, 2))
    assert without_day.value.why == "the day on which it happened is not stated"


def test_how_a_supplier_stands_is_said_in_the_words_of_the_act():
    """An officer copies the word into the letter to the supplier."""
    assert [str(standing) for standing in ExclusionOutcome] == [
        "excluded",
        "excludable",
        "neither excluded nor excludable",
    ]


@pytest.mark.parametrize(
    ("ground", "happened", "known", "counts", "first"),
    [
        ("theft", date(2025, 2, 23), None, False, "24 February 2025"),
        ("theft", date(2025, 2, 24), None, True, ""),
        ("fraud", date(2022, 2, 23), None, False, "24 February 2022"),
        ("fraud", date(2022, 2, 24), None, True, ""),
        ("terrorism", date(2022, 2, 23), None, True, ""),
        ("poor-performance", date(2024, 12, 2), date(2025, 6, 2), False, "24 February 2025"),
        ("poor-performance", date(2025, 3, 3), date(2025, 6, 2), True, ""),
    ],
)
def test_events_before_the_act_count_only_as_far_as_it_says(ground, happened, known, counts, first):
    """Schedule 6, paragraph 44 and Schedule 7, paragraph 15: old conduct is not judged by new rules."""
    on = date(2026, 1, 5)
    found = GroundFound(
        provider="alder",
        ground=ground,
        event_on=known or happened,
        happened_on=happened if known else None,
        heard_on=on,
        left_out=True,
        because="found so",
    )
    judgement = judge_exclusion(act(), on, found)
    assert (judgement.outcome is not ExclusionOutcome.NEITHER) == counts
    if not counts:
        day = f"{happened.day} {happened:%B %Y}"
        assert judgement.because == (
            f"it happened on {day}, and events before {first} do not count"
        )


def test_nobody_on_the_debarment_list_is_heard_again():
    """The minister's list is appealed against elsewhere; the council takes it as it stands."""
    judgement = judged("debarred", None, likely_again=False, heard=False)
    assert (judgement.outcome, judgement.findings) == (ExclusionOutcome.EXCLUDED, ())


@pytest.mark.parametrize(
    "ground", ["improper-behaviour", "information-withheld", "market-engagement", "conflict"]
)
def test_advantage_in_this_procurement_is_not_weighed_by_what_is_likely_again(ground):
    """Sections 16(5), 30(2) and (6) and 82(4) exclude because of what happened, not of what may."""
    judgement = judged(ground, None, likely_again=False)
    assert (judgement.outcome, judgement.findings) == (ExclusionOutcome.EXCLUDED, ())


def test_supplier_is_heard_on_improper_behaviour_though_nothing_is_weighed():
    """Section 30(3): representations and evidence come before the decision."""
    judgement = judged("improper-behaviour", None, likely_again=False, heard=False)
    assert judgement.outcome is ExclusionOutcome.EXCLUDED
    assert [str(f) for f in judgement.findings] == [
        (
            "Alder has not had the chance to answer and to provide evidence (Procurement Act 2023, "
            "section 30(1) to (4)). Give it that chance, and weigh its answer, before you decide."
        )
    ]


def test_law_without_a_rule_on_hearing_is_not_guessed():
    """Before the tests of the Act applied to health care, another law was pointed to."""
    before = date(2025, 2, 23)
    with pytest.raises(NoRuleError):
        PROVIDER_SELECTION_2023.law(None, before).value(SELF_CLEANING_HEARD, before)


# The ground that is named


def test_misspelt_ground_names_the_nearest_and_what_to_do():
    """A ground of exclusion is a code; a slip in it must not read as a ground that does not apply."""
    scenario = Scenario(regime=PROCUREMENT_ACT_2023, route=Route.open())
    cycle = story(scenario, after=TenderOpening)
    against = GroundFound(
        provider="alder", ground="briberry", left_out=True, because="a conviction"
    )
    (finding,) = cycle.findings(
        ExclusionsDecided(
            on=cycle.last_on, considered=("alder",), found=(against,), sub_contractors_searched=True
        )
    )
    assert (finding.code, finding.remedy) == (
        "law-unknown",
        'Correct the code; did you mean "bribery"?',
    )
    assert finding.message == (
        "It is not known whether a decision on exclusions is lawful. Procurement Act 2023 has no rule for "
        'ground for exclusion on 9 August 2025: none has the code "briberry"'
    )
