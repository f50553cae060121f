"""The Procurement Act 2023 and the Procurement Regulations 2024: from 24 February 2025.

A light touch contract is bound by fewer of these rows, and a duty that does not bind it has no row: no
standstill unless the notice offers one, no statutory indicators, no notice of a change.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from commissioning.dates import day_counts as days
from commissioning.findings.citation import Citation, Verification
from commissioning.law import questions as q
from commissioning.law.conditions import CONDITION, Attachment, Condition
from commissioning.law.law import ANY, Bound, DecidedBy, FactPattern, Line
from commissioning.law.notices import COMPETING, SIGNED, NamedRecord
from commissioning.law.regimes.exclusion_grounds import EXCLUSION_GROUNDS, IN_THIS_PROCUREMENT
from commissioning.law.regimes.platform_notices import (
    ACT,
    NO_CONCESSION,
    PLATFORM_NOTICES,
    PUBLIC,
    WITH_INDICATORS,
)
from commissioning.law.regimes.regime import (
    ABOVE,
    BELOW,
    CALL_OFF,
    CENTRAL,
    CHOICE,
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
    NO_CHOICE,
    NO_HEALTH,
    NO_MARKET,
    NOT_URGENT,
    OLD_MARKETS_END,
    ON_PAPER,
    OPEN,
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
from commissioning.values.money import VatBasis, pounds

NAME: Final = ACT.title
_GROSS: Final = VatBasis.INCLUDING
_PIPELINES, _2026 = date(2025, 4, 1), date(2026, 1, 1)
_BY_ACT: Final = DecidedBy.ACT
_ORDINARY: Final = PUBLIC & FULL & NO_CALL_OFF & NO_MARKET
_COMPETED: Final = ABOVE & NO_CALL_OFF
_REGULATIONS: Final = Instrument(
    "Procurement Regulations 2024", "https://www.legislation.gov.uk/uksi/2024/692", ACT.applies_from
)
_SUPPLIER_INFORMATION: Final = _REGULATIONS.cite("regulation 6(3)")
_CHANGE_NOTICE: Final = _REGULATIONS.cite("regulation 40(2)(f)")
_RESERVED: Final = Citation(
    "the regulations of 2026 on contracts below the threshold",
    "reservation to suppliers of one place",
    verification=Verification.REPORTED,
)
_AMENDED: Final = date(2026, 4, 1)
_AMENDMENT: Final = Citation(
    "Procurement (Amendment) Regulations 2026",
    "contracts below the threshold",
    verification=Verification.REPORTED,
)

# fmt: off

# The money lines of Schedule 1, reset every second January; all include VAT.
_LINES: Final = (
    # commenced from    to                  works and concession  council  central
    (ACT.applies_from,  date(2025, 12, 31), 5_372_609,            214_904, 139_688),
    (_2026,             None,               5_193_000,            207_720, 135_018),
)

_HALF: Final = Line(Bound.UP_TO, Decimal(50))
_PAID: Final = "invoices are paid within 30 days"

PROCUREMENT_ACT_2023: Final = Regime(NAME, (
    # When it governs
    ACT.row(GOVERNS, NAME, "", NO_HEALTH, citation=TRANSITION),
    *(ACT.row(q.COMMENCED_BY, trigger, provision, verification=Verification.REPORTED)
      for trigger, provision in zip(
          (NamedRecord(notices.NoticePublished, ("UK4", "UK5")), *COMPETING, *SIGNED),
          ("sections 21 and 44", "section 20", "section 20", "section 41"), strict=True)),
    # Contracts from earlier frameworks, markets and laws
    ACT.row(q.FOLLOWS_PARENT, True, "", NO_MARKET, citation=TRANSITION),
    ACT.row(q.FOLLOWS_PARENT, True, "", MARKET, applies_to=OLD_MARKETS_END, citation=TRANSITION),
    ACT.row(q.FOLLOWS_PARENT, False, "section 35(5)", MARKET, applies_from=OLD_MARKETS_END + timedelta(days=1)),
    # Standstill and claims
    ACT.row(q.STANDSTILL_STARTED_BY, NamedRecord(notices.NoticePublished, ("UK6",)), "section 51(2)"),
    *(ACT.row(asked, duty, provision, facts)
      for duty, provision, facts in (
          (q.StandstillDuty.NONE, "section 51(1)", BELOW),
          (q.StandstillDuty.NONE, "section 50(6)(b)", ABOVE & CHOICE),
          (q.StandstillDuty.VOLUNTARY, "section 51(3)(f)", PUBLIC & LIGHT),
          (q.StandstillDuty.VOLUNTARY, "section 51(3)(d)", PUBLIC & FULL & CALL_OFF),
          (q.StandstillDuty.VOLUNTARY, "section 51(3)(e)", PUBLIC & FULL & NO_CALL_OFF & MARKET))
      for asked in (q.STANDSTILL_DUTY, q.STANDSTILL_DUTY_OF_DIRECT_AWARD)),
    ACT.row(q.STANDSTILL_DUTY, q.StandstillDuty.MANDATORY, "section 51(1)", _ORDINARY),
    ACT.row(q.STANDSTILL_DUTY_OF_DIRECT_AWARD, q.StandstillDuty.MANDATORY, "section 51(1)", _ORDINARY & NOT_URGENT),
    ACT.row(q.STANDSTILL_DUTY_OF_DIRECT_AWARD, q.StandstillDuty.VOLUNTARY, "section 51(3)(a) and (b)", _ORDINARY & URGENT),
    # The day of the notice is the first of the eight where it is a working day.
    ACT.row(q.STANDSTILL, days.WorkingDaysBeginningWith(8), "section 51(2)"),
    ACT.row(q.HOLD_ON_SIGNING, q.HoldOnSigning.CLAIM_IN_STANDSTILL, "section 101", ABOVE),
    ACT.row(q.HOLD_ON_SIGNING, q.HoldOnSigning.ORDER_ONLY, "section 100(1)", BELOW),
    ACT.row(q.HOLD_OF_REPRESENTATION, q.HoldOnSigning.OWN_PRACTICE, "section 101"),
    ACT.row(q.HOLD_OF_LETTER, q.HoldOnSigning.OWN_PRACTICE, "section 101"),
    ACT.row(q.CLAIM_LIMIT, days.DaysBeginningWith(30, carried=days.COURT_DAYS), "section 106(1) and (2)", ABOVE),
    ACT.row(q.CLAIM_CEILING, days.MonthsBeginningWith(3, days.COURT_DAYS), "section 106(4)(b)", ABOVE),
    ACT.row(q.UNDOING_LIMIT, q.LimitOfUndoing(days.MonthsBeginningWith(6, days.COURT_DAYS), instead=False, unless="UK7"),
            "section 106(1)(b)", ABOVE),
    ACT.row(q.UNDOING_LIMIT, q.LimitOfUndoing(days.MonthsBeginningWith(6, days.COURT_DAYS), instead=False, of_change=True),
            "section 106(1)(b) and (5)(b)", ABOVE, verification=Verification.REPORTED),
    # Money lines
    *(ACT.row(q.THRESHOLD, Line(Bound.FROM, pounds(amount, _GROSS)), "Schedule 1, paragraph 1", facts, applies_from=first,
              applies_to=last)
      for first, last, works, council, central in _LINES
      # The light touch concession kept its figure when the others were reset for 2026.
      for amount, facts in (
          (works, WORKS), (works, CONCESSION & FULL), (5_372_609, CONCESSION & LIGHT), (663_540, SERVICES & LIGHT),
          (council, GOODS & COUNCIL), (central, GOODS & CENTRAL),
          (council, SERVICES & FULL & COUNCIL), (central, SERVICES & FULL & CENTRAL))),
    ACT.row(q.THRESHOLD_VAT, _GROSS, "Schedule 3 and section 123(2)"),
    ACT.row(q.VAT_RATE, Decimal(20), citation=STANDARD_VAT),
    ACT.row(q.BELOW_THRESHOLD_NOTICE_FROM, Line(Bound.FROM, pounds(12_000, _GROSS)), "section 87(4)", BELOW & CENTRAL),
    ACT.row(q.BELOW_THRESHOLD_NOTICE_FROM, Line(Bound.FROM, pounds(30_000, _GROSS)), "section 87(4)(b)", BELOW & COUNCIL),
    # The figures of 2022: the instrument that reset the thresholds for 2025 left this section out.
    *(ACT.row(q.BELOW_THRESHOLD_SELECTION_FROM, Line(Bound.FROM, pounds(amount, _GROSS)), "section 85(3)",
              BELOW & WORKS & facts, applies_from=first, applies_to=last)
      for first, last, council, central in (
          (ACT.applies_from, date(2025, 12, 31), 213_477, 138_760), (_2026, None, 207_720, 135_018))
      for amount, facts in ((council, COUNCIL), (central, CENTRAL))),
    # Minimum times: of section 54 for tenders in a competitive tendering procedure, which a call-off is not
    *(ACT.row(asked, None, provision, facts)
      for provision, facts in (
          ("section 54(3) and (4)", _COMPETED & LIGHT), ("section 54(5)", ABOVE & CALL_OFF), ("sections 54(5) and 87(6)", BELOW))
      for asked in (
          q.PARTICIPATION_PERIOD, q.TENDER_PERIOD, q.TENDER_PERIOD_DOCUMENTS_LATER, q.TENDER_PERIOD_AFTER_PLANNED_NOTICE,
          q.TENDER_PERIOD_AFTER_SELECTION, q.TENDER_PERIOD_AFTER_SELECTION_DOCUMENTS_LATER,
          q.TENDER_PERIOD_AFTER_SELECTION_AND_NOTICE)),
    ACT.row(q.PARTICIPATION_PERIOD, days.DaysAfter(25), "section 54(3)", _COMPETED & FULL & NOT_URGENT),
    ACT.row(q.PARTICIPATION_PERIOD, days.DaysAfter(10), "section 54(3)", _COMPETED & FULL & URGENT),
    *(ACT.row(asked, days.DaysAfter(count), "section 54(4)", _COMPETED & FULL & buyer & facts)
      for buyer, with_notice, later in (
          (ANY, q.TENDER_PERIOD, q.TENDER_PERIOD_DOCUMENTS_LATER),
          (CENTRAL, q.TENDER_PERIOD_AFTER_SELECTION, q.TENDER_PERIOD_AFTER_SELECTION_DOCUMENTS_LATER))
      # The shortest entry that applies, section 54(4): urgency and a market come before the way of sending.
      for asked, count, facts in (
          *((each, 10, quicker) for each in (with_notice, later) for quicker in (URGENT, NOT_URGENT & MARKET)),
          (with_notice, 25, NOT_URGENT & NO_MARKET & ELECTRONIC),
          (later, 30, NOT_URGENT & NO_MARKET & ELECTRONIC),
          (with_notice, 30, NOT_URGENT & NO_MARKET & ON_PAPER),
          (later, 35, NOT_URGENT & NO_MARKET & ON_PAPER))),
    *(ACT.row(asked, days.DaysAfter(10), "section 54(4)", _COMPETED & FULL & buyer)
      for asked, buyer in (
          (q.TENDER_PERIOD_AFTER_PLANNED_NOTICE, ANY), (q.TENDER_PERIOD_AFTER_SELECTION_AND_NOTICE, ANY),
          (q.TENDER_PERIOD_AFTER_SELECTION, COUNCIL), (q.TENDER_PERIOD_AFTER_SELECTION_DOCUMENTS_LATER, COUNCIL))),
    ACT.row(q.TERMS_CHANGE_AFTER_SELECTION, True, "section 31(2)(b)", LIGHT),
    ACT.row(q.TERMS_CHANGE_AFTER_SELECTION, False, "section 31(1), (2)(a) and (3)", FULL),
    ACT.row(q.PLANNED_NOTICE_AT_LEAST, days.DaysAfter(40), "section 15(3)", _COMPETED & FULL),
    ACT.row(q.PLANNED_NOTICE_AT_MOST, days.MonthsAfter(12), "section 15(3)", _COMPETED & FULL),
    # Selection and competition
    ACT.row(q.SELECTION_STAGE_ALLOWED, True, "section 20(2)(b)", ABOVE),
    ACT.row(q.SELECTION_STAGE_ALLOWED, True, "section 84(1)", BELOW & CONCESSION & NO_CALL_OFF),
    ACT.row(q.SELECTION_STAGE_ALLOWED, True, "section 85(5)(c)", BELOW & CALL_OFF),
    *(ACT.row(q.SELECTION_STAGE_ALLOWED, False, "section 85(1)", BELOW & subject & NO_CALL_OFF)
      for subject in NO_CONCESSION),
    ACT.row(q.SELF_CLEANING_HEARD, True, "section 58(2)"),
    # Where no other supplier can be had in the time there is.
    ACT.row(q.KEPT_IN_PUBLIC_INTEREST, True, "section 41(2) and (5)(d)", FactPattern(direct_award_ground=strategy.DirectAwardGround.URGENCY)),
    ACT.row(q.REPLACEMENT_OFFERED, True, "sections 26(3), 27(4) and 28(5)", ABOVE & NO_CALL_OFF),
    ACT.row(q.REPLACEMENT_OFFERED, True, "section 48(3)", ABOVE & CALL_OFF),
    ACT.row(q.SUB_CONTRACTORS_SEARCHED, True, "section 28(1)", _COMPETED),
    ACT.row(q.EXCLUSIONS_DECIDED_FIRST, True, "sections 26 to 28 and 41(4)", ABOVE & NO_CALL_OFF),
    ACT.row(q.EXCLUSIONS_DECIDED_FIRST, True, "sections 45(6)(a) and 48", ABOVE & CALL_OFF),
    ACT.row(q.CONFLICTS_ASSESSED_BEFORE, NamedRecord(notices.NoticePublished, ("UK4", "UK5", "UK7", "UK10", "UK13", "UK14")),
            "section 83(1), (2), (5) and (8)", ABOVE),
    ACT.row(q.SUPPLIER_INFORMATION_CONFIRMED, True, "", _COMPETED, citation=_SUPPLIER_INFORMATION),
    *(ACT.row(q.EXCLUSION_GROUND, ground, provision) for ground, provision in (*EXCLUSION_GROUNDS, *IN_THIS_PROCUREMENT)),
    *(ACT.row(q.RESERVATION, to, "", BELOW, applies_from=date(2026, 2, 4), decided_by=_BY_ACT, citation=_RESERVED)
      for to in (notices.Reservation.UNITED_KINGDOM, notices.Reservation.LOCAL)),
    *(ACT.row(q.RESERVATION, to, "", BELOW, applies_from=_AMENDED, decided_by=_BY_ACT, citation=_AMENDMENT)
      for to in (notices.Reservation.SMALL, notices.Reservation.VALUE_DRIVEN)),
    ACT.row(q.RESERVATION, notices.Reservation.SUPPORTED_EMPLOYMENT, "section 32", _COMPETED),
    ACT.row(q.RESERVATION, notices.Reservation.MUTUALS, "section 33", _COMPETED & LIGHT),
    *(ACT.row(q.SUPPLIER_IDENTIFIED, Line(Bound.FROM, pounds(amount, _GROSS)), "", BELOW & buyer & subject,
              applies_from=_AMENDED, decided_by=_BY_ACT, citation=_AMENDMENT)
      for amount, buyer in ((30_000, COUNCIL), (12_000, CENTRAL)) for subject in NO_CONCESSION),
    ACT.row(q.CONSIDERED, strategy.Matter.OBJECTIVES, "section 12(1)", ABOVE),
    ACT.row(q.CONSIDERED, strategy.Matter.SMALL_FIRMS, "section 12(4)", ABOVE),
    *(ACT.row(q.CONSIDERED, strategy.Matter.SMALL_FIRMS, "sections 84 and 86", BELOW & NO_CALL_OFF & subject)
      for subject in NO_CONCESSION),
    ACT.row(q.CONSIDERED, strategy.Matter.POLICY_STATEMENT, "section 13(9) and (10)", ABOVE & NO_CALL_OFF & NO_MARKET),
    ACT.row(q.CONSIDERED, strategy.Matter.LOTS, "section 18", _COMPETED),
    ACT.row(q.WITHHOLDING, notices.WithheldBecause.NATIONAL_SECURITY, "section 94(1)(a)"),
    ACT.row(q.WITHHOLDING, notices.WithheldBecause.COMMERCIAL, "section 94(1)(b)"),
    *(ACT.row(q.FORBIDDEN_CONDITION, q.ForbiddenCondition(code, what), provision) for code, what, provision in (
        ("audited-accounts", "have audited accounts if the law does not require them of the supplier",
         "section 22(3)(a)"),
        ("insurance-before-award", "hold the contract's insurance before the award", "section 22(3)(b)"),
        ("past-contract", "have had a contract from a particular authority", "section 22(4)(a)"),
        ("qualification", "have a named qualification, without allowing its equivalents", "section 22(4)(c)"))),
    ACT.row(q.LOW_PRICE_ASKED, False, "section 19(3)(c)", _COMPETED),
    ACT.row(q.LOW_PRICE_HEARD, True, "section 19(4) and (5)", _COMPETED),
    # Direct awards
    *(ACT.row(q.DIRECT_AWARD_GROUND, q.GroundForDirectAward(ground, tests), provision) for ground, tests, provision in (
        (strategy.DirectAwardGround.PROTOTYPE, (), "Schedule 5, paragraphs 2 and 3"),
        (strategy.DirectAwardGround.ARTISTIC, (), "Schedule 5, paragraph 4"),
        (strategy.DirectAwardGround.EXCLUSIVE_RIGHTS, (q.DirectAwardTest.NO_ALTERNATIVE,), "Schedule 5, paragraph 5"),
        (strategy.DirectAwardGround.TECHNICAL, (q.DirectAwardTest.NO_ALTERNATIVE,), "Schedule 5, paragraph 6"),
        (strategy.DirectAwardGround.ADDITIONAL, (q.DirectAwardTest.INCOMPATIBLE,), "Schedule 5, paragraph 7"),
        (strategy.DirectAwardGround.INSOLVENCY, (), "Schedule 5, paragraphs 11 and 12"),
        (strategy.DirectAwardGround.PROTECTING_LIFE, (q.DirectAwardTest.UNDER_REGULATIONS,), "section 42"))),
    ACT.row(q.DIRECT_AWARD_GROUND, q.GroundForDirectAward(strategy.DirectAwardGround.COMMODITIES), "Schedule 5, paragraph 10", GOODS),
    ACT.row(q.DIRECT_AWARD_GROUND, q.GroundForDirectAward(strategy.DirectAwardGround.REPEAT,
            (q.DirectAwardTest.RECENT, q.DirectAwardTest.FORETOLD), days.MonthsBeginningWith(60)), "Schedule 5, paragraph 8"),
    ACT.row(q.DIRECT_AWARD_GROUND, q.GroundForDirectAward(strategy.DirectAwardGround.URGENCY,
            (q.DirectAwardTest.STRICTLY_NECESSARY, q.DirectAwardTest.NOT_OWN_ACT, q.DirectAwardTest.UNFORESEEABLE)),
            "Schedule 5, paragraphs 13 and 14"),
    ACT.row(q.DIRECT_AWARD_GROUND, q.GroundForDirectAward(strategy.DirectAwardGround.USER_CHOICE,
            (q.DirectAwardTest.CHOSEN, q.DirectAwardTest.NOT_IN_THEIR_INTERESTS)), "Schedule 5, paragraphs 15 to 17", LIGHT),
    ACT.row(q.DIRECT_AWARD_GROUND, q.GroundForDirectAward(strategy.DirectAwardGround.NO_SUITABLE_TENDERS,
            (q.DirectAwardTest.AFTER_COMPETITION, q.DirectAwardTest.AWARD_IMPOSSIBLE)), "section 43"),
    # Contracts: indicators, changes, terms and records
    *(row for facts in WITH_INDICATORS for row in (
        # More than £5 million: a contract of exactly that has none.
        ACT.row(q.KPIS_OVER, Line(Bound.OVER, pounds(5_000_000, _GROSS)), "section 52(1)", facts),
        ACT.row(q.KPIS_AT_LEAST, 3, "section 52(1)", facts),
        ACT.row(q.KPI_ASSESSMENT, days.MonthsBeginningWith(12), "section 71(2)", facts, applies_from=_2026, decided_by=_BY_ACT))),
    ACT.row(q.CONTRACT_COPY_OVER, Line(Bound.OVER, pounds(5_000_000, _GROSS)), "section 53(3)"),
    ACT.row(q.FREE_MODIFICATION, True, "section 74(2)", LIGHT),
    ACT.row(q.FREE_MODIFICATION, False, "section 74(1)", FULL),
    *(row for subject, share in ((SERVICES, 10), (GOODS, 10), (CONCESSION, 10), (WORKS, 15)) for row in (
        ACT.row(q.MINOR_CHANGE, Line(Bound.UP_TO, Decimal(share)), "section 74(1)(c) and (4)", FULL & subject),
        ACT.row(q.CHANGE_NOTICE_VALUE, Line(Bound.UP_TO, Decimal(share)), "section 75(2)", FULL & subject))),
    ACT.row(q.MINOR_CHANGES_TOGETHER, False, "section 74(4)", FULL),
    ACT.row(q.CHANGE_NOTICE_TERM, Line(Bound.UP_TO, Decimal(10)), "section 75(2)", FULL),
    ACT.row(q.SUBSTANTIAL_TERM, Line(Bound.UP_TO, Decimal(10)), "section 74(1)(b) and (3)", FULL),
    *(ACT.row(q.CHANGE_GROUND, q.GroundForChange(ground, cap, nature), "section 74(1)(a) and Schedule 8", FULL)
      for ground, cap, nature in (
          (notices.ChangeGround.PROVIDED_FOR, None, True), (notices.ChangeGround.URGENCY, None, False),
          (notices.ChangeGround.PROTECTING_LIFE, None, False), (notices.ChangeGround.UNFORESEEN, _HALF, True),
          (notices.ChangeGround.KNOWN_RISK, _HALF, False), (notices.ChangeGround.ADDITIONAL, _HALF, False),
          (notices.ChangeGround.RESTRUCTURING, None, False))),
    ACT.row(q.CHANGE_KEEPS_SCOPE, True, "section 74(3)(b), (4)(c) and (5)", FULL),
    ACT.row(q.CHANGES_OF_ONE_DAY, True, "section 74(7) and (8) and section 75(4) and (5)", FULL),
    # "Provided for" is not among the grounds to be stated, and outside control is a ground of health contracts only.
    *(ACT.row(q.CHANGE_NOTICE_GROUND, ground, "", FULL, citation=_CHANGE_NOTICE)
      for ground in notices.ChangeGround if ground not in {notices.ChangeGround.PROVIDED_FOR, notices.ChangeGround.OUTSIDE_CONTROL}),
    ACT.row(q.HOLDER_CHANGE_GROUND, q.GroundForChange(notices.ChangeGround.RESTRUCTURING), "section 74(9) and Schedule 8"),
    ACT.row(q.CHANGE_STANDSTILL, days.WorkingDaysBeginningWith(8), "section 76", FULL),
    ACT.row(q.FRAMEWORK_TERM, None, "section 47(5)(c)", LIGHT),
    ACT.row(q.FRAMEWORK_TERM, days.MonthsBeginningWith(48), "section 47", FULL),
    ACT.row(q.OPEN_FRAMEWORK_TERM, days.MonthsBeginningWith(96), "section 49(2)(c)", OPEN),
    ACT.row(q.OPEN_FRAMEWORK_TERM_ALONE, days.MonthsEndingBefore(48), "section 49(6)", OPEN),
    ACT.row(q.OPEN_FRAMEWORK_FIRST, days.MonthsBeginningWith(36), "section 49(2)", OPEN),
    ACT.row(q.OPEN_FRAMEWORK_NEXT, days.MonthsBeginningWith(60), "section 49(2)", OPEN),
    *(ACT.row(q.FRAMEWORK_STATES, what, f"section 45(5)({point})", FRAMEWORK & FULL)
      for what, point in ((q.FrameworkContent.VALUE, "c"), (q.FrameworkContent.TERM, "e"), (q.FrameworkContent.USERS, "f"))),
    ACT.row(q.FRAMEWORK_STATES, q.FrameworkContent.KIND, "section 45(5)(g)", OPEN & FULL),
    ACT.row(q.OPEN_FRAMEWORK_DIRECT, False, "section 49(10)", OPEN),
    ACT.row(q.MUTUAL_TERM, days.MonthsBeginningWith(60), "section 33", LIGHT),
    ACT.row(q.RECORDS_KEPT, days.MonthsBeginningWith(36), "section 98(4)(b)", ABOVE),
    ACT.row(q.EMPLOYEE_INFORMATION, days.DaysAfter(28), citation=STAFF_TRANSFERS),
    ACT.row(q.PIPELINE_SPEND, Line(Bound.OVER, pounds(100_000_000, _GROSS)), "section 93", applies_from=_PIPELINES, decided_by=_BY_ACT),
    ACT.row(q.PIPELINE_CONTRACT, Line(Bound.OVER, pounds(2_000_000, _GROSS)), "section 93", applies_from=_PIPELINES, decided_by=_BY_ACT),
    ACT.row(q.PIPELINE_WINDOW, days.MonthsBeginningWith(18), "section 93", applies_from=_PIPELINES, decided_by=_BY_ACT),
    ACT.row(q.PAYMENTS_OVER, Line(Bound.OVER, pounds(30_000, _GROSS)), "section 70(1)", applies_from=date(2026, 4, 1)),
    # Terms that the Act puts into every contract; a clause that says otherwise has no effect
    *(ACT.row(q.IMPLIED_TERM, f"{_PAID} ({also})", provision, facts & subject)
      for facts, provision, also in ((ABOVE, "sections 67 and 68", "an electronic invoice is accepted"),
                                     (BELOW, "section 88", "in sub-contracts too"))
      for subject in NO_CONCESSION),
    *(ACT.row(q.IMPLIED_TERM, f"the authority may end the contract where {why}, once the supplier was heard",
              f"section 78(2)({point})", ABOVE) for why, point in (
        ("it was awarded or changed in material breach of the Act", "a"),
        ("the supplier has become excluded or excludable since the award", "b"),
        ("a sub-contractor is excluded or excludable, was asked about and was not known to be", "c"))),
    ACT.row(q.IMPLIED_TERM, "an excluded supplier, or one become excludable, may be kept out of a call-off", "section 48",
            ABOVE & FRAMEWORK),
    *PLATFORM_NOTICES,
    *listed_by(ACT, tender=("UK4",), contract=("UK7",)),
    # Conditions before an act
    *(ACT.row(CONDITION, Attachment(kind, condition), provision, facts,
              citation=None if provision else _SUPPLIER_INFORMATION)
      for kind, condition, provision, facts in (
          *((kind, condition, provision, facts)
            for kind in (selection.SelectionQuestionnaire, tender.InvitationToTender)
            for condition, provision, facts in (
                (Condition.THRESHOLD_SIDE_IS_RIGHT, "section 4 and Schedule 3", BELOW),
                (Condition.MINIMUM_TIME_IS_GIVEN, "section 54", _COMPETED & FULL),
                (Condition.NOTICES_COME_FIRST, "section 21", ABOVE),
                (Condition.CONDITIONS_ASKED_ARE_ALLOWED, "section 22", ABOVE))),
          (selection.SelectionQuestionnaire, Condition.SELECTION_STAGE_IS_ALLOWED, "section 85", BELOW),
          (selection.ExclusionsDecided, Condition.SUB_CONTRACTORS_ARE_SEARCHED, "section 28(1)", _COMPETED),
          (notices.NoticePublished, Condition.TERMS_MAY_STILL_CHANGE, "section 31", _COMPETED),
          (tender.InvitationToTender, Condition.EXCLUSIONS_ARE_DECIDED, "section 27", ABOVE),
          (award.AwardRecommendation, Condition.EXCLUSIONS_ARE_DECIDED, "section 26", ABOVE),
          (selection.ExclusionsDecided, Condition.EXCLUSIONS_HAVE_A_GROUND, "sections 57 and 58", ABOVE),
          (selection.ExclusionsDecided, Condition.REPLACEMENT_WAS_OFFERED, "sections 26 to 28", ABOVE),
          (selection.ExclusionsDecided, Condition.EXCLUDED_ARE_LEFT_OUT, "sections 26 and 27", ABOVE),
          (notices.NoticePublished, Condition.DIRECT_AWARD_HAS_A_GROUND, "section 44", ABOVE),
          (notices.NoticePublished, Condition.GROUND_OF_DIRECT_AWARD_HOLDS, "section 41 and Schedule 5", ABOVE),
          # User choice has no notice to state its ground in.
          (award.AwardRecommendation, Condition.GROUND_OF_DIRECT_AWARD_HOLDS, "section 41 and Schedule 5", ABOVE & CHOICE),
          (notices.NoticePublished, Condition.CONFLICTS_ARE_ASSESSED, "section 83", ABOVE),
          (notices.NoticePublished, Condition.SUMMARIES_COME_FIRST, "section 50(3) to (5)", _COMPETED & NO_CHOICE),
          (tender.TenderOpening, Condition.SUPPLIER_INFORMATION_IS_CONFIRMED, "", _COMPETED),
          (contract.ContractSigned, Condition.NOTICES_COME_FIRST, "sections 44 and 50", PUBLIC),
          (contract.ContractSigned, Condition.STANDSTILL_IS_OVER, "section 51", PUBLIC),
          (contract.ContractSigned, Condition.SIGNING_IS_NOT_SUSPENDED, "section 101", ANY),
          (contract.ContractSigned, Condition.FRAMEWORK_IS_SHORT_ENOUGH, "sections 47 and 49", ABOVE & FRAMEWORK),
          (frameworks.FrameworkOpened, Condition.FRAMEWORK_IS_SHORT_ENOUGH, "sections 47 and 49", ABOVE & FRAMEWORK),
          (tender.InvitationToTender, Condition.MEMBERS_ARE_INVITED, "section 46", CALL_OFF & FULL),
          (tender.InvitationToTender, Condition.MEMBERS_ARE_INVITED, "section 34", MARKET & NO_CALL_OFF),
          (tender.InvitationToTender, Condition.CRITERIA_ARE_THE_FRAMEWORKS, "section 46", CALL_OFF & FULL),
          (selection.SelectionQuestionnaire, Condition.MARKET_IS_OPEN_TO_ALL, "section 36", ANY),
          *((contract.ContractSigned, Condition.KPIS_ARE_SET, "section 52", facts) for facts in WITH_INDICATORS),
          (notices.NoticePublished, Condition.PROMISED_STANDSTILL_IS_LONG_ENOUGH, "section 51(5)", PUBLIC),
          # Below the threshold they bind a change that makes the contract a public one.
          (contract.ContractVaried, Condition.CHANGE_IS_ALLOWED, "section 74", FULL),
          (contract.ContractVaried, Condition.NOTICES_COME_FIRST, "section 75", FULL),
          (contract.ContractVaried, Condition.CHANGE_STANDSTILL_IS_OVER, "section 76", FULL),
          (contract.ContractVaried, Condition.CHANGE_NOTICE_STATES_ITS_GROUND, "section 75(3)", FULL),
          (contract.ContractVaried, Condition.CHANGE_IS_NOT_SUSPENDED, "section 101", FULL),
          (notices.NoticePublished, Condition.RESERVATION_IS_ALLOWED, "sections 32, 33 and 84", ANY),
          (notices.NoticePublished, Condition.MATTERS_ARE_RECORDED, "sections 12, 13, 18 and 98", ANY),
          (notices.NoticePublished, Condition.WITHHOLDING_HAS_ITS_REASON, "section 94(1) and (3)", ANY),
          (award.IntentionToAward, Condition.WITHHOLDING_HAS_ITS_REASON, "section 94(1) and (3)", ABOVE),
          *((award.AwardRecommendation, Condition.CALL_OFF_MAY_BE_DIRECT, "section 45(3), (4), (8) and (9)",
             ABOVE & CALL_OFF & FULL & subject) for subject in NO_CONCESSION),
          *((kind, Condition.FRAMEWORK_STATES_ITS_TERMS, "section 45(5)", ABOVE & FRAMEWORK & FULL)
            for kind in (tender.InvitationToTender, frameworks.FrameworkOpened)),
          (contract.ContractSigned, Condition.RESERVED_TERM_IS_SHORT_ENOUGH, "section 33(1)(b)", ABOVE),
          *((contract.ContractSigned, Condition.SUPPLIER_IS_IDENTIFIED, "section 87(3)", BELOW & subject)
            for subject in NO_CONCESSION),
          (contract.ContractNovated, Condition.NOTICES_COME_FIRST, "section 75", FULL),
          (contract.ContractNovated, Condition.HOLDER_MAY_CHANGE, "section 74(9)", ABOVE))),
))
# fmt: on
