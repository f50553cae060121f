"""The sources of a portfolio: cycles, audits, or documents that may turn out to be unreadable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeAlias, TypeVar

from attrs import evolve

from commissioning.cycle import Audit, Cycle, Remarks, audited
from commissioning.errors import FormatError, RecordError, refusal
from commissioning.interchange.json import loads
from commissioning.law.regimes.council import CouncilRules
from commissioning.process import Process
from commissioning.values.fitting import described_value
from commissioning.values.frozen import frozen

T = TypeVar("T")


@frozen
class CycleText:
    """The text of one cycle, as in a file, and the name by which the portfolio knows it."""

    name: str
    text: str = ""
    problem: str = ""
    """Why there is no text, where there is none."""
    process: Process | None = None
    rules: CouncilRules | None = None
    """The process and the rules are the council's own, where it has any."""


Given: TypeAlias = Cycle | Audit | CycleText


@frozen
class AuditedCycle:
    """One cycle of a portfolio as of a day, with every finding about it; or why it could not be read."""

    name: str
    audit: Audit | None = None
    problem: str = ""

    @property
    def year(self) -> int:
        """Of its first record; 0 where there is none."""
        days = [record.on for record in self.audit.cycle.records] if self.audit else []
        return min(days).year if days else 0


def documents(
    paths: Path | str | Iterable[Path | str],
    process: Process | None = None,
    rules: CouncilRules | None = None,
) -> Iterator[CycleText]:
    """The text of each file, read when it is asked for, under the name of its path without `.json`.

    A file that cannot be read is a document with a problem. Raises `RecordError` for what is no path.
    """
    for one in (paths,) if isinstance(paths, str | Path) else paths:
        path = Path(one)
        name = path.with_suffix("").as_posix()
        try:
            yield CycleText(name, path.read_text("utf-8"), process=process, rules=rules)
        except UnicodeDecodeError:
            yield CycleText(name, problem="the file is not UTF-8 text; save it as UTF-8")
        except OSError as error:
            yield CycleText(name, problem=f"the file cannot be read: {refusal(error)}")


def cycles_in(given: Iterable[T], *kinds: type[T]) -> Iterator[T]:
    """The cycles of a list, or a single one. Raises `RecordError` for anything else, such as a path."""
    for one in given if isinstance(given, Iterable) else (given,):
        if not isinstance(one, kinds):
            words = (
                f"{described_value(one)} is not a cycle; read a file with `loads` or `documents`"
            )
            raise RecordError("portfolio", (words,))
        yield one


def held(given: Iterable[Given], today: date) -> Iterator[AuditedCycle]:
    """Each cycle as it was at the end of a day, under a name of its own.

    The name of a cycle is its reference, else its title; a name that is taken already is numbered.
    """
    seen: Counter[str] = Counter()
    for one in cycles_in(given, Cycle, Audit, CycleText):
        found = audit_of(one)
        seen[found.name] += 1
        if seen[found.name] > 1:
            found = evolve(found, name=f"{found.name} ({seen[found.name]})")
        yield _as_of(found, today)


def audit_of(given: Given) -> AuditedCycle:
    """A cycle with every finding in its history; or the reason why its text cannot be read."""
    if isinstance(given, Cycle):
        given = audited(evolve(given), given.records)  # which begins again, without the records
    if isinstance(given, Audit):
        return AuditedCycle(given.cycle.reference or given.cycle.title, given)
    if given.problem:
        return AuditedCycle(given.name, problem=given.problem)
    try:
        audit = loads(given.text, given.process, audit=True, rules=given.rules)
        return AuditedCycle(given.name, audit)
    except FormatError as error:
        return AuditedCycle(given.name, problem=str(error).removeprefix("the file: "))


def _as_of(found: AuditedCycle, today: date) -> AuditedCycle:
    """The audit by the end of a day; the findings about later records are left out with them."""
    audit = found.audit
    if audit is None or audit.cycle.last_on is None or audit.cycle.last_on <= today:
        return found
    remarks = Remarks(remark for remark in audit.remarks if remark.record.on <= today)
    return evolve(found, audit=Audit(audit.cycle.as_of(today), remarks))
