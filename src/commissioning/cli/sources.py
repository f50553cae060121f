"""The sources in which a command finds its cycles: files, folders of files, and stores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from commissioning.cycle import Cycle
from commissioning.errors import CommissioningError, FormatError
from commissioning.interchange import loads
from commissioning.portfolio.given import CycleText, Given, documents
from commissioning.store import Store
from commissioning.values.frozen import frozen
from commissioning.values.text import no_such

_STORES = ("sqlite:", "postgresql:", "postgres:")


def is_store(source: str) -> bool:
    """Whether a source is the address of a store."""
    return source.startswith(_STORES)


def files_of(sources: Iterable[str]) -> Iterator[Path]:
    """The files that are named, and every `.json` file of the folders that are, by name."""
    for source in map(Path, sources):
        yield from sorted(source.rglob("*.json")) if source.is_dir() else (source,)


def given(sources: Iterable[str]) -> Iterator[Given]:
    """Every cycle of some sources. What cannot be read, or has a broken chain, is a document without text."""
    for source in sources:
        if is_store(source):
            with Store.open(source) as store:
                keys = store.keys()
                yield from (_stored(store, key) for key in keys)
        else:
            yield from documents(files_of((source,)))


def one_cycle(source: str, key: str = "") -> Cycle:
    """The cycle of a file, or of a store by its reference. Raises `FormatError` if it is not clear which."""
    if not is_store(source):
        return loads(Path(source).read_text("utf-8"), audit=True).cycle
    with Store.open(source) as store:
        keys = store.keys()
        if not key and len(keys) != 1:
            why = f"the store holds {len(keys)} cycles; say which with --cycle REFERENCE"
            raise FormatError(source, (why,))
        if key and key not in keys:
            raise FormatError(source, (no_such("cycle", key, keys),))
        return store.load(key or keys[0]).cycle


def _stored(store: Store, key: str) -> Cycle | CycleText:
    """A cycle of a store; a document without text where it is not as it was entered, or cannot be read."""
    try:
        stored = store.load(key)
    except CommissioningError as error:
        return CycleText(key, problem=str(error))
    problem = "; ".join(finding.message for finding in stored.findings)
    return CycleText(key, problem=problem) if problem else stored.cycle


class CycleSource(Protocol):
    """A place with cycles by name, of which each can be read by itself."""

    def stamps(self) -> Mapping[str, object]:
        """The name of every cycle, with a value that changes whenever what is kept of it does."""

    def read(self, name: str) -> Cycle | CycleText:
        """The cycle with a name, or why it cannot be read."""


@frozen
class CycleFolder:
    """The `.json` files of a folder and of those in it, each by its path without `.json`."""

    path: Path

    def stamps(self) -> Mapping[str, object]:
        found: dict[str, object] = {}
        for file in files_of((str(self.path),)):
            try:
                seen = file.stat()
            except OSError:
                found[self._name(file)] = None
            else:
                found[self._name(file)] = (seen.st_mtime_ns, seen.st_size, seen.st_ino)
        return found

    def _name(self, file: Path) -> str:
        return file.relative_to(self.path).with_suffix("").as_posix()

    def read(self, name: str) -> Cycle | CycleText:
        (document,) = documents((self.path / f"{name}.json",))
        if document.problem:
            return document
        try:
            return loads(document.text, audit=True).cycle
        except FormatError as error:
            return CycleText(name, problem="; ".join(error.problems))


@frozen
class CycleStore:
    """The cycles of a store, each by its reference."""

    address: str

    def stamps(self) -> Mapping[str, object]:
        with Store.open(self.address) as store:
            return {str(cycle): head for cycle, _, head in store.heads().rows}

    def read(self, name: str) -> Cycle | CycleText:
        with Store.open(self.address) as store:
            return _stored(store, name)


def source_of(text: str) -> CycleSource:
    """The folder or the store that a word of the command line names.

    Raises `FormatError` for what is no folder and `StoreError` for a store that cannot be reached.
    """
    if is_store(text):
        return CycleStore(text)
    if not Path(text).is_dir():
        why = "there is no such folder; give a folder of cycles, or the address of a store"
        raise FormatError(text, (why,))
    return CycleFolder(Path(text))
