"""Those invited of those who passed, as the questionnaire announced it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from commissioning.records.narrowing import Narrowing, WithPoints, points_of
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class Narrowed:
    """Those invited and those left out, the highest points first, and the reason."""

    invited: tuple[str, ...]
    left_out: tuple[str, ...]
    because: str


def narrowed(passed: Iterable[WithPoints], narrowing: Narrowing) -> Narrowed:
    """The bidders that the announced steps leave, of those who passed.

    Equals at the last place all stay, unless the step names a question that tells them apart.
    """
    ranked = sorted(passed, key=points_of, reverse=True)
    left: Sequence[WithPoints] = ranked
    reasons = []
    for step in narrowing.steps:
        left, because = step.take(left)
        reasons.append(because)
    invited = tuple(each.provider for each in left)
    out = tuple(each.provider for each in ranked if each.provider not in set(invited))
    return Narrowed(invited=invited, left_out=out, because="; ".join(reasons))
