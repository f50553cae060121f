"""Read a published notice, find its loss and its fault, and publish what follows. CONSTRUCTED data.

Run it: python examples/read_a_notice.py
"""

import json
from datetime import date

from commissioning import ContractSigned, Period, pounds
from commissioning.interchange import ocds

COUNCIL = {"id": "anyborough", "name": "Anyborough Council"}
NOTICES = json.dumps([
    {
        "ocid": "ocds-h6vhtk-constructed", "id": "000001-2025", "date": "2025-04-25T08:30:00+01:00",
        "tag": ["tender"], "initiationType": "tender", "buyer": COUNCIL,
        "parties": [{**COUNCIL, "roles": ["buyer"], "contactPoint": {"email": "a.person@example.org"}}],
        "tender": {
            "id": "1", "title": "Help at home", "status": "active", "procurementMethod": "open",
            "mainProcurementCategory": "services", "specialRegime": ["lightTouch"],
            "aboveThreshold": True, "value": {"amount": 2600000, "currency": "GBP"},
            "tenderPeriod": {"endDate": "2025-06-06T12:00:00+01:00"},
            "submissionMethodDetails": "through the portal",
            "documents": [{"id": "000001-2025", "noticeType": "UK4"}],
        },
    },
    {
        "ocid": "ocds-h6vhtk-constructed", "id": "000002-2025", "date": "2025-09-24T10:00:00+01:00",
        "tag": ["award"], "initiationType": "tender",
        "awards": [{
            "id": "A1", "status": "pending", "date": "2025-09-22T00:00:00+01:00",
            "suppliers": [{"id": "GB-COH-1", "name": "Alder Help"}],
            "value": {"amount": 2500000, "currency": "GBP"},
            "assessmentSummariesDateSent": "2025-09-23T00:00:00+01:00",
            "standstillPeriod": {"endDate": "2025-10-03T23:59:59+01:00"},
            "documents": [{"id": "000002-2025", "noticeType": "UK6"}],
        }],
    },
])  # fmt: skip


def main():
    (imported,) = ocds.read(NOTICES)
    cycle = imported.cycle
    print(f"{cycle.title}, at the {cycle.stage.words} stage")
    for record in cycle.records:
        print("  ", record.described())
    for finding in imported.findings:
        print("  ", finding.code)

    print("\nHeld by no record:")
    print(imported.losses)

    too_soon = ContractSigned(
        on=date(2025, 10, 1), reference="C1", provider="Alder Help", recommendations=("A1",),
        term=Period.of(date(2026, 1, 1), years=3), value=pounds(2_500_000),
    )  # fmt: skip
    print("\nMay the contract be signed on 1 October?")
    for finding in cycle.blockers(too_soon):
        print("  ", finding.message)

    assert ocds.releases(cycle, imported.origin) == imported.origin.releases
    signed = ContractSigned(
        on=date(2025, 10, 13), reference="C1", provider="Alder Help", recommendations=("A1",),
        term=Period.of(date(2026, 1, 1), years=3), value=pounds(2_500_000),
    )  # fmt: skip
    *kept, new = ocds.releases(cycle.record(signed), imported.origin)
    print(f"\n{len(kept)} releases go out as they came, and 1 new one, tagged {new['tag'][0]}:")
    print(json.dumps(new["contracts"][0], indent=2))
    print(f"It has {len(ocds.check(new))} faults.")


if __name__ == "__main__":
    main()
