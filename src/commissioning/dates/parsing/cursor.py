"""A place in a row of tokens, and the error for words in which no time can be read."""

from __future__ import annotations

from typing import Final

from attrs import define

from commissioning.dates.parsing.tokens import VOCABULARY, Token
from commissioning.values.text import did_you_mean

NO_TOKEN: Final = Token("", "")
_SUGGESTED: Final = {
    word
    for word, (kind, _) in VOCABULARY.items()
    if len(word) >= (4 if kind in {"month", "weekday", "season"} else 5) and kind != "weekdays"
}
"""The words offered for a mistyped one. A short word is near to too many others: "date" to "late"."""
_LIKE: Final = "; write it like '2nd week July 2022', '4 July 2022' or 'by 15/02/2022'"


class Unreadable(ValueError):
    """Words in which no time could be read: why, and what to write instead."""

    def __init__(self, why: str, way: str = "") -> None:
        super().__init__(f"{why}{way or _LIKE}")


@define
class Cursor:
    """A place in a row of tokens."""

    row: list[Token]
    place: int = 0

    def peek(self, ahead: int = 0) -> Token:
        """The token at the cursor, or some places ahead; one without a kind past the end."""
        place = self.place + ahead
        return self.row[place] if place < len(self.row) else NO_TOKEN

    def next(self) -> Token:
        """The token at the cursor, stepping past it."""
        self.place += 1
        return self.row[self.place - 1]

    def take(self, *kinds: str) -> Token | None:
        """The token at the cursor, stepping past it, if it is of one of these kinds."""
        return self.next() if self.peek().kind in kinds else None

    def skip(self, *kinds: str) -> None:
        while self.peek().kind in kinds:
            self.place += 1

    def lost(self) -> Unreadable:
        """The error to raise where the token at the cursor does not fit."""
        token = self.peek()
        if not token.kind:
            return Unreadable("it ends too early")
        if token.kind == "unknown":
            meant = did_you_mean(token.text, _SUGGESTED, "'")
            return Unreadable(f"{token.text!r} does not belong in a date", meant)
        where = f"after {self.peek(-1).text!r}" if self.place else "at the beginning"
        return Unreadable(f"{token.text!r} does not fit {where}")
