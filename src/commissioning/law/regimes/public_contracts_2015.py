"""The Public Contracts Regulations 2015: procurements commenced before 24 February 2025.

Regulations 74 to 77 are the light touch regime for social care. The standstill is mandatory there too:
regulations 85 to 87 make no exception for it.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from commissioning.dates import day_counts as days
from commissioning.findings.citation import Citation, Verification
from commissioning.law import questions as q
from commissioning.law.conditions import CONDITION, Attachment, Condition
from commissioning.law.law import ANY, Bound, Line
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
from commissioning.law.regimes.regime import (
    ABOVE,
    BELOW,
    CALL_OFF,
    CENTRAL,
    CONCESSION,
    COUNCIL,
    ELECTRONIC,
    FRAMEWORK,
    FULL,
    GOODS,
    GOVERNS,
    LIGHT,
    MARKET,
    NO_CALL_OFF,
    NO_HEALTH,
    NO_MARKET,
    NOT_HELD_HERE,
    NOT_URGENT,
    OLD_MARKETS_END,
    ON_PAPER,
    SERVICES,
    STAFF_TRANSFERS,
    STANDARD_VAT,
    TRANSITION,
    URGENT,
    WORKS,
    Instrument,
    Regime,
)
from commissioning.law.regimes.transparency_code import listed_by
from commissioning.records import award, contract, frameworks, notices, selection, strategy, tender
from commissioning.values.money import Money, VatBasis, pounds

NAME: Final = "Public Contracts Regulations 2015"
PCR: Final = Instrument(
    NAME, "https://www.legislation.gov.uk/uksi/2015/102", date(2015, 2, 26), date(2025, 2, 23)
)
_REPORTED: Final = Verification.REPORTED
_COMPETED: Final = ABOVE & NO_CALL_OFF
_CALLED: Final = _COMPETED & NO_MARKET
_CALL: Final = "PCR-call-by-prior-information"
_LAST_CALL: Final = date(2023, 5, 25)
"""The last day on which a prior information notice could be the call for competition."""

# fmt: off

# The money lines, reset every second January.
_NET, _GROSS = VatBasis.EXCLUDING, VatBasis.INCLUDING
_LINES: Final = (
    # commenced from    to                  VAT     works      light    council  central
    (date(2015, 2, 26), date(2015, 12, 31), _NET,   4_322_012, 625_050, 172_514, 111_676),
    (date(2016, 1, 1),  date(2017, 12, 31), _NET,   4_104_394, 589_148, 164_176, 106_047),
    (date(2018, 1, 1),  date(2019, 12, 31), _NET,   4_551_413, 615_278, 181_302, 118_133),
    (date(2020, 1, 1),  date(2021, 12, 31), _NET,   4_733_252, 663_540, 189_330, 122_976),
    (date(2022, 1, 1),  date(2023, 12, 31), _GROSS, 5_336_937, 663_540, 213_477, 138_760),
    (date(2024, 1, 1),  date(2025, 2, 23),  _GROSS, 5_372_609, 663_540, 214_904, 139_688),
)
_CONTRACTS_FINDER: Final = Citation(
    "Procurement Policy Note 01/23", "thresholds of Contracts Finder",
    "https://in2thebargain.com/2023/01/10/procurement-policy-note-01-23-contracts-finder-thresholds-changed-again",
    _REPORTED)

# Regulations 32(12) and 57(11) and (12), with 2(3) and (4): the day itself does not count, and the end is a working day.
_FIVE, _THREE = days.MonthsAfter(60, days.COURT_DAYS), days.MonthsAfter(36, days.COURT_DAYS)
_GROUNDS: Final = (
    *(q.ExclusionGround(code, what, q.ExclusionEffect.MANDATORY, _FIVE, "the conviction") for code, what in (
        ("conspiracy", "conspiracy, as part of a criminal organisation"),
        ("corruption", "corruption or bribery"),
        ("fraud", "fraud against the financial interests of the European Communities"),
        ("terrorism", "terrorist offences"),
        ("money-laundering", "money laundering"),
        ("trafficking", "slavery, servitude or human trafficking"))),
    q.ExclusionGround("tax-established", "unpaid taxes or contributions, established by decision", q.ExclusionEffect.MANDATORY,
                      stands=True),
    *(q.ExclusionGround(code, what, q.ExclusionEffect.DISCRETIONARY, _THREE, "the event") for code, what in (
        ("environmental-social-labour", "breach of environmental, social or labour law"),
        ("insolvency", "bankruptcy, insolvency or winding up"),
        ("misconduct", "grave professional misconduct"),
        ("distortion", "agreements to distort competition"),
        ("conflict", "a conflict of interest that cannot be remedied less intrusively"),
        ("prior-involvement", "prior involvement that distorts competition"),
        ("poor-performance", "significant or persistent deficiencies in a prior contract"),
        ("misrepresentation", "serious misrepresentation"),
        ("undue-influence", "undue influence on the decision"))),
)
_GROUND_PROVISION: Final = {
    q.ExclusionEffect.MANDATORY: "regulation 57(1) and (3)", q.ExclusionEffect.DISCRETIONARY: "regulation 57(8)"
}

PUBLIC_CONTRACTS_2015: Final = Regime(NAME, (
    # When it governs
    PCR.row(GOVERNS, NAME, "regulation 1", applies_to=date(2023, 12, 31)),
    PCR.row(GOVERNS, NAME, "", NO_HEALTH, applies_from=date(2024, 1, 1), citation=TRANSITION),
    *(PCR.row(NOT_HELD_HERE, "a concession begun before 24 February 2025 is under the Concession Contracts Regulations "
              "2016 or, before 18 April 2016, the law they replaced", "", facts, applies_from=first, applies_to=last,
              citation=Citation("Concession Contracts Regulations 2016", "regulation 66",
                                "https://www.legislation.gov.uk/uksi/2016/273/regulation/66"))
      for facts, first, last in (
          (CONCESSION, None, date(2023, 12, 31)), (CONCESSION & NO_HEALTH, date(2024, 1, 1), None))),
    PCR.row(q.COMMENCED_BY, NamedRecord(notices.NoticePublished,
        ("PCR-contract", _CALL, "PCR-voluntary-transparency", "CF-opportunity")), citation=TRANSITION),
    PCR.row(q.FOLLOWS_PARENT, True, "regulation 118(3) and (4)"),
    *(PCR.row(q.COMMENCED_BY, trigger, citation=TRANSITION) for trigger in (*COMPETING, *SIGNED)),
    # Standstill and claims
    PCR.row(q.STANDSTILL_STARTED_BY, NamedRecord(award.IntentionToAward), "regulation 86(1)"),
    PCR.row(q.STANDSTILL_DUTY, q.StandstillDuty.NONE, "regulations 85 and 86", BELOW),
    PCR.row(q.STANDSTILL_DUTY, q.StandstillDuty.MANDATORY, "regulations 85 to 87",
            ABOVE & NO_CALL_OFF & NO_MARKET),
    PCR.row(q.STANDSTILL_DUTY, q.StandstillDuty.NONE, "regulation 86(5)", ABOVE & CALL_OFF),
    PCR.row(q.STANDSTILL_DUTY, q.StandstillDuty.NONE, "regulation 86(5)", ABOVE & NO_CALL_OFF & MARKET),
    # Letters are owed, and waited for, only where a contract notice was required.
    PCR.row(q.STANDSTILL_DUTY_OF_DIRECT_AWARD, q.StandstillDuty.NONE, "regulation 86(5)"),
    PCR.row(q.SINGLE_TENDERER_EXEMPT, True, "regulation 86(5)"),
    # Regulation 2(3) and (4): the day itself does not count, and a period that ends on no working day runs on to one.
    PCR.row(q.STANDSTILL, days.DaysAfterRolledForward(10), "regulation 87(2)"),
    PCR.row(q.STANDSTILL_BY_OTHER_MEANS, days.DaysAfterRolledForward(15), "regulation 87(3)"),
    PCR.row(q.STANDSTILL_FROM_RECEIPT, days.DaysAfterRolledForward(10), "regulation 87(3)"),
    PCR.row(q.HOLD_ON_SIGNING, q.HoldOnSigning.ANY_CLAIM, "regulation 95", ABOVE),
    PCR.row(q.HOLD_ON_SIGNING, q.HoldOnSigning.ORDER_ONLY, "regulation 89(1)", BELOW),
    PCR.row(q.HOLD_OF_REPRESENTATION, q.HoldOnSigning.OWN_PRACTICE, "regulation 95"),
    PCR.row(q.HOLD_OF_LETTER, q.HoldOnSigning.OWN_PRACTICE, "regulation 95"),
    PCR.row(q.CLAIM_LIMIT, days.DaysBeginningWith(30, carried=days.COURT_DAYS), "regulation 92(2)", ABOVE),
    # Regulation 2(4) carries these too: it is of Parts 2, 3 and 4, and paragraph (3) of Part 2 alone.
    PCR.row(q.CLAIM_LIMIT_AT_LEAST, days.DaysAfterRolledForward(10), "regulation 92(3)", ABOVE & ELECTRONIC),
    PCR.row(q.CLAIM_LIMIT_AT_LEAST, days.DaysAfterRolledForward(15), "regulation 92(3)", ABOVE & ON_PAPER),
    PCR.row(q.CLAIM_CEILING, days.MonthsAfter(3, days.COURT_DAYS), "regulation 92(5)", ABOVE),
    PCR.row(q.UNDOING_LIMIT, q.LimitOfUndoing(days.MonthsAfter(6, days.COURT_DAYS), instead=True), "regulation 93(2)", ABOVE),
    # Money lines
    *(PCR.row(q.THRESHOLD, Line(Bound.FROM, Money(amount, "GBP", vat)), "regulation 5", facts,
              applies_from=first, applies_to=last, verification=_REPORTED)
      for first, last, vat, works, light, council, central in _LINES
      for amount, facts in (
          (works, WORKS), (light, SERVICES & LIGHT),
          (council, GOODS & COUNCIL), (central, GOODS & CENTRAL),
          (council, SERVICES & FULL & COUNCIL), (central, SERVICES & FULL & CENTRAL))),
    # Works and light touch services over the line for other services may have a selection stage.
    *(PCR.row(q.BELOW_THRESHOLD_SELECTION_FROM, Line(Bound.FROM, Money(amount, "GBP", vat)),
              "regulations 109(2) and 111(1) to (4)", BELOW & kind & buyer, applies_from=first, applies_to=last)
      for first, last, vat, _, _, council, central in _LINES
      for amount, buyer in ((council, COUNCIL), (central, CENTRAL)) for kind in (WORKS, SERVICES & LIGHT)),
    PCR.row(q.VAT_RATE, Decimal(20), citation=STANDARD_VAT),
    PCR.row(q.THRESHOLD_VAT, _NET, "regulation 5", applies_to=date(2021, 12, 31)),
    PCR.row(q.THRESHOLD_VAT, _GROSS, "regulation 5", applies_from=date(2022, 1, 1), verification=_REPORTED),
    *(PCR.row(asked, Line(Bound.FROM, pounds(amount, vat)), "", BELOW & buyer,
              applies_from=first, applies_to=last, citation=_CONTRACTS_FINDER)
      for asked in (q.BELOW_THRESHOLD_NOTICE_FROM, q.BELOW_THRESHOLD_RULES_FROM)
      for council, central, vat, first, last in (
          (25_000, 10_000, _NET,   date(2015, 2, 26),  date(2021, 12, 31)),
          (25_000, 10_000, _GROSS, date(2022, 1, 1),   date(2022, 12, 20)),
          (30_000, 12_000, _GROSS, date(2022, 12, 21), date(2025, 2, 23)))
      for amount, buyer in ((council, COUNCIL), (central, CENTRAL))),
    # Minimum times: of Part 2, regulation 3(1), and not for a call-off, regulation 33(11)
    *(PCR.row(asked, None, provision, facts)
      for provision, facts in (
          ("regulation 76(6)", _COMPETED & LIGHT), ("regulation 33(11)(b)", ABOVE & CALL_OFF), ("regulation 110(9)", BELOW))
      for asked in (q.PARTICIPATION_PERIOD, q.TENDER_PERIOD, q.TENDER_PERIOD_AFTER_PLANNED_NOTICE,
                    q.TENDER_PERIOD_AFTER_SELECTION, q.TENDER_PERIOD_AFTER_SELECTION_AND_NOTICE)),
    *(PCR.row(asked, days.DaysAfterRolledForward(count), provision, _COMPETED & FULL & facts)
      for asked, provision, facts, count in (
          (q.PARTICIPATION_PERIOD, "regulation 28", NO_MARKET & NOT_URGENT, 30),
          (q.PARTICIPATION_PERIOD, "regulation 28", NO_MARKET & URGENT, 15),
          (q.PARTICIPATION_PERIOD, "regulation 34(8) and (9)", MARKET, 30),
          (q.TENDER_PERIOD, "regulation 27", NO_MARKET & NOT_URGENT & ON_PAPER, 35),
          (q.TENDER_PERIOD, "regulation 27", NO_MARKET & NOT_URGENT & ELECTRONIC, 30),
          (q.TENDER_PERIOD, "regulation 27", NO_MARKET & URGENT, 15),
          (q.TENDER_PERIOD_AFTER_PLANNED_NOTICE, "regulation 27", NO_MARKET, 15),
          *((asked, "regulation 34(8) and (11)", MARKET, 10) for asked in (
              q.TENDER_PERIOD, q.TENDER_PERIOD_AFTER_SELECTION, q.TENDER_PERIOD_AFTER_PLANNED_NOTICE)),
          (q.TENDER_PERIOD_AFTER_SELECTION, "regulation 28", NO_MARKET & COUNCIL, 10),
          (q.TENDER_PERIOD_AFTER_SELECTION, "regulation 28", NO_MARKET & CENTRAL & URGENT, 10),
          (q.TENDER_PERIOD_AFTER_SELECTION, "regulation 28", NO_MARKET & CENTRAL & NOT_URGENT & ON_PAPER, 30),
          (q.TENDER_PERIOD_AFTER_SELECTION, "regulation 28", NO_MARKET & CENTRAL & NOT_URGENT & ELECTRONIC, 25),
          (q.TENDER_PERIOD_AFTER_SELECTION_AND_NOTICE, "regulation 28(6)", ANY, 10))),
    PCR.row(q.PLANNED_NOTICE_AT_LEAST, days.DaysAfter(35), "regulation 27", _COMPETED & FULL),
    PCR.row(q.PLANNED_NOTICE_AT_MOST, days.MonthsAfter(12), "regulation 27", _COMPETED & FULL),
    PCR.row(q.ANSWERS_BEFORE_DEADLINE, days.DaysAfter(6), "regulation 53(6)", _COMPETED & FULL & NOT_URGENT),
    PCR.row(q.ANSWERS_BEFORE_DEADLINE, days.DaysAfter(4), "regulation 53(7)", _COMPETED & FULL & URGENT),
    # Selection and competition
    PCR.row(q.SELECTION_STAGE_ALLOWED, True, "regulations 28 and 76(7)", ABOVE),
    PCR.row(q.SELECTION_STAGE_ALLOWED, False, "regulation 111(1)", BELOW),
    PCR.row(q.SHORTLIST_AT_LEAST, 5, "regulation 65", FULL & ABOVE),
    PCR.row(q.TURNOVER_CAP, Line(Bound.UP_TO, Decimal(2)), "regulation 58(9)", FULL),
    PCR.row(q.SELF_CLEANING_HEARD, True, "regulation 57(11) to (17)"),
    *(PCR.row(q.EXCLUSION_GROUND, ground, _GROUND_PROVISION[ground.effect]) for ground in _GROUNDS),
    PCR.row(q.EXCLUSION_GROUND, q.ExclusionGround("tax-shown", "unpaid taxes or contributions, shown in another way",
            q.ExclusionEffect.DISCRETIONARY, stands=True), "regulation 57(4)"),
    PCR.row(q.KEPT_IN_PUBLIC_INTEREST, True, "regulation 57(6) and (7)"),
    PCR.row(q.LOW_PRICE_ASKED, True, "regulation 69", ABOVE & FULL),
    PCR.row(q.LOW_PRICE_HEARD, True, "regulation 69", ABOVE & FULL),
    # Direct awards
    PCR.row(q.TRANSPARENCY_WAIT, days.DaysAfterRolledForward(10), "regulation 99(3)"),
    *(PCR.row(q.DIRECT_AWARD_GROUND, q.GroundForDirectAward(ground, tests), provision, facts)
      for ground, tests, provision, facts in (
          (strategy.DirectAwardGround.NO_SUITABLE_TENDERS, (q.DirectAwardTest.AFTER_COMPETITION, q.DirectAwardTest.SAME_TERMS),
           "regulation 32(2)(a)", ANY),
          (strategy.DirectAwardGround.ARTISTIC, (), "regulation 32(2)(b)(i)", ANY),
          (strategy.DirectAwardGround.TECHNICAL, (q.DirectAwardTest.NO_ALTERNATIVE, q.DirectAwardTest.NOT_NARROWED),
           "regulation 32(2)(b)(ii)", ANY),
          (strategy.DirectAwardGround.EXCLUSIVE_RIGHTS, (q.DirectAwardTest.NO_ALTERNATIVE, q.DirectAwardTest.NOT_NARROWED),
           "regulation 32(2)(b)(iii)", ANY),
          (strategy.DirectAwardGround.URGENCY,
           (q.DirectAwardTest.STRICTLY_NECESSARY, q.DirectAwardTest.NOT_OWN_ACT, q.DirectAwardTest.UNFORESEEABLE),
           "regulation 32(2)(c) and (4)", ANY),
          (strategy.DirectAwardGround.PROTOTYPE, (), "regulation 32(5)(a)", GOODS),
          (strategy.DirectAwardGround.ADDITIONAL, (q.DirectAwardTest.INCOMPATIBLE,), "regulation 32(5)(b)", GOODS),
          (strategy.DirectAwardGround.COMMODITIES, (), "regulation 32(5)(c)", GOODS),
          (strategy.DirectAwardGround.INSOLVENCY, (), "regulation 32(5)(d)", GOODS),
          (strategy.DirectAwardGround.INSOLVENCY, (), "regulation 32(5)(d)", SERVICES))),
    *(PCR.row(q.DIRECT_AWARD_GROUND, q.GroundForDirectAward(strategy.DirectAwardGround.REPEAT,
              (q.DirectAwardTest.RECENT, q.DirectAwardTest.FORETOLD), _THREE), "regulation 32(9) to (12)", facts)
      for facts in (SERVICES, WORKS)),
    # Changes, terms and records
    PCR.row(q.FREE_MODIFICATION, False, "regulation 72"),
    # Below 10 per cent: exactly 10 is out, while the Act of 2023 lets it pass.
    *(PCR.row(q.MINOR_CHANGE, Line(Bound.BELOW, Decimal(share)), "regulation 72(5)", subject)
      for subject, share in ((SERVICES, 10), (GOODS, 10), (WORKS, 15))),
    PCR.row(q.MINOR_CHANGES_TOGETHER, True, "regulation 72(6)"),
    PCR.row(q.CHANGE_BASE_INDEXED, True, "regulation 72(7)"),
    PCR.row(q.SUBSTANTIAL_TERM, None, "regulation 72(1)(e) and (8)"),
    *(PCR.row(q.CHANGE_GROUND, q.GroundForChange(ground, cap, nature), provision)
      for ground, cap, nature, provision in (
          (notices.ChangeGround.PROVIDED_FOR, None, True, "regulation 72(1)(a)"),
          (notices.ChangeGround.ADDITIONAL, Line(Bound.UP_TO, Decimal(50)), False, "regulation 72(1)(b)"),
          (notices.ChangeGround.UNFORESEEN, Line(Bound.UP_TO, Decimal(50)), True, "regulation 72(1)(c)"),
          (notices.ChangeGround.RESTRUCTURING, None, False, "regulation 72(1)(d)"))),
    PCR.row(q.CHANGE_KEEPS_SCOPE, True, "regulation 72(1)(e), (5) and (8)"),
    # Not only on a restructuring: a clear review clause may name another contractor too.
    *(PCR.row(q.HOLDER_CHANGE_GROUND, q.GroundForChange(ground), provision) for ground, provision in (
        (notices.ChangeGround.PROVIDED_FOR, "regulation 72(1)(d)(i)"),
        (notices.ChangeGround.RESTRUCTURING, "regulation 72(1)(d)(ii)"))),
    PCR.row(q.FRAMEWORK_TERM, None, "regulation 76(1) and (7)", LIGHT),
    PCR.row(q.FRAMEWORK_TERM, days.MonthsBeginningWith(48), "regulation 33(3)", FULL),
    PCR.row(q.MARKET_END, OLD_MARKETS_END, citation=TRANSITION),
    PCR.row(q.MUTUAL_TERM, days.MonthsBeginningWith(36), "regulation 77(4)", LIGHT),
    *(PCR.row(q.IMPLIED_TERM, f"the authority may end the contract on reasonable notice where {why}",
              f"regulation 73(1)({point}) and (3)", ABOVE) for why, point in (
        ("it was changed so much that a new procurement was needed", "a"),
        ("the contractor should have been excluded at the award, under regulation 57(1)", "b"),
        ("a serious infringement in its award has been declared by the Court of Justice", "c"))),
    PCR.row(q.IMPLIED_TERM, "valid and undisputed invoices are paid within 30 days (in sub-contracts too)", "regulation 113(6)"),
    PCR.row(q.RECORDS_KEPT, days.MonthsAfter(36), "regulation 84(9)", ABOVE),
    PCR.row(q.REPLACEMENT_OFFERED, True, "regulations 63(4) and 71(9)", ABOVE & FULL),
    PCR.row(q.RESERVATION, notices.Reservation.SUPPORTED_EMPLOYMENT, "regulation 20(1)"),
    PCR.row(q.RESERVATION, notices.Reservation.MUTUALS, "regulation 77", LIGHT),
    PCR.row(q.EMPLOYEE_INFORMATION, days.DaysAfter(28), citation=STAFF_TRANSFERS),
    # Notices
    # A purchasing system is called for once, regulation 34: a purchase from it only invites its members.
    *(PCR.row(NOTICE, Notice("PCR-contract", "Contract notice", "the competition begins", when=When.BEFORE,
        events=COMPETING, once=True, awards=Competing.CALLED, or_by=calls), "regulations 49 and 75(1)",
        _CALLED, applies_from=first, applies_to=last)
      for calls, first, last in (((_CALL,), None, _LAST_CALL), ((), _LAST_CALL + timedelta(days=1), None))),
    PCR.row(NOTICE, Notice(_CALL, "Prior information notice used as the call for competition", "the competition begins",
        Force.MAY, When.BEFORE, COMPETING, once=True, awards=Competing.CALLED), "regulations 48(5) and 75(1)",
        _CALLED, applies_to=_LAST_CALL, verification=_REPORTED),
    PCR.row(NOTICE, Notice("PCR-prior-information", "Prior information notice", "the contract notice", Force.MAY,
        When.BEFORE, COMPETING, once=True, awards=Competing.COMPETED), "regulation 27", ABOVE),
    PCR.row(NOTICE, Notice("PCR-voluntary-transparency", "Voluntary ex ante transparency notice", "a direct award",
        Force.MAY, When.BEFORE, SIGNED, awards=Competing.DIRECT), "regulation 99(3) and (4)", ABOVE),
    # 24 hours: from being free to publish nationally, or below the threshold from advertising elsewhere.
    *(PCR.row(NOTICE, notice, provision, facts & buyer, applies_from=first)
      for buyer, first in ((COUNCIL, date(2015, 4, 1)), (CENTRAL, PCR.applies_from))  # regulation 1(6)
      for notice, provision, facts in (
          (Notice("CF-opportunity", "Opportunity on Contracts Finder", "the competition begins", events=COMPETING,
                  once=True, deadline=days.DaysAfter(1), awards=Competing.CALLED), "regulation 106(1)", _CALLED),
          (Notice("CF-opportunity", "Opportunity on Contracts Finder", "the contract is advertised elsewhere",
                  Force.MUST_IF_ADVERTISED, events=COMPETING, once=True, line=q.BELOW_THRESHOLD_NOTICE_FROM,
                  deadline=days.DaysAfter(1), awards=Competing.COMPETED), "regulation 110(3)", BELOW & NO_CALL_OFF),
          (Notice("CF-award", "Award on Contracts Finder", "the contract is awarded", events=SIGNED),
           "regulation 108", ABOVE),
          (Notice("CF-award", "Award on Contracts Finder", "the contract is awarded", events=SIGNED,
                  line=q.BELOW_THRESHOLD_NOTICE_FROM), "regulation 112", BELOW))),
    PCR.row(NOTICE, Notice("PCR-contract-award", "Contract award notice", "the contract is awarded",
        events=SIGNED, deadline=days.DaysAfterRolledForward(30)), "regulation 50(1)", ABOVE & FULL & NO_CALL_OFF & NO_MARKET),
    *(PCR.row(NOTICE, Notice("PCR-contract-award", "Contract award notice, alone or with the others of its quarter",
        "the contract is awarded", events=SIGNED, deadline=days.DaysAfterTheQuarter(30)), provision, _COMPETED & facts)
      for provision, facts in (
          ("regulation 50(1), (4) and (5)", FULL & MARKET), ("regulation 75(3) and (4)", LIGHT))),
    # Of the grounds for a change only these two have a notice; a small change and a clause have none.
    PCR.row(NOTICE, Notice("PCR-modification", "Modification notice",
        "a contract is changed for additional services or unforeseen circumstances",
        events=(NamedRecord(contract.ContractVaried),), grounds=(notices.ChangeGround.ADDITIONAL, notices.ChangeGround.UNFORESEEN)),
        "regulation 72(3)", ABOVE),
    *listed_by(PCR),
    # Conditions before an act
    *(PCR.row(CONDITION, Attachment(kind, condition), provision, facts)
      for kind, condition, provision, facts in (
        (contract.ContractSigned, Condition.STANDSTILL_IS_OVER, "regulation 87", ABOVE),
        (contract.ContractSigned, Condition.SIGNING_IS_NOT_SUSPENDED, "regulation 95", ANY),
        (contract.ContractSigned, Condition.FRAMEWORK_IS_SHORT_ENOUGH, "regulation 33(3)", ABOVE & FRAMEWORK & FULL),
        (frameworks.FrameworkOpened, Condition.FRAMEWORK_IS_SHORT_ENOUGH, "regulation 33(3)", ABOVE & FRAMEWORK & FULL),
        (tender.InvitationToTender, Condition.MEMBERS_ARE_INVITED, "regulation 33(11)", CALL_OFF),
        (tender.InvitationToTender, Condition.MEMBERS_ARE_INVITED, "regulation 34", MARKET & NO_CALL_OFF),
        (tender.InvitationToTender, Condition.CRITERIA_ARE_THE_FRAMEWORKS, "regulation 33(11)", CALL_OFF & FULL),
        (selection.SelectionQuestionnaire, Condition.MARKET_IS_OPEN_TO_ALL, "regulation 34", ANY),
        (contract.ContractSigned, Condition.TRANSPARENCY_HAS_STOOD, "regulation 99(3)", ABOVE),
        (contract.ContractSigned, Condition.RESERVED_TERM_IS_SHORT_ENOUGH, "regulation 77", ABOVE),
        (notices.NoticePublished, Condition.RESERVATION_IS_ALLOWED, "regulations 20 and 77", ANY),
        (award.IntentionToAward, Condition.PROMISED_STANDSTILL_IS_LONG_ENOUGH, "regulation 86(2)", ABOVE),
        *((kind, condition, provision, facts)
          for kind in (selection.SelectionQuestionnaire, tender.InvitationToTender)
          for condition, provision, facts in (
              (Condition.MINIMUM_TIME_IS_GIVEN, "regulations 27 and 28", _COMPETED & FULL),
              (Condition.NOTICES_ARE_RECORDED, "regulations 49 and 75(1)", _COMPETED),
              (Condition.THRESHOLD_SIDE_IS_RIGHT, "regulations 5 and 6(11) to (15)", BELOW),
              (Condition.TURNOVER_ASKED_IS_WITHIN_CAP, "regulation 58(9)", ABOVE & FULL))),
        (selection.SelectionQuestionnaire, Condition.SELECTION_STAGE_IS_ALLOWED, "regulation 111", BELOW),
        (selection.Shortlist, Condition.SHORTLIST_IS_LONG_ENOUGH, "regulation 65", ABOVE & FULL),
        (selection.ExclusionsDecided, Condition.EXCLUSIONS_HAVE_A_GROUND, "regulation 57", ABOVE & FULL),
        (selection.ExclusionsDecided, Condition.EXCLUDED_ARE_LEFT_OUT, "regulation 57(1) to (3)", ABOVE & FULL),
        (selection.ExclusionsDecided, Condition.REPLACEMENT_WAS_OFFERED, "regulations 63(4) and 71(9)", ABOVE & FULL),
        # A light touch contract goes without a notice on the same grounds only.
        *((award.AwardRecommendation, condition, provision, ABOVE & facts)
          for provision, facts in (("regulation 32", FULL), ("regulation 75(2)", LIGHT))
          for condition in (Condition.DIRECT_AWARD_HAS_A_GROUND, Condition.GROUND_OF_DIRECT_AWARD_HOLDS)),
        (contract.ContractVaried, Condition.CHANGE_IS_ALLOWED, "regulation 72", ABOVE),
        (contract.ContractNovated, Condition.HOLDER_MAY_CHANGE, "regulation 72", ABOVE),
        (award.AwardRecommendation, Condition.CALL_OFF_MAY_BE_DIRECT, "regulation 33(7) and (8)", ABOVE & CALL_OFF & FULL))),
))
# fmt: on
