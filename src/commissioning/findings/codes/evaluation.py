"""The kinds of finding about marks, rankings and the award."""

from __future__ import annotations

from typing import Final

from commissioning.findings.finding import LibraryCode

# fmt: off

# Evaluation

UNKNOWN_CRITERION: Final = LibraryCode("unknown-criterion", waivable=False,
    meaning="A mark is given on something that is not a criterion of the invitation.",
    example='O1 marks Alder on "charm", which is not a criterion in the invitation')
PRICE_MARKED: Final = LibraryCode("price-marked", waivable=False,
    meaning="An assessor marks the price, or a criterion judged from a figure, although a formula scores it.",
    example='O1 marks Alder on "price", but a published formula scores it')
WRONG_PANEL: Final = LibraryCode("wrong-panel", waivable=False,
    meaning="A panel marks or agrees a mark on a criterion that the invitation gives to another panel.",
    example="Panel residents marks quality, but the invitation names panel officers")
ASSESSOR_NOT_ON_PANEL: Final = LibraryCode("assessor-not-on-panel", waivable=False,
    meaning="An assessor gives marks for a panel without being a marking member of it on that day.",
    example="O9 marks quality but is not a marking member of panel officers")
PANEL_CHANGE_DOES_NOT_FIT: Final = LibraryCode("panel-change-does-not-fit", waivable=False,
    meaning="A change of a panel names a panel or member that is not there, ends a membership before its last mark, or leaves no one to mark or two chairs.",
    example="O9 leaves panel officers, but does not sit on it")
CONFLICTED_ASSESSOR: Final = LibraryCode("conflicted-assessor", waivable=False,
    meaning="An assessor marks a provider in which they have declared an interest.",
    example="O1 marks Alder but has declared an interest in it")
INTEREST_UNDECLARED: Final = LibraryCode("interest-undeclared", waivable=True,
    meaning="Somebody marks before declaring interests, or that there are none.",
    example="O1 marks for panel officers on 7 October 2022 without a declaration of interests")
MARK_OFF_SCALE: Final = LibraryCode("mark-off-scale", waivable=False,
    meaning="A mark is not on the published scale.",
    example="O1 gives Alder 6 on quality, which is not a mark of the scale 0 to 5")
MARKED_TWICE: Final = LibraryCode("marked-twice", waivable=False,
    meaning="An assessor has marked a provider twice on the same criterion.",
    example="O1 has marked Alder twice on quality")
MARKED_WITHOUT_TENDER: Final = LibraryCode("marked-without-tender", waivable=False,
    meaning="Marks are given to a provider that has no tender there, or has withdrawn it.",
    example="O1 marks Larch, who has no tender")
MARK_WITHOUT_REASON: Final = LibraryCode("mark-without-reason", waivable=True,
    meaning="Marks are given without a reason, and could not be explained.",
    example="O1 gave no reason for 1 of 2 marks of Alder")
MARKED_IN_ABSENCE: Final = LibraryCode("marked-in-absence", waivable=False,
    meaning="Marks are said to be of a panel meeting at which the assessor or the provider was not present.",
    example="O2 marks Alder at meeting M1 of 7 October 2022, but O2 was not present")
AGREED_TOO_SOON: Final = LibraryCode("agreed-too-soon", waivable=True,
    meaning="A panel agreed a mark before one of its members had given or corrected their own.",
    example="The mark for Alder on quality was agreed on 10 October 2022, before O1's mark was corrected on 12 October 2022")
CORRECTS_NOTHING: Final = LibraryCode("corrects-nothing", waivable=False,
    meaning="A correction names a mark that is on no score sheet.",
    example="O1 corrects a mark for Alder on quality, but no sheet of O1 has that mark")
MODERATED_TWICE: Final = LibraryCode("moderated-twice", waivable=False,
    meaning="A mark is agreed twice, and the later moderation does not say why it replaces the first.",
    example="The mark for Alder on quality was agreed twice")
MODERATION_UNDECLARED: Final = LibraryCode("moderation-undeclared", waivable=False,
    meaning="A mark is agreed although the invitation declares a mean, a median or a sum.",
    example="A mark is agreed for Alder on quality, but the invitation declares the mean of the members' marks")
MODERATED_WITHOUT_MARKS: Final = LibraryCode("moderated-without-marks", waivable=False,
    meaning="A mark is agreed on a criterion before anybody has marked it.",
    example="Quality of Alder is moderated, but no member of the panel has marked it yet")
MODERATION_OUTSIDE_MARKS: Final = LibraryCode("moderation-outside-marks", waivable=True,
    meaning="The agreed mark is higher or lower than every member's own mark.",
    example="The agreed mark of 5 for Alder on quality is outside the members' marks (3 to 4)")
MODERATION_MISSING: Final = LibraryCode("moderation-missing", waivable=False,
    meaning="Members have marked a criterion, but the panel has not agreed a mark yet.",
    example="No agreed mark has been recorded for Alder on quality")
MARK_MISSING: Final = LibraryCode("mark-missing", waivable=False,
    meaning="A mark is missing that the rules of the invitation require.",
    example="U1 has given no mark for Alder on quality (rule: every member marks every provider)")
QUORUM_MISSED: Final = LibraryCode("quorum-missed", waivable=False,
    meaning="Fewer members marked, or agreed a mark, than the declared quorum.",
    example="Only 1 member has given marks for Alder on quality; the minimum is 2")
MEMBERS_LEFT_OUT: Final = LibraryCode("members-left-out", waivable=True,
    meaning="A member's marks do not count, or are not needed, by a rule the invitation declares.",
    example="U1 has given no mark for Alder on quality (rule: the members who marked this provider stand for the panel)")
INTERVIEW_CHANGES_MARKS: Final = LibraryCode("interview-changes-marks", waivable=False,
    meaning="An interview changes marks on written answers without being declared as verification.",
    example="The interview of Alder changes the mark on quality, but the invitation does not declare interviews as verification")
MARKED_WITHOUT_INTERVIEW: Final = LibraryCode("marked-without-interview", waivable=True,
    meaning="A criterion for interviews is marked before an interview of the provider is recorded.",
    example="O1 marks presentation of Alder on 7 October 2022, but no interview of Alder by that day is recorded")
INTERVIEW_NOT_INVITED: Final = LibraryCode("interview-not-invited", waivable=False,
    meaning="A provider is interviewed who was not invited to interview.",
    example="Larch is interviewed but was not invited to interview")
NO_TENDERS: Final = LibraryCode("no-tenders", waivable=False,
    meaning="A lot has no tender to evaluate.",
    example="No tender has been recorded for lot N4")
TENDERED_TWICE: Final = LibraryCode("tendered-twice", waivable=False,
    meaning="A provider has two tenders for one lot and has withdrawn neither.",
    example="Alder has two tenders for lot N1")
FIGURE_MISSING: Final = LibraryCode("figure-missing", waivable=False,
    meaning="A tender gives no figure for a criterion that is judged from one.",
    example="The tender of Alder gives no figure for social value")
PRICE_MISSING: Final = LibraryCode("price-missing", waivable=False,
    meaning="A tender has no price for a lot on which price counts.",
    example="The tender of Alder has no price for lot N1")
PRICES_NOT_COMPARABLE: Final = LibraryCode("prices-not-comparable", waivable=False,
    meaning="Prices for one lot are in different currencies, on different VAT bases or for different units.",
    example="The prices for lot N1 are on different bases (Alder: GBP, including VAT, per year; Birch: GBP, excluding VAT, per year)")
PRICE_QUERY_OPEN: Final = LibraryCode("price-query-open", waivable=False,
    meaning="A price was questioned as abnormally low, but no decision is recorded.",
    example="The price of Alder was questioned on 7 October 2022 (20% below the next), but no decision is recorded yet")
LOW_PRICE_UNASKED: Final = LibraryCode("low-price-unasked", waivable=True,
    meaning="A price meets a published test for abnormally low tenders, but the bidder has not been asked about it.",
    example="The price of Alder is 30% below the mean of all tenders, but the bidder has not been asked about it")
DISREGARDED_UNHEARD: Final = LibraryCode("disregarded-unheard", waivable=False,
    meaning="A tender is disregarded for its price before the bidder could explain it.",
    example="The tender of Alder is disregarded for its price before the bidder has answered")
METHOD_NOT_COMPUTABLE: Final = LibraryCode("method-not-computable", waivable=False,
    meaning="The criteria have no weights, but an order or a description, so the marks give no ranking.",
    example="The criteria have no weights (in descending order of importance), so the marks give no ranking")
RELATIVE_PRICE_FORMULA: Final = LibraryCode("relative-price-formula", waivable=True,
    meaning="Points for price depend on the other bids, so a losing bid can change who wins.",
    example="Price is scored against the other bids, so a losing bid can change who wins")
RANK_REVERSAL: Final = LibraryCode("rank-reversal", waivable=True,
    meaning="Another provider would win without a losing bid, or with one more bid.",
    example="Without C (a losing bid), B would be first instead of A")
SUMMARY_ITEM_MISSING: Final = LibraryCode("summary-item-missing", waivable=False,
    meaning="A letter or summary to a bidder lacks something that the law requires.",
    example="The assessment summary for Birch lacks the reason for the mark on quality")
SUMMARY_NAMES_PERSON: Final = LibraryCode("summary-names-person", waivable=False,
    meaning="A letter or summary to a bidder names a member of a panel.",
    example="The assessment summary for Birch names a member of the panel in the reason for the mark on quality of Alder")
MARKED_AFTER_AWARD: Final = LibraryCode("marked-after-award", waivable=False,
    meaning="An award is recommended again on marks that became known after the last recommendation.",
    example="The corrected mark of 10 October 2022 became known on 3 November 2022, after the award was recommended on 28 October 2022")
SETS_ASIDE_EARLIER: Final = LibraryCode("sets-aside-earlier", waivable=False,
    meaning="A return would supersede a record of a stage before the one it leads back to.",
    example="This return would supersede the invitation to tender of 22 August 2022 (ITT1), which belongs to the ITT stage, before the evaluation stage")
DEPARTS_FROM_RANKING: Final = LibraryCode("departs-from-ranking", waivable=False,
    meaning="The recommendation differs from the ranking that the marks give, and gives no reason.",
    example="The recommendation for lot N1 is Birch, but by the marks the order is Alder, Birch")
AWARDED_WITHOUT_TENDER: Final = LibraryCode("awarded-without-tender", waivable=False,
    meaning="A provider is recommended for a lot for which it has no tender.",
    example="Larch is recommended for lot N1, but has no tender there")
AWARDED_EXCLUDED: Final = LibraryCode("awarded-excluded", waivable=False,
    meaning="A provider is recommended that the published rules exclude.",
    example="Elder is recommended for lot N1, but is excluded: quality is 58%, below the floor of 60%")
LOT_LIMIT_EXCEEDED: Final = LibraryCode("lot-limit-exceeded", waivable=False,
    meaning="A provider is recommended for more lots, or a lot for more providers, than was announced.",
    example="Elder is recommended for 3 lots (N1, N2 and N3); the maximum announced is 2")

# Award

AWARD_IN_FORCE: Final = LibraryCode("award-in-force", waivable=False,
    meaning="A lot is recommended again while its places are filled by awards in force.",
    example="You cannot recommend Birch for lot N1: its only place is filled by Alder (recommendation R1 of 4 November 2022)")
LOT_WITHOUT_AWARD: Final = LibraryCode("lot-without-award", waivable=False,
    meaning="A recommendation is about a lot for which it names no provider.",
    example="The recommendation names no provider for lot N4")
CHALLENGE_OPEN: Final = LibraryCode("challenge-open", waivable=True,
    meaning="A bidder has challenged the award and has no answer yet; a claim in court is reported by itself.",
    example="The claim of Alder of 20 November 2022 (the marks for question 3) has not been resolved")

# Tenders withdrawn, rejected or corrected

CORRECTION_MISFITS: Final = LibraryCode("correction-misfits", waivable=False,
    meaning="A correction changes a price that the tender does not state.",
    example="The correction of 4 October 2022 changes a price of £10, but the tender of Alder states £100")
PRICE_CORRECTED: Final = LibraryCode("price-corrected", waivable=False,
    meaning="A tender is judged by a price that was corrected after it came in.",
    example="The price of Alder is judged as £100, corrected from £10: a misplaced decimal point")
ORDER_TURNED: Final = LibraryCode("order-turned", waivable=False,
    meaning="A tender that was withdrawn or rejected set the points of the others; without it their order changes.",
    example="Without Elm, the order is Ash, Oak; with it, the order of the same tenders was Oak, Ash")
