"""The evidence register: what has been proved, until when, and what lapses under a contract."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from commissioning.agenda.items import ItemKind
from commissioning.contracts.evidence_register import evidence_register
from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.records.answer_rules import Cover
from commissioning.records.answers import Answer, BidParty, EvidenceReceived, PartyRole, YesNo
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import ContractEnded
from commissioning.records.live import GoLive
from commissioning.records.questions import BidQuestion, EvidenceAsked
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.stages import Route
from commissioning.testing import Scenario, story
from commissioning.values.money import pounds

TEN_MILLION = pounds(10_000_000)
COVER = Cover(kind="public-liability", at_least=TEN_MILLION)
INSURED = BidQuestion(reference="T4", words="Insured?", rule=COVER)
ACCOUNTS = BidQuestion(
    reference="T5", words="Accounts?", evidence=(EvidenceAsked(kind="accounts"),)
)
TERM = Period(date(2026, 4, 1), date(2031, 3, 31))
CERTIFICATE = EvidenceReceived(
    on=date(2022, 3, 1), provider="alder", kind="public-liability", issuer="Mutual", number="P1",
    covers=TEN_MILLION, each_claim=True, valid=Period(date(2026, 4, 1), date(2027, 3, 31)),
)  # fmt: skip
SIGNED = date(2022, 4, 6)


def held(*extra, questions=(INSURED, ACCOUNTS), tender=None, **contract):
    """The cycle of a contract that runs for five years, with evidence and other records."""
    changes = {
        TenderReceived: tender or {},
        InvitationToTender: {"questions": questions},
        ContractSigned: {"term": TERM, "starts_on": None, **contract},
    }
    line = story(Scenario(route=Route.open(), providers=("alder",)), after=GoLive).records
    records = [evolve(each, **changes.get(type(each), {})) for each in line]
    return Cycle.audit("Home care", (*records, *extra)).cycle


def codes(cycle, on):
    """The findings of the register on a day."""
    return [finding.code for finding in evidence_register(cycle.ledger, on).findings()]


def test_certificate_of_one_year_lapses_in_a_term_of_five():
    """Warned of at once, found lapsed on the day after, and cleared by the renewal."""
    cycle = held(CERTIFICATE)
    assert codes(cycle, date(2026, 4, 1)) == ["evidence-lapses-in-term"]
    assert codes(cycle, date(2027, 3, 31)) == ["evidence-lapses-in-term"]
    assert codes(cycle, date(2027, 4, 1)) == ["evidence-lapsed"]
    renewed = evolve(CERTIFICATE, on=date(2027, 3, 20), valid=TERM)
    assert codes(held(CERTIFICATE, renewed), date(2027, 4, 1)) == []
    assert codes(held(renewed, CERTIFICATE), date(2027, 4, 1)) == []
    assert codes(held(CERTIFICATE, renewed), date(2027, 3, 19)) == ["evidence-lapses-in-term"]


def test_certificate_issued_anew_to_the_same_day_takes_the_place_of_the_first():
    """An insurer corrects the sum; the register shows what the council holds now."""
    anew = evolve(CERTIFICATE, on=date(2026, 5, 1), number="P1A")
    assert [
        row.evidence.number for row in evidence_register(held(CERTIFICATE, anew).ledger, anew.on)
    ] == ["P1A"]


def test_findings_name_the_firm_the_contract_and_the_day():
    """The officer writes to the provider from this sentence."""
    cycle = held(CERTIFICATE)
    (early,) = evidence_register(cycle.ledger, date(2026, 4, 1)).findings()
    assert str(early) == (
        "The evidence of public liability of alder expires on 31 March 2027; contract C1 needs it until "
        "31 March 2031. Ask for its renewal by 31 March 2027."
    )
    (late,) = evidence_register(cycle.ledger, date(2027, 4, 1)).findings()
    assert str(late) == (
        "The evidence of public liability of alder expired on 31 March 2027; contract C1 needs it. "
        "Ask for its renewal, and record it once you have seen it."
    )
    assert not early.blocks
    assert not late.blocks


def test_evidence_of_a_partner_is_needed_to_the_end_like_that_of_the_lead():
    """The partner's carers visit too: a claim about one of them meets the partner's own insurance."""
    group = (
        BidParty(provider="alder", role=PartyRole.LEAD),
        BidParty(provider="birch", role=PartyRole.MEMBER),
    )
    tender = {"parties": group, "answers": (Answer(question="T4", value=YesNo(yes=True)),)}
    cycle = held(CERTIFICATE, evolve(CERTIFICATE, provider="birch"), tender=tender)
    register = evidence_register(cycle.ledger, date(2026, 4, 1))
    assert [(row["provider"], row["contract"]) for row in register.table().to_dicts()] == [
        ("alder", "C1"),
        ("birch", "C1"),
    ]


SILENT = [
    (held(evolve(CERTIFICATE, valid=None)), date(2027, 4, 1)),
    (held(evolve(CERTIFICATE, valid=TERM)), date(2027, 4, 1)),
    (held(evolve(CERTIFICATE, kind="accounts")), date(2027, 4, 1)),
    (held(CERTIFICATE, questions=()), date(2027, 4, 1)),
    (held(CERTIFICATE), SIGNED - timedelta(days=20)),
    (held(CERTIFICATE), date(2031, 4, 1)),
    (held(CERTIFICATE, ContractEnded(on=date(2026, 9, 1), contract="C1")), date(2027, 4, 1)),
]
WHY = [
    "no end",
    "whole term",
    "not asked to the end",
    "not asked",
    "not signed",
    "term over",
    "ended",
]


@pytest.mark.parametrize(("cycle", "on"), SILENT, ids=WHY)
def test_evidence_that_no_contract_needs_any_longer_is_not_warned_of(cycle, on):
    """A warning about a contract that is over is noise, and hides the others."""
    assert codes(cycle, on) == []


def test_evidence_of_a_rolling_contract_is_found_when_it_lapses():
    """Where no end is set, a certificate cannot fall short of it, but it can lapse."""
    cycle = held(CERTIFICATE, rolling=True)
    assert codes(cycle, date(2026, 4, 1)) == []
    assert codes(cycle, date(2027, 4, 1)) == ["evidence-lapsed"]


def test_register_has_a_row_for_what_each_provider_proved_last():
    """An auditor asks for it by provider: what was seen, when, and how long it holds."""
    seen = {"on": date(2026, 5, 1), "seen_on": date(2026, 5, 4)}
    accounts = EvidenceReceived(provider="alder", kind="accounts", **seen)
    register = evidence_register(held(CERTIFICATE, accounts).ledger, date(2027, 3, 1))
    first, second = register.table().to_dicts()
    assert first == {
        "provider": "alder", "kind": "public-liability", "proves": "T4", "issuer": "Mutual", "number": "P1",
        "covers": "£10,000,000 each claim", "from": date(2026, 4, 1), "until": date(2027, 3, 31),
        "seen": date(2022, 3, 1), "days left": 30, "contract": "C1",
    }  # fmt: skip
    assert (second["proves"], second["seen"], second["until"]) == ("T5", date(2026, 5, 4), None)
    assert second["contract"] is None
    assert str(register) == (
        "evidence of public liability of alder, to 31 March 2027\nevidence of accounts of alder, "
        "without an end"
    )


AGENDA = [
    (CERTIFICATE, {}, "Renew the evidence of public liability of alder"),
    (CERTIFICATE, {"rolling": True}, "Renew the evidence of public liability of alder"),
    (evolve(CERTIFICATE, valid=TERM), {}, ""),
    (evolve(CERTIFICATE, valid=None), {}, ""),
    (evolve(CERTIFICATE, kind="accounts"), {}, ""),
]


@pytest.mark.parametrize(("evidence", "contract", "what"), AGENDA)
def test_renewal_is_in_the_agenda_until_it_is_seen(evidence, contract, what):
    """Insurance lapses quietly; somebody has to ask for the renewal before it does."""
    agenda = held(evidence, **contract).agenda(date(2027, 4, 5))
    items = agenda.of(ItemKind.EVIDENCE)
    assert [item.what for item in items] == ([what] if what else [])
    for item in items:
        assert (item.day, item.days_over, item.who) == (date(2027, 3, 31), 5, "alder")
        assert item.because == "contract C1 needs it, and it expires on 31 March 2027"
