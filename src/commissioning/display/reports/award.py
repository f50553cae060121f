"""The award report: the decision and the reasons for it, with every figure from a record.

The public part has letters in place of the tenderers who were not recommended, and no prices but those of the
contracts signed. Everything that is exempt is in the other part, with the digests of the records. Before it
goes out, findings tell what it lacks, gives away, or cannot show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Final, TypeAlias

from commissioning.cycle import Cycle
from commissioning.display.reports import award_parts as parts
from commissioning.display.reports.report import (
    NO_WORDS,
    Block,
    Readership,
    Report,
    Said,
    of_lot,
    replacing,
    report_of,
    section_of,
    table_of,
)
from commissioning.evaluation.reporting.tables import notes, ranking, warnings
from commissioning.findings.codes import publishing as codes
from commissioning.findings.finding import Finding, Findings
from commissioning.ledger.record_finder import latest
from commissioning.records import answers, criteria, methods, panel, selection, tender
from commissioning.records.record import WHOLE, of_lots
from commissioning.values.canonical import digest
from commissioning.values.tables import Column, Kind, Table, shown_cell
from commissioning.values.text import display_name, grouped, listed

_Row: TypeAlias = tuple[str, str, Callable[[parts.Award], Said], str]


def _who(one: parts.Award) -> Said:
    """The providers who applied, passed, were shortlisted and tendered, by name."""
    assessed = one.cycle.every(selection.SelectionAssessment)
    verdicts = {
        name: latest(own) for name, own in grouped((v.provider, v) for v in assessed).items()
    }
    applied = [r.provider for r in one.cycle.every(selection.SelectionResponse)]
    tendered = [r.provider for r in one.cycle.every(tender.TenderReceived)]
    rows = (
        (
            name,
            _of_each_lot((v, v.outcome.value) for v in verdicts.get(name, ())),
            _of_each_lot((v, v.because) for v in verdicts.get(name, ()) if v.because),
            name in one.shortlisted if one.shortlisted else None,
            name in tendered,
            name in one.recommended,
        )
        for name in dict.fromkeys((*applied, *tendered))
    )
    columns = (
        "provider", Column("selection", empty="–"), Column("because", empty="–"),
        Column("shortlisted", Kind.YES_NO, empty="–"), Column("tendered", Kind.YES_NO),
        Column("recommended", Kind.YES_NO),
    )  # fmt: skip
    return (table_of(columns, rows),), [v for own in verdicts.values() for v in own]


def _of_each_lot(said: Iterable[tuple[selection.SelectionAssessment, str]]) -> str | None:
    """The words about a provider, once where they are the same for every lot; None without any."""
    lots = grouped((words, lot) for each, words in said for lot in each.lots or (WHOLE,))
    of = {words: f" ({of_lots(those)})" if len(lots) > 1 else "" for words, those in lots.items()}
    return "; ".join(f"{words}{of[words]}" for words in lots) or None


def _moderations(one: parts.Award) -> Said:
    """The marks that panels agreed, each with its reason, and how far apart the members were before."""
    held = one.cycle.every(panel.Moderation)
    several = any(m.lots for m in held)
    of = (Column("of", empty="–"),) if several else ()
    rows = (
        (m.provider, m.criterion, *((of_lots(m.lots) if m.lots else None,) if several else ()),
         str(m.agreed), m.because)
        for m in held
    )  # fmt: skip
    blocks: list[Block | None] = [
        table_of(("provider", "criterion", *of, "agreed mark", "because"), rows)
    ]
    columns = (
        "criterion",
        "provider",
        "marks",
        Column("spread", Kind.NUMBER, "highest less lowest"),
    )
    for lot, result in one.results.items():
        cells = sorted(result.agreement().cells, key=lambda cell: -cell.spread)
        given = ((c.criterion, c.provider, c.text(named=False), c.spread) for c in cells)
        heading = of_lot(lot, "the members' marks before they agreed:")
        blocks += [heading, table_of(columns, given)] if cells else ()
    return blocks, held


def _robustness(one: parts.Award) -> Said:
    """The smallest changes that would change the first, and what a reader should know."""
    blocks: list[Block] = []
    for lot, result in one.results.items():
        nearest = tuple(map(str, result.flips()[:3]))
        heading = of_lot(lot, "the smallest changes that would change who is first:")
        said = tuple(dict.fromkeys((*notes(result), *map(str, warnings(result)))))
        blocks += [heading if nearest else "", nearest, said]
    return blocks, ()


def _prices(one: parts.Award) -> Said:
    """Every price tendered, against the envelope."""
    invited = latest(one.cycle.every(tender.InvitationToTender))
    stated = ((each, each.envelope) for each in invited if each.envelope)
    blocks: list[Block] = [
        f"The envelope{parts.of_one(each, invited)} is {envelope.amount} per {envelope.per}."
        for each, envelope in stated
    ]
    for lot, result in one.results.items():
        blocks += [of_lot(lot), ranking(result)]
    return blocks, invited


def _annex(one: parts.Award) -> Said:
    """Every record, with the digest of its contents."""
    columns = ("record", Column("on", Kind.DAY), "reference", "digest")
    records = one.cycle.records
    rows = ((display_name(type(r)), r.on, r.reference or None, digest(r)) for r in records)
    return (table_of(columns, rows),), ()


# fmt: off
PUBLIC: Final[tuple[_Row, ...]] = (
    ("decision", "The decision", parts.decision, "No award has been recommended."),
    ("reasons", "Reasons, and alternatives that were rejected", parts.reasons,
     "Neither a reason for the award nor an options appraisal is recorded."),
    ("need", "The need, and what people said", parts.need, "No needs assessment is recorded."),
    ("equality", "Equality", parts.equality, "No equality impact assessment is recorded."),
    ("route", "How it was bought", parts.route, "No procurement strategy is recorded."),
    ("numbers", "Who took part", parts.numbers, "The records name no provider who took part."),
    ("method", "How tenders were judged", parts.method, "No invitation with an award method is recorded."),
    ("panel", "The panel", parts.sitting, "No panel is recorded."),
    ("scores", "Scores", parts.scores, "There is no result of an evaluation."),
    ("value", "Value of the contracts", parts.contract_value, "No contract has been signed."),
    ("social-value", "Social value", parts.social_value, "No promise of social value is recorded."),
    ("mobilisation", "Staff, people and the start", parts.start,
     "Neither a mobilisation plan nor a count of people is recorded."),
    ("risk", "Risk", parts.risk,
     "No standstill has started, no challenge is recorded, and no evidence expires."),
    ("opinions", "Opinions", parts.opinions, "No opinion on the award is recorded."),
    ("next", "Conditions, and what happens next", parts.conditions, "Nothing further is due."),
)
"""The sections of the public part, in order: key, title, contents, and what is said where there is none."""
EXEMPT: Final[tuple[_Row, ...]] = (
    ("who", "Who applied, who passed, and who did not", _who,
     "The records name no provider who took part."),
    ("scores", "Scores", partial(parts.scores, public=False), "There is no result of an evaluation."),
    ("moderation", "Agreed marks", _moderations, "No moderation is recorded."),
    ("robustness", "Robustness", _robustness, "There is no result to test."),
    ("prices", "Prices", _prices, "There is no price to compare."),
    ("annex", "Records and their digests", _annex, ""),
)
"""The sections that are exempt from publication, in order."""
# fmt: on


def award_report(
    cycle: Cycle,
    on: date,
    part: Readership = Readership.PUBLIC,
    narrative: Mapping[str, str] = NO_WORDS,
) -> Report:
    """The report on the award of a cycle as of the end of a day, one of its two parts.

    `narrative` gives a person's words for a section, by its key; they are the only thing that is not drawn
    from a record. In the public part names in them are taken out as everywhere. Raises `RecordError` for a
    section that the part does not have.
    """
    award = parts.Award.of(cycle, on)
    public = part is Readership.PUBLIC
    title = "Award report" if public else "Award report, exempt part"
    sections = (
        section_of(key, heading, *make(award), missing)
        for key, heading, make, missing in (PUBLIC if public else EXEMPT)
    )
    made = report_of(
        award.cycle, on, title=title, part=part, sections=sections, narrative=narrative
    )
    return made.with_words(replacing(award.letters)) if public else made


def award_findings(cycle: Cycle, on: date, narrative: Mapping[str, str] = NO_WORDS) -> Findings:
    """Findings to look at before the award report of a day goes out, with a person's words for its sections.

    Empty sections, exempt words or prices in the public part, numbers that no record has, and reasons for
    marks that repeat the criterion or say nothing of the answer. Only `exempt-in-public` blocks.
    """
    award = parts.Award.of(cycle, on)
    reports = [award_report(cycle, on, part) for part in Readership]
    return Findings(
        (
            *_exempt_in_public(award, reports[0], narrative),
            *(
                codes.REPORT_SECTION_MISSING.warns(
                    f'The section "{section.title}" is empty: {section.missing.rstrip(".")}',
                    remedy="Record it, or say in the section's own words why there is none",
                    about=section.key,
                )
                for report in reports
                for section in report.sections
                if section.missing
            ),
            *_weak_reasons(award),
            *_unfounded_figures(reports, narrative),
        )
    )


_NUMBER: Final = re.compile(r"£?(\d[\d,]*(?:\.\d+)?)(?:\s*(m|k|million|thousand)\b)?", re.I)
_TIMES: Final = {"m": 10**6, "million": 10**6, "k": 1000, "thousand": 1000}
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_EVERYWHERE: Final = re.compile(
    "the|and|for|its|was|were|has|have|had|this|that|with|from|are|all|tender|bid|bidder|provider|answer"
    "|response|submission"
)
"""Words that any reason has."""
_NEARLY_ALL: Final = Decimal("0.8")


def _exempt_in_public(
    award: parts.Award, public: Report, words: Mapping[str, str]
) -> Iterator[Finding]:
    """A finding for each section of the public part with a price of, or words that name, who did not win.

    `words` are a person's own, by the key of the section, as they were given.
    """
    lost = {name for name in award.letters if name}
    prices = {
        offer.price.amount: bid.provider
        for bid in award.cycle.every(tender.TenderReceived)
        for offer in bid.prices
        if offer.price is not None and bid.provider in award.letters
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


def _unfounded_figures(reports: Iterable[Report], words: Mapping[str, str]) -> Iterator[Finding]:
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
                f'The words for the section "{key}" give {listed(strange)}, which no record has',
                remedy="Check it against the records, or record where it comes from",
                about=key,
            )


def _weak_reasons(award: parts.Award) -> Iterator[Finding]:
    for moderation in award.cycle.every(panel.Moderation):
        lot, said = (moderation.lots or award.cycle.lots)[0], _stems(moderation.because)
        invited = award.cycle.find(tender.InvitationToTender, lot)
        if invited is None or not isinstance(invited.method, methods.Method):
            continue
        criterion = invited.method.criterion(moderation.criterion)
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
                f"{which} does not refer to the answer",
                remedy="Refer to what the answer says, so that the bidder sees what was marked",
                about=moderation.provider,
            )


def _asked(criterion: criteria.Criterion, invited: tender.InvitationToTender) -> str:
    levels = criterion.scale.levels if criterion.scale else ()
    questions = (each.words for each in invited.questions if each.reference in criterion.asks)
    own = (criterion.title, criterion.question, *questions)
    return " ".join((*own, *(f"{level.label} {level.descriptor}" for level in levels)))


def _answer(moderation: panel.Moderation, criterion: criteria.Criterion, award: parts.Award) -> str:
    """The answers of the tender in words to the questions of a criterion."""
    return " ".join(
        answer.value.words
        for bid in award.cycle.every(tender.TenderReceived)
        if bid.provider == moderation.provider
        for answer in bid.answers
        if answer.question in criterion.asks and isinstance(answer.value, answers.InWords)
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
