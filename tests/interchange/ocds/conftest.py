"""CONSTRUCTED releases: a procurement of help at home in two areas, from the first forum to the end."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

OCID = "ocds-h6vhtk-constructed"
COUNCIL = {"id": "anyborough", "name": "Anyborough Council (constructed)"}
ALDER = {"id": "GB-COH-1", "name": "Alder Help (constructed)"}
BIRCH = {"id": "GB-COH-2", "name": "Birch Help (constructed)"}


def release(number: int, date: str, *tags: str, **sections: Any) -> dict[str, Any]:
    """One release of the process."""
    return {
        "ocid": OCID,
        "id": f"{number:06}-2025",
        "date": date,
        "tag": list(tags),
        "initiationType": "tender",
        "buyer": COUNCIL,
        "parties": [{**COUNCIL, "roles": ["buyer"]}],
        **sections,
    }


def notice(number: int, code: str) -> list[dict[str, str]]:
    """The document that makes a release a notice with a code."""
    identity = f"{number:06}-2025"
    return [{"id": identity, "noticeType": code, "url": f"https://example.org/{identity}"}]


def money(amount: float) -> dict[str, Any]:
    return {"amount": amount, "amountGross": amount, "currency": "GBP"}


def party(who: dict[str, str], *roles: str) -> dict[str, Any]:
    scheme, _, number = who["id"].rpartition("-")
    identifier = {"scheme": scheme, "id": number, "legalName": who["name"]}
    return {**who, "identifier": identifier, "roles": list(roles)}


def lot(identity: str, title: str, value: float) -> dict[str, Any]:
    criteria = [
        {
            "type": "price",
            "name": "Price",
            "numbers": [{"number": 30, "weight": "percentageExact"}],
        },
        {"type": "quality", "name": "Answers", "description": "60%"},
        {"type": "quality", "name": "Panel of people who use the service", "description": "10"},
    ]
    return {
        "id": identity,
        "title": title,
        "status": "active",
        "value": money(value),
        "awardCriteria": {"criteria": criteria},
    }


def award(identity: str, lot: str, who: dict[str, str], value: float) -> dict[str, Any]:
    return {
        "id": identity,
        "status": "pending",
        "date": "2025-09-22T00:00:00+01:00",
        "relatedLots": [lot],
        "suppliers": [who],
        "value": money(value),
        "assessmentSummariesDateSent": "2025-09-23T00:00:00+01:00",
        "standstillPeriod": {"endDate": "2025-10-03T23:59:59+01:00"},
        "documents": notice(4, "UK6"),
    }


def contract(identity: str, awarded: str, value: float) -> dict[str, Any]:
    return {
        "id": identity,
        "awardID": awarded,
        "status": "active",
        "dateSigned": "2025-10-13T00:00:00+01:00",
        "value": money(value),
        "period": {"startDate": "2026-01-01T00:00:00Z", "endDate": "2028-12-31T23:59:59Z"},
        "agreedMetrics": [
            {"id": "K1", "title": "Visits kept", "description": "Visits kept, per cent"}
        ],
        "documents": notice(5, "UK7"),
    }


def whole_process() -> list[dict[str, Any]]:
    """Eight notices under the Procurement Act 2023; the third is a delta, as updates are."""
    tender = {
        "id": OCID,
        "title": "Help at home &amp; company, two areas (constructed)",
        "legalBasis": {"scheme": "UKPGA", "id": "2023/54"},
        "mainProcurementCategory": "services",
        "status": "active",
        "value": money(2_600_000),
        "aboveThreshold": True,
        "specialRegime": ["lightTouch"],
        "procurementMethod": "selective",
        "procurementMethodDetails": "Competitive flexible procedure",
        "expressionOfInterestDeadline": "2025-05-23T12:00:00+01:00",
        "tenderPeriod": {"endDate": "2025-07-04T12:00:00+01:00"},
        "enquiryPeriod": {"endDate": "2025-06-13T17:00:00+01:00"},
        "lots": [lot("1", "North", 1_600_000), lot("2", "South", 1_000_000)],
        "lotDetails": {"maximumLotsBidPerSupplier": 2**31 - 1, "maximumLotsAwardedPerSupplier": 1},
        "documents": notice(2, "UK4"),
    }
    forum = {
        "id": "1",
        "type": "engagement",
        "title": "Providers' forum",
        "dueDate": "2025-03-28T23:59:59Z",
    }
    later = {
        "id": OCID,
        "tenderPeriod": {"endDate": "2025-07-11T12:00:00+01:00"},
        "amendments": [{"id": "1", "description": "A week more for tenders"}],
        "documents": notice(3, "UK4"),
    }
    observation = {
        "id": "K1-2026",
        "period": {"startDate": "2026-01-01T00:00:00Z", "endDate": "2026-12-31T23:59:59Z"},
        "measure": "96.5",
    }
    returned = {
        "metrics": [{"id": "K1", "title": "Visits kept", "observations": [observation]}],
        "documents": notice(6, "UK9"),
    }
    change = {
        "id": "V1",
        "date": "2027-01-20T00:00:00Z",
        "description": "More hours in the north",
        "rationale": "provided for in the contract",
        "value": money(1_590_000),
    }
    ended = {
        "status": "terminated",
        "period": {"endDate": "2028-03-31T23:59:59+01:00"},
        "terminationRationaleClassifications": [
            {"id": "mutualAgreement", "description": "By agreement"}
        ],
        "documents": notice(8, "UK11"),
    }
    suppliers = [party(ALDER, "supplier", "tenderer"), party(BIRCH, "supplier", "tenderer")]
    planning = {"milestones": [forum], "documents": notice(1, "UK2")}
    return [
        release(
            1,
            "2025-03-03T09:00:00Z",
            "planning",
            planning=planning,
            tender={"id": OCID, "title": "Help at home (constructed)", "status": "planning"},
        ),
        release(2, "2025-04-25T08:30:00+01:00", "tender", tender=tender),
        release(3, "2025-06-18T16:00:00+01:00", "tenderUpdate", tender=later),
        release(
            4,
            "2025-09-24T10:00:00+01:00",
            "award",
            "contract",
            parties=suppliers,
            awards=[award("A1", "1", ALDER, 1_550_000), award("A2", "2", BIRCH, 980_000)],
        ),
        release(
            5,
            "2025-11-03T10:00:00Z",
            "award",
            "contract",
            awards=[{"id": "A1", "status": "active"}, {"id": "A2", "status": "active"}],
            contracts=[contract("C1", "A1", 1_550_000), contract("C2", "A2", 980_000)],
        ),
        release(
            6,
            "2027-01-11T10:00:00Z",
            "implementation",
            contracts=[{"id": "C1", "awardID": "A1", "implementation": returned}],
        ),
        release(
            7,
            "2027-01-25T10:00:00Z",
            "contractAmendment",
            contracts=[
                {
                    "id": "C1",
                    "awardID": "A1",
                    "amendments": [change],
                    "documents": notice(7, "UK10"),
                }
            ],
        ),
        release(
            8,
            "2028-04-10T10:00:00+01:00",
            "contractTermination",
            contracts=[{"id": "C2", "awardID": "A2", **ended}],
        ),
    ]


@pytest.fixture
def process() -> list[dict[str, Any]]:
    """A whole process, a copy to change."""
    return deepcopy(whole_process())


@pytest.fixture
def one() -> Callable[..., dict[str, Any]]:
    """Makes one release of 4 May 2024: its tags, then its sections."""

    def made(*tags: str, ocid: str = OCID, **sections: Any) -> dict[str, Any]:
        return {
            "ocid": ocid,
            "id": "1",
            "date": "2024-05-04T09:00:00+01:00",
            "tag": list(tags),
            "initiationType": "tender",
            **sections,
        }

    return made
