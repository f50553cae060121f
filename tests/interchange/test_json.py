"""A cycle as a file: what it says, how it is read back, and what is said of one that cannot be."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from commissioning.casebook import lewisham
from commissioning.cycle import Audit, Cycle
from commissioning.errors import FormatError, RecordError
from commissioning.findings.errors import BlockedError, StageOrderError
from commissioning.interchange import (
    FORMAT,
    dump_record,
    dumps,
    from_dict,
    load_record,
    loads,
    record_schema,
    to_dict,
)
from commissioning.interchange.json import of_today
from commissioning.process import Process, Step
from commissioning.records.live import GoLive
from commissioning.records.parties import Authority
from commissioning.records.pricing import FixedPrice, MeanBased
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementFacts, ProcurementStrategy
from commissioning.records.tender import Clarification
from commissioning.stages import During, Route, Stage
from commissioning.values.money import pounds

GOLDEN = Path(__file__).parents[1] / "golden"
BUYER = Authority(reference="lewisham", name="London Borough of Lewisham")
CYCLE = Cycle("Home care", (BUYER,), "home-care-2022").record(
    ProcurementStrategy(
        on=date(2022, 3, 1),
        route=Route.open(),
        facts=ProcurementFacts(),
        estimated_value=pounds("10.50"),
    )
)
TEXT = dumps(CYCLE)


@frozen(kw_only=True)
class TenancyCheck(Record):
    """A council's own record, as the standard process does not have it."""

    checked: int


OWN = Process.standard().with_steps(Step("tenancy-check", TenancyCheck, During((Stage.NEEDS,))))


def problems(text: str, process: Process | None = None) -> tuple[str, ...]:
    """What is said of a text that cannot be read."""
    with pytest.raises(FormatError) as caught:
        loads(text, process)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value.problems


def test_small_file_has_the_documented_layout(golden: Callable[[str, str], None]) -> None:
    """The layout is a promise to every file already written."""
    golden("cycle.json", TEXT)


def test_cycle_comes_back_equal() -> None:
    """Saving and loading changes nothing."""
    assert loads(TEXT) == CYCLE
    assert loads(dumps(loads(TEXT))) == CYCLE
    assert dumps(loads(TEXT)) == TEXT


def test_whole_lewisham_story_comes_back_equal() -> None:
    """The main job, on real input: every record of it survives a file."""
    story = lewisham.cycle()
    assert loads(dumps(story)) == story
    assert loads(dumps(story)).stages == story.stages


def test_dict_form_equals_the_parsed_text() -> None:
    """A web framework that has its own parser needs no text."""
    assert to_dict(CYCLE) == json.loads(TEXT)
    assert from_dict(to_dict(CYCLE)) == CYCLE
    audit = from_dict(to_dict(CYCLE), audit=True)
    assert audit.cycle == CYCLE


def test_empty_cycle_comes_back() -> None:
    """A cycle is saved before anything has happened."""
    bare = Cycle("Home care", (BUYER,), "r", follows="home-care-2017")
    assert loads(dumps(bare)) == bare


def test_text_keeps_its_accents_and_a_byte_order_mark_is_passed_over() -> None:
    """Files come from editors that put a mark in front."""
    cycle = Cycle("Gofal cartref – Môn", (BUYER,))
    assert "Gofal cartref – Môn" in dumps(cycle)
    assert loads("\ufeff" + dumps(cycle)) == cycle


def test_loading_keeps_the_order_of_stages() -> None:
    """A file cannot smuggle a lot into a stage it did not earn."""
    out_of_order = json.loads(TEXT)
    out_of_order["records"].insert(0, {"type": "go-live", "on": "2021-01-01", "contracts": ["c"]})
    with pytest.raises(StageOrderError) as caught:
        loads(json.dumps(out_of_order))
    assert caught.value.__notes__ == ["It is at $.records[0] of the file."]


def test_audit_takes_a_history_that_broke_the_order() -> None:
    """Real histories do; they are read, and every finding is reported."""
    odd = Cycle.audit("Home care", [GoLive(on=date(2021, 1, 1), contracts=("c",))])
    assert odd.blocks
    text = dumps(odd.cycle)
    with pytest.raises(BlockedError):
        loads(text)
    read = loads(text, audit=True)
    assert isinstance(read, Audit)
    assert read.cycle == odd.cycle
    assert read.findings == odd.findings


def test_councils_own_record_needs_its_own_process() -> None:
    """The tag comes from the process's table; the standard one does not know it."""
    cycle = Cycle("Home care", (BUYER,), process=OWN).record(
        TenancyCheck(on=date(2022, 1, 1), checked=3)
    )
    assert loads(dumps(cycle), OWN) == cycle
    assert problems(dumps(cycle)) == (
        '$.records[0].type: "tenancy-check" is not a record of this process; give one that '
        '`json_schema` lists, such as "brought-forward", or pass the process that has it',
    )


def test_error_inside_a_councils_own_record_is_reported_with_its_path() -> None:
    """A slip in the council's own code is not the file's fault, but the file's place helps."""

    @frozen(kw_only=True)
    class Share(Record):
        among: int
        counts: tuple[str, int] = ("a", 1)
        stage: Stage
        price: FixedPrice | MeanBased | None

        def problems(self) -> Iterator[str]:
            yield from [""] * (int(1 / self.among) - 1)

    own = Process.standard().with_steps(Step("share", Share, During((Stage.NEEDS,))))
    good = Share(on=date(2022, 1, 1), among=1, stage=Stage.NEEDS, price=None)
    data: Any = to_dict(Cycle("Home care", (BUYER,), process=own).record(good))
    assert from_dict(data, own).records == (good,)
    (line,) = data["records"]
    assert line["price"] is None
    data["records"] = [{**line, "counts": "ab"}]
    assert problems(json.dumps(data), own) == (
        '$.records[0].counts: "ab" is not a list of 2 items',
    )
    data["records"] = [
        {**line, "among": 0},
        {**line, "counts": ["a", "b"]},
        {**line, "counts": ["a"]},
        {name: value for name, value in line.items() if name != "stage"},
    ]
    assert problems(json.dumps(data), own) == (
        "$.records[0]: division by zero",
        '$.records[1].counts[1]: "b" is not a whole number; write up to 600 digits, without quotes',
        "$.records[2].counts: a list [...] is not a list of 2 items",
        '$.records[3].stage: is missing; give one of "needs", "specification", "ssq", "itt", '
        '"evaluation", "interviews", "award", "mobilisation", "go-live", "ended", "abandoned"',
    )


def test_field_of_a_type_without_json_form_is_refused_at_the_first_write() -> None:
    """Whoever adds a record hears of it from their first test, not from a broken file."""

    @frozen(kw_only=True)
    class Odd(Record):
        weight: complex
        type: str
        either: date | str
        several: tuple[bytes, ...] | None = None
        fine: tuple[str, int] | None = None

    own = Process.standard().with_steps(Step("odd", Odd, During((Stage.NEEDS,))))
    cycle = Cycle("Home care", (BUYER,), process=own).record(
        Odd(on=date(2022, 1, 1), weight=1j, type="x", either="y")
    )
    with pytest.raises(RecordError) as caught:
        dumps(cycle)
    assert str(caught.value) == (
        "odd has 5 problems:\n"
        "  - weight: a file cannot hold a value of the type complex\n"
        "  - either: a file cannot hold a choice with a value of the type date in it\n"
        "  - either: a file cannot hold a choice with a value of the type str in it\n"
        "  - several: a file cannot hold a value of the type bytes\n"
        "  - type: files use this name for the kind of record; choose another"
    )


def test_hand_edited_file_is_refused_with_every_problem_at_once() -> None:
    """Seven slips are seven lines, each with its path; nobody mends a file one run at a time."""
    text = TEXT
    for right, wrong in (
        ('"open"', "5"),
        ('"needs"', '"nedes"'),
        ('"2022-03-01"', '"01/03/2022"'),
        ('"10.50"', "10.50"),
        ('"facts"', '"fatcs"'),
        ('"GBP"', '"GBP", "currency": "gbp"'),
        ('"home-care-2022"', "null"),
    ):
        assert right in text
        text = text.replace(right, wrong)
    with pytest.raises(FormatError) as caught:
        loads(text)
    assert str(caught.value) == (
        "the file has 8 problems:\n"
        "  - $.reference: null is not text; write it in quotes\n"
        '  - $.records[0].on: "01/03/2022" may be two different days; write "2022-03-01" or '
        '"2022-01-03"\n'
        "  - $.records[0].route.name: 5 is not text; write it in quotes\n"
        '  - $.records[0].route.stages[0]: "nedes" is not one of "needs", "specification", '
        '"ssq", "itt", "evaluation", "interviews", "award", "mobilisation", "go-live", '
        '"ended", "abandoned"; did you mean "needs"?\n'
        "  - $.records[0].facts: is missing; give an object {...}\n"
        '  - $.records[0].estimated_value.amount: 10.50 has no quotes; write "10.50", so that '
        "it stays exact\n"
        "  - $.records[0].estimated_value.currency: appears more than once; keep the right one\n"
        "  - $.records[0].fatcs: a procurement strategy has no such field; did you mean "
        '"facts"?'
    )


def test_problems_of_a_record_are_reported_with_its_path() -> None:
    """A file is held to the same rules as code, in the same words; extra keys do not hide them."""
    data: Any = to_dict(CYCLE)
    data["records"][0]["lots"] = ["n", "n"]
    data["records"][0]["colour"] = "blue"
    data["records"][0]["joint_buyers"] = [{"authority": "a", "seal": 1}, {"authority": "a"}]
    data["records"].append({**data["records"][0], "lots": [], "joint_buyers": []})
    assert problems(json.dumps(data)) == (
        "$.records[0].joint_buyers[0].seal: a joint buyer has no such field; take it out",
        "$.records[0].colour: a procurement strategy has no such field; take it out",
        "$.records[1]: procurement strategy of 1 March 2022: lots: an empty list of lots; "
        "name at least one, or leave lots out to mean them all",
        "$.records[1].colour: a procurement strategy has no such field; take it out",
    )


def test_problem_of_the_cycle_itself_is_reported() -> None:
    """An empty title is a fault of the file too."""
    assert problems(TEXT.replace('"Home care"', '""')) == (
        "$: cycle: title: it is empty; say what is commissioned",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ("the text is empty",)),
        (" \n", ("the text is empty",)),
        (
            TEXT[:200],
            ("line 9, column 15: the text breaks off here; it may have been cut short on its way",),
        ),
        (
            '{"a": 1,\n\n ',
            ("line 3, column 2: the text breaks off here; it may have been cut short on its way",),
        ),
        ("cycle.json", ("cycle.json is the name of a file; read the file, and give its text",)),
        (
            '{"format" "commissioning/1"}',
            (
                "line 1, column 11: this is not JSON from '\"commissioning/1\"}' on "
                "(expecting ':' delimiter)",
            ),
        ),
        (
            "[" * 100_000,
            ("lists within lists, deeper than any cycle has; check the brackets",),
        ),
        (
            '{"title": ' + "1" * 5000 + "}",
            (
                "$.format: is missing; give text in quotes",
                f"$.title: {'1' * 57}... is not text; write it in quotes",
                "$.buyers: is missing; give a list [...]",
                "$.records: is missing; give a list [...]",
            ),
        ),
        (
            "null",
            (
                '$: null is not a document; write it as an object {"format": ..., "title": ..., '
                '"buyers": ..., "records": ...}',
            ),
        ),
        (
            "{}",
            (
                "$.format: is missing; give text in quotes",
                "$.title: is missing; give text in quotes",
                "$.buyers: is missing; give a list [...]",
                "$.records: is missing; give a list [...]",
            ),
        ),
        (
            TEXT.replace('"Home care"', '" Home care"'),
            (
                "$: document: title: ' Home care' has spaces at an end or characters that do "
                "not print; take them out",
            ),
        ),
        (
            '{"format": "commissioning/1", "title": "a", "buyers": null, "records": null}',
            (
                "$.buyers: null is not a list; write [...], even around a single item",
                "$.records: null is not a list; write [...], even around a single item",
            ),
        ),
        (
            TEXT.replace(FORMAT, "commissioning/2"),
            (
                '$.format: "commissioning/2" is not a format that this library reads; it reads '
                '"commissioning/1"',
            ),
        ),
        (
            TEXT.replace(f'"{FORMAT}"', "99"),
            ('$.format: 99 is not a format that this library reads; it reads "commissioning/1"',),
        ),
        (
            '{"format": "commissioning/1", "title": NaN, "buyers": [], "records": []}',
            ("$.title: NaN is not text; write it in quotes",),
        ),
        (
            b"{}",
            (
                "bytes is not text; read the file as UTF-8 text, or give data from a JSON parser "
                "to `from_dict`",
            ),
        ),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_broken_text_is_refused_with_the_place_and_the_cause(
    text: Any, told: tuple[str, ...]
) -> None:
    """Cut short, mistyped or of another make: the reader learns which, and where."""
    assert problems(text) == told


def test_objects_that_are_no_records_are_reported_one_by_one() -> None:
    """A kind that is misspelt, missing or no word at all."""
    data: Any = to_dict(CYCLE)
    data["records"] = [
        {"type": "shortlst"},
        {},
        5,
        {"type": ["shortlist"]},
        {"type": "shortlist", "on": "2022-01-01", "type of": 1},
    ]
    assert problems(json.dumps(data)) == (
        '$.records[0].type: "shortlst" is not a record of this process; did you mean "shortlist"?',
        "$.records[1].type: is missing; give one that `json_schema` lists, "
        'such as "brought-forward"',
        '$.records[2]: 5 is not a record of this process; write an object {"type": ...}',
        "$.records[3].type: a list [...] is not a record of this process; "
        'did you mean "shortlist"?',
        "$.records[4].invited: is missing; give a list [...]",
        '$.records[4]["type of"]: a shortlist has no such field; take it out',
    )


def test_object_in_place_of_a_list_is_refused() -> None:
    """One buyer is still a list of buyers."""
    data: Any = to_dict(CYCLE)
    data["buyers"] = data["buyers"][0]
    assert problems(json.dumps(data)) == (
        "$.buyers: an object {...} is not a list; write [...], even around a single item",
    )


def test_unknown_price_formula_is_refused_with_the_known_ones() -> None:
    """One of several kinds of value says which it is, and a wrong name lists the others."""
    text = dumps(lewisham.cycle(at=Stage.ITT))
    assert '"type": "lowest-price-proportional"' in text
    told = problems(text.replace("lowest-price-proportional", "cheapest"))
    assert len(told) == 1
    assert told[0].endswith(
        '"cheapest" is not a price formula of this process; give one of "lowest-price-proportional", '
        '"linear-deviation", "mean-based", "price-range", "floor-and-ceiling", "fixed-price", '
        '"banded-prices", or pass the process that has it'
    )


@given(cut=st.integers(0, len(TEXT) - 3))
def test_file_cut_short_anywhere_is_refused(cut: int) -> None:
    """A download that broke off must not become a shorter history."""
    assert len(problems(TEXT[:cut])) == 1


PATHS = st.sampled_from(["format", "title", "buyers", "reference", "records"])
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


@given(data=st.data())
def test_junk_anywhere_gives_a_format_error_or_a_refusal(data: st.DataObject) -> None:
    """Whatever a file holds, its reader sees the library's words and never a traceback of another."""
    document: Any = to_dict(CYCLE)
    holder, key = document, data.draw(PATHS)
    while isinstance(holder[key], (dict, list)) and holder[key]:
        holder = holder[key]
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        key = data.draw(st.sampled_from(keys))
        if data.draw(st.booleans()):
            break
    holder[key] = data.draw(JUNK)
    try:
        loads(json.dumps(document))
    except (FormatError, BlockedError) as error:
        told = str(error)
    else:
        told = "it was read"  # some junk is fine: another title, say
    assert told


class TestOneRecord:
    """A developer sends one record over a queue, where a whole cycle would be too much."""

    record = Clarification(on=date(2024, 3, 1), question="May we?", answer="Yes")

    def test_record_comes_back_equal(self) -> None:
        """It is the same object as in a cycle's file, with its tag."""
        text = dump_record(self.record)
        assert json.loads(text)["type"] == "clarification"
        assert load_record(text) == self.record

    def test_record_given_to_dumps_is_refused_with_the_way_out(self) -> None:
        """A cycle has a title and buyers, which a record by itself does not."""
        with pytest.raises(RecordError) as refused:
            dumps(self.record)  # type: ignore[arg-type]
        assert refused.value.problems == (
            "Clarification is not a Cycle; write one record with dump_record",
        )
        with pytest.raises(RecordError) as refused:
            dumps(5)  # type: ignore[arg-type]
        assert refused.value.problems == ("int is not a Cycle",)

    def test_councils_own_record_needs_its_process(self) -> None:
        """As in a file of a whole cycle."""
        own = TenancyCheck(on=date(2022, 1, 1), checked=3)
        assert load_record(dump_record(own, OWN), OWN) == own
        with pytest.raises(RecordError, match=r"pass one that has, made with `Process.with_steps`"):
            dump_record(own)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", ("the text is empty",)),
            ("[]", ('$: a list [...] is not a record of this process; write an object {"type": ...}',)),
            ('{"type": "clarification", "on": "2024-03-01", "question": 5}',
             ("$.question: 5 is not text; write it in quotes",)),
            ('{"type": "clarificaton"}',
             ('$.type: "clarificaton" is not a record of this process; did you mean "clarification"?',)),
        ],
    )  # fmt: skip
    def test_wrong_record_is_refused_with_every_path(
        self, text: str, told: tuple[str, ...]
    ) -> None:
        """The one who sent it mends it once."""
        with pytest.raises(FormatError) as caught:
            load_record(text)
        assert caught.value.what == "the record"
        assert caught.value.problems == told

    def test_schema_of_one_kind_describes_one_record(self) -> None:
        """A queue checks what comes in before anybody reads it."""
        rs = pytest.importorskip("jsonschema_rs")
        schema = record_schema(Clarification)
        assert schema["title"] == "A clarification"
        validator = rs.validator_for(schema)
        assert validator.is_valid(json.loads(dump_record(self.record)))
        assert not validator.is_valid({"type": "clarification", "on": "2024-03-01"})
        with pytest.raises(RecordError):
            record_schema(TenancyCheck)

    @pytest.mark.parametrize("kind", [step.record for step in Process.standard().steps])
    def test_schema_of_each_kind_points_to_nothing_outside_it(self, kind: type[Record]) -> None:
        """That of a history brought forward, which carries other records, pointed to none."""
        schema = record_schema(kind)
        pointed = set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(schema)))
        assert pointed <= set(cast("dict[str, object]", schema["$defs"]))


@pytest.mark.parametrize("number", ["1e99999999999999999999", "1E400", "9" * 700, "-1.5e-3"])
def test_number_that_no_field_can_hold_is_one_clear_error(number: str) -> None:
    """A short file must neither stop the program nor keep it busy."""
    (problem,) = problems(TEXT.replace('"format"', f'"x": {number}, "format"', 1))
    assert problem == "$.x: a document has no such field; take it out"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("1.5e3", '1.5e3 has no quotes; write "1.5E3", so that it stays exact'),
        ("12", '12 has no quotes; write "12", so that it stays exact'),
        ("1e99999", '1e99999 is not an exact number; write it as text, such as "10.50"'),
        ("NaN", 'NaN is not an exact number; write it as text, such as "10.50"'),
        ("true", 'true is not an exact number; write it as text, such as "10.50"'),
        ("7" * 700, f'{"7" * 57}... is not an exact number; write it as text, such as "10.50"'),
    ],
)
def test_number_without_quotes_is_quoted_in_the_remedy(number: str, told: str) -> None:
    """To most programs 10.10 is another number than to a council's accounts."""
    assert problems(TEXT.replace('"10.50"', number)) == (
        f"$.records[0].estimated_value.amount: {told}",
    )


def test_whole_number_of_hundreds_of_digits_is_refused_with_its_length() -> None:
    """Python takes long to read one, and no council counts so far."""
    own = Cycle("Home care", (BUYER,), process=OWN).record(
        TenancyCheck(on=date(2022, 1, 1), checked=3)
    )
    assert problems(dumps(own).replace('"checked": 3', f'"checked": {"3" * 700}'), OWN) == (
        f"$.records[0].checked: {'3' * 57}... is not a whole number; write up to 600 digits, without quotes",
    )


def test_file_of_many_faults_prints_the_first_twenty_and_counts_the_rest() -> None:
    """Two hundred thousand lines are read by nobody; a program that mends them wants them all."""
    data: Any = to_dict(CYCLE)
    data["buyers"] = [{"reference": 1, "name": "x"} for _ in range(1_234)]
    with pytest.raises(FormatError) as caught:
        loads(json.dumps(data))
    told = caught.value.problems
    assert told[0] == "$.buyers[0].reference: 1 is not text; write it in quotes"
    assert len(told) == 1_234
    printed = str(caught.value).splitlines()
    assert printed[0] == "the file has 1,234 problems:"
    assert printed[20] == "  - $.buyers[19].reference: 1 is not text; write it in quotes"
    assert printed[21:] == ["  - and 1,214 more; mend these first"]


def test_key_that_appears_twice_among_very_many_is_found_at_once() -> None:
    """A look through all keys for each of them would take minutes."""
    many = ", ".join(f'"k{number}": 0' for number in range(20_000))
    told = problems(f'{{{many}, "k7": 1}}')
    assert len(told) == 20_005


def test_unknown_name_of_megabytes_gets_no_suggestion() -> None:
    """Nothing is near it, and looking for something near would take half a minute."""
    (problem,) = problems(TEXT.replace('"format"', f'"{"x" * 3_000_000}": 1, "format"', 1))
    assert problem.endswith("a document has no such field; take it out")
    assert len(problem) < 200


def test_misspelt_price_formula_is_refused_with_the_nearest_and_all_others() -> None:
    """Whoever mistypes a formula sees which one was meant, and which there are."""
    text = dumps(lewisham.cycle(at=Stage.ITT))
    (problem,) = problems(text.replace("lowest-price-proportional", "lowest-price-proportionate"))
    assert problem == (
        '$.records[41].price_formula.type: "lowest-price-proportionate" is not a price formula of '
        'this process; did you mean "lowest-price-proportional"?'
    )


def renamed(data: dict[str, Any]) -> dict[str, Any]:
    """Format 2 calls `note` what format 1 called `remark`."""
    return {"note" if name == "remark" else name: part for name, part in data.items()}


def in_capitals(data: dict[str, Any]) -> dict[str, Any]:
    """Format 3 writes titles in capitals."""
    return {name: part.upper() if name == "title" else part for name, part in data.items()}


UPCASTERS = (renamed, in_capitals)
OLD_FILE = {
    "format": "commissioning/1",
    "title": "Home care",
    "records": [{"type": "go-live", "remark": "late"}],
}


def test_old_file_is_brought_up_format_by_format_with_its_records():
    """A file of today must load in twenty years, without one step from each format to the last."""
    assert of_today(OLD_FILE, "the file", UPCASTERS) == {
        "format": "commissioning/3",
        "title": "HOME CARE",
        "records": [{"type": "go-live", "note": "late"}],
    }
    assert (
        of_today({**OLD_FILE, "format": "commissioning/2"}, "the file", UPCASTERS)["records"]
        == (OLD_FILE["records"])
    )


def test_record_by_itself_is_brought_up_too():
    """A store keeps each record as a document of its own."""
    one = {"format": "commissioning/1", "type": "go-live", "remark": "late"}
    assert of_today(one, "entry 3", UPCASTERS)["note"] == "late"


def test_document_of_todays_format_is_left_as_it_is():
    """Nearly every document is."""
    data = {"format": FORMAT, "title": "x"}
    assert of_today(data, "the file") is data
    assert of_today({"title": "x"}, "the file") == {"title": "x"}


@pytest.mark.parametrize("given", ["commissioning/4", "commissioning/0", 3, None, ["x"]])
def test_format_of_the_future_is_refused_with_those_that_are_read(given):
    """An older library must not half understand a newer file."""
    with pytest.raises(FormatError, match='it reads "commissioning/1", "commissioning/2" and'):
        of_today({"format": given}, "the file", UPCASTERS)
