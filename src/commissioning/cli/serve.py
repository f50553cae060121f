"""`commissioning serve DIR|STORE`: the reports on many cycles in a browser, read-only."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from socket import AF_INET, AF_INET6, create_server, socket
from typing import Final

from commissioning.cli.console import Chosen, TextOutput, day, number, option
from commissioning.cli.sources import source_of
from commissioning.errors import FormatError
from commissioning.values.text import counted, listed

_HERE: Final = ("127.0.0.1", "localhost", "[::1]")  # the names by which a computer calls itself


ARGUMENTS: Final = (
    option("source", str, "DIR|STORE", "a folder of cycles as JSON, or a store's address"),
    option("--on", day, "DAY", "the day of the pages (default: of each last record)"),
    option("--host", str, "HOST", f"where to listen (default {_HERE[0]})", default=_HERE[0]),
    option("--port", number(0, 65_535), "PORT", "default 8000; 0 takes a free one", default=8000),
    option(
        "--name", str, "NAME", "another name of this computer to answer to; may be given several times",
        action="append", default=[],
    ),
)  # fmt: skip


def run(chosen: Chosen, page: TextOutput) -> int:
    """Serve the pages until Ctrl-C."""
    if not (find_spec("starlette") and find_spec("uvicorn")):
        raise ImportError(
            "serving pages needs starlette and uvicorn: pip install starlette uvicorn"
        )
    import uvicorn

    from commissioning.cli.site import Shelf, site

    shelf = Shelf(source_of(chosen.source, chosen.process, chosen.rules), chosen.on)
    rows = shelf.rows()
    listening = _listening(chosen.host, chosen.port)
    names = dict.fromkeys((*_HERE, _bracketed(chosen.host), *chosen.name))
    app = site(shelf, _as_shown(chosen.source), tuple(names))
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    with suppress(KeyboardInterrupt):
        _announce(chosen, len(rows), listening.getsockname()[1], page)
        uvicorn.Server(config).run(sockets=[listening])
    page.line("Stopped.")
    return 0


def _listening(host: str, port: int) -> socket:
    try:
        return create_server((host, port), family=AF_INET6 if ":" in host else AF_INET)
    except OSError as error:
        said = (error.strerror or f"{error}").partition(" (")[0]
        why = f"{said}; give another address with --host, or another port with --port"
        raise FormatError(f"{host} port {port}", (why,)) from None


def _announce(chosen: Chosen, count: int, port: int, page: TextOutput) -> None:
    if chosen.host not in _HERE and chosen.host != "::1":
        page.paragraph(
            "There is no log-in: whoever reaches this computer can read every cycle. It answers to the "
            f"names {listed((*_HERE, *chosen.name))}; add others with --name."
        )
    page.line(f"{counted(count, 'cycle')} at http://{_bracketed(chosen.host)}:{port}/ until Ctrl-C")
    sys.stdout.flush()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _as_shown(source: str) -> str:
    """The name of a folder, or the address of a database without who asks and with what word."""
    scheme, found, rest = source.partition("://")
    if not found:
        return Path(source).resolve().name or source
    if scheme == "sqlite":
        return source
    return f"{scheme}{found}{rest.rpartition('@')[2].partition('?')[0]}"
