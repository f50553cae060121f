"""Twelve bidders and thirty questions on one sheet: verdicts, an assessment each, a shortlist and letters.

The workbook `selection_answers.xlsx` is one as a council keeps it: a cover, the questions with their rules,
and the answers that came in. The CSV file beside it holds the same on one sheet.

CONSTRUCTED: the questions, the bidders and their answers are made up.
"""

from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

from attrs import evolve

from commissioning import (
    BestOf,
    Cycle,
    Narrowing,
    PointsAtLeast,
    QuestionDecided,
    Route,
    SelectionAssessment,
    SelectionQuestionnaire,
    SelectionResponse,
    Shortlist,
)
from commissioning.errors import FormatError
from commissioning.evaluation.bids_judged import Narrowed, bid_held, narrowed
from commissioning.interchange.questionnaires import (
    QuestionnaireSheet,
    read_answers,
    read_questionnaire,
)
from commissioning.testing import Scenario, story

WORKBOOK = Path(__file__).with_name("selection_answers.xlsx")
SHEET = WORKBOOK.with_suffix(".csv")
NARROWING = Narrowing(steps=(PointsAtLeast(points=50, is_share=True), BestOf(most=5)))
# What the rules leave to a person, and what the panel decided on 9 March.
DECIDED = {
    "cedar": QuestionDecided(
        question="2.4", met=True, because="the arrangement ended and the accounts since are sound"
    ),
    "hazel": QuestionDecided(
        question="3.1", met=True, because="it delivers as much for two councils today"
    ),
    "maple": QuestionDecided(
        question="3.7", met=True, because="registered last autumn; references are good"
    ),
}


def read() -> QuestionnaireSheet:
    """The questions and answers of the workbook, or of the CSV file where no workbook can be read."""
    return read_questionnaire(WORKBOOK if find_spec("python_calamine") else SHEET)


def returned(sheet: QuestionnaireSheet) -> None:
    """Answers that come back with slips in them: every wrong cell is named, and what to write there."""
    try:
        read_answers("reference,elm\n3.5,hold\n3.8,perhaps\n3.99,yes\n", sheet.questions)
    except FormatError as wrong:
        print(f"{wrong}\n")


def begun(sheet: QuestionnaireSheet) -> Cycle:
    """A cycle up to the responses, with the questionnaire of the sheet."""
    bidders = tuple(sheet.answers)
    scenario = Scenario(route=Route.restricted(interviews=False), providers=bidders)
    *before, form = story(scenario, after=SelectionQuestionnaire).records
    cycle = Cycle.audit("Home care", before).cycle
    cycle = cycle.record(evolve(form, questions=sheet.questions, narrowing=(NARROWING,)))
    due = form.responses_due_by.day
    return cycle.record(
        *(
            SelectionResponse(on=due - timedelta(days=1), provider=name, answers=answers)
            for name, answers in sheet.answers.items()
        )
    )


def assessed(cycle: Cycle, bidder: str) -> Cycle:
    """The cycle with one assessment: as the rules propose, with what was decided where they leave it open."""
    decided = (DECIDED[bidder],) if bidder in DECIDED else ()
    on = cycle.expect(SelectionQuestionnaire).responses_due_by.passes_on
    held = bid_held(cycle.ledger, bidder)
    found = held.verdict(on, decided=decided)
    reasons = "; ".join(str(each) for each in found.questions if each.fails)
    return cycle.record(
        SelectionAssessment(
            on=on,
            provider=bidder,
            outcome=found.proposes,
            because=reasons,
            failed_questions=found.failed_questions,
            points=found.points,
            decided=decided,
        )
    )


def letter(bidder: str, cycle: Cycle, result: Narrowed) -> str:
    """The letter to one bidder: invited, or the reasons."""
    assessment = cycle.expect(SelectionAssessment, bidder)
    if bidder in result.invited:
        return f"Dear {bidder},\nyou are invited to tender, with {assessment.points} points.\n"
    if not assessment.outcome.passed:
        return f"Dear {bidder},\nyou did not pass selection:\n{assessment.because}\n"
    return (
        f"Dear {bidder},\nyou passed, with {assessment.points} points, and are not invited: "
        f"{result.because}.\n"
    )


def main() -> None:
    sheet = read()
    cycle = begun(sheet)
    print(f"{len(sheet.questions)} questions, {len(sheet.answers)} bidders\n")
    returned(sheet)
    for bidder in sheet.answers:
        print(f"{bidder}: {cycle.verdict(bidder).proposal}")
        cycle = assessed(cycle, bidder)
    print()
    print(cycle.verdict("cedar").explain())
    passed = [
        cycle.verdict(bidder)
        for bidder in sheet.answers
        if cycle.expect(SelectionAssessment, bidder).outcome.passed
    ]
    result = narrowed(passed, NARROWING)
    cycle = cycle.record(Shortlist(on=cycle.last_on, invited=result.invited))
    print(f"\nInvited: {', '.join(result.invited)}\nbecause {result.because}")
    letters = Path("letters")
    letters.mkdir(exist_ok=True)
    for bidder in sheet.answers:
        text = letter(bidder, cycle, result)
        (letters / f"{bidder}.txt").write_text(text, encoding="utf-8")
    print("\n" + (letters / "elm.txt").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
