"""The facts of a procurement that decide route and law, as a notice states them or lets them be inferred."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from attrs import evolve

from commissioning.errors import NoRuleError
from commissioning.interchange.ocds.seen import Seen
from commissioning.law.governing import governing
from commissioning.law.questions import THRESHOLD
from commissioning.law.thresholds import Side, side_of
from commissioning.records.record import Basis, Grounds
from commissioning.records.strategy import (
    DirectAwardGround,
    Nation,
    Parent,
    ParentKind,
    ProcurementFacts,
    Subject,
)
from commissioning.stages import Route
from commissioning.values.frozen import frozen
from commissioning.values.money import Money

_PHRASES: Final = (
    ("call-off", Route.call_off()),
    ("call off", Route.call_off()),
    ("mini-competition", Route.call_off()),
    ("further competition", Route.call_off()),
    ("direct award", Route.direct_award()),
    ("without prior publication", Route.direct_award()),
    ("without competition", Route.direct_award()),
    ("single tender action", Route.direct_award()),
    ("restricted", Route.restricted(interviews=False)),
    ("negotiat", Route.restricted(interviews=False)),
    ("competitive dialogue", Route.restricted(interviews=False)),
    ("innovation partnership", Route.restricted(interviews=False)),
    ("competitive flexible", Route.restricted(interviews=False)),
    ("open", Route.open()),
    ("invitation to quote", Route.open()),
)
"""Words of a procedure, as portals print them, with the route they mean; the first that is there decides."""

_METHODS: Final = {
    "open": Route.open(),
    "selective": Route.restricted(interviews=False),
    "limited": Route.direct_award(),
    "direct": Route.direct_award(),
}
_SUBJECTS: Final = {"goods": Subject.GOODS, "works": Subject.WORKS, "services": Subject.SERVICES}
_LIGHT_TOUCH: Final = ("75", "79611", "79622", "79624", "80", "85", "92", "98", "55520", "55521")
"""The beginnings of the CPV codes of social, health, education, cultural and like services."""
_NATIONS: Final = {"ocds-r6ebe6": Nation.SCOTLAND, "ocds-kuma6s": Nation.WALES}
_DIRECTIVE: Final = "32014L0024"
_GROUNDS: Final = {
    "urgency": DirectAwardGround.URGENCY,
    "exclusiverights": DirectAwardGround.EXCLUSIVE_RIGHTS,
    "technical": DirectAwardGround.TECHNICAL,
    "additional": DirectAwardGround.ADDITIONAL,
    "userchoice": DirectAwardGround.USER_CHOICE,
    "prototype": DirectAwardGround.PROTOTYPE,
    "insolvency": DirectAwardGround.INSOLVENCY,
    "protectinglife": DirectAwardGround.PROTECTING_LIFE,
}


@frozen
class Facts:
    """The route and the facts of a procurement, with the grounds of each that is inferred."""

    route: Route | None
    stated: ProcurementFacts
    inferred: tuple[str, ...]
    """Each inferred fact as a clause with its source: "light touch, from CPV 85000000"."""
    value: Money | None
    under: Parent | None

    @property
    def basis(self) -> tuple[Basis, ...]:
        """The grounds for a record that holds them, where any is inferred."""
        if not self.inferred:
            return ()
        return (
            Basis(grounds=Grounds.INFERRED, source="; ".join(self.inferred), fields=("facts",)),
        )


def facts_of(ocid: str, state: Seen, commenced_on: date | None) -> Facts:
    """The facts of a process, from its merged state."""
    tender = state.at("tender")
    method, details = tender.text("procurementMethod"), tender.text("procurementMethodDetails")
    under = _parent(state)
    words = details.lower()
    route = _route(method, words, under)
    value = tender.money("value")
    inferred: list[str] = []
    facts = ProcurementFacts(
        subject=_SUBJECTS.get(tender.text("mainProcurementCategory"), Subject.SERVICES),
        light_touch=_light_touch(tender, inferred),
        nation=_NATIONS.get(ocid[:11], Nation.ENGLAND),
        framework=_is_framework(tender, inferred),
        dynamic_market=tender.at("techniques").flag("hasDynamicPurchasingSystem") or False,
        framework_call_off=under is not None,
        direct_award_ground=_ground(tender, route),
    )
    side = _above_threshold(tender, words, (value, commenced_on, facts), inferred)
    return Facts(route, evolve(facts, above_threshold=side), tuple(inferred), value, under)


def _route(method: str, words: str, under: Parent | None) -> Route | None:
    """The route that the method and the words of the procedure mean; None where neither tells."""
    spoken = next((route for phrase, route in _PHRASES if phrase in words), None)
    if under is not None:
        return Route.call_off(competed=method not in {"limited", "direct"})
    if method == "selective" and spoken is not None and spoken.name.startswith("call-off"):
        return spoken
    return _METHODS.get(method, spoken)


def _parent(state: Seen) -> Parent | None:
    for related in state.each("relatedProcesses"):
        if "framework" in related.texts("relationship"):
            title, identifier = related.text("title"), related.text("identifier")
            if title or identifier:
                return Parent(
                    reference=title or identifier, kind=ParentKind.FRAMEWORK, cycle=identifier
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


def _ground(tender: Seen, route: Route | None) -> DirectAwardGround | None:
    for found in tender.each("procurementMethodRationaleClassifications"):
        words = found.text("id").lower()
        for key, ground in _GROUNDS.items():
            if route == Route.direct_award() and key in words:
                return ground
    return None


def _above_threshold(
    tender: Seen,
    words: str,
    valued: tuple[Money | None, date | None, ProcurementFacts],
    inferred: list[str],
) -> bool | None:
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
    value, day, facts = valued
    if value is None or day is None:
        return None
    try:
        law = governing(day, facts).law(facts, day)
        above = side_of(value, THRESHOLD, law, day) is Side.BEYOND
    except NoRuleError:
        return None
    inferred.append(f"{'above' if above else 'below'} threshold, from the value of {value}")
    return above


def per_cent(text: str) -> Decimal | None:
    """A weight that stands alone where a description should be: "60", "60%". None for anything else."""
    digits = text.strip().removesuffix("%").strip()
    if digits.replace(".", "", 1).isdigit():
        weight = Decimal(digits)
        return weight if weight <= 1000 else None
    return None
