"""A picture of rank and placements: who stands where on a list, what each was given and what it refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from commissioning.contracts import frameworks
from commissioning.display.drawing import COLOURS, TRACK, colour, picture, place, rect, small, text
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


def placements_svg(of: frameworks.HasLedger, lot: str = WHOLE, *, on: date, tier: int = 1) -> str:
    """The members of a tier by rank on a day, with the packages placed with and refused by each.

    A count below 5, other than 0, is drawn as one short bar and named "fewer than 5", because it can
    point to a person. Where it is the only one, the next smallest is not shown either.
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
    ranked = frameworks.list_on(ledger, on, lot, tier)
    members = [each for each in frameworks.members_on(ledger, on, lot) if each.tier == tier]
    ranks = {m.provider: own.rank for m in members if (own := frameworks.place_on(ranked, m))}
    members.sort(key=lambda m: (m.provider not in ranks, ranks.get(m.provider, 0), m.provider))
    # The count of a member, with that of those whose place passed to it.
    columns = [
        _shown([sum(counts[name] for name in (m.provider, *m.formerly)) for m in members])
        for counts in (placed, refused)
    ]
    most = max([frameworks.SMALL, *(length for column in columns for length, _ in column)])
    body = list(_key())
    lines: list[str] = []
    for number, (member, *bars) in enumerate(zip(members, *columns, strict=True)):
        name = f"{ranks.get(member.provider, '–')}  {member.provider}"
        note = "suspended" if member.suspended_because else ""
        body.extend(_row(_TOP + number * _ROW, (name, note), bars, most))
        words = ", ".join(
            f"{said} {what}" for (_, said), (what, _) in zip(bars, _BARS, strict=True)
        )
        lines.append(f"{name}{note and ' (suspended)'}: {words}")
    title = f"Rank and packages of tier {tier} for {of_lots((lot,))}, {written(on)}"
    return picture(title, ". ".join(lines), _TOP + len(members) * _ROW + 8, body)


_BARS: Final = (("placed", colour(0)), ("refused", COLOURS[1]))


def _shown(counts: Sequence[int]) -> list[tuple[int, str]]:
    """The length and the words of each bar: a small count is as long as the smallest that is shown."""
    said = frameworks.shown_counts(counts)
    lengths = (max(count, frameworks.SMALL) if count else 0 for count in counts)
    return [(0 if w == frameworks.HIDDEN else n, w) for n, w in zip(lengths, said, strict=True)]


def _key() -> Iterator[str]:
    yield small(10, 46, "rank and member")
    for number, (what, ink) in enumerate(_BARS):
        x = _NAME + 100 * number
        yield _bar(x, 36, 12, ink)
        yield small(x + 18, 46, what)


def _row(
    y: int, names: tuple[str, str], bars: Sequence[tuple[int, str]], most: int
) -> Iterator[str]:
    name, note = names
    yield text(10, y + 16, cut(name, 26))
    if note:
        yield small(10, y + 31, note)
    for number, ((length, said), (_, ink)) in enumerate(zip(bars, _BARS, strict=True)):
        top = y + 2 + number * (_BAR + 2)
        yield _bar(_NAME, top, _LONG, TRACK)
        yield _bar(_NAME, top, Fraction(length, most) * _LONG, ink) if length else ""
        yield text(_NAME + _LONG + 10, top + 12, said, size=12)


def _bar(x: int, y: int, wide: int | Fraction, ink: str) -> str:
    return rect(x, y, place(wide), _BAR - 2, f'fill="{ink}"')
