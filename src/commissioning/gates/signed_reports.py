"""Reports to those who decide: signed as they are, with the opinions asked for, and not sent back."""

from __future__ import annotations

from commissioning.errors import written
from commissioning.findings.codes import decisions as codes
from commissioning.gates.case import Case, Found, check
from commissioning.gates.powers import row_relied_on
from commissioning.ledger.manifests import manifest_digest
from commissioning.records.approval import Approval, HowNotApproved, NotApproved
from commissioning.records.report_issued import OpinionGiven, ReportIssued, ReportSigned, Stance
from commissioning.values.text import listed, numbered


@check(ReportIssued, codes.REPORT_CHANGED)
def manifest_is_of_these_records(case: Case, report: ReportIssued) -> Found:
    """The digest of what a report rests on is that of the records named."""
    held = [name for name in report.manifest if case.ledger.entry_named(name)]
    if len(held) < len(report.manifest) or not report.manifest_digest:
        return  # that a record is not there is said already
    if manifest_digest(case.ledger, report.manifest) != report.manifest_digest:
        yield codes.REPORT_CHANGED(
            f"The records that report {report.reference} rests on are not as they "
            "were when its manifest was made: they have another digest",
            remedy="Make the manifest again from the records, and say what changed",
            about=report.reference,
        )


@check(ReportSigned, codes.REPORT_CHANGED)
def signature_is_of_this_version(case: Case, signed: ReportSigned) -> Found:
    """A signature is of the report as it was issued, in its last version."""
    yield from _of_this_version(case, signed, f"{signed.signatory} signed")


@check(OpinionGiven, codes.REPORT_CHANGED)
def opinion_is_of_this_version(case: Case, opinion: OpinionGiven) -> Found:
    """An opinion is on the report as it was issued, in its last version."""
    yield from _of_this_version(case, opinion, f"The {opinion.office} opinion is on")


def _of_this_version(case: Case, read: ReportSigned | OpinionGiven, subject: str) -> Found:
    report = _report(case, read.report)
    if report is None:
        return
    newer = _replaced_by(case, report)
    if newer is not None:
        yield codes.REPORT_CHANGED(
            f"{subject} version {report.version} of report {report.reference}, which version "
            f"{newer.version} ({newer.reference}) replaced on {written(newer.on)}",
            remedy=f"Record it for report {newer.reference}",
            about=report.reference,
        )
    elif read.digest != report.digest:
        yield codes.REPORT_CHANGED(
            f"{subject} another text than report {report.reference} as issued: the digests differ",
            remedy="Check which file was read, and record the digest of that version",
            about=report.reference,
        )


@check(
    Approval, codes.REPORT_CHANGED, codes.REPORT_RETURNED, codes.REPORT_UNSIGNED, codes.CONCERN_OPEN
)
def report_is_ready_to_decide_on(case: Case, approval: Approval) -> Found:
    """The report decided on is the last version, was not sent back, and all have signed it as it is."""
    report = _report(case, approval.report)
    if report is None:
        return
    yield from _returned(case, report)
    newer = _replaced_by(case, report)
    if newer is not None:
        yield codes.REPORT_CHANGED(
            f"Report {report.reference} is version {report.version}; version {newer.version} "
            f"({newer.reference}) replaced it on {written(newer.on)}",
            remedy=f"Decide on report {newer.reference}",
            about=report.reference,
        )
        return
    for signed in case.ledger.naming(ReportSigned, report.reference):
        if signed.concern:
            yield codes.CONCERN_OPEN(
                f"{signed.signatory} has a concern about report {report.reference} ({written(signed.on)}): "
                f"{signed.concern}",
                remedy="Issue a new version of the report, and have it signed",
                about=report.reference,
            )
    yield from _unsigned(case, report)


def _unsigned(case: Case, report: ReportIssued) -> Found:
    """The signatures that are missing: not given yet, or given to a version before."""
    signatures = case.ledger.naming(ReportSigned, report.reference)
    by = {s.signatory for s in signatures if s.digest == report.digest and not s.concern}
    missing = tuple(person for person in report.signatories if person not in by)
    earlier = _signed_before(case, report)
    changed = tuple(person for person in missing if person in earlier)
    if changed:
        versions = sorted({earlier[person].version for person in changed})
        yield codes.REPORT_CHANGED(
            f"Report {report.reference} has changed since {listed(changed)} signed "
            f"{numbered('version', map(str, versions))}: version {report.version} has another digest",
            remedy=f"Have version {report.version} signed by {listed(changed)}",
            about=report.reference,
        )
    unsigned = tuple(person for person in missing if person not in earlier)
    if unsigned:
        yield codes.REPORT_UNSIGNED(
            f"Report {report.reference} is not signed by {listed(unsigned)}",
            remedy=f"Have it signed by {listed(unsigned)}",
            about=report.reference,
        )


def _signed_before(case: Case, report: ReportIssued) -> dict[str, ReportIssued]:
    """Those who signed an earlier version or another text, each with the last version they signed."""
    found: dict[str, ReportIssued] = {}
    version: ReportIssued | None = report
    while version is not None:
        for signed in case.ledger.naming(ReportSigned, version.reference):
            if not signed.concern:
                found.setdefault(signed.signatory, version)
        version = _report(case, version.replaces)
    return found


def _returned(case: Case, report: ReportIssued) -> Found:
    for answer in case.every(NotApproved):
        if answer.report == report.reference and answer.how is not HowNotApproved.DEFERRED:
            asked = "; ".join(answer.asks_for)
            asks = f", with what was asked for: {asked}" if asked else ""
            yield codes.REPORT_RETURNED(
                f"Report {report.reference} was {answer.how.value} by {answer.decided_by} on "
                f"{written(answer.on)} ({answer.because}); its signatures and approvals no longer count",
                remedy=f"Issue a new version of the report{asks}",
                about=report.reference,
            )


@check(Approval, codes.OPINION_OBJECTS)
def objections_are_shown(case: Case, approval: Approval) -> Found:
    """The one who decides sees which office objects to the report."""
    for opinion in _opinions(case, approval):
        if opinion.stance is Stance.OBJECTS:
            yield codes.OPINION_OBJECTS.warns(
                f"The {opinion.office} office objects to report {approval.report} "
                f"({written(opinion.on)}): {opinion.because}",
                remedy="Say in the reasons why it is decided all the same",
                about=approval.report,
            )


@check(Approval, codes.OPINION_MISSING)
def opinions_are_given(case: Case, approval: Approval) -> Found:
    """Every office that the scheme of delegation asks for has given an opinion on the report."""
    row = row_relied_on(case, approval)
    given = {opinion.office.casefold() for opinion in _opinions(case, approval)}
    missing = tuple(o for o in (row.opinions if row else ()) if o.casefold() not in given)
    if row is not None and missing:
        on = f"report {approval.report}" if approval.report else ""
        yield codes.OPINION_MISSING(
            f"Row {row.reference} asks for the {listed(missing)} opinion{'s' if len(missing) > 1 else ''} "
            f"on {on or 'a report, but the decision names no report'}",
            remedy="Record the opinion, with the digest of the report that was read",
            source=case.rules.cite(row) if case.rules is not None else None,
            about=approval.report or None,
        )


def _opinions(case: Case, approval: Approval) -> tuple[OpinionGiven, ...]:
    """The opinions on the report decided on, as it was issued; of each office the last."""
    report = _report(case, approval.report)
    given = case.ledger.naming(OpinionGiven, report.reference) if report is not None else ()
    last = {each.office: each for each in given if report and each.digest == report.digest}
    return tuple(last.values())


def _report(case: Case, reference: str) -> ReportIssued | None:
    return next((each for each in case.every(ReportIssued) if each.reference == reference), None)


def _replaced_by(case: Case, report: ReportIssued) -> ReportIssued | None:
    newer = [each for each in case.every(ReportIssued) if each.replaces == report.reference]
    return (_replaced_by(case, newer[-1]) or newer[-1]) if newer else None
