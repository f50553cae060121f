"""Procurement strategy: the facts that decide the law, the route, the money, the buyers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs
from attrs import field

from commissioning.records.parties import Authority
from commissioning.records.record import CRITERION, PROVIDER, Record
from commissioning.stages import Route
from commissioning.values.checking import AboveZero, Checked, FromOne, asks
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word


class Subject(Word):
    """The subject of a contract, as far as the thresholds of the law distinguish it."""

    SERVICES = "services"
    GOODS = "goods"
    WORKS = "works"
    CONCESSION = "concession"


class HealthProcess(Word):
    """The selection process for a health care service under the Provider Selection Regime."""

    DIRECT_AWARD_A = "direct award process A"
    DIRECT_AWARD_B = "direct award process B"
    DIRECT_AWARD_C = "direct award process C"
    MOST_SUITABLE_PROVIDER = "most suitable provider process"
    COMPETITIVE = "competitive process"


class Nation(Word):
    """The nation whose law binds the buyer. Only the law of England is held here."""

    ENGLAND = "England"
    WALES = "Wales"
    SCOTLAND = "Scotland"
    NORTHERN_IRELAND = "Northern Ireland"


class OtherRules(Word):
    """A kind of contract with rules of its own, which are not held here."""

    UTILITIES = "a utilities contract"
    DEFENCE = "a defence and security contract"


class DirectAwardGround(Word):
    """The ground in law for awarding a contract without a competition."""

    NO_SUITABLE_TENDERS = "no tenders, or no suitable tenders, were received"
    PROTOTYPE = "a prototype or development made for the authority"
    ARTISTIC = "a unique work of art or artistic performance"
    EXCLUSIVE_RIGHTS = "intellectual property or other exclusive rights"
    TECHNICAL = "technical reasons leave no competition"
    ADDITIONAL = "additional or repeat supplies from the present provider"
    REPEAT = "supplies like those of an earlier contract, which foretold them"
    COMMODITIES = "bought on a commodity market"
    INSOLVENCY = "advantageous terms on an insolvency"
    URGENCY = "extreme and unavoidable urgency"
    PROTECTING_LIFE = "to protect life, health or public order"
    USER_CHOICE = "the person supported chooses the provider"


@frozen(kw_only=True)
class ProcurementFacts(Checked):
    """The facts of a procurement that decide which rows of law apply. None means not stated."""

    subject: Subject = Subject.SERVICES
    light_touch: bool | None = None
    """Social and other services on the light touch list, by their CPV code."""
    sub_central: bool | None = True
    """True of councils; False of central government bodies."""
    above_threshold: bool | None = None
    """Whether the estimated value reaches the threshold that applies; the rows are in `law.regimes`."""
    electronic: bool | None = True
    health_service: bool = False
    """A health care service within the Provider Selection Regime."""
    framework_call_off: bool = False
    framework: bool = False
    """Whether it sets up a framework, from which contracts are called off later."""
    open_framework: bool = False
    """Whether the framework is opened to new suppliers again and again, as section 49 allows."""
    dynamic_market: bool = False
    user_choice: bool = False
    urgent: bool = False
    direct_award_ground: DirectAwardGround | None = None
    """The ground for a direct award; None for a competition, or where it is not stated."""
    health_process: HealthProcess | None = None
    """The one of the regime's processes, for a health care service; None for anything else."""
    nation: Nation = Nation.ENGLAND
    other_rules: OtherRules | None = None

    def completed_by(self, others: ProcurementFacts | None) -> ProcurementFacts:
        """These facts, with those that are not stated here as others state them."""
        if others is None:
            return self
        absent = (name for name in attrs.fields_dict(type(self)) if getattr(self, name) is None)
        return attrs.evolve(self, **{name: getattr(others, name) for name in absent})


@frozen(kw_only=True)
class Justification(Checked):
    """The statements that show that the ground for a direct award holds. None means not stated."""

    own_act: bool | None = None
    """Whether the urgency is due to an act or omission of the authority."""
    foreseeable: bool | None = None
    """Whether the authority could have foreseen it."""
    earlier: str = ""
    """The earlier contract that is repeated, or the competition that failed, by its reference."""
    earlier_competed_on: date | None = None
    """The day on which the earlier contract was awarded (before the Act: concluded) after a competition."""
    foretold: bool | None = None
    """Whether the notice or documents of the earlier competition announced the repetition."""
    strictly_necessary: bool | None = None
    """Whether the urgency makes all that is bought strictly necessary, and leaves no time to compete."""
    award_impossible: bool | None = None
    """Whether the competition that failed can no longer lead to an award."""
    terms_altered: bool | None = None
    """Whether the terms of the competition that failed are altered substantially."""
    chosen: bool | None = None
    """Whether the person supported prefers the provider, or no other can meet the need."""
    against_best_interests: bool | None = None
    """Whether a competition would be against the best interests of the person supported."""
    alternative: bool | None = None
    """Whether there is a reasonable alternative to what a single supplier can supply."""
    narrowed: bool | None = None
    """Whether competition is absent because the requirements were drawn artificially narrow."""
    incompatible: bool | None = None
    """Whether another supplier's would differ or not fit, with disproportionate technical difficulties."""
    under_regulations: str = ""
    """The regulations by which a Minister allows the award, where the ground needs them."""


class Matter(Word):
    """A matter that the law has an authority consider, or keep a record of, when it buys."""

    OBJECTIVES = "value for money, public benefit, openness and integrity"
    SMALL_FIRMS = "the barriers that small and medium-sized enterprises face"
    POLICY_STATEMENT = "the national procurement policy statement"
    LOTS = "whether it could be supplied and awarded in lots"
    PROCESS = "the process followed and the individuals who decide"
    REASONS = "the reasons for the decision"
    CONFLICTS = "declared conflicts of interest and how each was managed"
    KEY_CRITERIA = "how the key criteria were taken into account"
    BASIC_CRITERIA = "how the basic selection criteria were assessed"


@frozen(kw_only=True)
class Consideration(Checked):
    """How one matter was considered, in the authority's words."""

    matter: Matter
    how: str

    never_empty = asks(how="say how it was considered")


class ParentKind(Word):
    """Whether a contract is called off from a framework or from a dynamic market."""

    FRAMEWORK = "framework"
    DYNAMIC_MARKET = "dynamic market"
    """Under the 2015 Regulations, a dynamic purchasing system."""


@frozen(kw_only=True)
class Parent(Checked):
    """The framework or dynamic market under which a contract is called off, kept in a cycle of its own."""

    reference: str
    """Its reference or name, as the buyer of the call-off knows it."""
    kind: ParentKind
    cycle: str = ""
    """The reference of the cycle that set it up, where one is kept."""
    lot: str = ""
    """The lot of it that is used; empty where it has none."""
    commenced_on: date | None = None
    """The day its own procurement commenced, which decides the law of what is called off."""
    places: FromOne[int] | None = None
    """For how many providers each call-off has room, where the framework announces that."""
    members: tuple[str, ...] = field(default=(), metadata=PROVIDER)
    """The members able to perform the lot that is used; none where they are not stated."""
    ends_on: date | None = None
    """The last day on which a call-off may be begun."""
    call_offs_run_until: date | None = None
    """The last day that a call-off may run to, where its terms set one."""
    criteria: tuple[str, ...] = field(default=(), metadata=CRITERION)
    """The criteria of its award, by reference; a competition under it may only refine them."""
    chooses_by: str | None = None
    """How its terms choose the supplier of a call-off that is not competed: "the lowest rate of the lot".
    Empty where it has no such mechanism beside the core terms of the call-off; None if not stated."""

    never_empty = asks(reference="name the framework or market")
    distinct = ("members", "criteria")


@frozen(kw_only=True)
class FinancialEnvelope(Checked):
    """The maximum amount for which tenders are invited."""

    amount: AboveZero[Money]
    per: str = "year"
    """The time it is for: "year", "whole term"."""
    above_is_refused: bool = True
    """Whether an offer above it is refused, or only reported."""


@frozen(kw_only=True)
class JointBuyer(Checked):
    """An authority that buys together with others."""

    authority: str
    """The reference of the authority."""
    lead: bool = False
    share: Money | None = None
    decides: tuple[str, ...] = ()
    """Decisions this buyer makes alone, if agreed: "awards of its own lots"."""
    decision_pending: bool = False
    """True while the partner has still to decide whether to join."""


@frozen(kw_only=True)
class ProcurementStrategy(Record):
    """The decision on how to go to market. Until it is made the cycle has no route."""

    route: Route
    facts: ProcurementFacts
    estimated_value: Money | None = None
    """The maximum payable over the whole term, with options and extensions."""
    envelope: FinancialEnvelope | None = None
    joint_buyers: tuple[JointBuyer, ...] = ()
    places: FromOne[int] | None = None
    """The number of providers to be appointed for each lot; an invitation may announce another."""
    term: str = ""
    """The intended term in the usual short form: "5 + 2" years."""
    under: Parent | None = None
    """The framework or market it is called off from; None where the contract stands by itself."""
    justification: Justification | None = None
    """For a direct award: what shows that its ground holds."""
    longer_because: str = ""
    """The reason for a framework that runs longer than the law's usual maximum, as the notice gives it."""
    considered: tuple[Consideration, ...] = ()

    distinct = ("joint_buyers.authority",)

    def problems(self) -> Iterator[str]:
        leads = [buyer.authority for buyer in self.joint_buyers if buyer.lead]
        if self.joint_buyers and len(leads) != 1:
            yield f"joint_buyers: exactly one buyer leads; here {', '.join(leads) or 'none'}"


class PartnerAnswer(Word):
    """The decision of a partner about buying together."""

    JOINS = "joins"
    DECLINES = "declines"
    WITHDRAWS = "withdraws"


@frozen(kw_only=True)
class PartnerDecision(Record):
    """A partner's own decision to join a joint procurement, to stay out of it, or to leave it."""

    authority: str
    """The reference of the authority, as the strategy names it."""
    answer: PartnerAnswer
    because: str = ""
    share: Money | None = None
    """The partner's share, if its decision changes the one in the strategy."""

    never_empty = asks(authority="say whose decision it is")

    def problems(self) -> Iterator[str]:
        if self.answer is PartnerAnswer.WITHDRAWS and not self.because:
            yield f"because: say why {self.authority} withdraws"


@frozen(kw_only=True)
class BuyerSucceeded(Record, called="succession of a buyer"):
    """Authorities that buy are succeeded by others on the day: a reorganisation, a merger, a split.

    With `lots` it passes on those lots alone, and the rest stays where it was.
    """

    was: tuple[str, ...]
    """The references of the authorities that are succeeded."""
    becomes: tuple[Authority, ...]
    """The authorities that take their place: one for a merger, several that share for a split."""
    because: str = ""
    under: str = ""
    """The law or agreement that makes it so."""

    never_empty = asks(
        was="say which authorities are succeeded, by their references",
        becomes="say which authorities take their place",
    )
    distinct = ("was", "becomes")

    def problems(self) -> Iterator[str]:
        for same in sorted({authority.reference for authority in self.becomes} & {*self.was}):
            yield f"becomes: {same} cannot succeed itself; name only those that are succeeded in `was`"
        if not self.because and not self.under:
            yield "because: say why, or under which law the authorities are succeeded"

    def names(self, reference: str) -> bool:
        heirs = (authority.reference for authority in self.becomes)
        return Record.names(self, reference) or reference in {*self.was, *heirs}
