"""Faults of a timetable are found while it is only paper."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from commissioning.casebook.lewisham_schedule import published
from commissioning.errors import NoRuleError
from commissioning.findings.catalogue import FINDING_CODES
from commissioning.findings.codes import planning
from commissioning.law.governing import governing
from commissioning.law.questions import PARTICIPATION_PERIOD
from commissioning.records.strategy import ProcurementFacts
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Route
from commissioning.timetable import Rhythm, Window, check, law_of, read_table, recognised, route_of

PAPER = date(2022, 3, 1)
LIGHT = ProcurementFacts(light_touch=True, above_threshold=True)
FULL = ProcurementFacts(light_touch=False, above_threshold=True)
BELOW = ProcurementFacts(light_touch=True, above_threshold=False)


def paper(*rows: tuple[str, str]) -> Timetable:
    return read_table(
        "Date\tAction\n" + "".join(f"{w}\t{a}\n" for w, a in rows), on=PAPER
    ).timetable


def findings(timetable, route, facts=LIGHT, rhythm=None):
    law = law_of(timetable, facts)
    return {f.code: f for f in check(timetable, route, law, rhythm)}


def test_lewisham_schedule_without_letters_standstill_and_signature_is_blocked(route):
    """The paper goes from the approval to mobilising; the law asks days between the two."""
    found = findings(published(), route)
    where = (
        "between row 12 (Seek approval from Mayor and Cabinet to award contract) "
        "and row 13 (Mobilise contract)"
    )
    source = "Public Contracts Regulations 2015, regulation 87(2)"

    assert str(found["timetable-no-intention"]) == (
        f"There is no row for telling bidders the intended award {where} ({source}). "
        "Add a row: tell every bidder the outcome on 14 November 2022."
    )
    assert str(found["timetable-no-standstill"]) == (
        f"There is no row for the standstill {where} ({source}). Add a row: standstill to 24 November 2022, "
        "10 calendar days, counted from the day after and rolled forward to a working day by the "
        "bank holidays of England and Wales."
    )
    assert str(found["timetable-no-signature"]) == (
        f"There is no row for signing the contract {where} ({source}). "
        "Add a row: sign the contract on 25 November 2022 or later."
    )
    assert all(
        found[f"timetable-no-{what}"].blocks for what in ("intention", "standstill", "signature")
    )


def test_lewisham_schedule_has_no_other_blocking_finding(route):
    """The committee's schedule is otherwise in order; only two rows deserve a second look."""
    found = findings(published(), route)

    assert {code for code, finding in found.items() if not finding.blocks} == {
        "timetable-ambiguous",
        "timetable-go-live-day-off",
    }
    assert str(found["timetable-ambiguous"]) == (
        "Row 12 (Seek approval from Mayor and Cabinet to award contract) says '2 nd Nov. 2022', "
        'which may mean "the day, a Wednesday" or "week 2 of November 2022, where weeks belong to '
        'the month that holds their Thursday" (council practice). Write the day in full, such as 2 '
        "November 2022."
    )
    assert str(found["timetable-go-live-day-off"]) == (
        "Row 14 (Go live) is on 1 April 2023, a Saturday, when officers are not at work to "
        "help (council practice). Start on 3 April 2023, or have officers on call."
    )


def test_adding_the_rows_of_the_remedies_clears_the_findings(route):
    """The remedies are followed to the letter, and the checker is content."""
    rows = list(published().rows)
    added = [
        ("14 November 2022", "Tell every bidder the outcome", "intention-to-award"),
        ("15 November 2022 to 24 November 2022", "Standstill", "standstill"),
        ("25 November 2022", "Sign the contract", "contract-signed"),
    ]
    rows[12:12] = [
        TimetableRow(what=what, window=Window.parse(when), step=step) for when, what, step in added
    ]
    mended = Timetable(on=PAPER, rows=tuple(rows))

    assert set(findings(mended, route)) == {"timetable-ambiguous", "timetable-go-live-day-off"}


def test_usual_call_in_before_missing_rows_moves_mobilisation(route, rhythm):
    """Five days for members to call the decision in leave one day too few before December."""
    found = findings(published(), route, rhythm=rhythm)
    assert found["timetable-no-signature"].remedy == (
        "Add a row: sign the contract on 2 December 2022 or later. Row 13 then moves by 1 day"
    )


def test_printed_call_in_before_missing_rows_moves_mobilisation(route):
    """Bidders are told only once a stated call-in has ended."""
    found = findings(
        paper(
            ("1 July 2022", "Issue SQ"),
            ("4 November 2022", "Approval to award contract"),
            ("7 - 18 November 2022", "Call-in"),
            ("1 December 2022", "Mobilise contract"),
        ),
        route,
    )
    assert found["timetable-no-intention"].remedy == (
        "Add a row: tell every bidder the outcome on 21 November 2022. Row 4 then moves by 1 day"
    )


def test_missing_rows_without_a_standstill_in_law_only_warn(route):
    """Below the threshold it is practice that bidders hear first."""
    found = findings(published(), route, facts=BELOW)
    assert "timetable-no-standstill" not in found
    assert not found["timetable-no-intention"].blocks
    assert str(found["timetable-no-intention"].source) == "council practice"


def test_signature_after_letters_without_a_standstill_row_is_accepted(route):
    """Two dates far enough apart show the standstill by themselves."""
    good = paper(
        ("4 November 2022", "Approval to award contract"),
        ("7 November 2022", "Notify bidders of outcome"),
        ("18 November 2022", "Sign the contract"),
    )
    assert findings(good, route) == {}


def test_signature_within_the_standstill_is_found(route):
    """A contract signed too early can be undone by a court."""
    found = findings(
        paper(
            ("4 November 2022", "Approval to award contract"),
            ("7 November 2022", "Notify bidders of outcome"),
            ("8 - 14 November 2022", "Standstill"),
            ("15 November 2022", "Sign the contract"),
        ),
        route,
    )
    assert str(found["timetable-signed-in-standstill"]) == (
        "Row 4 (Sign the contract) falls in the standstill, which runs to 17 November 2022 if "
        "bidders are told on 7 November 2022 (Public Contracts Regulations 2015, regulation "
        "87(2)). Move row 4 by 3 days, to 18 November 2022 or later."
    )
    assert str(found["timetable-standstill-short"]) == (
        "Row 3 (Standstill) ends on 14 November 2022; the minimum from 7 November 2022 is 10 "
        "calendar days, counted from the day after and rolled forward to a working day by the bank "
        "holidays of England and Wales (Public Contracts Regulations 2015, regulation 87(2)). Let "
        "the standstill run to 17 November 2022."
    )


def test_signature_without_standstill_below_the_threshold_is_accepted(route):
    """The check must not ask what the law does not."""
    early = paper(
        ("4 November 2022", "Approval to award contract"),
        ("7 November 2022", "Notify bidders of outcome"),
        ("8 November 2022", "Sign the contract"),
    )
    assert findings(early, route, facts=BELOW) == {}


def test_steps_out_of_order_are_found(route):
    """Interviews before the tenders are marked cannot use the marks."""
    found = findings(
        paper(("3 October 2022", "Panel interviews"), ("10 October 2022", "Evaluation of tenders")),
        route,
    )
    assert str(found["timetable-order"]) == (
        "Row 1 (Panel interviews) ends before row 2 (Evaluation of tenders) begins, but row 2 must "
        "come first (3 October 2022 against 10 October 2022) (the process table, row interview). "
        "Move row 1 by 8 days, to 11 October 2022 or later."
    )
    assert found["timetable-order"].earliest == date(2022, 10, 11)


def test_overlapping_stages_give_a_warning(route):
    """An invitation that goes out before the shortlist is agreed goes to the wrong bidders."""
    found = findings(
        paper(
            ("1 - 19 August 2022", "Evaluation of SQ"),
            ("15 August 2022 to 1 September 2022", "Issue Invitation to Tender"),
        ),
        route,
    )
    assert found["timetable-overlap"].remedy == "Move row 2 by 4 days, to 19 August 2022 or later"
    assert not found["timetable-overlap"].blocks


def test_one_step_in_two_rows_and_a_deadline_in_its_period_are_accepted(route):
    """Two evaluation rows overlap on purpose, and a tender period ends on the deadline."""
    fine = paper(
        ("1 August 2022 to 1 September 2022", "Evaluation of tenders"),
        ("15 August 2022 to 1 September 2022", "Evaluation of prices in tenders"),
        ("20 August 2022 to 5 September 2022", "Moderation"),
    )
    assert findings(fine, route) == {}


def test_answer_period_below_the_minimum_is_found(route):
    """Thirty days is the least for requests under regulation 28; three weeks is a challenge invited."""
    short = paper(("4 July 2022", "Issue SQ"), ("25 July 2022", "SQ deadline"))
    found = findings(short, route, facts=FULL)
    source = law_of(short, FULL).row(PARTICIPATION_PERIOD, date(2022, 7, 4)).citation
    assert str(found["timetable-period-short"]) == (
        "From row 1 (Issue SQ) to row 2 (SQ deadline) there are at most 21 days; the minimum is 30 "
        "calendar days, counted from the day after and rolled forward to a working day by the bank "
        f"holidays of England and Wales ({source}). Move row 2 by 9 days, to 3 August 2022 or later."
    )


def test_selection_stage_below_the_threshold_is_warned_of(route):
    """Regulation 111(1), and section 85 of the Act; larger works may have one, which no timetable states."""
    plan = paper(("4 July 2022", "Issue SQ"), ("25 July 2022", "SQ deadline"))
    finding = findings(plan, route, facts=BELOW)["selection-not-allowed"]
    assert str(finding) == (
        "Row 1 (Issue SQ) begins a selection stage, and the contract is below the threshold, where you "
        "may not select tenderers by an assessment of suitability (Public Contracts Regulations 2015, "
        "regulation 111(1)). Take a route without it, unless the value of the contract allows one."
    )
    assert not finding.blocks
    assert "selection-not-allowed" not in findings(plan, route, facts=LIGHT)


def test_time_that_selected_bidders_may_agree_on_is_only_warned_of(route):
    """Regulation 28(7), as at the gate: a council and all that it selected may set another."""
    short = paper(
        ("4 July 2022", "Issue SQ"),
        ("15 August 2022", "Issue ITT"),
        ("22 August 2022", "Tenders due"),
    )
    finding = findings(short, route, facts=FULL)["timetable-period-short"]
    assert not finding.blocks
    assert finding.remedy == (
        "Move row 3 by 3 days, to 25 August 2022 or later, unless all the selected bidders agree to less"
    )
    central = findings(short, route, facts=evolve(FULL, sub_central=False))
    assert central["timetable-period-short"].blocks


def test_answer_period_below_the_threshold_has_no_minimum():
    """Regulations 27 and 28 bind from the threshold on; below it the time is to be sufficient, 110(9)."""
    short = paper(("4 July 2022", "Issue ITT"), ("11 July 2022", "Tenders due"))
    small = evolve(FULL, above_threshold=False)
    assert "timetable-period-short" in findings(short, Route.open(), facts=FULL)
    assert "timetable-period-short" not in findings(short, Route.open(), facts=small)


def test_answer_period_of_exactly_the_minimum_is_accepted(route):
    """The thirtieth day itself will do for the deadline, and the next for what follows."""
    deadline = paper(("4 July 2022", "Issue SQ"), ("3 August 2022", "SQ deadline"))
    marking = paper(("4 July 2022", "Issue SQ"), ("3 August 2022", "Evaluation of SQ"))

    assert findings(deadline, route, facts=FULL) == {}
    assert "timetable-period-short" in findings(marking, route, facts=FULL)


def test_approval_on_a_day_without_a_meeting_is_found(route, rhythm):
    """A decision needs a meeting; the next is named."""
    found = findings(paper(("2 November 2022", "Approval to award contract")), route, rhythm=rhythm)
    assert str(found["timetable-no-meeting"]) == (
        "Row 1 (Approval to award contract) is planned for 2 November 2022, a time without a "
        "meeting (the council's calendar of meetings). Move it to the next meeting, on 9 "
        "November 2022."
    )
    held = paper(("9 November 2022", "Approval to award contract"))
    assert findings(held, route, rhythm=rhythm) == {}
    assert findings(held, route, rhythm=Rhythm()) == {}


def test_mobilisation_shorter_than_staff_information_needs_gives_a_warning(route):
    """Twenty-eight days before a transfer the old employer says who comes over."""
    found = findings(
        paper(("1 March 2023", "Mobilise contract"), ("20 March 2023", "Go live")), route
    )
    assert str(found["timetable-mobilisation-short"]) == (
        "From row 1 (Mobilise contract) to row 2 (Go live) there are 19 days; if staff transfer, "
        "their employer must give information about them 28 days before (Transfer of Undertakings "
        "(Protection of Employment) Regulations 2006, regulation 11(6)). Move row 2 by 9 days, to "
        "29 March 2023 or later."
    )


def test_mobilisation_of_the_days_that_the_gate_counts_is_long_enough(route):
    """Information of 1 March is 28 days before a transfer on the 29th, as its gate and the agenda count."""
    plan = paper(("1 March 2023", "Mobilise contract"), ("29 March 2023", "Go live"))
    assert "timetable-mobilisation-short" not in findings(plan, route)


def test_go_live_on_a_bank_holiday_gives_a_warning(route):
    """Easter Monday looks like any Monday in a spreadsheet."""
    found = findings(paper(("10 April 2023", "Go live")), route)
    assert found["timetable-go-live-day-off"].message == (
        "Row 1 (Go live) is on 10 April 2023, a bank holiday, when officers are not at work to help"
    )
    assert findings(paper(("April 2023", "Go live")), route) == {}


def test_stage_of_the_route_without_a_row_gives_a_warning(route):
    """A route with interviews and no row for them will have none, or a late go-live."""
    found = findings(
        paper(("3 October 2022", "Evaluation of tenders"), ("7 November 2022", "Award report")),
        route,
    )
    assert str(found["timetable-stage-missing"]) == (
        "No row plans interviews, a stage of the restricted route (council practice). Add a "
        'row for it, such as "Interview invitations".'
    )
    assert found["timetable-stage-missing"].about == "interview-invitation"


def test_step_without_a_day_gives_a_warning(route):
    """The rows after a date to be confirmed cannot be checked."""
    found = findings(paper(("TBC", "Moderation"), ("TBC", "Tea")), route)
    assert [str(finding) for finding in found.values()] == [
        (
            "Row 1 (Moderation) has no day: 'TBC' (council practice). Give it a day or a week, "
            "so that the rows after it can be checked."
        )
    ]


def test_timetable_without_a_known_step_has_no_findings(route):
    """Rows that are not recognised are listed by the timetable and not checked."""
    assert findings(paper(("4 July 2022", "Tea")), route) == {}


def test_open_ended_rows_are_judged_by_their_known_end(route):
    """The words "by 10 October" name the day that counts."""
    found = findings(
        paper(
            ("from 3 October 2022", "Panel interviews"),
            ("by 10 October 2022", "Evaluation of tenders"),
        ),
        route,
    )
    assert set(found) == {"timetable-order"}


def test_unknown_law_gives_a_warning_and_the_rest_is_checked(route):
    """Unstated facts must not hide that the go-live is on a Saturday."""
    unstated = ProcurementFacts(light_touch=None, above_threshold=None)
    found = findings(published(), route, facts=unstated)

    assert not found["law-unknown"].blocks
    assert "timetable-go-live-day-off" in found


@pytest.mark.parametrize(
    ("notice", "regime"),
    [
        ("Publish contract notice", "Public Contracts Regulations 2015"),
        ("Advert on Contracts Finder", "Public Contracts Regulations 2015"),
        ("Publish planned procurement notice", "Procurement Act 2023"),
        ("Publish prior information notice", "Procurement Act 2023"),
        ("Publish contract award notice", "Procurement Act 2023"),
    ],
)
def test_notice_that_calls_for_competition_commences_a_timetable(notice, regime):
    """SI 2024/716, regulation 5: the call of 20 February 2025 keeps what follows under the old law."""
    plan = paper(("20 February 2025", notice), ("3 March 2025", "Issue ITT"))
    assert law_of(plan, LIGHT).regime == regime


def test_law_of_a_timetable_is_that_of_its_day_of_commencement(route):
    """A timetable of 2022 is judged by the 2015 Regulations for ever; one of 2026 by the 2023 Act."""
    assert law_of(published(), LIGHT).regime == "Public Contracts Regulations 2015"
    assert law_of(paper(("1 May 2026", "Issue ITT")), LIGHT).regime == "Procurement Act 2023"
    assert law_of(paper(("1 May 2026", "Tea")), LIGHT).commenced_on == PAPER
    with pytest.raises(NoRuleError):
        law_of(paper(("1 May 2009", "Issue ITT")), LIGHT)


def test_every_timetable_code_is_in_the_catalogue():
    """`commissioning explain` must know what the checks say."""
    named = {code.code for name, code in vars(planning).items() if name.startswith("TIMETABLE_")}
    assert named == {row.code for row in FINDING_CODES if row.code.startswith("timetable-")}


def test_direct_award_is_checked_by_its_own_standstill_duty():
    """Nobody else tendered, so nobody is told before the signature, by law."""
    plan = paper(("4 July 2022", "Approval to award contract"), ("1 September 2022", "Go live"))
    law = governing(date(2022, 7, 4), LIGHT).law(LIGHT, date(2022, 7, 4))
    found = {f.code: f for f in check(plan, Route.direct_award(), law)}

    assert "timetable-no-standstill" not in found
    assert recognised("Approval to award contract") == "approval-to-award"


def test_standstill_offered_of_free_will_is_as_long_as_one_that_the_law_requires():
    """Light touch under the 2023 Act needs none; three days offered would bind and be too few."""
    law = governing(date(2026, 5, 1), LIGHT).law(LIGHT, date(2026, 5, 1))
    rows = [
        ("20 July 2026", "Approval to award contract"), ("10 August 2026", "Award letters"),
        ("10 August 2026 to 12 August 2026", "Standstill"), ("14 August 2026", "Sign the contract"),
    ]  # fmt: skip
    found = {f.code: f for f in check(paper(*rows), Route.open(), law)}
    assert found["timetable-standstill-short"].remedy == "Let the standstill run to 19 August 2026"
    assert found["timetable-signed-in-standstill"].earliest == date(2026, 8, 20)
    without = {f.code for f in check(paper(*rows[:2], rows[3]), Route.open(), law)}
    assert not {"timetable-signed-in-standstill", "timetable-no-standstill"} & without


ROUTES = [
    ("Issue SQ", Route.restricted(interviews=False)),
    ("Issue ITT", Route.open()),
    ("Go live", Route.direct_award()),
]


@pytest.mark.parametrize(("row", "way"), ROUTES)
def test_route_of_a_timetable_follows_from_its_rows(row, way):
    """A paper seldom names the procedure; its rows do."""
    assert route_of(paper(("4 July 2022", row))) == way
    assert route_of(published()) == Route.restricted()
