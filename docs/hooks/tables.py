"""Pages that are written from the code each time the site is built, so that they cannot fall behind.

`PAGES` maps the address of each page to the function that writes it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout, suppress
from functools import cache
from inspect import cleandoc
from io import StringIO
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import commissioning
from commissioning.cli import COMMANDS, WITHOUT_CYCLES, main
from commissioning.findings.citation import Verification
from commissioning.findings.codes import (
    competition,
    contracts,
    decisions,
    evaluation,
    frameworks,
    mobilisation,
    planning,
    process,
    publishing,
    store,
)
from commissioning.findings.codes import law as of_law
from commissioning.findings.finding import FindingCode
from commissioning.gates.attached import GATES
from commissioning.gates.by_rules import ruled
from commissioning.gates.case import Gate
from commissioning.gates.decisions import DECISION_CODES
from commissioning.gates.order import ALWAYS_ASKED
from commissioning.interchange.ocds.mapping import BY_TAG
from commissioning.law.conditions import Attachment
from commissioning.law.governing import OTHER_LAW
from commissioning.law.law import Row
from commissioning.law.notices import Notice
from commissioning.law.regimes.council import USUAL_RULES
from commissioning.law.regimes.held import REGIMES
from commissioning.law.regimes.regime import GOVERNS, Regime
from commissioning.process import ALWAYS, STEPS, Process, Step
from commissioning.records.record import Record
from commissioning.stages import Begins, During, Ends, Opens, Placement, Returns, Stage
from commissioning.testing.broken.catalogue import broken_cycles
from commissioning.testing.broken.mutation import BrokenCycle
from commissioning.testing.stories.scenario import ROUTE_CALLS
from commissioning.values.families import family_of, kinds_of
from commissioning.values.text import display_name

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

HOW_TO = Path(__file__).parents[1] / "how-to"
NOT_HELD = Path(__file__).with_name("law-not-held.md")
"""The matters of which no row speaks, as a lawyer would want to know them."""
WIDE = "---\nhide: [toc]\n---\n"
"""What gives a wide table the space of the list of headings."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the written pages to the site."""
    from mkdocs.structure.files import File

    for address, write in PAGES.items():
        files.append(File.generated(config, address, content="\n".join(write()) + "\n"))
    return files


def linked(kind: type[Record]) -> str:
    return f"[{kind.__name__}][{kind.__module__}.{kind.__name__}]"


def cell(text: object) -> str:
    """Text for one cell of a table."""
    return str(text).replace("|", "\\|").replace("\n", " ")


def listed(stages: tuple[Stage, ...]) -> str:
    """Stages in words; several in a row as the first and the last."""
    line = list(Stage)
    first, last = line.index(stages[0]), line.index(stages[-1])
    if len(stages) > 2 and list(stages) == line[first : last + 1]:
        return f"{stages[0].words} to {stages[-1].words}"
    return ", ".join(stage.words for stage in stages)


def placed(where: Placement) -> str:
    """When a step may come, in words."""
    match where:
        case Opens(stage=stage, again=again):
            return f"**opens {stage.words}**" + (f"; again in {listed(again)}" if again else "")
        case During(stages=stages) if set(stages) >= set(ALWAYS):
            return "at any time"
        case During(stages=stages):
            return f"during {listed(stages)}"
        case Returns(stages=stages, to=to):
            return f"**returns** from {listed(stages)} to {to.words}"
        case Ends(stage=stage, until=until):
            return f"**ends** as {stage.words}, up to {until.words}"
        case Begins():
            return "only as the first record"


def conditions(step: Step) -> str:
    """The gates and checks of a step, each with the sentence it claims."""
    return (
        "<br>".join(f"`{condition.name}`" for condition in (*step.gates, *step.checks))
        or "none of its own"
    )


def steps() -> Iterator[str]:
    yield WIDE
    yield "# Steps and stages"
    yield ""
    yield (
        "Every kind of record, when it may come, what must be there first and the gates and checks it "
        "passes. A step is asked, besides, whether its stage is next on the route, whether what it "
        "rests on is there, and whether its day fits. The law attaches gates of its own: see the "
        "[rows of law](law.md)."
    )
    yield ""
    yield "| record, and its tag in files | when | rests on | gates and checks |"
    yield "|---|---|---|---|"
    for step in STEPS:
        rests_on = ", ".join(linked(kind) for kind in step.rests_on) or "nothing"
        record = f"{linked(step.record)}<br>`{step.tag}`"
        row = (record, placed(step.where), rests_on, conditions(step))
        yield "| " + " | ".join(cell(part) for part in row) + " |"
    yield ""
    yield "## What each gate and check claims"
    yield ""
    said = {c.name: c for step in STEPS for c in (*step.gates, *step.checks)}
    for name, condition in said.items():
        codes = ", ".join(f"[`{c.code}`](finding-codes.md#{c.code})" for c in condition.codes)
        yield f"`{name}`"
        yield f":   {' '.join(condition.meaning.split())} Findings: {codes}."
        yield ""


def routes() -> Iterator[str]:
    yield "# Routes"
    yield ""
    yield (
        "A route is the ordered part of the line of stages that one procurement takes. The procurement "
        "strategy decides it before the competition starts."
    )
    yield ""
    named = {call: route for route, call in ROUTE_CALLS.items()}
    line = [stage for stage in Stage if stage is not Stage.ABANDONED]
    yield "| route | " + " | ".join(stage.words for stage in line) + " |"
    yield "|---" * (len(line) + 1) + "|"
    for call, route in named.items():
        yield f"| `{call}` | " + " | ".join("●" if s in route else "" for s in line) + " |"
    yield ""
    yield "`Route.of(*stages)` makes a route of a council's own, and refuses one that makes no sense."


GUIDES = {
    process: ("load-ask-record-save", "when-a-day-is-not-known"),
    decisions: ("who-may-decide", "when-something-goes-wrong"),
    planning: ("follow-the-golden-thread", "read-a-timetable", "plan-back-from-go-live"),
    competition: ("judge-selection-answers", "who-may-still-go-on", "when-something-goes-wrong"),
    evaluation: ("count-service-users-marks", "choose-a-price-formula"),
    of_law: (
        "when-may-i-sign", "what-must-i-publish-and-when", "when-a-challenge-comes",
        "may-i-change-the-contract", "why-does-the-law-say-so",
    ),
    mobilisation: ("move-people-without-losing-anyone",),
    contracts: (
        "see-a-contract-from-its-cycle", "rate-a-contract", "uplift-a-price-by-its-clause",
        "triggers-and-ladders",
    ),
    frameworks: ("run-a-framework",),
    publishing: ("from-and-to-ocds", "read-a-contracts-register", "report-a-cycle"),
    store: ("prove-that-nothing-was-changed",),
}  # fmt: skip
"""The guides to read about the findings of each phase. A code that a guide names is linked to it besides."""


@cache
def guides() -> dict[str, str]:
    """The text of every guide, by its name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(HOW_TO.glob("*.md"))}


def to_guides(names: Iterable[str]) -> str:
    """Links to guides, each with its title."""
    titles = {name: guides()[name].partition("\n")[0].removeprefix("# ") for name in names}
    return ", ".join(f"[{title}](../how-to/{name}.md)" for name, title in titles.items())


def finding_codes() -> Iterator[str]:
    yield "# Finding codes"
    yield ""
    yield (
        "Every kind of finding the library can yield, by phase. `commissioning explain CODE` prints the "
        "same, with `--gates` also which conditions may find it. A "
        "waivable one may be lifted by a recorded `Waiver`; order and statute never are."
    )
    asked = conditions_by_code()
    seen = {row.code: row for row in reversed(tuple(broken_cycles()))}
    for phase, names in GUIDES.items():
        about = (phase.__doc__ or "").removeprefix("The kinds of finding about ").rstrip(".")
        yield f"\n## {about[:1].upper()}{about[1:]}\n"
        yield f"Guides: {to_guides(names)}."
        for code in vars(phase).values():
            if isinstance(code, FindingCode):
                yield from of_code(code, seen[code.code], asked.get(code.code, ()))


def of_code(
    code: FindingCode, broken: BrokenCycle, named: Sequence[tuple[str, type[Record]]]
) -> Iterator[str]:
    """The section of one code."""
    yield f"\n### {code.code} {{ #{code.code} }}\n"
    yield code.meaning + (" **Waivable.**" if code.waivable else "")
    yield ""
    yield f"> {code.example}"
    yield ""
    remedy = next(finding.remedy for finding in broken.findings if finding.code == code.code)
    if remedy:
        yield f"**What to do**, for example: {remedy[:1].lower()}{remedy[1:]}."
        yield ""
    if code in (*ALWAYS_ASKED, *DECISION_CODES):
        yield "**Asked** of every record."
    elif not named:
        yield f"**Seen** in: {broken.seen_by}."
    if named:
        conditions = dict.fromkeys(f"`{name}`" for name, _ in named)
        kinds = dict.fromkeys(linked(kind) for _, kind in named)
        yield f"**Asked** by {', '.join(conditions)} when you record: {', '.join(kinds)}."
    word = re.compile(rf"(?<![\w-]){code.code}(?![\w-])")
    shown = [name for name, text in guides().items() if word.search(text)]
    if shown:
        yield f"\n**Shown** in {to_guides(shown)}."


def conditions_by_code() -> dict[str, list[tuple[str, type[Record]]]]:
    """The named conditions that may yield each code, with the kind of record they are asked before."""
    found: dict[str, list[tuple[str, type[Record]]]] = {}
    for step in STEPS:
        for condition in (*step.conditions, *gates_of_law(step.record), *ruled(step.record)):
            for code in condition.codes:
                found.setdefault(code.code, []).append((condition.name, step.record))
    return found


def gates_of_law(kind: type[Record]) -> Iterator[Gate]:
    """The gates that some regime attaches to a kind of record."""
    rows = (row.value for regime in REGIMES for row in regime.rows)
    return (
        GATES[row.condition] for row in rows if isinstance(row, Attachment) and row.record is kind
    )


def law() -> Iterator[str]:
    yield WIDE
    yield "# Rows of law"
    yield ""
    yield (
        "The law as the library holds it: dated rows, each with its source. A row answers for "
        "procurements that commenced within its time or, where it says so, for acts within it. What "
        "is marked unverified was not read in the text of the law: look it up before use. None of this "
        "is legal advice. [What this library says of the law, and what it does not](law-covered.md) counts "
        "the rows and says where they end."
    )
    for regime in REGIMES:
        yield ""
        yield f"## {regime.name}"
        yield ""
        yield "| question | answer | where | in force | source | how far checked |"
        yield "|---|---|---|---|---|---|"
        for row in regime.rows:
            told = row.parameter.describe(row.value)
            checked = row.citation.verification
            parts = (row.parameter.name, told, row.facts, row.span(), source(row), checked)
            yield "| " + " | ".join(cell(part) for part in parts) + " |"


def source(row: Row[object]) -> str:
    """The citation of a row, linked to its text where it has an address."""
    return f"[{row.citation}]({row.citation.url})" if row.citation.url else str(row.citation)


def law_covered() -> Iterator[str]:
    yield WIDE
    yield "# What this library says of the law, and what it does not"
    yield ""
    yield (
        "For a lawyer who is asked whether to rely on it. The library holds English procurement law as "
        "dated rows, each with its source; it never answers where it has no row. It is not legal advice. "
        "`commissioning law why` says of one question which row answered and which were passed over."
    )
    yield ""
    yield "## How far the rows were checked"
    yield ""
    yield "| law | rows | questions | " + " | ".join(WAYS) + " |"
    yield "|---|---|---|" + "---|" * len(WAYS)
    for regime in LAWS:
        checked = [row.citation.verification for row in regime.rows]
        numbers = (len(regime.rows), len(questions(regime)), *map(checked.count, WAYS))
        yield f"| {regime.name} | " + " | ".join(map(str, numbers)) + " |"
    for regime in LAWS:
        yield from law_of_regime(regime)
    yield ""
    yield "## What is refused"
    yield ""
    yield (
        "Where one of these is stated in the procurement strategy, every question is refused with the "
        "sentence beside it. England's answer is never given instead."
    )
    yield ""
    yield "| stated | refused because |"
    yield "|---|---|"
    for stated, sentence in OTHER_LAW.items():
        yield f"| {stated} | {cell(sentence)} |"
    yield ""
    yield from NOT_HELD.read_text(encoding="utf-8").splitlines()
    yield ""
    yield "## Notices that no single cycle can show to be due"
    yield ""
    for row in (row for regime in REGIMES for row in regime.rows):
        if isinstance(row.value, Notice) and row.value.beyond:
            yield f"- {row.value.code}, {row.value.title}: {row.value.beyond} ({source(row)})"


LAWS = (*REGIMES, Regime("Decisions of councils, by the usual constitution", USUAL_RULES.rows))
CHECKED = {row.citation.verification for regime in LAWS for row in regime.rows}
WAYS = tuple(way for way in Verification if way in CHECKED)


def questions(regime: Regime) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.parameter.name for row in regime.rows))


def law_of_regime(regime: Regime) -> Iterator[str]:
    """What one law covers, and its rows that were not read in the law itself."""
    yield ""
    yield f"## {regime.name}"
    yield ""
    for row in regime.rows:
        if row.parameter == GOVERNS:
            where = f", where it is {row.facts}" if str(row.facts) else ""
            yield f"- Governs procurements begun {row.span()}{where} ({source(row)})."
    yield ""
    yield f"**Answers** {len(questions(regime))} questions: {'; '.join(questions(regime))}."
    yield ""
    unread = [row for row in regime.rows if row.citation.verification is not Verification.READ]
    yield f"**Not read** in the law itself: {len(unread)} of {len(regime.rows)} rows."
    yield ""
    yield "| question | answer | where | in force | source | how far checked |"
    yield "|---|---|---|---|---|---|"
    for row in unread:
        told = row.parameter.describe(row.value)
        parts = (row.parameter.name, told, row.facts, row.span(), source(row))
        yield "| " + " | ".join(map(cell, (*parts, row.citation.verification))) + " |"


def names() -> Iterator[str]:
    yield "# Everyday names"
    yield ""
    yield "The names that `from commissioning import ...` offers, in the order of the cycle."
    stub = Path(commissioning.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    for line in stub.splitlines()[4:]:
        if line.startswith("# "):
            yield f"\n## {line[2:].rstrip('.')}\n"
        elif line.startswith("from "):
            _, home, _, name, *_ = line.split()
            yield f"- [`{name}`][{home}.{name}]: {said(home, name)}"


def said(home: str, name: str) -> str:
    """The first sentence of what a name's docstring says, or of the words below a constant."""
    given = getattr(commissioning, name)
    own = given.__doc__ if callable(given) or isinstance(given, ModuleType) else None
    doc = own or constants(home).get(name, "")
    return doc.strip().splitlines()[0]


@cache
def constants(home: str) -> dict[str, str]:
    """The words below each constant of a module, by its name."""
    source = Path(commissioning.__file__).parent.joinpath(*home.split(".")[1:])
    module = source / "__init__.py" if source.is_dir() else source.with_suffix(".py")
    body = ast.parse(module.read_text(encoding="utf-8")).body
    return {
        node.target.id: str(ast.literal_eval(after.value))
        for node, after in pairwise(body)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
    }


def kinds() -> Iterator[str]:
    yield "# Kinds of the open families"
    yield ""
    yield (
        "A field that holds a value of an open family takes any of its kinds, and a council may add its "
        "own with `Process.with_kinds`. In files the tag says which kind it is."
    )
    known = Process.standard().kinds
    for family in dict.fromkeys(family_of(kind) for kind in known):
        yield ""
        yield f"## {display_name(family).capitalize()}"
        yield ""
        yield "| kind | tag in files | what it is |"
        yield "|---|---|---|"
        for tag, kind in kinds_of(family, known).items():
            first = cleandoc(kind.__doc__).split("\n\n")[0]
            yield f"| {linked(kind)} | `{tag}` | {cell(first)} |"


def ocds() -> Iterator[str]:
    yield "# OCDS, record by record"
    yield ""
    yield (
        "Where each kind of record stands in the Open Contracting Data Standard, version 1.1.5 with its UK "
        "extension. [Read and write notices](../how-to/from-and-to-ocds.md) shows how to read and write it."
    )
    yield ""
    yield "| record | way | place in OCDS, or why it has none |"
    yield "|---|---|---|"
    for step in STEPS:
        row = BY_TAG[step.tag]
        yield f"| {linked(step.record)} | {row.way} | {cell(row.place)} |"


def changes() -> Iterator[str]:
    """The changelog as it is kept at the top of the project."""
    text = (Path(__file__).parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
    yield text.replace("](docs/", "](")


def commands() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield (
        "The main job of the library without any Python. Exit codes: 0 for an answer, 1 where something "
        "blocks, 2 for input that could not be read. A council with "
        "[records or gates of its own](../how-to/records-of-your-own.md) gives its process with `--process`; "
        f"{', '.join(f'`{name}`' for name in WITHOUT_CYCLES)} read no cycle, and do not take it. "
        "`--rules` gives [its constitution](../how-to/who-may-decide.md#give-the-rules-to-a-command) to the "
        "commands that judge a cycle."
    )
    for name, line in COMMANDS.items():
        yield ""
        yield f"## {name}"
        yield ""
        yield f"{line[:1].upper()}{line[1:]}."
        yield ""
        yield "```text"
        yield help_of(name)
        yield "```"


def help_of(command: str) -> str:
    """The help of a command, as it prints it."""
    with redirect_stdout(StringIO()) as page, suppress(SystemExit):
        main([command, "--help"])
    return page.getvalue().strip()


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "tables/steps.md": steps,
    "tables/routes.md": routes,
    "tables/finding-codes.md": finding_codes,
    "tables/law.md": law,
    "tables/law-covered.md": law_covered,
    "tables/kinds.md": kinds,
    "tables/commands.md": commands,
    "tables/names.md": names,
    "tables/ocds.md": ocds,
    "changes.md": changes,
}
