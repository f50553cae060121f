"""OCDS, the standard in which notices are published as data: read into cycles, and checked offline."""

from commissioning.interchange.ocds.checking import check
from commissioning.interchange.ocds.mapping import ROWS, Row, Way
from commissioning.interchange.ocds.reading import Imported, Origin, read
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
    "Origin",
    "Row",
    "Way",
    "check",
    "package",
    "read",
    "record_package",
    "releases",
    "written_losses",
]
