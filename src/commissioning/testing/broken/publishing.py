"""Rows of the catalogue: what the reading of published notices finds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.findings.finding import Finding
from commissioning.interchange.ocds import check, notice, read
from commissioning.interchange.registers import read_register
from commissioning.records.history import BroughtForward
from commissioning.testing.broken.mutation import Mutation

_OCID: Final = "ocds-000000-constructed"
_LOTS: Final = [{"id": "N", "title": "North"}, {"id": "S", "title": "South"}]
_HEADS: Final = "Ref,Title,Supplier,Value,Start,End\n"
_PAIR: Final = [{"id": "1", "name": "Alder"}, {"id": "2", "name": "Birch"}]
_BESIDE: Final = {"history-not-held", "not-published", "law-unknown"}


def _release(**sections: Any) -> dict[str, object]:  # noqa: ANN401
    """A CONSTRUCTED release of the day after its award."""
    return {
        "ocid": _OCID, "id": "1", "date": "2024-05-04T09:00:00+01:00", "tag": ["award"],
        "initiationType": "tender", **sections,
    }  # fmt: skip


def _award(**fields: Any) -> list[dict[str, object]]:  # noqa: ANN401
    return [{"id": "A1", "status": "active", "date": "2024-05-03T00:00:00+01:00", **fields}]


def _reading(code: str, sentence: str, release: dict[str, object]) -> Mutation:
    def view(_: Cycle) -> Iterable[Finding]:
        (imported,) = read(release)
        return (found for found in imported.findings if found.code not in _BESIDE)

    return Mutation(
        code, sentence, kind=BroughtForward, first=(), seen_by="reading OCDS", view=view
    )


def _register(code: str, sentence: str, text: str) -> Mutation:
    return Mutation(code, sentence, kind=BroughtForward, first=(), seen_by="reading a register",
                    view=lambda _: read_register(text).findings)  # fmt: skip


def _as_published(cycle: Cycle) -> Iterable[Finding]:
    public = evolve(Cycle(cycle.title), process=cycle.process.as_published())
    return public.standing()


ROWS: Final = (
    Mutation("not-published", "A cycle is judged by its notices alone, which are never all of it",
             kind=BroughtForward, first=(), seen_by="the cycle's standing warnings", view=_as_published),
    _reading("one-value-for-several", "An award to two providers has one value",
             _release(awards=_award(suppliers=_PAIR, value={"amount": 96000, "currency": "GBP"}))),
    _reading("lots-not-told-apart", "An award of a procurement in lots names no lot",
             _release(tender={"id": "1", "lots": _LOTS}, awards=_award(suppliers=_PAIR[:1]))),
    _reading("not-understood", "A value of one pound stands for a value that is not stated",
             _release(awards=_award(suppliers=_PAIR[:1], value={"amount": 1, "currency": "GBP"}))),
    Mutation("notice-incomplete", "A tender notice is to be published without a value",
             kind=BroughtForward, first=(), seen_by="drafting a notice",
             view=lambda cycle: notice(cycle, "UK4", date(2026, 3, 2)).findings),
    _register("register-columns-unsure", "A register has no column for the end of a contract",
              "Ref,Title,Supplier,Value,Start\nC1,Meals,Alder,£1,1/4/2024\n"),
    _register("register-cell-unread", "A register gives a day that there is not",
              _HEADS + "C1,Meals,Alder,£1,1/4/2024,30/2/2026\n"),
    _register("register-row-unsure", "Two rows of a register have one reference",
              _HEADS + 2 * "C1,Meals,Alder,£1,1/4/2024,31/3/2026\n"),
    _register("sum-worked-out", "A register gives the sum of a year",
              _HEADS + "C1,Meals,Alder,£1 p.a.,1/4/2024,31/3/2026\n"),
    Mutation("not-valid-ocds", "A tender has a status that the standard does not know",
             kind=BroughtForward, first=(), seen_by="checking OCDS",
             view=lambda _: check(_release(tender={"id": "1", "status": "open"}))),
)  # fmt: skip
