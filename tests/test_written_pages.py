"""The pages of the documentation that are written from the code."""

import re
import runpy
from functools import cache
from pathlib import Path

import pytest

from commissioning import __all__ as everyday
from commissioning.cli import COMMANDS, WITHOUT_CYCLES
from commissioning.findings.catalogue import FINDING_CODES
from commissioning.findings.citation import Verification
from commissioning.law.governing import OTHER_LAW
from commissioning.law.regimes.held import REGIMES
from commissioning.process import KINDS, STEPS
from commissioning.values.families import tag_of

ROOT = Path(__file__).parents[1]
TABLES = runpy.run_path(str(ROOT / "docs" / "hooks" / "tables.py"))
REFERENCE = runpy.run_path(str(ROOT / "docs" / "hooks" / "reference.py"))
PICTURES = runpy.run_path(str(ROOT / "docs" / "hooks" / "pictures.py"))["PICTURES"]
SHOWN = [
    (path.stem, address, words)
    for path in sorted((ROOT / "docs").rglob("*.md"))
    for words, address in re.findall(
        r"!\[(.*?)\]\(\.*/?(assets/\S+\.svg)\)", path.read_text("utf-8")
    )
    if address in PICTURES
]
"""The pictures that the pages draw, each with the words for those who cannot see it."""
PAGES_SHOWN = runpy.run_path(str(ROOT / "docs" / "hooks" / "samples.py"))
SAMPLES = PAGES_SHOWN["SAMPLES"]
GUIDES = "".join(path.read_text("utf-8") for path in sorted((ROOT / "docs").rglob("*.md")))
MENU = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


@cache
def page(address):
    return "\n".join(TABLES["PAGES"][address]())


@pytest.mark.parametrize("address", TABLES["PAGES"])
def test_written_page_is_in_the_menu(address):
    """A page that nothing leads to is not read."""
    assert address in MENU
    assert page(address).removeprefix(TABLES["WIDE"] + "\n").startswith("# ")


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.tag)
def test_steps_page_has_a_row_for_every_step(step):
    """Officers check the order of the cycle on this page; a row left out is a step denied."""
    rows = [line for line in page("tables/steps.md").splitlines() if f"<br>`{step.tag}` |" in line]
    assert len(rows) == 1
    assert step.record.__name__ in rows[0]


@pytest.mark.parametrize("row", FINDING_CODES, ids=lambda row: row.code)
def test_codes_page_explains_every_code(row):
    """A refusal names a code, and this is where its reader looks it up."""
    text = page("tables/finding-codes.md")
    assert text.count(f"### {row.code} {{ #{row.code} }}") == 1
    assert row.meaning in text


def test_codes_page_leads_to_the_guides():
    """Who looks a code up wants to know what to do about it, with an example."""
    text = page("tables/finding-codes.md")
    phases = text.split("\n## ")[1:]
    assert all("Guides: [" in phase for phase in phases)
    section = text.split("### standstill-running ")[1].split("\n### ")[0]
    assert "[When may I sign?](../how-to/when-may-i-sign.md)" in section


@pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.name)
def test_law_page_prints_every_row_with_its_source(regime):
    """A lawyer checks the rows here without reading any code."""
    section = page("tables/law.md").split(f"\n## {regime.name}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == len(regime.rows)
    assert all(row.citation.instrument in section for row in regime.rows)


def test_page_for_a_lawyer_says_what_is_held_and_what_is_not():
    """What is refused and what rests on less than the text is read from the data, and nothing is left out."""
    text = page("tables/law-covered.md")
    assert all(sentence in text for sentence in OTHER_LAW.values())
    assert "| The contents of notices |" in text
    for regime in REGIMES:
        assert f"| {regime.name} | {len(regime.rows)} |" in text
        section = text.split(f"\n## {regime.name}\n")[1].split("\n## ")[0]
        rows = [line for line in section.splitlines() if line.startswith("| ")][1:]
        read = [row.citation.verification is Verification.READ for row in regime.rows]
        assert len(rows) == read.count(False)


def test_counts_of_rows_by_how_far_they_were_checked_add_up():
    """A row left out of the columns would look like a law of which less was checked, or more."""
    section = page("tables/law-covered.md").split("\n## How far the rows were checked\n")[1]
    lines = section.split("\n## ")[0].strip().splitlines()[2:]
    for line in lines:
        _, _, rows, _, *ways, _ = (cell.strip() for cell in line.split("|"))
        assert sum(map(int, ways)) == int(rows)


@pytest.mark.parametrize(("address", "made"), SAMPLES.items(), ids=SAMPLES)
def test_sample_page_is_whole_and_a_guide_shows_it(address, made):
    """People decide by the look of a report whether they want it; one that no guide shows is never seen."""
    text = PAGES_SHOWN["sample"](made)
    assert text.rstrip().endswith("</html>")
    assert text.count("are CONSTRUCTED.</p>") == 1
    assert f"../{address}" in GUIDES


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_kinds_page_has_a_row_for_every_kind(kind):
    """A council that adds a formula of its own first looks at those there are."""
    rows = [line for line in page("tables/kinds.md").splitlines() if f"`{tag_of(kind)}`" in line]
    assert len([row for row in rows if f"[{kind.__name__}]" in row]) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_page_has_the_help_of_every_command(command):
    """Whoever reads about the command line sees all options, as the command itself knows them."""
    section = page("tables/commands.md").split(f"\n## {command}\n")[1].split("\n## ")[0]
    assert f"usage: commissioning {command} " in section
    assert ("--process MODULE:NAME" in section) is (command not in WITHOUT_CYCLES)


def test_every_cell_stays_in_its_row():
    """A bar or a line break inside a cell would shift a row's answers under the wrong questions."""
    names = ("steps", "routes", "law", "law-covered", "kinds")
    for address in (f"tables/{name}.md" for name in names):
        tables = re.findall(r"(?:^\|.*\n)+", page(address) + "\n", re.MULTILINE)
        for table in tables:
            bars = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
            assert len(bars) == 1


def test_names_page_says_what_every_everyday_name_is():
    """The page is the first answer to "what is there?"; a name without a word about it is a riddle."""
    lines = [line for line in page("tables/names.md").splitlines() if line.startswith("- ")]
    assert len(lines) == len(everyday)
    assert [line for line in lines if line.endswith(": ")] == []


def test_every_public_module_has_its_page_of_reference():
    """A module without a page is one that nobody outside can learn to use."""
    source = ROOT / "src" / "commissioning"
    private = [p for p in source.rglob("*.py") if any(x.startswith("_") for x in p.parts[-1:])]
    count = len(list(source.rglob("*.py"))) - len([p for p in private if p.stem != "__init__"]) - 1
    pages = dict(REFERENCE["pages"]())
    assert len(pages) == count
    assert pages["reference/values/money.md"] == "::: commissioning.values.money\n"
    assert "reference/records/index.md" in pages


def test_every_page_of_reference_is_in_the_menu():
    """The menu is built from the same list, and loses none of it."""

    def addresses(entry):
        if isinstance(entry, str):
            yield entry
        else:
            for part in entry.values() if isinstance(entry, dict) else entry:
                yield from addresses(part)

    menu = REFERENCE["with_pages"]({"Reference": ["reference/index.md"]})
    assert sorted(addresses(menu)) == sorted(["reference/index.md", *dict(REFERENCE["pages"]())])


def test_rooms_of_the_reference_are_in_the_order_of_the_house():
    """The order of the menu is chosen; a room that nobody placed would come last."""
    rooms = {module[1] for module in REFERENCE["modules"]()}
    assert rooms - set(REFERENCE["ROOMS"]) == set()


def test_records_are_in_the_order_of_the_cycle():
    """The menu of records reads like a procurement, from the parties to the end."""
    records = next(room["records"] for room in REFERENCE["rooms"]() if "records" in room)
    names = [name for entry in records[1:] for name in entry]
    assert (
        names.index("needs") < names.index("tender") < names.index("live") < names.index("ending")
    )


def test_other_entries_of_the_menu_stay_as_they_are():
    """The hook adds to one entry and touches no other."""
    assert REFERENCE["with_pages"]({"Glossary": "glossary.md"}) == {"Glossary": "glossary.md"}


def test_page_shows_an_empty_line_of_output_as_one():
    """The sign that the tested blocks need would only puzzle a reader."""
    hook = runpy.run_path(str(ROOT / "docs" / "hooks" / "blocks.py"))["on_page_markdown"]
    assert hook(">>> print(1)\n1\n<BLANKLINE>\n2") == ">>> print(1)\n1\n\n2"
    assert "docs/hooks/blocks.py" in MENU


@pytest.mark.parametrize(("page", "address", "words"), SHOWN, ids=[f"{p}-{a}" for p, a, _ in SHOWN])
def test_words_for_a_picture_have_its_figures(page, address, words):
    """Who cannot see the picture has only these words, and they are written by hand."""
    drawn = PICTURES[address]().replace(",", "")
    for figure in re.findall(r"\d+(?:\.\d+)?", words.replace(",", "")):
        assert re.search(rf"(?<![\d.]){re.escape(figure)}(?!\d|\.\d*[1-9])", drawn), figure


def test_index_of_the_guides_leads_to_every_guide():
    """The menu is folded; who looks for a question reads the index."""
    folder = ROOT / "docs" / "how-to"
    index = (folder / "index.md").read_text(encoding="utf-8")
    groups = index[index.index("**Begin here**") :]
    asked = re.findall(r"\]\(([\w-]+\.md)\)", groups)
    assert sorted(asked) == sorted(
        path.name for path in folder.glob("*.md") if path.stem != "index"
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_guide_that_a_family_names_is_there(kind):
    """An unknown kind is answered with the title of a guide; a title that is gone leads nowhere."""
    titles = {
        text.partition("\n")[0].removeprefix("# ").lower() for text in TABLES["guides"]().values()
    }
    assert kind.page.lower() in titles
