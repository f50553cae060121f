"""Lewisham's home care, from needs to the approved specification: the part that its papers give."""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.casebook.lewisham_schedule import SOURCE as SCHEDULE
from commissioning.casebook.lewisham_schedule import published
from commissioning.casebook.story import constructed, inferred, stated
from commissioning.dates.parsing.readings import Precision
from commissioning.dates.windows import Window
from commissioning.records import specification
from commissioning.records.approval import ApprovalToProcure, ScrutinyNote
from commissioning.records.engagement import MarketEngagement, Meetings, ReferenceGroupFormed
from commissioning.records.needs import Need, NeedsAssessment, Objective
from commissioning.records.options import Option, OptionsAppraisal
from commissioning.records.parties import Constituency, ReferenceGroup
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementFacts, ProcurementStrategy
from commissioning.stages import Route
from commissioning.values.money import Money, pounds

SLIDES: Final = (
    "London Borough of Lewisham, Healthier Communities Select Committee, 1 March 2022, "
    "Future Home Care Arrangements (New Model and Procurement Process)"
)
MINUTE: Final = (
    "London Borough of Lewisham, Mayor and Cabinet, 9 March 2022, "
    "https://councilmeetings.lewisham.gov.uk/ieIssueDetails.aspx?IId=42712&PlanId=0&Opt=3"
)
NEIGHBOURHOODS: Final = ("N1", "N2", "N3", "N4")
SPECIALISTS: Final = ("S1", "S2", "S3", "S4", "S5")


def scheduled(row: int) -> Window:
    """The window of a row of the published schedule, counted from 1."""
    return published().rows[row - 1].window


def _neighbourhood(number: int, yearly: str, five_years: str) -> specification.Lot:
    return specification.Lot(
        reference=f"N{number}",
        title=f"Lead home care provider, Neighbourhood {number}",
        annual_value=pounds(yearly),
        total_value=pounds(five_years),
        term="5 + 2",
    )


def _specialist(number: int, subject: str) -> specification.Lot:
    return specification.Lot(
        reference=f"S{number}",
        title=f"Specialist advice, support and training: {subject}",
        annual_value=pounds(120_000),
        term="5 + 2",
    )


LOTS: Final = (
    _neighbourhood(1, "2500000", "12500000"),
    _neighbourhood(2, "6000000", "30000000"),
    _neighbourhood(3, "5300000", "26500000"),
    _neighbourhood(4, "3200000", "16000000"),
    _specialist(1, "end of life"),
    _specialist(2, "mental health"),
    _specialist(3, "advanced dementia"),
    _specialist(4, "learning disability and autism"),
    _specialist(5, "meaningful life roles"),
)

OBJECTIVES: Final = (
    Objective(reference="local-economy", words="Building an inclusive local economy",
              by=("more Living Wage employers", "support to access work and to progress",
                  "high-quality work and reduced inequalities"), source=SLIDES),
    Objective(reference="health-and-care",
              words="Delivering and defending: health, social care and support",
              by=("healthy lifestyles are increasingly a way of life across all communities",
                  "services are robust, responsive and work together"), source=SLIDES),
    Objective(reference="service-first", words="We put service to the public first", source=SLIDES),
    Objective(reference="respect", words="We respect all people and all communities", source=SLIDES),
    Objective(reference="employees", words="We invest in employees", source=SLIDES),
)  # fmt: skip

NEEDS: Final = (
    Need(reference="own-home", objectives=("service-first", "health-and-care"),
         words="care at home that builds on people's strengths and the lives they want to lead",
         population="residents of Lewisham who need care at home"),
    Need(reference="carers", objectives=("respect",),
         words="support for unpaid carers in their caring role", population="unpaid carers"),
    Need(reference="workforce", objectives=("employees", "local-economy"),
         words="care workers who stay, learn and progress", population="home care workers",
         evidence=("adult social care contributes at least £50.3 billion to the economy in England "
                   "(Skills for Care, 2021)",)),
)  # fmt: skip

OUTCOMES: Final = (
    specification.Outcome(reference="wellbeing", needs=("own-home",),
            words="people reach their best physical and mental well-being and life roles"),
    specification.Outcome(reference="carers-supported", needs=("carers",),
            words="unpaid carers are supported in their role"),
    specification.Outcome(reference="career", needs=("workforce",),
            words="home care is a career of choice for residents"),
)  # fmt: skip

REQUIREMENTS: Final = (
    specification.Requirement(reference="principles", outcomes=("wellbeing",),
                words="care is given by a personalised set of principles"),
    specification.Requirement(reference="lived-experience", outcomes=("wellbeing", "carers-supported"),
                words="people with lived experience and unpaid carers shape delivery and oversight"),
    specification.Requirement(reference="community-offer", outcomes=("wellbeing",),
                words="the service is part of the wider Lewisham community offer"),
    specification.Requirement(reference="carers-offer", outcomes=("carers-supported",),
                words="there is a core offer to unpaid carers, developed with their reference group"),
    specification.Requirement(reference="career-progression", outcomes=("career",),
                words="there is a career progression pathway for home care workers"),
    specification.Requirement(reference="charter", outcomes=("career",),
                words="UNISON's ethical care charter is complied with in full",
                standards=("ethical-care-charter-1", "ethical-care-charter-2",
                           "ethical-care-charter-3")),
    specification.Requirement(reference="parity", strength=specification.Strength.SHOULD,
                outcomes=("career",),
                words="work towards parity of esteem with equivalent roles in the NHS"),
    specification.Requirement(reference="big-promise", outcomes=("wellbeing",),
                words="the London ADASS Big Promise is embedded in service delivery"),
    specification.Requirement(reference="apprenticeships", strength=specification.Strength.SHOULD,
                outcomes=("career",),
                words="talent in the borough is nurtured through apprenticeships"),
)  # fmt: skip


_LIVED_EXPERIENCE: Final = (Constituency.SERVICE_USER, Constituency.UNPAID_CARER)
_AGAINST: Final = (
    "weakens the duty to shape a diverse market (Care Act 2014)",
    "the council employs nobody with the knowledge to run it",
)


def planning() -> tuple[Record, ...]:
    """Needs, options, engagement, the permission of 9 March 2022 and the specification."""
    return (*_before_the_paper(), *_permission(), *_specification())


def _before_the_paper() -> tuple[Record, ...]:
    year = Window(
        words="2019", earliest=date(2019, 1, 1), latest=date(2019, 12, 31), precision=Precision.YEAR
    )
    return (
        NeedsAssessment(
            on=date(2019, 9, 2),
            objectives=OBJECTIVES,
            needs=NEEDS,
            basis=(constructed("on"), stated(SLIDES, "objectives"), inferred(SLIDES, "needs")),
        ),
        OptionsAppraisal(
            on=date(2019, 12, 31),
            within=year,
            options=(
                Option(
                    reference="A",
                    words="bring the service in house under the existing management structure",
                    stated_cost=pounds(142_000_000),
                    years=5,
                    considerations=_AGAINST,
                ),
                Option(
                    reference="B",
                    words="establish an organisation owned by the council",
                    stated_cost=pounds(118_000_000),
                    years=5,
                    considerations=_AGAINST,
                ),
                Option(
                    reference="current",
                    words="procure domiciliary care again by neighbourhoods",
                    stated_cost=pounds(91_000_000),
                    years=5,
                ),
            ),
            baseline="current",
            preferred="current",
            because="both other options cost more and insourcing was found not to be viable",
            basis=(stated(SLIDES, "options", "within"), inferred(SLIDES, "preferred", "because")),
        ),
        MarketEngagement(
            on=date(2022, 1, 13),
            method="monthly virtual provider forum",
            invited=52,
            meetings=Meetings(first_on=date(2022, 1, 13), rule="FREQ=MONTHLY;BYDAY=2TH"),
            shared=("weekly updates in the home care provider forum bulletin",),
            basis=(stated(SLIDES),),
        ),
        ReferenceGroupFormed(
            on=date(2022, 2, 4),
            reference="carer-reference-group",
            group=ReferenceGroup(
                reference="carer-reference-group",
                name="Carer Reference Group",
                constituencies=(Constituency.UNPAID_CARER,),
                equal_members=(Constituency.UNPAID_CARER,),
            ),
            meetings=Meetings(first_on=date(2022, 2, 4), rule="FREQ=WEEKLY"),
            responsible_for=("the core offer to unpaid carers",),
            basis=(stated(SLIDES),),
        ),
    )


def _permission() -> tuple[Record, ...]:
    yearly = Money.total(lot.annual_value for lot in LOTS if lot.annual_value)
    return (
        published(),
        ScrutinyNote(
            on=date(2022, 3, 1),
            body="Healthier Communities Select Committee",
            note="received the new model and the proposed schedule; the slides record no comments",
            basis=(stated(SLIDES),),
        ),
        ReferenceGroupFormed(
            on=date(2022, 3, 6),
            within=scheduled(3),
            reference="procurement-reference-group",
            group=ReferenceGroup(
                reference="procurement-reference-group",
                name="Home Care Procurement Reference Group",
                constituencies=(Constituency.OFFICER, *_LIVED_EXPERIENCE),
                equal_members=_LIVED_EXPERIENCE,
            ),
            responsible_for=(
                "the specification focuses on a strengths-based approach and person-centred outcomes",
                "people with lived experience are equal members of the group",
                "unpaid carers are equal members through the Carer Reference Group",
            ),
            basis=(stated(SCHEDULE),),
        ),
        ProcurementStrategy(
            on=date(2022, 3, 9),
            route=Route.restricted(interviews=True),
            facts=ProcurementFacts(light_touch=True, sub_central=True, above_threshold=True),
            estimated_value=yearly * 7,
            term="5 + 2",
            basis=(
                stated(MINUTE, "on", "term"),
                inferred(SLIDES, "route", "facts"),
                inferred(MINUTE, "estimated_value"),
            ),
            note="the estimate is the yearly value of all nine contracts over the full seven years",
        ),
        ApprovalToProcure(
            on=date(2022, 3, 9),
            decided_by="Mayor and Cabinet",
            value=yearly * 5,
            delegates=("shortlisting after the first stage, to an executive director",),
            basis=(stated(MINUTE, "on", "decided_by", "delegates"), inferred(MINUTE, "value")),
        ),
    )


def _specification() -> tuple[Record, ...]:
    standards = (*specification.ETHICAL_CARE_CHARTER, *specification.CARE_ACT_DUTIES)
    return (
        specification.ServiceSpecification(
            on=date(2022, 4, 10),
            within=scheduled(5),
            version=1,
            title="Home care in Lewisham, draft",
            divided_into=LOTS,
            outcomes=OUTCOMES,
            requirements=REQUIREMENTS,
            standards=standards,
            note=(
                "The slides also say: accessible and competent for all residents, through the lens of "
                "the nine protected characteristics; the core offer to carers includes finding a way "
                "through health, social care and benefits, tailored information and advice, joint "
                "training with care workers and the Proud to Care discount scheme; provider offices "
                "become hubs of local activity; neighbourhoods reduce travel time; the market of "
                "personal assistants grows in parallel"
            ),
            basis=(
                stated(SCHEDULE, "within"),
                stated(SLIDES, "note"),
                stated(MINUTE, "divided_into"),
                stated(SLIDES, "requirements"),
                inferred(SLIDES, "outcomes", "standards"),
            ),
        ),
        MarketEngagement(
            on=date(2022, 6, 12),
            within=scheduled(6),
            method="market engagement on the draft specification",
            basis=(stated(SCHEDULE, "within"), inferred(SLIDES, "method")),
        ),
        specification.ServiceSpecification(
            on=date(2022, 7, 1),
            version=2,
            status=specification.SpecificationStatus.APPROVED,
            title="Home care in Lewisham",
            divided_into=LOTS,
            outcomes=OUTCOMES,
            requirements=REQUIREMENTS,
            standards=standards,
            changes_because="approved after market engagement",
            by="executive director",
            basis=(
                constructed("on", "version", "status", "by", "changes_because"),
                inferred(SLIDES, "title", "outcomes", "requirements", "standards"),
                stated(MINUTE, "divided_into"),
            ),
        ),
    )
