"""The `commissioning` command: the library's main job without writing any Python.

Each command is a module of this package with `ARGUMENTS`, each of which adds itself to a parser, and `run`.
All but a few also take `--process`, the process of a council with records or gates of its own, and `--rules`,
the rules of its constitution.
A module is loaded when its command is given, so `--help` waits for none.
Exit codes: 0 for an answer, 1 where something blocks, 2 for input that could not be read.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final

from commissioning import __version__
from commissioning.cli.console import PROCESS, RULES, WIDTH, TextOutput, rules_in
from commissioning.errors import CommissioningError, refusal
from commissioning.front_door import loaded
from commissioning.values.text import no_such

COMMANDS: Final = {
    "demo": "walk through Lewisham's home care cycle of 2022",
    "show": "show the stage of every lot of a cycle, and the next steps",
    "audit": "report every finding in the history of a cycle",
    "agenda": "show what is due next in one cycle or in many",
    "portfolio": "ask many cycles: build tables, answer questions, count findings",
    "report": "write a cycle as a page: where it stands, or the award",
    "serve": "show the pages of many cycles in a browser, with search",
    "timetable": "read a timetable out of a paper, check it, or plan one",
    "workbook": "write marks, prices and evaluations as workbooks, and read marks again",
    "ocds": "read, write and check notices as data, without a network",
    "register": "read a contracts register that a council publishes, or write one",
    "law": "list the rules in force on a day, with their sources",
    "explain": "explain the code of a finding, or a kind of record",
    "fixtures": "write specimens, stories and broken cycles as JSON, with their schema",
}
"""The commands, each with its line of the help; a command is the name of its module."""
WITHOUT_CYCLES: Final = ("demo", "timetable", "law", "fixtures")
"""The commands that read no cycle and explain no code: for these the process is the library's."""

WITHOUT_RULES: Final = (*WITHOUT_CYCLES, "ocds", "register", "explain")
"""The commands that judge no cycle: no rule of a council would change what they answer."""

_BEGIN: Final = "Begin with `commissioning demo`. For one command: `commissioning COMMAND --help`."
_Help: Final = partial(argparse.HelpFormatter, width=WIDTH)
"""Help as wide as the pages of the commands. Asking the terminal would take argparse 2 ms more."""


class _Parser(argparse.ArgumentParser):
    """A parser that names the nearest word where one is not known, and not all there are."""

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # noqa: ANN401
        if action.choices is not None and value not in action.choices:
            what = str(action.metavar or action.dest).lower()
            raise argparse.ArgumentError(None, no_such(what, value, map(str, action.choices)))


class _Command(_Parser):
    """The parser of one command, which learns its arguments when the command is given."""

    def parse_known_args(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401
        name = self.prog.rpartition(" ")[2]
        command = loaded(f"commissioning.cli.{name}")
        process = () if name in WITHOUT_CYCLES else (PROCESS,)
        rules = () if name in WITHOUT_RULES else (RULES,)
        for add in (*command.ARGUMENTS, *process, *rules):
            add(self)
        self.description = getattr(command, "DESCRIPTION", None)
        self.set_defaults(run=command.run)
        found, unknown = super().parse_known_args(*given, **named)
        for each in unknown:
            known = self._option_string_actions if each.startswith("-") else ()
            self.error(no_such("option" if known else "place for", each.partition("=")[0], known))
        if getattr(found, "rules", None):
            found.rules = rules_in(found.rules)
        return found, unknown


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = _Parser(
        prog="commissioning",
        formatter_class=_Help,
        description="The public-sector commissioning cycle: the next steps, and the obstacles to each.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(
        prog=parser.prog, dest="command", metavar="COMMAND", parser_class=_Command
    )
    for name, line in COMMANDS.items():
        commands.add_parser(name, help=line, formatter_class=_Help)
    try:
        chosen = parser.parse_args(arguments)
        if sys.stdout is None:
            return _ended(2, "there is nowhere to write: the standard output is closed")
        if chosen.command is None:
            page = TextOutput(sys.stdout)
            page.line(parser.format_help())
            page.paragraph(_BEGIN)
            return 0
        if arguments is None:  # the process is this command's, and what it has loaded stays
            gc.freeze()
        code: int = chosen.run(chosen, TextOutput(sys.stdout))
        sys.stdout.flush()
    except (CommissioningError, ImportError, KeyboardInterrupt, LookupError, OSError) as error:
        return _ended(*_why(error))
    return code


_INTERRUPTED: Final = 130  # as shells give for a program stopped by Ctrl-C


def _why(error: BaseException) -> tuple[int, str]:
    """The exit code for an error, and the words for it; none for a reader who has seen enough.

    The library raises a plain `LookupError`; a missing key is a fault of the program, and stays one.
    """
    match error:
        case BrokenPipeError():  # whoever read along has stopped, as `head` does
            return 0, ""
        case KeyboardInterrupt():
            return _INTERRUPTED, "stopped before the end"
        case OSError():
            return 2, f"{error.filename or 'the standard output'}: {refusal(error)}"
        case KeyError() | IndexError():
            raise error
        case _:
            return 2, str(error)


def _ended(code: int, words: str) -> int:
    """Say why the command ends, if there are words for it, and return the exit code."""
    _let_go()
    if words and sys.stderr is not None:
        with suppress(OSError):
            print(f"commissioning: {words}", file=sys.stderr)
    return code


def _let_go() -> None:
    """Write what can be written; what is left in the buffer goes nowhere and raises nothing at exit."""
    try:
        sys.stdout.flush()
    except (AttributeError, OSError):
        with suppress(AttributeError, OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
