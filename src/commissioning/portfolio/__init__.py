"""Many cycles at once: as tables with one declared schema, as Parquet files, and as answers to questions."""

from commissioning.portfolio.batches import audit_batches, audit_many
from commissioning.portfolio.columns import COLUMNS, schema_table
from commissioning.portfolio.given import Document, documents
from commissioning.portfolio.parquet import read_parquet, write_parquet
from commissioning.portfolio.questions import QUESTIONS, Question, ask
from commissioning.portfolio.tables import tables

__all__ = [
    "COLUMNS",
    "QUESTIONS",
    "Document",
    "Question",
    "ask",
    "audit_batches",
    "audit_many",
    "documents",
    "read_parquet",
    "schema_table",
    "tables",
    "write_parquet",
]
