"""Answers of several things: a tuple to a program, a table to a reader."""

import pickle
from datetime import date
from decimal import Decimal
from importlib import import_module
from pkgutil import walk_packages
from types import FunctionType

from attrs import evolve

import commissioning
from commissioning.casebook import greenwich, lewisham
from commissioning.cycle import Cycle
from commissioning.evaluation.result import CriterionLines
from commissioning.evaluation.what_if.flips import Flips
from commissioning.findings.finding import Finding, Findings
from commissioning.interchange.ocds.seen import Loss, Losses
from commissioning.law.delegation import WhoDecides
from commissioning.law.law import Law
from commissioning.records.live import GoLive
from commissioning.records.needs import Need, NeedsAssessment
from commissioning.stages import Route, Stage

DAY = date(2026, 4, 1)
LATE = Finding(code="late", message="It came late", remedy="Send it sooner", about="alder")
EARLY = Finding(code="early", message="It came early", earliest=DAY)


class Printed:
    """A printer that keeps what it is given."""

    indentation = 0

    def __init__(self) -> None:
        self.kept = ""

    def text(self, text: str) -> None:
        self.kept += text


def test_listing_is_a_tuple_to_every_program():
    """Code that was written for a tuple, and files that were pickled from one, go on as before."""
    both = Findings((LATE, EARLY))
    assert both == (LATE, EARLY)
    assert (both[0], both[1:]) == (LATE, (EARLY,))
    assert type(both[1:]) is Findings
    assert hash(both) == hash((LATE, EARLY))
    again = pickle.loads(pickle.dumps(both))
    assert (again, type(again)) == (both, Findings)


def test_repr_is_one_line_however_many_there_are():
    """The next steps of an empty cycle filled 16,978 characters of a screen."""
    steps = Cycle("Home care").next_steps(DAY)
    assert repr(steps) == (
        f"<{len(steps)} next steps: history brought forward: ready; and {len(steps) - 1} more>"
    )
    assert repr(Findings((LATE,))) == "<1 finding: late: It came late. Send it sooner.>"
    assert repr(Findings()) == "<no findings>"
    long = Finding(code="long", message="much\nto say" * 20)
    assert len(repr(Findings((long, LATE)))) == 100
    assert repr(Findings((long, LATE))).endswith("…; and 1 more>")


def test_number_of_things_has_the_plural_of_the_noun():
    """An import in a notebook said "losss" of what no record holds."""
    assert repr(Losses()) == "<no losses>"
    assert repr(Losses((Loss(path="a"), Loss(path="b")))) == "<2 losses: a; and 1 more>"
    assert repr(WhoDecides()) == "<no ways>"


def test_each_thing_of_an_answer_is_one_line_too():
    """A list of agenda items or duties filled the screen with the fields of each."""
    cycle = lewisham.cycle()
    answers = (
        cycle.blockers(GoLive, on=DAY), cycle.next_steps(DAY), cycle.obligations(DAY),
        cycle.agenda(DAY), greenwich.evaluation().flips(), greenwich.evaluation().weights_map(),
    )  # fmt: skip
    for answer in answers:
        for one in answer:
            assert repr(one).startswith(f"<{type(one).__name__}"), answer
            assert len(repr(one)) <= 100
            assert "\n" not in repr(one)
    assert repr(LATE) == "<Finding: It came late. Send it sooner.>"
    assert repr(cycle.obligations(DAY)[0]).startswith(
        "<NoticeDuty: Opportunity on Contracts Finder (CF-opportunity): overdue by 12 July 2022, because"
    )


def test_answer_without_anything_says_so_in_a_notebook():
    """A row of headings with nothing below looks like a fault."""
    assert Findings()._repr_html_() == "<p>no findings</p>"
    assert Cycle.audit("Home care", ())._repr_html_() == "<p>no remarks</p>"
    assert "<table" in Findings((LATE,))._repr_html_()
    assert "<table" in lewisham.cycle().obligations(DAY)._repr_html_()


def test_printing_gives_each_a_line():
    """A script prints what is in the way, and a person reads all of it."""
    both = Findings((LATE, EARLY))
    assert str(both) == "late: It came late. Send it sooner.\nearly: It came early."
    assert str(Findings()) == "no findings"


def test_prompt_shows_the_first_twenty_and_counts_the_rest():
    """Who looks at a prompt wants to see the things, but not two hundred of them."""
    printed = Printed()
    Findings([LATE] * 22)._repr_pretty_(printed, cycle=False)
    first, *lines = printed.kept.split("\n")
    assert first == "22 findings:"
    assert lines == ["  late: It came late. Send it sooner."] * 20 + ["  ... and 2 more"]
    empty = Printed()
    Findings()._repr_pretty_(empty, cycle=False)
    assert empty.kept == "no findings"


def test_table_leaves_out_columns_that_are_empty():
    """An empty column takes the room of a full one and says less."""
    table = Findings((LATE, EARLY)).table()
    assert [column.name for column in table.columns] == [
        "code", "severity", "finding", "remedy", "earliest", "about",
    ]  # fmt: skip
    assert table.rows[0] == ("late", "blocks", "It came late", "Send it sooner", None, "alder")
    assert table.rows[1] == ("early", "blocks", "It came early", None, DAY, None)


def test_table_of_none_still_has_its_headings():
    """A script that reads a column finds it on a good day as well."""
    table = Findings().table()
    assert (table.rows, table.columns) == ((), Findings.columns.columns)
    assert Flips().table().columns == Flips.columns.columns


def test_notebook_shows_the_table():
    """A cell that ends with the answer shows it; a wide one scrolls inside its own frame."""
    shown = Cycle("Home care").blockers(GoLive, DAY)._repr_html_()
    assert shown.startswith('<div style="overflow-x:auto"><table class="commissioning" ')
    assert "There is no mobilisation plan yet" in shown


def test_audit_shows_what_it_found():
    """An audit of a long history used to print every record of it."""
    needs = NeedsAssessment(on=DAY, needs=(Need(reference="n", words="Care at home"),))
    audit = Cycle.audit("Home care", (GoLive(on=DAY, reference="g1", contracts=("C1",)), needs))
    found = len(audit.findings)
    assert repr(audit).startswith(f"<Audit of 'Home care': {found} findings, ")
    assert audit.table().to_dicts()[0]["record"] == "go-live"
    assert audit.table().to_dicts()[0]["reference"] == "g1"
    assert str(audit.remarks).startswith("go-live of 1 April 2026: ")


def test_answers_of_an_evaluation_show_themselves():
    """Influence, agreement and the lines of a tender are read in a notebook, not as constructors."""
    result = greenwich.evaluation()
    influence = result.influence(greenwich.USERS_PANEL)
    assert repr(influence).startswith("<Influence: service-users: a weight of 5%")
    assert [row["provider"] for row in influence.table().to_dicts()] == list(influence.points)
    agreement = result.agreement()
    assert repr(agreement) == f"<Agreement: {len(agreement.cells)} rows>"
    lines = result.lines(result.providers[0])
    assert repr(lines) == f"<6 lines: {lines.line(lines[0])}; and 5 more>"
    assert lines.table().to_dicts()[0]["points"] == Decimal(25)
    assert [row["criterion"] for row in lines.table().to_dicts()] == [line.title for line in lines]


def test_line_without_points_says_so():
    """A tender that is not marked to the end has lines all the same."""
    lines = greenwich.evaluation().lines("Ash")
    assert (
        CriterionLines((evolve(lines[0], points=None, mark=None),)).table().rows[0][1] is not None
    )
    assert str(CriterionLines((evolve(lines[0], points=None),))).endswith("no points yet")


def test_law_is_one_line():
    """197,235 characters of rows hid the one thing asked: which law it is."""
    law = lewisham.cycle(at=Stage.ITT).law(date(2022, 9, 1))
    assert repr(law) == (
        f"<Law: Public Contracts Regulations 2015, commenced on 11 July 2022; {len(law.rows)} rows>"
    )
    assert repr(Law.unknown("it is not said")) == "<Law: an unknown law; 0 rows>"


_ANSWERS = (
    "agenda", "contracts", "cycle", "evaluation", "mobilisation", "planning", "portfolio", "store",
    "testing.stories", "timetable",
)  # fmt: skip
"""The rooms whose classes answer what people ask; those of the others are written by people, or inner."""
_PARTS = {"DatedRow", "Request", "Sum"}
"""Parts of an answer that are met inside it alone."""


def _with_words():
    for name in (each.name for each in walk_packages(commissioning.__path__, "commissioning.")):
        if name.removeprefix("commissioning.").startswith(_ANSWERS):
            for cls in vars(import_module(name)).values():
                answers = isinstance(cls, type) and not issubclass(cls, BaseException)
                own = answers and cls.__module__ == name and "__str__" in vars(cls)
                if own and cls.__name__ not in _PARTS:
                    yield cls


def test_answer_that_says_itself_in_words_is_short_among_other_output():
    """A list of slippages, or a failing test about one, was four thousand characters of fields."""
    shown = {
        cls.__name__: next(
            vars(base)["__repr__"] for base in cls.__mro__ if "__repr__" in vars(base)
        )
        for cls in _with_words()
    }
    fields = [name for name, how in shown.items() if not isinstance(how, FunctionType)
              or not how.__code__.co_filename.endswith(".py")]  # fmt: skip
    assert (fields, len(shown) > 20) == ([], True), "make each a `OneLine`"


def test_route_is_one_line():
    """A cycle of nine lots printed its routes as three thousand characters of stages."""
    assert repr(Route.open()) == (
        "<Route: open: needs > specification > ITT > evaluation > award > mobilisation > go-live > ended>"
    )
