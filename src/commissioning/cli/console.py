"""The two ends of every command: the arguments that several take, and how all of them write.

Text is wrapped at 80 columns, and coloured only on a terminal.
"""

from __future__ import annotations

import argparse
import codecs
import os
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from io import TextIOWrapper
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO, TypeAlias, TypeVar

from commissioning.errors import FormatError, refusal
from commissioning.front_door import loaded
from commissioning.values.text import article, did_you_mean, listed

if TYPE_CHECKING:
    from commissioning.cycle import Audit, Cycle
    from commissioning.findings.finding import Finding
    from commissioning.law.regimes.council import CouncilRules
    from commissioning.process import Process

T = TypeVar("T")
Chosen: TypeAlias = argparse.Namespace
"""The arguments of a command as they were given, by name."""


def day(text: str) -> date:
    """A day as it is written on the command line."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise argparse.ArgumentTypeError(
        f"{text!r} is not a day; write it as year-month-day: 2022-11-14"
    )


def output(text: str) -> Path:
    """A file to write to, which may not be called as cycles are: a slip would put it in the place of one."""
    if text.casefold().endswith(".json"):
        raise argparse.ArgumentTypeError(f"{text!r} is a name for a cycle; give another one")
    return Path(text)


def number(least: int, most: int) -> Callable[[str], int]:
    """The reader of a whole number within two bounds."""

    def read(text: str) -> int:
        if text.isdecimal() and len(text) < 7 and least <= int(text) <= most:
            return int(text)
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")

    return read


Argument: TypeAlias = Callable[[Any], object]
"""An argument of a command, which adds itself to a parser or to a group of one."""


def option(name: str, read: object, shown: str | None, words: str, **more: object) -> Argument:
    """An argument that has a value: its reader, its name in the help, its meaning, and the rest."""
    return methodcaller("add_argument", name, type=read, metavar=shown, help=words, **more)


def switch(name: str, words: str, **more: object) -> Argument:
    """An option without a value."""
    return methodcaller("add_argument", name, help=words, **{"action": "store_true", **more})


def one_action(actions: Mapping[str, str]) -> Argument:
    """The actions of a command, each with its words in the help."""
    lines = "; ".join(f"{name}: {words}" for name, words in actions.items())
    return methodcaller("add_argument", "action", choices=actions, help=lines)


def one_of(*options: Argument, required: bool = False) -> Argument:
    """Options of which only one is given."""

    def add(parser: argparse.ArgumentParser) -> None:
        group = parser.add_mutually_exclusive_group(required=required)
        for each in options:
            each(group)

    return add


JSON: Final = switch("--json", "write JSON for a program")
RULES: Final = option("--rules", Path, "FILE", "your council's own rules as JSON")
"""For a council that has its cycles judged by its own constitution."""


def rules_in(file: Path) -> CouncilRules:
    """The council's own rules in a file. Raises `FormatError` that names the file."""
    from commissioning.interchange import load_rules

    return of_file(file, load_rules)


def own_process(words: str) -> Process:
    """The process of that name in a module, which is looked for as `python -m` looks for one."""
    from commissioning.process import Process  # `explain CODE` without the option needs none

    module, _, name = words.partition(":")
    if not (module and name):
        raise argparse.ArgumentTypeError(
            f'"{words}" is not MODULE:NAME; write it as my_council.process:PROCESS'
        )
    sys.path.insert(0, "")  # the current directory
    try:
        held = vars(loaded(module))
    except (Exception, SystemExit) as error:  # the module is the council's, and may raise anything
        raise argparse.ArgumentTypeError(_why_not(module, error)) from None
    if isinstance(found := held.get(name), Process):
        return found
    own = [each for each, value in held.items() if isinstance(value, Process)]
    choice = f"choose from {listed(own)}" if own else "name the module that makes one"
    kind = article(type(found).__name__)
    why = f'"{name}" is {kind}, not a process' if name in held else f'there is no process "{name}"'
    raise argparse.ArgumentTypeError(f"{module}: {why}{did_you_mean(name, own) or f'; {choice}'}")


PROCESS: Final = option(
    "--process", own_process, "MODULE:NAME", "your own process, such as my_council.process:PROCESS"
)
"""For a council with records, gates or families of its own."""


def _why_not(module: str, error: BaseException) -> str:
    """Why a module cannot be imported: it is not there, or a line of it fails."""
    from pkgutil import iter_modules
    from traceback import extract_tb

    missing = str(getattr(error, "name", None))
    if isinstance(error, ModuleNotFoundError) and f"{module}.".startswith(f"{missing}."):
        package, dot, name = missing.rpartition(".")
        places = getattr(sys.modules[package], "__path__", ()) if package else None
        near = did_you_mean(
            name, (each.name for each in iter_modules(places)), before=package + dot
        )
        remedy = near or "; begin in the folder that holds it, or install it"
        return f'there is no module "{missing}"{remedy}'
    lines = [frame for frame in extract_tb(error.__traceback__) if frame.name == "<module>"]
    at = f", at line {lines[-1].lineno} of {lines[-1].filename}" if lines else ""
    return f"{module} fails when it is imported{at}: {type(error).__name__}: {error}"


def audit_in(
    file: Path, process: Process | None = None, rules: CouncilRules | None = None
) -> Audit:
    """The cycle in a file with all its findings. Raises `FormatError` that names the file."""
    from commissioning.interchange import loads  # which commands without a file do not wait for

    return of_file(file, lambda text: loads(text, process, audit=True, rules=rules))


def cycles_in(
    files: Iterable[Path], command: str, process: Process | None, rules: CouncilRules | None = None
) -> list[Cycle]:
    """The cycles in the files given. Raises one `FormatError` with every problem of every file."""
    cycles: list[Cycle] = []
    problems: list[str] = []
    for file in files:
        try:
            cycles.append(audit_in(file, process, rules).cycle)
        except FormatError as error:
            problems += (f"{file}: {problem}" for problem in error.problems)
    if problems:
        raise FormatError(command, tuple(problems))
    return cycles


def day_in(cycle: Cycle, source: str, on: date | None) -> date:
    """The day given, else that of the last record. Raises `FormatError` where there is neither."""
    found = on or cycle.last_on
    if found is None:
        raise FormatError(source, ("it has no records to take a day from; give one with --on",))
    return found


def of_file(file: Path, read: Callable[[Any], T], *, raw: bool = False) -> T:
    """A file's text or raw bytes as a reader takes them. Raises `FormatError` that names the file."""
    try:
        return read(file.read_bytes() if raw else file.read_text("utf-8"))
    except FormatError as error:
        raise FormatError(str(file), error.problems) from None
    except UnicodeDecodeError as error:
        paper = error.object.startswith((b"PK", b"%PDF", b"\xd0\xcf"))
        raise FormatError(str(file), (_A_PAPER if paper else _OTHER_TEXT,)) from None
    except OSError as error:
        store = str(file).startswith(("sqlite:", "postgres"))
        where, why = ("file", _A_STORE) if store else (str(file), refusal(error))
        raise FormatError(where, (why,)) from None


_OTHER_TEXT: Final = "it is not UTF-8 text; save it as UTF-8"
_A_PAPER: Final = (
    "it is a file of Word, Excel or a PDF; copy what is meant out of it into a file of plain text"
)
_A_STORE: Final = (
    "it is the address of a store; name a file, or ask the store with report or portfolio"
)


WIDTH: Final = 80
_STYLES: Final = {"bold": "1", "red": "31", "yellow": "33", "green": "32", "dim": "2"}


class TextOutput:
    """A stream that text is set on, paragraph by paragraph."""

    def __init__(self, stream: TextIO) -> None:
        _writes_anything(stream)
        self._stream = stream
        self._coloured = stream.isatty() and "NO_COLOR" not in os.environ
        self._spaced = True

    def line(self, text: str = "") -> None:
        """One line as it is, for tables and JSON."""
        print(text, file=self._stream)
        self._spaced = not text

    def written(self, out: Path, text: str | bytes, *, quietly: bool = False) -> None:
        """A file is written, and it is said where; quietly where a program reads the rest."""
        from commissioning.interchange.json import write_whole

        write_whole(out, text)
        if not quietly:
            self.line(f"written: {out}")

    def json(self, value: object) -> None:
        """A value for a program to read; what JSON has no form for is written as text."""
        import json

        escaped = (self._stream.encoding or "utf-8").lower().replace("-", "") != "utf8"
        self.line(json.dumps(value, indent=2, ensure_ascii=escaped, default=str))

    def gap(self) -> None:
        """One empty line, where there is not one already."""
        if not self._spaced:
            self.line()

    def styled(self, text: str, style: str) -> str:
        """The text in a style, where the stream is a terminal."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self._coloured else text

    def title(self, text: str) -> None:
        """A heading with a rule under it."""
        self.line(self.styled(text, "bold"))
        self.line("=" * min(len(text), WIDTH))

    def paragraph(self, text: str, indent: str = "", hang: str = "") -> None:
        """Text wrapped at 80 columns; `hang` indents all lines but the first further."""
        for part in text.split("\n"):
            wrapped = textwrap.wrap(
                part, WIDTH, initial_indent=indent, subsequent_indent=indent + hang,
                break_long_words=False, break_on_hyphens=False,
            )  # fmt: skip
            self.line("\n".join(wrapped))

    def findings(self, findings: Iterable[Finding], indent: str = "  ") -> None:
        """Findings: what is the matter, where it says so, what to do, from when it is clear."""
        inner = indent + " " * 8
        blocks, warns = self.styled("BLOCKS", "red"), self.styled("warns ", "yellow")
        for finding in findings:
            self.line(f"{indent}{blocks if finding.blocks else warns}  {finding.code}")
            self.paragraph(finding.message, inner)
            if finding.source is not None:
                self.paragraph(f"source: {finding.source}", inner, "  ")
            if finding.remedy:
                self.paragraph(f"remedy: {finding.remedy}", inner, "  ")


def _writes_anything(stream: TextIO) -> None:
    """Let a stream of the system write every character: a pound sign must end no command.

    Where the locale is plain ASCII, which says nothing about the reader, it becomes UTF-8; a character
    that any other encoding lacks is written as its escape.
    """
    if isinstance(stream, TextIOWrapper):
        ascii_only = codecs.lookup(stream.encoding).name == "ascii"
        stream.reconfigure(
            encoding="utf-8" if ascii_only else stream.encoding, errors="backslashreplace"
        )
