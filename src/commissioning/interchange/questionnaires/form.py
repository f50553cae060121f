"""The description of a form: what a web page needs to draw a questionnaire, as JSON can hold it."""

from __future__ import annotations

from collections.abc import Iterable

from commissioning.records.questions import AnswerKind, BidQuestion
from commissioning.values.grouping import grouped
from commissioning.values.scales import plain
from commissioning.values.shapes import field_docs

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
"""The fields of a question whose meaning is told to whoever draws the form."""


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
        "most_points": None if question.most_points is None else plain(question.most_points),
    }
    return {name: held for name, held in made.items() if held not in (None, "", [])}
