"""The laws that are not held here and are refused.

The matters of which no row speaks are on the page "What this library says of the law".
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from commissioning.records.strategy import Nation, OtherRules, ProcurementFacts

# Refused, not answered by the nearest row: sections 2(5), 14 and 85(5) of the Procurement Act 2023 leave
# devolved Welsh authorities to their own regulations, and an answer that is nearly right is not doubted.
# fmt: off
OTHER_LAW: Final[Mapping[Nation | OtherRules, str]] = MappingProxyType({
    Nation.WALES: "a devolved Welsh authority has regulations, thresholds and a health regime of its own",
    Nation.SCOTLAND: "procurement in Scotland has a law of its own",
    Nation.NORTHERN_IRELAND: "procurement in Northern Ireland has rules of its own",
    OtherRules.UTILITIES: "a utilities contract has rules of its own",
    OtherRules.DEFENCE: "a defence and security contract has rules of its own",
})
"""The facts that are refused, each with the sentence that refuses it."""
# fmt: on


def not_covered(facts: ProcurementFacts) -> str:
    """Whose law binds the procurement, in words, where it is not held here; else empty."""
    # England has no entry; and a utilities contract in Wales is refused for either reason.
    return OTHER_LAW.get(facts.other_rules or facts.nation, "")
