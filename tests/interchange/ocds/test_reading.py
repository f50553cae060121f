"""Notices read into cycles: what they say, no more, with every loss by its path."""

import gc
import json
import tracemalloc
from copy import deepcopy
from datetime import date, time
from decimal import Decimal
from itertools import count, islice
from pathlib import Path
from time import process_time

import pytest

from commissioning.dates.periods import Deadline, Period
from commissioning.errors import FormatError
from commissioning.interchange import dumps, loads
from commissioning.interchange.ocds import read, read_each, releases
from commissioning.interchange.ocds.mapping import BY_KIND, Way
from commissioning.interchange.ocds.seen import Seen
from commissioning.process import Process
from commissioning.records.award import AwardRecommendation, IntentionToAward
from commissioning.records.contract import (
    ChangeRequested,
    ContractExtended,
    ContractNovated,
    ContractSigned,
    ContractVaried,
    ExtensionOption,
)
from commissioning.records.ending import Abandonment, AwardFellThrough, ContractEnded, HowEnded
from commissioning.records.engagement import MarketEngagement
from commissioning.records.history import BroughtForward
from commissioning.records.live import BreachRecorded, KpiReport
from commissioning.records.methods import DescribedCriteria
from commissioning.records.notices import ChangeGround, NoticePublished
from commissioning.records.record import Grounds
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.records.strategy import (
    DirectAwardGround,
    HealthProcess,
    Nation,
    ProcurementStrategy,
)
from commissioning.records.tender import (
    Clarification,
    DeadlineExtended,
    InvitationToTender,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.records.timetable import Timetable
from commissioning.values.money import Money, VatBasis

ALDER, BIRCH = "Alder Help (constructed)", "Birch Help (constructed)"
BIRCH_ID = {"id": "GB-COH-2", "name": BIRCH}
CEDAR = {"id": "GB-COH-3", "name": "Cedar"}
STANDING = {"history-not-held", "not-published"}


def only(source, **options):
    """The one process of a source."""
    (imported,) = read(source, **options)
    return imported


@pytest.mark.parametrize("is_list", [True, False])
def test_depth_beyond_any_release_is_refused(one, is_list):
    """Hundreds of brackets within each other ended in a traceback."""
    tender: dict[str, object] = {"id": "t", "note": "deep"}
    release = one("tender", tender=tender)
    opens, closes = ("[", "]") if is_list else ('{"note": ', "}")
    text = json.dumps(release).replace('"deep"', f'{opens * 3000}"deep"{closes * 3000}')
    for _ in range(3000):
        tender["note"] = [tender["note"]] if is_list else {"note": tender["note"]}
    for source in (release, text):
        with pytest.raises(FormatError, match="deeper than any release has"):
            read(source)


def test_providers_of_a_framework_take_no_more_time_each_where_there_are_hundreds(one):
    """The places of eight hundred took half a minute."""

    def seconds(number):
        firms = [{"id": f"F{n}", "name": f"Firm {n}"} for n in range(number)]
        award = {"id": "A", "status": "active", "date": "2024-05-04T00:00:00Z", "suppliers": firms}
        contract = {"id": "C", "awardID": "A", "dateSigned": "2024-05-05T00:00:00Z"}
        source = [one("award", awards=[award]), one("contract", id="2", contracts=[contract])]
        began = process_time()
        read(source)
        return process_time() - began

    few = min(seconds(100) for _ in range(3))
    assert any(seconds(400) < 9 * few for _ in range(3))  # 16 times where it grows with the square


def test_two_awards_of_one_id_are_read_as_one_and_reported(one):
    """The first was lost without a word."""
    awards = [
        {"id": "A", "status": "active", "suppliers": [{"id": name, "name": name}]}
        for name in (ALDER, BIRCH)
    ]
    read_as = only(one("award", awards=awards))
    (recommended,) = read_as.cycle.every(AwardRecommendation)
    assert [award.provider for award in recommended.awards] == [ALDER, BIRCH]
    assert [each.message for each in read_as.findings if each.code == "not-valid-ocds"] == [
        'Field awards has two items with the id "A", which are read as one'
    ]


@pytest.mark.parametrize("name", ["classification", "additionalClassifications"])
def test_ids_that_name_no_item_of_the_list_may_be_repeated(one, name):
    """A list that is replaced whole may have one id of two schemes."""
    same = [{"id": "85000000", "scheme": "CPV"}, {"id": "85000000", "scheme": "OTHER"}]
    items = [{"id": n, name: same[n] if name == "classification" else same} for n in (0, 1)]
    found = only(one("tender", tender={"id": "t", "items": items})).findings
    assert "not-valid-ocds" not in {each.code for each in found}


class TestAWholeProcess:
    def test_notices_become_the_records_that_they_tell(self, process):
        """The life of a contract, from the first forum to the end, is what an officer looks for."""
        cycle = only(process).cycle
        assert cycle.title == "Help at home & company, two areas (constructed)"
        assert [buyer.name for buyer in cycle.buyers] == ["Anyborough Council (constructed)"]
        assert cycle.lots == ("1", "2")
        assert cycle.expect(MarketEngagement).method == "Providers' forum"
        assert cycle.expect(SelectionQuestionnaire).responses_due_by.day == date(2025, 5, 23)
        assert [signed.provider for signed in cycle.every(ContractSigned)] == [ALDER, BIRCH]
        assert cycle.expect(ContractEnded).contract == "C2"
        assert cycle.expect(ContractEnded).how is HowEnded.TERMINATED
        assert len(cycle.every(NoticePublished)) == 8

    def test_every_record_is_of_a_kind_that_the_table_says_is_read(self, process):
        """The documentation shows the table; a reader that does more or less makes it untrue."""
        kinds = {type(record) for record in only(process).cycle.records}
        assert [kind for kind in kinds if BY_KIND[kind].way not in {Way.BOTH, Way.READ}] == []

    def test_sound_notices_have_no_finding_that_blocks(self, process):
        """Approvals, responses and marks are never published, so they are not missing."""
        imported = only(process)
        assert [str(found) for found in imported.findings if found.blocks] == []
        assert {found.code for found in imported.findings} == STANDING

    def test_delta_leaves_standing_what_was_said_before(self, process):
        """The third notice holds a deadline and no lot; read alone it would lose both lots."""
        cycle = only(process[:3]).cycle
        assert cycle.lots == ("1", "2")
        assert cycle.expect(DeadlineExtended).tenders_due_by == Deadline(
            date(2025, 7, 11), time(12), "Europe/London"
        )
        assert cycle.expect(DeadlineExtended).because == "A week more for tenders"

    def test_order_of_the_file_is_of_no_consequence(self, process):
        """Portals give the newest notice first."""
        assert only(process[::-1]).cycle == only(process).cycle

    def test_description_of_a_raised_figure_alone_is_no_weight(self, process):
        """Python calls "²" a digit and makes no number of it, which ended in a traceback."""
        rows = [{"type": "quality", "description": "²"}]
        process[1]["tender"]["lots"] = [{"id": "1", "awardCriteria": {"criteria": rows}}]
        (criterion,) = only(process).cycle.expect(InvitationToTender).method.criteria
        assert (criterion.title, criterion.weight) == ("²", None)

    def test_criteria_have_the_weights_that_stand_alone_in_a_description(self, process):
        """Three of four real weights stand in the description, as "60%" or "10"."""
        method = only(process).cycle.expect(InvitationToTender).method
        assert isinstance(method, DescribedCriteria)
        assert [(c.title, c.weight, c.lots) for c in method.criteria] == [
            ("Price", 30, None),
            ("Answers", 60, None),
            ("Panel of people who use the service", 10, None),
        ]
        assert method.importance.startswith("weights in per cent")

    def test_largest_number_of_a_form_is_no_limit(self, process):
        """2147483647 lots is what a portal writes for "no limit"."""
        limits = only(process).cycle.expect(InvitationToTender).lot_limits
        assert (limits.most_tendered, limits.most_awarded) == (None, 1)

    def test_award_names_its_lot_and_promises_its_standstill(self, process):
        """Two awards of one day would set each other aside if they were for the same lots."""
        cycle = only(process).cycle
        found = cycle.every(AwardRecommendation)
        assert [(each.reference, each.lots, each.winners(each.lots[0])) for each in found] == [
            ("A1", ("1",), (ALDER,)),
            ("A2", ("2",), (BIRCH,)),
        ]
        assert {each.no_signing_before for each in cycle.every(IntentionToAward)} == {
            date(2025, 10, 4)
        }
        assert cycle.every(IntentionToAward)[0].told == (ALDER, BIRCH)

    def test_change_adds_the_difference_of_two_totals(self, process):
        """A notice gives the new total; the record holds what it adds."""
        change = only(process).cycle.expect(ContractVaried)
        assert change.value_change == Money(Decimal(40_000), vat=VatBasis.EXCLUDING)
        assert (change.what, change.contract) == ("More hours in the north", "C1")

    def test_return_holds_the_figures_of_its_period(self, process):
        """The measure is exact: 96.5 is no float."""
        (measured,) = only(process).cycle.expect(KpiReport).measurements
        assert (measured.kpi, measured.value) == ("K1", Decimal("96.5"))

    def test_fact_that_no_notice_states_is_marked_inferred_with_its_release(self, process):
        """The day of the invitation is not published: the reader must not take it for a fact."""
        (basis,) = only(process).cycle.expect(InvitationToTender).basis
        assert basis.grounds is Grounds.INFERRED
        assert (basis.source, basis.fields) == ("release 000002-2025", ("on",))

    def test_each_leaf_that_nobody_read_is_a_loss(self, process):
        """A list kept by hand would forget the field that a portal adds tomorrow."""
        process[1]["tender"]["items"] = [{"id": "1", "quantity": 40, "oddity": "never seen"}]
        losses = {loss.path: loss.example for loss in only(process).losses}
        assert losses["tender.items[].oddity"] == "never seen"
        assert losses["tender.items[].quantity"] == "40"
        assert "tender.title" not in losses
        assert "awards[].value.amount" not in losses

    def test_indicators_of_two_contracts_with_one_id_are_two(self, process):
        """The second was lost, and its returns were those of the first."""
        for contract in process[4]["contracts"]:
            contract["agreedMetrics"] = [{"id": "1", "title": f"Visits of {contract['id']}"}]
        period = {"startDate": "2026-01-01T00:00:00Z", "endDate": "2026-03-31T23:59:59Z"}
        seen = [{"id": "o", "measure": 96, "period": period}]
        measured = {"metrics": [{"id": "1", "observations": seen}]}
        process[5]["contracts"] = [{"id": n, "implementation": measured} for n in ("C1", "C2")]
        cycle = only(process[:6]).cycle
        (agreed,) = (r for r in cycle.ledger.brought_forward.carries if hasattr(r, "kpis"))
        titles = {kpi.reference: kpi.title for kpi in agreed.kpis}
        assert titles == {"1": "Visits of C1", "C2/1": "Visits of C2"}
        assert [(each.contract, each.measurements[0].kpi) for each in cycle.every(KpiReport)] == [
            ("C1", "1"), ("C2", "C2/1"),
        ]  # fmt: skip

    def test_things_of_two_contracts_with_one_id_have_references_of_their_own(self, process, one):
        """An id is one within its contract; two failures "1" were a reference used twice."""
        contracts = [
            {
                "id": name,
                "amendments": [{"id": "1", "date": "2026-05-01T00:00:00Z", "description": "more"}],
                "proposedAmendments": [{"id": "1", "date": "2026-04-01T00:00:00Z"}],
                "implementation": {"performanceFailures": [{"id": "1", "description": "late"}]},
            }
            for name in ("C1", "C2")
        ]
        later = {**one("contractUpdate"), "date": "2026-05-02T00:00:00Z", "contracts": contracts}
        imported = only([*process[:5], later])
        assert "duplicate-reference" not in {each.code for each in imported.findings}
        for kind in (BreachRecorded, ChangeRequested, ContractVaried):
            assert len({each.reference for each in imported.cycle.every(kind)}) == 2

    def test_proposed_changes_without_an_id_are_told_apart_by_their_day(self, process, one):
        """OCDS asks for no id of an amendment; the second was left out as a change of the first."""
        days = ("2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z")
        contract = {"id": "C1", "proposedAmendments": [{"date": day} for day in days]}
        later = {**one("contractUpdate"), "date": "2026-05-02T00:00:00Z", "contracts": [contract]}
        imported = only([*process[:5], later])
        assert len(imported.cycle.every(ChangeRequested)) == 2
        assert not [each for each in imported.findings if "again" in each.message]

    def test_contract_published_again_with_another_value_is_reported_once(self, process, one):
        """The corrected value was lost without a word, for a contract is signed once."""
        contract = {"id": "C1", "value": {"amount": 9, "currency": "GBP"}}
        later = {**one("contractUpdate"), "date": "2025-12-01T00:00:00Z", "contracts": [contract]}
        last = {**later, "id": "2", "date": "2025-12-02T00:00:00Z", "contracts": []}
        found = [each.message for each in only([*process[:5], later, last]).findings]
        assert [each for each in found if "again" in each] == [
            "The contract C1 is published in release 000005-2025, and again with a change of value in "
            "release 1; the change is left out"
        ]

    @pytest.mark.parametrize(
        ("section", "item", "said"),
        [
            ("awards", {"id": "A1", "value": {"amount": 9}},
             f"The award A1 to {ALDER} is published in release 000004-2025, and again with a change of "
             "value in release u2; the change is left out"),
            ("amendments", {"id": "V1", "description": "Fewer"},
             "The amendment V1 of contract C1 is published in release 000007-2025, and again with a change "
             "of description in release u1; the change is left out"),
            ("proposedAmendments", {"id": "P1", "description": "Fewer", "rationaleClassifications": []},
             "The proposed change P1 of contract C1 is published in release u1, and again with a change "
             "of description and rationale classifications in release u2; the change is left out"),
            ("performanceFailures", {"id": "F1", "description": "Late"},
             "The failure F1 of contract C1 is published in release u1, and again with a change of "
             "description in release u2; the change is left out"),
        ],
    )  # fmt: skip
    def test_correction_under_the_same_id_is_reported_once(self, process, one, section, item, said):
        """A notice that put right what another had said was passed over without a word."""
        contract = {"id": "C1", "awardID": "A1"}

        def update(number, item):
            of = {**contract, section: [item]}
            if section == "performanceFailures":
                of = {**contract, "implementation": {section: [item]}}
            given = {"awards": [item]} if section == "awards" else {"contracts": [of]}
            return {
                **one("contractUpdate", **given),
                "id": f"u{number}",
                "date": f"2027-02-0{number}",
            }

        before = {"id": item["id"], "description": "As first said"}
        changes = [update(1, before), update(2, item), update(3, {**item, "status": "active"})]
        found = [each.message for each in only([*process, *changes]).findings]
        assert [each for each in found if "again" in each] == [said]

    def test_corrected_answer_is_a_further_clarification(self, process):
        """The public reads the last answer; the cycle held the first alone."""
        for number, answer in enumerate(("Ten", "Twelve", "Twelve"), 1):
            enquiry = {"id": "Q1", "description": "How many?", "answer": answer}
            process.insert(number + 1, deepcopy(process[1]) | {"id": f"q{number}"})
            process[number + 1]["tender"] = {"id": "1", "enquiries": [enquiry]}
            process[number + 1]["date"] = f"2025-05-0{number}T09:00:00Z"
        told = only(process).cycle.every(Clarification)
        assert [(each.on.day, each.answer) for each in told] == [(1, "Ten"), (2, "Twelve")]

    def test_sum_with_vat_beside_one_without_is_a_loss(self, process):
        """A record holds one sum; the other was looked at for the basis alone, and lost silently."""
        process[1]["tender"]["value"] = {"amount": 10, "amountGross": 12, "currency": "GBP"}
        losses = {loss.path: loss.example for loss in only(process).losses}
        assert losses["tender.value.amountGross"] == "12"

    def test_organisation_that_no_record_names_is_a_loss(self, process):
        """The name of a court was read, and held nowhere."""
        court = {"id": "C", "name": "High Court (constructed)", "roles": ["reviewBody"]}
        process[1]["parties"].append(court)
        losses = {loss.path: loss.example for loss in only(process).losses}
        assert losses["parties[].name"] == "High Court (constructed)"


class TestAwardPublishedAgain:
    """An update of an award names other suppliers."""

    @pytest.fixture
    def told(self, process, one):
        """The process up to its awards, with later releases of awards in the autumn of 2025."""

        def made(*updates, before=process[:4]):
            later = (
                {**one("awardUpdate", awards=list(awards)), "id": f"u{n}", "date": f"2025-12-0{n}"}
                for n, awards in enumerate(updates, 1)
            )
            return only([*before, *later])

        return made

    @staticmethod
    def recommended(imported):
        found = imported.cycle.every(AwardRecommendation, superseded=True)
        return [(each.reference, each.on.month, each.winners(each.lots[0])) for each in found]

    def messages(self, imported):
        return [each.message for each in imported.findings if each.code not in STANDING]

    def test_other_supplier_is_a_recommendation_in_the_place_of_the_first(self, told):
        """It was a reference used twice, a finding that an officer can do nothing about."""
        imported = told([{"id": "A1", "suppliers": [CEDAR]}])
        assert self.recommended(imported) == [
            ("A1", 9, (ALDER,)), ("A2", 9, (BIRCH,)), ("award-A1", 12, (ALDER, "Cedar")),
        ]  # fmt: skip
        (again,) = (each for each in imported.cycle.every(AwardRecommendation) if each.replaces)
        assert (again.reference, again.replaces) == ("award-A1", ("A1",))
        assert again.basis[0].fields == ("on",)
        assert self.messages(imported) == [
            f"The award A1 is to {ALDER} in release 000004-2025, and to {ALDER} and Cedar in release u1, "
            "which takes its place",
            f"The award A1 has one value, £1,550,000 excluding VAT, for 2 providers: {ALDER} and Cedar",
        ]

    def test_letters_of_the_first_are_not_sent_again(self, told):
        """The assessment summaries would be dated before the recommendation that they tell."""
        imported = told([{"id": "A1", "suppliers": [CEDAR]}])
        letters = imported.cycle.every(IntentionToAward)
        assert [each.recommendation for each in letters] == ["A1", "A2"]

    def test_other_supplier_after_the_signature_is_reported_alone(self, told, process):
        """A contract that is signed is changed by a notice of the change, not by one of the award."""
        imported = told([{"id": "A1", "suppliers": [CEDAR]}], before=process[:5])
        assert [each[0] for each in self.recommended(imported)] == ["A1", "A2"]
        assert len(imported.cycle.every(ContractSigned)) == 2
        assert self.messages(imported) == [
            f"The award A1 is to {ALDER} in release 000004-2025, and to {ALDER} and Cedar in release u1, "
            "after its contract was signed; the change is left out",
        ]

    @pytest.mark.parametrize(("suppliers", "words"), [([], 0), ([CEDAR], 2)])
    def test_award_given_again_after_it_was_cancelled_is_a_new_one(self, told, suppliers, words):
        """The reference was used twice; an award to the same supplier was passed over."""
        again = {"id": "A2", "status": "pending", "suppliers": [BIRCH_ID, *suppliers]}
        imported = told([{"id": "A2", "status": "cancelled"}], [again])
        assert self.recommended(imported)[-1][:2] == ("award-A2", 12)
        assert not [each for each in imported.cycle.every(AwardRecommendation) if each.replaces]
        assert len(imported.cycle.every(AwardFellThrough, superseded=True)) == 1
        assert len(self.messages(imported)) == words

    def test_awards_announced_with_it_stay_in_force(self, told, process):
        """Two providers share a framework; another took the place of one, and both were gone."""
        for award in process[3]["awards"]:
            award["relatedLots"] = ["1", "2"]
        imported = told([{"id": "A2", "suppliers": [CEDAR]}])
        assert self.recommended(imported)[-1] == ("award-A1", 12, (ALDER, BIRCH, "Cedar"))

    def test_value_changed_on_contracts_finder_is_reported_once(self, one):
        """There an award stands for its contract: an officer read of one change twice."""
        award = {
            "id": "A1",
            "status": "active",
            "date": "2024-05-01T00:00:00Z",
            "suppliers": [{"name": ALDER}],
        }
        said = [
            one("award", ocid="ocds-b5fd17-1", id=str(n), awards=[
                {**award, "value": {"amount": n * 500, "currency": "GBP"}}])
            for n in (1, 2)
        ]  # fmt: skip
        found = [each.message for each in only(said).findings if each.code == "not-understood"]
        assert found == [
            f"The award A1 to {ALDER} is published in release 1, and again with a change of value in "
            "release 2; the change is left out"
        ]

    def test_one_value_is_reported_for_an_award_and_not_for_its_contract_too(self, told, process):
        """It is one fact, which stood there twice."""
        process[3]["awards"][0]["suppliers"].append(CEDAR)
        imported = told(before=process[:5])
        assert [each.code for each in imported.findings].count("one-value-for-several") == 1
        assert [each.value for each in imported.cycle.every(ContractSigned)][:2] == [None, None]


class TestNothingIsLostWithoutAWord:
    """What no record holds is a loss, or a finding that an officer can act on."""

    @pytest.fixture
    def doubts(self, process, one):
        """The messages about a process of which the first notices are held, and then one more."""

        def made(held, day, **sections):
            last = {**one("contractUpdate", **sections), "id": "9", "date": f"{day}T09:00:00Z"}
            found = only([*process[:held], last]).findings
            return [each.message for each in found if each.code == "not-understood"]

        return made

    def test_award_that_ends_without_a_supplier_is_reported(self, doubts):
        """A lot without an outcome looked as if it were still in competition."""
        assert doubts(3, "2025-09-01", awards=[{"id": "A1", "status": "unsuccessful"}]) == [
            "The award A1 is unsuccessful, and no notice before gives it to a supplier; it is left out"
        ]

    def test_contract_without_a_supplier_is_reported(self, doubts):
        """A contract that was signed was missing, and nothing said so."""
        signed = {"id": "C9", "awardID": "A9", "dateSigned": "2025-10-13T00:00:00+01:00"}
        assert doubts(3, "2025-11-01", contracts=[signed]) == [
            "The contract C9 is signed, but no notice names its supplier; it is left out"
        ]
        assert doubts(3, "2025-11-01", contracts=[{**signed, "status": "cancelled"}]) == []

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"status": "cancelled"}, "status"),
            ({"value": {"amount": 7, "amountGross": 8}}, "value"),
            ({"value": {"amount": 7, "amountGross": 8}, "amendments": [
                {"id": "V1", "date": "2026-02-01T00:00:00Z", "description": "Fewer visits"}]}, "value"),
        ],
    )  # fmt: skip
    def test_change_of_a_contract_that_no_amendment_states_is_reported(self, doubts, change, words):
        """A cancelled contract stayed in force; a new value beside an amendment was passed over."""
        assert doubts(5, "2026-02-02", contracts=[{"id": "C1", **change}]) == [
            "The contract C1 is published in release 000005-2025, and again with a change of "
            f"{words} in release 9; the change is left out"
        ]

    def test_new_total_on_another_basis_of_vat_is_reported(self, doubts):
        """The change was recorded as one that costs nothing."""
        change = {"id": "V1", "date": "2026-02-01T00:00:00Z", "value": {"amount": 1_600_000}}
        assert doubts(5, "2026-02-02", contracts=[{"id": "C1", "amendments": [change]}]) == [
            "A change brings contract C1 from £1,550,000 excluding VAT to £1,600,000, on another basis "
            "(GBP, VAT not stated); what it adds is left out"
        ]

    def test_criteria_changed_in_an_update_are_reported(self, process):
        """Tenders were judged by weights that the cycle did not show."""
        process[2]["tender"]["lots"] = [{"id": "1", "awardCriteria": {"criteria": [
            {"type": "price", "name": "Price", "description": "100"}]}}]  # fmt: skip
        found = [e.message for e in only(process[:3]).findings if e.code == "not-understood"]
        assert found == [
            "The invitation to tender is published in release 000002-2025, and again with a change of "
            "criteria in release 000003-2025; the change is left out"
        ]

    def test_criteria_that_come_with_an_update_are_those_of_the_invitation(self, process):
        """A tender announced before its criteria came in without any."""
        lots = process[1]["tender"]["lots"]
        process[2]["tender"]["lots"] = [dict(lot) for lot in lots]
        for lot in lots:
            del lot["awardCriteria"]
        imported = only(process[:3])
        invited = imported.cycle.expect(InvitationToTender)
        assert [each.title for each in invited.method.criteria][:2] == ["Price", "Answers"]
        assert invited.basis[0].fields == ("on", "method")
        assert {each.code for each in imported.findings} == STANDING

    def test_contract_is_for_the_lots_of_its_items(self, process):
        """An award for two lots led to a contract for each, and each was read as one for both."""
        process[3]["awards"] = [{**process[3]["awards"][0], "relatedLots": ["1", "2"]}]
        for number, contract in enumerate(process[4]["contracts"], 1):
            contract |= {"awardID": "A1", "items": [{"id": "1", "relatedLot": str(number)}]}
        signed = only(process[:5]).cycle.every(ContractSigned)
        assert [(each.reference, each.lots) for each in signed] == [("C1", ("1",)), ("C2", ("2",))]

    def test_health_service_is_known_by_its_legal_basis(self, one):
        """The Provider Selection Regime has a law of its own, and it was judged by another."""
        tender = {
            "id": "1", "legalBasis": {"scheme": "UKSI", "id": "2023/1348"},
            "procurementMethod": "direct", "procurementMethodDetails": "Direct award process C",
        }  # fmt: skip
        facts = only(one("tender", tender=tender)).cycle.expect(BroughtForward).facts
        assert (facts.health_service, facts.health_process) == (True, HealthProcess.DIRECT_AWARD_C)

    def test_end_that_is_still_to_come_is_the_day_of_the_notice(self, process):
        """A contract that ends in June was over in April, on the day of the notice."""
        process[7]["contracts"][0]["period"]["endDate"] = "2028-06-30T23:59:59+01:00"
        ended = only(process).cycle.expect(ContractEnded)
        assert (ended.on, ended.basis) == (date(2028, 6, 30), ())

    def test_term_that_all_lots_have_is_that_of_the_procurement(self, process):
        """Some portals give it with each lot alone, and it was lost."""
        term = {"startDate": "2026-01-01T00:00:00Z", "endDate": "2028-12-31T23:59:59Z"}
        for lot in process[1]["tender"]["lots"]:
            lot["contractPeriod"] = term
        row = only(process[:2]).cycle.expect(Timetable).rows[-1]
        assert (row.what, row.window.latest) == ("Term of the contract", date(2028, 12, 31))

    def test_doubt_about_all_contracts_of_a_framework_is_one(self, one):
        """Thirty suppliers made thirty findings that were word for word the same."""
        firms = [{"id": f"F{n}", "name": f"Firm {n}"} for n in range(30)]
        award = {"id": "A", "status": "active", "date": "2024-05-04T00:00:00Z", "suppliers": firms}
        imported = only(one("award", ocid="ocds-b5fd17-1", awards=[award]))
        assert len(imported.cycle.every(ContractSigned)) == 30
        messages = [each.message for each in imported.findings]
        assert len(messages) == len({*messages})


class TestContractsFinder:
    """Its awards have no title, and its sums are written by a program."""

    def test_register_shows_the_title_of_the_notice_and_a_whole_sum(self, one):
        """The title was "not stated", and the sum 3,100,000.0."""
        award = {
            "id": "A1", "status": "active", "date": "2024-05-01T00:00:00Z", "suppliers": [{"name": ALDER}],
            "value": {"amount": 3100000.0, "currency": "GBP"},
            "contractPeriod": {"startDate": "2024-05-02T00:00:00Z", "endDate": "2027-05-01T23:59:59Z"},
        }  # fmt: skip
        notice = one(
            "award", ocid="ocds-b5fd17-1", tender={"title": "Help at home"}, awards=[award]
        )
        table = only(json.dumps(notice)).cycle.register(date(2025, 1, 1)).to_text()
        assert "Title of agreement: Help at home\n" in table
        assert "Sum to be paid: 3,100,000\n" in table


class TestDeltas:
    """An update holds little, and what was said before it is not read again."""

    def test_time_to_read_a_release_does_not_grow_with_those_before_it(self, process, monkeypatch):
        """Every state was read whole: four hundred returns of one contract took seven seconds."""
        looked, plain = [], Seen._leaf
        monkeypatch.setattr(Seen, "_leaf", lambda *of: looked.append(of[1]) or plain(*of))

        def looks(number):
            looked.clear()
            returned = deepcopy(process[5])
            (metric,) = returned["contracts"][0]["implementation"]["metrics"]
            (seen,) = metric["observations"]
            for month in range(number):
                metric["observations"] = [{**seen, "id": f"O{month}"}]
                process.append(deepcopy(returned) | {"id": f"R{month}"})
            assert len(only(process).cycle.every(KpiReport)) == number + 1
            del process[8:]
            return len(looked)

        none, some, twice = looks(0), looks(30), looks(60)
        assert twice - none == pytest.approx(2 * (some - none), rel=0.02)

    def test_contract_is_read_whole_once_its_award_has_a_supplier(self, process, one):
        """Its figures came before the award's supplier, and it takes its supplier from the award."""
        award, signed = process[3]["awards"][0], process[4]["contracts"][0]
        suppliers = award.pop("suppliers")
        named = {**one("awardUpdate"), "id": "9", "date": "2027-03-01T09:00:00Z"}
        named["awards"] = [{"id": "A1", "suppliers": suppliers}]
        signed["documents"] = []
        cycle = only([*process[:6], named]).cycle
        (contract,) = (each for each in cycle.every(ContractSigned) if each.reference == "C1")
        assert contract.provider == ALDER
        assert [each.contract for each in cycle.every(KpiReport)] == ["C1"]

    def test_items_of_one_id_in_one_release_are_all_read(self, process):
        """Two parts of one contract, each with a figure: the second part took the first one's place."""
        (contract,) = process[5]["contracts"]
        other = deepcopy(contract)
        (metric,) = other["implementation"]["metrics"]
        metric["observations"][0] |= {"id": "O2", "measure": "90"}
        process[5]["contracts"].append(other)
        (report,) = only(process).cycle.every(KpiReport)
        assert [each.value for each in report.measurements] == [Decimal("96.5"), 90]


class TestForms:
    def test_every_form_of_a_file_gives_the_same_cycle(self, process):
        """One portal gives packages, another records, a third a line for each release."""
        text = json.dumps(process)
        forms = (
            text,
            {"releases": process},
            {"records": [{"ocid": "x", "releases": process}]},
            "\n".join(json.dumps(each) for each in process),
            "\ufeff" + text,
        )
        assert len({only(form).cycle for form in forms}) == 1

    def test_record_of_links_is_read_by_its_compiled_release(self, one):
        """Its releases lie elsewhere, and nothing here asks a network."""
        compiled = one("compiled", tender={"id": "1", "title": "Care", "status": "active"})
        record = {
            "ocid": "x",
            "releases": [{"url": "https://example.org"}],
            "compiledRelease": compiled,
        }
        assert only({"records": [record]}).cycle.title == "Care"
        assert only({"records": [{"compiledRelease": compiled}]}).cycle.expect(InvitationToTender)

    def test_two_processes_are_two_cycles(self, one):
        """A file of a day holds what many buyers published."""
        found = read([one("tender", ocid="ocds-1"), one("tender", ocid="ocds-2")])
        assert [each.cycle.reference for each in found] == ["ocds-1", "ocds-2"]

    @pytest.mark.parametrize(
        ("source", "words"),
        [
            ("", "the text is empty"),
            (Path("day.json"), "read the file as UTF-8 text, and give that"),
            (b"{}", "read the file as UTF-8 text, and give that"),
            ("day.json", "day.json is the name of a file; read the file, and give its text"),
            ("{1}", "line 1, column 2: this is not JSON from '1}' on"),
            ('{"a": 1}\n' + "[" * 100_000, "line 2: lists within lists"),
            ('{"a": 1}\n{"a":', "line 2, column 6: this is not JSON"),
            ("[" * 100_000, "lists within lists"),
            ({"lots": []}, "no release found"),
            ([], "no release found"),
            ([{"tag": ["tender"]}], "has no `ocid`"),
        ],
    )
    def test_file_that_is_not_a_release_is_refused_with_the_reason(self, source, words):
        """A wrong file is found out at the door, never by a traceback."""
        with pytest.raises(FormatError, match=words):
            read(source)

    def test_release_without_an_id_gets_one_of_its_ocid_day_and_tag(self, one):
        """One portal gives none; its notices would all be one."""
        released = one("tender", ocid="ocds-r6ebe6-1", tender={"id": "1", "title": "Care"})
        del released["id"]
        notice = only(released).cycle.expect(NoticePublished)
        assert (notice.reference, notice.notice) == (
            "ocds-r6ebe6-1/2024-05-04/tender",
            "PCR-contract",
        )


class TestFacts:
    @pytest.mark.parametrize(
        ("method", "details", "route"),
        [
            ("open", "", "open"),
            ("selective", "Restricted procedure", "restricted"),
            ("selective", "Mini-competition under a framework", "call-off by competition"),
            ("direct", "", "direct award"),
            ("limited", "", "direct award"),
            (None, "Negotiated without prior publication", "direct award"),
            (None, "Competitive flexible procedure", "restricted"),
            (None, "Open procedure (below threshold)", "open"),
        ],
    )
    def test_method_or_else_its_words_decide_the_route(self, one, method, details, route):
        """Older portals give words alone, in fifteen phrases."""
        tender = {
            "id": "1",
            "title": "x",
            "procurementMethod": method,
            "procurementMethodDetails": details,
        }
        assert only(one("tender", tender=tender)).cycle.route.name == route

    def test_framework_is_the_parent_of_a_call_off(self, one):
        """The law of a call-off is that of its framework."""
        related = [
            {
                "id": "1",
                "relationship": ["framework"],
                "title": "Care framework",
                "identifier": "F1",
            }
        ]
        tender = {"id": "1", "title": "x", "procurementMethod": "direct"}
        cycle = only(one("tender", tender=tender, relatedProcesses=related)).cycle
        assert cycle.expect(ProcurementStrategy).under.reference == "Care framework"
        assert cycle.route.name == "call-off"

    def test_replaced_process_is_the_one_that_is_followed(self, one):
        """A second try names the first."""
        related = [{"id": "1", "relationship": ["prior"], "identifier": "ocds-0"}]
        assert only(one("tender", relatedProcesses=related)).cycle.follows == "ocds-0"

    @pytest.mark.parametrize(
        ("tender", "light", "above", "source"),
        [
            ({"specialRegime": ["lightTouch"], "aboveThreshold": False}, True, False, None),
            ({"classification": {"scheme": "CPV", "id": "85312400"}}, True, None, "CPV 85312400"),
            (
                {"items": [{"id": "1", "classification": {"scheme": "CPV", "id": "45000000"}}]},
                False,
                None,
                "45000000",
            ),
            ({"procurementMethodDetails": "Open procedure (above threshold)"}, None, True, "words"),
            ({"legalBasis": {"scheme": "CELEX", "id": "32014L0024"}}, None, True, "32014L0024"),
            (
                {
                    "classification": {"scheme": "CPV", "id": "85000000"},
                    "value": {"amount": 9_000_000, "currency": "GBP"},
                },
                True,
                True,
                "the value of £9,000,000",
            ),
        ],
    )
    def test_facts_are_stated_or_inferred_with_their_source(
        self, one, tender, light, above, source
    ):
        """Before the Act no notice says whether the light touch applies; its user must see why."""
        begun = only(one("tender", tender={"id": "1", "title": "x", **tender})).cycle.expect(
            BroughtForward
        )
        assert (begun.facts.light_touch, begun.facts.above_threshold) == (light, above)
        assert (begun.basis == ()) == (source is None)
        assert source is None or source in begun.basis[0].source

    def test_scottish_notice_is_not_judged_by_english_law(self, one):
        """The library holds the law of England alone."""
        begun = only(one("tender", ocid="ocds-r6ebe6-1")).cycle.expect(BroughtForward)
        assert begun.facts.nation is Nation.SCOTLAND


class TestOddities:
    def test_one_value_for_several_providers_is_divided_among_none(self, one):
        """A share that nobody published would be a price that nobody offered."""
        award = {
            "id": "A1",
            "status": "active",
            "value": {"amount": 96_000, "currency": "GBP"},
            "suppliers": [{"id": "1", "name": "Alder"}, {"id": "2", "name": "Birch"}],
        }
        imported = only(one("award", awards=[award]))
        (made,) = imported.cycle.every(AwardRecommendation)
        assert [(each.provider, each.value) for each in made.awards] == [
            ("Alder", None),
            ("Birch", None),
        ]
        (found,) = (each for each in imported.findings if each.code == "one-value-for-several")
        assert (
            found.message == "The award A1 has one value, £96,000, for 2 providers: Alder and Birch"
        )

    def test_award_without_a_day_is_of_its_release_and_inferred(self, one):
        """Half of all awards have no day of their own."""
        award = {"id": "A1", "status": "active", "suppliers": [{"id": "1", "name": "Alder"}]}
        made = only(one("award", awards=[award])).cycle.expect(AwardRecommendation)
        assert (made.on, made.basis[0].fields) == (date(2024, 5, 4), ("on",))

    def test_awards_for_the_same_lots_are_one_recommendation(self, one):
        """Two recommendations for all lots would leave only the last in force."""
        awards = [
            {"id": name, "status": "active", "suppliers": [{"id": name, "name": name}]}
            for name in "AB"
        ]
        (made,) = only(one("award", awards=awards)).cycle.every(AwardRecommendation)
        assert made.winners("whole") == ("A", "B")

    def test_contracts_finder_publishes_an_award_once_it_is_signed(self, one):
        """It enters one day for the decision and the signature."""
        award = {
            "id": "A1",
            "status": "active",
            "date": "2024-04-29T00:00:00+01:00",
            "contractPeriod": {
                "startDate": "2024-06-01T00:00:00+01:00",
                "endDate": "2025-05-31T23:59:59+01:00",
            },
            "suppliers": [{"id": "1", "name": "Alder"}],
        }
        cycle = only(one("award", ocid="ocds-b5fd17-1", awards=[award])).cycle
        signed = cycle.expect(ContractSigned)
        assert (signed.on, signed.term.ends_on) == (date(2024, 4, 29), date(2025, 5, 31))
        assert signed.basis[0].fields == ("on",)
        assert cycle.expect(NoticePublished).notice == "CF-award"

    def test_tag_without_a_day_of_signature_signs_nothing(self, process):
        """One portal tags every award as a contract too."""
        assert only(process[:4]).cycle.every(ContractSigned) == ()

    def test_cancelled_award_fell_through(self, process):
        """The provider did not sign, and the next may be asked."""
        cancelled = {
            **process[3],
            "id": "9",
            "date": "2025-09-30T10:00:00+01:00",
            "tag": ["awardCancellation"],
            "awards": [{"id": "A2", "status": "cancelled", "statusDetails": "withdrew"}],
        }
        fell = only([*process[:4], cancelled]).cycle.every(AwardFellThrough, superseded=True)
        assert [(each.recommendation, each.provider, each.because) for each in fell] == [
            ("A2", BIRCH, "withdrew")
        ]

    @pytest.mark.parametrize(
        ("tender", "lots"),
        [
            ({"status": "cancelled"}, None),
            (
                {"lots": [{"id": "1", "status": "unsuccessful"}, {"id": "2", "status": "active"}]},
                ("1",),
            ),
            (
                {"lots": [{"id": "1", "status": "withdrawn"}, {"id": "2", "status": "withdrawn"}]},
                None,
            ),
        ],
    )
    def test_status_that_stops_lots_abandons_them(self, process, tender, lots):
        """Only the lots that stop; the others go on."""
        stopped = {
            **process[2],
            "id": "9",
            "tag": ["tenderCancellation"],
            "tender": {"id": "1", **tender},
        }
        made = only([*process[:2], stopped]).cycle.every(Abandonment, superseded=True)
        assert [each.lots for each in made] == [lots]

    def test_tag_of_cancellation_abandons_all(self, process):
        """Some notices change no status."""
        stopped = {**process[2], "id": "9", "tag": ["tenderCancellation"], "tender": {"id": "1"}}
        assert only([*process[:2], stopped]).cycle.expect(Abandonment).lots is None

    def test_contracts_of_a_joint_award_are_one_for_each_provider(self, one):
        """A contract has no suppliers of its own in the standard; they are those of its award."""
        suppliers = [{"id": "1", "name": "Alder"}, {"id": "2", "name": "Birch"}]
        contract = {
            "id": "C1",
            "awardID": "A1",
            "dateSigned": "2024-05-01T00:00:00+01:00",
            "value": {"amount": 500, "currency": "GBP"},
            "period": {"startDate": "2024-06-01T00:00:00+01:00", "durationInMonths": 12},
        }
        awards = [{"id": "A1", "status": "active", "suppliers": suppliers}]
        imported = only(one("contract", awards=awards, contracts=[contract]))
        made = imported.cycle.every(ContractSigned)
        assert [(each.reference, each.provider, each.value) for each in made] == [
            ("C1/1", "Alder", None),
            ("C1/2", "Birch", None),
        ]
        assert made[0].term.ends_on == date(2025, 5, 31)

    def test_end_at_midnight_of_the_day_after_is_the_day_before(self, one):
        """One portal writes "until 1 June" for a year from 1 June."""
        award = {
            "id": "A1",
            "status": "active",
            "suppliers": [{"id": "1", "name": "Alder"}],
            "contractPeriod": {
                "startDate": "2024-06-01T00:00:00+01:00",
                "endDate": "2025-06-01T00:00:00+01:00",
            },
        }
        signed = only(one("award", ocid="ocds-b5fd17-1", awards=[award])).cycle.expect(
            ContractSigned
        )
        assert signed.term.ends_on == date(2025, 5, 31)

    def test_change_of_supplier_is_a_novation(self, process):
        """The contract goes on with another."""
        change = {
            "id": "V2",
            "date": "2027-02-01T00:00:00Z",
            "rationale": "merger",
            "suppliersAdded": [{"id": "9", "name": "Cedar"}],
            "suppliersRemoved": [{"id": "GB-COH-1", "name": ALDER}],
        }
        later = {
            **process[6],
            "id": "9",
            "contracts": [{"id": "C1", "awardID": "A1", "amendments": [change]}],
        }
        passed = only([*process[:5], later]).cycle.expect(ContractNovated)
        assert (passed.from_provider, passed.to_provider, passed.because) == (
            ALDER,
            "Cedar",
            "merger",
        )

    def test_questions_and_tenders_by_name_are_read(self, process):
        """Few portals publish them; where they do, they count."""
        process[1]["tender"]["enquiries"] = [
            {
                "id": "1",
                "description": "May two bid together?",
                "answer": "Yes.",
                "relatedLot": "1",
            },
            {"id": "2", "description": "Unanswered"},
        ]
        process[3]["bids"] = {
            "details": [
                {
                    "id": "B1",
                    "date": "2025-07-10T10:00:00+01:00",
                    "tenderers": [ALDER_PARTY],
                    "relatedLots": ["1"],
                    "value": {"amount": 1_550_000, "currency": "GBP"},
                },
                {"id": "B2", "status": "withdrawn", "tenderers": [{"id": "7", "name": "Elm"}]},
            ]
        }
        cycle = only(process[:4]).cycle
        assert [(each.question, each.lots) for each in cycle.every(Clarification)] == [
            ("May two bid together?", ("1",))
        ]
        assert [each.provider for each in cycle.every(TenderReceived)] == [ALDER, "Elm"]
        assert cycle.expect(TenderWithdrawn).provider == "Elm"

    def test_deadline_without_a_competition_is_only_planned(self, one):
        """An award alone has the deadline of an invitation that is not held."""
        tender = {"id": "1", "title": "x", "tenderPeriod": {"endDate": "2024-03-01T12:00:00Z"}}
        award = {"id": "A1", "status": "active", "suppliers": [{"id": "1", "name": "Alder"}]}
        cycle = only(one("award", tender=tender, awards=[award])).cycle
        assert cycle.every(InvitationToTender) == ()
        assert cycle.expect(Timetable).row("tender-opening").window.latest == date(2024, 3, 1)

    @pytest.mark.parametrize(
        ("tender", "path"),
        [
            (
                {"value": {"amount": 1, "currency": "GBP"}, "procurementMethod": "open"},
                "tender.value.amount",
            ),
            (
                {"value": {"amount": 5, "currency": "pounds"}, "procurementMethod": "open"},
                "tender.value.currency",
            ),
            ({"tenderPeriod": {"endDate": "next week"}}, "tender.tenderPeriod.endDate"),
            (
                {
                    "contractPeriod": {
                        "startDate": "2025-01-01T00:00:00Z",
                        "endDate": "2024-01-02T09:00:00Z",
                    }
                },
                "tender.contractPeriod.endDate",
            ),
        ],
    )
    def test_field_without_a_meaning_is_left_out_and_reported(self, one, tender, path):
        """A file is never dropped for one field, and the field is never silently gone."""
        imported = only(one("tender", tender={"id": "1", "title": "x", **tender}))
        (found,) = (each for each in imported.findings if each.code == "not-understood")
        assert found.message.startswith(f'Field {path} is "')

    def test_deadline_before_its_notice_is_left_out_and_reported(self, one):
        """Tenders cannot have been due before anyone was asked."""
        due = {"tenderPeriod": {"endDate": "2024-05-01T12:00:00Z"}}
        imported = only(one("tender", tender={"id": "1", "title": "x", **due}))
        assert [found.message for found in imported.findings if found.code == "not-understood"] == [
            "Tenders are due on 1 May 2024, before the notice of 4 May 2024; the day is left out"
        ]

    def test_record_that_cannot_be_made_is_a_finding(self, process):
        """A deadline that moves to a day gone by is a slip of the notice, and no reason to drop the file."""
        process[2]["tender"]["tenderPeriod"]["endDate"] = "2025-06-01T12:00:00+01:00"
        imported = only(process[:3])
        assert imported.cycle.every(DeadlineExtended) == ()
        assert [found.message for found in imported.findings if found.code == "not-understood"] == [
            "Release 000003-2025: the deadline extension of 18 June 2025 cannot be recorded (tenders "
            "due by: 1 June 2025 is before the extension of 18 June 2025)"
        ]

    def test_two_firms_of_one_name_are_two_providers(self, one):
        """Only an identifier says that two ids are one firm."""
        parties = [
            {
                "id": "1",
                "name": "Care Ltd",
                "identifier": {"scheme": "GB-COH", "id": "1"},
                "roles": ["supplier"],
            },
            {
                "id": "2",
                "name": "Care Ltd",
                "identifier": {"scheme": "GB-COH", "id": "2"},
                "roles": ["supplier"],
            },
            {
                "id": "3",
                "name": "CARE LTD",
                "identifier": {"scheme": "GB-COH", "id": "1"},
                "roles": ["supplier"],
            },
        ]
        awards = [{"id": "A1", "status": "active", "suppliers": parties}]
        (made,) = only(one("award", parties=parties, awards=awards)).cycle.every(
            AwardRecommendation
        )
        assert made.winners("whole") == ("Care Ltd", "Care Ltd (2)")


def test_cycle_that_was_read_is_saved_and_loaded_as_any_other(process):
    """Its process is given again, as for a council's own."""
    cycle = only(process).cycle
    assert loads(dumps(cycle), Process.standard().as_published()) == cycle


class TestOlderLaw:
    def test_end_of_the_tender_period_is_that_of_the_requests_to_take_part(self, one):
        """Before the Act a selective notice gives one deadline, and tenders are invited unpublished."""
        criteria = {
            "criteria": [{"type": "quality", "name": "40"}, {"type": "cost", "description": "60%"}]
        }
        tender = {
            "id": "1",
            "title": "x",
            "procurementMethod": "selective",
            "procurementMethodDetails": "Restricted procedure",
            "tenderPeriod": {"endDate": "2024-06-14T12:00:00+01:00"},
            "lots": [
                {"id": "7", "awardCriteria": criteria, "secondStage": {"maximumCandidates": 5}}
            ],
        }
        cycle = only(one("tender", ocid="ocds-kuma6s-1", tender=tender)).cycle
        asked = cycle.expect(SelectionQuestionnaire)
        assert (asked.responses_due_by.day, asked.most_shortlisted) == (date(2024, 6, 14), 5)
        announced = cycle.expect(InvitationToTender)
        assert announced.tenders_due_by is None
        assert announced.basis[0].fields == ("on",)
        assert [(c.title, c.weight) for c in announced.method.criteria] == [
            ("quality", 40),
            ("cost", 60),
        ]
        assert cycle.lots == ("whole",)

    def test_criteria_given_as_a_text_are_described(self, one):
        """The standard of then had no criteria, only a word."""
        tender = {
            "id": "1",
            "title": "x",
            "procurementMethod": "open",
            "awardCriteria": "ratedCriteria",
        }
        method = only(one("tender", tender=tender)).cycle.expect(InvitationToTender).method
        assert method.importance == "ratedCriteria"

    @pytest.mark.parametrize(
        ("weights", "importance"),
        [
            (("700", "300"), "weights as published, which add up to 1000"),
            (("60-85%", "30"), "not all weights are published"),
        ],
    )
    def test_weights_that_do_not_add_up_are_kept_as_published(self, process, weights, importance):
        """One real notice adds up to 1000, and a range is no weight."""
        rows = [
            {"type": "quality", "name": name, "description": w}
            for name, w in zip("ab", weights, strict=True)
        ]
        process[1]["tender"]["lots"][0]["awardCriteria"] = {"criteria": rows}
        method = only(process).cycle.expect(InvitationToTender).method
        assert method.importance == importance
        assert [c.lots for c in method.criteria][:3] == [("1",), ("1",), ("2",)]


class TestRunningContracts:
    def test_failures_requests_and_a_moved_end_are_read(self, process):
        """What goes wrong is published too, and is what a register is asked about."""
        later = {
            "id": "C1",
            "awardID": "A1",
            "implementation": {
                "performanceFailures": [
                    {
                        "id": "F1",
                        "description": "late visits",
                        "period": {"startDate": "2027-02-01T00:00:00Z"},
                    }
                ]
            },
            "proposedAmendments": [
                {"id": "P1", "date": "2027-02-02T00:00:00Z", "rationale": "more need"}
            ],
            "amendments": [
                {
                    "id": "V2",
                    "date": "2027-02-03T00:00:00Z",
                    "description": "a year more",
                    "period": {"endDate": "2029-12-31T23:59:59Z"},
                    "rationaleClassifications": [{"id": "additionalServices"}],
                }
            ],
        }
        cycle = only([*process[:5], {**process[6], "contracts": [later]}]).cycle
        assert cycle.expect(BreachRecorded).what == "late visits"
        assert cycle.expect(ChangeRequested).what == "more need"
        change = cycle.expect(ContractVaried)
        assert (change.new_end, change.ground) == (date(2029, 12, 31), ChangeGround.ADDITIONAL)
        assert change.value_change is None

    def test_contract_without_an_end_has_its_first_day(self, one):
        """A rolling contract has no term to invent."""
        awards = [{"id": "A1", "status": "active", "suppliers": [{"id": "1", "name": "Alder"}]}]
        contract = {
            "id": "A1",
            "awardID": "A1",
            "dateSigned": "2024-05-01T00:00:00+01:00",
            "period": {"startDate": "2024-06-01T00:00:00+01:00"},
        }
        signed = only(one("contract", awards=awards, contracts=[contract])).cycle.expect(
            ContractSigned
        )
        assert (signed.starts_on, signed.term) == (date(2024, 6, 1), None)
        assert (signed.reference, signed.recommendations) == ("contract-A1", ("A1",))

    def test_supplier_has_the_standing_that_its_party_gives(self, process):
        """Councils report what they spend with small and voluntary organisations."""
        process[3]["parties"][1]["details"] = {"scale": "sme", "vcse": True}
        standing = only(process).cycle.every(ContractSigned)[1].supplier
        assert (standing.small_or_medium, standing.voluntary_or_community) == (True, True)

    def test_direct_award_notice_gives_its_reason(self, one):
        """The Act asks for it before the signature."""
        tender = {
            "id": "1",
            "title": "x",
            "procurementMethod": "direct",
            "aboveThreshold": True,
            "procurementMethodRationaleClassifications": [
                {"id": "urgency", "description": "Urgency"}
            ],
        }
        award = {
            "id": "A1",
            "status": "pending",
            "suppliers": [{"id": "1", "name": "Alder"}],
            "documents": [{"id": "1", "noticeType": "UK5"}],
        }
        cycle = only(one("award", tender=tender, awards=[award])).cycle
        notice = cycle.expect(NoticePublished)
        assert (notice.direct_award_because, notice.about) == ("Urgency", "A1")
        assert cycle.expect(BroughtForward).facts.direct_award_ground is DirectAwardGround.URGENCY

    def test_return_for_a_period_that_still_runs_is_of_its_last_day(self, process):
        """One notice was published the day before its year was over."""
        process[5]["date"] = "2026-12-30T10:00:00Z"
        report = only(process).cycle.expect(KpiReport)
        assert (report.on, report.basis[0].fields) == (date(2026, 12, 31), ("on",))


class TestOrigin:
    def test_contacts_of_persons_are_kept_only_if_asked_for(self, process):
        """A name and a telephone are nobody's business in a contracts register."""
        contact = {"name": "Pat Example", "email": "pat@example.org", "url": "https://example.org"}
        process[0]["parties"][0]["contactPoint"] = contact
        process[0]["parties"][0]["additionalContactPoints"] = [contact]
        assert "pat@" not in only(process).origin.text
        assert "https://example.org" in only(process).origin.text
        assert only(process, contacts=True).origin.releases == tuple(process)

    def test_origin_is_every_release_as_it_came(self, process):
        """What no record holds is not gone."""
        assert only(process).origin.releases == tuple(process)


ALDER_PARTY = {"id": "GB-COH-1", "name": ALDER}


@pytest.mark.parametrize(
    "tender",
    [
        {"lots": [{"id": ""}, {"id": "2"}], "value": {"amount": -1, "currency": "GBP"}},
        {"classification": {"scheme": "CPV", "id": ""}, "title": "Care\x00 at home"},
        {"lots": [{"id": "1", "awardCriteria": {"criteria": [{"type": "price"}]}}, {"awardCriteria": {
            "criteria": [{"type": "quality", "name": "q"}]}}]},
    ],
)  # fmt: skip
def test_odd_ids_sums_and_signs_do_not_stop_the_reader(one, tender):
    """A portal's slip in one field must not lose the rest of its notice."""
    imported = only([one("tender", tender={"id": "1", "procurementMethod": "open", **tender})])
    assert imported.cycle.find(InvitationToTender)


def test_figure_of_thousands_of_digits_does_not_stop_the_reader(one):
    """Python refuses to make a whole number of it, and the rest of the notice would be lost."""
    text = json.dumps(one("tender", tender={"id": "1", "value": {"amount": 7, "currency": "GBP"}}))
    imported = only(text.replace(": 7", f": {'9' * 5000}"))
    assert imported.cycle.find(InvitationToTender)


@pytest.mark.parametrize("sign", ["\u00a0", "\r\n", "\t", "\u200b ", " \x00"])
def test_sign_that_does_not_print_loses_nothing_else(one, sign):
    """Words pasted into a portal bring hard spaces, and the notice goes out again with them."""
    made = one(
        "tender", tender={"id": "1", "title": f"Care{sign}at home", f"note{sign}": f"a{sign}b"}
    )
    made |= {"ocid": f"{made['ocid']}{sign}", "id": f"1{sign}"}
    imported = only(made)
    assert imported.cycle.title.split() == ["Care", "at", "home"]
    assert imported.origin.releases == (made,)


@pytest.mark.parametrize(
    "lot", [{"id": "1", "status": {}}, {"awardCriteria": {"criteria": [
        {"name": "q", "type": "quality", "numbers": [{"number": int("9" * 200)}]}]}}],
)  # fmt: skip
def test_field_of_another_shape_or_size_does_not_stop_the_reader(one, lot):
    """It ended in an error of Python, or in one that named no place of the file."""
    assert only(one("tender", tender={"id": "1", "lots": [lot]})).findings


def test_line_separator_inside_a_text_ends_no_line(one):
    """JSON allows U+2028 within a text, and words pasted from a word processor bring it."""
    made = [one("tender", ocid=f"ocds-h6vhtk-{n}", title="a\u2028b") for n in "ab"]
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in made)
    assert len(read(lines)) == 2


@pytest.mark.parametrize(
    ("tags", "sections"),
    [
        (["award\0"], {"id": "", "awards": [{"id": "1", "suppliers": [{"name": ALDER}]}]}),
        (["planning"], {"planning": {"milestones": [
            {"id": "1", "type": "engagement", "dueDate": "9999-12-31T23:59:59Z"}]}}),
        (["tender"], {"tender": {"id": "1", "lots": [
            {"id": "1", "awardCriteria": {"criteria": [{"name": "x" * 199 + " y"}]}}]}}),
    ],
    ids=("sign in a tag", "end of all days", "title cut at a space"),
)  # fmt: skip
def test_odd_parts_of_a_release_do_not_stop_the_reader(one, tags, sections):
    """Each ended the whole file in an error that named no place of it."""
    assert only({**one(*tags), **sections}).cycle.records


@pytest.mark.parametrize("day", ["0001-01-01T00:00:00Z", "1900-01-01T00:00:00", "9999-12-31"])
def test_day_that_a_database_writes_for_none_is_reported(one, day):
    """It would be a contract of the year 1, which no release may be dated in again."""
    contract = {"id": "C1", "awardID": "A1", "status": "active", "dateSigned": day}
    imported = only(one("contract", contracts=[contract]))
    assert day in str(imported.findings)
    assert all(record.on.year > 1900 for record in imported.cycle.records)


class TestLineByLine:
    def test_each_process_is_read_as_its_last_line_is_passed(self, one):
        """A file of ten thousand releases is not held in memory to read the first."""
        lines = (
            json.dumps(one("tender", ocid=f"ocds-h6vhtk-{n}", tender={"id": "1"})) for n in count()
        )
        found = islice(read_each(lines), 3)
        assert [each.cycle.reference for each in found] == [f"ocds-h6vhtk-{n}" for n in range(3)]

    def test_lines_of_one_process_are_one_cycle(self, process):
        """They are read as a list of the same releases is."""
        lines = [json.dumps(each) for each in process]
        assert [each.cycle for each in read_each([*lines, ""])] == [only(process).cycle]
        ended = [f"{line}\n" for line in lines]
        assert [each.cycle for each in read_each(ended)] == [only(process).cycle]

    def test_process_that_comes_back_is_refused(self, one):
        """Half a process read as a whole one would be a wrong history."""
        a, b = (json.dumps(one("tender", ocid=f"ocds-h6vhtk-{n}")) for n in "ab")
        with pytest.raises(
            FormatError, match="line 3: ocds-h6vhtk-a comes back after another process; sort"
        ):
            list(read_each([a, b, a]))

    def test_line_that_cannot_be_read_is_named(self, one):
        """In a file of a million lines it is found by its number."""
        with pytest.raises(FormatError, match="line 2: line 1, column 2: this is not JSON"):
            list(read_each([json.dumps(one("tender")), "{x"]))

    def test_of_a_process_that_has_been_read_only_its_ocid_is_kept(self, one):
        """A file of a million releases must not fill the memory."""

        def kept(number):
            tender = {"id": "1", "title": "Care"}
            lines = (
                json.dumps(one("tender", ocid=f"ocds-h6vhtk-{n}", tender=tender))
                for n in range(number + 1)
            )
            tracemalloc.start()
            reading = read_each(lines)
            for _ in islice(reading, number):
                pass
            gc.collect()  # Python keeps some memory of what is gone, up to a bound, to use it again
            found, _ = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            return found

        kept(20)  # what is worked out once and kept
        assert kept(300) - kept(100) < 200 * 500


class TestOptions:
    @staticmethod
    def contract(**more):
        renewal = {"maximumRenewals": 2, "period": {"durationInMonths": 12}}
        term = {"startDate": "2026-01-01T00:00:00Z", "endDate": "2027-12-31T23:59:59Z"}
        return {"id": "C1", "awardID": "A1", "status": "active", "dateSigned": "2025-12-01T00:00:00Z",
                "period": term, "hasRenewal": True, "renewal": renewal, **more}  # fmt: skip

    def releases(self, one, *ends, **more):
        """A contract of two years with two options, and an amendment for each later last day."""
        award = [{"id": "A1", "status": "active", "date": "2025-11-20T00:00:00Z",
                  "suppliers": [{"id": "GB-COH-1", "name": "Alder"}]}]  # fmt: skip
        amendments = [
            {"id": str(n), "date": f"{end - 1}-10-01T00:00:00Z", "rationale": "The review was good",
             "period": {"endDate": f"{end}-12-31T23:59:59Z"}, **more}
            for n, end in enumerate(ends, 1)
        ]  # fmt: skip
        first = one("award", "contract", awards=award, contracts=[self.contract()])
        later = one("contractAmendment", contracts=[self.contract(amendments=amendments)])
        return [{**first, "id": "1", "date": "2025-12-02T09:00:00Z"},
                {**later, "id": "2", "date": "2028-10-02T09:00:00Z"}]  # fmt: skip

    def test_options_in_numbers_are_read_and_a_later_end_takes_one_up(self, one):
        """An extension read as a change would be judged by the law of changes."""
        cycle = only(self.releases(one, 2028, 2029)).cycle
        assert cycle.expect(ContractSigned).extension_options == (ExtensionOption(months=12),) * 2
        first, second = cycle.every(ContractExtended)
        assert (first.option, first.period) == (1, Period(date(2028, 1, 1), date(2028, 12, 31)))
        assert (second.option, second.period) == (2, Period(date(2029, 1, 1), date(2029, 12, 31)))
        assert first.because == "The review was good"
        assert first.basis[0].fields == ("option",)

    def test_later_end_beyond_the_options_or_with_a_ground_is_a_change(self, one):
        """No option allows it, so the ground must."""
        three = only(self.releases(one, 2028, 2029, 2030)).cycle
        assert [each.new_end for each in three.every(ContractVaried)] == [date(2030, 12, 31)]
        ground = only(
            self.releases(one, 2028, rationaleClassifications=[{"scheme": "x", "id": "unforeseen"}])
        ).cycle
        assert ground.find(ContractExtended) is None
        assert ground.expect(ContractVaried).ground is ChangeGround.UNFORESEEN

    def test_options_and_extensions_go_out_and_come_back(self, one):
        """What this library writes it must be able to read."""
        cycle = only(self.releases(one, 2028)).cycle
        again = only(list(releases(cycle))).cycle
        assert again.expect(ContractSigned).extension_options == (ExtensionOption(months=12),) * 2
        assert again.expect(ContractExtended).option == 1
