"""Greenwich: a panel of service users and carers at 5%, deciding one lot and not the other."""

from decimal import Decimal
from fractions import Fraction as F

import pytest

from commissioning.casebook import greenwich
from commissioning.records.panel import Panel, PanelMeeting, PanelQuestions, ScoreSheet
from commissioning.records.record import Grounds
from commissioning.stages import Stage


def test_weight_at_which_the_greenwich_ranking_flips_takes_three_lines():
    """A notebook user asks one thing first: what did the panel change?"""
    result = greenwich.evaluation()
    assert result.influence("service-users").changes_winner
    assert (result.winner, result.reweighed({"service-users": 0}).winner) == ("Beech", "Ash")


def test_flip_point_is_exact():
    """At 400/137 per cent the two are level; not at about 2.92."""
    (flip,) = [f for f in greenwich.evaluation().flips() if f.about == "service-users"]
    assert flip.tie == F(400, 137)
    level = greenwich.evaluation().reweighed({"service-users": flip.tie})
    assert set(level.winners) == {"Ash", "Beech"}


def test_panel_changes_no_rank_in_the_other_lot():
    """Most of the time 5% moves nobody; the library says that as plainly."""
    other = greenwich.evaluation("extra-care")
    found = other.influence("service-users")
    assert not found.changes_winner
    assert found.winners == ("Ash",)
    assert other.reweighed({"service-users": 10}).winner == "Ash"


def test_weight_is_as_reported():
    """5% is the one figure that the report gives."""
    section = greenwich.method().section("views")
    assert section.weight == Decimal(5)
    panel = sum(c.weight for c in greenwich.method().criteria if c.panel == "service-users")
    assert panel == 5


def test_scores_are_recorded_for_each_online_meeting():
    """That is what Healthwatch did: notes, and the marks of each meeting."""
    cycle = greenwich.cycle()
    meetings = {meeting.reference: meeting for meeting in cycle.every(PanelMeeting)}
    assert all(meeting.online for meeting in meetings.values())
    sheets = [s for s in cycle.every(ScoreSheet) if s.panel == "service-users"]
    assert {s.meeting for s in sheets} == set(meetings)
    for sheet in sheets:
        meeting = meetings[sheet.meeting]
        assert sheet.assessor in meeting.present
        assert sheet.provider in meeting.providers


def test_recruitment_and_questions_come_before_the_tenders():
    """People who use the service draw up the questions they will ask."""
    cycle = greenwich.cycle()
    panel = next(p for p in cycle.every(Panel) if p.reference == "service-users")
    questions = cycle.find(PanelQuestions)
    assert panel.supported_by == questions.drawn_up_with == "Healthwatch Greenwich"
    assert {q.criterion for q in questions.questions} == {"visits", "heard"}


def test_absence_of_a_carer_is_reported():
    """C2 missed the second meeting; the declared rule covers it, and the result says so."""
    remarks = greenwich.evaluation().remarks
    assert {r.code for r in remarks} == {"members-left-out"}
    assert all("C2" in r.message for r in remarks)


def test_constructed_facts_of_greenwich_are_marked():
    """Every record is marked, and what is stated names the report."""
    for record in greenwich.cycle().records:
        assert any(basis.grounds is Grounds.CONSTRUCTED for basis in record.basis)
        for basis in record.basis:
            if basis.grounds is Grounds.STATED:
                assert basis.source == greenwich.SOURCE
                assert "on" not in basis.fields


def test_story_stops_where_the_report_stops():
    """Nobody can say who won: part 1 does not."""
    assert greenwich.cycle(at=Stage.INTERVIEWS).stage is Stage.INTERVIEWS
    with pytest.raises(LookupError, match="part 1 of the report ends with the scores"):
        greenwich.cycle(at=Stage.AWARD)


def test_lines_of_the_table_add_up_as_they_are_printed():
    """A losing bidder adds up the printed lines; 2.125 printed as 2.13 would not make the total."""
    result = greenwich.evaluation("home-care")
    criteria = [column.name for column in result.table().columns if "points for" in column.meaning]

    for row in result.table().to_dicts():
        assert sum(row[name] for name in criteria) == row["total"]
