"""Cycles as files and messages: JSON, and the schema that describes it."""

from commissioning.interchange.json import FORMAT, dumps, from_dict, loads, to_dict
from commissioning.interchange.schema import json_schema

__all__ = ["FORMAT", "dumps", "from_dict", "json_schema", "loads", "to_dict"]
