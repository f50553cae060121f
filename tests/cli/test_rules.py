"""`--rules FILE`: the commands judge a cycle by the rules of the council's own constitution."""

import json
from datetime import date

import pytest
from attrs import evolve

from commissioning.cli import COMMANDS, WITHOUT_RULES, main
from commissioning.cli.sources import given, one_cycle, source_of
from commissioning.cycle import Cycle
from commissioning.dates.day_counts import WorkingDaysAfter
from commissioning.findings.finding import Citation
from commissioning.interchange import dump_rules, dumps
from commissioning.law.delegation import DelegationRow
from commissioning.law.regimes.council import CouncilRules
from commissioning.portfolio import tables
from commissioning.records.approval import Act
from commissioning.records.award import ApprovalToAward
from commissioning.store import Store
from commissioning.testing.stories.scenario import Scenario
from commissioning.testing.stories.story import story

AFTER = date(2030, 1, 1)
RULES = CouncilRules(
    council="Westborough", constitution=Citation("Constitution of Westborough", "part 3"),
    applies_from=date(2010, 4, 1), call_in=WorkingDaysAfter(8), call_in_by="any five members",
    delegations=(
        DelegationRow(reference="A1", act=Act.AWARD, decides="Council", low=None, low_included=True,
                      high=None, high_included=True),
    ),
)  # fmt: skip
"""CONSTRUCTED: every award is for the full council, and members may call it in for eight working days."""


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory):
    """A folder with the rules, a cycle that its executive awarded, and a store of it."""
    made = tmp_path_factory.mktemp("rules")
    cycle = story(Scenario(), after=ApprovalToAward)
    *before, approved = cycle.records
    published = evolve(approved, published_on=approved.on, call_in_ends=None, key_decision=True)
    cycle = Cycle.audit(cycle.title, (*before, published), reference="care").cycle
    (made / "cycles").mkdir()
    (made / "cycles" / "care.json").write_text(dumps(cycle), "utf-8")
    (made / "rules.json").write_text(dump_rules(RULES), "utf-8")
    with Store.open(f"sqlite:///{made}/care.db") as store:
        store.save(cycle, entered=AFTER, by="officer-1")
    return made


@pytest.fixture(autouse=True)
def _in_the_folder(folder, monkeypatch):
    monkeypatch.chdir(folder)


def shown(capsys, *arguments):
    code = main(list(arguments))
    return code, capsys.readouterr().out


BY_RULES = "of the scheme of delegation leaves that to Council"


@pytest.mark.parametrize(
    "asked",
    [
        ("audit", "cycles/care.json"),
        ("portfolio", "audit", "cycles", "--json"),
        ("portfolio", "audit", "sqlite:///care.db", "--json"),
    ],
    ids=" ".join,
)
def test_audit_holds_decisions_against_the_rules_only_where_they_are_given(capsys, asked):
    """Without them the library asks nobody who may decide, and the same history has no such finding."""
    assert BY_RULES not in " ".join(shown(capsys, *asked)[1].split())
    code, out = shown(capsys, *asked, "--rules", "rules.json")
    assert code == 1
    assert BY_RULES in " ".join(out.split())


def test_show_and_agenda_take_the_call_in_from_the_rules(capsys):
    """The next steps and the day they may come depend on the length of call-in."""
    cycle = one_cycle("cycles/care.json")
    on = cycle.last_on.isoformat()
    words = {"show": "any five members may call it in", "agenda": "Last day for members to call in"}
    for command, says in words.items():
        asked = (command, "cycles/care.json", "--on", on)
        plain, ruled = (shown(capsys, *asked, *more)[1] for more in ((), ("--rules", "rules.json")))
        assert (says in " ".join(plain.split()), says in " ".join(ruled.split())) == (False, True)


def test_every_source_gives_its_cycles_the_rules():
    """What `report`, `serve` and `portfolio` show comes from these."""
    store = "sqlite:///care.db"
    for found in (
        one_cycle("cycles/care.json", rules=RULES),
        one_cycle(store, rules=RULES),
        source_of(store, rules=RULES).read("care"),
        next(given((store,), rules=RULES)),
    ):
        assert found.rules == RULES
    assert source_of("cycles", rules=RULES).read("care").rules == RULES
    assert next(given(("cycles",), rules=RULES)).rules == RULES


def test_portfolio_judges_a_cycle_again_by_the_rules_that_it_was_given():
    """A data frame of cycles in memory has to find what an audit of the same cycles finds."""
    held = one_cycle("cycles/care.json", rules=RULES)
    messages = tables([held], AFTER)["findings"].to_dicts()
    assert any(BY_RULES in each["message"] for each in messages)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "there is no such file or folder"),
        ("{", "line 1, column 2: the text breaks off here; it may have been cut short on its way"),
        ('{"title": "Home care", "records": []}',
         "it holds a cycle; give a file of a council's rules"),
        ('{"format": "commissioning/9"}', '$.format: "commissioning/9" is not a format that this '
         'library reads; it reads "commissioning/1"'),
        (json.dumps({"council": "", "constitution": {"instrument": "part 3"},
                     "applies_from": "2020-04-01",
                     "five_clear_days": {"type": "clear-days", "count": 4}}),
         "$: council rules: council: say whose rules they are"),
        (json.dumps({"council": "", "constitution": {"instrument": "part 3"},
                     "applies_from": "2020-04-01", "call_in": {"type": "working-days", "count": 5}}),
         '$.call_in.type: "working-days" is not a day count of this process; did you mean '
         '"working-days-after" or "clear-working-days"?'),
    ],
)  # fmt: skip
def test_rules_that_cannot_be_read_are_named_with_the_place(tmp_path, capsys, text, why):
    """Rules are written by hand, and a cycle judged by half of them would look judged."""
    file = tmp_path / "rules.json"
    if text is not None:
        file.write_text(text, "utf-8")
    assert main(["audit", "cycles/care.json", "--rules", str(file)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"commissioning: {file}")
    assert why in said


def test_rules_in_the_place_of_a_cycle_are_refused_in_one_sentence(capsys):
    """The two files lie side by side, and each key of the one is strange to the other."""
    assert main(["audit", "rules.json", "--rules", "rules.json"]) == 2
    why = "it holds a council's rules; give a file of a cycle"
    assert capsys.readouterr().err == f"commissioning: rules.json: {why}\n"


def test_all_problems_of_a_file_of_rules_are_listed_at_once(tmp_path, capsys):
    """Whoever wrote it by hand mends it once."""
    file = tmp_path / "rules.json"
    file.write_text(
        '{"council": "a", "council": "b", "applies_from": "1 May", "quotatons": []}', "utf-8"
    )
    assert main(["show", "cycles/care.json", "--rules", str(file)]) == 2
    assert capsys.readouterr().err == (
        f"commissioning: {file} has 4 problems:\n"
        "  - $.constitution: is missing; give an object {...}\n"
        '  - $.applies_from: "1 May" is not a day; write it as "2015-09-14"\n'
        '  - $.quotatons: council rules has no such field; did you mean "quotations"?\n'
        "  - $.council: appears more than once; keep the right one\n"
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_that_judge_no_cycle_do_not_take_the_option(capsys, command):
    """An option that changes nothing would be believed to."""
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert ("--rules FILE" in capsys.readouterr().out) is (command not in WITHOUT_RULES)
