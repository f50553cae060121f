"""What the tests of the fixture model share: a council's own kind of record, and its process."""

import pytest
from attrs import field, frozen

from commissioning.process import Process, Step, during
from commissioning.records.contract import ContractSigned
from commissioning.records.record import CONTRACT, PROVIDER, Record
from commissioning.stages import Stage


@frozen(kw_only=True)
class SocialValueReport(Record):
    """What a council asks of its providers beyond the law: apprentices taken on."""

    contract: str = field(metadata=CONTRACT)
    provider: str = field(metadata=PROVIDER)
    apprentices: int


@pytest.fixture(scope="session")
def own_kind():
    return SocialValueReport


@pytest.fixture(scope="session")
def own_process():
    row = Step("social-value", SocialValueReport, during(Stage.GO_LIVE), (ContractSigned,))
    return Process.standard().with_steps(row)
