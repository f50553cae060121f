"""Cycles as files and messages: JSON, and the schema that describes it."""

from commissioning.interchange.formats import FORMAT
from commissioning.interchange.json import (
    dump_record,
    dumps,
    from_dict,
    load_record,
    loads,
    to_dict,
)
from commissioning.interchange.schema import json_schema, record_schema

__all__ = [
    "FORMAT",
    "dump_record",
    "dumps",
    "from_dict",
    "json_schema",
    "load_record",
    "loads",
    "record_schema",
    "to_dict",
]
