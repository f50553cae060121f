"""The kinds of finding about how a cycle was kept."""

from __future__ import annotations

from typing import Final

from commissioning.findings.finding import LibraryCode

# fmt: off

CHAIN_BROKEN: Final = LibraryCode("chain-broken", waivable=False,
    meaning="An entry of the store was changed, removed, moved or put in by something other than the library.",
    example="Entry 3 of home-care-2022 is not what was entered")
BACK_DATED: Final = LibraryCode("back-dated", waivable=False,
    meaning="Records were entered after their day, and do not say when what they state was learned.",
    example="One record that officer-2 entered on 20 April 2024 is dated earlier and does not say when it was learned: intention to award of 5 March 2024")
