"""The sources in which a command finds its cycles: files, folders of files, and stores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from commissioning.cli.console import audit_in
from commissioning.cycle import Cycle
from commissioning.errors import CommissioningError, FormatError
from commissioning.law.regimes.council import CouncilRules
from commissioning.portfolio.given import CycleText, Given, documents
from commissioning.process import Process
from commissioning.store import Store
from commissioning.values.frozen import frozen
from commissioning.values.text import no_such

_STORES = ("sqlite:", "postgresql:", "postgres:")


def is_store(source: str) -> bool:
    """Whether a source is the address of a store, if of a kind of database that none knows."""
    return "://" in source or source.startswith(_STORES)


def files_of(sources: Iterable[str]) -> Iterator[Path]:
    """The files that are named, and every `.json` file of the folders that are, by name.

    Raises `FormatError` for a name that leads to none: a slip must not look like a council without cycles.
    """
    for source in map(Path, sources):
        found = sorted(source.rglob("*.json")) if source.is_dir() else [source]
        if not (found and source.exists()):
            why = "the folder holds no .json file" if source.is_dir() else "there is no such file"
            raise FormatError(str(source), (why,))
        yield from found


def given(
    sources: Iterable[str], process: Process | None = None, rules: CouncilRules | None = None
) -> Iterator[Given]:
    """Every cycle of some sources. What cannot be read, or has a broken chain, is a document without text."""
    for source in sources:
        if is_store(source):
            with Store.open(source, process, rules) as store:
                keys = store.keys()
                yield from (_stored(store, key) for key in keys)
        else:
            yield from documents(files_of((source,)), process, rules)


def one_cycle(
    source: str, key: str = "", process: Process | None = None, rules: CouncilRules | None = None
) -> Cycle:
    """The cycle of a file, or of a store by its reference.

    Raises `FormatError` if it is not clear which, and for one that is not as it was entered.
    """
    if not is_store(source):
        if Path(source).is_dir():
            why = "it is a folder; give one file of it, or see all with `commissioning serve`"
            raise FormatError(source, (why,))
        if key:
            raise FormatError(source, ("it is a file of one cycle; leave --cycle out",))
        return audit_in(Path(source), process, rules).cycle
    with Store.open(source, process, rules) as store:
        keys = store.keys()
        if not key and len(keys) != 1:
            why = f"the store holds {len(keys)} cycles; say which with --cycle REFERENCE"
            raise FormatError(source, (why,))
        if key and key not in keys:
            raise FormatError(source, (no_such("cycle", key, keys),))
        found = _stored(store, key or keys[0])
        if isinstance(found, CycleText):
            raise FormatError(source, (found.problem,))
        return found


def _stored(store: Store, key: str) -> Cycle | CycleText:
    """A cycle of a store; a document without text where it is not as it was entered, or cannot be read."""
    try:
        stored = store.load(key)
    except CommissioningError as error:
        return CycleText(key, problem=str(error))
    problem = "; ".join(finding.message for finding in stored.findings)
    return CycleText(key, problem=problem) if problem else stored.cycle


@frozen
class CycleFolder:
    """The `.json` files of a folder and of those in it, each by its path without `.json`.

    `stamps` gives with the name of each a value that changes whenever it does, and `read` the cycle with
    a name, or its text, or why it cannot be read.
    """

    path: Path
    process: Process | None = None
    rules: CouncilRules | None = None

    def stamps(self) -> Mapping[str, object]:
        files = sorted(self.path.rglob("*.json"))
        names = (file.relative_to(self.path).with_suffix("").as_posix() for file in files)
        return dict(zip(names, map(_stamp, files), strict=True))

    def read(self, name: str) -> Cycle | CycleText:
        return next(documents((self.path / f"{name}.json",), self.process, self.rules))


def _stamp(file: Path) -> tuple[int, ...]:
    """The figures that change with a file; none for one that went away, or that one may not look at."""
    with suppress(OSError):
        seen = file.stat()
        return seen.st_mtime_ns, seen.st_size, seen.st_ino
    return ()


@frozen
class CycleStore:
    """The cycles of a store, each by its reference; it is asked as a `CycleFolder` is."""

    address: str
    process: Process | None = None
    rules: CouncilRules | None = None

    def stamps(self) -> Mapping[str, object]:
        with Store.open(self.address) as store:
            return {str(cycle): head for cycle, _, head in store.heads().rows}

    def read(self, name: str) -> Cycle | CycleText:
        with Store.open(self.address, self.process, self.rules) as store:
            return _stored(store, name)


CycleSource: TypeAlias = CycleFolder | CycleStore


def source_of(
    text: str, process: Process | None = None, rules: CouncilRules | None = None
) -> CycleSource:
    """The folder or the store that a word of the command line names.

    Raises `FormatError` for what is no folder and `StoreError` for a store that cannot be reached.
    """
    if is_store(text):
        return CycleStore(text, process, rules)
    if not Path(text).is_dir():
        why = "there is no such folder; give a folder of cycles, or the address of a store"
        raise FormatError(text, (why,))
    return CycleFolder(Path(text), process, rules)
