"""The command line, as an officer and a program use it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from contextlib import redirect_stdout
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from commissioning import __version__
from commissioning.casebook import lewisham
from commissioning.cli import COMMANDS, main
from commissioning.cli.console import TextOutput
from commissioning.cli.explain import TAGS_TOO
from commissioning.cycle import Cycle
from commissioning.dates.windows import Window
from commissioning.findings.catalogue import BY_CODE, FINDING_CODES
from commissioning.interchange import dumps
from commissioning.process import KINDS, STEPS
from commissioning.records.approval import ApprovalToProcure, ScrutinyNote
from commissioning.records.award import IntentionToAward
from commissioning.records.history import BroughtForward
from commissioning.records.timetable import Timetable, TimetableRow
from commissioning.stages import Stage
from commissioning.testing import portable
from commissioning.values.families import tag_of

EXAMPLES = Path(__file__).parents[2] / "examples"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """Lewisham, the day its letters went out, in a file."""
    file = tmp_path / "cycle.json"
    file.write_text(dumps(lewisham.cycle(after=IntentionToAward)), "utf-8")
    return file


@pytest.fixture(scope="module")
def demo() -> str:
    """The demonstration, shown once."""
    with redirect_stdout(io.StringIO()) as shown:
        assert main(["demo"]) == 0
    return shown.getvalue()


class TestDemo:
    """The first thing a newcomer sees."""

    def test_demo_passes_every_stage_in_order(self, demo: str):
        """SSQ, ITT, evaluation, interviews, award, mobilisation, go-live."""
        headings = [
            line for line in demo.splitlines() if line.isupper() and not line.startswith(" ")
        ]
        assert headings == [
            "NEEDS", "SPECIFICATION", "SSQ", "ITT", "EVALUATION", "INTERVIEWS", "AWARD",
            "MOBILISATION", "GO-LIVE",
        ]  # fmt: skip

    def test_demo_shows_three_refusals_with_sources_and_remedies(self, demo: str):
        """Award before interviews, signing in the standstill, go-live before readiness."""
        out = demo
        assert out.count("  REFUSED on ") == 3
        assert "You cannot recommend an award yet: all 9 lots are at the evaluation" in out
        assert "source: the process table, row award-recommendation" in out
        assert "You cannot sign on 18 November 2022: the standstill runs to 24" in out
        assert "source: Public Contracts Regulations 2015, regulation 87(2)" in out
        assert "remedy: Sign on or after 25 November 2022" in out
        assert "None of the 9 lots has a readiness review yet" in out

    def test_sections_are_parted_by_one_empty_line(self, demo: str):
        """A refusal at the end of a stage and the heading of the next share theirs."""
        assert "\n\n\n" not in demo

    def test_demo_fits_80_columns_of_plain_text(self, demo: str):
        """It is pasted into mails and minutes."""
        assert max(map(len, demo.splitlines())) <= 80
        assert "\x1b" not in demo


class TestShow:
    """Where a cycle in a file stands."""

    def test_show_lists_next_steps_and_blocking_findings(self, letters: Path, capsys: Capture):
        """The officer's question, answered from the file."""
        assert main(["show", str(letters), "--on", "2022-11-18"]) == 0

        out = capsys.readouterr().out
        assert "Home care in Lewisham" in out
        assert "runs to 24 November 2022" in " ".join(out.split())
        assert max(map(len, out.splitlines())) <= 80

    def test_show_judges_on_the_last_day_by_default(self, letters: Path, capsys: Capture):
        """Nothing reads the clock, so a file shows the same today and next year."""
        main(["show", str(letters)])

        assert "as of 14 November 2022" in capsys.readouterr().out

    def test_show_on_an_early_day_shows_the_cycle_of_that_day(self, letters: Path, capsys: Capture):
        """What came later would be in the way of every step, and each remedy would correct a right day."""
        main(["show", str(letters), "--on", "2022-05-01"])

        out = " ".join(capsys.readouterr().out.split())
        assert "N1 specification" in out
        assert "14 November 2022" not in out

    def test_show_writes_json_for_a_program(self, letters: Path, capsys: Capture):
        """Another tool colours its buttons by it."""
        main(["show", str(letters), "--on", "2022-11-18", "--json"])

        shown = json.loads(capsys.readouterr().out)
        signing = next(step for step in shown["next"] if step["step"] == "contract-signed")
        assert shown["stage"] == "award"
        assert shown["route"][0] == "needs"
        assert signing["ready"] is False
        assert signing["findings"][0]["code"] == "standstill-running"
        assert signing["findings"][0]["earliest"] == "2022-11-25"

    def test_empty_cycle_without_a_day_is_refused(self, tmp_path: Path, capsys: Capture):
        """There is no last record to judge it on."""
        file = tmp_path / "empty.json"
        file.write_text(dumps(Cycle("Care")), "utf-8")

        assert main(["show", str(file)]) == 2
        assert "it has no records to take a day from; give one with --on" in capsys.readouterr().err
        assert main(["show", str(file), "--on", "2022-11-18", "--json"]) == 0

    @pytest.mark.parametrize("day", ["18/11/2022", "2022-02-30", "tomorrow"])
    def test_day_in_another_form_is_refused(self, letters: Path, capsys: Capture, day: str):
        """11/12 could be either of two days."""
        with pytest.raises(SystemExit) as stopped:
            main(["show", str(letters), "--on", day])

        assert stopped.value.code == 2
        assert (
            f"'{day}' is not a day; write it as year-month-day: 2022-11-14"
            in capsys.readouterr().err
        )


class TestBare:
    """The command by itself, as most people type it first."""

    def test_bare_command_shows_what_it_can_do(self, capsys: Capture):
        """An error in answer to the first word typed sends people away."""
        assert main([]) == 0
        shown = capsys.readouterr()
        assert all(name in shown.out for name in COMMANDS)
        assert "Begin with `commissioning demo`." in shown.out
        assert shown.err == ""
        assert max(map(len, shown.out.splitlines())) <= 80

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("shwo care.json", 'there is no command "shwo"; did you mean "show"?'),
            ("xyz", 'there is no command "xyz"; choose from demo, show, audit, agenda, portfolio and 9 more'),
            ("ocds red notices.json", 'there is no action "red"; did you mean "read"?'),
        ],
    )  # fmt: skip
    def test_word_that_is_no_command_is_met_with_the_nearest(
        self, capsys: Capture, words: str, said: str
    ):
        """A list of fourteen commands hides the letter that was mistyped."""
        with pytest.raises(SystemExit) as ended:
            main(words.split())
        assert ended.value.code == 2
        assert capsys.readouterr().err.endswith(f"error: {said}\n")

    def test_version_is_told(self, capsys: Capture):
        """Whoever reports a fault is asked for it first."""
        with pytest.raises(SystemExit) as ended:
            main(["--version"])
        assert ended.value.code == 0
        assert capsys.readouterr().out == f"commissioning {__version__}\n"

    def test_demo_explains_its_signs_where_they_end(self, demo: str):
        """By the last page the reader has forgotten what a star meant on the first."""
        last = demo.splitlines()[-8:]
        assert "* a day made up to complete the story    x12: twelve records of that kind" in last


class TestAudit:
    """What is out of order in a history."""

    def test_lewishams_schedule_lacks_letters_standstill_and_signature(self, capsys: Capture):
        """The schedule as published goes from approval to mobilisation in one step."""
        assert main(["audit", str(EXAMPLES / "lewisham_as_published.json")]) == 1

        out = " ".join(capsys.readouterr().out.split())
        between = (
            "between row 12 (Seek approval from Mayor and Cabinet to award contract) and row 13 "
            "(Mobilise contract)"
        )
        assert f"There is no row for telling bidders the intended award {between}" in out
        assert f"There is no row for the standstill {between}" in out
        assert f"There is no row for signing the contract {between}" in out
        assert "source: Public Contracts Regulations 2015, regulation 87" in out

    def test_example_is_the_story_as_published(self):
        """The file beside the examples must not drift from the casebook."""
        text = (EXAMPLES / "lewisham_as_published.json").read_text("utf-8")

        assert text.rstrip("\n") == dumps(lewisham.cycle(after=ApprovalToProcure)).rstrip("\n")

    def test_history_in_order_passes(self, tmp_path: Path, capsys: Capture):
        """A clean file exits with 0, so that a build can depend on it."""
        file = tmp_path / "clean.json"
        note = ScrutinyNote(on=date(2022, 3, 1), body="Healthier Communities")
        file.write_text(dumps(Cycle("Care").record(note)), "utf-8")

        assert main(["audit", str(file)]) == 0
        assert "1 record: in order." in capsys.readouterr().out

    def test_history_out_of_order_is_listed_record_by_record(self, tmp_path: Path, capsys: Capture):
        """A real register holds services that started before anything was signed."""
        records = lewisham.STORY.records
        audit = Cycle.audit("Care", (records[0], records[-1]))
        file = tmp_path / "history.json"
        file.write_text(dumps(audit.cycle), "utf-8")

        assert main(["audit", str(file)]) == 1
        out = capsys.readouterr().out
        assert "go-live of 1 April 2023: home-care-N1, home-care-N2, home-care-N3" in out
        assert "BLOCKS  stage-order" in out
        assert out.endswith("2 records: 12 findings block.\n")

        assert main(["show", str(file)]) == 0
        words = " ".join(capsys.readouterr().out.split())
        assert words.endswith(f" Its history has 12 blocking findings: commissioning audit {file}")

    def test_audit_says_of_which_day_its_findings_are(self, capsys: Capture):
        """ "You cannot ... yet" of a contract of 2022 reads as news, unless the page says otherwise."""
        main(["audit", str(EXAMPLES / "lewisham_as_published.json")])
        assert capsys.readouterr().out.splitlines()[0].endswith(": each record as on its own day")

    def test_audit_writes_json_for_a_program(self, capsys: Capture):
        """A pipeline tracker reads codes, not sentences."""
        assert main(["audit", str(EXAMPLES / "lewisham_as_published.json"), "--json"]) == 1

        codes = [finding["code"] for finding in json.loads(capsys.readouterr().out)]
        assert "timetable-no-standstill" in codes

    def test_missing_history_is_said_of_the_whole_cycle(self, tmp_path: Path, capsys: Capture):
        """The warning is about no single record."""
        begun = BroughtForward(on=date(2022, 3, 1), stage=Stage.AWARD, because="old system")
        file = tmp_path / "begun.json"
        file.write_text(dumps(Cycle("Care").record(begun)), "utf-8")

        assert main(["audit", str(file)]) == 0
        out = capsys.readouterr().out
        assert "history-not-held" in out
        assert out.endswith("1 record: 1 finding warns.\n")

    @pytest.mark.parametrize("step", ["ssq", "itt", "contract-signed"])
    def test_timetable_without_a_strategy_implies_its_route(
        self, tmp_path: Path, capsys: Capture, step: str
    ):
        """A draft timetable is often all there is."""
        live = TimetableRow(what="Live", window=Window.day(date(2022, 7, 1)), step="go-live")
        row = TimetableRow(what="Do it", window=Window.day(date(2022, 7, 11)), step=step)
        plan = Timetable(on=date(2022, 3, 1), rows=(live, row))
        file = tmp_path / "plan.json"
        file.write_text(dumps(Cycle("Care").record(plan)), "utf-8")

        assert main(["audit", str(file)]) == 1
        assert "timetable of 1 March 2022" in capsys.readouterr().out


class TestExplain:
    """What a code means."""

    @pytest.mark.parametrize("code", [row.code for row in FINDING_CODES])
    def test_every_code_is_explained(self, capsys: Capture, code: str):
        """An officer who meets a code must be able to look it up."""
        assert main(["explain", code]) == 0

        out = capsys.readouterr().out
        assert out.startswith(code)
        assert "can it be waived?" in out
        assert max(map(len, out.splitlines())) <= 80

    def test_explain_names_the_gates_and_the_law_of_a_code(self, capsys: Capture):
        """An engineer goes from the code to the gate."""
        main(["explain", "standstill-running", "--gates"])

        out = " ".join(capsys.readouterr().out.split())
        assert (
            "found by: standstill is over (before: signed contract, Public Contracts "
            "Regulations 2015)" in out
        )

    def test_explain_names_the_gates_before_a_record(self, capsys: Capture):
        """Whoever plans to sign sees all that will be asked, by the table and by each law."""
        main(["explain", "contract-signed", "--gates"])

        out = " ".join(capsys.readouterr().out.split())
        assert "asked before it: money is carried through asked" in out
        assert "asked before it: standstill is over (Procurement Act 2023)" in out

    def test_misspelt_code_is_met_with_near_ones(self, capsys: Capture):
        """Codes are typed from memory."""
        assert main(["explain", "standstil-runing"]) == 2

        assert 'did you mean "standstill-running"?' in capsys.readouterr().err

    @pytest.mark.parametrize(
        "name", ["InvitationToTender", "invitation to tender", "invitation-to-tender"]
    )
    def test_class_of_a_record_is_explained_as_its_tag_is(self, capsys: Capture, name: str):
        """A developer has the class in the editor, and an officer has read the words in a refusal."""
        assert main(["explain", name]) == 0
        by_name = capsys.readouterr().out
        assert main(["explain", "itt"]) == 0
        assert capsys.readouterr().out == by_name

        assert main(["explain", "TenderReceved"]) == 2
        assert '"TenderReceived"' in capsys.readouterr().err

    def test_code_like_no_other_is_met_with_the_way_to_all(self, capsys: Capture):
        """Then the list is the help."""
        assert main(["explain", "zzzzzz"]) == 2

        assert "`commissioning explain` lists them all" in capsys.readouterr().err

    def test_tag_of_a_kind_of_record_or_value_is_explained(self, capsys: Capture):
        """Whoever reads a file meets the tags before the classes."""
        assert main(["explain", "shortlist"]) == 0
        assert capsys.readouterr().out.splitlines()[4:] == [
            "kind of: record",
            "class: commissioning.records.selection.Shortlist",
            "must have: on, invited",
            "may have: reference, lots, by, note, within, days_within, basis, learned,",
            "  because",
        ]

        assert main(["explain", "banded-prices", "--json"]) == 0
        (row,) = json.loads(capsys.readouterr().out)
        assert row["kind of"] == "price formula"
        assert row["must have"] == "bands"
        assert row["meaning"].startswith("share = ")

    @pytest.mark.parametrize(
        ("word", "kinds"),
        [("all-of", ["low price trigger", "answer rule"]), ("price-corrected", [None, "record"])],
    )
    def test_word_of_several_meanings_is_explained_in_each(
        self, capsys: Capture, word: str, kinds: list[str | None]
    ):
        """Whoever asks of a record must not be told of a finding alone."""
        main(["explain", word, "--json"])
        assert [row.get("kind of") for row in json.loads(capsys.readouterr().out)] == kinds
        main(["explain", word])
        assert capsys.readouterr().out.splitlines().count(word) == len(kinds)

    def test_codes_that_are_tags_as_well_are_known(self):
        """For these alone a code waits until the table of steps is loaded."""
        tags = {step.tag for step in STEPS} | {tag_of(kind) for kind in KINDS}
        assert set(TAGS_TOO) == tags & BY_CODE.keys()

    def test_explain_without_a_code_lists_all(self, capsys: Capture):
        """A lawyer reads the whole table, and an officer finds the word for a record."""
        assert main(["explain"]) == 0
        first, *words = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line]
        assert first == FINDING_CODES[0].code
        assert {"standstill-running", "go-live", "banded-prices"} <= {*words}

        assert main(["explain", "stage-order", "--gates", "--json"]) == 0
        (row,) = json.loads(capsys.readouterr().out)
        assert row["waivable"] is False
        assert row["found_by"]

    def test_code_alone_is_explained_without_loading_a_gate(self):
        """An officer who looks one word up waits no longer than for the first cycle."""
        code = (
            "import sys; from commissioning.cli import main; main(['explain', 'standstill-running']); "
            "assert not [m for m in sys.modules if m.startswith(('commissioning.gates', "
            "'commissioning.process'))]"
        )
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


class TestBadInput:
    """A file that cannot be read is met with one clear message and exit code 2."""

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["show", "."], ".: it is a folder; give a file"),
            (["fixtures", "{file}"], "{file}/index.json: a part of the path is a file, not a folder"),
            (["register", "read", "{file}"], "{file}: it is empty; give the text of a CSV file"),
            (["ocds", "check", "{file}"], "{file}: the text is empty"),
            (["timetable", "{bytes}"], "{bytes}: it is not UTF-8 text; save it as UTF-8"),
            (["timetable", "{paper}"], "{paper}: it is a file of Word, Excel or a PDF; copy what is"),
            (["report", "my://x", "--html", "o"], '"my" is not a kind of database that a store'),
            (["workbook", "read-marks", "{cycle}", "no.xlsx", "--on", "2022-10-07"],
                "no.xlsx: there is no such file or folder"),
            (["workbook", "evaluation", "{cycle}", "o.xlsx"],
                "No invitation to tender is recorded yet."),
            (["report", "{cycle}", "--cycle", "P1", "--html", "o"],
                "{cycle}: it is a file of one cycle; leave --cycle out"),
        ],
    )  # fmt: skip
    def test_file_that_is_of_no_use_is_refused_in_one_line(
        self, arguments, words, tmp_path, capsys
    ):
        """Whoever gives the wrong file sees which, and no traceback."""
        if "no.xlsx" in arguments:
            pytest.importorskip("python_calamine")
        given = {"file": tmp_path / "empty", "bytes": tmp_path / "bytes", "cycle": tmp_path / "c"}
        given["paper"] = tmp_path / "plan.docx"
        given["paper"].write_bytes(b"PK\x03\x04\xff")
        given["file"].write_text("")
        given["bytes"].write_bytes(b"\xff\xfe")
        given["cycle"].write_text(dumps(Cycle("Home care")), "utf-8")
        assert main([each.format(**given) for each in arguments]) == 2
        said = capsys.readouterr().err
        assert said.startswith(f"commissioning: {words.format(**given)}")
        assert said.count("\n") == 1

    def test_fault_of_the_program_stays_one(self, monkeypatch):
        """A missing key in our own code must not look like a slip of the officer's."""
        monkeypatch.setattr("commissioning.cli.show.audit_in", lambda file, *_: {}[file])
        with pytest.raises(KeyError):
            main(["show", "cycle.json"])

    def test_missing_file_is_named(self, tmp_path: Path, capsys: Capture):
        """No traceback for a slip of the keyboard."""
        assert main(["show", str(tmp_path / "no.json")]) == 2
        assert "no.json: there is no such file or folder" in capsys.readouterr().err

    @pytest.mark.parametrize("address", ["sqlite:///cycles.db", "postgresql://host/name"])
    def test_address_of_a_store_in_the_place_of_a_file_is_named_as_one(
        self, address: str, capsys: Capture
    ):
        """Some commands take both, and "no such file" would send the auditor looking for one."""
        assert main(["audit", address]) == 2
        said = capsys.readouterr().err
        assert "it is the address of a store; name a file, or ask" in said
        assert address.replace("//", "", 1) not in said, "a path loses the slashes of an address"

    def test_file_in_another_encoding_is_said_to_be(self, tmp_path: Path, capsys: Capture):
        """Files saved by old programs are in Windows-1252."""
        file = tmp_path / "old.json"
        file.write_bytes("£".encode("cp1252"))

        assert main(["audit", str(file)]) == 2
        said = f"commissioning: {file}: it is not UTF-8 text; save it as UTF-8"
        assert said in capsys.readouterr().err

    def test_truncated_file_is_said_to_be_broken(self, letters: Path, capsys: Capture):
        """A download that stopped half way must not load as half a cycle."""
        letters.write_text(letters.read_text("utf-8")[:500], "utf-8")

        assert main(["show", str(letters)]) == 2
        err = capsys.readouterr().err
        assert err.startswith(f"commissioning: {letters}: ")
        assert "Traceback" not in err


class TestFixtures:
    """Files for a system in another language."""

    def test_fixtures_are_written_and_counted(
        self, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ):
        """A build script wants one command and one line that says what it did."""
        few = tuple(islice(portable.fixtures(), 5))
        monkeypatch.setattr(portable, "fixtures", lambda: few)
        assert main(["fixtures", str(tmp_path / "new")]) == 0

        count = len([file for file in (tmp_path / "new").rglob("*") if file.is_file()])
        assert count == 9  # the index, the rules and two schemas as well
        assert " ".join(capsys.readouterr().out.split()) == (
            f"{count} files written to {tmp_path / 'new'}"
        )


def test_reader_who_stops_early_sees_no_traceback():
    """`commissioning demo | head` is the first thing many people do."""
    command = [
        sys.executable,
        "-c",
        "from commissioning.cli import main; raise SystemExit(main(['demo']))",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        said = running.stderr.read()

    assert said == b""
    assert running.returncode == 0


def test_python_runs_the_command_where_its_script_is_not_on_the_path():
    """On many a council's machine only `python -m` finds what was installed."""
    command = [sys.executable, "-m", "commissioning", "explain", "standstill-running"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("standstill-running")


class TestWriting:
    """Colour only where somebody looks at a terminal."""

    def test_terminal_gets_colour_unless_told_not_to(self, monkeypatch: pytest.MonkeyPatch):
        """NO_COLOR is the custom for those who cannot read coloured text."""
        monkeypatch.delenv("NO_COLOR", raising=False)
        assert TextOutput(Terminal()).styled("x", "red") == "\x1b[31mx\x1b[0m"

        monkeypatch.setenv("NO_COLOR", "1")
        assert TextOutput(Terminal()).styled("x", "red") == "x"
        assert TextOutput(io.StringIO()).styled("x", "red") == "x"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True
