"""Citations: where a rule can be read."""

import pytest

from commissioning.errors import RecordError
from commissioning.findings.citation import Citation, Verification


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        (
            Citation("Public Contracts Regulations 2015", "regulation 87"),
            "Public Contracts Regulations 2015, regulation 87",
        ),
        (Citation("Contract Standing Orders"), "Contract Standing Orders"),
        (
            Citation("Procurement Act 2023", "section 51", verification=Verification.UNVERIFIED),
            "Procurement Act 2023, section 51 (unverified)",
        ),
        (
            Citation("Procurement Act 2023", "section 51", verification=Verification.COMPUTED),
            "Procurement Act 2023, section 51",
        ),
    ],
)
def test_citation_is_written_so_that_a_lawyer_finds_it(citation, words):
    """What nobody has verified says so wherever it is printed."""
    assert str(citation) == words


def test_citation_names_what_it_cites():
    """A rule without a source is an opinion."""
    with pytest.raises(RecordError) as refusal:
        Citation("")
    assert str(refusal.value) == "citation: instrument: is empty; name the law or paper"


def test_row_of_the_process_table_is_not_cited_as_law():
    """A refusal for the order of steps must not read as a provision somebody could look up."""
    cited = Citation.of_step("go-live")
    assert str(cited) == "the process table, row go-live"
    assert cited.verification is Verification.PROCESS
    assert str(cited.verification) == "the order of steps in this library, not a rule of law"
