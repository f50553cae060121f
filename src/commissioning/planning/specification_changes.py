"""The changes between two versions of a specification, in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import attrs

from commissioning.records.kpis import Kpi
from commissioning.records.specification import (
    Commitment,
    Lot,
    Outcome,
    Requirement,
    ServiceSpecification,
    Standard,
    Volume,
)
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine, Tabled
from commissioning.values.tables import Column, ColumnsOf, Table, shown_cell
from commissioning.values.text import Word

Part = Lot | Outcome | Requirement | Standard | Volume | Kpi | Commitment
"""A part of a specification that is recognised from one version to the next."""

_PARTS: Final = (
    ("divided_into", "lot"),
    ("outcomes", "outcome"),
    ("requirements", "requirement"),
    ("standards", "standard"),
    ("volumes", "volume"),
    ("kpis", "KPI"),
    ("commitments", "commitment"),
)


class ChangeKind(Word):
    """The kind of change to a part between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@frozen(kw_only=True)
class FieldChange(OneLine, Checked):
    """One property of a part, before and after."""

    field: str
    """The property in words: "strength"."""
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"{self.field} now {self.after}"
        if not self.after:
            return f"{self.field} no longer {self.before}"
        return f"{self.field} now {self.after} (was {self.before})"


@frozen(kw_only=True)
class SpecificationChange(OneLine, Checked):
    """One part that is not in the later version as it was in the earlier."""

    kind: ChangeKind
    part: str
    """The kind of part: "requirement", "KPI"."""
    reference: str
    words: str
    """The part in its latest words."""
    fields: tuple[FieldChange, ...] = ()
    """The differences, for a part that is in both versions."""
    themes: tuple[str, ...] = ()
    """The consultation themes that the part answers, as the later version says."""

    def __str__(self) -> str:
        told = f"{self.part} {self.reference} {self.kind}"
        if self.kind is not ChangeKind.CHANGED:
            return f"{told}: {self.words}"
        return f"{told}: {'; '.join(map(str, self.fields))}"


_CHANGES: Final = ColumnsOf[SpecificationChange](
    (Column("part"), lambda change: change.part),
    (Column("reference"), lambda change: change.reference),
    (Column("change"), lambda change: change.kind.value),
    (Column("what", meaning="the words of the part, or what is different in it"),
        lambda change: "; ".join(map(str, change.fields)) or change.words),
    (Column("themes", meaning="the consultation themes it answers"), lambda change: ", ".join(change.themes)),
)  # fmt: skip


@frozen(kw_only=True)
class SpecificationChanges(Checked, Tabled):
    """All that is different between two versions, in the order of the specification."""

    earlier: int
    later: int
    changes: tuple[SpecificationChange, ...]

    def table(self) -> Table:
        """One row for each change."""
        return _CHANGES.table(self.changes)

    def _repr_html_(self) -> str:
        return self.table().to_html(f"From version {self.earlier} to version {self.later}")

    def __str__(self) -> str:
        if not self.changes:
            return f"version {self.later} is the same as version {self.earlier}"
        lines = (f"  - {change}" for change in self.changes)
        return "\n".join((f"from version {self.earlier} to version {self.later}:", *lines))


def changes_between(
    earlier: ServiceSpecification, later: ServiceSpecification
) -> SpecificationChanges:
    """The parts that the later version adds, removes and changes."""
    return SpecificationChanges(
        earlier=earlier.version,
        later=later.version,
        changes=tuple(
            change
            for name, part in _PARTS
            for change in _part_changes(part, getattr(earlier, name), getattr(later, name))
        ),
    )


def _part_changes(
    part: str, earlier: tuple[Part, ...], later: tuple[Part, ...]
) -> Iterator[SpecificationChange]:
    before = {_key(item): item for item in earlier}
    after = {_key(item): item for item in later}
    for key, item in after.items():
        if key not in before:
            yield _change(ChangeKind.ADDED, part, item)
        elif before[key] != item:
            yield _change(ChangeKind.CHANGED, part, item, tuple(_fields(before[key], item)))
    for key, item in before.items():
        if key not in after:
            yield _change(ChangeKind.REMOVED, part, item)


def _change(
    kind: ChangeKind, part: str, item: Part, fields: tuple[FieldChange, ...] = ()
) -> SpecificationChange:
    return SpecificationChange(
        kind=kind,
        part=part,
        reference=_key(item),
        words=_words(item),
        fields=fields,
        themes=item.themes if isinstance(item, Requirement) else (),
    )


def _key(item: Part) -> str:
    if isinstance(item, Volume):
        return f"{item.what}, {item.lot}" if item.lot else item.what
    return item.reference


def _words(item: Part) -> str:
    if isinstance(item, Volume):
        return f"{item.amount:,f} {item.what} a {item.per}"
    return item.title if isinstance(item, Lot | Kpi | Standard) else item.words


def _fields(before: Part, after: Part) -> Iterator[FieldChange]:
    for attribute in attrs.fields(type(after)):
        name = attribute.name
        old, new = getattr(before, name), getattr(after, name)
        if old != new and name != "reference":
            yield FieldChange(field=name.replace("_", " "), before=_shown(old), after=_shown(new))


def _shown(value: Any) -> str:  # noqa: ANN401
    return ", ".join(map(_shown, value)) if isinstance(value, tuple) else shown_cell(value)
