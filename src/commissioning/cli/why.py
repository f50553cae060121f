"""`commissioning law why WORD`: the rows behind a question, a notice or a finding, and those passed over.

Also the gates and checks that may find a code, or are asked before a record: `explain NAME --gates`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from commissioning.cli.console import TextOutput
from commissioning.errors import FormatError, written
from commissioning.findings.catalogue import BY_CODE
from commissioning.findings.codes.law import LAW_UNKNOWN
from commissioning.findings.finding import FindingCode
from commissioning.gates import attached, by_rules, case, decisions, order
from commissioning.law import catalogue, notices
from commissioning.law.conditions import Attachment
from commissioning.law.governing import governing, governing_law
from commissioning.law.law import Row
from commissioning.law.regimes.held import REGIMES
from commissioning.law.regimes.regime import GOVERNS
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.records.strategy import ProcurementFacts
from commissioning.values.frozen import frozen
from commissioning.values.text import counted, did_you_mean, display_name, listed

_ROWS: Final = tuple(row for regime in REGIMES for row in regime.rows)
_QUESTIONS: Final = {row.parameter.name: row.parameter.meaning for row in _ROWS}
_KINDS: Final = {
    code: row.parameter.name for row in _ROWS if (code := getattr(row.value, "code", ""))
}
"""The codes of answers, such as those of notices and of grounds for exclusion, with their question."""


@frozen
class _Asked:
    """The word asked about: its meaning, and which rows are about it."""

    kind: str
    """"question", "finding" or "answer"."""
    meaning: str
    is_about: Callable[[Row[object]], bool]


def answer(word: str, on: date, facts: ProcurementFacts) -> dict[str, Any]:
    """The rows behind a word and those passed over, for a procurement begun on a day.

    Raises `FormatError` for a word that is no question, finding or notice, and `NoRuleError` where no
    law governs, unless that is the question.
    """
    asked = _asked(word)
    about_governing = asked.is_about is _says_which_governs
    law = governing_law(on, facts) if about_governing else governing(on, facts).law(facts, None)
    weighed = catalogue.weigh(filter(asked.is_about, law.rows), law, on)
    elsewhere = {
        other.name: sum(map(asked.is_about, other.rows))
        for other in REGIMES
        if not about_governing and other.name != law.regime
    }
    return {
        "asked": word,
        "kind": asked.kind,
        "meaning": asked.meaning,
        "law": law.regime,
        "answers": [_row(row) for row in weighed.answering],
        "not decided": list(map(_not_answering, weighed.undecided)),
        "passed over": list(map(_not_answering, weighed.passed_over)),
        "rows of other laws": {name: number for name, number in elsewhere.items() if number},
    }


def _says_which_governs(row: Row[object]) -> bool:
    return row.parameter == GOVERNS


def _asked(word: str) -> _Asked:
    if word == GOVERNS.name:
        return _Asked("question", GOVERNS.meaning, _says_which_governs)
    if word in _QUESTIONS:
        return _Asked("question", _QUESTIONS[word], lambda row: row.parameter.name == word)
    if word in BY_CODE:
        return _of_finding(BY_CODE[word])
    if word in _KINDS:
        meaning = f"One answer to the question: {_KINDS[word]}."
        return _Asked("answer", meaning, lambda row: getattr(row.value, "code", "") == word)
    known = (*_QUESTIONS, *BY_CODE, *_KINDS)
    stem = word.casefold().removesuffix("s")
    found = (name for name in known if len(stem) > 2 and stem in name.casefold())
    within = tuple(f'"{name}"' for name in dict.fromkeys(found))[:3]
    near = f"; did you mean {listed(within, 'or')}?" if within else did_you_mean(word, known)
    remedy = near or "; `commissioning law --on DAY` lists the questions"
    raise FormatError("law", (f'no question, notice or finding is called "{word}"{remedy}',))


def _of_finding(code: FindingCode) -> _Asked:
    """A finding with the rows that set its conditions, and those of the questions that decide them.

    Of notices a finding names the one it misses, so their rows are left to the notice's own code. For an
    unknown law the rows are those that say which governs.
    """
    if code is LAW_UNKNOWN:
        return _Asked("finding", code.meaning, _says_which_governs)
    conditions = {gate.condition for gate in attached.LAW_GATES if code in gate.codes}
    asked = {question for each in conditions for question in each.asks} - {notices.NOTICE}

    def decides(row: Row[object]) -> bool:
        if isinstance(row.value, Attachment):
            return row.value.condition in conditions
        return row.parameter in asked

    return _Asked("finding", code.meaning, decides)


def _not_answering(one: catalogue.PassedOver) -> dict[str, str]:
    return {**_row(one.row), "because": one.because}


def _row(row: Row[object]) -> dict[str, str]:
    return {
        "question": row.parameter.name,
        "answer": row.parameter.describe(row.value),
        "where": str(row.facts),
        "in force": row.span(),
        "source": str(row.citation),
        "verification": row.citation.verification.value,
    }


def show(found: dict[str, Any], on: date, page: TextOutput) -> None:
    """The answer for a person."""
    page.title(f"{found['asked']}: a procurement begun on {written(on)}")
    page.paragraph(found["meaning"])
    page.paragraph(f"Asked of: {found['law']}.")
    for heading, key in _HEADINGS.items():
        if found["kind"] == "finding" and key == "passed over" and found[key]:
            page.gap()
            rows = counted(len(found[key]), "row")
            page.paragraph(f"Passed over: {rows}. Ask about one of the questions to see them.")
            continue
        if found[key]:
            page.gap()
            page.line(heading)
        for row in found[key]:
            _show_row(row, page)
    if not found["answers"]:
        page.gap()
        page.paragraph(_no_answer(found))
    for name, number in found["rows of other laws"].items():
        page.gap()
        page.paragraph(f"Not asked: {counted(number, 'row')} of the {name}, which does not govern.")


_HEADINGS: Final = {
    "Answers:": "answers",
    "Would answer, if a fact were stated:": "not decided",
    "Passed over:": "passed over",
}


def _no_answer(found: dict[str, Any]) -> str:
    if found["not decided"]:
        return "No row answers until that fact is stated; `commissioning law --help` lists the options."
    if found["passed over"]:
        return "No row answers: the law held here has none for such a procurement."
    law = f"No row of the {found['law']} is about it."
    if found["kind"] != "finding":
        return law
    asked = f"`commissioning explain {found['asked']}`"
    return f"{law} A finding may rest on the order of steps or on practice: see {asked}."


def _show_row(row: dict[str, str], page: TextOutput) -> None:
    where = f" (where {row['where']})" if row["where"] else ""
    page.paragraph(f"{row['question']}: {row['answer']}{where}", "  ", "  ")
    page.paragraph(f"{row['source']}; {row['in force']}; {row['verification']}", "    ")
    if "because" in row:
        page.paragraph(f"because {row['because']}", "    ", "  ")


def _asked_in_turn(process: Process) -> Iterator[tuple[case.Gate | case.Check, type[Record], str]]:
    """Each condition of the table, of the law and of rules, with what it stands before and by what."""
    for step in process.steps:
        for condition in step.conditions:
            yield condition, step.record, ""
    for regime in REGIMES:
        for row in regime.rows:
            if isinstance(row.value, Attachment):
                yield attached.GATES[row.value.condition], row.value.record, regime.name
    for check in by_rules.RULED:
        yield check, check.kind, "where the council's rules are given"


def found_by(code: FindingCode, process: Process) -> list[str]:
    """The named conditions that may find it, of the table and of the law, with what they stand before."""
    found = (
        f"{_words(condition)} (before: {display_name(record)}{by and f', {by}'})"
        for condition, record, by in _asked_in_turn(process)
        if code in condition.codes
    )
    every = {
        "the rule of order and time": order.ALWAYS_ASKED,
        "decisions in force": decisions.DECISION_CODES,
    }
    always = (f"{name} (before every record)" for name, codes in every.items() if code in codes)
    return list(dict.fromkeys((*always, *found)))


def asked_before(kind: type, process: Process) -> list[str]:
    """The named conditions that are asked before a kind of record, beside those of every record."""
    found = (
        f"{_words(condition)}{by and f' ({by})'}"
        for condition, record, by in _asked_in_turn(process)
        if issubclass(kind, record)
    )
    return list(dict.fromkeys(found))


def _words(condition: case.Gate | case.Check) -> str:
    return condition.name.replace("_", " ")
