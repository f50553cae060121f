"""OCDS, the standard in which notices are published as data: read into cycles, and checked offline."""

from commissioning.interchange.ocds.checking import check
from commissioning.interchange.ocds.mapping import ROWS, Row, Way
from commissioning.interchange.ocds.notices import Notice, notice
from commissioning.interchange.ocds.reading import Imported, Origin, read, read_each
from commissioning.interchange.ocds.seen import Loss, Losses
from commissioning.interchange.ocds.writing import (
    package,
    record_package,
    releases,
    written_losses,
)

__all__ = [
    "ROWS",
    "Imported",
    "Loss",
    "Losses",
    "Notice",
    "Origin",
    "Row",
    "Way",
    "check",
    "notice",
    "package",
    "read",
    "read_each",
    "record_package",
    "releases",
    "written_losses",
]
