"""Cycles kept in SQLite or PostgreSQL: only ever added to, and each entry chained to the one before."""

from commissioning.store.chain import Entry
from commissioning.store.errors import StaleVersion, StoreError
from commissioning.store.store import Store
from commissioning.store.stored import Stored, Verification

__all__ = ["Entry", "StaleVersion", "Store", "StoreError", "Stored", "Verification"]
