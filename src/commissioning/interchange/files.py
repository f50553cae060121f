"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, text: str | bytes) -> Path:
    """Write bytes, or a text as UTF-8, beside the place and then move it there: no reader finds half of it.

    A symbolic link at the place is replaced, not followed; a device or a pipe is written to. Raises
    `OSError` with the name of the file.
    """
    held = text.encode() if isinstance(text, str) else text
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            path.write_bytes(held)
            return path
        try:
            with beside.open("xb") as file:
                file.write(held)
            beside.replace(path)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    return path
