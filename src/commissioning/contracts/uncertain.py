"""Reckonings about a contract some of whose days are known only to a span.

A reckoning is made on the first and on the last day of each span. What is the same on all of them is known;
the rest depends on a day that the papers do not give, and is said to be not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Final, TypeVar, cast

from attrs import evolve

from commissioning.contracts.history import ContractHistory
from commissioning.errors import RecordError, written
from commissioning.findings.codes.process import DAY_NOT_KNOWN
from commissioning.findings.finding import Finding
from commissioning.records.contract import ContractSigned
from commissioning.records.days import day_in_words, first_days
from commissioning.records.record import Record
from commissioning.values.text import display_name, listed, sentence

T = TypeVar("T")
MOST: Final = 6
"""The number of records with spans of which every combination is tried; beyond it, all early or all late."""


def possible(found: ContractHistory) -> tuple[ContractHistory, ...]:
    """The history on the first and last day of each span; itself alone where every day is known.

    The first of them goes by the last days.
    """
    records = (found.contract, *found.events)
    uncertain = [number for number, record in enumerate(records) if record.is_span]
    if not uncertain:
        return (found,)
    together = [(False,) * len(uncertain), (True,) * len(uncertain)]
    choices = together if len(uncertain) > MOST else product((False, True), repeat=len(uncertain))
    made = (_on_days(found, dict(zip(uncertain, early, strict=True))) for early in choices)
    return tuple(filter(None, made)) or (found,)


def _on_days(found: ContractHistory, early: dict[int, bool]) -> ContractHistory | None:
    """The history with some records on their first days; None where one does not allow them."""
    records = (found.contract, *found.events)
    chosen: list[Record] = list(records)
    try:
        for number in (number for number, is_early in early.items() if is_early):
            chosen[number] = records[number].on_days(first_days(records[number].spans))
    except RecordError:
        return None
    events = sorted(chosen[1:], key=lambda event: event.on)
    return evolve(found, contract=cast("ContractSigned", chosen[0]), events=tuple(events))


def agreed(found: ContractHistory, reckon: Callable[[ContractHistory], T]) -> T | None:
    """The answer of a reckoning; None where it depends on a day that is known only to a span."""
    first, *others = map(reckon, possible(found))
    return first if all(other == first for other in others) else None


def term_in_words(contract: ContractSigned) -> str:
    """The term as far as it is stated, with the words of days known only to a span."""
    first = f"from {written(contract.starts_on)}" if contract.starts_on else "term not stated"
    words, spans = str(contract.term or first), contract.spans
    of_term = (name for name in spans if name.startswith(("term.", "starts_on")))
    known = "; ".join(f"{day_in_words(name)}: {spans[name].words}" for name in of_term)
    words += f" ({known})" if known else ""
    return f"{words}, then until somebody ends it" if contract.rolling else words


def agreed_findings(
    found: ContractHistory, reckon: Callable[[ContractHistory], tuple[Finding, ...]]
) -> Iterator[Finding]:
    """The findings that hold whichever days are right, then one warning for those that depend on it."""
    answers = [{(f.code, f.about): f for f in reckon(each)} for each in possible(found)]
    if len(answers) == 1:
        yield from reckon(found)
        return
    every = {key: finding for answer in reversed(answers) for key, finding in answer.items()}
    depending = [finding for key, finding in every.items() if any(key not in a for a in answers)]
    yield from (finding for finding in every.values() if finding not in depending)
    if depending:
        yield day_not_known(found, *(finding.message for finding in depending))


def day_not_known(found: ContractHistory, *depending: str) -> Finding:
    """The warning that sentences about a contract hold on some days of its spans only."""
    spans = [
        f"{_named(record, name)} ({window.words})"
        for record in (found.contract, *found.events)
        for name, window in record.spans.items()
    ]
    known = f"{listed(spans)} {'is' if len(spans) == 1 else 'are'} not known exactly"
    return DAY_NOT_KNOWN.warns(
        f"{sentence(known)} On some of those days this would apply: {'; '.join(depending)}",
        remedy="Find the day in the papers and record it; if they do not give it, this warning stays",
        about=found.contract.reference,
    )


def _named(record: Record, name: str) -> str:
    words = f"the {day_in_words(name)} of the" if name else "the"
    return f"{words} {display_name(type(record))} {record.reference}".rstrip()
