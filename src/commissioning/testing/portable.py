"""The fixtures as files, so that a system in any language can be tested with them.

schema.json       the JSON Schema of a cycle
index.json        what each file is, and the findings that must be raised on it
specimens/        a valid cycle at each stage, on each route, under each regime
stories/          the casebook
broken/           for every kind of finding the smallest ledger that raises it

Writing again into the same directory removes what the index of the last time names and nothing
writes any more, so that a fixture which is gone here is gone there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath
from pkgutil import iter_modules
from typing import Final

from commissioning import casebook
from commissioning.cycle import Cycle
from commissioning.findings.catalogue import FINDING_CODES
from commissioning.findings.finding import Finding
from commissioning.interchange import dumps, json_schema
from commissioning.stages import Stage
from commissioning.testing.broken.catalogue import broken_cycles
from commissioning.testing.broken.mutation import BrokenCycle
from commissioning.testing.stories.scenario import REGIMES, ROUTES, Scenario
from commissioning.testing.stories.story import story
from commissioning.values.frozen import frozen

FOLDERS: Final = frozenset({"specimens", "stories", "broken"})
_WAIVABLE: Final = {row.code: row.waivable for row in FINDING_CODES}


@frozen
class Fixture:
    """One file: where it goes, what it holds, and what is to be said of it."""

    path: str
    title: str
    cycle: Cycle
    broken: BrokenCycle | None = None

    def entry(self) -> dict[str, object]:
        """Its entry in the index."""
        told: dict[str, object] = {
            "file": self.path,
            "title": self.title,
            "stages": {lot: stage.value for lot, stage in self.cycle.stages.items()},
            "route": self.cycle.route.name if self.cycle.route else None,
            "records": len(self.cycle.records),
            "findings": [],
        }
        if self.broken is not None:
            told["code"] = self.broken.code
            told["seen_by"] = self.broken.seen_by
            told["waivable"] = _WAIVABLE[self.broken.code]
            told["findings"] = [_told(finding) for finding in self.broken.findings]
        return told


def _told(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "remedy": finding.remedy,
        "about": finding.about,
        "earliest": finding.earliest.isoformat() if finding.earliest else None,
        "source": str(finding.source) if finding.source else None,
    }


def fixtures() -> Iterator[Fixture]:
    """Everything that is written, one at a time."""
    yield from _specimens()
    yield from _stories()
    yield from _broken()


def write(directory: Path) -> tuple[Path, ...]:
    """Write the fixtures into a directory, which is made where it is not there; the files written.

    The same library writes the same files, byte for byte. Raises `OSError` where they cannot be written.
    """
    before = listed(directory)
    written = [_put(directory / "schema.json", json_schema())]
    index = []
    for fixture in fixtures():
        path = directory / fixture.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dumps(fixture.cycle), encoding="utf-8", newline="\n")
        written.append(path)
        index.append(fixture.entry())
    written.append(_put(directory / "index.json", {"fixtures": index}))
    for gone in before.difference(written):
        gone.unlink(missing_ok=True)
    return tuple(written)


def listed(directory: Path) -> set[Path]:
    """The fixtures that the index of the last time names; none where no index of ours is there."""
    try:
        index = json.loads((directory / "index.json").read_text(encoding="utf-8"))
        names = [entry["file"] for entry in index["fixtures"]]
        kept = [PurePosixPath(name) for name in names]
    except (FileNotFoundError, ValueError, LookupError, TypeError):
        return set()
    return {
        directory / name
        for name in kept
        if name.suffix == ".json" and name.parts[0] in FOLDERS and ".." not in name.parts
    }


def _put(path: Path, content: dict[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _specimens() -> Iterator[Fixture]:
    for regime in REGIMES:
        for route in ROUTES[regime.name]:
            scenario = Scenario(regime=regime, route=route)
            folder = f"specimens/{_slug(regime.name)}/{_slug(route.name)}"
            if Stage.INTERVIEWS in route:
                folder += "-with-interviews"
            for stage in (*route.stages, Stage.ABANDONED):
                title = f"{stage.words} just reached: {route.name}, {regime.name}"
                cycle = _titled(story(scenario, at=stage), title)
                yield Fixture(f"{folder}/{stage.value}.json", title, cycle)


def _stories() -> Iterator[Fixture]:
    for found in iter_modules(casebook.__path__):
        module = import_module(f"{casebook.__name__}.{found.name}")
        tell: Callable[[], Cycle] | None = getattr(module, "cycle", None)
        if tell is not None:
            cycle = tell()
            yield Fixture(f"stories/{_slug(found.name)}.json", cycle.title, cycle)


def _broken() -> Iterator[Fixture]:
    for broken in broken_cycles():
        cycle = Cycle.audit(broken.sentence, broken.records).cycle
        yield Fixture(f"broken/{broken.code}.json", broken.sentence, cycle, broken)


def _titled(cycle: Cycle, title: str) -> Cycle:
    blank = Cycle(title, cycle.buyers, cycle.reference, cycle.process)
    return blank.record(*cycle.records)


def _slug(words: str) -> str:
    kept = "".join(c if c.isalnum() else " " for c in words.lower())
    return "-".join(kept.split())
