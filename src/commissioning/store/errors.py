"""The refusals of a store.

CommissioningError
└── StoreError                  the database cannot be reached, is full or refused
    ├── NoStoreError            there is no store at the address yet
    └── StaleVersion            somebody else has recorded since the cycle was loaded
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commissioning.errors import CommissioningError
from commissioning.values.text import LIST_LIMIT, counted

if TYPE_CHECKING:
    from commissioning.store.chain import ChainEntry


class StoreError(CommissioningError):
    """A store that cannot do what was asked; nothing of it was kept."""

    def __init__(self, message: str, *, twice: bool = False) -> None:
        super().__init__(message)
        self.twice = twice
        """Whether the database holds an entry in that place already."""


class NoStoreError(StoreError, LookupError):
    """An address at which there is no store yet: a file that does not exist, or a database without tables."""

    def __str__(self) -> str:
        words = "Check the address; the first save or import makes the store"
        return f"There is no store yet: {self.args[0]}. {words}."


class StaleVersion(StoreError):
    """A cycle that somebody else has recorded on since it was loaded, with what they recorded."""

    def __init__(self, key: str, expected: int, found: int, others: tuple[ChainEntry, ...]) -> None:
        super().__init__(key)
        self.args = (key, expected, found, others)
        self.key = key
        self.expected = expected
        """The number of records it had when it was loaded."""
        self.found = found
        """The number of records that the store holds now."""
        self.others = others
        """The entries that came in between."""

    def __str__(self) -> str:
        lines = [f"\n  - {entry}" for entry in self.others[:LIST_LIMIT]]
        more = len(self.others) - LIST_LIMIT
        lines += [f"\n  - and {more} more"] if more > 0 else []
        if self.others and not self.others[0].seq:
            return (
                f"{self.key} is in the store already. If yours is another cycle, give it a reference of its "
                f"own; else load this one and record on it.{''.join(lines)}"
            )
        return (
            f"{self.key} has changed: you loaded {counted(self.expected, 'record')}, the store holds "
            f"{self.found}. Load it again and record on that.{''.join(lines)}"
        )
