"""A notice drafted from a cycle, and what is missing from it by law."""

from datetime import date

import pytest

from commissioning.casebook import lewisham
from commissioning.errors import RecordError
from commissioning.interchange import ocds
from commissioning.interchange.ocds.fields import OBJECTS
from commissioning.interchange.ocds.notices import CONTENTS, WITHOUT_A_BODY

PLATFORM = "Enter it on the platform; no record holds it"


def drafted(process, code, on, **given):
    """The notice of the constructed process on a day."""
    (imported,) = ocds.read(process)
    return ocds.notice(imported.cycle, code, on, **given)


def missing(found):
    """What a record could still give."""
    return [each.about for each in found.findings if each.remedy != PLATFORM]


def test_tender_notice_holds_what_the_cycle_knows(process):
    """An officer who drafts a notice must not type in again what is recorded."""
    found = drafted(process, "UK4", date(2025, 4, 25))
    tender = found.release["tender"]
    assert tender["title"].startswith("Help at home")
    assert tender["expressionOfInterestDeadline"].startswith("2025-05-23")
    assert [lot["awardCriteria"]["criteria"][0]["type"] for lot in tender["lots"]]
    assert ocds.check(found.release) == ()


def test_missing_field_of_a_notice_is_reported_with_its_provision_and_remedy(one):
    """A notice that leaves out what it must hold is published again, and time begins anew."""
    (imported,) = ocds.read(
        [one("tender", tender={"id": "1", "title": "Care", "procurementMethod": "open"})]
    )
    found = ocds.notice(imported.cycle, "UK4", date(2026, 3, 2))
    value = next(each for each in found.findings if each.about == "tender.value")
    assert str(value) == (
        "The UK4 notice does not state the estimated value (Procurement Regulations 2024, regulations "
        "18(2)(g), 24(2)(e)). Record the procurement strategy with its estimated value."
    )
    codes = next(each for each in found.findings if "CPV" in each.message)
    assert codes.remedy == PLATFORM
    assert {each.code for each in found.findings} == {"notice-incomplete"}


def test_rows_for_lots_stages_and_thresholds_are_asked_only_there(process, one):
    """A notice of one service in one lot need not value its lots."""
    divided = drafted(process, "UK4", date(2025, 4, 25))
    assert not [each for each in divided.findings if each.about == "tender.lots[].title"]
    small = {"id": "1", "procurementMethod": "open", "aboveThreshold": False}
    (imported,) = ocds.read([one("tender", tender=small)])
    asked = [each.about for each in ocds.notice(imported.cycle, "UK4", date(2026, 3, 2)).findings]
    assert "tender.lots[].title" not in asked
    assert "tender.coveredBy" not in asked
    assert "tender.value" in asked


@pytest.mark.parametrize(
    ("code", "on", "lacks"),
    [
        ("UK2", date(2025, 3, 28), set()),
        ("UK6", date(2025, 9, 24), {"bids.statistics[].value"}),
        ("UK7", date(2025, 12, 1), set()),
    ],
)
def test_whole_story_lacks_little_that_a_record_could_give(process, code, on, lacks):
    """The findings must be few enough to be read: what is recorded is found."""
    contract = {"contract": "C1"} if code == "UK7" else {}
    dates = "tender.contractPeriod|tender.lots[].contractPeriod|contracts[].period"
    assert {*missing(drafted(process, code, on, **contract))} - {dates} == lacks


def test_notice_of_one_contract_leaves_the_others_out(process):
    """A change of one contract is no news of another."""
    found = drafted(process, "UK7", date(2026, 6, 1), contract="C1")
    assert [each["id"] for each in found.release["contracts"]] == ["C1"]
    assert [each["id"] for each in found.release["awards"]] == ["A1"]


def test_direct_award_gives_its_ground(process):
    """A transparency notice without its ground protects no contract."""
    because = "Schedule 5, paragraph 6: only one supplier can give it"
    found = drafted(process, "UK5", date(2025, 9, 24), because=because)
    assert found.release["tender"]["procurementMethodRationale"] == because
    why = "The UK5 notice does not state why the ground of the direct award applies"
    without = drafted(process, "UK5", date(2025, 9, 24))
    assert why in [each.message for each in without.findings]
    assert why not in [each.message for each in found.findings]
    ground = "The UK5 notice does not state the ground of the direct award"
    assert ground in [each.message for each in found.findings]


def test_ground_of_a_direct_award_is_that_of_the_strategy(process):
    """An officer recorded it, and was told to type it in."""
    grounds = [{"id": "insolvency", "description": "Insolvency"}]
    process[1]["tender"] |= {
        "procurementMethod": "direct", "procurementMethodRationaleClassifications": grounds,
    }  # fmt: skip
    found = drafted(process, "UK5", date(2025, 9, 24))
    (ground,) = found.release["tender"]["procurementMethodRationaleClassifications"]
    assert ground["id"] == "insolvency"
    assert "tender.procurementMethodRationaleClassifications" not in missing(found)


def test_nothing_of_a_later_day_is_in_a_notice(process):
    """A draft of last month must not tell this month's award."""
    assert "awards" not in drafted(process, "UK4", date(2025, 4, 25)).release


def test_cycle_is_not_changed_by_drafting():
    """A draft is a question, and a question records nothing."""
    cycle = lewisham.cycle()
    ocds.notice(cycle, "UK12", date(2026, 1, 5))
    assert cycle == lewisham.cycle()


@pytest.mark.parametrize(
    ("code", "on", "problem"),
    [
        ("UK17", date(2026, 1, 5), "code: UK17, the payments compliance notice, is about an "
                                   "authority and not about a procurement, so OCDS cannot hold it; "
                                   "enter it on the platform"),
        ("UK", date(2026, 1, 5), "code: UK is not a notice whose contents are held here"),
        ("UK4", date(2024, 1, 5), "on: 5 January 2024 is before 24 February 2025, from which the "
                                  "Procurement Regulations 2024 apply; write the notices of older "
                                  "laws with `ocds.releases`"),
    ],
)  # fmt: skip
def test_notice_that_cannot_be_drafted_is_refused(process, code, on, problem):
    """A wrong number must not end as an empty notice."""
    with pytest.raises(RecordError) as refused:
        drafted(process, code, on)
    assert refused.value.problems[0].startswith(problem)


def test_every_row_names_fields_that_ocds_has():
    """A misspelt path would be missing for ever."""
    known = {
        name.partition(":")[0].removesuffix("!") for row in OBJECTS.values() for name in row.split()
    }
    for row in CONTENTS:
        for path in row.field.split("|"):
            parts = {part.removesuffix("[]") for part in path.split(".")}
            assert parts <= known, path


def test_no_code_is_both_with_and_without_a_body():
    """Each of UK1 to UK17 has one answer."""
    with_body = {code for row in CONTENTS for code in row.notices.split()}
    assert not with_body & WITHOUT_A_BODY.keys()
    assert with_body | WITHOUT_A_BODY.keys() == {f"UK{number}" for number in range(1, 18)}
