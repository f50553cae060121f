"""A draft of any kind of record: the library's by hand, a council's own from its annotations."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import attrs
from attrs import field

from commissioning.errors import RecordError
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.testing.drafts import awarding, competing, planning, running
from commissioning.testing.drafts.kinds import Drafts
from commissioning.testing.stories.scenario import Scene
from commissioning.values.frozen import frozen
from commissioning.values.text import did_you_mean

R = TypeVar("R", bound=Record)

DRAFTS: Final[Drafts] = {
    **planning.DRAFTS,
    **competing.DRAFTS,
    **awarding.DRAFTS,
    **running.DRAFTS,
}
"""How each of the library's own kinds of record is drafted."""


@frozen
class DraftedProcess(Process):
    """A process together with how some of its kinds of record are drafted."""

    drafts: Drafts = field(kw_only=True, factory=dict, eq=False, repr=False)


def with_drafts(process: Process, drafts: Drafts) -> Process:
    """The process with a council's own way to draft a kind of record: a function of a `Scene`.

    Where the rules of a record ask more than its annotations tell, this is how the stories, the
    strategies and the machine learn to write it: `with_drafts(ours, {SiteVisit: draft_site_visit})`.
    Raises `RecordError` for a kind that the process does not know.
    """
    for kind in drafts:
        process.step(kind)
    held = process.drafts if isinstance(process, DraftedProcess) else {}
    return DraftedProcess(process.steps, drafts={**held, **drafts})


def make(kind: type[R], scene: Scene | None = None, /, **fields: object) -> R:
    """A valid record of a kind, with these fields given: `make(TenderReceived, provider="birch")`.

    Give a scene where several records have to agree with one another. Fields that depend on the day
    or the lots follow those that are given: a deadline moves with `on`, prices with `lots`. A kind of
    record the library does not know is made as the process of the scene's cycle says (`with_drafts`),
    or else from its annotations: references from the scene, the default where there is one, otherwise
    the simplest value of the type. The same arguments always give the same record.

    Raises `TypeError` for a field that the kind does not have, and `RecordError` where the fields make
    no valid record.
    """
    _check_names(kind, fields)
    scene = _moved(scene or Scene(), fields)
    process = scene.cycle.process if scene.cycle else None
    own = process.drafts if isinstance(process, DraftedProcess) else {}
    known = own.get(kind) or DRAFTS.get(kind)
    if known is not None:
        made = cast("R", known(scene))
        return _changed(made, fields) if fields else made
    values: dict[str, Any] = {**_simplest_fields(kind, scene), **fields}
    return kind(**values)


def _check_names(kind: type[Record], given: Iterable[str]) -> None:
    known = [asked.name for asked in attrs.fields(kind) if asked.init]
    for name in given:
        if name not in known:
            hint = did_you_mean(name, known, quote="`") or f"; it has {', '.join(known)}"
            raise TypeError(f"{kind.__name__} has no field `{name}`{hint}")


def _moved(scene: Scene, overrides: Mapping[str, object]) -> Scene:
    """The scene on the day and with the lots that are given, where they are such as a record takes."""
    on, lots = overrides.get("on"), overrides.get("lots")
    if type(on) is date:
        scene = scene.on(on)
    if isinstance(lots, tuple) and lots and set(lots) <= set(scene.lots or lots):
        scene = attrs.evolve(scene, lots=tuple(dict.fromkeys(lots)))
    return scene


def _changed(record: R, overrides: Mapping[str, Any]) -> R:
    if "provider" in overrides and getattr(record, "particulars", None) is not None:
        overrides = {"particulars": None, **overrides}  # they were of the provider it had before
    return attrs.evolve(record, **overrides)


def _simplest_fields(kind: type[Record], scene: Scene) -> dict[str, object]:
    hints = get_type_hints(kind)
    given: dict[str, object] = {"on": scene.day}
    for asked in attrs.fields(kind):
        if asked.name == "on" or not asked.init:
            continue
        refers = asked.metadata.get("refers")
        if asked.default is attrs.NOTHING:
            named = _reference(scene, refers) if refers else None
            given[asked.name] = simplest(hints[asked.name], scene, named)
    return given


def _reference(scene: Scene, refers: str) -> str:
    """Something of that sort which the scene knows: a provider, the contract, a lot."""
    if refers == "record":
        records = scene.cycle.records if scene.cycle else ()
        return next((r.reference for r in reversed(records) if r.reference), scene.recommendation)
    return {
        "provider": scene.winner,
        "lot": scene.all_lots[0],
        "panel": scene.panel,
        "criterion": scene.criterion,
        "contract": scene.contract_named,
    }.get(refers, "")


_PLAIN: Final[dict[object, object]] = {
    str: "as agreed",
    int: 1,
    bool: False,
    Decimal: Decimal(1),
    time: time(12),
}


def simplest(hint: Any, scene: Scene, named: str | None = None) -> object:  # noqa: ANN401
    """The plainest value of an annotation; `named` stands for a field that refers to something."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        inner = args[:1] if len(args) == 2 and args[1] is Ellipsis else args
        return tuple(simplest(arg, scene, named) for arg in inner)
    if origin is Union or origin is types.UnionType:
        return None if type(None) in args else simplest(args[0], scene, named)
    if hint is str and named is not None:
        return named
    plain = {**_PLAIN, date: scene.day}
    if hint in plain:
        return plain[hint]
    return _simplest_of_class(hint, scene)


def _simplest_of_class(hint: Any, scene: Scene) -> object:  # noqa: ANN401
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if isinstance(hint, type) and attrs.has(hint):
        return _simplest_value(hint, scene)
    raise RecordError("draft", (f"there is no plain value for {hint!r}; give the field yourself",))


def _simplest_value(cls: type, scene: Scene) -> object:
    hints = get_type_hints(cls)
    given = {
        asked.name: simplest(hints[asked.name], scene)
        for asked in attrs.fields(cls)
        if asked.init and asked.default is attrs.NOTHING
    }
    return cls(**given)
