"""The contracts registers that councils publish: read from CSV to rows or cycles, and written from cycles."""

from commissioning.interchange.registers.reading import (
    PublishedRegister,
    read_register,
    register_of,
    register_page,
)
from commissioning.interchange.registers.rows import PublishedContract

__all__ = [
    "PublishedContract",
    "PublishedRegister",
    "read_register",
    "register_of",
    "register_page",
]
