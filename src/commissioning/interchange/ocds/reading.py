"""OCDS read: each process of a file as a cycle, with what was lost on the way and what it came from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Final, TypeAlias

from commissioning.cycle import Cycle
from commissioning.dates.parsing.cleaning import as_printed
from commissioning.dates.periods import london
from commissioning.errors import FormatError
from commissioning.findings.codes import publishing as codes
from commissioning.findings.finding import Findings
from commissioning.interchange.ocds import awarding, competition, documents, running, seen
from commissioning.interchange.ocds.hand import Facts, Hand, buyers_of, facts_of
from commissioning.process import Process
from commissioning.records import history, kpis, notices, specification, strategy
from commissioning.records.record import WHOLE, Basis, Grounds, Record
from commissioning.stages import Route, Stage
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class Origin(Checked):
    """The releases that a cycle was read from, kept so that it can go out again as it came."""

    ocid: str
    text: str
    """Its releases, oldest first, as JSON: without the contacts of persons, unless they were asked for."""

    @property
    def releases(self) -> tuple[seen.Json, ...]:
        found: list[seen.Json] = json.loads(self.text, parse_float=documents.Number)
        return tuple(found)


@frozen(kw_only=True)
class Imported:
    """One process read from OCDS."""

    cycle: Cycle
    """Judged as the public sees it: its process is `Process.as_published()`."""
    findings: Findings
    """The parts out of order, or not understood. None is refused."""
    losses: seen.Losses
    """Each leaf of the notices that no record holds."""
    origin: Origin


def read(
    source: str | Mapping[str, object] | list[object], *, contacts: bool = False
) -> tuple[Imported, ...]:
    """The processes of an OCDS text, or of what a JSON parser has read, each as a cycle.

    It reads release packages, record packages, records, single releases, lists of them and files with one
    to a line. Releases are grouped by ocid and merged; a cycle holds what the merged states say, never more.
    The contacts of persons are kept in the origin only with `contacts`. Raises `FormatError` where the text
    is no JSON or holds no release.
    """
    groups = seen.by_process(documents.releases_in(source))
    if "" in groups:
        raise FormatError(
            "the OCDS file", ("a release has no `ocid`, so it belongs to no process",)
        )
    try:
        return tuple(
            each for ocid, group in groups.items() for each in _process(ocid, group, contacts)
        )
    except RecursionError:
        raise FormatError("the OCDS file", (documents.TOO_DEEP,)) from None


def read_each(lines: Iterable[str], *, contacts: bool = False) -> Iterator[Imported]:
    """The processes of a file with one release, record or package to a line, each read as it is reached.

    However long the file, only one process is held at a time, so the lines of one process must stand
    together. Raises `FormatError` where a line cannot be read, or a process comes back after another.
    """
    passed: set[str] = set()
    for ocid, group in groupby(_numbered(lines), key=itemgetter(0)):
        (_, number, first), *others = group
        if ocid in passed:
            why = f"{ocid} comes back after another process; sort the file by ocid"
            raise FormatError("the OCDS file", (f"line {number}: {why}",))
        passed.add(ocid)
        yield from read([first, *(release for *_, release in others)], contacts=contacts)


def _numbered(lines: Iterable[str]) -> Iterator[tuple[str, int, seen.Json]]:
    """Each release of some lines, after its ocid and the number of its line."""
    for number, line in enumerate(lines, 1):
        try:
            groups = seen.by_process(documents.releases_in(line)) if line.strip() else {}
        except FormatError as error:
            problems = (f"line {number}: {problem}" for problem in error.problems)
            raise FormatError(error.what, tuple(problems)) from None
        yield from ((ocid, number, each) for ocid, group in groups.items() for each in group)


_Step: TypeAlias = tuple[seen.Json, seen.Told, seen.Json]
"""A release, what it is told by, and the merged state after it."""
_STAYS: Final = ("ocid", "initiationType", "language", "buyer", "parties")
"""The parts of a state that a tender which is begun again need not say anew."""


def _process(ocid: str, releases: tuple[seen.Json, ...], contacts: bool) -> Iterator[Imported]:
    """The procurements of one ocid: one, unless a tender that was given up is begun again."""
    kept = releases if contacts else tuple(map(_without_persons, releases))
    origin = Origin(ocid=ocid, text=json.dumps(kept))
    parts = tuple(_parted(ocid, releases))
    names = (ocid, *(f"{ocid}#{number}" for number in range(2, len(parts) + 1)))
    for part, before, name, after in zip(
        parts, ("", *names), names, (*names[1:], ""), strict=False
    ):
        yield _imported(origin, part, name, before, after)


def _parted(ocid: str, releases: tuple[seen.Json, ...]) -> Iterator[list[_Step]]:
    """The steps of each procurement: a tender notice after the whole was given up begins another."""
    steps, state, ended = list[_Step](), dict[str, object](), False
    for release in releases:
        told, own = _told(ocid, release), seen.Seen(release, seen.Looks()).at("tender")
        if ended and "tender" in told.tags and not competition.given_up(own, told.tags)[0]:
            yield steps
            steps, state = [], {name: state[name] for name in _STAYS if name in state}
        state = seen.merged(state, release)
        steps.append((release, told, state))
        now = seen.Seen(state, seen.Looks()).at("tender")
        ended = WHOLE in competition.given_up(now, told.tags)[1] or (
            ended and competition.COMPETING.isdisjoint(told.tags)
        )
    yield steps


def _imported(
    origin: Origin, steps: list[_Step], reference: str, follows: str, followed_by: str
) -> Imported:
    """One procurement, with the references of those before and after it under the same ocid."""
    releases, told, merged = zip(*steps, strict=True)
    looks, ocid = seen.Looks(), origin.ocid
    last = seen.Seen(merged[-1], looks)
    # The day of the first notice that calls for competition, or its own day of publication.
    calls = (each.on for each in told if not competition.COMPETING.isdisjoint(each.tags))
    commenced = min(filter(None, (*calls, last.at("tender").day("datePublished"))), default=None)
    hand = Hand(ocid, last, facts_of(ocid, last, commenced), followed_by)
    awarding.standings(hand, last)
    agreed = running.kpis(hand, last)
    records = list[Record]()
    for state, each in zip(merged, told, strict=True):
        records += _of_state(hand, seen.Seen(state, looks), each)
    awarding.without_supplier(hand, last)
    records.sort(key=lambda record: record.on)
    first = _brought_forward(hand, agreed, told, records, commenced)
    for name in ("ocid", "initiationType", "language"):
        last.text(name)
    prior = (
        each.text("identifier")
        for each in last.each("relatedProcesses")
        if {"replacementProcess", "prior"} & {*each.texts("relationship")}
    )
    audit = Cycle.audit(
        hand.title or ocid,
        (first, *records),
        buyers=buyers_of(last),
        reference=reference,
        process=Process.standard().as_published(),
        follows=follows or next(prior, ""),
    )
    misread = (
        codes.NOT_UNDERSTOOD.warns(
            f'Field {path} is "{value}", which was left out', remedy="Correct the published notice"
        )
        for path, value in looks.misread.items()
    )
    repeated = (
        codes.NOT_VALID_OCDS.warns(
            f'Field {path} has two items with the id "{identity}", which are read as one',
            remedy="Give each an id of its own",
        )
        for path, identity in dict.fromkeys(
            pair for each in releases for pair in seen.repeated_ids(each)
        )
    )
    return Imported(
        cycle=audit.cycle,
        # The doubts about thirty contracts of one framework are one doubt.
        findings=Findings(dict.fromkeys((*hand.findings, *misread, *repeated, *audit.findings))),
        losses=looks.losses(merged[-1]),
        origin=origin,
    )


def _of_state(hand: Hand, state: seen.Seen, told: seen.Told) -> list[Record]:
    """The records of what a state says first, the acts before the notice that tells them."""
    hand.told, hand.fresh = told, []
    contracts = awarding.changed_contracts(state)
    competition.engagements(hand, state)
    competition.competition(hand, state)
    awarding.awards(hand, state)
    awarding.signatures(hand, state, contracts)
    running.lives(hand, contracts)
    fresh = hand.fresh
    hand.fresh = []
    _notices(hand, state, fresh)
    # What calls for competition comes with its notice, and an award only after it.
    acts = [record for record in fresh if record.on < told.on]
    return [*acts, *hand.fresh, *(record for record in fresh if record.on >= told.on)]


def _told(ocid: str, release: seen.Json) -> seen.Told:
    moment = london(str(release.get("date") or "")) or datetime.fromtimestamp(0, UTC)
    tags = release.get("tag")
    words = tuple(map(str, tags)) if isinstance(tags, list) else (str(tags),) if tags else ()
    if not words or "compiled" in words:
        words = tuple(_tags_of(release))
    identity = as_printed(str(release.get("id") or "")) or as_printed(
        f"{ocid}/{moment.date()}/{'+'.join(words)}"
    )
    return seen.Told(on=moment.date(), at=moment.time(), release=identity, tags=words)


def _tags_of(release: seen.Json) -> Iterator[str]:
    """The tags that a compiled release, which has none of its own, would have had."""
    tender = release.get("tender")
    status = tender.get("status") if isinstance(tender, Mapping) else None
    if release.get("planning") and status in {"planning", "planned", None}:
        yield "planning"
    if isinstance(tender, Mapping) and status not in {"planning", "planned"}:
        yield "tender"
    for section, tag in (("awards", "award"), ("contracts", "contract")):
        if release.get(section):
            yield tag


def _brought_forward(
    hand: Hand,
    agreed: tuple[kpis.Kpi, ...],
    told: tuple[seen.Told, ...],
    records: list[Record],
    commenced: date | None,
) -> history.BroughtForward:
    """The beginning: the earliest day that any notice names, and what is known of the whole."""
    days = [*(each.on for each in told), *(record.on for record in records)]
    on = min([*days, commenced] if commenced else days)
    facts, route = hand.facts, hand.facts.route
    stage, source = _stage(told, route), "; ".join(facts.inferred)
    inferred = Basis(grounds=Grounds.INFERRED, source=source, fields=("facts",)) if source else None
    return history.BroughtForward(
        on=on, stage=stage, because="only what was published is held",
        carries=tuple(_carried(on, facts, agreed)), divided_into=hand.lots,
        route=route if route is not None and stage in route else None, facts=facts.stated,
        commenced_on=commenced if commenced == on else None, basis=(inferred,) if inferred else (),
    )  # fmt: skip


def _stage(told: tuple[seen.Told, ...], route: Route | None) -> Stage:
    first = told[0].tags[0] if told[0].tags else ""
    if first.startswith("planning"):
        return Stage.NEEDS
    direct = route is not None and Stage.EVALUATION not in route
    return Stage.SPECIFICATION if first.startswith("tender") or direct else Stage.EVALUATION


def _carried(on: date, facts: Facts, agreed: tuple[kpis.Kpi, ...]) -> Iterator[Record]:
    grounds = (Basis(grounds=Grounds.INFERRED, source="the notices"),)
    if facts.route is not None:
        yield strategy.ProcurementStrategy(
            on=on, route=facts.route, facts=facts.stated, estimated_value=facts.value,
            under=facts.under, basis=grounds,
        )  # fmt: skip
    if agreed:
        yield specification.ServiceSpecification(
            on=on, status=specification.SpecificationStatus.APPROVED, kpis=agreed, basis=grounds
        )


def _without_persons(value: Any) -> Any:  # noqa: ANN401
    """A copy of a release without the names, e-mails and numbers of persons."""
    if isinstance(value, list):
        return [_without_persons(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    kept = {n: _without_persons(v) for n, v in value.items() if n != "additionalContactPoints"}
    if isinstance(contact := kept.get("contactPoint"), dict):
        kept["contactPoint"] = {n: v for n, v in contact.items() if n not in _OF_PERSONS}
    return kept


_OF_PERSONS: Final = ("name", "email", "telephone", "faxNumber")
_BY_PORTAL: Final = {
    "ocds-b5fd17": {"tender": "CF-opportunity", "award": "CF-award"},
    "ocds-r6ebe6": {"tender": "PCR-contract", "award": "PCR-contract-award"},
    "ocds-kuma6s": {"tender": "PCR-contract", "award": "PCR-contract-award"},
}
"""The notices of the portals that give no code, by the beginning of their ocids and of the tag."""

_OF_AWARDS: Final = {"UK5", "UK6", "CF-award", "PCR-contract-award"}
_OF_CONTRACTS: Final = {"UK7", "UK8", "UK9", "UK10", "UK11"}


def _notices(hand: Hand, state: seen.Seen, fresh: list[Record]) -> None:
    """The notice of a release, about the records that it is the first to tell; none without its code."""
    told = hand.told
    papers = [
        (where.place[:2], document)
        for where in _sections(state)
        for document in where.changed("documents")
        if document.text("id") == told.release
    ]
    coded = [document for _, document in papers if document.has("noticeType")]
    code, url = _by_portal(hand.ocid, told), ""
    if coded:
        code, url = coded[0].text("noticeType"), coded[0].text("url")
    if not code or not hand.is_new(("notice", told.release), code):
        return
    places, every = [place for place, _ in papers], state.each("awards")
    awards = tuple(award for award in every if award.place in places) or every
    if code not in _OF_AWARDS:
        awards = ()
    promised = max((day for award in awards if (day := awarding.standstill(award))), default=None)
    recommended = {hand.recommendations.get(award.text("id"), "") for award in awards}
    about = recommended.pop() if len(recommended) == 1 else ""
    if code == "UK10":
        about = next((each.reference for each in fresh if each.reference), "")
    contracts = [each.text("id") for each in state.each("contracts") if each.place in places]
    signed = [reference for identity in contracts for reference in hand.signed.get(identity, ())]
    reference = hand.reference("notice", told.release)
    again = any(tag.endswith(("Update", "Amendment")) for tag in told.tags) and not any(
        tag.startswith("contract") for tag in told.tags
    )
    first = hand.said.setdefault(("first notice", code), reference)
    hand.add(
        notices.NoticePublished, reference=reference, notice=code, about=about,
        at=told.at.replace(microsecond=0),
        url=url if "://" in url else "",
        contract=signed[0] if code in _OF_CONTRACTS and len(signed) == 1 else "",
        providers=hand.providers(tuple(chain(*(award.each("suppliers") for award in awards)))),
        no_signing_before=promised if promised and promised >= told.on else None,
        direct_award_because=_direct(state) if code == "UK5" else "",
        amends=str(first) if first != reference and again else "",
    )  # fmt: skip


def _sections(state: seen.Seen) -> Iterator[seen.Seen]:
    yield state.at("planning")
    yield state.at("tender")
    yield from state.each("awards")
    for contract in state.each("contracts"):
        yield contract
        yield contract.at("implementation")


def _by_portal(ocid: str, told: seen.Told) -> str:
    codes = _BY_PORTAL.get(ocid[:11], {})
    tags = (tag for tag in told.tags if not tag.endswith("Cancellation"))
    found = (code for tag in tags for begins, code in codes.items() if tag.startswith(begins))
    return next(found, "")


def _direct(state: seen.Seen) -> str:
    tender = state.at("tender")
    grounds = tender.each("procurementMethodRationaleClassifications")
    words = [each.text("description") or each.text("id") for each in grounds]
    return tender.text("procurementMethodRationale") or "; ".join(words)
