"""Valid cycles on demand and deliberately broken ones, for the test suites of other systems.

A name is loaded when it is first asked for, so that nothing here loads pytest or hypothesis until a
test does.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from commissioning.testing.drafts.any_kind import draft
    from commissioning.testing.scenes import Scene
    from commissioning.testing.stories import fitting, story

__all__ = ["Scene", "draft", "fitting", "story"]

_HOMES: Final = {
    "Scene": "scenes",
    "draft": "drafts.any_kind",
    "fitting": "stories",
    "story": "stories",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'commissioning.testing' has no name {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
