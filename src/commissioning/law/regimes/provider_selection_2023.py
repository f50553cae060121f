"""The Health Care Services (Provider Selection Regime) Regulations 2023: from 1 January 2024.

They govern health care that councils commission, such as sexual health, drug and alcohol services and
public health nursing. Ordinary social care is not within them.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from commissioning.dates import day_counts as days
from commissioning.dates.working_days import HolidaysOf
from commissioning.findings.citation import Verification
from commissioning.law import questions as q
from commissioning.law.conditions import CONDITION, Attachment, Condition
from commissioning.law.law import ANY, Bound, FactPattern, Line
from commissioning.law.notices import (
    COMPETING,
    NOTICE,
    SIGNED,
    Competing,
    Force,
    NamedRecord,
    Notice,
    When,
)
from commissioning.law.regimes.exclusion_grounds import EXCLUSION_GROUNDS
from commissioning.law.regimes.regime import (
    CALL_OFF,
    FRAMEWORK,
    GOVERNS,
    HEALTH,
    MARKET,
    NO_CALL_OFF,
    NO_FRAMEWORK,
    NO_MARKET,
    NOT_URGENT,
    OLD_MARKETS_END,
    STAFF_TRANSFERS,
    STANDARD_VAT,
    URGENT,
    Instrument,
    Regime,
)
from commissioning.law.regimes.transparency_code import listed_by
from commissioning.records import award, contract, ending, frameworks, notices, selection, tender
from commissioning.records.strategy import DirectAwardGround, HealthProcess, Matter
from commissioning.values.money import pounds

NAME: Final = "Health Care Services (Provider Selection Regime) Regulations 2023"
PSR: Final = Instrument(NAME, "https://www.legislation.gov.uk/uksi/2023/1348", date(2024, 1, 1))
_DIRECT_A, _DIRECT_B, _DIRECT_C, _MOST_SUITABLE, _COMPETITIVE = (
    FactPattern(health_process=process) for process in HealthProcess
)
_EXCLUDED_FROM: Final = date(2025, 2, 24)
"""From then on the tests of the Procurement Act 2023 decide who is excluded."""
_ENTERED: Final = "the contract is entered into"

# fmt: off

PROVIDER_SELECTION_2023: Final = Regime(NAME, (
    # When it governs
    PSR.row(GOVERNS, NAME, "regulation 1", HEALTH),
    PSR.row(q.COMMENCED_BY, NamedRecord(notices.NoticePublished,
        ("PSR-intended-approach", "PSR-invitation", "PSR-intention")), "regulations 7 to 11"),
    *(PSR.row(q.COMMENCED_BY, trigger, "regulations 7 to 11") for trigger in (*COMPETING, *SIGNED)),
    # Contracts from earlier frameworks, markets and laws
    PSR.row(q.GOVERNS_CHANGES, True, "regulation 29(2)", HEALTH),
    PSR.row(q.FOLLOWS_PARENT, True, "regulation 29(1)(c)", MARKET, applies_to=OLD_MARKETS_END),
    PSR.row(q.FOLLOWS_PARENT, False, "regulation 29(1)(c)", MARKET, applies_from=OLD_MARKETS_END + timedelta(days=1)),
    PSR.row(q.FOLLOWS_PARENT, False, "regulation 29(3)(b)", NO_MARKET),
    # Standstill and claims
    PSR.row(q.STANDSTILL_STARTED_BY, NamedRecord(notices.NoticePublished, ("PSR-intention",)), "regulation 12(2)"),
    # A call-off by competition is announced and waited for; one without has a notice of the award only.
    PSR.row(q.STANDSTILL_DUTY_OF_DIRECT_AWARD, q.StandstillDuty.NONE, "regulation 18(5) and (6)", CALL_OFF),
    PSR.row(q.STANDSTILL_DUTY, q.StandstillDuty.NONE, "regulation 14", CALL_OFF & URGENT),
    PSR.row(q.STANDSTILL_DUTY, q.StandstillDuty.MANDATORY, "regulations 12 and 18(7)", CALL_OFF & NOT_URGENT),
    *(PSR.row(asked, duty, provision, facts & NO_CALL_OFF)
      for asked in (q.STANDSTILL_DUTY, q.STANDSTILL_DUTY_OF_DIRECT_AWARD)
      for duty, provision, facts in (
          (q.StandstillDuty.NONE, "regulation 14", URGENT),
          *((q.StandstillDuty.MANDATORY, "regulation 12", NOT_URGENT & process)
            for process in (_DIRECT_C, _MOST_SUITABLE, _COMPETITIVE)),
          (q.StandstillDuty.NONE, "regulation 7", NOT_URGENT & _DIRECT_A),
          (q.StandstillDuty.NONE, "regulation 8", NOT_URGENT & _DIRECT_B))),
    # It starts on the day after the notice and ends with the eighth working day after that; a first draft of the
    # guidance began the count a step earlier and was corrected.
    PSR.row(q.STANDSTILL, days.WorkingDaysAfterTheStart(8), "regulation 12(2) and (9)"),
    PSR.row(q.STANDSTILL_AFTER_DECISION, days.WorkingDaysAfter(5, HolidaysOf.ENGLAND), "regulation 12(10)"),
    PSR.row(q.HOLD_OF_REPRESENTATION, q.HoldOnSigning.REPRESENTATIONS, "regulation 12(3) to (10)"),
    PSR.row(q.HOLD_ON_SIGNING, q.HoldOnSigning.ORDER_ONLY, "regulation 12"),
    PSR.row(q.HOLD_OF_LETTER, q.HoldOnSigning.OWN_PRACTICE, "regulation 12(3)"),
    # The choice may fall on the fourteenth day after: from a notice of 1 June on the 15th.
    PSR.row(q.WAIT_AFTER_INTENDED_APPROACH, days.DaysBeginningWith(14), "regulation 10(5)", _MOST_SUITABLE & NOT_URGENT),
    # Contracts: indicators, changes, terms and records
    PSR.row(q.SELECTION_STAGE_ALLOWED, True, "regulation 11(6)"),
    # Regulation 20(7): a call-off is not within it.
    *(PSR.row(q.EXCLUSION_GROUND, ground, "regulation 20", NO_CALL_OFF, applies_from=_EXCLUDED_FROM)
      for ground, _ in EXCLUSION_GROUNDS),
    PSR.row(q.SELF_CLEANING_HEARD, True, "regulation 20(6)", NO_CALL_OFF, applies_from=_EXCLUDED_FROM),
    PSR.row(q.KEPT_IN_PUBLIC_INTEREST, True, "regulation 20(1A)", NO_CALL_OFF, applies_from=_EXCLUDED_FROM),
    *(PSR.row(CONDITION, Attachment(selection.ExclusionsDecided, condition), "regulation 20", NO_CALL_OFF,
              applies_from=_EXCLUDED_FROM)
      for condition in (Condition.EXCLUSIONS_HAVE_A_GROUND, Condition.EXCLUDED_ARE_LEFT_OUT)),
    *(PSR.row(q.FREE_MODIFICATION, process in (_DIRECT_A, _DIRECT_B), "regulation 13(3)", process)
      for process in (_DIRECT_A, _DIRECT_B, _DIRECT_C, _MOST_SUITABLE, _COMPETITIVE)),
    *(PSR.row(q.CHANGE_GROUND, q.GroundForChange(ground, keeps_nature=nature), provision)
      for ground, nature, provision in (
          (notices.ChangeGround.PROVIDED_FOR, False, "regulation 13(1)(a)"),
          (notices.ChangeGround.RESTRUCTURING, False, "regulation 13(1)(b)"),
          (notices.ChangeGround.OUTSIDE_CONTROL, True, "regulation 13(1)(c)"),
          (notices.ChangeGround.URGENCY, False, "regulation 14(2)"))),
    PSR.row(q.CHANGE_KEEPS_SCOPE, True, "regulation 13(1)(c), (2)(a) and (3)"),
    PSR.row(q.DIRECT_AWARD_GROUND, q.GroundForDirectAward(DirectAwardGround.URGENCY,
        (q.DirectAwardTest.NOT_OWN_ACT, q.DirectAwardTest.UNFORESEEABLE)), "regulation 14", URGENT, verification=Verification.REPORTED),
    PSR.row(q.CONSIDERABLE_CHANGE_VALUE, Line(Bound.FROM, pounds(500_000)), "regulations 6(10) and 13"),
    PSR.row(q.CONSIDERABLE_CHANGE_SHARE, Line(Bound.FROM, Decimal(25)), "regulations 6(10) and 13"),
    PSR.row(q.FRAMEWORK_TERM, days.MonthsBeginningWith(48), "regulation 16"),
    PSR.row(q.FRAMEWORK_STATES, q.FrameworkContent.USERS, "regulation 16(4)", FRAMEWORK),
    PSR.row(q.HEALTH_PROCESS, HealthProcess.COMPETITIVE, "regulation 16(3)", FRAMEWORK & NO_CALL_OFF),
    PSR.row(q.HEALTH_PROCESS, HealthProcess.COMPETITIVE, "regulation 18(4) and (7)", CALL_OFF),
    *(PSR.row(q.HEALTH_PROCESS, process, "regulation 6", NO_FRAMEWORK & NO_CALL_OFF) for process in HealthProcess),
    *(PSR.row(q.IMPLIED_TERM, f"the authority may end the contract on reasonable notice where {why}", f"regulation 22(1)({point}) and (3)")
      for why, point in (
          ("it was changed further than regulation 13 allows", "a"),
          ("the provider should have been excluded at the award", "b"),
          ("the provider has become excluded or excludable since", "c"),
          ("a sub-contractor is excluded or excludable", "d"))),
    *(PSR.row(q.CONSIDERED, matter, provision) for matter, provision in (
        (Matter.PROCESS, "regulation 24(d)"), (Matter.REASONS, "regulation 24(g)"),
        (Matter.CONFLICTS, "regulations 21 and 24(h) and (i)"))),
    *(PSR.row(q.CONSIDERED, matter, provision, process & facts)
      for matter, provision, facts in (
          (Matter.KEY_CRITERIA, "regulation 24(e) and (f)", NOT_URGENT),
          (Matter.BASIC_CRITERIA, "regulations 19 and 24(e) and (f)", NO_CALL_OFF))
      for process in (_DIRECT_C, _MOST_SUITABLE, _COMPETITIVE)),
    PSR.row(q.VAT_RATE, Decimal(20), citation=STANDARD_VAT),
    PSR.row(q.EMPLOYEE_INFORMATION, days.DaysAfter(28), citation=STAFF_TRANSFERS),
    # Notices
    # An urgent award has none of these but the notice of the award, regulation 14(1) and (2).
    PSR.row(NOTICE, Notice("PSR-intended-approach", "Notice of the intended approach", "providers are assessed",
        Force.MUST, When.BEFORE, (NamedRecord(award.AwardRecommendation),), once=True), "regulation 10",
        _MOST_SUITABLE & NOT_URGENT),
    PSR.row(NOTICE, Notice("PSR-invitation", "Notice inviting offers", "the competition begins",
        Force.MUST, When.BEFORE, COMPETING, once=True), "regulation 11", _COMPETITIVE & NOT_URGENT & NO_CALL_OFF),
    *(PSR.row(NOTICE, Notice("PSR-intention", "Notice of the intention to award", _ENTERED,
        Force.MUST, When.BEFORE, SIGNED), provision, process & NOT_URGENT & NO_CALL_OFF)
      for process, provision in (
          (_DIRECT_C, "regulation 9"), (_MOST_SUITABLE, "regulation 10"), (_COMPETITIVE, "regulation 11"))),
    # A competed call-off leaves out only step 2, the notice that invites offers.
    PSR.row(NOTICE, Notice("PSR-intention", "Notice of the intention to award", _ENTERED, Force.MUST, When.BEFORE, SIGNED,
        awards=Competing.COMPETED), "regulations 11 and 18(7)", CALL_OFF & NOT_URGENT),
    PSR.row(NOTICE, Notice("PSR-award", "Notice of the award", _ENTERED, events=SIGNED, deadline=days.DaysAfter(30)),
        "regulations 7 to 11, 14 and 18"),
    PSR.row(NOTICE, Notice("PSR-modification", "Notice of a modification",
        "the authority's own changes reach £500,000 together, or an urgent change is made", events=(NamedRecord(contract.ContractVaried),),
        deadline=days.DaysAfter(30), change_line=q.CONSIDERABLE_CHANGE_VALUE), "regulations 13(4) and 14(4)"),
    PSR.row(NOTICE, Notice("PSR-abandonment", "Notice that a provider is not to be selected",
        "the authority decides to abandon", events=(NamedRecord(ending.Abandonment),), after_standstill=True,
        deadline=days.DaysAfter(30)), "regulation 15"),
    *(PSR.row(NOTICE, Notice(code, title, "each year", when=When.CALENDAR,
        beyond="it is of the whole authority, and no single cycle can show it"), provision)
      for code, title, provision in (
          ("PSR-annual-summary", "Annual summary of contracting activity", "regulation 25"),
          ("PSR-monitoring", "Annual report on compliance and on what was not complied with", "regulation 26(b)"))),
    *listed_by(PSR),
    # Conditions before an act
    *(PSR.row(CONDITION, Attachment(kind, condition), provision, facts)
      for kind, condition, provision, facts in (
          (notices.NoticePublished, Condition.SUMMARIES_COME_FIRST, "regulation 11(8) and (9)", _COMPETITIVE & NOT_URGENT),
          (contract.ContractSigned, Condition.STANDSTILL_IS_OVER, "regulation 12", ANY),
          (contract.ContractSigned, Condition.SIGNING_IS_NOT_SUSPENDED, "regulation 12(3)", ANY),
          (contract.ContractSigned, Condition.FRAMEWORK_IS_SHORT_ENOUGH, "regulation 16", FRAMEWORK),
          (frameworks.FrameworkOpened, Condition.FRAMEWORK_IS_SHORT_ENOUGH, "regulation 16", FRAMEWORK),
          (tender.InvitationToTender, Condition.MEMBERS_ARE_INVITED, "regulation 18", CALL_OFF),
          *((kind, Condition.NOTICES_COME_FIRST, "regulation 11", _COMPETITIVE & NOT_URGENT & NO_CALL_OFF)
            for kind in (selection.SelectionQuestionnaire, tender.InvitationToTender)),
          *((kind, Condition.INTENDED_APPROACH_HAS_STOOD, "regulation 10(4) to (6)", _MOST_SUITABLE & NOT_URGENT)
            for kind in (selection.ProviderAssessment, award.AwardRecommendation)),
          (award.AwardRecommendation, Condition.GROUND_OF_DIRECT_AWARD_HOLDS, "regulation 14", URGENT & NO_CALL_OFF),
          (award.AwardRecommendation, Condition.MATTERS_ARE_RECORDED, "regulation 24", ANY),
          (award.AwardRecommendation, Condition.HEALTH_PROCESS_IS_OPEN, "regulations 16(3) and 18", ANY),
          *((kind, Condition.FRAMEWORK_STATES_ITS_TERMS, "regulation 16(4)", FRAMEWORK)
            for kind in (tender.InvitationToTender, frameworks.FrameworkOpened)),
          (contract.ContractVaried, Condition.CHANGE_IS_ALLOWED, "regulation 13", ANY))),
))
# fmt: on
