"""Findings about an award report before it goes out: what it lacks, gives away, or cannot show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import Final

from commissioning.display.reports.awarded import Award
from commissioning.display.reports.report import Block, Report
from commissioning.findings.codes import publishing as codes
from commissioning.findings.finding import Finding
from commissioning.records.answers import InWords
from commissioning.records.criteria import Criterion
from commissioning.records.methods import Method
from commissioning.records.panel import Moderation
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.values.tables import Table, shown_cell
from commissioning.values.text import listed

_NUMBER: Final = re.compile(r"£?(\d[\d,]*(?:\.\d+)?)(?:\s*(m|k|million|thousand)\b)?", re.I)
_TIMES: Final = {"m": 10**6, "million": 10**6, "k": 1000, "thousand": 1000}
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_EVERYWHERE: Final = re.compile(
    "the|and|for|its|was|were|has|have|had|this|that|with|from|are|all|tender|bid|bidder|provider|answer"
    "|response|submission"
)
"""Words that any reason has."""
_NEARLY_ALL: Final = Decimal("0.8")


def missing_sections(reports: Iterable[Report]) -> Iterator[Finding]:
    """A finding for each section of some reports that has nothing to say."""
    for report in reports:
        for section in report.sections:
            if section.missing:
                yield codes.REPORT_SECTION_MISSING.warns(
                    f'The section "{section.title}" is empty: {section.missing.rstrip(".")}',
                    remedy="Record it, or say in the section's own words why there is none",
                    about=section.key,
                )


def exempt_in_public(award: Award, public: Report, words: Mapping[str, str]) -> Iterator[Finding]:
    """A finding for each section of the public part with a price of, or words that name, who did not win.

    `words` are a person's own, by the key of the section, as they were given.
    """
    lost = {name for name in award.letters if name}
    prices = {
        offer.price.amount: tender.provider
        for tender in award.cycle.every(TenderReceived)
        for offer in tender.prices
        if offer.price is not None and tender.provider in award.letters
    }
    for section in public.sections:
        own = words.get(section.key, "")
        drawn = " ".join(chain.from_iterable(map(_texts, section.blocks)))
        found = [f"the price of {prices[p]}" for p in prices if _tells(f"{drawn} {own}", p)]
        found += [
            f"the name {name}"
            for name in sorted(lost)
            if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", own, re.I)
        ]
        if found:
            yield codes.EXEMPT_IN_PUBLIC(
                f'The section "{section.title}" of the public part has {listed(found)}',
                remedy="Leave it to the exempt part; the public part has letters for those who did not win",
                about=section.key,
            )


def unfounded_figures(reports: Iterable[Report], words: Mapping[str, str]) -> Iterator[Finding]:
    """A finding for each section in whose own words there is a number that the report does not draw."""
    drawn = {
        value
        for report in reports
        for section in report.sections
        for block in section.blocks
        for text in _texts(block)
        for value, _, _ in _numbers(text)
    }
    for key, own in words.items():
        strange = [
            shown
            for value, step, shown in _numbers(own)
            if not any(abs(value - each) * 2 <= step or value == each for each in drawn)
        ]
        if strange:
            yield codes.FIGURE_NOT_FROM_RECORD.warns(
                f'The words for the section "{key}" have {listed(strange)}, which no record has',
                remedy="Check it against the records, or record where it comes from",
                about=key,
            )


def weak_reasons(award: Award) -> Iterator[Finding]:
    """Findings about reasons for marks that repeat the criterion, or say nothing of the answer."""
    invited = award.cycle.find(InvitationToTender)
    if invited is None or not isinstance(invited.method, Method):
        return
    criteria = {each.reference: each for each in invited.method.criteria}
    for moderation in award.cycle.every(Moderation):
        criterion, said = criteria.get(moderation.criterion), _stems(moderation.because)
        if criterion is None or not said:
            continue
        asked = _stems(_asked(criterion, invited))
        which = f"The reason for the mark of {moderation.provider} on {criterion.title}"
        if len(said & asked) >= _NEARLY_ALL * len(said):
            yield codes.REASON_REPEATS_CRITERION.warns(
                f"{which} only repeats the criterion",
                remedy="Say what in the tender earned the mark, and what was lacking",
                about=moderation.provider,
            )
        answer = _stems(_answer(moderation, criterion, award)) - asked
        if answer and not said & answer:
            yield codes.REASON_WITHOUT_TENDER.warns(
                f"{which} has no word of the answer",
                remedy="Refer to what the answer says, so that the bidder sees what was marked",
                about=moderation.provider,
            )


def _asked(criterion: Criterion, invited: InvitationToTender) -> str:
    levels = criterion.scale.levels if criterion.scale else ()
    questions = (each.words for each in invited.questions if each.reference in criterion.asks)
    own = (criterion.title, criterion.question, *questions)
    return " ".join((*own, *(f"{level.label} {level.descriptor}" for level in levels)))


def _answer(moderation: Moderation, criterion: Criterion, award: Award) -> str:
    """The answers of the tender in words to the questions of a criterion."""
    return " ".join(
        answer.value.words
        for tender in award.cycle.every(TenderReceived)
        if tender.provider == moderation.provider
        for answer in tender.answers
        if answer.question in criterion.asks and isinstance(answer.value, InWords)
    )


def _stems(text: str) -> set[str]:
    """The words of a text that say something, singular and plural as one."""
    words = _WORD.findall(text.lower())
    return {word.rstrip("s") for word in words if not _EVERYWHERE.fullmatch(word)}


def _texts(block: Block) -> Iterable[str]:
    if isinstance(block, Table):
        return (shown_cell(cell) for row in block.rows for cell in row)
    return (block,) if isinstance(block, str) else block


def _numbers(text: str) -> Iterator[tuple[Decimal, Decimal, str]]:
    """The numbers of a text, each with the step it is given to, and as it is written."""
    for match in _NUMBER.finditer(text):
        times, plain = _TIMES.get((match[2] or "").lower(), 1), match[1].replace(",", "")
        step = Decimal(times).scaleb(-len(plain.partition(".")[2]))
        yield Decimal(plain) * times, step, match[0]


def _tells(text: str, price: Decimal) -> bool:
    """Whether a text has a price, to the pound or rounded; a number below 1,000 needs the pound sign."""
    return any(
        abs(value - price) * 2 <= step and (value >= 1000 or shown.startswith("£"))
        for value, step, shown in _numbers(text)
    )
