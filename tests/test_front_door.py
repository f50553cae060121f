"""The front door: every everyday name, typed, and nothing loaded before it is asked for."""

import ast
import gc
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import commissioning
import commissioning.records
import commissioning.values
from commissioning import casebook
from commissioning.front_door import homes_of
from commissioning.values.money import Money

PACKAGE = Path(commissioning.__file__).parent
STUB = (PACKAGE / "__init__.pyi").read_text(encoding="utf-8")
HOMES = homes_of("commissioning")
MACHINERY = {
    "checking": "the base that checks every value; no one makes one",
    "constructor_repr": "how a value prints itself",
    "families": "the base of open families, which their members extend",
    "fitting": "whether a value fits its field",
    "listings": "how an answer of several things shows itself",
    "notebook": "how a value shows itself in a notebook",
    "shapes": "what the annotation of a field allows",
    "tables": "what a column may hold; reached through the tables that declare it",
}
"""Modules of `values` whose classes are no values that people write."""
BASES = {
    "Records": "the sequence that a cycle answers with; nobody writes one down",
    "BelowPercent": "the base of low-price tests by a percentage",
    "Askable": "the base of values whose methods name what they cannot take",
    "OfCohort": "the base of the records about one cohort",
    "OfContract": "the base of the records about one contract",
    "OfContracts": "the base of the records about one or more contracts",
    "DividedPrice": "the base of methods that divide the price",
    "Measure": "what a method compares tenders by; a method of one's own takes it from its module",
    "Word": "the base of the fixed lists of words",
    "OfTransfer": "the base of the records about staff who transfer",
    "StepOfChallenge": "the base of the records that carry a challenge on",
    "StatesCount": "the base of what states a number of people",
    "RelativeFormula": "the base of price formulas that look at other prices",
}
"""Classes that are extended, and never written down themselves."""


def bases(node: ast.ClassDef) -> set[str]:
    """The names of the classes that a class is derived from."""
    return {base.id for base in node.bases if isinstance(base, ast.Name)}


def public_classes(package: str) -> dict[str, str]:
    """Every public class that a module of the package defines, with the module."""
    found = {}
    folder = PACKAGE / package.rpartition(".")[2]
    for module in pkgutil.iter_modules([str(folder)]):
        if package == "commissioning.values" and module.name in MACHINERY:
            continue
        tree = ast.parse((folder / f"{module.name}.py").read_text(encoding="utf-8"))
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        names = [node.name for node in classes if not {"Protocol", "NamedTuple"} & bases(node)]
        own = (name for name in names if not name.startswith("_") and name not in BASES)
        found |= dict.fromkeys(own, f"{package}.{module.name}")
    return found


@pytest.mark.parametrize("package", ["commissioning.records", "commissioning.values"])
def test_every_record_and_value_is_reached_by_its_own_name(package):
    """A record that the front door forgets is a record that users do not find."""
    classes = public_classes(package)
    missing = {name: home for name, home in classes.items() if name not in commissioning.__all__}
    assert missing == {}, "add a line for each to src/commissioning/__init__.pyi"


@pytest.mark.parametrize("name", commissioning.__all__)
def test_listed_name_is_what_its_module_defines(name):
    """A line of the stub that names the wrong module would pass the type checker's users by."""
    home = HOMES[name]
    given = getattr(commissioning, name)
    if home == "commissioning":
        assert given is sys.modules[f"commissioning.{name}"]
    else:
        assert given is getattr(importlib.import_module(home), name)
        assert getattr(given, "__module__", home) == home, "take it from the module that defines it"


def test_stub_holds_nothing_but_names_and_the_version():
    """The package reads its own stub; a line of another form would be lost without a word."""
    statements = ast.parse(STUB).body
    listed = [node for node in statements if isinstance(node, ast.ImportFrom)]
    assert len(statements) == len(listed) + 1
    assert all(len(node.names) == 1 for node in listed)
    assert all(node.names[0].name == node.names[0].asname for node in listed)
    assert [node.names[0].name for node in listed] == list(commissioning.__all__)


def test_name_of_the_front_door_is_listed_once():
    """Two homes for one name would make the later one win silently."""
    lines = [line for line in STUB.splitlines() if line.startswith("from ")]
    assert len({line.split()[3] for line in lines}) == len(lines)


def test_records_are_listed_in_the_order_of_the_cycle():
    """The list doubles as a map for newcomers, who read it from needs to the end of a contract."""
    tomllib = pytest.importorskip("tomllib")
    project = PACKAGE.parents[1] / "pyproject.toml"
    contracts = tomllib.loads(project.read_text())["tool"]["importlinter"]["contracts"]
    layers = next(c for c in contracts if c["containers"] == ["commissioning.records"])["layers"]
    order = [layer.strip("()") for layer in reversed(layers)]
    homes = [home.split(".")[2] for home in HOMES.values() if ".records." in home]
    assert homes == sorted(homes, key=order.index)


def test_every_listed_class_and_function_says_what_it_is():
    """The docstring is what a user sees at the prompt and in the reference."""
    silent = [
        name
        for name in commissioning.__all__
        if callable(given := getattr(commissioning, name)) and not given.__doc__
    ]
    assert silent == []


def test_unknown_name_is_refused_by_name():
    """A typing slip must read like one, not like an error of an import."""
    with pytest.raises(AttributeError) as caught:
        commissioning.ScoreSheets  # noqa: B018
    assert str(caught.value) == (
        "module 'commissioning' has no name 'ScoreSheets'; did you mean `ScoreSheet`?"
    )


def test_unknown_name_is_hinted_at_once():
    """Python guesses too where an error does not name what was asked for, and two hints read as a muddle."""
    ran = subprocess.run(
        [sys.executable, "-c", "import commissioning; commissioning.TenderRecieved"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr.splitlines()[-1] == (
        "AttributeError: module 'commissioning' has no name 'TenderRecieved'; "
        "did you mean `TenderReceived` or `TenderRejected`?"
    )


def test_every_room_is_reached_from_the_library_alone():
    """A reader at the prompt types on from `commissioning.`, without knowing what is a module of its own."""
    asked = (
        "import commissioning as c; print(c.casebook.lewisham.cycle, c.interchange.ocds.read, "
        "c.interchange.loads, c.portfolio.audit_many, c.store.Store.open, c.testing.make)"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    assert ran.stderr == ""


def test_every_story_of_the_casebook_is_listed():
    """A story that completion does not offer is a story that is not read."""
    modules = (PACKAGE / "casebook").glob("*.py")
    stories = {path.stem for path in modules if "\ncycle = " in path.read_text(encoding="utf-8")}
    assert stories == set(casebook.__all__)


def test_private_name_is_refused_without_a_guess():
    """Tools probe for such names by the hundred."""
    with pytest.raises(AttributeError, match=r"^module 'commissioning' has no name '_Money'$"):
        commissioning._Money  # noqa: B018


def test_listing_offers_every_name():
    """Completion at the prompt is how notebook users find their way."""
    assert set(commissioning.__all__) <= set(dir(commissioning))
    assert "__version__" in dir(commissioning)


def test_importing_the_library_loads_neither_attrs_nor_cattrs():
    """Command-line tools and test runs pay for every import; the door costs next to nothing."""
    asked = (
        "import sys; before = set(sys.modules); import commissioning; "
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    ).stdout.split()
    assert loaded == ["__future__", "commissioning"]


def test_library_works_where_docstrings_are_dropped():
    """Containers are often run with `python -OO`. A price formula then goes by its name."""
    code = """
from commissioning import Cycle, GoLive
from commissioning.evaluation.reporting.explanation import rule
from commissioning.records.pricing import LowestPriceProportional
from datetime import date
print(Cycle("Home care").blockers(GoLive, on=date(2026, 4, 1))[0].code)
print(rule(LowestPriceProportional()))
"""
    run = [sys.executable, "-OO", "-c", code]
    out = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    assert out.splitlines() == ["stage-order", "lowest price proportional"]


@pytest.mark.parametrize("collecting", [True, False])
def test_loading_a_name_leaves_garbage_collection_as_it_was(collecting):
    """It is put off while modules load; a program that collects, or does not, goes on as it began."""
    try:
        (gc.enable if collecting else gc.disable)()
        assert commissioning.__getattr__("Money") is Money
        assert gc.isenabled() is collecting
    finally:
        gc.enable()
