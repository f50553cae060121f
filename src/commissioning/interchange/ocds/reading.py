"""OCDS read: each process of a file as a cycle, with what was lost on the way and what it came from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import date, datetime, time
from typing import Final

from commissioning.cycle import Cycle
from commissioning.errors import FormatError
from commissioning.findings.codes import publishing as codes
from commissioning.findings.finding import Finding, Findings
from commissioning.interchange.ocds import announcing, awarding, competition, running
from commissioning.interchange.ocds.documents import Number, releases_in
from commissioning.interchange.ocds.facts import Facts, facts_of
from commissioning.interchange.ocds.hand import Hand, buyers_of
from commissioning.interchange.ocds.merging import by_process, states
from commissioning.interchange.ocds.seen import Json, Looks, Losses, Seen, Told, london
from commissioning.process import Process
from commissioning.records.history import BroughtForward
from commissioning.records.record import Basis, Grounds, Record
from commissioning.records.specification import ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import ProcurementStrategy
from commissioning.stages import Route, Stage
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen

_OF_A_PERSON: Final = ("name", "email", "telephone", "faxNumber")
_COMPETING: Final = ("tender", "tenderUpdate", "tenderAmendment")


@frozen(kw_only=True)
class Origin(Checked):
    """The releases that a cycle was read from, kept so that it can go out again as it came."""

    ocid: str
    text: str
    """Its releases, oldest first, as JSON: without the contacts of persons, unless they were asked for."""

    @property
    def releases(self) -> tuple[Json, ...]:
        found: list[Json] = json.loads(self.text, parse_float=Number)
        return tuple(found)


@frozen(kw_only=True)
class Imported:
    """One process read from OCDS."""

    cycle: Cycle
    """Judged as the public sees it: its process is `Process.as_published()`."""
    findings: Findings
    """The parts out of order, or not understood. None is refused."""
    losses: Losses
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
    groups = by_process(releases_in(source))
    if "" in groups:
        raise FormatError(
            "the OCDS file", ("a release has no `ocid`, so it belongs to no process",)
        )
    return tuple(_imported(ocid, group, contacts) for ocid, group in groups.items())


def read_each(lines: Iterable[str], *, contacts: bool = False) -> Iterator[Imported]:
    """The processes of a file with one release, record or package to a line, each read as it is reached.

    However long the file, only one process is held at a time, so the lines of one process must stand
    together. Raises `FormatError` where a line cannot be read, or a process comes back after another.
    """
    seen: set[str] = set()
    held: list[object] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        groups = by_process(_releases_of(line, number))
        for ocid, group in groups.items():
            if held and ocid != _ocid(held[0]):
                yield from read(held, contacts=contacts)
                held = []
            if not held and ocid in seen:
                why = (
                    f"line {number}: {ocid} comes back after another process; sort the file by ocid"
                )
                raise FormatError("the OCDS file", (why,))
            seen.add(ocid)
            held.extend(group)
    if held:
        yield from read(held, contacts=contacts)


def _releases_of(line: str, number: int) -> tuple[Json, ...]:
    try:
        return releases_in(line)
    except FormatError as error:
        raise FormatError(
            error.what, tuple(f"line {number}: {p}" for p in error.problems)
        ) from None


def _ocid(release: object) -> str:
    return str(release.get("ocid") or "") if isinstance(release, Mapping) else ""


def _imported(ocid: str, releases: tuple[Json, ...], contacts: bool) -> Imported:
    kept = releases if contacts else tuple(map(_without_persons, deepcopy(releases)))
    looks = Looks()
    merged = tuple(states(releases))
    last = Seen(merged[-1], looks)
    told = tuple(_told(ocid, release) for release in releases)
    facts = facts_of(ocid, last, _commenced(last, told))
    hand = Hand(ocid, last, facts)
    awarding.standings(hand, last)
    records = list[Record]()
    for state, each in zip(merged, told, strict=True):
        records += _of_state(hand, Seen(state, looks), each)
    records.sort(key=lambda record: record.on)
    first = _brought_forward(hand, last, told, records)
    tender = last.at("tender")
    title = tender.text("title") or last.text("title") or ocid
    for name in ("ocid", "initiationType", "language"):
        last.text(name)
    audit = Cycle.audit(
        title,
        (first, *records),
        buyers=buyers_of(last),
        reference=ocid,
        process=Process.standard().as_published(),
        follows=_follows(last),
    )
    return Imported(
        cycle=audit.cycle,
        findings=Findings((*hand.findings, *_misread(looks), *audit.findings)),
        losses=looks.losses(merged[-1]),
        origin=Origin(ocid=ocid, text=json.dumps(kept, ensure_ascii=False)),
    )


def _of_state(hand: Hand, state: Seen, told: Told) -> list[Record]:
    """The records of what a state says first, the acts before the notice that tells them."""
    hand.told, hand.fresh = told, []
    competition.engagements(hand, state)
    competition.competition(hand, state)
    awarding.awards(hand, state)
    awarding.signatures(hand, state)
    running.lives(hand, state)
    fresh = hand.fresh
    hand.fresh = []
    announcing.notices(hand, state, fresh)
    # What calls for competition comes with its notice, and an award only after it.
    acts = [record for record in fresh if record.on < told.on]
    return [*acts, *hand.fresh, *(record for record in fresh if record.on >= told.on)]


def _told(ocid: str, release: Json) -> Told:
    moment = london(str(release.get("date") or "")) or datetime.combine(date(1970, 1, 1), time(0))
    tags = release.get("tag")
    words = tuple(map(str, tags)) if isinstance(tags, list) else (str(tags),) if tags else ()
    if not words or "compiled" in words:
        words = tuple(_tags_of(release))
    identity = str(release.get("id") or "") or f"{ocid}/{moment.date()}/{'+'.join(words)}"
    return Told(on=moment.date(), at=moment.time(), release=identity, tags=words)


def _tags_of(release: Json) -> Iterator[str]:
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


def _commenced(last: Seen, told: tuple[Told, ...]) -> date | None:
    """The day of the first notice that calls for competition, or its own day of publication."""
    published = last.at("tender").day("datePublished")
    calls = [each.on for each in told if any(tag in _COMPETING for tag in each.tags)]
    days = [*calls, *([published] if published else [])]
    return min(days) if days else None


def _brought_forward(
    hand: Hand, last: Seen, told: tuple[Told, ...], records: list[Record]
) -> BroughtForward:
    """The beginning: the earliest day that any notice names, and what is known of the whole."""
    commenced = _commenced(last, told)
    days = [*(each.on for each in told), *(record.on for record in records)]
    on = min([*days, commenced] if commenced else days)
    facts, route = hand.facts, hand.facts.route
    stage = _stage(told, route)
    if route is not None and stage not in route:
        route = None
    return BroughtForward(
        on=on,
        stage=stage,
        because="only what was published is held",
        carries=tuple(_carried(on, facts, last)),
        divided_into=hand.lots,
        route=route,
        facts=facts.stated,
        commenced_on=commenced if commenced == on else None,
        basis=facts.basis,
    )


def _stage(told: tuple[Told, ...], route: Route | None) -> Stage:
    first = told[0].tags[0] if told[0].tags else ""
    if first.startswith("planning"):
        return Stage.NEEDS
    direct = route is not None and Stage.EVALUATION not in route
    if first.startswith("tender") or direct:
        return Stage.SPECIFICATION
    return Stage.EVALUATION


def _carried(on: date, facts: Facts, last: Seen) -> Iterator[Record]:
    """The strategy and the specification, as far as notices tell them."""
    grounds = (Basis(grounds=Grounds.INFERRED, source="the notices"),)
    if facts.route is not None:
        yield ProcurementStrategy(
            on=on,
            route=facts.route,
            facts=facts.stated,
            estimated_value=facts.value,
            under=facts.under,
            basis=grounds,
        )
    if agreed := running.kpis(last):
        yield ServiceSpecification(
            on=on, status=SpecificationStatus.APPROVED, kpis=agreed, basis=grounds
        )


def _follows(last: Seen) -> str:
    for related in last.each("relatedProcesses"):
        if {"replacementProcess", "prior"} & {*related.texts("relationship")}:
            return related.text("identifier")
    return ""


def _misread(looks: Looks) -> Iterator[Finding]:
    for path, value in looks.misread.items():
        yield codes.NOT_UNDERSTOOD.warns(
            f'Field {path} is "{value}", which was left out', remedy="Correct the published notice"
        )


def _without_persons(value: Json) -> Json:
    """The releases without the names, e-mails and numbers of persons."""
    for name, inner in value.items():
        if name == "contactPoint" and isinstance(inner, dict):
            for private in _OF_A_PERSON:
                inner.pop(private, None)
        elif name == "additionalContactPoints":
            value[name] = []
        elif isinstance(inner, dict):
            _without_persons(inner)
        elif isinstance(inner, list):
            for item in inner:
                if isinstance(item, dict):
                    _without_persons(item)
    return value
