"""Whatever the law asks for before an act, the gate before it and the list of duties say the same."""

import re

import pytest

from commissioning.cycle import Cycle
from commissioning.law.notices import NOTICE, Force, When
from commissioning.law.questions import STANDSTILL_STARTED_BY
from commissioning.records.notices import NoticePublished
from commissioning.stages import Route
from commissioning.testing.stories.scenario import GROUNDS, REGIMES, ROUTES, Scenario
from commissioning.testing.stories.story import story

# A notice that is a duty and that no gate asks for, with the day and the reason; none since 30 November 2026.
ONLY_A_DUTY: dict[str, str] = {}
MISSING = re.compile(r"\((\S+)\) (has not been published|is not recorded)")
DIRECT = Route.direct_award()
CASES = [
    *(Scenario(regime=regime, route=route) for regime in REGIMES for route in ROUTES[regime.name]),
    *(
        Scenario(regime=regime, route=DIRECT, ground=ground)
        for regime in REGIMES
        for ground in GROUNDS[regime.name]
        if ground is not Scenario().ground
    ),
]
IDS = [f"{case.regime.name} {case.route.name} {case.route} {case.ground}" for case in CASES]


def announced(cycle):
    """The codes of the notices that a story publishes, each once."""
    return tuple(dict.fromkeys(record.notice for record in cycle.every(NoticePublished)))


def without(cycle, *codes):
    """The same history with none of these notices, as it would be read from the papers."""
    kept = (r for r in cycle.records if not (isinstance(r, NoticePublished) and r.notice in codes))
    return Cycle.audit(cycle.title, tuple(kept))


def asked_by_gates(audited):
    """The codes of the notices that gates missed before some act."""
    law = audited.cycle.law(audited.cycle.last_on)
    found = set()
    for finding in audited.findings:
        if finding.code == "notice-missing":
            found |= {code for code, _ in MISSING.findall(finding.message)}
        elif finding.code == "standstill-not-started":
            found |= set(law.value(STANDSTILL_STARTED_BY, audited.cycle.last_on).notices)
        elif finding.code == "approach-too-recent":
            found.add("PSR-intended-approach")
    return found


def asked_by_duties(audited):
    """The codes of the notices that must come before an act, and are open duties."""
    cycle, today = audited.cycle, audited.cycle.last_on
    before = {
        row.value.code
        for row in cycle.law(today).every(NOTICE, today)
        if row.value.when is When.BEFORE and row.value.force is Force.MUST
    }
    return {duty.code for duty in cycle.obligations(today) if duty.is_open and duty.code in before}


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_whole_story_misses_no_notice_anywhere(case):
    """A duty left open by a history that every gate has passed would be asked for in vain."""
    audited = without(story(case))
    assert asked_by_gates(audited) == asked_by_duties(audited) - {*ONLY_A_DUTY} == set()


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_each_notice_left_out_is_missed_by_gate_and_duty(case):
    """An officer who reads one list and meets another at the door trusts neither."""
    whole = story(case)
    for codes in (announced(whole), *((code,) for code in announced(whole))):
        audited = without(whole, *codes)
        assert asked_by_gates(audited) == asked_by_duties(audited) - {*ONLY_A_DUTY}


def test_every_notice_before_an_award_is_left_out_once():
    """The comparison would be empty of what no story publishes."""
    wholes = [story(case) for case in CASES]
    missed = (asked_by_duties(without(whole, *announced(whole))) for whole in wholes)
    assert set().union(*missed) == {
        "PCR-contract",
        "PSR-intended-approach",
        "PSR-intention",
        "PSR-invitation",
        "UK13",
        "UK4",
        "UK5",
        "UK6",
    }


def test_each_case_has_a_name_of_its_own():
    """Two of one name would hide which of them fails."""
    assert len(set(IDS)) == len(IDS) >= len(REGIMES) * 4
