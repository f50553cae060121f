"""The state of a process as it is built up, record by record: what each kind of record adds to it.

Nothing is written that the public must not see: no mark, panel member or count of people, no tenderer or
price before the award is announced, and never who asked a question.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, cast

import attrs

from commissioning.contracts.ratings import RatedMeasurement, contract_year
from commissioning.cycle import Cycle
from commissioning.dates import periods
from commissioning.interchange.ocds import hand, mapping, seen
from commissioning.records.bands import StatutoryRating
from commissioning.records.contract import ContractSigned
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import KpiReport
from commissioning.records.record import R, Record
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.records.strategy import ProcurementFacts, ProcurementStrategy, Subject
from commissioning.stages import Stage
from commissioning.values.money import Money, VatBasis
from commissioning.values.text import Word, display_name

_CATEGORIES: Final = {Subject.GOODS: "goods", Subject.WORKS: "works"}
_OWN: Final = {"on", "reference", "lots", "basis", "within", "learned"}
"""The fields of every record that a release holds by its form, or that concern the record-keeping alone."""
_ALONE: Final = "because OCDS says so only of a sum that is there with VAT too"


class Noted:
    """A record whose fields are noted as they are read, so that those not written are losses."""

    def __init__(self, record: object, log: set[tuple[int, str]]) -> None:
        self._noted = record, log

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        record, log = self._noted
        log.add((id(record), name))
        return getattr(record, name)


class Page:
    """The state of one process, to which records are added in the order they are published."""

    def __init__(self, cycle: Cycle, ocid: str, *, noting: bool = False) -> None:
        self.cycle, self.ocid = cycle, ocid
        self.noting = noting
        """Whether the fields that are read are noted, for the losses."""
        self.state: seen.Json = {}
        self.log: set[tuple[int, str]] = set()
        self.told: set[str] = set()
        """The ids of the releases that have been written."""
        held = cycle.ledger.brought_forward
        self.known = (*(held.carries if held else ()), *cycle.records)
        self.by_kind: dict[type[Record], list[Any]] = {}
        """The same by their kind, in the order entered."""
        for record in self.known:
            self.by_kind.setdefault(type(record), []).append(record)
        self.award_ids: dict[tuple[str, str], str] = {}
        """The id of the award by the reference of its recommendation and the provider."""
        self.totals: dict[str, Money] = {}
        self.without_vat: set[Money] = set()
        """The sums that exclude VAT, which is not written of a sum alone."""

    def noted(self, record: seen.T) -> seen.T:
        """A record, or its facts, whose fields are noted as they are read, where losses are asked for."""
        return cast("seen.T", Noted(record, self.log)) if self.noting else record

    def snapshot(self) -> seen.Json:
        """The state of this moment, which later records leave alone."""
        # The quickest whole copy of plain objects, lists, texts and numbers that there is.
        return cast("seen.Json", marshal.loads(marshal.dumps(self.state)))

    def section(self, *path: str) -> dict[str, Any]:
        """An object of the state, made where it is not there yet."""
        at: Any = self.state
        for name in path:
            at = at.setdefault(name, {})
        return cast("dict[str, Any]", at)

    def item(
        self, where: dict[str, Any], name: str, identity: str = "", /, **fields: object
    ) -> dict[str, Any]:
        """The item of a list by its id, with some fields; made where it is not there yet.

        Without an id it is a further item, which has its number for one.
        """
        items: list[dict[str, Any]] = where.setdefault(name, [])
        identity = identity or str(len(items) + 1)
        found = next((item for item in items if item["id"] == identity), None)
        if found is None:
            items.append(found := {"id": identity})
        found |= fields
        return found

    def items(self, name: str) -> list[dict[str, Any]]:
        """The items of a list of the state, such as its awards."""
        return cast("list[dict[str, Any]]", self.state.get(name, []))

    def awards_of(self, *references: str) -> list[dict[str, Any]]:
        """The awards of some recommendations."""
        ids = {identity for (name, _), identity in self.award_ids.items() if name in references}
        return [award for award in self.items("awards") if award["id"] in ids]

    def contract(self, reference: str) -> dict[str, Any]:
        """The contract of a reference; one that was signed before the history held here is only named."""
        made = self.item(self.state, "contracts", reference)
        made.setdefault("awardID", reference)
        return made

    def party(self, name: str, role: str, title: str = "") -> dict[str, str]:
        """An organisation with a role, and the reference to it."""
        party = self.item(self.state, "parties", name)
        party["name"] = title or party.get("name", name)
        party["roles"] = [*dict.fromkeys((*party.get("roles", ()), role))]
        return {"id": name, "name": party["name"]}

    def latest(self, kind: type[R], on: date) -> R | None:
        """The last record of a kind up to a day, those brought forward included."""
        found = (record for record in reversed(self.by_kind.get(kind, ())) if record.on <= on)
        return cast("R | None", next(found, None))

    def lots(self, on: date) -> tuple[Lot, ...]:
        held = self.cycle.ledger.brought_forward
        divided = [
            self.noted(record).divided_into
            for record in self.by_kind.get(ServiceSpecification, ())
            if record.on <= on and record.divided_into
        ]
        return divided[-1] if divided else self.noted(held).divided_into if held else ()

    def kpis(self, on: date) -> tuple[Kpi, ...]:
        agreed = self.latest(ServiceSpecification, on)
        return self.noted(agreed).kpis if agreed else ()

    def rating(
        self, report: KpiReport, measured: Measurement, kpi: Kpi | None
    ) -> StatutoryRating | None:
        """The rating of a figure: by its target where that is known, else as a notice states it."""
        if kpi is None or not kpi.targets:
            return measured.rating
        signed = self.by_kind.get(ContractSigned, ())
        days = (each.known_first_day for each in signed if each.reference == report.contract)
        year = contract_year(next(days, None) or report.period.starts_on, report.period.ends_on)
        return RatedMeasurement(kpi, report.period, year, measured, None).statutory

    def begin(self, on: date) -> None:
        """The parts of every release: the buyers, and the title of the tender."""
        for authority in self.cycle.buyers_on(on):
            self.state.setdefault("buyer", self.party(authority.reference, "buyer", authority.name))
        tender = self.section("tender")
        tender.setdefault("id", self.ocid)
        tender["title"] = self.cycle.title
        if self.cycle.follows and self.cycle.follows.partition("#")[0] != self.ocid:
            self.item(
                self.state, "relatedProcesses", "follows",
                relationship=["prior"], identifier=self.cycle.follows,
            )  # fmt: skip

    def tender(self, on: date, status: str = "active") -> dict[str, Any]:
        """The tender, with what the strategy and the specification say of it; an award gives it no status."""
        tender = self.facts(on)
        tender |= filled(status=status)
        for lot in self.lots(on):
            made = self.item(tender, "lots", lot.reference)
            made |= {"title": lot.title, "status": made.get("status", "active")}
            made |= filled(value=self.money(lot.total_value))
        return tender

    def facts(self, on: date) -> dict[str, Any]:
        """The tender, with what the strategy says of it."""
        tender = self.section("tender")
        held = self.cycle.ledger.brought_forward
        strategy = self.latest(ProcurementStrategy, on)
        decided = self.noted(strategy) if strategy else None
        said = decided or (self.noted(held) if held else None)
        if said and said.route is not None:
            tender["procurementMethod"] = _method(said.route.stages)
            tender["procurementMethodDetails"] = said.route.name
        if said and (facts := said.facts) is not None:
            noted = self.noted(facts)
            tender["mainProcurementCategory"] = _CATEGORIES.get(noted.subject, "services")
            light = ["lightTouch"] if facts.light_touch and noted.light_touch else None
            techniques = filled(
                hasFrameworkAgreement=noted.framework or None,
                hasDynamicPurchasingSystem=noted.dynamic_market or None,
            )
            tender |= filled(
                legalBasis={"scheme": "UKSI", "id": hand.HEALTH} if noted.health_service else {},
                procurementMethodDetails=str(noted.health_process or ""), techniques=techniques,
                aboveThreshold=noted.above_threshold, specialRegime=light,
                procurementMethodRationaleClassifications=classified(hand.DIRECT, noted.direct_award_ground),
            )  # fmt: skip
        tender |= filled(value=self.money(decided.estimated_value if decided else None))
        if decided and (under := decided.under) is not None:
            self.item(
                self.state, "relatedProcesses", "framework", relationship=["framework"],
                title=under.reference, identifier=under.cycle or under.reference,
            )  # fmt: skip
            self.log.add((id(decided.facts), "framework_call_off"))  # the same, in a word
        return tender

    def money(self, sum_: Money | None) -> dict[str, Any]:
        """A sum: `amountGross` where it includes VAT, else `amount`; empty where there is none."""
        if sum_ is None:
            return {}
        if sum_.vat is VatBasis.EXCLUDING:
            self.without_vat.add(sum_)
        name = "amountGross" if sum_.vat is VatBasis.INCLUDING else "amount"
        return {name: number(sum_.amount), "currency": sum_.currency}

    def losses(self) -> seen.Losses:
        """Each kind of record that was not written, with the reason, and each field that was not."""
        lost: Counter[tuple[str, str]] = Counter()
        for record in self.known:
            row, words = mapping.BY_KIND.get(type(record)), display_name(type(record))
            if row is None or not row.writes:
                why = row.place if row else "because it is a kind of record of the council's own"
                lost[words, why] += 1
            else:
                lost.update((name, "") for name in self._unwritten(record, words))
        if self.without_vat:
            lost["sum: excluding VAT", _ALONE] = len(self.without_vat)
        found = (seen.Loss(path, times, because=why) for (path, why), times in lost.items())
        return seen.Losses(sorted(found, key=seen.Loss.order))

    def _unwritten(self, thing: Record | ProcurementFacts, words: str) -> Iterator[str]:
        """The fields of a record, and of its facts, that say something and were not read."""
        for field in attrs.fields(type(thing)):
            value, name = getattr(thing, field.name), f"{words}: {field.name.replace('_', ' ')}"
            if value in (None, "", ()) or value == field.default or field.name in _OWN:
                continue
            if (id(thing), field.name) not in self.log:
                yield name
            elif isinstance(value, ProcurementFacts):
                yield from self._unwritten(value, name)


def _method(stages: tuple[Stage, ...]) -> str:
    if Stage.SSQ in stages:
        return "selective"
    return "open" if Stage.ITT in stages else "direct"


def filled(**fields: object) -> seen.Json:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def classified(codes: Mapping[str, Word], meaning: Word | None) -> list[seen.Json]:
    """The classification with the code of a meaning; none where there is no meaning."""
    return [{"id": code, "description": of.value} for code, of in codes.items() if of is meaning]


def moment(day: date, at: time | None = None) -> str:
    """A moment as OCDS writes it, by the clock in London; a day alone is its first moment."""
    return _in(periods.LONDON, day, at or time(0))


def last_moment(day: date) -> str:
    """The last second of a day."""
    return moment(day, seen.DAY_ENDS)


def deadline(due: periods.Deadline) -> str:
    """A deadline; one without a time is the last second of its day."""
    if due.at is None:
        return last_moment(due.day)
    return _in(due.zone or periods.LONDON, due.day, due.at)


@lru_cache(1024)  # a state says most days many times
def _in(zone: str, day: date, at: time) -> str:
    from dateutil import tz

    return datetime.combine(day, at, tz.gettz(zone)).isoformat()


def period(span: periods.Period) -> dict[str, str]:
    """A span from the first moment of its first day to the last second of its last."""
    return {"startDate": moment(span.starts_on), "endDate": last_moment(span.ends_on)}


def number(amount: Decimal) -> int | float:
    """A number of JSON: whole where it is whole."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)
