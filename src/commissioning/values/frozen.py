"""The decorator of every frozen class of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrs import frozen as frozen
else:
    from attrs import frozen

__all__ = ["frozen"]
