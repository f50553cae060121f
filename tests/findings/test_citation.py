"""Citations: where a rule can be read."""

import pytest

from commissioning.errors import RecordError
from commissioning.findings.citation import Citation, Standing


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        (
            Citation("Public Contracts Regulations 2015", "regulation 87"),
            "Public Contracts Regulations 2015, regulation 87",
        ),
        (Citation("Contract Standing Orders"), "Contract Standing Orders"),
        (
            Citation("Procurement Act 2023", "section 51", standing=Standing.UNVERIFIED),
            "Procurement Act 2023, section 51 (unverified)",
        ),
        (
            Citation("Procurement Act 2023", "section 51", standing=Standing.COMPUTED),
            "Procurement Act 2023, section 51",
        ),
    ],
)
def test_a_citation_is_written_so_that_a_lawyer_finds_it(citation, words):
    """What nobody has verified says so wherever it is printed."""
    assert str(citation) == words


def test_a_citation_names_what_it_cites():
    """A rule without a source is an opinion."""
    with pytest.raises(RecordError) as refusal:
        Citation("")
    assert str(refusal.value) == "citation: instrument: a citation names a law or paper"
