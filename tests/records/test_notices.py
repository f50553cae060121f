"""Notices as recorded: what makes one unusable."""

from datetime import date

import pytest

from commissioning.errors import RecordError
from commissioning.records.notices import NoticePublished

DAY = date(2026, 6, 8)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"notice": ""}, 'notice: give the code of the notice, such as "UK6"'),
        ({"notice": "contract award"}, "notice: 'contract award' is not a code; write one such as"),
        (
            {"url": "find-tender"},
            "url: 'find-tender' is not an address; write it in full, with https",
        ),
        (
            {"no_signing_before": date(2026, 6, 1)},
            "no_signing_before: 1 June 2026 is before the notice",
        ),
    ],
    ids=("no code", "words", "address", "promise"),
)
def test_notice_says_what_is_wrong_with_it(fields, told):
    """A notice that no row of the catalogue knows would meet no duty."""
    with pytest.raises(RecordError) as refused:
        NoticePublished(**{"on": DAY, "notice": "UK6", **fields})
    assert told in str(refused.value)


def test_notice_is_found_by_what_it_is_about():
    """A change notice belongs to its change, a details notice to its contract."""
    notice = NoticePublished(
        on=DAY,
        notice="UK10",
        contract="C-1",
        about="V-2",
        providers=("alder",),
        url="https://www.find-tender.service.gov.uk/Notice/000001-2026",
        no_signing_before=DAY,
    )
    assert all(notice.names(reference) for reference in ("C-1", "V-2", "alder"))
    assert tuple(notice.references("provider")) == ("alder",)
