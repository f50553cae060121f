"""How people and the market were heard."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.dates.parsing.readings import Precision
from commissioning.dates.periods import Period
from commissioning.dates.windows import Window
from commissioning.errors import RecordError
from commissioning.records.engagement import (
    Attendance,
    Consultation,
    ConsultationPart,
    ConsultationReport,
    EngagementMeeting,
    MarketEngagement,
    Meetings,
    Question,
    QuestionAnswered,
    ReferenceGroupFormed,
    Theme,
    ThemeAnswer,
    YouSaidWeDid,
)
from commissioning.records.parties import Constituency, ReferenceGroup

OPENED, CLOSED = date(2016, 9, 9), date(2016, 10, 10)
GROUP = ReferenceGroup(
    reference="carers",
    name="Carer Reference Group",
    constituencies=(Constituency.UNPAID_CARER,),
    equal_members=(Constituency.UNPAID_CARER,),
)
TEAM = Theme(reference="team", words="a regular team of care workers", count=12)


def consultation(**parts):
    return Consultation(
        **{
            "on": OPENED,
            "reference": "housing",
            "method": "online questionnaire",
            "audience": ("providers",),
            "period": Period(OPENED, CLOSED),
            **parts,
        }
    )


def report(**parts):
    return ConsultationReport(**{"on": date(2016, 11, 1), "consultation": "housing", **parts})


def refusal(make, **parts):
    with pytest.raises(RecordError) as refused:
        make(**parts)
    return str(refused.value)


def test_provider_forum_meets_on_the_second_thursday():
    """Lewisham's schedule says "2nd Thursday of the month" and that it began on 13 January 2022."""
    forum = Meetings(first_on=date(2022, 1, 13), rule="FREQ=MONTHLY;BYDAY=2TH")
    assert forum.during(Period(date(2022, 2, 1), date(2022, 4, 30))) == (
        date(2022, 2, 10),
        date(2022, 3, 10),
        date(2022, 4, 14),
    )


def test_meetings_count_from_the_first_and_include_both_ends():
    """A weekly group that began on 4 February met that day and not before."""
    weekly = Meetings(first_on=date(2022, 2, 4), rule="FREQ=WEEKLY")
    assert weekly.during(Period(date(2022, 1, 1), date(2022, 2, 18))) == (
        date(2022, 2, 4),
        date(2022, 2, 11),
        date(2022, 2, 18),
    )


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("weekly", "rule: 'weekly' does not say FREQ=DAILY, WEEKLY, MONTHLY or YEARLY; write one such as "
         "FREQ=MONTHLY;BYDAY=2TH"),
        ("FREQ=HOURLY",
         "rule: 'FREQ=HOURLY' does not say FREQ=DAILY, WEEKLY, MONTHLY or YEARLY; write one such as "
         "FREQ=MONTHLY;BYDAY=2TH"),
        ("FREQ=DAILY;BYHOUR=9",
         "rule: 'FREQ=DAILY;BYHOUR=9' has the part BYHOUR, which meetings on days do not have; write "
         "one such as FREQ=MONTHLY;BYDAY=2TH"),
        ("FREQ=WEEKLY;INTERVAL=0",
         "rule: 'FREQ=WEEKLY;INTERVAL=0' has the interval 0, which is not 1 or more; write one such as "
         "FREQ=MONTHLY;BYDAY=2TH"),
        ("FREQ=MONTHLY;BYDAY=2TH",
         "first_on: 14 January 2022 is not a day on which FREQ=MONTHLY;BYDAY=2TH meets; give a first "
         "day that fits the rule"),
        ("FREQ=WEEKLY;UNTIL=20200101",
         "first_on: 14 January 2022 is not a day on which FREQ=WEEKLY;UNTIL=20200101 meets; give a "
         "first day that fits the rule"),
    ],
)  # fmt: skip
def test_rule_that_does_not_fit_its_first_day_is_refused(rule, problem):
    """A forum on the wrong Thursday invites 52 providers to an empty room."""
    told = refusal(Meetings, first_on=date(2022, 1, 14), rule=rule)
    assert told == f"meetings: {problem}"


def test_rule_that_cannot_be_read_names_itself():
    """The rule comes from a file that somebody typed."""
    told = refusal(Meetings, first_on=OPENED, rule="FREQ=WEEKLY;BYDAY=SOMEDAY")
    assert told.startswith("meetings: rule: 'FREQ=WEEKLY;BYDAY=SOMEDAY' cannot be read (")


def test_group_is_found_by_its_own_reference():
    """Panels, meetings and terms all name the group, not the record that it was formed."""
    formed = ReferenceGroupFormed(
        on=date(2022, 2, 4), reference="carers", group=GROUP, support=("training", "expenses")
    )
    assert formed.names("carers")
    assert refusal(ReferenceGroupFormed, on=date(2022, 2, 4), group=GROUP) == (
        "reference group of 4 February 2022: reference: meetings name the group by it, so "
        "give the record the group's own, 'carers'"
    )


def test_meeting_counts_people_and_names_nobody():
    """Who came is a private matter; in what capacity, and how many, is the public record."""
    meeting = EngagementMeeting(
        on=date(2022, 2, 11),
        group="carers",
        attended=(Attendance(constituency=Constituency.UNPAID_CARER, people=7),),
        themes=(TEAM,),
    )
    assert meeting.names("carers")
    assert meeting.attended[0].people == 7


@pytest.mark.parametrize(
    ("make", "parts", "problem"),
    [
        (Attendance, {"constituency": Constituency.OFFICER, "people": -1},
         "attendance: people: -1 is below the minimum of 0"),
        (EngagementMeeting,
         {"on": OPENED, "attended": (Attendance(constituency=Constituency.OFFICER, people=1),) * 2},
         "engagement meeting of 9 September 2016: attended: officer is listed twice; name each once"),
        (EngagementMeeting, {"on": OPENED, "themes": (TEAM, TEAM)},
         "engagement meeting of 9 September 2016: themes: team is listed twice; name each once"),
        (Theme, {"reference": "", "words": "x"}, "theme: reference: give the theme a reference"),
        (Theme, {"reference": "t", "words": "x", "count": -2},
         "theme: count: -2 is below the minimum of 0"),
        (ThemeAnswer, {"theme": "team", "taken_up": False, "because": ""},
         "theme answer: because: say what was done about team, or why nothing was"),
        (YouSaidWeDid,
         {"on": OPENED, "report": "r",
          "answers": (ThemeAnswer(theme="team", taken_up=True, because="done"),) * 2},
         '"you said, we did" answer of 9 September 2016: answers: team is listed twice; name each once'),
        (MarketEngagement, {"on": OPENED, "method": "forum", "invited": -1},
         "round of market engagement of 9 September 2016: invited: -1 is below the minimum of 0"),
        (MarketEngagement, {"on": OPENED, "method": "forum", "attended": -3},
         "round of market engagement of 9 September 2016: attended: -3 is below the minimum of 0"),
        (MarketEngagement, {"on": OPENED, "method": "forum", "themes": (TEAM, TEAM)},
         "round of market engagement of 9 September 2016: themes: team is listed twice; name each once"),
        (QuestionAnswered, {"question": "q1", "answered": -1},
         "question answered: answered: -1 is below the minimum of 0"),
        (QuestionAnswered, {"question": "q1", "answered": 5, "chosen": (("yes", 6),)},
         "question answered: chosen: 6 chose 'yes', but only 5 answered q1"),
        (ConsultationPart,
         {"reference": "A", "about": "x", "questions": (Question(reference="q", words="?"),) * 2},
         "consultation part: questions: q is listed twice; name each once"),
    ],
)  # fmt: skip
def test_impossible_counts_of_replies_are_refused(make, parts, problem):
    """Counts go into public reports; one that cannot be is found before it is printed."""
    assert refusal(make, **parts) == problem


def test_consultation_runs_for_a_period_and_may_leave_questions_open():
    """Lancashire asked in two parts from 9 September to 10 October 2016: 32 days, answer any."""
    asked = consultation(
        parts=(
            ConsultationPart(
                reference="A",
                about="the draft specification and KPIs",
                questions=(Question(reference="a1", words="What have we left out?"),),
            ),
            ConsultationPart(reference="B", about="the commissioning intentions"),
        )
    )
    assert asked.period.length == 32
    assert not asked.parts[0].questions[0].required


QUESTION = Question(reference="q", words="?")


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"reference": ""}, "reference: missing; the report on the consultation refers to it"),
        ({"audience": ()}, "audience: say who was consulted"),
        ({"on": date(2016, 9, 10)},
         "on: a consultation is dated the day it opens, 9 September 2016, not 10 September 2016"),
        ({"parts": (ConsultationPart(reference="A", about="x"),) * 2},
         "parts: A is listed twice; name each once"),
        ({"parts": (ConsultationPart(reference="A", about="x", questions=(QUESTION,)),
                    ConsultationPart(reference="B", about="y", questions=(QUESTION,)))},
         "questions: q is listed twice; name each once"),
    ],
)  # fmt: skip
def test_consultation_says_whom_it_asked_and_when(parts, problem):
    """Fairness is judged by these: who, how, and for how long."""
    day = "10" if "on" in parts else "9"
    told = refusal(consultation, **parts)
    assert told == f"consultation of {day} September 2016: {problem}"


def test_consultation_known_only_to_a_span_keeps_its_period():
    """Some papers say "in the autumn" and still give the last day for replies."""
    autumn = Window(
        words="autumn 2016",
        earliest=date(2016, 9, 1),
        latest=date(2016, 11, 30),
        precision=Precision.SEASON,
    )
    assert consultation(on=date(2016, 11, 30), within=autumn).period.ends_on == CLOSED


@pytest.mark.parametrize(
    ("parts", "rate"),
    [
        ({"invited": 200, "responded": 60}, Fraction(3, 10)),
        ({"invited": 7, "responded": 2}, Fraction(2, 7)),
        ({"stated_response_rate": "30"}, Fraction(3, 10)),
        ({"responded": 60}, None),
        ({"invited": 0, "responded": 0}, None),
        ({"invited": 200}, None),
        ({}, None),
    ],
)
def test_response_rate_is_exact_or_absent(parts, rate):
    """Leicester reported 30% and no counts; an open survey has no rate at all."""
    assert report(**parts).response_rate == rate


@given(st.integers(1, 3000), st.data())
def test_rate_printed_to_any_digit_agrees_with_its_counts(invited, data):
    """A paper prints 28.6% for 2 of 7: rounding is not a contradiction."""
    responded = data.draw(st.integers(0, invited))
    places = data.draw(st.integers(0, 3))
    counted = Decimal(responded * 100) / Decimal(invited)
    printed = counted.quantize(Decimal(1).scaleb(-places))
    made = report(invited=invited, responded=responded, stated_response_rate=printed)
    assert made.response_rate == Fraction(responded, invited)


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"invited": -1}, "invited: -1 is below the minimum of 0"),
        ({"responded": -1}, "responded: -1 is below the minimum of 0"),
        ({"invited": 10, "responded": 11}, "responded: 11 replied, but only 10 were invited"),
        ({"stated_response_rate": "101"},
         "stated_response_rate: 101 is not between 0 and 100 per cent"),
        ({"invited": 7, "responded": 2, "stated_response_rate": "30"},
         "stated_response_rate: 30 per cent is stated, but 2 of 7 is 28.6 per cent"),
        ({"answers": (QuestionAnswered(question="q", answered=1),) * 2},
         "answers: q is listed twice; name each once"),
        ({"themes": (TEAM, TEAM)}, "themes: team is listed twice; name each once"),
        ({"responded": 3, "answers": (QuestionAnswered(question="q", answered=4),)},
         "answers: 4 answered q, but only 3 replied"),
        ({"responded": 3, "themes": (TEAM,)}, "themes: 12 raised team, but only 3 replied"),
    ],
)  # fmt: skip
def test_report_whose_figures_disagree_is_refused(parts, problem):
    """A figure that cannot be right discredits the ones beside it."""
    assert refusal(report, **parts) == f"consultation report of 1 November 2016: {problem}"


def test_fewer_may_answer_a_question_than_replied():
    """People were told to answer only what is relevant to them."""
    made = report(
        invited=200,
        responded=60,
        answers=(QuestionAnswered(question="a1", answered=41, chosen=(("yes", 30), ("no", 11))),),
        themes=(TEAM, Theme(reference="pay", words="better pay")),
    )
    assert made.answers[0].answered < made.responded
