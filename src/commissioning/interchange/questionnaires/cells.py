"""The text of one cell for a value, and the value for a text: rules, options, conditions and answers.

A cell is read into what a file would hold, so that the codec checks it and names what is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import attrs

from commissioning.dates.windows import one_day
from commissioning.errors import FormatError, RecordError
from commissioning.interchange.codec import given_shape
from commissioning.interchange.json import parsed
from commissioning.interchange.scalars import TAG, choices, fields_of
from commissioning.process import Process
from commissioning.records import answers
from commissioning.records.questions import AnswerKind, BidQuestion
from commissioning.values import bounds, shapes
from commissioning.values.money import SYMBOLS, Money, VatBasis
from commissioning.values.text import cut, no_such

Held = object
"""The data of a file for a value: text, yes or no, a list or an object."""

_MONEY: Final = re.compile(
    r"(-?)\s*(£|€|\$|[A-Z]{3} ?)?\s*((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"\s*(including VAT|excluding VAT|VAT not stated)?"
)
_LISTS: Final = {"options": ("reference", "words"), "asked_if": ("question", "is_in"),
                 "evidence": ("kind", "when", "through")}  # fmt: skip
"""The fields that hold several objects, each with the order of its parts in a cell."""
_STRUCTURED: Final = frozenset({*_LISTS, "rule", "lots", "tests"})
"""The fields that may be written as JSON, where a text in them holds a sign that parts others."""
_SIGNS: Final = re.compile(r"[;,=\n]|^[{\[\s]|\s$|^$")


def parted(text: str, sign: str = ";") -> list[str]:
    """The parts of a cell, at the sign or at line breaks, without empty ones."""
    return [part.strip() for part in re.split(rf"[{sign}\n]", text) if part.strip()]


def money_of(text: str) -> Money:
    """An amount such as "£3,300,000 excluding VAT", in pounds by default. Raises `ValueError` for another."""
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{cut(text, 60)!r} is not an amount; write one such as £5,000,000")
    sign, symbol, digits, basis = found.groups()
    codes = {sign: code for code, sign in SYMBOLS.items()}
    currency = codes.get(symbol or "£", (symbol or "").strip())
    vat = VatBasis(basis) if basis else VatBasis.UNSTATED
    return Money(Decimal(f"{sign}{digits.replace(',', '')}"), currency, vat)


def held_of(name: str, shape: shapes.Shape, text: str, process: Process) -> Held:
    """The data that a file would hold for the field of a question whose cell has this text.

    Raises `ValueError` saying what is wrong with it.
    """
    if text.lstrip().startswith(("{", "[")) and name in _STRUCTURED:
        try:
            return parsed(text)
        except FormatError:
            raise ValueError(
                "it begins like JSON but is not; write it as JSON or in words"
            ) from None
    if name in _LISTS:
        return [_object(_LISTS[name], part) for part in parted(text)]
    return _rule(text, process) if name == "rule" else _plain(shape, text)


def _object(names: tuple[str, ...], part: str) -> dict[str, Held]:
    """An object from its parts: "holds = We hold it"; the answers of a condition are a list."""
    given = [each.strip() for each in part.split("=", len(names) - 1)]
    made: dict[str, Held] = dict(zip(names, given, strict=False))
    if "is_in" in names:
        made["is_in"] = parted(str(made.get("is_in", "")), ",")
    return made


def _rule(text: str, process: Process) -> Held:
    """A rule: its tag and, after a colon, its fields as "name = value"; the first may go unnamed."""
    tag, _, rest = text.partition(":")
    tag = tag.strip().casefold().replace(" ", "-")
    kinds = choices(given_shape(fields_of(BidQuestion)["rule"]), process)
    if tag not in kinds:
        raise ValueError(no_such("rule", tag, kinds))
    fields = fields_of(kinds[tag])
    needed = [f.name for f in attrs.fields(kinds[tag]) if f.default is attrs.NOTHING]
    made: dict[str, Held] = {TAG: tag}
    for part in parted(rest):
        name, equals, value = part.partition("=")
        key = name.strip().replace(" ", "_") if equals else (needed[0] if needed else "")
        if key in fields and key in made:
            words = key.replace("_", " ")
            raise ValueError(f"it gives the {words} twice; keep one, or part several with commas")
        value = value if equals else name
        made[key] = _plain(fields[key], value) if key in fields else value.strip()
    return made


def _plain(shape: shapes.Shape, text: str) -> Held:  # noqa: PLR0911  (one a shape)
    text = text.strip()
    match shape:
        case shapes.OrNone(inner):
            return _plain(inner, text)
        case shapes.ManyOf(part):
            return [_plain(part, each) for each in parted(text, ",")]
        case shapes.OneOf(kind):
            return next((m.value for m in kind if m.value.casefold() == text.casefold()), text)
        case shapes.Plain(kind) if kind is bool:
            return {"yes": True, "no": False}.get(text.casefold(), text)
        case shapes.Plain(kind) if kind is int:
            return bounds.whole_number(text, str) if text.isdecimal() else text
        case shapes.OfClass(kind) if kind is Money:
            money = money_of(text)
            return {
                "amount": f"{money.amount:f}",
                "currency": money.currency,
                "vat": money.vat.value,
            }
    return text


def text_of(name: str, held: Held) -> str | None:
    """The text of a cell for what a file holds; None where it holds nothing."""
    if held is None or held in ("", [], ()):
        return None
    if name in _STRUCTURED and not _is_plain(held):
        return json.dumps(held, ensure_ascii=False)
    if name in _LISTS and isinstance(held, list):
        return "; ".join(" = ".join(_shown(each[n]) for n in _LISTS[name]) for each in held)
    if name == "rule" and isinstance(held, dict):
        fields = {n.replace("_", " "): _shown(value) for n, value in held.items() if n != TAG}
        parts = "; ".join(f"{n} = {text}" for n, text in fields.items())
        return f"{held[TAG]}: {parts}" if parts else str(held[TAG])
    return _shown(held)


def _is_plain(held: Held, *, inside: bool = False) -> bool:
    """Whether a cell can hold a value in words: no sign within its texts, no object within an object."""
    if isinstance(held, dict):
        plain = (_is_plain(value, inside=True) for value in held.values())
        return "currency" in held or (not inside and all(plain))
    if isinstance(held, list):
        return all(_is_plain(each, inside=inside) for each in held)
    return not isinstance(held, str) or not _SIGNS.search(held)


def _shown(held: Held) -> str:
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, list):
        return ", ".join(map(_shown, held))
    if isinstance(held, dict):
        return str(Money(held["amount"], held["currency"], VatBasis(held["vat"])))
    return str(held)


# Answers

_MARKS: Final = re.compile(
    r"(?P<value>.*?)(?:\s*\[evidence: (?P<evidence>[^\]]*)\])?(?P<confidential>\s*\[confidential\])?",
    re.DOTALL,
)
_MET_BY: Final = re.compile(r"met by (\S+)")
_NOT_APPLICABLE: Final = re.compile(r"not applicable \((.+)\)", re.DOTALL)


def answer_of(question: BidQuestion, text: str, by: str = "") -> answers.Answer:
    """The answer that a cell holds. Raises `ValueError` saying what to write instead."""
    found = _MARKS.fullmatch(text.strip())
    marks = found.groupdict() if found else {"value": text}
    value = str(marks["value"]).strip()
    answer = answers.Answer(
        question=question.reference,
        value=_value_of(question, value),
        by=by,
        evidence=tuple(parted(marks.get("evidence") or "", ",")),
        confidential=bool(marks.get("confidential")),
    )
    if question.misfit(answer):
        raise _no_answer(question, value)
    return answer


def _no_answer(question: BidQuestion, text: str) -> ValueError:
    _, wanted = _KINDS[question.asks_for]
    remedy = wanted.format(", ".join(option.reference for option in question.options))
    return ValueError(f"{cut(text, 60)!r} does not answer question {question.reference}; {remedy}")


def _value_of(question: BidQuestion, text: str) -> answers.AnswerValue:
    if met_by := _MET_BY.fullmatch(text):
        return answers.MetBy(party=met_by[1])
    if not_applicable := _NOT_APPLICABLE.fullmatch(text):
        return answers.NotApplicable(because=not_applicable[1])
    sign = {"per cent": "%", "pounds": "£"}.get(question.unit, question.unit)
    shown = text.removeprefix(sign).removesuffix(sign)  # 60% and £60, as their cells show them
    try:
        value = _KINDS[question.asks_for][0](
            shown if question.asks_for is AnswerKind.FIGURE else text
        )
    except (InvalidOperation, ValueError, KeyError, RecordError, FormatError):
        value = None
    if value is None:
        raise _no_answer(question, text)
    return value


def _yearly(text: str) -> answers.Yearly:
    years = []
    for part in parted(text):
        day, _, amount = part.partition("=")
        ends_on, money = one_day(day), money_of(amount)
        years.append(answers.YearAmount(ends_on=ends_on, money=money))
    return answers.Yearly(years=tuple(years))


def _chosen(text: str) -> answers.Chosen:
    return answers.Chosen(options=tuple(parted(text, ",")))


# fmt: off
_KINDS: Final[Mapping[AnswerKind, tuple[Callable[[str], answers.AnswerValue | None], str]]] = {
    AnswerKind.WORDS: (lambda text: answers.InWords(words=text), "write it in words"),
    AnswerKind.YES_NO: (lambda text: answers.YesNo(yes={"yes": True, "no": False}[text.casefold()]),
        "write yes or no"),
    AnswerKind.OPTION: (_chosen, "write one of {}"),
    AnswerKind.OPTIONS: (_chosen, "write one or more of {}"),
    AnswerKind.FIGURE: (lambda text: answers.FigureGiven(value=Decimal(text.replace(",", ""))),
        "write a number"),
    AnswerKind.AMOUNT: (lambda text: answers.AmountGiven(money=money_of(text)),
        "write an amount such as £5,000,000"),
    AnswerKind.DAY: (lambda text: answers.OnDay(day=one_day(text)),
        "write a day such as 2026-03-31"),
    AnswerKind.YEARLY: (_yearly, "write amounts such as 2025-03-31 = £2,900,000; 2024-03-31 = £3,300,000"),
    AnswerKind.DOCUMENT: (lambda text: answers.Attached() if text.casefold() == "attached" else None,
        "write attached"),
    AnswerKind.WORKED_OUT: (lambda _: None, "leave it empty, for it is worked out from other answers"),
}
# fmt: on
"""The reader of the answers of each kind, and the words for what to write where it reads none."""


_TEXTS: Final[Mapping[type, Callable[[Any], str]]] = {
    answers.OnDay: lambda value: value.day.isoformat(),
    answers.Yearly: lambda value: "; ".join(f"{each.ends_on} = {each.money}" for each in value.years),
    answers.Chosen: lambda value: ", ".join(value.options),
    **dict.fromkeys((answers.YesNo, answers.FigureGiven, answers.AmountGiven, answers.InWords,
                     answers.Attached, answers.MetBy, answers.NotApplicable), str),
}  # fmt: skip
"""The text for the value of an answer of each kind that a cell can hold."""


def answer_text(answer: answers.Answer) -> str:
    """The text of the cell for an answer. Raises `RecordError` for a kind that no cell can hold."""
    kind = type(answer.value)
    if kind not in _TEXTS:
        why = f"a sheet cannot hold the answer {kind.__name__}; use JSON"
        raise RecordError("questionnaire", (why,))
    evidence = f" [evidence: {', '.join(answer.evidence)}]" if answer.evidence else ""
    confidential = " [confidential]" if answer.confidential else ""
    return f"{_TEXTS[kind](answer.value)}{evidence}{confidential}"
