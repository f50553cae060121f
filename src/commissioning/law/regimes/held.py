"""The bodies of law that are held here, in the order in which they began: one line each."""

from __future__ import annotations

from typing import Final

from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015

REGIMES: Final = (PUBLIC_CONTRACTS_2015, PROVIDER_SELECTION_2023, PROCUREMENT_ACT_2023)
