"""Engagement with people and the market: groups, meetings, consultations and their findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import field

from commissioning.dates.periods import Period
from commissioning.dates.windows import first_day, recurring_days
from commissioning.errors import written
from commissioning.records.parties import Constituency, ReferenceGroup
from commissioning.records.record import RECORD, Record
from commissioning.values.checking import Checked, FromZero, PerCent, Worded, asks, exact_or_none
from commissioning.values.frozen import frozen
from commissioning.values.text import repeated


@frozen(kw_only=True)
class Meetings(Checked):
    """When a group meets: the first day, and the rule by which the others follow."""

    first_on: date
    rule: str
    """RFC 5545, without a start: "FREQ=WEEKLY" or "FREQ=MONTHLY;BYDAY=2TH"."""

    def problems(self) -> Iterator[str]:
        unfit = next(_unfit_parts(self.rule), None)
        if unfit is not None:
            yield f"rule: {self.rule!r} {unfit}; write one such as FREQ=MONTHLY;BYDAY=2TH"
            return
        try:
            first = first_day(self.rule, self.first_on)
        except (ValueError, TypeError) as reason:
            yield f"rule: {self.rule!r} cannot be read ({reason})"
            return
        if first != self.first_on:
            yield (
                f"first_on: {written(self.first_on)} is not a day on which {self.rule} meets; "
                "give a first day that fits the rule"
            )

    def during(self, period: Period) -> tuple[date, ...]:
        """The days of meeting that fall in a period, in order."""
        return tuple(recurring_days(self.rule, self.first_on, period))


_PARTS: Final = frozenset(
    {"FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST", "COUNT", "UNTIL"}
)


def _unfit_parts(rule: str) -> Iterator[str]:
    """The parts of a rule that are not about days: hours and seconds, or steps that never move on."""
    parts = {name: value for name, _, value in (part.partition("=") for part in rule.split(";"))}
    if parts.get("FREQ") not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
        yield "does not say FREQ=DAILY, WEEKLY, MONTHLY or YEARLY"
    for name in sorted(set(parts) - _PARTS):
        yield f"has the part {name}, which meetings on days do not have"
    interval = parts.get("INTERVAL", "1")
    if not (interval.isascii() and interval.isdigit() and int(interval)):
        yield f"has the interval {interval}, which is not 1 or more"


@frozen(kw_only=True)
class ReferenceGroupFormed(Record, called="reference group"):
    """A group that advises on the service was set up, such as a carers' reference group."""

    group: ReferenceGroup
    recruitment: str = ""
    support: tuple[str, ...] = ()
    """Support given to members so that they can take part: training, expenses, an interpreter."""
    supported_by: str = ""
    """The reference of the body that supports the members."""
    meetings: Meetings | None = None
    responsible_for: tuple[str, ...] = ()
    """The group's task: "the specification focuses on person-centred outcomes"."""

    def problems(self) -> Iterator[str]:
        if self.reference != self.group.reference:
            yield (
                "reference: meetings name the group by it, so give the record the group's own, "
                f"{self.group.reference!r}"
            )


@frozen(kw_only=True)
class Attendance(Checked):
    """The number of people who came in one capacity. Numbers only, never names."""

    constituency: Constituency
    people: FromZero[int]


@frozen(kw_only=True)
class Theme(Worded):
    """One thing that people said, coded from their own words."""

    count: FromZero[int] | None = None
    """The number of people who raised it; None if the report gives no count."""
    parts: tuple[str, ...] = ()
    """The parts or questions of the consultation it was raised under."""


@frozen(kw_only=True)
class EngagementMeeting(Record):
    """A meeting at which people with lived experience, carers or partners shaped the service."""

    group: str = field(default="", metadata=RECORD | {"called": "reference group"})
    """The reference of the reference group that met; empty for an open meeting."""
    attended: tuple[Attendance, ...] = ()
    matters: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    """The themes raised, from which the golden thread may start as it does from a survey."""

    distinct = ("themes", "attended.constituency")


@frozen(kw_only=True)
class Question(Checked):
    """One question put to the people consulted."""

    reference: str
    words: str
    required: bool = False
    """Whether it had to be answered; usually people may answer some and leave others."""


@frozen(kw_only=True)
class ConsultationPart(Checked):
    """One part of a consultation, about one matter."""

    reference: str
    about: str
    """The subject of the part: "the draft service specification and KPIs"."""
    questions: tuple[Question, ...] = ()
    """The questions, where the source prints them."""

    distinct = ("questions",)


@frozen(kw_only=True)
class Consultation(Record):
    """A proposal was put to people for their views. Dated the day it opened."""

    method: str
    """"online questionnaire", "postal survey", "drop-in sessions"."""
    audience: tuple[str, ...]
    """The people asked: "providers", "people who use the service"."""
    title: str = ""
    parts: tuple[ConsultationPart, ...] = ()
    period: Period | None = None
    """From the day it opened to the last day for a reply; None where the source does not say."""
    reasons: str = ""
    """The proposal and its reasons as published, so that people could judge it."""
    replies_by: str = ""
    """The words for the last day: "no later than 10 October 2016"."""
    area: str = ""
    run_by: str = ""

    never_empty = asks(
        reference="missing; the report on the consultation refers to it",
        audience="say who was consulted",
    )
    distinct = ("parts",)

    def problems(self) -> Iterator[str]:
        if self.period and not self.within and self.on != self.period.starts_on:
            yield (
                f"on: a consultation is dated the day it opens, {written(self.period.starts_on)}, "
                f"not {written(self.on)}"
            )
        yield from repeated(
            "questions", (q.reference for part in self.parts for q in part.questions)
        )


@frozen(kw_only=True)
class QuestionAnswered(Checked):
    """The number of answers to one question, which may be fewer than the replies."""

    question: str
    answered: FromZero[int]
    chosen: tuple[tuple[str, int], ...] = ()
    """For a question with set answers, how many chose each."""

    def problems(self) -> Iterator[str]:
        for answer, people in self.chosen:
            if not 0 <= people <= self.answered:
                yield f"chosen: {people} chose {answer!r}, but only {self.answered} answered {self.question}"


@frozen(kw_only=True)
class ConsultationReport(Record):
    """The outcome of a consultation: the number of replies, and the themes in them."""

    consultation: str = field(metadata=RECORD | {"called": "consultation"})
    invited: FromZero[int] | None = None
    """The number of people asked; None for an open consultation, or if the source does not say."""
    responded: FromZero[int] | None = None
    stated_response_rate: PerCent | None = field(default=None, converter=exact_or_none)
    """The rate in per cent as a paper states it, where it gives no counts or rounds them."""
    answers: tuple[QuestionAnswered, ...] = ()
    themes: tuple[Theme, ...] = ()

    distinct = ("themes", "answers.question")

    def problems(self) -> Iterator[str]:
        if (
            self.invited is not None
            and self.responded is not None
            and (self.responded > self.invited >= 0)
        ):
            yield f"responded: {self.responded} replied, but only {self.invited} were invited"
        yield from self._rate_problems()
        if self.responded is not None:
            yield from self._count_problems(self.responded)

    def _rate_problems(self) -> Iterator[str]:
        stated = self.stated_response_rate
        if stated is not None and self.invited and self.responded is not None:
            # A rate is printed rounded: half a unit of its last digit either way is the same rate.
            half = Fraction(Decimal(1).scaleb(int(stated.as_tuple().exponent))) / 2
            counted = Fraction(self.responded, self.invited) * 100
            if abs(counted - Fraction(stated)) > half:
                tenths = round(counted * 10)
                yield (
                    f"stated_response_rate: {stated} per cent is stated, but {self.responded} of "
                    f"{self.invited} is {tenths // 10}.{tenths % 10} per cent"
                )

    def _count_problems(self, responded: int) -> Iterator[str]:
        for answer in self.answers:
            if answer.answered > responded:
                yield f"answers: {answer.answered} answered {answer.question}, but only {responded} replied"
        for theme in self.themes:
            if theme.count is not None and theme.count > responded:
                yield f"themes: {theme.count} raised {theme.reference}, but only {responded} replied"

    @property
    def response_rate(self) -> Fraction | None:
        """The share of those invited who replied, exact from the counts or as stated; None if neither."""
        if self.invited and self.responded is not None:
            return Fraction(self.responded, self.invited)
        if self.stated_response_rate is not None:
            return Fraction(self.stated_response_rate) / 100
        return None


@frozen(kw_only=True)
class ThemeAnswer(Checked):
    """The authority's answer to one theme, with its reason."""

    theme: str
    taken_up: bool
    because: str
    """The action taken or, if there is none, the reason that people are owed."""

    never_empty = asks(because="say what was done about {self.theme}, or why nothing was")


@frozen(kw_only=True)
class YouSaidWeDid(Record, called='"you said, we did" answer'):
    """The authority's answer to what people said, theme by theme."""

    report: str = field(metadata=RECORD | {"called": "consultation report"})
    """The reference of the consultation report it answers; themes of meetings may be answered with it."""
    answers: tuple[ThemeAnswer, ...]

    distinct = ("answers.theme",)


@frozen(kw_only=True)
class MarketEngagement(Record, called="round of market engagement"):
    """Providers were talked to before the competition: a forum, an event, a soft market test."""

    method: str | None = None
    """"monthly virtual forum", "soft market test", "one-to-one meetings"."""
    invited: FromZero[int] | None = None
    attended: FromZero[int] | None = None
    meetings: Meetings | None = None
    """For a forum that goes on meeting."""
    period: Period | None = None
    shared: tuple[str, ...] = ()
    """The material given to all of them, so that none had an advantage."""
    themes: tuple[Theme, ...] = ()

    distinct = ("themes",)
    asked_for = asks(method="how providers were engaged")
