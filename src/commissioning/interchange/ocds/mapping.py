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
class Row:
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
    Row("brought-forward",         BOTH,    "tender.lots, tender.legalBasis, tender.aboveThreshold, tender.specialRegime"),
    Row("needs-assessment",        WRITTEN, "planning.rationale", _PLANNING),
    Row("equality-impact",         HOME,    "because it is a document of the council's own, which is published in whole or not at all"),
    Row("reference-group",         HOME,    "because the voices of people who use a service have no field"),
    Row("engagement-meeting",      HOME,    "because the voices of people who use a service have no field"),
    Row("consultation",            HOME,    "because consultation of the public has no field but a document with an address"),
    Row("consultation-report",     HOME,    "because consultation of the public has no field but a document with an address"),
    Row("you-said-we-did",         HOME,    "because consultation of the public has no field but a document with an address"),
    Row("market-engagement",       BOTH,    "planning.milestones (engagement): title, dueDate", _PLANNING),
    Row("options-appraisal",       HOME,    _INSIDE),
    Row("procurement-strategy",    BOTH,    "tender: procurementMethod, procurementMethodDetails, mainProcurementCategory, value, aboveThreshold, specialRegime; relatedProcesses"),
    Row("approval-to-procure",     WRITTEN, "planning.milestones (approval): dateMet", _PLANNING),
    Row("partner-decision",        HOME,    _INSIDE),
    Row("buyer-succeeded",         WRITTEN, "buyer, parties (buyer)"),
    Row("conflicts-assessed",      HOME,    "because the assessment of conflicts is prepared and kept, not published"),
    Row("timetable",               BOTH,    "tender: enquiryPeriod, awardPeriod, bidOpening, secondStage, communication, contractPeriod"),
    Row("scrutiny-note",           HOME,    _INSIDE),
    Row("approval-to-continue",    HOME,    _INSIDE),
    Row("not-approved",            HOME,    _INSIDE),
    Row("condition-met",           HOME,    _INSIDE),
    Row("offices-held",            HOME,    _INSIDE),
    Row("report-issued",           HOME,    _INSIDE),
    Row("report-signed",           HOME,    _INSIDE),
    Row("opinion",                 HOME,    _INSIDE),
    Row("notice",                  BOTH,    "the release itself: id, date, tag; documents: noticeType, url, datePublished"),
    Row("waiver",                  HOME,    _INSIDE),
    Row("specification",           BOTH,    "tender.lots: id, title, value; contracts: agreedMetrics"),
    Row("quality-framework",       HOME,    _INSIDE),
    Row("panel",                   HOME,    _PANEL),
    Row("panel-changed",           HOME,    _PANEL),
    Row("panel-questions",         HOME,    _PANEL),
    Row("declaration-of-interest", HOME,    _PANEL),
    Row("ssq",                     BOTH,    "tender: expressionOfInterestDeadline, secondStage.maximumCandidates", _TENDER),
    Row("selection-response",      HOME,    _SELECTION),
    Row("answer-clarified",        HOME,    _SELECTION),
    Row("evidence",                HOME,    "because evidence of a firm's insurance and standing is not published"),
    Row("selection-assessment",    HOME,    _SELECTION),
    Row("exclusions-decided",      HOME,    _SELECTION),
    Row("supplier-information",    HOME,    _SELECTION),
    Row("shortlist",               HOME,    _SELECTION),
    Row("itt",                     BOTH,    "tender: tenderPeriod.endDate, lots.awardCriteria, lotDetails", _TENDER),
    Row("clarification",           BOTH,    "tender.enquiries: description, answer, dateAnswered, relatedLot; never who asked", ("tenderUpdate", "tenderUpdate")),
    Row("deadline-extended",       BOTH,    "tender.tenderPeriod.endDate, tender.amendments", ("tenderAmendment", "tenderAmendment")),
    Row("tender",                  BOTH,    "read from bids.details; written as a count with the award: bids.statistics (bids)"),
    Row("tender-withdrawn",        READ,    "bids.details: status withdrawn"),
    Row("tender-rejected",         HOME,    _SELECTION),
    Row("tender-opening",          HOME,    "because a notice plans an opening, and none tells that it was held"),
    Row("provider-assessment",     HOME,    _SELECTION),
    Row("tender-clarified",        HOME,    _INSIDE),
    Row("price-corrected",         HOME,    "because prices of tenders are not published"),
    Row("price-queried",           HOME,    "because prices of tenders are not published"),
    Row("price-explained",         HOME,    "because prices of tenders are not published"),
    Row("price-decision",          HOME,    "because prices of tenders are not published"),
    Row("panel-meeting",           HOME,    _PANEL),
    Row("score-sheet",             HOME,    _PANEL),
    Row("mark-corrected",          HOME,    _PANEL),
    Row("moderation",              HOME,    _PANEL),
    Row("interview-invitation",    HOME,    _SELECTION),
    Row("interview",               HOME,    _SELECTION),
    Row("award-recommendation",    BOTH,    "awards: id, status, date, suppliers, value, relatedLots"),
    Row("approval-to-award",       HOME,    _INSIDE),
    Row("intention-to-award",      BOTH,    "awards: assessmentSummariesDateSent, standstillPeriod.endDate; parties (tenderer)", ("award", "awardUpdate")),
    Row("contract-signed",         BOTH,    "contracts: id, awardID, dateSigned, period, value, title, description, status; renewal is written only", ("contract", "contractUpdate")),
    Row("challenge",               HOME,    _COURT),
    Row("claim-issued",            HOME,    _COURT),
    Row("suspension-decided",      HOME,    _COURT),
    Row("judgment-given",          HOME,    _COURT),
    Row("panel-advice",            HOME,    _COURT),
    Row("challenge-resolved",      HOME,    _COURT),
    Row("mobilisation-plan",       HOME,    "because its tasks name owners and dependencies that no field holds"),
    Row("task-done",               HOME,    "because its tasks name owners and dependencies that no field holds"),
    Row("staff-information",       HOME,    _STAFF),
    Row("staff-transferred",       HOME,    _STAFF),
    Row("staff-list-issued",       HOME,    _STAFF),
    Row("staff-consulted",         HOME,    _STAFF),
    Row("staff-disputed",          HOME,    _STAFF),
    Row("staff-dispute-settled",   HOME,    _STAFF),
    Row("records-handed-over",     HOME,    _PEOPLE),
    Row("bridging-contract",       HOME,    "because a bridging contract is a procurement of its own, with an ocid of its own"),
    Row("people-affected",         HOME,    _PEOPLE),
    Row("cohort-changed",          HOME,    _PEOPLE),
    Row("people-told",             HOME,    _PEOPLE),
    Row("choices-made",            HOME,    _PEOPLE),
    Row("transfer-plan",           HOME,    _PEOPLE),
    Row("people-moved",            HOME,    _PEOPLE),
    Row("people-settled",          HOME,    _PEOPLE),
    Row("people-counted",          HOME,    _PEOPLE),
    Row("readiness-review",        HOME,    _INSIDE),
    Row("go-live",                 WRITTEN, "contracts.implementation.milestones (delivery): dateMet", ("implementation", "implementationUpdate")),
    Row("early-life-check",        HOME,    _INSIDE),
    Row("kpi-report",              BOTH,    "contracts.implementation.metrics: observations", ("implementation", "implementationUpdate")),
    Row("kpis-agreed",             HOME,    "because a notice tells the indicators agreed, and not when a set of them changed"),
    Row("commitment-checked",      HOME,    _INSIDE),
    Row("change-requested",        BOTH,    "contracts.proposedAmendments", ("contractUpdate", "contractUpdate")),
    Row("change-refused",          HOME,    _INSIDE),
    Row("contract-varied",         BOTH,    "contracts.amendments: date, description, rationale, value (the new total), period", ("contractAmendment", "contractAmendment")),
    Row("price-uplifted",          HOME,    "because an uplift by the contract's own clause is no change of it, and has no field"),
    Row("contract-extended",       BOTH,    "contracts.amendments: date, description, rationale, value, period", ("contractAmendment", "contractAmendment")),
    Row("extension-lapsed",        HOME,    _INSIDE),
    Row("breach",                  BOTH,    "contracts.implementation.performanceFailures", ("implementation", "implementationUpdate")),
    Row("breach-remedied",         HOME,    "because a failure that is put right has no field"),
    Row("escalated",               HOME,    _INSIDE),
    Row("improvement-notice",      HOME,    _INSIDE),
    Row("improvement-notice-closed", HOME,  _INSIDE),
    Row("placements-suspended",    HOME,    _INSIDE),
    Row("placements-resumed",      HOME,    _INSIDE),
    Row("spend-reported",          HOME,    "because it is the sum of a period, and OCDS has single payments with payer and payee"),
    Row("service-credit",          HOME,    "because a credit by the contract's own clause is no penalty, and has no field"),
    Row("contract-novated",        BOTH,    "contracts.amendments: suppliersAdded, suppliersRemoved", ("contractAmendment", "contractAmendment")),
    Row("review",                  HOME,    _INSIDE),
    Row("renewal-decided",         HOME,    _INSIDE),
    Row("termination-notice",      HOME,    "because the end of a contract is published, and the notice of it is not"),
    Row("exit-plan",               HOME,    _INSIDE),
    Row("contract-ended",          BOTH,    "contracts: status terminated, period.endDate, terminationRationaleClassifications, finalValue", ("contractTermination", "contractTermination")),
    Row("quality-review",          HOME,    _INSIDE),
    Row("action-plan",             HOME,    _INSIDE),
    Row("action-done",             HOME,    _INSIDE),
    Row("framework-opened",        HOME,    "because a notice tells the end of a framework as tender.techniques, and not the day it opened"),
    Row("market-opened",           HOME,    "because a dynamic market is no contracting process, and has no release of its own"),
    Row("membership-changed",      HOME,    _INSIDE),
    Row("ranked-list",             HOME,    _INSIDE),
    Row("call-off-noted",          HOME,    "because a call-off is a contracting process of its own, with an ocid of its own"),
    Row("package-placed",          HOME,    _PEOPLE),
    Row("package-ended",           HOME,    _PEOPLE),
    Row("closure",                 HOME,    "because the end of the last contract closes a process"),
    Row("abandonment",             BOTH,    "tender.status or tender.lots.status: cancelled, withdrawn, unsuccessful; statusDetails, finalStatusDate", ("tenderCancellation", "tenderCancellation")),
    Row("selection-reopened",      HOME,    "because it is read and written only by what it changes, such as a deadline"),
    Row("invitation-reissued",     HOME,    "because it is read and written only by what it changes, such as a deadline"),
    Row("evaluation-reopened",     HOME,    _INSIDE),
    Row("award-fell-through",      BOTH,    "awards: status cancelled", ("awardCancellation", "awardCancellation")),
)
# fmt: on

BY_TAG: Final = {row.tag: row for row in ROWS}
BY_KIND: Final = {row.kind: row for row in ROWS}
