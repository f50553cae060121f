"""Records of frameworks and markets: what each refuses, in words."""

from datetime import date

import pytest

from commissioning import (
    CallOffNoted,
    FrameworkOpened,
    FrameworkTerms,
    LotCeiling,
    MarketOpened,
    Membership,
    MembershipChanged,
    MembershipMove,
    Offer,
    OfferAnswer,
    PackageEnded,
    PackagePlaced,
    Period,
    RankedListIssued,
    RankedPlace,
    RecordError,
    SpendReported,
    VatBasis,
    pounds,
)

ON = date(2026, 9, 14)
TERM = Period(date(2026, 4, 1), date(2030, 3, 31))
WITHOUT_VAT = pounds(5, VatBasis.EXCLUDING)
ALDER = Membership(provider="alder")
FIRST = RankedPlace(provider="alder", rank=1, score=80)


def listed(*places, **given):
    """A ranked list of alder, and of others."""
    return RankedListIssued(on=ON, from_on=ON, places=(FIRST, *places), **given)


def placed(**given):
    """A package placed with alder."""
    return PackagePlaced(on=ON, package="P1", contract="K1", provider="alder", from_on=ON, hours_a_week=7,
                         rate=pounds(21), **given)  # fmt: skip


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: FrameworkOpened(on=ON, terms=FrameworkTerms(term=TERM), members=(ALDER, ALDER)),
         "members: alder is listed twice for the procurement; give it one tier"),
        (lambda: FrameworkOpened(on=ON, terms=FrameworkTerms(), members=(ALDER,)),
         "terms: a framework has a last day; give its term"),
        (lambda: FrameworkTerms(term=TERM, call_offs_run_until=date(2029, 1, 1)),
         "call_offs_run_until: 1 January 2029 is before the framework ends on 31 March 2030"),
        (lambda: FrameworkTerms(term=TERM, round_day=31),
         "round_day: 31 is not a day of every month; give one from 1 to 28"),
        (lambda: FrameworkTerms(term=TERM, warn_at=50),
         "warn_at: it is a share of the ceiling, which is not given; give the ceiling"),
        (lambda: MembershipChanged(on=ON, provider="alder", how=MembershipMove.SUSPENDED),
         "because: say why alder is suspended"),
        (lambda: MembershipChanged(on=ON, provider="alder", how=MembershipMove.WITHDREW),
         "because: say why alder leaves"),
        (lambda: MembershipChanged(on=ON, provider="alder", how=MembershipMove.NOVATED, because="sold"),
         "to_provider: give it where a membership passes to another provider, and only there"),
        (lambda: MembershipChanged(on=ON, provider="alder", how=MembershipMove.JOINED, until=ON),
         "until: only a suspension has a last day"),
        (lambda: MembershipChanged(on=ON, provider="alder", how=MembershipMove.SUSPENDED, because="staffing",
                                   until=date(2026, 9, 1)),
         "until: 1 September 2026 is before the suspension"),
        (lambda: MembershipChanged(on=ON, provider="alder", how=MembershipMove.NOVATED, because="sold",
                                   to_provider="alder"),
         "to_provider: alder is the member already; name the one that takes its place"),
        (lambda: FrameworkTerms(term=TERM, ceiling=pounds(5), warn_at=101),
         "warn_at: 101 is not between 0 and 100 per cent"),
        (lambda: FrameworkTerms(ceiling=pounds(9), by_lot=(LotCeiling(lot="N1", ceiling=WITHOUT_VAT),)),
         "by_lot: £5 excluding VAT of N1 and £9 are not on one basis"),
        (lambda: MarketOpened(on=ON, terms=FrameworkTerms(),
                              members=(Membership(provider="alder", rate=pounds(4)),
                                       Membership(provider="birch", rate=WITHOUT_VAT))),
         "members: £4 and £5 excluding VAT cannot be compared; state all rates on one basis"),
        (lambda: listed(RankedPlace(provider="birch", rank=2, rate=pounds(4)),
                        RankedPlace(provider="cedar", rank=3, rate=WITHOUT_VAT)),
         "places: £4 and £5 excluding VAT cannot be compared; state all rates on one basis"),
        (lambda: CallOffNoted(on=ON, cycle="C7", buyer="b", provider="alder", options_value=pounds(1)),
         "value: give the value of the initial term too, or leave out that of the options"),
        (lambda: PackagePlaced(on=ON, package="P1", provider="alder", from_on=ON, hours_a_week=0,
                               rate=pounds(21)),
         "hours_a_week: 0 is not above 0; give more"),
        (lambda: placed(reference="P1"),
         "reference: leave it out; a placement is known by its package, which no table shows"),
        (lambda: PackageEnded(on=ON, package="P1", reference="P1"),
         "reference: leave it out; an end is known by its package, which no table shows"),
        (lambda: listed(until=date(2026, 9, 1)),
         "until: 1 September 2026 is before the list is in force"),
        (lambda: placed(lots=("N1", "N2")),
         "lots: name the one lot it is for"),
        (lambda: listed(RankedPlace(provider="birch", rank=2, score=91)),
         "places: birch has the higher score (91) and the lower rank than alder (80)"),
        (lambda: placed(offers=(Offer(provider="alder", answer=OfferAnswer.REFUSED, because="full"),)),
         "offers: alder is recorded as refused, but has the package"),
        (lambda: CallOffNoted(on=ON, cycle="C7", buyer="b", provider="alder", begun_on=date(2026, 10, 1)),
         "begun_on: 1 October 2026 is after the call-off was made"),
        (lambda: SpendReported(on=ON, period=TERM, amount=pounds(1)),
         "contract: say which contract, by its reference, or name the provider of a framework"),
    ],
)  # fmt: skip
def test_impossible_framework_is_refused_in_a_sentence(make, problem):
    """A framework lives for years; a slip on the first day is paid for each month."""
    with pytest.raises(RecordError) as refused:
        make()
    assert problem in refused.value.problems


def test_move_says_whether_the_provider_is_a_member_after_it():
    """Members on a day are counted from the moves."""
    ends = {move for move in MembershipMove if move.ends}
    assert ends == {
        MembershipMove.WITHDREW,
        MembershipMove.REMOVED,
        MembershipMove.EXCLUDED,
        MembershipMove.NOVATED,
    }


def test_call_off_is_noted_with_its_value():
    """The value of a framework is not what was spent."""
    assert CallOffNoted(
        on=ON, cycle="C7", buyer="b", provider="alder", value=pounds(10)
    ).value == pounds(10)
