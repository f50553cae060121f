"""Notices as they were published."""

from datetime import date

import pytest

from commissioning.records.notices import NoticePublished

DAY = date(2025, 11, 10)

CASES = [
    ({"notice": "UK6"}, ()),
    ({"notice": "UK6", "no_signing_before": date(2025, 11, 21),
      "url": "https://www.find-tender.service.gov.uk/Notice/1"}, ()),
    ({"notice": ""}, ('notice: give the code of the notice, such as "UK6"',)),
    ({"notice": "contract award notice"},
     ("notice: 'contract award notice' is not a code; write one such as 'UK6'",)),
    ({"notice": "UK6", "no_signing_before": date(2025, 11, 9)},
     ("no_signing_before: 9 November 2025 is before the notice",)),
    ({"notice": "UK6", "url": "find-tender"},
     ("url: 'find-tender' is not an address; write it in full, with https://",)),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "problems"), CASES)
def test_a_notice_goes_by_its_code(problems_of, parts, problems):
    """Two laws use one name for different notices; the code says which was meant."""
    assert problems_of(lambda: NoticePublished(on=DAY, **parts)) == problems
