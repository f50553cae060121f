"""The decorator of every frozen class of the library."""

from attrs import frozen

__all__ = ["frozen"]
