"""Cycles written as OCDS: valid, in order, with nothing that the public must not see."""

import json
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings

from commissioning.casebook import greenwich, lewisham
from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline, Period
from commissioning.errors import RecordError
from commissioning.interchange import ocds
from commissioning.interchange.ocds.writing import ocid_of
from commissioning.records.approval import ApprovalToProcure
from commissioning.records.award import AwardRecommendation, IntentionToAward, LotAward
from commissioning.records.contract import (
    ChangeRequested,
    ContractExtended,
    ContractNovated,
    ContractSigned,
    ContractVaried,
    ExtensionOption,
)
from commissioning.records.criteria import Criterion
from commissioning.records.ending import (
    Abandonment,
    AbandonmentReason,
    AwardFellThrough,
    ContractEnded,
    HowEnded,
)
from commissioning.records.kpis import Measurement
from commissioning.records.live import BreachRecorded, GoLive, KpiReport
from commissioning.records.methods import WeightedSum
from commissioning.records.notices import NoticePublished
from commissioning.records.panel import ScoreSheet
from commissioning.records.parties import Authority
from commissioning.records.strategy import (
    BuyerSucceeded,
    Nation,
    ProcurementFacts,
    ProcurementStrategy,
)
from commissioning.records.tender import (
    Clarification,
    DeadlineExtended,
    InvitationToTender,
    TenderReceived,
)
from commissioning.stages import Route
from commissioning.testing import REGIMES, ROUTES, Scenario, cycles, story
from commissioning.values.money import Money, VatBasis, pounds
from commissioning.values.scales import ZERO_TO_FIVE


def only(source):
    """The one process of a source."""
    (imported,) = ocds.read(source)
    return imported


def audited(*records, title="Care", **given):
    """A cycle of these records, whatever their order."""
    return Cycle.audit(title, records, **given).cycle


class TestValid:
    @given(cycles())
    @settings(max_examples=25)
    def test_every_drawn_cycle_is_written_without_a_fault(self, cycle):
        """A tool that loads OCDS must be able to load whatever a council has recorded."""
        made = list(ocds.releases(cycle))
        assert not made or ocds.check(made) == ()
        json.dumps(made)

    @pytest.mark.parametrize("story", [lewisham, greenwich])
    def test_true_stories_are_written_without_a_fault(self, story):
        """Their records are as odd as real ones are."""
        made = list(ocds.releases(story.cycle()))
        assert made
        assert ocds.check(made) == ()

    def test_release_is_the_whole_state_of_its_day(self, process):
        """A reader who has one release alone must not be misled by what it leaves out."""
        made = ocds.releases(only(process).cycle)
        assert [each["date"] for each in made] == sorted(each["date"] for each in made)
        assert all(each["tender"]["lots"] for each in made[1:])
        assert "awards" not in made[2]
        assert [each["id"] for each in made[-1]["contracts"]] == ["C1", "C2"]

    def test_notices_give_releases_their_ids_moments_and_tags(self, process):
        """What a portal published under a number keeps it."""
        made = ocds.releases(only(process).cycle)
        assert [(each["id"][:6], each["tag"]) for each in made if each["id"].startswith("0")] == [
            ("000001", ["planning"]),
            ("000002", ["tender"]),
            ("000003", ["tenderAmendment"]),
            ("000004", ["award"]),
            ("000005", ["contract"]),
            ("000006", ["implementation"]),
            ("000007", ["contractAmendment"]),
            ("000008", ["contractTermination"]),
        ]
        assert made[1]["date"] == "2025-04-25T08:30:00+01:00"


class TestPrivacy:
    @given(cycles())
    @settings(max_examples=25)
    def test_no_bidder_is_named_before_the_award_is_announced(self, cycle):
        """Whoever learns who has bid can agree with them."""
        bidders = {tender.provider for tender in cycle.every(TenderReceived, superseded=True)}
        for release in ocds.releases(cycle):
            named = {
                party["id"] for party in release.get("parties", ()) if party["roles"] != ["buyer"]
            }
            assert not named & bidders or release.get("awards")

    @given(cycles())
    @settings(max_examples=25)
    def test_no_price_of_a_tender_is_written(self, cycle):
        """The prices of those who lost are theirs."""
        for release in ocds.releases(cycle):
            assert "details" not in release.get("bids", {})

    def test_story_with_marks_shows_none_of_them(self):
        """A mark, a reason and who gave it stay inside."""
        cycle = lewisham.cycle()
        text = json.dumps(ocds.releases(cycle))
        sheets = cycle.every(ScoreSheet, superseded=True)
        assert sheets
        for sheet in sheets:
            assert f'"{sheet.assessor}"' not in text
            assert all(mark.because not in text for mark in sheet.marks if len(mark.because) > 12)

    def test_notes_and_askers_are_never_written(self, small):
        """A note may say anything, and a question may show who means to bid."""
        asked = Clarification(
            on=date(2022, 9, 1),
            question="May two bid?",
            answer="Yes.",
            asked_by="Secret Bidder",
            note="a private note",
            by="a private name",
        )
        made = ocds.releases(audited(*list(small.values())[:12], asked))
        text = json.dumps(made)
        assert "May two bid?" in text
        assert not [word for word in ("Secret Bidder", "a private") if word in text]

    def test_award_is_public_only_with_what_announces_it(self, small):
        """A recommendation is a paper for a committee."""
        names = list(small)
        before = [small[name] for name in names[: names.index("letters")]]
        assert "awards" not in json.dumps(ocds.releases(audited(*before)))
        (*_, last) = ocds.releases(audited(*before, small["letters"]))
        assert last["awards"][0]["suppliers"] == [{"id": "Alder", "name": "Alder"}]
        assert last["bids"]["statistics"][0]["value"] == 2


class TestBothWays:
    def test_unchanged_cycle_goes_out_as_it_came(self, process):
        """What no record holds is not lost to the next system."""
        imported = only(process)
        assert ocds.releases(imported.cycle, imported.origin) == tuple(process)

    def test_written_release_reads_back_as_it_was(self, process):
        """A second import must give the same cycle, or histories drift with every exchange."""
        once = only(list(ocds.releases(only(process).cycle))).cycle
        assert only(list(ocds.releases(once))).cycle == once

    def test_award_that_another_takes_the_place_of_is_cancelled(self, process, one):
        """Both were pending, so the public read of two winners for one lot."""
        award = {"id": "A1", "suppliers": [{"id": "GB-COH-3", "name": "Cedar"}],
                 "assessmentSummariesDateSent": "2025-10-02T00:00:00+01:00"}  # fmt: skip
        later = {**one("awardUpdate", awards=[award]), "date": "2025-10-01T00:00:00+01:00"}
        cycle = only([*process[:4], later]).cycle
        made = ocds.releases(cycle)
        awards = [(each["id"], each["status"]) for each in made[-1]["awards"]]
        assert awards == [("A1", "cancelled"), ("A2", "pending"), ("award-A1", "pending")]
        assert made[-1]["awards"][0]["statusDetails"] == "award award-A1 takes its place"
        again = only(list(made)).cycle
        (fell,) = again.every(AwardFellThrough, superseded=True)
        assert (fell.recommendation, fell.on) == ("A1", date(2025, 10, 1))

    def test_award_goes_on_for_the_lots_that_another_leaves(self, process):
        """A recommendation takes the place of another for its own lots alone."""
        both = AwardRecommendation(
            on=date(2025, 9, 20), reference="R1",
            awards=tuple(LotAward(lot=lot, provider="Alder") for lot in "12"),
        )  # fmt: skip
        told = IntentionToAward(on=date(2025, 9, 21), recommendation="R1")
        one_lot = AwardRecommendation(
            on=date(2025, 9, 25), reference="R2", lots=("1",), replaces=("R1",),
            awards=(LotAward(lot="1", provider="Birch"),),
        )  # fmt: skip
        again = IntentionToAward(on=date(2025, 9, 26), recommendation="R2", lots=("1",))
        first = only(process[:3]).cycle
        records = (*first.records, both, told, one_lot, again)
        awards = ocds.releases(audited(*records))[-1]["awards"]
        assert [(each["id"], each["relatedLots"], each["status"]) for each in awards] == [
            ("R1", ["2"], "pending"), ("R2", ["1"], "pending"),
        ]  # fmt: skip

    @pytest.mark.parametrize("relationship", [[], ["framework"]])
    def test_facts_of_a_direct_award_go_out_with_it(self, one, relationship):
        """No tender was published before it, and neither its procedure nor its lots went out."""
        tender = {
            "id": "1", "procurementMethod": "direct", "aboveThreshold": True,
            "specialRegime": ["lightTouch"], "lots": [{"id": "N"}, {"id": "S"}],
            "procurementMethodRationaleClassifications": [{"id": "userChoice"}],
        }  # fmt: skip
        related = [{"id": "1", "relationship": relationship, "identifier": "ocds-h6vhtk-f"}]
        award = {"id": "A", "status": "active", "date": "2024-05-01T00:00:00Z",
                 "suppliers": [{"id": "1", "name": "Alder"}], "relatedLots": ["N"],
                 "documents": [{"id": "1", "noticeType": "UK5"}]}  # fmt: skip
        first = only(one("award", tender=tender, awards=[award], relatedProcesses=related)).cycle
        again = only(list(ocds.releases(first))).cycle
        held, kept = (each.ledger.brought_forward for each in (first, again))
        assert (kept.route, kept.facts, again.lots) == (held.route, held.facts, ("N", "S"))
        assert again.expect(ProcurementStrategy).under == first.expect(ProcurementStrategy).under

    @pytest.mark.parametrize(
        ("regime", "number"),
        [(regime, n) for regime in REGIMES for n, _ in enumerate(ROUTES[regime.name])],
        ids=lambda value: str(getattr(value, "name", value)),
    )
    def test_story_of_each_route_comes_back_with_its_facts_and_no_doubt(self, regime, number):
        """A contract of one lot came back for all lots, and a health service as none of one."""
        route = ROUTES[regime.name][number]
        story_of = story(Scenario(regime=regime, route=route, lots=("N1", "N2")))
        made = list(ocds.releases(story_of))
        assert ocds.check(made) == ()
        again = only(made)
        decided, held = story_of.expect(ProcurementStrategy), again.cycle.ledger.brought_forward
        assert held.facts == decided.facts
        assert [each.lots for each in again.cycle.every(ContractSigned, superseded=True)] == [
            each.lots for each in story_of.every(ContractSigned, superseded=True)
        ]
        method = getattr(again.cycle.find(InvitationToTender), "method", None)
        assert (method is None) == (story_of.find(InvitationToTender) is None)
        # No notice says when a framework was let, whose law a call-off is under.
        known = {"history-not-held", "not-published"} | (
            {"law-unknown"} if decided.facts.framework_call_off else set()
        )
        assert {each.code for each in again.findings} <= known

    def test_awards_of_several_providers_have_the_same_ids_when_they_come_back(self, process):
        """Each exchange added a "/1" to the reference of the recommendation."""
        for award in process[3]["awards"]:
            award["relatedLots"] = ["1", "2"]
        first = only(process[:4]).cycle
        again = only(list(ocds.releases(only(list(ocds.releases(first))).cycle))).cycle
        references = [
            [each.reference for each in cycle.every(AwardRecommendation)]
            for cycle in (first, again)
        ]
        assert references == [["A1"], ["A1"]]

    def test_facts_survive_without_the_origin(self, process):
        """Lots, awards, suppliers, buyers, deadline, title and status are what others look for."""
        first = only(process).cycle
        second = only(list(ocds.releases(first))).cycle
        for kind in (NoticePublished, DeadlineExtended, IntentionToAward, ContractEnded):
            assert second.every(kind) == first.every(kind)
        assert (second.title, second.buyers, second.lots) == (first.title, first.buyers, first.lots)
        assert [
            (r.reference, r.provider, r.term, r.value.amount) for r in second.every(ContractSigned)
        ] == [
            (r.reference, r.provider, r.term, r.value.amount) for r in first.every(ContractSigned)
        ]

    def test_later_records_are_laid_over_the_original_release(self, process):
        """Fields that no record holds stay, and the new contract has its place."""
        process = process[:4]
        process[1]["tender"]["submissionMethodDetails"] = "through the portal"
        imported = only(process)
        signed = ContractSigned(
            on=date(2025, 10, 13),
            reference="C9",
            provider="Alder Help (constructed)",
            recommendations=("A1",),
            lots=("1",),
            term=Period.of(date(2026, 1, 1), years=2),
            value=pounds(1_550_000),
        )
        made = ocds.releases(imported.cycle.record(signed), imported.origin)
        assert made[:4] == tuple(process)
        (new,) = made[4:]
        assert new["tender"]["submissionMethodDetails"] == "through the portal"
        assert new["awards"][0]["assessmentSummariesDateSent"] == "2025-09-23T00:00:00+01:00"
        assert new["awards"][0]["status"] == "active"
        assert new["contracts"][0]["dateSigned"] == "2025-10-13T00:00:00+01:00"
        assert ocds.check(new) == ()

    def test_release_of_one_moment_with_the_original_gets_an_id_of_its_own(self, process):
        """Two releases of one id are one to every reader."""
        imported = only(process[:2])
        later = DeadlineExtended(
            on=date(2025, 4, 25), tenders_due_by=Deadline(date(2025, 7, 25)), because="more time"
        )
        made = ocds.releases(
            audited(
                *imported.cycle.records,
                later,
                title=imported.cycle.title,
                reference=imported.cycle.reference,
                process=imported.cycle.process,
                buyers=imported.cycle.buyers,
            ),
            imported.origin,
        )
        assert [each["id"] for each in made[2:]] == ["000002-2025/2"]
        assert made[2]["tender"]["tenderPeriod"]["endDate"] == "2025-07-25T23:59:59+01:00"


def signed(**given):
    """A contract of CONSTRUCTED facts."""
    facts = {"on": date(2024, 5, 1), "reference": "C1", "provider": "Alder", "value": pounds(100)}
    return ContractSigned(**{**facts, "term": Period.of(date(2024, 6, 1), years=1), **given})


def last_of(*records, **given):
    """The newest release of a cycle of these records."""
    return ocds.releases(audited(*records, **given))[-1]


class TestKinds:
    def test_sums_say_whether_they_include_vat(self):
        """One figure is never given as both."""
        for vat, name in (
            (VatBasis.INCLUDING, "amountGross"),
            (VatBasis.EXCLUDING, "amount"),
            (VatBasis.UNSTATED, "amount"),
        ):
            (contract,) = last_of(signed(value=Money(Decimal("99.50"), vat=vat)))["contracts"]
            assert contract["value"] == {name: 99.5, "currency": "GBP"}

    def test_criteria_of_one_title_are_told_apart(self):
        """OCDS allows no item twice, and two sections may both ask about staffing."""
        staffing = [
            Criterion(reference=r, title="Staffing", weight=50, scale=ZERO_TO_FIVE)
            for r in ("q1", "q2")
        ]
        invitation = InvitationToTender(
            on=date(2024, 6, 3), method=WeightedSum(criteria=tuple(staffing))
        )
        made = last_of(invitation)
        assert ocds.check(made) == ()
        (lot,) = made["tender"]["lots"]
        names = [each["name"] for each in lot["awardCriteria"]["criteria"]]
        assert names == ["Staffing (q1)", "Staffing (q2)"]

    def test_options_and_a_term_without_an_end_are_written(self):
        """The public may know how long a contract can last."""
        options = (ExtensionOption(years=1), ExtensionOption(months=6))
        (contract,) = last_of(signed(extension_options=options))["contracts"]
        assert contract["renewal"] == {"maximumRenewals": 2, "description": "1 year, then 6 months"}
        (rolling,) = last_of(signed(term=None, starts_on=date(2024, 6, 1), rolling=True))[
            "contracts"
        ]
        assert rolling["period"] == {"startDate": "2024-06-01T00:00:00+01:00"}

    def test_changes_give_the_new_total_and_the_new_end(self):
        """A notice of a change says what the contract now comes to."""
        varied = ContractVaried(
            on=date(2024, 7, 1),
            reference="V1",
            contract="C1",
            what="more hours",
            because="need",
            value_change=pounds(20),
            new_end=date(2025, 8, 31),
        )
        extended = ContractExtended(
            on=date(2025, 5, 1),
            contract="C1",
            option=1,
            value=pounds(50),
            because="it works",
            period=Period.of(date(2025, 9, 1), years=1),
        )
        euros = ContractVaried(
            on=date(2025, 6, 1),
            reference="V2",
            contract="C1",
            what="x",
            value_change=Money(5, "EUR"),
        )
        (contract,) = last_of(signed(), varied, extended, euros)["contracts"]
        totals = [each.get("value", {}).get("amount") for each in contract["amendments"]]
        assert totals == [120, 170, None]
        assert contract["amendments"][0]["period"] == {"endDate": "2025-08-31T23:59:59+01:00"}

    def test_life_of_a_contract_is_written(self):
        """Go-live, returns, failures, requests, a new holder and the end: each has its field."""
        on = date(2024, 9, 1)
        (contract,) = last_of(
            signed(title="Help", description="At home"),
            GoLive(on=date(2024, 6, 1), contracts=("C1",)),
            KpiReport(
                on=on,
                contract="C1",
                period=Period.of(date(2024, 6, 1), months=3),
                measurements=(
                    Measurement(kpi="K", value=Decimal("96.5")),
                    Measurement(kpi="L", missing_because="strike"),
                ),
            ),
            BreachRecorded(on=on, reference="B1", contract="C1", what="late visits"),
            ChangeRequested(on=on, reference="Q1", contract="C1", what="more hours"),
            ContractNovated(
                on=on, contract="C1", from_provider="Alder", to_provider="Birch", because="merger"
            ),
            ContractEnded(
                on=date(2025, 5, 31), contract="C1", how=HowEnded.EXPIRED, final_cost=pounds(98)
            ),
        )["contracts"]
        done = contract["implementation"]
        assert done["milestones"][0]["dateMet"] == "2024-06-01T00:00:00+01:00"
        assert [each["observations"][0].get("measure") for each in done["metrics"]] == [
            "96.5",
            None,
        ]
        assert done["performanceFailures"][0]["description"] == "late visits"
        assert contract["proposedAmendments"][0]["id"] == "Q1"
        assert contract["amendments"][0]["suppliersAdded"] == [{"id": "Birch", "name": "Birch"}]
        assert contract["terminationRationaleClassifications"] == [
            {"id": "expiry", "description": "expired"}
        ]
        assert contract["finalValue"]["amount"] == 98

    @pytest.mark.parametrize(
        ("reason", "lots", "status"),
        [
            (None, None, "cancelled"),
            (AbandonmentReason.WITHDRAWN, None, "withdrawn"),
            (AbandonmentReason.NO_TENDERS, ("1",), "unsuccessful"),
        ],
    )
    def test_abandonment_is_a_status(self, process, reason, lots, status):
        """Of the lots that stop, or of the whole."""
        imported = only(process[:2])
        stopped = Abandonment(
            on=date(2025, 5, 5), because="funds were withdrawn", reason=reason, lots=lots
        )
        tender = last_of(*imported.cycle.records, stopped)["tender"]
        assert [lot["status"] for lot in tender["lots"]] == [
            status,
            status if lots is None else "active",
        ]
        assert tender["status"] == ("active" if lots else status)
        assert tender["statusDetails"] == "funds were withdrawn"

    def test_fallen_award_is_cancelled(self, small):
        """The next award is another."""
        names = list(small)
        before = [small[name] for name in names[: names.index("contract")]]
        fell = AwardFellThrough(
            on=date(2022, 11, 20), recommendation="R1", provider="Alder", because="withdrew"
        )
        assert last_of(*before, fell)["awards"][0]["status"] == "cancelled"

    def test_contract_of_a_joint_award_names_its_supplier(self):
        """A contract of the standard has no supplier of its own."""
        award = AwardRecommendation(
            on=date(2024, 4, 1),
            reference="R",
            awards=(LotAward(provider="Alder"), LotAward(provider="Birch")),
        )
        made = last_of(award, signed(recommendations=("R",)))
        assert [each["name"] for each in made["awards"][0]["suppliers"]] == ["Alder", "Birch"]
        assert made["contracts"][0]["suppliers"] == [{"id": "Alder", "name": "Alder"}]

    def test_awards_of_differing_values_are_one_each(self):
        """A joint value would be a sum that nobody offered."""
        award = AwardRecommendation(
            on=date(2024, 4, 1),
            reference="R",
            awards=(
                LotAward(lot="1", provider="Alder", value=pounds(5)),
                LotAward(lot="2", provider="Birch"),
            ),
        )
        made = last_of(
            award,
            IntentionToAward(
                on=date(2024, 4, 2), recommendation="R", no_signing_before=date(2024, 4, 13)
            ),
        )
        assert [(each["id"], each["relatedLots"]) for each in made["awards"]] == [
            ("R", ["1"]),
            ("R/2", ["2"]),
        ]
        assert made["awards"][0]["standstillPeriod"] == {"endDate": "2024-04-12T23:59:59+01:00"}

    def test_succeeded_buyer_gives_way(self):
        """After a reorganisation the notice is the new council's."""
        old, new = Authority(reference="old", name="Old"), Authority(reference="new", name="New")
        passed = BuyerSucceeded(on=date(2024, 8, 1), was=("old",), becomes=(new,), because="merger")
        assert last_of(signed(), passed, buyers=(old,))["buyer"] == {"id": "new", "name": "New"}

    def test_approval_is_a_milestone_without_who_decided(self):
        """The paper of the committee is published elsewhere."""
        made = last_of(ApprovalToProcure(on=date(2024, 1, 9), decided_by="Cabinet"))
        assert made["planning"]["milestones"] == [
            {
                "id": "1",
                "type": "approval",
                "title": "Approval to procure",
                "status": "met",
                "dateMet": "2024-01-09T00:00:00+00:00",
            }
        ]
        assert "Cabinet" not in json.dumps(made)

    def test_notice_tells_only_what_it_is_about(self):
        """The details notice of one contract does not publish another."""
        records = (
            signed(),
            signed(reference="C2", provider="Birch"),
            NoticePublished(
                on=date(2024, 5, 20), reference="N1", notice="UK7", contract="C1", at=time(9)
            ),
        )
        made = ocds.releases(audited(*records))
        assert [(each["id"], [c["id"] for c in each["contracts"]]) for each in made] == [
            ("ocds-000000-care/2024-05-01/contract", ["C2"]),
            ("N1", ["C2", "C1"]),
        ]
        assert made[1]["contracts"][1]["documents"][0]["noticeType"] == "UK7"


class TestPackages:
    def test_packages_hold_the_releases_of_several_cycles(self, process):
        """A portal loads one file a day."""
        cycle = only(process).cycle
        given = {
            "published": "2028-05-01T00:00:00Z",
            "publisher": "Anyborough",
            "uri": "https://example.org/1",
        }
        packed = ocds.package(cycle, audited(signed()), **given)
        assert len(packed["releases"]) == len(ocds.releases(cycle)) + 1
        records = ocds.record_package(cycle, Cycle("Nothing yet"), **given)["records"]
        assert [each["ocid"] for each in records] == [cycle.reference]
        assert records[0]["compiledRelease"]["tag"] == ["compiled"]
        assert (
            only(ocds.record_package(cycle, **given)).cycle
            == only(list(ocds.releases(cycle))).cycle
        )

    @pytest.mark.parametrize(
        ("title", "reference", "ocid"),
        [
            ("x", "ocds-h6vhtk-1a", "ocds-h6vhtk-1a"),
            ("Home care, 2024", "", "ocds-000000-home-care-2024"),
            ("x", "HC/7", "ocds-000000-hc-7"),
            ("***", "", "ocds-000000-cycle"),
        ],
    )
    def test_cycle_without_an_ocid_gets_one_that_nobody_owns(self, title, reference, ocid):
        """A prefix is registered by its publisher; the library has none to give."""
        assert ocid_of(Cycle(title, reference=reference)) == ocid


class TestLosses:
    def test_losses_are_listed_with_the_reason(self):
        """An officer must know before sending what the others will not get."""
        losses = {loss.path: loss for loss in ocds.written_losses(lewisham.cycle())}
        assert losses["score sheet"].because.startswith("because who sits on a panel")
        assert losses["score sheet"].times == 44

    def test_each_field_that_is_not_written_is_listed(self):
        """A field added to a record tomorrow is a loss until a writer reads it."""
        losses = [
            str(loss)
            for loss in ocds.written_losses(audited(signed(department="Adult care", title="Help")))
        ]
        assert losses == ["signed contract: department"]

    def test_sums_without_vat_and_facts_without_a_word_are_listed(self):
        """They were lost on the way back, and no line said so."""
        facts = ProcurementFacts(light_touch=False, above_threshold=True, nation=Nation.WALES)
        decided = ProcurementStrategy(
            on=date(2025, 1, 6),
            route=Route.open(),
            facts=facts,
            estimated_value=pounds(9, vat=VatBasis.EXCLUDING),
        )
        value = pounds(8, vat=VatBasis.EXCLUDING)
        cycle = audited(decided, InvitationToTender(on=date(2025, 2, 3)), signed(value=value))
        assert {str(loss) for loss in ocds.written_losses(cycle)} >= {
            "procurement strategy: facts: light touch",
            "procurement strategy: facts: nation",
            "sum: excluding VAT (2 times): because OCDS says so only of a sum that is there with VAT too",
        }

    def test_facts_with_a_place_are_written_and_read_back(self):
        """A framework came back as a contract, and its light touch as unknown."""
        facts = ProcurementFacts(light_touch=True, above_threshold=True, framework=True)
        decided = ProcurementStrategy(on=date(2025, 1, 6), route=Route.open(), facts=facts)
        cycle = audited(decided, InvitationToTender(on=date(2025, 2, 3)))
        assert [each for each in ocds.written_losses(cycle) if "facts" in each.path] == []
        made = ocds.releases(cycle)
        assert ocds.check(list(made)) == ()
        assert only(list(made)).cycle.ledger.brought_forward.facts == facts


@pytest.mark.parametrize(
    ("write", "refusal"),
    [
        (lambda: ocds.releases("x"), "releases: cycle: 'x' is not a cycle; write Cycle('x')"),
        (
            lambda: ocds.package(Cycle("x"), published="x", publisher="p", uri="u"),
            "package: published: 'x' is not a moment; write it as 2026-01-31T09:00:00Z",
        ),
        (
            lambda: ocds.record_package(
                Cycle("x"), published=date(2026, 1, 31), publisher="p", uri="u"
            ),
            "package: published: datetime.date(2026, 1, 31) is not a moment; write it as "
            "2026-01-31T09:00:00Z",
        ),
    ],
)
def test_package_of_no_cycle_or_no_moment_is_refused(write, refusal):
    """A portal turns the whole package away, days later and in words of its schema."""
    with pytest.raises(RecordError) as refused:
        write()
    assert str(refused.value) == refusal
