"""Leicester's home care of 2017: buying together with the NHS, while the decision is still pending.

The source is the minutes of a scrutiny commission. The text held here has no date; the joint framework
that followed ran from 9 October 2017, so the minutes are earlier than that.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from commissioning.casebook.story import Story, inferred, stated
from commissioning.dates.parsing.readings import Precision
from commissioning.dates.windows import Window
from commissioning.records import (
    approval,
    engagement,
    history,
    needs,
    options,
    parties,
    quality,
    record,
    specification,
    strategy,
    timetable,
)
from commissioning.stages import Route, Stage
from commissioning.values.money import pounds

SOURCE: Final = (
    "Leicester City Council, Adult Social Care Scrutiny Commission, minutes, "
    "Re-procurement of Domiciliary Care Support Services"
)
NOTICE: Final = (
    "Leicester City Council, framework notice, "
    "https://d3tenders.com/contract/?ocid=ocds-b5fd17-3da8acf5-dae9-4695-a4ce-f79b82e5ff98"
)
LEICESTER: Final = parties.Authority(reference="leicester", name="Leicester City Council")
CCG: Final = parties.Authority(
    reference="leicester-ccg",
    name="Leicester Clinical Commissioning Group",
    kind="clinical commissioning group",
)
LAST_DAY: Final = date(2017, 10, 8)
"""The last day on which the minutes can have been made: the framework began the day after."""
CURRENT_SPEND: Final = options.Option(
    reference="now",
    words="domiciliary care as bought now",
    stated_cost=pounds(10_500_000),
    years=1,
    considerations=("about £10.5m, as the minutes say",),
)
"""The spending of a year. The minutes do not say that the financial envelope would be the same."""

_UNDATED: Final = Window(
    words="before the framework of 9 October 2017",
    latest=LAST_DAY,
    precision=Precision.OPEN,
    inferred=("the day before the framework began as the last day it can have been",),
)
_STATED: Final = stated(SOURCE)
_DAY: Final = inferred(NOTICE, "on", "within")

NEEDS: Final = (
    needs.Need(reference="good-care", objectives=("good-care", "stability"),
         words="good domiciliary care that stays stable",
         population="people who use adult social care or health services at home"),
    needs.Need(reference="language", objectives=("good-care",),
         words="care workers with the appropriate language skills",
         population="people whose first language is not English"),
)  # fmt: skip
REQUIREMENTS: Final = (
    specification.Requirement(reference="training", outcomes=("stable-care",),
                words="staff have the training that the tender states as necessary",
                standards=("training-standard",)),
    specification.Requirement(reference="language-skills", outcomes=("stable-care",),
                words="show how people will be provided with the appropriate language skills"),
    specification.Requirement(reference="resolution", outcomes=("stable-care",),
                words="resolve problems with the same timeline and expectations as in-house"),
)  # fmt: skip
STANDARDS: Final = (
    specification.Standard(reference="training-standard", title="Training",
                kind=specification.StandardKind.TRAINING,
                commitments=("quality control checks ensure that the training is carried out",)),
    specification.Standard(reference="care-charter", title="Care charter",
                kind=specification.StandardKind.CHARTER),
)  # fmt: skip
SOURCES: Final = tuple(
    quality.SourceOfEvidence(source=source, how=how)
    for source, how in (
        (quality.QualitySource.TRAINING_RECORDS, "care providers' training records are checked"),
        (quality.QualitySource.USERS_VIEWS, "views are taken into account"),
        (quality.QualitySource.FAMILIES_VIEWS, "views are taken into account"),
        (quality.QualitySource.CQC_RATING, "providers are regulated by the CQC"),
    )
)


def _records() -> tuple[record.Record, ...]:
    return (
        history.BroughtForward(
            on=LAST_DAY,
            within=_UNDATED,
            stage=Stage.NEEDS,
            because="the minutes report on the engagement exercise and hold none of its papers",
            carries=(
                needs.NeedsAssessment(
                    on=LAST_DAY,
                    within=_UNDATED,
                    objectives=(
                        needs.Objective(
                            reference="good-care",
                            words="to continue to provide good domiciliary care and to meet as many of "
                            "the criteria set out in the care charter as possible",
                        ),
                        needs.Objective(
                            reference="stability", words="greater stability for service users"
                        ),
                    ),
                    needs=NEEDS,
                    basis=(inferred(SOURCE),),
                ),
                engagement.Consultation(
                    on=LAST_DAY,
                    within=_UNDATED,
                    reference="engagement",
                    method="service user engagement",
                    audience=("adult social care service users", "health service users"),
                    basis=(_STATED, _DAY),
                ),
                engagement.ConsultationReport(
                    on=LAST_DAY,
                    within=_UNDATED,
                    reference="engagement-report",
                    consultation="engagement",
                    stated_response_rate=Decimal(30),
                    note="considered to be very high for a consultation of that nature",
                    basis=(_STATED, _DAY),
                ),
            ),
            basis=(_STATED, _DAY),
        ),
        strategy.ProcurementStrategy(
            on=LAST_DAY,
            within=_UNDATED,
            route=Route.open(),
            facts=strategy.ProcurementFacts(light_touch=True, above_threshold=True),
            joint_buyers=(
                strategy.JointBuyer(authority="leicester", lead=True),
                strategy.JointBuyer(authority="leicester-ccg", decision_pending=True),
            ),
            note="a financial envelope will be offered and tenders invited within it; about £10.5m is "
            "spent now, and the contract is very considerable. The Deputy City Mayor comes to the joint "
            "procurement with an open mind: it could show immediate benefits, and it is to be considered "
            "what it would mean for service users and whether to depart from current practice",
            basis=(
                stated(SOURCE, "joint_buyers", "note"),
                inferred(NOTICE, "route", "facts"),
                _DAY,
            ),
        ),
        timetable.Timetable(
            on=LAST_DAY,
            within=_UNDATED,
            title="The report to the commission",
            rows=(
                timetable.TimetableRow(
                    what="a decision on the joint procurement with the Leicester CCG",
                    window=Window(
                        words="within the next two to four weeks", precision=Precision.RELATIVE
                    ),
                    step="partner-decision",
                ),
            ),
            basis=(_STATED, _DAY),
        ),
        specification.ServiceSpecification(
            on=LAST_DAY,
            within=_UNDATED,
            title="Domiciliary care support services",
            outcomes=(
                specification.Outcome(
                    reference="stable-care",
                    words="people have good and stable care at home",
                    needs=("good-care", "language"),
                ),
            ),
            requirements=REQUIREMENTS,
            standards=STANDARDS,
            note="what the minutes say the tender will ask; the specification itself is not held. It should "
            "not take any longer to get a resolution with a provider, and if it did the Strategic Director "
            "would want to be informed",
            basis=(inferred(SOURCE), _DAY),
        ),
        quality.QualityFramework(
            on=LAST_DAY, within=_UNDATED, sources=SOURCES, basis=(_STATED, _DAY)
        ),
        approval.ScrutinyNote(
            on=LAST_DAY,
            within=_UNDATED,
            body="Adult Social Care Scrutiny Commission",
            comments=(
                "how language difficulties are managed: would-be providers are asked in the tender",
                "where a service is procured it takes longer to resolve problems than in-house; the "
                "council needs to be more robust with providers",
            ),
            note="resolved that the report be noted and that officers give due consideration to all the "
            "comments made",
            basis=(_STATED, _DAY),
        ),
    )


STORY: Final = Story(
    title="Domiciliary care in Leicester",
    buyers=(LEICESTER, CCG),
    reference="leicester-domiciliary-care-2017",
    written=_records,
    stops="the minutes expect a decision on the joint procurement within two to four weeks",
)


cycle = STORY.cycle
"""The whole story, up to a stage, or up to a kind of record: see `Story.cycle`."""
