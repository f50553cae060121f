"""A cycle written as OCDS: a release for each notice or day on which something was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import reduce
from typing import Any, Final

from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.interchange.ocds import documents, mapping, reading, seen, writers
from commissioning.interchange.ocds.pages import Page, filled, moment
from commissioning.records import contract, frameworks, timetable
from commissioning.records.award import AwardRecommendation, IntentionToAward
from commissioning.records.notices import NoticePublished
from commissioning.records.record import Record
from commissioning.values.frozen import frozen
from commissioning.values.text import grouped, of_kind

_TENDERS: Final = ("ssq", "itt", "deadline-extended")
_AWARDED: Final = ("award-recommendation", "contract-signed")
_INTENDED: Final = ("award-recommendation", "intention-to-award")
_CHANGED: Final = ("contract-varied", "contract-extended", "contract-novated", "change-requested")
_NOTICES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "UK1": ("planning", ()),
    "UK2": ("planning", ("market-engagement",)),
    "UK3": ("planning", ()),
    "UK4": ("tender", _TENDERS),
    "UK5": ("award", ("award-recommendation",)),
    "UK6": ("award", _INTENDED),
    "UK7": ("contract", ("contract-signed",)),
    "UK9": ("implementation", ("kpi-report",)),
    "UK9-breach": ("", ("breach",)),
    "UK10": ("contractAmendment", _CHANGED),
    "UK11": ("contractTermination", ("contract-ended",)),
    "UK12": ("tenderCancellation", ("abandonment",)),
    "CF-opportunity": ("tender", _TENDERS),
    "CF-award": ("award", _AWARDED),
    "PCR-contract": ("tender", _TENDERS),
    "PCR-contract-award": ("award", _AWARDED),
    "PCR-modification": ("", ("contract-varied", "contract-novated")),
    "PSR-intention": ("", _INTENDED),
    "PSR-award": ("", ("contract-signed",)),
}
"""The tag of each notice, where the code alone says it, and the kinds of record that the notice tells: they
are public from its day, and not from their own."""
_OTHER: Final[tuple[str, tuple[str, ...]]] = ("", ())
_UPDATED: Final = {"planning", "tender", "award", "contract", "implementation"}
_DOCUMENT: Final = {"planning": "plannedProcurementNotice", "tender": "tenderNotice", "awards": "awardNotice",
    "contracts": "contractNotice", "implementation": "implementationNotice"}  # fmt: skip
# With a number where a tender was begun again under it.
_OCID: Final = re.compile(r"(ocds-[a-z0-9]{6}-.+?)(?:#\d+)?")
_UNREGISTERED: Final = "ocds-000000-"  # tells every reader that no publisher owns the ocid


@frozen
class Event:
    """One publication: its moment, its notice if it is one, and the acts that it tells."""

    on: date
    at: time
    notice: NoticePublished | None
    acts: tuple[Record, ...]


def releases(cycle: Cycle, origin: reading.Origin | None = None) -> tuple[seen.Json, ...]:
    """The releases of a cycle, oldest first, each with the whole state that was public on its day.

    A cycle that was read from OCDS goes out as it came where its `origin` is given: its own releases and,
    for what has been recorded since, further ones laid over the last state of the original. No release
    holds a tenderer or a price before the award is announced, nor ever a mark or a count of people.
    """
    if origin is None:
        return tuple(releases_on(Page(cycle, ocid_of(cycle))))
    every = reading.read(list(origin.releases), contacts=True)
    imported = next((e for e in every if e.cycle.reference == cycle.reference), every[-1])
    if imported.cycle == cycle:
        return origin.releases
    known = releases(imported.cycle)
    new = [release for release in releases(cycle) if release not in known]
    original = reduce(seen.merged, origin.releases, dict[str, object]())
    before = known[-1] if known else {}
    taken = {str(release.get("id")) for release in origin.releases}
    return (
        *origin.releases,
        *(seen.laid_over(original, before, release, taken) for release in new),
    )


def package(*cycles: Cycle, published: str, publisher: str, uri: str) -> seen.Json:
    """A release package of some cycles: `published` is its moment as text, `uri` where it can be had."""
    made = [release for cycle in cycles for release in releases(cycle)]
    return {**_head(published, publisher, uri), "releases": made}


def record_package(*cycles: Cycle, published: str, publisher: str, uri: str) -> seen.Json:
    """A record package of some cycles: of each its releases, and the compiled one."""
    records = [
        {"ocid": ocid_of(cycle), "releases": list(made), "compiledRelease": _compiled(made)}
        for cycle in cycles
        if (made := releases(cycle))
    ]
    return {**_head(published, publisher, uri), "records": records}


def _head(published: str, publisher: str, uri: str) -> seen.Json:
    if not documents.is_moment(published):
        why = f"published: {published!r} is not a moment; write it as 2026-01-31T09:00:00Z"
        raise RecordError("package", (why,))
    return {
        "uri": uri, "version": "1.1", "publishedDate": published, "publisher": {"name": publisher}
    }  # fmt: skip


def written_losses(cycle: Cycle) -> seen.Losses:
    """The losses of its releases: records with no place in OCDS, and fields of which nothing is written."""
    page = Page(cycle, ocid_of(cycle), noting=True)
    for _ in releases_on(page):
        pass
    return page.losses()


def ocid_of(cycle: Cycle) -> str:
    """The ocid of a cycle: its reference where that is one, else one that no publisher owns."""
    if found := _OCID.fullmatch(cycle.reference):
        return found[1]
    words = re.sub(r"[^a-z0-9]+", "-", (cycle.reference or cycle.title).lower()).strip("-")
    return _UNREGISTERED + (words or "cycle")


def _compiled(made: tuple[seen.Json, ...]) -> seen.Json:
    last = reduce(seen.merged, made, dict[str, object]())
    when = made[-1]["date"]
    return {"id": f"{last['ocid']}-{when}", "date": when, "tag": ["compiled"], **last}


def releases_on(page: Page, drafts: tuple[NoticePublished, ...] = ()) -> Iterator[seen.Json]:
    """The releases of the cycle of a page, with those of notices that are not recorded."""
    tagged: set[str] = set()
    for event in _events(page.cycle, drafts):
        page.begin(event.on)
        for act in event.acts:
            writers.WRITERS[type(act)](page, page.noted(act))
        tags = tuple(dict.fromkeys(_tags(event, tagged)))
        identity = _identity(page, event, tags)
        if event.notice is not None:
            _document(page, event.notice, event.acts, identity)
        yield {
            "ocid": page.ocid,
            "id": identity,
            "date": moment(event.on, event.at),
            "tag": list(tags),
            "initiationType": "tender",
            **page.snapshot(),
        }


def _identity(page: Page, event: Event, tags: tuple[str, ...]) -> str:
    if event.notice is not None and event.notice.reference:
        return event.notice.reference
    made = f"{page.ocid}/{event.on}/{'+'.join(tags)}"
    while made in page.told:
        made += "+"
    page.told.add(made)
    return made


def _tags(event: Event, tagged: set[str]) -> Iterator[str]:
    """The tags of a release: of each act, as a first notice or as an update, else of its code."""
    pairs = [row for row in [mapping.BY_KIND[type(act)].tags for act in event.acts] if row]
    if any(isinstance(act, AwardRecommendation) for act in event.acts):
        pairs.append(("award", "awardUpdate"))
    if not pairs and event.notice is not None:
        first = _NOTICES.get(event.notice.notice, _OTHER)[0] or "planning"
        pairs.append((first, f"{first}Update" if first in _UPDATED else first))
    for first, again in pairs or [("tender", "tenderUpdate")]:
        yield again if first in tagged else first
    tagged |= {first for first, _ in pairs}


def _document(page: Page, notice: NoticePublished, acts: tuple[Record, ...], identity: str) -> None:
    noted = page.noted(notice)
    page.facts(notice.on)
    if noted.direct_award_because:
        page.section("tender")["procurementMethodRationale"] = noted.direct_award_because
    for where, kind in _sections(page, notice, acts):
        page.item(
            where, "documents", identity, documentType=_DOCUMENT[kind], noticeType=noted.notice,
            datePublished=moment(noted.on, noted.at), **filled(url=noted.url),
        )  # fmt: skip


def _sections(
    page: Page, notice: NoticePublished, acts: tuple[Record, ...]
) -> Iterator[tuple[dict[str, Any], str]]:
    """The sections that a notice is a document of: the contracts or awards that it is about, else one."""
    tag, _ = _NOTICES.get(notice.notice, _OTHER)
    signed = [act.reference for act in acts if isinstance(act, contract.ContractSigned)]
    named = [page.noted(notice).contract] if notice.contract else signed
    if tag.startswith(("contract", "implementation")) and named:
        for reference in named:
            of = page.contract(reference)
            if tag == "implementation":
                yield of.setdefault("implementation", {}), "implementation"
            else:
                yield of, "contracts"
    elif tag == "award" and page.state.get("awards"):
        about = {act.reference for act in acts if isinstance(act, AwardRecommendation)}
        about |= {act.recommendation for act in acts if isinstance(act, IntentionToAward)}
        yield from ((award, "awards") for award in page.awards_of(*about) or page.items("awards"))
    else:
        section = "planning" if tag.startswith("planning") else "tender"
        yield page.section(section), section


def _events(cycle: Cycle, drafts: tuple[NoticePublished, ...]) -> tuple[Event, ...]:
    """The publications of a cycle in order: each notice with what it tells, and each day without one."""
    notices = [*of_kind(cycle.records, NoticePublished), *drafts]
    carriers = {
        reference: record
        for record in reversed(cycle.records)  # of each recommendation the first
        if isinstance(record, (IntentionToAward, contract.ContractSigned))
        for reference in _recommendations(record)
    }
    acts = (record for record in cycle.records if _is_told(cycle, record))
    found = [(_published_by(act, carriers, notices), act) for act in acts]
    told = grouped((id(by), act) for by, act in found if isinstance(by, NoticePublished))
    alone = grouped((by.on, act) for by, act in found if by and not isinstance(by, NoticePublished))
    events = [Event(each.on, each.at or time(0), each, told.get(id(each), ())) for each in notices]
    events += [Event(day, time(0), None, acts_) for day, acts_ in alone.items()]
    return tuple(_with_plans(cycle, sorted(events, key=lambda event: (event.on, event.at))))


def _is_told(cycle: Cycle, record: Record) -> bool:
    """Whether an act has a place: of the changes of a membership, that a supplier joins those of an award."""
    if isinstance(record, frameworks.MembershipChanged):
        awarded = any(each.on <= record.on for each in cycle.every(AwardRecommendation))
        return awarded and record.how is frameworks.MembershipMove.JOINED
    return type(record) in writers.WRITERS and not isinstance(record, timetable.Timetable)


def _with_plans(cycle: Cycle, events: list[Event]) -> Iterator[Event]:
    """The publications with the timetables held by then: what is planned makes no notice of its own."""
    plans = sorted(cycle.every(timetable.Timetable), key=lambda plan: plan.on)
    for event in events:
        held = [plan for plan in plans if plan.on <= event.on]
        plans = plans[len(held) :]
        yield evolve(event, acts=(*held, *event.acts)) if held else event


def _published_by(
    act: Record, carriers: Mapping[str, Record], notices: list[NoticePublished]
) -> Record | None:
    """The record by which an act is public: its notice, what carries out a recommendation, or itself."""
    tag = mapping.BY_KIND[type(act)].tag
    notice = next((each for each in notices if _is_told_by(act, tag, each)), None)
    if notice is None and isinstance(act, AwardRecommendation):
        return carriers.get(act.reference)
    return notice or act


def _is_told_by(act: Record, tag: str, notice: NoticePublished) -> bool:
    if tag not in _NOTICES.get(notice.notice, _OTHER)[1] or notice.on < act.on:
        return False
    of = act.reference if isinstance(act, contract.ContractSigned) else getattr(act, "contract", "")
    about = {"", act.reference, *_recommendations(act)}
    return notice.contract in {"", of} and notice.about in about


def _recommendations(act: Record) -> tuple[str, ...]:
    one = getattr(act, "recommendation", "")
    return (one,) if one else getattr(act, "recommendations", ())
