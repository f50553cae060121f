"""OCDS, the standard in which notices are published as data: read into cycles, and checked offline."""

from commissioning.interchange.ocds.checking import check
from commissioning.interchange.ocds.mapping import ROWS, OcdsRow, Way
from commissioning.interchange.ocds.notices import DraftNotice, notice
from commissioning.interchange.ocds.reading import Imported, Origin, read, read_each
from commissioning.interchange.ocds.seen import Loss, Losses
from commissioning.interchange.ocds.writing import package, record_package, releases, written_losses

__all__ = [
    "ROWS",
    "DraftNotice",
    "Imported",
    "Loss",
    "Losses",
    "OcdsRow",
    "Origin",
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
