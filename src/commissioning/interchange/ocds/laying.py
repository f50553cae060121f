"""The changes since a cycle was read, laid over the original by id: the rest stays as it came."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Final

from commissioning.interchange.ocds.seen import Json

_OF_THE_RELEASE: Final = ("ocid", "id", "date", "tag", "initiationType")


def laid_over(original: Json, before: Json, now: Json, taken: set[str]) -> Json:
    """The release `now` as the original would have it: what differs from `before`, laid over it."""
    made = deepcopy(original)
    for name in {*before, *now} - {*_OF_THE_RELEASE}:
        _lay(made, name, before.get(name), now.get(name))
    head = {name: now[name] for name in _OF_THE_RELEASE}
    while str(head["id"]) in taken:
        head["id"] = f"{head['id']}/2"
    taken.add(str(head["id"]))
    return {**head, **{name: value for name, value in made.items() if name not in head}}


def _lay(made: Json, name: str, before: object, now: object) -> None:
    if before == now:
        return
    if isinstance(now, Mapping):
        old = made.get(name)
        inner = dict(old) if isinstance(old, Mapping) else {}
        base = before if isinstance(before, Mapping) else {}
        for key in {**base, **now}:
            _lay(inner, key, base.get(key), now.get(key))
        made[name] = inner
    elif isinstance(now, list) and _identified(now):
        old_items, base_items = made.get(name), before if isinstance(before, list) else []
        items = _by_id(old_items if isinstance(old_items, list) else [])
        known = _by_id(base_items)
        for identity, item in _by_id(now).items():
            holder: Json = {"it": items.get(identity, {"id": item["id"]})}
            _lay(holder, "it", known.get(identity), item)
            items[identity] = holder["it"]  # type: ignore[assignment]
        made[name] = list(items.values())
    elif now is None:
        made.pop(name, None)
    else:
        made[name] = deepcopy(now)


def _identified(items: list[object]) -> bool:
    return bool(items) and all(isinstance(item, Mapping) and "id" in item for item in items)


def _by_id(items: list[object]) -> dict[str, Json]:
    return {
        str(item.get("id", number)): dict(item)
        for number, item in enumerate(items)
        if isinstance(item, Mapping)
    }
