"""Frameworks in their course: who may be called off from, in which order, and how much."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from commissioning import (
    BroughtForward,
    CalledOff,
    CallOffNoted,
    CeilingIs,
    ContractSigned,
    Cycle,
    Direct,
    FrameworkKind,
    FrameworkOpened,
    FrameworkTerms,
    InvitationToTender,
    LotCeiling,
    LotRule,
    LowestRateAvailable,
    Membership,
    MembershipChanged,
    MembershipMove,
    Offer,
    OfferAnswer,
    PackageEnded,
    PackagePlaced,
    Period,
    RankedFirstRefusal,
    RankedListIssued,
    RankedPlace,
    RecordError,
    Route,
    SpendReported,
    Stage,
    TierRule,
    Tiers,
    VatBasis,
    pounds,
)
from commissioning.contracts.frameworks import (
    list_on,
    members_on,
    next_offer,
    placed_on,
    places_by_price_and_share,
)
from commissioning.records.live import PlacementsSuspended
from commissioning.records.strategy import ProcurementStrategy
from commissioning.testing import Scenario, story
from commissioning.testing.stories.main_line import main_line

TERM = Period(date(2026, 4, 1), date(2030, 3, 31))
NAMES = ("alder", "birch", "cedar")
LIST_FROM, LIST_UNTIL = date(2026, 9, 13), date(2027, 3, 27)


def terms(**given):
    return FrameworkTerms(term=TERM, **given)


def framework(terms, *, light_touch=True, members=None, **scenario):
    """A framework of three members that has just opened on these terms."""
    line = []
    for record in main_line(Scenario(route=Route.framework(), providers=NAMES, **scenario)):
        if isinstance(record, ProcurementStrategy):
            facts = evolve(record.facts, light_touch=light_touch)
            line.append(evolve(record, facts=facts, longer_because="as the notice says"))
        elif isinstance(record, FrameworkOpened):
            opened = record.members if members is None else members
            line.append(evolve(record, on=date(2026, 4, 1), terms=terms, members=opened))
            break
        else:
            line.append(record)
    return Cycle.audit("Home care framework", line, reference="F1").cycle


def noted(cycle, value, **given):
    given = {"on": date(2026, 6, 1), "buyer": "anyborough", "provider": "alder", **given}
    return CallOffNoted(cycle=cycle, value=value, **given)


def ranked(*names, on=LIST_FROM, **given):
    places = tuple(RankedPlace(provider=name, rank=n) for n, name in enumerate(names, 1))
    return RankedListIssued(on=on, from_on=on, places=places, **given)


def offer(provider, answer=OfferAnswer.REFUSED, because="no capacity", **given):
    return Offer(provider=provider, answer=answer, because=because, **given)


def placed(provider, *offers, on=date(2026, 9, 14), rate="21.40", **given):
    return PackagePlaced(
        on=on,
        package="P-1",
        provider=provider,
        hours_a_week=Decimal("10.5"),
        rate=pounds(rate),
        from_on=on,
        offers=offers,
        **given,
    )


def said(cycle, record):
    return [(f.code, f.message, f.blocks) for f in cycle.findings(record)]


# The ceiling


def with_call_offs(light_touch=False, **given):
    opened = framework(terms(ceiling=pounds(10_000_000), **given), light_touch=light_touch)
    return opened.record(
        noted("K1", pounds(4_200_000), options_value=pounds(1_400_000)),
        noted("K2", pounds(3_900_000), provider="birch"),
    )


OVER = (
    "With this call-off the total called off comes to £10,100,000, £100,000 above the ceiling of "
    "£10,000,000"
)


@pytest.mark.parametrize(
    ("given", "blocks"),
    [
        ({}, True),
        ({"ceiling_is": CeilingIs.ESTIMATE}, False),
        ({"light_touch": True}, False),
    ],
    ids=["maximum", "estimate", "light touch"],
)
def test_call_off_over_the_ceiling_is_reported_with_the_amount(given, blocks):
    """The announced maximum is what bidders and the law rely on; an estimate is only a forecast."""
    found = said(with_call_offs(**given), noted("K3", pounds(2_000_000)))
    assert found == [("framework-over-ceiling", OVER, blocks)]


def test_call_offs_up_to_the_ceiling_are_silent():
    """A framework may be spent to the last pound."""
    cycle = framework(terms(ceiling=pounds(10_000_000)), light_touch=False)
    cycle = cycle.record(noted("K1", pounds(8_000_000), options_value=pounds(1_000_000)))
    assert said(cycle, noted("K2", pounds(1_000_000))) == []
    [(code, _, blocks)] = said(cycle, noted("K2", pounds("2000000.01")))
    assert (code, blocks) == ("framework-over-ceiling", True)


def test_options_that_would_go_over_the_ceiling_warn():
    """An option that cannot be taken up is worth nothing to the provider that priced it."""
    assert said(with_call_offs(), noted("K3", pounds(1_900_000))) == [
        (
            "framework-over-ceiling",
            "With this call-off the total called off comes to £11,400,000 with every option taken "
            "up, £1,400,000 "
            "above the ceiling of £10,000,000",
            False,
        )
    ]


def test_note_that_replaces_an_earlier_one_is_counted_once():
    """A corrected note would otherwise count the same contract twice."""
    assert said(with_call_offs(), noted("K2", pounds(4_400_000))) == []


def test_ceiling_of_a_lot_counts_its_own_call_offs_alone():
    """A district can be spent while the framework is not."""
    cycle = framework(
        terms(by_lot=(LotCeiling(lot="N1", ceiling=pounds(100)),)),
        light_touch=False,
        lots=("N1", "N2"),
    ).record(noted("K1", pounds(90), lots=("N1",)))
    assert said(cycle, noted("K2", pounds(500), lots=("N2",))) == []
    assert said(cycle, noted("K2", pounds(20), lots=("N1",))) == [
        (
            "framework-over-ceiling",
            "With this call-off the total called off for lot N1 comes to £110, £10 above the ceiling of £100",
            True,
        )
    ]


def test_share_that_the_terms_watch_is_reported_with_what_is_left():
    """Buyers need to know in time that the next call-off may find no room."""
    cycle = framework(terms(ceiling=pounds(10_000_000), warn_at=80), light_touch=False)
    assert said(cycle, noted("K1", pounds(7_999_999))) == []
    assert said(cycle, noted("K1", pounds(8_100_000))) == [
        (
            "framework-nearly-spent",
            "With this call-off 81% of the ceiling of £10,000,000 is committed; £1,900,000 is left",
            False,
        )
    ]


def test_sums_on_two_bases_are_not_added():
    """With and without VAT a total would be a number that means nothing."""
    found = said(with_call_offs(), noted("K3", pounds(1, VatBasis.EXCLUDING)))
    assert found == [
        (
            "other-money-basis",
            "A call-off of £1 excluding VAT is noted under a ceiling of £10,000,000; amounts on "
            "different bases cannot be added",
            True,
        )
    ]


# Who calls off, when and for how long


def test_call_off_after_the_end_is_refused_unless_it_was_begun_before():
    """A call-off may run past its framework; it may not be made past it."""
    cycle = framework(terms())
    late = noted("K7", None, on=date(2030, 4, 4))
    assert said(cycle, late) == [
        (
            "call-off-after-end",
            "Call-off K7 began on 4 April 2030, after the framework ended on 31 March 2030",
            True,
        )
    ]
    assert said(cycle, evolve(late, begun_on=date(2030, 3, 31))) == []


def test_call_off_runs_no_longer_than_the_terms_allow():
    """A long call-off on the last day would outlive the competition it rests on."""
    cycle = framework(terms(call_offs_run_until=date(2031, 3, 31)))
    two_years = Period.of(date(2030, 3, 1), years=2)
    assert said(cycle, noted("K7", None, on=date(2030, 3, 1), period=two_years)) == [
        (
            "call-off-too-long",
            "Call-off K7 would run to 29 February 2032; the framework lets call-offs run only to "
            "31 March 2031",
            True,
        )
    ]
    to_the_day = Period(date(2030, 3, 1), date(2031, 3, 31))
    assert said(cycle, noted("K7", None, on=date(2030, 3, 1), period=to_the_day)) == []


def test_buyer_that_the_framework_does_not_name_may_not_call_off():
    """The value announced was that of the named authorities."""
    cycle = framework(terms(users=("anyborough", "otherborough")))
    assert said(cycle, noted("K1", None, buyer="otherborough")) == []
    assert said(cycle, noted("K1", None, buyer="farborough")) == [
        (
            "call-off-not-for-buyer",
            'The buyer "farborough" may not call off: the framework names anyborough and otherborough',
            True,
        )
    ]


def test_call_off_from_a_stranger_and_from_a_suspended_member():
    """Neither has passed what the members passed, or passes it today."""
    cycle = framework(terms()).record(suspended("birch", on=date(2026, 5, 1)))
    assert said(cycle, noted("K1", None, provider="gorse")) == [
        ("called-off-from-stranger", "gorse is not a member of the framework on 1 June 2026", True)
    ]
    assert said(cycle, noted("K1", None, provider="birch")) == [
        ("member-suspended-called", "birch is suspended on 1 June 2026: an enquiry", True)
    ]


# Members


def suspended(provider, on, **given):
    return MembershipChanged(
        on=on, provider=provider, how=MembershipMove.SUSPENDED, because="an enquiry", **given
    )


def names(cycle, on):
    return [each.provider for each in members_on(cycle.ledger, on) if not each.suspended_because]


def test_members_of_a_day_are_those_opened_and_joined_less_those_gone():
    """Every question about a call-off begins with who was a member that day."""
    flexible = framework(terms(kind=FrameworkKind.FLEXIBLE))
    moves = (
        (date(2026, 5, 1), "dunlin", MembershipMove.JOINED, {}),
        (date(2026, 6, 1), "alder", MembershipMove.SUSPENDED, {"until": date(2026, 6, 30)}),
        (date(2026, 7, 1), "birch", MembershipMove.NOVATED, {"to_provider": "bramble"}),
        (date(2026, 8, 1), "cedar", MembershipMove.WITHDREW, {}),
        (date(2026, 9, 1), "dunlin", MembershipMove.SUSPENDED, {}),
        (date(2026, 9, 2), "dunlin", MembershipMove.REINSTATED, {}),
    )
    cycle = flexible.record(
        *(
            MembershipChanged(on=on, provider=name, how=how, because="as agreed", **more)
            for on, name, how, more in moves
        )
    )
    assert names(cycle, date(2026, 3, 31)) == []
    assert names(cycle, date(2026, 5, 1)) == ["alder", "birch", "cedar", "dunlin"]
    assert names(cycle, date(2026, 6, 30)) == ["birch", "cedar", "dunlin"]
    assert names(cycle, date(2026, 7, 1)) == ["alder", "cedar", "dunlin", "bramble"]
    assert names(cycle, date(2026, 9, 1)) == ["alder", "bramble"]
    assert names(cycle, date(2026, 9, 2)) == ["alder", "dunlin", "bramble"]


def joined(on):
    return MembershipChanged(on=on, provider="dunlin", how=MembershipMove.JOINED)


def test_member_that_joined_signs_its_framework_contract():
    """A member that joins is in no recommendation and fills no place of one; its contract was refused."""
    of = framework(terms(kind=FrameworkKind.FLEXIBLE))
    first = of.every(ContractSigned)[0]
    signed = evolve(
        first, on=date(2026, 5, 2), provider="dunlin", reference="K9", recommendations=()
    )
    signed = evolve(signed, term=Period(date(2026, 5, 2), date(2028, 3, 31)))
    assert "contract-without-award" in {code for code, *_ in said(of, signed)}
    assert said(of.record(joined(date(2026, 5, 1))), signed) == []


def test_closed_framework_admits_no_new_member():
    """Those who lost the competition would be entitled to the same."""
    found = said(framework(terms()), joined(date(2026, 5, 1)))
    assert found == [
        (
            "joined-closed-framework",
            "dunlin cannot join: the framework admits no new members until it ends on 31 March 2030",
            True,
        )
    ]
    reopened = framework(terms(kind=FrameworkKind.OPEN))
    assert said(reopened, joined(date(2026, 5, 1))) == [
        (
            "joined-closed-framework",
            "dunlin cannot join: the framework admits no new members until it ends on 31 March 2030 or "
            "is reopened by a new competition",
            True,
        )
    ]


def test_flexible_framework_admits_members_in_its_rounds():
    """Worcestershire assesses applications on the 20th of each month; a day between needs a reason."""
    cycle = framework(terms(kind=FrameworkKind.FLEXIBLE, round_day=20))
    assert said(cycle, joined(date(2026, 5, 20))) == []
    assert said(cycle, joined(date(2026, 5, 3))) == [
        (
            "joined-between-rounds",
            "dunlin joins on 3 May 2026, outside the rounds: members join on the 20th of each month",
            False,
        )
    ]
    fixed = framework(terms(kind=FrameworkKind.FLEXIBLE, rounds=(date(2026, 5, 1),)))
    assert said(fixed, joined(date(2026, 5, 1))) == []
    assert [code for code, *_ in said(fixed, joined(date(2026, 5, 2)))] == ["joined-between-rounds"]


def test_only_a_member_is_suspended_listed_or_paid():
    """A slip of a name would otherwise change nothing, and say nothing."""
    cycle = framework(terms())
    stranger = "gorse is not a member of the framework on 13 September 2026"
    assert said(cycle, suspended("gorse", on=LIST_FROM)) == [("member-unknown", stranger, True)]
    assert said(cycle, ranked("alder", "gorse")) == [("member-unknown", stranger, True)]
    month = Period.of(date(2026, 5, 1), months=1)
    paid = SpendReported(on=LIST_FROM, provider="gorse", period=month, amount=pounds(5))
    assert said(cycle, paid) == [
        ("member-unknown", "gorse has never been a member of the framework", True)
    ]


# Ranked lists and placements


FIRST_REFUSAL = terms(call_offs=(LotRule(rule=RankedFirstRefusal(reply_within=120)),))


def listed_framework(**given):
    return framework(FIRST_REFUSAL, **given).record(ranked(*NAMES, until=LIST_UNTIL))


def test_first_refusal_goes_down_the_list():
    """The rank was bid for; a package that jumps it takes work from who won it."""
    cycle = listed_framework()
    alder = offer("alder")
    assert said(cycle, placed("birch", alder)) == []
    assert said(cycle, placed("cedar", alder)) == [
        (
            "out-of-rank",
            "cedar has the package, but birch comes first: number 2 on the list; alder refused (no "
            "capacity)",
            True,
        )
    ]
    held = cycle.record(suspended("birch", on=date(2026, 9, 14)))
    assert said(held, placed("cedar", alder)) == []


def test_member_that_does_not_reply_in_time_is_passed_over():
    """An offer must not hold up a discharge from hospital for ever."""
    cycle = listed_framework()
    silent = offer("alder", OfferAnswer.NO_REPLY, "", at=time(9))
    soon, later = (
        offer("birch", OfferAnswer.ACCEPTED, "", at=at) for at in (time(10, 59), time(11))
    )
    assert said(cycle, placed("birch", silent, later)) == []
    assert [code for code, *_ in said(cycle, placed("birch", silent, soon))] == ["out-of-rank"]
    assert str(next_offer(cycle, on=date(2026, 9, 14), offers=(silent,))) == (
        "Ask birch: number 2 on the list; alder gave no reply within 2 hours"
    )


def test_departure_with_its_reason_is_a_warning():
    """A person decides; the rule is shown beside the decision."""
    record = placed("cedar", departs_because="the person's language")
    [(code, message, blocks)] = said(listed_framework(), record)
    assert (code, blocks) == ("out-of-rank", False)
    assert message.endswith("Reason given: the person's language")


def test_departure_outside_the_light_touch_is_refused_whatever_its_reason():
    """Section 45: there a call-off follows the framework's mechanism, or is competed."""
    cycle = listed_framework(light_touch=False)
    [finding] = cycle.findings(placed("cedar", departs_because="the person's language"))
    assert (finding.code, finding.blocks, finding.waivable) == ("out-of-rank", True, False)
    assert finding.remedy == "Offer it to alder, or buy it outside the framework"


def test_choice_of_the_person_comes_before_any_rank():
    """The Care Act lets a person choose; no finding may stand in the way."""
    assert said(listed_framework(), placed("cedar", chosen_by_person=True)) == []
    assert said(listed_framework(), placed("cedar", how=CalledOff.CHOSEN)) == []


def test_list_whose_span_is_over_is_not_placed_by():
    """Essex issues lists on published days; an old one rewards old figures."""
    cycle = listed_framework()
    assert said(cycle, placed("alder", on=LIST_UNTIL)) == []
    assert said(cycle, placed("alder", on=date(2027, 3, 28))) == [
        (
            "list-out-of-date",
            "The list of tier 1 ran only to 27 March 2027; this package is placed on 28 March 2027",
            True,
        )
    ]
    assert str(next_offer(cycle, on=date(2027, 3, 28))) == (
        "Ask alder: number 1 on the list; the list of tier 1 ran to 27 March 2027, so issue another first"
    )


def test_refusal_without_its_reason_warns():
    """Reasons are how a council learns that an area has no capacity."""
    found = said(listed_framework(), placed("birch", offer("alder", because="")))
    assert found == [
        ("refusal-unrecorded", "alder refused the package, and no reason is recorded", False)
    ]


def test_list_remade_from_price_and_kpis_names_its_figures():
    """50% price, lowest over price, and 50% KPIs: the lowest price does not stay first."""
    rates = {"alder": pounds(21), "birch": pounds("22.40"), "cedar": pounds("21.84")}
    shares = {"alder": Decimal(60), "birch": Decimal(90), "cedar": Decimal(80)}
    places = places_by_price_and_share(rates, shares)
    assert [(each.provider, each.rank, str(each.score)) for each in places] == [
        ("birch", 1, "91.875"),
        ("cedar", 2, "88.077"),
        ("alder", 3, "80.000"),
    ]
    by_price = places_by_price_and_share(rates, shares, price_weight=100)
    assert [each.provider for each in by_price] == ["alder", "cedar", "birch"]
    remade = evolve(ranked(*NAMES, on=date(2027, 3, 28)), places=places)
    assert said(listed_framework(), remade) == [
        (
            "list-without-figures",
            "The ranked list from 28 March 2027 does not name the records its scores rest on",
            False,
        )
    ]
    assert str(next_offer(listed_framework().record(remade), on=date(2027, 3, 28))) == (
        "Ask birch: number 1 on the list"
    )


RATES = {"birch": "20.95", "cedar": "21.10", "elm": "21.40"}
TIERS = Tiers(
    rules=(
        TierRule(tier=1, rule=RankedFirstRefusal()),
        TierRule(tier=2, rule=LowestRateAvailable(at_once=True)),
    )
)


def tiered():
    members = (
        Membership(provider="alder"),
        *(Membership(provider=name, tier=2, rate=pounds(rate)) for name, rate in RATES.items()),
    )
    cycle = framework(terms(call_offs=(LotRule(rule=TIERS),)), members=members)
    return cycle.record(ranked("alder"), suspended("birch", on=LIST_FROM))


def test_second_tier_is_asked_at_once_and_the_lowest_rate_has_it():
    """Hampshire offers to tier 2 what tier 1 cannot take, at rates fixed in the tender."""
    cycle, alder = tiered(), offer("alder")
    assert str(next_offer(cycle, on=date(2026, 9, 14), offers=(alder,))) == (
        "Ask cedar and elm: tier 2, all with capacity are asked at once; tier 1 is passed over (alder "
        "refused (no capacity))"
    )
    offers = (
        alder,
        offer("elm", OfferAnswer.ACCEPTED, ""),
        offer("cedar", OfferAnswer.ACCEPTED, ""),
    )
    assert said(cycle, placed("cedar", *offers, rate="21.10")) == []
    [(code, message, _)] = said(cycle, placed("elm", *offers, rate="21.40"))
    assert code == "out-of-rank"
    assert "cedar comes first: tier 2, £21.10 is the lowest rate of those who accepted" in message
    found = said(cycle, placed("elm", *offers, rate="21.60", departs_because="quicker"))
    assert [(code, blocks) for code, _, blocks in found] == [
        ("placement-above-rate", True),
        ("out-of-rank", False),
    ]
    assert found[0][1] == "The rate of £21.60 an hour is above the £21.40 that elm may charge"


def test_next_offer_without_a_rule_or_a_framework_says_so():
    """A question that has no answer must not look like an answer."""
    with pytest.raises(LookupError, match="The terms do not say how the procurement is called off"):
        next_offer(framework(terms()), on=date(2026, 9, 14))
    with pytest.raises(LookupError, match="No framework or market has been opened in this cycle"):
        next_offer(Cycle("Home care"), on=date(2026, 9, 14))


def test_lot_has_its_own_rule_before_that_of_all_lots():
    """A rural district is often called off otherwise than the towns."""
    own = LotRule(lot="N2", rule=Direct(ground="one provider serves the district"))
    given = terms(call_offs=(LotRule(rule=TIERS), own))
    assert given.rule_of("N1") is TIERS
    assert given.rule_of("N2") is own.rule


def test_list_of_equal_scores_shares_a_rank():
    """Two members who earned the same place may not be told apart by their names."""
    rates = dict.fromkeys(("birch", "alder", "cedar"), pounds(21))
    shares = {"alder": Decimal(60), "birch": Decimal(60), "cedar": Decimal(50)}
    assert [each.rank for each in places_by_price_and_share(rates, shares)] == [1, 1, 3]
    with pytest.raises(RecordError) as refusal:
        places_by_price_and_share(rates, {"alder": Decimal(60)})
    assert str(refusal.value) == "ranked list: there is no KPI share for birch and cedar"


def test_list_is_made_only_from_whole_and_exact_figures():
    """A missing share or a rate of nothing would put a member first that nobody would ask."""
    rates = {"alder": pounds(21), "birch": pounds(0)}
    shares = {"alder": 0.5, "cedar": Decimal(101)}
    with pytest.raises(RecordError) as refused:
        places_by_price_and_share(rates, shares, price_weight=-1)
    assert refused.value.problems == (
        "there is no KPI share for birch",
        "there is no rate for cedar",
        "the rate of birch is £0; give one above 0",
        'the KPI share of alder is 0.5, a float; write Decimal("0.5")',
        "the KPI share of cedar is 101; give a number from 0 to 100",
        "the price weight is -1; give a number from 0 to 100",
    )
    with pytest.raises(RecordError, match="give the rate of at least one member"):
        places_by_price_and_share({}, {})


def test_framework_that_only_watches_another_share_opens_on_its_terms():
    """From which share a council is warned is its own affair, and was announced to no one."""
    announced = terms(ceiling=pounds(100))
    cycle = framework(announced)
    opened = evolve(cycle.expect(FrameworkOpened), terms=evolve(announced, warn_at=Decimal(50)))
    invited = [
        evolve(each, framework=announced) if isinstance(each, InvitationToTender) else each
        for each in cycle.records[:-1]
    ]
    before = Cycle.audit("Care", invited).cycle
    assert before.expect(InvitationToTender).framework == announced
    assert "framework-terms-changed" not in [each.code for each in before.findings(opened)]


# Slips: spoilt references, things twice, lots of another framework


def test_name_that_is_nearly_a_members_is_named_in_the_remedy():
    """A capital letter is the commonest slip, and the hardest to see."""
    [finding] = framework(terms()).findings(noted("K1", None, provider="Alder"))
    assert finding.remedy == (
        'Record it outside the framework, or correct the lot or the provider; did you mean "alder"?'
    )
    buyers = framework(terms(users=("anyborough",)))
    [finding] = buyers.findings(noted("K1", None, buyer="Anyborough"))
    assert finding.remedy.endswith('the buyer\'s reference; did you mean "anyborough"?')


def moved(how, provider="alder", on=date(2026, 9, 1), **given):
    because = "" if how in {MembershipMove.JOINED, MembershipMove.REINSTATED} else "as agreed"
    return MembershipChanged(on=on, provider=provider, how=how, because=because, **given)


def test_member_does_not_join_twice_and_only_the_suspended_are_reinstated():
    """A change that changes nothing is a slip in the name, the lot or the day."""
    cycle = framework(terms(kind=FrameworkKind.FLEXIBLE))
    assert said(cycle, moved(MembershipMove.JOINED)) == [
        ("membership-unchanged", "alder is already a member (since 1 April 2026)", True)
    ]
    assert said(cycle, moved(MembershipMove.REINSTATED)) == [
        ("membership-unchanged", "alder is not suspended on 1 September 2026", True)
    ]
    held = cycle.record(moved(MembershipMove.SUSPENDED))
    assert said(held, moved(MembershipMove.REINSTATED, on=date(2026, 9, 2))) == []


def test_member_that_is_suspended_in_one_of_its_lots_is_reinstated_in_both():
    """The officer writes one letter about both districts; it changes the one that was held."""
    cycle = framework(terms(), lots=("N1", "N2"))
    held = cycle.record(moved(MembershipMove.SUSPENDED, lots=("N2",)))
    assert said(held, moved(MembershipMove.REINSTATED, on=date(2026, 9, 2))) == []


def test_member_that_leaves_after_a_call_off_keeps_what_was_called_off():
    """Only a suspension puts in doubt what was called off in the meantime."""
    cycle = framework(terms()).record(noted("K1", None))
    assert said(cycle, moved(MembershipMove.WITHDREW, on=date(2026, 5, 1))) == []


def test_rate_on_the_basis_of_the_other_members_is_taken():
    """A member without a rate sets no basis."""
    members = (Membership(provider="alder"), Membership(provider="birch", rate=pounds(21)))
    cycle = framework(terms(kind=FrameworkKind.FLEXIBLE), members=members)
    assert said(cycle, moved(MembershipMove.JOINED, "dunlin", rate=pounds(20))) == []


def test_member_of_one_lot_joins_another():
    """A provider that grows serves the next district without leaving the first."""
    members = (Membership(provider="alder", lot="N1"), Membership(provider="birch"))
    cycle = framework(terms(kind=FrameworkKind.FLEXIBLE), members=members, lots=("N1", "N2"))
    assert said(cycle, moved(MembershipMove.JOINED, lots=("N2",))) == []
    assert [code for code, *_ in said(cycle, moved(MembershipMove.JOINED, lots=("N1",)))] == [
        "membership-unchanged"
    ]


def test_rate_on_another_basis_than_the_other_members_is_refused():
    """The lowest of two rates is unknown while one of them has VAT in it."""
    members = (Membership(provider="alder", rate=pounds(21)),)
    cycle = framework(terms(kind=FrameworkKind.FLEXIBLE), members=members)
    rate = pounds(20, VatBasis.EXCLUDING)
    assert said(cycle, moved(MembershipMove.JOINED, "dunlin", rate=rate)) == [
        (
            "other-money-basis",
            "The rate of £20 excluding VAT cannot be compared with the £21 of another member",
            True,
        )
    ]
    record = placed("alder", rate="30")
    record = evolve(record, rate=pounds(30, VatBasis.EXCLUDING))
    assert said(cycle, record) == [
        (
            "other-money-basis",
            "The rate of £30 excluding VAT cannot be compared with the £21 that alder may charge",
            True,
        )
    ]
    assert said(cycle, evolve(record, per="visit")) == []


@pytest.mark.parametrize("kind", ["call-off", "package"])
def test_suspension_that_reaches_back_over_a_call_off_warns(kind):
    """What was called off in the meantime stands or falls by a decision, not by a date."""
    record = noted("K1", None) if kind == "call-off" else placed("alder", on=date(2026, 6, 1))
    cycle = framework(terms()).record(record)
    back = moved(MembershipMove.SUSPENDED, on=date(2026, 5, 1))
    assert said(cycle, back) == [
        (
            "member-suspended-called",
            "alder is suspended from 1 May 2026, but work was called off from it after that day",
            False,
        )
    ]
    assert said(cycle, evolve(back, until=date(2026, 5, 31))) == []
    assert said(cycle, moved(MembershipMove.SUSPENDED, on=date(2026, 6, 1))) == []


def test_ranked_list_issued_anew_from_the_same_day_takes_the_place_of_the_first():
    """A slip in the scores is put right in a second letter; packages are offered in its order."""
    first = ranked("alder", "birch", "cedar")
    anew = evolve(ranked("birch", "alder", "cedar"), on=LIST_FROM + timedelta(days=2))
    ledger = framework(terms()).record(first, anew).ledger
    assert list_on(ledger, anew.on) == anew


def test_suspension_of_another_lot_does_not_reach_back():
    """A member may be held in one district and trusted in the next."""
    cycle = framework(terms(), lots=("N1", "N2")).record(noted("K1", None, lots=("N1",)))
    back = moved(MembershipMove.SUSPENDED, on=date(2026, 5, 1), lots=("N2",))
    assert said(cycle, back) == []
    both = moved(MembershipMove.SUSPENDED, on=date(2026, 5, 1), lots=("N1", "N2"))
    assert [code for code, *_ in said(cycle, both)] == ["member-suspended-called"]


def test_successor_takes_the_place_on_the_list_the_tier_and_the_rate():
    """A business that is sold keeps what it won; a member that buys another keeps its own place."""
    cycle = framework(
        FIRST_REFUSAL, members=(Membership(provider="alder", tier=2, rate=pounds(20)),)
    )
    cycle = cycle.record(ranked("alder", tier=2, until=LIST_UNTIL))
    for name, heir in (("alder", "dunlin"), ("dunlin", "egret")):
        cycle = cycle.record(moved(MembershipMove.NOVATED, name, LIST_FROM, to_provider=heir))
    [member] = members_on(cycle.ledger, LIST_FROM)
    assert (member.provider, member.tier, member.formerly) == ("egret", 2, ("dunlin", "alder"))
    assert str(next_offer(cycle, on=LIST_FROM)) == "Ask egret: number 1 on the list"
    assert [code for code, *_ in said(cycle, placed("egret"))] == ["placement-above-rate"]
    both = listed_framework().record(
        moved(MembershipMove.NOVATED, "alder", LIST_FROM, to_provider="cedar")
    )
    assert str(next_offer(both, on=LIST_FROM)) == "Ask birch: number 2 on the list"


def test_list_of_another_tier_than_its_member_is_refused():
    """A list of tier 2 that ranks a member of tier 1 would never be asked."""
    assert said(framework(terms()), ranked("alder", tier=2)) == [
        ("member-unknown", "alder is a member of tier 1, but the list is of tier 2", True)
    ]


def test_placement_without_a_list_says_that_the_list_is_missing():
    """Who is first cannot be known before the list is issued."""
    [finding] = framework(FIRST_REFUSAL).findings(placed("alder"))
    assert finding.message == (
        "alder has the package, but the rule gives it to no member: alder, birch and cedar are not on a "
        "ranked list"
    )
    assert finding.remedy == (
        "Issue the list or record the rate that is missing, or say why it goes to another"
    )


def test_list_of_another_lot_is_not_asked():
    """The list of the North says nothing about the South."""
    cycle = framework(FIRST_REFUSAL, lots=("N1", "N2")).record(ranked(*NAMES, lots=("N1",)))
    assert str(next_offer(cycle, "N1", on=LIST_FROM)) == "Ask alder: number 1 on the list"
    assert str(next_offer(cycle, "N2", on=LIST_FROM)) == (
        "No member can be asked: alder, birch and cedar are not on a ranked list"
    )


def test_offer_to_a_stranger_is_reported():
    """A misspelt refusal would let the package jump the queue unseen."""
    found = said(listed_framework(), placed("birch", offer("alder"), offer("Birch")))
    assert found == [
        (
            "member-unknown",
            "The package was offered to Birch, which is not a member for its lot",
            False,
        )
    ]
    with pytest.raises(
        LookupError, match=r'offers: there is no member "Alder"; did you mean "alder"\?'
    ):
        next_offer(listed_framework(), on=LIST_FROM, offers=(offer("Alder"),))


def test_package_is_with_one_member_at_a_time():
    """Two members who both believe it theirs send two carers, or none."""
    cycle = listed_framework().record(placed("alder"))
    assert said(cycle, placed("alder", on=date(2026, 9, 15))) == [
        (
            "package-placed-already",
            "The package has been with alder since 14 September 2026",
            True,
        )
    ]
    ended = PackageEnded(on=date(2026, 9, 20), package="P-1")
    cycle = cycle.record(ended)
    assert said(cycle, evolve(ended, on=date(2026, 9, 21))) == [
        (
            "package-not-placed",
            "No package with this reference is placed on 21 September 2026",
            True,
        )
    ]
    again = cycle.record(placed("birch", offer("alder"), on=date(2026, 9, 20)))
    assert placed_on(again.ledger, date(2026, 9, 20))["P-1"].provider == "birch"
    assert placed_on(again.ledger, date(2026, 9, 19))["P-1"].provider == "alder"
    assert placed_on(again.ledger, date(2026, 9, 13)) == {}


def test_package_from_before_the_history_that_is_held_may_end():
    """A framework brought over from a spreadsheet has packages whose placements nobody typed again."""
    begun = BroughtForward(
        on=date(2026, 4, 1), stage=Stage.GO_LIVE, route=Route.framework(), because="kept elsewhere"
    )
    cycle = Cycle("Home care").record(begun)
    ended = PackageEnded(on=date(2026, 5, 1), package="P-0")
    assert said(cycle, ended) == []
    cycle = cycle.record(placed("alder"), PackageEnded(on=date(2026, 9, 20), package="P-1"))
    assert [code for code, *_ in said(cycle, PackageEnded(on=LIST_UNTIL, package="P-1"))] == [
        "package-not-placed"
    ]


def test_package_that_begins_beyond_the_last_day_of_call_offs_is_refused():
    """A placement has no end, so its first day is what the terms can be held to."""
    cycle = framework(terms(call_offs_run_until=date(2030, 4, 30)))
    record = placed("alder", on=date(2030, 3, 31))
    assert said(cycle, evolve(record, from_on=date(2030, 4, 30))) == []
    assert said(cycle, evolve(record, from_on=date(2030, 5, 1))) == [
        (
            "call-off-too-long",
            "The package would begin on 1 May 2030; the framework lets call-offs run only to 30 April 2030",
            True,
        )
    ]


def test_call_off_and_package_name_the_one_lot_of_a_divided_framework():
    """A sum that belongs to no lot is in no lot's ceiling."""
    cycle = framework(FIRST_REFUSAL, lots=("N1", "N2"))
    assert said(cycle, noted("K1", None)) == [
        ("unknown-lot", "Call-off K1 names no lot; the lots are N1 and N2", True)
    ]
    assert said(cycle, placed("alder")) == [
        (
            "unknown-lot",
            "The placement of a package of 14 September 2026 names no lot; the lots are N1 and N2",
            True,
        )
    ]
    assert [code for code, *_ in said(cycle, noted("K1", None, lots=("N9",)))] == ["unknown-lot"]
    assert [code for code, *_ in said(cycle, placed("alder", lots=("N9",)))] == ["unknown-lot"]
    with pytest.raises(LookupError, match="divided into lots; name one of N1 and N2"):
        next_offer(cycle, on=LIST_FROM)
    with pytest.raises(LookupError, match='There is no lot "N3"'):
        next_offer(cycle, "N3", on=LIST_FROM)
    with pytest.raises(LookupError, match='not divided into lots; leave out the lot "N1"'):
        next_offer(listed_framework(), "N1", on=LIST_FROM)


def of_terms(findings):
    """The findings but for those of the story's contracts, which end before these terms begin."""
    return [each for each in findings if each.code != "member-without-contract"]


def test_terms_and_members_name_lots_of_the_framework():
    """A ceiling of a lot that is misspelt would watch nothing for years."""
    lots = {
        "by_lot": (LotCeiling(lot="n1", ceiling=pounds(1)),),
        "call_offs": (LotRule(lot="N9", rule=TIERS),),
    }
    line = framework(terms(), lots=("N1", "N2")).records
    opened = evolve(
        line[-1], terms=terms(**lots), members=(Membership(provider="alder", lot="N1"),)
    )
    found = of_terms(Cycle.audit("Home care framework", (*line[:-1], opened)).findings)
    assert [(f.code, f.message) for f in found] == [
        (
            "unknown-lot",
            'The terms or the members name lot "n1", but the lots are N1 and N2',
        ),
        (
            "unknown-lot",
            'The terms or the members name lot "N9", but the lots are N1 and N2',
        ),
    ]
    assert found[0].remedy == 'Correct the reference of the lot; did you mean "N1"?'


def test_nothing_is_called_off_before_the_first_day_or_after_the_last():
    """A member that is asked a day too late may rightly say that there is no framework."""
    cycle = framework(FIRST_REFUSAL).record(ranked(*NAMES, on=date(2026, 4, 1)))
    assert str(next_offer(cycle, on=date(2026, 3, 31))) == (
        "No member can be asked: the first day is 1 April 2026"
    )
    for first_or_last in (date(2026, 4, 1), date(2030, 3, 31)):
        assert next_offer(cycle, on=first_or_last).providers == ("alder",)
    assert str(next_offer(cycle, on=date(2030, 4, 1))) == (
        "No member can be asked: the last day was 31 March 2030"
    )


def test_lot_whose_award_was_held_up_opens_later_with_its_own_members():
    """A challenge about one district does not hold up the others."""
    line = framework(terms(), lots=("N1", "N2")).records
    members = {lot: tuple(m for m in line[-1].members if m.lot == lot) for lot in ("N1", "N2")}
    first = evolve(line[-1], lots=("N1",), members=members["N1"])
    cycle = Cycle.audit("Home care framework", (*line[:-1], first)).cycle
    assert str(_asked(cycle, "N2")) == "No member can be asked: the lot has not been opened yet"
    second = evolve(first, on=date(2026, 6, 1), lots=("N2",), members=members["N2"][:1])
    assert of_terms(cycle.findings(second)) == []
    cycle = Cycle.audit("Home care framework", (*cycle.records, second)).cycle
    assert [m.provider for m in members_on(cycle.ledger, LIST_FROM, "N1")] == [*NAMES]
    assert [m.provider for m in members_on(cycle.ledger, LIST_FROM, "N2")] == ["alder"]
    assert members_on(cycle.ledger, date(2026, 5, 31), "N2") == ()
    other = evolve(second, terms=terms(ceiling=pounds(5)))
    [finding] = of_terms(cycle.findings(other))
    assert (finding.code, finding.message) == (
        "framework-terms-changed",
        "The framework has been open since 1 June 2026, and on other terms: its ceiling",
    )


def _asked(cycle, lot):
    """Whom to ask, by terms that have a rule for every lot."""
    opened = cycle.records[-1]
    with_rule = evolve(opened, terms=evolve(opened.terms, call_offs=FIRST_REFUSAL.call_offs))
    again = Cycle.audit(cycle.title, (*cycle.records[:-1], with_rule)).cycle
    return next_offer(again, lot, on=LIST_FROM)


def test_framework_opens_once():
    """Opened again, it could take in whom it liked and be worth what it liked."""
    cycle = framework(terms())
    again = evolve(cycle.records[-1], on=date(2026, 5, 1))
    [finding] = of_terms(cycle.findings(again))
    assert (finding.code, finding.message) == (
        "framework-terms-changed",
        "The framework has been open since 1 April 2026",
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (10, "10th"),
        (11, "11th"),
        (13, "13th"),
        (20, "20th"),
        (21, "21st"),
        (22, "22nd"),
        (28, "28th"),
    ],
)
def test_round_of_each_month_is_written_as_it_is_said(day, words):
    """An officer quotes the sentence to the applicant."""
    cycle = framework(terms(kind=FrameworkKind.FLEXIBLE, round_day=day))
    [(_, message, _)] = said(cycle, joined(date(2026, 5, 4)))
    assert message.endswith(f"members join on the {words} of each month")


def test_framework_kept_elsewhere_is_not_asked_for_what_is_not_held():
    """A council that begins in the third year has notes to write before it has typed in the first day."""
    begun = BroughtForward(
        on=date(2026, 4, 1), stage=Stage.GO_LIVE, route=Route.framework(), because="kept elsewhere"
    )
    cycle = Cycle("Home care").record(begun)
    for record in (noted("K1", None), moved(MembershipMove.JOINED), suspended("alder", LIST_FROM)):
        assert said(cycle, record) == []
    opened = FrameworkOpened(
        on=date(2026, 4, 1), terms=FIRST_REFUSAL, members=(Membership(provider="alder"),)
    )
    assert [code for code, *_ in said(cycle, opened)] == ["law-unknown"]


def test_package_with_a_stranger_is_one_finding():
    """That the rule would have given it to another goes without saying."""
    assert [code for code, *_ in said(listed_framework(), placed("gorse"))] == [
        "called-off-from-stranger"
    ]


def test_change_of_what_is_no_membership_changes_nothing():
    """A record that an audit let in must not make a member of whoever it names."""
    cycle = framework(terms(), lots=("N1", "N2"))
    slips = (
        moved(MembershipMove.SUSPENDED, "gorse"),
        moved(MembershipMove.SUSPENDED, lots=("N1",)),
    )
    cycle = Cycle.audit("Home care framework", (*cycle.records, *slips)).cycle
    held = {
        lot: [m.provider for m in members_on(cycle.ledger, LIST_FROM, lot) if m.suspended_because]
        for lot in ("N1", "N2")
    }
    assert held == {"N1": ["alder"], "N2": []}


def test_member_whose_contract_takes_no_placements_is_not_asked():
    """A provider that is held for its care is held however it was bought."""
    term = Period.of(date(2026, 4, 1), years=4)
    signed = ContractSigned(on=date(2026, 3, 2), reference="C9", provider="alder", term=term)
    begun = BroughtForward(
        on=date(2026, 4, 1), stage=Stage.GO_LIVE, route=Route.framework(), because="kept elsewhere",
        carries=(signed,),
    )  # fmt: skip
    opened = FrameworkOpened(
        on=date(2026, 4, 1), terms=FIRST_REFUSAL,
        members=(Membership(provider="alder", contract="C9"), Membership(provider="birch")),
    )  # fmt: skip
    held = PlacementsSuspended(on=LIST_FROM, contract="C9", because="a safeguarding enquiry")
    cycle = Cycle("Home care").record(begun, opened, ranked("alder", "birch"), held)
    assert str(next_offer(cycle, on=LIST_FROM)) == (
        "Ask birch: number 2 on the list; alder is suspended (a safeguarding enquiry)"
    )
    assert next_offer(cycle, on=date(2026, 9, 13)).providers == ("birch",)


@pytest.mark.parametrize(
    "record", [suspended("alder", LIST_FROM), noted("K1", None), ranked("alder")]
)
def test_contract_that_is_no_framework_has_no_members(record):
    """A note in the wrong file is found on the day it is written."""
    cycle = story(Scenario(), at=Stage.GO_LIVE)
    [finding] = [f for f in cycle.findings(record) if f.code == "missing-record"]
    assert finding.message == "There is no opened framework or market yet"
