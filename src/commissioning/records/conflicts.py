"""Interests of those who can sway a decision, weighed before the competition and kept under review."""

from __future__ import annotations

from commissioning.records.record import Record
from commissioning.values.checking import Checked, asks
from commissioning.values.frozen import frozen
from commissioning.values.text import Word


class ConflictKind(Word):
    """Whether a conflict of interest is there, may come, or only seems to be there."""

    ACTUAL = "actual"
    POTENTIAL = "potential"
    PERCEIVED = "perceived"


@frozen(kw_only=True)
class ConflictOfInterest(Checked):
    """One interest that may pull against a fair decision, and what is done about it."""

    whose: str
    """The role or reference of the person. Never a private person's name."""
    interest: str
    """Personal, professional or financial, direct or indirect, in words."""
    kind: ConflictKind = ConflictKind.ACTUAL
    steps: tuple[str, ...]
    """The mitigation or, for a perceived conflict, the reason that there is none."""
    leaves_out: tuple[str, ...] = ()
    """Providers with an unfair advantage from it that cannot be avoided: they take no further part
    (Procurement Act 2023, section 82)."""

    never_empty = asks(
        whose="say whose interest it is",
        interest="say what the interest is",
        steps="say what is done about the interest of {self.whose}",
    )


@frozen(kw_only=True)
class ConflictsAssessed(Record):
    """A conflicts assessment as prepared or, when it comes again, as revised."""

    conflicts: tuple[ConflictOfInterest, ...] = ()
    """The conflicts found; an empty tuple means that none was found."""
