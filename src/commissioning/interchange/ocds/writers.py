"""The writers: one for each kind of record that OCDS has a place for, which adds it to the state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from commissioning.interchange.ocds import competition, running, seen
from commissioning.interchange.ocds.pages import (
    Page,
    classified,
    deadline,
    filled,
    last_moment,
    moment,
    period,
)
from commissioning.records import (
    approval,
    award,
    contract,
    contract_options,
    ending,
    engagement,
    frameworks,
    live,
    needs,
    selection,
    strategy,
    tender,
    timetable,
)
from commissioning.records.criteria import Criterion, CriterionKind
from commissioning.records.record import Record
from commissioning.values import money, scales, text

_STATUS: Final = {
    **{why: status for status, why in competition.STOPPED.items()},
    ending.AbandonmentReason.NO_TENDERS: "unsuccessful",
}
_ENDINGS: Final = {how: code for code, how in running.ENDINGS.items()}
_PLANNED: Final = {
    **{what: (section, name) for section, name, what, _ in competition.PLANNED},
    competition.DUE: ("tenderPeriod", "endDate"),
}


def _planning(page: Page) -> dict[str, Any]:
    page.section("tender").setdefault("status", "planning")
    return page.section("planning")


def _needs_assessed(page: Page, record: needs.NeedsAssessment) -> None:
    _planning(page)["rationale"] = "; ".join(need.words for need in record.needs)


def _engaged(page: Page, record: engagement.MarketEngagement) -> None:
    ends = record.period.ends_on if record.period else record.on
    page.item(
        _planning(page), "milestones", type="engagement",
        title=record.method or "Market engagement", dueDate=last_moment(ends),
    )  # fmt: skip


def _approved(page: Page, record: approval.ApprovalToProcure) -> None:
    page.item(
        _planning(page), "milestones",
        type="approval", title="Approval to procure", status="met", dateMet=moment(record.on),
    )  # fmt: skip


def _succeeded(page: Page, record: strategy.BuyerSucceeded) -> None:
    for authority in record.becomes:
        reference = page.party(authority.reference, "buyer", authority.name)
        if page.section("buyer").get("id") in record.was:
            page.state["buyer"] = reference


def _selected(page: Page, record: selection.SelectionQuestionnaire) -> None:
    due = record.responses_due_by
    page.tender(record.on).update(filled(expressionOfInterestDeadline=deadline(due) if due else ""))
    if record.most_shortlisted is not None:
        page.section("tender", "secondStage")["maximumCandidates"] = record.most_shortlisted


def _invited(page: Page, record: tender.InvitationToTender) -> None:
    made = page.tender(record.on)
    if record.tenders_due_by is not None:
        page.section("tender", "tenderPeriod")["endDate"] = deadline(record.tenders_due_by)
    if limits := record.lot_limits:
        details = filled(
            maximumLotsBidPerSupplier=limits.most_tendered,
            maximumLotsAwardedPerSupplier=limits.most_awarded,
        )
        made |= filled(lotDetails=details)
    criteria = record.method.criteria if record.method else ()
    if not made.get("lots") and criteria:
        page.item(made, "lots", "1")["status"] = "active"  # criteria hang on lots alone
    twice = {*text.more_than_once(each.title for each in criteria)}
    for lot in made.get("lots", ()):
        rows = [
            _criterion(each, each.title in twice)
            for each in criteria
            if each.lots is None or lot["id"] in each.lots
        ]
        if rows:
            lot["awardCriteria"] = {"criteria": rows}


def _criterion(criterion: Criterion, again: bool) -> dict[str, Any]:
    """A criterion; with its reference if another has its title too, as OCDS allows no item twice."""
    kind = "price" if criterion.kind is CriterionKind.PRICE else "quality"
    name = f"{criterion.title} ({criterion.reference})" if again else criterion.title
    weight = "" if criterion.weight is None else scales.plain(criterion.weight)
    exact = weight.replace(".", "", 1).isdigit()
    numbers = [{"number": float(weight), "weight": "percentageExact"}] if exact else []
    return filled(type=kind, name=name, numbers=numbers, description="" if exact else weight)


def _extended(page: Page, record: tender.DeadlineExtended) -> None:
    page.section("tender", "tenderPeriod")["endDate"] = deadline(record.tenders_due_by)
    tender_ = page.section("tender")
    page.item(tender_, "amendments", date=moment(record.on), rationale=record.because)


def _clarified(page: Page, record: tender.Clarification) -> None:
    if record.answer is None:
        return
    lot = record.lots[0] if record.lots and len(record.lots) == 1 else ""
    page.item(
        page.section("tender"), "enquiries", description=record.question, answer=record.answer,
        dateAnswered=moment(record.on), **filled(relatedLot=lot),
    )  # fmt: skip


def _planned(page: Page, record: timetable.Timetable) -> None:
    for row in record.rows:
        known, window = _PLANNED.get(row.what), row.window
        if row.what == competition.TERM and window.period is not None:
            page.section("tender")["contractPeriod"] = period(window.period)
        elif known and window.latest is not None:
            ends = window.at or (seen.DAY_ENDS if known[1] == "endDate" else None)
            page.section("tender", known[0])[known[1]] = moment(window.latest, ends)


def _announced(page: Page, record: award.AwardRecommendation) -> None:
    """The awards of a recommendation: one where it is for all its lots and providers alike."""
    rows = record.awards
    alike = len(rows) == len({row.lot for row in rows}) * len({row.provider for row in rows}) and (
        len(rows) == 1 or all(row.value is None for row in rows)
    )
    groups = [rows] if alike else [(row,) for row in rows]
    page.tender(record.on, "")
    _replaced(page, record)
    for number, group in enumerate(groups, 1):
        # The first has the reference, which is then the same when it is read and written again.
        identity = f"{record.reference}/{number}" if number > 1 else record.reference
        _awarded(page, record, group, identity)
    asked = [lot.reference for lot in page.lots(record.on)] or ["whole"]
    received = page.cycle.every(tender.TenderReceived)
    counts = Counter(lot for each in received for lot in filter(each.is_for, asked))
    for lot, count in counts.items():
        of = filled(relatedLot="" if lot == "whole" else lot)
        page.item(
            page.section("bids"), "statistics", f"bids-{lot}", measure="bids", value=count, **of
        )


def _replaced(page: Page, record: award.AwardRecommendation) -> None:
    """The announced awards that another recommendation takes the place of, where no contract was signed."""
    for made in page.awards_of(*record.replaces):
        if made["status"] == "pending":
            lots = made.get("relatedLots", ())
            left = {*lots} - {*(record.lots or lots)}
            gone = _cancelled(record, f"award {record.reference} takes its place")
            made.update({"relatedLots": sorted(left)} if left else gone)


def _awarded(
    page: Page, record: award.AwardRecommendation, group: tuple[award.LotAward, ...], identity: str
) -> None:
    suppliers = dict.fromkeys(row.provider for row in group)
    named = [row.lot for row in group if row.lot != "whole"] or record.lots or ()
    stated = filled(relatedLots=list(dict.fromkeys(named)), value=page.money(group[0].value))
    made = page.item(page.state, "awards", identity, date=moment(record.on), **stated)
    made.setdefault("status", "pending")
    made["suppliers"] = [page.party(provider, "supplier") for provider in suppliers]
    for provider in suppliers:
        page.award_ids[record.reference, provider] = identity


def _joined(page: Page, record: frameworks.MembershipChanged) -> None:
    """The award of a supplier that joins; a change of what is a membership already has no place."""
    made = page.item(page.state, "awards", record.reference, date=moment(record.on))
    made |= filled(status="active", relatedLots=list(record.lots or ()))
    made["suppliers"] = [page.party(record.provider, "supplier")]
    page.award_ids["", record.provider] = made["id"]


def _told(page: Page, record: award.IntentionToAward) -> None:
    day = record.no_signing_before
    ends = {"endDate": last_moment(day - timedelta(days=1))} if day else {}
    for made in page.awards_of(record.recommendation):
        made.update(assessmentSummariesDateSent=moment(record.on), **filled(standstillPeriod=ends))
    for bidder in record.told:
        page.party(bidder, "tenderer")


def _signed(page: Page, record: contract.ContractSigned) -> None:
    page.tender(record.on, "")
    made = page.contract(record.reference)
    named = record.recommendations or ("",)
    ids = [page.award_ids.get((each, record.provider)) for each in named]
    awarded = next((identity for identity in ids if identity), record.reference)
    of_award = page.item(page.state, "awards", awarded)
    supplier = page.party(record.provider, "supplier")
    of_award.setdefault("suppliers", [supplier])
    of_award["status"] = "active"
    made |= {"awardID": awarded, "status": "active", "dateSigned": moment(record.on)}
    starts = {"startDate": moment(record.starts_on)} if record.starts_on else {}
    metrics = [
        {"id": kpi.reference, "title": kpi.title, "description": kpi.numerator}
        for kpi in page.kpis(record.on)
    ]
    made |= filled(
        suppliers=[supplier] if len(of_award["suppliers"]) > 1 else [],
        title=record.title,
        description=record.description,
        period=period(record.term) if record.term else starts,
        hasRenewal=bool(record.extension_options) or None,
        renewal=_renewal(record.extension_options),
        agreedMetrics=metrics,
        items=[{"id": lot, "relatedLot": lot} for lot in record.lots or ()],
    )
    if record.value is not None:
        made["value"] = page.money(record.value)
        page.totals[record.reference] = record.value
    if record.supplier is not None:
        _standing(page.item(page.state, "parties", record.provider), record.supplier)


def _renewal(options: tuple[contract_options.ExtensionOption, ...]) -> dict[str, Any]:
    lengths = {each.years * 12 + each.months for each in options}
    # Options of several lengths have only words.
    span = {"durationInMonths": lengths.pop()} if len(lengths) == 1 else {}
    words = ", then ".join(map(str, options))
    return filled(maximumRenewals=len(options) or None, description=words, period=span)


def _standing(party: dict[str, Any], standing: contract.SupplierStanding) -> None:
    scale = {True: "sme", False: "large", None: None}[standing.small_or_medium]
    stated = filled(scale=scale, vcse=standing.voluntary_or_community)
    party |= filled(details={**party.get("details", {}), **stated})


def _live_from(page: Page, record: live.GoLive) -> None:
    for reference in record.contracts:
        done = page.contract(reference).setdefault("implementation", {})
        page.item(
            done, "milestones", "go-live",
            type="delivery", title="Start of the service", status="met", dateMet=moment(record.on),
        )  # fmt: skip


def _returned(page: Page, record: live.KpiReport) -> None:
    """The value of each indicator. The counts behind it stay here: a small one points to a person."""
    done = page.contract(record.contract).setdefault("implementation", {})
    kpis = {kpi.reference: kpi for kpi in page.kpis(record.on)}
    span = f"{record.period.starts_on}/{record.period.ends_on}"
    for measured in record.measurements:
        kpi = kpis.get(measured.kpi)
        value = kpi.value_of(measured) if kpi else None
        rating = page.rating(record, measured, kpi)
        shown = scales.plain(measured.value) if measured.value is not None else None
        if shown is None and value is not None and kpi is not None and kpi.denominator:
            shown = f"{float(value):.4f}".rstrip("0").rstrip(".")
        made = page.item(done, "metrics", measured.kpi, title=kpi.title if kpi else measured.kpi)
        told = filled(measure=shown, notes="" if shown else measured.missing_because)
        told |= filled(measureClassification=next(iter(classified(running.RATINGS, rating)), None))
        identity = f"{measured.kpi}/{span}"
        page.item(made, "observations", identity, period=period(record.period), **told)


def _requested(page: Page, record: contract.ChangeRequested) -> None:
    page.item(
        page.contract(record.contract), "proposedAmendments", record.reference,
        date=moment(record.on), description=record.what,
    )  # fmt: skip


_Amending = contract.ContractVaried | contract.ContractExtended | contract.ContractNovated


def _amendment(page: Page, record: _Amending, **fields: object) -> None:
    of = page.contract(record.contract)
    identity = record.reference or f"{record.contract}/{len(of.get('amendments', ())) + 1}"
    page.item(of, "amendments", identity, date=moment(record.on), **filled(**fields))


def _total(page: Page, reference: str, change: money.Money | None) -> dict[str, Any]:
    """The new total, where the value before is known on the same basis."""
    before = page.totals.get(reference)
    if change is None or before is None or not before.is_on_the_basis_of(change):
        return {}
    page.totals[reference] = before + change
    return page.money(page.totals[reference])


def _varied(page: Page, record: contract.ContractVaried) -> None:
    ends = {"endDate": last_moment(record.new_end)} if record.new_end else {}
    _amendment(
        page, record, description=record.what, rationale=record.because, period=ends,
        rationaleClassifications=classified(running.GROUNDS, record.ground),
        value=_total(page, record.contract, record.value_change),
    )  # fmt: skip


def _prolonged(page: Page, record: contract.ContractExtended) -> None:
    _amendment(
        page, record, description=f"Extension option {record.option} is taken up",
        rationale=record.because, value=_total(page, record.contract, record.value),
        period={"endDate": last_moment(record.period.ends_on)},
    )  # fmt: skip


def _novated(page: Page, record: contract.ContractNovated) -> None:
    _amendment(
        page, record, rationale=record.because,
        suppliersAdded=[page.party(record.to_provider, "supplier")],
        suppliersRemoved=[page.party(record.from_provider, "supplier")],
    )  # fmt: skip


def _failed(page: Page, record: live.BreachRecorded) -> None:
    done = page.contract(record.contract).setdefault("implementation", {})
    page.item(
        done, "performanceFailures", record.reference,
        description=record.what, period={"startDate": moment(record.on)},
    )  # fmt: skip


def _ended(page: Page, record: ending.ContractEnded) -> None:
    made = page.contract(record.contract)
    code, words = _ENDINGS.get(record.how, "other"), record.because or record.how.value
    made |= {
        "status": "terminated",
        "period": {**made.get("period", {}), "endDate": last_moment(record.on)},
        "terminationRationaleClassifications": [{"id": code, "description": words}],
        **filled(finalValue=page.money(record.final_cost)),
    }


def _abandoned(page: Page, record: ending.Abandonment) -> None:
    status = "cancelled" if record.reason is None else _STATUS.get(record.reason, "cancelled")
    made = page.tender(record.on)
    for lot in made.get("lots", ()):
        if record.lots is None or lot["id"] in record.lots:
            lot["status"] = status
    made |= {"statusDetails": record.because, "finalStatusDate": moment(record.on)}
    made |= filled(status=status if record.lots is None else "")


def _fell(page: Page, record: ending.AwardFellThrough) -> None:
    if identity := page.award_ids.get((record.recommendation, record.provider)):
        page.item(page.state, "awards", identity, **_cancelled(record, record.because))


def _cancelled(record: Record, because: str) -> dict[str, Any]:
    """The status of an award that a record takes back."""
    return {"status": "cancelled", "statusDetails": because, "finalStatusDate": moment(record.on)}


WRITERS: Final[Mapping[type[Record], Callable[[Page, Any], None]]] = {
    needs.NeedsAssessment: _needs_assessed,
    engagement.MarketEngagement: _engaged,
    approval.ApprovalToProcure: _approved,
    strategy.BuyerSucceeded: _succeeded,
    selection.SelectionQuestionnaire: _selected,
    tender.InvitationToTender: _invited,
    tender.DeadlineExtended: _extended,
    tender.Clarification: _clarified,
    timetable.Timetable: _planned,
    award.AwardRecommendation: _announced,
    frameworks.MembershipChanged: _joined,
    award.IntentionToAward: _told,
    contract.ContractSigned: _signed,
    live.GoLive: _live_from,
    live.KpiReport: _returned,
    contract.ChangeRequested: _requested,
    contract.ContractVaried: _varied,
    contract.ContractExtended: _prolonged,
    contract.ContractNovated: _novated,
    live.BreachRecorded: _failed,
    ending.ContractEnded: _ended,
    ending.Abandonment: _abandoned,
    ending.AwardFellThrough: _fell,
}
"""The writer of each kind of record that makes a release, or adds to one."""
