"""The words that a class writes under its fields, read from its source for schemas and forms."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType


@cache
def field_docs(cls: type) -> Mapping[str, str]:
    """The description of each field of a class and its bases, in one line; none without the source."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        found |= _in_module(base.__module__).get(base.__qualname__, {})
    return MappingProxyType(found)


@cache
def _in_module(name: str) -> Mapping[str, Mapping[str, str]]:
    """The descriptions of the fields of every class at the top of a module."""
    try:
        source = inspect.getsource(__import__(name, fromlist=["*"]))
    except (OSError, TypeError, ImportError):
        return {}
    classes = (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    return {node.name: dict(_described(node)) for node in classes}


def _described(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """The annotated names of a class that are followed by a text, each with that text."""
    for field, after in zip(node.body, node.body[1:], strict=False):
        match field, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, " ".join(text.split())
