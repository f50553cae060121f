"""A challenge, from the first letter to its end."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from commissioning.dates.windows import Window
from commissioning.interchange import dump_record, load_record
from commissioning.records.challenge import (
    Advice,
    Challenge,
    ChallengeKind,
    ChallengeOutcome,
    ChallengePoint,
    ChallengeResolved,
    ClaimIssued,
    Costs,
    JudgmentGiven,
    JudgmentStage,
    PanelAdvice,
    PointDecided,
    PointOutcome,
    Remedy,
    RemedyKind,
    SuspensionDecided,
    SuspensionOutcome,
)
from commissioning.records.days import DayWithin
from commissioning.stages import Stage
from commissioning.values.money import pounds

DAY = date(2023, 6, 12)
BEFORE, AFTER = date(2023, 6, 11), date(2023, 6, 13)
P1 = ChallengePoint(reference="P1", words="the mark for quality", criterion="quality")
UPHELD = PointDecided(
    point="P1", outcome=PointOutcome.UPHELD, mark_should_be="4", because="read wrongly"
)
LETTER: dict[str, Any] = {"reference": "X", "about_what": "the marks"}

CASES = [
    (Challenge, {**LETTER, "provider": "birch"}, ()),
    (Challenge, {**LETTER, "took_part": False}, ()),
    (Challenge, {**LETTER, "kind": ChallengeKind.PRE_ACTION_LETTER, "knew_on": DAY, "answer_due": DAY,
                 "points": (P1,)}, ()),
    (Challenge, {"provider": "birch", "about_what": ""},
     ("reference: missing; the resolution of the challenge refers to it",
      "about_what: say what is challenged")),
    (Challenge, {**LETTER, "knew_on": AFTER}, ("knew_on: 13 June 2023 is after the challenge",)),
    (Challenge, {**LETTER, "answer_due": BEFORE},
     ("answer_due: 11 June 2023 is before the challenge",)),
    # Known to June 2023, it may be of the 1st: an answer due on the 11th can be recorded.
    (Challenge, {**LETTER, "on": date(2023, 6, 30), "within": Window.parse("June 2023"),
                 "answer_due": BEFORE}, ()),
    (Challenge, {**LETTER, "on": date(2023, 6, 30), "within": Window.parse("June 2023"),
                 "answer_due": date(2023, 5, 31)}, ("answer_due: 31 May 2023 is before the challenge",)),
    (Challenge, {**LETTER, "knew_on": AFTER, "days_within": (
        DayWithin(field="knew_on", within=Window.parse("1 to 13 June 2023")),)}, ()),
    (Challenge, {**LETTER, "points": (P1, P1)}, ("points: P1 is listed twice; name each once",)),
    (ClaimIssued, {"challenge": "X", "issued_on": DAY, "points": (P1,)}, ()),
    (ClaimIssued, {"challenge": ""}, ("challenge: say which challenge the claim takes to court",)),
    (ClaimIssued, {"challenge": "X", "issued_on": AFTER},
     ("issued_on: 13 June 2023 is after the day the claim became known",)),
    (ClaimIssued, {"challenge": "X", "points": (P1, P1)},
     ("points: P1 is listed twice; name each once",)),
    (SuspensionDecided, {"challenge": "X", "how": SuspensionOutcome.KEPT, "applied_on": DAY}, ()),
    (SuspensionDecided, {"challenge": "", "how": SuspensionOutcome.KEPT},
     ("challenge: say which challenge suspended the signature",)),
    (SuspensionDecided, {"challenge": "X", "how": SuspensionOutcome.LIFTED, "applied_on": AFTER},
     ("applied_on: 13 June 2023 is after the decision",)),
    (JudgmentGiven, {"challenge": "X", "stage": JudgmentStage.LIABILITY, "points": (UPHELD,)}, ()),
    (JudgmentGiven, {"challenge": "", "stage": JudgmentStage.LIABILITY},
     ("challenge: say which challenge the judgment is about",)),
    (JudgmentGiven, {"challenge": "X", "stage": JudgmentStage.APPEAL, "points": (UPHELD, UPHELD)},
     ("points: P1 is listed twice; name each once",)),
    (PanelAdvice, {"challenge": "X"}, ()),
    (PanelAdvice, {"challenge": "X", "accepted": False, "advises": Advice.NOTHING}, ()),
    (PanelAdvice, {"challenge": "X", "advises": Advice.RETURN_TO, "return_to": Stage.EVALUATION}, ()),
    (PanelAdvice, {"challenge": ""}, ("challenge: say which request the panel answers",)),
    (PanelAdvice, {"challenge": "X", "advises": Advice.RETURN_TO},
     ("return_to: give it with the advice to return to a stage, and with no other",)),
    (PanelAdvice, {"challenge": "X", "accepted": False, "advises": Advice.GO_AHEAD},
     ("advises: the panel did not accept the request; leave out its advice",)),
    (PanelAdvice, {"challenge": "X", "points": (UPHELD, UPHELD)},
     ("points: P1 is listed twice; name each once",)),
    (ChallengeResolved, {"challenge": "X", "outcome": ChallengeOutcome.TIME_BARRED}, ()),
    (ChallengeResolved, {"challenge": "", "outcome": ChallengeOutcome.SETTLED},
     ("challenge: say which challenge is resolved",)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parts", "problems"), CASES)
def test_step_of_a_challenge_with_a_slip_is_refused_in_words(problems_of, kind, parts, problems):
    """A claim is told from letters and orders; each slip in copying one is a day or a name."""
    assert problems_of(lambda: kind(**{"on": DAY, **parts})) == problems


PARTS = [
    (ChallengePoint, {"reference": "", "words": ""},
     ("reference: missing; the judgment refers to it", "words: say what is said to be wrong")),
    (PointDecided, {"point": "", "outcome": PointOutcome.UPHELD}, ("point: say which point is decided",)),
    (PointDecided, {"point": "P1", "outcome": PointOutcome.DISMISSED, "mark_should_be": Decimal(4)},
     ("mark_should_be: only a point that is upheld changes a mark",)),
    (Remedy, {"kind": RemedyKind.DAMAGES, "money": pounds(0)}, ()),
    (Remedy, {"kind": RemedyKind.REDO_FROM, "redo_from": Stage.ITT}, ()),
    (Remedy, {"kind": RemedyKind.REDO_FROM},
     ("redo_from: give it where the procurement is done again, and for no other remedy",)),
    (Remedy, {"kind": RemedyKind.SET_ASIDE, "money": pounds(5)},
     ("money: only damages and a penalty are sums of money",)),
    (Remedy, {"kind": RemedyKind.FINE, "money": pounds(-5)},
     ("money: -£5 is below the minimum of 0",)),
    (Costs, {"payer": ""}, ("payer: say who pays",)),
    (Costs, {"payer": "the council", "money": pounds(90_000)}, ()),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "parts", "problems"), PARTS)
def test_part_of_a_judgment_says_what_it_may(problems_of, kind, parts, problems):
    """Nil damages is an outcome and no damages stated is another; a set-aside is no sum at all."""
    assert problems_of(lambda: kind(**parts)) == problems


@pytest.mark.parametrize(
    ("how", "holds"),
    [
        (SuspensionOutcome.LIFTED, False),
        (SuspensionOutcome.LIFTED_BY_CONSENT, False),
        (SuspensionOutcome.FELL_AWAY, False),
        (SuspensionOutcome.KEPT, True),
        (SuspensionOutcome.KEPT_BY_UNDERTAKING, True),
    ],
)
def test_suspension_that_is_kept_goes_on_holding(how: SuspensionOutcome, holds: bool):
    """An application to lift that is refused leaves the contract unsigned."""
    assert how.holds is holds


@pytest.mark.parametrize(
    ("provider", "words"), [("birch", "birch"), (None, "a challenger whose name is not stated")]
)
def test_challenger_without_a_name_is_still_spoken_of(provider: str | None, words: str):
    """Council papers often say that a bidder objected and not which."""
    assert Challenge(on=DAY, provider=provider, **LETTER).challenger == words


def test_challenge_of_an_older_file_loads_with_its_claim():
    """Registers written before a claim had a record of its own must go on opening."""
    old = (
        '{"type": "challenge", "on": "2023-06-12", "provider": "birch", "about_what": "the marks", '
        '"claim_issued": true, "reference": "X"}'
    )
    challenge = load_record(old)
    assert challenge == Challenge(on=DAY, provider="birch", claim_issued=True, **LETTER)
    assert load_record(dump_record(challenge)) == challenge
