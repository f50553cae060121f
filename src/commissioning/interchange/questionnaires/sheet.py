"""A questionnaire and its answers as sheets, a row for each question, and as a web page needs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from commissioning.errors import RecordError
from commissioning.interchange.codec import codec_for
from commissioning.interchange.questionnaires.cells import answer_of, answer_text, held_of, text_of
from commissioning.interchange.scalars import Misread, fields_of
from commissioning.interchange.workbooks import sheets
from commissioning.process import Process
from commissioning.records.answers import Answer
from commissioning.records.questions import AnswerKind, BidQuestion, problems_of_questions
from commissioning.values import scales, tables
from commissioning.values.frozen import frozen
from commissioning.values.shapes import field_docs
from commissioning.values.text import grouped, no_such

_FIELDS: Final = (
    "reference", "part", "words", "help", "kind", "asks_for", "options", "unit", "asked_if", "lots", "of",
    "rule", "if_missed", "most_points", "minimum", "evidence", "ground", "tests", "fixed",
)  # fmt: skip
"""The fields of a question in the order of the columns."""
_OTHER_WORDS: Final = {
    "reference": ("number", "ref", "question number"),
    "words": ("question", "text"),
    "asks_for": ("answer", "type of answer"),
    "of": ("who answers",),
    "help": ("guidance",),
}
HEADINGS: Final = {name: (name.replace("_", " "), *_OTHER_WORDS.get(name, ())) for name in _FIELDS}
"""The words by which each column is found, the first as it is written."""
_NEEDED: Final = ("reference", "words")
_ENDINGS: Final = (".csv", ".xlsx", ".xlsm", ".xls", ".ods")


@frozen(kw_only=True)
class QuestionnaireSheet:
    """The contents of a sheet: the questions in order, and the answers of each bidder."""

    questions: tuple[BidQuestion, ...]
    answers: Mapping[str, tuple[Answer, ...]]
    """The answers by the bidder's reference; one without an answer is there with none."""


def questionnaire_table(
    questions: Iterable[BidQuestion],
    answers: Mapping[str, Iterable[Answer]] | None = None,
    process: Process | None = None,
) -> tables.Table:
    """One row a question, with a column for each bidder; `read_questionnaire` reads it again.

    Hand it on with `to_csv()`, or with `tables_workbook({"Questions": table})`. The answers of another party
    to a bid have a column of their own, "alder/cedar". Raises `RecordError` for an answer of a council's own
    kind, which no cell can hold.
    """
    asked = tuple(questions)
    codec = codec_for(process or Process.standard())
    given = _by_party(answers or {})
    rows = []
    for question in asked:
        held = codec.write(BidQuestion, question)
        own: list[tables.Cell] = [text_of(name, held.get(name)) for name in _FIELDS]
        theirs = (each.get(question.reference) for each in given.values())
        own.extend(None if answer is None else answer_text(answer) for answer in theirs)
        rows.append(tuple(own))
    names = (*(HEADINGS[name][0] for name in _FIELDS), *given)
    return tables.Table(tuple(map(tables.Column, names)), tuple(rows))


def _by_party(answers: Mapping[str, Iterable[Answer]]) -> dict[str, dict[str, Answer]]:
    found: dict[str, dict[str, Answer]] = {}
    for bidder, each in answers.items():
        found.setdefault(bidder, {})
        for answer in each:
            party = "" if answer.by in {"", bidder} else f"/{answer.by}"
            found.setdefault(f"{bidder}{party}", {})[answer.question] = answer
    return found


def read_questionnaire(
    source: str | bytes | Path, process: Process | None = None
) -> QuestionnaireSheet:
    """The questions and answers of a CSV file or workbook, by its path, its bytes, or the text of the CSV.

    Every sheet with the headings Reference and Words holds questions, and a sheet with Reference alone holds
    answers. Headings that are none of those of `questionnaire_table` are bidders. Other sheets are passed
    over. Raises `FormatError` naming every cell that is wrong and what to write, and `ImportError` for a
    workbook without the extra `xlsx`.
    """
    reading, faults = process or Process.standard(), sheets.Faults()
    given = _sheets(source)
    taken: set[str] = set()
    lines = sheets.lines_of(given, HEADINGS, _NEEDED, faults)
    questions = tuple(filter(None, [_question(line, reading, taken) for line in lines]))
    for problem in problems_of_questions(questions) if not faults else ():
        faults.add(given[0].name, problem.removeprefix("questions: "))
    answers = _answers(given, questions, faults, taken)
    faults.check()
    return QuestionnaireSheet(questions=questions, answers=answers)


def read_answers(
    source: str | bytes | Path, questions: Iterable[BidQuestion]
) -> Mapping[str, tuple[Answer, ...]]:
    """The answers by bidder to questions that were issued, as `read_questionnaire` takes them.

    What a sheet that comes back says of the questions themselves is passed over. Raises the same errors.
    """
    faults, asked = sheets.Faults(), tuple(questions)
    given = _sheets(source, "answers")
    if not any(sheets.head_of(sheet, HEADINGS, _NEEDED[:1])[1] for sheet in given):
        faults.add(given[0].name, "no row has the heading Reference; keep the row of headings")
    answers = _answers(given, asked, faults, {question.reference for question in asked})
    faults.check()
    return answers


def _sheets(source: str | bytes | Path, name: str = "questions") -> tuple[sheets.Sheet, ...]:
    if isinstance(source, str) and not source.casefold().endswith(_ENDINGS):
        return (sheets.csv_sheet(source, HEADINGS, _NEEDED[:1], name),)
    return sheets.tables_in(source, HEADINGS, _NEEDED[:1], name)


def _question(line: sheets.SheetRow, process: Process, taken: set[str]) -> BidQuestion | None:
    """The question of a row; None where a cell is wrong, which is noted."""
    shapes, held, wrong = fields_of(BidQuestion), dict[str, object](), False
    for name in _FIELDS:
        text = _text(line, name, "give one" if name in _NEEDED else "")
        try:
            held |= {name: held_of(name, shapes[name], text, process)} if text else {}
        except ValueError as error:
            line.fault(name, str(error))
            wrong = True
    reference = held.get("reference")
    if reference in taken:
        number = isinstance(line.value("reference"), float)
        hint = "; format the column as text, for the number 3.10 becomes 3.1" if number else ""
        line.fault("reference", f"{reference} is asked twice{hint}")
        return None
    taken.add(str(reference))
    if wrong or not all(name in held for name in _NEEDED):
        return None
    try:
        return codec_for(process).read(BidQuestion, held)
    except Misread as misread:
        for path, problem in misread.lines:
            named, _, rest = problem.removeprefix("bid question: ").partition(": ")
            first, *inside = re.split(r"\.|(?=\[)", path.lstrip("."), maxsplit=1)
            name = first or named
            words = rest if name == named else ": ".join((*inside, problem))
            line.fault(name if name in held else "reference", words)
        return None


def _text(line: sheets.SheetRow, name: str, needed: str = "") -> str:
    """The text of a cell as it was typed, for a number may begin with a zero; numbers as they show."""
    value = line.value(name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.strip() if isinstance(value, str) else line.text(name, needed)


def _answers(
    given: Iterable[sheets.Sheet], questions: tuple[BidQuestion, ...], faults: sheets.Faults, taken: set[str],
) -> dict[str, tuple[Answer, ...]]:  # fmt: skip
    """The answers of every sheet by bidder. A question that is wrong itself, but `taken`, is passed over."""
    asked = {question.reference: question for question in questions}
    found: _Given = {}
    known = {word for words in HEADINGS.values() for word in words}
    for sheet in given:
        needed = _NEEDED if sheets.head_of(sheet, HEADINGS, _NEEDED)[1] else _NEEDED[:1]
        number, heads = sheets.head_of(sheet, HEADINGS, needed)
        if sheets.misspelt(sheet, number, heads, HEADINGS, faults):
            continue
        bidders = [word for word in heads if word and word.casefold() not in known]
        for name in bidders:
            found.setdefault(name.partition("/")[0], {})
        headings = {name: HEADINGS[name] for name in needed}
        headings |= {f"bidder {name}": (name.casefold(),) for name in bidders}
        for line in sheets.lines_of((sheet,), headings, needed, faults) if bidders else ():
            reference = _text(line, "reference", "say which question it answers")
            if reference and reference not in taken:
                line.fault("reference", no_such("question", reference, asked))
            elif reference in asked:
                for name in bidders:
                    _take_answer(line, asked[reference], name, found)
    return {bidder: tuple(each.values()) for bidder, each in found.items()}


_Given = dict[str, dict[tuple[str, str], Answer]]  # by bidder, then by party and question


def _take_answer(line: sheets.SheetRow, question: BidQuestion, name: str, found: _Given) -> None:
    text = _text(line, f"bidder {name}")
    bidder, _, party = name.partition("/")
    if not text:
        return
    try:
        answer = answer_of(question, text, party)
    except (ValueError, RecordError) as error:
        line.fault(f"bidder {name}", str(error))
        return
    if (party, question.reference) in found[bidder]:
        line.fault(f"bidder {name}", f"{question.reference} is answered twice; keep one")
    found[bidder][party, question.reference] = answer


Described = dict[str, object]


def form_description(
    questions: Iterable[BidQuestion], lots: tuple[str, ...] | None = None
) -> Described:
    """The form of some questions: its parts and fields in order, each with label, help and conditions.

    With `lots`, only the questions that bidders for them are asked. Rules are left out, as no answer is
    judged on the page. A question that is worked out from others has no field.
    """
    parts = grouped(
        (each.part, _field(each))
        for each in questions
        if (lots is None or each.is_for(lots)) and each.asks_for is not AnswerKind.WORKED_OUT
    )
    return {
        "parts": [{"title": part, "fields": list(fields)} for part, fields in parts.items()],
        "meaning": {name: field_docs(BidQuestion).get(name, "") for name in _EXPLAINED},
    }


_EXPLAINED = ("asked_if", "of", "evidence", "lots", "unit")
"""The fields of a question that are explained to whoever draws the form."""


def _field(question: BidQuestion) -> Described:
    value = question.asks_for.value_type
    made: Described = {
        "name": question.reference,
        "label": question.words,
        "help": question.help,
        "type": question.asks_for.value,
        "answer": "" if value is None else value.tag,
        "required": True,
        "options": [{"value": each.reference, "label": each.words} for each in question.options],
        "unit": question.unit,
        "shown_if": [{"name": c.question, "is_in": list(c.is_in)} for c in question.asked_if],
        "lots": None if question.lots is None else list(question.lots),
        "answered_by": question.of.value,
        "evidence": [
            {"kind": e.kind, "when": e.when.value, "through": e.through.value}
            for e in question.evidence_wanted
        ],
        "most_points": None if question.most_points is None else scales.plain(question.most_points),
    }
    return {name: held for name, held in made.items() if held not in (None, "", [])}
