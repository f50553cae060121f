"""Releases held against a JSON Schema that is given, by the package jsonschema-rs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from commissioning.errors import FormatError

Faults: TypeAlias = Iterator[tuple[str, str, str]]
"""For each fault its path, what is wrong, and what to write."""


def _no_network(address: str) -> dict[str, object]:
    raise ValueError(f"{address} lies elsewhere; give a schema that holds all it refers to")


def by_schema(schema: Mapping[str, object]) -> Callable[[Mapping[str, object]], Faults]:
    """A checker that holds a release against a schema.

    Raises `FormatError` for a schema that is none, and `ImportError` where jsonschema-rs is not installed.
    """
    try:
        from jsonschema_rs import ReferencingError, ValidationError, validator_for
    except ImportError:
        raise ImportError(
            "To check against a schema, install the package jsonschema-rs; without one nothing is needed"
        ) from None
    try:
        validator = validator_for(dict(schema), retriever=_no_network)
    except (ReferencingError, ValidationError, ValueError) as error:
        raise FormatError("the schema", (str(error).splitlines()[0],)) from None

    def faults(release: Mapping[str, object]) -> Faults:
        for error in validator.iter_errors(dict(release)):
            path = "".join(
                f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.instance_path
            )
            yield (
                path.removeprefix(".") or "of the release",
                f"breaks the schema: {error.message}",
                "",
            )

    return faults
