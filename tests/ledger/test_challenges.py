"""The course of a challenge: what has come of it by a day."""

from datetime import date

import pytest

from commissioning.ledger.challenges import Course, courses
from commissioning.ledger.ledger import Ledger
from commissioning.records.challenge import (
    Advice,
    Challenge,
    ChallengeKind,
    ChallengeOutcome,
    ChallengePoint,
    ChallengeResolved,
    ClaimIssued,
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
from commissioning.records.ending import Abandonment
from commissioning.records.record import Record
from commissioning.stages import LINE, During, Ends, Stage

FIRST = date(2023, 6, 1)
POINTS = (
    ChallengePoint(reference="P1", words="a mark"),
    ChallengePoint(reference="P2", words="a step"),
)
UPHELD, DISMISSED = PointOutcome.UPHELD, PointOutcome.DISMISSED
LIABILITY, REMEDY, APPEAL = JudgmentStage.LIABILITY, JudgmentStage.REMEDY, JudgmentStage.APPEAL


def course(*steps: Record, on: date = date(2024, 12, 31)) -> Course:
    """Challenge X of 1 June 2023 with these steps, as far as it had come by a day."""
    ledger = Ledger()
    letter = Challenge(
        on=FIRST, reference="X", provider="Oak", about_what="the marks", points=POINTS
    )
    for record in (letter, *steps):
        ends = isinstance(record, Abandonment)
        placement = (
            Ends(Stage.ABANDONED, until=Stage.AWARD) if ends else During(LINE, survives=True)
        )
        ledger.add(record, placement)
    (found,) = courses(ledger, on)
    return found


def judgment(
    month: int, stage: JudgmentStage, *remedies: RemedyKind, **points: PointOutcome
) -> Record:
    return JudgmentGiven(
        on=date(2024, month, 1), challenge="X", stage=stage,
        points=tuple(PointDecided(point=point, outcome=outcome) for point, outcome in points.items()),
        remedies=tuple(Remedy(kind=kind) for kind in remedies),
    )  # fmt: skip


def ends(month: int, outcome: ChallengeOutcome) -> Record:
    return ChallengeResolved(on=date(2024, month, 1), challenge="X", outcome=outcome)


LOST = judgment(2, LIABILITY, P1=DISMISSED, P2=DISMISSED)
WON = judgment(2, LIABILITY, P1=UPHELD, P2=DISMISSED)
SET_ASIDE = judgment(3, REMEDY, RemedyKind.SET_ASIDE)
STEPS: list[tuple[str, tuple[Record, ...], int | None, bool]] = [
    # what happened, the month of 2024 since which it is upheld, and whether it is over
    ("nothing yet", (), None, False),
    ("lost", (LOST,), None, True),
    ("won", (WON,), 2, False),
    ("won, then set aside", (WON, SET_ASIDE), 2, True),
    ("won, but only damages", (WON, judgment(3, REMEDY, RemedyKind.DAMAGES)), None, True),
    ("set aside, then lost on appeal", (WON, SET_ASIDE, judgment(5, APPEAL, P1=DISMISSED)), None, True),
    ("set aside, and upheld on appeal", (WON, SET_ASIDE, judgment(5, APPEAL, P1=UPHELD)), 2, False),
    ("lost, then won on appeal", (LOST, judgment(5, APPEAL, P1=UPHELD)), 5, False),
    ("won, then settled", (WON, ends(4, ChallengeOutcome.SETTLED)), None, True),
    ("upheld twice in words", (WON, ends(4, ChallengeOutcome.UPHELD)), 2, True),
    ("upheld with damages only", (judgment(2, LIABILITY, RemedyKind.DAMAGES, P1=UPHELD),
        ends(4, ChallengeOutcome.UPHELD)), None, True),
    ("won on one point, then on another", (judgment(2, LIABILITY, P1=UPHELD),
        judgment(4, LIABILITY, P2=UPHELD)), 4, False),
    ("damages, then a ruling on costs", (judgment(2, LIABILITY, RemedyKind.DAMAGES, P1=UPHELD),
        judgment(4, REMEDY)), None, True),
    ("damages, and upheld on appeal", (judgment(2, LIABILITY, RemedyKind.DAMAGES, P1=UPHELD),
        judgment(5, APPEAL, P1=UPHELD)), None, False),
    ("set aside without a point, then costs", (SET_ASIDE, judgment(4, REMEDY)), 3, True),
    ("answered, then upheld in court", (ends(1, ChallengeOutcome.DISMISSED), WON), 2, False),
    ("a panel after the answer", (ends(1, ChallengeOutcome.DISMISSED),
        PanelAdvice(on=date(2024, 2, 1), challenge="X")), None, False),
    ("lifted", (SuspensionDecided(on=date(2024, 1, 2), challenge="X", how=SuspensionOutcome.LIFTED),),
        None, False),
    ("struck out in part", (judgment(2, JudgmentStage.STRIKE_OUT, P1=DISMISSED),), None, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "since", "over"), [row[1:] for row in STEPS], ids=[s[0] for s in STEPS]
)
def test_course_of_a_challenge_is_read_from_its_steps(
    steps: tuple[Record, ...], since: int | None, over: bool
):
    """Later decisions stand over earlier ones, and money alone undoes nothing."""
    read = course(*steps)

    assert (read.upheld.since.month if read.upheld else None) == since
    assert read.over is over


def test_answer_after_the_advice_of_a_panel_ends_the_wait():
    """The panel advises to begin anew, the council gives its reasons not to: no one waits for more."""
    advice = PanelAdvice(on=date(2024, 1, 1), challenge="X", advises=Advice.ABANDON)
    assert course(advice).unanswered
    assert not course(advice, ends(2, ChallengeOutcome.DISMISSED)).unanswered


def test_answer_to_a_letter_does_not_end_the_claim_of_the_same_day():
    """The letter is refused in the morning and the claim comes in the afternoon."""
    claim = ClaimIssued(on=date(2024, 1, 1), challenge="X")
    assert course(claim, ends(1, ChallengeOutcome.DISMISSED)).open_claims == (claim,)
    assert course(claim, ends(2, ChallengeOutcome.DISMISSED)).open_claims == ()


def test_claim_that_a_letter_states_is_read_as_a_claim_of_its_day():
    """Files from before a claim had a record of its own hold the signature as they did."""
    ledger = Ledger()
    stated = Challenge(on=FIRST, reference="X", about_what="the marks", claim_issued=True)
    lifted = ChallengeResolved(
        on=FIRST, challenge="X", outcome=ChallengeOutcome.SUSPENSION_LIFTED, because="damages do"
    )
    for record in (stated, lifted):
        ledger.add(record, During(LINE, survives=True))
    (read,) = courses(ledger, FIRST)

    assert [step.on for step in read.claims] == [FIRST]
    assert read.steps[-1] == SuspensionDecided(
        on=FIRST, challenge="X", how=SuspensionOutcome.LIFTED, because="damages do"
    )
    assert (read.open_claims, read.answers, read.over) == ((), (), False)


def test_abandonment_that_names_the_judgment_meets_it():
    """Stopping is an answer too, if it comes after the judgment and says what it answers."""
    won = JudgmentGiven(
        on=date(2024, 2, 1), reference="J", challenge="X", stage=LIABILITY,
        points=(PointDecided(point="P1", outcome=UPHELD),),
    )  # fmt: skip
    stop = Abandonment(on=date(2024, 2, 1), because="the judgment", because_of="J")
    early = Abandonment(on=date(2024, 1, 31), because="the claim", because_of="X")
    assert course(won).unmet is not None
    assert course(won, stop).unmet is None
    assert course(won, early).unmet is not None
    assert course(won, stop, on=date(2024, 1, 31)).unmet is None


def test_challenge_is_described_by_the_furthest_form_it_took():
    """A letter, then a claim: the claim is what everybody calls it."""
    letter = Challenge(
        on=FIRST,
        reference="X",
        provider="Oak",
        about_what="x",
        kind=ChallengeKind.PRE_ACTION_LETTER,
    )
    ledger = Ledger()
    ledger.add(letter, During(LINE, survives=True))
    (held,) = courses(ledger, FIRST)
    assert held.described() == "pre-action letter of Oak of 1 June 2023"
    assert course().described() == "challenge of Oak of 1 June 2023"
    claim = ClaimIssued(on=date(2024, 1, 1), challenge="X")
    assert course(claim).described() == "claim of Oak of 1 January 2024"


def unheld(*steps: Record) -> Course:
    """A course of which no challenge is held, only these steps."""
    ledger = Ledger()
    for step in steps:
        ledger.add(step, During(LINE, survives=True))
    (found,) = courses(ledger, date(2024, 12, 31))
    return found


def test_judgment_on_points_that_no_paper_raised_dismisses_what_it_dismisses():
    """Where the claim is not held, the judgment alone says which points there were."""
    assert not unheld(judgment(2, LIABILITY, P1=UPHELD)).over
    assert unheld(judgment(2, LIABILITY, P1=DISMISSED)).over


def test_judgment_that_decides_no_point_ends_no_claim():
    """A claim without points and a judgment without points leave everything open."""
    assert not unheld(ClaimIssued(on=FIRST, challenge="X"), judgment(2, LIABILITY)).over


def test_suspension_that_is_lifted_frees_the_signature_from_every_claim_before():
    """A decision names the challenge; a claim that comes after it suspends again."""
    first, second, third = (ClaimIssued(on=date(2024, n, 2), challenge="X") for n in (1, 2, 4))
    lifted = SuspensionDecided(on=date(2024, 3, 1), challenge="X", how=SuspensionOutcome.LIFTED)
    assert course(first, second, lifted).open_claims == ()
    assert course(first, second, lifted, third).open_claims == (third,)
