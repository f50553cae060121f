"""Returns: a procurement goes back to an earlier stage, for a reason.

For its lots, a return supersedes all records of later stages and those of the stage returned to that it
names, with all that rests on these. A superseded record stays in the ledger, and no longer counts.
"""

from __future__ import annotations

from attrs import field

from commissioning.records.record import ANSWERED, PROVIDER, RECOMMENDATION, RECORD, Record
from commissioning.values.checking import asks
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class ReturnToStage(Record):
    """The base of every return; record one of the kinds below."""

    because: str
    sets_aside: tuple[str, ...] = field(default=(), metadata=RECORD)
    """References of records in the stage returned to that no longer count."""
    because_of: str = field(default="", metadata=ANSWERED)
    """The challenge, judgment or advice that it answers, where it answers one."""

    never_empty = asks(because="say why the procurement goes back; bidders are owed the reason")


@frozen(kw_only=True)
class EvaluationReopened(ReturnToStage, called="reopening of evaluation"):
    """The marks are looked at again: from interviews or award back to evaluation."""


@frozen(kw_only=True)
class InvitationReissued(ReturnToStage, called="reissued invitation"):
    """Tenders are invited again, from the same bidders: back to the invitation to tender."""

    best_and_final: bool = False
    """Whether this calls for best and final offers on the tenders already held."""


@frozen(kw_only=True)
class SelectionReopened(ReturnToStage, called="reopening of selection"):
    """Selection is done again: back to the selection questionnaire."""


@frozen(kw_only=True)
class AwardFellThrough(ReturnToStage, called="award that fell through"):
    """A recommended provider does not sign, so that the reserve can be recommended."""

    recommendation: str = field(metadata=RECOMMENDATION)
    provider: str = field(metadata=PROVIDER)

    never_empty = asks(
        recommendation="say which recommendation fell through",
        provider="say whose award fell through",
    )
