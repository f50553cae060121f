"""How the fixture model looks to a type checker: read by mypy and basedpyright, never run."""

from typing import assert_type

from hypothesis import strategies as st

from commissioning import (
    BlockedError,
    ContractSigned,
    Cycle,
    InvitationToTender,
    Process,
    Record,
    Stage,
    TenderReceived,
)
from commissioning.testing import (
    CycleMachine,
    Refusal,
    Scenario,
    cycles,
    make,
    next_records,
    refused_records,
    story,
    values,
    with_drafts,
)

assert_type(cycles(at=Stage.AWARD, after=ContractSigned), st.SearchStrategy[Cycle])
assert_type(next_records(story()), st.SearchStrategy[Record])
assert_type(refused_records(story()), st.SearchStrategy[Refusal])
assert_type(make(TenderReceived, provider="birch"), TenderReceived)
assert_type(values(InvitationToTender, note=st.text()), st.SearchStrategy[InvitationToTender])
assert_type(make(ContractSigned, Scenario(), note="signed"), ContractSigned)


def tender_of(scenario: Scenario) -> TenderReceived:
    return make(TenderReceived, scenario, on=scenario.day)


assert_type(
    cycles(process=with_drafts(Process.standard(), {TenderReceived: tender_of})),
    st.SearchStrategy[Cycle],
)


class Beside(CycleMachine):
    """A machine of somebody else's."""

    def begun(self) -> None:
        assert_type(self.cycle, Cycle)

    def recorded(self, before: Cycle, record: Record) -> None:
        assert self.cycle.records == (*before.records, record)

    def refused(self, record: Record, refusal: BlockedError) -> None:
        assert record not in self.cycle.records, refusal
