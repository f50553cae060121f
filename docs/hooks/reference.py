"""One page of reference for each public module, so that a new module cannot be without one."""

from __future__ import annotations

import ast
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

SOURCE = Path(__file__).parents[2] / "src"
HOUSE = runpy.run_path(str(Path(__file__).with_name("house.py")))
ROOMS: tuple[str, ...] = HOUSE["rooms"]()
HIDDEN = "---\nsearch:\n  exclude: true\n---\n\n"
"""What keeps a page out of the search: machinery that nobody looks for by name."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the pages into the navigation, below the reference's own first page."""
    config.nav = [with_pages(entry) for entry in config.nav or ()]
    return config


def with_pages(entry: Any) -> Any:
    if isinstance(entry, dict) and "Reference" in entry:
        return {"Reference": [*entry["Reference"], *rooms()]}
    return entry


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each module."""
    from mkdocs.structure.files import File

    for address, content in pages():
        files.append(File.generated(config, address, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> None:
    """Give the page of a module its full name as title, since several are called "reading".

    A guide comes before code in the search.
    """
    if page.file.src_uri.startswith("how-to/"):
        page.meta["search"] = {"boost": 4}
    if markdown.lstrip().startswith("::: ") or "\n::: " in markdown[:80]:
        page.meta["title"] = markdown.partition("::: ")[2].split("\n")[0].strip()


def modules() -> Iterator[tuple[str, ...]]:
    """The public modules, each as the parts of its name: ("commissioning", "values", "money")."""
    for path in sorted((SOURCE / "commissioning").rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if len(parts) > 2 or parts[-1] != "__init__":
            module = parts[:-1] if parts[-1] == "__init__" else parts
            if not any(part.startswith("_") for part in module):
                yield module


def address(module: tuple[str, ...]) -> str:
    """Where the page of a module lies: a package's is the first of its folder."""
    package = SOURCE.joinpath(*module).is_dir()
    return "reference/" + "/".join(module[1:]) + ("/index.md" if package else ".md")


def pages() -> Iterator[tuple[str, str]]:
    found = searched()
    for module in modules():
        name = ".".join(module)
        yield address(module), f"{'' if name in found else HIDDEN}::: {name}\n"


def searched() -> frozenset[str]:
    """The modules whose names people import: those of the front door, of a room's stub, and of the pages."""
    stubs = sorted((SOURCE / "commissioning").rglob("__init__.pyi"))
    pages = sorted((SOURCE.parent / "docs").rglob("*.md"))
    written = "\n".join(path.read_text(encoding="utf-8") for path in (*stubs, *pages))
    taken = set(re.findall(r"from (commissioning[\w.]*) import", written))
    listed = set(re.findall(r"from commissioning import (\w+) as", written))
    return frozenset(
        {*taken, *(f"commissioning.{name}" for name in listed), "commissioning.process"}
    )


def rooms() -> Iterator[dict[str, Any]]:
    """The navigation: each room with its modules, in the order of `ROOMS`."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for module in modules():
        found.setdefault(module[1], []).append(module)
    for room in sorted(found, key=lambda room: ROOMS.index(room) if room in ROOMS else len(ROOMS)):
        first, *rest = found[room]
        if len(first) == 2 and not rest:
            yield {room: address(first)}
        else:
            inside = in_order(room, [module for module in (first, *rest) if len(module) > 2])
            index = [address(first)] if len(first) == 2 else []
            yield {room: [*index, *({module[-1]: address(module)} for module in inside)]}


def in_order(room: str, inside: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Records in the order of the cycle, which is the order of the front door; others by name."""
    if room != "records":
        return inside
    stub = ast.parse((SOURCE / "commissioning" / "__init__.pyi").read_text(encoding="utf-8"))
    homes = [node.module for node in stub.body if isinstance(node, ast.ImportFrom)]
    return sorted(inside, key=lambda module: homes.index(".".join(module)))
