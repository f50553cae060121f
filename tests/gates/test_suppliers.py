"""What has to be known before suppliers go on."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from commissioning.dates.periods import Deadline, Period
from commissioning.gates.doors import providers_still_stand
from commissioning.gates.suppliers import (
    conflicts_are_assessed,
    excluded_suppliers_are_left_out,
    exclusions_are_decided,
    matters_are_recorded,
    replacement_was_offered,
    supplier_information_is_confirmed,
    supplier_is_identified,
    suppliers_are_excluded_on_a_ground,
)
from commissioning.law.law import Law
from commissioning.law.questions import CONSIDERED
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.records.award import AwardRecommendation, LotAward
from commissioning.records.conflicts import ConflictsAssessed
from commissioning.records.contract import ContractSigned, ExtensionOption, SupplierStanding
from commissioning.records.criteria import Criterion
from commissioning.records.history import BroughtForward
from commissioning.records.methods import WeightedSum
from commissioning.records.notices import NoticePublished
from commissioning.records.selection import (
    ExclusionsDecided,
    GroundFound,
    Shortlist,
    SupplierInformationConfirmed,
    Through,
)
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.records.strategy import (
    Consideration,
    HealthProcess,
    Matter,
    ProcurementFacts,
    ProcurementStrategy,
)
from commissioning.records.tender import (
    InvitationToTender,
    TenderOpening,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.stages import Route, Stage
from commissioning.values.money import VatBasis, pounds
from commissioning.values.scales import ZERO_TO_FIVE
from commissioning.values.text import listed

DAY = date(2026, 6, 15)
DUE = date(2026, 6, 8)
QUALITY = Criterion(reference="q", title="Quality", weight=100, scale=ZERO_TO_FIVE)
HELD_ELSEWHERE = BroughtForward(
    on=date(2026, 5, 1), stage=Stage.EVALUATION, because="kept in another system"
)


def act(**facts: bool) -> Law:
    facts = ProcurementFacts(**{"light_touch": True, "above_threshold": True, **facts})
    return PROCUREMENT_ACT_2023.law(facts, date(2026, 5, 1))


def tender(provider, lots=None):
    return TenderReceived(on=DUE, provider=provider, lots=lots)


def recommended(*providers):
    awards = tuple(LotAward(provider=each) for each in providers)
    return AwardRecommendation(on=DAY, reference="R", awards=awards)


def decided(*considered, found=()):
    return ExclusionsDecided(on=DUE, considered=considered, found=found)


def found(**fields):
    given = {
        "provider": "alder",
        "ground": "bribery",
        "event_on": date(2025, 9, 1),
        "heard_on": DUE,
        "left_out": True,
        "because": "a conviction",
    }
    return GroundFound(**{**given, **fields})


OUT = decided("alder", "birch", found=(found(),))


@pytest.mark.parametrize(
    ("asked", "records", "told"),
    [
        (Shortlist(on=DAY, invited=("alder", "birch")), (OUT,), ["alder"]),
        (Shortlist(on=DAY, invited=("birch", "cedar")), (OUT,), []),
        (recommended("alder"), (OUT,), ["alder"]),
        (recommended("alder"), (OUT, decided("alder")), []),
        (InvitationToTender, (Shortlist(on=DUE, invited=("alder",)), OUT), ["alder"]),
        (InvitationToTender, (OUT,), []),
    ],
    ids=("shortlisted", "others", "recommended", "decided anew", "invited", "no shortlist"),
)
def test_excluded_supplier_goes_no_further(case_of, asked, records, told):
    """The latest decision counts, and it counts at every door."""
    findings = list(providers_still_stand(case_of(asked, *records, law=act(), on=DAY)))
    assert [each.about for each in findings] == told
    assert all(
        str(each)
        == "Alder was excluded on 8 June 2026 and cannot continue. Leave alder out, or record "
        "a new decision with its reasons."
        for each in findings
    )


SHORT = Shortlist(on=DUE, invited=("alder", "birch"))


@pytest.mark.parametrize(
    ("asked", "records", "who"),
    [
        (InvitationToTender, (SHORT,), "alder or birch"),
        (InvitationToTender, (SHORT, decided("alder")), "birch"),
        (InvitationToTender, (SHORT, decided("alder", "birch")), ""),
        (AwardRecommendation, (tender("alder"),), "alder"),
        (AwardRecommendation, (tender("alder"), decided("alder")), ""),
        (
            AwardRecommendation,
            (tender("alder"), TenderWithdrawn(on=DAY, provider="alder", because="no staff")),
            "",
        ),
        (
            AwardRecommendation,
            (TenderWithdrawn(on=date(2026, 6, 1), provider="alder"), tender("alder")),
            "alder",
        ),
        (
            AwardRecommendation,
            (TenderWithdrawn(on=DAY, provider="cedar"), tender("alder")),
            "alder",
        ),
        (
            AwardRecommendation,
            (
                tender("alder"),
                TenderWithdrawn(on=DAY, provider="alder", because="no staff", lots=("N2",)),
            ),
            "alder",
        ),
        (AwardRecommendation, (tender("alder", lots=("N2",)),), ""),
        (recommended("cedar"), (), "cedar"),
        (InvitationToTender, (HELD_ELSEWHERE, SHORT), ""),
    ],
    ids=(
        "nobody",
        "one of two",
        "both",
        "a tender",
        "a tender weighed",
        "withdrawn",
        "tendered again",
        "another withdrawn",
        "withdrawn from another lot",
        "for another lot",
        "a direct award",
        "history kept elsewhere",
    ),
)
def test_exclusion_is_decided_before_a_supplier_goes_on(case_of, asked, records, who):
    """Sections 26 to 28: before the tender stage where there is selection, else before the award."""
    findings = list(exclusions_are_decided(case_of(asked, *records, law=act(), on=DAY)))
    assert [str(each) for each in findings] == (
        [
            f"You have not decided whether to exclude {who} (Procurement Act 2023, sections 26 to "
            "28 and 41(4)). Check each supplier against the grounds for exclusion and record the decision."
        ]
        if who
        else []
    )
    assert [each.about for each in findings] == ([who if " " not in who else None] if who else [])


def test_exclusion_from_a_call_off_rests_on_the_rules_of_frameworks(case_of):
    """Sections 26 to 28 are about awards after a tender notice; a framework has 45(6)(a) and 48."""
    case = case_of(recommended("cedar"), law=act(framework_call_off=True), on=DAY)
    (finding,) = exclusions_are_decided(case)
    assert finding.source.provision == "sections 45(6)(a) and 48"


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({}, []),
        ({"heard_on": None}, ["excluded-unheard"]),
        ({"heard_on": None, "left_out": False}, []),
        ({"ground": "theft", "event_on": date(2025, 1, 6)}, ["excluded-without-ground"]),
        ({"ground": "theft", "event_on": date(2025, 1, 6), "left_out": False}, []),
        ({"likely_again": False}, ["excluded-without-ground"]),
        ({"ground": "rudeness"}, ["law-unknown"]),
    ],
    ids=(
        "heard, on a ground",
        "unheard",
        "unheard and kept in",
        "too long ago",
        "too long ago and kept in",
        "put right",
        "no such ground",
    ),
)
def test_supplier_is_left_out_only_when_heard_and_on_a_ground(case_of, fields, codes):
    """Sections 57 and 58: what it put right is weighed before, not after."""
    record = decided("alder", found=(found(**fields),))
    case = case_of(record, law=act())
    assert [each.code for each in suppliers_are_excluded_on_a_ground(case)] == codes


def test_leaving_out_without_a_ground_is_told_with_the_reason(case_of):
    """The officer reads which day spares the supplier."""
    old = found(ground="theft", event_on=date(2025, 1, 6))
    (finding,) = suppliers_are_excluded_on_a_ground(
        case_of(decided("alder", found=(old,)), law=act())
    )
    assert str(finding) == (
        "Alder is left out (theft), but it happened on 6 January 2025, and events before 24 "
        "February 2025 do not count (Procurement Act 2023, Schedule 6, with paragraph 44). "
        "Keep alder in, or record the ground that does hold."
    )


def test_2015_regulations_hear_a_supplier_too(case_of):
    """Regulation 57: self-cleaning is weighed whatever the ground."""
    facts = ProcurementFacts(light_touch=True, above_threshold=True)
    law = PUBLIC_CONTRACTS_2015.law(facts, date(2022, 7, 11))
    on = date(2022, 8, 1)
    given = {"ground": "misconduct", "event_on": date(2021, 1, 4), "heard_on": None}
    record = ExclusionsDecided(on=on, considered=("alder",), found=(found(**given),))
    (finding,) = suppliers_are_excluded_on_a_ground(case_of(record, law=law))
    assert finding.code == "excluded-unheard"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"left_out": False}, True),
        ({"left_out": False, "likely_again": False}, False),
        ({"left_out": False, "ground": "breach-of-contract"}, False),
        ({}, False),
    ],
    ids=("mandatory", "not likely again", "discretionary", "left out"),
)
def test_excluded_supplier_is_not_kept_in(case_of, fields, told):
    """An excludable one may be, an excluded one may not."""
    case = case_of(decided("alder", found=(found(**fields),)), law=act())
    assert [str(each) for each in excluded_suppliers_are_left_out(case)] == (
        [
            (
                "Alder is an excluded supplier (bribery) and must be left out (Procurement Act "
                "2023, Schedule 6, with paragraph 44). Leave alder out, or record why it is "
                "not likely to occur again."
            )
        ]
        if told
        else []
    )


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, False),
        ({"through": Through.SUB_CONTRACTOR}, True),
        ({"through": Through.ASSOCIATED_PERSON}, True),
        ({"through": Through.SUB_CONTRACTOR, "replacement_asked_on": date(2026, 6, 1)}, False),
        ({"through": Through.SUB_CONTRACTOR, "left_out": False}, False),
    ],
    ids=("its own", "sub-contractor", "associated", "was asked", "kept in"),
)
def test_supplier_may_replace_another_before_it_is_left_out_for_them(case_of, fields, told):
    """Sections 26(3), 27(4) and 28(5): a good bidder is not lost for a sub-contractor it would drop."""
    case = case_of(decided("alder", found=(found(**fields),)), law=act())
    assert [each.code for each in replacement_was_offered(case)] == ["excluded-unreplaced"] * told


def test_one_who_replaced_another_goes_on(case_of):
    """The ground no longer reaches the supplier, mandatory or not."""
    kept = found(left_out=False, through=Through.SUB_CONTRACTOR, replaced=True)
    case = case_of(decided("alder", found=(kept,)), law=act())
    assert list(excluded_suppliers_are_left_out(case)) == []


def test_message_about_another_that_was_not_replaced(case_of):
    """The officer reads for whom it was, on which ground, and what to do first."""
    found_of = found(through=Through.SUB_CONTRACTOR)
    (finding,) = replacement_was_offered(case_of(decided("alder", found=(found_of,)), law=act()))
    assert str(finding) == (
        "Alder is left out because of a sub-contractor (bribery) and has not had the chance to replace it "
        "(Procurement Act 2023, sections 26(3), 27(4) and 28(5)). Notify the supplier, give it reasonable "
        "opportunity to name another, and decide then."
    )


def test_each_supplier_of_a_decision_is_looked_at(case_of):
    """One left out as it must be does not hide another who is kept in."""
    both = (found(), found(provider="birch", left_out=False))
    case = case_of(decided("alder", "birch", found=both), law=act())
    assert [each.about for each in excluded_suppliers_are_left_out(case)] == ["birch"]


@pytest.mark.parametrize(
    ("ask", "left_out"),
    [(suppliers_are_excluded_on_a_ground, True), (excluded_suppliers_are_left_out, False)],
    ids=("left out", "kept in"),
)
def test_ground_is_not_weighed_by_a_law_that_nobody_knows(case_of, ask, left_out):
    """What a conviction makes of a supplier differs from law to law, so nothing is guessed."""
    law = Law.unknown("nobody says when it commenced")
    case = case_of(decided("alder", found=(found(left_out=left_out),)), law=law)
    assert [each.code for each in ask(case)] == ["law-unknown"]


def test_without_the_decision_nothing_is_said_of_its_grounds(case_of):
    """Whether one may come at all does not hang on what it will say."""
    case = case_of(ExclusionsDecided, law=act(), on=DAY)
    assert not list(suppliers_are_excluded_on_a_ground(case))
    assert not list(excluded_suppliers_are_left_out(case))


def notice(code):
    return NoticePublished(on=DAY, notice=code)


def test_conflicts_are_assessed_for_each_lot_that_is_announced(case_of):
    """The conflicts of one lot are those of other people, and of another time."""
    both = ServiceSpecification(
        on=DAY, divided_into=(Lot(reference="N", title="N"), Lot(reference="S", title="S"))
    )
    early, first = date(2026, 6, 1), date(2026, 6, 5)
    north, south = (ConflictsAssessed(on=early, lots=(lot,)) for lot in ("N", "S"))
    market = NoticePublished(on=first, notice="UK2", lots=("S",))

    def codes(*records):
        case = case_of(notice("UK4"), both, *records, law=act(), on=DAY, lots=("N", "S"))
        return [finding.code for finding in conflicts_are_assessed(case)]

    (missing,) = conflicts_are_assessed(
        case_of(notice("UK4"), both, north, law=act(), on=DAY, lots=("N", "S"))
    )
    assert missing.message == (
        "No conflicts assessment of lot S is recorded, but the UK4 notice must confirm one"
    )
    assert codes(north, south) == []
    again = NoticePublished(on=first, notice="UK4", lots=("S",))
    assert codes(north, south, again) == ["conflicts-not-reviewed"]
    assert codes(north, south, evolve(again, lots=("N",)), evolve(north, on=first)) == []
    assert codes(north, south, market) == []


@pytest.mark.parametrize(
    ("asked", "records", "told"),
    [
        (notice("UK4"), (), True),
        (notice("UK5"), (), True),
        (notice("UK13"), (), True),
        (notice("UK3"), (), False),
        (notice("UK4"), (ConflictsAssessed(on=DAY),), False),
        (notice("UK4"), (ConflictsAssessed(on=date(2026, 6, 16)),), True),
        (notice("UK4"), (HELD_ELSEWHERE,), False),
        (NoticePublished, (), False),
    ],
    ids=(
        "tender",
        "transparency",
        "a market to come",
        "planned",
        "same day",
        "too late",
        "kept elsewhere",
        "no notice",
    ),
)
def test_conflicts_are_assessed_before_a_procurement_is_announced(case_of, asked, records, told):
    """Section 83: the notice itself has to confirm that the assessment was prepared."""
    findings = list(conflicts_are_assessed(case_of(asked, *records, law=act(), on=DAY)))
    assert [str(each) for each in findings] == (
        [
            f"No conflicts assessment is recorded, but the {asked.notice} notice must confirm one "
            "(Procurement Act 2023, section 83(1), (2), (5) and (8)). Prepare and record the assessment, "
            "then publish."
        ]
        if told
        else []
    )


def invitation():
    return InvitationToTender(
        on=date(2026, 5, 4),
        method=WeightedSum(criteria=(QUALITY,)),
        tenders_due_by=Deadline(DUE),
    )


def confirmed(*providers, on=DUE):
    return SupplierInformationConfirmed(on=on, providers=providers)


BOTH = (tender("alder"), tender("birch"))


@pytest.mark.parametrize(
    ("records", "who"),
    [
        ((invitation(), *BOTH), "alder and birch"),
        ((invitation(), *BOTH, confirmed("alder")), "birch"),
        ((invitation(), *BOTH, confirmed("alder", "birch")), ""),
        ((invitation(), tender("alder"), confirmed("alder", on=date(2026, 6, 9))), "alder"),
        ((tender("alder"), confirmed("alder", on=date(2026, 6, 9))), ""),
        ((HELD_ELSEWHERE, invitation(), *BOTH), ""),
    ],
    ids=("nobody", "one", "both", "a day late", "no deadline known", "kept elsewhere"),
)
def test_tenderers_confirm_before_tenders_are_due(case_of, records, who):
    """Regulation 6: their information is on the platform, up to date, and was shared from there."""
    case = case_of(TenderOpening, *records, law=act(), on=DAY)
    findings = list(supplier_information_is_confirmed(case))
    assert [str(each) for each in findings] == (
        [
            f"{who[:1].upper()}{who[1:]} did not confirm in time that their information on the "
            "platform is up to date (Procurement Regulations 2024, regulation 6(3)). Ask for it again "
            "before the award; decide, with reasons, whether each of their tenders can still be "
            "considered."
        ]
        if who
        else []
    )
    assert [each.about for each in findings] == ([None if " and " in who else who] if who else [])


def test_excluded_supplier_of_health_care_may_stay_in_the_public_interest(case_of):
    """Regulation 20: the only clinic of a district is not closed by a conviction, if a reason is given."""
    facts = ProcurementFacts(health_service=True, health_process=HealthProcess.COMPETITIVE)
    law = PROVIDER_SELECTION_2023.law(facts, DAY)
    case = case_of(decided("alder", found=(found(left_out=False),)), law=law)
    (finding,) = excluded_suppliers_are_left_out(case)
    assert not finding.blocks
    assert str(finding) == (
        "Alder is an excluded supplier (bribery) and must be left out (Health Care Services (Provider "
        "Selection Regime) Regulations 2023, regulation 20). Leave alder out, or record why it is not "
        "likely to occur again, or which overriding public interest requires it."
    )
    unheard = decided("alder", found=(found(heard_on=None),))
    told = suppliers_are_excluded_on_a_ground(case_of(unheard, law=law))
    assert [each.code for each in told] == ["excluded-unheard"]


IDENTIFIED = ContractSigned(
    on=date(2026, 4, 1),
    reference="C-1",
    provider="alder",
    recommendations=("R",),
    term=Period.of(date(2026, 5, 1), years=1),
    value=pounds(30_000, VatBasis.INCLUDING),
)
A_YEAR_MORE = ExtensionOption(years=1, value=pounds(29_999, VatBasis.INCLUDING))


@pytest.mark.parametrize(
    ("facts", "fields", "told"),
    [
        ({}, {}, True),
        ({}, {"on": date(2026, 3, 31)}, False),
        ({}, {"value": pounds(Decimal("29999.99"), VatBasis.INCLUDING)}, False),
        ({}, {"value": None}, False),
        ({}, {"extension_options": (ExtensionOption(years=1),)}, True),
        ({}, {"value": pounds(1, VatBasis.INCLUDING), "extension_options": (A_YEAR_MORE,)}, True),
        ({}, {"supplier": SupplierStanding()}, True),
        ({}, {"supplier": SupplierStanding(platform_identifier="GB-PPON-CONSTRUCTED")}, False),
        ({"sub_central": False}, {"value": pounds(12_000, VatBasis.INCLUDING)}, True),
        ({"above_threshold": True}, {}, False),
    ],
)
def test_supplier_below_the_threshold_has_its_identifier(case_of, facts, fields, told):
    """The amendments of 2026: without it the details of the contract cannot be published."""
    signed = evolve(IDENTIFIED, **fields)
    case = case_of(signed, law=act(**{"above_threshold": False, **facts}), on=signed.on)
    assert [each.code for each in supplier_is_identified(case)] == ["supplier-unidentified"] * told


def test_supplier_that_confirmed_its_information_is_identified(case_of):
    """Its entry on the platform has the identifier."""
    confirmed = SupplierInformationConfirmed(on=date(2026, 3, 2), providers=("alder",))
    case = case_of(IDENTIFIED, confirmed, law=act(above_threshold=False), on=IDENTIFIED.on)
    assert list(supplier_is_identified(case)) == []


def test_message_about_a_supplier_without_an_identifier(case_of):
    """The officer reads whom to ask, and for what."""
    (finding,) = supplier_is_identified(case_of(IDENTIFIED, law=act(above_threshold=False)))
    assert str(finding) == (
        "No identifier of alder on the central platform is recorded; the details of contract C-1 cannot be "
        "published without it (Procurement (Amendment) Regulations 2026, contracts below the threshold). "
        "Ask the supplier to register, and record its identifier with the contract."
    )


def recorded(*matters):
    return tuple(Consideration(matter=each, how="as in the report") for each in matters)


HEALTH_MATTERS = (
    Matter.PROCESS, Matter.REASONS, Matter.CONFLICTS, Matter.KEY_CRITERIA, Matter.BASIC_CRITERIA,
)  # fmt: skip
OF_THE_ACT = (Matter.OBJECTIVES, Matter.SMALL_FIRMS, Matter.POLICY_STATEMENT, Matter.LOTS)


@pytest.mark.parametrize(
    ("process", "facts", "stated", "missing"),
    [
        (HealthProcess.COMPETITIVE, {}, HEALTH_MATTERS, ()),
        (HealthProcess.COMPETITIVE, {}, HEALTH_MATTERS[:-1], (Matter.BASIC_CRITERIA,)),
        (HealthProcess.COMPETITIVE, {"framework_call_off": True}, HEALTH_MATTERS[:-1], ()),
        (
            HealthProcess.DIRECT_AWARD_C,
            {"urgent": True},
            HEALTH_MATTERS[:3],
            (Matter.BASIC_CRITERIA,),
        ),
        (HealthProcess.DIRECT_AWARD_A, {}, HEALTH_MATTERS[:3], ()),
        (HealthProcess.DIRECT_AWARD_B, {}, (), HEALTH_MATTERS[:3]),
    ],
)
def test_decision_on_health_care_records_what_it_rests_on(case_of, process, facts, stated, missing):
    """Regulations 19, 21 and 24: the record is what a representation is answered from."""
    facts = ProcurementFacts(
        above_threshold=True, health_service=True, health_process=process, **facts
    )
    law = PROVIDER_SELECTION_2023.law(facts, DAY)
    awards = (LotAward(provider="alder"),)
    asked = AwardRecommendation(on=DAY, reference="R1", awards=awards, considered=recorded(*stated))
    found = [each.message for each in matters_are_recorded(case_of(asked, law=law, on=DAY))]
    assert len(found) == bool(missing)
    assert all(matter in message for matter in missing for message in found)
    held = case_of(asked, HELD_ELSEWHERE, law=law, on=DAY)
    assert not list(matters_are_recorded(held))


@pytest.mark.parametrize(
    ("code", "stated", "missing"),
    [
        ("UK4", OF_THE_ACT, ()),
        ("UK4", OF_THE_ACT[:2], OF_THE_ACT[2:]),
        ("UK4", (), OF_THE_ACT),
        ("UK6", OF_THE_ACT[:2], ()),
    ],
)
def test_plan_is_reminded_of_each_matter_it_does_not_record(case_of, code, stated, missing):
    """Sections 12, 13 and 18: what was had regard to is what a court asks to see, written down or not."""
    planned = ProcurementStrategy(
        on=date(2026, 5, 4),
        route=Route.open(),
        facts=ProcurementFacts(light_touch=True, above_threshold=True),
        considered=recorded(*stated),
    )
    published = NoticePublished(on=DAY, notice=code)
    found = [f.message for f in matters_are_recorded(case_of(published, planned, law=act()))]
    expected = f"The procurement strategy does not record {listed(missing)}"
    assert found == ([expected] if missing else [])
    if len(missing) == 2:
        assert expected.endswith(
            "record the national procurement policy statement and whether it could be supplied and "
            "awarded in lots"
        )


def test_small_firms_are_thought_of_below_the_threshold_too(case_of):
    """Section 86; no other matter is asked there."""
    law = act(above_threshold=False)
    assert [row.value for row in law.every(CONSIDERED, DAY)] == [Matter.SMALL_FIRMS]


def test_message_about_a_decision_on_health_care(case_of):
    """The officer reads what the record lacks, and by which regulation."""
    facts = ProcurementFacts(
        above_threshold=True, health_service=True, health_process=HealthProcess.DIRECT_AWARD_A
    )
    asked = AwardRecommendation(
        on=DAY, reference="R1", awards=(LotAward(provider="alder"),),
        considered=recorded(Matter.PROCESS, Matter.CONFLICTS),
    )  # fmt: skip
    (finding,) = matters_are_recorded(case_of(asked, law=PROVIDER_SELECTION_2023.law(facts, DAY)))
    assert str(finding) == (
        f"The {asked.described()} does not record the reasons for the decision (Health Care Services "
        "(Provider Selection Regime) Regulations 2023, regulation 24(g)). Record how each was considered."
    )


def test_other_records_have_nothing_to_record(case_of):
    """Neither a signature nor a kind of record is asked what was considered."""
    assert not list(matters_are_recorded(case_of(IDENTIFIED, law=act())))


def test_2015_regulations_have_a_sub_contractor_replaced_too(case_of):
    """Regulation 71(9): the tenderer is asked for another before it is lost."""
    facts = ProcurementFacts(light_touch=False, above_threshold=True)
    law = PUBLIC_CONTRACTS_2015.law(facts, date(2022, 7, 11))
    given = {"ground": "misconduct", "through": Through.SUB_CONTRACTOR}
    record = ExclusionsDecided(
        on=date(2022, 8, 1),
        considered=("alder",),
        found=(found(**given, event_on=None, heard_on=None),),
    )
    assert [f.code for f in replacement_was_offered(case_of(record, law=law))] == [
        "excluded-unreplaced"
    ]
