"""The file with a cycle that a command is given."""

from __future__ import annotations

from pathlib import Path

from commissioning.cycle import Audit
from commissioning.errors import FormatError
from commissioning.interchange import loads


def audit_in(file: Path) -> Audit:
    """The cycle in a file with all its findings. Raises `FormatError` that names the file, or `OSError`."""
    try:
        return loads(file.read_text("utf-8"), audit=True)
    except FormatError as error:
        raise FormatError(str(file), error.problems) from None
    except UnicodeDecodeError:
        raise FormatError(str(file), ("it is not UTF-8 text; save it as UTF-8",)) from None
