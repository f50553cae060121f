"""`commissioning demo`: Lewisham's cycle stage by stage, with what is refused on the way."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Final

from attrs import evolve

from commissioning.casebook import lewisham
from commissioning.cli.console import Chosen, TextOutput
from commissioning.cycle import Cycle
from commissioning.errors import written
from commissioning.findings.errors import BlockedError
from commissioning.process import Process
from commissioning.records import contract, live, mobilisation, panel
from commissioning.records.award import AwardRecommendation, IntentionToAward
from commissioning.records.record import Grounds, Record

ARGUMENTS: Final = ()


def run(_: Chosen, page: TextOutput) -> int:
    """Walk the story, and try on the way what should be refused."""
    page.title("Home care in Lewisham, 2022")
    page.paragraph(
        "A council buys home care for four neighbourhoods and five kinds of specialist advice: "
        "nine lots, selection first, then tenders, then interviews. The windows, lots and costs are "
        "those of the council's papers; days marked * and all bidders are constructed."
    )
    records = lewisham.STORY.records
    cycle = Cycle(lewisham.STORY.title, lewisham.STORY.buyers, lewisham.STORY.reference)
    for kind, group in groupby(records, key=type):
        batch = tuple(group)
        _try_too_soon(cycle, batch[0], records, page)
        before = cycle.stage
        cycle = cycle.record(*batch)
        if cycle.stage is not before or len(cycle.records) == len(batch):
            stage = cycle.stage.words
            page.gap()
            page.line(page.styled(stage.upper() if stage.islower() else stage, "bold"))
        _told(kind, batch, page)
    page.gap()
    page.line("* a day made up to complete the story    x12: twelve records of that kind")
    page.gap()
    page.paragraph(
        "The cycle is live. Every refusal above came from the process table and the rows of law; "
        "`commissioning explain CODE` says more about each, and docs/tutorial shows how to build one."
    )
    return 0


def _told(kind: type[Record], batch: tuple[Record, ...], page: TextOutput) -> None:
    last = batch[-1]
    invented = (basis for basis in last.basis if basis.grounds is Grounds.CONSTRUCTED)
    made_up = any(not basis.fields or "on" in basis.fields for basis in invented)
    day, words = last.day_words + "*" * made_up, Process.standard().step(kind).words
    page.line(f"  {day:<41}{words}{f' (x{len(batch)})' if len(batch) > 1 else ''}")


def _try_too_soon(
    cycle: Cycle, coming: Record, records: tuple[Record, ...], page: TextOutput
) -> None:
    """Before certain records, what an officer in a hurry might try."""
    if isinstance(coming, mobilisation.ReadinessReview):
        go_live = next(record for record in records if isinstance(record, live.GoLive))
        _refused(cycle, go_live, "go live without a readiness review", page)
    elif isinstance(coming, contract.ContractSigned):
        soon = evolve(coming, on=cycle.expect(IntentionToAward).on + timedelta(days=4))
        _refused(cycle, soon, "sign four days after the letters", page)
    elif isinstance(coming, panel.InterviewInvitation):
        award = next(record for record in records if isinstance(record, AwardRecommendation))
        hurried = evolve(award, on=coming.on)
        _refused(cycle, hurried, "recommend the award before the interviews", page)


def _refused(cycle: Cycle, record: Record, what: str, page: TextOutput) -> None:
    try:
        cycle.record(record)
    except BlockedError as refused:
        page.gap()
        page.line(f"  {page.styled('REFUSED', 'red')} on {written(record.on)}: to {what}")
        page.findings(refused.findings, "    ")
        page.gap()
