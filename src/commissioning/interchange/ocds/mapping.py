"""The mapping of every kind of record to OCDS: what is read, what is written, and what has no place.

The reader, the writer, the report of losses and the page of the documentation go by this table. A kind of
record without a row fails a test, so that none is forgotten.
"""

from __future__ import annotations

from typing import Final

from commissioning.process import STANDARD
from commissioning.values.frozen import frozen
from commissioning.values.text import Word


class Way(Word):
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
    def writes(self) -> bool:
        return self.way in {Way.BOTH, Way.WRITTEN}


BOTH, READ, WRITTEN, HOME = Way.BOTH, Way.READ, Way.WRITTEN, Way.HOME
_PLANNING: Final = ("planning", "planningUpdate")
_TENDER: Final = ("tender", "tenderUpdate")
# fmt: off
_HOME: Final = {
    "because it is a document of the council's own, which is published in whole or not at all":
        "equality-impact",
    "because the voices of people who use a service have no field": "reference-group engagement-meeting",
    "because consultation of the public has no field but a document with an address":
        "consultation consultation-report you-said-we-did",
    "because it is a step inside the council that no notice states": (
        "options-appraisal partner-decision scrutiny-note approval-to-continue not-approved "
        "condition-met offices-held report-issued report-signed opinion waiver quality-framework "
        "tender-clarified approval-to-award readiness-review early-life-check commitment-checked "
        "change-refused extension-lapsed escalated improvement-notice improvement-notice-closed "
        "placements-suspended placements-resumed review renewal-decided exit-plan quality-review "
        "action-plan action-done ranked-list evaluation-reopened"
    ),
    "because the assessment of conflicts is prepared and kept, not published": "conflicts-assessed",
    "because who sits on a panel, and what they marked, is never published": (
        "panel panel-changed panel-questions declaration-of-interest panel-meeting score-sheet "
        "mark-corrected moderation"
    ),
    "because who asked to take part, and how they were judged, is not published": (
        "selection-response answer-clarified selection-assessment exclusions-decided "
        "supplier-information shortlist tender-rejected provider-assessment interview-invitation "
        "interview"
    ),
    "because evidence of a firm's insurance and standing is not published": "evidence",
    "because a notice plans an opening, and none tells that it was held": "tender-opening",
    "because prices of tenders are not published":
        "price-corrected price-queried price-explained price-decision",
    "because claims and their course have no field; a judgment is published by the court":
        "challenge claim-issued suspension-decided judgment-given panel-advice challenge-resolved",
    "because its tasks name owners and dependencies that no field holds": "mobilisation-plan task-done",
    "because what is agreed about staff who transfer has no field, and concerns few people": (
        "staff-information staff-transferred staff-list-issued staff-consulted staff-disputed "
        "staff-dispute-settled"
    ),
    "because counts of people are never published: a small number points to a person": (
        "records-handed-over people-affected cohort-changed people-told choices-made transfer-plan "
        "people-moved people-settled people-counted package-placed package-ended"
    ),
    "because a bridging contract is a procurement of its own, with an ocid of its own": "bridging-contract",
    "because a notice tells the indicators agreed, and not when a set of them changed": "kpis-agreed",
    "because an uplift by the contract's own clause is not a change of it, and has no field": "price-uplifted",
    "because a failure that is put right has no field": "breach-remedied",
    "because it is the sum of a period, and OCDS has single payments with payer and payee": "spend-reported",
    "because a credit by the contract's own clause is not a penalty, and has no field": "service-credit",
    "because the end of a contract is published, and the notice of it is not": "termination-notice",
    "because a notice tells the end of a framework as tender.techniques, and not the day it opened":
        "framework-opened",
    "because a dynamic market is not a contracting process, and has no release of its own": "market-opened",
    "because a call-off is a contracting process of its own, with an ocid of its own": "call-off-noted",
    "because the end of the last contract closes a process": "closure",
    "because it is read and written only by what it changes, such as a deadline":
        "selection-reopened invitation-reissued",
}
"""The kinds of record that OCDS has no place for, by the reason."""

ROWS: Final = (
    OcdsRow("brought-forward",         BOTH,    "tender.lots, tender.legalBasis, tender.aboveThreshold, tender.specialRegime"),
    OcdsRow("needs-assessment",        WRITTEN, "planning.rationale", _PLANNING),
    OcdsRow("market-engagement",       BOTH,    "planning.milestones (engagement): title, dueDate", _PLANNING),
    OcdsRow("procurement-strategy",    BOTH,    "tender: procurementMethod, procurementMethodDetails, mainProcurementCategory, value, aboveThreshold, specialRegime, techniques; relatedProcesses"),
    OcdsRow("approval-to-procure",     WRITTEN, "planning.milestones (approval): dateMet", _PLANNING),
    OcdsRow("buyer-succeeded",         WRITTEN, "buyer, parties (buyer)"),
    OcdsRow("timetable",               BOTH,    "tender: enquiryPeriod, awardPeriod, bidOpening, secondStage, communication, contractPeriod"),
    OcdsRow("notice",                  BOTH,    "the release itself: id, date, tag; documents: noticeType, url, datePublished"),
    OcdsRow("specification",           BOTH,    "tender.lots: id, title, value; contracts: agreedMetrics"),
    OcdsRow("ssq",                     BOTH,    "tender: expressionOfInterestDeadline, secondStage.maximumCandidates", _TENDER),
    OcdsRow("itt",                     BOTH,    "tender: tenderPeriod.endDate, lots.awardCriteria, lotDetails", _TENDER),
    OcdsRow("clarification",           BOTH,    "tender.enquiries: description, answer, dateAnswered, relatedLot; never who asked", ("tenderUpdate", "tenderUpdate")),
    OcdsRow("deadline-extended",       BOTH,    "tender.tenderPeriod.endDate, tender.amendments", ("tenderAmendment", "tenderAmendment")),
    OcdsRow("tender",                  BOTH,    "read from bids.details; written as a count with the award: bids.statistics (bids)"),
    OcdsRow("tender-withdrawn",        READ,    "bids.details: status withdrawn"),
    OcdsRow("award-recommendation",    BOTH,    "awards: id, status, date, suppliers, value, relatedLots"),
    OcdsRow("membership-changed",      BOTH,    "awards: id, date, suppliers, relatedLots of a supplier that joins; read also from status cancelled", ("award", "awardUpdate")),
    OcdsRow("intention-to-award",      BOTH,    "awards: assessmentSummariesDateSent, standstillPeriod.endDate; parties (tenderer)", ("award", "awardUpdate")),
    OcdsRow("contract-signed",         BOTH,    "contracts: id, awardID, dateSigned, period, value, title, description, status, renewal, items.relatedLot", ("contract", "contractUpdate")),
    OcdsRow("go-live",                 WRITTEN, "contracts.implementation.milestones (delivery): dateMet", ("implementation", "implementationUpdate")),
    OcdsRow("kpi-report",              BOTH,    "contracts.implementation.metrics: observations", ("implementation", "implementationUpdate")),
    OcdsRow("change-requested",        BOTH,    "contracts.proposedAmendments", ("contractUpdate", "contractUpdate")),
    OcdsRow("contract-varied",         BOTH,    "contracts.amendments: date, description, rationale, value (the new total), period", ("contractAmendment", "contractAmendment")),
    OcdsRow("contract-extended",       BOTH,    "contracts.amendments: date, description, rationale, value, period", ("contractAmendment", "contractAmendment")),
    OcdsRow("breach",                  BOTH,    "contracts.implementation.performanceFailures", ("implementation", "implementationUpdate")),
    OcdsRow("contract-novated",        BOTH,    "contracts.amendments: suppliersAdded, suppliersRemoved", ("contractAmendment", "contractAmendment")),
    OcdsRow("contract-ended",          BOTH,    "contracts: status terminated, period.endDate, terminationRationaleClassifications, finalValue", ("contractTermination", "contractTermination")),
    OcdsRow("abandonment",             BOTH,    "tender.status or tender.lots.status: cancelled, withdrawn, unsuccessful; statusDetails, finalStatusDate", ("tenderCancellation", "tenderCancellation")),
    OcdsRow("award-fell-through",      BOTH,    "awards: status cancelled, statusDetails, finalStatusDate", ("awardCancellation", "awardCancellation")),
    *(OcdsRow(tag, HOME, why) for why, tags in _HOME.items() for tag in tags.split()),
)
# fmt: on

BY_TAG: Final = {row.tag: row for row in ROWS}
BY_KIND: Final = {step.record: BY_TAG[step.tag] for step in STANDARD.steps if step.tag in BY_TAG}
