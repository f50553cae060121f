"""One contract in its course: holder, term, value and change control."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.contracts.history import ContractHistory, histories, history
from commissioning.contracts.kpi_sets import sets_of
from commissioning.contracts.reviews import reviews_due
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.mobilisation.mobilisation import readiness
from commissioning.records.contract import (
    ChangeRequested,
    ContractExtended,
    ContractNovated,
    ContractSigned,
    ContractVaried,
    ExtensionLapsed,
    ExtensionOption,
    PriceUplifted,
)
from commissioning.records.ending import ContractEnded, HowEnded, TerminationNotice, Terminator
from commissioning.records.indexation import Indexation, UpliftBasis
from commissioning.records.kpis import Kpi
from commissioning.records.live import KpisAgreed, Review
from commissioning.records.mobilisation import MobilisationPlan
from commissioning.stages import During, Stage
from commissioning.testing import story
from commissioning.values.money import Money, VatBasis, pounds

SIGNED_ON = date(2022, 12, 1)
TERM = Period.of(date(2023, 4, 1), years=5)
FIRST = Period.of(date(2028, 4, 1), years=2)


def contract(reference="C1", **parts):
    return ContractSigned(
        **{
            "on": SIGNED_ON,
            "reference": reference,
            "provider": "alder",
            "recommendations": ("R1",),
            "term": TERM,
            "extension_options": (ExtensionOption(years=2), ExtensionOption(years=1)),
            "value": pounds(1_000_000),
            **parts,
        }
    )


def varied(on, change, reference="V1", **parts):
    return ContractVaried(
        on=on, reference=reference, contract="C1", what="more visits", value_change=change, **parts
    )


def extended(on=date(2027, 10, 1), option=1, period=FIRST, **parts):
    return ContractExtended(on=on, contract="C1", option=option, period=period, **parts)


def course(*events, **parts):
    return ContractHistory(contract=contract(**parts), events=events)


def test_contract_is_held_by_whoever_it_was_last_passed_to():
    """Invoices go to the holder of the day, not to whoever won the tender."""
    passed = ContractNovated(
        on=date(2024, 6, 1), contract="C1", from_provider="alder", to_provider="birch",
        because="alder was bought by birch",
    )  # fmt: skip
    found = course(passed)
    assert found.holder_on(date(2024, 5, 31)) == "alder"
    assert found.holder_on(date(2024, 6, 1)) == "birch"


def test_term_follows_extensions_and_variations_in_order_of_days():
    """The end of a contract is what the next procurement is planned backwards from."""
    shortened = varied(date(2029, 1, 1), None, new_end=date(2029, 12, 31))
    found = course(extended(), shortened)
    assert found.term_on(date(2027, 9, 30)) == TERM
    assert found.term_on(date(2027, 10, 1)).ends_on == date(2030, 3, 31)
    assert found.term_on(date(2029, 1, 1)).ends_on == date(2029, 12, 31)


def test_end_moved_before_the_start_leaves_one_day():
    """An audited history may hold nonsense; the register still has to print."""
    found = course(varied(date(2023, 1, 1), None, new_end=date(2023, 2, 1)))
    assert found.term_on(date(2023, 1, 1)) == Period(TERM.starts_on, TERM.starts_on)


def test_change_of_words_leaves_the_end_where_it_is():
    """Most variations change what is done, not until when."""
    assert course(varied(date(2024, 1, 1), pounds(1))).term_on(date(2025, 1, 1)) == TERM


def test_last_day_is_the_earliest_end_known():
    """Notice, or an end on record, comes before the end of the term."""
    notice = TerminationNotice(
        on=date(2025, 1, 1), contract="C1", given_by=Terminator.PROVIDER,
        ends_on=date(2025, 6, 30), because="the provider leaves the county",
    )  # fmt: skip
    ended = ContractEnded(
        on=date(2025, 5, 31), contract="C1", how=HowEnded.TERMINATED, because="by agreement"
    )
    found = course(notice, ended)
    assert found.last_day_on(date(2024, 12, 31)) == date(2028, 3, 31)
    assert found.last_day_on(date(2025, 1, 1)) == date(2025, 6, 30)
    assert found.last_day_on(date(2025, 5, 31)) == date(2025, 5, 31)


def test_rolling_contract_has_no_last_day_until_notice_is_given():
    """The end of its first term is no day by which the service has to be bought again."""
    notice = TerminationNotice(
        on=date(2025, 1, 1), contract="C1", given_by=Terminator.PROVIDER,
        ends_on=date(2025, 6, 30), because="the provider leaves the county",
    )  # fmt: skip
    found = course(notice, rolling=True, extension_options=())
    assert found.last_day_on(date(2024, 12, 31)) is None
    assert found.last_day_on(date(2025, 1, 1)) == date(2025, 6, 30)


FORCE = [
    (date(2022, 11, 30), False), (date(2022, 12, 1), False), (date(2023, 3, 31), False),
    (date(2023, 4, 1), True), (date(2028, 3, 31), True), (date(2028, 4, 1), False),
]  # fmt: skip


@pytest.mark.parametrize(("on", "in_force"), FORCE)
def test_contract_is_in_force_from_its_first_day_to_its_last(on, in_force):
    """A signed contract that has not started yet serves nobody."""
    assert course().in_force_on(on) is in_force


def test_contract_signed_after_its_term_began_is_in_force_from_the_signature():
    """Some services start before the ink is dry; the contract does not."""
    late = course(on=date(2023, 5, 1))
    assert not late.in_force_on(date(2023, 4, 30))
    assert late.in_force_on(date(2023, 5, 1))


def test_options_are_spent_by_taking_them_up_or_letting_them_lapse():
    """ "Have we any extension left?" is asked of every contract every year."""
    lapsed = ExtensionLapsed(on=date(2029, 10, 1), contract="C1", option=2)
    found = course(extended(), lapsed)
    assert [number for number, _ in found.options_left_on(date(2027, 9, 30))] == [1, 2]
    assert found.options_left_on(date(2028, 1, 1)) == ((2, ExtensionOption(years=1)),)
    assert found.options_left_on(date(2029, 10, 1)) == ()


UPLIFT = PriceUplifted(
    on=date(2024, 3, 20), contract="C1", takes_effect_on=date(2024, 4, 1), per_cent="6.7",
    value_change=pounds(53_600),
)  # fmt: skip


def test_value_grows_with_variations_uplifts_and_options():
    """The register shows what will be paid, not what was signed for."""
    found = course(
        varied(date(2023, 6, 1), pounds(60_000)),
        UPLIFT,
        varied(date(2025, 6, 1), pounds(-10_000), "V2"),
        extended(value=pounds(400_000)),
    )
    assert found.value_on(SIGNED_ON) == pounds(1_000_000)
    assert found.value_on(date(2024, 3, 20)) == pounds(1_113_600)
    assert found.value_on(date(2028, 1, 1)) == pounds(1_503_600)
    so_far = [line.varied_so_far for line in found.value_lines(date(2028, 1, 1))]
    assert so_far == [pounds(60_000), pounds(60_000), pounds(50_000), pounds(50_000)]


def test_events_without_money_leave_the_value_alone():
    """A change of method, or a rate agreed without a total, is no line of money."""
    bare = PriceUplifted(on=SIGNED_ON, contract="C1", takes_effect_on=SIGNED_ON, per_cent=2)
    asked = ChangeRequested(on=SIGNED_ON, reference="CR1", contract="C1", what="nights")
    found = course(varied(date(2023, 6, 1), None), bare, asked, extended())
    assert found.value_lines(date(2030, 1, 1)) == ()


def test_contract_without_a_value_counts_only_what_was_added():
    """Frameworks promise no volume; their changes may still carry money."""
    found = course(varied(date(2023, 6, 1), pounds(500)), value=None)
    assert found.value_on(date(2023, 5, 31)) is None
    assert found.value_on(date(2023, 6, 1)) == pounds(500)


def test_each_change_has_its_totals():
    """The lines that a contract manager takes to the monthly meeting."""
    found = course(varied(date(2023, 6, 1), pounds(60_000)), UPLIFT)
    lines = found.value_lines(date(2024, 12, 31))
    assert [(e.reference, e.what, e.change, e.varied_so_far, e.value) for e in lines] == [
        ("V1", "more visits", pounds(60_000), pounds(60_000), pounds(1_060_000)),
        ("", "prices moved by 6.7%", pounds(53_600), pounds(60_000), pounds(1_113_600)),
    ]


def test_money_on_another_basis_is_left_out_and_not_added():
    """A change with VAT on a contract without it would be out by a fifth; the gates report it."""
    found = course(varied(date(2023, 6, 1), pounds(1, VatBasis.INCLUDING)))
    assert found.value_on(date(2023, 6, 1)) == course().value_on(date(2023, 6, 1))
    assert found.value_lines(date(2023, 6, 1)) == ()


def test_cap_ends_at_the_penny_below():
    """A third of a pound cannot be invoiced, and half a penny over the cap is over it."""
    capped = course(value=pounds("100.01"), by_year=(), variation_cap=Decimal("33.3"))
    assert capped.variation_cap == pounds("33.30")


pennies = st.integers(min_value=-(10**9), max_value=10**9).map(
    lambda amount: pounds(Decimal(amount).scaleb(-2))
)


@given(st.lists(pennies, max_size=8), st.lists(pennies, max_size=4))
def test_running_totals_are_the_sums_of_their_lines(ledger, changes, uplifts):
    """A total that does not follow from its rows is a number nobody can defend."""
    start = date(2023, 5, 1)
    events = [
        *(varied(start + timedelta(days=n), c, f"V{n}") for n, c in enumerate(changes)),
        *(
            PriceUplifted(
                on=start + timedelta(days=n), contract="C1", takes_effect_on=start, per_cent=1,
                value_change=amount,
            )
            for n, amount in enumerate(uplifts)
        ),
    ]  # fmt: skip
    found = history(ledger(contract(), *events), "C1")
    end = date(2025, 1, 1)
    assert [line.varied_so_far for line in found.value_lines(end)[-1:]] == [
        Money.total([pounds(0), *changes])
    ] * bool(changes + uplifts)
    assert found.value_on(end) == Money.total([pounds(1_000_000), *changes, *uplifts])
    for line in found.value_lines(end):
        assert found.value_on(line.on).currency == line.value.currency


def test_histories_gather_what_names_each_contract(ledger):
    """One ledger holds many contracts; nothing of one may leak into another."""
    held = ledger(
        contract("C1"),
        contract("C2"),
        varied(date(2024, 1, 1), pounds(5)),
        varied(date(2023, 6, 1), pounds(7), "V2"),
        ContractVaried(on=date(2024, 2, 1), reference="V3", contract="C9", what="elsewhere"),
    )
    first, second = histories(held)
    assert [event.reference for event in first.events] == ["V2", "V1"]
    assert second.events == ()
    assert history(held, "C1") == first
    assert history(held, "C9") is None
    assert history(held, "V1") is None


def test_contract_whose_reference_another_record_bore_before_keeps_its_history():
    """An audit takes a history as it was; its agenda ended in an error: no such contract was in force."""
    records = [evolve(r, reference="C1") if r.reference == "panel" else r for r in story().records]
    audit = Cycle.audit("Home care", records)
    assert "duplicate-reference" in {finding.code for finding in audit.findings}
    assert history(audit.cycle.ledger, "C1").contract == audit.cycle.expect(ContractSigned)
    assert audit.cycle.agenda(date(2026, 1, 5)) is not None


def test_history_of_a_contract_named_as_its_lot_holds_its_own_events_alone(ledger):
    """Of two contracts of one lot, one has the lot's reference: the end of the other is not its own."""
    held = ledger(contract("C1", lots=("C1",)), contract("C2", lots=("C1",)))
    held.positions = held.positions.divided(("C1",))
    ended = ContractEnded(
        on=date(2024, 1, 8), contract="C2", how=HowEnded.TERMINATED, because="agreed", lots=("C1",)
    )
    held.add(ended, During(tuple(Stage)))
    assert history(held, "C1").events == ()
    assert history(held, "C2").events == (ended,)


def test_clause_in_force_is_the_last_to_take_effect_and_not_the_last_agreed():
    """A change agreed first may take effect last, and it is then the clause of the contract."""
    first, second = (
        Indexation(basis=UpliftBasis.NEGOTIATED, base_on=date(year, 4, 1)) for year in (2024, 2023)
    )
    later = varied(date(2023, 1, 9), None, takes_effect_on=date(2024, 4, 1), indexation=first)
    sooner = varied(
        date(2023, 2, 9), None, "V2", takes_effect_on=date(2023, 4, 1), indexation=second
    )
    changed = course(later, sooner)
    asked = (date(2023, 3, 31), date(2023, 4, 1), date(2024, 4, 1))
    assert [changed.indexation_on(day) for day in asked] == [None, second, first]


def test_reviews_plans_and_kpis_of_a_contract_named_as_its_lot_are_its_own(ledger):
    """One that took over the KPIs or the review of the lot's other contract would be judged by them."""
    visits = Kpi(reference="visits", title="visits on time", numerator="visits on time")
    on, lots = date(2024, 1, 8), ("C1",)
    held = ledger(contract("C1", lots=("C1",)), contract("C2", lots=("C1",)))
    held.positions = held.positions.divided(("C1",))
    for record in (
        KpisAgreed(on=on, contract="C2", kpis=(visits,), applies_from=on, lots=lots),
        Review(on=on, contracts=("C2",), next_review_on=date(2024, 2, 1), lots=lots),
        MobilisationPlan(on=on, contracts=("C2",), lots=lots),
    ):
        held.add(record, During(tuple(Stage)))

    later = date(2024, 3, 1)
    kpis = {name: sets_of(held, history(held, name)).on(later).kpis for name in ("C1", "C2")}
    assert kpis == {"C1": (), "C2": (visits,)}
    assert [finding.about for finding in reviews_due(held, later)] == ["C2"]
    assert readiness(held, "C1", later) is None
    assert readiness(held, "C2", later) is not None
