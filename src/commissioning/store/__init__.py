"""Cycles kept in SQLite or PostgreSQL: only ever added to, and each entry chained to the one before."""

from commissioning.store.chain import ChainEntry
from commissioning.store.errors import NoStoreError, StaleVersion, StoreError
from commissioning.store.store import Store
from commissioning.store.stored import ChainCheck, Stored

__all__ = [
    "ChainCheck",
    "ChainEntry",
    "NoStoreError",
    "StaleVersion",
    "Store",
    "StoreError",
    "Stored",
]
