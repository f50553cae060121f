"""The fixtures as files, so that a system in any language can be tested with them.

schema.json       the JSON Schema of a cycle
rules.json        a council's own rules, as many councils have them; rules-schema.json is the JSON Schema
index.json        a description of each file, with the findings to expect
specimens/        a valid cycle at each stage, on each route, under each regime
stories/          the casebook
broken/           for every finding code the smallest ledger that raises it

Writing into the same directory again removes the files that the last index names and the library no
longer has. Each file is written aside and then moved, and no symbolic link below the directory is followed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from errno import EEXIST
from importlib import import_module
from itertools import chain, takewhile
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

from commissioning import casebook
from commissioning.cycle import Cycle
from commissioning.interchange import dump_rules, dumps, json_schema, rules_schema
from commissioning.interchange.json import write_whole
from commissioning.law.regimes.council import USUAL_RULES
from commissioning.stages import Stage
from commissioning.testing.broken.catalogue import broken_cycles
from commissioning.testing.broken.mutation import BrokenCycle
from commissioning.testing.stories.scenario import REGIMES, ROUTES, Scenario
from commissioning.testing.stories.story import story
from commissioning.values.frozen import frozen

_OURS: Final = re.compile(r"(?:specimens|stories|broken)(?:/[\w-]+)+\.json")
"""The names of files that this module writes; no other is ever removed."""


@frozen
class Fixture:
    """One file: where it goes, what it holds, and the findings to expect."""

    path: str
    title: str
    cycle: Cycle
    broken: BrokenCycle | None = None

    def entry(self) -> dict[str, object]:
        """Its entry in the index."""
        found = self.broken.findings if self.broken else ()
        entry: dict[str, object] = {
            "file": self.path,
            "title": self.title,
            "stages": {lot: stage.value for lot, stage in self.cycle.stages.items()},
            "route": self.cycle.route.name if self.cycle.route else None,
            "records": len(self.cycle.records),
            "findings": [finding.as_dict() for finding in found],
        }
        if self.broken is not None:
            waivable = next(each.waivable for each in found if each.code == self.broken.code)
            seen_by = self.broken.seen_by
            entry |= {"code": self.broken.code, "seen_by": seen_by, "waivable": waivable}
        return entry


def fixtures() -> Iterator[Fixture]:
    """All the fixtures that are written, one at a time."""
    return chain(_specimens(), _stories(), _broken())


def write(directory: Path) -> tuple[Path, ...]:
    """Write the fixtures into a directory, which is made if it does not exist; return the files.

    The same library writes the same files, byte for byte. Raises `OSError` where they cannot be written,
    and where a folder below the directory is a symbolic link, which may lead anywhere.
    """
    before = listed(directory)
    written = [
        _put(directory, "schema.json", _json(json_schema())),
        _put(directory, "rules-schema.json", _json(rules_schema())),
        _put(directory, "rules.json", dump_rules(USUAL_RULES)),
    ]
    index = []
    for fixture in fixtures():
        written.append(_put(directory, fixture.path, dumps(fixture.cycle)))
        index.append(fixture.entry())
    written.append(_put(directory, "index.json", _json({"fixtures": index})))
    for gone in before.difference(written):
        if _link_above(directory, gone) is None:
            gone.unlink(missing_ok=True)
    return tuple(written)


def listed(directory: Path) -> set[Path]:
    """The files that the index of the last time names; empty without an index of ours."""
    try:
        index = json.loads((directory / "index.json").read_text(encoding="utf-8"))
        names = [entry["file"] for entry in index["fixtures"]]
        return {directory / name for name in names if _OURS.fullmatch(name)}
    except (FileNotFoundError, RecursionError, ValueError, LookupError, TypeError):
        return set()


def _json(content: dict[str, object]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _put(directory: Path, name: str, text: str) -> Path:
    path = directory / name
    link = _link_above(directory, path)
    if link is not None:
        raise OSError(
            EEXIST, "is a symbolic link, which fixtures are not written through", str(link)
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_whole(path, text)


def _link_above(directory: Path, path: Path) -> Path | None:
    """The symbolic link between a directory and a file below it, if one of the folders is one."""
    folders = takewhile(lambda folder: folder != directory, path.parents)
    return next((folder for folder in folders if folder.is_symlink()), None)


def _specimens() -> Iterator[Fixture]:
    for regime, route in ((law, way) for law in REGIMES for way in ROUTES[law.name]):
        heard = "-with-interviews" if Stage.INTERVIEWS in route else ""
        folder = f"specimens/{_slug(regime.name)}/{_slug(route.name)}{heard}"
        for stage in (*route.stages, Stage.ABANDONED):
            title = f"{stage.words} just reached: {route.name}, {regime.name}"
            cycle = story(Scenario(regime=regime, route=route), at=stage)
            titled = Cycle(title, cycle.buyers, cycle.reference, cycle.process)
            yield Fixture(f"{folder}/{stage.value}.json", title, titled.record(*cycle.records))


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


def _slug(words: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in words.lower()).split())
