"""What is left of a framework, over the cycles of its call-offs."""

import sys
from datetime import date

import pytest
from attrs import evolve

from commissioning import (
    CallOffNoted,
    CeilingIs,
    Cycle,
    FrameworkKind,
    FrameworkOpened,
    FrameworkTerms,
    LotCeiling,
    MembershipChanged,
    MembershipMove,
    PackageEnded,
    PackagePlaced,
    Period,
    RecordError,
    Route,
    SpendReported,
    VatBasis,
    pounds,
)
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.portfolio import framework_position, parent_of
from commissioning.records.contract import (
    ContractExtended,
    ContractSigned,
    ContractVaried,
    ExtensionOption,
    OtherOption,
)
from commissioning.records.ending import Closure
from commissioning.records.strategy import Parent, ParentKind, ProcurementStrategy
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.testing import Scenario
from commissioning.testing.stories.main_line import main_line
from commissioning.testing.stories.story import COUNCIL

ON = date(2027, 1, 1)
TERM = Period(date(2026, 4, 1), date(2030, 3, 31))
TEN_MILLION = FrameworkTerms(term=TERM, ceiling=pounds(10_000_000))


def framework(terms=TEN_MILLION, *, lots=(), light_touch=False, facts=None, **scenario):
    """A framework of three members that has just opened on these terms."""
    line = []
    scenario = Scenario(
        route=Route.framework(), providers=("alder", "birch", "cedar"), lots=lots, **scenario
    )
    for record in main_line(scenario):
        if isinstance(record, ProcurementStrategy):
            stated = evolve(record.facts, light_touch=light_touch, **(facts or {}))
            line.append(evolve(record, facts=stated))
        elif isinstance(record, FrameworkOpened):
            line.append(evolve(record, on=terms.term.starts_on, terms=terms))
            break
        elif isinstance(record, ContractSigned) and terms.kind is FrameworkKind.OPEN:
            line.append(evolve(record, on=terms.term.starts_on))
        else:
            line.append(record)
    return Cycle.audit("Home care framework", line, reference="F1").cycle


def noted(cycle, value, *, options=None, **given):
    given = {"on": date(2026, 6, 1), "buyer": "anyborough", "provider": "alder", **given}
    return CallOffNoted(cycle=cycle, value=value, options_value=options, **given)


def called_off(reference, value, *, under=None, invited=(), providers=("alder",), until=None):
    """The own cycle of a call-off, as far as its contract."""
    line = []
    under = under or Parent(reference="F1", cycle="F1", kind=ParentKind.FRAMEWORK)
    for record in main_line(Scenario(route=Route.call_off(), providers=providers)):
        match record:
            case ProcurementStrategy():
                line.append(evolve(record, under=under))
            case InvitationToTender():
                line.append(
                    evolve(record, on=date(2026, 5, 1), tenders_due_by=None, invited=invited)
                )
            case ContractSigned():
                term = Period(date(2026, 6, 1), until or date(2028, 5, 31))
                signed = evolve(record, on=date(2026, 6, 1), term=term, value=value)
                line.append(evolve(signed, extension_options=()))
                break
            case _:
                line.append(record)
    return Cycle.audit("Call-off", line, reference=reference).cycle


def codes(position):
    return [finding.code for finding in position.findings]


def test_committed_and_remaining_sums_count_options_apart():
    """What may still be called off is not what would be left if every option were taken up."""
    cycle = framework().record(
        noted("K1", pounds(4_200_000), options=pounds(1_400_000)),
        noted("K2", pounds(3_900_000), provider="birch"),
    )
    found = framework_position(cycle, on=ON)
    assert (found.committed, found.left) == (pounds(8_100_000), pounds(1_900_000))
    assert found.committed_with_options == pounds(9_500_000)
    assert [each.provider for each in found.members] == ["alder", "birch", "cedar"]
    assert codes(found) == []
    assert str(found) == (
        "F1 on 1 January 2027: 3 members\n  committed: £8,100,000\n  with options: £9,500,000\n"
        "  left: £1,900,000"
    )


def test_position_after_the_last_day_says_that_nothing_more_may_be_called_off():
    """A sum that is left would send the next buyer to a framework that has ended."""
    last = framework_position(framework(), on=TERM.ends_on)
    assert (last.ended_on, str(last)) == (
        None,
        "F1 on 31 March 2030: 3 members\n  left: £10,000,000",
    )
    over = framework_position(framework(), on=date(2030, 4, 1))
    assert str(over).endswith("ended on 31 March 2030: nothing more may be called off")


def test_position_after_closure_says_that_nothing_more_may_be_called_off():
    """A council may close a framework before its term; a market may have no other end."""
    closed = Cycle.audit("F1", (*framework().records, Closure(on=date(2028, 5, 2)))).cycle
    assert framework_position(closed, on=date(2028, 5, 2)).ended_on is None
    over = framework_position(closed, on=date(2028, 5, 3))
    assert str(over).endswith("ended on 2 May 2028: nothing more may be called off")


def test_spend_beyond_what_call_offs_commit_is_not_left():
    """Placements are paid for without a call-off that states their value, and use the ceiling up as well."""
    period = Period(date(2026, 10, 1), date(2026, 12, 31))
    paid = SpendReported(
        on=date(2026, 12, 31), provider="birch", period=period, amount=pounds(6_000_000)
    )
    cycle = framework().record(noted("K1", pounds(4_000_000), options=pounds(3_000_000)), paid)
    found = framework_position(cycle, on=ON)
    assert (found.spent, found.left) == (pounds(6_000_000), pounds(4_000_000))


@pytest.mark.parametrize(("is_most", "light", "blocks"), [
    (True, False, True), (False, False, False), (True, True, False),
])  # fmt: skip
def test_position_over_the_ceiling_is_a_finding(is_most, light, blocks):
    """A call-off that came by another door than a note is seen here."""
    kind = CeilingIs.MOST if is_most else CeilingIs.ESTIMATE
    cycle = framework(evolve(TEN_MILLION, ceiling_is=kind), light_touch=light)
    calls = [called_off(f"K{n}", pounds(n * 1_000_000)) for n in (5, 6)]
    found = framework_position(cycle, calls, on=ON)
    [finding] = found.findings
    assert (finding.code, finding.blocks) == ("framework-over-ceiling", blocks)
    assert finding.message == (
        "The total called off comes to £11,000,000, £1,000,000 above the ceiling of £10,000,000"
    )


def test_call_off_at_hand_counts_instead_of_its_note_and_must_agree():
    """Two files about one contract that differ have to be put right before anyone adds them up."""
    cycle = framework().record(noted("K1", pounds(4_200_000)), noted("K2", pounds(1)))
    same = framework_position(cycle, [called_off("K1", pounds(4_200_000))], on=ON)
    assert (codes(same), same.committed) == ([], pounds(4_200_001))
    other = framework_position(
        cycle, [called_off("K1", pounds(4_300_000), providers=("birch",))], on=ON
    )
    assert [finding.message for finding in other.findings] == [
        "Call-off K1 is noted with a value of £4,200,000; its own cycle has £4,300,000",
        "Call-off K1 is noted with alder; its own cycle has birch",
    ]
    assert other.committed == pounds(4_300_001)


def test_call_offs_of_another_framework_are_not_counted():
    """A folder of cycles holds many; only those called off from this one are its own."""
    other = Parent(reference="F9", kind=ParentKind.FRAMEWORK)
    found = framework_position(framework(), [called_off("K1", pounds(5), under=other)], on=ON)
    assert (found.call_offs, found.committed) == ((), None)
    assert found.left == pounds(10_000_000)


def test_sums_on_two_bases_make_no_total():
    """£1 with VAT and £1 without are not £2 of anything."""
    without = FrameworkTerms(term=TERM)
    notes = (noted("K1", pounds(1)), noted("K2", pounds(1, VatBasis.EXCLUDING)))
    found = framework_position(framework(without).record(*notes), on=ON)
    assert (found.committed, codes(found)) == (None, ["other-money-basis"])


def test_findings_of_a_call_offs_own_cycle_are_those_of_the_terms():
    """The buyer of a call-off may not know the framework's terms; its owner does."""
    terms = evolve(TEN_MILLION, users=("otherborough",), call_offs_run_until=date(2030, 3, 31))
    call = called_off("K1", pounds(5), providers=("gorse",), until=date(2031, 1, 1))
    found = framework_position(framework(terms), [call], on=ON)
    assert sorted(codes(found)) == [
        "call-off-not-for-buyer",
        "call-off-too-long",
        "called-off-from-stranger",
        "tender-from-non-member",
    ]


def test_competition_that_leaves_members_out_is_seen_from_the_framework():
    """Where the call-off states no members, or fewer, only the framework's own cycle knows them."""
    call = called_off("K1", pounds(5), invited=("alder",))
    [finding] = framework_position(framework(), [call], on=ON).findings
    assert finding.message == (
        "2 of the 3 members able to perform are not invited to K1: birch and cedar"
    )
    able = evolve(parent_of(framework(), on=ON), members=("alder",))
    stated = called_off("K1", pounds(5), invited=("alder",), under=able)
    assert codes(framework_position(framework(), [stated], on=ON)) == ["members-not-invited"]


def test_parent_of_a_call_off_is_read_from_the_framework():
    """What is copied by hand is copied wrong."""
    found = parent_of(framework(lots=("N1", "N2")), "N1", on=ON)
    assert (found.reference, found.cycle, found.lot) == ("F1", "F1", "N1")
    assert found.members == ("alder", "birch", "cedar")
    assert found.ends_on == TERM.ends_on
    assert found.criteria == ("quality", "price")
    with pytest.raises(LookupError, match="No framework or market has been opened"):
        parent_of(Cycle("Home care"), on=ON)
    line = framework(lots=("N1", "N2")).records
    longer = evolve(TEN_MILLION, term=Period.of(TEN_MILLION.term.starts_on, years=6))
    each = [evolve(line[-1], lots=(lot,)) for lot in ("N1", "N2")]
    apart = Cycle.audit("Apart", (*line[:-1], each[0], evolve(each[1], terms=longer))).cycle
    ends = [parent_of(apart, lot, on=ON).ends_on for lot in ("N1", "N2")]
    assert ends == [TERM.ends_on, longer.term.ends_on]


MONTH = Period(date(2026, 6, 1), date(2026, 6, 30))


def test_spend_is_what_was_reported_and_no_pound_twice():
    """A provider's return and the payments of its call-off are the same money."""
    paid = [
        SpendReported(on=date(2026, 7, 1), contract="C1-alder", period=MONTH, amount=pounds(100)),
        SpendReported(on=date(2026, 7, 2), provider="birch", period=MONTH, amount=pounds(50)),
        SpendReported(on=date(2026, 7, 3), provider="birch", period=MONTH, amount=pounds(60)),
    ]
    calls = []
    for reference, provider, amount in (("K1", "birch", 55), ("K2", "cedar", 7)):
        call = called_off(reference, pounds(1000), providers=(provider,))
        spend = SpendReported(
            on=date(2026, 7, 1), contract="C1", period=MONTH, amount=pounds(amount)
        )
        calls.append(Cycle.audit("Call-off", (*call.records, spend), reference=reference).cycle)
    found = framework_position(framework().record(*paid), calls, on=ON)
    assert found.spent == pounds(167)
    assert framework_position(framework(), on=ON).spent is None


def placed(package, lot):
    return PackagePlaced(
        on=date(2026, 5, 1), package=package, provider="alder", lots=(lot,), hours_a_week=10,
        rate=pounds(20), from_on=date(2026, 5, 1),
    )  # fmt: skip


def test_table_shows_no_package_and_no_small_count():
    """Three packages in a district can be three neighbours that everybody knows."""
    terms = evolve(TEN_MILLION, by_lot=(LotCeiling(lot="N1", ceiling=pounds(500)),))
    cycle = framework(terms, lots=("N1", "N2")).record(
        *(placed(f"secret-{n}", "N1") for n in range(4)),
        *(placed(f"secret-{n}", "N2") for n in range(10, 16)),
        PackageEnded(on=date(2026, 6, 1), package="secret-0"),
    )
    found = framework_position(cycle, on=ON)
    assert [each.packages for each in (*found.by_lot, found)] == [3, 6, 9]
    assert [row[2] for row in found.table().rows] == ["fewer than 5", "6", "not shown"]
    shown = (str(found), repr(found), found.table().to_csv(), found.table().to_html())
    records = [*map(repr, cycle.records), str(cycle.records), cycle.records.table().to_csv()]
    assert not any("secret" in text for text in (*shown, *records))
    assert found.by_lot[0].left == pounds(500)


OPEN = {"open_framework": True}


def open_framework(starts_on=date(2025, 5, 1), years=5, lots=(), **given):
    terms = FrameworkTerms(kind=FrameworkKind.OPEN, term=Period.of(starts_on, years=years))
    return framework(terms, regime=PROCUREMENT_ACT_2023, facts=OPEN, lots=lots, **given)


def test_open_framework_is_reopened_within_three_years_and_ends_after_eight():
    """Section 49 counts periods that begin with the day of award."""
    cycle = open_framework()
    found = framework_position(cycle, on=date(2028, 4, 30))
    assert (found.due_reopening_by, found.ends_by) == (date(2028, 4, 30), date(2033, 4, 30))
    assert codes(found) == []
    [late] = framework_position(cycle, on=date(2028, 5, 1)).findings
    assert late.message == "The open framework was to be reopened by 30 April 2028"
    assert str(late.source) == "Procurement Act 2023, section 49(2)"
    reopened = open_framework(date(2028, 4, 1))
    assert codes(framework_position(cycle, on=date(2028, 5, 1), reopened=reopened)) == []


def test_days_of_an_open_framework_run_from_its_first_signature():
    """Section 49(2): the award comes before the term, and starts the three years and the eight."""
    cycle = open_framework(date(2026, 4, 1))
    early = [
        evolve(each, on=date(2026, 2, 2)) if isinstance(each, ContractSigned) else each
        for each in cycle.records
    ]
    found = framework_position(Cycle.audit("Home care", early).cycle, on=date(2027, 4, 1))
    assert (found.due_reopening_by, found.ends_by) == (date(2029, 2, 1), date(2034, 2, 1))


def test_later_framework_of_an_open_one_has_five_years_and_the_first_days_end():
    """Each reopening starts its own period, and none moves the end of the whole."""
    second = framework_position(
        open_framework(date(2028, 4, 1)), on=date(2029, 1, 1), before=(open_framework(),)
    )
    assert (second.due_reopening_by, second.ends_by) == (None, date(2033, 4, 30))


def test_open_framework_that_its_strategy_does_not_state_is_reported_and_has_no_days():
    """A position that fails on a fact that is missing helps nobody to state it."""
    terms = FrameworkTerms(kind=FrameworkKind.OPEN, term=Period.of(date(2025, 5, 1), years=4))
    cycle = framework(terms, regime=PROCUREMENT_ACT_2023)
    found = framework_position(cycle, on=ON)
    assert (found.due_reopening_by, found.ends_by, codes(found)) == (None, None, [])
    [finding] = [
        each
        for each in Cycle.audit("Home care", cycle.records).findings
        if each.code == "framework-terms-changed"
    ]
    assert (finding.message, finding.blocks) == (
        "The framework opens as an open framework, but by the facts of its strategy it is not one",
        False,
    )


def test_open_framework_that_ends_sooner_owes_no_reopening():
    """What is over cannot be opened again."""
    assert framework_position(open_framework(years=3), on=ON).due_reopening_by is None


def test_open_framework_is_reopened_as_a_whole():
    """Leaving a lot out would keep its first members for eight years."""
    cycle = open_framework(lots=("N1", "N2", "N3"))
    reopened = open_framework(date(2028, 4, 1), lots=("N1", "N2"))
    [finding] = framework_position(cycle, on=date(2028, 5, 1), reopened=reopened).findings
    assert (finding.code, finding.message) == (
        "reopened-in-part",
        "The reopening leaves out lot N3; an open framework is reopened as a whole",
    )


def test_position_of_a_cycle_that_is_no_framework_says_so():
    """A sum of nothing would look like a framework that is wholly left."""
    with pytest.raises(LookupError, match="has been opened in the cycle 'Home care'"):
        framework_position(Cycle("Home care"), on=ON)


def test_strangers_tender_is_reported_once_for_each_call_off():
    """The panel of a call-off must know whose tender to put aside."""
    call = called_off("K1", pounds(5), providers=("alder", "gorse"))
    assert call.find(TenderReceived) is not None
    [finding] = framework_position(framework(), [call], on=ON).findings
    assert (
        finding.message == "gorse is not a member of F1, so its tender for K1 is to be disregarded"
    )


def calls_for(number):
    """The calls of Python functions that the position over so many call-offs takes."""
    one = called_off("K", pounds(5))
    short = (one.expect(ProcurementStrategy), one.expect(ContractSigned))
    cycles = [Cycle.audit("Call-off", short, reference=f"K{n}").cycle for n in range(number)]
    cycle, counted = framework(), 0

    def count(frame, event, arg):
        nonlocal counted
        counted += event == "call"

    sys.setprofile(count)
    try:
        found = framework_position(cycle, cycles, on=ON)
    finally:
        sys.setprofile(None)
    assert found.committed == pounds(5 * number)
    return counted


def test_position_over_500_call_offs_is_one_pass():
    """A framework that a county's councils share has hundreds of call-offs, each a cycle of its own."""
    few, many = calls_for(100), calls_for(500)
    assert many < 5.5 * few


# Where the two files differ, and where one of them is missing


def differences(note, calls, on=ON, **given):
    found = framework_position(framework(**given).record(note), calls, on=on)
    return [f.message for f in found.findings if f.code == "call-off-differs"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"options": pounds(1)}, "with options of £1; its own cycle has none"),
        ({"buyer": "otherborough"}, "with the buyer otherborough; its own cycle has anyborough"),
        (
            {"period": Period.of(date(2026, 6, 1), years=1)},
            "with the term 1 June 2026 to 31 May 2027; its own cycle has 1 June 2026 to 31 May 2028",
        ),
    ],
)
def test_note_differs_from_the_own_cycle_in_any_term(given, words):
    """The one who adds up options, buyers and last days trusts the note for all of them."""
    call = called_off("K1", pounds(5))
    call = Cycle.audit("Call-off", call.records, buyers=(COUNCIL,), reference="K1").cycle
    assert differences(noted("K1", pounds(5)), [call]) == []
    assert differences(noted("K1", pounds(5), **given), [call]) == [f"Call-off K1 is noted {words}"]


def test_note_and_own_cycle_name_one_lot():
    """A value in the wrong district hides that the right one is spent."""
    parent = Parent(reference="F1", cycle="F1", lot="N2", kind=ParentKind.FRAMEWORK)
    call = called_off("K1", pounds(5), under=parent)
    note = noted("K1", pounds(5), lots=("N1",))
    assert differences(note, [call], lots=("N1", "N2")) == [
        "Call-off K1 is noted with the lot N1; its own cycle has N2"
    ]
    found = framework_position(framework(lots=("N1", "N2")), [call], on=ON)
    assert [each.committed for each in found.by_lot] == [None, pounds(5)]


def test_own_cycle_names_a_lot_of_the_framework():
    """What is called off from a lot that is not there counts in no lot's ceiling."""
    parent = Parent(reference="F1", cycle="F1", lot="N9", kind=ParentKind.FRAMEWORK)
    call = called_off("K1", pounds(5), under=parent)
    [finding] = framework_position(framework(lots=("N1", "N2")), [call], on=ON).findings
    assert (finding.code, finding.message) == (
        "unknown-lot",
        'Call-off K1 is for lot "N9", which is not a lot of the framework',
    )


def test_note_whose_own_cycle_has_no_contract_counts_and_is_reported():
    """A note made too early takes room on the framework that nobody has used."""
    unsigned = called_off("K1", pounds(5))
    unsigned = Cycle.audit("Call-off", unsigned.records[:-1], reference="K1").cycle
    of_another = called_off(
        "K1", pounds(5), under=Parent(reference="F9", kind=ParentKind.FRAMEWORK)
    )
    for call in (unsigned, of_another):
        note = noted("K1", pounds(5))
        assert differences(note, [call]) == [
            "Call-off K1 is noted as made on 1 June 2026; its own cycle has no contract under this "
            "framework yet"
        ]
        assert framework_position(framework().record(note), [call], on=ON).committed == pounds(5)


def test_call_off_that_is_not_noted_counts_by_its_own_cycle():
    """Several buyers call off; the owner has their cycles sooner than it writes its notes."""
    call = called_off("K1", pounds(5))
    found = framework_position(framework(), [call], on=ON)
    assert (found.committed, codes(found)) == (pounds(5), [])
    assert framework_position(framework(), [call], on=date(2026, 5, 31)).committed is None


def test_two_call_offs_are_two_whatever_they_are_called():
    """A cycle given twice would be spent twice; two cycles without a reference are still two."""
    calls = [called_off("", pounds(5)), called_off("", pounds(6))]
    assert framework_position(framework(), calls, on=ON).committed == pounds(11)
    twice = [called_off("K1", pounds(5)), called_off("K1", pounds(5))]
    with pytest.raises(
        RecordError, match="two call-offs have the reference K1; give each cycle once"
    ):
        framework_position(framework(), twice, on=ON)


def test_call_off_counts_as_it_was_varied_and_extended():
    """A contract that has grown by a half takes half as much again from the framework."""
    call = called_off("K1", pounds(100))
    signed = call.expect(ContractSigned)
    option = ExtensionOption(years=1, value=pounds(40))
    other = OtherOption(reference="night", what="night sitting", value=pounds(7))
    fewer = OtherOption(reference="fewer", what="fewer hours", value=pounds(-9))
    signed = evolve(signed, extension_options=(option,), other_options=(other, fewer))
    varied = ContractVaried(
        on=date(2026, 9, 1), reference="V1", contract="C1", what="more hours", because="need grew",
        value_change=pounds(50),
    )  # fmt: skip
    taken_up = evolve(
        varied, on=date(2026, 10, 1), reference="V2", takes_up="night", value_change=pounds(7)
    )
    extended = ContractExtended(
        on=date(2026, 11, 1),
        contract="C1",
        option=1,
        value=pounds(40),
        period=Period(date(2028, 6, 1), date(2029, 5, 31)),
    )
    for records, on, with_value, with_options in (
        ((), ON, 100, 147),
        ((varied,), date(2026, 8, 31), 100, 147),
        ((varied,), ON, 150, 197),
        ((varied, taken_up), ON, 157, 197),
        ((varied, taken_up, extended), ON, 197, 197),
    ):
        line = (*call.records[:-1], signed, *records)
        grown = Cycle.audit("Call-off", line, reference="K1").cycle
        found = framework_position(framework(), [grown], on=on)
        assert found.committed == pounds(with_value)
        assert found.committed_with_options == pounds(with_options)


def test_options_on_another_basis_make_no_total():
    """An option without VAT cannot be added to a value with it."""
    cycle = framework(FrameworkTerms(term=TERM))
    cycle = cycle.record(noted("K1", pounds(1), options=pounds(1, VatBasis.EXCLUDING)))
    found = framework_position(cycle, on=ON)
    assert (found.committed, found.committed_with_options) == (pounds(1), None)
    assert codes(found) == ["other-money-basis"]


def test_spend_of_another_days_and_of_another_frameworks_contracts():
    """What a provider reports has its contracts in it for the same days, and for no others."""
    july = Period(date(2026, 7, 1), date(2026, 7, 31))

    def paid(amount, period=MONTH, on=date(2026, 8, 1), **given):
        return SpendReported(on=on, period=period, amount=pounds(amount), **given)

    call = called_off("K1", pounds(1000))
    of_another = called_off(
        "K2", pounds(5), under=Parent(reference="F9", kind=ParentKind.FRAMEWORK)
    )
    calls = [
        Cycle.audit("Call-off", (*each.records, *more), reference=each.reference).cycle
        for each, more in (
            (call, (paid(55, contract="C1"), paid(56, july, contract="C1"))),
            (of_another, (paid(1000, contract="C1"),)),
        )
    ]
    cycle = framework().record(
        paid(50, provider="alder"),
        paid(40, contract="C1-alder"),
        paid(9, july, contract="C1-alder"),
    )
    assert framework_position(cycle, calls, on=ON).spent == pounds(50 + 9 + 56)
    assert framework_position(cycle, calls, on=date(2026, 7, 31)).spent is None


def test_parent_of_a_call_off_needs_a_lot_and_a_member():
    """A parent without members would be asked nothing about who tenders."""
    divided = framework(lots=("N1", "N2"))
    with pytest.raises(LookupError, match="divided into lots; name one of N1 and N2"):
        parent_of(divided, on=ON)
    moves = (
        MembershipChanged(on=date(2026, 6, 1), provider=name, how=how, because="as agreed")
        for name, how in (
            ("alder", MembershipMove.WITHDREW),
            ("birch", MembershipMove.REMOVED),
            ("cedar", MembershipMove.SUSPENDED),
        )
    )
    with pytest.raises(LookupError, match="On 1 January 2027 the procurement has no member"):
        parent_of(framework().record(*moves), on=ON)
