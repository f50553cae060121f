"""The award report: what is public, what is exempt, and what is missing."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from commissioning.casebook import lewisham
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.display.reports import Readership, award_findings, award_report, report_page
from commissioning.display.reports.award_parts import _letter
from commissioning.errors import RecordError, written
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.records.answers import EvidenceReceived
from commissioning.records.award import ApprovalToAward, AwardRecommendation, LotAward
from commissioning.records.contract import ContractSigned, Obligation
from commissioning.records.engagement import ConsultationReport
from commissioning.records.mobilisation import MobilisationPlan, MobilisationTask
from commissioning.records.notices import NoticePublished
from commissioning.records.panel import Moderation
from commissioning.records.report_issued import OpinionGiven, Stance
from commissioning.records.selection import SelectionAssessment, SelectionOutcome, Shortlist
from commissioning.records.strategy import FinancialEnvelope
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.stages import Route, Stage
from commissioning.testing import Scenario, story
from commissioning.values.money import pounds
from commissioning.values.tables import Table


def section(report, key):
    return next(each for each in report.sections if each.key == key)


def prices(cycle):
    """Every price tendered, as a report would print it."""
    money = [offer.price for t in cycle.every(TenderReceived) for offer in t.prices]
    return {f"{each.amount:,f}" for each in money}


@pytest.mark.parametrize("part", list(Readership), ids=lambda part: part.name)
def test_both_parts_are_right_pages(part, awarded, checked):
    """It is published, and printed for the meeting."""
    words = checked(report_page(award_report(awarded, awarded.last_on, part)))
    assert ("Public part" in words) is (part is Readership.PUBLIC)


@pytest.mark.parametrize("case", ["constructed", "lewisham"])
def test_public_part_has_no_losing_name_and_no_price_tendered(case, awarded, checked):
    """An exempt figure that is once published cannot be taken back."""
    cycle = awarded if case == "constructed" else lewisham.cycle()
    words = checked(report_page(award_report(cycle, cycle.last_on))).lower()
    won = {a.provider for r in cycle.every(AwardRecommendation) for a in r.awards}
    lost = {t.provider for t in cycle.every(TenderReceived)} - won
    assert lost
    assert not [name for name in lost if name.lower() in words]
    assert not [price for price in prices(cycle) if price in words]


def test_winner_of_one_lot_is_not_named_where_it_lost_another():
    """A provider's defeat in a lot is no more public because it won the next one."""
    cycle = lewisham.cycle()
    tables = section(award_report(cycle, cycle.last_on), "scores").blocks
    first = [column.name for column in tables[1].columns]
    assert first == ["criterion", "weight, %", "Alder", "other tender 1", "other tender 2"]


def test_points_from_which_a_price_could_be_worked_out_are_not_public(awarded):
    """With the winner's value and the formula, 39.17 points of 40 are a price to the pound."""
    *quality, price, total = (
        section(award_report(awarded, awarded.last_on), "scores").blocks[1].rows
    )
    assert (price[0], total[0]) == ("Price", "total")
    assert price[2] is not None
    assert [row[3:] for row in (price, total)] == [(None, None)] * 2
    assert all(None not in row for row in quality)


def test_exempt_part_has_names_prices_and_digests(awarded, checked):
    """The members who decide see everything."""
    report = award_report(awarded, awarded.last_on, Readership.EXEMPT)
    words = checked(report_page(report))
    assert all(name in words for name in ("alder", "birch", "cedar"))
    assert prices(awarded) <= set(words.replace("£", " ").split())
    assert len(section(report, "annex").blocks[0].rows) == len(awarded.records)


def test_report_is_made_and_names_the_records_it_lacks(awarded):
    """A report without an equality assessment must not look as if it had one."""
    report = award_report(awarded, awarded.last_on)
    assert section(report, "equality").missing == "No equality impact assessment is recorded."
    assert "No promise of social value is recorded." in report.missing()
    empty = award_report(Cycle("New"), date(2026, 1, 1))
    assert section(empty, "decision").missing == "No award has been recommended."
    assert len(empty.missing()) >= 12


def test_before_the_approval_the_report_says_that_it_is_no_award():
    """A draft that reads like a decision is taken for one."""
    cycle = story(Scenario(), at=Stage.AWARD)
    said = section(award_report(cycle, cycle.last_on), "decision").blocks
    assert said[0] == ("The award is to alder.",)
    assert said[1] == "The award is not approved yet; this report does not make it."


def test_equal_tenders_are_no_single_recommendation(awarded):
    """The first in the list is never the winner by being the first."""
    cycle = story(Scenario(route=Route.open(), providers=("alder", "birch")), at=Stage.AWARD)
    alder, birch = cycle.every(TenderReceived)
    records = (evolve(birch, prices=alder.prices) if r == birch else r for r in cycle.records[:-1])
    even = [evolve(r, agreed=4) if isinstance(r, Moderation) else r for r in records]
    tie = Cycle.audit("Even", even).cycle
    (outcome,) = section(award_report(tie, tie.last_on), "decision").blocks[0]
    assert outcome == "No single recommendation: 2 tenders are equal first."


def test_equal_tenders_of_a_whole_that_is_awarded_are_decided():
    """A recommendation for the whole is one for each lot, whatever the marks left open."""
    scenario = Scenario(route=Route.open(), lots=("N1", "N2"), providers=("alder", "birch"))
    *before, last = story(scenario, after=AwardRecommendation).records
    prices = next(r.prices for r in before if isinstance(r, TenderReceived))
    even = [evolve(r, prices=prices) if isinstance(r, TenderReceived) else r for r in before]
    even = [evolve(r, agreed=4) if isinstance(r, Moderation) else r for r in even]
    whole = evolve(last, awards=(LotAward(lot="whole", provider="alder"),))
    said = section(award_report(Cycle.audit("Even", [*even, whole]).cycle, last.on), "decision")
    assert said.blocks[0] == ("The award is to alder.",)


@pytest.mark.parametrize(
    ("responded", "said"), [(4, "fewer than 5 people"), (5, "5 people"), (1_200, "1,200 people")]
)
def test_count_of_people_that_could_point_to_one_is_a_range(responded, said):
    """The public part is read by those who know who was asked."""
    cycle = story(Scenario(), after=ConsultationReport)
    *before, last = cycle.records
    report = evolve(last, invited=2_000, responded=responded, themes=())
    asked = Cycle.audit("Asked", [*before, report]).cycle
    need = section(award_report(asked, last.on), "need")
    assert f"{said} answered the consultation; report of {written(last.on)}." in need.blocks


def test_shortlists_of_two_lots_are_both_counted():
    """A provider invited for the first lot is not forgotten when the second has its own list."""
    scenario = Scenario(lots=("N1", "N2"), providers=("alder", "birch"))
    records = []
    for record in story(scenario, after=Shortlist).records:
        lists = (("N1", "alder"), ("N2", "birch")) if isinstance(record, Shortlist) else ()
        own = [evolve(record, lots=(lot,), invited=(name,)) for lot, name in lists]
        records += own or [record]
    cycle = Cycle.audit("Two lists", records).cycle
    (counts,) = section(award_report(cycle, cycle.last_on), "numbers").blocks
    assert ("were shortlisted", 2) in counts.rows
    (who,) = section(award_report(cycle, cycle.last_on, Readership.EXEMPT), "who").blocks
    assert [(row["provider"], row["shortlisted"]) for row in who.to_dicts()] == [
        ("alder", True),
        ("birch", True),
    ]


def test_provider_that_passed_for_one_lot_alone_has_the_outcome_of_each():
    """A bidder that failed for one lot and won another would else be seen to have won after it failed."""
    scenario = Scenario(lots=("N1", "N2"), providers=("alder", "birch"))
    *records, passed = story(scenario, after=SelectionAssessment).records
    failed = evolve(passed, lots=("N2",), outcome=SelectionOutcome.FAILED, because="No site.")
    records += [evolve(passed, lots=("N1",)), failed, evolve(passed, provider="birch")]
    cycle = Cycle.audit("Two outcomes", records).cycle
    report = award_report(cycle, cycle.last_on, Readership.EXEMPT)
    (table,) = section(report, "who").blocks
    assert [row[:3] for row in table.rows] == [
        ("alder", "passed (lot N1); failed (lot N2)", "No site."),
        ("birch", "passed", None),
    ]


def test_invitations_of_two_lots_are_both_reported():
    """A lot may have criteria and an envelope of its own, and a reader asks about that lot."""
    records = []
    for record in story(Scenario(lots=("N1", "N2")), after=AwardRecommendation).records:
        if isinstance(record, InvitationToTender):
            quality, *others = record.method.criteria
            for number, lot in enumerate(("N1", "N2"), 1):
                own = evolve(quality, title=f"Social value in {lot}")
                method = evolve(record.method, criteria=(own, *others))
                envelope = FinancialEnvelope(amount=pounds(number), per="year")
                records.append(evolve(record, lots=(lot,), method=method, envelope=envelope))
        elif isinstance(record, Moderation) and record.criterion == "quality":
            records += [evolve(record, lots=(lot,), because=f"Social value in {lot}")
                        for lot in ("N1", "N2")]  # fmt: skip
        else:
            records.append(record)
    cycle = Cycle.audit("Two invitations", records).cycle
    report = award_report(cycle, cycle.last_on)
    first, one, second, other, *results = section(report, "method").blocks
    assert [lot for said in results for lot in ("N1", "N2") if lot in said] == ["N1", "N2"]
    assert (first, second) == ("The criteria of lot N1:", "The criteria of lot N2:")
    assert (one.rows[0][0], other.rows[0][0]) == ("Social value in N1", "Social value in N2")
    assert section(report, "social-value").blocks[0] == (
        "Judged by: Social value in N1.",
        "Judged by: Social value in N2.",
    )
    exempt = award_report(cycle, cycle.last_on, Readership.EXEMPT)
    assert section(exempt, "prices").blocks[:2] == (
        "The envelope of lot N1 is £1 per year.",
        "The envelope of lot N2 is £2 per year.",
    )
    agreed = section(exempt, "moderation").blocks[0]
    assert [column.name for column in agreed.columns][:3] == ["provider", "criterion", "of"]
    assert {row[:3] for row in agreed.rows if row[1] == "quality"} == {
        (name, "quality", f"lot {lot}") for name in ("alder", "birch") for lot in ("N1", "N2")
    }
    weak = award_findings(cycle, cycle.last_on)
    assert {finding.message for finding in weak if finding.code == "reason-repeats-criterion"} == {
        f"The reason for the mark of {name} on Social value in {lot} only repeats the criterion"
        for name in ("alder", "birch")
        for lot in ("N1", "N2")
    }


def test_tasks_of_two_plans_are_counted_together():
    """Each lot may have a plan of its own; a later plan for the same contract takes its place."""
    task = MobilisationTask(reference="M1", what="recruit care workers")
    plans = [
        MobilisationPlan(on=date(2022, 1, day), contracts=(name,), tasks=tasks)
        for day, name, tasks in (
            (3, "C1", (task,)),
            (4, "C2", (task, evolve(task, reference="M2"))),
            (5, "C1", (task, evolve(task, reference="M3"))),
        )
    ]
    cycle = Cycle.audit("Two plans", plans).cycle
    said = section(award_report(cycle, cycle.last_on), "mobilisation").blocks
    assert said == ("4 tasks are planned before the start.",)


def test_reason_that_changed_changes_the_digest(awarded):
    """The report in the claim has to be the report of the meeting."""
    before = award_report(awarded, awarded.last_on, Readership.EXEMPT)
    moderation = awarded.expect(Moderation)
    changed = [evolve(r, because="otherwise") if r == moderation else r for r in awarded.records]
    after = Cycle.audit(awarded.title, changed, buyers=awarded.buyers, reference="care").cycle
    assert award_report(after, awarded.last_on, Readership.EXEMPT).digest() != before.digest()
    assert award_report(awarded, awarded.last_on, Readership.EXEMPT).digest() == before.digest()


def test_narrative_is_put_beside_the_records_and_loses_names(awarded, checked):
    """An officer's own sentence is the likeliest place for a loser's name."""
    report = award_report(
        awarded,
        awarded.last_on,
        narrative={"reasons": "Birch had the <b>weaker</b> rota, said officer-1."},
    )
    said = section(report, "reasons").narrative
    assert said == "tenderer A had the <b>weaker</b> rota, said a person who took part."
    assert said in checked(report_page(report))
    with pytest.raises(RecordError, match='there is no section "reason"; did you mean "reasons"'):
        award_report(awarded, awarded.last_on, narrative={"reason": "x"})


def test_reason_of_an_approval_stays_text(awarded, checked):
    """Whatever was typed into a record is words on the page."""
    approved = awarded.expect(ApprovalToAward)
    told = [
        evolve(r, because="<i>best</i> & cheapest") if r == approved else r for r in awarded.records
    ]
    report = award_report(Cycle.audit("x", told).cycle, awarded.last_on)
    assert "<i>best</i> & cheapest" in checked(report_page(report))


def test_letters_go_on_after_z():
    """A market of forty applicants has more losers than letters."""
    assert [_letter(at) for at in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_opinions_are_given_as_they_were_given(awarded):
    """Members ask what finance said, in its words."""
    opinion = OpinionGiven(
        on=awarded.last_on, report="REP1", digest="0" * 64, office="finance",
        stance=Stance.SUPPORTS_IF, conditions=("a bond",), because="the accounts are thin",
    )  # fmt: skip
    cycle = Cycle.audit("x", [*awarded.records, opinion]).cycle
    said = section(award_report(cycle, cycle.last_on), "opinions")
    day = written(awarded.last_on)
    assert said.blocks == (
        (f"Finance, {day}, supports on conditions: a bond: the accounts are thin.",),
    )


def test_evidence_of_the_winner_that_ends_is_a_risk(awarded):
    """Members ask of an insurance that runs out in the first year; that of others is not published."""
    day, winner = awarded.last_on, awarded.every(ContractSigned)[0].provider

    def held(kind, until, provider=winner, **more):
        valid = Period(date(2020, 1, 1), until)
        return EvidenceReceived(on=day, provider=provider, kind=kind, valid=valid, **more)

    soon, gone = day + timedelta(days=90), day - timedelta(days=1)
    kept = [held("public-liability", soon), held("cqc-registration", gone)]
    hidden = [held("accounts", soon, confidential=True), held("accounts", soon, provider="birch")]
    cycle = Cycle.audit("x", [*awarded.records, *kept, *hidden]).cycle
    risk = section(award_report(cycle, day), "risk")
    said = [each for each in risk.blocks if "of alder" in each or "accounts" in each]
    assert said == [
        f"The evidence of public liability of alder expires on {written(soon)}.",
        f"The evidence of cqc registration of alder expired on {written(gone)}.",
    ]


def test_social_value_is_what_says_so_in_its_words(awarded):
    """Members ask how many apprentices, and who will count them."""
    signed = awarded.every(ContractSigned)[0]
    duty = Obligation(reference="SV1", text="Four apprentices a year as social value")
    records = [evolve(r, obligations=(duty,)) if r == signed else r for r in awarded.records]
    cycle = Cycle.audit("x", records).cycle
    said = section(award_report(cycle, cycle.last_on), "social-value")
    assert said.blocks == (("Promised: Four apprentices a year as social value.",),)
    assert said.missing == ""


def test_timetable_is_shown_beside_what_happened():
    """The scrutiny committee asks where the month went."""
    cycle = lewisham.cycle()
    tables = [
        b
        for b in section(award_report(cycle, cycle.last_on), "route").blocks
        if isinstance(b, Table)
    ]
    assert [column.name for column in tables[1].columns][:3] == ["what", "planned", "happened"]


def test_marks_before_moderation_are_numbers_under_the_name_of_their_lot():
    """Who gave which mark is no part of the report, and two lots may have the same criteria."""
    cycle = story(Scenario(lots=("north", "south")), after=ApprovalToAward)
    report = award_report(cycle, cycle.last_on, Readership.EXEMPT)
    _, first, table, second, _ = section(report, "moderation").blocks
    assert first == "Lot north: the members' marks before they agreed:"
    assert second == "Lot south: the members' marks before they agreed:"
    assert table.to_dicts()[0] == {
        "criterion": "quality", "provider": "alder", "marks": "5, 5", "spread": 0
    }  # fmt: skip


def test_robustness_says_each_thing_once(awarded):
    """A warning that is there twice is read as two."""
    report = award_report(awarded, awarded.last_on, Readership.EXEMPT)
    heading, nearest, said, *_ = section(report, "robustness").blocks
    assert heading == "Lot N1: the smallest changes that would change who is first:"
    assert nearest
    assert len(said) == len(set(said))


@pytest.mark.parametrize("member", ["A", "2022"])
def test_member_called_by_a_letter_or_number_leaves_the_words_readable(member):
    """Members are called A and B, or 1 and 2, so that they are not named."""
    scenario = Scenario(route=Route.open(), members=(member, "carer-1"))
    cycle = story(scenario, at=Stage.AWARD)
    page = report_page(award_report(cycle, cycle.last_on))
    assert "a person who took part" not in page
    assert "Neither a mobilisation plan nor a count of people is recorded." in page


def test_standstill_that_need_not_be_kept_is_no_risk():
    """A member would ask why the contract was signed in it."""
    scenario = Scenario(route=Route.open(), regime=PROCUREMENT_ACT_2023)
    cycle = story(scenario, after=ContractSigned)
    told = cycle.every(NoticePublished)[-1]
    offer = evolve(told, no_signing_before=told.on + timedelta(days=20))
    kept = Cycle.audit("Care", [offer if r == told else r for r in cycle.records]).cycle
    voluntary, offered = (section(award_report(c, c.last_on), "risk") for c in (cycle, kept))
    assert not voluntary.blocks
    assert f"runs to {written(told.on + timedelta(days=19))}" in str(offered.blocks)
