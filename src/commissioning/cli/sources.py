"""Where a command finds its cycles: files, folders of files, and stores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from commissioning.cycle import Cycle
from commissioning.errors import FormatError
from commissioning.interchange import loads
from commissioning.portfolio.given import CycleText, Given, documents
from commissioning.store import Store

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
            yield from _stored(source)
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
        try:
            return store.load(key or keys[0]).cycle
        except LookupError as error:
            raise FormatError(source, (str(error),)) from None


def _stored(source: str) -> Iterator[Given]:
    with Store.open(source) as store:
        keys = store.keys()
        for key in keys:
            stored = store.load(key)
            if stored.findings:
                yield CycleText(key, problem="; ".join(f.message for f in stored.findings))
            else:
                yield stored.cycle
