"""1,000 bidders by 60 questions judged by their rules, and how the time grows with the bidders.

Run by hand:

    python tests/benchmarks/bench_answers.py

Each bidder answers 60 questions: 20 of yes or no, 10 of options with points, 10 figures, 10 that are asked
only after a yes, and 10 about means over years. The answers are records in memory; every verdict is made
anew. The best of three rounds is kept for each size.
"""

from __future__ import annotations

import gc
from datetime import date
from random import Random
from time import perf_counter

from commissioning.evaluation.answers import verdict
from commissioning.evaluation.verdicts import SelectionVerdict
from commissioning.records.answer_rules import (
    AtLeast,
    BidFacts,
    LotValue,
    PassIfIn,
    PointsRow,
    PointsTable,
)
from commissioning.records.answers import (
    Answer,
    AnswerValue,
    Chosen,
    FigureGiven,
    YearAmount,
    Yearly,
    YesNo,
)
from commissioning.records.means_rules import TimesValue, YearsTaken
from commissioning.records.questions import (
    AnswerKind,
    AnswerOption,
    AskedIf,
    BidQuestion,
    QuestionKind,
)
from commissioning.records.selection import SelectionQuestionnaire, SelectionResponse
from commissioning.values.money import pounds

SIZES, ROUNDS = (125, 250, 500, 1_000), 3
DAY = date(2026, 1, 20)
FACTS = BidFacts(on=DAY, lots=(LotValue(lot="N1", year=pounds(3_000_000)),))
OPTIONS = tuple(AnswerOption(reference=name, words=name) for name in "abcd")
YES = PassIfIn(values=("yes",))
POINTS = PointsTable(rows=tuple(PointsRow(option=name, points=n) for n, name in enumerate("abcd")))
MEAN = TimesValue(years=YearsTaken.MEAN, count=2)


def questions() -> tuple[BidQuestion, ...]:
    """Sixty questions of five kinds."""
    made = []
    for n in range(10):
        yes = {"asks_for": AnswerKind.YES_NO, "rule": YES, "words": "?"}
        made += [
            BidQuestion(reference=f"y{n}", **yes),
            BidQuestion(reference=f"z{n}", **yes),
            BidQuestion(reference=f"f{n}", asked_if=(AskedIf(question=f"y{n}", is_in=("yes",)),), **yes),
            BidQuestion(reference=f"o{n}", words="?", asks_for=AnswerKind.OPTION, options=OPTIONS,
                        rule=POINTS, kind=QuestionKind.SCORED, most_points=3),
            BidQuestion(reference=f"n{n}", words="?", asks_for=AnswerKind.FIGURE, rule=AtLeast(figure=90)),
            BidQuestion(reference=f"m{n}", words="?", asks_for=AnswerKind.YEARLY, rule=MEAN),
        ]  # fmt: skip
    return tuple(made)


def answered(kind: str, random: Random) -> AnswerValue:
    """An answer to a question of a kind."""
    if kind in "yzf":
        return YesNo(yes=random.random() < 0.99)
    if kind == "o":
        return Chosen(options=(random.choice("abcd"),))
    if kind == "n":
        return FigureGiven(value=random.randint(89, 100))
    amounts = (pounds(random.randint(2_000_000, 5_000_000)) for _ in range(2))
    ends = (date(2024, 3, 31), date(2025, 3, 31))
    return Yearly(
        years=tuple(YearAmount(ends_on=end, money=m) for end, m in zip(ends, amounts, strict=True))
    )


def responses(asked: tuple[BidQuestion, ...], bidders: int) -> list[SelectionResponse]:
    """The responses of so many bidders."""
    random = Random(2026)
    return [
        SelectionResponse(
            on=DAY,
            provider=f"bidder-{number}",
            answers=tuple(
                Answer(question=q.reference, value=answered(q.reference[0], random)) for q in asked
            ),
        )
        for number in range(bidders)
    ]


def judged(form: SelectionQuestionnaire, held: list[SelectionResponse]) -> list[SelectionVerdict]:
    """The verdict on each."""
    return [verdict(form, each, FACTS) for each in held]


def main() -> None:
    """Print the best time for each size, and the time for one bidder."""
    asked = questions()
    form = SelectionQuestionnaire(on=DAY, questions=asked)
    every = responses(asked, max(SIZES))
    for size in SIZES:
        best = float("inf")
        for _ in range(ROUNDS):
            gc.collect()
            begun = perf_counter()
            found = judged(form, every[:size])
            outcomes = [each.proposes for each in found]
            best = min(best, perf_counter() - begun)
        failed = sum(outcome is not None and not outcome.passed for outcome in outcomes)
        each = best / size * 1_000
        print(
            f"{size:>5} bidders x {len(asked)}: {best:.2f} s, {each:.2f} ms a bidder, {failed} fail"
        )


if __name__ == "__main__":
    main()
