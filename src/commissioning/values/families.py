"""Open families: kinds of value that a council may add members of its own to.

A field is annotated with the family (`price_formula: PriceFormula | None`) and holds a value of one of its
kinds. The tag of a kind tells them apart in files. A process lists the kinds it knows (`Process.kinds`);
codec, schema, strategies and documentation read that list.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import ClassVar, Final, Self

from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.text import article, did_you_mean, display_name

_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TAG: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LIBRARY: Final = __name__.partition(".")[0] + "."


def tag_of(cls: type) -> str:
    """The name of a class in files: its own `tag`, else its name in small letters with hyphens.

    A class that is renamed keeps its old name in files with a line `tag = "old-name"`.
    """
    own: object = vars(cls).get("tag")
    return own if isinstance(own, str) else _CAPITAL.sub("-", cls.__name__).lower()


@frozen(kw_only=True)
class Family(Checked):
    """The base of the open families, which are its direct subclasses.

    A kind is a frozen subclass of a family. The first sentence of its docstring explains it in results.
    """

    tag: ClassVar[str]
    """The name of the kind in files; by default the name of its class in small letters with hyphens."""
    page: ClassVar[str] = "price formulas of your own"
    """The title of the page that says how to add a kind to the family."""
    to_write: ClassVar[tuple[str, ...]] = ()
    """The methods that each kind below must write for itself."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.tag = tag_of(cls)

    def shared_problems(self) -> Iterator[str]:
        if is_family(type(self)):
            yield f"this is a family; use one of its kinds, such as {self.built_in()[0].__name__}"
        else:
            yield from _unwritten(type(self))

    @classmethod
    def built_in(cls) -> tuple[type[Family], ...]:
        """The library's own kinds of the family, in the order in which they are defined; of `Family`, all."""
        return tuple(_built_in(cls))

    @classmethod
    def example(cls) -> Self | None:
        """A valid value for tests and documentation; None where the plainest fields make one."""
        return None

    @classmethod
    def stranger(cls, value: object) -> str:
        """The words for a value that is not of the family, with the way to make it one."""
        if isinstance(value, type) and issubclass(value, cls):
            return f"{value.__name__} is a class; give a value of it: `{value.__name__}(...)`"
        name = value.__name__ if isinstance(value, type) else type(value).__name__
        built_in = [kind.__name__ for kind in cls.built_in()]
        near = f". Built in: {', '.join(built_in)}."
        if isinstance(value, str):
            name, near = repr(value), did_you_mean(value, built_in, "`") or near
        known = f"{article(display_name(cls))} the library knows{near}"
        return f'{name} is not {known} To add your own, see "{cls.page}"'


def _built_in(cls: type[Family]) -> Iterator[type[Family]]:
    """The finished classes of the library below a class that it does not extend itself."""
    own = (sub for sub in cls.__subclasses__() if sub.__module__.startswith(_LIBRARY))
    # Until it is collected, a class as it was before `frozen` is a subclass too.
    below = [sub for sub in own if "__attrs_attrs__" in vars(sub)]
    for sub in below:
        yield from _built_in(sub)
    if not below:
        yield cls


def is_family(hint: object) -> bool:
    """Whether an annotation is a family, as opposed to one of its kinds or any other class."""
    return isinstance(hint, type) and Family in hint.__bases__


def family_of(kind: type) -> type[Family] | None:
    """The family that a kind belongs to, or None for a class of no family."""
    return next((base for base in kind.__mro__ if is_family(base)), None)


def kinds_of(family: type, kinds: Iterable[type]) -> dict[str, type]:
    """The kinds of one family by their tags, in the order given."""
    return {tag_of(kind): kind for kind in kinds if family_of(kind) is family}


def _unwritten(kind: type) -> Iterator[str]:
    for base in kind.__mro__:
        for name in vars(base).get("to_write", ()):
            if getattr(kind, name) is getattr(base, name):
                yield f'{kind.__name__} has no method "{name}"; write it, see "{kind.page}"'  # type: ignore[attr-defined]


def faults_of(kinds: Iterable[type]) -> Iterator[str]:
    """Everything wrong with a list of kinds: no family, no description, a tag malformed or given twice."""
    given = tuple(kinds)
    kinds = tuple(kind for kind in given if isinstance(kind, type))
    for value in given:
        if not isinstance(value, type):
            yield f"{type(value).__name__}(...) is a value; give the class, {type(value).__name__}"
    for kind in kinds:
        name, family = kind.__name__, family_of(kind)
        if family is None or is_family(kind):
            what = "is not a kind of a family; derive it from one, such as PriceFormula"
            yield f"{name} {'is a family; give one of its kinds' if family is kind else what}"
            continue
        if not _TAG.fullmatch(tag_of(kind)):
            yield f'the tag "{tag_of(kind)}" of {name} must be small letters joined by hyphens'
        if "__attrs_attrs__" not in vars(kind):
            yield f"{name} is not frozen; decorate it with @frozen(kw_only=True)"
        yield from _unwritten(kind)
        if not vars(kind).get("__doc__") and sys.flags.optimize < 2:  # `python -OO` drops them all
            yield f"{name} has no description; give it a docstring that begins with its rule"
    counts = Counter((family_of(kind), tag_of(kind)) for kind in dict.fromkeys(kinds))
    for (family, tag), count in counts.items():
        if family is not None and count > 1:
            yield f'the tag "{tag}" names {count} kinds of {display_name(family)}; give each its own'
