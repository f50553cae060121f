"""The mapping of every kind of record to OCDS: what is read, what is written, and what has no place.

The reader, the writer, the report of losses and the page of the documentation go by this table. A kind of
record without a row fails a test, so that none is forgotten.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from commissioning.errors import RecordError
from commissioning.process import STANDARD
from commissioning.records.record import Record
from commissioning.values.frozen import frozen


class Way(StrEnum):
    """The ways between a kind of record and OCDS."""

    BOTH = "read and written"
    READ = "read only"
    WRITTEN = "written only"
    HOME = "not in OCDS"


@frozen
class OcdsRow:
    """One kind of record, and its place in OCDS."""

    tag: str
    """The tag of the kind of record in files."""
    way: Way
    place: str
    """The fields of OCDS that hold it; for what is not in OCDS, the reason as a clause with "because"."""
    tags: tuple[str, ...] = ()
    """The tags of the release that publishes it: as a first notice, and where that has been before."""

    @property
    def reads(self) -> bool:
        return self.way in {Way.BOTH, Way.READ}

    @property
    def writes(self) -> bool:
        return self.way in {Way.BOTH, Way.WRITTEN}

    @property
    def kind(self) -> type[Record]:
        """The kind of record."""
        step = STANDARD.tagged(self.tag)
        if step is None:
            raise RecordError("mapping", (f"no kind of record has the tag {self.tag!r}",))
        return step.record


BOTH, READ, WRITTEN, HOME = Way.BOTH, Way.READ, Way.WRITTEN, Way.HOME
_PLANNING: Final = ("planning", "planningUpdate")
_TENDER: Final = ("tender", "tenderUpdate")
_PEOPLE: Final = "because counts of people are never published: a small number points to a person"
_PANEL: Final = "because who sits on a panel, and what they marked, is never published"
_STAFF: Final = (
    "because what is agreed about staff who transfer has no field, and concerns few people"
)
_COURT: Final = (
    "because claims and their course have no field; a judgment is published by the court"
)
_INSIDE: Final = "because it is a step inside the council that no notice tells"
_SELECTION: Final = "because who asked to take part, and how they were judged, is not published"

# fmt: off
ROWS: Final = (
    OcdsRow("brought-forward",         BOTH,    "tender.lots, tender.legalBasis, tender.aboveThreshold, tender.specialRegime"),
    OcdsRow("needs-assessment",        WRITTEN, "planning.rationale", _PLANNING),
    OcdsRow("equality-impact",         HOME,    "because it is a document of the council's own, which is published in whole or not at all"),
    OcdsRow("reference-group",         HOME,    "because the voices of people who use a service have no field"),
    OcdsRow("engagement-meeting",      HOME,    "because the voices of people who use a service have no field"),
    OcdsRow("consultation",            HOME,    "because consultation of the public has no field but a document with an address"),
    OcdsRow("consultation-report",     HOME,    "because consultation of the public has no field but a document with an address"),
    OcdsRow("you-said-we-did",         HOME,    "because consultation of the public has no field but a document with an address"),
    OcdsRow("market-engagement",       BOTH,    "planning.milestones (engagement): title, dueDate", _PLANNING),
    OcdsRow("options-appraisal",       HOME,    _INSIDE),
    OcdsRow("procurement-strategy",    BOTH,    "tender: procurementMethod, procurementMethodDetails, mainProcurementCategory, value, aboveThreshold, specialRegime; relatedProcesses"),
    OcdsRow("approval-to-procure",     WRITTEN, "planning.milestones (approval): dateMet", _PLANNING),
    OcdsRow("partner-decision",        HOME,    _INSIDE),
    OcdsRow("buyer-succeeded",         WRITTEN, "buyer, parties (buyer)"),
    OcdsRow("conflicts-assessed",      HOME,    "because the assessment of conflicts is prepared and kept, not published"),
    OcdsRow("timetable",               BOTH,    "tender: enquiryPeriod, awardPeriod, bidOpening, secondStage, communication, contractPeriod"),
    OcdsRow("scrutiny-note",           HOME,    _INSIDE),
    OcdsRow("approval-to-continue",    HOME,    _INSIDE),
    OcdsRow("not-approved",            HOME,    _INSIDE),
    OcdsRow("condition-met",           HOME,    _INSIDE),
    OcdsRow("offices-held",            HOME,    _INSIDE),
    OcdsRow("report-issued",           HOME,    _INSIDE),
    OcdsRow("report-signed",           HOME,    _INSIDE),
    OcdsRow("opinion",                 HOME,    _INSIDE),
    OcdsRow("notice",                  BOTH,    "the release itself: id, date, tag; documents: noticeType, url, datePublished"),
    OcdsRow("waiver",                  HOME,    _INSIDE),
    OcdsRow("specification",           BOTH,    "tender.lots: id, title, value; contracts: agreedMetrics"),
    OcdsRow("quality-framework",       HOME,    _INSIDE),
    OcdsRow("panel",                   HOME,    _PANEL),
    OcdsRow("panel-changed",           HOME,    _PANEL),
    OcdsRow("panel-questions",         HOME,    _PANEL),
    OcdsRow("declaration-of-interest", HOME,    _PANEL),
    OcdsRow("ssq",                     BOTH,    "tender: expressionOfInterestDeadline, secondStage.maximumCandidates", _TENDER),
    OcdsRow("selection-response",      HOME,    _SELECTION),
    OcdsRow("answer-clarified",        HOME,    _SELECTION),
    OcdsRow("evidence",                HOME,    "because evidence of a firm's insurance and standing is not published"),
    OcdsRow("selection-assessment",    HOME,    _SELECTION),
    OcdsRow("exclusions-decided",      HOME,    _SELECTION),
    OcdsRow("supplier-information",    HOME,    _SELECTION),
    OcdsRow("shortlist",               HOME,    _SELECTION),
    OcdsRow("itt",                     BOTH,    "tender: tenderPeriod.endDate, lots.awardCriteria, lotDetails", _TENDER),
    OcdsRow("clarification",           BOTH,    "tender.enquiries: description, answer, dateAnswered, relatedLot; never who asked", ("tenderUpdate", "tenderUpdate")),
    OcdsRow("deadline-extended",       BOTH,    "tender.tenderPeriod.endDate, tender.amendments", ("tenderAmendment", "tenderAmendment")),
    OcdsRow("tender",                  BOTH,    "read from bids.details; written as a count with the award: bids.statistics (bids)"),
    OcdsRow("tender-withdrawn",        READ,    "bids.details: status withdrawn"),
    OcdsRow("tender-rejected",         HOME,    _SELECTION),
    OcdsRow("tender-opening",          HOME,    "because a notice plans an opening, and none tells that it was held"),
    OcdsRow("provider-assessment",     HOME,    _SELECTION),
    OcdsRow("tender-clarified",        HOME,    _INSIDE),
    OcdsRow("price-corrected",         HOME,    "because prices of tenders are not published"),
    OcdsRow("price-queried",           HOME,    "because prices of tenders are not published"),
    OcdsRow("price-explained",         HOME,    "because prices of tenders are not published"),
    OcdsRow("price-decision",          HOME,    "because prices of tenders are not published"),
    OcdsRow("panel-meeting",           HOME,    _PANEL),
    OcdsRow("score-sheet",             HOME,    _PANEL),
    OcdsRow("mark-corrected",          HOME,    _PANEL),
    OcdsRow("moderation",              HOME,    _PANEL),
    OcdsRow("interview-invitation",    HOME,    _SELECTION),
    OcdsRow("interview",               HOME,    _SELECTION),
    OcdsRow("award-recommendation",    BOTH,    "awards: id, status, date, suppliers, value, relatedLots"),
    OcdsRow("approval-to-award",       HOME,    _INSIDE),
    OcdsRow("intention-to-award",      BOTH,    "awards: assessmentSummariesDateSent, standstillPeriod.endDate; parties (tenderer)", ("award", "awardUpdate")),
    OcdsRow("contract-signed",         BOTH,    "contracts: id, awardID, dateSigned, period, value, title, description, status; renewal is written only", ("contract", "contractUpdate")),
    OcdsRow("challenge",               HOME,    _COURT),
    OcdsRow("claim-issued",            HOME,    _COURT),
    OcdsRow("suspension-decided",      HOME,    _COURT),
    OcdsRow("judgment-given",          HOME,    _COURT),
    OcdsRow("panel-advice",            HOME,    _COURT),
    OcdsRow("challenge-resolved",      HOME,    _COURT),
    OcdsRow("mobilisation-plan",       HOME,    "because its tasks name owners and dependencies that no field holds"),
    OcdsRow("task-done",               HOME,    "because its tasks name owners and dependencies that no field holds"),
    OcdsRow("staff-information",       HOME,    _STAFF),
    OcdsRow("staff-transferred",       HOME,    _STAFF),
    OcdsRow("staff-list-issued",       HOME,    _STAFF),
    OcdsRow("staff-consulted",         HOME,    _STAFF),
    OcdsRow("staff-disputed",          HOME,    _STAFF),
    OcdsRow("staff-dispute-settled",   HOME,    _STAFF),
    OcdsRow("records-handed-over",     HOME,    _PEOPLE),
    OcdsRow("bridging-contract",       HOME,    "because a bridging contract is a procurement of its own, with an ocid of its own"),
    OcdsRow("people-affected",         HOME,    _PEOPLE),
    OcdsRow("cohort-changed",          HOME,    _PEOPLE),
    OcdsRow("people-told",             HOME,    _PEOPLE),
    OcdsRow("choices-made",            HOME,    _PEOPLE),
    OcdsRow("transfer-plan",           HOME,    _PEOPLE),
    OcdsRow("people-moved",            HOME,    _PEOPLE),
    OcdsRow("people-settled",          HOME,    _PEOPLE),
    OcdsRow("people-counted",          HOME,    _PEOPLE),
    OcdsRow("readiness-review",        HOME,    _INSIDE),
    OcdsRow("go-live",                 WRITTEN, "contracts.implementation.milestones (delivery): dateMet", ("implementation", "implementationUpdate")),
    OcdsRow("early-life-check",        HOME,    _INSIDE),
    OcdsRow("kpi-report",              BOTH,    "contracts.implementation.metrics: observations", ("implementation", "implementationUpdate")),
    OcdsRow("kpis-agreed",             HOME,    "because a notice tells the indicators agreed, and not when a set of them changed"),
    OcdsRow("commitment-checked",      HOME,    _INSIDE),
    OcdsRow("change-requested",        BOTH,    "contracts.proposedAmendments", ("contractUpdate", "contractUpdate")),
    OcdsRow("change-refused",          HOME,    _INSIDE),
    OcdsRow("contract-varied",         BOTH,    "contracts.amendments: date, description, rationale, value (the new total), period", ("contractAmendment", "contractAmendment")),
    OcdsRow("price-uplifted",          HOME,    "because an uplift by the contract's own clause is no change of it, and has no field"),
    OcdsRow("contract-extended",       BOTH,    "contracts.amendments: date, description, rationale, value, period", ("contractAmendment", "contractAmendment")),
    OcdsRow("extension-lapsed",        HOME,    _INSIDE),
    OcdsRow("breach",                  BOTH,    "contracts.implementation.performanceFailures", ("implementation", "implementationUpdate")),
    OcdsRow("breach-remedied",         HOME,    "because a failure that is put right has no field"),
    OcdsRow("escalated",               HOME,    _INSIDE),
    OcdsRow("improvement-notice",      HOME,    _INSIDE),
    OcdsRow("improvement-notice-closed", HOME,  _INSIDE),
    OcdsRow("placements-suspended",    HOME,    _INSIDE),
    OcdsRow("placements-resumed",      HOME,    _INSIDE),
    OcdsRow("spend-reported",          HOME,    "because it is the sum of a period, and OCDS has single payments with payer and payee"),
    OcdsRow("service-credit",          HOME,    "because a credit by the contract's own clause is no penalty, and has no field"),
    OcdsRow("contract-novated",        BOTH,    "contracts.amendments: suppliersAdded, suppliersRemoved", ("contractAmendment", "contractAmendment")),
    OcdsRow("review",                  HOME,    _INSIDE),
    OcdsRow("renewal-decided",         HOME,    _INSIDE),
    OcdsRow("termination-notice",      HOME,    "because the end of a contract is published, and the notice of it is not"),
    OcdsRow("exit-plan",               HOME,    _INSIDE),
    OcdsRow("contract-ended",          BOTH,    "contracts: status terminated, period.endDate, terminationRationaleClassifications, finalValue", ("contractTermination", "contractTermination")),
    OcdsRow("quality-review",          HOME,    _INSIDE),
    OcdsRow("action-plan",             HOME,    _INSIDE),
    OcdsRow("action-done",             HOME,    _INSIDE),
    OcdsRow("framework-opened",        HOME,    "because a notice tells the end of a framework as tender.techniques, and not the day it opened"),
    OcdsRow("market-opened",           HOME,    "because a dynamic market is no contracting process, and has no release of its own"),
    OcdsRow("membership-changed",      HOME,    _INSIDE),
    OcdsRow("ranked-list",             HOME,    _INSIDE),
    OcdsRow("call-off-noted",          HOME,    "because a call-off is a contracting process of its own, with an ocid of its own"),
    OcdsRow("package-placed",          HOME,    _PEOPLE),
    OcdsRow("package-ended",           HOME,    _PEOPLE),
    OcdsRow("closure",                 HOME,    "because the end of the last contract closes a process"),
    OcdsRow("abandonment",             BOTH,    "tender.status or tender.lots.status: cancelled, withdrawn, unsuccessful; statusDetails, finalStatusDate", ("tenderCancellation", "tenderCancellation")),
    OcdsRow("selection-reopened",      HOME,    "because it is read and written only by what it changes, such as a deadline"),
    OcdsRow("invitation-reissued",     HOME,    "because it is read and written only by what it changes, such as a deadline"),
    OcdsRow("evaluation-reopened",     HOME,    _INSIDE),
    OcdsRow("award-fell-through",      BOTH,    "awards: status cancelled", ("awardCancellation", "awardCancellation")),
)
# fmt: on

BY_TAG: Final = {row.tag: row for row in ROWS}
BY_KIND: Final = {row.kind: row for row in ROWS}
