"""Facts of a contract that councils publish about it, under the Local Government Transparency Code 2015."""

from __future__ import annotations

from enum import StrEnum

from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen


class CameFrom(StrEnum):
    """The origin of a contract, as the transparency code asks."""

    INVITATION_TO_TENDER = "published invitation to tender"
    INVITATION_TO_QUOTE = "invitation to quote"
    CALL_OFF = "call-off from a framework"
    DIRECT_AWARD = "direct award"


@frozen(kw_only=True)
class SupplierStanding(Checked):
    """The supplier's entry in the contracts register. None means not stated."""

    small_or_medium: bool | None = None
    voluntary_or_community: bool | None = None
    registration_number: str = ""
    """The company or charity number."""
    platform_identifier: str = ""
    """Its unique identifier on the central digital platform."""
    details: str = ""
    """Address or other details as published."""
