"""Bad input gets one clear error that names every problem, and the cycle that was there is untouched."""

# ruff: noqa: E501 (messages are asserted in full, one case a line)

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, ClassVar

import pytest
from attrs import evolve, frozen

from commissioning.casebook import greenwich, lewisham
from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline
from commissioning.errors import CommissioningError, FormatError, RecordError
from commissioning.evaluation import evaluate
from commissioning.findings.errors import BlockedError
from commissioning.interchange import dumps, loads
from commissioning.records.criteria import Criterion, CriterionKind
from commissioning.records.ending import Abandonment
from commissioning.records.methods import WeightedSum
from commissioning.records.panel import ScoreSheet
from commissioning.records.record import Record
from commissioning.records.selection import Shortlist
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.records.tender import DeadlineExtended, LotPrice
from commissioning.stages import Stage
from commissioning.testing import story
from commissioning.timetable.planning import forwards
from commissioning.values.money import Money
from commissioning.values.scales import ZERO_TO_FIVE

Until = Callable[[str], Cycle]
Small = dict[str, Record]


@frozen(kw_only=True)
class PetitionReceived(Record):
    """A record of somebody else's model."""

    display_name: ClassVar[str] = "petition"


def weights_of_95() -> WeightedSum:
    """A method whose weights do not add up."""

    def marked(reference: str, title: str, weight: int) -> Criterion:
        return Criterion(
            reference=reference, title=title, weight=weight, scale=ZERO_TO_FIVE, panel="p"
        )

    price = Criterion(reference="p", title="price", weight=30, kind=CriterionKind.PRICE)
    panel = marked("u", "service users' panel", 5)
    return WeightedSum(criteria=(marked("q", "quality", 60), price, panel))


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (
            lambda: Money(10.5),  # type: ignore[arg-type]
            'money: amount: 10.5 is a float; write Decimal("10.5")',
        ),
        (
            lambda: Shortlist(on=datetime(2022, 8, 12, 9), invited=("A",)),
            (
                "shortlist of 12 August 2022: on: 2022-08-12 09:00 has a time of day; write "
                "date(2022, 8, 12)"
            ),
        ),
        (
            weights_of_95,
            "weighted sum: award criteria add up to 95%, not 100%: quality 60%, price 30%, "
            "service users' panel 5%",
        ),
        (
            lambda: Deadline(date(2022, 8, 12), time(12)),
            'deadline: zone: 12:00 needs a zone; write "Europe/London"',
        ),
        (
            lambda: Abandonment(on=date(2022, 8, 12), because="money", lots=()),
            "abandonment of 12 August 2022: lots: an empty list of lots; name at least one, or "
            "leave lots out to mean them all",
        ),
    ],
    ids=["a float as money", "a datetime as on", "weights of 95", "no zone", "an empty lot list"],
)
def test_record_malformed_by_itself_is_not_made(made: Callable[[], object], message: str):
    """The error comes where the slip was made, not ten records later."""
    with pytest.raises(RecordError) as refused:
        made()

    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("until", "spoilt", "message"),
    [
        (
            "passed-b",
            lambda small: evolve(small["shortlist"], invited=("Alder", "Zebra")),
            (
                "You cannot record a shortlist on 12 August 2022:\n"
                "  - Zebra is on the shortlist, but no response of theirs is recorded. Take them "
                "off, or correct the provider's reference."
            ),
        ),
        (
            "itt",
            lambda small: evolve(small["panel"], title="again"),
            (
                "You cannot record a panel on 15 August 2022:\n"
                "  - The reference officers already belongs to the panel of 15 August 2022 "
                "(the process table, row panel). Give the record a reference of its own."
            ),
        ),
        (
            "needs",
            lambda small: PetitionReceived(on=date(2022, 1, 3)),
            "cycle: a petition is not in this process; add a row for it with `Process.with_steps`",
        ),
    ],
    ids=["an unknown provider", "a duplicate reference", "a foreign class"],
)
def test_refused_record_leaves_the_cycle_unchanged(
    small: Small, small_until: Until, until: str, spoilt: Callable[[Small], Record], message: str
):
    """A refusal must never cost the officer what was there."""
    cycle = small_until(until)
    before = cycle.records

    with pytest.raises(CommissioningError) as refused:
        cycle.record(spoilt(small))

    assert str(refused.value) == message
    assert isinstance(refused.value, BlockedError | RecordError)
    assert cycle.records == before


def test_file_that_was_cut_short_says_so():
    """A download that stopped half way must not load as half a cycle."""
    text = dumps(lewisham.cycle(at=Stage.SPECIFICATION))

    with pytest.raises(FormatError, match="the text breaks off here; it may have been cut short"):
        loads(text[:900])


def test_file_that_was_edited_by_hand_gets_every_slip_named_at_once():
    """31 April, an ambiguous day, a stray field, a wrong word: one message, each with its place."""
    document = json.loads(dumps(lewisham.cycle(at=Stage.SPECIFICATION)))
    records = document["records"]
    records[0]["on"] = "2022-04-31"
    records[1]["colour"] = "red"
    records[2]["on"] = "01/02/2022"
    records[3]["type"] = "nonsense"
    del records[4]["rows"]
    records[7]["facts"]["light_touch"] = "yes"

    with pytest.raises(FormatError) as refused:
        loads(json.dumps(document))

    assert refused.value.problems == (
        '$.records[0].on: "2022-04-31" is not on the calendar: April 2022 has 30 days, not 31',
        "$.records[1].colour: an options appraisal has no such field; take it out",
        '$.records[2].on: "01/02/2022" may be two different days; write "2022-02-01" or '
        '"2022-01-02"',
        (
            '$.records[3].type: "nonsense" is not a record of this process; give one that '
            '`json_schema` lists, such as "brought-forward", or pass the process that has it'
        ),
        "$.records[4].rows: is missing; give a list [...]",
        '$.records[7].facts.light_touch: "yes" is neither true nor false; write one of them, '
        "without quotes",
    )


def marked_file() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The Greenwich cycle as a file, and its score sheets."""
    document = json.loads(dumps(greenwich.cycle()))
    return document, [r for r in document["records"] if r["type"] == "score-sheet"]


def test_marks_and_prices_that_are_malformed_are_named_all_at_once():
    """NaN, a minus, a mark twice, nobody's sheet: one message, each slip with its place."""
    document, sheets = marked_file()
    tender = next(r for r in document["records"] if r["type"] == "tender")
    tender["prices"][0]["price"]["amount"] = "-5"
    sheets[0]["marks"][0]["mark"] = float("nan")
    sheets[1]["marks"][0]["mark"] = "NaN"
    sheets[2]["marks"].append(dict(sheets[2]["marks"][0]))
    sheets[3]["marks"][0]["mark"] = "-3"
    sheets[4]["assessor"] = ""
    place = [document["records"].index(sheet) for sheet in sheets[:5]]
    offer = document["records"].index(tender)

    with pytest.raises(FormatError) as refused:
        loads(json.dumps(document))

    assert refused.value.problems == (
        f"$.records[{offer}].prices[0]: lot price: price: -£5 is below the minimum of 0",
        f'$.records[{place[0]}].marks[0].mark: NaN is not an exact number; write it as text, such as "10.50"',
        f'$.records[{place[1]}].marks[0].mark: "NaN" is not an exact number; write it as text, such as "10.50"',
        f"$.records[{place[2]}]: score sheet of 23 April 2021: marks: care is listed twice; name each once",
        f"$.records[{place[3]}].marks[0]: mark: mark: -3 is below the minimum of 0",
        f"$.records[{place[4]}]: score sheet of 23 April 2021: assessor: say who marks",
    )


def test_marks_that_do_not_fit_are_named_all_at_once():
    """Off the scale, for nothing published, a second time, by a stranger: all in one refusal."""
    document, sheets = marked_file()
    wrong = json.loads(json.dumps(sheets[0]))
    wrong["marks"][1]["mark"] = "9"
    wrong["marks"][2]["criterion"] = "charm"
    document["records"].insert(document["records"].index(sheets[0]) + 1, wrong)

    with pytest.raises(BlockedError) as refused:
        loads(json.dumps(document))

    assert [finding.message for finding in refused.value.findings] == [
        "O1 has marked Ash twice on care and dignity",
        "O1 gives Ash 9 on workforce, which is not a mark of the scale 0 to 5",
        'O1 marks Ash on "charm", which is not a criterion in the invitation',
    ]


def test_sheet_that_is_missing_is_named_when_the_marks_are_put_together():
    """Nobody counts as absent by an oversight; the file loads, and the result is refused."""
    document, sheets = marked_file()
    document["records"].remove(sheets[0])

    with pytest.raises(RecordError) as refused:
        loads(json.dumps(document)).evaluation("home-care")

    assert "O1 has given no mark for Ash on care and dignity" in str(refused.value)


def test_mark_off_the_scale_is_not_reported_as_missing_too():
    """Whoever read that no mark was recorded looked for a sheet that was there."""
    *before, sheet = story(after=ScoreSheet).records
    off = evolve(sheet, marks=tuple(evolve(mark, mark=99) for mark in sheet.marks))
    with pytest.raises(RecordError) as refused:
        Cycle.audit("Care", [*before, off]).cycle.evaluation()
    about_alder = [each for each in refused.value.problems if "alder" in each and "Quality" in each]
    assert about_alder == [
        "Officer-1 gives alder 99 on Quality, which is not a mark of the scale 0 to 5. Give a mark of the "
        "published scale.",
        "Carer-1 has given no mark for alder on Quality (rule: every member marks every provider). Record the "
        "missing score sheet.",
    ]


WAYS_OUT = {
    "a number for money": (
        lambda: LotPrice(price=100), "lot price: price: 100 is not money; write Money(100)",
    ),
    "a day for a deadline": (
        lambda: DeadlineExtended(on=date(2024, 5, 1), because="x", tenders_due_by=date(2024, 5, 3)),
        "deadline extension of 1 May 2024: tenders_due_by: datetime.date(2024, 5, 3) is not a deadline; "
        "write Deadline(date(2024, 5, 3))",
    ),
    "text for a scale": (
        lambda: Criterion(reference="a", title="a", scale="0-5"),
        "criterion: scale: '0-5' is not a scale; write Scale(name=..., highest=...)",
    ),
    "lots that are brought into being": (
        lambda: ServiceSpecification(on=date(2024, 5, 3), lots=(Lot(reference="N", title="N"),)),
        "service specification of 3 May 2024: lots[0]: Lot(reference='N', title='N', annual_value=None, "
        "total_va... is not text; give its reference, 'N'; did you mean `divided_into=`?",
    ),
    "a thing without a reference for text": (
        lambda: Shortlist(on=date(2024, 5, 3), invited=(Lot,)),
        "shortlist of 3 May 2024: invited[0]: <class 'commissioning.records.specification.Lot'> is not text",
    ),
    "a name for a rhythm": (
        lambda: Cycle("x").agenda(date(2024, 5, 3), rhythm="monthly"),
        "agenda: 'monthly' is not a rhythm; write Rhythm(...)",
    ),
    "a name for an invitation": (
        lambda: evaluate("home care", ()),
        "evaluate: invitation: 'home care' is not an invitation to tender; write InvitationToTender(on=...)",
    ),
    "names for a route and a rhythm": (
        lambda: forwards(
            date(2024, 5, 3), on=date(2024, 5, 3), route="open", rhythm="monthly",
            law=Cycle("x").law(date(2024, 5, 3)),
        ),
        "plan has 2 problems:\n"
        "  - route: 'open' is not a route; write `Route.open()`\n"
        "  - rhythm: 'monthly' is not a rhythm; write Rhythm(...)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("made", "message"), WAYS_OUT.values(), ids=WAYS_OUT)
def test_value_of_the_wrong_type_is_met_with_the_call_that_is_meant(made, message):
    """A newcomer knows what they want to say, and not yet the class that says it."""
    with pytest.raises(RecordError) as refused:
        made()
    assert str(refused.value) == message
