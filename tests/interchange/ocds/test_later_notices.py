"""CONSTRUCTED: what later notices add under one ocid: members that join, a tender begun again, ratings."""

from datetime import date

import pytest

from commissioning.interchange import ocds
from commissioning.records.award import AwardRecommendation, IntentionToAward
from commissioning.records.bands import StatutoryRating
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import Abandonment
from commissioning.records.frameworks import MembershipChanged, MembershipMove
from commissioning.records.live import KpiReport
from commissioning.records.tender import DeadlineExtended, InvitationToTender

OCID = "ocds-h6vhtk-constructed"
ALDER, BIRCH, CEDAR = (
    {"id": f"F{n}", "name": name} for n, name in enumerate(("Alder", "Birch", "Cedar"))
)
OF_PROCUREMENT = {"history-not-held", "not-published", "notice-missing"}


def release(number, day, *tags, **sections):
    head = {"ocid": OCID, "id": f"r{number}", "date": f"{day}T09:00:00Z", "tag": list(tags)}
    return {**head, "initiationType": "tender", **sections}


def tender(due, **fields):
    return {
        "id": "t", "title": "Home care (constructed)", "procurementMethod": "open", "status": "active",
        "specialRegime": ["lightTouch"], "aboveThreshold": True,
        "tenderPeriod": {"endDate": f"{due}T12:00:00+01:00"}, **fields,
    }  # fmt: skip


def award(identity, day, *suppliers, **fields):
    at = {"date": f"{day}T00:00:00Z"} if day else {}
    return {"id": identity, "status": "active", "suppliers": list(suppliers), **at, **fields}


def contract(identity, awarded, day, **fields):
    span = {"startDate": "2025-11-01T00:00:00Z", "endDate": "2028-10-31T23:59:59Z"}
    signed = {"dateSigned": f"{day}T00:00:00Z", "period": span}
    return {"id": identity, "awardID": awarded, "status": "active", **signed, **fields}


def doubts(imported):
    return [each.message for each in imported.findings if each.code not in OF_PROCUREMENT]


def shown(cycle, kind):
    return [(each.reference, each.provider, each.on) for each in cycle.every(kind)]


class TestMembersThatJoin:
    """A framework or dynamic market takes in a supplier years after the first, by an award of its own."""

    TOOLS = pytest.mark.parametrize(
        "tool", [{"hasFrameworkAgreement": True}, {"hasDynamicPurchasingSystem": True}]
    )

    def begun(self, tool, *later, lots=()):
        of = {"relatedLots": [lot["id"] for lot in lots]} if lots else {}
        first = tender("2025-07-04", techniques=tool, lots=list(lots))
        return [
            release(1, "2025-05-01", "tender", tender=first),
            release(2, "2025-09-01", "award", awards=[award("A1", "2025-09-01", ALDER, BIRCH, **of)]),
            release(3, "2025-10-01", "contract", contracts=[
                contract("C1", "A1", "2025-10-01", suppliers=[ALDER]),
                contract("C2", "A1", "2025-10-01", suppliers=[BIRCH]),
            ]),
            *later,
        ]  # fmt: skip

    @TOOLS
    def test_supplier_of_a_later_award_joins_the_members(self, tool):
        """Its award and its contract were both blocked: "2 of its 2 places are filled"."""
        later = release(
            4, "2026-03-01", "award", "contract",
            awards=[award("A2", "2026-02-20", CEDAR)], contracts=[contract("C3", "A2", "2026-03-01")],
        )  # fmt: skip
        (imported,) = ocds.read(self.begun(tool, later))
        (joined,) = imported.cycle.every(MembershipChanged)
        assert (joined.provider, joined.how) == ("Cedar", MembershipMove.JOINED)
        assert (joined.reference, joined.on) == ("A2", date(2026, 2, 20))
        assert shown(imported.cycle, ContractSigned)[-1] == ("C3", "Cedar", date(2026, 3, 1))
        assert len(imported.cycle.every(AwardRecommendation)) == 1
        assert doubts(imported) == []

    def test_member_that_joins_comes_back_as_it_was_written(self):
        """A register that is published and read again must have the same members."""
        later = release(
            4, "2026-03-01", "award", "contract",
            awards=[award("A2", "2026-02-20", CEDAR)], contracts=[contract("C3", "A2", "2026-03-01")],
        )  # fmt: skip
        (imported,) = ocds.read(self.begun({"hasFrameworkAgreement": True}, later))
        made = list(ocds.releases(imported.cycle))
        assert not ocds.check(made)
        (again,) = ocds.read(made)
        assert shown(again.cycle, MembershipChanged) == [("A2", "Cedar", date(2026, 2, 20))]
        for kind in (MembershipChanged, ContractSigned):
            assert shown(again.cycle, kind) == shown(imported.cycle, kind)

    def test_contract_signed_before_the_notice_of_its_award_admits_no_less(self):
        """Half of the awards have no day; that of the notice is after the signature."""
        later = release(
            4, "2026-03-04", "award", "contract",
            awards=[award("A2", "", CEDAR)], contracts=[contract("C3", "A2", "2026-03-01")],
        )  # fmt: skip
        (imported,) = ocds.read(self.begun({"hasFrameworkAgreement": True}, later))
        assert shown(imported.cycle, MembershipChanged) == [("A2", "Cedar", date(2026, 3, 1))]
        assert doubts(imported) == []

    def test_award_of_a_member_that_joined_is_cancelled(self):
        """It is a member no longer; no recommendation fell through."""
        later = [
            release(4, "2026-03-01", "award", awards=[award("A2", "2026-02-20", CEDAR)]),
            release(5, "2026-06-01", "awardCancellation", awards=[
                {"id": "A2", "status": "cancelled", "statusDetails": "ceased trading"}]),
        ]  # fmt: skip
        (imported,) = ocds.read(self.begun({"hasFrameworkAgreement": True}, *later))
        assert [(each.how, each.because) for each in imported.cycle.every(MembershipChanged)] == [
            (MembershipMove.JOINED, ""), (MembershipMove.REMOVED, "ceased trading"),
        ]  # fmt: skip
        assert doubts(imported) == []

    def test_award_that_names_all_members_again_adds_only_the_new_one(self):
        """Some buyers publish the whole list with each supplier that joins."""
        again = award("A2", "2026-02-20", ALDER, BIRCH, CEDAR)
        later = release(4, "2026-03-01", "award", awards=[again])
        (imported,) = ocds.read(self.begun({"hasFrameworkAgreement": True}, later))
        assert shown(imported.cycle, MembershipChanged) == [("A2", "Cedar", date(2026, 2, 20))]

    def test_first_award_of_another_lot_is_a_recommendation(self):
        """A lot that had no members yet is awarded as the first was."""
        lots = [{"id": "1", "title": "North"}, {"id": "2", "title": "South"}]
        first, second, *_ = self.begun({"hasFrameworkAgreement": True}, lots=lots)
        second["awards"][0]["relatedLots"] = ["1"]
        third = release(3, "2025-10-01", "award", awards=[
            award("A2", "2025-10-01", CEDAR, relatedLots=["2"])])  # fmt: skip
        fourth = release(4, "2026-03-01", "award", awards=[
            award("A3", "2026-03-01", CEDAR, relatedLots=["1"])])  # fmt: skip
        (imported,) = ocds.read([first, second, third, fourth])
        assert [each.lots for each in imported.cycle.every(AwardRecommendation)] == [("1",), ("2",)]
        assert [each.lots for each in imported.cycle.every(MembershipChanged)] == [("1",)]

    def test_letters_of_a_member_that_joins_are_a_loss(self):
        """They announce a recommendation, and there is none."""
        sent = {"assessmentSummariesDateSent": "2026-02-21T00:00:00Z"}
        later = release(4, "2026-03-01", "award", awards=[award("A2", "2026-02-20", CEDAR, **sent)])
        (imported,) = ocds.read(self.begun({"hasFrameworkAgreement": True}, later))
        assert imported.cycle.every(IntentionToAward) == ()
        assert "awards[].assessmentSummariesDateSent" in {loss.path for loss in imported.losses}


class TestTenderBegunAgain:
    """A tender is cancelled, and a new notice under the same ocid invites tenders again."""

    LOTS = (
        {"id": "1", "title": "North", "status": "active"},
        {"id": "2", "title": "South", "status": "active"},
    )

    def begun_again(self, stop, **more):
        return [
            release(1, "2025-05-01", "tender", tender=tender("2025-07-04", **more)),
            release(2, "2025-06-15", "tenderCancellation", tender={"id": "t", **stop}),
            release(3, "2025-09-01", "tender", tender=tender("2025-10-10", **more)),
            release(4, "2025-12-01", "award", awards=[award("A1", "2025-11-28", ALDER)]),
        ]

    @pytest.mark.parametrize("stop", [{"status": "cancelled", "statusDetails": "No money"}, {}])
    def test_new_tender_after_a_cancellation_is_a_procurement_of_its_own(self, stop):
        """It was read as a deadline put off, and all that followed as out of order."""
        first, second = ocds.read(self.begun_again(stop))
        assert first.cycle.expect(Abandonment).followed_by == f"{OCID}#2" == second.cycle.reference
        assert second.cycle.follows == OCID == first.cycle.reference
        assert second.cycle.expect(InvitationToTender).on == date(2025, 9, 1)
        assert second.cycle.expect(AwardRecommendation).on == date(2025, 11, 28)
        for each in (first, second):
            assert each.cycle.every(DeadlineExtended) == ()
            assert doubts(each) == []

    def test_lots_all_cancelled_are_a_procurement_that_ended(self):
        """Some notices give the status to the lots alone."""
        lots = [{"id": lot["id"], "status": "cancelled"} for lot in self.LOTS]
        first, second = ocds.read(self.begun_again({"lots": lots}, lots=list(self.LOTS)))
        assert first.cycle.expect(Abandonment).lots is None
        assert second.cycle.lots == ("1", "2")

    def test_both_go_out_under_one_ocid_and_come_back(self):
        """The second has no ocid of its own, so it is published as it came."""
        both = ocds.read(self.begun_again({"status": "cancelled", "statusDetails": "No money"}))
        for each in both:
            assert ocds.releases(each.cycle, each.origin) == each.origin.releases
        made = [release for each in both for release in ocds.releases(each.cycle)]
        assert {each["ocid"] for each in made} == {OCID}
        assert not ocds.check(made)
        assert [each.cycle for each in ocds.read(made)] == [
            each.cycle
            for each in ocds.read([r for b in ocds.read(made) for r in ocds.releases(b.cycle)])
        ]
        again = ocds.read(made)
        assert [each.cycle.reference for each in again] == [OCID, f"{OCID}#2"]
        assert [each.cycle.follows for each in again] == ["", OCID]

    def test_correction_of_a_cancelled_notice_begins_nothing(self):
        """A notice that only corrects how the tender ended has no new competition in it."""
        releases = self.begun_again({"status": "cancelled"})[:2]
        releases.append(
            release(3, "2025-09-01", "tender", tender={"id": "t", "status": "cancelled"})
        )
        (imported,) = ocds.read(releases)
        assert len(imported.cycle.every(Abandonment)) == 1

    def test_lot_that_is_active_again_is_reported(self):
        """One lot of several begun again has no place in the same cycle; it was passed over."""
        releases = self.begun_again(
            {"lots": [{"id": "1", "status": "cancelled"}]}, lots=list(self.LOTS)
        )
        releases[2]["tag"] = ["tenderUpdate"]
        (imported,) = ocds.read(releases[:3])
        assert [each for each in doubts(imported) if "active again" in each] == [
            "Lot 1 was given up in release r2, and is active again in release r3; the cycle keeps it as "
            "given up"
        ]


class TestContractsOfOneAward:
    def test_as_many_contracts_as_suppliers_are_one_each(self):
        """Two suppliers and two contracts made four contracts, two of them blocked."""
        contracts = [
            contract(f"C{n}", "A1", "2025-10-01", value={"amount": n * 1000, "currency": "GBP"})
            for n in (1, 2)
        ]
        both = award("A1", "2025-09-01", ALDER, BIRCH)
        source = [
            release(1, "2025-05-01", "tender", tender=tender("2025-07-04")),
            release(2, "2025-09-01", "award", awards=[both]),
            release(3, "2025-10-01", "contract", contracts=contracts[:1]),
            release(4, "2025-10-02", "contract", contracts=contracts[1:]),
        ]
        (imported,) = ocds.read(source)
        signed = imported.cycle.every(ContractSigned)
        assert [(each.reference, each.provider, each.value.amount) for each in signed] == [
            ("C1", "Alder", 1000), ("C2", "Birch", 2000),
        ]  # fmt: skip
        assert {each.basis[0].fields for each in signed} == {("provider",)}
        assert doubts(imported) == [
            "Contracts C1 and C2 of award A1 name no supplier; they are read as one each, in order, with "
            "Alder and Birch"
        ]


class TestRatings:
    """The UK9 notice gives each indicator one of five ratings."""

    def measured(self, process, **observed):
        metric = process[5]["contracts"][0]["implementation"]["metrics"][0]
        metric["observations"][0] |= observed
        return process

    @pytest.mark.parametrize(
        ("code", "rating"),
        [
            ("met", StatutoryRating.GOOD),
            ("slightlyBelow", StatutoryRating.APPROACHING_TARGET),
            ("below", StatutoryRating.REQUIRES_IMPROVEMENT),
            ("significantlyBelow", StatutoryRating.INADEQUATE),
            ("other", StatutoryRating.OTHER),
        ],
    )
    def test_rating_that_a_notice_states_is_read_and_written(self, process, code, rating):
        """A contract rated "significantly below" showed as "Other", as its target is not published."""
        (imported,) = ocds.read(self.measured(process, measureClassification={"id": code}))
        (measured,) = imported.cycle.expect(KpiReport).measurements
        assert measured.rating is rating
        assert imported.cycle.contract("C1").performance.rated[0].statutory is rating
        assert "measureClassification" not in str(imported.losses)
        (again,) = ocds.read(list(ocds.releases(imported.cycle)))
        assert again.cycle.expect(KpiReport).measurements == (measured,)

    def test_rating_that_the_law_does_not_know_is_a_loss(self, process):
        """It is listed as left, and no rating is made up in its place."""
        found = self.measured(process, measureClassification={"id": "amber"})
        (imported,) = ocds.read(found)
        assert imported.cycle.expect(KpiReport).measurements[0].rating is None
        assert "observations[].measureClassification.id" in str(imported.losses)

    def test_unit_of_an_indicator_agreed_before_is_that_of_its_figures(self, process):
        """The agreed indicator has no unit; that of its figures was lost."""
        (imported,) = ocds.read(self.measured(process, unit={"name": "visits"}))
        agreed = (r for r in imported.cycle.ledger.brought_forward.carries if hasattr(r, "kpis"))
        assert next(agreed).kpis[0].unit == "visits"
