"""One process in the hand of the reader: its facts, what has been said so far, and the names in records."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from attrs import evolve

from commissioning.errors import NoRuleError, RecordError
from commissioning.findings.codes.publishing import NOT_UNDERSTOOD
from commissioning.findings.finding import Finding, FindingCode
from commissioning.interchange.ocds.seen import Seen, Told, coded
from commissioning.law.governing import governing
from commissioning.law.questions import THRESHOLD
from commissioning.law.thresholds import Side, side_of
from commissioning.records import record, specification, strategy
from commissioning.records.contract import SupplierStanding
from commissioning.records.parties import Authority
from commissioning.stages import Route
from commissioning.values import money
from commissioning.values.frozen import frozen
from commissioning.values.text import grouped, listed

_PHRASES: Final = (
    (Route.call_off(), ("call-off", "call off", "mini-competition", "further competition")),
    (Route.direct_award(), (
        "direct award", "without prior publication", "without competition", "single tender action")),
    (Route.restricted(interviews=False), (
        "restricted", "negotiat", "competitive dialogue", "innovation partnership",
        "competitive flexible")),
    (Route.open(), ("open", "invitation to quote")),
)  # fmt: skip
"""The routes with the words of a procedure that mean them, as portals print them; the first one decides."""

_METHODS: Final = {
    "open": Route.open(),
    "selective": Route.restricted(interviews=False),
    "limited": Route.direct_award(),
    "direct": Route.direct_award(),
}
_SUBJECTS: Final = {
    "goods": strategy.Subject.GOODS,
    "works": strategy.Subject.WORKS,
    "services": strategy.Subject.SERVICES,
}
_LIGHT_TOUCH: Final = ("75", "79611", "79622", "79624", "80", "85", "92", "98", "55520", "55521")
"""The beginnings of the CPV codes of social, health, education, cultural and like services."""
_NATIONS: Final = {"ocds-r6ebe6": strategy.Nation.SCOTLAND, "ocds-kuma6s": strategy.Nation.WALES}
_DIRECTIVE: Final = "32014L0024"
HEALTH: Final = "2023/1348"
"""The number of the Health Care Services (Provider Selection Regime) Regulations 2023, as a legal basis."""
DIRECT: Final = {
    "urgency": strategy.DirectAwardGround.URGENCY,
    "exclusiveRights": strategy.DirectAwardGround.EXCLUSIVE_RIGHTS,
    "technical": strategy.DirectAwardGround.TECHNICAL,
    "additional": strategy.DirectAwardGround.ADDITIONAL,
    "userChoice": strategy.DirectAwardGround.USER_CHOICE,
    "prototype": strategy.DirectAwardGround.PROTOTYPE,
    "insolvency": strategy.DirectAwardGround.INSOLVENCY,
    "protectingLife": strategy.DirectAwardGround.PROTECTING_LIFE,
    "noSuitableTenders": strategy.DirectAwardGround.NO_SUITABLE_TENDERS,
    "artistic": strategy.DirectAwardGround.ARTISTIC,
    "repeat": strategy.DirectAwardGround.REPEAT,
    "commodities": strategy.DirectAwardGround.COMMODITIES,
}
"""The code of each ground as it is written. It is read in any code that holds its first ten letters."""


@frozen
class Facts:
    """The route and the facts of a procurement, with the grounds of each that is inferred."""

    route: Route | None
    stated: strategy.ProcurementFacts
    inferred: tuple[str, ...]
    """Each inferred fact as a clause with its source: "light touch, from CPV 85000000"."""
    value: money.Money | None
    under: strategy.Parent | None


def facts_of(ocid: str, state: Seen, commenced_on: date | None) -> Facts:
    """The facts of a process, from its merged state."""
    tender = state.at("tender")
    under = _parent(state)
    words = tender.text("procurementMethodDetails").lower()
    route = _route(tender.text("procurementMethod"), words, under)
    value = tender.money("value")
    inferred: list[str] = []
    health = tender.at("legalBasis").text("id") == HEALTH
    facts = strategy.ProcurementFacts(
        subject=_SUBJECTS.get(tender.text("mainProcurementCategory"), strategy.Subject.SERVICES),
        light_touch=_light_touch(tender, inferred),
        nation=_NATIONS.get(ocid[:11], strategy.Nation.ENGLAND),
        framework=_is_framework(tender, inferred),
        health_service=health,
        health_process=next(
            (each for each in strategy.HealthProcess if health and each.value.lower() in words),
            None,
        ),
        dynamic_market=tender.at("techniques").flag("hasDynamicPurchasingSystem") or False,
        framework_call_off=under is not None,
        direct_award_ground=coded(tender, "procurementMethodRationaleClassifications", DIRECT)
        if route == Route.direct_award()
        else None,
    )
    side = _above_threshold(tender, words, facts, commenced_on, inferred)
    return Facts(route, evolve(facts, above_threshold=side), tuple(inferred), value, under)


def _route(method: str, words: str, under: strategy.Parent | None) -> Route | None:
    spoken = next((route for route, said in _PHRASES if any(map(words.__contains__, said))), None)
    if under is not None:
        return Route.call_off(competed=method not in {"limited", "direct"})
    if method == "selective" and spoken is not None and spoken.name.startswith("call-off"):
        return spoken
    return _METHODS.get(method, spoken)


def _parent(state: Seen) -> strategy.Parent | None:
    for related in state.each("relatedProcesses"):
        if "framework" in related.texts("relationship"):
            title, identifier = related.text("title"), related.text("identifier")
            if title or identifier:
                return strategy.Parent(
                    reference=title or identifier,
                    kind=strategy.ParentKind.FRAMEWORK,
                    cycle=identifier,
                )
    return None


def _light_touch(tender: Seen, inferred: list[str]) -> bool | None:
    if "lightTouch" in tender.texts("specialRegime"):
        return True
    classes = [tender.at("classification"), *tender.each("additionalClassifications")]
    for item in tender.each("items"):
        classes += [item.at("classification"), *item.each("additionalClassifications")]
    for found in classes:
        code = found.text("id")
        if code and found.text("scheme").upper() == "CPV":
            light = code.startswith(_LIGHT_TOUCH)
            inferred.append(f"{'light touch' if light else 'not light touch'}, from CPV {code}")
            return light
    return None


def _is_framework(tender: Seen, inferred: list[str]) -> bool:
    stated = tender.at("techniques").flag("hasFrameworkAgreement")
    if stated is None and "framework agreement" in tender.text("title").lower():
        inferred.append("a framework, from the title")
        return True
    return stated or False


def _above_threshold(
    tender: Seen, words: str, facts: strategy.ProcurementFacts, on: date | None, inferred: list[str],
) -> bool | None:  # fmt: skip
    """The side of the threshold: as stated, else by the words, the legal basis, or the value on the day."""
    if (stated := tender.flag("aboveThreshold")) is not None:
        return stated
    for phrase, above in (("above threshold", True), ("below threshold", False)):
        if phrase in words:
            inferred.append(f"{phrase}, from the words of the procedure")
            return above
    if tender.at("legalBasis").text("id") == _DIRECTIVE:
        inferred.append(f"above threshold, from the legal basis {_DIRECTIVE}")
        return True
    value = tender.money("value")
    if value is None or on is None:
        return None
    try:
        law = governing(on, facts).law(facts, on)
        above = side_of(value, THRESHOLD, law, on) is Side.BEYOND
    except NoRuleError:
        return None
    inferred.append(f"{'above' if above else 'below'} threshold, from the value of {value}")
    return above


def per_cent(text: str) -> Decimal | None:
    """A weight that stands alone where a description should be: "60", "60%". None for anything else."""
    digits = text.strip().removesuffix("%").strip()
    weight = Decimal(digits) if digits.replace(".", "", 1).isdecimal() else None
    return weight if weight is not None and weight <= 1000 else None


class Hand:
    """The notes of the reader on one process while it goes from state to state."""

    def __init__(self, ocid: str, last: Seen, facts: Facts, followed_by: str = "") -> None:
        self.ocid = ocid
        self.facts = facts
        self.tender = last.at("tender")
        """The tender as the last notice left it."""
        self.title = self.tender.text("title") or last.text("title")
        self.told: Told
        """The release that is being read."""
        self.fresh: list[record.Record] = []
        """The records of that release."""
        self.findings: list[Finding] = []
        self.said: dict[object, Any] = {}
        """Each fact that a record tells already, by what it is about."""
        self.said_by: dict[object, str] = {}
        """The release that said it."""
        self.used: dict[str, object] = {}
        """The references taken, and by what."""
        self.names = _names(last)
        self.lots = _lots(last)
        self.lot_names = {lot.reference for lot in self.lots}
        self.recommendations: dict[str, str] = {}
        """The reference of the recommendation of each award, by the award's id."""
        self.members: defaultdict[str, set[str]] = defaultdict(set)
        """The providers that each lot is awarded to."""
        self.joined: dict[str, tuple[str, ...]] = {}
        """Those of them that joined later, by the award that says so."""
        self.followed_by = followed_by
        """The reference of the procurement that begins again under the same ocid, where one does."""
        self.unnamed = grouped(
            (str(each.data.get("awardID")), str(each.data.get("id")))
            for each in last.each("contracts")
            if each.has("dateSigned")
            and not each.has("suppliers")
            and each.data.get("status") != "cancelled"
        )
        """The contracts that name no supplier, by their award."""
        self.signed: dict[str, list[str]] = {}
        """The references of the contracts that were signed under an id, one for each provider."""
        self.kpis: dict[tuple[str, str], str] = {}
        """The reference of each indicator, by the id of its contract and its own."""
        self.standings: dict[str, SupplierStanding] = {}
        """The statements of the parties about each supplier."""
        self.totals: dict[str, money.Money] = {}
        """The value of each contract as last stated."""
        self.ends: dict[str, date] = {}
        """The last day of each contract as last stated, by its id."""
        self.options: dict[str, list[int]] = {}
        """The numbers of the options to extend each contract that are still open, by its id."""

    def is_new(self, about: object, value: object = True) -> bool:
        """Whether something is said for the first time, or otherwise than before; it is said now."""
        if self.said.get(about) == value:
            return False
        self.said[about], self.said_by[about] = value, self.told.release
        return True

    def once(self, what: str, said: Mapping[str, object]) -> bool:
        """Whether a thing is said for the first time; a change of it later is reported, once."""
        before, earlier = self.said.get(what), self.said_by.get(what)
        if before is None:
            return self.is_new(what, said)
        changed = [n for n in {**before, **said} if before.get(n) != said.get(n)]
        if changed and self.is_new((what, "changed")):
            words = listed(re.sub("[A-Z]", r" \g<0>", name).lower() for name in changed)
            again = f"again with a change of {words} in release {self.told.release}"
            self.warn(
                f"{what} is published in release {earlier}, and {again}; the change is left out",
                "Record the change, or correct the record by hand",
            )
        return False

    def reference(self, kind: str, identity: str, contract: str = "") -> str:
        """A reference of the cycle for a thing of the file or of a contract: its id, unless it is taken."""
        thing = (kind, contract, identity)
        for name in (identity, f"{kind}-{identity}", contract and f"{contract}-{kind}-{identity}"):
            if name and self.used.setdefault(name, thing) == thing:
                return name
        return f"{kind}-{len(self.used)}"

    def provider(self, party: Seen) -> str:
        """The name by which an organisation is known here; empty for one without id and name."""
        name, identity = party.text("name"), party.text("id")
        return self.names.get(identity) or name or identity

    def providers(self, parties: tuple[Seen, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for party in parties if (name := self.provider(party))))

    def lots_of(self, thing: Seen) -> tuple[str, ...] | None:
        """The lots that something is for; None for all of them, or where there are none."""
        named = thing.texts("relatedLots") or [
            each.text("relatedLot") for each in thing.each("items")
        ]
        return tuple(lot for lot in dict.fromkeys(named) if lot in self.lot_names) or None

    def covered(self, thing: Seen) -> tuple[str, ...]:
        """The same with every lot by its name; "whole" where there are no lots."""
        return self.lots_of(thing) or tuple(sorted(self.lot_names)) or (record.WHOLE,)

    def warn(self, message: str, remedy: str, code: FindingCode = NOT_UNDERSTOOD) -> None:
        """Report what the file leaves in doubt."""
        self.findings.append(code.warns(message, remedy=remedy))

    def add(
        self,
        kind: type[record.Record],
        inferred: tuple[str, ...] = (),
        /,
        **given: Any,  # noqa: ANN401
    ) -> None:
        """Add a record, if what the file says makes one; else a finding says why not.

        Its day is that of the release, where `on` gives no other.
        """
        given["on"] = given.get("on") or self.told.on
        try:
            made = kind(**given)
        except RecordError as error:
            problem = "; ".join(error.problems).replace("_", " ")
            self.warn(
                f"Release {self.told.release}: the {error.what} cannot be recorded ({problem})",
                "Correct the published notice, or record it by hand",
            )
            return
        source = f"release {self.told.release}"
        grounds = record.Basis(grounds=record.Grounds.INFERRED, source=source, fields=inferred)
        self.fresh.append(evolve(made, basis=(grounds,)) if inferred else made)


def because(*texts: str) -> str:
    """The first reason that is given, or that none is."""
    return next((text for text in texts if text), "not stated in the notice")


def _names(last: Seen) -> dict[str, str]:
    """The name of each organisation by its id in the file: one name for all ids with one identifier."""
    names: dict[str, str] = {}
    firms: dict[object, str] = {}
    for party in last.each("parties"):
        roles = party.texts("roles")
        if roles and {"buyer", "supplier", "tenderer"}.isdisjoint(roles):
            continue  # such as a court: no record names it, so its name is a loss
        identity, identifier = party.text("id"), party.at("identifier")
        scheme, number = identifier.text("scheme"), identifier.text("id")
        known = (scheme, number) if scheme and number else ("", identity)
        name = party.text("name") or identifier.text("legalName") or identity
        if name in firms.values() and known not in firms:
            name = f"{name} ({identity})"  # two firms of one name
        names[identity] = firms.setdefault(known, name)
    return names


def buyers_of(last: Seen) -> tuple[Authority, ...]:
    """The authorities that buy, the lead first."""
    lead = last.at("buyer")
    found: dict[str, Authority] = {}
    buyers = [party for party in last.each("parties") if "buyer" in party.texts("roles")]
    for party in (lead, *buyers):
        identity, name = party.text("id") or party.text("name"), party.text("name")
        if identity and (name or identity not in found):
            found.setdefault(identity, Authority(reference=identity, name=name or identity))
    return tuple(found.values())


def _lots(last: Seen) -> tuple[specification.Lot, ...]:
    """The lots of a procurement in lots. One lot alone is an undivided procurement."""
    lots = last.at("tender").each("lots")
    if len(lots) < 2:
        for lot in lots:
            lot.text("id")
        return ()
    found: dict[str, specification.Lot] = {}
    for number, lot in enumerate(lots, 1):
        identity = lot.text("id") or str(number)
        title = lot.text("title") or f"Lot {identity}"
        value = lot.money("value")
        named = identity if identity != "whole" else f"lot-{number}"
        found.setdefault(named, specification.Lot(reference=named, title=title, total_value=value))
    return tuple(found.values())
