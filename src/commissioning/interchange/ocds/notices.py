"""One notice of a cycle as it would be published on a day, and what is still missing from it by law.

The contents of each notice of the Procurement Act are rows of the Procurement Regulations 2024 (SI 2024/692). A
row names a field of the release, what an officer calls it, its provision, and the record that gives it. A field
that no record holds is typed in on the platform, and the notice says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from commissioning.cycle import Cycle
from commissioning.errors import RecordError, written
from commissioning.findings.citation import Citation
from commissioning.findings.codes import publishing as codes
from commissioning.findings.finding import Finding, Findings
from commissioning.interchange.ocds import pages, writing
from commissioning.interchange.ocds.seen import DAY_ENDS, Json
from commissioning.records.notices import NoticePublished
from commissioning.values.frozen import frozen
from commissioning.values.text import Word, did_you_mean, listed

FORCE: Final = date(2025, 2, 24)
"""The day from which the Regulations apply, with the Procurement Act 2023."""


class Where(Word):
    """The notices of a code for which a row is asked: what its procurement must be like."""

    ALWAYS = "always"
    OPEN = "an open procedure"
    STAGED = "a competitive flexible procedure"
    IN_LOTS = "a procurement in lots"
    ABOVE = "at or above the threshold"
    ON_FIGURES = "a notice of performance against indicators"
    ON_FAILURE = "a notice of a breach or a failure to perform"

    def fits(self, release: Json) -> bool:
        """Whether the procurement of a release is like that."""
        tender = release.get("tender")
        held = tender if isinstance(tender, Mapping) else {}
        method, failure = held.get("procurementMethod"), _of_a_failure(release)
        return {
            Where.ALWAYS: True,
            Where.OPEN: method == "open",
            Where.STAGED: method == "selective",
            Where.IN_LOTS: len(held.get("lots", ())) > 1,
            Where.ABOVE: held.get("aboveThreshold") is not False,
            Where.ON_FIGURES: not failure,
            Where.ON_FAILURE: failure,
        }[self]


def _of_a_failure(release: Json) -> bool:
    contracts = _items(release, "contracts")
    return any("performanceFailures" in of.get("implementation", {}) for of in contracts)


@frozen
class Content:
    """One thing that a notice must hold."""

    notices: str
    """The codes of the notices, with spaces between."""
    field: str
    """Its path in a release; `a|b` where either will do, `[]` for every item of a list."""
    words: str
    """Its meaning, in a sentence."""
    source: str
    """The provision of SI 2024/692."""
    record: str = ""
    """The record by which the notice holds it; empty where no record does."""
    where: Where = Where.ALWAYS
    since: date = FORCE
    until: date | None = None
    """The last day on which it was asked for; None while it is."""

    def asked(self, code: str, on: date, release: Json) -> bool:
        """Whether a notice of a code must hold it on a day."""
        in_force = self.since <= on and (self.until is None or on <= self.until)
        return in_force and code in self.notices.split() and self.where.fits(release)


_ALL: Final = "UK1 UK2 UK3 UK4 UK5 UK6 UK7 UK9 UK10 UK11 UK12"
_SUBJECT: Final = "UK1 UK2 UK3 UK4 UK5 UK6 UK7"
_OF_CONTRACTS: Final = "UK7 UK9 UK10 UK11"
_STRATEGY: Final = "Record the procurement strategy with its {}"
_PLAN: Final = 'Record a timetable with the row "{}"'

# fmt: off
CONTENTS: Final = (
    Content(_ALL, "buyer.name", "the name of the authority", "13(a)", "Give the cycle its buyers"),
    Content(_ALL, "parties[].contactPoint.email", "an e-mail and a postal address of the authority", "13(c)"),
    Content(_ALL, "parties[].identifier.id", "the identifiers of the authority and the suppliers", "13(d)"),
    Content(_ALL, "tender.title", "the title of the procurement", "18(2)(b)", "Give the cycle its title"),
    Content(_SUBJECT, "tender.mainProcurementCategory", "whether it is mainly for goods, services or works", "14(1)(a)",
        _STRATEGY.format("facts")),
    Content(_SUBJECT, "tender.description|contracts[].description", "a description of what will be supplied", "14(1)(b)"),
    Content("UK1 UK2 UK3 UK4 UK5 UK6", "tender.contractPeriod|tender.lots[].contractPeriod|contracts[].period",
        "the dates between which it will be supplied", "14(1)(d)", _PLAN.format("Contract term")),
    Content("UK7", "contracts[].period.startDate", "the dates between which it will be supplied", "14(1)(d)",
        "Give the contract its term, or the day it starts on"),
    Content(_SUBJECT, "tender.items[].classification|tender.classification", "the CPV codes", "14(1)(f)"),

    Content("UK1", "tender.communication.futureNoticeDate", "the estimated day of the tender or transparency notice",
        "15(2)(e)", _PLAN.format("Next notice")),

    Content("UK2", "planning.milestones[].dueDate", "the day on which the engagement closes", "17(2)(e)",
        "Record the market engagement"),
    Content("UK2", "planning.milestones[].title", "how suppliers are engaged", "17(2)(f)",
        "Give the market engagement its method"),

    Content("UK3", "tender.communication.futureNoticeDate", "the estimated day of the tender notice", "16(2)(e)",
        _PLAN.format("Next notice")),
    Content("UK3", "tender.tenderPeriod.endDate|tender.expressionOfInterestDeadline",
        "the estimated last day for tenders or requests to participate", "16(2)(f)", _PLAN.format("Tenders due by")),
    Content("UK3", "tender.procurementMethod", "the procedure expected", "16(2)(g)", _STRATEGY.format("route")),
    Content("UK3", "tender.awardPeriod", "the estimated day of the award", "16(2)(i)", _PLAN.format("Award by")),

    Content("UK4", "tender.procurementMethod", "the procedure", "18(2)(d), 19(2)(b)", _STRATEGY.format("route"), Where.ABOVE),
    Content("UK4", "tender.value", "the estimated value", "18(2)(g), 24(2)(e)", _STRATEGY.format("estimated value")),
    Content("UK4", "tender.submissionMethodDetails", "how tenders are submitted", "18(2)(j), 24(2)(f)"),
    Content("UK4", "tender.tenderPeriod.endDate", "the day by which tenders must be submitted", "18(2)(j)",
        "Record the invitation with the deadline for tenders", Where.OPEN),
    Content("UK4", "tender.expressionOfInterestDeadline|tender.tenderPeriod.endDate",
        "the day by which requests to participate or tenders must be submitted", "19(2)(f)",
        "Record the selection questionnaire with its deadline", Where.STAGED),
    Content("UK4", "tender.lots[].awardCriteria", "the award criteria, or a summary of them", "18(2)(k), 24(2)(i)",
        "Record the invitation with its criteria"),
    Content("UK4", "tender.submissionTerms.languages", "the languages of tenders", "18(2)(l)", where=Where.ABOVE),
    Content("UK4", "tender.coveredBy", "whether a trade agreement covers it", "18(2)(m), (n)", where=Where.ABOVE),
    Content("UK4", "tender.lots[].title", "the title of each lot", "18(2)(o)(i)",
        "Give each lot of the specification its title", Where.IN_LOTS),
    Content("UK4", "tender.lots[].value", "the estimated value of each lot", "18(2)(o)(iii)(ee)",
        "Give each lot of the specification its value over the whole term", Where.IN_LOTS),
    Content("UK4", "tender.selectionCriteria", "the conditions of participation", "18(2)(x), 24(2)(j)"),
    Content("UK4", "tender.awardPeriod", "the estimated day of the award", "18(2)(z1)", _PLAN.format("Award by"), Where.ABOVE),

    Content("UK5", "tender.procurementMethodRationaleClassifications", "the ground of the direct award", "26(2)(i)",
        "Record the procurement strategy with the ground of the direct award in its facts"),
    Content("UK5", "tender.procurementMethodRationale", "why the ground of the direct award applies", "26(2)(i)",
        "Give the notice its reason for the direct award"),
    Content("UK5", "awards[].value|tender.value", "the estimated value", "26(2)(q)", "Give the recommendation its value"),
    Content("UK5", "awards[].suppliers", "the suppliers selected, where there are any", "26(2)(u)",
        "Record the award recommendation"),

    Content("UK6", "awards[].suppliers", "the suppliers awarded the contract", "27(2)(e)", "Record the award recommendation"),
    Content("UK6", "awards[].date", "the day of the decision to award", "27(2)(f)", "Record the award recommendation"),
    Content("UK6", "awards[].assessmentSummariesDateSent", "the day the assessment summaries were provided", "27(2)(l)",
        "Record the intention to award on the day the summaries were sent"),
    Content("UK6", "awards[].value", "the estimated value", "27(2)(m)", "Give the recommendation its value"),
    Content("UK6", "bids.statistics[].value", "the number of tenders submitted", "27(2)(n), (o)",
        "Record the tenders received"),
    Content("UK6", "awards[].standstillPeriod.endDate", "the last day of the standstill", "27(2)(s)",
        "Say in the intention to award the day before which nothing is signed"),

    Content(_OF_CONTRACTS, "awards[].suppliers", "the suppliers", "32(2)(g), 39(4)(f), 40(2)(e), 41(2)(d)",
        "Record the contract as signed"),
    Content("UK7", "contracts[].value", "the estimated value", "32(2)(k), 36(2)(i)", "Give the contract its value"),
    Content("UK7", "contracts[].dateSigned", "the day it was entered into", "32(2)(l), 36(2)(j)",
        "Record the contract as signed"),
    Content("UK7", "contracts[].agreedMetrics|contracts[].noAgreedMetricsRationale",
        "the three most material indicators, or why none is set", "32(2)(r), (s)",
        "Give the specification its KPIs", Where.ABOVE),

    Content("UK9", "contracts[].implementation.metrics[].title", "the indicators assessed", "39(4)(d)",
        "Record the KPI return", Where.ON_FIGURES),
    Content("UK9", "contracts[].implementation.metrics[].observations[].measureClassification",
        "the rating of each indicator: good to inadequate, or other", "39(4)(g), (5)",
        "Give each KPI its targets and margins, by which its figures are rated", Where.ON_FIGURES),
    Content("UK9", "contracts[].implementation.metrics[].observations[].period", "the period assessed", "39(4)(h)",
        "Record the KPI return", Where.ON_FIGURES),
    Content("UK9", "contracts[].implementation.performanceFailures[].description",
        "the nature of the breach or failure", "39(7)(k)", "Record the breach", Where.ON_FAILURE),
    Content("UK9", "contracts[].implementation.performanceFailures[].decisionDate",
        "the day on which the supplier was found not to have improved, or the breach had its result", "39(7)(h), (i)",
        where=Where.ON_FAILURE),

    Content("UK10", "contracts[].amendments[].rationaleClassifications", "the ground that permits the change", "40(2)(f)",
        "Give the variation its ground"),
    Content("UK10", "contracts[].amendments[].rationale|contracts[].amendments[].description",
        "why the change falls within the ground", "40(2)(g)", "Say in the variation why the change is allowed"),
    Content("UK10", "contracts[].amendments[].value|contracts[].amendments[].period",
        "the change to the value or the term", "40(2)(h)", "Give the variation its change of value, or its new end"),
    Content("UK10", "contracts[].amendments[].date", "the estimated day of the change", "40(2)(j)", "Record the variation"),

    Content("UK11", "contracts[].terminationRationaleClassifications", "why the contract ended", "41(2)(e)",
        "Record the end of the contract"),
    Content("UK11", "contracts[].period.endDate", "the day it ended", "41(2)(f)", "Record the end of the contract"),
    Content("UK11", "contracts[].value", "the estimated value", "41(2)(g)", "Give the contract its value"),

    Content("UK12", "tender.statusDetails", "the statement that no award will be made", "37(2)(d)", "Record the abandonment"),
    Content("UK12", "tender.finalStatusDate", "the day of that decision", "37(2)(e)", "Record the abandonment"),
)  # fmt: skip
"""Every row. Provisions for frameworks (20 and 33), utilities and full details of an excluded supplier are left to
the platform's own form."""
# fmt: on

WITHOUT_A_BODY: Final[Mapping[str, str]] = {
    "UK8": "the contract payment notice, tells of invoices, which no record holds",
    "UK13": "the dynamic market intention notice, is not a release of a procurement",
    "UK14": "the dynamic market establishment notice, is not a release of a procurement",
    "UK15": "the dynamic market modification notice, is not a release of a procurement",
    "UK16": "the dynamic market cessation notice, is not a release of a procurement",
    "UK17": "the payments compliance notice, is about an authority and not about a procurement",
}
"""The notices that no release is made for, with the reason."""
_KNOWN = tuple(dict.fromkeys(code for row in CONTENTS for code in row.notices.split()))


@frozen(kw_only=True)
class DraftNotice:
    """A notice to be published: its body, and what is still missing."""

    code: str
    """The number of the notice: "UK4"."""
    release: Json
    """Its body, as a release: the state of the procurement on the day, with what the notice tells."""
    findings: Findings
    """The contents that the law asks for and the body does not hold."""


def notice(cycle: Cycle, code: str, on: date, contract: str = "", because: str = "") -> DraftNotice:
    """The notice of a code as it would be published on a day, with a finding for all that is missing from it.

    `contract` is the reference of the contract that a notice from UK7 on is about, and `because` the ground
    of a direct award for UK5. Nothing is recorded. What a notice must hold is in the Procurement Regulations
    2024; notices of other laws are written by `releases`. Raises `RecordError` for a code that has no body in
    OCDS, and for a day before those Regulations.
    """
    if problem := _problem(code, on):
        raise RecordError("notice", (problem,))
    seen = cycle.as_of(on)
    draft = NoticePublished(
        on=on,
        at=DAY_ENDS,  # after all that the day holds
        reference=f"{code}-{on}",
        notice=code,
        contract=contract,
        direct_award_because=because,
    )
    made = {
        each["id"]: each
        for each in writing.releases_on(pages.Page(seen, writing.ocid_of(cycle)), (draft,))
    }
    release = _about(made[draft.reference], contract)
    missing = (
        row
        for row in CONTENTS
        if row.asked(code, on, release)
        and not any(_has(release, path.split(".")) for path in row.field.split("|"))
    )
    return DraftNotice(
        code=code, release=release, findings=Findings(_missing(code, row) for row in missing)
    )


def _problem(code: str, on: date) -> str:
    if why := WITHOUT_A_BODY.get(code):
        return f"code: {code}, {why}, so OCDS cannot hold it; enter it on the platform"
    if code not in _KNOWN:
        hint = did_you_mean(code, _KNOWN) or f"; give one of {listed(_KNOWN, 'or')}"
        return f"code: {code} is not a notice whose contents are held here{hint}"
    if on < FORCE:
        return (
            f"on: {written(on)} is before {written(FORCE)}, from which the Procurement Regulations 2024 "
            "apply; write the notices of older laws with `ocds.releases`"
        )
    return ""


def _about(release: Json, contract: str) -> Json:
    """The release with the contract that a notice is about, and its award, without the others."""
    if not contract:
        return release
    contracts = [each for each in _items(release, "contracts") if each["id"] == contract]
    awarded = {each.get("awardID") for each in contracts}
    awards = [each for each in _items(release, "awards") if each["id"] in awarded]
    named = {"contracts": contracts, "awards": awards}
    kept = {name: value for name, value in release.items() if name not in named}
    return kept | {name: items for name, items in named.items() if items}


def _items(release: Json, name: str) -> list[dict[str, Any]]:
    items = release.get(name)
    return items if isinstance(items, list) else []


def _missing(code: str, row: Content) -> Finding:
    several = "s" if "," in row.source else ""
    return codes.NOTICE_INCOMPLETE.warns(
        f"The {code} notice does not state {row.words}",
        source=Citation("Procurement Regulations 2024", f"regulation{several} {row.source}"),
        remedy=row.record or "Enter it on the platform; no record holds it",
        about=row.field,
    )


def _has(value: object, path: list[str]) -> bool:
    if not path:
        return value not in (None, "", [], {})
    name, rest = path[0], path[1:]
    inner = value.get(name.removesuffix("[]")) if isinstance(value, Mapping) else None
    if name.endswith("[]"):
        items = inner if isinstance(inner, list) else []
        return bool(items) and all(_has(item, rest) for item in items)
    return inner is not None and _has(inner, rest)
