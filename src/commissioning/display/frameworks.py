"""A picture of rank and placements: who stands where on a list, what each was given and what it refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from commissioning.contracts.frameworks import HasLedger, list_on, members_on
from commissioning.contracts.packages import SMALL, shown_count
from commissioning.display.drawing import COLOURS, QUIET, TRACK, colour, picture, place, text
from commissioning.errors import written
from commissioning.records.call_off_rules import OfferAnswer
from commissioning.records.frameworks import PackagePlaced
from commissioning.records.record import WHOLE, of_lots
from commissioning.values.text import cut

_TOP: Final = 64
_ROW: Final = 44
_NAME: Final = 200
_LONG: Final = 400
"""The length of the longest bar; its number stands beside it."""
_BAR: Final = 14
_REFUSED: Final = COLOURS[1]


def placements_svg(of: HasLedger, lot: str = WHOLE, *, on: date, tier: int = 1) -> str:
    """The members of a tier by rank on a day, with the packages placed with and refused by each.

    A count below 5, other than 0, is drawn as one short bar and named "fewer than 5", because it can
    point to a person.
    """
    ledger = of.ledger
    records = [each for each in ledger.every(PackagePlaced) if each.lot == lot and each.on <= on]
    placed = Counter(each.provider for each in records)
    refused = Counter(
        offer.provider
        for each in records
        for offer in each.offers
        if offer.answer is OfferAnswer.REFUSED
    )
    ranked = list_on(ledger, on, lot, tier)
    ranks = {each.provider: each.rank for each in ranked.places} if ranked else {}
    members = sorted(
        (each for each in members_on(ledger, on, lot) if each.tier == tier),
        key=lambda each: (ranks.get(each.provider, len(ranks) + 1), each.provider),
    )
    most = max([SMALL, *(max(placed[m.provider], refused[m.provider]) for m in members)])
    body = [*_key()]
    lines: list[str] = []
    for number, member in enumerate(members):
        name = f"{ranks.get(member.provider, '–')}  {member.provider}"
        note = "suspended" if member.suspended_because else ""
        counts = placed[member.provider], refused[member.provider]
        body.extend(_row(_TOP + number * _ROW, (name, note), counts, most))
        words = ", ".join(
            f"{_said(count)} {what}" for count, what in zip(counts, _WHAT, strict=True)
        )
        lines.append(f"{name}{note and ' (suspended)'}: {words}")
    title = f"Rank and packages of tier {tier} for {of_lots((lot,))}, {written(on)}"
    return picture(title, ". ".join(lines), _TOP + len(members) * _ROW + 8, body)


_WHAT: Final = ("placed", "refused")


def _said(count: int) -> str:
    return shown_count(count) or str(count)


def _key() -> Iterator[str]:
    yield text(10, 46, "rank and member", size=12, fill=QUIET)
    for number, (what, ink) in enumerate(zip(_WHAT, (colour(0), _REFUSED), strict=True)):
        x = _NAME + 100 * number
        yield _bar(x, 36, 12, ink)
        yield text(x + 18, 46, what, size=12, fill=QUIET)


def _row(y: int, names: tuple[str, str], counts: tuple[int, int], most: int) -> Iterator[str]:
    name, note = names
    yield text(10, y + 16, cut(name, 26))
    if note:
        yield text(10, y + 31, note, size=12, fill=QUIET)
    for number, (count, ink) in enumerate(zip(counts, (colour(0), _REFUSED), strict=True)):
        top = y + 2 + number * (_BAR + 2)
        # A small count has the length of the smallest that may be told.
        told = Fraction(min(max(count, SMALL if count else 0), most), most) * _LONG
        yield _bar(_NAME, top, _LONG, TRACK)
        yield _bar(_NAME, top, told, ink) if count else ""
        yield text(_NAME + _LONG + 10, top + 12, _said(count), size=12)


def _bar(x: int, y: int, wide: int | Fraction, ink: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{place(wide)}" height="{_BAR - 2}" fill="{ink}"/>'
