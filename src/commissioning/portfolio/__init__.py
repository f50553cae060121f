"""Many cycles at once: as tables with one declared schema, as Parquet files, and as answers to questions."""

from commissioning.portfolio.batches import audit_batches, audit_many
from commissioning.portfolio.columns import COLUMNS
from commissioning.portfolio.frameworks import FrameworkPosition, framework_position, parent_of
from commissioning.portfolio.given import CycleText, documents
from commissioning.portfolio.parquet import read_parquet, write_parquet
from commissioning.portfolio.questions import QUESTIONS, PortfolioQuestion, ask
from commissioning.portfolio.red_flags import RED_FLAGS, RedFlag, red_flags
from commissioning.portfolio.tables import tables

__all__ = [
    "COLUMNS",
    "QUESTIONS",
    "RED_FLAGS",
    "CycleText",
    "FrameworkPosition",
    "PortfolioQuestion",
    "RedFlag",
    "ask",
    "audit_batches",
    "audit_many",
    "documents",
    "framework_position",
    "parent_of",
    "read_parquet",
    "red_flags",
    "tables",
    "write_parquet",
]
