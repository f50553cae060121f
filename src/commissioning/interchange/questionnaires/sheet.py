"""A questionnaire and its answers as one sheet: a row for each question, and a column for each bidder."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Final

from commissioning.errors import FormatError, RecordError
from commissioning.interchange.codec import codec_for
from commissioning.interchange.fields import fields_of
from commissioning.interchange.questionnaires.cells import (
    answer_of,
    answer_text,
    held_of,
    text_of,
)
from commissioning.interchange.scalars import Misread
from commissioning.interchange.workbooks.reading import Faults, Line, Sheet, lines_of, sheets_in
from commissioning.process import Process
from commissioning.records.answers import Answer
from commissioning.records.questions import BidQuestion, problems_of_questions
from commissioning.values.frozen import frozen
from commissioning.values.tables import Cell, Column, Table

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


@frozen(kw_only=True)
class QuestionnaireSheet:
    """What a sheet holds: the questions in order, and the answers of each bidder."""

    questions: tuple[BidQuestion, ...]
    answers: Mapping[str, tuple[Answer, ...]]
    """The answers by the bidder's reference; one without an answer is there with none."""


def questionnaire_table(
    questions: Iterable[BidQuestion],
    answers: Mapping[str, Iterable[Answer]] | None = None,
    process: Process | None = None,
) -> Table:
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
        own: list[Cell] = [text_of(name, held.get(name)) for name in _FIELDS]
        theirs = (each.get(question.reference) for each in given.values())
        own.extend(None if answer is None else answer_text(answer) for answer in theirs)
        rows.append(tuple(own))
    names = (*(HEADINGS[name][0] for name in _FIELDS), *given)
    return Table(tuple(map(Column, names)), tuple(rows))


def _by_party(answers: Mapping[str, Iterable[Answer]]) -> dict[str, dict[str, Answer]]:
    """The answers by question, under the heading of each bidder and party."""
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
    """The questions and answers of a sheet: the text of a CSV file, or a workbook as bytes or by its path.

    Its headings are those of `questionnaire_table`; only Reference and Words have to be there. Every other
    heading is a bidder. Raises `FormatError` naming every cell that is wrong and what to write, and
    `ImportError` for a workbook without the extra `xlsx`.
    """
    sheet = _csv_sheet(source) if isinstance(source, str) else sheets_in(source)[0]
    reading, faults = process or Process.standard(), Faults()
    bidders = _bidders(sheet)
    headings = HEADINGS | {f"bidder {name}": (name.casefold(),) for name in bidders}
    questions: list[BidQuestion] = []
    answers: dict[str, list[Answer]] = {name.partition("/")[0]: [] for name in bidders}
    for line in lines_of(sheet, headings, _NEEDED, faults):
        question = _question(line, reading)
        if question is not None:
            questions.append(question)
            for name in bidders:
                _take_answer(line, question, name, answers)
    for problem in problems_of_questions(tuple(questions)) if not faults.found else ():
        faults.add(sheet.name, problem.removeprefix("questions: "))
    faults.check()
    held = {bidder: tuple(each) for bidder, each in answers.items()}
    return QuestionnaireSheet(questions=tuple(questions), answers=held)


def _csv_sheet(text: str) -> Sheet:
    """The text of a CSV file as a sheet. Text that was kept from being run as a formula is as it was."""
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        rows = tuple(tuple(map(_bare, row)) for row in reader)
    except csv.Error as error:
        raise FormatError("questionnaire", (f"it is no CSV file: {error}",)) from None
    return Sheet("questions", rows)


def _bare(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell


def _bidders(sheet: Sheet) -> tuple[str, ...]:
    """The headings that are no field of a question, beside the heading of the references."""
    known = {word for words in HEADINGS.values() for word in words}
    for row in sheet.rows:
        words = [str(cell or "").strip() for cell in row]
        if {word.casefold() for word in words} & set(HEADINGS["reference"]):
            return tuple(word for word in words if word and word.casefold() not in known)
    return ()


def _question(line: Line, process: Process) -> BidQuestion | None:
    """The question of a row; None where a cell is wrong, which is noted."""
    shapes = fields_of(BidQuestion)
    held: dict[str, object] = {}
    for name in _FIELDS:
        text = _text(line, name, "give one" if name in _NEEDED else "")
        if text:
            try:
                held[name] = held_of(name, shapes[name], text, process)
            except ValueError as error:
                line.fault(name, str(error))
                return None
    if not all(name in held for name in _NEEDED):
        return None
    try:
        return codec_for(process).read(BidQuestion, held)
    except Misread as wrong:
        for path, problem in wrong.lines:
            name = path.lstrip(".").split(".")[0].split("[")[0]
            line.fault(name if name in held else "reference", problem)
        return None


def _text(line: Line, name: str, needed: str = "") -> str:
    """The text of a cell as it was typed, for a number may begin with a zero; numbers as they show."""
    value = line.value(name)
    return value.strip() if isinstance(value, str) else line.text(name, needed)


def _take_answer(
    line: Line, question: BidQuestion, name: str, answers: dict[str, list[Answer]]
) -> None:
    """Add the answer of a bidder or party to a question, where its cell has one."""
    text = _text(line, f"bidder {name}")
    bidder, _, party = name.partition("/")
    if not text:
        return
    try:
        answer = answer_of(question, text, party)
    except (ValueError, RecordError) as error:
        line.fault(f"bidder {name}", str(error))
        return
    misfit = question.misfit(answer)
    if misfit:
        line.fault(f"bidder {name}", misfit)
    answers[bidder].append(answer)
