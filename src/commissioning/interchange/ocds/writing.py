"""A cycle written as OCDS: a release for each notice or day on which something was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any, Final

from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.interchange.ocds.laying import laid_over
from commissioning.interchange.ocds.mapping import BY_KIND
from commissioning.interchange.ocds.merging import states
from commissioning.interchange.ocds.pages import Page, moment
from commissioning.interchange.ocds.reading import Origin, read
from commissioning.interchange.ocds.seen import Json, Losses
from commissioning.interchange.ocds.writers import WRITERS
from commissioning.records.award import AwardRecommendation, IntentionToAward
from commissioning.records.contract import ContractSigned
from commissioning.records.notices import NoticePublished
from commissioning.records.record import Record
from commissioning.records.timetable import Timetable
from commissioning.values.frozen import frozen

_TELLS: Final = {
    "UK2": ("market-engagement",),
    "UK4": ("ssq", "itt", "deadline-extended"),
    "CF-opportunity": ("ssq", "itt", "deadline-extended"),
    "PCR-contract": ("ssq", "itt", "deadline-extended"),
    "UK5": ("award-recommendation",),
    "UK6": ("award-recommendation", "intention-to-award"),
    "CF-award": ("award-recommendation", "contract-signed"),
    "PCR-contract-award": ("award-recommendation", "contract-signed"),
    "PSR-intention": ("award-recommendation", "intention-to-award"),
    "PSR-award": ("contract-signed",),
    "UK7": ("contract-signed",),
    "UK9": ("kpi-report",),
    "UK9-breach": ("breach",),
    "UK10": ("contract-varied", "contract-extended", "contract-novated", "change-requested"),
    "PCR-modification": ("contract-varied", "contract-novated"),
    "UK11": ("contract-ended",),
    "UK12": ("abandonment",),
}
"""The kinds of record that a notice tells: they are public from its day, and not from their own."""

_TAG_OF_NOTICE: Final = {"UK1": "planning", "UK2": "planning", "UK3": "planning", "UK4": "tender",
    "UK5": "award", "UK6": "award", "UK7": "contract", "UK9": "implementation", "UK10": "contractAmendment",
    "UK11": "contractTermination", "UK12": "tenderCancellation", "CF-opportunity": "tender",
    "PCR-contract": "tender", "CF-award": "award", "PCR-contract-award": "award"}  # fmt: skip
_UPDATES: Final = {
    "planning": "planningUpdate",
    "tender": "tenderUpdate",
    "award": "awardUpdate",
    "contract": "contractUpdate",
    "implementation": "implementationUpdate",
}
_DOCUMENT: Final = {"planning": "plannedProcurementNotice", "tender": "tenderNotice", "awards": "awardNotice",
    "contracts": "contractNotice", "implementation": "implementationNotice"}  # fmt: skip
_OCID: Final = re.compile(r"ocds-[a-z0-9]{6}-.+")
_UNREGISTERED: Final = "ocds-000000-"
"""The beginning of the ocid of a cycle that has none: it tells every reader that no publisher owns it."""


@frozen
class Event:
    """One publication: its moment, its notice if it is one, and the acts that it tells."""

    on: date
    at: time
    notice: NoticePublished | None
    acts: tuple[Record, ...]


def releases(cycle: Cycle, origin: Origin | None = None) -> tuple[Json, ...]:
    """The releases of a cycle, oldest first, each with the whole state that was public on its day.

    A cycle that was read from OCDS goes out as it came where its `origin` is given: its own releases and,
    for what has been recorded since, further ones laid over the last state of the original. No release
    holds a tenderer or a price before the award is announced, nor ever a mark or a count of people.
    """
    if origin is None:
        return tuple(_releases(cycle, Page(cycle, ocid_of(cycle))))
    (imported,) = read(list(origin.releases), contacts=True)
    if imported.cycle == cycle:
        return origin.releases
    known = releases(imported.cycle)
    new = [release for release in releases(cycle) if release not in known]
    *_, original = states(origin.releases)
    before = known[-1] if known else {}
    taken = {str(release.get("id")) for release in origin.releases}
    return (*origin.releases, *(laid_over(original, before, release, taken) for release in new))


def package(*cycles: Cycle, published: str, publisher: str, uri: str) -> Json:
    """A release package of some cycles: `published` is its moment as text, `uri` where it can be had."""
    return {
        "uri": uri,
        "version": "1.1",
        "publishedDate": published,
        "publisher": {"name": publisher},
        "releases": [release for cycle in cycles for release in releases(cycle)],
    }


def record_package(*cycles: Cycle, published: str, publisher: str, uri: str) -> Json:
    """A record package of some cycles: of each its releases, and the compiled one."""
    found = [(cycle, releases(cycle)) for cycle in cycles]
    return {
        "uri": uri,
        "version": "1.1",
        "publishedDate": published,
        "publisher": {"name": publisher},
        "records": [
            {"ocid": ocid_of(cycle), "releases": list(made), "compiledRelease": _compiled(made)}
            for cycle, made in found
            if made
        ],
    }


def written_losses(cycle: Cycle) -> Losses:
    """The losses of a cycle's releases: records with no place in OCDS, and fields that are not written."""
    page = Page(cycle, ocid_of(cycle), noting=True)
    for _ in _releases(cycle, page):
        pass
    return page.losses()


def ocid_of(cycle: Cycle) -> str:
    """The ocid of a cycle: its reference where that is one, else one that no publisher owns."""
    if _OCID.fullmatch(cycle.reference):
        return cycle.reference
    words = re.sub(r"[^a-z0-9]+", "-", (cycle.reference or cycle.title).lower()).strip("-")
    return _UNREGISTERED + (words or "cycle")


def _compiled(made: tuple[Json, ...]) -> Json:
    *_, last = states(made)
    when = made[-1]["date"]
    return {"id": f"{last['ocid']}-{when}", "date": when, "tag": ["compiled"], **last}


def releases_with(draft: NoticePublished, cycle: Cycle, page: Page) -> Iterator[Json]:
    """The releases of a cycle and one of a notice that is not recorded."""
    return _releases(cycle, page, (draft,))


def _releases(cycle: Cycle, page: Page, drafts: tuple[NoticePublished, ...] = ()) -> Iterator[Json]:
    tagged: set[str] = set()
    for event in _events(cycle, drafts):
        page.begin(event.on)
        for act in event.acts:
            WRITERS[type(act)](page, page.noted(act))
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
    rows = [BY_KIND[type(act)].tags for act in event.acts]
    pairs = [row for row in rows if row]
    if any(isinstance(act, AwardRecommendation) for act in event.acts):
        pairs.append(("award", "awardUpdate"))
    if not pairs and event.notice is not None:
        first = _TAG_OF_NOTICE.get(event.notice.notice, "planning")
        pairs.append((first, _UPDATES.get(first, first)))
    for first, again in pairs or [("tender", "tenderUpdate")]:
        yield again if first in tagged else first
    tagged |= {first for first, _ in pairs}


def _document(page: Page, notice: NoticePublished, acts: tuple[Record, ...], identity: str) -> None:
    noted = page.noted(notice)
    if noted.direct_award_because:
        page.section("tender")["procurementMethodRationale"] = noted.direct_award_because
    for where, kind in _sections(page, notice, acts):
        made = page.item(where, "documents", identity)
        made |= {"documentType": _DOCUMENT[kind], "noticeType": noted.notice}
        made["datePublished"] = moment(noted.on, noted.at)
        if noted.url:
            made["url"] = noted.url


def _sections(
    page: Page, notice: NoticePublished, acts: tuple[Record, ...]
) -> Iterator[tuple[dict[str, Any], str]]:
    """The sections that a notice is a document of: the contracts or awards that it is about, else one."""
    tag = _TAG_OF_NOTICE.get(notice.notice, "")
    signed = [act.reference for act in acts if isinstance(act, ContractSigned)]
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
        ids = {
            identity for (reference, _), identity in page.award_ids.items() if reference in about
        }
        for award in page.items("awards"):
            if award["id"] in ids or not ids:
                yield award, "awards"
    else:
        section = "planning" if tag.startswith("planning") else "tender"
        yield page.section(section), section


def _events(cycle: Cycle, drafts: tuple[NoticePublished, ...]) -> tuple[Event, ...]:
    """The publications of a cycle in order: each notice with what it tells, and each day without one."""
    records = cycle.records
    notices = [record for record in records if isinstance(record, NoticePublished)]
    notices += drafts
    told: dict[int, list[Record]] = {}
    alone: dict[date, list[Record]] = {}
    public = dict(_announced(records, notices))
    acts = [record for record in records if type(record) in WRITERS]
    for act in (each for each in acts if not isinstance(each, Timetable)):
        found = public.get(id(act))
        if found is None:
            if not isinstance(act, AwardRecommendation):
                alone.setdefault(act.on, []).append(act)
        elif isinstance(found, NoticePublished):
            told.setdefault(id(found), []).append(act)
        else:
            alone.setdefault(found.on, []).append(act)
    events = [
        Event(each.on, each.at or time(0), each, tuple(told.get(id(each), ()))) for each in notices
    ]
    events += [Event(day, time(0), None, tuple(found)) for day, found in alone.items()]
    return tuple(_with_plans(cycle, sorted(events, key=lambda event: (event.on, event.at))))


def _with_plans(cycle: Cycle, events: list[Event]) -> Iterator[Event]:
    """The publications with the timetables held by then: what is planned makes no notice of its own."""
    plans = sorted(cycle.every(Timetable), key=lambda plan: plan.on)
    for event in events:
        held = [plan for plan in plans if plan.on <= event.on]
        plans = plans[len(held) :]
        yield evolve(event, acts=(*held, *event.acts)) if held else event


def _announced(
    records: tuple[Record, ...], notices: list[NoticePublished]
) -> Iterator[tuple[int, Record]]:
    """Each act that is public by another record: its notice, or what carries out a recommendation."""
    for act in records:
        if type(act) not in WRITERS:
            continue
        tag = BY_KIND[type(act)].tag
        found: Record | None = next((n for n in notices if _is_told_by(act, tag, n)), None)
        if found is None and isinstance(act, AwardRecommendation):
            found = next((each for each in records if _carries_out(each, act)), None)
        if found is not None:
            yield id(act), found


def _is_told_by(act: Record, tag: str, notice: NoticePublished) -> bool:
    if tag not in _TELLS.get(notice.notice, ()) or notice.on < act.on:
        return False
    of = act.reference if isinstance(act, ContractSigned) else getattr(act, "contract", "")
    carried = getattr(act, "recommendations", ())
    about = {act.reference, getattr(act, "recommendation", ""), *carried} - {""}
    return (not notice.contract or notice.contract == of) and (
        not notice.about or notice.about in about
    )


def _carries_out(record: Record, act: AwardRecommendation) -> bool:
    if isinstance(record, IntentionToAward):
        return record.recommendation == act.reference
    return isinstance(record, ContractSigned) and act.reference in record.recommendations
