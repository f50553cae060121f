"""Reports decided on: signed as they are, opinions on them, versions, concerns, and reports sent back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.findings.citation import Citation
from commissioning.law.delegation import Capacity, DelegationRow, Quorum, SeparationRule
from commissioning.law.regimes.council import CouncilRules
from commissioning.ledger.manifests import manifest_digest
from commissioning.ledger.offices import holder_of, offices_of
from commissioning.records.approval import (
    Act,
    Approver,
    HowNotApproved,
    NotApproved,
    OfficeHolder,
    OfficesHeld,
)
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.history import BroughtForward
from commissioning.records.record import Record
from commissioning.records.report_issued import (
    OpinionGiven,
    ReportIssued,
    ReportKind,
    ReportSigned,
    Stance,
)
from commissioning.records.strategy import ProcurementFacts
from commissioning.stages import Route, Stage

FIRST, SECOND = "4f" * 32, "5f" * 32


def may(day: int) -> date:
    return date(2023, 5, day)


BEGUN = BroughtForward(
    on=may(1), stage=Stage.AWARD, because="papers in the archive", route=Route.open(),
    facts=ProcurementFacts(light_touch=True, above_threshold=False), commenced_on=may(1),
)  # fmt: skip
RECOMMENDED = AwardRecommendation(
    on=may(2), reference="R1", awards=(LotAward(provider="elm"),), by="o1"
)
ROW = DelegationRow(
    reference="4", act=Act.AWARD, decides="Award Board", low=None, low_included=True, high=None,
    high_included=True, quorum=Quorum(at_least=2, of=("D1", "D2", "D3")),
)  # fmt: skip


def rules(*rows: DelegationRow, **fields: Any) -> CouncilRules:
    return CouncilRules(
        council="Westborough", constitution=Citation("Constitution of Westborough", "part 3"),
        applies_from=date(2009, 4, 1), delegations=rows, **fields,
    )  # fmt: skip


def history(*later: Record, by: CouncilRules | None = None) -> Cycle:
    return Cycle.audit("Day centre", (BEGUN, RECOMMENDED, *later), rules=by).cycle


def issued(on: int = 3, reference: str = "EV1", **fields: Any) -> ReportIssued:
    given = {"digest": FIRST, "kind": ReportKind.AWARD, "signatories": ("S1", "S2"), **fields}
    return ReportIssued(on=may(on), reference=reference, **given)


def second(on: int = 6) -> ReportIssued:
    return issued(on, "EV2", version=2, replaces="EV1", digest=SECOND)


def signed(person: str, on: int = 4, report: str = "EV1", **fields: Any) -> ReportSigned:
    given = {"digest": FIRST if report == "EV1" else SECOND, **fields}
    return ReportSigned(on=may(on), report=report, signatory=person, **given)


def opinion(office: str = "legal", on: int = 4, **fields: Any) -> OpinionGiven:
    given = {"report": "EV1", "digest": FIRST, "stance": Stance.SUPPORTS, **fields}
    return OpinionGiven(on=may(on), office=office, **given)


def approved(on: int = 8, report: str = "EV1", *who: str, **fields: Any) -> ApprovalToAward:
    given: dict[str, Any] = {
        "recommendation": "R1", "decided_by": "Award Board", "because": "best", "alternatives": ("none",),
        "report": report, "approvers": tuple(Approver(reference=each) for each in who), **fields,
    }  # fmt: skip
    return ApprovalToAward(on=may(on), **given)


def returned(on: int = 5, **fields: Any) -> NotApproved:
    given: dict[str, Any] = {
        "asked": "approval-to-award", "report": "EV1", "how": HowNotApproved.RETURNED,
        "decided_by": "Award Board", "because": "table 4 leaves a tender out", **fields,
    }  # fmt: skip
    return NotApproved(on=may(on), **given)


def found(cycle: Cycle, record: Record) -> list[tuple[str, str, str]]:
    return [(each.code, each.message, each.remedy) for each in cycle.findings(record)]


def codes(cycle: Cycle, record: Record) -> list[str]:
    return [each.code for each in cycle.findings(record)]


class TestSignatures:
    """Everybody who has to sign has signed the very text that is decided on."""

    def test_signed_report_is_decided_on(self):
        """The plain course: issued, signed by both, approved."""
        cycle = history(issued(), signed("S1"), signed("S2"))
        assert codes(cycle, approved()) == []
        assert codes(history(), approved(report="")) == []

    def test_missing_signatures_are_named(self):
        """Whoever sends the report for decision sees who still holds it."""
        assert found(history(issued(), signed("S1")), approved()) == [
            ("report-unsigned", "Report EV1 is not signed by S2", "Have it signed by S2")
        ]

    def test_report_altered_by_one_letter_after_two_signatures(self):
        """Another digest is another version; the signatures stay those of version 1."""
        cycle = history(issued(), signed("S1"), signed("S2"), second())
        assert found(cycle, approved(report="EV2")) == [
            ("report-changed",
             "Report EV2 has changed since S1 and S2 signed version 1: version 2 has another digest",
             "Have version 2 signed by S1 and S2"),
        ]  # fmt: skip
        again = (signed("S1", 7, "EV2"), signed("S2", 7, "EV2"))
        assert codes(cycle.record(*again), approved(report="EV2")) == []

    def test_version_that_was_replaced_is_not_decided_on(self):
        """The board would decide on a text that its authors have withdrawn."""
        cycle = history(
            issued(),
            signed("S1"),
            signed("S2"),
            second(),
            evolve(second(7), reference="EV3", replaces="EV2", version=3),
        )
        assert found(cycle, approved()) == [
            ("report-changed", "Report EV1 is version 1; version 3 (EV3) replaced it on 7 May 2023",
             "Decide on report EV3"),
        ]  # fmt: skip

    def test_concern_ends_the_version(self):
        """The opposite of a signature; only a new version clears it."""
        worried = signed("S2", concern="table 4 leaves a tender out")
        cycle = history(issued(), signed("S1"), worried, signed("S2", 5))
        assert found(cycle, approved()) == [
            ("concern-open",
             "S2 has a concern about report EV1 (4 May 2023): table 4 leaves a tender out",
             "Issue a new version of the report, and have it signed"),
        ]  # fmt: skip
        fresh = (second(), signed("S1", 7, "EV2"), signed("S2", 7, "EV2"))
        assert codes(cycle.record(*fresh), approved(report="EV2")) == []

    @pytest.mark.parametrize(
        ("later", "held"),
        [((), True), ((issued(6, "EV9"),), True), ((second(5),), False), ((second(6),), False)],
        ids=("nothing", "another report", "the new version that day", "the new version after"),
    )
    def test_report_sent_back_is_followed_by_its_own_new_version(self, later, held):
        """An approval that names no report rests on the last one; a report on something else is none."""
        cycle = history(issued(), returned(), *later)
        assert ("approval-refused" in codes(cycle, approved(report=""))) is held

    def test_signature_of_another_text_is_refused(self):
        """The file on the desk was not the file that was issued."""
        assert found(history(issued()), signed("S1", digest=SECOND)) == [
            ("report-changed",
             "S1 signed another text than report EV1 as issued: the digests differ",
             "Check which file was read, and record the digest of that version"),
        ]  # fmt: skip

    def test_signature_and_opinion_of_an_earlier_version_are_refused(self):
        """They would count for nothing, and nobody would notice."""
        cycle = history(issued(), second())
        assert found(cycle, signed("S1", 7)) == [
            ("report-changed",
             "S1 signed version 1 of report EV1, which version 2 (EV2) replaced on 6 May 2023",
             "Record it for report EV2"),
        ]  # fmt: skip
        (finding,) = cycle.findings(opinion(on=7))
        assert finding.message.startswith("The legal opinion is on version 1 of report EV1")

    def test_signature_or_opinion_of_another_text_counts_for_nothing(self):
        """In a history as it was they are there all the same."""
        cycle = history(issued(), signed("S1", digest=SECOND), signed("S2"))
        assert codes(cycle, approved()) == ["report-changed"]
        legal = rules(evolve(ROW, quorum=None, opinions=("legal",)))
        given = (issued(), signed("S1"), signed("S2"), opinion(digest=SECOND))
        assert codes(history(*given, by=legal), approved()) == ["opinion-missing"]

    def test_report_in_papers_not_held_is_not_judged(self):
        """A history brought forward may lack it; in any other the rule of order asks for it."""
        assert codes(history(issued()), signed("S1", report="EV7")) == []
        assert codes(history(issued()), approved(report="EV7")) == []


class TestManifest:
    """A list of what the report rests on, with one digest of it all."""

    def test_manifest_is_of_the_records_as_they_are(self):
        """Whoever opens the file later can see that nothing was put under it."""
        cycle = history()
        right = manifest_digest(cycle.ledger, ("R1",))
        assert codes(cycle, issued(manifest=("R1",), manifest_digest=right)) == []
        assert codes(cycle, issued(manifest=("R1",))) == []
        assert found(cycle, issued(manifest=("R1",), manifest_digest=SECOND)) == [
            ("report-changed",
             "The records that report EV1 rests on are not as they were when its manifest was made: they "
             "have another digest", "Make the manifest again from the records, and say what changed"),
        ]  # fmt: skip
        assert codes(cycle, issued(manifest=("R9",), manifest_digest=right)) == []

    def test_manifest_of_a_record_that_is_not_there_has_no_digest(self):
        """A digest of half the list would look like one of the whole."""
        with pytest.raises(LookupError, match="There is no record R8 or R9"):
            manifest_digest(history().ledger, ("R1", "R8", "R9"))


class TestSentBack:
    """A report that was returned takes its approvals and signatures with it, and nothing else."""

    def test_approvals_of_a_returned_report_count_no_more(self):
        """Two of three approved version 1; on version 2 they count anew."""
        cycle = history(
            issued(), signed("S1"), signed("S2"), approved(4, "EV1", "D1", reference="A1"),
            by=rules(ROW),
        )  # fmt: skip
        cycle = cycle.record(returned())
        assert found(cycle, approved(8, "EV1", "D2")) == [
            ("report-returned",
             "Report EV1 was returned for more work by Award Board on 5 May 2023 (table 4 leaves a tender "
             "out); its signatures and approvals no longer count", "Issue a new version of the report"),
            ("quorum-short",
             "The decision of Award Board on 8 May 2023 has 1 of the 2 people required: "
             "D2 (row 4: 2 of D1, D2 and D3)", "Record the approval of the others"),
        ]  # fmt: skip
        cycle = cycle.record(second(), signed("S1", 7, "EV2"), signed("S2", 7, "EV2"))
        first = approved(8, "EV2", "D1", reference="A2")
        assert codes(cycle, first) == ["quorum-short"]
        assert codes(cycle.record(first), approved(9, "EV2", "D2", reference="A3")) == []

    def test_letters_wait_until_a_new_version_is_approved(self):
        """What rested on the returned report does not stand either."""
        letters = IntentionToAward(on=may(9), recommendation="R1", told=("elm",))
        given = (
            issued(),
            signed("S1"),
            signed("S2"),
            approved(4),
            returned(asks_for=("all tenders",)),
        )
        refused = [
            each for each in history(*given).findings(letters) if each.code == "approval-refused"
        ]
        assert [each.remedy for each in refused] == [
            "Issue a new version of report EV1, with what was asked for: all tenders"
        ]
        anew = (second(), signed("S1", 7, "EV2"), signed("S2", 7, "EV2"), approved(8, "EV2"))
        assert "approval-refused" not in codes(history(*given, *anew), letters)

    def test_deferred_report_is_as_good_as_before(self):
        """A later meeting may decide on the same paper."""
        waits = returned(how=HowNotApproved.DEFERRED, because="")
        assert codes(history(issued(), signed("S1"), signed("S2"), waits), approved()) == []

    def test_remedy_says_what_was_asked_for(self):
        """The officers know what to bring next time."""
        cycle = history(issued(), signed("S1"), signed("S2"), returned(asks_for=("all tenders",)))
        (finding,) = found(cycle, approved())
        assert (
            finding[2] == "Issue a new version of the report, with what was asked for: all tenders"
        )


class TestOpinions:
    """The offices that the scheme of delegation asks, on the text that is decided on."""

    LEGAL = evolve(ROW, quorum=None, opinions=("legal", "finance"))
    READY = (issued(), signed("S1"), signed("S2"))

    def test_missing_opinions_are_named_with_the_row(self):
        """A decision without the legal opinion is the first one to be set aside."""
        cycle = history(*self.READY, opinion(), by=rules(self.LEGAL))
        assert found(cycle, approved()) == [
            ("opinion-missing", "Row 4 asks for the finance opinion on report EV1",
             "Record the opinion, with the digest of the report that was read"),
        ]  # fmt: skip
        assert codes(cycle.record(opinion("Finance")), approved()) == []

    def test_decision_that_names_no_report_has_no_opinion_on_it(self):
        """The opinions may be there; nothing says that they are on what was decided."""
        cycle = history(*self.READY, opinion(), opinion("finance"), by=rules(self.LEGAL))
        (finding,) = found(cycle, approved(report=""))
        assert finding[1] == (
            "Row 4 asks for the legal and finance opinions on a report, but the decision names no report"
        )

    def test_objection_is_shown_to_whoever_decides(self):
        """They may decide all the same, and then say why."""
        objects = opinion(stance=Stance.OBJECTS, because="the lots are not as advertised")
        assert found(history(*self.READY, objects), approved()) == [
            ("opinion-objects",
             "The legal office objects to report EV1 (4 May 2023): the lots are not as advertised",
             "Say in the reasons why it is decided all the same"),
        ]  # fmt: skip
        assert codes(history(*self.READY, objects, opinion(on=5)), approved()) == []

    def test_without_rules_no_opinion_is_asked_for(self):
        """The row that asks for it is the council's."""
        assert codes(history(*self.READY), approved()) == []


class TestOffices:
    """Persons and offices by day, so that who acted can be compared."""

    HELD = OfficesHeld(
        on=may(1),
        holders=(
            OfficeHolder(reference="p1", offices=("Monitoring officer", "Head of legal"), from_on=may(1)),
            OfficeHolder(reference="p2", offices=("Finance officer",), from_on=may(1), until=may(9)),
        ),
    )  # fmt: skip
    LATER = OfficesHeld(on=may(6), holders=(
        OfficeHolder(reference="p1", offices=("monitoring officer",), from_on=may(1), until=may(5)),
        OfficeHolder(reference="p3", offices=("monitoring officer",), from_on=may(6)),
    ))  # fmt: skip

    def test_offices_of_a_person_by_day(self):
        """A later record about the same office takes the place of the earlier one."""
        ledger = history(self.HELD).ledger
        assert offices_of(ledger, "p1", may(6)) == {"monitoring officer", "head of legal"}
        assert offices_of(ledger, "p2", may(10)) == frozenset()
        assert offices_of(ledger, "p9", may(6)) is None
        changed = history(self.HELD, self.LATER).ledger
        assert offices_of(changed, "p1", may(6)) == {"head of legal"}
        assert holder_of(changed, "Monitoring officer", may(5)) == "p1"
        assert holder_of(changed, "Monitoring officer", may(6)) == "p3"
        assert holder_of(changed, "Director", may(6)) == "Director"

    @pytest.mark.parametrize(("on", "short"), [(5, False), (6, True)])
    def test_person_who_has_left_the_office_does_not_decide_in_it(self, on, short):
        """An approver whose right was withdrawn could still approve, in another system."""
        quorum = Quorum(at_least=1, of=("Monitoring officer",))
        cycle = history(self.HELD, self.LATER, by=rules(evolve(ROW, quorum=quorum)))
        who = (Approver(reference="p1", office="Monitoring officer"),)
        decided = approved(on, report="", approvers=who)
        assert ("quorum-short" in codes(cycle, decided)) is short

    def test_person_who_left_an_office_the_day_before_has_no_power_in_it(self):
        """The remedy names the successor, where the records know one."""
        cycle = history(self.HELD, self.LATER, by=rules(evolve(ROW, quorum=None)))
        left = Approver(reference="p1", office="Monitoring officer")
        assert codes(cycle, approved(5, "", approvers=(left,))) == []
        assert found(cycle, approved(6, "", approvers=(left,))) == [
            ("decided-without-power",
             "p1 may not decide as Monitoring officer on 6 May 2023: by the records, they did not "
             "hold that office on the day",
             "Have it decided by p3"),
        ]  # fmt: skip
        other = evolve(left, office="Director")
        (refused,) = found(cycle, approved(6, "", approvers=(other,)))
        assert refused[2] == "Have it decided by Director"
        assert codes(cycle, approved(6, "", approvers=(evolve(left, reference="p9"),))) == []

    def test_office_that_decides_alone_is_the_person_who_holds_it(self):
        """A decision of an officer names the office, and the person scored the tenders."""
        own = rules(separation=(
            SeparationRule(reference="S", one=Capacity.ADVISES, other=Capacity.DECIDES),
        ))  # fmt: skip
        cycle = history(self.HELD, issued(), signed("S1"), signed("S2"), opinion(by="p2"), by=own)
        assert codes(cycle, approved(8, decided_by="finance officer")) == ["duties-not-separate"]
        assert codes(cycle, approved(8, decided_by="Head of legal")) == []
        assert codes(cycle, approved(8)) == []

    def test_office_that_acts_is_the_person_who_holds_it(self):
        """The paper says "Finance officer", the panel says "p2"; both are one person."""
        own = rules(separation=(
            SeparationRule(reference="S", one=Capacity.ADVISES, other=Capacity.DECIDES),
        ))  # fmt: skip
        advised = opinion("finance", by="Finance officer")
        cycle = history(self.HELD, issued(), signed("S1"), signed("S2"), advised, by=own)
        assert codes(cycle, approved(8, "EV1", "p2")) == ["duties-not-separate"]
        assert codes(cycle, approved(8, "EV1", "p1")) == []


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: issued(digest="4F" * 32),
         f"digest: '{'4F' * 32}' is not a SHA-256; give 64 hexadecimal digits in small letters"),
        (lambda: issued(manifest_digest="x"),
         "manifest_digest: 'x' is not a SHA-256; give 64 hexadecimal digits in small letters"),
        (lambda: issued(replaces="EV0"), "version: a report that replaces another is at least version 2"),
        (lambda: opinion(stance=Stance.SUPPORTS_IF),
         "conditions: give them where the office supports on conditions, and only there"),
        (lambda: opinion(conditions=("a bond",)),
         "conditions: give them where the office supports on conditions, and only there"),
        (lambda: opinion(stance=Stance.OBJECTS), "because: say why the office objects"),
        (lambda: OfficeHolder(reference="p1", offices=("legal",), from_on=may(5), until=may(4)),
         "until: 4 May 2023 is before the first day, 5 May 2023"),
    ],
    ids=("digest", "manifest", "version", "no conditions", "conditions", "objects", "office"),
)  # fmt: skip
def test_record_that_cannot_be_meant_is_refused(make, problem):
    """Each is found when it is written down, with what to do."""
    with pytest.raises(RecordError) as refused:
        make()
    assert refused.value.problems == (problem,)
