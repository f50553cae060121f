"""Lancashire's supported housing of 2016: a consultation in two parts on a draft specification.

The council's consultation page gives the purpose, the earlier views of people who use the services, and
the consultation itself. It stops there, before the answers.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.casebook.story import Story, inferred, stated
from commissioning.dates import periods, windows
from commissioning.dates.parsing.readings import Precision
from commissioning.records import engagement
from commissioning.records.history import BroughtForward
from commissioning.records.needs import Need, NeedsAssessment, Objective
from commissioning.records.parties import Authority
from commissioning.records.record import Record
from commissioning.records.specification import Outcome, Requirement, ServiceSpecification, Strength
from commissioning.stages import Stage

SOURCE: Final = (
    "Lancashire County Council, consultation page, "
    "Recommissioning care and support in supported housing, 9 September 2016"
)
LANCASHIRE: Final = Authority(reference="lancashire", name="Lancashire County Council")
OPENED: Final = date(2016, 9, 9)
CLOSED: Final = date(2016, 10, 10)
_STATED: Final = (stated(SOURCE),)
_BEFORE: Final = windows.Window(
    words="previously carried out; published 9 September 2016",
    latest=OPENED,
    precision=Precision.OPEN,
    inferred=("the day of publication as the last day it can have been",),
)

OBJECTIVES: Final = (
    Objective(reference="quality", words="improving service quality", source=SOURCE,
              by=("person-centred approaches", "the outcomes of service users",
                  "promoting independence", "ensuring dignity in care",
                  "safeguarding vulnerable adults")),
    Objective(reference="workforce", words="developing the workforce", source=SOURCE,
              by=("workforce development and training", "clear required standards")),
    Objective(reference="contracting", words="strengthening the approach to contracting",
              source=SOURCE, by=("clear requirements",
              "robust contracts and specification: quality, standards, performance and monitoring")),
    Objective(reference="market", words="shaping the market", source=SOURCE,
              by=("individual contracts for each tenancy/scheme",
                  "a sustainable and responsive care market")),
)  # fmt: skip
"""The four strategic objectives, with the means the page gives for each."""

NEEDS: Final = (
    Need(reference="independence", objectives=("quality", "workforce", "contracting", "market"),
         words="living as independently as possible in the community, with housing, support and "
         "sometimes care",
         population="adults, people with physical disabilities, people with learning "
         "disabilities/autism and people with mental health needs; individuals with ongoing care and "
         "support needs"),
)  # fmt: skip

THEMES: Final = (
    engagement.Theme(reference="communication",
          words="improved communication between providers and service users, including informing "
          "service users about changes to their care arrangements"),
    engagement.Theme(reference="consistency",
          words="consistency of care workers, including having a team of regular care workers who "
          "understand their needs"),
    engagement.Theme(reference="training",
          words="workforce development and the training of staff, including training on specific and "
          "complex needs"),
    engagement.Theme(reference="terms",
          words="improved terms and conditions for care workers, as service users believe this will "
          "help attract and retain higher skilled staff"),
    engagement.Theme(reference="flexibility",
          words="flexibility of the service in order to meet service users' needs in a person-centred "
          "way"),
)  # fmt: skip
"""The earlier views of service users, in the words of the page, which gives no numbers."""

REQUIREMENTS: Final = (
    Requirement(reference="keep-informed", themes=("communication",), outcomes=("independent-life",),
                words="tell people of changes to their care arrangements"),
    Requirement(reference="regular-team", themes=("consistency",), outcomes=("independent-life",),
                words="give each person a team of regular care workers who understand their needs"),
    Requirement(reference="specific-training", themes=("training",), outcomes=("independent-life",),
                words="train staff, also for specific and complex needs"),
    Requirement(reference="fair-terms", themes=("terms",), outcomes=("independent-life",),
                words="improve the terms and conditions of care workers"),
    Requirement(reference="flexible-care", themes=("flexibility",), outcomes=("independent-life",),
                words="be flexible enough to meet people's needs in a person-centred way"),
    Requirement(reference="established-presence", outcomes=("independent-life",),
                words="keep an established staff presence within the scheme, from visiting to 24 hours, "
                "a mix of background and 1:1 support"),
    Requirement(reference="landlord", outcomes=("independent-life",), strength=Strength.SHOULD,
                words="have an agreement with the landlord of the scheme"),
    Requirement(reference="moved-for-care", outcomes=("independent-life",), strength=Strength.SHOULD,
                words="serve people who moved to the accommodation in order to receive the care"),
    Requirement(reference="scheme-contract", outcomes=("independent-life",),
                words="one individual contract for each tenancy or scheme"),
)  # fmt: skip


def consultation() -> engagement.Consultation:
    """The consultation of 9 September to 10 October 2016: 32 days, in two parts."""
    return engagement.Consultation(
        on=OPENED,
        reference="supported-housing",
        title="Recommissioning care and support in supported housing",
        method="Questionnaire - online",
        audience=("special interest group",),
        parts=(
            engagement.ConsultationPart(
                reference="A",
                about="the draft service specification and key performance indicators",
            ),
            engagement.ConsultationPart(
                reference="B", about="the key proposed commissioning intentions"
            ),
        ),
        period=periods.Period(OPENED, CLOSED),
        reasons="what supported housing is, the four strategic objectives, and what service users had "
        "said that is already in the proposals",
        replies_by="no later than 10 October 2016",
        area="All of Lancashire",
        by="Policy, Information and Commissioning (Live Well & Age Well)",
        run_by="Business Intelligence",
        note="organisations need not answer every question, only those relevant to them; all responses "
        "will be considered as the approach to recommissioning is finalised",
        basis=_STATED,
    )


def _earlier() -> tuple[Record, ...]:
    """The earlier stages that the page mentions; their papers are not held."""
    return (
        NeedsAssessment(
            on=OPENED, within=_BEFORE, objectives=OBJECTIVES, needs=NEEDS, basis=_STATED
        ),
        engagement.Consultation(
            on=OPENED,
            within=_BEFORE,
            reference="service-users",
            method="not stated",
            audience=("service users",),
            reasons="to seek their views on how services can be improved",
            basis=_STATED,
        ),
        engagement.ConsultationReport(
            on=OPENED,
            within=_BEFORE,
            reference="service-users-report",
            consultation="service-users",
            themes=THEMES,
            basis=_STATED,
        ),
        engagement.YouSaidWeDid(
            on=OPENED,
            within=_BEFORE,
            report="service-users-report",
            answers=tuple(
                engagement.ThemeAnswer(
                    theme=theme.reference,
                    taken_up=True,
                    because="incorporated into the council's proposals",
                )
                for theme in THEMES
            ),
            basis=_STATED,
        ),
    )


def _records() -> tuple[Record, ...]:
    return (
        BroughtForward(
            on=OPENED,
            stage=Stage.NEEDS,
            because="the page sums up what came before the consultation and holds none of its papers",
            carries=_earlier(),
            basis=_STATED,
        ),
        ServiceSpecification(
            on=OPENED,
            title="Care and support in supported housing",
            outcomes=(
                Outcome(
                    reference="independent-life",
                    words="the person lives as independently as possible in the community",
                    needs=("independence",),
                ),
            ),
            requirements=REQUIREMENTS,
            note="the page tells of the draft and its KPIs and prints neither; what typically sets the "
            "service apart from home care (landlord, presence, move, needs) is written as requirements. "
            "The definition quoted is that of Making it Real for Supported Housing, Think Local Act "
            "Personal, Sitra, June 2016",
            basis=(
                inferred(SOURCE, "outcomes", "requirements", "title"),
                stated(SOURCE, "on", "status"),
            ),
        ),
        consultation(),
    )


STORY: Final = Story(
    title="Supported housing in Lancashire",
    buyers=(LANCASHIRE,),
    reference="lancashire-supported-housing-2016",
    written=_records,
    stops="the council's page ends with the consultation, open to 10 October 2016",
)


cycle = STORY.cycle
"""The whole story, up to a stage, or up to a kind of record: see `Story.cycle`."""
