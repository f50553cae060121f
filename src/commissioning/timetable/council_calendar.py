"""How a council moves: when its cabinet meets, how long papers lie open, how long work usually takes."""

from __future__ import annotations

from typing import Final

from commissioning.values.frozen import frozen


@frozen
class Usual:
    """How long one step usually takes, in working days, and what that rests on."""

    tag: str
    days: int
    because: str


USUAL: Final = (
    Usual("needs-assessment", 40, "eight weeks to gather and agree the needs"),
    Usual("market-engagement", 30, "six weeks of talks with providers"),
    Usual("specification", 30, "six weeks to write and consult on the specification"),
    Usual("ssq", 1, "the day the selection questionnaire is issued"),
    Usual("selection-response", 20, "four weeks to answer"),
    Usual("selection-assessment", 15, "three weeks to assess the responses"),
    Usual("shortlist", 1, "the day the shortlist is agreed"),
    Usual("itt", 1, "the day the invitation is issued"),
    Usual("tender", 25, "five weeks to tender"),
    Usual("provider-assessment", 15, "three weeks to assess the providers"),
    Usual("tender-opening", 1, "the working day after the deadline"),
    Usual("score-sheet", 15, "three weeks for each panellist to mark alone"),
    Usual("moderation", 3, "three days of moderation"),
    Usual("interview-invitation", 1, "the day the invitations go out"),
    Usual("interview", 5, "one week of interviews"),
    Usual("award-recommendation", 10, "two weeks to write and clear the report"),
    Usual("intention-to-award", 1, "the letters go out to all bidders on one day"),
    Usual("contract-signed", 5, "a week for signing and sealing"),
    Usual("mobilisation-plan", 60, "twelve weeks of mobilisation"),
    Usual("go-live", 1, "the first day of the service"),
)
"""A council's usual times. They are practice and not law; give your own where you know better."""
