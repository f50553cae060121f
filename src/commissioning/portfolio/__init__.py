"""Many cycles at once: as tables with one declared schema, as Parquet files, and as answers to questions."""

from commissioning.front_door import opened

__all__, __getattr__, __dir__ = opened(__name__)
