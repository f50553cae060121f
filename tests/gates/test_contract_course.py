"""A contract in its course: what may still be done under it, and what may not."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.dates.periods import Period
from commissioning.gates.case import Case
from commissioning.gates.contract_course import (
    contract_ends_once,
    contract_is_not_over,
    contract_passes_from_its_holder,
    extension_takes_up_an_open_option,
    lapsed_option_was_open,
    variation_keeps_within_the_contract,
)
from commissioning.ledger.ledger import Ledger
from commissioning.records.contract import (
    ContractExtended,
    ContractNovated,
    ContractSigned,
    ContractVaried,
    ExtensionLapsed,
    ExtensionOption,
)
from commissioning.records.ending import ContractEnded, HowEnded
from commissioning.records.live import PlacementsSuspended
from commissioning.stages import During, Stage
from commissioning.values.money import VatBasis, pounds

ANY_TIME = During(tuple(Stage))
TERM = Period.of(date(2023, 4, 1), years=5)
C1 = ContractSigned(
    on=date(2022, 12, 1), reference="C1", provider="alder", recommendations=("R1",), term=TERM,
    extension_options=(ExtensionOption(years=2), ExtensionOption(years=1)),
    value=pounds(1_000_000), variation_cap=10,
)  # fmt: skip
FIRST = ContractExtended(
    on=date(2027, 10, 1), contract="C1", option=1, period=Period.of(date(2028, 4, 1), years=2)
)
SECOND = ContractExtended(
    on=date(2029, 10, 1), contract="C1", option=2, period=Period.of(date(2030, 4, 1), years=1)
)


def ledger(*records):
    held = Ledger()
    for record in records:
        held.add(record, ANY_TIME)
    return held


def texts(check, record, *before, signed=C1):
    held = ledger(*([signed] if signed else []), *before)
    case = Case(held, record.on, ("whole",), type(record), record)
    return [(finding.code, str(finding)) for finding in check(case, record)]


def varied(on, change, reference="V1", **parts):
    return ContractVaried(
        on=on, reference=reference, contract="C1", what="more visits", value_change=change, **parts
    )


SUSPENSION = PlacementsSuspended(on=date(2028, 3, 31), contract="C1", because="an enquiry")
ENDED = ContractEnded(
    on=date(2025, 6, 30), contract="C1", how=HowEnded.TERMINATED, because="clause 24"
)


def test_contract_on_its_last_day_is_in_force():
    """The term includes its last day."""
    assert texts(contract_is_not_over, SUSPENSION) == []


def test_contract_on_the_day_after_its_last_is_over():
    """What is done after it ran out has no contract to stand on."""
    late = evolve(SUSPENSION, on=date(2028, 4, 1))
    assert texts(contract_is_not_over, late) == [
        (
            "contract-over",
            (
                "You cannot record this on 1 April 2028: contract C1 ended on 31 March 2028. "
                "Correct the day, or record the extension that was agreed in time."
            ),
        )
    ]
    assert texts(contract_is_not_over, late, FIRST) == []


def test_contract_recorded_as_ended_is_over():
    """After termination nothing more is suspended under it."""
    assert [code for code, _ in texts(contract_is_not_over, SUSPENSION, ENDED)] == ["contract-over"]
    the_same_day = evolve(SUSPENSION, on=ENDED.on)
    assert texts(contract_is_not_over, the_same_day, ENDED) == [
        (
            "contract-over",
            (
                "You cannot record this on 30 June 2025: contract C1 ended on 30 June 2025. "
                "Correct the day, or record the extension that was agreed in time."
            ),
        )
    ]


CHECKS = [
    (contract_is_not_over, SUSPENSION),
    (extension_takes_up_an_open_option, FIRST),
    (variation_keeps_within_the_contract, varied(date(2024, 1, 1), pounds(1))),
    (
        contract_passes_from_its_holder,
        ContractNovated(
            on=date(2024, 1, 1), contract="C1", from_provider="a", to_provider="b", because="sale"
        ),
    ),
    (contract_ends_once, ENDED),
    (
        lapsed_option_was_open,
        ExtensionLapsed(on=date(2027, 10, 1), contract="C1", option=1),
    ),
]


@pytest.mark.parametrize(("check", "record"), CHECKS)
def test_unknown_contract_is_left_to_the_rule_of_references(check, record):
    """The reference is unknown, which the rule of references says once."""
    assert texts(check, record, signed=None) == []


def test_options_in_their_order_are_accepted():
    """Five and two and one is eight years, taken in two steps."""
    assert texts(extension_takes_up_an_open_option, FIRST) == []
    assert texts(extension_takes_up_an_open_option, SECOND, FIRST) == []


def test_option_on_the_last_day_of_the_contract_is_accepted():
    """Until midnight there is a contract to prolong; the day after there is none."""
    last_day = evolve(FIRST, on=TERM.ends_on)
    assert texts(extension_takes_up_an_open_option, last_day) == []
    day_after = evolve(FIRST, on=date(2028, 4, 1))
    assert [code for code, _ in texts(extension_takes_up_an_open_option, day_after)] == [
        "extension-late"
    ]


EXTENSIONS = [
    (evolve(FIRST, on=date(2028, 4, 4)), (),
     [("extension-late",
       (
           "You cannot take up an option on 4 April 2028: contract C1 ended on 31 March 2028. "
           "Commission the service anew, or bridge the gap with a separate contract."
       ))]),
    (SECOND, (), None),
    (evolve(SECOND, on=date(2027, 10, 1)), (),
     [("extension-not-open",
       (
           "Option 2 of contract C1 cannot be taken up: the next is option 1. Name the next "
           "option, or record those before it as lapsed."
       ))]),
    (evolve(FIRST, on=date(2028, 10, 1)), (FIRST,),
     [("extension-not-open",
       (
           "Option 1 of contract C1 cannot be taken up: the next is option 2. Name the next "
           "option, or record those before it as lapsed."
       ))]),
    (evolve(SECOND, option=3, on=date(2030, 10, 1)), (FIRST, SECOND),
     [("extension-not-open",
       (
           "Option 3 of contract C1 cannot be taken up: no option is left. Commission the service "
           "anew, or bridge the gap with a separate contract."
       ))]),
    (evolve(FIRST, period=Period.of(date(2028, 4, 1), years=1)), (),
     [("extension-other-period",
       (
           "Option 1 of contract C1 covers 1 April 2028 to 31 March 2030, not 1 April 2028 to 31 "
           "March 2029. Extend for 1 April 2028 to 31 March 2030, or vary the contract."
       ))]),
    (evolve(SECOND, on=date(2027, 11, 1), period=Period.of(date(2028, 4, 1), years=1)),
     (ExtensionLapsed(on=date(2027, 10, 1), contract="C1", option=1),), []),
]  # fmt: skip


@pytest.mark.parametrize(("extension", "before", "findings"), EXTENSIONS)
def test_extension_late_not_open_or_of_other_length_is_refused(extension, before, findings):
    """A contract extended a week too late was, in law, awarded anew without a competition."""
    found = texts(extension_takes_up_an_open_option, extension, *before)
    if findings is None:
        assert [code for code, _ in found] == ["extension-late", "extension-not-open"]
    else:
        assert found == findings


def test_extension_after_the_last_day_for_notice_warns():
    """Notice given late binds only a provider that agrees, and its price may then be another."""
    options = (evolve(C1.extension_options[0], notice_months=6),)
    signed = evolve(C1, extension_options=options)
    in_time = evolve(FIRST, on=date(2027, 9, 30))
    assert texts(extension_takes_up_an_open_option, in_time, signed=signed) == []
    assert texts(extension_takes_up_an_open_option, FIRST, signed=signed) == [
        (
            "extension-late",
            (
                "The option is taken up on 1 October 2027. The last day to give notice to extend "
                "contract C1 was 30 September 2027, 6 months before 31 March 2028. Record in the "
                "reason that the provider agrees to the late notice, or commission the service anew."
            ),
        )
    ]
    case = Case(ledger(signed), FIRST.on, ("whole",), ContractExtended, FIRST)
    assert [found.blocks for found in extension_takes_up_an_open_option(case, FIRST)] == [False]
    assert (
        len(texts(extension_takes_up_an_open_option, evolve(FIRST, on=TERM.ends_on), signed=signed))
        == 1
    )
    after = evolve(FIRST, on=date(2028, 4, 1))
    assert len(texts(extension_takes_up_an_open_option, after, signed=signed)) == 1


LAPSED = ExtensionLapsed(on=date(2027, 10, 1), contract="C1", option=1)
LAPSES = [
    (LAPSED, (), []),
    (evolve(LAPSED, option=2), (), []),
    (LAPSED, (evolve(LAPSED, on=date(2027, 9, 1)),),
     [(
          "Option 1 of contract C1 cannot lapse: only option 2 can. Name an option that is open, "
          "or leave this record out."
      )]),
    (evolve(LAPSED, option=3), (),
     [(
          "Option 3 of contract C1 cannot lapse: only options 1 and 2 can. Name an option that is "
          "open, or leave this record out."
      )]),
    (evolve(LAPSED, option=3, on=date(2030, 1, 1)), (FIRST, SECOND),
     [(
          "Option 3 of contract C1 cannot lapse: no option is left. Name an option that is open, "
          "or leave this record out."
      )]),
]  # fmt: skip


@pytest.mark.parametrize(("lapse", "before", "messages"), LAPSES)
def test_lapse_of_an_option_that_is_not_open_is_refused(lapse, before, messages):
    """An option that was used up in 2028 was not given away in 2030."""
    found = texts(lapsed_option_was_open, lapse, *before)
    assert found == [("extension-not-open", message) for message in messages]


VARIATIONS = [
    (varied(date(2024, 1, 1), pounds(100_000)), (), []),
    (varied(date(2024, 1, 1), pounds(-500_000)), (), []),
    (varied(date(2024, 1, 1), None), (), []),
    (varied(date(2024, 1, 1), pounds(60_000), "V2"), (varied(date(2023, 6, 1), pounds(60_000)),),
     [("variation-past-cap",
       (
           "The changes to contract C1 come to £120,000; its cap of 10% of £1,000,000 allows "
           "£100,000, of which £40,000 is left. Vary by no more than is left, or commission the "
           "rest anew."
       ))]),
    (varied(date(2023, 5, 1), pounds(60_000), "V0"), (varied(date(2023, 6, 1), pounds(60_000)),),
     [("variation-past-cap",
       (
           "The changes to contract C1 come to £120,000; its cap of 10% of £1,000,000 allows "
           "£100,000, of which £40,000 is left. Vary by no more than is left, or commission the "
           "rest anew."
       ))]),
    (varied(date(2024, 1, 1), pounds(1_000, VatBasis.INCLUDING)), (),
     [("other-money-basis",
       (
           "The change adds £1,000 including VAT to contract C1, whose value is £1,000,000; "
           "amounts on different bases cannot be added. State the change in GBP, VAT not stated."
       ))]),
    (varied(date(2023, 1, 10), None, new_end=date(2023, 3, 1)), (),
     [("end-before-start",
       (
           "The change moves the end of contract C1 to 1 March 2023, before its start on 1 April "
           "2023. Correct the day, or record that the contract ended before it started."
       ))]),
    (varied(date(2024, 1, 10), None, new_end=date(2027, 3, 31)), (), []),
    (varied(date(2023, 1, 10), None, new_end=date(2023, 4, 1)), (), []),  # a service of one day
]  # fmt: skip


@pytest.mark.parametrize(("change", "before", "findings"), VARIATIONS)
def test_variation_past_the_cap_basis_or_start_is_refused(change, before, findings):
    """Step by step a contract can outgrow what was tendered; the running total shows when."""
    assert texts(variation_keeps_within_the_contract, change, *before) == findings


def test_contract_without_a_cap_or_a_value_is_not_limited():
    """The law may still have something to say; the contract has not."""
    change = varied(date(2024, 1, 1), pounds(900_000))
    without_cap = evolve(C1, variation_cap=None)
    without_value = evolve(without_cap, value=None)
    assert texts(variation_keeps_within_the_contract, change, signed=without_cap) == []
    assert texts(variation_keeps_within_the_contract, change, signed=without_value) == []


def test_novation_from_another_than_the_holder_is_refused():
    """Birch cannot sell what Alder holds."""
    sale = ContractNovated(
        on=date(2024, 1, 1), contract="C1", from_provider="birch", to_provider="cedar",
        because="a sale",
    )  # fmt: skip
    before = evolve(sale, on=date(2023, 9, 1), from_provider="alder", to_provider="birch")
    assert texts(contract_passes_from_its_holder, sale, before) == []
    assert texts(contract_passes_from_its_holder, sale) == [
        (
            "not-the-holder",
            "Contract C1 is held by alder, not by birch. Name alder as the provider it passes from.",
        )
    ]


EXPIRED = ContractEnded(on=date(2028, 3, 31), contract="C1")


def test_expiry_on_another_day_than_the_last_is_refused():
    """Expiry is a day, not a decision."""
    assert texts(contract_ends_once, EXPIRED) == []
    assert texts(contract_ends_once, evolve(EXPIRED, on=date(2028, 3, 30))) == [
        (
            "expired-early",
            (
                "Contract C1 expires on 31 March 2028, not on 30 March 2028. Correct the day, or "
                "say how else it ended."
            ),
        )
    ]
    case = Case(ledger(C1), date(2028, 3, 30), ("whole",), ContractEnded)
    (early,) = contract_ends_once(case, evolve(EXPIRED, on=date(2028, 3, 30)))
    assert early.earliest == date(2028, 3, 31)
    (late,) = contract_ends_once(case, evolve(EXPIRED, on=date(2028, 4, 1)))
    assert late.earliest is None


def test_contract_that_runs_on_does_not_expire():
    """It has no last day on which it could; somebody ends it, by notice or by agreement."""
    rolling = evolve(C1, term=None, starts_on=date(2023, 4, 1), rolling=True)
    case = Case(ledger(rolling), EXPIRED.on, ("whole",), ContractEnded)
    assert [str(finding) for finding in contract_ends_once(case, EXPIRED)] == [
        "Contract C1 runs on until somebody ends it, so it does not expire. Say how else it ended."
    ]


def test_second_end_of_a_contract_is_refused():
    """Two ends in the register leave the public guessing."""
    assert texts(contract_ends_once, ENDED) == []
    assert texts(contract_ends_once, EXPIRED, ENDED) == [
        ("ended-twice", "Contract C1 already ended on 30 June 2025. Leave this record out.")
    ]


def test_end_before_a_recorded_change_is_refused():
    """Entered late, an end of 2025 shows that the extension of 2027 cannot be right, or the end."""
    assert texts(contract_ends_once, ENDED, FIRST) == [
        (
            "contract-over",
            (
                "Contract C1 cannot have ended on 30 June 2025: a contract extension of 1 October "
                "2027 is recorded under it. Correct one of the two days."
            ),
        )
    ]


def test_lapse_of_an_option_may_follow_the_end_of_its_contract():
    """Options are tidied up, and reports come in, when the contract is over."""
    later = date(2027, 10, 1)
    lapsed = ExtensionLapsed(on=later, contract="C1", option=1, because="it ended early")
    assert texts(contract_ends_once, ENDED, lapsed) == []


def test_change_and_end_on_one_day_are_accepted():
    """The settlement of a contract is often its last variation, signed with the end itself."""
    assert texts(contract_ends_once, ENDED, varied(ENDED.on, pounds(5_000))) == []


def test_option_taken_up_on_a_later_day_is_spent():
    """The later letter may be entered first; the option is gone for the earlier one too."""
    earlier = evolve(FIRST, on=date(2027, 9, 1))
    assert [code for code, _ in texts(extension_takes_up_an_open_option, earlier, FIRST)] == [
        "extension-not-open"
    ]
