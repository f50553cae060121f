"""One notice of a cycle as it would be published on a day, and what is still missing from it by law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from commissioning.cycle import Cycle
from commissioning.errors import RecordError, written
from commissioning.findings.citation import Citation
from commissioning.findings.codes import publishing as codes
from commissioning.findings.finding import Finding, Findings
from commissioning.interchange.ocds.contents import CONTENTS, FORCE, WITHOUT_A_BODY, Content
from commissioning.interchange.ocds.pages import DAY_ENDS, Page
from commissioning.interchange.ocds.seen import Json
from commissioning.interchange.ocds.writing import ocid_of, releases_on
from commissioning.records.notices import NoticePublished
from commissioning.values.checking import a_day
from commissioning.values.frozen import frozen
from commissioning.values.text import did_you_mean, listed

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
    on = a_day(on, "a notice")
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
    page = Page(seen, ocid_of(cycle))
    made = {release["id"]: release for release in releases_on(page, (draft,))}
    release = _about(made[draft.reference], contract)
    rows = [row for row in CONTENTS if row.asked(code, on, release)]
    missing = [row for row in rows if not _holds(release, row.field)]
    return DraftNotice(code=code, release=release, findings=Findings(_findings(code, missing)))


def _problem(code: str, on: date) -> str:
    if why := WITHOUT_A_BODY.get(code):
        return f"code: {code}, {why}, so it has no body in OCDS; enter it on the platform"
    if code not in _KNOWN:
        hint = did_you_mean(code, _KNOWN) or f"; give one of {listed(_KNOWN, 'or')}"
        return f"code: {code} is no notice of the Procurement Act 2023{hint}"
    if on < FORCE:
        return (
            f"on: {written(on)} is before {written(FORCE)}, from which the Procurement Regulations 2024 "
            "apply; `releases` writes the notices of older laws"
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


def _items(release: Json, name: str) -> list[dict[str, object]]:
    items = release.get(name)
    return items if isinstance(items, list) else []


def _findings(code: str, missing: list[Content]) -> Iterator[Finding]:
    for row in missing:
        several = "s" if "," in row.source else ""
        yield codes.NOTICE_INCOMPLETE.warns(
            f"The {code} notice does not give {row.words}",
            source=Citation("Procurement Regulations 2024", f"regulation{several} {row.source}"),
            remedy=row.record or "Enter it on the platform; no record holds it",
            about=row.field,
        )


def _holds(release: object, field: str) -> bool:
    """Whether a release has something at a path: at every item of a list, and at one of several paths."""
    return any(_has(release, path.split(".")) for path in field.split("|"))


def _has(value: object, path: list[str]) -> bool:
    if not path:
        return value not in (None, "", [], {})
    name, rest = path[0], path[1:]
    inner = value.get(name.removesuffix("[]")) if isinstance(value, Mapping) else None
    if name.endswith("[]"):
        items = inner if isinstance(inner, list) else []
        return bool(items) and all(_has(item, rest) for item in items)
    return inner is not None and _has(inner, rest)
