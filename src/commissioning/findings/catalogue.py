"""Every kind of finding the library can yield: what `commissioning explain` prints."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from commissioning.findings.codes import (
    competition,
    contracts,
    decisions,
    evaluation,
    frameworks,
    law,
    mobilisation,
    planning,
    process,
    publishing,
    store,
)
from commissioning.findings.finding import FindingCode

_PHASES: Final = (
    process, decisions, planning, competition, evaluation, law, mobilisation, contracts, frameworks,
    publishing, store,
)  # fmt: skip
FINDING_CODES: Final[tuple[FindingCode, ...]] = tuple(
    code for phase in _PHASES for code in vars(phase).values() if isinstance(code, FindingCode)
)
"""The codes of the library, by phase; a council's own gates declare theirs."""

BY_CODE: Final = MappingProxyType({code.code: code for code in FINDING_CODES})
