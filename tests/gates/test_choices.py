"""Days known only to a span: a record is refused only where no choice of days would let it in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import TypeAlias, TypeVar

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning import (
    ApprovalToAward,
    AwardRecommendation,
    Challenge,
    ChallengeOutcome,
    ChallengeResolved,
    IntentionToAward,
    LotAward,
)
from commissioning.cycle import Cycle
from commissioning.dates.parsing.readings import Precision
from commissioning.dates.periods import Deadline, Period
from commissioning.dates.windows import Window
from commissioning.errors import RecordError
from commissioning.findings.finding import Finding
from commissioning.gates.days_to_try import MOST
from commissioning.records.approval import Waiver
from commissioning.records.contract import (
    ContractExtended,
    ContractSigned,
    ContractVaried,
    ExtensionOption,
)
from commissioning.records.days import DayWithin
from commissioning.records.ending import ContractEnded, HowEnded
from commissioning.records.history import BroughtForward
from commissioning.records.record import Learned, Record
from commissioning.records.specification import ServiceSpecification
from commissioning.records.strategy import ProcurementFacts
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.stages import Route, Stage
from commissioning.testing.broken.catalogue import ROWS
from commissioning.testing.broken.mutation import OPEN, BrokenCycle, Mutation
from commissioning.testing.stories.story import story

R = TypeVar("R", bound=Record)
Findings: TypeAlias = tuple[Finding, ...]

JUNE = Window.span(date(2023, 6, 1), date(2023, 6, 30), "June 2023")
FACTS = ProcurementFacts(light_touch=True, above_threshold=True)
BEGUN = BroughtForward(
    on=date(2023, 6, 1), stage=Stage.AWARD, because="papers in the archive", route=Route.open(),
    facts=FACTS, commenced_on=date(2023, 6, 1),
)  # fmt: skip
CHALLENGE = Challenge(on=date(2023, 6, 2), reference="X", provider="Oak", about_what="the weights")
RESOLVED = ChallengeResolved(on=date(2023, 6, 2), challenge="X", outcome=ChallengeOutcome.WITHDRAWN)
RECOMMENDED = AwardRecommendation(
    on=date(2023, 6, 2), reference="R1", awards=(LotAward(provider="Elm"),)
)
APPROVED = ApprovalToAward(on=date(2023, 6, 5), recommendation="R1", decided_by="Cabinet")
TOLD = IntentionToAward(on=date(2023, 6, 6), recommendation="R1", told=("Elm", "Oak"))
SIGNED = ContractSigned(
    on=date(2023, 6, 20), reference="K1", provider="Elm", recommendations=("R1",),
    term=Period(date(2023, 7, 1), date(2025, 6, 30)), extension_options=(ExtensionOption(years=1),),
)  # fmt: skip
EXTENDED = ContractExtended(
    on=date(2025, 3, 1), contract="K1", option=1, period=Period(date(2025, 7, 1), date(2026, 6, 30))
)
ENDED = ContractEnded(on=date(2025, 6, 30), contract="K1", how=HowEnded.EXPIRED)


def dated(record: R, earliest: date, latest: date) -> R:
    """The record, its day known to a span."""
    return evolve(record, on=latest, within=Window.span(earliest, latest))


def cycle(*records: Record) -> Cycle:
    return Cycle.audit("Day centre", (BEGUN, *records)).cycle


def verdict(findings: Findings) -> str:
    if any(finding.blocks for finding in findings):
        return "refused"
    return "warned" if findings else "clean"


# The property


def choices(record: Record) -> Iterator[Record]:
    """The record on every day of its spans that the rest of it allows."""
    every = []
    for window in record.spans.values():
        first, last = window.earliest or record.on, window.latest or record.on
        every.append([first + timedelta(days=number) for number in range((last - first).days + 1)])
    for days in product(*every):
        try:
            yield evolve(record.on_days(dict(zip(record.spans, days, strict=True))), within=None)
        except RecordError:
            continue


def by_brute_force(before: tuple[Record, ...], attempt: Record) -> str:
    """The verdict over all choices of days, each judged as if the days were known."""
    found = {
        verdict(cycle(*chosen[:-1]).findings(chosen[-1]))
        for chosen in product(*(tuple(choices(record)) for record in (*before, attempt)))
    }
    return found.pop() if len(found) == 1 and "warned" not in found else "warned"


@st.composite
def spans(draw: st.DrawFn, record: R, around: date) -> R:
    """The record on a day near another, or on a span of a few days."""
    latest = around + timedelta(days=draw(st.integers(-6, 6)))
    length = draw(st.sampled_from((0, 0, 1, 3, 5)))
    return dated(record, latest - timedelta(days=length), latest)


DAY = date(2023, 6, 10)


@st.composite
def an_award(draw: st.DrawFn) -> tuple[Record, ...]:
    """An award told around 10 June, perhaps challenged, and an attempt to sign or to resolve."""
    approved = draw(spans(APPROVED, DAY))
    call_in_ends = draw(st.sampled_from((None, approved.on, approved.on + timedelta(days=9))))
    held = [RECOMMENDED, evolve(approved, call_in_ends=call_in_ends), draw(spans(TOLD, DAY))]
    if draw(st.booleans()):
        held.append(draw(spans(CHALLENGE, DAY)))
    signing = spans(SIGNED, DAY + timedelta(days=10))
    if len(held) == 4:
        resolving = spans(RESOLVED, DAY + timedelta(days=3))
        return (*held, draw(st.one_of(resolving, signing)))
    return (*held, draw(signing))


@given(records=an_award())
def test_verdict_on_an_award_known_to_spans_equals_brute_force(records: tuple[Record, ...]) -> None:
    """Two spans that may be in order, or may not, must neither be refused nor passed in silence."""
    *before, attempt = records
    found = cycle(*before).findings(attempt)
    assert verdict(found) == by_brute_force(tuple(before), attempt)


def test_day_that_only_the_end_of_a_standstill_opens_is_tried():
    """Told on the first day of their span, bidders leave one day to sign, before the challenge."""
    before = (
        RECOMMENDED,
        evolve(APPROVED, on=date(2023, 6, 10)),
        dated(TOLD, date(2023, 6, 4), date(2023, 6, 9)),
        evolve(CHALLENGE, on=date(2023, 6, 16)),
    )
    attempt = dated(SIGNED, date(2023, 6, 14), date(2023, 6, 19))
    assert verdict(cycle(*before).findings(attempt)) == by_brute_force(before, attempt) == "warned"


@st.composite
def a_contract(draw: st.DrawFn) -> tuple[Record, ...]:
    """A contract, the last day of its term perhaps a span, and what becomes of it, on days of spans."""
    end = date(2025, 6, 30)
    first = end - timedelta(days=draw(st.sampled_from((0, 0, 2, 4))))
    within = DayWithin(field="term.ends_on", within=Window.span(first, end))
    signed = evolve(SIGNED, days_within=(within,)) if first != end else SIGNED
    varied = ContractVaried(
        on=end,
        reference="V1",
        contract="K1",
        what="three days more",
        new_end=end + timedelta(days=3),
    )
    changes = st.sampled_from((EXTENDED, varied, ENDED))
    held = [draw(spans(draw(changes), end)) for _ in range(draw(st.integers(0, 2)))]
    return (signed, *held, draw(spans(draw(changes), end)))


@given(records=a_contract())
def test_verdict_on_the_course_of_a_contract_equals_brute_force(
    records: tuple[Record, ...],
) -> None:
    """An extension "in 2023" of a contract that ended in March 2023 may have come in time."""

    def found(chosen: tuple[Record, ...]) -> Findings:
        signed, *held, attempt = chosen
        live = BroughtForward(
            on=date(2023, 7, 1), stage=Stage.GO_LIVE, because="only the register is held",
            route=Route.open(), facts=FACTS, carries=(signed,),
        )  # fmt: skip
        return Cycle.audit("Day centre", (live, *held)).cycle.findings(attempt)

    every = {verdict(found(chosen)) for chosen in product(*(tuple(choices(r)) for r in records))}
    expected = every.pop() if len(every) == 1 and "warned" not in every else "warned"
    assert verdict(found(records)) == expected


def test_record_is_not_refused_while_one_of_many_choices_lets_it_come() -> None:
    """Three spans make 108 choices, and only a few of them leave the contract running to its end."""
    end = date(2025, 6, 30)
    within = DayWithin(field="term.ends_on", within=Window.span(date(2025, 6, 28), end))
    varied = ContractVaried(
        on=end, reference="V1", contract="K1", what="three days more", new_end=date(2025, 7, 3)
    )  # fmt: skip
    few_days = (date(2025, 6, 29), date(2025, 7, 4))
    held = (dated(EXTENDED, *few_days), dated(varied, *few_days))
    live = BroughtForward(
        on=date(2023, 7, 1), stage=Stage.GO_LIVE, because="only the register is held",
        route=Route.open(), facts=FACTS, carries=(evolve(SIGNED, days_within=(within,)),),
    )  # fmt: skip
    found = Cycle.audit("Day centre", (live, *held)).cycle.findings(
        evolve(ENDED, on=date(2025, 7, 3))
    )
    assert verdict(found) == "warned"


# Every gate of the catalogue that compares the day of the attempt


@cache
def _moved(broken: BrokenCycle, days: int) -> Record | None:
    """The faulty record some days later, if the rest of it allows that."""
    try:
        return evolve(broken.attempt, on=broken.attempt.on + timedelta(days=days))
    except (RecordError, OverflowError):
        return None


# A record with a span is not the same as one without, so it is never the same record twice.
RECORDED = tuple(row for row in ROWS if row.seen_by == "recording" and row.code != "recorded-twice")


@pytest.mark.parametrize("row", RECORDED, ids=lambda row: f"{row.code}: {row.sentence}")
def test_fault_that_another_day_of_the_span_would_clear_is_a_warning(row: Mutation) -> None:
    """Every rule in the catalogue, and every one to come: the span is judged as its days are."""
    broken = row.made()
    before, record = broken.before, broken.attempt
    faulty = verdict(broken.findings)
    for days in (-40, -1, 1, 40, 400):
        moved = _moved(broken, days)
        if moved is None or (record.learned and days > 0):
            continue
        earliest, latest = sorted((record, moved), key=lambda each: each.on)
        spanned = before.findings(evolve(latest, within=Window.span(earliest.on, latest.on)))
        verdicts = {faulty, verdict(before.findings(moved))}
        if "refused" in verdicts and verdicts != {"refused"}:
            assert verdict(spanned) == "warned", (days, spanned)
            assert "day-not-known" in {finding.code for finding in spanned}


# By hand


def test_change_after_a_term_that_ends_on_an_unknown_day_is_a_warning() -> None:
    """The register says that the contract ends in 2025, and no more."""
    carried = evolve(
        SIGNED, term=Period(date(2023, 7, 1), date(2025, 12, 31)),
        days_within=(DayWithin(field="term.ends_on", within=Window.parse("2025")),),
    )  # fmt: skip
    live = evolve(BEGUN, on=date(2023, 7, 1), stage=Stage.GO_LIVE, carries=(carried,))
    change = ContractVaried(on=date(2025, 5, 1), reference="V1", contract="K1", what="hours")
    found = {
        day.year: list(Cycle.audit("x", (live,)).cycle.findings(evolve(change, on=day)))
        for day in (date(2024, 5, 1), date(2025, 5, 1), date(2026, 5, 1))
    }
    assert [[f.code for f in each] for each in found.values()] == [
        [], ["day-not-known"], ["contract-over"]
    ]  # fmt: skip
    assert found[2025][0].message == (
        "The last day of the term of the signed contract K1 (2025: 1 January 2025 to 31 December 2025) is "
        "not known exactly; this contract variation is dated 1 May 2025. On some of those days this "
        "would apply: You cannot record this on 1 May 2025: contract K1 ended on 1 January 2025"
    )


def test_tender_near_a_deadline_known_to_a_span_is_a_warning() -> None:
    """A late tender is refused only if it is late by the last day that the deadline may have had."""
    itt = InvitationToTender(
        on=date(2023, 3, 1), reference="I1", tenders_due_by=Deadline(date(2023, 4, 30)),
        days_within=(DayWithin(field="tenders_due_by.day", within=Window.parse("April 2023")),),
    )  # fmt: skip
    begun = evolve(BEGUN, on=date(2023, 2, 1), stage=Stage.ITT, commenced_on=date(2023, 1, 1))
    held = Cycle.audit("x", (begun, itt)).cycle
    codes = [
        {f.code for f in held.findings(TenderReceived(on=day, provider="Elm"))}
        & {"day-not-known", "tender-late"}
        for day in (date(2023, 3, 31), date(2023, 4, 10), date(2023, 5, 1))
    ]
    assert codes[:2] == [set(), {"day-not-known"}]
    assert "tender-late" in codes[2]


def test_commencement_known_to_a_span_over_a_change_of_law_is_a_warning() -> None:
    """Which Act governs a history brought forward turns on a day that its papers may not give."""
    begun = evolve(
        BEGUN, on=date(2025, 6, 1), commenced_on=date(2025, 3, 31),
        days_within=(
            DayWithin(
                field="commenced_on",
                within=Window.span(date(2025, 1, 1), date(2025, 3, 31), "early in 2025"),
            ),
        ),
    )  # fmt: skip
    (found,) = Cycle("x").findings(begun)
    assert found.code == "day-not-known"
    assert "Public Contracts Regulations 2015 on the first day" in found.message
    assert "Procurement Act 2023 on the last" in found.message
    later = Window.span(date(2025, 3, 1), date(2025, 3, 31))
    assert not Cycle("x").findings(
        evolve(begun, days_within=(DayWithin(field="commenced_on", within=later),))
    )


def test_resolution_of_a_challenge_known_to_a_month_is_warned_of() -> None:
    """The papers say "June"; the resolution of 18 June may well have come after the challenge."""
    held = cycle(evolve(CHALLENGE, on=JUNE.latest, within=JUNE))
    (found,) = held.findings(evolve(RESOLVED, on=date(2023, 6, 18)))
    assert str(found) == (
        "The day of the challenge (June 2023: 1 June 2023 to 30 June 2023) is not known exactly; this "
        "resolution of a challenge is dated 18 June 2023. On some of those days this would apply: "
        "18 June 2023 is before the challenge of 30 June 2023, which comes first (the process table, "
        "row challenge-resolved). Find the day in the papers and record it; if they do not give it, "
        "this warning stays."
    )
    assert found.code == "day-not-known"
    assert not found.blocks


def test_span_that_is_too_early_on_every_day_is_refused() -> None:
    """No day of May comes after a challenge of June."""
    held = cycle(evolve(CHALLENGE, on=JUNE.latest, within=JUNE))
    (found,) = held.blockers(dated(RESOLVED, date(2023, 5, 1), date(2023, 5, 31)))[:1]
    assert found.code in {"before-stage", "dated-before"}


def test_spans_in_their_order_are_accepted_in_silence() -> None:
    """Most histories known to months are in order, whatever the days were."""
    held = cycle(evolve(CHALLENGE, on=JUNE.latest, within=JUNE))
    assert not held.findings(dated(RESOLVED, date(2023, 6, 30), date(2023, 7, 31)))


def test_challenge_open_between_two_known_days_is_found_in_the_middle_of_a_span() -> None:
    """Neither end of the span shows it: only a day between the two does."""
    claim = dated(CHALLENGE, date(2023, 6, 3), date(2023, 6, 28))
    held = cycle(RECOMMENDED, APPROVED, TOLD, claim)
    assert {f.code for f in held.findings(SIGNED)} == {"day-not-known"}


def test_record_refused_on_every_day_for_different_reasons_is_refused() -> None:
    """Before the 17th the standstill runs, from the 18th the option is gone: no day will do."""
    approved = evolve(APPROVED, call_in_ends=date(2023, 6, 25))
    before = cycle(RECOMMENDED, approved, TOLD, evolve(CHALLENGE, on=date(2023, 6, 26)))
    attempt = dated(SIGNED, date(2023, 6, 20), date(2023, 6, 30))
    found = before.findings(attempt)
    assert [finding.code for finding in found if finding.blocks] == ["challenge-open"]
    assert "day-not-known" in {finding.code for finding in found}


def test_day_not_known_names_several_rules_of_one_span_once() -> None:
    """A span that may break two rules is one thing to look up, not two."""
    approved = evolve(APPROVED, call_in_ends=date(2023, 6, 14))
    held = cycle(RECOMMENDED, approved, TOLD)
    (found,) = held.findings(dated(SIGNED, date(2023, 6, 13), date(2023, 6, 30)))
    assert (
        "The day of this contract signed (13 June 2023 to 30 June 2023)"
        in found.message.replace("signed contract", "contract signed")
    )
    assert "members may call it in until 14 June 2023" in found.message
    assert "; " in found.message
    assert found.about is None
    assert found.source is None


def test_day_wholly_unknown_is_tried_before_everything_else() -> None:
    """ "By June" sets no first day: the challenge may have come at any time before."""
    open_ended = Window.parse("by 30 June 2023")
    held = cycle(evolve(CHALLENGE, on=date(2023, 6, 30), within=open_ended))
    (found,) = held.findings(evolve(RESOLVED, on=date(2023, 6, 18)))
    assert "The day of the challenge (by 30 June 2023: up to 30 June 2023)" in found.message


def test_question_about_a_kind_is_judged_on_the_spans_of_the_ledger() -> None:
    """An officer who asks "may we sign on 18 June" is told that it depends."""
    claim = dated(CHALLENGE, date(2023, 6, 3), date(2023, 6, 28))
    held = cycle(RECOMMENDED, APPROVED, TOLD, claim)
    found = held.findings(ContractSigned, date(2023, 6, 20))
    assert any("is dated 20 June 2023" in f.message for f in found if f.code == "day-not-known")


def test_history_brought_forward_within_a_span_opens_its_stage_within_it() -> None:
    """The first record may be the vaguest: the register says "2023" and no more."""
    begun = evolve(BEGUN, on=date(2023, 6, 30), within=JUNE, commenced_on=None)
    held = Cycle.audit("Day centre", (begun,)).cycle
    assert "day-not-known" in {finding.code for finding in held.findings(RECOMMENDED)}
    assert not held.blockers(RECOMMENDED)
    assert held.blockers(evolve(RECOMMENDED, on=date(2023, 5, 31)))


def test_record_carried_with_a_span_is_compared_by_its_span() -> None:
    """What a history carries was signed "in 2021" as often as on a day."""
    carried = dated(SIGNED, date(2023, 6, 1), date(2023, 12, 31))
    live = evolve(
        BEGUN, on=date(2023, 12, 31), stage=Stage.GO_LIVE, commenced_on=None, carries=(carried,)
    )
    held = Cycle.audit("Day centre", (live,)).cycle
    notice = ContractEnded(
        on=date(2023, 12, 31), contract="K1", how=HowEnded.DISCHARGED, because="done"
    )
    assert not held.blockers(notice)


def test_late_entry_meets_the_ledger_of_the_last_day_of_its_span() -> None:
    """A late entry goes by the last day of its span where a ledger has to be of one day."""
    held = cycle(CHALLENGE, evolve(RECOMMENDED, on=date(2023, 7, 5)))
    late = evolve(
        RESOLVED, on=date(2023, 6, 30), within=JUNE,
        learned=Learned(on=date(2023, 7, 9), because="the letter was found"),
    )  # fmt: skip
    assert {f.code for f in held.findings(late)} == {"day-not-known"}


def test_waiver_that_may_have_come_too_late_leaves_a_warning() -> None:
    """A waiver dated only to a span lifts a finding only on the days from which it counts."""
    approved = evolve(APPROVED, call_in_ends=date(2023, 6, 25))
    waiver = Waiver(
        on=date(2023, 6, 30), within=JUNE, code="call-in-running", by="monitoring officer",
        because="urgency agreed with the chair",
    )  # fmt: skip
    held = cycle(RECOMMENDED, approved, TOLD, waiver)
    found = held.findings(SIGNED)
    assert {finding.code for finding in found} == {"day-not-known"}


@pytest.mark.parametrize("step", [0, 1], ids=["one group", "twelve groups"])
def test_many_spans_are_moved_one_group_at_a_time(step: int) -> None:
    """A history known to months only has more spans than can be tried in every combination."""
    claims = tuple(
        dated(
            evolve(CHALLENGE, reference=f"X{n}", provider=f"Oak {n}"),
            date(2023, 6, 3),
            date(2023, 6, 15 + step * n),
        )
        for n in range(12)
    )
    held = cycle(RECOMMENDED, APPROVED, TOLD, *claims)
    assert 3 ** len(claims) > MOST
    found = held.findings(SIGNED)
    assert verdict(found) == "refused"  # those that end before 20 June are open on every choice
    assert ("day-not-known" in {finding.code for finding in found}) is bool(step)


def test_day_that_the_record_itself_rules_out_is_no_choice() -> None:
    """A history of June under a procurement that commenced on the 15th was begun from the 15th on."""
    begun = evolve(BEGUN, on=date(2023, 6, 30), within=JUNE, commenced_on=date(2023, 6, 15))
    held = Cycle.audit("Day centre", (begun,)).cycle
    assert "before-stage" in {
        f.code for f in held.blockers(evolve(RECOMMENDED, on=date(2023, 6, 14)))
    }
    assert not held.blockers(evolve(RECOMMENDED, on=date(2023, 6, 15)))


# The law of the day

PLANNED = story(OPEN, after=ServiceSpecification)


def invited(within: Window) -> Findings:
    """The findings about the law of an invitation to tender known to a span."""
    *_, invitation = story(OPEN, after=InvitationToTender).records
    last = within.latest or date.max
    due = Deadline(last + timedelta(days=40))
    vague = evolve(invitation, on=last, within=within, **{"tenders_due_by": due})
    return tuple(f for f in PLANNED.findings(vague) if "the law depends" in f.message)


def test_commencement_known_to_a_month_in_which_the_law_changed_is_warned_of() -> None:
    """On 23 February 2025 the Regulations govern, from the 24th the Act: the papers must say which."""
    (found,) = invited(Window.span(date(2025, 2, 1), date(2025, 2, 28), "February 2025"))
    assert found.message == (
        "The day on which the procurement commenced is not known exactly (February 2025: "
        "1 February 2025 to 28 February 2025), and the law depends on it: Public Contracts Regulations "
        "2015 on the first day, Procurement Act 2023 on the last. The last day counts here"
    )
    assert not invited(Window.span(date(2025, 2, 25), date(2025, 2, 28)))


def test_commencement_in_a_span_that_began_before_any_law_held_here_is_warned_of() -> None:
    """Where the first day of the span has no law here, the answer still depends on the day."""
    (found,) = invited(Window.span(date(2005, 1, 1), date(2022, 12, 31)))
    assert "a law that this library does not hold on the first day" in found.message


def test_commencement_whose_first_day_is_open_is_judged_by_its_last() -> None:
    """A day wholly unknown goes by the day by which it was known."""
    assert not invited(Window.parse("by 28 February 2025"))


def test_only_the_record_that_commences_decides_the_law() -> None:
    """A later record of the same month changes nothing about the law."""
    held = cycle(RECOMMENDED, APPROVED)
    assert not [
        f for f in held.findings(dated(TOLD, date(2023, 6, 1), date(2023, 6, 9))) if "law" in f.code
    ]


def test_spans_at_the_ends_of_the_calendar_are_judged() -> None:
    """A file may hold any day; a judgment must not fall off the calendar."""
    open_ended = Window(words="by then", latest=date.min, precision=Precision.OPEN)
    first = evolve(CHALLENGE, on=date.min, within=open_ended)
    end = date(9998, 12, 31)
    held = Cycle.audit("Day centre", (first,)).cycle
    found = held.findings(dated(RESOLVED, end - timedelta(days=1), end))
    assert "dated-before" not in {finding.code for finding in found}
