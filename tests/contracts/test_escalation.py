"""Triggers and ladders: three in a row, five of twelve due, points over a limit, and the steps taken."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.contracts.escalation import due_periods, escalation, escalation_findings
from commissioning.contracts.performance import performance
from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.gates.case import Case
from commissioning.gates.kpis import step_was_due
from commissioning.ledger.ledger import Ledger
from commissioning.process import Process
from commissioning.records.bands import Band, Target
from commissioning.records.escalation import (
    AllTriggers,
    AnyTrigger,
    CountsAgain,
    DuePeriod,
    EscalationLadder,
    EscalationStep,
    InARow,
    KpiMark,
    MissingReturn,
    OutOf,
    PointsOver,
    Trigger,
    TriggerScope,
)
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import Escalated, KpiReport, KpisAgreed
from commissioning.records.reporting import Frequency, ReportingCalendar
from commissioning.records.specification import ServiceSpecification
from commissioning.testing import Scenario, make, story
from commissioning.values.frozen import frozen

START = date(2026, 1, 1)
MONTHS = [Period.of(date(2026 + n // 12, n % 12 + 1, 1), months=1) for n in range(24)]
KPI = Kpi(
    reference="k1",
    title="visits",
    numerator="visits",
    frequency=Frequency.MONTHLY,
    targets=(Target(value=90),),
    bands=(Band(name="Green", low=90, points=0), Band(name="Red", high=90, points=2)),
)
OTHER = evolve(KPI, reference="k2")
TEN = ReportingCalendar(due_in_days=10)


def returned(number, **values):
    period = MONTHS[number]
    measured = tuple(Measurement(kpi=kpi, value=value) for kpi, value in values.items())
    return KpiReport(on=period.ends_on, contract="c1", period=period, measurements=measured)


def months(results):
    """Returns of k1 by a letter a month: g met, r missed, - no return."""
    return [
        returned(number, k1={"g": 95, "r": 50}[each])
        for number, each in enumerate(results)
        if each != "-"
    ]


def made(reports, *triggers, kpis=(KPI,), **ladder):
    steps = tuple(EscalationStep(name=f"step {n}", when=when) for n, when in enumerate(triggers, 1))
    agreed = KpisAgreed(
        on=START, contract="c1", kpis=kpis, applies_from=START, calendar=TEN,
        escalation=EscalationLadder(steps=steps, **ladder),
    )  # fmt: skip
    return performance("c1", (), reports, starts_on=START, agreed=[agreed])


def due(results, *triggers, today=date(2028, 1, 1), taken=(), **parts):
    """The steps due, each by its name and the month (from 1) that made it due."""
    steps = escalation(made(months(results), *triggers, **parts), taken, today)
    return [(each.step, MONTHS.index(each.period) + 1) for each in steps]


def by(results, trigger, **parts):
    """The months that make the one step due, while there are returns."""
    today = MONTHS[len(results)].starts_on
    if results[-1] == "-":
        today = date(2028, 1, 1)
    return [month for _, month in due(results, trigger, today=today, **parts)]


def test_five_of_twelve_are_counted_where_three_in_a_row_never_come():
    """Fails in January, February, April, June and July: July's return is the fifth, and none before is."""
    results = "rrgrgrr"
    assert by(results, InARow(times=3)) == []
    assert by(results, OutOf(times=5, of=12)) == [7]
    assert by(results[:6], OutOf(times=5, of=12)) == []


def test_return_that_does_not_come_is_a_failure_on_the_day_it_was_due():
    """January, February and no March: the third in a row is known on 10 April, and not on the 9th."""
    ladder = made(months("rr"), InARow(times=3))
    assert escalation(ladder, (), date(2026, 4, 10)) == ()
    (step,) = escalation(ladder, (), date(2026, 4, 11))
    assert (step.since, step.period) == (date(2026, 4, 10), MONTHS[2])
    assert step.because == (
        "k1 failed in 3 periods in a row (1 January 2026 to 31 January 2026, 1 February 2026 to 28 "
        "February 2026 "
        "and 1 March 2026 to 31 March 2026)"
    )


@pytest.mark.parametrize(
    ("missing", "expected"),
    [(MissingReturn.FAILS, [3]), (MissingReturn.SKIPPED, [4]), (MissingReturn.STOPS, [])],
)
def test_missing_return_counts_as_declared(missing, expected):
    """Failed, failed, nothing, failed: three in a row, or three with the gap passed over, or none."""
    assert by("rr-r", InARow(times=3, missing=missing)) == expected


def test_returns_that_do_not_come_in_the_days_of_grace_are_no_failures():
    """Grace to the end of February: March, April and May are the first three that count."""
    new = evolve(KPI, grace_until=MONTHS[1].ends_on)
    assert due("-----", InARow(times=3), kpis=(new,))[0] == ("step 1", 5)


def test_returns_of_too_few_cases_are_no_missing_returns():
    """Two visits a month say nothing of the service, and the provider has sent what there was."""
    few = evolve(KPI, denominator="visits planned", minimum_denominator=20)
    reports = [
        evolve(each, measurements=(Measurement(kpi="k1", numerator=0, denominator=2),))
        for each in months("rrr")
    ]
    ladder = made(reports, InARow(times=3), kpis=(few,))
    assert escalation(ladder, (), date(2026, 4, 20)) == ()
    enough = [
        evolve(each, measurements=(Measurement(kpi="k1", numerator=0, denominator=20),))
        for each in reports
    ]
    ladder = made(enough, InARow(times=3), kpis=(few,))
    assert len(escalation(ladder, (), date(2026, 4, 20))) == 1


def test_one_letter_is_one_step_and_is_taken_from_its_day():
    """The step that was due twice and taken once is still to be taken; a letter of June is none in May."""
    ladder = made(months("rrrrrr"), InARow(times=3))
    letter = Escalated(on=date(2026, 7, 1), contract="c1", step="step 1")
    found = escalation(ladder, [letter], date(2026, 7, 1))
    assert [each.taken for each in found] == [letter, None]
    before = escalation(ladder, [letter], date(2026, 6, 30))
    assert [each.taken for each in before] == [None, None]


def test_period_counts_once_in_a_trigger():
    """After a step the count begins again, unless the ladder says that it is taken once."""
    assert by("rrrrrr", InARow(times=3)) == [3, 6]
    assert by("rrrrr", InARow(times=3)) == [3]
    assert by("rrrrrr", InARow(times=3), counts_again=CountsAgain.NEVER) == [3]


def test_last_twelve_due_are_looked_at_and_not_the_last_twelve_returned():
    """Five failures in thirteen months are not five of twelve."""
    assert by("r" + "g" * 8 + "rrrr", OutOf(times=5, of=12)) == []
    assert by("r" + "g" * 7 + "rrrr", OutOf(times=5, of=12)) == [12]


@pytest.mark.parametrize(
    ("scope", "expected"), [(TriggerScope.SAME_KPI, []), (TriggerScope.ANY_KPI, [3])]
)
def test_failures_of_several_kpis_are_one_run_only_where_declared(scope, expected):
    """Visits, then records, then visits: three bad months, and no KPI that failed three times."""
    reports = [
        returned(0, k1=50, k2=95), returned(1, k1=95, k2=50), returned(2, k1=50, k2=95),
    ]  # fmt: skip
    ladder = made(reports, InARow(times=3, scope=scope), kpis=(KPI, OTHER))
    found = escalation(ladder, (), date(2026, 4, 1))
    assert [MONTHS.index(each.period) + 1 for each in found] == expected
    only = made(reports, InARow(times=2, scope=scope, kpis=("k2",)), kpis=(KPI, OTHER))
    assert escalation(only, (), date(2026, 4, 1)) == ()


def test_failure_may_be_a_band_and_not_the_target():
    """Red counts, and amber does not, though both miss the target."""
    assert by("r", InARow(times=1, bands=("Green",))) == []
    assert by("g", InARow(times=1, bands=("Green",))) == [1]


def test_points_over_a_limit_make_a_step_due():
    """Two points a failure: the third within three months passes four."""
    assert by("rrgr", PointsOver(points=4, of=3)) == []
    assert by("grrr", PointsOver(points=4, of=3)) == [4]
    assert by("rrrg", PointsOver(points=5, of=4, kpis=("k2",))) == []
    (step,) = escalation(made(months("rr"), PointsOver(points=3, of=2)), (), date(2026, 3, 1))
    assert step.because == "4 points in 2 periods, more than 3"


def test_triggers_combine():
    """Either of two, or both of them by the same month."""
    either = AnyTrigger(triggers=(InARow(times=3), OutOf(times=2, of=3)))
    both = AllTriggers(triggers=(InARow(times=2), OutOf(times=3, of=4)))
    assert by("rgr", either) == [3]
    assert by("rgrr", both) == [4]
    assert by("grr", both) == []


def test_grace_and_too_few_cases_are_no_failures():
    """What is not rated by agreement is not missing either."""
    kind = evolve(KPI, grace_until=MONTHS[1].ends_on)
    assert by("rrrr", InARow(times=2), kpis=(kind,)) == [4]
    small = evolve(KPI, denominator="visits planned", minimum_denominator=20)
    few = KpiReport(
        on=MONTHS[0].ends_on, contract="c1", period=MONTHS[0],
        measurements=(Measurement(kpi="k1", numerator=1, denominator=5),),
    )  # fmt: skip
    assert escalation(made([few], InARow(times=1), kpis=(small,)), (), MONTHS[1].starts_on) == ()


def test_run_goes_on_through_a_change_of_the_set():
    """January to March under the old KPI and April under the new one are four in a row."""
    new = evolve(KPI, reference="k1a", continues="k1")
    ladder = EscalationLadder(steps=(EscalationStep(name="s", when=InARow(times=4)),))
    sets = [
        KpisAgreed(
            on=START, contract="c1", kpis=kpis, applies_from=day, escalation=ladder, calendar=TEN
        )
        for kpis, day in (((KPI,), START), ((new,), date(2026, 4, 1)))
    ]
    reports = [*months("rrr"), returned(3, k1a=50)]
    rated = performance("c1", (), reports, starts_on=START, agreed=sets)
    (step,) = escalation(rated, (), date(2026, 5, 1))
    assert step.period == MONTHS[3]


def test_corrected_return_counts_in_place_of_the_old_one():
    """What was done stays done; the count is of what is known now."""
    right = evolve(returned(2, k1=95), on=date(2026, 5, 1))
    assert by("rrr", InARow(times=3)) == [3]
    assert escalation(made([*months("rrr"), right], InARow(times=3)), (), date(2026, 5, 2)) == ()


def test_return_received_later_is_not_known_before():
    """Looking back at April shows what was known in April."""
    late = evolve(returned(0, k1=50), on=date(2026, 2, 5))
    ladder = made([late], InARow(times=1))
    assert escalation(ladder, (), date(2026, 2, 4)) == ()
    assert [each.known_on for each in due_periods(ladder, date(2026, 2, 5))] == [date(2026, 2, 5)]


def taken(step, on, contract="c1"):
    return Escalated(on=on, contract=contract, step=step)


def test_step_that_is_taken_is_told_from_one_that_is_due():
    """Each record closes the first open step of its name that was due by then."""
    ladder = made(months("rrrr"), InARow(times=2))
    records = (
        taken("step 1", date(2026, 3, 5)), taken("step 1", date(2026, 1, 5)),
        taken("step 1", date(2026, 5, 5), "c2"), taken("step 9", date(2026, 5, 5)),
    )  # fmt: skip
    first, second = escalation(ladder, records, date(2026, 6, 1))[:2]
    assert (first.taken, second.taken) == (records[0], None)


@pytest.mark.parametrize(
    ("within", "by_"),
    [
        ({"within_working_days": 5}, date(2026, 2, 6)),
        ({"within_days": 5}, date(2026, 2, 5)),
        ({}, None),
    ],
)
def test_step_is_due_by_its_own_day(within, by_):
    """Five working days from Saturday 31 January end on Friday 6 February."""
    step = EscalationStep(name="notice", when=InARow(times=1), **within)
    agreed = KpisAgreed(
        on=START, contract="c1", kpis=(KPI,), applies_from=START, calendar=TEN,
        escalation=EscalationLadder(steps=(step,)),
    )  # fmt: skip
    rated = performance("c1", (), months("r"), starts_on=START, agreed=[agreed])
    steps = escalation(rated, (), date(2026, 2, 1))
    assert [each.due_by for each in steps] == [by_]
    (finding,) = escalation_findings("c1", steps)
    until = f", to be taken by {by_.day} February 2026" if by_ else ""
    assert finding.message == (
        f'The step "notice" under contract c1 has been due since 31 January 2026{until}: k1 failed '
        "in 1 period "
        "(1 January 2026 to 31 January 2026)"
    )


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (lambda: OutOf(times=5, of=4), "of: there cannot be 5 failures in 4 periods"),
        (lambda: InARow(times=0), "times: 0 is below the minimum of 1"),
        (lambda: AnyTrigger(triggers=()), "triggers: give the triggers"),
        (lambda: EscalationStep(name="n", when=InARow(times=1), within_days=1, within_working_days=1),
         "within_days: give working days or calendar days, not both"),
        (lambda: evolve(taken("s", START), answer_by=date(2025, 12, 31)),
         "answer_by: 31 December 2025 is before the step was taken"),
    ],
)  # fmt: skip
def test_ladder_that_cannot_be_kept_is_refused(wrong, problem):
    """The slip is found before the first dispute."""
    with pytest.raises(RecordError) as refused:
        wrong()
    assert problem in refused.value.problems


@frozen(kw_only=True)
class EveryThird(Trigger):
    """Every third period, whatever the results."""

    def fires(self, periods, /):
        return "the third" if len(periods) == 3 else ""


def test_council_adds_a_trigger_of_its_own():
    """A clause nobody foresaw is one class."""
    assert by("gggggg", EveryThird()) == [3, 6]
    assert EveryThird in Process.standard().with_kinds(EveryThird).kinds


@given(st.text("gr-", min_size=1, max_size=20), st.integers(1, 4))
def test_three_in_a_row_is_what_one_sees_in_the_row(results, times):
    """The months found are those that a reader finds with a pencil, striking out what is used up."""
    expected, run = [], 0
    for number, each in enumerate(results, 1):
        run = 0 if each == "g" else run + 1
        if run == times:
            expected.append(number)
            run = 0
    today = date(2028, 1, 1)
    ladder = made(months(results), InARow(times=times))
    found = [MONTHS.index(each.period) + 1 for each in escalation(ladder, (), today)]
    assert [month for month in found if month <= len(results)] == expected


def back(results, when, back_after, **parts):
    """The months (from 1) in which a step was due, and in which things were back to normal."""
    step = EscalationStep(name="enhanced monitoring", when=when, back_after=back_after)
    agreed = KpisAgreed(
        on=START, contract="c1", kpis=(KPI,), applies_from=START, calendar=TEN,
        escalation=EscalationLadder(steps=(step,)), **parts,
    )  # fmt: skip
    rated = performance("c1", (), months(results), starts_on=START, agreed=[agreed])
    found = escalation(rated, (), MONTHS[len(results)].starts_on)
    return [(each.since.month, each.back_on and each.back_on.month) for each in found]


@pytest.mark.parametrize(
    ("results", "back_after", "expected"),
    [
        ("rrg", None, [(2, None)]),
        ("rrg", 1, [(2, 3)]),
        ("rrgg", 2, [(2, 4)]),
        ("rrgrgg", 2, [(2, 6)]),
        ("rrg", 2, [(2, None)]),
        ("rrgg" + "rr", 2, [(2, 4), (6, None)]),
    ],
)
def test_measure_ends_after_so_many_good_periods_in_a_row(results, back_after, expected):
    """A provider put under monthly visits asks when they end."""
    assert back(results, InARow(times=2), back_after) == expected


def test_period_without_a_return_is_not_good_unless_it_is_passed_over():
    """Silence is no recovery."""
    assert back("rrg-g", InARow(times=2), 2) == [(2, None)]
    passed = InARow(times=2, missing=MissingReturn.SKIPPED)
    assert back("rrg-g", passed, 2) == [(2, 5)]


@pytest.mark.parametrize(
    "when",
    [
        PointsOver(points=3, of=2),
        AnyTrigger(triggers=(InARow(times=2), PointsOver(points=9))),
        AllTriggers(triggers=(InARow(times=2), PointsOver(points=1))),
    ],
)
def test_every_trigger_knows_a_good_period(when):
    """Points, and triggers taken together, come back to normal like any other."""
    assert back("rrgg", when, 2) == [(2, 4)]
    assert when.failed(DuePeriod(MONTHS[0], MONTHS[0].ends_on, {})) is None


def test_trigger_of_a_councils_own_goes_by_targets():
    """It need only say when it fires."""

    class OnceMissed(Trigger):
        """Any missed target."""

        def fires(self, periods, /):
            return "a target was missed" if self.failed(periods[-1]) else ""

    missed, met = KpiMark("", target_met=False), KpiMark("", target_met=True)
    period = DuePeriod(MONTHS[0], MONTHS[0].ends_on, {"k1": missed, "k2": met})
    assert OnceMissed().failed(period) is True
    assert OnceMissed().fires([period]) == "a target was missed"
    assert OnceMissed().failed(evolve(period, marks={"k2": met})) is False
    assert OnceMissed().failed(evolve(period, marks={"k1": KpiMark("", None)})) is None


def test_step_that_was_not_taken_is_not_asked_for_once_things_are_normal():
    """The letter would be about a failure that is over."""
    step = EscalationStep(name="notice", when=InARow(times=2), back_after=1)
    agreed = KpisAgreed(
        on=START, contract="c1", kpis=(KPI,), applies_from=START, calendar=TEN,
        escalation=EscalationLadder(steps=(step,)),
    )  # fmt: skip
    rated = performance("c1", (), months("rrg"), starts_on=START, agreed=[agreed])
    for today, asked in ((date(2026, 3, 30), 1), (date(2026, 3, 31), 0)):
        assert len(list(escalation_findings("c1", escalation(rated, (), today)))) == asked


# In a cycle


def running(ladder):
    cycle = story(Scenario(), after=KpiReport)
    records = []
    for each in cycle.records:
        if isinstance(each, ServiceSpecification):
            each = evolve(each, escalation=ladder)  # noqa: PLW2901
        if isinstance(each, KpiReport):
            missed = (Measurement(kpi="K1", numerator=1, denominator=100),)
            each = evolve(each, measurements=missed)  # noqa: PLW2901
        records.append(each)
    return type(cycle).audit("again", records).cycle


FIRST = InARow(times=1, missing=MissingReturn.SKIPPED)
LADDER = EscalationLadder(steps=(EscalationStep(name="notice of concern", when=FIRST),))


@pytest.mark.parametrize(
    ("ladder", "step", "words"),
    [
        (LADDER, "notice of concern", None),
        (LADDER, "notice of concerns",
         'but its ladder has no such step; did you mean "notice of concern"?'),
        (LADDER, "default", "but its ladder has no such step; it has notice of concern"),
        (None, "default", "but the contract has no ladder"),
    ],
)  # fmt: skip
def test_step_is_on_the_ladder_and_was_due(ladder, step, words):
    """The provider will ask which clause it is."""
    cycle = running(ladder)
    record = make(Escalated, Scenario.of(cycle), step=step)
    messages = [each.message for each in cycle.findings(record)]
    assert messages == (
        [] if words is None else [f'The step "{step}" is taken under contract C1, {words}']
    )


def test_step_taken_twice_for_one_failure_has_nothing_behind_it():
    """The second needs its own trigger."""
    cycle = running(LADDER)
    first = make(Escalated, Scenario.of(cycle))
    after = cycle.record(first)
    assert after.contract("C1").escalation(first.on)[0].taken == first
    (finding,) = after.findings(make(Escalated, Scenario.of(after), because="again"))
    assert finding.message.endswith("but no trigger has made it due")


def test_step_under_a_contract_not_on_record_is_left_to_the_check_of_references():
    """One absence is reported once."""
    record = taken("s", START)
    assert list(step_was_due(Case.of(Ledger(), record), record)) == []
