"""Private words in notes, reasons and references of people: found by their form, never repeated."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.findings.finding import Severity
from commissioning.gates.every_record import private_words
from commissioning.interchange import dumps, loads, to_dict
from commissioning.records.approval import ScrutinyNote
from commissioning.records.panel import Mark, Panel, ScoreSheet
from commissioning.records.parties import Constituency, Member
from commissioning.records.pricing import PriceFormula
from commissioning.records.record import Learned, Record
from commissioning.records.tender import InvitationToTender
from commissioning.testing import make
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen

ON = date(2022, 3, 1)
FORMS = {
    "an e-mail address": ("j.doe@example.org", "<a+b@sub.example.co.uk>", "x_1@nhs.example"),
    "a telephone number": (
        "020 7946 0018",
        "+44 20 7946 0018",
        "+44 (0)7700 900123",
        "07700-900-123",
    ),
    "an NHS number": ("943 476 5919", "9434765919", "943-476-5919"),
}
HARMLESS = (
    "", "officer-1", "in touch @ the meeting", "2022/S 000-012345", "012345-2022", "943 476 5918",
    "£1,000,000,000 over 10 years", "1234567890123", "call 999", "2022-03-01 to 2022-04-01",
)  # fmt: skip


def note(text, **fields):
    return ScrutinyNote(on=ON, body="scrutiny", note=text, **fields)


@pytest.mark.parametrize("kind", FORMS)
def test_private_form_in_a_note_warns_and_is_not_repeated(kind):
    """The warning is shown, logged and mailed, so it may not spread what it warns of."""
    for form in FORMS[kind]:
        (found,) = private_words(note(f"Spoke to {form} at length"))
        assert found.message == f"The scrutiny note has what looks like {kind} in its note"
        assert found.remedy == "Take it out, and write a role or a reference in its place"
        assert (found.code, found.severity) == ("private-words", Severity.WARNS)
        assert form not in str(found)


@pytest.mark.parametrize("text", HARMLESS, ids=repr)
def test_harmless_figures_and_references_do_not_warn(text):
    """A warning that cries wolf is switched off."""
    assert list(private_words(note(text))) == []


def test_every_place_where_somebody_may_be_named_is_looked_into():
    """A panel of one's own sits by references; reasons stand inside marks."""
    private = "j.doe@example.org"
    panel = Panel(
        on=ON, reference="p", title="x", by=private,
        members=(Member(reference=private, constituency=Constituency.OFFICER),),
        learned=Learned(on=ON, because="9434765919"),
    )  # fmt: skip
    assert [found.message for found in private_words(panel)] == [
        "The panel has what looks like an e-mail address in the reference of a person",
        "The panel has what looks like an NHS number in a reason",
    ]
    sheet = ScoreSheet(
        on=ON, panel="p", assessor="officer-1", provider="alder",
        marks=tuple(Mark(criterion=c, mark=3, because="ring 020 7946 0018") for c in "ab"),
    )  # fmt: skip
    assert [found.message for found in private_words(sheet)] == [
        "The score sheet has what looks like a telephone number in a reason"
    ]


@frozen(kw_only=True)
class Agreed(PriceFormula):
    """share = 1, by agreement. Full marks at twice the lowest price."""

    because: str = ""

    def share(self, price, field_, /):
        return 1


def test_kind_of_the_councils_own_is_looked_into():
    """Nobody but the council knows what the fields of its own formula hold."""
    invitation = make(
        InvitationToTender, price_formula=Agreed(because="agreed with j.doe@example.org")
    )
    assert [found.message for found in private_words(invitation)] == [
        "The invitation to tender has what looks like an e-mail address in a reason"
    ]


@frozen(kw_only=True)
class Chapter(Checked):
    """A chapter of a paper, with chapters of its own."""

    parts: tuple[Chapter, ...] = ()
    because: str = ""


@frozen(kw_only=True)
class Annex(Checked):
    """An annex, of which most have no text."""

    number: int


@frozen(kw_only=True)
class Paper(Record):
    """A paper of the council's own."""

    chapters: tuple[Chapter, ...] = ()
    annexes: tuple[Annex, ...] = ()


def test_kind_that_holds_values_of_its_own_kind_is_looked_into():
    """A paper has chapters in chapters, as deep as whoever wrote it liked."""
    private = Chapter(parts=(Chapter(because="agreed with j.doe@example.org"),))
    assert [found.message for found in private_words(Paper(on=ON, chapters=(private,)))] == [
        "The paper has what looks like an e-mail address in a reason"
    ]


def test_kind_that_is_made_after_the_first_question_is_looked_into():
    """A notebook adds a kind of its own when it needs one, long after the first record."""
    assert not tuple(private_words(Paper(on=ON, annexes=(Annex(number=1),))))

    @frozen(kw_only=True)
    class Letter(Annex):
        because: str = ""

    private = Letter(number=2, because="agreed with j.doe@example.org")
    assert [found.message for found in private_words(Paper(on=ON, annexes=(private,)))] == [
        "The paper has what looks like an e-mail address in a reason"
    ]


def test_all_kinds_of_private_words_in_one_field_are_named_at_once():
    """Whoever takes out the address is not to be warned of the telephone number next."""
    found = private_words(note("j.doe@example.org, 07700 900123, 943 476 5919"))
    assert [finding.message for finding in found] == [
        "The scrutiny note has what looks like an e-mail address, a telephone number and an NHS "
        "number in its note"
    ]


def test_recording_private_words_warns_and_refuses_nothing():
    """A history holds what it holds; whoever records it decides."""
    cycle = Cycle("Care").record(note("j.doe@example.org"))
    (found,) = cycle.findings(note("ring 020 7946 0018"))
    assert found.code == "private-words"
    assert len(cycle.records) == 1


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_ten_digits_are_an_nhs_number_for_one_last_digit_at_most(digits):
    """The check digit keeps contract numbers and reference numbers out."""
    warned = [last for last in "0123456789" if any(private_words(note(f"no. {digits}{last}")))]
    assert len(warned) <= 1


def test_file_without_notes_keeps_all_else():
    """A file for another authority needs the decisions, not what somebody jotted down."""
    cycle = Cycle("Care").record(note("as the chair said"), note("", by="scrutiny officer"))
    text = dumps(cycle, notes=False)
    assert "as the chair said" not in text
    assert "as the chair said" in dumps(cycle)
    bare = loads(text)
    assert [record.note for record in bare.records] == ["", ""]
    assert bare.records[1] == cycle.records[1]
    assert to_dict(cycle, notes=False)["records"] == to_dict(bare)["records"]
