"""From the recommendation to the letters."""

from datetime import date

import pytest

from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)

DAY = date(2022, 11, 9)
ALDER, BIRCH = LotAward(lot="N1", provider="alder"), LotAward(lot="N2", provider="birch")

LOT_AWARDS = [
    ({"provider": "alder"}, ()),
    ({"provider": "alder", "reserves": ("birch", "cedar")}, ()),
    ({"provider": ""}, ("provider: say who is awarded the lot",)),
    ({"provider": "alder", "lot": ""}, ("lot: say which lot is awarded",)),
    ({"provider": "alder", "reserves": ("birch", "birch")},
     ("reserves: birch is listed twice; name each once",)),
    ({"provider": "alder", "reserves": ("birch", "")},
     ("reserves[1]: it is empty; take it out, or say what it is",)),
    ({"provider": "alder", "reserves": ("birch", "alder")},
     ("reserves: alder cannot be its own reserve",)),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "problems"), LOT_AWARDS)
def test_award_of_a_lot_names_who_and_who_is_next(problems_of, parts, problems):
    """When a winner withdraws, the reserve is who the same evaluation put next."""
    assert problems_of(lambda: LotAward(**parts)) == problems


CASES = [
    (AwardRecommendation, {"reference": "R1", "awards": (ALDER, BIRCH)}, ()),
    (AwardRecommendation, {"reference": "R1", "awards": (ALDER, BIRCH), "lots": ("N1", "N2")}, ()),
    (AwardRecommendation, {"awards": (ALDER,)},
     ("reference: missing; approval, letters and contract refer to it",)),
    (AwardRecommendation, {"reference": "R1", "awards": ()},
     ("awards: name at least one lot and provider",)),
    (AwardRecommendation, {"reference": "R1", "awards": (ALDER, BIRCH, ALDER)},
     ("awards: alder is recommended twice for N1",)),
    (AwardRecommendation, {"reference": "R1", "awards": (ALDER, BIRCH), "lots": ("N1",)},
     ("awards: N2 is not among the lots the recommendation is about",)),
    (ApprovalToAward, {"recommendation": "R1", "decided_by": "Cabinet"}, ()),
    (ApprovalToAward, {"recommendation": "R1", "decided_by": "Cabinet", "call_in_ends": DAY}, ()),
    (ApprovalToAward, {"recommendation": "", "decided_by": ""},
     ("decided_by: say which body or office decided",
      "recommendation: say which recommendation is approved")),
    (ApprovalToAward,
     {"recommendation": "R1", "decided_by": "Cabinet", "call_in_ends": date(2022, 11, 8)},
     ("call_in_ends: 8 November 2022 is before the decision",)),
    (IntentionToAward, {"recommendation": "R1", "told": ("alder", "birch")}, ()),
    (IntentionToAward, {"recommendation": "R1", "no_signing_before": DAY, "last_received_on": DAY},
     ()),
    (IntentionToAward, {"recommendation": ""},
     ("recommendation: say which recommendation the letters announce",)),
    (IntentionToAward, {"recommendation": "R1", "no_signing_before": date(2022, 11, 1)},
     ("no_signing_before: 1 November 2022 is before the letters",)),
    (IntentionToAward, {"recommendation": "R1", "last_received_on": date(2022, 11, 1)},
     ("last_received_on: 1 November 2022 is before the letters were sent",)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parts", "problems"), CASES)
def test_each_step_of_an_award_names_the_one_before(problems_of, kind, parts, problems):
    """Approval, letters and contract follow one recommendation; the chain is only as good as its names."""
    assert problems_of(lambda: kind(on=DAY, **parts)) == problems


def test_recommendation_is_about_the_providers_it_names():
    """Asking what was recorded about a provider must find that it was recommended."""
    recommendation = AwardRecommendation(on=DAY, reference="R1", awards=(ALDER, BIRCH))
    asked = ("R1", "alder", "birch", "cedar")
    assert [recommendation.names(reference) for reference in asked] == [True, True, True, False]


def test_winners_of_a_lot_are_those_recommended_for_it():
    """A framework lot has several winners, and an award of the whole is one of every lot."""
    framework = (ALDER, LotAward(lot="N1", provider="cedar"), BIRCH)
    divided = AwardRecommendation(on=DAY, reference="R1", awards=framework)
    whole = AwardRecommendation(on=DAY, reference="R2", awards=(LotAward(provider="alder"),))
    assert divided.winners("N1") == ("alder", "cedar")
    assert divided.winners("N3") == ()
    assert whole.winners("N1") == ("alder",)
