"""The usual length of each step of a plan, in the working days of a council."""

from __future__ import annotations

from typing import Final

from commissioning.values.frozen import frozen


@frozen
class UsualLength:
    """The length of one step in working days, and the practice it rests on."""

    tag: str
    days: int
    because: str


USUAL: Final = (
    UsualLength("needs-assessment", 40, "eight weeks to gather and agree the needs"),
    UsualLength("market-engagement", 30, "six weeks of talks with providers"),
    UsualLength("specification", 30, "six weeks to write and consult on the specification"),
    UsualLength("ssq", 1, "the day the selection questionnaire is issued"),
    UsualLength("selection-response", 20, "four weeks to answer"),
    UsualLength("selection-assessment", 15, "three weeks to assess the responses"),
    UsualLength("shortlist", 1, "the day the shortlist is agreed"),
    UsualLength("itt", 1, "the day the invitation is issued"),
    UsualLength("tender", 25, "five weeks to tender"),
    UsualLength("provider-assessment", 15, "three weeks to assess the providers"),
    UsualLength("tender-opening", 1, "the working day after the deadline"),
    UsualLength("score-sheet", 15, "three weeks for each panellist to mark alone"),
    UsualLength("moderation", 3, "three days of moderation"),
    UsualLength("interview-invitation", 1, "the day the invitations go out"),
    UsualLength("interview", 5, "one week of interviews"),
    UsualLength("award-recommendation", 10, "two weeks to write and clear the report"),
    UsualLength("intention-to-award", 1, "the letters go out to all bidders on one day"),
    UsualLength("contract-signed", 5, "a week for signing and sealing"),
    UsualLength("mobilisation-plan", 60, "twelve weeks of mobilisation"),
    UsualLength("go-live", 1, "the first day of the service"),
)
"""A council's usual lengths. They are practice, not law; give your own as `durations`."""
USUAL_LENGTHS: Final = {usual.tag: usual for usual in USUAL}
