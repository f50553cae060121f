"""`--process MODULE:NAME`: the commands know the records, codes, gates and kinds of a council's own."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from commissioning.cli import COMMANDS, WITHOUT_CYCLES, main
from commissioning.cli.console import own_process
from commissioning.cli.sources import given, one_cycle, source_of
from commissioning.cycle import Cycle
from commissioning.errors import FormatError
from commissioning.interchange import dumps
from commissioning.store import Store

OWN = "ward_council.process:PROCESS"
HOME_VISITS = '''
"""CONSTRUCTED: a council that visits homes, and scores prices in a way of its own."""

from attrs import field

from commissioning import PriceFormula, Process, Record
from commissioning.findings.finding import FindingCode
from commissioning.gates.case import check, gate
from commissioning.process import Step, during
from commissioning.records.record import PROVIDER
from commissioning.stages import Stage
from commissioning.values.frozen import frozen

VISITED_ALONE = FindingCode(
    "visited-alone", "One person visited a home.", waivable=True, example="Alder was visited alone"
)
NOT_AGREED = FindingCode("visit-not-agreed", "A visit is not agreed.", waivable=False, example="no")


@frozen(kw_only=True)
class HomeVisit(Record):
    """A visit to a home that a provider runs."""

    provider: str = field(metadata=PROVIDER)
    visitors: tuple[str, ...]


@gate(NOT_AGREED)
def visits_are_agreed(case):
    """The providers agree to be visited."""
    return iter(())


@check(HomeVisit, VISITED_ALONE)
def two_people_visit(case, visit):
    """Nobody visits alone."""
    if len(visit.visitors) < 2:
        yield VISITED_ALONE(f"{visit.provider} was visited alone", remedy="Visit it with another")


@frozen(kw_only=True)
class QuarterAtTwice(PriceFormula):
    """share = (lowest price / price) squared."""

    def share(self, price, field, /):
        return (min(field) / price) ** 2


PROCESS = (
    Process.standard()
    .with_steps(
        Step("home-visit", HomeVisit, during(*list(Stage)[:3]), gates=(visits_are_agreed,),
             checks=(two_people_visit,)),
    )
    .with_kinds(QuarterAtTwice)
)
NUMBER = 3
'''
MODULES = {
    "__init__": "",
    "process": HOME_VISITS,
    "fails": "\n\nPROCESS = undefined\n",
    "needs": "import what_is_not_installed\n",
    "unfinished": "PROCESS = (\n",
    "ends": "raise SystemExit('the licence is over')\n",
    "refused": "from commissioning import Process\nPROCESS = Process.standard().with_steps(3)\n",
}


@pytest.fixture(scope="module")
def council(tmp_path_factory) -> Iterator[Path]:
    """CONSTRUCTED: the folder of a council, with its package, a store, and files of two cycles."""
    folder = tmp_path_factory.mktemp("council")
    (folder / "ward_council").mkdir()
    for name, text in MODULES.items():
        (folder / "ward_council" / f"{name}.py").write_text(text, "utf-8")
    (folder / "cycles").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "path", [*sys.path])
        ours = own_process(OWN)
        home_visit = sys.modules["ward_council.process"].HomeVisit
        visited = home_visit(on=date(2022, 2, 1), provider="alder", visitors=("officer-1",))
        cycle = Cycle.audit("Home care", (visited,), reference="home-care", process=ours).cycle
        (folder / "cycle.json").write_text(dumps(cycle), "utf-8")
        for number in range(21):  # more than one process takes at a time
            shutil.copy(folder / "cycle.json", folder / "cycles" / f"{number}.json")
        with Store.open("sqlite:///visits.db", ours) as store:
            store.save(cycle, entered=date(2022, 3, 1), by="officer-1")
        yield folder
    for name in [name for name in sys.modules if name.startswith("ward_council")]:
        del sys.modules[name]


@pytest.fixture(autouse=True)
def _in_the_folder(council, monkeypatch):
    monkeypatch.chdir(council)
    monkeypatch.setattr(sys, "path", [*sys.path])


def shown(capsys, *arguments):
    code = main([*arguments, "--process", OWN])
    return code, " ".join(capsys.readouterr().out.split())


class TestExplain:
    """`commissioning explain --process`: a word of the council's own is looked up like any other."""

    @pytest.mark.parametrize(
        ("word", "says"),
        [
            ("home-visit", "A visit to a home that a provider runs. kind of: record class: "
             "ward_council.process.HomeVisit must have: on"),
            ("home-visit", "asked before it: visits are agreed asked before it: two people visit"),
            ("visited-alone", "One person visited a home. can it be waived? yes, by a recorded Waiver "
             "example: Alder was visited alone found by: two people visit (before: home visit)"),
            ("visit-not-agreed", "found by: visits are agreed (before: home visit)"),
            ("quarter-at-twice", "share = (lowest price / price) squared. kind of: price formula"),
            ("standstill-running", "found by: standstill is over (before: signed contract, Public"),
            ("shortlist", "kind of: record class: commissioning.records.selection.Shortlist"),
        ],
    )  # fmt: skip
    def test_words_of_the_councils_own_are_explained(self, capsys, word, says):
        """An officer who is refused by a gate of the council's own can look it up."""
        code, out = shown(capsys, "explain", word, "--gates")
        assert code == 0
        assert out.startswith(word)
        assert says in out

    def test_own_codes_are_listed_after_the_librarys(self, capsys):
        """The list is all that can be found, and JSON has the same."""
        code, out = shown(capsys, "explain")
        assert code == 0
        assert "stage-order" in out
        assert "visited-alone One person visited a home. " in out
        assert out.endswith("quarter-at-twice share = (lowest price / price) squared.")
        main(["explain", "--json", "--process", OWN])
        assert json.loads(capsys.readouterr().out)[-1]["code"] == "visited-alone"

    @pytest.mark.parametrize(
        ("word", "near"),
        [("visted-alone", "visited-alone"), ("home-vist", "home-visit"), ("stage-ordr", "stage-order")],
    )  # fmt: skip
    def test_misspelt_word_of_the_councils_own_is_met_with_the_right_one(self, capsys, word, near):
        """It is typed from memory too."""
        assert main(["explain", word, "--process", OWN]) == 2
        assert f'did you mean "{near}"?' in capsys.readouterr().err

    def test_own_word_without_the_option_is_answered_with_it(self, capsys):
        """Whoever forgets the option is told of it."""
        assert main(["explain", "home-visit"]) == 2
        lists = "`commissioning explain` lists them all, and with --process your own\n"
        assert capsys.readouterr().err.endswith(f'no finding or record "home-visit"; {lists}')


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("ward_council.process",
         '"ward_council.process" is not MODULE:NAME; write it as my_council.process:PROCESS'),
        (":PROCESS", '":PROCESS" is not MODULE:NAME; write it as my_council.process:PROCESS'),
        ("ward_counsil.process:PROCESS",
         'there is no module "ward_counsil"; did you mean "ward_council"?'),
        ("ward_council.proces:PROCESS",
         'there is no module "ward_council.proces"; did you mean "ward_council.process"?'),
        ("zzzzzzzz:PROCESS",
         'there is no module "zzzzzzzz"; begin in the folder that holds it, or install it'),
        ("ward_council.process.more:PROCESS",
         'there is no module "ward_council.process.more"; begin in the folder that holds it, or '
         "install it"),
        ("ward_council.process:PROCES",
         'ward_council.process: there is no process "PROCES"; did you mean "PROCESS"?'),
        ("ward_council.process:zzz",
         'ward_council.process: there is no process "zzz"; choose from PROCESS'),
        ("ward_council.process:NUMBER",
         'ward_council.process: "NUMBER" is an int, not a process; choose from PROCESS'),
        ("ward_council.process:two_people_visit",
         'ward_council.process: "two_people_visit" is a Check, not a process; choose from PROCESS'),
        ("ward_council:PROCESS",
         'ward_council: there is no process "PROCESS"; name the module that makes one'),
        ("ward_council.ends:PROCESS",
         "ward_council.ends fails when it is imported, at line 1 of {here}/ward_council/ends.py: "
         "SystemExit: the licence is over"),
        ("ward_council.fails:PROCESS",
         "ward_council.fails fails when it is imported, at line 3 of {here}/ward_council/fails.py: "
         "NameError: name 'undefined' is not defined"),
        ("ward_council.needs:PROCESS",
         "ward_council.needs fails when it is imported, at line 1 of {here}/ward_council/needs.py: "
         "ModuleNotFoundError: No module named 'what_is_not_installed'"),
        ("ward_council.unfinished:PROCESS",
         "ward_council.unfinished fails when it is imported: SyntaxError: '(' was never closed "
         "(unfinished.py, line 1)"),
        ("ward_council.refused:PROCESS",
         "ward_council.refused fails when it is imported, at line 2 of "
         "{here}/ward_council/refused.py: RecordError: Process.with_steps: steps[0]: "
         "3 is not a step; write Step(tag=..., record=..., where=...)"),
    ],
)  # fmt: skip
def test_process_that_cannot_be_had_is_said_in_words(council, capsys, words, why):
    """A traceback would say what Python did, and not what to write instead."""
    with pytest.raises(SystemExit) as ended:
        main(["explain", "home-visit", "--process", words])
    assert ended.value.code == 2
    said = capsys.readouterr().err.partition("error: argument --process: ")[2]
    assert said.rstrip("\n") == why.replace("{here}", str(council))


def test_module_is_looked_for_where_the_command_begins():
    """`commissioning` is a script elsewhere, and Python would look for the module beside that."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "commissioning",
        "explain",
        "home-visit",
        "--process",
        OWN,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("home-visit")


@pytest.mark.parametrize(
    "asked",
    [
        ("show", "cycle.json"),
        ("audit", "cycle.json"),
        ("agenda", "cycle.json"),
        ("report", "cycle.json", "--html", "page.html"),
        ("report", "sqlite:///visits.db", "--html", "page.html"),
        ("register", "write", "cycle.json", "--on", "2022-03-01"),
        ("ocds", "write", "cycle.json"),
        ("ocds", "losses", "cycle.json"),
    ],
    ids=" ".join,
)
def test_file_with_records_of_the_councils_own_is_read(capsys, asked):
    """Without the option every command refuses the file, which nobody could then look at."""
    assert main([*asked]) == 2
    assert '"home-visit" is not a record of this process' in capsys.readouterr().err
    code, _ = shown(capsys, *asked)
    assert code == (1 if asked[0] == "audit" else 0)


def test_findings_of_own_gates_are_counted_on_one_processor_and_on_two(capsys):
    """Another process of the computer has to find the council's module as well."""
    pytest.importorskip("pyarrow")
    counts = [
        shown(capsys, "portfolio", "audit", *words)
        for words in (
            ("cycles",),
            ("cycles", "--processes", "2"),
            ("sqlite:///visits.db", "cycles"),
        )
    ]
    assert [code for code, _ in counts] == [1, 1, 1]
    assert [out[-len("blocks 21 21") :].strip() for _, out in counts] == [
        "blocks 21 21", "blocks 21 21", "blocks 22 22"
    ]  # fmt: skip
    assert all("visited-alone" in out for _, out in counts)


def test_every_source_reads_records_of_the_councils_own(council):
    """What `serve`, `report` and `portfolio` show comes from these."""
    ours = own_process(OWN)
    held = one_cycle("cycle.json", "", ours)
    store = "sqlite:///visits.db"
    assert one_cycle(store, "home-care", ours) == held
    assert source_of(store, ours).read("home-care") == held
    document = source_of(str(council / "cycles"), ours).read("0")
    assert (document.name.rpartition("/")[2], document.process) == ("0", ours)
    assert next(given((store,), ours)) == held
    with pytest.raises(FormatError, match='"home-visit" is not a record of this process'):
        one_cycle(store)


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_without_cycles_do_not_take_the_option(capsys, command):
    """An option that changes nothing would be believed to."""
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert ("--process " in capsys.readouterr().out) is (command not in WITHOUT_CYCLES)
