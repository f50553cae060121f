"""Rules of the house that a machine can keep."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from statistics import median

from attrs import frozen

ROOT = Path(__file__).parents[1]
SOURCE_ROOT = ROOT / "src" / "commissioning"
SOURCE = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
WRITTEN = [
    path
    for folder in ("src", "tests", "docs", "examples")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".py", ".pyi", ".md", ".toml", ".yml", ".css", ".js"}
] + sorted(path for path in ROOT.glob("*.*") if path.suffix in {".md", ".toml", ".yml", ".py"})

TOP_LEVEL = {
    "src", "docs", "tests", "examples", "pyproject.toml", "mkdocs.yml", "LICENSE", "README.md",
    "CHANGELOG.md", "CONTRIBUTING.md", "changelog.d", "constraints", "noxfile.py", "justfile",
}  # fmt: skip
LONG_FOR_A_REASON = {
    "src/commissioning/process.py": "the table of steps, a row for each kind of record",
}
"""Modules of more than 400 lines, with the reason; rows of data are the only good one."""


MOST_STATEMENTS = 44_437
"""How many statements the whole source may have, docstrings and imports included."""
MOST_LINES = 79_657
"""How many lines. Histories and law took 8,500 more than the 40,000 of the house; the agenda and plans, the
reading of papers, KPIs with credits, indexation and escalation, notices of OCDS, the store and the comparison
15,000; answers, decisions, frameworks, people as stock and flow, registers, workbooks, the portfolio and the
reports 17,500."""
LONG_CLASSES: set[str] = set()
"""Classes that still have more than 200 lines."""


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@frozen
class Function:
    """A function as the rules look at it."""

    name: str
    lines: int
    statements: int
    silent: bool
    imports: tuple[str, ...]


@frozen
class Module:
    """What the rules ask of the tree of a module, which is read once and not kept."""

    described: bool
    statements: int
    functions: tuple[Function, ...]
    classes: tuple[tuple[str, int], ...]
    """All classes, each with its number of lines."""
    public: tuple[str, ...]
    """The public classes at the top."""
    clocks: tuple[str, ...]
    """Where the clock is read."""
    twice: tuple[str, ...]
    """Functions of a name that another of the same scope has."""


CLOCKS = {"today", "now", "utcnow", "time_ns", "perf_counter", "monotonic"}


@cache
def read(path: Path) -> Module:
    tree = ast.parse(text_of(path))
    nodes = list(ast.walk(tree))
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    top = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    scopes = [
        [node.name for node in scope.body if isinstance(node, ast.FunctionDef)]
        for scope in (tree, *top)
    ]
    return Module(
        described=bool(ast.get_docstring(tree)),
        statements=sum(isinstance(node, ast.stmt) for node in nodes),
        functions=tuple(
            function(node)
            for node in nodes
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ),
        classes=tuple((node.name, lines(node)) for node in classes),
        public=tuple(node.name for node in top if not node.name.startswith("_")),
        clocks=tuple(
            f"line {node.lineno}: {node.func.attr}"
            for node in nodes
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CLOCKS
        ),
        twice=tuple(name for names in scopes for name in set(names) if names.count(name) > 1),
    )


def function(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Function:
    inside = list(ast.walk(node))
    imports = (each.module or "" for each in inside if isinstance(each, ast.ImportFrom))
    return Function(
        name=node.name,
        lines=lines(node),
        statements=sum(isinstance(each, ast.stmt) for each in inside) - 1,
        silent=not ast.get_docstring(node),
        imports=tuple(imports),
    )


def lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def against(rule: Callable[[Path], object], paths: Iterable[Path]) -> dict[str, object]:
    """What a rule finds wrong, by file; a test for each file and rule would be some thousands."""
    found = ((relative(path), rule(path)) for path in paths)
    return {name: wrong for name, wrong in found if wrong}


def ignored() -> set[str]:
    """The names that .gitignore keeps out, such as `build` and `site`."""
    lines = (ROOT / ".gitignore").read_text().split()
    return {line.rstrip("/") for line in lines}


def test_top_level_holds_only_what_the_card_lists():
    """A newcomer's first look is a list of names; each of them has to earn its place."""
    present = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert present - ignored() - TOP_LEVEL == set()
    assert {"src", "docs", "tests", "examples", "pyproject.toml", "mkdocs.yml"} <= present
    assert {"LICENSE", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"} <= present


def test_no_module_reads_the_clock():
    """The same ledger gives the same answer on every day; today is always given."""
    assert against(lambda path: read(path).clocks, SOURCE) == {}


def test_no_module_draws_at_random_without_a_seed():
    """What is random takes a seed from its caller, so that it can be drawn again."""
    drawn = re.compile(r"\brandom\.(?!Random\b)\w+\(|\bRandom\(\)|\buuid[14]\(|\bsecrets\.")
    assert against(lambda path: drawn.findall(text_of(path)), SOURCE) == {}


def long_modules() -> set[str]:
    return {relative(path) for path in SOURCE if len(text_of(path).splitlines()) > 400}


def test_module_is_short_enough_to_read():
    """Past 400 lines nobody reads a module whole, unless it is a table."""
    assert long_modules() - set(LONG_FOR_A_REASON) == set()


def test_listed_long_modules_are_long():
    """An exception that is no longer needed must not wait for the next person to use it."""
    assert set(LONG_FOR_A_REASON) <= long_modules()


def test_function_fits_on_a_screen():
    """A function of more than 60 lines does more than one thing, unless it only lists rows of data."""

    def too_long(path: Path) -> list[str]:
        return [f.name for f in read(path).functions if f.lines > 60 and f.statements > 5]

    assert against(too_long, SOURCE) == {}


def test_source_stays_as_small_as_it_is():
    """A library that nobody can hold in mind is added to in the wrong places."""
    lines = sum(len(text_of(path).splitlines()) for path in SOURCE)
    count = sum(read(path).statements for path in SOURCE)
    lengths = [function.lines for path in SOURCE for function in read(path).functions]
    print(f"{count} statements, {lines} lines, a median function of {median(lengths)} lines")
    assert count <= MOST_STATEMENTS
    assert lines <= MOST_LINES
    assert median(lengths) <= 6


def test_no_class_has_more_than_200_lines():
    """A longer one does the work of several, and nobody remembers which."""
    every = sorted((size, name) for path in SOURCE for name, size in read(path).classes)
    print("the longest classes:", ", ".join(f"{name} {size}" for size, name in every[-5:]))
    assert {name for size, name in every if size > 200} <= LONG_CLASSES


def test_layer_rule_has_no_exemption():
    """An arrow that is allowed once is followed by others."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert "ignore_imports" not in str(contracts)
    assert "exclude_type_checking_imports" not in contracts
    assert all(contract.get("exhaustive", True) for contract in contracts["contracts"])


def floors() -> dict[str, int]:
    """The number of the floor on which each room of the house lies, the ground floor being 0."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = reversed(contracts["contracts"][0]["layers"])
    return {room.strip("() "): floor for floor, row in enumerate(layers) for room in row.split("|")}


def test_import_inside_a_function_leads_down_the_house():
    """A late import may save time; it must not get round the order of the rooms."""
    rooms = floors()

    def upwards(path: Path) -> set[str]:
        here = path.relative_to(SOURCE_ROOT).parts[0].removesuffix(".py")
        modules = (module for function in read(path).functions for module in function.imports)
        asked = {module.split(".")[1] for module in modules if module.startswith("commissioning.")}
        return {room for room in asked if rooms[room] > rooms.get(here, -1)}

    assert against(upwards, SOURCE) == {}


def test_one_name_leads_up_the_house():
    """A module that is named as text, and imported later, would get round the order unseen."""
    rooms = floors()

    def named(path: Path) -> set[str]:
        here = path.relative_to(SOURCE_ROOT).parts[0].removesuffix(".py")
        nodes = ast.walk(ast.parse(text_of(path)))
        texts = (node.value for node in nodes if isinstance(node, ast.Constant))
        names = (text for text in texts if re.fullmatch(r"commissioning(\.\w+)+\.?", str(text)))
        return {name for name in names if rooms.get(name.split(".")[1], 0) > rooms.get(here, -1)}

    assert against(named, SOURCE) == {
        "src/commissioning/values/notebook.py": {"commissioning.display.notebook"},
        # It is looked for among the modules that are loaded, and never imported.
        "src/commissioning/values/frozen.py": {"commissioning.testing.strategies.hypothesis_hook"},
    }


def imported_by(path: Path) -> set[Path]:
    """The modules of the library that a module imports, inside functions and for types too."""
    found: set[Path] = set()
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("commissioning"):
            home = SOURCE_ROOT.parent / (node.module or "").replace(".", "/")
            named = (home / f"{name.name}.py" for name in node.names)
            found |= {each if each.exists() else home.with_suffix(".py") for each in named}
    return {each for each in found if each.exists()}


def test_no_module_imports_itself_by_way_of_others():
    """A circle has no beginning: neither of its modules can be read, or changed, before the other."""
    graph = {path: imported_by(path) for path in SOURCE}
    left = None
    while (
        graph != left
    ):  # the first and the last of each chain are taken away, until circles are left
        left, asked = graph, set().union(*graph.values())
        graph = {
            path: imported & left.keys()
            for path, imported in left.items()
            if imported & left.keys() and path in asked
        }
    assert [relative(path) for path in graph] == []


def test_module_says_what_it_is():
    """The first line of a module is its place in the house, and heads its page of the reference."""
    assert against(lambda path: not read(path).described, SOURCE) == {}


def test_module_has_a_name_that_means_something():
    """A drawer called `utils` is where things go that nobody has thought about."""
    vague = {"util", "utils", "helper", "helpers", "misc", "common", "manager"}
    assert against(lambda path: vague.intersection(path.stem.split("_")), SOURCE) == {}


def test_every_test_has_a_docstring():
    """A stranger reads a failing test's sentence before its code."""

    def silent(path: Path) -> list[str]:
        return [f.name for f in read(path).functions if f.silent and f.name.startswith("test_")]

    assert against(silent, TESTS) == {}


def test_no_two_tests_of_a_file_share_a_name():
    """The later of two functions of one name replaces the earlier, which then never runs."""
    assert against(lambda path: read(path).twice, TESTS) == {}


def test_tests_mirror_the_source():
    """Whoever changes a module knows where its tests are."""

    def elsewhere(path: Path) -> bool:
        inside = path.relative_to(ROOT / "tests")
        return len(inside.parts) > 1 and not (SOURCE_ROOT / inside.parts[0]).is_dir()

    assert against(elsewhere, TESTS) == {}


def test_no_file_names_a_machine():
    """What is written here must make sense on anybody's computer."""
    places = ["/" + "work/", "/" + "tmp/", "/" + "home/", "/" + "root/", "../" + "shared"]
    hosts = ["py" + "pi.org", "python" + "hosted", "registry.npm" + "js"]
    words = places + hosts
    assert against(lambda path: [word for word in words if word in text_of(path)], WRITTEN) == {}


def test_no_file_keeps_an_intention_for_later():
    """An intention belongs in the tracker, where somebody will find it."""
    words = re.compile(
        r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b"
    )
    assert against(lambda path: words.findall(text_of(path)), WRITTEN) == {}


def test_no_two_public_classes_share_a_name():
    """A word is one thing in the whole library; a private class is never met outside its module."""
    found: dict[str, list[str]] = {}
    for path in SOURCE:
        for name in read(path).public:
            found.setdefault(name, []).append(relative(path))
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


def test_docstring_begins_with_its_subject():
    """An opening such as "What" or "Who" hides the noun that a reader looks for in a list of names."""
    opening = re.compile(r'^ *"""(?:What|Whatever|Who|Whoever|Where|Which|Whichever|That) .*', re.M)
    assert against(lambda path: opening.findall(text_of(path)), SOURCE) == {}


def test_test_name_begins_with_its_subject():
    """A list of failures is read without the code: `test_what_is_kept` does not say what is."""
    opening = re.compile(
        r"def (test_(?:an?|the|what|whatever|who|whoever|where|which|whichever|that|it)_\w+)"
    )
    assert against(lambda path: opening.findall(text_of(path)), TESTS) == {}
